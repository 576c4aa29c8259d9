"""Takes a thing off the site at one press, and brings it back when two people say so.

It stands between the desk, the store and whoever publishes; it knows no page and no request.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.looking import NotHere
from connectdo.contribute.out_of_history import NOUNS, commands_for, paths_of, records_of
from connectdo.contribute.store.store_audit import Act
from connectdo.contribute.store.store_hidden import HiddenThing
from connectdo.data.directory import Directory, Record
from connectdo.data.model import Part
from connectdo.data.problems import Refusal, quoted
from connectdo.derive.words import counted


@dataclass(frozen=True, slots=True)
class Hideable:
    """A thing as whoever hides it sees it: ``key`` names it for ever, ``state`` where it is hidden.

    ``record`` is None where its file is no longer there. ``goes`` are the listings that go with
    it, ``needs`` the organisation and the venues that it is held by.
    """

    key: str
    noun: str
    borough: str
    id: str
    record: Record[Part] | None
    state: HiddenThing | None
    goes: tuple[Record[Part], ...] = ()
    needs: tuple[Record[Part], ...] = ()
    commands: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call it; of something without a name, its own words."""
        data = self.record.data if self.record else None
        words = (getattr(data, each, "") for each in ("name", "question", "text"))
        return next((str(each) for each in words if each), self.id)


class Hiding:
    """What is hidden at a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def find(self, noun: str, borough: str, id: str) -> Hideable:
        """A thing by its address, or by its key. Raises NotHere where there is none."""
        called = f"{noun}/{borough}/{id}"
        directory, record = self._record(noun, f"{borough}/{id}", called)
        key = record.key if record else called
        state = self.desk.store.hidden.find(key) or self.desk.store.hidden.find(called)
        if record is None or directory is None:
            if state is None:
                raise NotHere(f"There is no {noun} {quoted(f'{borough}/{id}')} here.")
            return Hideable(key, noun, state.borough, id, None, state)
        going = records_of(directory, {key})
        return Hideable(
            state.thing if state else key,
            noun,
            record.borough,
            record.id,
            record,
            state,
            tuple(each for each in going if each is not record),
            tuple(_needs(directory, record)),
            commands_for(paths_of(directory, going)),
        )

    def named(self, words: str) -> Hideable:
        """A thing as somebody types it: "lambeth/gardening", "venue/lambeth/hall", or its address.

        Raises Refusal.
        """
        parts = [part for part in words.strip().rstrip("/").split("/") if part]
        nouns = [part for part in parts if part in NOUNS]
        rest = [part for part in parts[-3:] if part not in NOUNS]
        if len(rest) < 2:
            raise Refusal(f"Write BOROUGH/ID or KIND/BOROUGH/ID in place of {quoted(words)}.")
        return self.find(nouns[-1] if nouns else "listing", rest[-2], rest[-1])

    def hide(self, thing: Hideable, by: str) -> str:
        """Hide it now; the sentence for whoever pressed. Pressed twice it is hidden once."""
        desk = self.desk
        if thing.state is None:
            desk.store.hidden.hide(thing.key, thing.borough, by, desk.now())
            self._note(by, Act.HIDDEN, thing)
        if desk.take_down is None:
            return "Hidden. It is gone from the site with the next build of it."
        desk.take_down()
        return "Hidden. Its page is gone now, and all else that shows it in a few minutes."

    def show_again(self, thing: Hideable, by: str, *, alone: bool) -> str:
        """A yes to showing it again; the sentence for whoever pressed. Raises Refusal."""
        desk = self.desk
        after = desk.store.hidden.show_again(thing.key, by, desk.now(), alone=alone)
        self._note(by, Act.SHOWN_AGAIN if after.shown_again else Act.SAID_YES, thing)
        if after.shown_again is None:
            return (
                "Your yes is kept. It is shown again when a second person of the team says yes "
                f"too. Are you alone? Whoever runs the host agrees with: connectdo hidden show "
                f"{thing.key}"
            )
        if desk.take_down is not None:
            desk.take_down()
        return "It is on the site again with the next build, in a few minutes."

    def _note(self, by: str, what: Act, thing: Hideable) -> None:
        desk = self.desk
        desk.store.audit.note(
            when=desk.now(), by=by, what=what, borough=thing.borough, about=thing.key
        )

    def _record(
        self, noun: str, ref: str, key: str
    ) -> tuple[Directory, Record[Part]] | tuple[None, None]:
        """The record, and the directory that has it: as its file is now, else as it is shown.

        A file that somebody broke a moment ago is hidden all the same.
        """
        if noun not in NOUNS:
            return None, None
        shown = self.desk.published()
        directories = [self.desk.reading().directory]
        directories += [shown.publication.directory] if shown else []
        for directory in directories:
            there = directory.of_noun(noun)
            found = there.get(ref) or next((one for one in there.values() if one.key == key), None)
            if found is not None:
                return directory, found
        return None, None


def _needs(directory: Directory, record: Record[Part]) -> list[Record[Part]]:
    """Who runs a listing, and where it is on."""
    listing = directory.listings.get(record.ref) if record.noun == "listing" else None
    if listing is None:
        return []
    found: list[Record[Part] | None] = [directory.organisation_of(listing)]
    found += [directory.venue_of(listing, each) for each in (None, *listing.data.when)]
    return list(dict.fromkeys(each for each in found if each is not None))


def goes_words(thing: Hideable) -> str:
    """What goes with it, counted; empty where nothing does."""
    if not thing.goes:
        return ""
    go = "goes" if len(thing.goes) == 1 else "go"
    what = "listing" if all(each.noun == "listing" for each in thing.goes) else "thing"
    return f"With it {go} {counted(len(thing.goes), what)}."
