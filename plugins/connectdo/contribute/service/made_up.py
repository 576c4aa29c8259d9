"""Tells a key that a machine drew from one that a person made up, or copied from a page.

It is held against carelessness, not against somebody who wants to fool it. It repeats no key.
"""

from __future__ import annotations

import base64
import binascii
import re
from itertools import pairwise

KEY_BYTES = 32
"""The fewest that a key may have."""

EXAMPLE = "6b2f0c9d41e8a7355d90c3fe1b7a28649ce1f03d7785b2ca4e6019d8f3a5c712"
"""The one that the recipe's file shows, so that it is known for an example."""

_FEWEST = KEY_BYTES // 2
"""Of different bytes, or of steps between two of them: a key by chance has 27 or more."""


def bytes_of_key(text: str) -> bytes | None:
    """The bytes of a key in hex or base64 (of either alphabet); None where it is neither."""
    if re.fullmatch(r"[0-9a-fA-F]*", text):
        return bytes.fromhex(text) if len(text) % 2 == 0 else None
    plain = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def judged(text: str) -> tuple[bytes, str]:
    """The bytes of a key, and why it is none: the end of a sentence, with what to do; or empty."""
    key = bytes_of_key(text)
    why = why_made_up(text, key) if key is not None else "is neither hex nor base64"
    return key or b"", f"{why}. Make one with: openssl rand -hex {KEY_BYTES}" if why else ""


def why_made_up(text: str, key: bytes) -> str:
    """Why a key is none that a machine drew, as the end of a sentence; empty where it may be."""
    if text.lower() == EXAMPLE:
        return "is the example of the recipe, which everybody knows"
    if len(key) < KEY_BYTES:
        return f"is too short: {len(key)} bytes, and {KEY_BYTES} are needed"
    if key in (key + key)[1:-1] or len(set(key)) < _FEWEST or _is_stairs(key):
        return "repeats itself, so that it can be guessed"
    if _is_words(text, key):
        return "is made of words, so that it can be guessed"
    return ""


def _is_stairs(key: bytes) -> bool:
    """Whether it goes on as one counts: 00 01 02 03, or 00 11 22 33."""
    return len({(after - before) % 256 for before, after in pairwise(key)}) < _FEWEST


def _is_words(text: str, key: bytes) -> bool:
    """Whether it is text, or text that happens to be base64: whose signs keep to their kind.

    In base64 by chance two neighbours are of two kinds in 64 of 100 places, and in words, names
    and years in less than half of that.
    """
    if all(32 <= byte < 127 or byte in b"\t\r\n" for byte in key):
        return True
    if re.fullmatch(r"[0-9a-fA-F]*", text):
        return False
    kinds = [
        "a" if sign.islower() else "A" if sign.isupper() else "0" if sign.isdigit() else "-"
        for sign in text.rstrip("=")
    ]
    changes = sum(one != other for one, other in pairwise(kinds))
    return changes < len(kinds) / 3
