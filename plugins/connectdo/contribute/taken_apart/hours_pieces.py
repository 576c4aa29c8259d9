"""Cuts a text about times into its pieces: days, hours, dates, and the words between them.

A text in small letters in, pieces in order out; a word that nobody knows is a piece too. What the
pieces mean together is for ``prose_hours``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from connectdo.contribute.taken_apart.clock_words import CLOCK, ClockTime, read_clock
from connectdo.contribute.taken_apart.session_shapes import CannotTell
from connectdo.data.formats import MONTHS, WEEKDAYS
from connectdo.data.formats.days import EARLIEST, LATEST

_NAMES = "|".join(f"{month[:3].lower()}(?:{month[3:].lower()})?" for month in MONTHS)
_MONTH = rf"(?:{_NAMES}|sept)(?![a-z])"
_DAY_NUMBER = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_ORDINALS = {
    **{"first": "first", "1st": "first", "second": "second", "2nd": "second", "third": "third"},
    **{"3rd": "third", "fourth": "fourth", "4th": "fourth", "last": "last"},
}
_NUMBERS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "six": 6, "6": 6}
_HOLIDAYS = r"(?:the )?school (?:holidays?|hols)"
_NOT_IN = r"(?:not|closed|except|excluding|excl\.?|no sessions?|no class(?:es)?)"

PATTERNS: dict[str, str] = {
    "date": (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|"
        r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|"
        rf"{_DAY_NUMBER}(?:(?:, ?| ?& ?| and |, and )(?:{_DAY_NUMBER}))*"
        rf"(?: (?:of )?(?:{_MONTH}))(?:,? [0-9]{{4}})?|"
        rf"(?:{_MONTH}) {_DAY_NUMBER}(?:,? [0-9]{{4}})?"
    ),
    "days from to": (
        rf"{_DAY_NUMBER} ?(?:-|to) ?{_DAY_NUMBER} (?:of )?(?:{_MONTH})(?:,? [0-9]{{4}})?"
    ),
    "month": _MONTH,
    "always": r"24 ?/ ?7|24 hours,? (?:a day,? )?(?:7|seven) days(?: a week)?",
    "all day": r"24 ?(?:hours?|hrs?|h)(?: a day)?|all day(?: long)?|round the clock",
    "term": (
        r"(?:in |during )?(?:school )?term[ -]?times?(?: only)?|"
        r"(?:in |during )(?:school )?terms?(?: only)?|school terms?(?: only)?|term only|"
        rf"{_NOT_IN}(?: (?:in|during|on))? {_HOLIDAYS}"
    ),
    "bank holidays": r"(?:the )?(?:bank|public) (?:holidays?|hols?)(?: mondays?)?",
    "except": r"except(?:ing)?(?: for| on)?|excl(?:uding|\.)?|but not(?: on)?|not(?: on)?|"
    r"apart from|other than",
    "including": r"incl(?:uding|\.)?|also on|open on",
    "closed": r"(?:we are |is )?(?:closed|shut)(?: on| all day)?",
    "fortnight": (
        r"every other(?: week)?(?: on)?|alternat(?:e|ing)(?: weeks?)?(?: on)?|fortnightly(?: on)?|"
        r"(?:every|each|once a) fortnight(?: on)?|"
        r"every (?:two|2|three|3|four|4|six|6) weeks(?: on)?"
    ),
    "of the month": (
        r"(?:of|in) (?:the|each|every) (?:calendar )?month|of month|(?:each|every|a|per) month|"
        r"monthly(?: on)?"
    ),
    "weekdays": r"(?:every )?(?:weekdays?|working days)",
    "weekends": r"(?:every |at |on )?week-?ends?",
    "daily": r"daily|every ?day(?: of the week)?|each day|(?:7|seven) days(?: a week| per week)?|"
    r"all week|m ?- ?su(?:n)?",
    "m-f": r"m ?- ?f(?:ri)?",
    "ordinal": r"first|second|third|fourth|last|1st|2nd|3rd|4th",
    "day": (
        r"mon(?:day)?(?:s|'s)?|tue(?:s(?:day)?)?(?:s|'s)?|wed(?:s|nes(?:day)?)?(?:s|'s)?|"
        r"thu(?:r(?:s(?:day)?)?)?(?:s|'s)?|fri(?:day)?(?:s|'s)?|sat(?:ur(?:day)?)?(?:s|'s)?|"
        r"sun(?:day)?(?:s|'s)?"
    ),
    "part": r"(?:in the )?(?:morning|afternoon|evening|night|eve)s?",
    "remark": (
        r"(?:just )?drop[ -]?ins?(?: sessions?)?|all welcome|everyone(?: is)? welcome|"
        r"(?:no|pre-?)? ?booking (?:is )?(?:essential|required|needed|necessary)|no need to book|"
        r"(?:please )?book(?:ing)? in advance|please book|refreshments(?: provided)?"
    ),
    "the next day": r"(?:on )?the next day|the following day|next day",
    "every": r"every|each",
    "between": r"between",
    "from": r"from|start(?:ing|s)?(?: on| from| at)?|beginning(?: on)?|commencing(?: on)?",
    "until": r"until|till|'?til|up to|end(?:ing|s)?(?: on| at)?|finish(?:ing|es)?(?: on| at)?",
    "to": r"to|-|through|thru",
    "and": r",|&|\+|and|/|plus",
    "filler": (
        r":|(?:at|on|the|we|meets?|meetings?|held|hours|times?|sessions?|is|are|only|inclusive|o'clock|"
        r"weekly(?: on)?|once a week|runs?|open(?:s|ing)?(?: hours| times?)?|our|the group|class|"
        r"both)(?![a-z0-9])"
    ),
    "(": r"[(\[]",
    ")": r"[)\]]",
    "break": r"[;\n|•·]|\.(?= |$|\n)",
    "time": CLOCK,
}
_WORDS = frozenset(PATTERNS) - {
    "date",
    "days from to",
    "time",
    "filler",
    "(",
    ")",
    "break",
    "to",
    "and",
}
_PIECE = re.compile(
    "|".join(
        # A known word ends where its letters end; its own dot is no end of a sentence.
        f"(?P<p{at}>(?:{pattern}){'(?![a-z0-9])' if kind in _WORDS else ''}"
        f"{'(?:[.](?=[ ,:-]|[0-9]))?' if kind == 'day' else ''})"
        for at, (kind, pattern) in enumerate(PATTERNS.items())
    )
)
_KINDS = tuple(PATTERNS)
_LETTERS = re.compile(r"[^\s,;:()]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text and, by its kind, what it says."""

    kind: str
    text: str
    clock: ClockTime | None = None
    days: tuple[int, ...] = ()
    plural: bool = False
    ordinal: str = ""
    weeks: int = 0
    part: str = ""
    dates: tuple[dt.date, ...] = field(default=())


def pieces_of(text: str) -> Iterator[Piece]:
    """The pieces of a tidied text in small letters, without fillers; breaks are pieces too.

    Raises CannotTell for a word that is not about times, and for a day that no calendar has.
    """
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        found = _PIECE.match(text, at)
        if found is None:
            word = _LETTERS.match(text, at)
            raise _unknown(word[0] if word else text[at])
        at = found.end()
        piece = _piece(_KINDS[(found.lastindex or 1) - 1], found[0])
        if piece.kind != "filler":
            yield piece


def _unknown(word: str) -> CannotTell:
    return CannotTell(
        f'"{word[:30]}" is no word about days and hours that is known here',
        "Write the days and hours by hand, as in Tuesday 10:00 to 12:00.",
    )


def _piece(kind: str, text: str) -> Piece:
    if kind == "time":
        clock = read_clock(text)
        if clock is None:
            raise CannotTell(f'no clock shows "{text}"', "Write it as 10:30 or 7pm.")
        return Piece(kind, text, clock=clock)
    if kind == "day":
        plain = text.rstrip(".").replace("'", "")
        number = next(n for n, day in enumerate(WEEKDAYS) if day[:3].lower() == plain[:3])
        plural = plain == f"{WEEKDAYS[number].lower()}s"
        return Piece(kind, text, days=(number,), plural=plural)
    if kind in ("weekdays", "m-f"):
        return Piece("many days", text, days=(0, 1, 2, 3, 4))
    if kind == "weekends":
        return Piece("many days", text, days=(5, 6))
    if kind in ("daily", "always"):
        return Piece("always" if kind == "always" else "many days", text, days=tuple(range(7)))
    if kind == "ordinal":
        return Piece(kind, text, ordinal=_ORDINALS[text])
    if kind == "fortnight":
        number = next((_NUMBERS[word] for word in text.split() if word in _NUMBERS), 2)
        return Piece(kind, text, weeks=number)
    if kind == "part":
        word = text.split()[-1].removesuffix("s")
        return Piece(kind, text, part="evening" if word == "eve" else word)
    if kind in ("date", "days from to"):
        return Piece("date", text, dates=tuple(_dates(kind, text)))
    if kind == "month":
        raise CannotTell("it speaks of months", "Write the first day and the last day by hand.")
    return Piece(kind, text)


def _dates(kind: str, text: str) -> Iterator[dt.date]:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        yield _date(*map(int, text.split("-")))
        return
    if re.fullmatch(r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}", text):
        day, month, year = map(int, re.split("[/.]", text))
        yield _date(year, month, day)
        return
    named = re.search(_MONTH, text)
    year_said = re.search(r"[0-9]{4}$", text)
    if named is None or year_said is None:
        raise CannotTell("it names a day and no year", "Write the day with its year.")
    month = next(n for n, name in enumerate(MONTHS, 1) if name[:3].lower() == named[0][:3])
    numbers = [int(each) for each in re.findall(r"[0-9]{1,2}", text[: year_said.start()])]
    if kind == "days from to":
        numbers = list(range(numbers[0], numbers[1] + 1))
    if not numbers:
        raise CannotTell("it names days that go backwards", "Write each day by hand.")
    for number in numbers:
        yield _date(int(year_said[0]), month, number)


def _date(year: int, month: int, day: int) -> dt.date:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        raise CannotTell("it names a day that no calendar has", "Ask for the right day.") from None
    if not EARLIEST <= found.year <= LATEST:
        raise CannotTell("it names a day that no calendar has", "Ask for the right day.")
    return found
