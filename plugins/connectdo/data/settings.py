"""Turns the text of ``pelicanconf.py`` into the plain settings that rules look at.

The file is a program. It is not run here: only names that are set to a text, outside of all else,
are taken, with their lines.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

FILE = "pelicanconf.py"
MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Setting:
    """What a setting says, and the line it says it on."""

    value: str
    line: int


def read_settings(text: str) -> dict[str, Setting]:
    """Every setting that is a text, by its name; nothing where the file is no program.

    A build says what is wrong with such a file.
    """
    try:
        program = ast.parse(text)
    except (SyntaxError, ValueError):
        return {}
    return {
        target.id: Setting(each.value.value, each.lineno)
        for each in program.body
        if isinstance(each, ast.Assign)
        and isinstance(each.value, ast.Constant)
        and isinstance(each.value.value, str)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
