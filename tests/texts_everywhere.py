"""A small borough in which every text that a person writes is one and the same text.

For tests of what a name in another alphabet, or a word without end, does to the pages. One listing
has every field, one is an example, and others are paused, only an idea, and closed.
"""

from __future__ import annotations

from pathlib import Path

from site_builds import build, project
from small_project import BOROUGH, GARDENING, GROWERS, HALL

REF = "ashmoor/gardening"

TEAM = """\
schema: 1
name: Ashmoor
gss: E09000901
status: demonstration
welcome: "{text}"
team:
  name: "{text}"
  about: "{text}"
  phone: 020 8123 4567
  text: 07400 123456
  email: {mail}@{mail}-ashmoor.org.uk
  website: https://www.{mail}-ashmoor.org.uk/
  hours: "{text}"
  someone_with_you: "{text}"
"""
ORGANISATION = """\
name: "{text} {number}"
kind: charity
about: "{text}"
website: https://www.{mail}-ashmoor.org.uk/
email: {mail}@{mail}-ashmoor.org.uk
phone: 020 8123 4567
added: 2026-09-01
"""
VENUE = """\
name: "{text} {number}"
address: ["{text}", "12 {text}", "{text}"]
postcode: ZA1 1AA
getting_there: {{bus: "{text}", train: "{text}", step_free: "{text}", note: "{text}"}}
access: {{step-free: yes}}
added: 2026-09-01
"""
LISTING = """\
---
name: "{text} {number}"
summary: "{text}."
organisation: growers
venue: hall
area: out-and-about
kind: group
added: 2026-09-01
checked: {{on: 2026-10-03, by: team}}
source: {{name: "{text}", url: "https://example.org/", licence: "{text}", retrieved: 2026-09-01}}
interests: [gardening]
when:
  - every: Tuesday
    from: 10:00
    to: 12:00
    note: "{text}"
  - on: 2026-12-05
    from: 14:00
    to: 16:00
    venue: shed
cost: {{pounds: 3.50, note: "{text}"}}
who: {{for: [carers], note: "{text}"}}
join:
  how: ask first
  phone: 020 8123 4567
  text: 07400 123456
  email: {mail}@{mail}-ashmoor.org.uk
  website: https://www.{mail}-ashmoor.org.uk/{mail}
  phone_may_be_public: yes
  note: "{text}"
first_visit:
  meets_you: "{text}"
  what_happens: "{text}"
  bring_someone: yes
  group_size: 8
  buddy: yes
simple: |
  {text}
  {text}
languages: [English]
{more}---
## {text}

{text} **{text}**

- {text}
- [{text}](https://example.org/)
"""
TIPS = """\
tips:
  - {{date: 2026-10-10, text: "{text}", by: "{name}"}}
"""


def files(text: str, mail: str = "hello") -> dict[str, str | bytes | None]:
    """The files of the borough. ``mail`` is what stands before the @, and in a web address."""
    said = {"text": text, "mail": mail}

    more = {
        "paused": f'status: paused\npaused: {{why: "{text}", until: 2027-01-11}}\n',
        "idea": "status: idea\n",
        "closed": "status: closed\n",
        "example": "example: yes\n",
        "elsewhere": "",
        "gardening": "formerly: [digging]\n",
    }
    listings = {
        name: LISTING.format(**said, number=number, more=fields)
        for number, (name, fields) in enumerate(more.items())
    }
    for old, new in {
        "venue: hall": "venue: den",
        "venue: shed": "venue: den",
        "organisation: growers": "organisation: examples",
        "020 8123 4567": "020 7946 0123",
        "07400 123456": "07700 900123",
        f"{mail}-ashmoor.org.uk": "example.org",
    }.items():
        listings["example"] = listings["example"].replace(old, new)
    listings["elsewhere"] = listings["elsewhere"].replace("venue: hall", f'meets: "{text}"')
    example = "added: 2026-09-01\nexample: yes\n"
    return {
        BOROUGH: TEAM.format(**said),
        GROWERS: ORGANISATION.format(**said, number=1),
        HALL: VENUE.format(**said, number=1),
        "boroughs/ashmoor/venues/shed.yml": (
            f'name: "{text} 2"\nprivate: yes\nnear: ZA1\nadded: 2026-09-01\n'
        ),
        "boroughs/ashmoor/venues/den.yml": f'name: "{text} 3"\nnear: ZA1 1\n{example}',
        "boroughs/ashmoor/organisations/examples.yml": (
            f'name: "{text} 2"\nphone: 020 7946 0111\n{example}'
        ),
        "boroughs/ashmoor/voices/gardening.yml": TIPS.format(text=text, name=text.split()[0]),
        GARDENING: listings.pop("gardening"),
        **{f"boroughs/ashmoor/listings/{name}.md": each for name, each in listings.items()},
    }


def built(folder: Path, text: str, mail: str = "hello") -> Path:
    """The folder of the site of that borough, search and all."""
    ran = build(project(folder, files(text, mail)), search=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder / "output"


def pages_with(output: Path, text: str) -> list[str]:
    """The pages that hold the text, as addresses below the site's root."""
    return [
        page.relative_to(output).as_posix()
        for page in sorted(output.rglob("*.html"))
        if text in page.read_text("utf-8")
    ]
