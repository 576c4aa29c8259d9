"""The pages of a borough's team: the way in, what waits, and one change to decide about.

They speak in a borough officer's words. They know what is shown of a change, and nothing of how
it is kept or written.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.pages.form_pages import ChangeLine
from connectdo.pages.page_parts import Chrome
from connectdo.told.shapes import Link, Way


@dataclass(frozen=True, slots=True)
class EnterView:
    """The way in: one field, for a code or for an address. ``wrong`` is a sentence, or empty.

    ``fills`` and ``keys`` are what a browser may fill it with, and the keys that a phone shows;
    ``again`` leads back to where another code is asked for.
    """

    chrome: Chrome
    heading: str
    wrong: str
    hidden: tuple[tuple[str, str], ...]
    lead: str
    name: str
    label: str
    button: str
    fills: str
    keys: str = "text"
    again: Link | None = None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A change in the list: what it is about, what it asks, when it came, and whether to ring."""

    link: Link
    asks: str
    sent: str
    risky: bool


@dataclass(frozen=True, slots=True)
class QueueView:
    """What waits, the oldest first, and what was decided last.

    ``find`` is what was typed to find a listing that the team wants to change itself, ``found``
    leads to the forms of those that were found, each with the link that hides it; ``off`` leads to
    what is hidden; ``pasted`` is a message that could not be taken in, and ``wrong`` says why.
    ``who`` is who is signed in, or empty; ``lanes`` leads to what is no change of a listing;
    ``aside`` is what a program took for a flood; ``trouble`` is what keeps accepted changes from
    the site, or that a disk is full, or empty; ``log`` leads to who did what, for those who may
    read it; ``ideas`` leads to the ideas that go on. ``too_long`` says that some of it waits for
    too long, or nothing.
    """

    chrome: Chrome
    heading: str
    lead: str
    waiting: tuple[WaitingRow, ...]
    decided: tuple[WaitingRow, ...]
    hidden: tuple[tuple[str, str], ...]
    lanes: Link
    find: str = ""
    found: tuple[tuple[Link, Link], ...] = ()
    pasted: str = ""
    wrong: str = ""
    who: str = ""
    aside: tuple[WaitingRow, ...] = ()
    off: tuple[Link, ...] = ()
    trouble: str = ""
    log: Link | None = None
    too_long: str = ""
    ideas: Link | None = None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One change. ``private`` are (label, words) that only the team sees; ``steps`` is its history.

    ``errors`` are (where, sentence) that keep it from being accepted; ``said`` is what the last
    press did; ``reasons`` are (value, sentence) for not accepting it now; with ``open`` it can be
    decided. ``frame`` is the address of the page as it would look, or empty; ``likely`` are
    things that it may be already; ``change`` leads to the form in which the team changes it first.
    ``ask_group`` is a ready mail with a question to the group.
    ``hide`` leads to where its listing is hidden. ``label`` marks an example. ``needs`` is a
    sentence about who else has to agree, or empty; with ``accepts`` it is for this person to accept
    it; with ``rings`` they can say that they rang. ``aside`` says why a program took it for a
    flood. ``goes_out`` says when the decision does, while it can be taken back; ``stands`` how far
    it has come; with ``as_sent`` somebody's words may only be accepted as they were sent.
    """

    chrome: Chrome
    heading: str
    page: Link | None
    lines: tuple[ChangeLine, ...]
    private: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...]
    said: str
    steps: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    open: bool
    can_put_back: bool
    frame: str = ""
    likely: tuple[Link, ...] = ()
    change: Link | None = None
    ask_group: Way | None = None
    hide: Link | None = None
    label: str = ""
    needs: str = ""
    accepts: bool = True
    rings: bool = True
    aside: str = ""
    goes_out: str = ""
    stands: str = ""
    as_sent: bool = False


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A step that somebody took. ``page`` leads to what it was about; where none is, ``about``."""

    when: str
    says: str
    about: str
    page: Link | None = None


@dataclass(frozen=True, slots=True)
class AuditView:
    """Who of the team did what, the latest first."""

    chrome: Chrome
    heading: str
    lead: str
    rows: tuple[AuditRow, ...]
    back: Link
