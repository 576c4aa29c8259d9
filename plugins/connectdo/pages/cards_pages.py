"""Turns a list of a borough into its pages of cards: 30 a page, and the ways on from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from connectdo.derive.filtering import fits
from connectdo.derive.words import counted
from connectdo.pages import area_days
from connectdo.pages.chrome import chrome_for
from connectdo.pages.list_pages import ListPage, neighbours_of
from connectdo.pages.nearest_elsewhere import nearest_elsewhere
from connectdo.pages.page_parts import Chrome, LinkGroup
from connectdo.told import urls
from connectdo.told.cards import cards_of
from connectdo.told.publication import Publication
from connectdo.told.shapes import Card, Link


@dataclass(frozen=True, slots=True)
class Pager:
    """Which page of a long list this is, and the ways to the others."""

    words: str
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class CardsView:
    """A list of listings: an area, an interest, a day, free things …

    ``empty`` is what to say when there are none; ``neighbours`` are where to look next.
    ``narrower`` are lists of some of the same. ``area_id`` colours the page of an area, and is
    empty elsewhere.
    """

    chrome: Chrome
    heading: str
    intro: str
    counted: str
    cards: tuple[Card, ...]
    pager: Pager | None
    empty: str
    neighbours: tuple[LinkGroup, ...]
    area_id: str = ""
    note: str = ""
    narrower: LinkGroup | None = None
    show_only: tuple[Link, ...] = ()
    """Where a long list is narrowed: the search with the list's own choices and one more."""
    elsewhere: tuple[Card, ...] = ()
    """Of an empty list, the nearest in other boroughs."""


MOST_CARDS = 30
FEW_CARDS = 6
"""So many are soon looked through. A list of more leads to the parts of itself before its cards."""


def cards_views(
    publication: Publication, borough: str, page: ListPage
) -> Iterator[tuple[str, Callable[[], CardsView]]]:
    """The pages of one list: each address, and what makes its view."""
    pages = max(1, -(-len(page.listings) // MOST_CARDS))
    for number in range(1, pages + 1):
        address = urls.numbered(page.address, number)

        def view(number: int = number, address: str = address) -> CardsView:
            return _cards_view(publication, borough, page, address, number, pages)

        yield address, view


def _cards_view(
    publication: Publication, borough: str, page: ListPage, address: str, number: int, pages: int
) -> CardsView:
    links = publication.site.links_from(address)
    first = (number - 1) * MOST_CARDS
    shown = page.listings[first : first + MOST_CARDS]
    title = page.heading if number == 1 else f"{page.heading}, page {number}"
    crumbs: tuple[tuple[str, str], ...] = ()
    narrower = area_days.narrower_of(publication, borough, links, page)
    if page.group == area_days.GROUP:
        area = publication.directory.vocabulary.areas[page.area_id]
        crumbs = ((urls.area(borough, page.area_id), area.name),)
        neighbours = area_days.around(publication, borough, links, page)
    else:
        neighbours = neighbours_of(publication, borough, links, page.group)
    if narrower and len(page.listings) <= FEW_CARDS:
        neighbours, narrower = (narrower, *neighbours), None
    elsewhere = nearest_elsewhere(publication, borough, links, page)
    empty = "" if page.listings else "There is nothing here yet. These are close to it."
    return CardsView(
        chrome=chrome_for(
            publication,
            address,
            title.removesuffix(f" in {publication.borough(borough).name}"),
            description=page.intro,
            borough=borough,
            crumbs=crumbs,
            noindex=not page.listings,
            styles=("lists.css",),
        ),
        heading=title,
        intro=page.intro,
        counted=counted(len(page.listings)),
        cards=cards_of(publication, shown, links, borough),
        pager=_pager(links, page.address, number, pages),
        empty=elsewhere.says if elsewhere else empty,
        neighbours=elsewhere.neighbours if elsewhere else neighbours,
        area_id=page.area_id,
        narrower=narrower,
        show_only=_show_only(publication, borough, links, page),
        elsewhere=elsewhere.cards if elsewhere else (),
    )


SHOW_ONLY = {
    ("is", "today"): "Today",
    ("is", "week"): "This week",
    ("is", "free"): "Free",
    ("access", "step-free"): "Step-free",
    ("is", "quiet"): "Quiet",
    ("is", "buddy"): "Someone can go with you",
}
"""The choices that a list is narrowed by, and their words, as the search has them."""
OF_A_DAY = {("is", "today"), ("is", "week")}
"""Only the clock of whoever reads can tell what these are true of."""


def _show_only(
    publication: Publication, borough: str, links: urls.Links, page: ListPage
) -> tuple[Link, ...]:
    """Choices that are true of something on the list; none for a short list."""
    if len(page.listings) <= FEW_CARDS or not page.asked:
        return ()
    facets = [publication.told(each).facets for each in page.listings]
    found = []
    for choice, words in SHOW_ONLY.items():
        if choice in page.asked:
            continue
        if choice in OF_A_DAY or any(fits(each, *choice) for each in facets):
            asked: dict[str, list[str]] = {}
            for group, value in (*page.asked, choice):
                asked.setdefault(group, []).append(value)
            fragment = "&".join(f"{group}={','.join(values)}" for group, values in asked.items())
            found.append(Link(links.to(urls.search(borough), fragment), words))
    return tuple(found)


def _pager(links: urls.Links, address: str, number: int, pages: int) -> Pager | None:
    if pages == 1:
        return None
    before = Link(links.to(urls.numbered(address, number - 1)), "Page before")
    after = Link(links.to(urls.numbered(address, number + 1)), "Next page")
    return Pager(
        f"Page {number} of {pages}",
        before if number > 1 else None,
        after if number < pages else None,
    )
