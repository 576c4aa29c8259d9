"""The page about open data: which files there are, who may use them, and whom to name."""

from __future__ import annotations

from connectdo.pages.chrome import chrome_for
from connectdo.told import urls
from connectdo.told.licences import attributions
from connectdo.told.publication import Publication
from connectdo.told.shapes import DataFile, DataView, Link


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
