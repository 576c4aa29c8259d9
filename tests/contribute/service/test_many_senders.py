"""Fifty people send for a minute: nobody meets an error, and nothing that was thanked for is lost.

Prints how many requests a second were answered, and how long the slowest hundredth took.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from hosted import (
    KEY,
    NAME,
    PATIENCE,
    HostProcess,
    as_proxy,
    hidden_of,
    hosted_project,
    name_lead,
    settings_of,
)
from small_project import listing

from connectdo.contribute.service.floods import Limits
from connectdo.contribute.store.store import Store

pytestmark = pytest.mark.prove

SENDERS = 50
SECONDS = 60
LISTINGS = tuple(f"thing-{number}" for number in range(10))
RAISED = {
    **dict.fromkeys(("PER_ADDRESS", "PER_LISTING", "PER_BOROUGH", "MOST_WAITING"), "100000"),
    "FLOOR": "0",
}


class Sender(threading.Thread):
    """Somebody who opens a form, sends it and reads the thanks, over and over until the end."""

    def __init__(self, number: int, port: int, until: float) -> None:
        super().__init__()
        self.number, self.port, self.until = number, port, until
        self.took: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.thanked: list[str] = []
        self.kept_words = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        headers = as_proxy(X_Forwarded_For=f"192.0.2.{self.number}", Origin=f"https://{NAME}")
        headers.pop("Content-Type")
        url = f"http://127.0.0.1:{self.port}"
        with httpx.Client(base_url=url, headers=headers, timeout=PATIENCE) as client:
            turn = self.number
            while time.monotonic() < self.until:
                turn += 1
                try:
                    self.send(client, f"/suggest/f/correct/ashmoor/{LISTINGS[turn % 10]}/", turn)
                except (httpx.HTTPError, AssertionError, IndexError) as error:
                    self.wrong.append(repr(error))

    def ask(self, client: httpx.Client, path: str, data: dict[str, str] | None) -> httpx.Response:
        began = time.monotonic()
        answer = client.post(path, data=data) if data else client.get(path)
        self.took.append(time.monotonic() - began)
        self.statuses[answer.status_code] += 1
        return answer

    def send(self, client: httpx.Client, form: str, turn: int) -> None:
        words = f"Grow {turn} peas with {self.number} neighbours."
        fields = hidden_of(self.ask(client, form, None).text)
        answer = self.ask(client, form, {**fields, "summary": words, "how": "run", "sure": "yes"})
        if answer.status_code == 429:
            assert words in answer.text, "the form came back without the words"
            self.kept_words += 1
            return
        thanks = self.ask(client, answer.headers["location"], None).text
        assert "Thank you. We have it." in thanks
        self.thanked += re.findall(r"ASH-[A-Z0-9]{4}", thanks)[:1]


def processor_seconds(pid: int) -> float:
    """What a process and the programs that it asked have worked, the first build included."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, parts[11:15])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("limits", ["shipped", "raised"])
def test_fifty_senders_meet_no_error_and_nothing_is_lost(
    limits: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        f"boroughs/ashmoor/listings/{id}.md": listing().replace("name: Gardening", f"name: {id}")
        for id in LISTINGS
    }
    root = hosted_project(tmp_path / "project", dict(files))
    name_lead(root)
    host = HostProcess(root, settings_of(tmp_path, **(RAISED if limits == "raised" else {})))
    try:
        host.wait_for("started")
        began = time.monotonic()
        senders = [Sender(number, host.port, began + SECONDS) for number in range(SENDERS)]
        for each in senders:
            each.start()
        for each in senders:
            each.join(SECONDS + PATIENCE)
        seconds = time.monotonic() - began
        worked = processor_seconds(host.process.pid)
        assert host.end() == 0
    finally:
        host.process.kill()

    thanked = [reference for each in senders for reference in each.thanked]
    took = sorted(second for each in senders for second in each.took)
    statuses = sum((each.statuses for each in senders), Counter[int]())
    with closing(Store.open(root / ".intake", key=bytes.fromhex(KEY))) as store:
        kept = {each.id: each.aside for each in store.waiting()}
    with capsys.disabled():
        print(
            f"\n{limits} limits: {len(took)} requests of {SENDERS} senders, "
            f"{len(took) / seconds:.0f} a second, 99 of 100 within "
            f"{took[len(took) * 99 // 100] * 1000:.0f} ms (half within "
            f"{took[len(took) // 2] * 1000:.0f}), {worked / len(took) * 1000:.0f} ms of processor "
            f"each; {len(thanked)} thanked for, "
            f"{statuses[429]} asked to come back, aside: {dict(Counter(kept.values()))}"
        )
    assert [wrong for each in senders for wrong in each.wrong] == []
    assert statuses.keys() <= ({200, 303, 429} if limits == "shipped" else {200, 303})
    assert len(thanked) > SENDERS and set(thanked) == kept.keys()
    assert len(thanked) == len(set(thanked)) == statuses[303]
    assert {each["status"] for each in host.events("request")} == statuses.keys()
    assert not host.events("error")
    waiting = sum(not aside for aside in kept.values())
    assert waiting == len(kept) if limits == "raised" else waiting <= Limits().per_borough
