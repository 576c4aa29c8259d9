"""Words that occur nowhere else go through all that happens to what is sent, and are looked for.

``CANARIES`` says of each field where its word may be seen at four moments: when it was sent, when
its sender was asked, when it was decided about, and when its time is over. Everywhere else it must
not be, and where it may be it must be: so that the search would see it. A field that comes later is
a line more, and a line that puts it in.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import logging
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from desk_week import FORM, SMALL_THINGS, Week
from flask.testing import FlaskClient
from in_git import git
from mail_server import Inbox, free_port, mail_server, settings_of
from site_builds import build, project, snapshot
from small_project import BOROUGH

from connectdo.commands.main import group
from connectdo.contribute.intake.app import make_intake
from connectdo.contribute.intake.entrance import Codes
from connectdo.contribute.intake.hosted import stand_on_a_host
from connectdo.contribute.intake.noes import reasons_for
from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.after_steps import StepLetters, public_page, who_answers
from connectdo.contribute.service.backups import backups_in, make_backup, read_backup
from connectdo.contribute.service.letter_texts import LaneFigures, LetterKind, WhoAnswers
from connectdo.contribute.service.log_lines import Log
from connectdo.contribute.service.morning import MorningJob, figures_of
from connectdo.contribute.service.post import Post
from connectdo.contribute.service.post_job import PostJob
from connectdo.contribute.service.restoring import restore
from connectdo.contribute.service.retention import keep_to_time
from connectdo.contribute.service.teams import Addressee, Teams
from connectdo.contribute.store.store import Kind
from connectdo.contribute.store.store_matters import Matter, MatterLane
from connectdo.contribute.store.store_reviewers import Role

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
KEY = bytes(range(32))
AT = "https://localhost/"
"""Where the host says that it is."""

STORED = "store backup"
GUARDS = "store backup review lead"
TEAM = "store backup review lead reviewer"
ALL_OF_ITS_OWN = "store backup review lead reviewer sender"
PUBLISHED = "store backup files git site review lead reviewer"
HISTORY = "store backup git"

TO_TEAM = "store backup to"

MATTERS: dict[MatterLane, dict[str, str]] = {
    MatterLane.WORRY: {"words": "zzworried", "page": "zzwhere", "reach": "zzringme"},
    MatterLane.TAKE_DOWN: {"page": "zzoff", "words": "zzpicture", "reach": "zzgrandma"},
    MatterLane.COMPLAINT: {"words": "zzdata", "reach": "zzmyself"},
    MatterLane.REPORT: {"page": "zzrude", "words": "zzhurts", "reach": "zzneighbour"},
    MatterLane.TOUCH: {
        **{"name": "zzann", "how": "mail", "reach": "zzrosies@example.org", "times": "zzmornings"},
        **{"company": "yes", "whom": "supporter"},
    },
    MatterLane.COME: {"name": "zzcomes", "reach": "zzcoming@example.org"},
    MatterLane.REPLY: {"name": "zzreply", "reach": "zzreplies@example.org", "words": "zzneedle"},
}
SMALL_THINGS_END = dt.date(2026, 12, 7)
SAID = {
    Kind.IDEA: {"name": "Kites {}", "text": "We fly.", "area": "out-and-about"},
    Kind.OFFER: {"kind": "offer", "what": "skill", "text": "{} mends", "around": "By the mill"},
    Kind.ASK: {"question": "Is there {} tea?"},
    Kind.ANSWER: {"text": "The {} bakery."},
    Kind.EVENT: {"name": "Fair {}", "when.0.on": "5 December 2026", "when.0.from": "10:00"},
}
"""What is written into the forms for what people say; each has a word that is found again."""
QUESTION = "question: What made you laugh?\nadded: 2026-11-02\n"
ABOUT = {MatterLane.COME: "kites/", MatterLane.REPLY: "zips/"}
"""What is written into the forms of the lanes."""


class Canary(NamedTuple):
    """A word, and where it is meant to be at each moment. ``asked`` is as ``sent`` where None."""

    word: str
    sent: str
    decided: str
    later: str
    asked: str | None = None

    def at(self, moment: str) -> set[str]:
        places = getattr(self, moment)
        return set((self.sent if places is None else places).split())


CANARIES = {
    # what only the team reads
    "what a sender adds": Canary("zzadds", TEAM, TEAM, ""),
    "how to reach a sender": Canary("zzreach@example.org", TEAM, f"{TEAM} to", ""),
    "how to reach one who is told no": Canary("zzno@example.org", TEAM, f"{TEAM} to", ""),
    "how to reach one whose tip is shown": Canary("zztipper@example.org", TEAM, f"{TEAM} to", ""),
    "how a sender knows, in words that no form has": Canary("zzhow", STORED, STORED, ""),
    "whose number it is, in words that no form has": Canary("zzwhose", TEAM, TEAM, ""),
    "a number that not everyone may see": Canary("900771", TEAM, TEAM, ""),
    "what a sender answers": Canary("zzanswer", "", TEAM, ""),
    "what a problem is": Canary("zzproblem", TEAM, TEAM, ""),
    # what goes between the team and a sender
    "a question to the sender": Canary(
        "zzasks", "", f"{STORED} mail", "", asked=f"{STORED} sender"
    ),
    "what a reviewer took out": Canary("zztakenout", ALL_OF_ITS_OWN, STORED, ""),
    # what was to be public and never was
    "the name of something that is declined": Canary("zzdeclined", ALL_OF_ITS_OWN, TEAM, ""),
    "the page of a problem": Canary("zzpage", TEAM, TEAM, ""),
    # what is forgotten by hand before it is decided about, with a letter that waits
    "what is forgotten": Canary("zzforgotten", TEAM, "", ""),
    "what is forgotten and was to be public": Canary("zzunsaid", ALL_OF_ITS_OWN, "", ""),
    "what is asked about it": Canary("zzletter", "", "", "", asked=f"{STORED} sender"),
    "to whom that letter goes": Canary("zzto@example.org", TEAM, "", ""),
    "a matter that is forgotten": Canary("zzmatter", TEAM, "", ""),
    "how to reach whoever that was": Canary("07700 900772", TEAM, "", ""),
    # half-filled forms
    "half-filled, for everybody": Canary("zzhalf", f"{STORED} sender", f"{STORED} sender", ""),
    "half-filled, for the team": Canary("zzdraft", f"{STORED} sender", f"{STORED} sender", ""),
    # the lanes: of their senders, on no page of these
    **{
        f"{lane}: {name}": Canary(word, GUARDS, GUARDS, GUARDS)
        if lane is MatterLane.WORRY
        else Canary(word, TEAM, TEAM, "")
        for lane, answers in MATTERS.items()
        for name, word in answers.items()
        if word.startswith("zz")
    },
    # who works there
    "the lead's name": Canary("zzlead", GUARDS, TEAM, TEAM),
    "the lead's mail": Canary("zzmail-lead@example.org", TO_TEAM, TO_TEAM, TO_TEAM),
    "a reviewer's name": Canary("zzray", TEAM, TEAM, TEAM),
    "a reviewer's mail": Canary("zzmail-ray@example.org", TO_TEAM, TO_TEAM, TO_TEAM),
    "the name of another borough's lead": Canary(
        "zzeve", f"{STORED} review elsewhere", f"{STORED} review elsewhere",
        f"{STORED} review elsewhere",
    ),
    "their mail": Canary("zzmail-eve@example.org", TO_TEAM, TO_TEAM, TO_TEAM),
    # what the clock does not touch
    # what people say to each other, and what nobody has said yes to
    **{
        f"{kind} that is {name}": Canary(f"zzx{kind}{name}", *places)
        for kind in SAID
        for name, places in (
            # Of a question no list says more than the group's name.
            ("declined", (ALL_OF_ITS_OWN, STORED if kind is Kind.ASK else TEAM, "")),
            ("undecided", (ALL_OF_ITS_OWN, ALL_OF_ITS_OWN, ALL_OF_ITS_OWN)),
        )
    },
    "what nobody decides": Canary("zzwaits", TEAM, TEAM, TEAM),
    # what is public
    "a tip": Canary("zztip,", ALL_OF_ITS_OWN, PUBLISHED, PUBLISHED),
    "whose tip it is": Canary("zzfirstname", ALL_OF_ITS_OWN, PUBLISHED, PUBLISHED),
    "a change that is put back": Canary("zzputback", ALL_OF_ITS_OWN, HISTORY, HISTORY),
}  # fmt: skip
MOMENTS = ("sent", "asked", "decided", "later")
PLACES = (
    *("store", "sealed", "backup", "files", "git", "site", "log", "nobody", "sender", "review"),
    *("lead", "reviewer", "elsewhere", "mail", "to"),
)
"""``mail`` is what mails say that went since the moment before, ``to`` the addresses on them."""

Places = dict[str, bytes]


def word(of: str) -> str:
    return CANARIES[of].word


class Host:
    """A project with its site, its service and its backups, and all that was ever logged."""

    def __init__(self, folder: Path) -> None:
        self.root = project(
            folder / "project",
            {
                ".gitignore": "/.intake/\n/output/\n/.cache/\n/theme/\n",
                BOROUGH: _borough(),
                **SMALL_THINGS,
                "boroughs/ashmoor/questions/laughed.yml": QUESTION,
            },
        )
        # Where it stands in the project, each of the thousand pages would look through its files.
        self.theme = (self.root / "theme").rename(folder / "theme")
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "start"]):
            git(self.root, *words)
        self.backups = folder / "backups"
        self.week = Week(self.root, self.theme)
        codes = Codes(self.week.codes.append)
        codes.renew()
        self.nobody = make_intake(self.week.desk, codes).test_client()
        self.log = io.StringIO()
        self.secrets: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.matters: dict[str, str] = {}
        self.cookies: set[str] = set()
        self.inbox, port = Inbox(), free_port()
        self.mails = mail_server(self.inbox, port)
        desk = self.week.desk
        store, now = desk.store, desk.now
        hosted = make_intake(replace(desk, closes=[], alert=self._alert), self._send_code)
        lines = Log(lambda line: print(line, file=self.log), now)
        stand_on_a_host(hosted, AT, lines, lambda: ("ashmoor",), lambda: {"store": "ok"}, self.root)
        self.team: dict[str, FlaskClient] = {}
        for who, name, role, borough in (
            ("lead", "lead", Role.LEAD, "ashmoor"),
            ("reviewer", "ray", Role.REVIEWER, "ashmoor"),
            ("elsewhere", "eve", Role.LEAD, "birchley"),
        ):
            store.reviewers.add(f"Zz{name}", _mail(name), borough, role, now())
            self.team[who] = hosted.test_client()
        self.stranger = hosted.test_client()
        self.steps = StepLetters(
            store,
            AT,
            lambda sent: public_page("https://ashmoor.example/", sent),
            lambda borough: who_answers(desk.reading().directory, borough),
            10 * MINUTE,
            now,
        )
        self.morning = MorningJob(
            Teams(
                store,
                lambda: ("ashmoor",),
                lambda borough: [
                    Addressee(each.id, each.mail, each.role)
                    for each in store.reviewers.all_of(borough)
                ],
                WhoAnswers,
                f"{AT}review/",
                now,
            ),
            lambda borough, role: figures_of(
                store, borough, "Ashmoor", lambda sent: True, {"Worries": LaneFigures(1)}, now()
            ),
        )
        self.post = PostJob(store.letters, Post(settings_of(port)).send, self.steps.still_so, now)

    @property
    def store(self) -> Path:
        return self.root / ".intake"

    # --- what the host does -----------------------------------------------------------------------

    def _send_code(self, mail: str, code: str) -> None:
        key = f"code/{len(self.cookies)}/{mail}"
        self._write(key, LetterKind.CODE, mail, letter_texts.code(code))

    def _alert(self, matter: Matter) -> None:
        if matter.lane is MatterLane.WORRY:
            words = letter_texts.worry("Ashmoor", f"{AT}review/")
            self._write(f"worry/{matter.id}", LetterKind.WORRY, _mail("lead"), words)

    def _write(self, key: str, kind: LetterKind, to: str, words: letter_texts.LetterWords) -> None:
        desk = self.week.desk
        desk.store.letters.write(key, kind, "ashmoor", to, *words, desk.now())

    def work(self) -> None:
        """The worker looks at all that it has to do, until there is nothing."""
        self.steps()
        while self.post():
            pass

    def sign_in(self) -> None:
        """The three of the teams come in, each with the code that came by mail."""
        for (who, browser), name in zip(self.team.items(), ("lead", "ray", "eve"), strict=True):
            door = browser.get("/review/", base_url=AT)
            asks = {**_hidden(door.text), "mail": _mail(name)}
            page = browser.post("/review/", data=asks, base_url=AT)
            self.work()
            [code] = re.findall(r"Your code is ([0-9]{6})\.", self.inbox.text())
            browser.post("/review/", data={**_hidden(page.text), "code": code}, base_url=AT)
            cookie = browser.get_cookie("__Host-review")
            assert cookie, who
            self.cookies.add(cookie.value)

    # --- what people do ---------------------------------------------------------------------------

    def send(self, name: str, kind: Kind, answers: dict[str, Any], **private: Any) -> None:
        desk = self.week.desk
        if kind is Kind.NEW:
            unsent, number = desk.filled_new(desk.new("ashmoor"), answers)
            private |= {"number": number}
        else:
            page = answers.pop("page", "")
            about = "laughed" if kind is Kind.ANSWER else "gardening"
            unsent = desk.filled(desk.form(kind, "ashmoor", about), answers, page)
        sent, secret = desk.send(unsent, private, name)
        self.ids[name], self.secrets[name] = sent.id, secret

    def send_all(self) -> None:
        desk, now = self.week.desk, self.week.desk.now()
        # One goes the whole way through the pages.
        data = self.week.fields()
        data |= {"how": "run", "words": word("what a sender adds"), "sure": "yes"}
        data |= {"reach": word("how to reach a sender"), "summary": _summary("zzputback")}
        page = self.week.client.post(FORM, data=data).headers["Location"].split("?")[0]
        self.ids["put back"] = desk.store.waiting()[0].id
        self.secrets["put back"] = page.rstrip("/").rpartition("/")[2]
        new = {"name": f"Choir {word('the name of something that is declined')}"}
        new |= {"summary": "We sing.", "area": "out-and-about", "organisation": "growers"}
        new |= {"venue": "hall", "join.phone": "07700 900771", "everyone": "no", "secret": "no"}
        how = word("how a sender knows, in words that no form has")
        whose = word("whose number it is, in words that no form has")
        no = word("how to reach one who is told no")
        self.send("declined", Kind.NEW, new, how=how, whose=whose, reach=no)
        problem = {"page": word("the page of a problem")}
        self.send("problem", Kind.PROBLEM, problem, words=word("what a problem is"))
        self.send(
            "forgotten",
            Kind.CORRECT,
            {"summary": _summary(word("what is forgotten and was to be public"))},
            words=word("what is forgotten"),
            reach=word("to whom that letter goes"),
        )
        taken = {"summary": _summary(word("what a reviewer took out"))}
        self.send("amended", Kind.CORRECT, taken, how="run")
        tip = {"text": f"Bring {word('a tip')} gloves.", "by": word("whose tip it is")}
        tipper = word("how to reach one whose tip is shown")
        self.send("tip", Kind.TIP, tip, how="went", reach=tipper)
        for kind, answers in SAID.items():
            for name in ("declined", "undecided"):
                own = word(f"{kind} that is {name}")
                self.send(f"{kind} {name}", kind, {k: v.format(own) for k, v in answers.items()})
        self.send("waits", Kind.STOPPED, {}, words=word("what nobody decides"))
        half = {"summary": _summary(word("half-filled, for everybody"))}
        _, self.secrets["draft"] = desk.store.drafts.begin(
            Kind.CORRECT, "ashmoor", "gardening", self.week.day, now=now,
            public=half, private={"words": word("half-filled, for the team")},
        )  # fmt: skip
        for lane, answers in MATTERS.items():
            self._send_matter(lane, lane, answers)
        other = {"name": "zzmatter", "how": "call", "reach": "07700 900772", "whom": "me"}
        self._send_matter("forgotten matter", MatterLane.TOUCH, other)

    def _send_matter(self, name: str, lane: MatterLane, answers: dict[str, str]) -> None:
        """Fill in the form of a lane, and send it from any browser."""
        address = f"/suggest/f/{lane}/ashmoor/{ABOUT.get(lane, '')}"
        form = self.stranger.get(address, base_url=AT)
        data = {**_hidden(form.text), **answers}
        sent = self.stranger.post(address, data=data, base_url=AT)
        assert sent.status_code == 303, sent.text
        self.secrets[name] = sent.headers["Location"].partition("/?")[0].rpartition("/")[2]
        found = self.week.desk.store.matters.by_secret(self.secrets[name])
        assert found
        self.matters[name] = found.id

    def ask_all(self) -> None:
        """Two senders are asked; the letters wait, since a question can be taken back."""
        for name, of in (
            ("put back", "a question to the sender"),
            ("forgotten", "what is asked about it"),
        ):
            self.week.desk.ask(self.ids[name], f"Is it so, {word(of)}?", "the review")
        self.work()

    def decide_all(self) -> None:
        desk, team = self.week.desk, "the review"
        self._forget()
        self.week.later(11)
        self.morning()
        self.work()
        asked = desk.store.by_secret(self.secrets["put back"])
        assert asked is not None
        desk.answer(asked, f"Yes, {word('what a sender answers')}")
        desk.accept(self.ids["put back"], team)
        desk.put_back(self.ids["put back"], team)
        public = {"changes": [[["summary"], "Grow peas and beans."]]}
        desk.store.decisions.amend(self.ids["amended"], public, by=team, now=desk.now())
        desk.accept(self.ids["amended"], team)
        desk.accept(self.ids["tip"], team)
        desk.accept(self.ids["problem"], team)
        desk.decline(self.ids["declined"], "later", team)
        for kind in SAID:
            desk.decline(self.ids[f"{kind} declined"], next(iter(reasons_for(kind))), team)
        desk.store.decisions.publish(self.ids["tip"], desk.now())
        self.steps()
        self.week.later(11)
        self.work()
        spoke = {"do": "note", "did": "spoke"}
        for who, lane, *presses in (
            ("lead", MatterLane.WORRY, spoke, {"sentence": "spoke"}),
            ("lead", MatterLane.TOUCH, spoke, {"do": "contacted"}),
            ("reviewer", MatterLane.TAKE_DOWN, {"do": "acknowledge"}, {"sentence": "gone"}),
            ("reviewer", MatterLane.COMPLAINT, {"sentence": "told"}),
            ("reviewer", MatterLane.REPORT, {"sentence": "stays"}),
            ("reviewer", MatterLane.COME, {"sentence": "told"}),
            ("reviewer", MatterLane.REPLY, {"sentence": "both-yes"}),
        ):
            address, browser = f"/review/matters/{self.matters[lane]}/", self.team[who]
            for press in presses:
                page = browser.get(address, base_url=AT)
                data = {**_hidden(page.text), "do": "close", **press}
                done = browser.post(address, data=data, base_url=AT)
                assert done.status_code == 200, done.text

    def _forget(self) -> None:
        """Two references are forgotten: something with a letter that has not gone, and a matter."""
        for id in (self.ids["forgotten"], self.matters["forgotten matter"]):
            line = ["forget", id, "--root", str(self.root), "--backups", str(self.backups)]
            ran = CliRunner().invoke(group, line)
            assert ran.exit_code == 0, ran.output
            self.log.write(ran.output)

    # --- backups of before ------------------------------------------------------------------------

    def put_away(self) -> bytes:
        """The one backup, which is no longer in its folder."""
        [(_, file)] = backups_in(self.backups)
        sealed = file.read_bytes()
        file.unlink()
        return sealed

    def restored(self, sealed: bytes) -> bytes:
        """All that a store has into which a backup from the folder is restored now."""
        file, folder = self.backups / "again.backup", self.backups.parent / "restored"
        file.write_bytes(sealed)
        restore(file, KEY, folder, self.week.desk.now())
        found = _all(_files(folder)).lower()
        file.unlink()
        shutil.rmtree(folder)
        return found

    # --- where everything is looked for -----------------------------------------------------------

    def places(self) -> Places:
        """All that there is now, by where it is, in small letters."""
        self.sign_in()
        pages = {
            "nobody": b"\0".join(self._of_nobody()),
            "sender": b"\0".join(self._of_senders()),
            "review": b"\0".join(self._of_team()),
            **{who: b"\0".join(self._of_host(who)) for who in self.team},
        }
        sealed = {file.name: file.read_bytes() for _, file in backups_in(self.backups)}
        opened = [read_backup(file, KEY) for _, file in backups_in(self.backups)]
        beside = {file.name: file.read_bytes() for file in self.backups.iterdir()}
        self.theme.rename(self.root / "theme")
        built = build(self.root)
        (self.root / "theme").rename(self.theme)
        assert (built.returncode, built.stderr) == (0, ""), built.stdout + built.stderr
        own = ("output", ".intake")
        found = {
            "store": _all(_files(self.store)),
            "sealed": _all(sealed | beside),
            "backup": b"\0".join(copy.database for copy in opened),
            "files": _all(
                {n: d for n, d in _files(self.root).items() if n.split("/")[0] not in own}
            ),
            "git": _objects(self.root),
            "site": _all(snapshot(self.root / "output")),
            "log": self.log.getvalue().encode(),
            **pages,
            "mail": "\0".join(self._mails()).encode(),
            "to": "\0".join(self.inbox.to).encode(),
        }
        for each in (self.inbox.raw, self.inbox.to):
            each.clear()
        return {name: data.lower() for name, data in found.items()}

    def _of_nobody(self) -> Iterator[bytes]:
        forms = [f"/suggest/f/{kind}/ashmoor/gardening/" for kind in ("correct", "stopped", "tip")]
        forms += ["/suggest/f/problem/ashmoor/", "/suggest/f/new/ashmoor/"]
        forms += [f"/suggest/f/{lane}/ashmoor/" for lane in MatterLane if lane not in ABOUT]
        small = [f"/suggest/f/{lane}/ashmoor/{id}" for lane, id in ABOUT.items()]
        ways = ["", "page/", "change/"]
        shut = [f"/review/{id}/{way}" for id in self.ids.values() for way in ways]
        shut += [f"/review/{below}/" for below in ("matters", "log", "practice", "practice/1")]
        shut += [f"/review/matters/{id}/" for id in self.matters.values()]
        shut += [f"/suggest/f/{lane}/" for lane in MatterLane]
        ended = self.week.day > SMALL_THINGS_END
        forms, shut = forms + small * (not ended), shut + small * ended
        guesses = [f"/suggest/s/{id}/" for id in (*self.ids.values(), *self.matters.values())]
        guesses += [f"/suggest/s/{secret[:-1]}/" for secret in self.secrets.values()]
        edit = "/review/edit/ashmoor/gardening/"
        opens = [*forms, "/review/", "/review/?find=zz"]
        for address in [*opens, edit, *shut, *guesses]:
            answer = self.nobody.get(address)
            assert (answer.status_code == 200) == (address in opens), address
            yield answer.data + repr(answer.headers).encode()

    def _of_senders(self) -> Iterator[bytes]:
        for name, secret in self.secrets.items():
            for address in (f"/suggest/s/{secret}/", f"/suggest/s/{secret}/?thanks"):
                answer = self.nobody.get(address)
                assert answer.status_code in (200, 404), name
                yield answer.data + repr(answer.headers).encode()

    def _of_team(self) -> Iterator[bytes]:
        team = self.week.client
        if "Nothing waits" not in (queue := team.get("/review/").text) and "to look" not in queue:
            team.post("/review/", data={**self.week.fields("/review/"), "code": self.week.codes[0]})
        for address in self._addresses_of_team():
            answer = team.get(address)
            assert answer.status_code in (200, 404), address
            yield answer.data

    def _of_host(self, who: str) -> Iterator[bytes]:
        """The same pages, for somebody who signed in; each says what is not for them."""
        worry = self.matters[MatterLane.WORRY]
        for address in self._addresses_of_team():
            answer = self.team[who].get(address, base_url=AT)
            first = address.partition("?")[0] in ("/review/", "/review/matters/")
            guarded = worry in address or address.endswith("/log/")
            if who == "elsewhere":
                shown = first or address.endswith("/log/")
                assert answer.status_code == (200 if shown else 404), address
            elif guarded:
                assert answer.status_code == (200 if who == "lead" else 404), address
            else:
                assert answer.status_code in (200, 404), address
            yield answer.data + repr(answer.headers).encode()

    def _addresses_of_team(self) -> list[str]:
        first = ["/review/", "/review/?find=choir", "/review/matters/", "/review/log/"]
        own = [f"/review/{id}/{way}" for id in self.ids.values() for way in ("", "page/")]
        return [*first, *own, *(f"/review/matters/{id}/" for id in self.matters.values())]

    def _mails(self) -> Iterator[str]:
        """All that went, but to whom."""
        for mail in self.inbox.mails:
            yield from (f"{name}: {said}" for name, said in mail.items() if name != "To")
            yield str(mail.get_content())


def _borough() -> str:
    offer = "  get_in_touch: {answered_by: the link workers, within: 3}\n"
    team = f"team:\n  name: The Ashmoor team\n  phone: 020 7946 0100\n{offer}"
    return f"schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n{team}"


def _mail(name: str) -> str:
    return f"zzmail-{name}@example.org"


def _hidden(html: str) -> dict[str, str]:
    """What the first form of a page carries."""
    form = html.partition("<form")[2].partition("</form>")[0]
    return dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form))


def _summary(word: str) -> str:
    return f"Grow peas and {word}."


def _files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.is_symlink()
    }


def _all(files: dict[str, bytes]) -> bytes:
    """The names of files and what is in them."""
    return b"\0".join(part for name, data in files.items() for part in (name.encode(), data))


def _objects(root: Path) -> bytes:
    """Every object of the repository, those that nothing names any more, too."""
    ran = subprocess.run(
        ["git", "cat-file", "--batch-all-objects", "--batch"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    return ran.stdout


@contextlib.contextmanager
def all_logged(log: io.StringIO) -> Iterator[None]:
    """Everything that any library would write down, with each at its most talkative."""
    named = ["", "sqlalchemy", "sqlalchemy.engine", "alembic", "werkzeug", "flask", "connectdo"]
    handler = logging.StreamHandler(log)
    before = {name: logging.getLogger(name).level for name in named}
    logging.getLogger().addHandler(handler)
    try:
        for name in named:
            logging.getLogger(name).setLevel(logging.DEBUG)
        # The mail server is somebody else's.
        logging.getLogger("mail").propagate = False
        with contextlib.redirect_stderr(log), contextlib.redirect_stdout(log):
            yield
    finally:
        logging.getLogger("mail").propagate = True
        logging.getLogger().removeHandler(handler)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


class Seen(NamedTuple):
    """All places at the four moments; and what restored stores have, by the backup's moment.

    The backups of "sent" and "asked" are restored when all is decided, that of "decided" later.
    """

    host: Host
    at: dict[str, Places]
    restored: Places


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """Everything happens once, and the whole world is looked at after each part."""
    host = Host(tmp_path_factory.mktemp("host"))
    desk, at = host.week.desk, dict[str, Places]()
    restored: Places = {}
    with all_logged(host.log), host.mails:
        logging.getLogger("connectdo").debug("zzthelogisread")
        host.sign_in()
        host.send_all()
        make_backup(host.store, host.backups, KEY, desk.now())
        at["sent"] = host.places()
        host.week.day += DAY
        before = {"sent": host.put_away()}  # each moment is looked at with its own backup alone
        host.ask_all()
        make_backup(host.store, host.backups, KEY, desk.now())
        at["asked"] = host.places()
        before["asked"] = host.put_away()
        host.decide_all()
        old = make_backup(host.store, host.backups, KEY, desk.now()).file
        at["decided"] = host.places()
        for moment, sealed in before.items():
            restored[moment] = host.restored(sealed)
        decided = old.read_bytes()
        host.week.day += 91 * DAY
        for _ in range(2):  # the first night, no backup is young enough to let others go beside it
            keep_to_time(desk.store, desk.now(), host.backups)
            make_backup(host.store, host.backups, KEY, desk.now())
            host.week.day += DAY
        keep_to_time(desk.store, desk.now(), host.backups)
        assert old not in [file for _, file in backups_in(host.backups)]
        at["later"] = host.places()
        restored["decided"] = host.restored(decided)
    yield Seen(host, at, restored)
    desk.store.close()


def where(places: Places, word: str) -> set[str]:
    return {name for name, data in places.items() if word.lower().encode() in data}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("of", CANARIES)
def test_a_private_word_is_where_it_is_meant_and_nowhere_else(
    of: str, moment: str, seen: Seen
) -> None:
    canary = CANARIES[of]
    assert where(seen.at[moment], canary.word) == canary.at(moment)


def test_every_place_was_looked_at_and_none_was_empty(seen: Seen) -> None:
    for places in seen.at.values():
        assert tuple(places) == PLACES
        assert all(places.values())
        assert {"log"} == where(places, "zzthelogisread")
        assert {"files", "git", "site", "nobody"} <= where(places, "Gardening")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_senders_secret_is_on_the_senders_own_page_alone(moment: str, seen: Seen) -> None:
    told = {"asked": {"put back", "forgotten"}, "decided": {"put back", "declined", "tip"}}
    for name, secret in seen.host.secrets.items():
        there = {"sender"}
        if name in told.get(
            moment, ()
        ):  # a letter has the link, and waits in the store for a while
            there |= {"store", "backup"} if moment == "asked" else {"mail", "store"}
        assert where(seen.at[moment], secret) <= there, name
        assert where(seen.at[moment], seen.host.week.desk.store.key().hex()) == set()
    key = seen.host.week.desk.store.key().lower()
    assert [name for name, data in seen.at[moment].items() if key in data] == ["store"]


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_keeps_somebody_signed_in_is_in_their_browser_alone(moment: str, seen: Seen) -> None:
    assert len(seen.host.cookies) == 3 * (len(MOMENTS) + 1)
    for cookie in seen.host.cookies:
        assert where(seen.at[moment], cookie) == set()


@pytest.mark.parametrize(
    ("made", "restored"), [("sent", "decided"), ("asked", "decided"), ("decided", "later")]
)
def test_a_restore_brings_nothing_back_that_was_erased_since(
    made: str, restored: str, seen: Seen
) -> None:
    for of, canary in CANARIES.items():
        before, after = canary.at(made), canary.at(restored)
        meant = "store" in before and "store" in after
        assert (canary.word.lower().encode() in seen.restored[made]) == meant, of


def test_a_word_would_be_found_where_it_did_leak(seen: Seen) -> None:
    places = dict(seen.at["later"])
    places["site"] += b".. zzadds .."
    assert where(places, "zzadds") == {"site"}


def test_no_word_is_part_of_another() -> None:
    words = [canary.word for canary in CANARIES.values()]
    assert [one for one in words for other in words if one in other and one != other] == []
    assert len(set(words)) == len(words)
