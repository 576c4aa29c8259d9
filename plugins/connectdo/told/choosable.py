"""What "help me choose" may suggest, and which of the answers each thing fits."""

from __future__ import annotations

from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.derive.choosing import Choice
from connectdo.derive.dates import parts_of_day
from connectdo.derive.facets import is_from_home
from connectdo.derive.scoring import welcome_score
from connectdo.told.publication import Publication


def fits(publication: Publication, listing: Record[Listing]) -> frozenset[str]:
    """The times and helps that a listing fits; of its times, those of the coming weeks."""
    told = publication.told(listing)
    sessions = {each.session_index: each.session for each in told.coming}
    found = {part for session in sessions.values() for part in parts_of_day(session)}
    if any(each.day.weekday() >= 5 for each in told.coming):
        found.add("weekend")
    answers = {
        "free": "free" in told.facets.flags,
        "quiet": "quiet" in told.facets.flags,
        "step-free": told.facets.is_step_free,
        "buddy": "buddy" in told.facets.flags,
        "home": is_from_home(told.data),
    }
    return frozenset(found | {each for each, answer in answers.items() if answer})


def choices_of(publication: Publication, borough: str) -> list[Choice]:
    """What may be suggested in a borough: everything that somebody could go to."""
    return [
        Choice(
            each.ref,
            each.data.area,
            fits(publication, each),
            welcome_score(each.data, publication.told(each).fresh),
        )
        for each in publication.listed(borough)
        if publication.told(each).is_open and not publication.told(each).is_resource
    ]
