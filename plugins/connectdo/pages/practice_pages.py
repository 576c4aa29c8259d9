"""The pages on which a borough's team practises: the twelve matters, and one of them.

What is pressed there changes nothing and is kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.pages.form_pages import ChangeLine
from connectdo.pages.page_parts import Chrome
from connectdo.pages.practice_matters import (
    CHOICES,
    PRACTICE_MATTERS,
    PracticeChoice,
    PracticeMatter,
)
from connectdo.told.shapes import Link

LABEL = "Practice: all of it is made up"
NOTHING = "Press one of the buttons. Nothing can go wrong here."


@dataclass(frozen=True, slots=True)
class PracticeListView:
    """All matters, each a link."""

    chrome: Chrome
    heading: str
    label: str
    lead: str
    matters: tuple[Link, ...]
    back: Link


@dataclass(frozen=True, slots=True)
class PracticeView:
    """One matter. ``choices`` are (value, words); after one was pressed ``pressed`` says which.

    ``careful`` says what a careful colleague would press, ``says`` why; both empty before.
    """

    chrome: Chrome
    heading: str
    label: str
    step: str
    lines: tuple[ChangeLine, ...]
    told: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...]
    pressed: str
    careful: str
    says: str
    wrong: str
    onward: Link
    back: Link


def practice_list_view(chrome: Chrome) -> PracticeListView:
    """The list, for the address that the chrome was made for."""
    return PracticeListView(
        chrome=chrome,
        heading="Practise on twelve made-up matters",
        label=LABEL,
        lead="Decide as you would. Then read what a careful colleague would do. Nobody sees what "
        "you press, and nothing is kept.",
        matters=tuple(
            Link(f"{number}/", f"{number}. {each.kind}: {each.name}")
            for number, each in enumerate(PRACTICE_MATTERS, 1)
        ),
        back=Link("../", "All that waits"),
    )


def practice_view(chrome: Chrome, number: int, pressed: str | None) -> PracticeView:
    """The matter of a number from 1 on; ``pressed`` is what was sent, None before."""
    matter = PRACTICE_MATTERS[number - 1]
    known = pressed in list(PracticeChoice)
    last = number == len(PRACTICE_MATTERS)
    told = {"How they know": matter.how, "What they add": matter.words}
    return PracticeView(
        chrome=chrome,
        heading=f"{matter.kind}: {matter.name}",
        label=LABEL,
        step=f"{number} of {len(PRACTICE_MATTERS)}",
        lines=matter.lines,
        told=tuple((label, words) for label, words in told.items() if words),
        choices=tuple((each.value, words) for each, words in CHOICES.items()),
        pressed=CHOICES[PracticeChoice(pressed)] if pressed and known else "",
        careful=_careful(matter, pressed) if known else "",
        says=matter.two_sentences if known else "",
        wrong="" if pressed is None or known else NOTHING,
        onward=Link("../", "That was the last one: back to the twelve")
        if last
        else Link(f"../{number + 1}/", "The next one"),
        back=Link("../", "All twelve"),
    )


def _careful(matter: PracticeMatter, pressed: str | None) -> str:
    if pressed == matter.careful:
        return "So would a careful colleague."
    return f"A careful colleague would press “{CHOICES[matter.careful]}”."
