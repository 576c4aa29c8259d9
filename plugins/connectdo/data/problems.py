"""What is wrong with a file, in words an editor can act on.

A problem knows its place (path and line), the field, the sentence and the check's id. It does
not know how it is printed in colour, nor whether it should stop anything: the commands decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz, process

from connectdo.data.telling import shown_on_one_line

Severity = Literal["error", "warning", "draft"]
"""An error stops a build; a warning does not; nothing in a draft borough stops anybody."""


class Refusal(Exception):
    """A mistake outside the data (a missing file, an unknown borough): one sentence, no traceback.

    The sentence says what is wrong and what to do next. Commands print it and exit with 2.
    """


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. ``line`` counts from 1; ``field`` is dotted, or empty for the whole file.

    ``message`` says what is wrong, then what to do; ``check`` is the id in kebab-case.
    """

    path: str
    line: int
    field: str
    message: str
    check: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """``path:line: field: what is wrong. What to do. (check-id)``, clickable and greppable."""
        severity = "" if self.severity == "error" else f"{self.severity}: "
        field = f"{self.field}: " if self.field else ""
        words = f" {severity}{field}{self.message} ({self.check})"
        return self.place + shown_on_one_line(words)

    @property
    def place(self) -> str:
        """``path:line:``, for people and for programs that open it."""
        return f"{shown_on_one_line(self.path)}:{self.line}:"

    def as_draft(self) -> Problem:
        """The same problem in a borough that is not published, where it stops nobody."""
        return replace(self, severity="draft")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by path, line, field and check, each once: the same order on every machine."""
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.field, p.check, p.message))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that somebody most likely meant, or None when nothing is close."""
    found = process.extractOne(
        word[:80].lower(), list(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=68
    )
    return found[0] if found else None


def did_you_mean(word: str, known: Sequence[str], *, most: int = 12) -> str:
    """The next action after an unknown word: the near miss, or the words that may stand there."""
    near = nearest(word, known)
    if near:
        return f'Did you mean "{near}"?'
    return _use_one_of(known, most)


def meant(word: str, named: Mapping[str, Sequence[str]]) -> str | None:
    """The id whose own letters, or one of whose names, a word is, whatever its capitals."""
    plain = _plain(word)
    for id, names in named.items():
        if plain == _plain(id) or any(plain == _plain(name) for name in names):
            return id
    return None


def did_you_mean_by_name(word: str, named: Mapping[str, Sequence[str]], *, most: int = 12) -> str:
    """As ``did_you_mean``, for ids that have names and other words: an id that exists, or none."""
    found = meant(word, named)
    if found is None:
        # A street and its number are meant as they stand, or not at all.
        said = {
            _plain(name): id
            for id, names in named.items()
            for name in (*names, id)
            if name is id or not any(sign.isdigit() for sign in name)
        }
        near = process.extractOne(
            _plain(word[:80]), list(said), scorer=fuzz.token_sort_ratio, score_cutoff=68
        )
        found = said[near[0]] if near else None
    if found is None:
        return _use_one_of(list(named), most)
    name = next(iter(named[found]), "")
    return f'Did you mean "{found}"' + (
        f" ({name})?" if name and _plain(name) != _plain(found) else "?"
    )


def _use_one_of(known: Sequence[str], most: int) -> str:
    if not known:
        return "None is known yet."
    shown = ", ".join(known[:most])
    return f"Use one of: {shown}{', …' if len(known) > most else ''}."


def _plain(words: str) -> str:
    """Words without capitals, signs, and a first "the"."""
    plain = " ".join("".join(each if each.isalnum() else " " for each in words.casefold()).split())
    return plain.removeprefix("the ")


def quoted(value: str, *, most: int = 60) -> str:
    """What was found, in double quotes on one line, cut where it is long."""
    flat = " ".join(value.split())
    return f'"{flat[:most]}…"' if len(flat) > most else f'"{flat}"'
