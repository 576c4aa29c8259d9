"""The page about open data: which files there are, who may use them, and whom to name."""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.pages.chrome import chrome_for
from connectdo.pages.page_parts import Chrome
from connectdo.told import urls
from connectdo.told.licences import attributions
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of open data: its link, its format, and what it holds."""

    link: Link
    format: str
    words: str


@dataclass(frozen=True, slots=True)
class DataView:
    """Which files other directories may use, and how.

    ``start`` is the whole address of the Open Referral UK data, for programs; ``attributions``
    are the sentences that whoever uses it has to show.
    """

    chrome: Chrome
    heading: str
    lead: str
    files: tuple[DataFile, ...]
    boroughs: tuple[Link, ...]
    start: str
    index: Link
    attributions: tuple[str, ...]
    about: Link


def data_view(publication: Publication) -> DataView:
    """What each file is, with a link; drafts have none."""
    site, links = publication.site, publication.site.links_from(urls.DATA)
    # Pages in a folder are not beside what programs read: those files are where the site is.
    standard = site.absolute if site.mode == "file" else links.to
    names = [each for each in publication.boroughs if not publication.directory.is_draft(each.id)]
    return DataView(
        chrome=chrome_for(
            publication,
            urls.DATA,
            "Use this data",
            description="Every listing as open data, for other directories, councils and maps.",
            styles=("prose.css",),
        ),
        heading="Use this data",
        lead="You may use our listings in your own directory, map or leaflet. Nobody has to type "
        "them twice.",
        files=(
            DataFile(
                Link(links.to(urls.LISTINGS_TABLE), "All listings, as a spreadsheet"),
                "CSV",
                "One row for each listing. It opens in Excel, LibreOffice or Google Sheets.",
            ),
            DataFile(
                Link(links.to(urls.VENUES_MAP), "All places, for a map"),
                "GeoJSON",
                "Each place with what is on there. A private place is not in it.",
            ),
            DataFile(
                Link(standard(urls.oruk_list("services")), "All services"),
                "Open Referral UK, JSON",
                "For other directories. It is the standard that councils share.",
            ),
        ),
        boroughs=tuple(Link(links.to(urls.table(each.id)), each.data.name) for each in names),
        start=site.absolute(urls.ORUK.rstrip("/")),
        index=Link(standard(urls.oruk_list("")), "What the data says about itself"),
        attributions=attributions(publication),
        about=Link(links.to(urls.ABOUT), "What is real here, and what is an example"),
    )
