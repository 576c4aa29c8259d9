"""Words that occur nowhere else go through all that happens to what is sent, and are looked for.

``CANARIES`` says of each field where its word may be seen at three moments: when it was sent, when
it was decided about, and when its time is over. Everywhere else it must not be, and where it may be
it must be: so that the search would see it. A field that comes later is a line more, and a line
that puts it in.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import logging
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from desk_week import FORM, Week
from in_git import git
from site_builds import build, project, snapshot
from small_project import BOROUGH
from stored import insert, matter

from connectdo.commands.main import group
from connectdo.contribute.intake.app import make_intake
from connectdo.contribute.intake.entrance import Codes
from connectdo.contribute.service.backups import backups_in, make_backup, read_backup
from connectdo.contribute.service.restoring import restore
from connectdo.contribute.service.retention import keep_to_time
from connectdo.contribute.store.store import Kind
from connectdo.contribute.store.store_tables import letters, reviewers, sessions
from connectdo.contribute.store.store_values import text_of

DAY = dt.timedelta(days=1)
KEY = bytes(range(32))

STORED = "store backup"
TEAM = "store backup review"
ALL_OF_ITS_OWN = "store backup review sender"
PUBLISHED = "store backup files git site review"
HISTORY = "store backup git"


class Canary(NamedTuple):
    """A word, and where it is meant to be at each of the three moments."""

    word: str
    sent: str
    decided: str
    later: str


CANARIES = {
    # what only the team reads
    "what a sender adds": Canary("zzadds", TEAM, TEAM, ""),
    "how to reach a sender": Canary("zzreach@example.org", TEAM, TEAM, ""),
    "how a sender knows, in words that no form has": Canary("zzhow", STORED, STORED, ""),
    "whose number it is, in words that no form has": Canary("zzwhose", TEAM, TEAM, ""),
    "a number that not everyone may see": Canary("900771", TEAM, TEAM, ""),
    "what a sender answers": Canary("zzanswer", "", TEAM, ""),
    "what a problem is": Canary("zzproblem", TEAM, TEAM, ""),
    # what goes between the team and a sender
    "a question to the sender": Canary("zzasks", "", STORED, ""),
    "what a reviewer took out": Canary("zztakenout", ALL_OF_ITS_OWN, STORED, ""),
    # what was to be public and never was
    "the name of something that is declined": Canary("zzdeclined", ALL_OF_ITS_OWN, TEAM, ""),
    "the page of a problem": Canary("zzpage", TEAM, TEAM, ""),
    # what is forgotten by hand before it is decided about
    "what is forgotten": Canary("zzforgotten", TEAM, "", ""),
    "what is forgotten and was to be public": Canary("zzunsaid", ALL_OF_ITS_OWN, "", ""),
    "a letter about what is forgotten": Canary("zzletter", STORED, "", ""),
    "to whom that letter goes": Canary("zzto@example.org", STORED, "", ""),
    "a matter that is forgotten": Canary("zzmatter", STORED, "", ""),
    # half-filled forms
    "half-filled, for everybody": Canary("zzhalf", f"{STORED} sender", f"{STORED} sender", ""),
    "half-filled, for the team": Canary("zzdraft", f"{STORED} sender", f"{STORED} sender", ""),
    # what the clock does not touch
    "a worry": Canary("zzworry", STORED, STORED, STORED),
    "a reviewer's name": Canary("zzname", STORED, STORED, STORED),
    "a reviewer's mail": Canary("zzmail@example.org", STORED, STORED, STORED),
    "who is signed in": Canary("zzsession@example.org", STORED, STORED, ""),
    "what nobody decides": Canary("zzwaits", TEAM, TEAM, TEAM),
    # what is public
    "a tip": Canary("zztip", ALL_OF_ITS_OWN, PUBLISHED, PUBLISHED),
    "whose tip it is": Canary("zzfirstname", ALL_OF_ITS_OWN, PUBLISHED, PUBLISHED),
    "a change that is put back": Canary("zzputback", ALL_OF_ITS_OWN, HISTORY, HISTORY),
}
MOMENTS = ("sent", "decided", "later")
PLACES = ("store", "sealed", "backup", "files", "git", "site", "log", "nobody", "sender", "review")

Places = dict[str, bytes]


def word(of: str) -> str:
    return CANARIES[of].word


class Host:
    """A project with its site, its service and its backups, and all that was ever logged."""

    def __init__(self, folder: Path) -> None:
        self.root = project(
            folder / "project",
            {".gitignore": "/.intake/\n/output/\n/.cache/\n", BOROUGH: _borough()},
        )
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "start"]):
            git(self.root, *words)
        self.backups = folder / "backups"
        self.week = Week(self.root, self.root / "theme")
        codes = Codes(self.week.codes.append)
        codes.renew()
        self.nobody = make_intake(self.week.desk, codes).test_client()
        self.log = io.StringIO()
        self.secrets: dict[str, str] = {}
        self.ids: dict[str, str] = {}

    @property
    def store(self) -> Path:
        return self.root / ".intake"

    # --- what people do ---------------------------------------------------------------------------

    def send(self, name: str, kind: Kind, answers: dict[str, Any], **private: Any) -> None:
        desk = self.week.desk
        if kind is Kind.NEW:
            unsent, number = desk.filled_new(desk.new("ashmoor"), answers)
            private |= {"number": number}
        else:
            page = answers.pop("page", "")
            unsent = desk.filled(desk.form(kind, "ashmoor", "gardening"), answers, page)
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
        self.send("declined", Kind.NEW, new, how=how, whose=whose)
        problem = {"page": word("the page of a problem")}
        self.send("problem", Kind.PROBLEM, problem, words=word("what a problem is"))
        self.send(
            "forgotten",
            Kind.CORRECT,
            {"summary": _summary(word("what is forgotten and was to be public"))},
            words=word("what is forgotten"),
        )
        taken = {"summary": _summary(word("what a reviewer took out"))}
        self.send("amended", Kind.CORRECT, taken, how="run")
        tip = {"text": f"Bring gloves, {word('a tip')}.", "by": word("whose tip it is")}
        self.send("tip", Kind.TIP, tip, how="went")
        self.send("waits", Kind.STOPPED, {}, words=word("what nobody decides"))
        half = {"summary": _summary(word("half-filled, for everybody"))}
        _, self.secrets["draft"] = desk.store.drafts.begin(
            Kind.CORRECT, "ashmoor", "gardening", self.week.day, now=now,
            public=half, private={"words": word("half-filled, for the team")},
        )  # fmt: skip
        self._other_rooms(text_of(now))

    def _other_rooms(self, when: str) -> None:
        """What other programs write into the store."""
        store = self.week.desk.store
        insert(
            store,
            reviewers,
            **{"id": "r1", "name": word("a reviewer's name"), "mail": word("a reviewer's mail")},
            **{"borough": "ashmoor", "role": "lead", "added": when},
        )
        insert(store, sessions, found_by="s", mail=word("who is signed in"), begun=when)
        insert(
            store,
            letters,
            **{"key": f"{self.ids['forgotten']}/1-sent", "kind": "sent", "borough": "ashmoor"},
            **{"to": word("to whom that letter goes"), "subject": "We have it", "state": "waiting"},
            **{"body": word("a letter about what is forgotten"), "written": when, "due": when},
            **{"tries": 0, "trouble": ""},
        )
        matter(store, "ASH-A234", "touch", {"name": word("a matter that is forgotten")})
        matter(store, "ASH-A345", "worry", {"words": word("a worry")})

    def decide_all(self) -> None:
        desk, team = self.week.desk, "the review"
        desk.ask(self.ids["put back"], f"Is it so, {word('a question to the sender')}?", team)
        asked = desk.store.by_secret(self.secrets["put back"])
        assert asked is not None
        desk.answer(asked, f"Yes, {word('what a sender answers')}")
        desk.accept(self.ids["put back"], team)
        desk.put_back(self.ids["put back"], team)
        public = {"changes": [[["summary"], "Grow peas and beans."]]}
        desk.store.amend(self.ids["amended"], public, by=team, now=desk.now())
        desk.accept(self.ids["amended"], team)
        desk.accept(self.ids["tip"], team)
        desk.accept(self.ids["problem"], team)
        desk.decline(self.ids["declined"], "later", team)
        for id in (self.ids["forgotten"], "ASH-A234"):
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
        sealed = {file.name: file.read_bytes() for _, file in backups_in(self.backups)}
        opened = [read_backup(file, KEY) for _, file in backups_in(self.backups)]
        beside = {file.name: file.read_bytes() for file in self.backups.iterdir()}
        built = build(self.root)
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
            "nobody": b"\0".join(self._of_nobody()),
            "sender": b"\0".join(self._of_senders()),
            "review": b"\0".join(self._of_team()),
        }
        return {name: data.lower() for name, data in found.items()}

    def _of_nobody(self) -> Iterator[bytes]:
        forms = [f"/suggest/f/{kind}/ashmoor/gardening/" for kind in ("correct", "stopped", "tip")]
        forms += ["/suggest/f/problem/ashmoor/", "/suggest/f/new/ashmoor/"]
        ways = ["", "page/", "change/"]
        shut = [f"/review/{id}/{way}" for id in self.ids.values() for way in ways]
        guesses = [f"/suggest/s/{id}/" for id in self.ids.values()]
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
        own = [f"/review/{id}/{way}" for id in self.ids.values() for way in ("", "page/")]
        for address in ["/review/", "/review/?find=choir", *own]:
            answer = team.get(address)
            assert answer.status_code in (200, 404), address
            yield answer.data


def _borough() -> str:
    return "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n"


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
        with contextlib.redirect_stderr(log), contextlib.redirect_stdout(log):
            yield
    finally:
        logging.getLogger().removeHandler(handler)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


class Seen(NamedTuple):
    """All places at the three moments; and what restored stores have, by the backup's moment.

    The backup of "sent" is restored when all is decided, that of "decided" later.
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
    with all_logged(host.log):
        logging.getLogger("connectdo").debug("zzthelogisread")
        host.send_all()
        make_backup(host.store, host.backups, KEY, desk.now())
        at["sent"] = host.places()
        host.week.day += DAY
        sent = host.put_away()  # each moment is looked at with its own backup alone
        host.decide_all()
        old = make_backup(host.store, host.backups, KEY, desk.now()).file
        at["decided"] = host.places()
        restored["sent"] = host.restored(sent)
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
    assert where(seen.at[moment], canary.word) == set(getattr(canary, moment).split())


def test_every_place_was_looked_at_and_none_was_empty(seen: Seen) -> None:
    for places in seen.at.values():
        assert tuple(places) == PLACES
        assert all(places.values())
        assert {"log"} == where(places, "zzthelogisread")
        assert {"files", "git", "site", "nobody"} <= where(places, "Gardening")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_senders_secret_is_on_the_senders_own_page_alone(moment: str, seen: Seen) -> None:
    for name, secret in seen.host.secrets.items():
        assert where(seen.at[moment], secret) <= {"sender"}, name
        assert where(seen.at[moment], seen.host.week.desk.store.key().hex()) == set()
    key = seen.host.week.desk.store.key().lower()
    assert [name for name, data in seen.at[moment].items() if key in data] == ["store"]


@pytest.mark.parametrize(("made", "restored"), [("sent", "decided"), ("decided", "later")])
def test_a_restore_brings_nothing_back_that_was_erased_since(
    made: str, restored: str, seen: Seen
) -> None:
    for of, canary in CANARIES.items():
        before, after = (getattr(canary, moment).split() for moment in (made, restored))
        meant = "store" in before and "store" in after and of != "who is signed in"
        assert (canary.word.lower().encode() in seen.restored[made]) == meant, of


def test_a_word_would_be_found_where_it_did_leak(seen: Seen) -> None:
    places = dict(seen.at["later"])
    places["site"] += b".. zzadds .."
    assert where(places, "zzadds") == {"site"}


def test_no_word_is_part_of_another() -> None:
    words = [canary.word for canary in CANARIES.values()]
    assert [one for one in words for other in words if one in other and one != other] == []
    assert len(set(words)) == len(words)
