"""Turns what a team has saved or pasted into the words that a person wrote: one text, line by line.

A whole mail with its headers and encodings, a text file of any sort, or a paste. It does not know
what the words say.
"""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from typing import NamedTuple

from connectdo.data.characters import composed, without_unseen
from connectdo.data.problems import Refusal

MOST_BYTES = 64 * 1024

_HEADER = re.compile(r"[A-Za-z][A-Za-z-]{1,40}:( |\t|$)")
_OF_A_MAIL = re.compile(
    r"^(from|received|return-path|message-id|mime-version|content-type):", re.I | re.M
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_MARKS = re.compile("[\u200b\u200e\u200f\u061c\u2060\u00ad]")
"""Marks of direction, and breaks that nobody sees. Joiners stay: some names need them."""
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class MailTexts(NamedTuple):
    """The texts that were sent, the plain ones first; of a mail also who sent it, and its subject.

    Line ends, spaces and letters are of one sort in them.
    """

    texts: list[str]
    sender: str = ""
    subject: str = ""


def read_texts(given: bytes | str) -> MailTexts:
    """What is written in a text or a whole mail.

    Raises Refusal for more than ``MOST_BYTES``, and for what is no text.
    """
    data = given.encode("utf-8", "replace") if isinstance(given, str) else given
    if len(data) > MOST_BYTES:
        raise Refusal(
            f"The message is larger than {MOST_BYTES // 1024} kB. Save its words alone, without "
            "pictures and other files."
        )
    text = _decoded(data)
    if not _is_mail(text):
        return MailTexts([_tidy(text)])
    # The words of a wide encoding are no headers yet.
    mail = message_from_bytes(text.encode() if _wide(data) else data)
    found = [*_parts(mail, "text/plain"), *_parts(mail, "text/html"), ""]
    return MailTexts(
        [_tidy(each) for each in found],
        _tidy(_header(mail, "From")),
        _tidy(_header(mail, "Subject")),
    )


def _is_mail(text: str) -> bool:
    """Whether a text begins with the headers of a mail, as programs write them."""
    head = text.lstrip().partition("\n\n" if "\n\n" in text else "\r\n\r\n")[0]
    return bool(_HEADER.match(head) and _OF_A_MAIL.search(head))


def _parts(mail: Message, kind: str) -> Iterator[str]:
    for part in mail.walk():
        if part.get_content_type() != kind or part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            text = _decoded(payload, str(part.get_content_charset("")))
            yield _without_tags(text) if kind == "text/html" else text


def _header(mail: Message, name: str) -> str:
    """A header in words; as it stands where it is not written as headers are."""
    raw = mail.get(name, "")
    try:
        return str(make_header(decode_header(raw)))
    except (ValueError, LookupError):
        return str(raw)


def _decoded(data: bytes, charset: str = "") -> str:
    """Bytes as text. Raises Refusal where they are none."""
    if wide := _wide(data):
        text = data.decode(wide, "ignore")  # some mail programs cut the last letter in two
    else:
        text = _first_that_fits(data, (charset or "utf-8-sig", "utf-8-sig", "cp1252"))
    if "\0" in text or sum(each < " " and each not in "\t\n\r\f\v\x1b" for each in text) > 4:
        raise Refusal("This is no text. Save the words of the message as a plain text file.")
    return text


def _first_that_fits(data: bytes, charsets: Sequence[str]) -> str:
    for name in charsets:
        with contextlib.suppress(UnicodeError, LookupError):
            return data.decode(name)
    return data.decode("utf-8", "replace")


def _wide(data: bytes) -> str:
    """The encoding of two bytes a letter that the data has, or nothing."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = data[:200]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if odd > len(start) / 4 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) / 4 and not odd else ""


def _without_tags(text: str) -> str:
    """The words of a mail that came as HTML, a line for each block."""
    text = re.sub(r"(?is)<(style|script|head)\b.*?</\1\s*>", "", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(?i)<br\b[^>]*>|</(p|div|li|tr|h[1-6]|blockquote|pre)\s*>", "\n", text)
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _tidy(text: str) -> str:
    """One sort of line end and of space, letters as one, and nothing that cannot be seen."""
    text = _MARKS.sub("", _SPACES.sub(" ", _LINE_ENDS.sub("\n", text)))
    return composed(without_unseen(text))
