"""The listings as spreadsheets: one of all boroughs, and one of each.

UTF-8 with a byte order mark, without which Excel takes "é" for two other letters; everything else
reads over it. A cell that a spreadsheet might run as a formula begins with an apostrophe (OWASP,
"CSV Injection"). Lines end as RFC 4180 says. Columns keep their order; new ones come last.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from connectdo.data.directory import Record
from connectdo.data.formats import ThreeAnswer
from connectdo.data.model import Listing, Part, Venue
from connectdo.data.telling import cell_without_formula
from connectdo.derive.phrases import ages_words
from connectdo.derive.times import time_lines
from connectdo.feeds.open_data import Openly, openly
from connectdo.feeds.stable_ids import permanent_id
from connectdo.told import urls
from connectdo.told.listing import ToldListing
from connectdo.told.publication import Publication
from connectdo.told.urls import File


def _label(name: str, part: type[Part] = Listing) -> str:
    """What the model calls a field."""
    return part.model_fields[name].title or name


COLUMNS = (
    "Id",
    _label("name"),
    _label("summary"),
    "Borough",
    _label("also_in"),
    _label("area"),
    _label("kind"),
    _label("interests"),
    _label("status"),
    _label("organisation"),
    "Where",
    _label("address", Venue),
    _label("postcode", Venue),
    _label("when"),
    _label("cost"),
    "Ages",
    _label("who"),
    _label("join"),
    "Phone",
    "Text",
    "E-mail",
    "Website",
    _label("access"),
    _label("languages"),
    _label("description"),
    _label("checked"),
    "How sure we are",
    _label("updated"),
    "Page",
    _label("source"),
    "Licence",
)


def tables(publication: Publication, *, examples: bool = False) -> Iterator[File]:
    """The spreadsheet of everything, and that of each borough with what is also in it."""
    chosen = openly(publication, examples=examples)
    lines = {ref: _line(_row(chosen, each)) for ref, each in chosen.listings.items()}
    head = "\ufeff" + _line(COLUMNS)
    yield urls.LISTINGS_TABLE, (head + "".join(lines.values())).encode()
    for borough in chosen.boroughs:
        shown = publication.directory.shown_in(borough)
        own = "".join(lines[each.ref] for each in chosen.listings_of(shown))
        yield urls.table(borough), (head + own).encode()


def _line(cells: Iterable[str]) -> str:
    """A row, in which a spreadsheet finds no formula."""
    buffer = StringIO()
    csv.writer(buffer).writerow(cell_without_formula(cell) for cell in cells)
    return buffer.getvalue()


def _row(chosen: Openly, listing: Record[Listing]) -> tuple[str, ...]:
    """One listing, in the order of ``COLUMNS``; what nobody wrote down is an empty cell."""
    publication, vocabulary = chosen.publication, chosen.publication.directory.vocabulary
    told = publication.told(listing)
    data, organisation, venue = told.data, told.organisation, told.venue
    shown = venue.data if venue and not venue.data.private else None
    people = [vocabulary.people[each].name for each in data.who.for_people]
    return (
        str(permanent_id(listing.key)),
        told.labelled_name,
        data.summary,
        publication.borough(listing.borough).name,
        _joined(
            chosen.boroughs[each].data.name for each in data.also_in if each in chosen.boroughs
        ),
        told.area.name,
        data.kind.value,
        _joined(vocabulary.interests[each].name for each in data.interests),
        data.status.value,
        organisation.data.name if organisation else "",
        _where(told),
        ", ".join(shown.address) if shown else "",
        (shown.postcode or "") if shown else "",
        _joined(line.words for line in time_lines(data)),
        told.cost if data.cost else "",
        ages_words(data.who.ages) if data.who.ages else "",
        _joined((told.residents_only, *people, data.who.note or "")),
        told.join if data.join.how else "",
        data.join.phone or "",
        data.join.text or "",
        data.join.email or "",
        data.join.website or "",
        _access(told),
        _joined(data.languages),
        data.description or "",
        data.checked.on.isoformat() if data.checked else "",
        told.freshness.words,
        (data.updated or data.added).isoformat(),
        publication.site.absolute(urls.thing("listing", listing.ref)),
        data.source.name if data.source else "",
        data.source.licence if data.source else "",
    )


def _joined(words: Iterable[str]) -> str:
    return "; ".join(word for word in words if word)


def _where(told: ToldListing) -> str:
    """The place in a few words; of a private one never more than the first part of a postcode."""
    venue = told.venue
    if venue and venue.data.private:
        return f"{venue.data.name}, {venue.data.near or ''}".rstrip(", ")
    return told.where


def _access(told: ToldListing) -> str:
    """What is known about getting in."""
    terms = told.publication.directory.vocabulary.access
    return _joined(
        terms[id].name if answer is ThreeAnswer.YES else terms[id].no
        for id, answer in told.access_known.items()
        if answer is not ThreeAnswer.NOT_KNOWN
    )
