"""Phone numbers: from what somebody wrote to the one way a number is shown and dialled.

``parse_phone`` gives a number as people dial it, grouped and with its 0, so that page, paper, book,
calendar and open data need no rule of their own. Helplines' short numbers and Relay UK's prefix
are numbers too. phonenumberslite is imported only where a value needs it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from connectdo.data.formats.values import as_text, typed_number, wrong
from connectdo.data.problems import quoted

SHORT = frozenset("999 112 111 101 105 119 159 18000 116000 116006 116111 116117 116123".split())
"""Short numbers that people ring. Source: Ofcom, National Telephone Numbering Plan."""

_TEXT_CODE = re.compile(r"[678][0-9]{4}")
"""Short codes for texts. Source: phone-paid services' five-digit codes, as 85258 of Shout."""

_RELAY = re.compile(r"(1800[12])(?=0[0-9]{8,10}$|[0-9]{3,6}$|44[0-9]{9,10}$)")
"""What Relay UK's users dial before a number: 18001 from text to voice, 18002 the other way."""

_WRITTEN = re.compile(r"\+?[0-9 ()./-]+(?: ?(?:ext\.?|extension|x) ?[0-9]{1,6})?")
_EXTENSION = re.compile(r" ?(?:ext\.?|extension|x) ?([0-9]{1,6})$")
_DIGITS = str.maketrans("OoQlIi|SBZ", "0001111582")
"""Letters that are typed, or read from paper by a machine, where a digit is meant."""

_OWN_GROUPS = re.compile(r"0[389][0-9]{2}(?: [0-9]+)+")
"""Numbers of no place: whoever has one chose its groups to be remembered, as 0808 2000 247."""


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number that can be reached: as it is shown, as a link dials it, and what it is."""

    shown: str
    link: str
    mobile: bool = False
    texts_only: bool = False


@lru_cache(maxsize=20_000)
def read_phone(text: str) -> PhoneNumber | None:
    """The number that is written in digits, signs and spaces; None where no British one is."""
    text = unicodedata.normalize("NFKC", text).replace("\u2010", "-").replace("\u2011", "-")
    text = re.sub(r"[\u2012-\u2015\u2212]", "-", " ".join(text.split()))
    if not _WRITTEN.fullmatch(text):
        return None
    digits = re.sub(r"[^0-9]", "", text)
    if digits in SHORT:
        return PhoneNumber(f"116 {digits[3:]}" if len(digits) == 6 else digits, digits)
    if _TEXT_CODE.fullmatch(digits):
        return PhoneNumber(digits, digits, texts_only=True)
    relay = _RELAY.match(digits)
    if relay:
        beyond = read_phone(text.partition(relay[1])[2].strip() or digits[5:])
        if beyond is None:
            return None
        dialled = re.sub(r"[^0-9]", "", beyond.shown)
        return PhoneNumber(f"{relay[1]} {beyond.shown}", relay[1] + dialled, beyond.mobile)
    return _of_the_plan(text)


def _of_the_plan(text: str) -> PhoneNumber | None:
    """A number of the British plan: an area's, a mobile, a number of no place."""
    if _lacks_its_zero(text):
        return None
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    if number.country_code != 44:
        return None
    extension, number.extension = number.extension, None
    link = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    drama = is_for_drama(shown)
    if not drama and not phonenumbers.is_valid_number(number):
        return None
    mobile = shown.startswith("07") and (
        drama
        or phonenumbers.number_type(number)
        in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.PERSONAL_NUMBER)
    )
    if _OWN_GROUPS.fullmatch(text):
        shown = text
    if shown.startswith("08"):  # a free number cannot be reached from abroad: as at home, then
        link = re.sub(r"[^0-9]", "", shown)
    return PhoneNumber(f"{shown} ext. {extension}" if extension else shown, link, mobile)


def is_for_drama(phone: str) -> bool:
    """True for a number that nobody has: ranges reserved for drama in London, mobile, no area.

    Source: Ofcom, "Telephone numbers for use in TV and radio drama programmes".
    """
    digits = re.sub(r"[^0-9]", "", _EXTENSION.sub("", phone))
    digits = re.sub(r"^1800[12](?=0)", "", digits)
    return re.fullmatch(r"(?:44|0)(?:2079460|7700900|1632960)[0-9]{3}", digits) is not None


def phone_link(phone: str) -> str:
    """The number as tel: and sms: links dial it. ValueError for an unchecked number."""
    found = read_phone(phone)
    if found is None:
        raise ValueError(phone)
    return found.link


def is_mobile(phone: str) -> bool:
    """True for a mobile or personal number, which may belong to one person."""
    found = read_phone(phone)
    return bool(found and found.mobile)


def is_short(phone: str) -> bool:
    """True for a number of a few digits that a service has and no person: 116 123, 85258."""
    found = read_phone(phone)
    return bool(found and len(found.link) <= 6)


def takes_texts_only(phone: str) -> bool:
    """True for a short code to which people send texts, and which nobody can ring."""
    found = read_phone(phone)
    return bool(found and found.texts_only)


def parse_phone(value: object) -> str:
    """A British phone number, as people dial it: 020 7946 0123. Errors: phone-is-valid."""
    text = as_text(value, "020 7946 0123")
    found = read_phone(text)
    if found:
        return found.shown
    raise wrong("phone-is-valid", f"{quoted(text)} {_what_is_wrong(text)}")


def _lacks_its_zero(text: str) -> bool:
    """True for digits that start with neither 0 nor Britain's 44, as spreadsheets leave them."""
    return re.match(r"[ (]*(?:0|\+|44)", text) is None


def _what_is_wrong(text: str) -> str:
    """What is wrong with a number and, where it can be told, the right one."""
    if re.search(r"[A-Za-z|]", text):
        digits_only = text.translate(_DIGITS)
        meant = read_phone(digits_only) or read_phone(f"0{digits_only}")
        if meant:
            letter = next(sign for sign in text if sign in "OoQlIi|SBZ")
            digit = letter.translate(_DIGITS)
            return (
                f'has the letter "{letter}" where the digit {digit} is meant. Write {meant.shown}.'
            )
    elif _lacks_its_zero(text) and (meant := read_phone(f"0{text}")):
        return f"has lost its 0 at the start. Write {meant.shown}."
    if numbers := numbers_in(text):
        return f"has more in it than one number. Write only {numbers[0][1]}."
    digits = sum(character.isdigit() for character in text)
    reason = f": it has {digits} digits, and most British numbers have 11" if digits != 11 else ""
    return f"is not a phone number{reason}. Write it as 020 7946 0123."


_RUN = re.compile(r"(?:\+|\(|(?<![0-9]))[0-9](?:[ ()./-]{0,2}[0-9]){7,12}(?![0-9])")
"""Digits that may be a number: 8 to 13 of them, with at most two signs between two."""


def numbers_in(text: str) -> list[tuple[str, str]]:
    """The long phone numbers in a text: each as it is written there, and as it is shown."""
    found = []
    for run in _RUN.finditer(text):
        number = read_phone(run[0]) or read_phone(f"0{run[0]}")
        if number:
            found.append((run[0], number.shown))
    return found


Phone = Annotated[str, *typed_number(parse_phone)]
