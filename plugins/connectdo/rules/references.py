"""Whether everything that a record names is there: organisations, venues, listings, boroughs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from connectdo.data.directory import Record, full_reference
from connectdo.data.model import KINDS, Listing, Part
from connectdo.data.naming import id_for
from connectdo.data.problems import Problem, did_you_mean, did_you_mean_by_name, quoted
from connectdo.data.reading import SUFFIXES
from connectdo.data.small_kinds import Idea
from connectdo.rules.context import Context, error

At = tuple[str | int, ...]
NamedThing = tuple[str, str, At]
"""A kind's noun, a reference as written, and where it stands."""


def references_exist(context: Context) -> Iterator[Problem]:
    """What a listing or an idea names (who, where, a group, a borough) has a file of its own."""
    directory = context.directory
    for idea in directory.ideas.values():
        yield from _missing(context, idea, named_by_idea(idea))
    for listing in directory.listings.values():
        yield from _missing(context, listing, named_by(listing))
        if group := listing.data.event_of:
            yield from _missing(context, listing, [("listing", group, ("event_of",))])
        for at_index, borough in enumerate(listing.data.also_in):
            if borough == listing.borough:
                yield error(
                    listing,
                    ("also_in", at_index),
                    f"The listing is in {quoted(borough)} already. Take the word out.",
                )
            elif borough not in directory.boroughs and not _has_file(context, borough):
                advice = did_you_mean_by_name(
                    borough, {each.id: (each.data.name,) for each in directory.boroughs.values()}
                )
                yield error(
                    listing, ("also_in", at_index), f"{quoted(borough)} is not a borough. {advice}"
                )


def named_by(listing: Record[Listing]) -> Iterator[NamedThing]:
    """Who runs a listing and where it is: the kind's noun, the reference as written, its place."""
    yield "organisation", listing.data.organisation, ("organisation",)
    if listing.data.venue:
        yield "venue", listing.data.venue, ("venue",)
    for index, session in enumerate(listing.data.when):
        if session.venue:
            yield "venue", session.venue, ("when", index, "venue")


def named_by_idea(idea: Record[Idea]) -> Iterator[NamedThing]:
    """The same of an idea: its first meeting, and what it became."""
    if meeting := idea.data.meeting:
        yield "venue", meeting.venue, ("meeting", "venue")
        if meeting.organisation:
            yield "organisation", meeting.organisation, ("meeting", "organisation")
    if idea.data.became:
        yield "listing", idea.data.became, ("became",)


def _missing(
    context: Context, record: Record[Part], named: Iterable[NamedThing]
) -> Iterator[Problem]:
    """What is named and has no file; one that cannot be understood has its own problem."""
    for noun, reference, at in named:
        ref = full_reference(reference, record.borough)
        if ref not in context.directory.of_noun(noun) and not _is_unreadable(context, noun, ref):
            yield error(record, at, _not_there(context, record, noun, reference))


def _not_there(context: Context, record: Record[Part], noun: str, reference: str) -> str:
    there: Mapping[str, Record[Part]] = context.directory.of_noun(noun)
    borough, separator, name = reference.rpartition("/")
    where = borough if separator else record.borough
    if where not in context.directory.boroughs:
        return (
            f"{quoted(where)} is not a borough, so {quoted(reference)} is nowhere. "
            + did_you_mean(where, list(context.directory.boroughs))
        )
    prefix = f"{borough}{separator}"
    known = {
        f"{prefix}{each.id}": names_of(each) for each in there.values() if each.borough == where
    }
    elsewhere = [each.ref for each in there.values() if each.id == name]
    folder = f"boroughs/{where}/{noun}s"
    article = "an" if noun == "organisation" else "a"
    if elsewhere:
        advice = f'Did you mean "{elsewhere[0]}"?'
    else:
        near = did_you_mean_by_name(reference, known, most=0)
        new = id_for(name) or "its-name"
        advice = (
            near
            if near.startswith("Did")
            else f"Write a file {new}{SUFFIXES[noun]} for it in {folder}."
        )
    return f"{quoted(reference)} is not {article} {noun} in {folder}. {advice}"


def names_of(record: Record[Part]) -> tuple[str, ...]:
    """What people call an organisation or a venue: its name, and a venue's address."""
    name = getattr(record.data, "name", "")
    return (name, *getattr(record.data, "address", ()))


def _is_unreadable(context: Context, noun: str, ref: str) -> bool:
    """True where the file is there but could not be understood: it has its own problem then."""
    borough, _, name = ref.partition("/")
    folder = getattr(KINDS[noun], "FOLDER", "")
    path = f"boroughs/{borough}/{folder}/{name}{SUFFIXES[noun]}"
    return path in context.paths or context.is_shut(path)


def _has_file(context: Context, borough: str) -> bool:
    path = f"boroughs/{borough}/borough.yml"
    return path in context.paths or context.is_shut(path)


def tips_belong_to_a_listing(context: Context) -> Iterator[Problem]:
    """A file of tips has the name of a listing's file."""
    for tips in context.directory.voices.values():
        if tips.ref in context.directory.listings:
            continue
        path = f"boroughs/{tips.borough}/listings/{tips.id}.md"
        if path in context.paths or context.is_shut(path):
            continue
        known = [
            listing.id
            for listing in context.directory.listings.values()
            if listing.borough == tips.borough
        ]
        near = did_you_mean(tips.id, known, most=0)
        advice = near if near.startswith("Did") else "Give the file the name of its listing."
        yield error(tips, "", f"There is no listing {quoted(tips.id)} for these tips. {advice}")


def published_does_not_need_a_draft(context: Context) -> Iterator[Problem]:
    """A listing of a published borough names nothing of a draft borough."""
    directory = context.directory
    for listing in directory.listings.values():
        if directory.is_draft(listing.borough):
            continue
        for noun, reference, at in named_by(listing):
            borough = full_reference(reference, listing.borough).partition("/")[0]
            if borough in directory.boroughs and directory.is_draft(borough):
                yield error(
                    listing,
                    at,
                    f"{quoted(reference)} is in a draft borough, which is not published. "
                    f'Copy the {noun} to "{listing.borough}", or wait for "{borough}".',
                )
        for index, borough in enumerate(listing.data.also_in):
            if borough in directory.boroughs and directory.is_draft(borough):
                yield error(
                    listing,
                    ("also_in", index),
                    f"{quoted(borough)} is a draft borough, so nothing shows there yet. "
                    "Take it out until the borough is published.",
                )
