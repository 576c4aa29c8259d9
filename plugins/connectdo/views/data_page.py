"""The page about open data: which files there are, who may use them, and whom to name."""

from __future__ import annotations

from connectdo.data.model import Provenance
from connectdo.views import urls
from connectdo.views.chrome import chrome_for
from connectdo.views.publication import Publication
from connectdo.views.shapes import DataFile, DataView, Link

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_WORDS = (
    f"Listings: Creative Commons Attribution 4.0 ({LICENCE}), apart from people's contact details, "
    "which are there to be rung and not to be collected. Details from public data: the licence "
    "that stands beside each of them."
)


def attributions(publication: Publication) -> tuple[str, ...]:
    """The sentences that the licences ask for: of each imported source, and of the postcodes."""
    directory = publication.directory
    sources: dict[str, None] = {}
    for records in (directory.listings, directory.organisations, directory.venues):
        for record in records.values():
            source = record.data.source
            if source and not record.data.example and not directory.is_draft(record.borough):
                sources[f"{source.name}: {licence_words(source)}"] = None
    if directory.geography and directory.geography.attribution:
        sources[f"Places of postcodes: {directory.geography.attribution}"] = None
    return tuple(sources)


def licence_words(source: Provenance) -> str:
    """What the licence asks to be said: OGL v3.0 asks for its own sentence with the source."""
    if source.licence.startswith("Open Government Licence"):
        return f"Contains public sector information licensed under the {source.licence}."
    return f"Licence: {source.licence}."


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
