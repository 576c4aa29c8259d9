"""Turns days, hours and sessions into the words people say: "Every Tuesday, 10am to 12 noon".

The style of times is GOV.UK's (10am, 10:30am), with 12 noon and midnight in words. English names
are written out here, so no machine's locale can change a page. It knows when things are, not
whether they are still true, nor what they cost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache

from connectdo.data.formats import MONTHS, WEEKDAYS, Every
from connectdo.data.model import Session
from connectdo.derive.dates import Occurrence

_NUMBERS = "zero one two three four five six seven eight nine".split()
_DAY = dt.timedelta(days=1)


def counted(number: int, noun: str = "thing") -> str:
    """``1 thing``, ``12 things``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def joined(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def number_words(number: int) -> str:
    """One to nine in words, more in figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


# --- hours -------------------------------------------------------------------------------------


@lru_cache(maxsize=1440)
def time_words(time: dt.time) -> str:
    """``10am``, ``10:30am``, ``12 noon``, ``midnight``."""
    if time.minute == 0 and time.hour in (0, 12):
        return "12 noon" if time.hour else "midnight"
    minutes = f":{time.minute:02d}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'am' if time.hour < 12 else 'pm'}"


@lru_cache(maxsize=4096)
def _hours(
    from_time: dt.time | None, to_time: dt.time | None, all_day: bool, next_day: bool
) -> str:
    if all_day:
        return "all day and the next day" if next_day else "all day"
    if from_time is None:
        return f"until {time_words(to_time)}" if to_time else ""
    if to_time is None:
        return f"from {time_words(from_time)}"
    after = " the next day" if next_day and to_time > dt.time.min else ""
    return f"{time_words(from_time)} to {time_words(to_time)}{after}"


def hours_words(session: Session) -> str:
    """``10am to 12 noon``, ``9pm to 2am the next day``, ``all day``; empty without hours."""
    return _hours(session.from_time, session.to_time, session.all_day, session.ends_next_day)


# --- days --------------------------------------------------------------------------------------


def _with_year(words: str, day: dt.date, today: dt.date | None) -> str:
    """The year only where it could be mistaken: more than half a year away."""
    return f"{words} {day.year}" if today and abs((day - today).days) > 180 else words


def date_words(day: dt.date, today: dt.date | None = None) -> str:
    """``24 November``; with the year where ``today`` is more than half a year away."""
    return _with_year(f"{day.day} {MONTHS[day.month - 1]}", day, today)


def day_words(day: dt.date, today: dt.date | None = None) -> str:
    """``Tuesday 24 November``; with the year where ``today`` is more than half a year away."""
    return f"{WEEKDAYS[day.weekday()]} {date_words(day, today)}"


def dates_words(days: Iterable[dt.date], today: dt.date | None = None) -> str:
    """``22 and 29 December and 5 January``: the month once for its days, in order."""
    months: dict[tuple[int, int], list[dt.date]] = {}
    for day in sorted(set(days)):
        months.setdefault((day.year, day.month), []).append(day)
    parts = []
    for group in months.values():
        numbers = [str(day.day) for day in group]
        parts.append(f"{joined(numbers)}{date_words(group[-1], today).removeprefix(numbers[-1])}")
    if len(parts) > 1 and any(" and " in part for part in parts[:-1]):
        return " and ".join(parts)
    return joined(parts)


def named_dates_words(days: Sequence[dt.date], today: dt.date | None = None) -> str:
    """``Saturday 5 December``, ``Saturday 5 and 12 December``; other days each with their own."""
    ordered = sorted(set(days))
    if len({day.weekday() for day in ordered}) == 1:
        return f"{WEEKDAYS[ordered[0].weekday()]} {dates_words(ordered, today)}"
    runs = _runs(ordered)
    if len(runs) == 1:
        first, last = runs[0]
        return f"{day_words(first, today)} to {day_words(last, today)}"
    return joined([day_words(day, today) for day in ordered])


def _runs(days: Sequence[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """Days in order, as stretches of days that follow each other."""
    runs: list[tuple[dt.date, dt.date]] = []
    for day in days:
        if runs and runs[-1][1] + _DAY == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def stretches_words(days: Iterable[dt.date], today: dt.date | None = None) -> tuple[str, list[str]]:
    """Single days in words, and stretches of three days or more as ``24 December to 4 January``."""
    singles: list[dt.date] = []
    stretches = []
    for first, last in _runs(sorted(set(days))):
        length = (last - first).days + 1
        if length < 3:
            singles += [first + n * _DAY for n in range(length)]
        else:
            same_month = (first.year, first.month) == (last.year, last.month)
            begin = str(first.day) if same_month else date_words(first, today)
            stretches.append(f"{begin} to {date_words(last, today)}")
    return (dates_words(singles, today) if singles else ""), stretches


@lru_cache(maxsize=512)
def weekdays_words(weekdays: tuple[int, ...], *, plural: bool = False) -> str:
    """``Tuesday``, ``Monday and Friday``, ``Monday to Friday``, ``every day``.

    ``plural`` says ``Tuesdays`` and ``Mondays and Fridays``, for a card.
    """
    days = sorted(weekdays)
    if len(days) == 7:
        return "every day"
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{WEEKDAYS[days[0]]} to {WEEKDAYS[days[-1]]}"
    return joined([WEEKDAYS[day] + ("s" if plural else "") for day in days])


@lru_cache(maxsize=1024)
def every_words(every: Every) -> str:
    """``Every Tuesday``, ``Monday to Friday``, ``Every two weeks on Tuesday``, ``The first …``."""
    days = weekdays_words(every.weekdays)
    if every.ordinal:
        return f"The {every.ordinal.value} {days} of each month"
    if every.weeks > 1:
        return f"Every {number_words(every.weeks)} weeks on {days}"
    if every.daily:
        return "Every day"
    return days if " to " in days else f"Every {days}"


# --- sessions ------------------------------------------------------------------------------------


def with_bounds(session: Session, days: str, hours: str, today: dt.date | None) -> str:
    """Days and hours with "in term time", the first day if it is to come, and the last day."""
    words = f"{days} in term time" if session.term_time else days
    if hours:
        words = f"{words}, {hours}"
    starts = session.starts if session.starts and (not today or session.starts > today) else None
    if starts and session.ends:
        return f"{words}, from {date_words(starts, today)} to {date_words(session.ends, today)}"
    if starts:
        return f"{words}, from {date_words(starts, today)}"
    return f"{words}, until {date_words(session.ends, today)}" if session.ends else words


def session_words(session: Session, today: dt.date | None = None) -> str:
    """One session as a sentence without its full stop: ``Every Tuesday, 10am to 12 noon``.

    With ``today`` a start that has passed is not said, and far dates have their year.
    """
    hours = hours_words(session)
    if session.every:
        # A session that comes every N weeks names its start to be counted, not to be said.
        return with_bounds(session, every_words(session.every), hours, today)
    if not session.on:
        return hours[:1].upper() + hours[1:]
    days = named_dates_words(session.on, today)
    return f"{days}, {hours}" if hours else days


def next_words(occurrence: Occurrence, today: dt.date | None = None) -> str:
    """``Tuesday 24 November, 10am to 12 noon``."""
    day, hours = day_words(occurrence.day, today), hours_words(occurrence.session)
    return f"{day}, {hours}" if hours else day
