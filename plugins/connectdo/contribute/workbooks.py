"""Opens a workbook of Excel (.xlsx) and gives the rows of its sheets, as people see them.

It reads the few elements of ECMA-376 that hold what a person sees, and passes over all others, so
that nothing odd in the looks of a file keeps its rows out. Everything is measured on its way in;
what cannot be read becomes one sentence with the sheet, the row and the column. What the columns
mean is not known here.
"""

from __future__ import annotations

import datetime as dt
import math
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, iterparse

from connectdo.contribute.cells import IS_ERROR, CellFault, CellText, unescaped
from connectdo.contribute.grids import (
    LAST_COLUMN,
    GridLayout,
    GridRow,
    Merged,
    Sheet,
    column_letters,
)
from connectdo.contribute.measured_archives import MOST_ROW, MeasuredArchive, local, said
from connectdo.contribute.number_looks import BUILT_IN, shown_number
from connectdo.data.problems import Refusal, quoted

REMEDY = "Open it in your spreadsheet program and save it again as .xlsx."
NO_RESULT = (
    "is a formula whose result is not in the file. Open the file in your spreadsheet program, and "
    "save it again."
)
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,10})")
_FIRST_OWN = 164
"""The number from which on formats are a file's own."""
_YES = ("1", "true", "on")


@dataclass(slots=True)
class _Book:
    """What the sheets of a workbook share."""

    file: str
    archive: MeasuredArchive
    strings: list[str]
    formats: list[str]
    from_1904: bool = False


def open_workbook(name: str, data: bytes) -> list[Sheet]:
    """The sheets of a workbook in their order. ``name`` is the file's, for what is said of it.

    Raises Refusal, also while rows are read.
    """
    with said(f"{quoted(name)} is not a spreadsheet that can be read.", REMEDY):
        archive = MeasuredArchive(name, data)
        main = next(iter(_parts(archive, "", "officeDocument").values()), "xl/workbook.xml")
        parts = _parts(archive, main, "")
        book = _Book(
            name,
            archive,
            list(_strings(archive, _part(archive, main, "sharedStrings"))),
            list(_formats(archive, _part(archive, main, "styles"))),
        )
        found = []
        for element in archive.elements(main):
            kind = local(element.tag)
            if kind == "workbookPr":
                book.from_1904 = element.get("date1904", "") in _YES
            elif kind == "sheet":
                part = parts.get(_attribute(element, "id"), "")
                if part in archive and part in _parts(archive, main, "worksheet").values():
                    state = element.get("state", "visible")
                    found.append(_sheet(book, element.get("name", ""), state, part))
    if not found:
        raise Refusal(f"{quoted(name)} has no sheet with rows. Look whether it is the right file.")
    return found


def _attribute(element: Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((text for key, text in element.attrib.items() if local(key) == name), "")


def _parts(archive: MeasuredArchive, of: str, kind: str) -> dict[str, str]:
    """The parts that a part (the whole file, where empty) refers to, by the reference's id."""
    folder, name = posixpath.split(of)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in archive:
        return {}
    return {
        element.get("Id", ""): posixpath.normpath(
            posixpath.join("/", folder, element.get("Target", "").replace("\\", "/"))
        )
        for element in archive.elements(listed)
        if local(element.tag) == "Relationship"
        and element.get("TargetMode") != "External"
        and element.get("Type", "").endswith("/" + kind if kind else "")
    }


def _part(archive: MeasuredArchive, main: str, kind: str) -> str:
    """The part of a kind; some programs name it nowhere, but call it as all do."""
    beside = posixpath.join(posixpath.dirname(main), f"{kind}.xml")
    return next(iter(_parts(archive, main, kind).values()), beside)


def _strings(archive: MeasuredArchive, part: str) -> Iterator[str]:
    """The texts that cells share, in their order, without readings of Japanese signs."""
    if part not in archive:
        return
    for element in archive.elements(part):
        if local(element.tag) == "si":
            yield _text(element)
            element.clear()


def _text(element: Element) -> str:
    """The text of runs, one after another."""
    pieces = []
    for child in element:
        kind = local(child.tag)
        if kind == "t":
            pieces.append(child.text or "")
        elif kind == "r":
            pieces.append(_text(child))
    return "".join(pieces)


def _formats(archive: MeasuredArchive, part: str) -> Iterator[str]:
    """The format of numbers of each style of cells, in their order."""
    if part not in archive:
        return
    own: dict[str, str] = {}
    for element in archive.elements(part):
        kind = local(element.tag)
        if kind == "numFmt":
            own[element.get("numFmtId", "")] = element.get("formatCode", "General")
        elif kind == "cellXfs":
            for style in element:
                number = style.get("numFmtId", "0")
                yield own.get(number) or BUILT_IN.get(number) or _unnamed(number)


def _unnamed(number: str) -> str:
    """A format that is only a number in the file: of Chinese or Thai programs, or the plain one."""
    is_other = number.isdecimal() and int(number) < _FIRST_OWN
    return f"number {number}" if is_other else "General"


def _sheet(book: _Book, name: str, state: str, part: str) -> Sheet:
    """One sheet; nothing of it is read before its rows are asked for."""

    def rows(layout: GridLayout) -> Iterator[GridRow]:
        what = f"The sheet {quoted(name)} of {quoted(book.file)} cannot be read."
        reader = _SheetReader(book, layout)
        with said(what, REMEDY, reader.place):
            yield from reader.rows(part)

    return Sheet(name, state != "visible", rows)


class _SheetReader:
    """Reads the rows of a sheet, and keeps the place it has come to."""

    def __init__(self, book: _Book, layout: GridLayout) -> None:
        self._book, self._layout = book, layout
        self._row = self._column = 0
        self._looks: dict[tuple[str, str], CellText] = {}
        self._columns: dict[str, int] = {}

    def place(self) -> str:
        """Where the reader is, for a sentence."""
        return f" near row {self._row or 1}, column {column_letters(self._column or 1)}"

    def rows(self, part: str) -> Iterator[GridRow]:
        """Rows in the order of the file; one without a number, or with an old one, is the next."""
        last = 0
        with self._book.archive.part(part, MOST_ROW) as source:
            data = None
            for event, element in iterparse(source, ("start", "end")):
                kind = local(element.tag)
                if event == "start":
                    data = element if kind == "sheetData" else data
                elif kind == "row":
                    number = element.get("r")
                    self._row = max(last + 1, int(float(number)) if number else 0)
                    last = self._row
                    self._column = 0
                    yield GridRow(last, dict(self._cells(element)), _is_hidden(element, "ht"))
                    source.rest()
                    if data is not None:
                        data.clear()  # also of what is no row
                elif kind == "col" and _is_hidden(element, "width"):
                    self._layout.hide(int(element.get("min", 0)), int(element.get("max", 0)))
                elif kind == "mergeCell":
                    self._merge(element.get("ref", ""))

    def _merge(self, place: str) -> None:
        first, _, last = place.partition(":")
        (row, column), (last_row, last_column) = _place(first), _place(last or first)
        self._layout.merged.append(Merged(row, last_row, column, last_column))

    def _cells(self, row: Element) -> Iterator[tuple[int, CellText]]:
        for element in row:
            if local(element.tag) != "c":
                continue
            place = element.get("r")
            self._column = self._column_of(place) if place else self._column + 1
            text = self._cell(element)
            if text != "":
                yield self._column, text

    def _column_of(self, place: str) -> int:
        """The column of a place as B7, each looked up once. Raises ValueError."""
        letters = place.rstrip("0123456789")
        if letters not in self._columns:
            self._columns[letters] = _place(letters + "1")[1]
        return self._columns[letters]

    def _cell(self, element: Element) -> CellText:
        """What a person sees in a cell; empty where nothing is."""
        kind = element.get("t", "n")
        value, formula, rich = None, None, None
        for child in element:
            name = local(child.tag)
            if name == "v":
                value = child.text or ""
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                rich = child
        if kind == "inlineStr" and rich is not None:
            return unescaped(_text(rich))
        if not value:
            missing = formula is not None and (value is None or kind != "str")
            return CellFault(f"={formula}"[:100], NO_RESULT) if missing else ""
        if kind == "s":
            return unescaped(self._shared(int(value)))
        if kind == "b":
            return "yes" if int(value) else "no"
        if kind == "e":
            return CellFault(value[:100], IS_ERROR)
        if kind == "d":
            return _moment(value)
        return self._number(value, element.get("s", "0")) if kind == "n" else unescaped(value)

    def _shared(self, at: int) -> str:
        if at < 0:
            raise IndexError
        return self._book.strings[at]

    def _number(self, value: str, style: str) -> CellText:
        """A number as its style shows it; each look is worked out once."""
        text = self._looks.get((value, style))
        if text is None:
            formats = self._book.formats
            number_format = formats[int(style)] if int(style) < len(formats) else "General"
            number = float(value)
            if not math.isfinite(number):
                raise ValueError
            if number_format == "General" and value.isdecimal() and len(value) < 40:
                text = value.lstrip("0") or "0"
            else:
                text = shown_number(number, number_format, from_1904=self._book.from_1904)
            if len(self._looks) < 100_000:
                self._looks[value, style] = text
        return text


def _is_hidden(element: Element, size: str) -> bool:
    """Whether a row or column is hidden, or so small that nobody sees it."""
    given = element.get(size, "")
    return element.get("hidden", "") in _YES or (given != "" and not given.strip("0."))


def _place(text: str) -> tuple[int, int]:
    """Row and column of a place as B7. Raises ValueError for one that no sheet has."""
    found = _PLACE.fullmatch(text)
    if not found:
        raise ValueError
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    if column > LAST_COLUMN:
        raise ValueError
    return int(found[2]), column


def _moment(text: str) -> str:
    """A day or time that is written out, as 2026-10-03T10:30:00. Raises ValueError."""
    text = text.removesuffix("Z")
    if re.match(r"\d+:", text):
        return f"{dt.time.fromisoformat(text):%H:%M}"
    moment = dt.datetime.fromisoformat(text)
    return f"{moment:%Y-%m-%d}" + (f" {moment:%H:%M}" if moment.time() != dt.time.min else "")
