"""The pictures of the site's own pages: where they stand in a page's HTML, and how they are shown.

A page of prose names one as ``![what matters in it](pictures/week.webp)``, which a forge and an
editor's preview show too. It knows no disk: whoever reads the files says how large they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from connectdo.views.urls import Links

FOLDER = "pictures/"
"""Beside the pages that show them."""

FINENESS = 2
"""Pixels of the file for each pixel of the page, so that words in a picture are sharp."""

_IMAGE = re.compile(r"<img\b[^>]*>")
_SOURCE = re.compile(r' src="([^"]*)"')
_WORDS = re.compile(r' alt="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the built site: its address, and its size on the page in CSS pixels."""

    address: str
    width: int
    height: int


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
