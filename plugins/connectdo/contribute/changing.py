"""The handful of changes that a mapping may ask for on the way from a column to a field.

Text in, text or lines out; an empty answer means that there is nothing to say. Each change has
one entry in ``CHANGES``. None of them looks at another column.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from connectdo.contribute.mapping import TextChange
from connectdo.data.formats import WrongValue, parse_postcode

STREET = (
    "Road Street Lane Avenue Hill Way Drive Grove Vale Crescent Parade Gardens Close Terrace "
    "Walk Row Rise Broadway"
).split()
BUILDING = ("Centre", "House", "Hall")

# Providers with whom anybody has an address: what stands there is most often one person's own.
FREE_MAIL = re.compile(
    r"@(?:hotmail|outlook|live|msn|gmail|googlemail|yahoo|ymail|aol|icloud|me|mac|btinternet|"
    r"sky|talktalk|virginmedia|ntlworld|tiscali|blueyonder|protonmail|proton|gmx|mail)"
    r"\.(?:[a-z]{2,4}|co\.uk)$",
    re.I,
)


class LeftOut(Exception):
    """A value is left out on purpose; its text says why, and what to do instead."""


def address_lines(text: str) -> list[str]:
    """The lines of an address that stands on one: parted at commas, a house number kept with its
    street, each line once. "52, Mill Road, Ham, Ham" becomes "52 Mill Road" and "Ham".
    """
    text = re.sub(r"(?<=[0-9])\s*[-–]\s*(?=[0-9])", "-", text)
    text = re.sub(r"^([0-9]+[A-Za-z]?(?:-[0-9]+)?)\s*,\s*", r"\1 ", text)
    return list(dict.fromkeys(line for part in text.split(",") if (line := part.strip())))


def on_or_at(text: str) -> str:
    """The way to say an address in a sentence: "at 12 Mill Road", "on Mill Road", "at The Mill".

    Of several lines it takes the one that has a number or is named as a street.
    """
    lines = address_lines(text)
    numbered = next((line for line in lines if line[0].isdigit()), None)
    street = next((line for line in lines if set(line.split()[-2:]) & set(STREET)), None)
    if numbered is None and street:
        return f"on {street}"
    return f"at {numbered or lines[0]}" if lines else ""


def building(text: str) -> str:
    """The name of a building that has a street after it, or nothing."""
    lines = address_lines(text)
    named = len(lines) > 1 and lines[0].endswith(BUILDING) and not lines[0][0].isdigit()
    return lines[0] if named else ""


def postcode(text: str) -> str:
    """A postcode as it is written; one that is none stays as it was, for the schema to refuse."""
    try:
        return parse_postcode(text)
    except WrongValue:
        return text


def service_email(text: str) -> str:
    """An address of a service, its domain in small letters; LeftOut for a person's own."""
    if FREE_MAIL.search(text):
        raise LeftOut(
            "looks like a person's own address, so it is left out. "
            "Ask them for one that may stand here, and write it into the file by hand."
        )
    name, at, domain = text.rpartition("@")
    return f"{name}{at}{domain.lower()}"


CHANGES: dict[TextChange, Callable[[str], str | list[str]]] = {
    TextChange.ADDRESS_LINES: address_lines,
    TextChange.BUILDING: building,
    TextChange.ON_OR_AT: on_or_at,
    TextChange.POSTCODE: postcode,
    TextChange.OUTCODE: lambda text: postcode(text).partition(" ")[0],
    TextChange.SERVICE_EMAIL: service_email,
    TextChange.WITHOUT_BRACKETS: lambda text: " ".join(re.sub(r"\([^()]*\)", " ", text).split()),
}
