"""Whether the fields of one thing agree: its dates of facts, its pause, its cost, its marks."""

from __future__ import annotations

from collections.abc import Iterator

from connectdo.data.directory import Record
from connectdo.data.model import Cost, Listing, ListingStatus
from connectdo.data.problems import Problem, quoted
from connectdo.rules.context import Context, error, sound


def paused_says_why_and_until(context: Context) -> Iterator[Problem]:
    """A paused listing says why and until when, and only a paused one does."""
    for listing in context.directory.listings.values():
        if not sound(listing, "status", "paused"):
            continue
        is_paused = listing.data.status is ListingStatus.PAUSED
        if is_paused and listing.data.paused is None:
            yield error(
                listing,
                "status",
                "It is paused, and nothing says why or until when. Write below it: "
                '"paused: {why: The hall is being painted., until: 2027-01-11}".',
            )
        elif listing.data.paused and not is_paused:
            yield error(
                listing,
                "paused",
                f'"paused" stands here, but the status is {quoted(listing.data.status)}. '
                'Write "status: paused", or take "paused" out.',
            )


def lasting_or_funded_until(context: Context) -> Iterator[Problem]:
    """A listing has no planned end, or money until a day, and not both."""
    for listing in context.directory.listings.values():
        if listing.data.lasting and listing.data.funded_until:
            yield error(
                listing,
                "lasting",
                '"lasting" and "funded_until" stand together. Keep the one that is true.',
            )


def cost_makes_sense(context: Context) -> Iterator[Problem]:
    """A cost is one of free, pounds, donation, or from and to; less on a low income."""
    for listing in context.directory.listings.values():
        cost = listing.data.cost
        if cost and (found := _wrong_cost(cost)):
            field, message = found
            yield error(listing, ("cost", field) if field else ("cost",), message)


def _wrong_cost(cost: Cost) -> tuple[str, str] | None:
    """The field and the sentence of what does not fit in a cost, or None."""
    low, high, pounds, less = cost.from_pounds, cost.to_pounds, cost.pounds, cost.concession
    ways = {
        "free": cost.free,
        "pounds": pounds is not None,
        "donation": cost.donation,
        "from": low is not None or high is not None,
    }
    said = [way for way, there in ways.items() if there]
    if not said:
        return "", 'Nothing says what it costs. Write "cost: free", or {pounds: 3.50}.'
    if len(said) > 1:
        both = " and ".join(f'"{way}"' for way in said)
        return said[1] if low is not None else "", f"{both} stand together. Keep one of them."
    if pounds == 0:
        return "pounds", 'Nothing to pay is written "cost: free". Write that.'
    if less is not None and pounds is None:
        return "concession", 'A concession needs "pounds" beside it. Write what others pay.'
    if less is not None and pounds is not None and less >= pounds:
        return (
            "concession",
            f"{less} is not less than the {pounds} that others pay. Mend one of the two.",
        )
    if (low is None) is not (high is None):
        missing, there = ("to", "from") if high is None else ("from", "to")
        return there, f'"{missing}" is missing beside it. Write it as {{from: 2, to: 5}}.'
    if low is not None and high is not None and high <= low:
        return "to", f"{high} is not more than {low}. Put the lower sum under from."
    return None


def example_marks_agree(context: Context) -> Iterator[Problem]:
    """An invented listing stands on invented things only, and a real one on real things only."""
    directory = context.directory
    for listing in directory.listings.values():
        runs = directory.organisation_of(listing)
        if runs and runs.data.example is not listing.data.example:
            yield error(listing, "organisation", _disagree(listing, "organisation", runs.path))
        venue = directory.venue_of(listing) if listing.data.venue else None
        if venue and venue.data.example is not listing.data.example:
            yield error(listing, "venue", _disagree(listing, "venue", venue.path))
        for index, session in enumerate(listing.data.when):
            elsewhere = directory.venue_of(listing, session) if session.venue else None
            if elsewhere and elsewhere.data.example is not listing.data.example:
                yield error(
                    listing,
                    ("when", index, "venue"),
                    _disagree(listing, "venue", elsewhere.path),
                )
    for tips in directory.voices.values():
        about = directory.listings.get(tips.ref)
        if about and about.data.example is not tips.data.example:
            if about.data.example:
                message = 'The listing is an example, so its tips are too. Write "example: yes".'
            else:
                message = "The listing is real, and these tips are invented. Take them out."
            yield error(tips, "example", message)


def _disagree(listing: Record[Listing], noun: str, path: str) -> str:
    if listing.data.example:
        return (
            f"The listing is an example, and its {noun} is real ({path}). "
            f"Name an invented {noun}, so that nobody mistakes it for a real thing."
        )
    return (
        f"The listing is real, and its {noun} is an example ({path}). "
        f'Name the real {noun}, or write "example: yes" here too.'
    )
