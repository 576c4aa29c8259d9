"""Turns values into what the store keeps of them: answers, moments and secrets into texts.

It knows no table. No sentence of its own repeats an answer.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import re
from enum import StrEnum
from typing import Any

from connectdo.data.problems import Refusal

MOST_BYTES = 64 * 1024
"""Of all answers to one form together, as JSON. The file that it was filled from has its own."""
SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Of references: no sign that is taken for another, and no vowel, so that no word comes about."""


class SubmissionKind(StrEnum):
    """What somebody sends; other modules say ``Kind``."""

    NEW = "new"
    CORRECT = "correct"
    STOPPED = "stopped"
    TIP = "tip"
    PROBLEM = "problem"
    IDEA = "idea"
    OFFER = "offer"
    ANSWER = "answer"
    ASK = "ask"
    EVENT = "event"
    STEP = "step"


def as_json(answers: dict[str, Any]) -> str:
    """Raises Refusal for half a sign, which no database keeps; a value that is no JSON is ours."""
    text = json.dumps(answers, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refusal(
            "One of the answers has a sign that is only half there. Please type it again."
        ) from None
    return text


def require_small(*answers: str) -> None:
    """Raises Refusal for more than ``MOST_BYTES`` together."""
    if sum(len(each.encode()) for each in answers) > MOST_BYTES:
        raise Refusal(
            f"The answers are longer than {MOST_BYTES // 1024} kilobytes together. Please make "
            "them shorter."
        )


def text_of(moment: dt.datetime) -> str:
    """A moment in UTC, to the millionth: these texts sort as the moments do."""
    if moment.tzinfo is None:
        raise ValueError("a moment of the store needs a time zone")
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def moment_of(text: str) -> dt.datetime:
    """What ``text_of`` wrote."""
    return dt.datetime.fromisoformat(text)


def code_of(key: bytes, use: str, words: str) -> bytes:
    """32 bytes of the words. For each use other ones, so that none tells anything of another."""
    said = f"connectdo intake: {use}\0{words}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, said, hashlib.sha256)


def letters_of(borough: str) -> str:
    """The three letters that a borough's references begin with."""
    return re.sub(r"[^A-Z]", "", borough.upper())[:3].ljust(3, "X")


def as_reference(typed: str) -> str:
    """A reference as it is stored, however it was typed: "lam 4k7q" is LAM-4K7Q."""
    signs = re.sub(r"[^A-Z0-9]", "", typed[:80].upper())
    return f"{signs[:3]}-{signs[3:]}"
