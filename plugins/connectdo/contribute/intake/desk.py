"""The desk where what is sent arrives: a form's answers go in, a decision and a commit come out.

It stands between the store, the listings as they are now, and the repository. It knows no page and
no request; the clock, the day and the published site are given.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from connectdo.contribute.confirming import confirmed
from connectdo.contribute.form_fields import Asked, asked_of_idea, asked_of_listing
from connectdo.contribute.git_program import NotNow
from connectdo.contribute.group_events import asked_of_event, event_path
from connectdo.contribute.idea_steps import grown, path_of_idea
from connectdo.contribute.intake.agreed import BY_PAGE, NUMBERS, agreed_by_form
from connectdo.contribute.intake.looking import (
    ERASED,
    Here,
    Looked,
    NotHere,
    changes_in,
    event_in,
    glance,
    look,
    name_of,
    settled,
)
from connectdo.contribute.intake.new_questions import NewQuestions, one_of_these
from connectdo.contribute.intake.noes import reasons_for
from connectdo.contribute.intake.own_words import (
    YES,
    OwnWords,
    WordsState,
    own_words,
    question_about,
    with_words,
)
from connectdo.contribute.intake.said_before import SaidBefore, said_before
from connectdo.contribute.new_listing import (
    EVERYONE,
    Answers,
    AskedOfNew,
    answers_of_new,
    as_public,
    from_public,
    keep_numbers_back,
    things_of,
)
from connectdo.contribute.one_record import listing_of
from connectdo.contribute.proposing import answers_of, changes_of
from connectdo.contribute.repository import Accepted, Overtaken, accept, at_head, put_back
from connectdo.contribute.small_sorts import (
    SORTS,
    Edited,
    asked_of_small,
    free_path,
    page_of_file,
    pages_of_borough,
    place_beside,
    said_in,
    without_words,
)
from connectdo.contribute.splicing import Where
from connectdo.contribute.store.store import (
    ASKED_WORDS,
    LONGEST_WAIT,
    NO_WORDS,
    PROGRAM,
    SENDER,
    YES_WORDS,
    AlreadyDecided,
    Kind,
    State,
    Store,
    Submission,
)
from connectdo.contribute.store.store_agreements import Agreed
from connectdo.contribute.store.store_matters import Matter, MatterLane
from connectdo.data.characters import without_unseen
from connectdo.data.directory import Record, full_reference
from connectdo.data.formats import is_mobile
from connectdo.data.model import CheckedBy, Listing, Voices
from connectdo.data.problems import Refusal, quoted
from connectdo.data.reading import Reader, Reading
from connectdo.data.small_kinds import Idea, MonthQuestion
from connectdo.data.source import Value
from connectdo.derive.crisis_words import CrisisWords
from connectdo.derive.dates import LONDON
from connectdo.derive.endings import questions_of
from connectdo.derive.likeness import Likeness, Named, described
from connectdo.rules import check_directory
from connectdo.told import urls
from connectdo.told.publication import Publication

_THANKS = {
    Kind.NEW: "Thank you. It is on the site now.",
    Kind.TIP: "Thank you. Your tip is on the page now.",
    Kind.IDEA: "Thank you. Your idea is on the site now. It stays for twelve weeks.",
    Kind.OFFER: "Thank you. It is on the site now. It stays for four weeks.",
    Kind.ANSWER: "Thank you. Your answer is on the page now.",
    Kind.ASK: "Thank you. Your question is on the page now, with the answer.",
    Kind.EVENT: "Thank you. The event is on the site now.",
    Kind.STEP: "The idea's page says so now.",
    Kind.PROBLEM: "Thank you. We have looked at it.",
}
_CHECKED = (Kind.CORRECT, Kind.STOPPED)
_WAITING = (State.RECEIVED, State.ASKED)
_ANEW = (Kind.NEW, Kind.EVENT, Kind.IDEA, Kind.OFFER)
"""What has a file of its own."""

MOST_WORDS = 2000
"""Of a question, or of an answer to it."""

CLOSED: dict[Where, Value] = {("status",): "closed"}
_AGREED: Where = ("join", "phone_may_be_public")


Reads = Callable[[str], bool]
"""Whether somebody sees what was sent about a borough."""


def everywhere(borough: str) -> bool:
    """Of whoever sits at the computer that shows the site."""
    return True


def no_listing(ref: str) -> NotHere:
    """That there is no such listing, or none for whoever asks: the words are the same."""
    return NotHere(f"There is no listing {quoted(ref)} here. It may have moved or closed.")


@dataclass(frozen=True, slots=True)
class ShownSite:
    """The site as it was built last, and what renders its templates."""

    publication: Publication
    environment: Environment


@dataclass(frozen=True, slots=True)
class Form:
    """A form about something that stands already, and what it asks for everyone to read.

    ``path`` is the file that it would change; empty where it changes none, or one that has no name
    yet. ``about`` is what it is about, in words.
    """

    kind: Kind
    borough: str
    path: str
    listing: Record[Listing] | None
    asked: Sequence[Asked] = ()
    about: str = ""


@dataclass
class Desk:
    """One project, its store, and the site that it shows.

    A decision ``waits`` before anything follows from it: nothing is committed, pushed or mailed,
    and it can be taken back. Then somebody else carries out what the outbox says. Where it waits
    for nothing it is carried out here, at once. ``trouble`` says in a sentence what keeps accepted
    changes from the site, or will soon keep what is sent from the store, or nothing.
    """

    root: Path
    store: Store
    reader: Reader
    published: Callable[[], ShownSite | None]
    today: Callable[[], dt.date]
    now: Callable[[], dt.datetime]
    closes: list[Callable[[str], str]] = field(default_factory=list)
    """What may close the forms of a borough: each says why, in a sentence, or nothing."""
    closes_lane: Callable[[str, MatterLane], str] = lambda borough, lane: ""
    """What may close one lane of a borough beside these: why, or nothing."""
    alert: Callable[[Matter], None] = lambda _: None
    """Told of each matter that has come, once it is on the disk; of the same, maybe twice."""
    forgets: Callable[[str], None] = lambda _: None
    """Told of a reference before its words are erased by hand: a backup from before has them."""
    take_down: Callable[[], None] | None = None
    """Takes what is hidden now off the published site at once, and has it built without it; None
    where this process publishes nothing."""
    waits: dt.timedelta = dt.timedelta(0)
    trouble: Callable[[], str] = lambda: ""
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Raises ValueError where decisions would wait longer than the store's tasks may."""
        if not dt.timedelta(0) <= self.waits <= LONGEST_WAIT:
            raise ValueError(f"a decision waits between nothing and {LONGEST_WAIT}")

    @property
    def at_once(self) -> bool:
        """Whether a decision is carried out as it is made."""
        return not self.waits

    def reading(self, day: dt.date | None = None) -> Reading:
        """The project as it is on the disk now, its examples moved to ``day``, or to today."""
        with self._one_at_a_time:  # a reader keeps what it read
            return self.reader.read(day or self.today())

    def shown(self, day: dt.date | None = None) -> Reading:
        """The same without what is hidden: what forms may show to everybody."""
        return self._without_hidden(self.reading(day))

    def _without_hidden(self, reading: Reading) -> Reading:
        hidden = self.store.hidden.now_hidden()
        return replace(reading, directory=reading.directory.without_things(hidden))

    def asks_for_help(self, reading: Reading, words: str) -> bool:
        """Whether what somebody wrote names a danger."""
        return bool(CrisisWords.of(reading.directory.vocabulary.crisis).kinds_of(words))

    def closed_why(self, borough: str, lane: MatterLane | None = None) -> str:
        """Why the forms of a borough are closed, or that of a lane; empty where they are open."""
        why = next(filter(None, (why(borough) for why in self.closes)), "")
        return why or (self.closes_lane(borough, lane) if lane else "")

    def listing(self, reading: Reading, ref: str) -> Record[Listing]:
        """The listing, where its borough is published or a draft. Raises NotHere."""
        found = reading.directory.listings.get(ref)
        if found is None:
            raise no_listing(ref)
        return found

    def borough(self, reading: Reading, id: str) -> None:
        """Raises NotHere where there is no such borough."""
        if id not in reading.directory.boroughs:
            raise NotHere(f"There is no borough {quoted(id)} here.")

    def form(
        self, kind: Kind, borough: str, id: str, day: dt.date | None = None, *, team: bool = False
    ) -> Form:
        """The form of a kind about a listing, filled with what its page shows on the day.

        The ``team`` may also change what is hidden. Raises NotHere where there is no such borough
        or listing.
        """
        reading = self.reading(day) if team else self.shown(day)
        if kind in (Kind.PROBLEM, Kind.IDEA, Kind.OFFER):
            self.borough(reading, borough)
            asked = asked_of_small(reading.directory, SORTS[kind]) if kind in SORTS else []
            name = reading.directory.boroughs[borough].data.name
            return Form(kind, borough, "", None, asked, name)
        if kind is Kind.STEP:
            idea = self.here(reading).idea_of(path_of_idea(f"{borough}/{id}"))
            asked = asked_of_idea(reading.directory, idea)
            return Form(kind, borough, idea.path, None, asked, idea.data.name)
        if kind is Kind.ANSWER:
            question = self._newest_question(reading, borough, id, day)
            asked = asked_of_small(reading.directory, SORTS[kind])
            return Form(kind, borough, question.path, None, asked, question.data.question)
        listing = self.listing(reading, f"{borough}/{id}")
        name = listing.data.name
        if kind in SORTS:
            asked = asked_of_small(reading.directory, SORTS[kind])
            return Form(kind, borough, place_beside(listing).path, listing, asked, name)
        if kind is Kind.EVENT:
            asked = asked_of_event(AskedOfNew(reading, borough, day or self.today()))
            return Form(kind, borough, listing.path, listing, asked, name)
        asked = asked_of_listing(reading.directory, listing) if kind is Kind.CORRECT else []
        if not team:  # a sender is asked about the number that they give, whatever stands there
            asked = [each for each in asked if each.where != _AGREED]
        return Form(kind, borough, listing.path, listing, asked, name)

    def _newest_question(
        self, reading: Reading, borough: str, id: str, day: dt.date | None
    ) -> Record[MonthQuestion]:
        """The question of the month. Raises NotHere for one of a month before, and for none."""
        self.borough(reading, borough)
        newest = questions_of(reading.directory, borough, day or self.today())[:1]
        if not newest or newest[0].id != id:
            raise NotHere(
                "This is not the question of the month any more. The borough's page has the new "
                "one. We would like to read what you say to that."
            )
        return newest[0]

    def new(self, borough: str, day: dt.date | None = None) -> AskedOfNew:
        """The questions about something new in a borough. Raises NotHere for an unknown one."""
        reading = self.shown(day)
        self.borough(reading, borough)
        return AskedOfNew(reading, borough, day or self.today())

    def filled(
        self, form: Form, answers: Answers, page: str = "", here: Here | None = None
    ) -> Submission:
        """What would be sent: a submission without a reference, that nothing keeps yet.

        Whoever looks at it afterwards gives the same ``here`` to both.
        """
        public: dict[str, Any] = {}
        if form.kind is Kind.PROBLEM:
            public = {"page": page}
        elif form.kind in SORTS:
            public = self._told(form, answers)
        elif form.kind is Kind.EVENT:
            public = self._event(form.borough, form.asked, answers)
        else:
            changes = CLOSED if form.kind is Kind.STOPPED else self._corrected(form, answers)[0]
            public = {"changes": [[list(where), value] for where, value in changes.items()]}
        head = here.head if here else partial(at_head, self.root)
        saw = head(form.path) if form.path and form.kind is not Kind.EVENT else None
        return self._unsent(form.kind, form.borough, form.path, saw, public)

    def filled_grown(self, idea: Record[Idea]) -> Submission:
        """The listing that an idea grows into, for the team to complete before it accepts it."""
        public = grown(AskedOfNew(self.reading(), idea.borough, self.today()), idea)
        return self._unsent(Kind.NEW, idea.borough, str(public["listing"]["path"]), None, public)

    def number_for_team(self, form: Form, answers: Answers) -> str:
        """A number of a correction that not everyone may see, for the team alone."""
        return self._corrected(form, answers)[1] if form.kind is Kind.CORRECT else ""

    def new_mobile(self, form: Form, answers: Answers) -> bool:
        """Whether a correction gives a mobile number, which may be somebody's own."""
        changes = changes_of(form.asked, answers) if form.kind is Kind.CORRECT else {}
        return any(is_mobile(str(changes.get(where) or "")) for where in NUMBERS)

    def _corrected(self, form: Form, answers: Answers) -> tuple[dict[Where, Value], str]:
        """What a correction changes, and a number that it keeps back."""
        changes = changes_of(form.asked, answers)
        if not answers.get(EVERYONE):
            return changes, ""
        hidden = keep_numbers_back(changes, answers)
        if form.listing is not None and form.listing.data.join.phone_may_be_public:
            changes.pop(_AGREED, None)  # the file says so already
        return changes, hidden

    def _told(self, form: Form, answers: Answers) -> dict[str, Any]:
        """What somebody tells in words of their own, with the path of a file of its own."""
        sort = SORTS[form.kind]
        said = said_in(sort, form.asked, answers)
        if form.path:
            return {form.kind.value: said}
        directory, borough = self.reading().directory, form.borough
        path = free_path(
            directory, sort, borough, said, lambda path: at_head(self.root, path) is not None
        )
        return {form.kind.value: said, "path": path}

    def _event(
        self, borough: str, asked: Sequence[Asked], answers: Answers, path: str = ""
    ) -> dict[str, Any]:
        """What somebody tells of an event; without a ``path`` it gets the one of its name."""
        own = changes_of(asked, answers)
        asking = AskedOfNew(self.reading(), borough, self.today())
        changes = [[list(where), value] for where, value in own.items()]
        return {"listing": {"path": path or event_path(asking, own), "changes": changes}}

    def filled_new(self, asking: AskedOfNew, answers: Answers) -> tuple[Submission, str]:
        """The same for something new; and a number that not everyone may see, for the team."""
        things = things_of(asking, answers)
        path = things.paths["listing"]
        return self._unsent(Kind.NEW, asking.borough, path, None, as_public(things)), things.hidden

    def _unsent(
        self, kind: Kind, borough: str, path: str, saw: bytes | None, public: dict[str, Any]
    ) -> Submission:
        now = self.now()
        received = State.RECEIVED
        return Submission("", kind, borough, path, saw, public, received, now, None, None, "")

    def send(
        self,
        unsent: Submission,
        private: dict[str, Any],
        once: str,
        aside: str = "",
        *,
        by_form: bool = False,
    ) -> tuple[Submission, str]:
        """Keep it, durably. Returns it and the secret of the sender's page.

        ``aside`` says why a program takes it for a flood. With ``by_form`` its sender has read what
        our forms ask them to say yes to.
        """
        now = self.now()
        return self.store.add(
            unsent.kind,
            unsent.borough,
            unsent.path,
            unsent.saw,
            unsent.public,
            private,
            once=once,
            now=now,
            aside=aside,
            agreed=agreed_by_form(unsent, private, now) if by_form else (),
        )

    def asked_again(
        self, submission: Submission, given: Mapping[str, str | list[str]] | None = None
    ) -> tuple[list[Asked], dict[str, str | list[str]]]:
        """The questions that led to what was sent, and what was answered, for the team to change.

        With ``given`` they are as these answers make them. Raises Refusal where that cannot be
        asked any more.
        """
        reading = self.reading()
        if not submission.public:
            raise NotHere(ERASED)
        if submission.kind is Kind.NEW:
            asking = AskedOfNew(reading, submission.borough, self.today())
            things = from_public(asking, submission.public, self.here(reading).head)
            answers = {**answers_of_new(things), **(given or {})}
            return NewQuestions(asking, answers).all(), answers
        if submission.kind in SORTS:
            asked = asked_of_small(reading.directory, SORTS[submission.kind], team=True)
            return asked, dict(submission.public[submission.kind])
        if submission.kind is Kind.EVENT:
            asked = asked_of_event(AskedOfNew(reading, submission.borough, self.today()))
            return asked, {**answers_of(asked, event_in(submission))}
        if submission.kind is Kind.STEP:
            asked = asked_of_idea(reading.directory, self.here(reading).idea_of(submission.path))
            return asked, {**answers_of(asked, changes_in(submission))}
        listing = self.here(reading).listing_of(submission.path)
        if listing is None:
            raise NotHere("The listing is no longer here.")
        asked = asked_of_listing(reading.directory, listing)
        return asked, {**answers_of(asked, changes_in(submission))}

    def filled_again(
        self, submission: Submission, asked: Sequence[Asked], answers: Answers
    ) -> Submission:
        """What was sent, as the team answered it again."""
        public: dict[str, Any]
        if submission.kind is Kind.NEW:
            asking = AskedOfNew(self.reading(), submission.borough, self.today())
            public = as_public(things_of(asking, answers))
            public["listing"]["path"] = submission.path
        elif submission.kind is Kind.EVENT:
            path = str(submission.public["listing"]["path"])
            public = self._event(submission.borough, asked, answers, path)
        elif submission.kind in SORTS:
            kind = submission.kind
            public = {**submission.public, kind.value: said_in(SORTS[kind], asked, answers)}
        else:
            changes = changes_of(asked, answers)
            public = {"changes": [[list(where), value] for where, value in changes.items()]}
        return replace(submission, public=public)

    def named(self, reading: Reading, words: str, reads: Reads = everywhere) -> list[Named]:
        """The listings that somebody means who types these words, of the boroughs they read for."""
        return Likeness(
            described(reading.directory, each)
            for each in reading.directory.listings.values()
            if reads(each.borough)
        ).find(words)

    def may_be(
        self, submission: Submission, reads: Reads = everywhere
    ) -> tuple[list[Named], list[Named]]:
        """What something new may be already: published listings, and other things that were sent.

        The ``ref`` of the second is what they were sent as; they are of the boroughs that somebody
        reads for.
        """
        if not submission.public:
            return [], []
        reading = self.reading()
        asking = AskedOfNew(reading, submission.borough, self.today())
        things = from_public(asking, submission.public, self.here(reading).head)
        listings = one_of_these(asking, answers_of_new(things))
        others = Likeness(
            Named(each.id, name_of(each, None))
            for each in self.store.waiting()
            if each.kind is Kind.NEW and each.id != submission.id and reads(each.borough)
        )
        return listings, others.alike(Named("", name_of(submission, None)))

    def said_before(self, submission: Submission) -> list[SaidBefore]:
        """What people said already in nearly the same words: on the site, and what waits."""
        others = self.store.waiting([submission.borough])
        return said_before(self.reading().directory, submission, others)

    def here(self, reading: Reading | None = None) -> Here:
        """The project as it is now."""
        return Here(self.root, reading or self.reading(), self.today())

    def look(self, submission: Submission, here: Here | None = None) -> Looked:
        """The change as it would be made now."""
        return look(here or self.here(), submission)

    def told_to_sender(self, submission: Submission) -> Looked:
        """The same for whoever sent it: nothing of a listing that is hidden."""
        here = self.here()
        looked = self.look(submission, here)
        shown = self._without_hidden(here.reading).directory
        if looked.listing is None or looked.listing.ref in shown.listings:
            return looked
        return Looked(submission, None, None)

    def glance(self, submission: Submission, reading: Reading) -> Looked:
        """The change as it was meant when it was sent, for a list: nothing is checked."""
        return glance(self.here(reading), submission)

    def forget(self) -> None:
        """Empty what is private of all that was decided long ago, as the page on privacy says."""
        self.store.forget(self.now())

    def accept(self, id: str, by: str, *, rang: bool = False) -> str:
        """Make the change, a commit for each file; the sentence for whoever pressed.

        With ``rang`` the team has confirmed the details, and the page says so from today. Where
        decisions wait, nothing is made yet: ``write`` does it later.

        Raises Refusal, with nothing changed, where it cannot be made now. Pressed twice it is made
        once: the repository knows what it says already.
        """
        submission = self._waiting(id)
        if why_not := self.words(submission).why_not():
            raise Refusal(why_not)
        looked = self._acceptable(submission)
        self._settle(submission, by)
        said = _THANKS.get(submission.kind, "Thank you. The page says so now.")
        if not self.at_once:
            self._decide(id, State.ACCEPTED, said, by, rang=rang)
            return "Accepted."
        made = list(self._written(looked, rang=self.today() if rang else None))
        commits = " ".join(each.commit for each in made if each.commit) or None
        try:
            self.store.decisions.decide(
                id, State.ACCEPTED, said=said, by=by, now=self.now(), commit=commits
            )
        except AlreadyDecided as late:
            other = late.submission
            twice = other.state is State.ACCEPTED and other.commit == commits
            if commits and not twice:  # somebody declined it at the same moment
                self._undo(id, commits)
            raise
        if not made:
            return "Noted. The sender can read our thanks."
        return " ".join(filter(None, (made[-1].said, self._shows_later())))

    def write(self, submission: Submission, rang: dt.date | None) -> None:
        """Make a change that was accepted a while ago, a commit for each file.

        ``rang`` is the day on which the team confirmed the details. Raises NotNow where the same
        may be made later, and Refusal where somebody has to decide again.
        """
        looked = self._acceptable(submission)
        self._settle(submission, PROGRAM, unwritten=True)
        for _ in self._written(looked, rang=rang):
            pass

    def _acceptable(self, submission: Submission) -> Looked:
        """The change as it would be made now. Raises Refusal where it cannot."""
        looked = self.look(submission)
        if looked.later:
            raise NotNow(looked.says)
        if looked.proposal is None:
            raise Refusal(looked.says)
        if looked.both:
            raise Refusal("Somebody has changed the same fields since. Look at both, and decide.")
        if stopping := [each.says for each in looked.proposal.wrong if each.stops]:
            raise Refusal(stopping[0])
        return looked

    def _settle(self, submission: Submission, by: str, *, unwritten: bool = False) -> None:
        """Keep the ids that something new gets, where others have got those it was sent with."""
        public = settled(self.here(), submission)
        if public != submission.public:
            now = self.now()
            self.store.decisions.amend(submission.id, public, by=by, now=now, unwritten=unwritten)

    def _decide(
        self, id: str, state: State, said: str, by: str, *, rang: bool = False
    ) -> Submission:
        """Note a decision, and when what follows from it is due."""
        now = self.now()
        due = None if self.at_once else now + self.waits
        return self.store.decisions.decide(id, state, said=said, by=by, now=now, due=due, rang=rang)

    def goes_out_words(self, id: str) -> str:
        """When a decision goes out, while it can be taken back; else nothing."""
        due = self.store.decisions.goes_out(id)
        return f"It goes out at {due.astimezone(LONDON):%H:%M}." if due is not None else ""

    def take_back(self, id: str, by: str) -> str:
        """Undo the last decision before anything follows from it. Raises Refusal."""
        self.store.decisions.take_back(id, by, self.now())
        return "Taken back. Nothing went out, and nobody was told."

    def page_of(self, submission: Submission) -> str:
        """The address of the page that something accepted changes; empty where it has none."""
        path = path_in(submission)
        if f"/{Voices.FOLDER}/" in path and self.here().listing_of(path) is None:
            return ""
        return page_of_file(path)

    def unshown(self, several: Iterable[Submission]) -> frozenset[str]:
        """The references of what is accepted about a page that nobody is shown just now.

        It is hidden, in a draft borough, or gone. What a broken file says is shown as it was built.
        """
        accepted = [
            each
            for each in several
            if each.state is State.ACCEPTED and each.kind is not Kind.PROBLEM
        ]
        if not accepted:
            return frozenset()
        built, hidden = self.published(), self.store.hidden.now_hidden()
        led_to: set[str] = set()
        for directory in (
            self.reading().directory,
            *([built.publication.directory] if built else ()),
        ):
            whole = directory.without_things(hidden).without_drafts()
            for listing in whole.listings.values():
                former = (full_reference(each, listing.borough) for each in listing.data.formerly)
                led_to |= {urls.thing("listing", each) for each in (listing.ref, *former)}
            led_to |= {page_of_file(each.path) for each in whole.ideas.values()}
            led_to |= {page for each in whole.boroughs for page in pages_of_borough(each)}
        return frozenset(each.id for each in accepted if self.page_of(each) not in led_to)

    def _shows_later(self) -> str:
        """What keeps an accepted change from being shown, where something else is wrong."""
        found = check_directory(self.reading(), self.today())
        wrong = next((each for each in found if each.severity == "error"), None)
        return f"It shows when {wrong.path}:{wrong.line} is mended." if wrong else ""

    def _written(self, looked: Looked, *, rang: dt.date | None) -> Iterator[Accepted]:
        """Write the files of a proposal one by one, so that what a file names is there first.

        With ``rang`` the details were confirmed on that day.

        Whoever is killed in between finds the first ones as they are to be, and goes on behind.
        """
        submission, proposal = looked.submission, looked.proposal
        assert proposal is not None
        files = proposal.files
        if not files and submission.kind is not Kind.PROBLEM:
            raise Refusal("This cannot be written into the file. Edit the file instead.")
        for path, content in files.items():
            if looked.head is not None and not proposal.lines:
                content = looked.head
            if rang and (record := self._called_about(looked, path, content)):
                content = confirmed(content, record, rang, CheckedBy.TEAM)
            labels = ", ".join(dict.fromkeys(line.label.lower() for line in proposal.lines))
            if looked.head is None and submission.kind in _ANEW:
                labels = f"a new {path.split('/')[2].removesuffix('s')}"
            try:
                yield accept(
                    self.root,
                    path,
                    content,
                    saw=looked.head,
                    message=f"{_subject(looked.name, labels)}\n\n{accepted_line(submission.id)}\n",
                    when=self.now(),
                )
            except Overtaken:
                raise Refusal("The file changed at this moment. Look again, and decide.") from None

    def _called_about(self, looked: Looked, path: str, content: bytes) -> Record[Listing] | None:
        """The listing whose details the team rang about, where this is its file."""
        if looked.submission.kind in _CHECKED:
            return looked.listing
        if looked.submission.kind in (Kind.NEW, Kind.EVENT) and f"/{Listing.FOLDER}/" in path:
            return listing_of(self.reading(), path, content, self.today())[0]
        return None

    def confirm(self, ref: str, by: CheckedBy) -> str:
        """Note that a listing's details were confirmed today, in a commit of its own.

        Raises Refusal, with nothing changed, where that cannot be done now.
        """
        listing = self.listing(self.reading(), ref)
        head = self.here().bytes_of(listing.path)
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
        said = reasons_for(self._waiting(id).kind).get(reason)
        if said is None:
            raise Refusal("Choose what we may tell the sender.")
        self._decide(id, State.DECLINED, said, by)
        if not self.at_once:
            return "It is not accepted. The sender will read why."
        return "The sender can read why. Nothing was changed."

    def ask(self, id: str, question: str, by: str) -> str:
        """Ask the sender something. Raises Refusal for no question, or one that is too long."""
        words = " ".join(question.split())
        if not words:
            raise Refusal("Write the question first.")
        if len(words) > MOST_WORDS:
            raise Refusal(f"Ask in at most {MOST_WORDS} signs.")
        self._waiting(id)
        self._decide(id, State.ASKED, words, by)
        if not self.at_once:
            return "The sender will read the question, and can answer it."
        return "The sender can read the question, and answer it."

    def answer(self, submission: Submission, words: str) -> None:
        """What the sender answers. Raises Refusal for nothing, or where nothing was asked."""
        words = without_unseen(words).strip()
        if not words:
            raise Refusal("Write your answer first.")
        if len(words) > MOST_WORDS:
            raise Refusal(f"Answer in at most {MOST_WORDS} signs.")
        self.store.answer(submission.id, words, now=self.now())

    # --- words of somebody's own -----------------------------------------------------------------

    def words(self, submission: Submission) -> OwnWords:
        """How it stands with the sender's own words."""
        store, id = self.store, submission.id
        return own_words(submission, store.history(id), store.earlier(id), self.now())

    def amend(self, id: str, public: dict[str, Any], by: str) -> None:
        """Change what waits. Where that changes somebody's own words, they are asked for their yes.

        Raises Refusal where nothing waits.
        """
        before = self.store.get(id)
        now = self.now()
        amended = self.store.decisions.amend(id, public, by=by, now=now)
        if amended != before and self.words(amended).state is WordsState.ASKED:
            due = None if self.at_once else now + self.waits
            self.store.decisions.note_words(id, ASKED_WORDS, by=by, now=now, due=due)

    def accept_as_sent(self, id: str, by: str, *, rang: bool = False) -> str:
        """Accept somebody's own words as they sent them. Raises Refusal as ``accept``."""
        submission = self._waiting(id)
        earlier = self.store.earlier(id)
        sent = earlier[0] if earlier else submission.public
        words = with_words(submission.kind, submission.public, sent)
        self.store.decisions.amend(id, words, by=by, now=self.now())
        return self.accept(id, by, rang=rang)

    def answer_words(self, submission: Submission, of: str, *, yes: bool) -> None:
        """What a sender says to changed words of their own; ``of`` says which words they read.

        The same twice is once. Raises Refusal where nothing is asked, or something else by now.
        """
        words = self.words(submission)
        if words.state is (WordsState.YES if yes else WordsState.NO):
            return
        if words.state is not WordsState.ASKED or submission.state not in _WAITING:
            raise Refusal("We do not ask about your words just now. Nothing was changed.")
        if of != words.of:
            raise Refusal("The words have been changed again. Read them once more.")
        now = self.now()
        self.store.decisions.note_words(
            submission.id, YES_WORDS if yes else NO_WORDS, by=SENDER, now=now
        )
        if yes:
            wording = f"{question_about(submission.kind)} {words.changed} {YES}"
            agreed = Agreed(submission.kind.value, wording, now, BY_PAGE)
            self.store.agreements.note(submission.id, agreed)

    # --- putting back ----------------------------------------------------------------------------

    def put_back(self, id: str, by: str) -> str:
        """Undo an accepted change by a new commit. Raises Refusal.

        Where decisions wait, nothing is undone yet: ``unwrite`` does it later.
        """
        submission = self.store.get(id)
        if submission is None or not self.can_put_back(submission):
            raise Refusal("Only a change that was accepted and committed can be put back.")
        said = "We put the page back as it was. Ring us if that is wrong."
        if not self.at_once:
            self._decide(id, State.PUT_BACK, said, by)
            return "It will be put back."
        return self._put_back_now(submission, said, by)

    def take_out(
        self, submission: Submission, *, said: str, by: str, check: Callable[[], None]
    ) -> None:
        """Put back what its sender takes back. Nobody thinks about it again, so it waits for
        nothing; where it is carried out later, ``check`` raises what would keep it from that."""
        if self.at_once:
            self._put_back_now(submission, said, by)
            return
        if submission.commit:
            check()
        self.store.decisions.decide(submission.id, State.PUT_BACK, said=said, by=by, now=self.now())

    def _put_back_now(self, submission: Submission, said: str, by: str) -> str:
        made = self._undo(submission.id, submission.commit or "")
        self.store.decisions.decide(
            submission.id, State.PUT_BACK, said=said, by=by, now=self.now(), commit=made.commit
        )
        return made.said

    def can_put_back(self, submission: Submission) -> bool:
        """Whether a change is accepted and stands in the files, or is on its way there."""
        if submission.state is not State.ACCEPTED or submission.kind is Kind.PROBLEM:
            return False
        if submission.commit or self.at_once:
            return bool(submission.commit)
        return submission.published is None and self.store.decisions.goes_out(submission.id) is None

    def unwrite(self, id: str, commits: str) -> None:
        """Undo these commits of an accepted change, which names them with spaces between.

        Raises NotNow where the same may be done later, and Refusal where it cannot be done.
        """
        self._undo(id, commits)

    def _undo(self, id: str, commits: str) -> Accepted:
        """Put back each of the commits, the last one first; of somebody's words, only those."""
        message = f"{put_back_line(id)}\n"
        submission = self.store.get(id)
        if submission is not None and submission.kind in SORTS:
            return self._without_words(submission, message)
        found = [
            put_back(self.root, commit, message=message, when=self.now())
            for commit in reversed(commits.split())
        ]
        return found[-1]

    def _without_words(self, submission: Submission, message: str) -> Accepted:
        """Take out exactly what somebody told, whoever else has told something since."""
        path, sort = path_in(submission), SORTS[submission.kind]
        head = at_head(self.root, path)
        try:
            content = without_words(sort, path, head, submission.public[submission.kind])
        except Edited:
            # Whoever was killed behind the commit finds that it is made.
            made = accept(self.root, path, head, saw=head, message=message, when=self.now())
            if made.commit is None:
                raise
            return made
        return accept(self.root, path, content, saw=head, message=message, when=self.now())

    def _waiting(self, id: str) -> Submission:
        found = self.store.get(id)
        if found is None:
            raise Refusal(f"Nothing was sent as {quoted(id)}.")
        if found.state not in _WAITING:
            raise Refusal("Somebody has decided about this already.")
        return found


def path_in(submission: Submission) -> str:
    """The file that something is told in, or was: of something new, as it was named last."""
    own = submission.public.get("path") or submission.public.get("listing", {}).get("path")
    return str(own or submission.path)


def accepted_line(id: str) -> str:
    """The line by which the commits of an accepted submission are known."""
    return f"Accepted from what was sent as {id}."


def put_back_line(id: str) -> str:
    """The line by which the commits are known that put one back."""
    return f"boroughs: what was sent as {id} is put back"


def _subject(name: str, labels: str) -> str:
    """The first line of a commit: at most 72 letters, the field names as far as they fit."""
    for line in (f"boroughs: {name}: {labels}", f"boroughs: {name}", f"boroughs: {labels}"):
        if len(line) <= 72 and line.isprintable():
            return line
    return "boroughs: a listing is corrected"
