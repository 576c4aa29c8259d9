"""Words that are true on one day only, found in what a page says by itself.

What people wrote of a moment of their own (a tip, a sentence about a kettle) is theirs: it stands
in the data as it stands on the page.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ON_PAPER = re.compile(r"\b(today|tonight|tomorrow|yesterday)", re.I)
"""What is wrong the day after; the next time is the next on the day that paper names."""
ANYWHERE = re.compile(
    rf"{ON_PAPER.pattern}|\b(?:(this|next) (week|weekend|month|time)|next:)", re.I
)


def squeezed(text: str) -> str:
    """The letters and digits of a text."""
    return re.sub(r"[\W_]+", "", text).casefold()


@cache
def written() -> str:
    """All that people wrote, in listings and in prose, squeezed."""
    files = (*(ROOT / "boroughs").rglob("*"), *(ROOT / "content").rglob("*"))
    return squeezed(" ".join(f.read_text("utf-8") for f in files if f.suffix in (".md", ".yml")))


def days_said(text: str, which: re.Pattern[str] = ANYWHERE) -> list[str]:
    """Where a page's own words speak of today, tomorrow or the next time, with what is around."""
    text = " ".join(text.split())
    found = []
    for each in which.finditer(text):
        word = squeezed(each.group())
        before = squeezed(text[max(0, each.start() - 8) : each.start()])
        after = squeezed(text[each.end() : each.end() + 8])
        wrote = (before and before + word in written()) or (after and word + after in written())
        if not wrote:
            found.append(text[max(0, each.start() - 20) : each.end() + 20])
    return found
