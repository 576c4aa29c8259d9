"""Whether everything that was published still has its address, or is gone on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from connectdo.data.directory import Record, full_reference
from connectdo.data.problems import Problem, nearest, quoted
from connectdo.data.published_ids import FOLDERS, Published, renewed
from connectdo.rules.context import Context, error
from connectdo.rules.identity import SUFFIXES


def published_ids_are_kept(context: Context) -> Iterator[Problem]:
    """What was published keeps its address: by its file, under formerly, or it is named as gone."""
    for borough, published in context.published.items():
        home = context.directory.boroughs.get(borough)
        if home is None or context.directory.is_draft(borough):
            continue
        gone = {full_reference(ref, borough) for ref in home.data.gone} | set(home.data.gone)
        for former in sorted(published.boroughs - {borough} - gone):
            yield error(
                home,
                "",
                f"This borough was published as {quoted(former)}, and people keep its addresses. "
                f'Give its folder that name again, or write "gone: [{former}]" here.',
            )
        for noun in FOLDERS:
            kept = gone | _accounted(context, noun)
            lost = [ref for ref in sorted(published.of(noun)) if ref not in kept]
            for ref in lost:
                path = _path(noun, ref)
                if path not in context.paths and not context.is_shut(path):
                    yield _lost(context, published, noun, ref, alone=len(lost) == 1)


def gone_is_gone(context: Context) -> Iterator[Problem]:
    """What is named under gone is not there, and no other thing takes its id."""
    for home in context.directory.boroughs.values():
        for index, named in enumerate(home.data.gone):
            ref = full_reference(named, home.id)
            for noun in FOLDERS:
                if record := context.directory.of_noun(noun).get(ref):
                    yield error(
                        home,
                        ("gone", index),
                        f"{quoted(named)} is there: {record.path}. Take it out of this list, or "
                        "give the file another name, so that no old link leads to it.",
                    )


def published_ids_are_listed(context: Context) -> Iterator[Problem]:
    """The list of published ids names all that is published, so that a rename is noticed."""
    for borough, published in context.published.items():
        if borough not in context.directory.boroughs or context.directory.is_draft(borough):
            continue
        whole = renewed(published, context.directory, borough)
        new = [ref for noun in FOLDERS for ref in sorted(whole.of(noun) - published.of(noun))]
        if new:
            shown = ", ".join(ref.partition("/")[2] for ref in new[:3])
            more = f" and {len(new) - 3:,} more" if len(new) > 3 else ""
            said = f'Not in the list yet: {shown}{more}. Run "connectdo ids --write".'
            yield Problem(published.path, 1, "", said, "", "warning")


def _accounted(context: Context, noun: str) -> set[str]:
    """The full references that things of a kind have, or had."""
    records = context.directory.of_noun(noun)
    return set(records) | {
        full_reference(former, record.borough)
        for record in records.values()
        for former in getattr(record.data, "formerly", ())
    }


def _lost(context: Context, published: Published, noun: str, ref: str, *, alone: bool) -> Problem:
    borough, _, id = ref.partition("/")
    home = published.path.split("/")[-2]
    named = id if borough == home else ref
    went = f"The {noun} {quoted(named)} was published, and nothing has its address any more."
    gone = f'write "gone: [{named}]" in boroughs/{home}/borough.yml'
    became = _became(context, published, noun, ref, alone=alone)
    if became:
        data: Any = became.data
        former = id if became.borough == borough else ref
        line = f"formerly: [{', '.join((*data.formerly, former))}]"
        return error(
            became,
            "formerly" if data.formerly else "",
            f'{went} Is this it? Then write "{line}" here. If it is gone on purpose, {gone}.',
        )
    said = (
        f'{went} Was it renamed? Then write "formerly: [{named}]" in its new file. Has it closed? '
        f'Then bring its file back, with "status: closed". If it is gone on purpose, {gone}.'
        if noun == "listing"
        else f'{went} Was it renamed? Then write "formerly: [{named}]" in its new file. '
        f"If it is gone on purpose, {gone}."
    )
    return Problem(published.path, published.line(noun, ref), "", said, "")


def _became(
    context: Context, published: Published, noun: str, ref: str, *, alone: bool
) -> Record[Any] | None:
    """The new thing that it most likely became: near in its name, moved, or the only new one."""
    id = ref.partition("/")[2]
    home = published.path.split("/")[-2]
    new: dict[str, Record[Any]] = {}
    for record in context.directory.of_noun(noun).values():
        known = context.published.get(record.borough)
        if record.borough == home and record.ref not in published.of(noun):
            new[record.id] = record
        elif record.id == id and (known is None or record.ref not in known.of(noun)):
            return record
    near = nearest(id, new)
    if near is None and alone and len(new) == 1:
        near = next(iter(new))
    return new.get(near) if near else None


def _path(noun: str, ref: str) -> str:
    borough, _, id = ref.partition("/")
    return f"boroughs/{borough}/{FOLDERS[noun]}/{id}{SUFFIXES[noun]}"
