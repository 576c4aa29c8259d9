"""Reads the pictures that pages of prose show, and names each after its content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from connectdo.data.gate import read_file
from connectdo.data.picture_files import MOST_BYTES, PictureFile
from connectdo.data.problems import Refusal
from connectdo.site.photos import ShownPhoto, alone
from connectdo.told import urls
from connectdo.told.photographs import FINENESS, FOLDER, Picture, pictures_in

_NAME = re.compile(rf"{FOLDER}[a-z0-9-]+\.(?:webp|png)")


@dataclass
class Pictures:
    """``shown`` maps what pages write to what is shown; ``files`` maps addresses to bytes.

    ``root`` is the project's folder, ``known`` what is known of its pictures, by path.
    """

    root: Path
    known: Mapping[str, PictureFile]
    shown: dict[str, Picture] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def read_those_of(self, page: str, html: str) -> None:
        """Read what a page shows. Refuses a picture without words, elsewhere, or not there.

        ``page`` is the path of the page's file.
        """
        for name, words in pictures_in(html):
            where = f'{page}: The picture "{name}"'
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
                self._read(f"{page.rpartition('/')[0]}/{name}", name, where)

    def _read(self, path: str, name: str, where: str) -> None:
        file = self.known.get(path)
        if file is None:
            raise Refusal(
                f"{where} is not there, or is no picture. Run: make screens   "
                "If it is none of the screens, put it there or take its line out."
            )
        data = alone(ShownPhoto(path, file, name), read_file(self.root, path, MOST_BYTES))
        stem, _, ending = name.rpartition("/")[2].rpartition(".")
        digest = hashlib.blake2b(data, digest_size=5).hexdigest()
        address = f"{urls.STATIC}{stem}.{digest}.{ending}"
        self.shown[name] = Picture(address, file.width // FINENESS, file.height // FINENESS)
        self.files[address] = data
