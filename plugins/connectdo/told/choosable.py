"""What "help me choose" may suggest, and which of the answers each thing fits."""

from __future__ import annotations

from connectdo.data.directory import Record
from connectdo.data.model import Listing, Noise
from connectdo.derive.choosing import Choice
from connectdo.derive.dates import parts_of_day
from connectdo.derive.phrases import is_free
from connectdo.derive.scoring import welcome_score
from connectdo.told.cards import is_step_free
from connectdo.told.publication import Publication


def fits(publication: Publication, listing: Record[Listing]) -> frozenset[str]:
    """The times and helps that a listing fits; of its times, those of the coming weeks."""
    data, visit = listing.data, listing.data.first_visit
    coming = publication.facts(listing).coming
    sessions = {each.session_index: each.session for each in coming}
    found = {part for session in sessions.values() for part in parts_of_day(session)}
    if any(each.day.weekday() >= 5 for each in coming):
        found.add("weekend")
    answers = {
        "free": is_free(data.cost),
        "quiet": bool(visit and visit.noise is Noise.QUIET),
        "step-free": is_step_free(publication, listing),
        "buddy": bool(visit and visit.buddy),
        "home": data.online or data.by_phone,
    }
    return frozenset(found | {each for each, answer in answers.items() if answer})


def choices_of(publication: Publication, borough: str) -> list[Choice]:
    """What may be suggested in a borough: everything that somebody could go to."""
    return [
        Choice(
            each.ref,
            each.data.area,
            fits(publication, each),
            welcome_score(each.data, publication.facts(each).fresh),
        )
        for each in publication.listed(borough)
        if publication.is_open(each)
    ]
