"""A borough as one file, its book: to print, to carry on a stick, to send as an attachment.

Nothing is fetched beside it, so its style and its script stand inside; the policy names them by
their hashes. It says what stays true on paper: when a thing is on, and not when next. The script
shows what is so from a day that was still to come when the book was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from connectdo.data.directory import Record, full_reference
from connectdo.data.model import Listing
from connectdo.derive.times import times_in_words
from connectdo.derive.words import counted
from connectdo.pages.aged import aged_of, made_words
from connectdo.pages.borough_pages import team_box
from connectdo.pages.chrome import banner_of
from connectdo.pages.list_pages import ListPage, lists_of
from connectdo.pages.page_parts import Aged, TeamBox
from connectdo.pages.plan_paper_page import NEUTRAL, Booklet, booklet_of
from connectdo.told import urls
from connectdo.told.crisis_contacts import crisis_on_paper
from connectdo.told.policy import Inline, book_policy
from connectdo.told.publication import Publication
from connectdo.told.shapes import Helpline, Link, State
from connectdo.told.sheets import sheet_of


@dataclass(frozen=True, slots=True)
class BookFact:
    """One thing that a book says of a listing; a line without ``href`` leads nowhere."""

    name: str
    lines: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A listing in a book; ``stamps`` are states that must be known of it, an example first.

    ``refs`` are its ``borough/id`` and those that it had before, by which a device finds it.
    ``example`` follows the name of an invented one in the lists of names.
    """

    number: int
    refs: str
    name: str
    summary: str
    stamps: tuple[State, ...]
    facts: tuple[BookFact, ...]
    example: str = ""


@dataclass(frozen=True, slots=True)
class BookGroup:
    """The entries of an area or of a day."""

    id: str
    heading: str
    count: str
    entries: tuple[BookEntry, ...]


@dataclass(frozen=True, slots=True)
class BookView:
    """A borough as one file. ``style`` and ``script`` stand in it; ``policy`` names them.

    ``aged`` is what it says once it is too old.
    """

    title: str
    heading: str
    lead: str
    banner: str
    made: str
    address: str
    canonical: str
    policy: str
    style: Markup
    script: Markup
    aged: Aged
    crisis: tuple[Helpline, ...]
    areas: tuple[BookGroup, ...]
    days: tuple[BookGroup, ...]
    names: tuple[BookEntry, ...]
    team: TeamBox | None
    booklet_heading: str
    booklet: Booklet


FACTS = (
    ("where", "Where"),
    ("address", "Address"),
    ("way", "The way there"),
    ("cost", "Cost"),
    ("join", "To join"),
    ("arrive", "When you arrive"),
    ("reach", "Reach them"),
)
"""What a book says of a listing beside its times, from its sheet, and what it calls that."""


def book_view(publication: Publication, borough: str) -> BookView:
    """All that is on in a borough, numbered, by area; then the numbers by day and by name."""
    name = publication.borough(borough).name
    pages = lists_of(publication, borough)
    areas: list[BookGroup] = []
    entries: dict[str, BookEntry] = {}
    for page in pages:
        if page.group == "area":
            group = _area(publication, page, len(entries))
            areas.append(group)
            entries.update(zip(_refs(page), group.entries, strict=True))
    inline = publication.book or Inline("", "")
    return BookView(
        title=f"Things to do in {name} – {publication.settings.name}",
        heading=f"Things to do in {name}",
        lead=f"{counted(len(entries))} to join in with, from {publication.settings.name}.",
        banner=banner_of(publication, borough),
        made=f"{made_words(publication)} Ring before you go: times change.",
        address=publication.site.absolute(urls.borough(borough)),
        canonical=publication.site.absolute(urls.book(borough)),
        policy=book_policy(inline),
        style=Markup(inline.style),
        script=Markup(inline.script),
        aged=aged_of(publication, borough),
        crisis=crisis_on_paper(publication),
        areas=tuple(areas),
        days=tuple(
            BookGroup(
                "", page.heading, "", tuple(sorted(_known(page, entries), key=lambda e: e.number))
            )
            for page in pages
            if page.group == "day"
        ),
        names=tuple(sorted(entries.values(), key=lambda entry: entry.name.casefold())),
        team=team_box(publication, borough),
        booklet_heading=NEUTRAL,
        booklet=booklet_of(publication),
    )


def _area(publication: Publication, page: ListPage, before: int) -> BookGroup:
    listings = _by_name(page.listings)
    entries = tuple(
        _entry(publication, listing, number)
        for number, listing in enumerate(listings, start=before + 1)
    )
    heading = publication.directory.vocabulary.areas[page.area_id].name
    return BookGroup(page.area_id, heading, counted(len(entries)), entries)


def _by_name(listings: Sequence[Record[Listing]]) -> list[Record[Listing]]:
    return sorted(listings, key=lambda each: (each.data.name.casefold(), each.ref))


def _refs(page: ListPage) -> list[str]:
    return [listing.ref for listing in _by_name(page.listings)]


def _known(page: ListPage, entries: dict[str, BookEntry]) -> list[BookEntry]:
    return [entries[listing.ref] for listing in page.listings]


def _entry(publication: Publication, listing: Record[Listing], number: int) -> BookEntry:
    sheet = sheet_of(publication, listing)
    former = (full_reference(each, listing.borough) for each in listing.data.formerly)
    facts = [("When", _lines(list(times_in_words(listing.data, publication.monday))))]
    facts += [(words, _lines(sheet.get(key))) for key, words in FACTS]
    return BookEntry(
        number,
        " ".join((listing.ref, *former)),
        str(sheet["name"]),
        str(sheet["summary"]),
        publication.told(listing).states,
        tuple(BookFact(words, lines) for words, lines in facts if lines),
        " (example)" if listing.data.example else "",
    )


def _lines(value: object) -> tuple[Link, ...]:
    """A fact of a sheet as lines: it is words, a list of words, or ways with their links."""
    if isinstance(value, list):
        return tuple(
            Link("", each) if isinstance(each, str) else Link(each[1], each[0]) for each in value
        )
    return (Link("", str(value)),) if value else ()
