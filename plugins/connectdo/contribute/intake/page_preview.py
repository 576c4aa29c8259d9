"""A listing's page as it would be with other files, from the site's own view and template.

Bytes in, HTML out; nothing is written. The page is only to be looked at, in a frame of the review:
it has no script, it is kept out of searches, and its links lead nowhere. It knows no request.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from connectdo.contribute.intake.desk import ShownSite
from connectdo.contribute.one_record import noun_of, record_of
from connectdo.contribute.small_sorts import page_of_file
from connectdo.data.directory import Directory, Record, full_reference
from connectdo.data.model import Listing, Organisation, Part, Venue, Voices
from connectdo.data.problems import Problem, Refusal, quoted
from connectdo.data.reading import FOLDERS, Reading
from connectdo.data.small_kinds import Idea, MonthQuestion, Offer
from connectdo.pages.idea_page import idea_view
from connectdo.pages.listing_page import listing_view
from connectdo.pages.question_page import month_question_view
from connectdo.pages.together_page import together_view
from connectdo.rules.context import Context, findings
from connectdo.rules.known_words import (
    access_term_is_known,
    area_is_known,
    interest_is_known,
    people_are_known,
)
from connectdo.told import urls
from connectdo.told.policy import looks_policy
from connectdo.told.publication import Publication

T = TypeVar("T", bound=Part)
Thing = TypeVar("Thing", Listing, Organisation, Venue, Voices)

POLICY = looks_policy()
"""The Content-Security-Policy that has to be sent with the page."""

_NEEDED = (area_is_known, interest_is_known, people_are_known, access_term_is_known)
"""Without these words a page has no name for something that it shows."""


def page_as_it_would_be(
    shown: ShownSite,
    reading: Reading,
    files: Mapping[str, bytes],
    ref: str,
    address: str,
    today: dt.date,
) -> str:
    """The HTML of the page of the listing ``ref`` if ``files`` were as given, on the day ``today``.

    ``files`` are proposed bytes by path: a listing's, and those of an organisation or a venue that
    may be new too; all others are as the site shows them, or as ``reading`` has them where it does
    not show them yet. ``address`` is where the page will stand, as deep as a listing's own
    (``review/ID/page/``), so that its links to styles and pictures hold.

    Raises Refusal where a file cannot be shown as it is, or ``ref`` is nowhere.
    """
    if address.count("/") != urls.thing("listing", ref).count("/"):
        raise ValueError(f"{address} is not as deep as the page of a listing")
    publication = _publication(shown.publication, reading, files, ref, today)
    view = listing_view(publication, publication.directory.listings[ref])
    return _rendered(shown, "listing.html", view)


def small_page_as_it_would_be(
    shown: ShownSite, reading: Reading, path: str, data: bytes, address: str, today: dt.date
) -> str:
    """The same of the page that shows what people say to each other, if the file at ``path`` were
    ``data``: of an idea, of a borough's offers and wants, or of its question of the month."""
    noun = FOLDERS.get(path.split("/")[2], "")
    model, template, view_of = _SMALL[noun]
    record, problems = record_of(model, reading, path, data, today)
    _refuse(problems)
    borough = reading.directory.boroughs.get(path.split("/")[1])
    if record is None or borough is None:
        raise Refusal("The page cannot be shown yet. Read the file again.")
    before = shown.publication.directory
    directory = replace(before, boroughs={**before.boroughs, borough.id: borough}).of_each_kind(
        lambda kind, records: {**records, record.ref: record} if kind == noun else records,
        {**before.boroughs, borough.id: borough},
    )
    publication = replace(shown.publication, directory=directory, today=today, around=None)
    if address.count("/") != page_of_file(path).count("/"):
        raise ValueError(f"{address} is not as deep as the page of {path}")
    return _rendered(shown, template, view_of(publication, record))


_SMALL: Mapping[str, tuple[Any, str, Callable[[Publication, Record[Any]], Any]]] = {
    "idea": (Idea, "idea.html", idea_view),
    "offer": (Offer, "together.html", lambda site, it: together_view(site, it.borough)),
    "question": (
        MonthQuestion,
        "question.html",
        lambda site, it: month_question_view(site, it.borough),
    ),
}
"""By noun: its schema, the template of its page, and what fills that."""


def _rendered(shown: ShownSite, template: str, view: Any) -> str:
    """A page that is only looked at."""
    chrome = replace(
        view.chrome,
        robots="noindex",
        canonical="",
        scripts=(),
        json_ld=None,
        manifest="",
        policy=looks_policy(in_meta=True),
        target="_blank",  # which a sandbox does not open
    )
    return shown.environment.get_template(template).render(view=replace(view, chrome=chrome))


def ref_shown_by(path: str) -> str:
    """The listing whose page shows what a file says: its own, or its tips; empty for others."""
    found = re.fullmatch(r"boroughs/([^/]+)/(?:listings/([^/]+)\.md|voices/([^/]+)\.yml)", path)
    return f"{found[1]}/{found[2] or found[3]}" if found else ""


def _publication(
    shown: Publication,
    reading: Reading,
    files: Mapping[str, bytes],
    ref: str,
    today: dt.date,
) -> Publication:
    """The shown publication with what is proposed, and what a listing needs of the reading."""
    before, now = shown.directory, reading.directory
    venues = _proposed(Venue, reading, files, today)
    listings = {**before.listings, **_proposed(Listing, reading, files, today)}
    listing = listings.get(ref) or now.listings.get(ref)
    if listing is None:
        raise Refusal(f"There is no listing {quoted(ref)} here. It may have moved or closed.")
    borough = before.boroughs.get(listing.borough) or now.boroughs.get(listing.borough)
    if borough is None:
        raise Refusal(f"There is no borough {quoted(listing.borough)} here. Read its folder again.")
    directory = replace(
        before,
        boroughs={**before.boroughs, borough.id: borough},
        listings={**listings, ref: listing},
        organisations={
            **_named(now.organisations, [listing.data.organisation], listing.borough),
            **before.organisations,
            **_proposed(Organisation, reading, files, today),
        },
        venues={
            **_named(
                now.venues,
                [listing.data.venue, *(session.venue for session in listing.data.when)],
                listing.borough,
            ),
            **before.venues,
            **venues,
        },
        voices={
            **_named(now.voices, [ref], ""),
            **before.voices,
            **_proposed(Voices, reading, files, today),
        },
    )
    _require_words(directory, listing, today)
    publication = replace(
        shown, directory=directory, today=today, pictures={**reading.pictures, **shown.pictures}
    )
    # A venue that is elsewhere now moves the others that are there; a borough that is not shown
    # has no frame. Then everything is made anew.
    same = (
        publication.monday == shown.monday
        and borough.id in before.boroughs
        and not any(ref in before.venues for ref in venues)
    )
    return replace(publication, around=shown if same else None)


def _proposed(
    model: type[Thing], reading: Reading, files: Mapping[str, bytes], today: dt.date
) -> dict[str, Record[Thing]]:
    """The records of the files that are of one kind. Raises Refusal for a mistake in one."""
    found = {}
    for path, data in files.items():
        if noun_of(path) == model.NOUN:
            record, problems = record_of(model, reading, path, data, today)
            _refuse(problems)
            if record is not None:
                found[record.ref] = record
    return found


def _refuse(problems: Iterable[Problem]) -> None:
    """Raises Refusal for the first error."""
    for problem in problems:
        if problem.severity == "error":
            raise Refusal(f"The page cannot be shown yet. {problem.message}")


def _named(
    records: Mapping[str, Record[T]], references: Sequence[str | None], borough: str
) -> dict[str, Record[T]]:
    """Those of the records that are named."""
    refs = [full_reference(each, borough) for each in references if each]
    return {ref: records[ref] for ref in refs if ref in records}


def _require_words(directory: Directory, listing: Record[Listing], today: dt.date) -> None:
    """Raises Refusal where the listing has a word that the vocabulary does not have."""
    venue = directory.venue_of(listing)
    alone = Directory(
        listings={listing.ref: listing},
        venues={venue.ref: venue} if venue else {},
        vocabulary=directory.vocabulary,
    )
    context = Context(alone, today)
    for rule in _NEEDED:
        _refuse(findings(rule, context))
