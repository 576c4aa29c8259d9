"""A small project that passes the check, for tests that break one thing in it.

``write_project`` takes files by path (text or bytes; None leaves one out); ``said`` is what the
checker says about it, one line each.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from connectdo.data.reading import read_directory
from connectdo.rules import check_directory

TODAY = dt.date(2026, 11, 22)

VOCABULARY = {
    "content/vocabulary/areas.yml": """\
out-and-about: {name: Out and about, summary: Gardens and parks}
""",
    "content/vocabulary/interests.yml": """\
gardening: {name: Gardening, areas: [out-and-about], synonyms: [digging]}
""",
    "content/vocabulary/access.yml": """\
step-free: {name: Step-free, no: There are steps, ask: a way in without steps}
""",
    "content/vocabulary/people.yml": "carers: {name: Carers}\n",
    "content/vocabulary/languages.yml": "English: {code: en, own_name: English}\n",
    "content/vocabulary/terms.yml": """\
terms:
  - {name: Autumn 2026, from: 2026-09-02, to: 2026-12-18, half_term: 2026-10-26 to 2026-10-30}
""",
    "content/vocabulary/crisis.yml": """\
contacts:
  - {name: A kind voice, says: Talk to somebody., phone: 116 123, nation: UK, checked: 2026-11-16}
""",
}

GEOGRAPHY = {
    "content/geography/index.json": """\
{"attribution": "", "districts": {}, "boroughs": {
  "ashmoor": {"gss": "E09000901", "name": "Ashmoor", "postcodes": 1, "area_km2": 1,
              "neighbours": []},
  "birchley": {"gss": "E09000902", "name": "Birchley", "postcodes": 1, "area_km2": 1,
               "neighbours": []}}}
""",
    "content/geography/sectors.txt": (
        "ZA1\t51.5\t-0.1\tashmoor\t1\t51.5\t-0.1\nZA1 1\t51.5\t-0.1\tashmoor\t1\t51.5\t-0.1\n"
        "ZB2\t51.4\t-0.2\tbirchley\t1\t51.4\t-0.2\nZB2 1\t51.4\t-0.2\tbirchley\t1\t51.4\t-0.2\n"
    ),
    "content/geography/postcodes/ashmoor.txt": "ZA1 1\nAA 51.50000 -0.10000\n",
    "content/geography/postcodes/birchley.txt": "ZB2 1\nAA 51.40000 -0.20000\n",
}

BOROUGH = "boroughs/ashmoor/borough.yml"
GROWERS = "boroughs/ashmoor/organisations/growers.yml"
HALL = "boroughs/ashmoor/venues/hall.yml"
GARDENING = "boroughs/ashmoor/listings/gardening.md"

OWN_SETTINGS = (
    'SITEURL = "https://connect.ashmoor.gov.uk"\nFORGE_URL = "https://forge.ashmoor.gov.uk/all"\n'
    'SUGGEST_EMAIL = "connect@ashmoor.gov.uk"\n'
)
"""What a site with a live borough says of itself in ``pelicanconf.py``."""

FILES: dict[str, str | bytes | None] = {
    **VOCABULARY,
    **GEOGRAPHY,
    BOROUGH: "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n",
    GROWERS: "name: Growers\nphone: 020 7946 0111\nadded: 2026-09-01\nexample: yes\n",
    HALL: "name: The Hall\nnear: ZA1 1\nadded: 2026-09-01\nexample: yes\n",
    GARDENING: """\
---
name: Gardening
summary: Grow beans with friendly neighbours.
organisation: growers
venue: hall
area: out-and-about
added: 2026-09-01
checked: {on: 2026-10-03, by: team}
example: yes
---
Bring gloves.
""",
}


def write_project(folder: Path, files: dict[str, str | bytes | None] | None = None) -> Path:
    """The small project in ``folder``, with ``files`` in place of its own or beside them."""
    for name, content in {**FILES, **(files or {})}.items():
        path = folder / name
        if content is None:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def said(folder: Path, today: dt.date = TODAY) -> list[str]:
    """Everything the checker says about a project, one line each, in order."""
    return [str(problem) for problem in check_directory(read_directory(folder, today), today)]


def listing(fields: str = "", *, body: str = "Bring gloves.", without: str = "") -> str:
    """The small project's listing with more fields, and without those whose names are given."""
    head = str(FILES[GARDENING]).split("---\n")[1]
    kept = [line for line in head.splitlines() if line.partition(":")[0] not in without.split()]
    return "---\n" + "\n".join(kept) + "\n" + fields + "---\n" + body + "\n"
