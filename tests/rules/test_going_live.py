"""What must be right before real people read a site: its team, its settings, its own pages."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from site_builds import ROOT, build, project
from small_project import (
    BOROUGH,
    GARDENING,
    GROWERS,
    HALL,
    OWN_SETTINGS,
    listing,
    said,
    write_project,
)

LIVE = "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: live\n"
TEAM = "team: {name: The team, phone: 020 7926 1000}\n"
SAFE = "online_safety: {read_on: 2026-11-16, by: the head of the team}\n"
REAL: dict[str, str | bytes | None] = {
    BOROUGH: LIVE + TEAM + SAFE,
    GROWERS: "name: Growers\nphone: 020 7926 1001\nadded: 2026-09-01\n",
    HALL: "name: The Hall\npostcode: ZA1 1AA\nadded: 2026-09-01\n",
    GARDENING: listing(without="example"),
}
DEMONSTRATION = (ROOT / "pelicanconf.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("team", "field"),
    [
        ("", "4: status"),
        ("team: {name: We}\n", "5: team"),
        ("team: {name: We, hours: 9}\n", "5: team"),
    ],
)
def test_a_live_borough_that_nobody_can_reach_is_an_error(
    team: str, field: str, tmp_path: Path
) -> None:
    assert said(write_project(tmp_path, {**REAL, BOROUGH: LIVE + team + SAFE})) == [
        f"{BOROUGH}:{field}: Ashmoor is live, and nobody can reach its team. Write under "
        '"team" its name, and a phone, text, email or website. (live-team-can-be-reached)'
    ]


@pytest.mark.parametrize("way", ["phone: 020 7926 1000", "text: 85258", "email: a@ashmoor.gov.uk"])
def test_one_way_to_reach_a_live_team_is_enough(way: str, tmp_path: Path) -> None:
    team = f"team: {{name: We, {way}}}\n"
    assert said(write_project(tmp_path, {**REAL, BOROUGH: LIVE + team + SAFE})) == []


def test_a_live_borough_with_the_settings_of_the_demonstration_is_an_error(tmp_path: Path) -> None:
    found = said(write_project(tmp_path, {**REAL, "pelicanconf.py": DEMONSTRATION}))
    assert [line.split(" is the demonstration's")[0].split(": ", 1)[1] for line in found] == [
        'SITEURL: "https://connect-and-do.example.org"',
        'FORGE_URL: "https://forge.example.org/connect-and-do"',
        'SUGGEST_EMAIL: "suggest@example.org"',
    ]
    assert found[0].endswith(
        "and Ashmoor is live. Write the address where this site is published. "
        "(settings-are-the-sites-own)"
    )
    assert said(write_project(tmp_path, {**REAL, "pelicanconf.py": OWN_SETTINGS})) == []


def test_an_address_of_its_own_with_other_settings_of_the_demonstration_is_an_error(
    tmp_path: Path,
) -> None:
    half = OWN_SETTINGS.replace("connect@ashmoor.gov.uk", "suggest@example.org")
    assert said(write_project(tmp_path, {"pelicanconf.py": half})) == [
        'pelicanconf.py:3: SUGGEST_EMAIL: "suggest@example.org" is the demonstration\'s address '
        "and reaches nobody, and the site has one of its own. Write an address that is read. "
        "(settings-are-the-sites-own)"
    ]


@pytest.mark.parametrize(
    "settings",
    [
        DEMONSTRATION,
        DEMONSTRATION.replace("https://connect-and-do.example.org", "http://localhost"),
    ],
)
def test_a_demonstration_may_have_the_settings_of_one(settings: str, tmp_path: Path) -> None:
    assert said(write_project(tmp_path, {"pelicanconf.py": settings})) == []


@pytest.mark.parametrize("settings", ["SITEURL = (\n", "", "import os\nSITEURL = os.name\n"])
def test_settings_that_cannot_be_read_are_left_to_the_build(settings: str, tmp_path: Path) -> None:
    assert said(write_project(tmp_path, {**REAL, "pelicanconf.py": settings})) == []


# --- what the pages say of the site ---------------------------------------------------------------

PAGES = {
    f"content/pages/{page.name}": page.read_text("utf-8")
    for page in sorted((ROOT / "content/pages").glob("*.md"))
    if "pictures/" not in page.read_text("utf-8")
}


def words_of(root: Path, page: str) -> str:
    html = (root / "output" / page / "index.html").read_text("utf-8")
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert main is not None
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", main[0]).split())).replace("’", "'")


def built(folder: Path, files: dict[str, str | bytes | None], settings: str) -> Path:
    root = project(folder, {**PAGES, **files})
    (root / "pelicanconf.py").write_text(settings, "utf-8")
    ran = build(root)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return root


def test_where_every_borough_is_live_no_page_calls_the_site_a_demonstration(tmp_path: Path) -> None:
    own = DEMONSTRATION
    for line in OWN_SETTINGS.splitlines():
        own = re.sub(rf"^{line.split()[0]} = .*$", line, own, flags=re.MULTILINE)
    root = built(tmp_path, REAL, own)
    about = words_of(root, "about")
    assert "It covers one borough: Ashmoor." in about
    assert "Each borough's team looks after its own listings." in about
    assert "Libraries" not in about and "made up" not in about
    for page in ("about", "privacy", "accessibility"):
        assert "demonstration" not in words_of(root, page), page
        assert "{" not in words_of(root, page), page


def test_a_demonstration_says_so_and_names_its_boroughs(tmp_path: Path) -> None:
    root = built(tmp_path, {}, DEMONSTRATION)
    about = words_of(root, "about")
    assert "The pages of Ashmoor are an independent demonstration." in about
    assert "We made them up." in about
    assert "Each borough's team looks after its own listings." not in about
    assert "This is a demonstration" in words_of(root, "privacy")


def test_a_name_of_a_borough_stays_text(tmp_path: Path) -> None:
    odd = "schema: 1\nname: Ash & Moor\ngss: E09000901\nstatus: demonstration\n"
    root = built(tmp_path, {BOROUGH: odd}, DEMONSTRATION)
    assert "one borough: Ash & Moor." in words_of(root, "about")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "{where demonstation}\n\nA.\n\n{end}\n",
            '5: "demonstation" is nothing that a page asks. Did you mean "demonstration"?',
        ),
        (
            "{where live}\n\nA.\n",
            '5: The part that begins here has no end. Write "{end}" below it.',
        ),
        (
            "{where live}\n\nA.\n\n{where examples}\n\nB.\n\n{end}\n",
            '9: The part that begins on line 5 has no end. Write "{end}" above this.',
        ),
        ("A.\n\n{end}\n", "7: No part begins above this end. Take it out."),
    ],
)
def test_a_part_of_a_page_has_a_start_and_an_end(text: str, sentence: str, tmp_path: Path) -> None:
    page = "content/pages/about.md"
    files = {page: f"Title: A\nSlug: about\nSummary: B\n\n{text}"}
    assert said(write_project(tmp_path, files)) == [f"{page}:{sentence} (page-parts-are-whole)"]
