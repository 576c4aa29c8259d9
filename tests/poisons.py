"""Values that no page of ours would keep, for every place where its scripts look for kept things.

``kept_texts`` are texts for the browser's store, ``fragments`` what may stand after "#",
``states`` what a step of the history may hold, ``messages`` what a worker may say. Each starts
with those that every run tries; with a seed and a number, made-up ones follow.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

GOOD = "lambeth/tuesday-gardening"
HTML = '<img src=x onerror="window.poisoned=1">'
DEEP: Any = "deep"
for _ in range(200):
    DEEP = [DEEP]

JUNK: list[Any] = [
    *(None, True, 0, -1, 1e308, "", "x", GOOD, [], [[]], [[GOOD]], {}, [None], [{}]),
    *({"toString": 1, "valueOf": 1}, {"length": 9}, {"split": 1}, HTML, f"{HTML}/{HTML}"),
    *("lambeth/__proto__", "__proto__/constructor", "constructor/x", "../x", "//evil.example/x"),
    *("a" * 5000 + "/b", "‮lambeth/x", "lambeth/tuesday-gardening\n", "😀", DEEP),
]
"""JSON values of every type, names of JavaScript's own objects, markup, length, depth."""

BROKEN = ["", "{", "undefined", "NaN", "\0", "[object Object]", '{"refs":[', "'", HTML, "\ud800"]
"""Texts that are no JSON."""


def _grown(random_: random.Random, depth: int = 0) -> Any:
    """A made-up JSON value, with the names that our own things have."""
    names = ["refs", "notes", "from", "point", "words", "mine", GOOD, "__proto__", "constructor"]
    kind = random_.randrange(3 if depth < 3 else 1)
    if kind == 1:
        return [_grown(random_, depth + 1) for _ in range(random_.randrange(4))]
    if kind == 2:
        return {random_.choice(names): _grown(random_, depth + 1) for _ in range(3)}
    return random_.choice(JUNK)


def kept_texts(seed: int = 0, made_up: int = 0) -> Iterator[str]:
    """Texts for a name in the browser's store: a list of ours has refs, and notes by ref."""
    yield from BROKEN
    yield "[" * 100_000 + "]" * 100_000
    yield '{"__proto__": {"refs": ["lambeth/x"]}, "refs": 1}'
    for junk in JUNK:
        yield json.dumps(junk)
        yield json.dumps({"refs": junk, "notes": junk})
        yield json.dumps({"refs": [junk, GOOD, junk], "notes": {GOOD: junk, "__proto__": junk}})
    yield json.dumps({"refs": [f"lambeth/l{number}" for number in range(100_000)]})
    yield json.dumps({"refs": [GOOD], "notes": {GOOD: "note " * 200_000}})
    random_ = random.Random(seed)
    yield from (json.dumps(_grown(random_)) for _ in range(made_up))


def fragments(seed: int = 0, made_up: int = 0) -> Iterator[str]:
    """What may stand after "#", encoded as a browser would, or not."""
    names = "q area day part is miles sort view in when help more about unknown who age".split()
    values = [
        *("", "%", "%E0%A4%A", "__proto__", "constructor", "toString", "any", "-1", "1e999", "NaN"),
        *("0x10", "7", "nearest", quote(HTML), HTML, "%00", "a" * 20_000, ",,,,", "%2F%2F", "'\""),
        *("lambeth/__proto__", GOOD, f"{GOOD}:%E0", f"{GOOD}:{quote(HTML)}", "☃", "%F0%9F%98%80"),
    ]
    yield from (value for value in values if value)
    yield from (f"{name}={value}" for name in names for value in values)
    random_ = random.Random(seed)
    for _ in range(made_up):
        chosen = random_.sample(names, random_.randrange(1, 5))
        yield "&".join(f"{name}={random_.choice(values)}" for name in chosen)


def states(seed: int = 0, made_up: int = 0) -> Iterator[Any]:
    """What a step of the history may hold: the finder keeps {from: {point, words}} there."""
    for junk in JUNK:
        yield junk
        yield {"from": junk, "mine": junk, "words": junk, "q": junk}
        yield {"from": {"point": junk, "words": junk}}
        yield {"from": {"point": [junk, 51], "words": "SW2"}}
        yield {"from": {"point": [51, 0], "words": junk}}
    random_ = random.Random(seed)
    yield from (_grown(random_) for _ in range(made_up))


def messages(seed: int = 0, made_up: int = 0) -> Iterator[Any]:
    """What a worker may say to a page, or a page to the worker."""
    for junk in JUNK:
        yield junk
        yield {"borough": junk, "keep": junk, "drop": junk}
        yield {"borough": "lambeth", "of": junk, "done": junk}
        yield {"borough": "lambeth", "failed": junk}
        yield {"borough": "lambeth", "kept": junk}
    random_ = random.Random(seed)
    yield from ({"borough": "lambeth", "of": _grown(random_)} for _ in range(made_up))


def some(values: Iterator[Any], every: int) -> list[Any]:
    """Every so manieth of them, for a run that has little time."""
    return list(islice(values, 0, None, every))
