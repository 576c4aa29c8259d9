"""Turns any text into lines that RFC 5545 allows: escaped, and folded at 75 octets."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def escaped(text: str) -> str:
    """Text as a TEXT value: separators and line ends escaped, control characters taken out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = _CONTROL.sub("", text)
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    return text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """One content line with its CRLF, folded at 75 octets and never inside a character."""
    if len(line) <= 75 and line.isascii():
        return line + "\r\n"
    octets = line.encode()
    if len(octets) <= 75:
        return line + "\r\n"
    pieces = []
    start, room = 0, 75
    while start < len(octets):
        end = min(start + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end].decode())
        start, room = end, 74  # the space that begins a folded line counts
    return "\r\n ".join(pieces) + "\r\n"
