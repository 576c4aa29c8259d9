"""A fault is said once, of the field that is wrong, and never sends an editor in a circle."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_project import BOROUGH, GARDENING, GROWERS, HALL, listing, said, write_project

from connectdo.commands.main import group

REAL = {
    GROWERS: "name: Growers\nphone: 020 7926 1000\nadded: 2026-09-01\n",
    HALL: "name: The Hall\npostcode: ZA1 1AA\nadded: 2026-09-01\n",
    GARDENING: listing(without="example"),
}


def birchley(status: str) -> dict[str, str]:
    return {
        "boroughs/birchley/borough.yml": (
            f"schema: 1\nname: Birchley\ngss: E09000902\nstatus: {status}\n"
        )
    }


# --- the field that is right is not blamed --------------------------------------------------------


def test_an_end_before_its_start_is_the_one_thing_said_of_its_times(tmp_path: Path) -> None:
    times = (
        "when:\n  - every: Tuesday\n    from: 10:00\n    to: 12:00\n    starts: 2026-09-08\n"
        "    ends: 2026-07-21\n    except: [2026-12-22, 2026-12-29 to 2027-01-05]\n"
        "  - every: Tuesday\n    from: 11:00\n    to: 13:00\n"
    )
    assert said(write_project(tmp_path, {GARDENING: listing(times)})) == [
        f'{GARDENING}:15: when.ends: 2026-07-21 is before "starts", which is 2026-09-08. '
        "Mend one of the two. (end-is-after-start)"
    ]


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("area: [a, b]", "one area is meant, such as out-and-about. Keep one area."),
        ("kind: [group, class]", "one kind is meant, such as group. Keep one kind."),
        (
            "summary: [one, two]",
            "one summary is meant, such as Grow vegetables with friendly neighbours.. "
            "Put a text that starts with a bracket in double quotes.",
        ),
        (
            "when: [{every: {a: b}, from: 10:00, to: 12:00}]",
            "where one every is meant, such as Tuesday. Keep one every.",
        ),
        ("when: [null, {every: Monday, from: [1], to: 12:00}]", "one from is meant"),
    ],
)
def test_a_list_where_one_value_is_meant_names_what_the_field_holds(
    field: str, sentence: str, tmp_path: Path
) -> None:
    name = field.partition(":")[0]
    found = said(write_project(tmp_path, {GARDENING: listing(f"{field}\n", without=name)}))
    assert any(sentence in line for line in found), found


def test_a_pause_of_a_moved_example_quotes_the_day_that_was_written(tmp_path: Path) -> None:
    borough = (
        "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n"
        "demonstration_as_of: 2026-11-02\n"
    )
    pause = "status: paused\npaused: {why: Paint., until: 2026-10-01}\nfunded_until: 2026-10-02\n"
    found = said(write_project(tmp_path, {BOROUGH: borough, GARDENING: listing(pause)}))
    assert found == [
        f"{GARDENING}:11: warning: paused.until: The pause was until 15 October 2026 (written "
        "2026-10-01; the dates of examples move). Ask whether it is on again; then write "
        '"status: active" and take "paused" out. (pause-is-not-over)',
        f"{GARDENING}:12: warning: funded_until: Its money was until 16 October 2026 (written "
        "2026-10-02; the dates of examples move). Ask whether it goes on. "
        "(money-has-not-run-out)",
    ]


def test_a_fact_of_an_example_that_moves_past_today_quotes_the_day_that_was_written(
    tmp_path: Path,
) -> None:
    borough = (
        "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n"
        "demonstration_as_of: 2026-11-02\n"
    )
    late = listing("checked: {on: 2026-11-15, by: team}\n", without="checked")
    assert said(write_project(tmp_path, {BOROUGH: borough, GARDENING: late})) == [
        f"{GARDENING}:9: warning: checked.on: 2026-11-15 is after the day that the examples were "
        "written for, so it becomes 29 November 2026, which is still to come. Write an earlier "
        "day. (facts-are-not-from-the-future)"
    ]


def test_hours_in_the_night_are_asked_about(tmp_path: Path) -> None:
    times = "when:\n  - {every: Tuesday, from: 02:00, to: 04:00}\n"
    assert said(write_project(tmp_path, {GARDENING: listing(times)})) == [
        f"{GARDENING}:11: warning: when.from: It starts at 02:00, in the night. Did you mean "
        "14:00? If it is right, leave it. (hours-are-meant)"
    ]
    late = "when:\n  - {every: Tuesday, from: 22:00, to: 06:00, ends_next_day: yes}\n"
    assert said(write_project(tmp_path, {GARDENING: listing(late)})) == []


# --- over the border ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "why"),
    [({}, "is not on this site"), (birchley("draft"), "is a draft")],
)
@pytest.mark.parametrize(
    ("venue", "field", "place"),
    [
        ("postcode: ZB2 1AA", "postcode", '"ZB2 1AA"'),
        ("near: ZB2 1", "near", '"ZB2 1"'),
        (
            "coordinates: {latitude: 51.40001, longitude: -0.20002}",
            "coordinates",
            '"51.40001, -0.20002"',
        ),
    ],
)
def test_a_hall_over_the_border_of_a_borough_that_is_not_published_may_stay(
    files: dict[str, str], why: str, venue: str, field: str, place: str, tmp_path: Path
) -> None:
    hall = {HALL: f"name: The Hall\n{venue}\nadded: 2026-09-01\n"}
    assert said(write_project(tmp_path, {**REAL, **files, **hall})) == [
        f"{HALL}:2: warning: {field}: {place} is in Birchley, which {why}. Look at it again; if it "
        "is right, leave it here. (venue-is-in-its-borough)"
    ]


def test_what_the_one_rule_asks_for_the_other_takes(tmp_path: Path) -> None:
    """A hall of a draft borough is copied, as is asked, and then nothing stops the build."""
    far = "boroughs/birchley/venues/far.yml"
    there = {far: "name: Far\npostcode: ZB2 1AA\nadded: 2026-09-01\n", **birchley("draft")}
    named = {GARDENING: listing("venue: birchley/far\n", without="example venue")}
    (found,) = said(write_project(tmp_path, {**REAL, **there, **named}))
    assert 'Copy the venue to "ashmoor"' in found
    (tmp_path / "boroughs/ashmoor/venues/far.yml").write_text(str(there[far]))
    (tmp_path / GARDENING).write_text(listing("venue: far\n", without="example venue"))
    assert [line for line in said(tmp_path) if ": warning: " not in line] == []


@pytest.mark.parametrize(
    ("where", "said_of_it"),
    [
        ("51.40001, longitude: -0.20002", "is in Birchley. Mend it, or move this file to"),
        ("53.1, longitude: -1.2", "is not near any postcode that is known in any of the boroughs"),
    ],
)
def test_coordinates_somewhere_else_are_noticed_as_a_postcode_is(
    where: str, said_of_it: str, tmp_path: Path
) -> None:
    hall = f"name: H\ncoordinates: {{latitude: {where}}}\nadded: 2026-09-01\n"
    (found,) = said(write_project(tmp_path, {**REAL, **birchley("demonstration"), HALL: hall}))
    assert said_of_it in found


def test_coordinates_near_the_middle_of_an_own_sector_pass(tmp_path: Path) -> None:
    near = "name: H\ncoordinates: {latitude: 51.505, longitude: -0.104}\nadded: 2026-09-01\n"
    assert said(write_project(tmp_path, {**REAL, **birchley("demonstration"), HALL: near})) == []


# --- did you mean ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "advice"),
    [
        ("venue: The Hall", 'Did you mean "hall"?'),
        ("venue: the halls", 'Did you mean "hall"?'),
        ("venue: 12 Railton Road", "Write a file 12-railton-road.yml for it in boroughs/ashmoor/"),
        ("organisation: The Growers", 'Did you mean "growers"?'),
        ("organisation: Knitters!", "Write a file knitters.yml for it in boroughs/ashmoor/"),
        ("area: Out and About", 'Did you mean "out-and-about"?'),
        ("area: gardening stuff", "Use one of: out-and-about."),
        ("interests: Digging", 'Did you mean "gardening"?'),
        ("interests: [diggin]", 'Did you mean "gardening"?'),
        ("who: {for: Carers}", 'Did you mean "carers"?'),
        ("also_in: Birchley", 'Did you mean "birchley"?'),
    ],
)
def test_only_what_exists_is_meant_by_its_id_or_its_words(
    field: str, advice: str, tmp_path: Path
) -> None:
    name = field.partition(":")[0]
    files = {**birchley("demonstration"), GARDENING: listing(f"{field}\n", without=name)}
    (found,) = said(write_project(tmp_path, files))
    assert advice in found


def test_a_venue_is_found_by_its_address(tmp_path: Path) -> None:
    hall = "name: The Hall\naddress: [12 Railton Road]\npostcode: ZA1 1AA\nadded: 2026-09-01\n"
    real = listing("venue: 12 Railton road\n", without="example venue")
    (found,) = said(write_project(tmp_path, {**REAL, HALL: hall, GARDENING: real}))
    assert 'Did you mean "hall"?' in found


def test_a_street_is_not_taken_for_another(tmp_path: Path) -> None:
    hall = "name: The Hall\naddress: [14 Railway Road]\npostcode: ZA1 1AA\nadded: 2026-09-01\n"
    real = listing("venue: 12 Railton Road\n", without="example venue")
    (found,) = said(write_project(tmp_path, {**REAL, HALL: hall, GARDENING: real}))
    assert "Write a file 12-railton-road.yml for it" in found


# --- in a change ----------------------------------------------------------------------------------

LATE = listing("checked: {on: 2026-11-29, by: team}\n", without="checked")


def git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True)


def check(root: Path, *words: str) -> Result:
    return CliRunner().invoke(
        group, ["check", "--root", str(root), "--today=2026-11-22", *words], env={"GIT_DIR": None}
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The small project, committed on main."""
    write_project(tmp_path)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "All")
    return tmp_path


SENTENCE = "checked.on: 2026-11-29 is still to come. Write the day on which it happened."


def test_a_day_to_come_is_an_error_while_it_is_being_written(repository: Path) -> None:
    (repository / GARDENING).write_text(LATE)
    ran = check(repository)
    assert ran.exit_code == 1
    assert f"{GARDENING}:9: {SENTENCE}" in ran.output
    new = "boroughs/ashmoor/listings/beans.md"
    (repository / new).write_text(LATE.replace("Gardening", "Beans"))
    assert f"{new}:9: {SENTENCE}" in check(repository).output


def test_a_day_to_come_that_nobody_touches_only_warns(repository: Path) -> None:
    (repository / GARDENING).write_text(LATE)
    git(repository, "commit", "--quiet", "-am", "Late")
    ran = check(repository)
    assert ran.exit_code == 0
    assert f"{GARDENING}:9: warning: {SENTENCE}" in ran.output


def test_the_check_of_a_proposed_change_looks_since_it_left_main(repository: Path) -> None:
    git(repository, "switch", "--quiet", "-c", "mine")
    (repository / GARDENING).write_text(LATE)
    git(repository, "commit", "--quiet", "-am", "Late")
    assert check(repository).exit_code == 0
    assert check(repository, "--since", "main").exit_code == 1
    git(repository, "switch", "--quiet", "main")
    git(repository, "merge", "--quiet", "mine")
    assert check(repository, "--since", "main").exit_code == 0


def test_a_branch_that_git_does_not_know_is_a_sentence(repository: Path) -> None:
    ran = check(repository, "--since", "origin/main")
    assert ran.exit_code == 2
    assert ran.stderr.startswith('git does not know "origin/main" here')


def test_without_git_a_day_to_come_warns(tmp_path: Path) -> None:
    ran = check(write_project(tmp_path, {GARDENING: LATE}))
    assert ran.exit_code == 0 and ": warning: checked.on" in ran.output


def test_a_build_warns_whatever_is_changed(repository: Path) -> None:
    (repository / GARDENING).write_text(LATE)
    assert f"{GARDENING}:9: warning: {SENTENCE} (facts-are-not-from-the-future)" in said(
        repository, dt.date(2026, 11, 22)
    )
