"""Turns the bytes of a picture file into what is known of it: its kind, size, and what it tells.

The kind is known by the bytes, never by the name's ending. Weight and size are looked at before
anything is unpacked. It decodes nothing and knows no files.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from connectdo.data.characters import Unreadable
from connectdo.data.drawings import read_drawing
from connectdo.data.problems import Problem, quoted

Kind = Literal["jpg", "png", "webp", "svg"]

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
"""A good telephone's picture; unpacked it takes 150 MB."""

ENDINGS: dict[str, Kind] = {
    "jpg": "jpg",
    "jpeg": "jpg",
    "png": "png",
    "webp": "webp",
    "svg": "svg",
}
NAME = re.compile(r"[a-z0-9][a-z0-9-]*\.(?:svg|jpg|jpeg|png|webp)")
"""What a picture's file may be called: it is a part of an address."""
NAMES: dict[Kind, str] = {"jpg": "JPEG", "png": "PNG", "webp": "WebP", "svg": "SVG"}

_OTHERS = (
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"%PDF", "a PDF"),
    (b"PK\3\4", "a zip or an office file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"#!", "a program"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
)
_FILMS = {b"heic": "an HEIC picture", b"mif1": "an HEIC picture", b"avif": "an AVIF picture"}
ORIENTATION, GPS, LATITUDE = 0x0112, 0x8825, 2
"""Tags of Exif 2.32: which way up, the block about the place, and the latitude in it."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """What is known of a picture: ``width`` and ``height`` in pixels, the right way up.

    ``digest`` is of its bytes; ``tells_where`` is true where it holds the place it was taken at.
    """

    kind: Kind
    width: int
    height: int
    digest: str
    tells_where: bool = False


def digest_of(data: bytes) -> str:
    """The name of these bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def read_picture(path: str, data: bytes) -> tuple[PictureFile | None, list[Problem]]:
    """What is known of a picture, or None and what is wrong with it."""
    try:
        picture, wrong = _read(path, data)
    except Unreadable as stop:
        return None, [stop.problem(path)]
    return picture, [each.problem(path) for each in wrong]


def _read(path: str, data: bytes) -> tuple[PictureFile | None, list[Unreadable]]:
    name = path.rpartition("/")[2]
    if len(data) > MOST_BYTES:
        raise _too_large(f"The picture has more than {MOST_BYTES >> 20} megabytes")
    kind = _kind_of(name, data)
    stem, _, ending = name.rpartition(".")
    if ENDINGS[ending] != kind:
        raise Unreadable(
            1,
            "picture-ends-as-it-is",
            f"{quoted(name)} is {NAMES[kind]} inside. "
            f"Call it {stem}.{kind}, here and in the listing.",
        )
    if kind == "svg":
        drawing, wrong = read_drawing(data)
        if drawing is None:
            return None, wrong
        return PictureFile(kind, drawing.width, drawing.height, digest_of(data)), wrong
    return _read_pixels(kind, data), []


def _kind_of(name: str, data: bytes) -> Kind:
    """The kind by the first bytes. Raises Unreadable, saying what else it is."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") and b"<svg" in start:
        return "svg"
    found = next((said for sign, said in _OTHERS if _begins(start, sign)), "no picture we know")
    if data[4:8] == b"ftyp":
        found = _FILMS.get(data[8:12], "a film, or a picture that few browsers show")
    if not data:
        found = "empty"
    raise Unreadable(
        1,
        "picture-is-one",
        f"{quoted(name)} is {found}. Save the picture as JPEG, PNG or WebP, and put that here.",
    )


def _begins(start: bytes, sign: bytes) -> bool:
    return start.startswith(sign) or (sign[:1] == b"<" and start.lower().startswith(sign))


def _read_pixels(kind: Kind, data: bytes) -> PictureFile:
    """The picture's own head. Raises Unreadable where it is broken, cut short or too large."""
    from PIL import Image  # who checks a project without photographs need not wait for it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its word about size; ours comes below
        try:
            with Image.open(BytesIO(data), formats=[NAMES[kind].upper()]) as image:
                (width, height), exif = image.size, image.getexif()
                place, turned = exif.get_ifd(GPS), exif.get(ORIENTATION, 1)
        except Image.DecompressionBombError:
            raise _too_large("The picture has too many pixels") from None
        except Exception:  # whatever a broken file makes a reader of pictures say
            raise _broken() from None
    if width * height > MOST_PIXELS:
        raise _too_large(f"The picture is {width:,} by {height:,} pixels")
    if not _has_its_end(kind, data):
        raise _broken()
    if turned in (5, 6, 7, 8):
        width, height = height, width
    tells_where = LATITUDE in place or b"GPSLatitude" in data
    return PictureFile(kind, width, height, digest_of(data), tells_where)


def _has_its_end(kind: Kind, data: bytes) -> bool:
    """Whether the file was not cut short, as half a copy is."""
    if kind == "jpg":  # within the picture's own data these two marks cannot stand
        return data.find(b"\xff\xd9", data.rfind(b"\xff\xda")) > 0
    if kind == "png":
        return b"IEND" in data[-4096:]
    return int.from_bytes(data[4:8], "little") + 8 <= len(data)


def _broken() -> Unreadable:
    return Unreadable(
        1,
        "picture-can-be-shown",
        "The picture is broken or was cut short. Copy it here again, or save it anew.",
    )


def _too_large(said: str) -> Unreadable:
    return Unreadable(
        1,
        "picture-is-small-enough",
        f"{said}. Save it smaller: 1,600 pixels across is plenty.",
    )
