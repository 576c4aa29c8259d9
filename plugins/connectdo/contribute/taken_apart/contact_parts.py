"""Takes postcodes, phone numbers, mail and web addresses out of a text, and says what is left.

"Brixton Hub, 3 Acre Lane SW2 5SG. Tel: 020 7946 0102, www.brixtonhub.org" in; each part in the form
of the schema out, in the order of the text. In a text only what is surely a number is one: it
begins with 0 or +44. In a cell of its own a number gets back the 0 that a spreadsheet took. It
knows no field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from connectdo.contribute.taken_apart.not_sure import (
    NotSure,
    accepted,
    legible,
    says_nothing,
    tidied,
)
from connectdo.data.formats import parse_email, parse_postcode, parse_web_address, read_phone

_MAIL = re.compile(
    r"(?:mailto:)?[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@"
    r"[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
)
_ENDINGS = "(?-i:uk|org|com|net|london|UK|ORG|COM)"
"""What a bare host ends in; with others it may be the end of a sentence: "Free.Online booking"."""
_WEB = re.compile(
    r"https?://[^\s<>\"'|]{1,2000}|www\.[^\s<>\"'|]{1,2000}|"
    rf"(?<![\w@.-])[A-Za-z0-9][A-Za-z0-9-]{{0,62}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,5}}"
    rf"\.(?:{_ENDINGS})(?![\w@-])(?:/[^\s<>\"'|]{{0,2000}})?",
    re.I,
)
_PHONE = re.compile(
    r"(?<![0-9A-Za-z/.-])(?:\+ ?44|0044|\(?0)(?:[ ()./\u2010-\u2015-]{0,3}[0-9]){7,13}(?![0-9])"
    r"(?: ?,?\(?(?:ext\.?|extension|x) ?\.?:? ?[0-9]{1,6}\)?)?",
    re.I,
)
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])([A-Z]{1,2}[0-9][0-9A-Z]?) {0,2}([0-9][A-Z]{2})(?![A-Za-z0-9])", re.I
)
_COUNTED = re.compile("[0-9](?:st|nd|rd|th)")
_LABEL = re.compile(
    r"(?:\b(?:tel(?:ephone)?|phone|mob(?:ile)?|call|ring|e-?mail|mail|web(?: ?site)?|url|fax"
    r"|post ?code|visit|online|or|and|at|on|t|m|e|w)\b[ .:]*|[(\[,;:|/-] *)$",
    re.I,
)
_EXTENSION = re.compile(r"[ ,(]*(?:ext\.?|extension|x)[ .:]*([0-9]{1,6})\)?$", re.I)
_BEFORE_PHONE = re.compile(
    r"^(?:tel(?:ephone)?(?: no)?|phone(?: no)?|mob(?:ile)?|call|ring|t|m)[ .:]+", re.I
)


@dataclass(frozen=True, slots=True)
class ContactParts:
    """What was taken out of a text, each kind in the order of the text, and the text without it."""

    postcodes: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    rest: str = ""


@dataclass(slots=True)
class _Taking:
    text: str

    def take(self, pattern: re.Pattern[str], read: Callable[[str], str | None]) -> tuple[str, ...]:
        """Take out what is read, with the label before it; what is not read stays."""
        values: dict[str, None] = {}
        kept, at = [], 0
        for found in pattern.finditer(self.text):
            piece = found[0].rstrip(".,;:!?")
            while piece.endswith(")") and piece.count(")") > piece.count("("):
                piece = piece[:-1].rstrip(".,;:!?")
            value = read(piece)
            if value is None and pattern is _PHONE:  # "07700 900123 4 places"
                piece = piece.rstrip("0123456789").rstrip(" ()./-")
                value = read(piece)
            if value is None:
                continue
            values[value] = None
            kept.append(_without_label(self.text[at : found.start()]))
            at = found.start() + len(piece)
        self.text = "\0".join([*kept, self.text[at:]])
        return tuple(values)


def _without_label(before: str) -> str:
    """The text before a part, without "Tel:" and the like. Only its end is looked at."""
    head, tail = before[:-40], before[-40:]
    return head + _LABEL.sub("", tail)


def contact_parts(text: str) -> ContactParts:
    """The parts of a text. Of letters that cannot be seen nothing is left."""
    taking = _Taking(legible(text))
    emails = taking.take(_MAIL, _mail)
    websites = taking.take(_WEB, _web)
    phones = taking.take(_PHONE, _phone)
    postcodes = taking.take(_POSTCODE, _postcode)
    return ContactParts(postcodes, phones, emails, websites, _left(taking.text))


def _mail(text: str) -> str | None:
    found: str | None = accepted(parse_email, text.removeprefix("mailto:"))
    return found


def _web(text: str) -> str | None:
    whole = text if re.match("https?://", text, re.I) else f"https://{text}"
    found: str | None = accepted(parse_web_address, whole)
    return found


def _phone(text: str) -> str | None:
    shown = read_phone(_with_extension(text))
    return shown.shown if shown else None


def _with_extension(text: str) -> str:
    """A number with its extension as the schema reads it: " ext 3"."""
    return _EXTENSION.sub(r" ext \1", text)


def without_postcodes(text: str) -> str:
    """The text with a comma in the place of each postcode."""
    return _POSTCODE.sub(lambda found: ", " if _postcode(found[0]) else found[0], text)


def _postcode(text: str) -> str | None:
    inward = text.replace(" ", "")[-3:]
    if _COUNTED.fullmatch(inward):  # "in W1 2nd floor"
        return None
    found: str | None = accepted(parse_postcode, text)
    return found


def _left(text: str) -> str:
    """What is left of a text: no empty brackets, no commas about nothing."""
    lines = []
    for line in re.sub(r"[(\[] ?\0 ?[)\]]", "\0", text).split("\n"):
        parts = [part.strip(" ,;:|/-") for part in line.split("\0")]
        plain = " ".join(part for part in parts if re.search(r"\w", part))
        if plain:
            lines.append(re.sub(r" ([,.;:])", r"\1", plain).strip())
    return "\n".join(lines)


# --- cells of one kind ---------------------------------------------------------------------------


def phones_in(cell: str) -> tuple[str, ...] | NotSure | None:
    """The numbers of a cell for phones, each as it is shown; None where it says nothing.

    A number gets its 0 back: ``2079460102``, ``20 7946 0102``, ``2079460102.0``.
    """
    text = tidied(cell)
    if says_nothing(text):
        return None
    whole = _number(text)
    if whole:
        return (whole,)
    if re.fullmatch(r"[0-9.]+[eE]\+?[0-9]+", text):
        return NotSure(cell, "the spreadsheet shortened the number", "Ask for the whole number.")
    parts = [
        part for each in re.split(r"\n|;| ?/ ?| or |,| and | & ", text) if (part := each.strip())
    ]
    numbers = [_number(part) for part in parts[:10]]
    if len(parts) > 10 or not all(numbers):
        return NotSure(
            cell, "it is not only phone numbers", "Write the number alone, as 020 7946 0123."
        )
    return tuple(dict.fromkeys(filter(None, numbers)))


def _number(text: str) -> str | None:
    text = _with_extension(_BEFORE_PHONE.sub("", text[:80])).removesuffix(".0")
    found = read_phone(text)
    if found is None and re.match(r"[1-9(]", text):
        found = read_phone(f"0{text}")
        if found is None and text.startswith("44"):
            found = read_phone(f"+{text}")
    return found.shown if found else None


def web_address_in(cell: str) -> str | NotSure | None:
    """The web address of a cell, with its https; None where it says nothing."""
    return _only(cell, _web_alone, "a web address", "Write it as https://example.org.")


def email_in(cell: str) -> str | NotSure | None:
    """The mail address of a cell; None where it says nothing."""
    return _only(cell, _mail_alone, "a mail address", "Write it as hello@example.org.")


def postcode_in(cell: str) -> str | NotSure | None:
    """The postcode of a cell in the one way it is written; None where it says nothing."""
    return _only(cell, _postcode, "a postcode", "Write it as SW2 1AA.")


def _web_alone(text: str) -> str | None:
    plain = text.strip("<>\"'. ").replace("\\", "/")
    if re.match(r"https?[:;/]|www\.", plain, re.I):
        plain = re.sub(r"^(https?)[:;]?/{1,3}(?=\w)", r"\1://", plain, flags=re.I)
        return _web(plain)
    return _web(plain) if "@" not in plain and re.match(r"[\w-]+(?:\.[\w-]+)+", plain) else None


def _mail_alone(text: str) -> str | None:
    plain = re.sub(r"^(?:mailto:|e-?mail[ :]+)", "", text.strip("<>\"' .;,"), flags=re.I)
    return _mail(plain) if plain.count("@") == 1 and " " not in plain else None


def _only(
    cell: str, read: Callable[[str], str | None], what: str, advice: str
) -> str | NotSure | None:
    text = tidied(cell)
    if says_nothing(text):
        return None
    found = read(text) if len(text) <= 2000 else None
    return found or NotSure(cell, f"it is not {what} alone", advice)


def kinds_of(cells: Iterable[str]) -> dict[str, int]:
    """How many cells of a column are a phone number, a web address, mail or a postcode alone."""
    readers: dict[str, Callable[[str], object]] = {
        "postcode": postcode_in,
        "email": email_in,
        "phone": phones_in,
        "website": web_address_in,
    }
    counts = dict.fromkeys(readers, 0)
    for cell in cells:
        for kind, read in readers.items():
            found = read(cell)
            if found is not None and not isinstance(found, NotSure):
                counts[kind] += 1
                break
    return counts
