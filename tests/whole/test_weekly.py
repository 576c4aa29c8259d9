"""Pages change weekly and not nightly: two builds of one week, and the files that may differ."""

from __future__ import annotations

from pathlib import Path

WITH_A_DAY = {
    "index.html": "a borough's first page asks the question of the month from its day on",
    "together/index.html": "ideas, offers and wants that have ended are left out",
    "question/index.html": "a question stands from the day on which it was asked",
    "events/index.html": "events that are past are left out, for readers without scripts",
    "offline.json": "the list of what a device keeps names each page by its content",
}
"""What is made for a day, below a borough's folder, and why; everything else is made for a week."""
SIZES = "data/offline.json"
"""How much there is to keep of each borough: as much as those pages hold."""


def test_two_builds_of_one_week_differ_only_in_what_says_its_day(
    root: Path, built_site: Path, monday_site: Path
) -> None:
    """The shipped site is that of a Sunday; beside it stands that of its week's Monday."""
    one, other = (contents(folder) for folder in (monday_site, built_site))
    assert one.keys() == other.keys()
    assert len(one) > 1500
    boroughs = [each.parent.name for each in (root / "boroughs").glob("*/borough.yml")]
    assert len(boroughs) == 6
    allowed = {SIZES, *(f"{borough}/{name}" for borough in boroughs for name in WITH_A_DAY)}
    differing = {name for name, data in one.items() if other[name] != data}
    assert differing - allowed == set()
    assert differing, "so the two builds were those of two days"


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site but those of the build itself."""
    return {
        name: path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and not (name := path.relative_to(site).as_posix()).startswith(".build/")
    }
