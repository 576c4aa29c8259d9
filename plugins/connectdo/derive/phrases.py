"""Turns cost, ages and the way to join into the few words a card or a fact has room for.

The editor's own notes are not repeated here. It knows neither dates nor pages.
"""

from __future__ import annotations

from decimal import Decimal

from connectdo.data.formats import Ages
from connectdo.data.model import Cost, JoinHow, Noise, Waiting, Who


def money_words(pounds: Decimal) -> str:
    """``£3.50``, ``£3``, ``50p``; ``free`` for nothing."""
    if pounds == 0:
        return "free"
    if pounds < 1:
        return f"{int(pounds * 100)}p"
    return f"£{pounds:,.0f}" if pounds == int(pounds) else f"£{pounds:,.2f}"


def is_free(cost: Cost | None) -> bool:
    """True where there is nothing to pay. Who is asked for a donation is not told "Free"."""
    return cost is not None and not cost.donation and (cost.free or cost.pounds == 0)


def is_pay_what_you_can(cost: Cost | None) -> bool:
    """True where people give what they can, so that nobody has to pay."""
    return cost is not None and cost.donation and not cost.pounds


def cost_words(cost: Cost | None) -> str:
    """``Free``, ``£3.50 (£2 if you are on a low income)``, ``Pay what you can``, ``£2 to £5``."""
    if cost is None:
        return "Ask what it costs"
    if cost.pounds:
        words = money_words(cost.pounds)
        if cost.concession is not None:
            words += f" ({money_words(cost.concession)} if you are on a low income)"
        return words
    if cost.donation:
        return "Pay what you can"
    low, high = cost.from_pounds, cost.to_pounds
    if high is not None and low is not None:
        if low == high:
            return _capital(money_words(high))
        return f"{_capital(money_words(low))} to {money_words(high)}"
    if high:
        return f"Up to {money_words(high)}"
    if low:
        return f"From {money_words(low)}"
    if cost.free or cost.pounds is not None or low is not None or high is not None:
        return "Free"
    return "Ask what it costs"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def ages_words(ages: Ages | None) -> str:
    """``18 to 65``, ``60 and over``, ``Under 25``; ``All ages`` where none is named."""
    return "All ages" if ages is None or ages == Ages(None, None) else _capital(str(ages))


def is_for_everybody(who: Who) -> bool:
    """True where no age, group of people or borough is asked for."""
    return who.ages is None and not who.for_people and not who.residents_only


_JOIN = {
    JoinHow.TURN_UP: "Just turn up",
    JoinHow.BOOK: "Book a place",
    JoinHow.ASK_FIRST: "Ask first",
    JoinHow.REFERRAL: "Someone refers you",
}
_WAITING = {
    Waiting.NONE: "No waiting list",
    Waiting.SHORT: "A short wait for a place",
    Waiting.LONG: "A long wait for a place",
}
_NOISE = {Noise.QUIET: "Quiet", Noise.SOME: "Some noise", Noise.LIVELY: "Lively"}


def join_words(how: JoinHow | None) -> str:
    """``Just turn up``, ``Book a place``, ``Ask first``, ``Someone refers you``."""
    return _JOIN[how] if how else "Ask how to join"


def waiting_words(waiting: Waiting | None) -> str:
    """How long people wait, or nothing where it is not said."""
    return _WAITING[waiting] if waiting else ""


def noise_words(noise: Noise | None) -> str:
    """How loud it is, or nothing where it is not said."""
    return _NOISE[noise] if noise else ""
