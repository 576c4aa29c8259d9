"""What a submission would change, held against the repository as it is now: one way a kind.

It decides nothing and writes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.group_events import asked_of_event, propose_event
from connectdo.contribute.idea_steps import lines_of_step, propose_step
from connectdo.contribute.in_place import Where
from connectdo.contribute.new_listing import (
    AskedOfNew,
    NewThings,
    as_public,
    from_public,
    lines_of_new,
    propose_new,
)
from connectdo.contribute.proposing import Line, Proposal, lines_in, lines_of, propose, rebase
from connectdo.contribute.repository import at_head
from connectdo.contribute.small_sorts import (
    SORTS,
    SmallPlace,
    free_path,
    path_of_tips,
    place_beside,
    place_of_its_own,
    propose_small,
)
from connectdo.contribute.store.store import Kind, State, Submission
from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.data.problems import Refusal, quoted
from connectdo.data.reading import Reading
from connectdo.data.small_kinds import Idea, MonthQuestion
from connectdo.data.source import Value

ERASED = "What was written is erased."
NOTHING_TO_WRITE = Proposal({}, (), (), False)


class NotHere(Refusal):
    """There is no such listing to say something about."""


@dataclass(frozen=True, slots=True)
class Here:
    """A project as it is now: its repository, what its files say, and the day.

    It asks the repository once for each file; who wants to know what is so later makes another.
    """

    root: Path
    reading: Reading
    today: dt.date
    _heads: dict[str, bytes | None] = field(default_factory=dict, repr=False, compare=False)

    def head(self, path: str) -> bytes | None:
        """The file as it is in the repository, or None. Raises NotNow."""
        if path not in self._heads:
            self._heads[path] = at_head(self.root, path)
        return self._heads[path]

    def bytes_of(self, path: str) -> bytes:
        """The same. Raises NotHere where it is not."""
        found = self.head(path)
        if found is None:
            raise NotHere(f"{quoted(path)} is no longer in the repository.")
        return found

    def listing_of(self, path: str) -> Record[Listing] | None:
        """The listing of a file, or of the file of its tips."""
        for each in self.reading.directory.listings.values():
            if path in (each.path, path_of_tips(each)):
                return each
        return None

    def question_of(self, path: str) -> Record[MonthQuestion] | None:
        """The question of a month that stands in a file."""
        found = self.reading.directory.questions.values()
        return next((each for each in found if each.path == path), None)

    def idea_of(self, path: str) -> Record[Idea]:
        """The idea that stands in a file. Raises NotHere."""
        found = self.reading.directory.ideas.values()
        idea = next((each for each in found if each.path == path), None)
        if idea is None:
            raise NotHere("The idea is no longer here.")
        return idea


@dataclass(frozen=True, slots=True)
class Looked:
    """A submission as it stands today. ``name`` is what it is about, in words."""

    submission: Submission
    listing: Record[Listing] | None
    proposal: Proposal | None
    both: tuple[Where, ...] = ()
    """The fields that somebody else has changed since, too."""
    says: str = ""
    """Why nothing can be proposed any more, or empty."""
    name: str = ""
    head: bytes | None = None
    """The file that the proposal was made from; None where it is a new one."""
    later: bool = False
    """Whether what is said in ``says`` is only so at this moment."""

    @property
    def risky(self) -> bool:
        """Whether somebody could be hurt by it, so that it is checked before it is taken."""
        return self.proposal is not None and any(line.risk for line in self.proposal.lines)

    @property
    def stopped_by(self) -> str:
        """Why it cannot be accepted as it is, in a sentence; empty where it can."""
        if self.proposal is None:
            return self.says
        if self.both:
            return "Somebody has changed the same fields since. Look at both, and decide."
        return next((each.says for each in self.proposal.wrong if each.stops), "")


def look(here: Here, submission: Submission) -> Looked:
    """What it would change now, and what is wrong with that."""
    listing = here.listing_of(submission.path)
    if not submission.public:
        return _erased(submission, listing)
    try:
        return _LOOKS[submission.kind](here, submission, listing)
    except Refusal as why:
        name, later = name_of(submission, listing), isinstance(why, NotNow)
        return Looked(submission, listing, None, says=str(why), name=name, later=later)


def glance(here: Here, submission: Submission) -> Looked:
    """What it was meant to change when it was sent, for a list: nothing is checked."""
    listing = here.listing_of(submission.path)
    if not submission.public:
        return _erased(submission, listing)
    name = name_of(submission, listing)
    try:
        lines = _GLANCES[submission.kind](here, submission)
    except Refusal as why:
        return Looked(submission, listing, None, says=str(why), name=name)
    return Looked(submission, listing, Proposal({}, (), lines, False), name=name)


def _erased(submission: Submission, listing: Record[Listing] | None) -> Looked:
    name = listing.data.name if listing else "something that is erased"
    return Looked(submission, listing, None, says=ERASED, name=name)


def name_of(submission: Submission, listing: Record[Listing] | None) -> str:
    """What it is about: the listing's name, that of something new, or the page's address."""
    if listing is not None and submission.kind is not Kind.EVENT:
        return listing.data.name
    if submission.kind in SORTS:
        said = submission.public.get(submission.kind, {})
        return said.get("name") or _begins(said.get("text", ""))
    for place, value in submission.public.get("listing", {}).get("changes", ()):
        if place == ["name"]:
            return str(value)
    return submission.path or str(submission.public.get("page", ""))


def changes_in(submission: Submission) -> dict[Where, Value]:
    """The changes of one file that it asks for, by their places in the file."""
    found: list[list[Any]] = submission.public.get("changes", [])
    return {tuple(where): value for where, value in found}


def _look_at_changes(here: Here, submission: Submission, listing: Record[Listing] | None) -> Looked:
    head = here.bytes_of(submission.path)
    changes = changes_in(submission)
    both: tuple[Where, ...] = ()
    if submission.saw is not None and submission.saw != head:
        changes, both = rebase(head, submission.saw, changes)
    proposal = propose(here.reading, submission.path, head, changes, today=here.today)
    name = name_of(submission, listing)
    return Looked(submission, listing, proposal, both, name=name, head=head)


def _look_at_new(here: Here, submission: Submission, listing: Record[Listing] | None) -> Looked:
    asking, things = _new(here, submission)
    proposal = propose_new(here.reading, asking, things)
    there = None
    if submission.state is State.ACCEPTED:
        there = here.listing_of(str(submission.public["listing"]["path"]))
    return Looked(submission, there, proposal, name=name_of(submission, None))


def _new(here: Here, submission: Submission) -> tuple[AskedOfNew, NewThings]:
    asking = AskedOfNew(here.reading, submission.borough, here.today)
    return asking, from_public(asking, submission.public, here.head)


def _look_at_event(here: Here, submission: Submission, listing: Record[Listing] | None) -> Looked:
    if listing is None:
        raise NotHere("The group that puts this on is no longer here.")
    asking = AskedOfNew(here.reading, submission.borough, here.today)
    path, own = str(submission.public["listing"]["path"]), event_in(submission)
    proposal = propose_event(here.reading, asking, listing, path, own, here.head)
    return Looked(submission, listing, proposal, name=name_of(submission, listing))


def event_in(submission: Submission) -> dict[Where, Value]:
    """What was told of an event, by its places in the file."""
    return {tuple(where): value for where, value in submission.public["listing"]["changes"]}


def _look_at_small(here: Here, submission: Submission, listing: Record[Listing] | None) -> Looked:
    sort, said = SORTS[submission.kind], submission.public[submission.kind]
    place = _place(here, submission, listing)
    head = here.head(place.path)
    name = name_of(submission, listing)
    if not sort.within:
        proposal = propose_small(here.reading, sort, place, None, said, today=here.today)
        if head is not None and head != proposal.files.get(place.path, head):
            place = replace(place, path=_free(here, submission))
            proposal = propose_small(here.reading, sort, place, None, said, today=here.today)
        return Looked(submission, None, proposal, name=name, head=None)
    proposal = propose_small(here.reading, sort, place, head, said, today=here.today)
    if question := here.question_of(submission.path):
        name = question.data.question
    return Looked(submission, listing, proposal, name=name, head=head)


def _place(here: Here, submission: Submission, listing: Record[Listing] | None) -> SmallPlace:
    """Where it goes. Raises NotHere where what it belongs to is gone."""
    sort = SORTS[submission.kind]
    if not sort.within:
        path = str(submission.public["path"])
        return place_of_its_own(here.reading, submission.borough, path, here.today)
    about = listing or here.question_of(submission.path)
    if about is None:
        raise NotHere(f"What this {sort.noun} is about is no longer here.")
    return place_beside(about)


def _free(here: Here, submission: Submission) -> str:
    """A path that nothing has, for what was told."""
    sort, said = SORTS[submission.kind], submission.public[submission.kind]
    borough, directory = submission.borough, here.reading.directory
    return free_path(directory, sort, borough, said, lambda path: here.head(path) is not None)


def settled(here: Here, submission: Submission) -> dict[str, Any]:
    """The answers with the ids that they get now, where others have got those they came with."""
    if submission.kind is Kind.NEW:
        return as_public(_new(here, submission)[1])
    event = submission.kind is Kind.EVENT
    if not event and "path" not in submission.public:
        return submission.public
    files = _paths(look(here, submission))
    if not files:
        return submission.public
    if event:
        return {"listing": {**submission.public["listing"], "path": files[-1]}}
    return {**submission.public, "path": files[-1]}


def _paths(looked: Looked) -> list[str]:
    return list(looked.proposal.files) if looked.proposal else []


def _begins(words: str) -> str:
    """The first words of a text, where it has no name."""
    return words if len(words) <= _BEGINS else words[:_BEGINS].rpartition(" ")[0] + " …"


_BEGINS = 60


def _look_at_step(here: Here, submission: Submission, listing: Record[Listing] | None) -> Looked:
    idea, head = here.idea_of(submission.path), here.bytes_of(submission.path)
    changes = changes_in(submission)
    both: tuple[Where, ...] = ()
    if submission.saw is not None and submission.saw != head:
        changes, both = rebase(head, submission.saw, changes)
    proposal = propose_step(here.reading, idea, head, changes, here.today)
    return Looked(submission, None, proposal, both, name=idea.data.name, head=head)


def _look_at_problem(here: Here, submission: Submission, listing: Record[Listing] | None) -> Looked:
    return Looked(submission, None, NOTHING_TO_WRITE, name=name_of(submission, None))


_LOOKS: Mapping[Kind, Callable[[Here, Submission, Record[Listing] | None], Looked]] = {
    Kind.CORRECT: _look_at_changes,
    Kind.STOPPED: _look_at_changes,
    Kind.NEW: _look_at_new,
    Kind.PROBLEM: _look_at_problem,
    Kind.EVENT: _look_at_event,
    Kind.STEP: _look_at_step,
    **{Kind(kind): _look_at_small for kind in SORTS},
}


def _lines_of_changes(here: Here, submission: Submission) -> tuple[Line, ...]:
    saw, changes = submission.saw or b"", changes_in(submission)
    return lines_of(here.reading, submission.path, saw, changes, today=here.today)


def _lines_of_new(here: Here, submission: Submission) -> tuple[Line, ...]:
    return tuple(lines_of_new(*_new(here, submission)))


def _lines_of_event(here: Here, submission: Submission) -> tuple[Line, ...]:
    asking = AskedOfNew(here.reading, submission.borough, here.today)
    return tuple(lines_in(asked_of_event(asking), event_in(submission)))


def _lines_of_step(here: Here, submission: Submission) -> tuple[Line, ...]:
    idea = here.idea_of(submission.path)
    return lines_of_step(here.reading.directory, idea, changes_in(submission))


def _lines_of_small(here: Here, submission: Submission) -> tuple[Line, ...]:
    sort = SORTS[submission.kind]
    words = submission.public[submission.kind].get(sort.own[0], "")
    return (Line(f"The {sort.noun}", "", words, ""),)


_GLANCES: Mapping[Kind, Callable[[Here, Submission], tuple[Line, ...]]] = {
    Kind.CORRECT: _lines_of_changes,
    Kind.STOPPED: _lines_of_changes,
    Kind.NEW: _lines_of_new,
    Kind.PROBLEM: lambda here, submission: (),
    Kind.EVENT: _lines_of_event,
    Kind.STEP: _lines_of_step,
    **{Kind(kind): _lines_of_small for kind in SORTS},
}
