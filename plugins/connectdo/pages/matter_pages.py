"""The pages of what is no change of a listing: which borough, the sender's own, and the team's.

They are made when somebody asks for them, as the pages of a form are. They know what is shown of a
matter, and nothing of who may see it or how it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.pages.page_parts import Chrome, TeamBox
from connectdo.told.shapes import Link, Way


@dataclass(frozen=True, slots=True)
class WhichBoroughView:
    """The first page of a lane: a link to its form for each borough. ``night`` as on the form."""

    chrome: Chrome
    heading: str
    lead: str
    boroughs: tuple[Link, ...]
    night: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class MatterSentView:
    """What the sender sees of it later. None of their own words is on it.

    ``says`` are sentences: where it stands, and who does what by which day. ``late`` is an honest
    one where that day is over, with the ``team`` to ring. ``danger`` says that what was written
    sounds like danger, so that help stands first; ``night`` as on the form.
    """

    chrome: Chrome
    heading: str
    reference: str
    says: tuple[str, ...]
    links: tuple[Link, ...]
    late: str = ""
    team: TeamBox | None = None
    danger: tuple[Way, ...] = ()
    night: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A matter in the list; ``late`` is empty, or how late it is."""

    link: Link
    says: str
    late: str = ""


@dataclass(frozen=True, slots=True)
class LaneGroup:
    """A lane of a borough: what is open in it, the late ones first, and whose it is.

    ``aside`` is what a program took for a flood: it is open like the others.
    """

    id: str
    heading: str
    owner: str
    rows: tuple[MatterRow, ...]
    aside: tuple[MatterRow, ...] = ()


@dataclass(frozen=True, slots=True)
class LanesView:
    """All lanes that the one who asks may read."""

    chrome: Chrome
    heading: str
    lead: str
    lanes: tuple[LaneGroup, ...]
    back: Link


@dataclass(frozen=True, slots=True)
class MatterView:
    """One matter, for the team.

    ``facts`` are (label, words) of what is known of it, ``words`` of what its sender wrote: only
    the team sees these. ``did`` and ``sentences`` are (value, sentence) to choose from: what was
    done, and what the sender reads when it is closed; both are empty where it is closed.
    ``presses`` are (value, words) of buttons. ``steps`` is what happened so far.
    """

    chrome: Chrome
    heading: str
    late: str
    page: Link | None
    facts: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...]
    said: str
    steps: tuple[str, ...]
    did: tuple[tuple[str, str], ...]
    sentences: tuple[tuple[str, str], ...]
    presses: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    label: str = ""
