"""``connectdo due``: who should be rung or written to, as a sheet to work through."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner
from small_project import BOROUGH, GARDENING, write_project

from connectdo.commands.main import group

pytestmark = pytest.mark.reads_a_day


def listing(name: str, *lines: str, checked: str = "", organisation: str = "growers") -> str:
    """The text of a listing's file."""
    return (
        f"---\nname: {name}\nsummary: Something good.\norganisation: {organisation}\nvenue: hall\n"
        f"area: out-and-about\nadded: 2025-01-01\n"
        + (f"checked: {{on: {checked}, by: team}}\n" if checked else "")
        + "".join(f"{line}\n" for line in lines)
        + "example: yes\n---\n"
    )


def due(root: Path, *options: str) -> str:
    """What the command prints on 22 November 2026."""
    arguments = ["due", "--today", "2026-11-22", "--root", str(root), *options]
    result = CliRunner().invoke(group, arguments)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A borough with listings in every state; an own phone, and an organisation with e-mail."""
    folder = "boroughs/ashmoor/listings"
    write_project(
        tmp_path,
        {
            GARDENING: listing("Fresh", checked="2026-10-03"),
            f"{folder}/due.md": listing(
                "Due soon", "cost: free", "join: {how: turn up}", checked="2026-05-30"
            ),
            f"{folder}/overdue.md": listing("Overdue", checked="2026-03-31"),
            f"{folder}/lapsed.md": listing("Lapsed", checked="2025-10-31"),
            f"{folder}/closed.md": listing("Closed", "status: closed", checked="2025-10-31"),
            f"{folder}/over.md": listing(
                "Over",
                "when:",
                "  - {on: 2026-11-14, from: 10:00, to: 12:00}",
                checked="2025-10-31",
            ),
            f"{folder}/letters.md": listing(
                "=Letters", checked="2025-06-01", organisation="writers"
            ),
            "boroughs/ashmoor/organisations/writers.yml": (
                "name: Writers\nemail: pen@example.org\nadded: 2026-09-01\nexample: yes\n"
            ),
        },
    )
    return tmp_path


def test_the_sheet_has_phones_first_and_the_longest_overdue_first(project: Path) -> None:
    assert (
        due(project)
        == """\
Ashmoor, by 22 November 2026: 4 listings, 2 calls

Growers (example: not a real group)
  Ring 020 7946 0111
  [ ] Lapsed: out of the lists since 1 November 2026; last checked 31 October 2025
      Ask what it costs
      Ask how to join
      boroughs/ashmoor/listings/lapsed.md
  [ ] Overdue: overdue since 1 October 2026; last checked 31 March 2026
      Ask what it costs
      Ask how to join
      boroughs/ashmoor/listings/overdue.md
  [ ] Due soon: check by 1 December 2026; last checked 30 May 2026
      Free
      Just turn up
      boroughs/ashmoor/listings/due.md

Writers (example: not a real group)
  Write to pen@example.org
  [ ] =Letters: out of the lists since 2 June 2026; last checked 1 June 2025
      Ask what it costs
      Ask how to join
      boroughs/ashmoor/listings/letters.md

All: 4 listings, 2 calls. Then write in the file: checked: {on: DATE, by: organisation}.
"""
    )


def test_a_later_day_brings_what_falls_due_until_then(project: Path) -> None:
    assert "Fresh" not in due(project, "--by", "2027-03-03")
    assert "[ ] Fresh: check by 4 April 2027" in due(project, "--by", "2027-03-04")


def test_when_nobody_is_due_the_sheet_says_so(tmp_path: Path) -> None:
    write_project(tmp_path, {})
    assert due(tmp_path) == "Nobody needs a ring or a letter.\n"


def test_a_draft_borough_is_left_out_unless_it_is_named(project: Path) -> None:
    borough = project / BOROUGH
    borough.write_text(borough.read_text("utf-8").replace("demonstration", "draft"), "utf-8")
    assert due(project) == "Nobody needs a ring or a letter.\n"
    assert "4 listings" in due(project, "--borough", "ashmoor")


def test_an_unknown_borough_is_refused_with_the_near_miss(project: Path) -> None:
    result = CliRunner().invoke(group, ["due", "--root", str(project), "--borough", "ashmor"])
    assert result.exit_code == 2
    assert '"ashmor" is not a borough. Did you mean "ashmoor"?' in result.output


def test_the_spreadsheet_has_a_row_a_listing_and_runs_nothing(project: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(due(project, "--format", "csv"))))
    assert [row["listing"] for row in rows] == ["Lapsed", "Overdue", "Due soon", "'=Letters"]
    assert rows[2] == {
        "borough": "Ashmoor",
        "organisation": "Growers",
        "phone": "020 7946 0111",
        "text": "",
        "email": "",
        "website": "",
        "listing": "Due soon",
        "why": "check by 1 December 2026; last checked 30 May 2026",
        "confirm": "Free; Just turn up",
        "file": "boroughs/ashmoor/listings/due.md",
        "example": "yes",
    }


def test_the_printed_sheet_is_valid_html_with_every_name_escaped(project: Path) -> None:
    path = project / "boroughs/ashmoor/organisations/writers.yml"
    path.write_text(path.read_text("utf-8").replace("Writers", "Tea & “A < B”"), "utf-8")
    text = due(project, "--format", "html")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    headings = ["".join(heading.itertext()) for heading in page.iter("h2")]
    assert headings == [
        "Growers (example: not a real group), Ashmoor",
        "Tea & “A < B” (example: not a real group), Ashmoor",
    ]
    assert len(list(page.iter("li"))) == 4


def test_the_shipped_boroughs_have_somebody_to_ring(root: Path) -> None:
    assert "  Ring 020 7946 0" in due(root)
