"""Pictures as pages show them: a listing's photograph, and those of the site's own pages.

A photograph is there in several widths, of which the browser takes the one it needs. A page of
prose names a picture as ``![what matters in it](pictures/week.webp)``, which a forge and an
editor's preview show too. It knows no disk: whoever reads the files says how large they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.derive.prose import typeset
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Photograph
from connectdo.told.urls import Links

FOLDER = "pictures/"
"""Beside the pages that show them."""

FINENESS = 2
"""Pixels of the file for each pixel of the page, so that words in a picture are sharp."""

WIDTHS = (384, 768)
"""How wide a listing's photograph is made, in pixels: a page shows it 24 rem wide at most."""

_IMAGE = re.compile(r"<img\b[^>]*>")
_SOURCE = re.compile(r' src="([^"]*)"')
_WORDS = re.compile(r' alt="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the built site: its address, and its size on the page in CSS pixels."""

    address: str
    width: int
    height: int


def photo_widths(width: int) -> list[int]:
    """The widths in which a picture of ``width`` pixels is published; none is made larger."""
    return sorted({min(each, width) for each in WIDTHS})


def photograph_of(
    publication: Publication, listing: Record[Listing], links: Links
) -> Photograph | None:
    """The listing's picture, or None where it has none."""
    photo = listing.data.photo
    if photo is None:
        return None
    address = urls.photo(listing.borough, photo.file)
    file = publication.pictures.get(f"boroughs/{address}")
    width, height, widths = 640, 480, list[int]()
    if file and file.kind == "svg":
        width, height = file.width, file.height
    elif file:
        widths = photo_widths(file.width)
        width, height = widths[-1], max(1, round(file.height * widths[-1] / file.width))
    sizes = [f"{links.to(urls.photo_at(address, each))} {each}w" for each in widths]
    return Photograph(links.to(address), typeset(photo.alt), width, height, ", ".join(sizes))


def pictures_in(html: str) -> list[tuple[str, str]]:
    """The source and the alternative text of each picture that a page names, "" where missing."""
    return [(_value(_SOURCE, tag), _value(_WORDS, tag)) for tag in _IMAGE.findall(html)]


def with_pictures(html: str, pictures: Mapping[str, Picture], links: Links) -> str:
    """The page's HTML with its pictures as a browser wants them, loaded only when they are near.

    ``pictures`` holds each source that the page names; the size keeps the text from jumping.
    """

    def shown(tag: re.Match[str]) -> str:
        picture = pictures[_value(_SOURCE, tag[0])]
        return (
            f'<img src="{links.to(picture.address)}" alt="{_value(_WORDS, tag[0])}" '
            f'width="{picture.width}" height="{picture.height}" loading="lazy">'
        )

    return _IMAGE.sub(shown, html)


def _value(attribute: re.Pattern[str], tag: str) -> str:
    found = attribute.search(tag)
    return found[1] if found else ""
