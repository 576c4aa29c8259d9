"""The style and the script that stand inside a borough's book."""

from __future__ import annotations

from pathlib import Path

from connectdo.data.gate import NotThere, read_text
from connectdo.theme.assets import MOST_BYTES
from connectdo.theme.scripts import smaller_script
from connectdo.theme.stylesheet import build_stylesheet
from connectdo.told.policy import Inline

BOOK = ("book.css", "book.js")
BOOKLET = "static/css/pages/plan-paper.css"
"""The style of the booklet at its end, which is a page too."""


def read_book(theme: Path) -> Inline | None:
    """The style and script that stand inside a borough's book; None where the theme lacks them."""
    try:
        style, script, booklet = (
            read_text(theme.parent, f"{theme.name}/{name}", MOST_BYTES) for name in (*BOOK, BOOKLET)
        )
    except NotThere:
        return None
    return Inline(
        build_stylesheet([(BOOK[0], style), (BOOKLET, booklet)]), smaller_script(BOOK[1], script)
    )
