"""How a number looks in its format: the text that a spreadsheet shows for it.

Days are given as 2026-10-03 and times as 10:30, whatever order and signs the format has, since
that is what they mean. The rest is shown as it is seen. A format that is not made of the parts
named here is a fault, and no guess. xlfmt is imported only here.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import lru_cache

from connectdo.contribute.cells import CellFault, CellText
from connectdo.data.problems import quoted

# ECMA-376, part 1, 18.8.30. The first four moneys and 42 and 44 stand for the money of the country
# where the file is opened, which for a borough is Britain; most programs write them out.
BUILT_IN = {
    "0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00",
    "5": "£#,##0", "6": "£#,##0", "7": "£#,##0.00", "8": "£#,##0.00",
    "9": "0%", "10": "0.00%", "11": "0.00E+00", "12": "# ?/?", "13": "# ??/??",
    "14": "dd/mm/yyyy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy",
    "18": "h:mm AM/PM", "19": "h:mm:ss AM/PM", "20": "h:mm", "21": "h:mm:ss",
    "22": "dd/mm/yyyy h:mm",
    "37": "#,##0_);(#,##0)", "38": "#,##0_);[Red](#,##0)",
    "39": "#,##0.00_);(#,##0.00)", "40": "#,##0.00_);[Red](#,##0.00)",
    "41": "#,##0;-#,##0", "42": "£#,##0;-£#,##0",
    "43": "#,##0.00;-#,##0.00", "44": "£#,##0.00;-£#,##0.00",
    "45": "mm:ss", "46": "[h]:mm:ss", "47": "mm:ss.0", "48": "##0.0E+0", "49": "@",
}  # fmt: skip

_LAST_DAY = 2_958_466  # the day after 31 December 9999, in days since 30 December 1899
_SIGNS = r"[-+ ()/:,.'!&~{}=<>^£$€¥¢%|;–—\u00a0\u202f]"
_COLOUR = r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\]"
_TOKENS = re.compile(
    r'(?P<words>"[^"]*"|\\.|_.|\*.)'
    r"|(?P<money>\[\$[^\]]*\])"
    rf"|(?P<aside>{_COLOUR}|\[(?:[<>]=?|=|<>)-?\d+(?:\.\d+)?\])"
    r"|(?P<elapsed>\[(?:h+|m+|s+)\])"
    r"|(?P<noon>AM/PM|A/P)"
    r"|(?P<general>General)"
    r"|(?P<science>E[+-])"
    r"|(?P<day>[ymdhs]+)"
    r"|(?P<digit>[0#?]|(?<=/)\d+)"
    r"|(?P<text>@)"
    rf"|(?P<sign>{_SIGNS})",
    re.I | re.S,
)
_Parts = list[tuple[str, str]]


def shown_number(number: float, number_format: str, *, from_1904: bool = False) -> CellText:
    """The text of a number in a format of ECMA-376. ``from_1904``: days count from 1 January 1904.

    A fault says that the format is not known, or that there is no such day.
    """
    if not number_format:
        number_format = "General"
    if not math.isfinite(number):
        return CellFault(str(number), "is no number. Mend the cell, or empty it.")
    parts = _parts(number_format)
    if parts is None:
        return CellFault(
            _general(number),
            f"stands in the format {quoted(number_format)}, which is not known here. Give the cell "
            "a plain format for numbers, dates or text, and save the file.",
        )
    kinds = _kinds(number_format)
    if "elapsed" in kinds:
        return _elapsed(number, parts)
    if "day" in kinds:
        return _moment(number, number_format, from_1904)
    if "digit" in kinds or not kinds & {"general", "text"}:
        return _shown(number, number_format, from_1904)
    if kinds <= {"general", "text", "aside"}:
        return _general(number)
    return _shown(number, number_format, from_1904)


@lru_cache(maxsize=1_000)
def _parts(number_format: str) -> _Parts | None:
    """The parts of a format; None where it has one that nobody knows."""
    parts, end = [], 0
    for found in _TOKENS.finditer(number_format):
        if found.start() != end:
            return None
        end = found.end()
        parts.append((found.lastgroup or "", found[0]))
    if end != len(number_format) or len(number_format) > 500:
        return None
    return parts


@lru_cache(maxsize=1_000)
def _kinds(number_format: str) -> frozenset[str]:
    """The kinds of parts that a format has."""
    return frozenset(kind for kind, _ in _parts(number_format) or ())


def _general(number: float) -> str:
    """A number as it is where nobody chose a format, with as many digits as a spreadsheet keeps."""
    if float(number).is_integer() and abs(number) < 1e21:
        return str(int(number))
    return f"{number:.15g}"


def _shown(number: float, number_format: str, from_1904: bool) -> CellText:
    """A number, money, percent or fraction, without the spaces that only line numbers up."""
    from xlfmt import format_value

    try:
        text = " ".join(str(format_value(number, number_format, from_1904)).split())
        if number == 0 and re.fullmatch(r"\W?\s?-", text):
            # A dash in the place of nothing, as accountants write it.
            text = " ".join(str(format_value(0, number_format.split(";")[0])).split())
    except (ValueError, ArithmeticError, TypeError, IndexError, KeyError):
        return CellFault(
            _general(number),
            f"cannot be shown in the format {quoted(number_format)}. Give the cell a plain format, "
            "and save the file.",
        )
    return text


# --- days and times ----------------------------------------------------------------------------


def _elapsed(number: float, parts: _Parts) -> str:
    """A length of time: hours and minutes, as 26:30, or minutes and seconds."""
    seconds = math.floor(abs(number) * 86_400 + 0.001)
    codes = [text.strip("[]").lower()[0] for kind, text in parts if kind in ("elapsed", "day")]
    before = "-" if number < 0 else ""
    if codes[0] == "h":
        said = f"{seconds // 3600}:{seconds // 60 % 60:02d}"
        return before + said + (f":{seconds % 60:02d}" if "s" in codes and seconds % 60 else "")
    if codes[0] == "m":
        return before + f"{seconds // 60}" + (f":{seconds % 60:02d}" if "s" in codes else "")
    return before + str(seconds)


def _moment(number: float, number_format: str, from_1904: bool) -> CellText:
    """A day, a time or both; as it is seen where the format shows only a part of a day."""
    codes = _codes(number_format)
    dated = {"y", "mon", "d", "weekday"} & codes
    timed = {"h", "min"} & codes
    seconds = math.floor(number * 86_400 + 0.001)  # a serial is a little less than its time
    days, clock = divmod(seconds, 86_400)
    if not dated:
        if number < 0:
            return CellFault("#VALUE!", "is no time. Mend the cell, or empty it.")
        if "h" not in codes:  # minutes and seconds are a length of time
            return _shown(number, number_format, from_1904)
        return _time(clock, with_seconds="s" in codes)
    if days == 0 and not from_1904 and timed:
        return _time(clock, with_seconds="s" in codes)
    day = _day(days, from_1904)
    if isinstance(day, CellFault):
        return day
    if not {"y", "mon", "d"} <= codes:
        return _shown(number, number_format, from_1904)
    return day.isoformat() + (f" {_time(clock, with_seconds=False)}" if timed and clock else "")


@lru_cache(maxsize=1_000)
def _codes(number_format: str) -> frozenset[str]:
    """What of a day and a time a format shows. An m beside hours or seconds is minutes."""
    runs = [text.lower() for kind, text in _parts(number_format) or () if kind == "day"]
    found = set()
    for at, run in enumerate(runs):
        for letter, many in [(each[0], len(each)) for each in re.findall(r"y+|m+|d+|h+|s+", run)]:
            before = runs[at - 1][-1] if at else ""
            after = runs[at + 1][0] if at + 1 < len(runs) else ""
            if letter == "m" and many <= 2 and (before == "h" or after == "s"):
                found.add("min")
            elif letter == "d" and many > 2:
                found.add("weekday")
            else:
                found.add("mon" if letter == "m" else letter)
    return frozenset(found)


def _day(days: int, from_1904: bool) -> dt.date | CellFault:
    """The day of a number. Excel counts a 29 February 1900 that never was."""
    if from_1904:
        days += 1462
    elif 0 < days < 60:
        days += 1
    elif days in (0, 60):
        shown = "29/02/1900" if days else "00/01/1900"
        return CellFault(shown, "is a day that never was. Write the day that is meant.")
    if not 0 < days < _LAST_DAY:
        return CellFault("#VALUE!", "is no day. Mend the cell, or empty it.")
    return dt.date(1899, 12, 30) + dt.timedelta(days)


def _time(seconds: int, *, with_seconds: bool) -> str:
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    return text + (f":{seconds % 60:02d}" if with_seconds and seconds % 60 else "")
