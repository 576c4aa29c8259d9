"""Takes a borough's invented examples out: plans what goes, holds what is left against the rules.

With the listings go their voices and pictures, and the venues and organisations that nothing else
needs. What real listings or other boroughs still use stays, and the plan says so. It writes
nothing: a plan is a list of changes for ``at_once``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from connectdo.data.directory import SMALL, Record, full_reference
from connectdo.data.model import KINDS, Borough, BoroughStatus, Listing
from connectdo.data.problems import Problem, Refusal, did_you_mean, quoted
from connectdo.data.published_ids import FOLDERS, Published
from connectdo.data.reading import Reading
from connectdo.data.source import read_source
from connectdo.data.validating import validate
from connectdo.rules import check_directory
from connectdo.rules.references import named_by
from connectdo.rules.shown_pictures import picture_of


@dataclass(slots=True)
class Removal:
    """What taking a borough's examples out would do.

    ``gone`` are paths by noun, ``edits`` the new bytes of files that only change, ``kept`` the
    sentences about examples that stay, ``left`` how many listings the borough has of its own.
    """

    borough: Record[Borough]
    gone: dict[str, list[str]] = field(default_factory=dict)
    edits: dict[str, bytes] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    left: int = 0
    becomes_draft: bool = False

    def changes(self) -> dict[str, bytes | None]:
        """Every file to be deleted (None) or changed."""
        paths = [path for paths in self.gone.values() for path in paths]
        return {**dict.fromkeys(paths), **self.edits}


def plan_removal(root: Path, reading: Reading, borough: str, today: dt.date) -> Removal:
    """What is to go and to change so that ``borough`` has no example any more.

    Raises Refusal for an unknown borough, and where what is left would not pass the check.
    """
    boroughs = reading.directory.boroughs
    if borough not in boroughs:
        known = list(boroughs)
        raise Refusal(f"{quoted(borough)} is not a borough. {did_you_mean(borough, known)}")
    removal = Removal(boroughs[borough])
    after = _after(reading, removal)
    after = _edited_listings(root, after, removal)
    after = _edited_borough(root, after, removal)
    _require_sound(reading, after, removal, today)
    return removal


# --- what goes -----------------------------------------------------------------------------------


def _after(reading: Reading, removal: Removal) -> Reading:
    """The reading without what goes; fills in ``gone``, ``kept`` and ``left``."""
    there = reading.directory
    mine = removal.borough.id
    listings = [record for record in there.listings.values() if record.borough == mine]
    out = {record.ref for record in listings if record.data.example}
    staying = [record for ref, record in there.listings.items() if ref not in out]
    removal.left = len(listings) - len(out)
    freed = _named(there.listings[ref] for ref in out)
    needed = _named(staying)
    gone: dict[str, set[str]] = {"listing": out}
    for noun in ("organisation", "venue"):
        gone[noun] = set()
        for ref, record in there.of_noun(noun).items():
            data: Any = record.data
            if record.borough != mine or not (data.example or (noun, ref) in freed):
                continue
            if user := needed.get((noun, ref)):
                if data.example:
                    removal.kept.append(
                        f"{record.path} stays: {user} uses it. Give that listing another {noun}, "
                        "or take its examples out first; then run this again."
                    )
            elif data.example or not data.source:
                gone[noun].add(ref)
    gone["tips"] = {
        ref
        for ref, tips in there.voices.items()
        if tips.borough == mine and (ref in out or tips.data.example)
    }
    for noun in SMALL:
        gone[noun] = {
            ref
            for ref, record in there.of_noun(noun).items()
            if record.borough == mine and getattr(record.data, "example", False)
        }
    for noun in gone:
        removal.gone[noun] = sorted(there.of_noun(noun)[ref].path for ref in gone[noun])
    shown = {picture_of(listing) for listing in staying}
    freed_photos = {picture_of(there.listings[ref]) for ref in out} - shown
    removal.gone["photo"] = sorted(freed_photos & reading.photos)
    paths = {path for paths in removal.gone.values() for path in paths}

    directory = there.of_each_kind(
        lambda noun, records: {ref: each for ref, each in records.items() if ref not in gone[noun]}
    )
    return replace(
        reading,
        directory=directory,
        published=_published(reading, removal, gone),
        problems=[problem for problem in reading.problems if problem.path not in paths],
        paths=reading.paths - paths,
        photos=reading.photos - paths,
        pictures={path: each for path, each in reading.pictures.items() if path not in paths},
    )


def _published(
    reading: Reading, removal: Removal, gone: Mapping[str, Iterable[str]]
) -> Mapping[str, Published]:
    """The lists of published ids, of which the examples are taken out: nobody misses them."""
    borough = removal.borough.id
    before = reading.published.get(borough)
    if before is None:
        return reading.published
    out: dict[str, set[str]] = {}
    for noun in FOLDERS:
        for ref in gone[noun]:
            data: Any = reading.directory.of_noun(noun)[ref].data
            had = {full_reference(former, borough) for former in data.formerly}
            out.setdefault(noun, set()).update({ref}, had)
    after = before.without(out)
    if after.ids != before.ids:
        removal.edits[before.path] = after.text().encode()
    return {**reading.published, borough: after}


def _named(listings: Iterable[Record[Listing]]) -> dict[tuple[str, str], str]:
    """(noun, full reference) of all that listings name → the path of one that names it."""
    return {
        (noun, full_reference(reference, listing.borough)): listing.path
        for listing in listings
        for noun, reference, _ in named_by(listing)
    }


# --- what changes --------------------------------------------------------------------------------


def _edited_listings(root: Path, after: Reading, removal: Removal) -> Reading:
    """Examples of other boroughs are no longer shown in this one."""
    listings = dict(after.directory.listings)
    for ref, record in listings.items():
        also_in = record.data.also_in
        if not record.data.example or removal.borough.id not in also_in:
            continue
        left = tuple(name for name in also_in if name != removal.borough.id)
        line = f"also_in: [{', '.join(left)}]" if left else None
        read = _edit(root, record, {"also_in": line}, removal)
        if read.data.also_in != left:
            raise _not_edited(record, "also_in")
        moved = record.data.model_copy(update={"also_in": left})
        listings[ref] = replace(read, data=moved, unmoved=read.data)
    return replace(after, directory=replace(after.directory, listings=listings))


def _edited_borough(root: Path, after: Reading, removal: Removal) -> Reading:
    """No date of it moves any more, and nobody real has read its page about staying safe; a borough
    in which nothing is left is a draft."""
    record, here = removal.borough, removal.borough.id
    lines: dict[str, str | None] = {}
    examples_stay = any(
        getattr(each.data, "example", False)
        for each in after.directory.records()
        if each.borough == here
    )
    if record.data.demonstration_as_of and not examples_stay:
        lines["demonstration_as_of"] = None
        if record.data.online_safety:
            lines["online_safety"] = None
    removal.becomes_draft = (
        record.data.status is not BoroughStatus.DRAFT
        and not after.directory.shown_in(here)
        and not removal.kept
    )
    if removal.becomes_draft:
        lines["status"] = "status: draft"
    if not lines:
        return after
    read = _edit(root, record, lines, removal)
    expected = record.data.model_copy(
        update={
            **{key: None for key in ("demonstration_as_of", "online_safety") if key in lines},
            **({"status": BoroughStatus.DRAFT} if removal.becomes_draft else {}),
        }
    )
    if read.data != expected:
        raise _not_edited(record, " and ".join(lines))
    boroughs = {**after.directory.boroughs, here: read}
    return replace(after, directory=replace(after.directory, boroughs=boroughs))


def _edit(
    root: Path, record: Record[Any], lines: dict[str, str | None], removal: Removal
) -> Record[Any]:
    """The record with other lines for some of its fields; None takes a field out."""
    data = (root / record.path).read_bytes()
    text = data.decode("utf-8")
    for key, line in lines.items():
        # A field on a line of its own, and the deeper lines below it.
        of_field = re.compile(rf"^{key}[ \t]*:.*(?:\r?\n|\Z)(?:[ \t]+\S.*\r?\n|- .*\r?\n)*", re.M)
        end = "\r\n" if "\r\n" in text else "\n"
        text = of_field.sub(f"{line}{end}" if line else "", text, count=1)
    removal.edits[record.path] = text.encode("utf-8")
    source, _ = read_source(
        record.path, removal.edits[record.path], front_matter=record.noun == "listing"
    )
    read = source and validate(KINDS[record.noun], source, record.noun)
    if not source or not read or not read.thing:
        raise _not_edited(record, " and ".join(lines))
    return replace(record, source=source, data=read.thing, unmoved=None)


def _not_edited(record: Record[Any], fields: str) -> Refusal:
    return Refusal(
        f"{record.path}: {fields} could not be changed. Nothing was changed. "
        "Write the field on a line of its own and run this again."
    )


# --- what is left --------------------------------------------------------------------------------


def _require_sound(reading: Reading, after: Reading, removal: Removal, today: dt.date) -> None:
    """Raises Refusal where the check would find an error in the borough, or a new one elsewhere.

    A file that could not be read is one: nobody knows whether it is an example.
    """

    def errors(of: Reading) -> dict[tuple[str, str, str], Problem]:
        found = check_directory(of, today)
        return {(p.path, p.field, p.check): p for p in found if p.severity != "warning"}

    before = errors(reading)
    folder = f"boroughs/{removal.borough.id}/"
    wrong = [
        str(problem)
        for key, problem in errors(after).items()
        if key not in before or problem.path.startswith(folder)
    ]
    if wrong:
        raise Refusal(
            "Nothing was taken out, since what would be left has mistakes. "
            "Mend these and run it again.\n" + "\n".join(wrong[:20])
        )
