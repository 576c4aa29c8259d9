"""Opens a spreadsheet of LibreOffice (.ods) and gives the rows of its sheets, as people see them.

The file holds the text that each cell shows, so that no format has to be known; days and times
come from their values. What the columns mean is not known here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse

from connectdo.contribute.cells import CellFault, CellText
from connectdo.contribute.grids import (
    LAST_COLUMN,
    LAST_ROW,
    GridLayout,
    GridRow,
    Merged,
    Sheet,
    column_letters,
)
from connectdo.contribute.measured_archives import MOST_ROW, MeasuredArchive, local, said
from connectdo.contribute.workbooks import NO_RESULT
from connectdo.data.problems import Refusal, quoted

REMEDY = "Open it in your spreadsheet program and save it again as .ods or .xlsx."
_NO_TEXT = ("annotation", "frame", "shapes", "custom-shape")
_CLOCK = re.compile(r"(-?)PT(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})(?:[.,]\d+)?S)?")
_MOST_SHEETS = 255


def open_document(name: str, data: bytes) -> list[Sheet]:
    """The sheets of an OpenDocument spreadsheet in their order.

    Raises Refusal, also while rows are read.
    """
    with said(f"{quoted(name)} is not a spreadsheet that can be read.", REMEDY):
        archive = MeasuredArchive(name, data)
        if "META-INF/manifest.xml" in archive and any(
            local(element.tag) == "encryption-data"
            for element in archive.elements("META-INF/manifest.xml")
        ):
            raise Refusal(f"{quoted(name)} is locked with a password. Save it without one.")
        reader = _SheetReader(archive, -1, GridLayout())
        with said(f"{quoted(name)} cannot be read.", REMEDY, reader.place):
            for _ in reader.rows():
                pass
        found = [
            _sheet(name, archive, at, title, hidden)
            for at, (title, hidden) in enumerate(reader.sheets)
        ]
    if not found:
        raise Refusal(f"{quoted(name)} has no sheet with rows. Look whether it is the right file.")
    return found


def _sheet(file: str, archive: MeasuredArchive, at: int, name: str, hidden: bool) -> Sheet:
    def rows(layout: GridLayout) -> Iterator[GridRow]:
        reader = _SheetReader(archive, at, layout)
        what = f"The sheet {quoted(name)} of {quoted(file)} cannot be read."
        with said(what, REMEDY, reader.place):
            yield from reader.rows()

    return Sheet(name, hidden, rows)


class _SheetReader:
    """Reads the rows of the sheet with a number, and on the way the names of all up to it."""

    def __init__(self, archive: MeasuredArchive, wanted: int, layout: GridLayout) -> None:
        self._archive, self._wanted, self._layout = archive, wanted, layout
        self.sheets: list[tuple[str, bool]] = []
        self._row = self._column = self._columns = 0

    def place(self) -> str:
        """Where the reader is, for a sentence."""
        return f" near row {self._row or 1}, column {column_letters(self._column or 1)}"

    def rows(self) -> Iterator[GridRow]:
        """The rows in their order; none where no sheet is wanted."""
        unseen: set[str] = set()
        style, tables = "", 0
        table: Element | None = None
        with self._archive.part("content.xml", MOST_ROW) as source:
            for event, element in iterparse(source, ("start", "end")):
                kind = local(element.tag)
                if event == "start":
                    if kind == "table":
                        tables += 1
                        if tables == 1:
                            table = element
                            name = _attribute(element, "name")
                            self.sheets.append((name, _attribute(element, "style-name") in unseen))
                            self._row = self._columns = 0
                            if len(self.sheets) > _MOST_SHEETS:
                                raise ValueError
                    elif kind == "style":
                        style = _attribute(element, "name")
                elif kind == "table-properties":
                    if _attribute(element, "display") == "false":
                        unseen.add(style)
                elif kind == "table":
                    tables -= 1
                    if tables == 0:
                        element.clear()
                        if len(self.sheets) - 1 == self._wanted:
                            return
                elif tables == 1 and kind == "table-column":
                    self._add_columns(element)
                elif tables == 1 and kind == "table-row":
                    if len(self.sheets) - 1 == self._wanted:
                        yield from self._repeated(element)
                    source.rest()
                    element.clear()
                    if table is not None:
                        del table[:]  # what was read takes no memory any more

    def _add_columns(self, element: Element) -> None:
        many = _count(element, "number-columns-repeated")
        if _attribute(element, "visibility") in ("collapse", "filter"):
            self._layout.hide(self._columns + 1, self._columns + many)
        self._columns += many

    def _repeated(self, element: Element) -> Iterator[GridRow]:
        """A row as often as the file says; an empty one is passed over."""
        first = self._row + 1
        self._row, self._column = first, 0
        many = _count(element, "number-rows-repeated")
        hidden = _attribute(element, "visibility") in ("collapse", "filter")
        cells = dict(self._cells(element, first))
        if not cells:
            self._row = first + many - 1
            return
        for self._row in range(first, min(first + many, LAST_ROW + 2)):
            yield GridRow(self._row, cells, hidden)

    def _cells(self, row: Element, number: int) -> Iterator[tuple[int, CellText]]:
        self._column = 0
        for element in row:
            kind = local(element.tag)
            if kind not in ("table-cell", "covered-table-cell"):
                continue
            many = _count(element, "number-columns-repeated")
            first = self._column + 1
            self._column = first
            text = self._cell(element) if kind == "table-cell" else ""
            wide, high = (_count(element, f"number-{each}-spanned") for each in ("columns", "rows"))
            if (wide > 1 or high > 1) and text != "":
                self._layout.merged.append(
                    Merged(number, number + high - 1, first, first + wide - 1)
                )
            if text != "":
                if first + many - 1 > LAST_COLUMN:
                    raise ValueError
                for self._column in range(first, first + many):
                    yield self._column, text
            self._column = first + many - 1

    def _cell(self, element: Element) -> CellText:
        """What a person sees in a cell; empty where nothing is."""
        kind = _attribute(element, "value-type")
        shown = "\n".join(_words(child) for child in element if local(child.tag) == "p")
        formula = _attribute(element, "formula")
        if formula and not kind and not shown:
            return CellFault(f"={formula.partition('=')[2] or formula}"[:100], NO_RESULT)
        if kind == "date":
            return _day(_attribute(element, "date-value"), shown)
        if kind == "time":
            return _time(_attribute(element, "time-value"), shown)
        if kind == "boolean":
            return "yes" if _attribute(element, "boolean-value") == "true" else "no"
        if not shown and kind == "string":
            return _attribute(element, "string-value")
        if not shown and kind in ("float", "percentage", "currency"):
            number = float(_attribute(element, "value"))
            return str(int(number)) if number.is_integer() else f"{number:.15g}"
        return shown


def _attribute(element: Element, name: str) -> str:
    """An attribute of the standard. LibreOffice's own of the same name say something else."""
    for key, text in element.attrib.items():
        if local(key) == name and "calcext" not in key:
            return text
    return ""


def _count(element: Element, name: str) -> int:
    """How often something is there: once, unless it says so. Raises ValueError."""
    given = _attribute(element, name)
    many = int(given) if given else 1
    if not 0 < many < 2**31:
        raise ValueError
    return many


def _words(element: Element) -> str:
    """The text of a paragraph, without notes and drawings that hang on it."""
    kind = local(element.tag)
    if kind in _NO_TEXT:
        return ""
    pieces = [element.text or ""]
    for child in element:
        name = local(child.tag)
        between = {"s": " ", "tab": "\t", "line-break": "\n"}.get(name)
        pieces.append(_words(child) if between is None else between)
        pieces.append(child.tail or "")
    return "".join(pieces)


def _day(value: str, shown: str) -> CellText:
    """A day, with its time where that is shown; as it is seen where only a part of it is shown."""
    moment = dt.datetime.fromisoformat(value[:19])
    groups = [each.lstrip("0") for each in re.findall(r"\d+", shown)]
    has_year = any(each in (str(moment.year), f"{moment.year % 100}") for each in groups)
    has_day = str(moment.day) in groups
    clock = "" if moment.time() == dt.time.min else f"{moment:%H:%M}"
    if shown and not (has_year and has_day):
        return clock if clock and re.fullmatch(r"\d{1,2}:\d\d.*", shown) else shown
    day = f"{moment:%Y-%m-%d}"
    return f"{day} {clock}" if clock and ":" in (shown or ":") else day


def _time(value: str, shown: str) -> CellText:
    """A time of a day as 10:30; a length of time as it is seen."""
    found = _CLOCK.fullmatch(value)
    if not found:
        return shown
    hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
    first = re.match(r"\d+", shown)
    if found[1] or hours > 23 or minutes > 59 or (first and int(first[0]) not in _clocks(hours)):
        return shown or f"{found[1]}{hours}:{minutes:02d}"
    with_seconds = seconds and len(re.findall(r"\d+", shown)) > 2
    return f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if with_seconds else "")


def _clocks(hours: int) -> tuple[int, int]:
    """How a clock of 24 and one of 12 hours show an hour."""
    return hours, (hours - 1) % 12 + 1
