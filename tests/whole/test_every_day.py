"""Tests that read a day, run on other days of the machine: none of them notices.

``faketime`` moves Python, its processes, Node and Chromium together. What is set up (browser,
sites) is set up at the true time, once for all. Only a lock that is waited for with a limit does
not come back under it, and no test does that.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from connectdo.commands.programs import CLOCK, fetch
from connectdo.derive.freshness import months_later

Day = dt.date
DAY, NOON = dt.timedelta(days=1), dt.time(12, tzinfo=dt.UTC)
BEFORE_THE_CHANGE = dt.time(0, 59, tzinfo=dt.UTC)
"""London's clocks change at one o'clock, a minute later."""


def next_day(today: Day, wanted: Callable[[Day], bool]) -> Day:
    """The first day after today that is as wanted."""
    day = today + DAY
    while not wanted(day):
        day += DAY
    return day


def last_sunday_of(month: int) -> Callable[[Day], bool]:
    """Whether a day is the last Sunday of a month with 31 days."""
    return lambda day: (day.month, day.weekday()) == (month, 6) and day.day > 24


MOMENTS: dict[str, Callable[[Day], tuple[Day, dt.time]]] = {
    "today": lambda today: (today, NOON),
    "tomorrow": lambda today: (today + DAY, NOON),
    "the next Monday": lambda today: (next_day(today, lambda day: day.weekday() == 0), NOON),
    "in five weeks": lambda today: (today + 5 * 7 * DAY, NOON),
    "in seven months": lambda today: (months_later(today, 7), NOON),
    "on a 29 February": lambda today: (
        next_day(today, lambda day: (day.month, day.day) == (2, 29)),
        NOON,
    ),
    "as the clocks go forward": lambda today: (
        next_day(today, last_sunday_of(3)),
        BEFORE_THE_CHANGE,
    ),
    "as the clocks go back": lambda today: (
        next_day(today, last_sunday_of(10)),
        BEFORE_THE_CHANGE,
    ),
}


def at(moment: str) -> list[str]:
    """The words that start a command at a moment of the machine."""
    today = dt.datetime.now(dt.UTC).date()
    when = dt.datetime.combine(*MOMENTS[moment](today))
    return [str(fetch(CLOCK)), when.strftime("%Y-%m-%d %H:%M:%S UTC")]


def run(words: list[str], root: Path, **environment: str) -> None:
    """Run Python with ``words``, the first of which may start it at another time. Fails aloud."""
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    ran = subprocess.run(
        words,
        cwd=root,
        env={**kept, "PYTHONPATH": str(root / "plugins"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        pytest.fail(f"{' '.join(words)}\n{ran.stdout[-20_000:]}{ran.stderr[-5_000:]}", False)


@pytest.fixture(scope="module")
def sites(
    tmp_path_factory: pytest.TempPathFactory,
    built_site: Path,
    built_under_path: Path,
    seeded_site: Path,
) -> str:
    """The folder in which the built sites are, made at the true time."""
    assert built_site.parent == built_under_path.parent == seeded_site.parent
    return str(built_site.parent)


def marked(which: str, folder: Path) -> list[str]:
    """The words that run the tests with such marks, on two cores."""
    quiet = ["-q", "-p", "no:cacheprovider", "--basetemp", str(folder / "marked")]
    return [sys.executable, "-m", "pytest", *quiet, "-n", "2", "-m", f"{which} and not prove"]


@pytest.mark.prove
@pytest.mark.parametrize("moment", MOMENTS)
def test_tests_that_read_a_day_pass_on_every_day(
    moment: str, sites: str, root: Path, tmp_path: Path
) -> None:
    words = marked("reads_a_day", tmp_path)
    run([*at(moment), *words], root, CONNECTDO_TEST_SITES=sites)


@pytest.mark.prove
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("verb", ["check", "lint-words"])
def test_the_shipped_project_has_nothing_to_mend_on_any_day(
    verb: str, moment: str, root: Path
) -> None:
    """Untouched data never breaks a build overnight."""
    run([*at(moment), sys.executable, "-m", "connectdo", verb], root)


@pytest.mark.prove
def test_what_is_read_a_week_after_it_was_built_is_true(
    sites: str, root: Path, tmp_path: Path
) -> None:
    """The browsers of all marked tests have that day; those of one moment are left out."""
    words = marked("reads_a_day and not on_its_day", tmp_path)
    run(words, root, CONNECTDO_TEST_SITES=sites, CONNECTDO_TEST_DAYS_LATER="7")


@pytest.mark.prove
def test_a_test_that_asks_what_day_it_is_is_found(root: Path, tmp_path: Path) -> None:
    asks = "import datetime\n\ndef test_a_day():\n    assert str(datetime.date.today()) == {!r}\n"
    (tmp_path / "test_asks.py").write_text(asks.format(str(dt.datetime.now(dt.UTC).date())))
    words = [sys.executable, "-m", "pytest", "-q", str(tmp_path)]
    run([*at("today"), *words], root)
    with pytest.raises(pytest.fail.Exception, match="1 failed"):
        run([*at("tomorrow"), *words], root)


@pytest.mark.parametrize(
    ("moment", "on"),
    [
        ("the next Monday", "2026-12-07"),
        ("in five weeks", "2027-01-04"),
        ("in seven months", "2027-06-30"),
        ("on a 29 February", "2028-02-29"),
        ("as the clocks go forward", "2027-03-28"),
        ("as the clocks go back", "2027-10-31"),
    ],
)
def test_the_moments_are_what_they_are_called(moment: str, on: str) -> None:
    day, _ = MOMENTS[moment](dt.date(2026, 11, 30))
    assert day.isoformat() == on
