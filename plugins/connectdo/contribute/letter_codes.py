"""In which encoding the bytes of a text are, and the text itself.

What is certain is taken; between Windows-1252 and MacRoman the letters decide, and it is said what
was decided, with a word to look at. charset-normalizer is imported only here, for what is left.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from connectdo.data.problems import quoted

NAMES = {"cp1252": "Windows-1252", "mac_roman": "MacRoman"}
_NOT_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
# What stands in no word: a capital or a sign within small letters, a small letter between capitals.
_ODD = re.compile(
    r"(?<=[a-zà-öø-ÿ])(?:[À-ÖØ-ÞŠŽŒŸ]|[^\W\d_a-zà-öø-ÿA-Z]|[^\w\s\x00-\x7f’–—])(?![A-Z])"
    r"|(?<=[A-Z])[à-öø-ÿœš](?=[A-Z])"
    r"|(?<![\w\s])[À-ÖØ-Þ](?=\s)|(?<=\s)[À-ÖØ-ÞŠŽŸ](?=\s)"
)
_ACCENTED = re.compile(r"[^\W\d_]*[^\W\d_a-zA-Z][^\W\d_]*")
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what is to be said about how it was read."""

    text: str
    notes: tuple[str, ...] = ()


def decoded(data: bytes) -> Decoded:
    """The text of bytes: UTF-8, UTF-16 or UTF-32, with or without a mark; Windows-1252 or MacRoman.

    Nothing is lost: what is no letter of the encoding becomes a replacement character.
    """
    unicode = _unicode(data)
    if unicode:
        size = 4 if "32" in unicode else 2
        there = data[: len(data) // size * size]  # without a letter that was cut off
        return _without_nothing(there.decode(unicode, "replace").removeprefix("\ufeff"))
    if _is_utf8(data):
        return _without_nothing(data.decode("utf-8-sig"))
    mixed = _mixed(data)
    if mixed:
        return mixed
    encoding = _eight_bits(data)
    text = data.decode(encoding, "replace")
    word = _ACCENTED.search(text)
    look = f"{quoted(word[0])} is" if word else "letters with accents are"
    note = f"The file is not UTF-8, so it was read as {NAMES[encoding]}. Look whether {look} right."
    whole = _without_nothing(text)
    return Decoded(whole.text, (note, *whole.notes))


def _unicode(data: bytes) -> str:
    """The wide encoding that a mark or the zeros among the bytes tell of; none is empty."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = data[:4000]
    zeros = [start[at::4].count(0) for at in range(4)]
    quarter = len(start) // 4
    if quarter and min(zeros[1:]) > quarter * 0.8 and zeros[0] < quarter * 0.2:
        return "utf-32-le"
    if quarter and min(zeros[:3]) > quarter * 0.8 and zeros[3] < quarter * 0.2:
        return "utf-32-be"
    # Every second byte of European text in UTF-16 is nothing; of any other its signs and ends of
    # lines are.
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if max(even, odd) > len(start) // 5 and min(even, odd) < max(even, odd) // 10 + 1:
        return "utf-16-be" if even > odd else "utf-16-le"
    for encoding, end in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        if max(even, odd) > 3 and start.count(end) and len(data) % 2 == 0:
            try:
                if "\n" in start[: len(start) // 2 * 2].decode(encoding):
                    return encoding
            except UnicodeDecodeError:
                continue
    return ""


def _is_utf8(data: bytes) -> bool:
    try:
        for _ in codecs.iterdecode(
            (data[at : at + _PIECE] for at in range(0, len(data), _PIECE)), "utf-8"
        ):
            pass
    except UnicodeDecodeError:
        return False
    return True


_UTF8_SIGN = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_ASCII = bytes(range(128))
_AS_WINDOWS = "connectdo-windows-1252"


def _read_as_windows(wrong: UnicodeError) -> tuple[str, int]:
    """What to read in place of bytes that are no UTF-8."""
    if not isinstance(wrong, UnicodeDecodeError):
        raise wrong
    return wrong.object[wrong.start : wrong.end].decode("cp1252", "replace"), wrong.end


codecs.register_error(_AS_WINDOWS, _read_as_windows)


def _mixed(data: bytes) -> Decoded | None:
    """A file of UTF-8 with some other letters pasted in, where most of them are UTF-8."""
    rest, right = _UTF8_SIGN.subn(b"", data[: 4 * _PIECE])
    wrong = len(rest.translate(None, _ASCII))
    if right <= wrong:
        return None
    lines = list(dict.fromkeys(islice(_wrong_lines(data), 21)))
    shown = ", ".join(map(str, lines[:20])) + (", …" if len(lines) > 20 else "")
    note = (
        "The file is UTF-8, but some letters are Windows-1252. Look at the letters with accents "
        f"in line {shown}."
    )
    whole = _without_nothing(data.decode("utf-8", _AS_WINDOWS).removeprefix("\ufeff"))
    return Decoded(whole.text, (note, *whole.notes))


def _wrong_lines(data: bytes) -> Iterator[int]:
    """The lines, counted from 1, in which something is no UTF-8."""
    end = b"\n" if b"\n" in data else b"\r"
    at, line = 0, 1
    while at < len(data):
        try:
            codecs.utf_8_decode(memoryview(data)[at:], "strict", True)
        except UnicodeDecodeError as wrong:
            start = at + wrong.start
            line += data.count(end, at, start)
            yield line
            after = data.find(end, start)  # the next line, where there is one
            at = after if after >= 0 else len(data)
        else:
            return


def _eight_bits(data: bytes) -> str:
    """Windows-1252 or MacRoman: the one whose letters stand where letters do."""
    lines = b"\n".join(
        line for line in data[: 4 * _PIECE].replace(b"\r", b"\n").split(b"\n") if _HIGH.search(line)
    )[:200_000]
    windows = len(_ODD.findall(lines.decode("cp1252", "replace")))
    windows += 2 * sum(lines.count(bytes((byte,))) for byte in _NOT_1252)
    mac = len(_ODD.findall(lines.decode("mac_roman")))
    if windows != mac:
        return "cp1252" if windows < mac else "mac_roman"
    if not windows:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(lines, cp_isolation=list(NAMES)).best()
    return best.encoding if best and best.encoding in NAMES else "cp1252"


def _without_nothing(text: str) -> Decoded:
    """A text without NUL signs, which a person does not see."""
    count = text.count("\0")
    if not count or count > len(text) // 2:
        return Decoded(text)
    said = "1 NUL sign was" if count == 1 else f"{count:,} NUL signs were"
    return Decoded(text.replace("\0", ""), (f"{said} taken out, which nobody sees.",))
