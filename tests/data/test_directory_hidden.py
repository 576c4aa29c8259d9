"""What goes off the site together: a group with the events that its people put on."""

from __future__ import annotations

from pathlib import Path

from small_project import GARDENING, TODAY, listing, write_project

from connectdo.data.reading import Reader


def test_with_a_hidden_group_go_its_events_and_no_other(tmp_path: Path) -> None:
    event = listing("kind: event\nevent_of: gardening\n").replace("name: Gardening", "name: Fair")
    other = listing().replace("name: Gardening", "name: Chess")
    root = write_project(
        tmp_path / "project",
        {
            "boroughs/ashmoor/listings/fair.md": event,
            "boroughs/ashmoor/listings/chess.md": other,
            "boroughs/ashmoor/voices/fair.yml": (
                "tips:\n  - {date: 2026-10-01, text: Sit down., by: Ann}\n"
            ),
        },
    )
    whole = Reader(root).read(TODAY).directory
    assert whole.listings["ashmoor/gardening"].path == GARDENING
    left = whole.without_things({"listing/ashmoor/gardening"})
    assert list(left.listings) == ["ashmoor/chess"]
    assert left.voices == {}
    assert set(whole.without_things({"listing/ashmoor/fair"}).listings) == {
        "ashmoor/gardening",
        "ashmoor/chess",
    }
