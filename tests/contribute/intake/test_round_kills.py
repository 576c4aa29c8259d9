"""``kill -9`` of ``connectdo serve`` at random moments, while people send and a team accepts.

Whatever was acknowledged is there afterwards, and each accepted change is one commit.
"""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path

import pytest
from in_git import git
from site_builds import project
from small_project import listing
from test_round import FOLDER
from test_serve import PATIENCE, Served

from connectdo.contribute.store.store import State, Store

pytestmark = pytest.mark.prove

KILLS = 200
SEED = 20261130
NAMES = [f"group-{number}" for number in range(12)]
GONE = (urllib.error.URLError, http.client.HTTPException, OSError)
"""What a client meets when the server is killed."""


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given: object) -> None:
        """Let the answer be looked at."""


Answered = tuple[int, http.client.HTTPMessage]


def post(address: str, data: dict[str, str], cookie: str = "") -> Answered:
    asked = urllib.request.Request(
        address, urllib.parse.urlencode(data).encode(), {"Cookie": cookie} if cookie else {}
    )
    try:
        with urllib.request.build_opener(Stay).open(asked, timeout=PATIENCE) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers


def got(address: str, cookie: str = "") -> str:
    asked = urllib.request.Request(address, headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def token_in(html: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', html)
    assert found, html[:500]
    return found[1]


def send_until_gone(server: Served, numbers: random.Random, kept: list[str]) -> None:
    """Send corrections; ``kept`` gets the sender's page of each that was acknowledged."""
    try:
        while True:
            form = f"{server.url}suggest/f/correct/ashmoor/{numbers.choice(NAMES)}/"
            words = f"Meet number {numbers.randrange(10**9)}."
            data = {"token": token_in(got(form)), "summary": words, "how": "run", "sure": "yes"}
            status, headers = post(form, data)
            if status == 303:
                kept.append(headers["Location"].partition("?")[0])
    except GONE:
        pass


def accept_until_gone(server: Served) -> None:
    """Open the review with the code, and accept what waits, or decline what is too late."""
    review = f"{server.url}review/"
    try:
        code = re.findall(r"The code, for once: ([A-Z2-9]{8})", server.said)[-1]
        _, headers = post(review, {"token": token_in(got(review)), "code": code})
        cookie = headers["Set-Cookie"].partition(";")[0]
        while True:
            for id in re.findall(r"\b([A-Z]{3}-[A-Z2-9]+)/", got(review, cookie)):
                one = f"{review}{id}/"
                data = {"token": token_in(got(one, cookie)), "reason": "already"}
                status, _ = post(one, {**data, "do": "accept"}, cookie)
                if status == 422:  # somebody else has changed the same since
                    post(one, {**data, "do": "decline"}, cookie)
            time.sleep(0.02)
    except GONE:
        pass


def test_every_acknowledged_submission_is_there_and_each_had_one_effect(tmp_path: Path) -> None:
    folder = project(tmp_path / "project")
    for name in NAMES:
        text = listing().replace("name: Gardening", f"name: {name.capitalize()}")
        (folder / FOLDER / f"{name}.md").write_text(text)
    (folder / ".gitignore").write_text("/.cache/\n/.intake/\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "start")
    moments, kept = random.Random(SEED), list[str]()
    for kill in range(KILLS + 1):
        server = Served(folder)
        server.wait_for(1)
        if kept:
            assert "Your reference is" in got(server.url + moments.choice(kept).lstrip("/"))
        if kill == KILLS:
            for page in kept:
                assert "Your reference is" in got(server.url + page.lstrip("/")), page
        threads = [
            threading.Thread(target=send_until_gone, args=(server, random.Random(kill), kept)),
            threading.Thread(
                target=send_until_gone, args=(server, random.Random(kill + 10_000), kept)
            ),
            threading.Thread(target=accept_until_gone, args=(server,)),
        ]
        for thread in threads:
            thread.start()
        time.sleep(moments.uniform(0.05, 1.2))
        server.process.kill()
        server.process.wait(PATIENCE)
        for thread in threads:
            thread.join(PATIENCE)
    store = Store.open(folder / ".intake")
    accepted = [each for each in store.decided(10**6) if each.state is State.ACCEPTED]
    log = git(folder, "log", "--format=%B")
    effects = Counter(re.findall(r"Accepted from what was sent as (\S+)\.", log))
    assert set(effects.values()) <= {1}
    assert {each.id for each in accepted if each.commit} <= set(effects)
    assert len(kept) > KILLS
    assert len(effects) > KILLS / 10
    assert git(folder, "fsck", "--strict", "--no-dangling") == ""
    print(f"\n{KILLS} kills, seed {SEED}: {len(kept)} acknowledged, {len(effects)} accepted.")
    store.close()
