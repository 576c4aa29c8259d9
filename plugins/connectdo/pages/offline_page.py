"""Two pages about having no internet: how to keep a borough, and what stands in for other pages."""

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
