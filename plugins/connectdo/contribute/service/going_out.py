"""Carries out what was accepted, or put back: from the outbox to the public page.

Its stages are: fetch and bring the branch up to date; look at each change again and write it; push;
build and put in place; look at the public page. Only then a change is published. Each stage finds
out for itself what is done already, so that whoever is killed anywhere is gone on from by whoever
claims next. What fails is tried again after growing waits, and the team reads why. What somebody
else's change has made impossible goes back to the team, with a sentence.

It does not know how a site is built, or by what a commit reaches the remote.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.intake.desk import Desk, accepted_line, put_back_line
from connectdo.contribute.intake.words_back import by_sender, leave_to_team
from connectdo.contribute.service.public_page import Seen
from connectdo.contribute.service.remote import PushedMeanwhile, Remote, Unsent
from connectdo.contribute.small_sorts import Edited
from connectdo.contribute.store.store import (
    RANG,
    AlreadyDecided,
    Event,
    Kind,
    State,
    Submission,
    Task,
)
from connectdo.data.problems import Refusal
from connectdo.derive.dates import LONDON

WHAT = (str(State.ACCEPTED), str(State.PUT_BACK))
"""The tasks of the outbox that are carried out here."""
LEASE = dt.timedelta(minutes=10)
"""Longer than one round takes, and how long what was killed waits for the next."""
FIRST_WAIT, LONGEST = dt.timedelta(seconds=15), dt.timedelta(minutes=10)
MOST_ROUNDS = 4
"""So often is fetched and pushed anew where somebody else pushes at the same time."""
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why what is accepted is not on the site: how far it came, and a sentence for the team."""

    sent: bool
    why: str


@dataclass
class Publishing:
    """The work of one host.

    ``publish`` builds what the files say and puts it in place, and raises Refusal where it cannot.
    ``look`` tells whether the public page at an address is as it was built; the second word says
    whether there has to be one.
    """

    desk: Desk
    remote: Remote
    publish: Callable[[], None]
    look: Callable[[str, bool], Seen]
    hindrance: Hindrance | None = None
    _published: tuple[str, dt.date] | None = None
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def work(self) -> int:
        """Carry out all that is due; how many tasks were begun. Trouble is kept, and not raised."""
        with self._one_at_a_time:
            store = self.desk.store
            tasks = store.outbox.claim(self.desk.now(), LEASE, what=WHAT, most=MOST_AT_ONCE)
            if tasks:
                self.hindrance = self._carry_out(tasks)
            return len(tasks)

    def look_for_others(self) -> bool:
        """Bring here what others have pushed to the remote; whether there was anything.

        What keeps it back is told with the next decision that it keeps back, too.
        """
        with self._one_at_a_time:
            try:
                before = self.remote.head()
                self.remote.fetch()
                self.remote.bring_up_to_date(self._made_again)
            except Refusal:
                return False
            return self.remote.head() != before

    def trouble(self) -> str:
        """What keeps accepted changes from the site, in a sentence for the team; or nothing."""
        begun = self.desk.store.outbox.begun(WHAT)
        hindrance = self.hindrance
        if not begun or (hindrance is None and self._one_at_a_time.locked()):
            return ""
        changes = "1 change is" if len(begun) == 1 else f"{len(begun)} changes are"
        since = self._moment(min(due for _, due in begun))
        if hindrance is None:
            return f"{changes} accepted and not on the site since {since}. It is tried again."
        if hindrance.sent:
            return f"{changes} accepted and not on the site since {since}: {hindrance.why}"
        return (
            f"{changes} accepted and could not be sent to {self.remote.name} since {since}: "
            f"{hindrance.why}"
        )

    def _moment(self, when: dt.datetime) -> str:
        here = when.astimezone(LONDON)
        same = here.date() == self.desk.now().astimezone(LONDON).date()
        return f"{here:%H:%M}" if same else f"{here:%-d %B}, {here:%H:%M}"

    # --- the stages ------------------------------------------------------------------------------

    def _carry_out(self, tasks: Sequence[Task]) -> Hindrance | None:
        """All stages for these tasks; why some are put off, where they are."""
        left, found = list(tasks), list[Hindrance]()
        try:
            left = self._sent(left, found)
        except Refusal as why:
            found.append(Hindrance(False, str(why)))
        else:
            if left:
                try:
                    self._build()
                    left = [task for task in left if not self._is_shown(task, found)]
                except Refusal as why:
                    found.append(Hindrance(True, str(why)))
        for task in left:
            self._put_off(task)
        return found[0] if found else None

    def _sent(self, tasks: Sequence[Task], found: list[Hindrance]) -> list[Task]:
        """The tasks whose commits the remote has now. Raises NotNow."""
        left = list(tasks)
        for _ in range(MOST_ROUNDS):
            self.remote.fetch()
            self.remote.bring_up_to_date(self._made_again)
            left = [task for task in left if self._written(task, found)]
            try:
                if self.remote.apart().ahead:
                    self.remote.push()
            except PushedMeanwhile:
                continue
            return left
        raise NotNow(f"Somebody else pushed at the same moment, {MOST_ROUNDS} times.")

    def _written(self, task: Task, found: list[Hindrance]) -> bool:
        """See to it that the commits of a task stand here; False where it is over, or put off."""
        desk, store = self.desk, self.desk.store
        submission = store.get(task.id)
        if submission is None or submission.state != task.what:
            self._overtaken(task, submission)
            return False
        try:
            if submission.state is State.ACCEPTED:
                line = accepted_line(task.id)
                if not self._stands(submission):
                    desk.write(submission, _rang(store.history(task.id)))
            else:
                line = put_back_line(task.id)
                commits = self.remote.commits_that_say(accepted_line(task.id))
                if len(self.remote.commits_that_say(line)) < len(commits):
                    desk.unwrite(task.id, " ".join(commits))
        except NotNow as why:
            found.append(Hindrance(False, str(why)))
            self._put_off(task)
            return False
        except Refusal as why:
            if isinstance(why, Edited) and by_sender(desk, task.id):
                leave_to_team(desk, submission)
            store.decisions.give_back(task, str(why), desk.now())
            return False
        if made := self.remote.commits_that_say(line):
            store.decisions.written(task.id, " ".join(made), desk.now())
        return True

    def _stands(self, submission: Submission) -> bool:
        """Whether all of an accepted change is in a commit here."""
        made = self.remote.commits_that_say(accepted_line(submission.id))
        files = len(submission.public) if submission.kind is Kind.NEW else 1
        return len(made) >= files

    def _overtaken(self, task: Task, submission: Submission | None) -> None:
        """End what is no longer wanted; wait for what is put back, since that may fail, or be taken
        back."""
        if submission is None or submission.state is not State.PUT_BACK or submission.published:
            self.desk.store.outbox.done(task)
        else:
            self._put_off(task)

    def _build(self) -> None:
        """Build and put in place what stands here, where that is not so already."""
        now = (self.remote.head(), self.desk.today())
        if self._published != now:
            self.publish()
            self._published = now

    def _is_shown(self, task: Task, found: list[Hindrance]) -> bool:
        """Note that a change is published, where the public page answers with it.

        Where nobody is shown the page just now, it has gone as far as it can.
        """
        store = self.desk.store
        submission = store.get(task.id)
        if submission is None or submission.state != task.what:  # put back at this moment
            return False
        unshown = bool(self.desk.unshown([submission]))
        seen = Seen.SEEN if unshown else self._seen(submission)
        if seen is not Seen.SEEN:
            found.append(Hindrance(True, _NOT_SEEN[seen]))
            return False
        try:
            store.decisions.publish(task.id, self.desk.now(), unshown=unshown)
        except AlreadyDecided:  # put back at this moment
            return False
        store.outbox.done(task)
        return True

    def _seen(self, submission: Submission) -> Seen:
        """Whether the public page is as it was built. What changes no page needs no look."""
        if submission.kind is Kind.PROBLEM:
            return Seen.SEEN
        there = submission.state is State.ACCEPTED
        if address := self.desk.page_of(submission):
            return self.look(address, there)
        return Seen.NOT_YET if there else Seen.SEEN

    def _made_again(self, unsent: Sequence[Unsent]) -> bool:
        """Whether these commits are made anew from the store, so that they may be taken off."""
        lines = {
            line
            for task, _ in self.desk.store.outbox.begun(WHAT)
            for line in (accepted_line(task.id), put_back_line(task.id))
        }
        return all(each.ours and lines & {*each.message.splitlines()} for each in unsent)

    def _put_off(self, task: Task) -> None:
        wait = min(FIRST_WAIT * 2 ** min(task.tries - 1, 10), LONGEST)
        self.desk.store.outbox.put_off(task, self.desk.now() + wait)


_NOT_SEEN = {
    Seen.NOT_YET: "The public page does not show them yet.",
    Seen.AWAY: "The public site does not answer.",
}


def _rang(history: Sequence[Event]) -> dt.date | None:
    """The day on which a reviewer rang before the last acceptance, or None."""
    whats = [each.what for each in history]
    at = len(whats) - 1 - whats[::-1].index(State.ACCEPTED)
    rang = at > 0 and whats[at - 1] == RANG
    return history[at].when.astimezone(LONDON).date() if rang else None
