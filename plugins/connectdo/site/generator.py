"""Pelican's generator of everything that comes from the listings: pages, feeds, static files.

It gathers everything, then writes. The listings come to it read and checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from connectdo.data.problems import Refusal, quoted
from connectdo.data.reading import Reading
from connectdo.data.written_pages import WrittenPage
from connectdo.pages.contents import Page, all_pages, search_bundles
from connectdo.rules.shown_pictures import picture_of
from connectdo.site.book_parts import read_book
from connectdo.site.makers import makers
from connectdo.site.offline import offline_lists
from connectdo.site.output import Output
from connectdo.site.photos import ShownPhoto, forget_others, photo_makers
from connectdo.site.prose_reader import prose_page
from connectdo.site.rendering import render_pages
from connectdo.site.search_index import build_bundles
from connectdo.theme.assets import Assets, read_assets, read_worker
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import WORKER, Site


class DirectoryGenerator(Generator):  # type: ignore[misc]
    """Gathers and renders the whole directory."""

    def generate_context(self) -> None:
        """Gather what the pages are made from; prose pages find the publication in the context."""
        settings: dict[str, Any] = self.settings
        reading: Reading = settings["CONNECTDO_READING"]
        self.assets: Assets = read_assets(Path(self.theme))
        self.publication = Publication(
            reading.directory,
            settings["CONNECTDO_TODAY"],
            Site(settings["SITEURL"].rstrip("/") + "/", settings["CONNECTDO_LINKS"]),
            Settings(
                name=settings["SITENAME"],
                forge_url=settings["FORGE_URL"],
                suggest_email=settings["SUGGEST_EMAIL"],
                offline=settings.get("OFFLINE", True) and settings["CONNECTDO_LINKS"] == "web",
            ),
            self.assets.names,
            read_book(Path(self.theme)),
            reading.pictures,
        )
        self.context["publication"] = self.publication

    def generate_output(self, writer: Any) -> None:
        """Write every page, feed and file; then the search index, and what can be kept."""
        output: Output = writer.output
        for files in (self.assets.files, self.context["pictures"]):
            for path, data in files.items():
                output.write(path, data)
        root, reading = Path(self.settings["CONNECTDO_ROOT"]), self.settings["CONNECTDO_READING"]
        photos = photo_makers(root, self._shown())
        pages = list(all_pages(self.publication))
        prose = [prose_page(page) for page in self.context["pages"]]
        _refuse_taken(reading.pages, pages)
        render_pages(
            pages,
            [*makers(self.publication, [*pages, *prose]), *photos],
            writer.environment,
            output,
            self.settings["CONNECTDO_WORKERS"],
            self.settings["CONNECTDO_MEMORY"],
        )
        if self.settings["CONNECTDO_SEARCH"]:
            bundles = search_bundles(self.publication, pages)
            build_bundles(output.folder, bundles, output.next)
            for bundle in bundles:
                output.claim_folder(bundle)
        if self.settings["CONNECTDO_LINKS"] == "web":  # from a folder no browser starts one
            keeps = self.publication.settings.offline
            output.write(WORKER, read_worker(Path(self.theme), keeps))
        if self.publication.settings.offline:
            names = [borough.id for borough in self.publication.boroughs]
            for path, data in offline_lists(output.find, output.written, names):
                output.write(path, data)
        output.finish()
        forget_others(root, reading.pictures)

    def _shown(self) -> set[ShownPhoto]:
        """The pictures that the published listings show, and no others."""
        pictures = self.publication.pictures
        return {
            ShownPhoto(path, pictures[path], path.removeprefix("boroughs/"))
            for listing in self.publication.directory.listings.values()
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
