"""``connectdo ready``: what stands in the way before a borough goes live, or stays so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_project import (
    BOROUGH,
    GARDENING,
    GROWERS,
    HALL,
    OWN_SETTINGS,
    TODAY,
    listing,
    said,
    write_project,
)

from connectdo.commands.main import group

HEAD = "schema: 1\nname: Ashmoor\ngss: E09000901\n"
TEAM = "team: {name: The team, phone: 020 7926 1000}\n"
SAFE = "online_safety: {read_on: 2026-11-16, by: the head of the team}\n"
REAL: dict[str, str | bytes | None] = {
    BOROUGH: f"{HEAD}status: draft\n{TEAM}{SAFE}",
    GROWERS: "name: Growers\nphone: 020 7926 1001\nadded: 2026-09-01\n",
    HALL: "name: The Hall\npostcode: ZA1 1AA\nadded: 2026-09-01\n",
    GARDENING: listing(without="example"),
    "pelicanconf.py": OWN_SETTINGS,
}
NOT_READ = (
    f"{BOROUGH}:4: status: Nobody has read the page /online-safety/ for Ashmoor. Read it, see "
    'that it is true, and write "online_safety: {read_on: DATE, by: ROLE}". '
    "(live-borough-stays-safe)"
)


def ready(folder: Path, borough: str = "ashmoor", today: dt.date = TODAY) -> Result:
    words = ["ready", borough, f"--root={folder}", f"--today={today}"]
    return CliRunner().invoke(group, words)


def with_borough(folder: Path, text: str) -> Path:
    return write_project(folder, {**REAL, BOROUGH: text})


def test_a_draft_that_is_right_hears_what_to_write(tmp_path: Path) -> None:
    ran = ready(write_project(tmp_path, REAL))
    assert (ran.exit_code, ran.output) == (
        0,
        f'Nothing is in the way. Write "status: live" in {BOROUGH}.\n',
    )


def test_a_live_borough_that_is_right_may_stay_so(tmp_path: Path) -> None:
    ran = ready(with_borough(tmp_path, f"{HEAD}status: live\n{TEAM}{SAFE}"))
    assert (ran.exit_code, ran.output) == (
        0,
        "Nothing is in the way. Ashmoor is live, and may stay so.\n",
    )


@pytest.mark.parametrize("status", ["draft", "live"])
def test_a_borough_for_which_nobody_read_the_page_is_refused(status: str, tmp_path: Path) -> None:
    ran = ready(with_borough(tmp_path, f"{HEAD}status: {status}\n{TEAM}"))
    assert (ran.exit_code, ran.output.splitlines()) == (
        1,
        [NOT_READ, "Ashmoor is not ready: 1 thing to mend. Mend it, and ask again."],
    )


def test_a_reading_lasts_a_year_and_not_a_day_longer(tmp_path: Path) -> None:
    root = with_borough(tmp_path, f"{HEAD}status: live\n{TEAM}{SAFE}")
    assert ready(root, today=dt.date(2027, 11, 16)).exit_code == 0
    ran = ready(root, today=dt.date(2027, 11, 17))
    assert ran.exit_code == 1
    assert ran.output.splitlines()[0] == (
        f"{BOROUGH}:6: online_safety.read_on: The page /online-safety/ was last read for Ashmoor "
        "on 16 November 2026, more than a year ago. Read it again, and put the day here. "
        "(live-borough-stays-safe)"
    )


def test_a_reading_that_is_still_to_come_is_none(tmp_path: Path) -> None:
    ahead = SAFE.replace("2026-11-16", "2026-11-23")
    ran = ready(with_borough(tmp_path, f"{HEAD}status: live\n{TEAM}{ahead}"))
    assert ran.exit_code == 1
    assert ran.output.startswith(
        f"{BOROUGH}:6: online_safety.read_on: 2026-11-23 is still to come. "
        "Write the day on which the page was read. (live-borough-stays-safe)\n"
    )


def test_what_only_warns_day_by_day_stops_no_build(tmp_path: Path) -> None:
    root = with_borough(tmp_path, f"{HEAD}status: live\n{TEAM}")
    assert said(root) == [NOT_READ.replace(": status:", ": warning: status:")]


def test_a_demonstration_hears_what_is_not_real_in_it(tmp_path: Path) -> None:
    text = (
        f"{HEAD}status: demonstration\ndemonstration_as_of: 2026-11-16\n"
        "team: {name: The team, phone: 020 7946 0101}\n"
    )
    files = {**REAL, BOROUGH: text + SAFE, "pelicanconf.py": 'SITEURL = "https://example.org"\n'}
    ran = ready(write_project(tmp_path, files))
    assert ran.exit_code == 1
    assert [line.rpartition("(")[2] for line in ran.output.splitlines()[:-1]] == [
        "demonstration-day-is-for-demonstrations)",
        "live-team-can-be-reached)",
        "settings-are-the-sites-own)",
    ]
    assert ran.output.endswith(
        "Ashmoor is not ready: 3 things to mend. Mend them, and ask again.\n"
    )


def test_what_is_wrong_in_another_borough_stops_this_one_not(tmp_path: Path) -> None:
    other = "schema: 1\nname: Birchley\ngss: E09000902\nstatus: live\n"
    root = write_project(tmp_path, {**REAL, "boroughs/birchley/borough.yml": other})
    assert ready(root).exit_code == 0
    ran = ready(root, "birchley")
    assert ran.exit_code == 1
    assert "ashmoor" not in ran.output


def test_a_mistake_in_a_file_of_a_draft_stops_it(tmp_path: Path) -> None:
    broken = {**REAL, GARDENING: listing("cost: 3\n", without="example")}
    ran = ready(write_project(tmp_path, broken))
    assert ran.exit_code == 1
    assert "(cost-is-known)" in ran.output
    assert "draft" not in ran.output


def test_a_mistyped_borough_is_answered_with_the_nearest(tmp_path: Path) -> None:
    ran = ready(write_project(tmp_path, REAL), "ashmor")
    assert (ran.exit_code, ran.output) == (
        2,
        '"ashmor" is not a borough. Did you mean "ashmoor"?\n',
    )
