"""The table of who shows what: whole on the shipped data, for years to come, and able to miss."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from site_builds import build
from small_project import BOROUGH, GARDENING, TODAY, listing, write_project

from connectdo.data.model import KINDS
from connectdo.data.reading import Reader, read_directory
from connectdo.derive.freshness import FreshState, months_later
from connectdo.tools.content_coverage import command
from connectdo.tools.covered import LEFT_OUT, coverage, gaps

READER = Reader(Path(__file__).resolve().parents[2])
WRITTEN = dt.date(2026, 11, 16)


def rows_of(root: Path) -> dict[str, tuple[str, ...]]:
    directory = read_directory(root, TODAY).directory
    return {f"{row.group}, {row.what}": row.shown_by for row in coverage(directory, TODAY)}


@pytest.mark.parametrize("months", [0, 1, 2, 3, 4, 5, 6, 9, 12, 18, 24, 36])
def test_the_shipped_listings_show_everything_for_years_to_come(months: int) -> None:
    """Fields, values and states, and in each borough an event this month."""
    today = months_later(WRITTEN, months)
    rows = coverage(READER.read(today).directory, today)
    assert len(rows) > 400
    assert [f"{row.group}, {row.what}" for row in gaps(rows)] == []


@pytest.mark.parametrize(
    "months",
    [18, pytest.param(6, marks=pytest.mark.prove), pytest.param(36, marks=pytest.mark.prove)],
)
def test_a_site_built_later_is_full_and_has_events(root: Path, tmp_path: Path, months: int) -> None:
    """Untouched data: in each borough cards in every area, and an event still to come."""
    today = months_later(WRITTEN, months)
    out = tmp_path / "out"
    words = ["--output", str(out), "--today", today.isoformat()]
    built = build(root, *words)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "no errors" in built.stdout
    areas = [word.name for word in sorted((out / "lambeth/area").iterdir())]
    assert len(areas) == 6
    for borough in ("brent", "bromley", "ealing", "hounslow", "lambeth", "southwark"):
        for place in ("events", "week", "a-z", *(f"area/{area}" for area in areas)):
            page = (out / borough / place / "index.html").read_text("utf-8")
            main = page.partition("<main")[2]
            assert f"/{borough}/listing/" in main, f"{borough}/{place}"
        events = (out / borough / "events/index.html").read_text("utf-8")
        days = [
            dt.date.fromisoformat(day) for day in re.findall(r'datetime="(\d{4}-\d\d-\d\d)', events)
        ]
        assert any(today <= day <= today + dt.timedelta(days=31) for day in days), borough


def test_an_event_that_is_over_says_so_and_no_list_shows_it(built_site: Path) -> None:
    """It is active still: nobody has to touch a file on the day after."""
    directory = READER.read(WRITTEN).directory
    rows = {row.what: row.shown_by for row in coverage(directory, WRITTEN)}
    refs = rows["over: all its dates have passed"]
    assert refs
    for ref in refs:
        borough, _, name = ref.partition("/")
        page = built_site / f"{borough}/listing/{name}/index.html"
        assert "This is over." in page.read_text("utf-8")
        lists = [each for each in built_site.rglob("*.html") if each != page]
        assert len(lists) > 500
        link = f"listing/{name}/"
        assert [str(each) for each in lists if link in each.read_text("utf-8")] == []


@pytest.mark.parametrize("day", ["2026-11-30", "2027-02-28", "2027-05-31", "2028-05-01"])
def test_the_first_and_the_last_day_of_a_month_have_an_event_of_that_month(day: str) -> None:
    today = dt.date.fromisoformat(day)
    assert gaps(coverage(READER.read(today).directory, today)) == []


def test_every_field_of_the_schema_has_its_row_or_a_reason() -> None:
    today = months_later(WRITTEN, 0)
    rows = {(row.group, row.what) for row in coverage(READER.read(today).directory, today)}
    for noun, model in KINDS.items():
        for name, info in model.model_fields.items():
            field = info.alias or name
            assert (f"Fields of {noun}", field) in rows or f"{noun}: {field}" in LEFT_OUT, field
    for state in FreshState:
        assert ("States", f"check: {state}") in rows


def test_what_is_left_out_exists_and_is_shown_by_nobody(root: Path) -> None:
    """A reason that no longer holds would hide a gap for ever."""
    schema_values = {"kind: NHS", "kind: council", "status: draft", "status: live"}
    directory = READER.read(WRITTEN).directory
    for what in LEFT_OUT:
        noun, _, field = what.partition(": ")
        top, _, value = field.partition(": ")
        assert top in {info.alias or name for name, info in KINDS[noun].model_fields.items()}
        written = [r.source.value.get(top) for r in directory.records() if r.noun == noun]
        if value:
            assert field in schema_values
            assert value not in written
        else:
            assert written == [None] * len(written)


def test_a_small_project_has_gaps_and_shows_what_it_has(tmp_path: Path) -> None:
    written = listing(
        "when:\n  - {every: third Tuesday of the month, from: 18:00, to: 20:00}\n"
        "cost: {from: 1, to: 3}\nwho: {ages: under 25, for: [carers]}\n"
    )
    rows = rows_of(write_project(tmp_path, {GARDENING: written}))
    me = ("ashmoor/gardening",)
    for shown in (
        "Fields of listing, description",
        "Fields of listing, who.for: carers",
        "Fields of listing, checked.by: team",
        "Fields of listing, when.every",
        "States, check: checked",
        "States, example",
        "States, cost: a range",
        "States, ages: under …",
        "Times, Tuesday evening",
        "Times, monthly: the third …",
    ):
        assert rows[shown] == me, shown
    assert rows["Fields of venue, near"] == ("ashmoor/venues/hall.yml",)
    for missing in (
        "Fields of listing, interests: gardening",
        "Fields of listing, checked.by: volunteer",
        "Fields of listing, kind: event",
        "Fields of listing, access.step-free",
        "States, check: overdue",
        "States, cost: free",
        "States, ages: all",
        "Times, Tuesday morning",
        "Times, Monday evening",
        "Times, weekly",
        "Boroughs, Ashmoor: 14 examples or more",
        "Boroughs, Ashmoor: an event this month",
        "Boroughs, 12 voices or more",
    ):
        assert rows[missing] == (), missing


def test_an_event_of_another_month_is_no_event_this_month(tmp_path: Path) -> None:
    when = "kind: event\nwhen:\n  - {on: %s, from: 10:00, to: 12:00}\n"
    for day, shown in (("2026-12-01", ()), ("2026-11-01", ("ashmoor/gardening",))):
        root = write_project(tmp_path / day, {GARDENING: listing(when % day)})
        assert rows_of(root)["Boroughs, Ashmoor: an event this month"] == shown


def test_a_draft_shows_nothing(tmp_path: Path) -> None:
    draft = "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: draft\n"
    rows = rows_of(write_project(tmp_path, {BOROUGH: draft}))
    assert [what for what, shown_by in rows.items() if shown_by] == []


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_command_names_the_gaps_and_ends_with_1(tmp_path: Path, form: str) -> None:
    root = write_project(tmp_path)
    words = ["--root", str(root), "--today", TODAY.isoformat(), "--format", form]
    result = CliRunner().invoke(command, words)
    assert result.exit_code == 1
    assert "things to show, " in result.output
    assert "without a listing: Fields of borough, demonstration_as_of; " in result.output
    if form == "text":
        assert "\n  name: ashmoor/borough.yml\n" in result.output
        assert "\n  simple: nothing shows this\n" in result.output
    else:
        assert "\n| name | ashmoor/borough.yml |\n" in result.output
        assert "\n| simple | **nothing shows this** |\n" in result.output


def test_the_command_ends_with_0_on_the_shipped_data(root: Path) -> None:
    result = CliRunner().invoke(command, ["--root", str(root), "--today", "2026-11-22"])
    assert result.exit_code == 0, result.output[-500:]
    assert result.output.endswith(" things to show, 0 without a listing.\n")
    assert " more\n" in result.output
