"""The site's own pages of prose: Pelican's pages, read by GitHub's Markdown parser.

Pelican finds them and knows their title, slug and summary; the view is made like that of every
other page.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import PagesGenerator
from pelican.readers import BaseReader, MarkdownReader

from connectdo.derive.prose import to_html
from connectdo.site.pictures import Pictures
from connectdo.views.pages import Page
from connectdo.views.pictures import with_pictures
from connectdo.views.prose_pages import Prose, prose_view

_META = re.compile(r"^([A-Z][A-Za-z_]*):[ \t]*(.*)$")


class ProseReader(BaseReader):  # type: ignore[misc]
    """Reads ``Title:``, ``Slug:`` and ``Summary:`` lines, then Markdown."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The page's HTML and its metadata, as Pelican asks for them."""
        text = Path(source_path).read_text("utf-8-sig").replace("\r\n", "\n")
        metadata: dict[str, Any] = {}
        lines = text.split("\n")
        while lines and (found := _META.match(lines[0])):
            name = found[1].lower()
            metadata[name] = self.process_metadata(name, found[2].strip())
            lines.pop(0)
        return to_html("\n".join(lines), trusted=True), metadata


def prose_page(page: Any) -> Page:
    """The page as the sitemap counts it."""
    return Page(f"{page.slug}/", "page.html", lambda: page.view)


def _give_views(generators: list[Any]) -> None:
    """Once everything is read, give each prose page the view that its template sees.

    The pictures they show are left in the context, for the one who writes files.
    """
    pages = next(each for each in generators if isinstance(each, PagesGenerator))
    publication, pictures = pages.context["publication"], Pictures()
    for page in pages.pages:
        called = f"content/{page.relative_source_path}"
        pictures.read_those_of(Path(page.source_path), page._content, called)
        links = publication.site.links_from(prose_page(page).address)
        html = with_pictures(page._content, pictures.shown, links)
        prose = Prose(page.slug, page.title, page.metadata.get("summary", ""), html)
        page.view = prose_view(publication, prose)
    pages.context["pictures"] = pictures.files


def register() -> None:
    """Tell Pelican of the reader, and when to make the views."""
    MarkdownReader.file_extensions = []  # Pelican's own, or its word that it is not installed
    signals.readers_init.connect(_add_reader)
    signals.all_generators_finalized.connect(_give_views)


def _add_reader(readers: Any) -> None:
    readers.reader_classes["md"] = ProseReader
