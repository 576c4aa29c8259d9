"""What people type in danger, and innocent searches beside it: tests/search/danger.yml, read once.

Of each three of a kind the third is kept aside: no phrase was written for its sake.
"""

from __future__ import annotations

from pathlib import Path

import yaml

_TABLE = yaml.load(
    (Path(__file__).parent / "search/danger.yml").read_text("utf-8"),
    Loader=yaml.BaseLoader,  # text only
)

CRIES: list[tuple[str, str, bool]] = [
    (kind, typed, number % 3 == 2)
    for kind, entries in _TABLE["cries"].items()
    for number, typed in enumerate(entries)
]
"""The kind, what is typed, and whether it is kept aside."""
INNOCENT: list[tuple[str, bool]] = [
    (typed, number % 3 == 2)
    for entries in _TABLE["innocent"].values()
    for number, typed in enumerate(entries)
]
"""What is typed, and whether it is kept aside."""
ALL = [typed for _, typed, _ in CRIES] + [typed for typed, _ in INNOCENT]
