"""Turns one text value into a date, a time, a phone number: one parser and one sentence each.

Each parser takes the text an editor wrote and returns the typed value, or raises ``Wrong`` with
the check's id and the whole sentence. The types at the end carry the parser and the JSON Schema
of the text, so that the checker, the form and the editor's completion say the same. It knows
nothing about listings or fields.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from connectdo.data.problems import did_you_mean, nearest, quoted

T = TypeVar("T")


WrongValue = PydanticCustomError


def wrong(check: str, message: str) -> WrongValue:
    """The error that carries a check's id and its whole sentence through pydantic."""
    escaped = "{sentence}"
    return PydanticCustomError(check, escaped, {"sentence": message})


def _as_text(value: object, example: str) -> str:
    """The single text that stands there; a list, a mapping or nothing has its own sentence."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        raise wrong(
            "value-is-there",
            f'Nothing stands after the colon. Write a value, as in "{example}", '
            "or delete the line.",
        )
    found = "a list" if isinstance(value, (list, tuple)) else "a group of fields"
    raise wrong(
        "one-value", f'There is {found} where one value is meant. Write it as in "{example}".'
    )


# --- text -----------------------------------------------------------------------------------

_HTML = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#\d{2,6});|<!--")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>")
_LEFT_OVER = re.compile(
    r"\(write[: ][^)]*\)|\blorem ipsum\b|\bTODO\b|\bFIXME\b|\bTBC\b|\bXXX+\b|\[your [^\]]*\]", re.I
)


def _refuse_html_and_leftovers(text: str) -> None:
    found = _HTML.search(_AUTOLINK.sub("", text)) if "<" in text or "&" in text else None
    if found:
        raise wrong(
            "no-html",
            f"There is HTML in the text: {quoted(found.group())}. "
            "Write plain words; for a link write [the words](https://example.org).",
        )
    left = _LEFT_OVER.search(text)
    if left:
        raise wrong(
            "no-text-from-the-template",
            f"{quoted(left.group())} is left over from the template. "
            "Write your own words there, or delete the field.",
        )


def parse_line(value: object) -> str:
    """One line of plain text. Errors: value-is-there, one-value, one-line, no-html, …"""
    text = _as_text(value, "a few words")
    if "\n" in text:
        raise wrong("one-line", "The text runs over several lines. Write it on one line.")
    if not text:
        raise wrong("value-is-there", "The text is empty. Write a few words, or delete the line.")
    _refuse_html_and_leftovers(text)
    return text


def parse_prose(value: object) -> str:
    """Markdown of any number of lines. Errors: value-is-there, one-value, no-html, …"""
    text = _as_text(value, "a few words")
    if not text:
        raise wrong("value-is-there", "The text is empty. Write a few words, or delete the line.")
    _refuse_html_and_leftovers(text)
    return text


def parse_short_line(value: object, most: int) -> str:
    """One line of at most ``most`` characters. Errors: as parse_line, and text-is-short-enough."""
    text = parse_line(value)
    if len(text) > most:
        raise wrong(
            "text-is-short-enough",
            f"The text has {len(text)} characters, and {most} is the most. "
            f"Take out {len(text) - most}: one idea is enough here.",
        )
    return text


# --- yes, no, not known ----------------------------------------------------------------------


class Answer(StrEnum):
    """Three-valued: what is not known is never shown as no."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"


_YES = {"y", "true", "on", "1", "ja", "ok"}
_NO = {"n", "false", "off", "0", "none"}


def parse_yes_no(value: object) -> bool:
    """``yes`` or ``no``. Errors: yes-or-no."""
    text = _as_text(value, "yes").lower()
    if text in ("yes", "no"):
        return text == "yes"
    meant = "yes" if text in _YES else "no" if text in _NO else None
    advice = f'Did you mean "{meant}"?' if meant else "Write yes or no, or delete the line."
    raise wrong("yes-or-no", f"{quoted(text)} is neither yes nor no. {advice}")


def parse_yes(value: object) -> bool:
    """``yes`` only, for fields that say nothing when they are absent. Errors: yes-or-no."""
    if parse_yes_no(value):
        return True
    raise wrong("yes-or-no", "Only yes has a meaning here. Delete the line where it is not so.")


def parse_answer(value: object) -> Answer:
    """``yes``, ``no`` or ``not known``. Errors: yes-or-no."""
    text = _as_text(value, "yes").lower()
    if text in ("yes", "no", "not known"):
        return Answer(text)
    if text in ("unknown", "?", "don't know", "not sure"):
        raise wrong("yes-or-no", f'{quoted(text)} is not an answer. Did you mean "not known"?')
    meant = "yes" if text in _YES else "no" if text in _NO else None
    advice = f'Did you mean "{meant}"?' if meant else "Write yes, no or not known."
    raise wrong("yes-or-no", f"{quoted(text)} is not an answer. {advice}")


# --- dates and times --------------------------------------------------------------------------

MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def parse_date(value: object) -> dt.date:
    """A day written YYYY-MM-DD. Errors: date-is-valid, with the likely reading where there is one."""
    text = _as_text(value, "2026-10-03")
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    if not found:
        guess = _guess_date(text)
        advice = (
            f"Did you mean {guess}?" if guess else "Write the year, month and day, as 2026-10-03."
        )
        raise wrong("date-is-valid", f"{quoted(text)} is not a date. {advice}")
    year, month, day = (int(part) for part in found.groups())
    if not 1 <= month <= 12:
        raise wrong(
            "date-is-valid",
            f"{quoted(text)} is not a date: there is no month {month}. "
            "Write the year, month and day, as 2026-10-03.",
        )
    try:
        return dt.date(year, month, day)
    except ValueError:
        last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
        if day == 0:
            last_words = "days count from 1"
        else:
            last_words = f"{MONTHS[month - 1]} {year} has {last} days"
        raise wrong(
            "date-is-valid", f"{quoted(text)} is not a date: {last_words}. Write a day that exists."
        ) from None


def _guess_date(text: str) -> str | None:
    """The ISO form of a date written the British way (3/10/2026, 3 October 2026), or None."""
    found = re.fullmatch(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})", text)
    if found:
        day, month, year = (int(part) for part in found.groups())
    else:
        named = re.fullmatch(r"(?:\w+day,? )?(\d{1,2})(?:st|nd|rd|th)? (\w+),? (\d{4})", text)
        short = [month[:3].lower() for month in MONTHS]
        if not named or named[2][:3].lower() not in short:
            return None
        day, month, year = int(named[1]), short.index(named[2][:3].lower()) + 1, int(named[3])
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or all days from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= self.last


def parse_days(value: object) -> Days:
    """``2026-12-22`` or ``2026-12-29 to 2027-01-05``. Errors: date-is-valid, start-before-end."""
    text = _as_text(value, "2026-12-29 to 2027-01-05")
    first, separator, last = text.partition(" to ")
    days = Days(parse_date(first), parse_date(last if separator else first))
    if days.last < days.first:
        raise wrong(
            "start-is-before-end",
            f"{quoted(text)} ends before it starts. Put the earlier day first.",
        )
    return days


def parse_time(value: object) -> dt.time:
    """A time of day in 24 hours, HH:MM. Errors: time-is-valid, with the likely reading."""
    text = _as_text(value, "10:30")
    found = re.fullmatch(r"(\d{2}):(\d{2})", text)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return dt.time(int(found[1]), int(found[2]))
    if found and text == "24:00":
        raise wrong(
            "time-is-valid",
            '"24:00" is not a time. Write 00:00, and "ends_next_day: yes" where it is the end.',
        )
    if found:
        raise wrong(
            "time-is-valid",
            f"{quoted(text)} is not a time: hours go from 00 to 23 and minutes from 00 to 59. "
            "Write it as 10:30 or 18:00.",
        )
    guess = _guess_time(text)
    advice = (
        f"Write it with a colon, as {guess}."
        if guess
        else "Write hours and minutes with a colon, as 10:30 or 18:00."
    )
    raise wrong("time-is-valid", f"{quoted(text)} is not a time. {advice}")


def _guess_time(text: str) -> str | None:
    lowered = text.lower().strip()
    if lowered in ("noon", "midday", "12 noon", "12noon"):
        return "12:00"
    if lowered == "midnight":
        return "00:00"
    found = re.fullmatch(r"(\d{1,2})(?:[:.\- ]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", lowered)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


class Ordinal(StrEnum):
    """Which of a month's weekdays."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Every:
    """When a session comes back. ``weekdays`` are 0 (Monday) to 6; weeks apart; or one a month.

    ``weekdays`` of seven days with ``weeks`` 1 is daily. ``ordinal`` set means once a month.
    """

    weekdays: tuple[int, ...]
    weeks: int = 1
    ordinal: Ordinal | None = None

    @property
    def daily(self) -> bool:
        """True for ``every: day``."""
        return len(self.weekdays) == 7

    def __str__(self) -> str:
        names = [WEEKDAYS[day] for day in self.weekdays]
        if self.ordinal:
            return f"{self.ordinal} {names[0]} of the month"
        if self.weeks > 1:
            return f"{self.weeks} weeks on {names[0]}"
        return "day" if self.daily else ", ".join(names)


_EVERY_ADVICE = 'Write a weekday, "day", "first Tuesday of the month" or "2 weeks on Tuesday".'


def _parse_weekday(text: str) -> int:
    plain = text.strip()
    for number, name in enumerate(WEEKDAYS):
        if plain == name:
            return number
    short = plain.rstrip("s").lower()
    near = next((name for name in WEEKDAYS if short in (name.lower(), name[:3].lower())), None)
    near = near or nearest(plain, WEEKDAYS)
    raise wrong(
        "every-is-known",
        f"{quoted(plain)} is not a weekday. "
        + (f'Did you mean "{near}"?' if near else _EVERY_ADVICE),
    )


def parse_every(value: object) -> Every:
    """A weekday, a list of weekdays, ``day``, an ordinal weekday of the month, N weeks on a weekday.

    Errors: every-is-known.
    """
    if isinstance(value, (list, tuple)):
        if not value:
            raise wrong("every-is-known", f"The list of days is empty. {_EVERY_ADVICE}")
        days = [_parse_weekday(_as_text(day, "Tuesday")) for day in value]
        if len(set(days)) < len(days):
            raise wrong("every-is-known", "A weekday stands in the list twice. Keep one of them.")
        return Every(tuple(sorted(days)))
    text = _as_text(value, "Tuesday")
    if text == "day":
        return Every(tuple(range(7)))
    monthly = re.fullmatch(r"(?:the )?(\w+) (\w+) of (?:the|every|each) month", text)
    if monthly:
        ordinals = [item.value for item in Ordinal]
        if monthly[1] == "fifth":
            raise wrong(
                "every-is-known",
                f'{quoted(text)} does not come every month. Write "last {monthly[2]} of the month", '
                'or the dates with "on".',
            )
        if monthly[1] not in ordinals:
            raise wrong(
                "every-is-known",
                f"{quoted(monthly[1])} does not count the weeks of a month. "
                + did_you_mean(monthly[1], ordinals),
            )
        return Every((_parse_weekday(monthly[2]),), ordinal=Ordinal(monthly[1]))
    weeks = re.fullmatch(r"(\d+) weeks? on (\w+)", text)
    if weeks:
        number = int(weeks[1])
        if not 1 <= number <= 26:
            raise wrong(
                "every-is-known",
                f"{quoted(text)} never comes round. Write a number of weeks from 2 to 26.",
            )
        return Every((_parse_weekday(weeks[2]),), weeks=number)
    if text.lower() in ("fortnight", "fortnightly", "other week", "two weeks"):
        raise wrong(
            "every-is-known",
            f'{quoted(text)} does not name a day. Write it as "2 weeks on Tuesday".',
        )
    if text.lower() in ("daily", "days", "every day", "weekday", "weekdays"):
        better = (
            "[Monday, Tuesday, Wednesday, Thursday, Friday]" if "week" in text.lower() else "day"
        )
        raise wrong("every-is-known", f'{quoted(text)} is not known here. Write "{better}".')
    if " " in text or not text:
        raise wrong("every-is-known", f"{quoted(text)} is not known here. {_EVERY_ADVICE}")
    return Every((_parse_weekday(text),))


# --- ways to reach somebody -------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def _read_phone(text: str) -> tuple[str, bool] | None:
    """The number in E.164 and whether it is a mobile, or None where no British number is meant."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if is_for_drama(written):
        return written, written.startswith("+447")
    if not phonenumbers.is_valid_number(number):
        return None
    mobile = phonenumbers.number_type(number) in (
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    )
    return written, mobile


def is_for_drama(phone: str) -> bool:
    """True for a number that nobody has: the London and mobile ranges reserved for drama.

    Source: Ofcom, "Telephone numbers for use in TV and radio drama programmes".
    """
    digits = re.sub(r"\D", "", phone)
    return re.fullmatch(r"(?:44|0)(?:207946|7700900)0?\d{3}", digits) is not None


def phone_link(phone: str) -> str:
    """The number as ``+44…`` for tel: and sms: links. Errors: ValueError for an unchecked number."""
    found = _read_phone(phone)
    if found is None:
        raise ValueError(phone)
    return found[0]


def is_mobile(phone: str) -> bool:
    """True for a mobile or personal number, which may belong to one person."""
    found = _read_phone(phone)
    return bool(found and found[1])


def parse_phone(value: object) -> str:
    """A British phone number, kept as it was written. Errors: phone-is-valid."""
    text = _as_text(value, "020 7946 0123")
    if _read_phone(text) is None:
        digits = sum(character.isdigit() for character in text)
        reason = (
            f": it has {digits} digits, and most British numbers have 11" if digits != 11 else ""
        )
        raise wrong(
            "phone-is-valid",
            f"{quoted(text)} is not a phone number{reason}. Write it as 020 7946 0123.",
        )
    return text


def parse_email(value: object) -> str:
    """An e-mail address. Errors: email-is-valid."""
    text = _as_text(value, "hello@example.org")
    if re.fullmatch(r"[a-z0-9._+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}", text) and ".." not in text:
        return text
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise wrong(
            "email-is-valid",
            f"{quoted(text)} is not an e-mail address. Write it as hello@example.org.",
        ) from None


def parse_web_address(value: object) -> str:
    """A web address with https:// or http://. Errors: web-address-is-valid."""
    text = _as_text(value, "https://example.org")
    if re.fullmatch(r"https?://(?:[\w-]+\.)+[a-zA-Z]{2,}(?::\d+)?(?:[/?#][^\s<>\"'\\]*)?", text):
        return text
    bare = re.fullmatch(r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?:/\S*)?", text)
    advice = f"Did you mean https://{text}?" if bare else "Write it as https://example.org."
    raise wrong("web-address-is-valid", f"{quoted(text)} is not a web address. {advice}")


# --- places -----------------------------------------------------------------------------------

# Postcode shapes: GOV.UK "Bulk data transfer for sponsors" appendix C, without BFPO and GIR.
_OUTCODE = r"(?:[A-Z]{1,2}\d{1,2}|[A-Z]{1,2}\d[A-Z])"


def parse_postcode(value: object) -> str:
    """A full postcode, returned in upper case with one space. Errors: postcode-is-valid."""
    text = _as_text(value, "SW2 1AA")
    packed = re.sub(r"\s+", "", text).upper()
    if re.fullmatch(_OUTCODE + r"\d[ABD-HJLNP-UW-Z]{2}", packed):
        return f"{packed[:-3]} {packed[-3:]}"
    if re.fullmatch(_OUTCODE + r"\d?", packed):
        raise wrong(
            "postcode-is-valid",
            f"{quoted(text)} is only the first part of a postcode. "
            'Write all of it, as SW2 1AA, or "near:" in place of "postcode:".',
        )
    raise wrong("postcode-is-valid", f"{quoted(text)} is not a postcode. Write it as SW2 1AA.")


def parse_near(value: object) -> str:
    """The first part of a postcode: an outcode (SW2) or a sector (SW2 1). Errors: near-is-valid."""
    text = _as_text(value, "SW2")
    found = re.fullmatch(rf"({_OUTCODE})(?:\s+(\d))?", text.upper())
    if found:
        return f"{found[1]} {found[2]}" if found[2] else found[1]
    raise wrong(
        "near-is-valid",
        f"{quoted(text)} is not the first part of a postcode. Write it as SW2, or SW2 1.",
    )


def _parse_degrees(value: object, low: float, high: float, word: str) -> float:
    text = _as_text(value, "51.46230")
    try:
        number = float(text)
    except ValueError:
        raise wrong(
            "coordinates-are-valid", f"{quoted(text)} is not a number. Write it as 51.46230."
        ) from None
    if not low <= number <= high:
        raise wrong(
            "coordinates-are-valid",
            f"{quoted(text)} is not a {word} in England. Look whether the two are swapped.",
        )
    return number


def parse_latitude(value: object) -> float:
    """Degrees north, WGS 84, within England. Errors: coordinates-are-valid."""
    return _parse_degrees(value, 49.8, 55.9, "latitude")


def parse_longitude(value: object) -> float:
    """Degrees east (west is negative), WGS 84, within England. Errors: coordinates-are-valid."""
    return _parse_degrees(value, -6.5, 1.8, "longitude")


# --- money, ages, numbers ----------------------------------------------------------------------


def parse_money(value: object) -> Decimal:
    """Pounds, as 3.50 or 3. Errors: money-is-valid."""
    text = _as_text(value, "3.50")
    plain = text.replace(",", "").removeprefix("£").strip()
    if re.fullmatch(r"\d{1,5}(?:\.\d{2})?", text):
        return Decimal(text)
    if re.fullmatch(r"\d{1,5}(?:\.\d{1,2})?", plain):
        advice = f"Did you mean {Decimal(plain):.2f}?"
    elif re.fullmatch(r"\d+p", text):
        advice = f"Did you mean {Decimal(text[:-1]) / 100:.2f}?"
    else:
        advice = "Write the pounds as a number, as 3.50."
    raise wrong("money-is-valid", f"{quoted(text)} is not a sum of pounds. {advice}")


@dataclass(frozen=True, slots=True)
class Ages:
    """From ``low`` to ``high`` years, both included; None where there is no limit."""

    low: int | None
    high: int | None

    def __str__(self) -> str:
        if self.low is None:
            return f"under {(self.high or 0) + 1}"
        return f"{self.low} and over" if self.high is None else f"{self.low} to {self.high}"


def parse_ages(value: object) -> Ages:
    """``18 to 65``, ``60 and over`` or ``under 25``. Errors: ages-are-valid, start-is-before-end."""
    text = _as_text(value, "18 to 65")
    if found := re.fullmatch(r"(\d{1,3}) to (\d{1,3})", text):
        ages = Ages(int(found[1]), int(found[2]))
        if int(found[2]) < int(found[1]):
            raise wrong(
                "ages-are-valid",
                f"{quoted(text)} ends before it starts. Put the lower age first.",
            )
    elif found := re.fullmatch(r"(\d{1,3}) and over", text):
        ages = Ages(int(found[1]), None)
    elif found := re.fullmatch(r"under (\d{1,3})", text):
        ages = Ages(None, int(found[1]) - 1)
    else:
        raise wrong(
            "ages-are-valid",
            f'{quoted(text)} is not a range of ages. Write "18 to 65", "60 and over" or "under 25".',
        )
    if any(age is not None and age > 110 for age in (ages.low, ages.high)):
        raise wrong("ages-are-valid", f"{quoted(text)} names an age above 110. Look at it again.")
    return ages


def parse_count(value: object) -> int:
    """A whole number from 1 to 999. Errors: number-is-valid."""
    text = _as_text(value, "8")
    if re.fullmatch(r"[1-9]\d{0,2}", text):
        return int(text)
    raise wrong("number-is-valid", f"{quoted(text)} is not a whole number. Write it as 8.")


def parse_months(value: object) -> int:
    """``6 months``, from 1 to 36. Errors: months-are-valid."""
    text = _as_text(value, "6 months")
    found = re.fullmatch(r"(\d{1,2}) months?", text)
    if found and 1 <= int(found[1]) <= 36:
        return int(found[1])
    raise wrong(
        "months-are-valid",
        f'{quoted(text)} is not a length of time. Write it as "6 months", from 1 to 36.',
    )


# --- names of things ----------------------------------------------------------------------------

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def parse_id(value: object) -> str:
    """An id: lower case letters, digits and hyphens. Errors: id-is-valid."""
    text = _as_text(value, "brockwell-hall")
    if ID.fullmatch(text) and "--" not in text and len(text) <= 80:
        return text
    better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80]
    advice = (
        f'Did you mean "{better}"?' if better else "Use lower case letters, digits and hyphens."
    )
    raise wrong("id-is-valid", f"{quoted(text)} is not an id. {advice}")


def parse_reference(value: object) -> str:
    """An id of the same borough, or ``borough/id``. Errors: id-is-valid."""
    text = _as_text(value, "brockwell-hall")
    borough, separator, name = text.rpartition("/")
    return f"{parse_id(borough)}/{parse_id(name)}" if separator else parse_id(text)


def parse_file_name(value: object) -> str:
    """The name of a picture, without a folder. Errors: file-name-is-valid."""
    text = _as_text(value, "gate.svg")
    if re.fullmatch(r"[a-z0-9][a-z0-9-]*\.(?:svg|jpg|jpeg|png|webp)", text):
        return text
    raise wrong(
        "file-name-is-valid",
        f"{quoted(text)} is not the name of a picture. Write it in lower case, as gate.svg.",
    )


Choice = TypeVar("Choice", bound=StrEnum)


def parse_choice(choices: type[Choice], value: object) -> Choice:
    """One of a fixed list of words. Errors: choice-is-known, with the near miss."""
    known = [item.value for item in choices]
    text = _as_text(value, known[0])
    if text in known:
        return choices(text)
    raise wrong("choice-is-known", f"{quoted(text)} is not known here. {did_you_mean(text, known)}")


# --- the types ------------------------------------------------------------------------------------


def _typed(parse: Callable[[object], Any], **schema: Any) -> Any:
    """The two annotations of a text format: its parser and the JSON Schema of what is written."""
    return (PlainValidator(parse), WithJsonSchema({"type": "string", **schema}))


def choice(choices: type[Choice]) -> Any:
    """The annotations for one of a fixed list of words."""
    return (
        PlainValidator(lambda value: parse_choice(choices, value)),
        WithJsonSchema({"type": "string", "enum": [item.value for item in choices]}),
    )


def short(most: int) -> Any:
    """The annotations for one line of at most ``most`` characters."""
    return _typed(lambda value: parse_short_line(value, most), maxLength=most, minLength=1)


_YES_NO: dict[str, Any] = {"enum": ["yes", "no"]}
_DATE = r"^\d{4}-\d{2}-\d{2}$"

Line = Annotated[str, *_typed(parse_line, minLength=1)]
Prose = Annotated[str, *_typed(parse_prose, minLength=1)]
YesNo = Annotated[bool, *_typed(parse_yes_no, **_YES_NO)]
Yes = Annotated[bool, *_typed(parse_yes, enum=["yes"])]
ThreeValued = Annotated[Answer, *_typed(parse_answer, enum=["yes", "no", "not known"])]
Date = Annotated[dt.date, *_typed(parse_date, pattern=_DATE)]
DayOrDays = Annotated[Days, *_typed(parse_days, pattern=_DATE[:-1] + r"( to \d{4}-\d{2}-\d{2})?$")]
TimeOfDay = Annotated[dt.time, *_typed(parse_time, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Phone = Annotated[str, *_typed(parse_phone)]
Email = Annotated[str, *_typed(parse_email, format="email")]
WebAddress = Annotated[str, *_typed(parse_web_address, pattern="^https?://")]
Postcode = Annotated[str, *_typed(parse_postcode)]
Near = Annotated[str, *_typed(parse_near)]
Latitude = Annotated[float, *_typed(parse_latitude)]
Longitude = Annotated[float, *_typed(parse_longitude)]
Money = Annotated[Decimal, *_typed(parse_money, pattern=r"^\d{1,5}(\.\d{2})?$")]
AgeRange = Annotated[Ages, *_typed(parse_ages)]
Count = Annotated[int, *_typed(parse_count, pattern=r"^[1-9]\d{0,2}$")]
Months = Annotated[int, *_typed(parse_months, pattern=r"^\d{1,2} months?$")]
Id = Annotated[str, *_typed(parse_id, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Reference = Annotated[str, *_typed(parse_reference, pattern=r"^([a-z0-9-]+/)?[a-z0-9-]+$")]
FileName = Annotated[str, *_typed(parse_file_name)]
Recurrence = Annotated[
    Every,
    PlainValidator(parse_every),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"enum": WEEKDAYS}, "minItems": 1},
            ]
        }
    ),
]
