"""Finds what people say that somebody has said already: on the site, or waiting beside it.

It decides nothing: a person reads both. It knows no page and no request.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from connectdo.contribute.small_sorts import SORTS, SmallSort, page_of_file
from connectdo.contribute.store.store import Submission
from connectdo.data.directory import Directory
from connectdo.derive.likeness import VERY_SIMILAR, names_alike

MOST = 5


class SaidBefore(NamedTuple):
    """What was said before: the address of its page, or what it was sent as; and its words."""

    page: str
    id: str
    words: str


def said_before(
    directory: Directory, submission: Submission, others: Sequence[Submission]
) -> list[SaidBefore]:
    """What says nearly the same as ``submission``, at most ``MOST``: published first, then sent."""
    sort, said = SORTS[submission.kind], submission.public.get(submission.kind, {})
    found = [
        *_published(directory, submission.borough, sort),
        *(
            (SaidBefore("", each.id, _words(sort, told)), told)
            for each in others
            if each.kind is submission.kind and each.borough == submission.borough
            for told in (each.public.get(each.kind, {}),)
            if each.id != submission.id and told
        ),
    ]
    return [each for each, told in found if _alike(said, told)][:MOST]


def _published(
    directory: Directory, borough: str, sort: SmallSort
) -> Iterator[tuple[SaidBefore, dict[str, Any]]]:
    for record in directory.of_noun(sort.record).values():
        if record.borough != borough:
            continue
        things: Sequence[Any] = getattr(record.data, sort.within) if sort.within else [record.data]
        for each in things:
            told = {key: getattr(each, key) for key in sort.own if getattr(each, key)}
            yield SaidBefore(page_of_file(record.path), "", _words(sort, told)), told


def _words(sort: SmallSort, told: dict[str, Any]) -> str:
    return str(told.get("name") or told.get(sort.own[0], ""))


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the name or the words themselves are nearly the same."""
    return any(
        names_alike(str(one[key]), str(other[key])) >= VERY_SIMILAR
        for key in ("name", "text", "question")
        if one.get(key) and other.get(key)
    )
