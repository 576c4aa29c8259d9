"""``connectdo import``: what becomes of rows, what is said about them, and what is left alone.

The spreadsheets and the mapping in ``tests/fixtures/examples/import`` are made up.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from small_project import said, write_project

from connectdo.commands.main import group
from connectdo.contribute.memory import Memory
from connectdo.data.problems import Refusal

EXAMPLES = Path(__file__).parents[1] / "fixtures" / "examples" / "import"
ROOMS, MESSY, MAPPING = (EXAMPLES / name for name in ("rooms.csv", "messy.csv", "rooms.yml"))
LISTING = "boroughs/ashmoor/listings/mill-room.md"
VENUE = "boroughs/ashmoor/venues/mill-room.yml"
MEMORY = "boroughs/ashmoor/.imports/rooms.json"


def imported(
    folder: Path,
    file: Path = ROOMS,
    *words: str,
    mapping: Path = MAPPING,
    borough: str = "ashmoor",
    today: str = "2026-11-22",
) -> Result:
    """Run the verb on a project; what it prints, problems of use included, is in ``output``."""
    options = ["--root", str(folder), "--borough", borough, "--mapping", str(mapping)]
    ran = CliRunner().invoke(group, ["import", str(file), *options, "--today", today, *words])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a project and what is in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def changed_csv(folder: Path, old: str, new: str) -> Path:
    """The example's spreadsheet with one text changed in it."""
    file = folder / "changed.csv"
    text = ROOMS.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return file


def changed_mapping(folder: Path, old: str, new: str) -> Path:
    """The example's mapping with one text changed in it."""
    file = folder / "rooms.yml"
    text = MAPPING.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return file


NEIGHBOUR: dict[str, str | bytes | None] = {
    "boroughs/birchley/borough.yml": (
        "schema: 1\nname: Birchley\ngss: E09000902\nstatus: demonstration\n"
    )
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project beside a neighbour, before any import."""
    return write_project(tmp_path / "project", NEIGHBOUR)


# --- what rows become -----------------------------------------------------------------


def test_a_row_becomes_a_listing_with_hours_source_and_a_description(project: Path) -> None:
    assert imported(project).exit_code == 0
    assert (
        (project / LISTING).read_text("utf-8")
        == """\
---
name: Mill Room
summary: A room to read in, at 52 Mill Road.
organisation: ashmoor-rooms
area: out-and-about
added: 2026-11-22
source:
  name: Rooms of Ashmoor
  url: https://ashmoor.gov.uk/data
  licence: Open Government Licence v3.0
  retrieved: 2026-10-01
kind: place
venue: mill-room
when:
  - every: [Monday, Tuesday]
    from: 09:30
    to: 19:00
    note: Shut for an hour at lunch
  - every: Saturday
    from: 10:00
    to: 16:00
    note: Shut for an hour at lunch
cost: free
join:
  how: turn up
  email: mill@ashmoor.gov.uk
  website: https://ashmoor.gov.uk/mill
---
Come in at 52 Mill Road. There is a café and a school in the building. \
On Monday and Tuesday it is open until 7pm.
"""
    )


def test_a_row_becomes_a_venue_with_its_address_and_postcode_put_right(project: Path) -> None:
    imported(project)
    lines = (project / VENUE).read_text("utf-8").splitlines()
    assert "address: [52 Mill Road, Ashmoor]" in lines
    assert "postcode: ZA1 1AA" in lines


def test_the_organisation_takes_what_most_rows_share(project: Path) -> None:
    imported(project)
    text = (project / "boroughs/ashmoor/organisations/ashmoor-rooms.yml").read_text("utf-8")
    assert "website: https://ashmoor.gov.uk/mill\n" in text
    assert "name: Rooms in Ashmoor\n" in text


def test_a_name_with_the_word_in_it_does_not_get_it_twice(project: Path) -> None:
    imported(project)
    text = (project / "boroughs/ashmoor/listings/town-hall-reading-room.md").read_text("utf-8")
    assert "name: Town Hall Reading Room\n" in text
    assert "Look for Old Town Hall." in text


def test_a_row_without_hours_says_to_ask_and_has_no_times(project: Path) -> None:
    imported(project)
    text = (project / "boroughs/ashmoor/listings/under-the-bridge-room.md").read_text("utf-8")
    assert "when:" not in text
    assert "Ask when it is open." in text
    assert "name: Ünder the Bridge Room\n" in text


def test_what_was_written_passes_the_check(project: Path) -> None:
    imported(project)
    problems = [line for line in said(project) if "mill-room" in line or "rooms" in line]
    assert problems == []


def test_the_report_names_what_was_left_out_and_the_columns_not_used(project: Path) -> None:
    ran = imported(project)
    assert ran.output.splitlines()[-4:] == [
        "1 row not looked at, since the mapping asks for others.",
        '1 row left out, because "Shut since" is filled: Old Barn (row 5).',
        "1 column not used: Remarks.",
        "3 rows, 7 new, 0 changed, 0 unchanged, 0 left alone, 0 rows with errors",
    ]


def test_rows_with_mistakes_are_reported_and_the_others_are_written(project: Path) -> None:
    ran = imported(project, MESSY)
    assert ran.exit_code == 1
    assert ran.output == (EXAMPLES / "messy.txt").read_text("utf-8")
    written = sorted(path.stem for path in (project / "boroughs/ashmoor/listings").iterdir())
    assert written == ["gardening", "mill-room", "sams-room", "slipped-room"]
    assert not any("room" in line for line in said(project) if "not-a-duplicate" not in line)


def test_a_dry_run_says_the_same_and_writes_nothing(project: Path) -> None:
    before = files_of(project)
    dry = imported(project, ROOMS, "--dry-run")
    assert files_of(project) == before
    assert dry.output.splitlines()[-1].startswith("Would write: 3 rows, 7 new")
    assert imported(project).output.splitlines()[:-1] == dry.output.splitlines()[:-1]


# --- again -----------------------------------------------------------------


def test_the_same_spreadsheet_on_another_day_changes_nothing(project: Path) -> None:
    imported(project)
    before = files_of(project)
    ran = imported(project, today="2027-03-01")
    assert files_of(project) == before
    assert ran.output.splitlines()[-1] == (
        "3 rows, 0 new, 0 changed, 7 unchanged, 0 left alone, 0 rows with errors"
    )


def test_a_changed_row_keeps_the_day_it_was_added_and_gets_the_day_it_was_updated(
    project: Path, tmp_path: Path
) -> None:
    imported(project)
    file = changed_csv(tmp_path, "mill@ashmoor.gov.uk", "new-mill@ashmoor.gov.uk")
    ran = imported(project, file, today="2027-03-01")
    assert "0 new, 1 changed, 6 unchanged" in ran.output
    text = (project / LISTING).read_text("utf-8")
    assert "added: 2026-11-22\nupdated: 2027-03-01\n" in text
    assert "email: new-mill@ashmoor.gov.uk" in text


def test_a_file_edited_by_hand_is_left_alone_and_said(project: Path, tmp_path: Path) -> None:
    imported(project)
    edited = (project / LISTING).read_text("utf-8").replace("Come in", "Do come in")
    (project / LISTING).write_text(edited, "utf-8")
    ran = imported(project, changed_csv(tmp_path, "mill@ashmoor", "new-mill@ashmoor"))
    assert (project / LISTING).read_text("utf-8") == edited
    assert f"{LISTING}: edited by hand since the last import, so it was left alone." in ran.output
    assert ran.exit_code == 0


def test_line_ends_of_another_system_are_no_edit(project: Path, tmp_path: Path) -> None:
    imported(project)
    windows = (project / LISTING).read_bytes().replace(b"\n", b"\r\n")
    (project / LISTING).write_bytes(windows)
    assert "7 unchanged, 0 left alone" in imported(project).output
    ran = imported(project, changed_csv(tmp_path, "mill@ashmoor", "new-mill@ashmoor"))
    assert "1 changed" in ran.output


def test_a_file_that_was_there_before_any_import_is_left_alone(project: Path) -> None:
    (project / LISTING).write_text("mine", "utf-8")
    ran = imported(project)
    assert (project / LISTING).read_text("utf-8") == "mine"
    assert f"{LISTING}: there already and not written by this import" in ran.output


def test_a_file_deleted_by_hand_stays_deleted(project: Path) -> None:
    imported(project)
    (project / LISTING).unlink()
    ran = imported(project)
    assert not (project / LISTING).exists()
    assert f"{LISTING}: deleted by hand since the last import" in ran.output


def test_a_row_that_has_gone_is_named_and_its_files_stay(project: Path, tmp_path: Path) -> None:
    imported(project)
    gone = next(line for line in ROOMS.read_text("utf-8").splitlines() if ",Mill," in line)
    before = files_of(project)
    ran = imported(project, changed_csv(tmp_path, f"{gone}\n", ""))
    after = files_of(project)
    assert {path: after[path] for path in (LISTING, VENUE)} == {
        path: before[path] for path in (LISTING, VENUE)
    }
    assert f"{LISTING}: no row leads to it any more." in ran.output
    assert f"{VENUE}: no row leads to it any more." in ran.output


def test_a_row_that_went_wrong_is_not_taken_for_gone(project: Path, tmp_path: Path) -> None:
    imported(project)
    ran = imported(project, changed_csv(tmp_path, "10am to 4pm", "some time"))
    assert ran.exit_code == 1
    assert "no row leads" not in ran.output


def test_an_import_that_was_cut_short_goes_on_where_it_stopped(project: Path) -> None:
    imported(project)
    before = files_of(project)
    (project / MEMORY).unlink()
    (project / LISTING).unlink()
    ran = imported(project, today="2026-11-22")
    assert files_of(project) == before
    assert "1 new, 0 changed, 6 unchanged, 0 left alone" in ran.output


def test_a_broken_memory_stops_the_import(project: Path) -> None:
    imported(project)
    (project / MEMORY).write_text("{", "utf-8")
    ran = imported(project)
    assert ran.exit_code == 2
    assert "cannot be read, so nobody knows which files were edited by hand." in ran.output


def test_the_memory_holds_a_digest_for_each_file_written(project: Path) -> None:
    imported(project)
    files = json.loads((project / MEMORY).read_text("utf-8"))["files"]
    assert set(files) == {
        "organisations/ashmoor-rooms.yml",
        *(f"venues/{name}.yml" for name in ("mill-room", "town-hall-reading-room")),
        *(f"listings/{name}.md" for name in ("mill-room", "town-hall-reading-room")),
        "venues/under-the-bridge-room.yml",
        "listings/under-the-bridge-room.md",
    }


# --- spreadsheets -----------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_may_be_stored_as_any_unicode(project: Path, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "rooms.csv"
    file.write_bytes(ROOMS.read_text("utf-8").encode(encoding))
    imported(project, file)
    listing = project / "boroughs/ashmoor/listings/under-the-bridge-room.md"
    assert "name: Ünder the Bridge Room\n" in listing.read_text("utf-8")


def test_a_csv_of_windows_is_read_and_said(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "rooms.csv"
    file.write_bytes(ROOMS.read_text("utf-8").replace(",", ";").encode("cp1252"))
    file.write_bytes(file.read_bytes().replace(b'"52; Mill', b'"52, Mill'))
    ran = imported(project, file)
    listing = project / "boroughs/ashmoor/listings/under-the-bridge-room.md"
    assert "name: Ünder the Bridge Room\n" in listing.read_text("utf-8")
    assert ran.output.startswith("file: note: The file is not UTF-8, so it was read as Windows")


def test_a_workbook_gives_the_same_files_as_the_csv(project: Path, tmp_path: Path) -> None:
    rows = [line.split(",") for line in ROOMS.read_text("utf-8").splitlines() if '"' not in line]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([2011 if cell == "2011" else cell for cell in row])
    book.save(tmp_path / "rooms.xlsx")
    plain = tmp_path / "rooms.csv"
    plain.write_text("".join(",".join(row) + "\n" for row in rows), "utf-8")
    other = write_project(tmp_path / "other", NEIGHBOUR)
    first, second = imported(project, tmp_path / "rooms.xlsx"), imported(other, plain)
    assert first.output == second.output
    assert files_of(project) == files_of(other)


def test_times_and_dates_of_a_workbook_read_as_people_see_them(tmp_path: Path) -> None:
    from connectdo.contribute.spreadsheets import read_table

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["A", "B", "C", "D", "E", None])
    sheet.append([dt.date(2026, 10, 3), dt.time(9, 30), 95.0, True, " two  spaces ", None])
    book.save(tmp_path / "cells.xlsx")
    (row,) = read_table(tmp_path / "cells.xlsx").rows
    assert row.number == 2
    assert row.cells == {"A": "2026-10-03", "B": "09:30", "C": "95", "D": "yes", "E": "two spaces"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "has no names of columns in its first row"),
        (b"Name,Street\n", "has no rows below the names of its columns"),
        (
            b'Name,Street\n"a,b\n',
            'Line 2 of "bad.csv" opens a quotation mark that is never closed.',
        ),
        (b"PK\x03\x04nothing", "is not a spreadsheet that can be read"),
        (b"Name,Street\na,b\n", '"Council": '),
    ],
)
def test_a_spreadsheet_that_is_none_is_refused(
    project: Path, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    ran = imported(project, file)
    assert ran.exit_code == 2
    assert sentence in ran.output


def test_a_missing_column_is_refused_with_the_near_miss(project: Path, tmp_path: Path) -> None:
    ran = imported(project, changed_csv(tmp_path, "Postcode", "Post code"))
    assert ran.exit_code == 2
    assert '"Postcode": Did you mean "Post code"?' in ran.output


def test_an_invisible_character_keeps_a_row_out(project: Path, tmp_path: Path) -> None:
    ran = imported(project, changed_csv(tmp_path, "52, Mill Road", "52 Mill\u202e Road"))
    assert ran.exit_code == 1
    assert "no-direction-overrides" in ran.output
    assert not (project / LISTING).exists()


def test_what_a_file_is_its_own_bytes_say(project: Path, tmp_path: Path) -> None:
    shutil.copy(ROOMS, tmp_path / "rooms.xls")
    assert imported(project, tmp_path / "rooms.xls").exit_code == 0
    (tmp_path / "rooms.csv").write_bytes(b"{\\rtf1 Name}")
    ran = imported(project, tmp_path / "rooms.csv")
    assert ran.exit_code == 2
    assert ran.output == (
        '"rooms.csv" is a text with formats (RTF), and no spreadsheet. '
        "Copy its table into a spreadsheet, and save that.\n"
    )


# --- mappings and misuse -----------------------------------------------------------------


def test_an_unknown_borough_is_refused_with_the_near_miss(project: Path) -> None:
    ran = imported(project, borough="ashmor")
    assert ran.exit_code == 2
    assert '"ashmor" is not a borough here. Did you mean "ashmoor"?' in ran.output


def test_a_missing_file_is_refused(project: Path, tmp_path: Path) -> None:
    assert imported(project, tmp_path / "no.csv").exit_code == 2
    assert imported(project, mapping=tmp_path / "no.yml").exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("organisation:\n", "organization:\n", '40: organization: "organization" is not a field'),
        ("as: postcode", "as: postkode", '17: facts.postcode.as: "postkode" is not known here.'),
        ("Monday: Monday", "Munday: Monday", '10: hours.Munday: "Munday" is not a weekday.'),
        ("  area:", "  aera:", '51: listing.aera: "aera" is not a field of a listing. Did you'),
        ("for {building}", "for {all}", '38: texts.all: "all" is made from itself.'),
        ("  lunch:", "  name:", '24: texts.name: "name" is taken.'),
        ('venue: {id: "{name}", ', "venue: {", '45: venue: "id" is missing.'),
        ("  retrieved: 2026-10-01", "  retrieved: soon", '6: source.retrieved: "soon" is not a'),
    ],
)
def test_a_mistake_in_a_mapping_is_refused_with_its_line(
    project: Path, tmp_path: Path, old: str, new: str, line: str
) -> None:
    file = changed_mapping(tmp_path, old, new)
    before = files_of(project)
    ran = imported(project, mapping=file)
    assert ran.exit_code == 2
    lines = [each.removeprefix(f"{file}:") for each in ran.output.splitlines()]
    assert any(each.startswith(line) for each in lines), ran.output
    assert files_of(project) == before


def test_a_memory_that_is_no_plain_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    kept = tmp_path / "boroughs/ashmoor/.imports"
    kept.mkdir(parents=True)
    os.mkfifo(kept / "rooms.json")
    with pytest.raises(Refusal, match="is a pipe, which holds nothing to read"):
        Memory.read(tmp_path, "ashmoor", "rooms")
