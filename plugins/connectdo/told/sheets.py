"""Turns a listing into the few lines that fit on a shortlist's sheet of paper.

Each is plain data for shortlist.js and plan-tries.js in theme/static/js: words that stand as they
are, and the rule that moves the next date along. What nobody said is left out. It knows no page
and no markup.
"""

from __future__ import annotations

from collections.abc import Iterable

from connectdo.data.directory import Record
from connectdo.data.model import FirstVisit, Listing, Noise
from connectdo.derive.facets import Facets
from connectdo.derive.prose import lines_of, shortened, typeset
from connectdo.derive.words import joined
from connectdo.told.alike import like_this
from connectdo.told.getting_in import getting_there_of
from connectdo.told.listing import ToldListing
from connectdo.told.publication import Publication, made_once
from connectdo.told.shapes import Way
from connectdo.told.wording import place_code

MOST_WAYS = 2
"""Ways to reach somebody on a sheet: text or phone first, as on the listing's page."""
LONGEST = 150
"""Letters of one line on a sheet: two lines of large print."""

FIRST_FITS = ("step-free", "buddy", "quiet", "home")
"""What most decides whether somebody can go: said first of why a thing is on a list."""
LAST_FITS = ("free", "pay-what-you-can", "turn-up")
"""What stands in the line of the cost too."""

Sheet = dict[str, object]


def sheet_of(publication: Publication, listing: Record[Listing]) -> Sheet:
    """The lines of one listing, made once for book and shortlist; nobody may change them."""
    return _sheet(publication, listing.ref)


@made_once
def _sheet(publication: Publication, ref: str) -> Sheet:
    """The lines.

    ``states`` are (kind, label, words) and, of what is still to come, its first day. ``reach`` are
    (words, link), an example's link empty; ``next`` is (ISO, words) for who reads it before
    ``ahead`` has moved it along; ``number`` is the first telephone number with its word. ``fits``
    and ``not`` are what the finder can ask for, as ids with spaces between: of what stands in
    neither nobody has told us. ``alike`` are the references of at most three like it, in the same
    way.
    """
    told = publication.told(publication.directory.listings[ref])
    data, venue = told.data, told.venue
    moment = None if told.past else told.next_moment
    address = ""
    if venue and not venue.data.private and venue.data.address:
        address = ", ".join((*venue.data.address, place_code(venue.data)))
    fits, not_so = _fits(told)
    found: Sheet = {
        "name": told.name,
        "summary": told.summary,
        "area": data.area,
        "areaName": told.area.name,
        "borough": publication.borough(told.record.borough).name,
        "when": told.short_when,
        "next": [moment.iso, moment.words] if moment else None,
        "ahead": told.ahead if moment else "",
        "where": typeset(told.where),
        "address": typeset(address),
        "way": [
            f"{each.question}: {shortened(each.answer, LONGEST)}"
            for each in getting_there_of(
                venue.data.getting_there if venue and not told.gone else None
            )
        ],
        "cost": "" if told.gone else told.cost,
        "join": "" if told.past else told.join,
        "arrive": _arrive(None if told.gone else data.first_visit),
        "reach": [[f"{way.note} {way.words}".strip(), way.href] for way in told.ways[:MOST_WAYS]],
        "number": number_of(told.ways),
        "fits": " ".join(fits),
        "not": " ".join(not_so),
        "alike": " ".join(each.ref for each in like_this(publication, told.record)),
        "states": [
            [state.kind, state.label, state.words, *filter(None, [state.starts])]
            for state in told.states
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


def number_of(ways: Iterable[Way]) -> str:
    """``Ring 020 7946 0102``: the first telephone number with what to do; or nothing."""
    verbs = {"phone": "Ring", "text": "Text"}
    return next((f"{verbs[way.kind]} {way.words}" for way in ways if way.kind in verbs), "")


def _fits(told: ToldListing) -> tuple[list[str], list[str]]:
    """What of all that can be asked for is so, the most deciding first, and what is not."""
    if told.gone:
        return [], []
    facts = told.facets
    flags = {*(facts.flags & {*FIRST_FITS, *LAST_FITS}), *_at_home(facts)}
    fits = {*flags, *facts.yes}
    others = sorted(fits - {*FIRST_FITS, *LAST_FITS})
    ordered = [each for each in (*FIRST_FITS, *others, *LAST_FITS) if each in fits]
    return ordered, sorted((_said_no(told.data) | facts.no) - fits)


def _at_home(facts: Facets) -> set[str]:
    return {"home"} if {"online", "by-phone"} & facts.flags else set()


def _said_no(listing: Listing) -> set[str]:
    """Flags that somebody said something else of; what nobody said is not among them."""
    visit = listing.first_visit
    said = {
        "free": listing.cost is not None,
        "pay-what-you-can": listing.cost is not None,
        "turn-up": listing.join.how is not None,
        "quiet": bool(visit and visit.noise not in (None, Noise.QUIET)),
        "buddy": bool(visit and visit.buddy is False),
        "home": True,
    }
    return {flag for flag, known in said.items() if known}
