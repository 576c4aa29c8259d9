"""What is done behind the forms of a host, put together: decisions, letters, times, the site.

It knows the parts and the order, and nothing of how any of them works.
"""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path

from connectdo.commands.public_site import PublicSite
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.lanes import lanes_for
from connectdo.contribute.intake.shown_matters import NAMES
from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.after_steps import StepLetters, public_page, who_answers
from connectdo.contribute.service.forgotten import note_forgotten
from connectdo.contribute.service.going_out import Publishing
from connectdo.contribute.service.host_settings import HostSettings, MailServer
from connectdo.contribute.service.letter_texts import (
    LaneFigures,
    LetterKind,
    MorningFigures,
    WhoAnswers,
)
from connectdo.contribute.service.log_lines import Log
from connectdo.contribute.service.morning import MorningJob, figures_of
from connectdo.contribute.service.nobody_home import NobodyHome, NobodyHomeJob
from connectdo.contribute.service.post import Post, PostSettings, Security
from connectdo.contribute.service.post_job import PostJob
from connectdo.contribute.service.public_page import PublicPages, Seen
from connectdo.contribute.service.remote import OnlyHere, Remote
from connectdo.contribute.service.retention import Released, RetentionJob
from connectdo.contribute.service.room_left import room_words
from connectdo.contribute.service.teams import Addressee, Teams
from connectdo.contribute.service.worker import Job, Worker
from connectdo.contribute.service.worry_alerts import WorryAlerts
from connectdo.contribute.store.store_reviewers import Person, Role
from connectdo.told import urls

_SECURITY = {
    "smtps": Security.TLS,
    "smtp+starttls": Security.STARTTLS,
    "smtp": Security.NONE,
}


OTHERS = 600.0
"""Seconds after which it is asked again what others have pushed."""


def every(seconds: float, job: Job) -> Job:
    """The same job, at most once in so many seconds."""
    done = -math.inf

    def at_most() -> bool:
        nonlocal done
        if time.monotonic() - done < seconds:
            return False
        done = time.monotonic()
        return job()

    return at_most


class HostWork:
    """The work of one host. It tells the desk how long a decision waits, and what keeps it back."""

    def __init__(
        self, settings: HostSettings, desk: Desk, store: Path, site: PublicSite, log: Log
    ) -> None:
        """``store`` is the folder of the desk's store."""
        self.public = site.output
        """The folder of the published site."""
        self._settings = settings
        self._desk = desk
        self._places = {"the store": store, "the project": desk.root, "the site": site.output}
        self._site = site
        self._log = log
        self._pages = PublicPages(settings.site_url, site.output)
        self._review = f"{settings.url}{urls.REVIEW}"
        remote = Remote(desk.root, settings.remote, settings.branch) if settings.remote else None
        self.publishing = Publishing(
            desk, remote or OnlyHere(desk.root), site.publish, self._pages.shows
        )
        self._teams = Teams(
            desk.store, self._boroughs, self._addresses, self._team, self._review, desk.now
        )
        self._home = NobodyHome(desk.store, self._team)
        self.worker = Worker(self._jobs(), self._tell)
        desk.waits = settings.wait
        desk.trouble = self._trouble
        desk.take_down = self._take_down
        desk.alert = lambda _: self.worker.call()
        if backups := settings.backups:
            erasing = desk.store.erasing
            desk.forgets = lambda id: note_forgotten(backups, erasing.digest(id))
        if settings.mail:
            desk.closes.append(lambda borough: self._home.closed_why(borough, desk.now()))
            desk.closes_lane = lambda borough, lane: self._home.closed_why(
                borough, desk.now(), lane
            )

    def send_code(self, mail: str, code: str) -> None:
        """Write the letter with a code, and have it sent at once."""
        key = f"code/{secrets.token_hex(12)}"
        words = letter_texts.code(code)
        self._desk.store.letters.write(key, LetterKind.CODE, "", mail, *words, self._desk.now())
        self.worker.call()

    # --- the jobs --------------------------------------------------------------------------------

    def _jobs(self) -> Mapping[str, Job]:
        """By name, in their order: what somebody waits for stands first."""
        store, now = self._desk.store, self._desk.now
        jobs: dict[str, Job] = {}
        if mail := self._settings.mail:
            steps = StepLetters(
                store,
                self._settings.url,
                lambda sent: public_page(self._settings.site_url, sent),
                self._team,
                self._settings.wait,
                now,
            )
            send = Post(self._post_settings(mail)).send
            jobs |= {
                "worries": WorryAlerts(self._teams),
                "letters": steps,
                "post": PostJob(store.letters, send, steps.still_so, now),
            }
        jobs |= {"hidden": self._see_gone, "decisions": lambda: bool(self.publishing.work())}
        if self._settings.mail:
            jobs |= {
                "morning": MorningJob(self._teams, self._figures),
                "nobody": NobodyHomeJob(self._teams, self._settings.second_address, NAMES),
            }
        others = every(OTHERS, self.publishing.look_for_others)
        return jobs | {
            "others": others,
            "times": RetentionJob(store, now, self._settings.backups, self._tell_released),
            "site": self._site.look_again,
        }

    def _take_down(self) -> None:
        """What was hidden goes from the folder at once, and from lists and search by a build."""
        try:
            self._site.take_down()
        finally:
            self.worker.call()

    def _see_gone(self) -> bool:
        """Note of what is hidden that the public site answers without it."""
        hidden = self._desk.store.hidden
        seen = False
        for each in hidden.all_hidden():
            if each.gone is None and self._is_gone(each.thing):
                hidden.gone(each.thing, self._desk.now())
                seen = True
        return seen

    def _is_gone(self, thing: str) -> bool:
        """Whether all that is published was built without it, and its own page does not answer."""
        if not self._site.is_without(thing):
            return False
        noun, _, _ = thing.partition("/")
        records = self._desk.reading().directory.of_noun(noun).values()
        pages = [urls.thing(noun, each.ref) for each in records if each.key == thing]
        return all(self._pages.look(page, None) is Seen.SEEN for page in pages)

    # --- what they ask ---------------------------------------------------------------------------

    def _trouble(self) -> str:
        """What a team should know before it reads on, or nothing."""
        return " ".join(filter(None, (room_words(self._places), self.publishing.trouble())))

    def _boroughs(self) -> Collection[str]:
        shown = self._desk.published()
        return tuple(shown.publication.directory.boroughs) if shown else ()

    def _team(self, borough: str) -> WhoAnswers:
        shown = self._desk.published()
        return who_answers(shown.publication.directory, borough) if shown else WhoAnswers(borough)

    def _addresses(self, borough: str) -> list[Addressee]:
        """Those who have signed in before: other addresses may be anybody's."""
        found = self._desk.store.reviewers.all_of(borough)
        return [Addressee(each.id, each.mail, each.role) for each in found if each.confirmed]

    def _figures(self, borough: str, role: Role) -> MorningFigures:
        store, reading, now = self._desk.store, self._desk.reading(), self._desk.now()
        reader = Person("", "", "", {borough: role})
        lanes: dict[str, LaneFigures] = {}
        for lane in lanes_for(reader, borough):
            found = store.matters.open_in(borough, [lane])
            lanes[NAMES[lane]] = LaneFigures(len(found), sum(each.late(now) for each in found))
        return figures_of(
            store,
            borough,
            self._team(borough).borough,
            lambda sent: self._desk.glance(sent, reading).risky,
            lanes,
            now,
        )

    def _post_settings(self, mail: MailServer) -> PostSettings:
        return PostSettings(
            mail.host,
            mail.port,
            _SECURITY[mail.security],
            self._settings.mail_from,
            "",
            mail.user,
            mail.password,
        )

    def _tell(self, sentence: str) -> None:
        self._log.event("trouble", said=sentence)

    def _tell_released(self, released: Released) -> None:
        self._log.event("released", **asdict(released))
