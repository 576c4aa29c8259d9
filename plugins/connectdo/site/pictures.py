"""Reads the pictures that pages of prose show, and names each after its content."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from connectdo.data.problems import Refusal
from connectdo.views import urls
from connectdo.views.pictures import FINENESS, FOLDER, Picture, pictures_in

_NAME = re.compile(rf"{FOLDER}[a-z0-9-]+\.(?:webp|png)")


@dataclass
class Pictures:
    """``shown`` maps what pages write to what is shown; ``files`` maps addresses to bytes."""

    shown: dict[str, Picture] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def read_those_of(self, page: Path, html: str, called: str) -> None:
        """Read what a page shows. Refuses a picture without words, elsewhere, or not there.

        ``page`` is the page's file, and ``called`` how it is named to the person who mends it.
        """
        for name, words in pictures_in(html):
            where = f'{called}: The picture "{name}"'
            if not words.strip():
                raise Refusal(
                    f"{where} has no words for people who cannot see it. "
                    f"Say what matters in it: ![A card of a walk]({name})."
                )
            if not _NAME.fullmatch(name):
                raise Refusal(
                    f"{where} is not one of our own, and pages load nothing from elsewhere. "
                    f"Put it beside the page and write it as {FOLDER}name.webp."
                )
            if name not in self.shown:
                self._read(page.parent / name, name, where)

    def _read(self, file: Path, name: str, where: str) -> None:
        try:
            data = file.read_bytes()
            with Image.open(file) as image:
                width, height = image.size
        except (OSError, UnidentifiedImageError):
            raise Refusal(
                f"{where} is not there, or is no picture. Run: make screens   "
                "If it is none of the screens, put it there or take its line out."
            ) from None
        stem, _, ending = name.rpartition("/")[2].rpartition(".")
        digest = hashlib.blake2b(data, digest_size=5).hexdigest()
        address = f"{urls.STATIC}{stem}.{digest}.{ending}"
        self.shown[name] = Picture(address, width // FINENESS, height // FINENESS)
        self.files[address] = data
