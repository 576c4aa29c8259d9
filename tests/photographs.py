"""Photographs made for tests, with what telephones write into them.

``photograph`` is the bytes of one. Its place is in the sea off Ghana, its maker's name invented.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

MAKER, MODEL, TAKEN = "Canary Phones", "Canary Model 7", "2026:10:03 11:22:33"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r CreatorTool="Canary Editor"/></x:xmpmeta>'


def photograph(
    form: str = "JPEG",
    size: tuple[int, int] = (1200, 900),
    *,
    place: bool = False,
    turned: int = 1,
    mode: str = "RGB",
) -> bytes:
    """A picture whose left half is red and whose right half is blue, as stored.

    ``place`` puts latitude and longitude into it; ``turned`` is the orientation of Exif.
    """
    width, height = size
    image = Image.new(mode, size, "red")
    image.paste("blue", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = MAKER, MODEL, TAKEN
    exif[0x0112] = turned
    if place:
        exif.get_ifd(0x8825).update(
            {1: "N", 2: (0.0, 7.0, 44.28), 3: "W", 4: (0.0, 6.0, 53.64), 29: "2026:10:03"}
        )
    out = BytesIO()
    more: dict[str, Any] = {"exif": exif}
    if form == "JPEG":
        more |= {"xmp": XMP, "comment": b"Canary comment"}
    elif form == "WEBP":
        more |= {"xmp": XMP}
    image.save(out, form, **more)
    return out.getvalue()
