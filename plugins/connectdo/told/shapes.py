"""What is told of things, as templates and our scripts see it: finished words, nothing to work out.

Text is for people as it stands; ``href`` is final; ``Markup`` is trusted HTML. There is no logic
here, and no record behind it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Where to, and the words that are clicked."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a time as data (ISO 8601) and in words."""

    iso: str
    words: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A day as a leaf of a calendar: ``Tue``, ``1``, ``Dec``; ``iso`` is the moment as data."""

    iso: str
    weekday: str
    number: str
    month: str


@dataclass(frozen=True, slots=True)
class State:
    """What is unusual about a listing: paused, closed, idea, overdue, lapsed, over, example …

    ``kind`` is a word for styling; ``label`` a few words for a tag; ``words`` whole sentences.
    ``starts`` is the day (ISO) from which it is so, where that is still to come.
    """

    kind: str
    label: str
    words: str = ""
    starts: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A listing in a list. The heading holds the only link.

    ``leaf`` is its next day; ``ahead`` is the rule of its coming times for the reader's browser
    (derive/ahead.py). ``picture`` is the address of its own drawing, where it has one.
    """

    ref: str
    href: str
    name: str
    summary: str
    area_id: str
    area_name: str
    when: str
    leaf: Leaf | None
    where: str
    cost: str
    join: str
    access: str
    picture: str = ""
    borough: str = ""
    why: str = ""
    states: tuple[State, ...] = ()
    ahead: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question in the visitor's own words, and its answer. ``icon`` names a drawing."""

    question: str
    answer: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach somebody: text, phone, email, website. An example's ``href`` is empty."""

    kind: str
    href: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One access term that is known: ``answer`` is "yes" or "no"; ``words`` says which."""

    id: str
    answer: str
    words: str
    explains: str = ""


@dataclass(frozen=True, slots=True)
class SmallMap:
    """A borough's outline with one place on it, as SVG numbers."""

    view_box: str
    path: str
    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class Helpline:
    """Whom to reach in a hard moment. ``nation`` is where people can; ``first_for`` are the
    families of words of danger that bring it first; ``checked`` is "" until somebody confirmed it.
    """

    name: str
    says: str
    ways: tuple[Way, ...]
    deaf: str
    hours: str
    checked: str
    nation: str = ""
    first_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Photograph:
    """A listing's picture; ``sizes`` is its modern form in several widths, as ``srcset`` has it."""

    src: str
    alt: str
    width: int
    height: int
    sizes: str = ""
