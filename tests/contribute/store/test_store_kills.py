"""A store whose process is killed at any moment."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest
from stored import add, in_child

from connectdo.contribute.store import store as store_module
from connectdo.contribute.store.store import Store


@pytest.mark.prove
def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "MOST_WAITING", 1_000_000)
    chance = random.Random(20261130)
    told: dict[str, str] = {}
    key = b""

    def send(round: int, out: int) -> None:
        store = Store.open(folder)
        for number in range(100_000):
            sent, secret = add(store, f"{round} {number}", private={"note": "x" * number})
            os.write(out, f"{sent.id} {secret}\n".encode())

    for round in range(50):
        back, out = os.pipe()
        child = in_child(lambda: send(round, out))  # noqa: B023
        os.close(out)
        # Half of them are killed at any moment, half after something was acknowledged.
        first = os.read(back, 1) if round % 2 else b""
        time.sleep(chance.uniform(0, 0.15))
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        with os.fdopen(back) as said:
            told |= dict(line.split() for line in (first.decode() + said.read()).splitlines())
        with closing(Store.open(folder)) as store:
            key = key or store.key()
            assert store.key() == key
            there = {each.id: each for each in store.waiting()}
            assert set(told) <= set(there)
            # Of what was not acknowledged there is the one that the kill met, or nothing.
            assert len(there) - len(told) <= round + 1
            for id, secret in told.items():
                assert store.by_secret(secret) == there[id]
            for id in there:
                assert [event.what for event in store.history(id)] == ["sent"]
                assert set(store.private_of(id)) == {"note"}
    assert len(told) >= 25


@pytest.mark.prove
def test_a_kill_while_a_store_is_made_leaves_one_that_opens(tmp_path: Path) -> None:
    chance = random.Random(20261130)
    for round in range(50):
        folder = tmp_path / str(round)
        child = in_child(lambda: Store.open(folder))  # noqa: B023
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with closing(Store.open(folder)) as store:
            sent, secret = add(store)
            assert store.by_secret(secret) == sent
