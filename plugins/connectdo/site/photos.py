"""Writes the pictures that listings show anew: small, and without where, when and by what.

A photograph becomes WebP in two widths, and a smaller one of its own kind for old browsers; a
drawing becomes what ``data.drawings`` keeps of it. What is made of a photograph is kept in
``.cache/pictures`` by its content, so that a build does it once. It knows no page.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

import PIL
from PIL import Image, ImageCms, ImageOps, features

from connectdo.data.drawings import read_drawing
from connectdo.data.gate import read_file
from connectdo.data.picture_files import MOST_BYTES, NAMES, Kind, PictureFile, digest_of
from connectdo.data.problems import Problem, Refusal
from connectdo.site.makers import Maker
from connectdo.told import urls
from connectdo.told.photographs import photo_widths
from connectdo.told.urls import File

KEPT = Path(".cache/pictures")
AT_ONCE = 8
"""Pictures that a process takes together."""
HARMLESS = frozenset("background duration gamma loop srgb timestamp transparency".split())
"""What may be said beside the pixels of a picture that is published as it is."""
QUALITY = {"jpg": 80, "webp": 76}
_RECIPE = 1, PIL.__version__, features.version("webp"), features.version("jpg"), QUALITY
"""Whatever decides the bytes: with another recipe or library they are made anew."""
RECIPE = hashlib.blake2b(repr(_RECIPE).encode(), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A picture to publish: its path in the project, what is known of it, and its address."""

    path: str
    file: PictureFile
    address: str


def photo_makers(root: Path, photos: Iterable[ShownPhoto]) -> list[Maker]:
    """What makes the published files, in shares. Each raises Refusal for a broken picture."""
    photos = sorted(photos, key=lambda photo: photo.path)
    shares = [photos[start : start + AT_ONCE] for start in range(0, len(photos), AT_ONCE)]
    return [partial(_made, root, share) for share in shares]


def forget_others(root: Path, pictures: Mapping[str, PictureFile]) -> None:
    """Take out of ``.cache/pictures`` what was made of pictures that the project has no more."""
    known = {picture.digest for picture in pictures.values()}
    folder = root / KEPT
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name.partition("-")[0] not in known:
            file.unlink(missing_ok=True)


def _made(root: Path, photos: Iterable[ShownPhoto]) -> Iterator[File]:
    for photo in photos:
        if photo.file.kind == "svg":
            drawing, _ = read_drawing(_bytes_of(root, photo))
            if drawing is None:
                raise _changed(photo)
            yield photo.address, drawing.text.encode()
        else:
            yield from _in_widths(root, photo)


def _in_widths(root: Path, photo: ShownPhoto) -> Iterator[File]:
    """The photograph in its own kind, and as WebP in each width; decoded when it is not kept."""
    widths = photo_widths(photo.file.width)
    wanted: list[tuple[str, Kind, int]] = [(photo.address, photo.file.kind, widths[-1])]
    wanted += [(urls.photo_at(photo.address, width), "webp", width) for width in widths]
    image = None
    for address, kind, width in wanted:
        kept = root / KEPT / f"{photo.file.digest}-{RECIPE}-{width}.{kind}"
        data = _kept(kept)
        if data is None:
            image = image or _opened(photo, _bytes_of(root, photo), widths[-1])
            data = _encoded(image, kind, width)
            _keep(kept, data)
        yield address, data


def alone(photo: ShownPhoto, data: bytes) -> bytes:
    """The picture as it is where it holds nothing but its pixels, else written anew, as large."""
    with Image.open(BytesIO(data), formats=[NAMES[photo.file.kind].upper()]) as image:
        told = image.info.keys() - HARMLESS
    if not told:
        return data
    return _encoded(_opened(photo, data, photo.file.width), photo.file.kind, photo.file.width)


def _bytes_of(root: Path, photo: ShownPhoto) -> bytes:
    """The bytes that were looked at when the project was checked, and no others."""
    data = read_file(root, photo.path, MOST_BYTES)
    if digest_of(data) != photo.file.digest:
        raise _changed(photo)
    return data


def _opened(photo: ShownPhoto, data: bytes, width: int) -> Image.Image:
    """The picture the right way up, in plain colours, with nothing but its pixels."""
    try:
        with Image.open(BytesIO(data), formats=[NAMES[photo.file.kind].upper()]) as image:
            image.draft("RGB", (2 * width, 2 * width))  # a JPEG is unpacked no larger than needed
            profile = image.info.get("icc_profile")
            turned = ImageOps.exif_transpose(image)
            clear = "A" in turned.getbands() or "transparency" in turned.info
            if profile and not clear:
                turned = _in_plain_colours(turned, profile)
            turned = turned.convert("RGBA" if clear else "RGB")
            alone = Image.new(turned.mode, turned.size)
            alone.paste(turned)  # a new picture knows no place, no device and no time
            return alone
    except Exception:  # whatever a broken file makes a reader of pictures say
        raise Refusal(
            str(
                Problem(
                    photo.path,
                    1,
                    "",
                    "The picture is broken. Copy it here again, or save it anew.",
                    "picture-can-be-shown",
                )
            )
        ) from None


def _in_plain_colours(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture in the colours of the web (sRGB); as it is where its profile is broken."""
    try:
        theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
        ours = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, theirs, ours, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _encoded(image: Image.Image, kind: Kind, width: int) -> bytes:
    height = max(1, round(image.height * width / image.width))
    small = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = BytesIO()
    if kind == "jpg":
        small.save(out, "JPEG", quality=QUALITY["jpg"], optimize=True, progressive=True)
    elif kind == "png":
        small.save(out, "PNG", optimize=True)
    else:
        small.save(out, "WEBP", quality=QUALITY["webp"], method=4)
    return out.getvalue()


def _kept(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _keep(file: Path, data: bytes) -> None:
    """Beside it first, so that nobody ever reads half; a build does without where it cannot."""
    beside = file.with_name(f"{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(file)
    except OSError:
        return


def _changed(photo: ShownPhoto) -> Refusal:
    return Refusal(f"{photo.path}:1: The picture changed while the site was built. Build again.")
