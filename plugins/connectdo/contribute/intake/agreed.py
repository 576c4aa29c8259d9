"""What a sender says yes to by sending a form, in the words that stand in it.

It knows no page and no request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from connectdo.contribute.intake.new_questions import SEEN_BY
from connectdo.contribute.new_listing import EVERYONE
from connectdo.contribute.small_sorts import SORTS
from connectdo.contribute.store.store import Kind, Submission
from connectdo.contribute.store.store_agreements import Agreed

BY_FORM, BY_PAGE = "form", "page"
"""How somebody said yes: as they sent it, or on their own page afterwards."""
TIP = "When you send it, you say yes to this: everyone may read your tip, and the name you give."
"""What stands in the form of a tip, and beside the button that sends it."""
_OTHERS = "When you send it, you say yes to this: everyone may read {it}. Nobody reads your name."
_IT = {
    Kind.IDEA: "your idea",
    Kind.OFFER: "what you offer or look for",
    Kind.ANSWER: "your answer",
    Kind.ASK: "your question, with the group's answer",
}
NUMBER = f"{SEEN_BY.question} {SEEN_BY.help} {dict(SEEN_BY.choices)['yes']}"
"""What stands beside a number that everyone may see, with the answer."""
NUMBERS = {("join", "phone"): "phone", ("join", "text"): "text"}


def agreed_to(kind: Kind) -> str:
    """What whoever sends words of their own says yes to; empty for other kinds."""
    return TIP if kind is Kind.TIP else _OTHERS.format(it=_IT[kind]) if kind in _IT else ""


def agreed_by_form(
    unsent: Submission, private: Mapping[str, Any], now: dt.datetime
) -> list[Agreed]:
    """What whoever sends this says yes to. A number of something new is only public where they did,
    and so is a mobile one of a correction."""
    if unsent.kind in SORTS and unsent.public.get(unsent.kind):
        return [Agreed(unsent.kind.value, agreed_to(unsent.kind), now, BY_FORM)]
    if unsent.kind is Kind.CORRECT and private.get(EVERYONE) != "yes":
        return []
    return [Agreed(what, NUMBER, now, BY_FORM) for what in numbers_in(unsent)]


def numbers_in(sent: Submission) -> list[str]:
    """The numbers that something sent would publish: "phone", "text"."""
    whole: Mapping[str, Any] = sent.public
    if sent.kind is Kind.NEW:
        whole = whole.get("listing", {})
    told = [tuple(where) for where, value in whole.get("changes", ()) if value]
    return [what for where, what in NUMBERS.items() if where in told]
