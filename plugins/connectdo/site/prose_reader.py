"""The site's own pages of prose: Pelican's pages, read by GitHub's Markdown parser.

They are read and checked with the data; Pelican gets their names, titles, slugs and summaries. The
view is made like that of every other page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import PagesGenerator
from pelican.readers import BaseReader, MarkdownReader

from connectdo.derive.prose import to_html
from connectdo.pages.contents import Page
from connectdo.pages.prose_pages import Prose, prose_view
from connectdo.site.one_build import build_of
from connectdo.site.prose_pictures import Pictures
from connectdo.told.photographs import with_pictures


class ProseReader(BaseReader):  # type: ignore[misc]
    """Gives Pelican the pages as they were read and checked: it opens no file itself."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The page's HTML and its metadata, as Pelican asks for them."""
        build = build_of(self.settings)
        path = Path(source_path).relative_to(build.request.root).as_posix()
        page = next(each for each in build.reading.pages if each.path == path)
        fields = {"title": page.title, "slug": page.slug, "summary": page.summary}
        metadata = {name: self.process_metadata(name, value) for name, value in fields.items()}
        return to_html(page.markdown, trusted=True), metadata


def prose_page(page: Any) -> Page:
    """The page as the sitemap counts it."""
    return Page(f"{page.slug}/", "page.html", lambda: page.view)


def _give_views(generators: list[Any]) -> None:
    """Once everything is read, give each prose page the view that its template sees.

    The pictures they show are left with the build, for the one who writes files.
    """
    pages = next(each for each in generators if isinstance(each, PagesGenerator))
    build = build_of(pages.settings)
    publication = build.publication
    pictures = Pictures(build.request.root, build.reading.pictures)
    for page in pages.pages:
        pictures.read_those_of(f"content/{page.relative_source_path}", page._content)
        links = publication.site.links_from(prose_page(page).address)
        html = with_pictures(page._content, pictures.shown, links)
        prose = Prose(page.slug, page.title, page.metadata.get("summary", ""), html)
        page.view = prose_view(publication, prose)
    build.pictures = pictures.files


def register() -> None:
    """Tell Pelican of the reader, and when to make the views."""
    MarkdownReader.file_extensions = []  # else Pelican says that its own is not installed
    signals.readers_init.connect(_use_our_reader)
    signals.all_generators_finalized.connect(_give_views)


def _use_our_reader(readers: Any) -> None:
    """No other: some of Pelican's own read further files, or let HTML through as it is."""
    readers.reader_classes.clear()
    readers.reader_classes["md"] = ProseReader
