"""Pelican's generator of everything that comes from the listings: pages, feeds, static files.

It gathers everything, then writes. The listings come to it read and checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pelican import signals
from pelican.generators import Generator

from connectdo.data.problems import Refusal, quoted
from connectdo.data.written_pages import WrittenPage
from connectdo.device.list_sheets import sheet_files
from connectdo.pages.contents import Page, all_pages, search_bundles
from connectdo.rules.shown_pictures import picture_of
from connectdo.site.makers import makers
from connectdo.site.offline import offline_lists
from connectdo.site.one_build import build_of
from connectdo.site.photos import ShownPhoto, forget_others, photo_makers
from connectdo.site.prose_reader import prose_page
from connectdo.site.rendering import render_pages
from connectdo.site.search_index import build_bundles
from connectdo.theme.assets import read_worker
from connectdo.told.publication import Publication
from connectdo.told.urls import WORKER


class DirectoryGenerator(Generator):  # type: ignore[misc]
    """Gathers and renders the whole directory."""

    def generate_context(self) -> None:
        """Make the publication before anything is written: prose pages are made from it too."""
        self.build = build_of(self.settings)
        _ = self.build.publication

    def generate_output(self, writer: Any) -> None:
        """Write every page, feed and file; then the search index, and what can be kept."""
        build, publication = self.build, self.build.publication
        output, reading = build.output, build.reading
        for files in (build.assets.files, build.pictures):
            for path, data in files.items():
                output.write(path, data)
        photos = photo_makers(build.request.root, _shown(publication))
        pages = list(all_pages(publication))
        prose = [prose_page(page) for page in self.context["pages"]]
        _refuse_taken(reading.pages, pages)
        render_pages(
            pages,
            [*makers(publication, [*pages, *prose]), *photos],
            build.environment,
            output,
            build.request.workers,
            build.memory,
        )
        if build.request.search:
            bundles = search_bundles(publication, pages)
            build_bundles(output.folder, bundles, output.next)
            for bundle in bundles:
                output.claim_folder(bundle)
        if build.request.links == "web":  # from a folder no browser starts one
            output.write(WORKER, read_worker(build.theme, publication.settings.offline))
        if publication.settings.offline:
            names = [borough.id for borough in publication.boroughs]
            hidden = build.request.hidden
            sheets = sheet_files(publication)
            for path, data in offline_lists(output.find, output.written, names, hidden, sheets):
                output.write(path, data)
        output.finish()
        forget_others(build.request.root, reading.pictures)


def _shown(publication: Publication) -> set[ShownPhoto]:
    """The pictures that the published listings show, and no others."""
    pictures = publication.pictures
    return {
        ShownPhoto(path, pictures[path], path.removeprefix("boroughs/"))
        for listing in publication.directory.listings.values()
        if (path := picture_of(listing)) in pictures
    }


def _refuse_taken(written: Iterable[WrittenPage], pages: Iterable[Page]) -> None:
    """Raises Refusal for a page of prose at an address that the site makes itself."""
    made = {page.address for page in pages}
    for page in written:
        if f"{page.slug}/" in made:
            raise Refusal(
                f"{page.path}:1: Slug: {quoted(page.slug)} is the address of a page that the site "
                "makes. Choose another."
            )


def register() -> None:
    """Tell Pelican of the generator."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Any) -> type[DirectoryGenerator]:
    return DirectoryGenerator
