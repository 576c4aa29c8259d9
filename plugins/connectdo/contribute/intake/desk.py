"""The desk where what is sent arrives: a form's answers go in, a decision and a commit come out.

It stands between the store, the listings as they are now, and the repository. It knows no page and
no request; the clock, the day and the published site are given.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment

from connectdo.contribute.confirming import confirmed
from connectdo.contribute.form_fields import Asked, asked_of_listing
from connectdo.contribute.intake.store import AlreadyDecided, Kind, State, Store, Submission
from connectdo.contribute.proposing import Proposal, changes_of, lines_of, propose, rebase
from connectdo.contribute.repository import Accepted, Overtaken, accept, at_head, put_back
from connectdo.contribute.splicing import Where
from connectdo.data.directory import Record
from connectdo.data.model import BoroughStatus, CheckedBy, Listing
from connectdo.data.problems import Refusal, quoted
from connectdo.data.reading import Reader, Reading
from connectdo.data.source import Value
from connectdo.derive.crisis_words import CrisisWords
from connectdo.told.publication import Publication

REASONS = {
    "not-reached": "We could not reach anybody who could tell us. We will try again.",
    "they-said-no": "We asked the group, and they told us that it is right as it is.",
    "already": "The page says so already. Somebody told us before you.",
    "another-place": "It is not in our borough. Please tell the borough that it is in.",
    "not-sure": "We could not tell which group you mean. Please ring us, and we look together.",
    "not-public": "It is about somebody's home or private number, and that must not be shown.",
    "not-for-here": "It is a good thing, and not one that this site is for.",
    "later": "We cannot do it now, and will look at it again in a few weeks.",
}
"""Why something is not accepted now: eight sentences that the sender may read."""

MOST_WORDS = 2000
"""Of a question, or of an answer to it."""

CLOSED: dict[Where, Value] = {("status",): "closed"}


class NotHere(Refusal):
    """There is no such listing to say something about."""


@dataclass(frozen=True, slots=True)
class ShownSite:
    """The site as it was built last, and what renders its templates."""

    publication: Publication
    environment: Environment


@dataclass(frozen=True, slots=True)
class Looked:
    """A change as it stands today, held against the file as it is now."""

    submission: Submission
    listing: Record[Listing] | None
    proposal: Proposal | None
    both: tuple[Where, ...] = ()
    """The fields that somebody else has changed since, too."""
    says: str = ""
    """Why nothing can be proposed any more, or empty."""


@dataclass
class Desk:
    """One project, its store, and the site that it shows."""

    root: Path
    store: Store
    reader: Reader
    published: Callable[[], ShownSite | None]
    today: Callable[[], dt.date]
    now: Callable[[], dt.datetime]
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def reading(self, day: dt.date | None = None) -> Reading:
        """The project as it is on the disk now, its examples moved to ``day``, or to today."""
        with self._one_at_a_time:  # a reader keeps what it read
            return self.reader.read(day or self.today())

    def asks_for_help(self, reading: Reading, words: str) -> bool:
        """Whether what somebody wrote names a danger."""
        return bool(CrisisWords.of(reading.directory.vocabulary.crisis).kinds_of(words))

    def listing(self, reading: Reading, ref: str) -> Record[Listing]:
        """The listing, where its borough is published or a draft. Raises NotHere."""
        found = reading.directory.listings.get(ref)
        if found is None:
            raise NotHere(f"There is no listing {quoted(ref)} here. It may have moved or closed.")
        return found

    def bytes_of(self, path: str) -> bytes:
        """The file as it is in the repository. Raises NotHere where it is not."""
        found = at_head(self.root, path)
        if found is None:
            raise NotHere(f"{quoted(path)} is no longer in the repository.")
        return found

    def asked(self, reading: Reading, ref: str) -> list[Asked]:
        """What a correction of a listing asks, filled with what its page shows on that day."""
        return asked_of_listing(reading.directory, self.listing(reading, ref))

    def proposal(
        self, reading: Reading, path: str, head: bytes, changes: Mapping[Where, Value]
    ) -> Proposal:
        """The file with the changes, and what is wrong with it."""
        return propose(reading, path, head, changes, today=self.today())

    def changes(
        self, asked: Sequence[Asked], answers: Mapping[str, str | Sequence[str]]
    ) -> dict[Where, Value]:
        """What the answers would change."""
        return changes_of(asked, answers)

    def send(
        self,
        kind: Kind,
        listing: Record[Listing],
        changes: Mapping[Where, Value],
        private: dict[str, Any],
        once: str,
    ) -> tuple[Submission, str]:
        """Keep it, durably. Returns it and the secret of the sender's page."""
        path = listing.path
        return self.store.add(
            kind,
            listing.borough,
            path,
            self.bytes_of(path),
            {"changes": [[list(where), value] for where, value in changes.items()]},
            private,
            once=once,
            now=self.now(),
        )

    def look(self, submission: Submission) -> Looked:
        """The change as it would be made now."""
        reading = self.reading()
        listing = next(
            (each for each in reading.directory.listings.values() if each.path == submission.path),
            None,
        )
        try:
            head = self.bytes_of(submission.path)
            changes = changes_in(submission)
            both: tuple[Where, ...] = ()
            if submission.saw is not None and submission.saw != head:
                changes, both = rebase(head, submission.saw, changes)
            proposal = self.proposal(reading, submission.path, head, changes)
        except Refusal as why:
            return Looked(submission, listing, None, says=str(why))
        return Looked(submission, listing, proposal, both)

    def forget(self) -> None:
        """Empty what is private of all that was decided long ago, as the page on privacy says."""
        self.store.forget(self.now())

    def glance(self, submission: Submission, reading: Reading) -> Looked:
        """The change as it was meant when it was sent, for a list: nothing is checked."""
        refs = {each.path: each for each in reading.directory.listings.values()}
        listing = refs.get(submission.path)
        try:
            lines = lines_of(
                reading,
                submission.path,
                submission.saw or b"",
                changes_in(submission),
                today=self.today(),
            )
        except Refusal as why:
            return Looked(submission, listing, None, says=str(why))
        return Looked(submission, listing, Proposal({}, (), lines, False))

    def accept(self, id: str, by: str, *, rang: bool = False) -> str:
        """Make the change, in a commit of its own; the sentence for whoever pressed.

        With ``rang`` the team has confirmed the details, and the page says so from today.

        Raises Refusal, with nothing changed, where it cannot be made now. Pressed twice it is made
        once: the repository knows what it says already.
        """
        submission = self._waiting(id)
        looked = self.look(submission)
        proposal = looked.proposal
        if proposal is None:
            raise Refusal(looked.says)
        if looked.both:
            raise Refusal("Somebody has changed the same fields since. Look at both, and decide.")
        if stopping := [each.says for each in proposal.wrong if each.stops]:
            raise Refusal(stopping[0])
        if not proposal.files:
            raise Refusal("This cannot be written into the file. Edit the file instead.")
        head = self.bytes_of(submission.path)
        content = proposal.files[submission.path] if proposal.lines else head
        if rang and looked.listing:
            content = confirmed(content, looked.listing, self.today(), CheckedBy.TEAM)
        name = looked.listing.data.name if looked.listing else submission.path
        labels = ", ".join(dict.fromkeys(line.label.lower() for line in proposal.lines))
        try:
            made = accept(
                self.root,
                submission.path,
                content,
                saw=head,
                message=f"{_subject(name, labels)}\n\nAccepted from what was sent as {id}.\n",
                when=self.now(),
            )
        except Overtaken:
            raise Refusal("The file changed at this moment. Look again, and decide.") from None
        said = "Thank you. The page says so now."
        try:
            self.store.decide(
                id, State.ACCEPTED, said=said, by=by, now=self.now(), commit=made.commit
            )
        except AlreadyDecided as late:
            other = late.submission
            twice = other.state is State.ACCEPTED and other.commit == made.commit
            if made.commit and not twice:  # somebody declined it at the same moment
                self._undo(id, made.commit)
            raise
        return made.said

    def confirm(self, ref: str, by: CheckedBy) -> str:
        """Note that a listing's details were confirmed today, in a commit of its own.

        Raises Refusal, with nothing changed, where that cannot be done now.
        """
        listing = self.listing(self.reading(), ref)
        head = self.bytes_of(listing.path)
        made = accept(
            self.root,
            listing.path,
            confirmed(head, listing, self.today(), by),
            saw=head,
            message=_subject(listing.data.name, "details confirmed"),
            when=self.now(),
        )
        return made.said

    def decline(self, id: str, reason: str, by: str) -> str:
        """Not now, with one of the sentences. Raises Refusal for a reason that is none."""
        if reason not in REASONS:
            raise Refusal("Choose what we may tell the sender.")
        self._waiting(id)
        self.store.decide(id, State.DECLINED, said=REASONS[reason], by=by, now=self.now())
        return "The sender can read why. Nothing was changed."

    def ask(self, id: str, question: str, by: str) -> str:
        """Ask the sender something. Raises Refusal for no question, or one that is too long."""
        words = " ".join(question.split())
        if not words:
            raise Refusal("Write the question first.")
        if len(words) > MOST_WORDS:
            raise Refusal(f"Ask in at most {MOST_WORDS} signs.")
        self._waiting(id)
        self.store.decide(id, State.ASKED, said=words, by=by, now=self.now())
        return "The sender can read the question, and answer it."

    def answer(self, submission: Submission, words: str) -> None:
        """What the sender answers. Raises Refusal for nothing, or where nothing was asked."""
        if not words.strip():
            raise Refusal("Write your answer first.")
        if len(words) > MOST_WORDS:
            raise Refusal(f"Answer in at most {MOST_WORDS} signs.")
        self.store.answer(submission.id, words.strip(), now=self.now())

    def put_back(self, id: str, by: str) -> str:
        """Undo an accepted change by a new commit. Raises Refusal."""
        submission = self.store.get(id)
        if submission is None or submission.state is not State.ACCEPTED or not submission.commit:
            raise Refusal("Only a change that was accepted and committed can be put back.")
        made = self._undo(id, submission.commit)
        self.store.decide(
            id,
            State.PUT_BACK,
            said="We put the page back as it was. Ring us if that is wrong.",
            by=by,
            now=self.now(),
            commit=made.commit,
        )
        return made.said

    def _undo(self, id: str, commit: str) -> Accepted:
        message = f"boroughs: what was sent as {id} is put back\n"
        return put_back(self.root, commit, message=message, when=self.now())

    def _waiting(self, id: str) -> Submission:
        found = self.store.get(id)
        if found is None:
            raise Refusal(f"Nothing was sent as {quoted(id)}.")
        if found.state not in (State.RECEIVED, State.ASKED):
            raise Refusal("Somebody has decided about this already.")
        return found


def changes_in(submission: Submission) -> dict[Where, Value]:
    """The changes that it asks for, by their places in the file."""
    found: list[list[Any]] = submission.public.get("changes", [])
    return {tuple(where): value for where, value in found}


def demonstrates(reading: Reading, borough: str) -> bool:
    """Whether the borough is a demonstration, whose listings are invented."""
    return reading.directory.boroughs[borough].data.status is BoroughStatus.DEMONSTRATION


def _subject(name: str, labels: str) -> str:
    """The first line of a commit: at most 72 letters, the field names as far as they fit."""
    for line in (f"boroughs: {name}: {labels}", f"boroughs: {name}", f"boroughs: {labels}"):
        if len(line) <= 72 and line.isprintable():
            return line
    return "boroughs: a listing is corrected"
