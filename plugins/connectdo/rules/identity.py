"""Whether everything has one id and one name of its own, now and in former addresses."""

from __future__ import annotations

from collections.abc import Iterator

from connectdo.data.directory import Record, full_reference
from connectdo.data.model import THINGS, Listing, ListingStatus, Part
from connectdo.data.problems import Problem, quoted
from connectdo.rules.context import Context, error, sound

SUFFIXES = {"organisation": ".yml", "venue": ".yml", "listing": ".md"}


def ids_are_unique(context: Context) -> Iterator[Problem]:
    """Two ids differ by more than capital letters, which some computers do not tell apart."""
    first: dict[str, Record[Part]] = {}
    for record in context.directory.records():
        other = first.setdefault(record.path.lower(), record)
        if other is not record:
            yield error(
                record,
                "",
                f"The name of this file differs from {quoted(other.path)} only in capital "
                "letters. Rename one of them.",
            )


def former_ids_stay_free(context: Context) -> Iterator[Problem]:
    """A former id belongs for ever to the thing that had it: no other thing may take it."""
    for model in THINGS:
        noun, claimed = model.NOUN, dict[str, Record[Part]]()
        there = context.directory.of_noun(noun)
        for record in there.values():
            for index, reference in enumerate(getattr(record.data, "formerly", ())):
                ref = full_reference(reference, record.borough)
                borough, _, name = ref.partition("/")
                path = f"boroughs/{borough}/{model.FOLDER}/{name}{SUFFIXES[noun]}"
                other = claimed.setdefault(ref, record)
                at = ("formerly", index)
                if path == record.path:
                    yield error(
                        record,
                        at,
                        f"{quoted(reference)} is the id it has now. Keep only the ids it had "
                        "before.",
                    )
                elif path in context.paths:
                    yield error(
                        record,
                        at,
                        f"The former id {quoted(reference)} is used again by {path}. "
                        "Rename that file, so that the old address keeps its meaning.",
                    )
                elif other is not record:
                    yield error(
                        record,
                        at,
                        f"The former id {quoted(reference)} is claimed by {other.path} too. "
                        "Take it out of one of them.",
                    )


def name_is_unique(context: Context) -> Iterator[Problem]:
    """No two listings, and no two organisations, of a borough have the same name."""
    for noun in ("organisation", "listing"):
        first: dict[tuple[str, str], Record[Part]] = {}
        for record in context.directory.of_noun(noun).values():
            if not sound(record, "name") or is_closed(record):
                continue
            name = getattr(record.data, "name", "")
            other = first.setdefault((record.borough, " ".join(name.casefold().split())), record)
            if other is not record:
                yield error(
                    record,
                    "name",
                    f"{quoted(name)} is the name of {other.path} too. "
                    "Add a word that tells them apart, or keep only one.",
                )


def is_closed(record: Record[Part]) -> bool:
    """True for a listing that has closed: nobody confuses it with what goes on."""
    return isinstance(record.data, Listing) and record.data.status is ListingStatus.CLOSED
