"""Somebody's own words, where a reviewer has changed them: whether they may be shown so.

They are changed only with their sender's yes, on the sender's page, within five days; else they are
shown as they were sent, or not at all. All of it follows from what the store has: the answers as
they are, as they were, and the history. It decides nothing, and knows no page.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from connectdo.contribute.small_sorts import SORTS, own_words_of, with_own_words
from connectdo.contribute.store.store import AMENDED, NO_WORDS, YES_WORDS, Event, Kind, Submission
from connectdo.derive.dates import LONDON

LASTS = dt.timedelta(days=5)
"""How long a sender may say yes or no."""
YES = "Yes, show it so"
NO = "No, as I wrote it or not at all"


def question_about(kind: Kind) -> str:
    """What a sender is asked about changed words."""
    return f"May we show your {SORTS[kind].noun} like this?"


class WordsState(StrEnum):
    """How it stands with words of somebody's own."""

    AS_SENT = "as sent"
    ASKED = "asked"
    YES = "yes"
    NO = "no"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words as they were ``sent`` and as they were ``changed``; until when is asked."""

    state: WordsState
    sent: str = field(default="", repr=False)
    changed: str = field(default="", repr=False)
    until: dt.datetime | None = None

    @property
    def may_be_shown(self) -> bool:
        """Whether they may be accepted as they stand."""
        return self.state in (WordsState.AS_SENT, WordsState.YES)

    @property
    def of(self) -> str:
        """What tells these changed words from others, so that a yes is to none but them."""
        return hashlib.sha256(self.changed.encode()).hexdigest()[:16]

    def why_not(self) -> str:
        """Why they may not be accepted as they stand, for the team; empty where they may."""
        day = f"{self.until.astimezone(LONDON):%-d %B}" if self.until else ""
        return {
            WordsState.ASKED: "The sender is asked whether the changed words may be shown, and can "
            f"answer until {day}.",
            WordsState.NO: "The sender said no to the changed words. Accept them as they were "
            "sent, or not at all.",
            WordsState.LATE: "The sender has not answered in five days. Accept the words as they "
            "were sent, or not at all.",
        }.get(self.state, "")


def own_words(
    submission: Submission,
    history: Sequence[Event],
    earlier: Sequence[Mapping[str, Any]],
    now: dt.datetime,
) -> OwnWords:
    """How it stands with the words of a submission; of most kinds nothing is anybody's own."""
    changed = words_in(submission.kind, submission.public)
    sent = words_in(submission.kind, earlier[0]) if earlier else changed
    if sent == changed:
        return OwnWords(WordsState.AS_SENT, sent, changed)
    at = max(place for place, each in enumerate(history) if each.what == AMENDED)
    until = history[at].when + LASTS
    said = [each.what for each in history[at:] if each.what in (YES_WORDS, NO_WORDS)]
    state = WordsState.LATE if now >= until else WordsState.ASKED
    if said:
        state = WordsState.YES if said[0] == YES_WORDS else WordsState.NO
    return OwnWords(state, sent, changed, until)


def words_in(kind: Kind, public: Mapping[str, Any]) -> str:
    """What of the answers is somebody's own; empty for most kinds."""
    return own_words_of(SORTS[kind], public.get(kind, {})) if kind in SORTS else ""


def with_words(kind: Kind, public: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """The same answers with the words as they were sent."""
    own = with_own_words(SORTS[kind], public.get(kind, {}), sent.get(kind, {}))
    return {**public, kind.value: own}
