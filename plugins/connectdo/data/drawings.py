"""Turns the text of a drawing (SVG) into the same drawing written anew, from a strict list.

A browser that opens an SVG runs what is in it as it would run a page. So what is published is
only what stands in ``ELEMENTS`` and ``ATTRIBUTES``: shapes, colours and words. Anything else is a
problem with its line; comments are left out. It knows no files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from connectdo.data.characters import Unreadable
from connectdo.data.problems import quoted

SVG = "http://www.w3.org/2000/svg"
MOST_BYTES = 64 * 1024
MOST_DEEP = 24
WIDTH = 640
"""How wide a drawing counts as: it has no pixels of its own."""

WITH_WORDS = frozenset({"title", "desc", "text", "tspan"})
ELEMENTS = WITH_WORDS | frozenset(
    "svg g defs path rect circle ellipse line polyline polygon linearGradient radialGradient stop"
    " clipPath".split()
)
ATTRIBUTES = frozenset(
    "viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points"
    " offset pathLength transform gradientTransform gradientUnits spreadMethod clipPathUnits id"
    " role fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin"
    " stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity opacity color stop-color"
    " stop-opacity clip-path clip-rule display visibility paint-order vector-effect"
    " shape-rendering font-family font-size font-style font-weight text-anchor letter-spacing"
    " dominant-baseline version".split()
)
SPOKEN = "aria-label"
"""The one attribute that may hold any words: they are read aloud and nothing else."""

_VALUE = re.compile(r"[A-Za-z0-9.,%#\s()+_-]*")
"""Neither a colon nor a slash, so that no value can be an address."""
_INNER = re.compile(r"url\(\s*#[A-Za-z][\w-]*\s*\)")
"""A colour that stands elsewhere in the same drawing."""
INSTEAD = "Take it out, or save the picture as PNG and use that."


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing written anew, and its size on a page in CSS pixels."""

    text: str
    width: int
    height: int


class _Walk:
    """One walk over a drawing: what is kept of it, and what may not be in it."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.ordered_attributes = True
        self.kept: list[str] = []
        self.root: dict[str, str] = {}
        self.wrong: dict[str, int] = {}
        self._above: list[str] = []
        self._open = False

    def refuse(self, message: str) -> None:
        """Note what is wrong, once for each kind, where it first stands."""
        self.wrong.setdefault(message, self.parser.CurrentLineNumber)

    def _start(self, name: str, attributes: list[str]) -> None:
        self._close_tag()
        space, _, element = name.rpartition(" ")
        if len(self._above) >= MOST_DEEP:
            raise Unreadable(
                self.parser.CurrentLineNumber,
                "drawing-is-plain",
                f"Parts stand in one another more than {MOST_DEEP} deep. "
                "Save the picture as PNG and use that.",
            )
        if space != SVG or element not in ELEMENTS:
            self.refuse(f"<{quoted(element)[1:-1]}> is no plain shape. {INSTEAD}")
        elif (element == "svg") is bool(self._above):
            self.refuse("A drawing has one <svg>, around all of it. Save the picture as PNG.")
        self._above.append(element)
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if len(self._above) == 1:
            self.root = pairs
            self.kept.append(f'<{element} xmlns="{SVG}"')
        else:
            self.kept.append(f"<{element}")
        self._open = True
        for key, value in pairs.items():
            self._attribute(element, key, value)

    def _attribute(self, element: str, key: str, value: str) -> None:
        if key == SPOKEN:
            pass
        elif key not in ATTRIBUTES:
            name = quoted(key.rpartition(" ")[2])
            self.refuse(f"{name} on <{element}> is no plain attribute. {INSTEAD}")
        elif not _VALUE.fullmatch(value) or "url" in _INNER.sub("", value).lower():
            self.refuse(f"{quoted(value)} is no plain value for {quoted(key)}. {INSTEAD}")
        self.kept.append(f" {key}={quoteattr(value)}")

    def _close_tag(self) -> None:
        if self._open:
            self.kept.append(">")
            self._open = False

    def _end(self, name: str) -> None:
        element = self._above.pop()
        self.kept.append("/>" if self._open else f"</{element}>")
        self._open = False

    def _words(self, words: str) -> None:
        self._close_tag()
        above = self._above[-1]
        if words.strip() and above in ELEMENTS - WITH_WORDS:
            self.refuse(f"There are words outside a title or a text: {quoted(words)}. {INSTEAD}")
        self.kept.append(escape(words))

    def _doctype(self, *_: object) -> None:
        raise Unreadable(
            self.parser.CurrentLineNumber,
            "drawing-is-plain",
            f"A drawing needs no DOCTYPE. {INSTEAD}",
        )

    def _instruction(self, target: str, _data: str) -> None:
        self.refuse(f"<?{target}?> is no plain shape. {INSTEAD}")


def read_drawing(data: bytes) -> tuple[Drawing | None, list[Unreadable]]:
    """The drawing written anew, or None and all that is wrong with it, by line."""
    walk = _Walk()
    try:
        if len(data) > MOST_BYTES:
            raise Unreadable(
                1,
                "picture-is-small-enough",
                f"The drawing has more than {MOST_BYTES:,} bytes, and that is the most. "
                "Save it as PNG and use that.",
            )
        walk.parser.Parse(data.decode("utf-8-sig").encode(), True)
    except Unreadable as stop:
        return None, [*_in_order(walk), stop]
    except UnicodeDecodeError:
        return None, [_unreadable(1, "it is not stored as UTF-8 text")]
    except expat.ExpatError as wrong:
        said = expat.ErrorString(wrong.code) or "it is broken"
        return None, [*_in_order(walk), _unreadable(wrong.lineno, said)]
    if walk.wrong:
        return None, list(_in_order(walk))
    return Drawing("".join(walk.kept) + "\n", WIDTH, _height(walk.root)), []


def _in_order(walk: _Walk) -> Iterator[Unreadable]:
    for message, line in walk.wrong.items():
        yield Unreadable(line, "drawing-is-plain", message)


def _unreadable(line: int, said: str) -> Unreadable:
    return Unreadable(
        line,
        "picture-can-be-shown",
        f"The drawing cannot be read: {said}. Save it again, or as PNG.",
    )


def _height(root: dict[str, str]) -> int:
    """How high it is when it is ``WIDTH`` wide: by its frame, else three quarters of that."""
    frame = re.findall(r"\d+(?:\.\d+)?", root.get("viewBox", ""))[2:4]
    try:
        across, down = map(float, frame or (root["width"], root["height"]))
        return min(4 * WIDTH, max(1, round(WIDTH * down / across)))
    except (KeyError, ValueError, ZeroDivisionError, OverflowError):
        return WIDTH * 3 // 4
