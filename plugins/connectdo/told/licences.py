"""Under which licence the listings are given on, and whom whoever shows them has to name."""

from __future__ import annotations

from connectdo.data.model import Provenance
from connectdo.told.publication import Publication

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
