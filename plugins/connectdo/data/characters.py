"""Which characters may stand in a file: none that an editor cannot see, and letters as one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from connectdo.data.problems import Problem

# C0 and C1 controls but tab and newline; line ends that no editor counts, so that lines would be
# told wrongly; the bidirectional overrides, embeddings and isolates that can make a line read
# otherwise than it is stored (CVE-2021-42574); lone surrogates and byte order marks.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Unreadable(Exception):
    """Raised where reading cannot go on; becomes a Problem."""

    def __init__(self, line: int, check: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.line, self.check, self.message, self.field = line, check, message, field

    def problem(self, path: str) -> Problem:
        """What is wrong with the file at ``path``."""
        return Problem(path, self.line, self.field, self.message, self.check)


def composed(text: str) -> str:
    """Letters and their accents as one character each, so that equal words are equal."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def without_unseen(text: str) -> str:
    """The text without the characters that may not stand in a file."""
    return _FORBIDDEN.sub("", text)


def unseen(text: str, line: int) -> Iterator[Unreadable]:
    """For each line that holds a character nobody can see, the sentence; ``line`` is the first."""
    if not _FORBIDDEN.search(text):
        return
    for number, words in enumerate(text.split("\n"), line):
        for character in dict.fromkeys(_FORBIDDEN.findall(words)):
            code = f"U+{ord(character):04X}"
            if _DIRECTION.match(character):
                yield Unreadable(
                    number,
                    "no-direction-overrides",
                    "There is an invisible character that turns the direction of text "
                    f"({code}). Delete the line and type it again.",
                )
            else:
                yield Unreadable(
                    number,
                    "no-control-characters",
                    f"There is a control character ({code}) that cannot be seen. "
                    "Delete the line and type it again.",
                )
