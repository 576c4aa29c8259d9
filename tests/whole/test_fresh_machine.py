"""The help page typed line by line on a bare machine, and what people then do with it.

The machine is a Debian that boots in a folder. Its remote is another computer to it, its mail
arrives, and everything is asked through its web server. Each step says how long it took. It has the
clock of this computer, which nobody may set: ``test_going_out.py`` has a clock that jumps.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import subprocess
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fresh_machine import (
    BOROUGH,
    ROOT_CERTIFICATE,
    Forge,
    Machine,
    Visitor,
    plot,
    wait_until,
    why_not,
)
from hosted import NAME
from in_git import git
from mail_server import Inbox, free_port, mail_server
from site_builds import ROOT

from connectdo.commands.building import check_and_build
from connectdo.contribute.store.store import State, Store, Submission
from connectdo.data.reading import Reader
from connectdo.derive.dates import LONDON
from connectdo.site.one_build import BuildRequest

pytestmark = pytest.mark.prove

HELP = ROOT / "content/pages/help-host.md"
KILLS = int(os.environ.get("CONNECTDO_TEST_KILLS", "100"))
SEED = 20261201
LISTINGS = 60
LEAD, READER, HEAD = "ann@example.org", "bea@example.org", "head@ashmoor.gov.uk"
CANARY = "-".join(("kingfisher", "under", "the", "stairs"))
"""A word of a private answer, which the machine's copy of this file has not."""
CLONE = "/srv/connectdo"
COPY = (
    "import base64, sqlite3; "
    f'store = sqlite3.connect("{CLONE}/.intake/store.sqlite3", timeout=60); '
    "print(base64.b64encode(store.serialize()).decode())"
)
"""Python for a line that shows the store."""

LEFT_OUT = {
    "With nginx instead": "Caddy stands in front here.",
    "A newer version": "It is typed later, when there is one.",
    "When something is wrong": "It is typed later, when something is.",
    "Backups": "It is typed later, when there is one.",
    "Bring a backup back": "It is typed later, when there is one.",
    "When somebody wants to be forgotten": "It is typed at the end.",
}


def changed_lines(forge: Forge, post: int) -> dict[str, str]:
    """All that is not typed as it stands in the help: what stands there, and what is typed."""
    values = {
        "URL": f"https://{NAME}",
        "SMTP": f"smtp://127.0.0.1:{post}",  # a mail server of this machine needs no certificate
        "MAIL_FROM": f"forms@{NAME}",
        "SECOND_ADDRESS": HEAD,
    }
    edits = [f"-e \"s|^CONNECTDO_{k}=.*|CONNECTDO_{k}='{v}'|\"" for k, v in values.items()]
    # The only other setting: a decision waits for one minute instead of ten.
    edits += ["-e \"s|^# CONNECTDO_WAIT=.*|CONNECTDO_WAIT='1'|\""]
    caddy = "systemctl restart caddy.service"
    return {
        "https://forge.example.org/connect-and-do.git": forge.address,
        "git@forge.example.org:connect-and-do.git": forge.address,  # it takes what anybody pushes
        "connect.example.org": NAME,
        "--borough lambeth": f"--borough {BOROUGH}",
        "nano /etc": f"sed -i {' '.join(edits)} /etc",
        # Nobody in the world vouches for a name that leads to this machine only.
        caddy: f"sed -i '0,/{{/s//{{\\n\\tlocal_certs/' /etc/caddy/Caddyfile && {caddy}",
    }


def sections(page: Path) -> dict[str, list[str]]:
    """The lines to type, by the heading that they stand under."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("    "):
            found.setdefault(heading, []).append(line.strip())
    return found


class Fresh:
    """The machine with all that belongs to it."""

    def __init__(self, folder: Path) -> None:
        self.post, self.inbox = free_port(), Inbox()
        self.forge = Forge(folder / "forge", LISTINGS)
        try:
            with self.step("a bare Debian boots"):
                self.machine = Machine(folder / "machine")
        except BaseException:
            self.forge.end()
            raise

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Say how long something took."""
        began = time.monotonic()
        yield
        seconds = time.monotonic() - began
        print(f"{seconds:7.1f} s  {what}", flush=True)

    def type_all(self) -> None:
        """Type the help's lines, in their order."""
        changed = changed_lines(self.forge, self.post)
        unused = set(changed)
        for heading, lines in sections(HELP).items():
            if heading in LEFT_OUT:
                continue
            for line in lines:
                typed = line
                for old, new in changed.items():
                    if old in typed:
                        unused.discard(old)
                        typed = typed.replace(old, new)
                with self.step(line):
                    if line.startswith("curl"):
                        wait_until(self.is_well, "it has built the site, and is well")
                    self.machine.run(typed)
        assert unused <= {"connect.example.org"}, "the help no longer says what is replaced"
        wait_until((self.machine.root / ROOT_CERTIFICATE).exists, "Caddy has its own authority")
        self.machine.run(
            f"cp /{ROOT_CERTIFICATE} /usr/local/share/ca-certificates/caddy.crt"
            " && update-ca-certificates"
        )

    def is_well(self) -> bool:
        """Whether it says that all of it is ok."""
        said = self.machine.run("curl -sS http://127.0.0.1:8001/readyz", fails=True)
        return said.count("ok") == 3

    def code_for(self, mail: str) -> Callable[[], str]:
        """Waits for a new letter with a code, whatever else arrives; with the code."""
        before, codes = len(self.inbox.to), list[str]()

        def arrived() -> bool:
            for at in range(before, len(self.inbox.to)):
                found = re.search(r"\b(\d{3} ?\d{3})\b", self.inbox.text(at))
                if found and self.inbox.to[at] == mail:
                    codes.append(found[1])
            return bool(codes)

        def code() -> str:
            wait_until(arrived, f"a letter with a code for {mail}")
            return codes[-1]

        return code

    def comes(self, mail: str) -> Visitor:
        """Somebody of the team, who has come in."""
        visitor = Visitor(self.machine)
        visitor.signs_in(mail, self.code_for(mail))
        return visitor

    @contextmanager
    def store(self) -> Iterator[Store]:
        """A copy of the machine's store as it is now: itself it opens to its own user alone."""
        settings = (self.machine.root / "etc/connectdo/environment").read_text()
        key = re.search(r"^CONNECTDO_KEY='(\w+)'", settings, re.MULTILINE)
        assert key
        copied = self.machine.run(f"runuser -u connectdo -- python3 -c '{COPY}'")
        with TemporaryDirectory() as folder:
            (Path(folder) / "store").mkdir(mode=0o700)
            (Path(folder) / "store/store.sqlite3").write_bytes(b64decode(copied))
            with closing(Store.open(Path(folder) / "store", key=bytes.fromhex(key[1]))) as store:
                yield store

    def kept(self, page: str) -> Submission:
        """What the store has under the address of a sender's page."""
        with self.store() as store:
            found = store.by_secret(page.split("/")[3])
        assert found, page
        return found

    def end(self) -> None:
        """Nothing of it stays."""
        self.machine.end()
        self.forge.end()


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fresh]:
    if reason := why_not():
        print(reason)
        pytest.skip(reason)
    found = Fresh(tmp_path_factory.mktemp("fresh"))
    try:
        with mail_server(found.inbox, found.post):
            found.type_all()
            yield found
    finally:
        found.end()


@pytest.fixture(scope="module")
def reviewer(fresh: Fresh) -> Visitor:
    """Somebody of the team who has come in, after the lead has."""
    with fresh.step("the forms are closed until the lead has signed in"):
        closed = Visitor(fresh.machine).get(f"/suggest/f/correct/{BOROUGH}/{plot(0)}/")
        assert "still getting ready" in closed
    with fresh.step("the lead signs in with a code that came by mail"):
        fresh.comes(LEAD)
    with fresh.step("a reviewer is added, and signs in"):
        fresh.machine.run(f'connectdo-as reviewer add "Bea" {READER} --borough {BOROUGH}')
        return fresh.comes(READER)


def accept(reviewer: Visitor, id: str) -> None:
    """Press Accept on the page of what was sent."""
    reviewer.get(f"/review/{id}/")
    assert reviewer.status == 200, reviewer.html[:1000]
    reviewer.press(do="accept")
    assert reviewer.status == 200, reviewer.html[:1000]


def accepted(fresh: Fresh, reviewer: Visitor, number: int) -> str:
    """Somebody sends something about a listing, and it is accepted; its sender's page."""
    page = Visitor(fresh.machine).sends(plot(number), summary=f"Grow peas on plot {number}.")
    accept(reviewer, fresh.kept(page).id)
    assert fresh.kept(page).state is State.ACCEPTED, words_of(reviewer)
    return page


def published(fresh: Fresh, page: str) -> Callable[[], bool]:
    """Whether what was sent is known to be on the site."""
    return lambda: fresh.kept(page).published is not None


def words_of(visitor: Visitor) -> str:
    """The words of a page, and none of its marks."""
    body = visitor.html.partition("<h1")[2].partition(">")[2] or visitor.html
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()


def troubles(reviewer: Visitor) -> Callable[[], str]:
    """The sentence of the review about what could not go out; empty where there is none."""

    def says() -> str:
        reviewer.get("/review/")
        found = re.search(r"\d+ changes? (is|are) accepted and [^<]*", reviewer.html)
        return found[0] if found else ""

    return says


def shows(fresh: Fresh, number: int) -> bool:
    """Whether strangers see the changed listing."""
    html = Visitor(fresh.machine).get(f"/{BOROUGH}/listing/{plot(number)}/")
    return f"Grow peas on plot {number}." in html


def test_from_a_form_to_the_public_page(fresh: Fresh, reviewer: Visitor) -> None:
    sender = Visitor(fresh.machine)
    with fresh.step("somebody sends a form through the web server"):
        page = sender.sends(plot(0), summary="Grow peas on plot 0.", words=CANARY)
        assert "Thank you. We have it." in sender.html
    id = fresh.kept(page).id
    with fresh.step("the reviewer reads and accepts it"):
        assert CANARY in reviewer.get(f"/review/{id}/")
        accept(reviewer, id)
    with fresh.step("it waits for a minute, and the commit is in the remote"):
        wait_until(lambda: fresh.forge.effects(id) == 1, "the commit is in the remote")
        path = f"boroughs/{BOROUGH}/listings/{plot(0)}.md"
        assert "Grow peas on plot 0." in fresh.forge.there(path)
    with fresh.step("the public page shows it, and then the sender's page says so"):

        def said() -> bool:
            told = "It is published." in sender.get(page)
            assert not told or shows(fresh, 0), "it was said before strangers could see it"
            return told

        wait_until(said, "the sender's page says so")


def test_the_remote_is_away_and_somebody_else_pushes(fresh: Fresh, reviewer: Visitor) -> None:
    page = accepted(fresh, reviewer, 1)
    with fresh.forge.away(), fresh.step("the remote is away, and the review says so"):
        wait_until(troubles(reviewer), "the review tells it")
        print(" " * 11, troubles(reviewer)())
        assert "could not be sent to origin" in troubles(reviewer)()
        assert not published(fresh, page)()
    theirs = f"boroughs/{BOROUGH}/listings/{plot(2)}.md"
    fresh.forge.push(theirs, "We dig plot 2.", "We dig plot 2 by hand.")
    with fresh.step("it is back, somebody else has pushed, and both are there"):
        wait_until(published(fresh, page), "it is published")
        assert fresh.forge.effects(fresh.kept(page).id) == 1
        assert "by hand" in fresh.forge.there(theirs)
        assert shows(fresh, 1)
        assert "by hand" in Visitor(fresh.machine).get(f"/{BOROUGH}/listing/{plot(2)}/")
        assert troubles(reviewer)() == ""


@pytest.mark.parametrize(("number", "folder"), [(3, "srv"), (4, "var/www")])
def test_a_full_disk_is_said_and_nothing_is_lost(
    fresh: Fresh, reviewer: Visitor, number: int, folder: str
) -> None:
    page = accepted(fresh, reviewer, number)
    sender = Visitor(fresh.machine)
    sender.get(f"/suggest/f/correct/{BOROUGH}/{plot(number + 2)}/")
    form, address = sender.html, sender.at
    filled = f"/{folder}/filled"
    for size in ("1M", "1k"):
        fresh.machine.run(f"dd if=/dev/zero of={filled}.{size} bs={size} status=none", fails=True)
    try:
        with fresh.step(f"/{folder} is full, and that is said"):
            sender.press(sure="yes", how="run", summary="Grow leeks.")
            if folder == "srv":
                assert not sender.at.startswith("/suggest/s/")
                print(" " * 11, sender.status, words_of(sender)[:300])
                ready = fresh.machine.run("curl -sS http://127.0.0.1:8001/readyz")
                print(" " * 11, ready.replace("\n", ", "))
                assert "store: unwritable" in ready
            time.sleep(75)
            reviewer.get("/review/")
            print(" " * 11, reviewer.status, troubles(reviewer)() or words_of(reviewer)[:300])
            assert "Traceback" not in reviewer.html
            assert not published(fresh, page)()
    finally:
        fresh.machine.run(f"rm -f {filled}.*")
    with fresh.step("there is room again, and it goes on"):
        wait_until(published(fresh, page), "it is published")
        assert shows(fresh, number)
        assert fresh.forge.effects(fresh.kept(page).id) == 1
        if folder == "srv":
            sender.html = form
            sender.press(address, sure="yes", how="run", summary="Grow leeks.")
        assert sender.at.startswith("/suggest/s/"), words_of(sender)
        assert fresh.kept(sender.at).public
        wait_until(fresh.is_well, "it is well")


class Crowd(threading.Thread):
    """People who send, and somebody who accepts, whatever happens to the service meanwhile."""

    def __init__(self, fresh: Fresh, reviewer: Visitor, numbers: range) -> None:
        super().__init__(daemon=True)
        self.fresh, self.reviewer, self.numbers = fresh, reviewer, numbers
        self.pages: dict[str, int] = {}
        """What was acknowledged: the sender's page, and the listing's number."""
        self.accepted: set[str] = set()
        self.ended = threading.Event()

    def run(self) -> None:
        """Once the other, until it is ended."""
        for number in self.numbers:
            sender = Visitor(self.fresh.machine)
            address = f"/suggest/f/correct/{BOROUGH}/{plot(number)}/"
            if not self.until(lambda: sender.get(address) and sender.status == 200):  # noqa: B023
                return
            form = sender.html

            def sent() -> bool:
                sender.html = form  # noqa: B023
                sender.press(address, sure="yes", how="run", summary=f"Grow peas on plot {number}.")  # noqa: B023
                return sender.at.startswith("/suggest/s/")  # noqa: B023

            if not self.until(sent):
                return
            page = sender.at.partition("?")[0]
            self.pages[page] = number
            id = self.fresh.kept(page).id

            def said_yes() -> bool:
                # A kill may have come between the decision and its answer.
                if self.fresh.kept(page).state is State.RECEIVED:  # noqa: B023
                    accept(self.reviewer, id)  # noqa: B023
                return True

            if not self.until(said_yes):
                return
            self.accepted.add(page)

    def until(self, done: Callable[[], object]) -> bool:
        """Press again and again, as people do; False where it is over."""
        while not self.ended.wait(0.3):
            try:
                if done():
                    return True
            except (OSError, AssertionError):
                continue
        return False


def test_killed_at_many_moments_it_loses_nothing_and_does_nothing_twice(
    fresh: Fresh, reviewer: Visitor
) -> None:
    chance = random.Random(SEED)
    # A person waits five seconds for the next start; a hundred times that is long.
    fresh.machine.run(
        "mkdir -p /run/systemd/system/connectdo.service.d && printf '%s\\n' '[Unit]'"
        " 'StartLimitIntervalSec=0' '[Service]' 'RestartSec=100ms'"
        " > /run/systemd/system/connectdo.service.d/soon.conf && systemctl daemon-reload"
    )
    crowd = Crowd(fresh, reviewer, range(10, LISTINGS))
    crowd.start()
    in_start = 0
    with fresh.step(f"killed {KILLS} times, seed {SEED}"):
        for _ in range(KILLS):
            if chance.random() < 0.7:
                wait_until(fresh.is_well, "it is well again")
            else:
                in_start += 1
            time.sleep(chance.uniform(0.1, 3))
            fresh.machine.run("systemctl kill -s KILL connectdo.service", fails=True)
    with fresh.step("what was accepted goes out"):
        wait_until(lambda: not crowd.is_alive() or len(crowd.accepted) > 5, "people have sent")
        crowd.ended.set()
        crowd.join()
        wait_until(fresh.is_well, "it is well again")
        for page in set(crowd.pages) - crowd.accepted:
            if fresh.kept(page).state is State.RECEIVED:
                accept(reviewer, fresh.kept(page).id)
        for page in crowd.pages:
            assert fresh.kept(page).state is State.ACCEPTED
            wait_until(published(fresh, page), f"{page} is published")
    print(f"            {len(crowd.pages)} acknowledged, {in_start} kills while it started")
    for page, number in crowd.pages.items():
        assert fresh.forge.effects(fresh.kept(page).id) == 1
        assert shows(fresh, number)
    clone = fresh.machine.root / "srv/connectdo"
    git(fresh.forge.bare, "fsck", "--strict", "--no-dangling")
    as_it = f"runuser -u connectdo -- git -C {CLONE}"
    fresh.machine.run(f"{as_it} fsck --strict --no-dangling")
    assert fresh.machine.run(f"{as_it} status --porcelain") == ""
    head = fresh.machine.run(f"{as_it} rev-parse HEAD")
    assert head == git(fresh.forge.bare, "rev-parse", "main")
    with fresh.step("the site is what a clean build makes"):
        clean = fresh.machine.root / "var/clean"
        today = dt.datetime.now(LONDON).date()
        request = BuildRequest(clone, clean, today, f"https://{NAME}/", forms=True, hidden={})
        assert check_and_build(request, Reader(clone))
        # Pagefind numbers pages in the order of a folder's file system, and both are on others.
        but = "-x pagefind -x offline.json -x .build"  # which lists them
        assert fresh.machine.run(f"diff -rq {but} /var/clean /var/www/connect-and-do") == ""


def test_the_night_a_newer_version_and_no_private_word_anywhere(
    fresh: Fresh, reviewer: Visitor
) -> None:
    typed = sections(HELP)
    for line in (*typed["A newer version"], *typed["When something is wrong"]):
        with fresh.step(line):
            said = fresh.machine.run(line)
            if line.startswith("systemctl restart"):
                wait_until(fresh.is_well, "it is well again")
    print(said[-1500:])
    for line in typed["Backups"]:
        with fresh.step(line):
            fresh.machine.run(line)
    with fresh.step("a backup is brought back"):
        backups = "/var/backups/connectdo"
        (newest,) = fresh.machine.run(f"ls -t {backups}/*.backup | head -1").split()
        stop, restore, start = typed["Bring a backup back"]
        fresh.machine.run(stop)
        fresh.machine.run(f"mv {CLONE}/.intake {CLONE}/.intake-old")
        example = restore.split()[2]
        assert example.startswith(f"{backups}/connectdo-")
        print(fresh.machine.run(restore.replace(example, newest)))
        fresh.machine.run(start)
        wait_until(fresh.is_well, "it is well with what was brought back")
        fresh.machine.run(f"rm -r {CLONE}/.intake-old")
    night = fresh.machine.run("journalctl -u connectdo-nightly.service --no-pager -o cat")
    assert "can be restored" in night
    print(night)
    with fresh.step("all files, the journal, the history and the mails are looked through"):
        root = fresh.machine.root
        found = subprocess.run(
            ["grep", "-rla", "--devices=skip", "--exclude-dir=proc", "--exclude-dir=sys",
             CANARY, str(root)],
            capture_output=True, text=True, check=False,
        ).stdout.splitlines()  # fmt: skip
        store = root / "srv/connectdo/.intake"
        assert [each for each in found if Path(each).is_relative_to(store)], "it is kept"
        assert [each for each in found if not Path(each).is_relative_to(store)] == []
        assert CANARY not in fresh.machine.run("journalctl --no-pager --all -o verbose")
        for repository in (fresh.forge.bare, fresh.forge.folder / "clone"):
            # The program's own files have the word in this test.
            listings = git(repository, "log", "-p", "--all", "--", f"boroughs/{BOROUGH}")
            assert "Accepted from" in listings
            assert CANARY not in listings
        assert not [each for each in fresh.inbox.raw if CANARY.encode() in each]
        assert CANARY in reviewer_sees(reviewer, fresh)
    (line,) = typed["When somebody wants to be forgotten"]
    with fresh.step(line):
        fresh.machine.run(line.replace("LAM-4K7Q", first_of(fresh).id))
        assert CANARY not in reviewer_sees(reviewer, fresh)


def first_of(fresh: Fresh) -> Submission:
    """The first thing that was sent."""
    path = f"boroughs/{BOROUGH}/listings/{plot(0)}.md"
    with fresh.store() as store:
        (first,) = [each for each in store.decided(500) if each.path == path]
        return first


def reviewer_sees(reviewer: Visitor, fresh: Fresh) -> str:
    """What the team reads of the first thing that was sent, after all that."""
    with fresh.store() as store:
        return str(store.private_of(first_of(fresh).id))
