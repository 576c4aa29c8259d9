"""Turns a listing into the few lines that fit on a shortlist's sheet of paper.

Each is plain data for theme/static/js/shortlist.js: words that stand as they are, and the rule
that moves the next date along. What nobody said is left out. It knows no page and no markup.
"""

from __future__ import annotations

from connectdo.data.directory import Record
from connectdo.data.model import FirstVisit, Listing, ListingStatus
from connectdo.derive.phrases import cost_words, join_words
from connectdo.derive.prose import lines_of, shortened, typeset
from connectdo.derive.times import short_when
from connectdo.derive.words import joined
from connectdo.told.publication import Publication
from connectdo.told.wording import (
    getting_there_of,
    is_gone,
    moment_of,
    place_code,
    states_of,
    ways_of_listing,
    where_words,
)

MOST_WAYS = 2
"""Ways to reach somebody on a sheet: text or phone first, as on the listing's page."""
LONGEST = 150
"""Letters of one line on a sheet: two lines of large print."""

Sheet = dict[str, object]


def sheet_of(publication: Publication, listing: Record[Listing]) -> Sheet:
    """The lines of one listing.

    ``states`` are (kind, label, words) and, of what is still to come, its first day. ``reach`` are
    (words, link), an example's link empty; ``next`` is (ISO, words) for who reads it before
    ``ahead`` has moved it along.
    """
    data = listing.data
    directory = publication.directory
    venue = directory.venue_of(listing)
    gone = is_gone(publication, listing)
    past = gone or not publication.in_lists(listing)  # closed, over, or nobody has checked for long
    next_one = None if past else publication.facts(listing).next(publication.today)
    moment = moment_of(next_one, publication.today) if next_one else None
    address = ""
    if venue and not venue.data.private and venue.data.address:
        address = ", ".join((*venue.data.address, place_code(venue.data)))
    closed = data.status is ListingStatus.CLOSED
    ways = () if closed else ways_of_listing(listing, directory.organisation_of(listing))
    found: Sheet = {
        "name": typeset(data.name),
        "summary": typeset(data.summary),
        "area": data.area,
        "areaName": directory.vocabulary.areas[data.area].name,
        "borough": publication.borough(listing.borough).name,
        "when": short_when(data, publication.today),
        "next": [moment.iso, moment.words] if moment else None,
        "ahead": publication.ahead(listing) if next_one else "",
        "where": typeset(where_words(listing, venue)),
        "address": typeset(address),
        "way": [
            f"{each.question}: {shortened(each.answer, LONGEST)}"
            for each in getting_there_of(venue.data.getting_there if venue and not gone else None)
        ],
        "cost": "" if gone else cost_words(data.cost),
        "join": "" if past else join_words(data.join.how),
        "arrive": _arrive(None if gone else data.first_visit),
        "reach": [[f"{way.note} {way.words}".strip(), way.href] for way in ways[:MOST_WAYS]],
        "states": [
            [state.kind, state.label, state.words, *filter(None, [state.starts])]
            for state in states_of(publication, listing)
        ],
    }
    return {name: value for name, value in found.items() if value}


def _arrive(visit: FirstVisit | None) -> list[str]:
    """What happens when I arrive, the most wanted line first."""
    if visit is None:
        return []
    found = []
    if visit.meets_you:
        found.append(f"Who meets you: {typeset(visit.meets_you).rstrip('.')}.")
    can = [
        words
        for words, answer in (
            ("bring someone", visit.bring_someone),
            ("just watch", visit.just_watch),
            ("leave early", visit.leave_early),
        )
        if answer
    ]
    talk = " You do not have to talk." if visit.have_to_talk is False else ""
    if can or talk:
        found.append((f"You can {joined(can)}." if can else "") + talk)
    if visit.what_happens:
        found.append(shortened(" ".join(lines_of(typeset(visit.what_happens))[:2]), LONGEST))
    return [each.strip() for each in found]
