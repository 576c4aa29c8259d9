"""Draws the pictures that stand beside a link in a chat: an outline, a name, the colours.

The same boroughs give the same bytes: nothing here depends on the day, the machine's fonts or its
locale (the typeface is the one inside Pillow). Sizes are in pixels. Where the pictures are is
said in ``told.social``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFont

from connectdo.data.geography import Outline
from connectdo.data.model import BoroughStatus
from connectdo.told.publication import Publication
from connectdo.told.social import HEIGHT, NAME, TAGLINE, WIDTH, outlines_of
from connectdo.told.urls import File

# The theme's colours (theme/static/css/10-tokens.css), and those of the six areas.
PAPER, INK, ACT, SOFT, NOTE = "#fbf7f0", "#1f2430", "#0b5351", "#474d5c", "#fff1cc"
TEAL, CORAL, SHADE = "#13807b", "#ee7a57", "#083836"
BLOTS = ("#b4d3a3", "#cbb9e6", "#f0b7a3", "#a3d1c5", "#f3cc79", "#abc8ee")

EDGE = 72
MAP = (640, 60, WIDTH - 60, HEIGHT - 90)
"""Where the outline goes: left, top, right, bottom."""
FINER = 2
"""Shapes are drawn so many times larger and made smaller, which smooths their edges."""

Ring = Sequence[tuple[float, float]]


def social_images(publication: Publication) -> Iterator[File]:
    """One picture for each borough with an outline, and one for the whole site."""
    outlines = outlines_of(publication)
    if not outlines:
        return
    site = publication.settings.name
    statuses = [each.data.status for each in publication.boroughs]
    shown = BoroughStatus.DEMONSTRATION in statuses
    yield NAME, picture(site, site, tuple(outlines.values()), shown)
    for id, outline in outlines.items():
        data = publication.borough(id)
        shown = data.status is BoroughStatus.DEMONSTRATION
        yield f"{id}/{NAME}", picture(site, data.name, (outline,), shown)


@lru_cache(maxsize=256)
def picture(site: str, name: str, outlines: tuple[Outline, ...], demonstration: bool) -> bytes:
    """A PNG of 1200 by 630: the site's name, ``name``, and the outlines in one frame."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    image.paste(ACT, mask=_shape(outlines))
    if len(outlines) > 1:
        image.paste(PAPER, mask=_borders(outlines))
    draw = ImageDraw.Draw(image)
    _mark(image, EDGE, EDGE - 8)
    top = 212
    if name != site:
        draw.text((EDGE + 72, EDGE + 24), site, INK, _font(40), anchor="lm", stroke_width=1)
    size, lines = _fitting(name, MAP[0] - EDGE - 24)
    draw.text((EDGE, top), lines, INK, _font(size), stroke_width=2)
    first, _, second = TAGLINE.partition(", ")
    for line, words in enumerate((f"{first},", second) if second else (first,)):
        draw.text((EDGE, top + 154 + line * 52), words, SOFT, _font(40), anchor="lt")
    if demonstration:
        words = "A demonstration"
        width = _font(28).getlength(words)
        box = (EDGE, HEIGHT - 130, EDGE + math.ceil(width) + 36, HEIGHT - 78)
        draw.rounded_rectangle(box, 10, NOTE)
        draw.text((EDGE + 18, HEIGHT - 104), words, INK, _font(28), anchor="lm")
    step = WIDTH / len(BLOTS)
    for at, colour in enumerate(BLOTS):
        draw.rectangle((round(at * step), HEIGHT - 24, round((at + 1) * step), HEIGHT), colour)
    small = image.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    written = BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()


def _fitting(name: str, width: int) -> tuple[int, str]:
    """The size of type in which a name fits: on one line where it can, else on two."""
    for size in range(100, 60, -4):
        if _font(size).getlength(name) <= width:
            return size, name
    for size in range(60, 20, -4):
        lines = [""]
        for word in name.split():
            longer = f"{lines[-1]} {word}".strip()
            if _font(size).getlength(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) <= 2 and all(_font(size).getlength(line) <= width for line in lines):
            return size, "\n".join(lines)
    return 20, name[:40]


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow was built without FreeType"
    return font


def _shape(outlines: Sequence[Outline]) -> Image.Image:
    """The land as a mask; a ring inside another is a hole (even-odd rule)."""
    large = Image.new("1", (WIDTH * FINER, HEIGHT * FINER))
    for rings in _placed(outlines):
        for ring in rings:
            one = Image.new("1", large.size)
            ImageDraw.Draw(one).polygon(list(ring), fill=1)
            large = ImageChops.logical_xor(large, one)
    return large.convert("L").resize((WIDTH, HEIGHT), Image.Resampling.BOX)


def _borders(outlines: Sequence[Outline]) -> Image.Image:
    large = Image.new("L", (WIDTH * FINER, HEIGHT * FINER))
    draw = ImageDraw.Draw(large)
    for rings in _placed(outlines):
        for ring in rings:
            draw.line([*ring, ring[0]], fill=255, width=3 * FINER, joint="curve")
    return large.resize((WIDTH, HEIGHT), Image.Resampling.BOX)


def _placed(outlines: Sequence[Outline]) -> list[list[Ring]]:
    """The rings in enlarged pixels, as large as the frame lets them be, in its middle."""
    points = [point for outline in outlines for ring in outline.rings for point in ring]
    north = max(point.latitude for point in points)
    south = min(point.latitude for point in points)
    west = min(point.longitude for point in points)
    east = max(point.longitude for point in points)
    narrow = math.cos(math.radians((north + south) / 2))
    left, top, right, bottom = MAP
    scale = min((right - left) / ((east - west) * narrow), (bottom - top) / (north - south))
    x = left + ((right - left) - (east - west) * narrow * scale) / 2
    y = top + ((bottom - top) - (north - south) * scale) / 2
    return [
        [
            [
                (
                    (x + (point.longitude - west) * narrow * scale) * FINER,
                    (y + (north - point.latitude) * scale) * FINER,
                )
                for point in ring
            ]
            for ring in outline.rings
        ]
        for outline in outlines
    ]


def _mark(image: Image.Image, x: int, y: int) -> None:
    """The site's mark: two round shapes that meet."""
    finer = Image.new("RGB", (64 * FINER, 64 * FINER), PAPER)
    draw = ImageDraw.Draw(finer)
    one = [at * FINER for at in (6, 10, 43, 49)]
    other = [at * FINER for at in (26, 22, 58, 54)]
    draw.ellipse(one, TEAL)
    draw.ellipse(other, CORAL)
    both = Image.new("1", finer.size)
    ImageDraw.Draw(both).ellipse(one, 1)
    cut = Image.new("1", finer.size)
    ImageDraw.Draw(cut).ellipse(other, 1)
    finer.paste(SHADE, mask=ImageChops.logical_and(both, cut))
    image.paste(finer.resize((64, 64), Image.Resampling.BOX), (x, y))
