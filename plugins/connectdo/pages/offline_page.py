"""Pages about having no internet: how to keep a borough, and what stands in for other pages."""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.pages.chrome import chrome_for
from connectdo.pages.page_parts import Chrome, NotFoundView
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link


@dataclass(frozen=True, slots=True)
class OfflinePlace:
    """A borough that a device can keep."""

    id: str
    name: str
    link: Link


@dataclass(frozen=True, slots=True)
class OfflineView:
    """Keeping a borough for when there is no internet.

    ``worker`` and ``sizes`` are links to the service worker and to what each borough weighs.
    """

    chrome: Chrome
    heading: str
    lead: str
    boroughs: tuple[OfflinePlace, ...]
    worker: str
    sizes: str
    crisis: Link
    privacy: Link


@dataclass(frozen=True, slots=True)
class ShortPageView:
    """What a device puts around one listing's part of a large borough's book.

    The worker puts the listing's name in place of ``heading``, and its part after it.
    """

    chrome: Chrome
    heading: str
    note: str
    links: tuple[Link, ...]


def offline_view(publication: Publication) -> OfflineView:
    """How to keep a borough on a device; the script does it where the browser can."""
    links = publication.site.links_from(urls.OFFLINE)
    return OfflineView(
        chrome=chrome_for(
            publication,
            urls.OFFLINE,
            "Use it without internet",
            description="Keep a borough on your phone or computer, and read it with no signal.",
            scripts=("offline.js",),
            styles=("offline.css",),
            manifest=links.to(urls.MANIFEST),
        ),
        heading="Use it without internet",
        lead="Keep a borough on this phone or computer. Then you can read it with no signal.",
        boroughs=tuple(
            OfflinePlace(
                each.id,
                each.data.name,
                Link(links.to(urls.borough(each.id)), f"Open {each.data.name}"),
            )
            for each in publication.boroughs
        ),
        worker=links.to(urls.WORKER),
        sizes=links.to(urls.KEPT_SIZES),
        crisis=Link(links.to(urls.CRISIS), "In a hard moment"),
        privacy=Link(links.to(urls.PRIVACY), "What we keep about you"),
    )


def no_internet_view(publication: Publication) -> NotFoundView:
    """What a device shows in place of a page that it has not kept."""
    links = publication.site.links_from(urls.NO_INTERNET)
    return NotFoundView(
        chrome=chrome_for(
            publication,
            urls.NO_INTERNET,
            "This page is not on your device",
            description="There is no internet, and this page was not kept.",
            noindex=True,
        ),
        heading="This page is not on your device",
        lead="There is no internet just now. This page was not kept, so we cannot show it. "
        "The numbers at the bottom of this page still work.",
        links=(
            Link(links.to(urls.OFFLINE), "See what is kept on this device"),
            Link(links.to(urls.HOME), "The first page"),
            Link(links.to(urls.CRISIS), "In a hard moment"),
        ),
    )


def not_kept_view(publication: Publication, borough: str) -> NotFoundView:
    """The same for a page of a large borough, of which a device keeps the rest."""
    name = publication.borough(borough).name
    return NotFoundView(
        chrome=chrome_for(
            publication,
            urls.not_kept(borough),
            "This page is not on your device",
            description="There is no internet, and this page was not kept.",
            borough=borough,
            noindex=True,
        ),
        heading="This page is not on your device",
        lead=f"There is no internet just now. {name} is large, so not every page of it is kept. "
        "Search is, and it finds everything.",
        links=_ways_in(publication, urls.not_kept(borough), borough),
    )


def short_page_view(publication: Publication, borough: str) -> ShortPageView:
    """The frame of a listing's short page."""
    name = publication.borough(borough).name
    return ShortPageView(
        chrome=chrome_for(
            publication,
            urls.short_page(borough),
            "A short page",
            description="What a device shows of a listing when there is no internet.",
            borough=borough,
            noindex=True,
            styles=("offline.css",),
        ),
        heading="A short page from the book",
        note=f"This is the short page, from the book of {name}. The full page needs internet.",
        links=_ways_in(publication, urls.short_page(borough), borough),
    )


def _ways_in(publication: Publication, address: str, borough: str) -> tuple[Link, ...]:
    """Where to go on in a borough of which the lists, the search and the book are kept."""
    links = publication.site.links_from(address)
    name = publication.borough(borough).name
    book = Link(links.to(urls.book(borough)), "All of it on one page")
    return (
        Link(links.to(urls.search(borough)), f"Search in {name}"),
        Link(links.to(urls.week(borough)), "Day by day"),
        Link(links.to(urls.a_to_z(borough)), "Everything by name"),
        *([book] if publication.book else []),
    )
