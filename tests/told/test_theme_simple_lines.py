"""The drawings beside the lines of the simple version: the right one, or a dot."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectdo.told.simple_lines import PATTERNS, icon_of


@pytest.mark.parametrize(
    ("line", "icon"),
    [
        ("Four pounds, or one pound if money is short.", "cost"),
        ("It costs £1 and you get tea.", "cost"),
        ("It starts at seven o’clock.", "when"),
        ("We mend things on Tuesday mornings.", "when"),
        ("Please ring us the day before.", "phone"),
        ("Text us first, and we tell you where to meet.", "text"),
        ("Book a place before you come.", "join"),
        ("Eat a hot lunch with other people.", "what"),
        ("You can just listen.", "listen"),
        ("Any path will do for a wheelchair.", "step-free"),
        ("Bring one thing that is broken.", "bring"),
        ("The hall is next to the canal.", "where"),
    ],
)
def test_a_line_has_the_drawing_of_what_it_says(line: str, icon: str) -> None:
    assert icon_of(line) == icon


@pytest.mark.parametrize(
    "line",
    [
        "There is no lift.",
        "It isn’t a good place for a wheelchair.",
        "You do not pay.",
        "A bell rings when we start.",
        "We help with letters and forms.",
        "Get help with your tablet.",
        "",
    ],
)
def test_a_line_has_a_dot_where_a_drawing_would_mislead(line: str) -> None:
    assert icon_of(line) == ""


def test_every_drawing_that_is_named_exists(root: Path) -> None:
    drawn = {path.stem for path in (root / "theme/templates/icons").glob("*.svg")}
    assert set(PATTERNS) <= drawn
