"""The pages of a form: what is asked, the answers to check, and what became of them.

They are made when somebody asks for them, by whoever takes in what is sent, and stand in no
publication. They know what is shown beside a field, and nothing of where an answer goes.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.pages.page_parts import Chrome, TeamBox
from connectdo.told.shapes import Link, Way


@dataclass(frozen=True, slots=True)
class FormField:
    """One question. ``control`` is line, text, choice or choices; ``wrong`` a sentence, or empty.

    ``name`` is what the browser sends it under; a choice is (value, words, is it chosen). ``press``
    is a button behind it, for what is looked up.
    """

    name: str
    question: str
    hint: str
    control: str
    value: str = ""
    choices: tuple[tuple[str, str, bool], ...] = ()
    wrong: str = ""
    press: str = ""


@dataclass(frozen=True, slots=True)
class FormSection:
    """Questions that stand together. ``folded`` ones wait behind their heading, unless ``open``."""

    id: str
    heading: str
    fields: tuple[FormField, ...]
    folded: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class FormView:
    """A form. ``errors`` are (id of the field, sentence); ``hidden`` are (name, value).

    ``demonstration`` is a sentence where the borough is one. ``danger`` says that what was written
    sounds like danger, so that help stands first. ``step`` is how far somebody has come, ``back``
    the way to the page before; ``kept`` says how long what was written stays here, ``saved`` that
    it is kept now. ``presses`` are (value, words) of buttons beside the first one, sent as "do".
    ``night`` are whom to ring at once, where nobody reads at night what is sent; ``unseen`` is the
    name of a field that no person sees or fills. ``not_taken`` says why what was filled in could
    not be kept; with it come the ``team`` to ring, and whom to ring ``now`` where it cannot wait.
    """

    chrome: Chrome
    heading: str
    lead: str
    demonstration: str
    errors: tuple[tuple[str, str], ...]
    sections: tuple[FormSection, ...]
    hidden: tuple[tuple[str, str], ...]
    button: str
    links: tuple[Link, ...] = ()
    danger: tuple[Way, ...] = ()
    step: str = ""
    back: Link | None = None
    kept: str = ""
    saved: str = ""
    presses: tuple[tuple[str, str], ...] = ()
    night: tuple[Way, ...] = ()
    unseen: str = ""
    not_taken: str = ""
    team: TeamBox | None = None
    now: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class LikeOne:
    """A listing that the new one may be: its page, what else is said of it, and its form."""

    page: Link
    words: str
    correct: Link


@dataclass(frozen=True, slots=True)
class LikelyView:
    """ "Is it one of these?" before something new is sent; with ``hidden`` it is another."""

    chrome: Chrome
    heading: str
    lead: str
    demonstration: str
    likely: tuple[LikeOne, ...]
    hidden: tuple[tuple[str, str], ...]
    back: Link


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A value as it is and as it would be; ``risk`` is what a reviewer has to do about it.

    ``now`` is empty for what is told anew.
    """

    label: str
    now: str
    proposed: str
    risk: str = ""


@dataclass(frozen=True, slots=True)
class AnswersView:
    """The answers once more, before they are sent; ``hidden`` carries them.

    ``wrong`` leads to what has to be put right first: then nothing can be sent. ``changes`` are the
    ways back to the questions, where they stand on several pages; else ``back`` is a button.
    """

    chrome: Chrome
    heading: str
    lead: str
    demonstration: str
    lines: tuple[ChangeLine, ...]
    hidden: tuple[tuple[str, str], ...]
    back: Link
    danger: tuple[Way, ...] = ()
    wrong: tuple[Link, ...] = ()
    changes: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class WordsAsked:
    """Whether somebody's own words may be shown as the team changed them.

    ``of`` tells these words from others; ``yes`` and ``no`` are what the buttons say, ``then`` what
    happens without an answer.
    """

    heading: str
    sent: str
    changed: str
    of: str
    yes: str
    no: str
    then: str


@dataclass(frozen=True, slots=True)
class TakingBack:
    """How somebody takes back words of their own: what is said, and what is sent as "do" with its
    words; ``no`` leads back without it. Without a ``press`` there is nothing to do."""

    heading: str
    says: str
    press: tuple[str, str] | None = None
    no: str = ""


@dataclass(frozen=True, slots=True)
class SentView:
    """What the sender sees of it later: the reference, where it stands, and what happens next.

    ``question`` is the team's to the sender, who answers it here, ``words`` asks about their own;
    ``hidden`` are the forms'. ``wrong`` is a sentence about what was answered.
    """

    chrome: Chrome
    heading: str
    reference: str
    state: str
    says: str
    lines: tuple[ChangeLine, ...]
    links: tuple[Link, ...] = ()
    question: str = ""
    hidden: tuple[tuple[str, str], ...] = ()
    wrong: str = ""
    words: WordsAsked | None = None
    taking: TakingBack | None = None


@dataclass(frozen=True, slots=True)
class ClosedView:
    """A form that is closed just now: why, and whom to ring.

    ``kept`` says what became of the words of whoever has filled it in already. ``now`` are whom to
    ring at once, where what was to be told cannot wait.
    """

    chrome: Chrome
    heading: str
    lead: str
    kept: str
    team: TeamBox | None
    links: tuple[Link, ...]
    now: tuple[Way, ...] = ()
