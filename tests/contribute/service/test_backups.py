"""Backups: of one moment, sealed, looked through, let go in time; and a store made of one again."""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import hashlib
import os
import random
import re
import shutil
import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from desk_week import FORM, Week
from stored import MINUTE, NOON, PRIVATE, add, bytes_of, decide, disk_full, in_child

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.intake.app import make_intake
from connectdo.contribute.intake.desk import Desk
from connectdo.contribute.intake.entrance import Codes
from connectdo.contribute.service import backups as backups_module
from connectdo.contribute.service.backups import (
    backups_in,
    make_backup,
    over,
    read_backup,
)
from connectdo.contribute.service.forgotten import LIST, note_forgotten, read_forgotten
from connectdo.contribute.service.made_up import EXAMPLE
from connectdo.contribute.service.restoring import drill, restore
from connectdo.contribute.service.sealing import seal, sealing_key, unseal
from connectdo.contribute.service.store_copy import copy_store, packed
from connectdo.contribute.store import store as store_module
from connectdo.contribute.store.store import State, Store
from connectdo.data.problems import Refusal

DAY = dt.timedelta(days=1)
KEY = bytes(range(32))
OTHER = bytes(range(1, 33))
FIRST_TABLES = Path(__file__).parents[2] / "fixtures" / "store_of_revision_1.sql"
NAME = "connectdo-2026-11-30T120000Z.backup"


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


# --- sealing --------------------------------------------------------------------------------------


def test_what_is_sealed_comes_back_and_looks_different_each_time() -> None:
    one, two = seal(b"rosalind" * 99, KEY), seal(b"rosalind" * 99, KEY)
    assert unseal(one, KEY, "it") == unseal(two, KEY, "it") == b"rosalind" * 99
    assert one != two
    assert b"rosalind" not in one
    assert unseal(seal(b"", KEY), KEY, "it") == b""


def test_a_wrong_key_and_a_damage_have_each_a_sentence() -> None:
    sealed = seal(b"rosalind" * 9, KEY)
    with pytest.raises(Refusal) as refused:
        unseal(sealed, OTHER, "It")
    assert str(refused.value) == (
        "It was sealed with another key than CONNECTDO_BACKUP_KEY has. Set it to the one of that "
        "time."
    )
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(Refusal, match=r"^It (is|was) "):
            unseal(changed, KEY, "It")
        with pytest.raises(Refusal, match=r"^It (is|was) "):
            unseal(sealed[:at], KEY, "It")
    with pytest.raises(Refusal, match="a part of it is changed or missing"):
        unseal(sealed + b"x", KEY, "It")


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "secret", "0" * 64, "x" * 44, "ab" * 31, "correct horse battery staple" * 3),
        *(KEY.hex(), EXAMPLE),
    ],
)
def test_what_is_no_key_is_refused_and_not_repeated(text: str | None) -> None:
    with pytest.raises(Refusal, match="openssl rand -hex 32") as refused:
        sealing_key(text)
    assert not text or text not in str(refused.value)


def test_a_key_may_be_in_hex_or_base64() -> None:
    key = hashlib.sha256(b"by chance").digest()
    assert sealing_key(f" {key.hex()}\n") == key
    assert sealing_key(base64.b64encode(key).decode()) == key
    assert sealing_key(base64.urlsafe_b64encode(key).decode()) == key


# --- making ---------------------------------------------------------------------------------------


def test_a_backup_is_sealed_private_and_whole(folder: Path, store: Store, into: Path) -> None:
    add(store)
    made = make_backup(folder, into, KEY, NOON)
    assert names(into) == [NAME]
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert into.stat().st_mode & 0o777 == 0o700
    data = made.file.read_bytes()
    for word in (b"rosalind", b"Tuesday", b"SQLite", b"submissions", store.key()):
        assert word not in data
    assert (made.size, made.gone, made.doubted) == (len(data), 0, False)
    copy = read_backup(made.file, KEY)
    assert (copy.moment, copy.version, copy.counts["submissions"]) == (NOON, "3", 1)
    assert copy.key == store.key()
    assert b"rosalind" in copy.database
    assert "rosalind" not in repr(copy)


def test_a_backup_has_what_is_still_in_the_log(folder: Path, store: Store, into: Path) -> None:
    add(store)
    assert b"rosalind" in bytes_of(folder)["store.sqlite3-wal"]
    assert b"rosalind" not in bytes_of(folder)["store.sqlite3"]
    assert b"rosalind" in read_backup(make_backup(folder, into, KEY, NOON).file, KEY).database


def test_backups_while_four_threads_write_are_each_of_one_moment(
    folder: Path, store: Store, into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "MOST_WAITING", 1_000_000)
    stop, told, wrong = threading.Event(), dict[str, str](), list[BaseException]()

    def write(thread: int) -> None:
        try:
            number = 0
            while not stop.is_set():
                with contextlib.suppress(NotNow):  # a slow machine may let one of four wait
                    sent, secret = add(store, f"{thread} {number}")
                    decide(store, sent.id, State.DECLINED)
                    told[sent.id] = secret
                number += 1
        except BaseException as why:
            wrong.append(why)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    made = []
    try:
        while len(made) < 8 or len(told) < 12:
            acknowledged = dict(told)
            made.append((acknowledged, make_backup(folder, into, KEY, NOON + len(made) * MINUTE)))
            assert wrong == []
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    counted = [backup.copy.counts["submissions"] for _, backup in made]
    assert counted == sorted(counted)
    for number, (acknowledged, backup) in enumerate(made[-8:]):
        restored = tmp_path / f"restored-{number}"
        restore(backup.file, KEY, restored, NOON)
        with closing(Store.open(restored)) as again:
            for id, secret in acknowledged.items():
                found = again.by_secret(secret)
                assert found is not None
                assert found.id == id
            for each in again.decided(10_000):
                assert [step.what for step in again.history(each.id)] == ["sent", "declined"]
            assert all(len(again.history(each.id)) == 1 for each in again.waiting())
    print(
        f"\n{len(made)} backups while 4 threads wrote {len(told)}: the last one has {counted[-1]}."
    )


def test_a_full_disk_keeps_the_old_backups_and_says_so(
    folder: Path, store: Store, into: Path
) -> None:
    add(store)
    old = make_backup(folder, into, KEY, NOON - 40 * DAY).file
    young = make_backup(folder, into, KEY, NOON - DAY).file
    before = (old.read_bytes(), young.read_bytes())
    with disk_full(), pytest.raises(NotNow) as refused:
        make_backup(folder, into, KEY, NOON)
    assert str(refused.value).endswith(
        "the disk is full. The earlier backups are as they were. Make room, and try again."
    )
    assert names(into) == sorted([old.name, young.name])
    assert (old.read_bytes(), young.read_bytes()) == before
    assert make_backup(folder, into, KEY, NOON).gone == 1


def test_a_disk_that_gives_back_something_else_makes_no_backup(
    folder: Path, store: Store, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store)
    real = backups_module._write_part

    def rots(part: Path, data: bytes) -> None:
        real(part, data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])

    monkeypatch.setattr(backups_module, "_write_part", rots)
    with pytest.raises(Refusal, match="is damaged"):
        make_backup(folder, into, KEY, NOON)
    assert names(into) == []


def test_a_damaged_store_makes_no_backup(folder: Path, into: Path) -> None:
    with closing(Store.open(folder)) as store:
        for number in range(60):
            add(store, str(number))
    file = folder / "store.sqlite3"
    data = bytearray(file.read_bytes())
    data[8192:20000] = os.urandom(20000 - 8192)
    file.write_bytes(data)
    with pytest.raises(Refusal, match="is damaged"):
        make_backup(folder, into, KEY, NOON)
    assert names(into) == []


def test_there_is_no_backup_of_nothing_and_none_inside_the_store(
    folder: Path, into: Path, tmp_path: Path
) -> None:
    for nothing in (folder, tmp_path / "no"):
        with pytest.raises(Refusal, match="There is no store in"):
            make_backup(nothing, into, KEY, NOON)
    assert not folder.exists()
    Store.open(folder).close()
    with pytest.raises(Refusal, match="goes with it"):
        make_backup(folder, folder / "backups", KEY, NOON)


def test_two_backups_at_once_are_one_after_the_other(
    folder: Path, store: Store, into: Path
) -> None:
    with backups_module.held(into), pytest.raises(NotNow, match="Another backup is just being"):
        make_backup(folder, into, KEY, NOON)
    make_backup(folder, into, KEY, NOON)


@pytest.mark.prove
def test_a_kill_at_any_moment_leaves_no_half_backup_and_every_one_before(
    folder: Path, store: Store, into: Path
) -> None:
    chance = random.Random(20261130)
    for number in range(200):
        add(store, str(number), public={"text": chance.randbytes(4000).hex()})
    began = time.monotonic()
    make_backup(folder, into, KEY, NOON - DAY)
    takes = time.monotonic() - began
    parts, whole = 0, 0
    for round in range(60):
        moment = NOON + round * MINUTE
        child = in_child(lambda: make_backup(folder, into, KEY, moment))  # noqa: B023
        time.sleep(chance.uniform(0, takes * 1.8))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        parts += any(name.endswith(".part") for name in names(into))
        found = backups_in(into)
        whole = len(found)
        for _, file in found[-2:]:
            assert read_backup(file, KEY).counts["submissions"] == 200
    make_backup(folder, into, KEY, NOON + DAY)
    assert all(name.endswith(".backup") for name in names(into))
    assert len(backups_in(into)) == whole + 1
    print(f"\n60 kills in {takes:.2f} s each: {whole} backups, all whole; {parts} parts, all gone.")
    assert parts > 0


# --- letting go -----------------------------------------------------------------------------------


def days(*ago: float) -> list[dt.datetime]:
    return [NOON - each * DAY for each in ago]


def test_old_backups_go_after_thirty_days_beside_a_young_one() -> None:
    assert over([], NOON) == []
    assert over(days(31, 30, 29.99, 1), NOON) == days(31, 30)
    assert over(days(1), NOON) == []


def test_a_clock_that_jumps_ahead_takes_no_backup_of_before() -> None:
    there = days(3, 2, 1)
    assert over(there, NOON + 365 * DAY) is None
    # The next night, by the same clock: there is a young one now.
    ahead = NOON + 365 * DAY
    assert over([*there, ahead], ahead + DAY) == there
    # The clock is put right: what it left in the future goes once a month of others is there.
    assert over([*there, ahead], NOON) == []
    month = days(*range(29, 0, -1))
    assert over([*month, ahead], NOON) == [ahead]


def test_a_clock_that_jumps_back_takes_no_backup_either() -> None:
    back = NOON - 3650 * DAY
    there = days(3, 2, 1)
    assert over(there, back) is None
    assert over([back, *there], back + DAY) == []
    assert over([back - 30 * DAY, back, *there], back + DAY) == [back - 30 * DAY, *there]


def test_whatever_the_clock_does_a_backup_that_was_there_before_stays() -> None:
    jumps = (-4000, -40, -3, 9, 35, 400)
    for seed in range(200):
        chance, there, now = random.Random(seed), list[dt.datetime](), NOON
        for _ in range(80):
            now += DAY * (chance.choice(jumps) if chance.random() < 0.1 else 1)
            gone = over(there, now) or []
            left = [each for each in there if each not in gone]
            assert left or not there, f"seed {seed}"
            there = sorted({*left, now})


def test_a_job_that_makes_no_backups_any_more_leaves_the_last_one(into: Path) -> None:
    into.mkdir()
    for moment in days(50, 40, 20):
        (into / moment.strftime("connectdo-%Y-%m-%dT%H%M%SZ.backup")).write_bytes(b"x")
    assert backups_module.delete_old(into, NOON) == 2
    assert backups_module.delete_old(into, NOON + 300 * DAY) == 0
    assert len(names(into)) == 1


def test_only_backups_are_deleted_whatever_else_lies_there(
    folder: Path, store: Store, into: Path
) -> None:
    into.mkdir()
    for other in ("connectdo-1999.backup", "letter.part", "2001-01-01.backup", LIST):
        (into / other).write_text("")
    (into / "connectdo-2001-01-01T000000Z.backup").symlink_to(into / LIST)
    make_backup(folder, into, KEY, NOON - 40 * DAY)
    make_backup(folder, into, KEY, NOON - DAY)
    assert make_backup(folder, into, KEY, NOON).gone == 1
    assert len(names(into)) == 5 + 2


# --- restoring ------------------------------------------------------------------------------------


def test_a_restored_store_goes_on_where_the_old_one_was(
    folder: Path, store: Store, into: Path, tmp_path: Path
) -> None:
    sent, secret = add(store)
    draft, link = store.drafts.begin(
        sent.kind, "lambeth", "x", NOON.date(), public={}, private=PRIVATE, now=NOON
    )
    made = make_backup(folder, into, KEY, NOON)
    restored = restore(made.file, KEY, tmp_path / "new", NOON + MINUTE)
    assert (restored.waiting, restored.again) == (1, ())
    assert restored.copy == made.copy
    with closing(Store.open(tmp_path / "new")) as again:
        assert again.key() == store.key()
        assert again.by_secret(secret) == sent
        assert again.private_of(sent.id) == PRIVATE
        assert again.drafts.read(link, now=NOON) == draft
        assert add(again) == (sent, secret)
    assert sorted(names(tmp_path)) == sorted([".intake", "backups", "new"])
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new/key").stat().st_mode & 0o777 == 0o600


def test_the_review_of_what_waited_goes_on_after_a_restore(week: Week, into: Path) -> None:
    desk = week.desk
    data = {**week.fields(), "how": "run", "reach": "rosalind@example.org", "summary": "Grow peas."}
    page = week.client.post(FORM, data={**data, "sure": "yes"}).headers["Location"].split("?")[0]
    (sent,) = desk.store.waiting()
    made = make_backup(desk.root / ".intake", into, KEY, desk.now())
    desk.store.close()
    shutil.rmtree(desk.root / ".intake")
    restore(made.file, KEY, desk.root / ".intake", desk.now())
    store = Store.open(desk.root / ".intake")
    after = Desk(desk.root, store, desk.reader, desk.published, desk.today, desk.now)
    codes = Codes(week.codes.append)
    codes.renew()
    week.client = make_intake(after, codes).test_client()
    week.client.post("/review/", data={**week.fields("/review/"), "code": week.codes[-1]})
    assert "1 thing to look at" in week.client.get("/review/").text
    address = f"/review/{sent.id}/"
    assert "rosalind@example.org" in week.client.get(address).text
    answer = week.client.post(address, data={**week.fields(address), "do": "accept"})
    assert "in the commit" in answer.text
    assert "summary: Grow peas." in (desk.root / sent.path).read_text()
    assert "It is published." in week.client.get(page).text
    store.close()


def test_a_restore_overwrites_nothing(
    folder: Path, store: Store, into: Path, tmp_path: Path
) -> None:
    made = make_backup(folder, into, KEY, NOON)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/note").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    before = bytes_of(folder)
    for there, why in (
        (folder, "There is something in"),
        (tmp_path / "full", "There is something in"),
        (tmp_path / "file", "is no folder"),
        (tmp_path / "link", "is no folder"),
        (tmp_path / "no/such", "cannot be made"),
    ):
        with pytest.raises(Refusal, match=why):
            restore(made.file, KEY, there, NOON)
    assert bytes_of(folder) == before
    assert names(tmp_path / "full") == ["note"]
    (tmp_path / "empty").mkdir()
    restore(made.file, KEY, tmp_path / "empty", NOON)
    assert names(tmp_path / "empty") == ["key", "store.sqlite3"]


def spoilt(data: bytes) -> dict[str, tuple[bytes, bytes, str]]:
    return {
        "another key": (data, OTHER, "sealed with another key"),
        "cut in the middle": (data[: len(data) // 2], KEY, "is damaged"),
        "cut by a byte": (data[:-1], KEY, "is damaged"),
        "cut in the head": (data[:30], KEY, "is damaged"),
        "empty": (b"", KEY, "is no backup of this program"),
        "a byte changed": (data[:999] + bytes([data[999] ^ 1]) + data[1000:], KEY, "is damaged"),
        "another file": (b"%PDF-1.7 " * 99, KEY, "is no backup of this program"),
        "another packet": (seal(b"hello", KEY), KEY, "this version can read"),
    }


@pytest.mark.parametrize("how", spoilt(b"x" * 2000))
def test_what_is_no_whole_backup_is_refused_in_a_sentence_and_nothing_written(
    folder: Path, store: Store, into: Path, tmp_path: Path, how: str
) -> None:
    made = make_backup(folder, into, KEY, NOON)
    data, key, why = spoilt(made.file.read_bytes())[how]
    made.file.write_bytes(data)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refusal, match=why) as refused:
        restore(made.file, key, tmp_path / "new", NOON)
    assert str(refused.value).startswith('"')
    assert re.fullmatch(r'"[^"]+" [^\n]+\.', str(refused.value))
    assert sorted(tmp_path.rglob("*")) == before


def test_a_backup_that_does_not_hold_what_it_says_is_refused(
    folder: Path, store: Store, into: Path
) -> None:
    copy = copy_store(folder, NOON)
    copy.counts["submissions"] = 7
    into.mkdir()
    (into / NAME).write_bytes(seal(packed(copy), KEY))
    with pytest.raises(Refusal, match="does not hold what it says"):
        read_backup(into / NAME, KEY)


def test_a_full_disk_while_a_store_is_restored_leaves_nothing(
    folder: Path, store: Store, into: Path, tmp_path: Path
) -> None:
    made = make_backup(folder, into, KEY, NOON)
    before = sorted(tmp_path.rglob("*"))
    with disk_full(), pytest.raises(NotNow, match="Make room"):
        restore(made.file, KEY, tmp_path / "new", NOON)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_backup_of_the_first_tables_is_restored_into_the_newest(
    folder: Path, into: Path, tmp_path: Path
) -> None:
    folder.mkdir(mode=0o700)
    (folder / "key").write_bytes(b"k" * 32)
    with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
        raw.executescript(FIRST_TABLES.read_text("utf-8"))
    made = make_backup(folder, into, KEY, NOON)
    assert made.copy.version == "1"
    restore(made.file, KEY, tmp_path / "new", NOON)
    with closing(Store.open(tmp_path / "new")) as store:
        assert [each.id for each in store.waiting()] == ["LAM-2345", "LAM-6789", "LAM-GHJK"]
        assert store.by_secret("YoKAeK3PX-tkTE2GJvsBCJsEJ7FmNrm7") is not None


def test_what_was_erased_since_does_not_come_back(
    folder: Path, store: Store, into: Path, tmp_path: Path
) -> None:
    by_clock, _ = add(store, "one", private={"reach": "rosalind" * 50})
    by_hand, secret = add(store, "two", private={"reach": "rosalind" * 50})
    kept, _ = add(store, "three", private={"reach": "somebody"})
    decide(store, by_clock.id, State.DECLINED)
    made = make_backup(folder, into, KEY, NOON + 89 * DAY)
    note_forgotten(into, store.erasing.digest(by_hand.id))
    note_forgotten(into, store.erasing.digest(by_hand.id))
    assert len(read_forgotten(into)) == 1
    assert by_hand.id not in (into / LIST).read_text()
    assert (into / LIST).stat().st_mode & 0o777 == 0o600
    restored = restore(made.file, KEY, tmp_path / "new", NOON + 91 * DAY)
    assert restored.again == (by_hand.id,)
    assert (restored.released.private, restored.released.public) == (1, 1)
    with closing(Store.open(tmp_path / "new")) as again:
        assert [each.id for each in again.waiting()] == [kept.id]
        found = again.by_secret(secret)
        assert found is not None
        assert found.state is State.ERASED
    left = [name for name, data in bytes_of(tmp_path / "new").items() if b"rosalind" in data]
    assert left == []


def test_a_list_of_what_is_forgotten_that_cannot_be_read_stops_a_restore(
    folder: Path, store: Store, into: Path, tmp_path: Path
) -> None:
    made = make_backup(folder, into, KEY, NOON)
    (into / LIST).write_bytes(b"\xff")
    with pytest.raises(Refusal, match="nobody knows what was forgotten"):
        restore(made.file, KEY, tmp_path / "new", NOON)
    assert not (tmp_path / "new").exists()


@pytest.mark.prove
def test_a_kill_while_a_store_is_restored_leaves_none_or_a_whole_one(
    folder: Path, store: Store, into: Path, tmp_path: Path
) -> None:
    chance = random.Random(20261130)
    for number in range(200):
        add(store, str(number))
    made = make_backup(folder, into, KEY, NOON)
    began = time.monotonic()
    restore(made.file, KEY, tmp_path / "first", NOON)
    takes, whole = time.monotonic() - began, 0
    new = tmp_path / "new"
    for _ in range(40):
        child = in_child(lambda: restore(made.file, KEY, new, NOON))
        time.sleep(chance.uniform(0, takes * 3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if new.exists():
            whole += 1
            with closing(Store.open(new)) as again:
                assert len(again.waiting()) == 200
            shutil.rmtree(new)
    restore(made.file, KEY, new, NOON)
    assert not (tmp_path / ".new.restoring").exists()
    print(f"\n40 kills in {takes:.2f} s each: {whole} whole stores, the others were not there.")


# --- the drill ------------------------------------------------------------------------------------


def test_the_drill_restores_the_newest_and_leaves_nothing(
    folder: Path, store: Store, into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store)
    make_backup(folder, into, KEY, NOON - DAY)
    add(store, "two")
    make_backup(folder, into, KEY, NOON)
    before, made = sorted(tmp_path.rglob("*")), list[Path]()
    real = Store.open

    def opened(where: Path, key: bytes | None = None) -> Store:
        made.append(where)
        return real(where, key=key)

    monkeypatch.setattr(Store, "open", opened)
    assert drill(into, KEY, NOON + DAY).waiting == 2
    assert len(made) == 1
    assert not made[0].exists()
    assert not made[0].parent.exists()
    assert sorted(tmp_path.rglob("*")) == before


def test_the_drill_fails_without_a_backup_with_an_old_one_and_with_a_damaged_one(
    folder: Path, store: Store, into: Path
) -> None:
    tries: list[tuple[Callable[[], object], str]] = [
        (lambda: drill(into, KEY, NOON), "There is no backup in"),
        (lambda: make_backup(folder, into, KEY, NOON - 2 * DAY), ""),
        (lambda: drill(into, KEY, NOON), "it is of 28 November 2026. Look why no newer"),
        (lambda: make_backup(folder, into, KEY, NOON), ""),
        (lambda: drill(into, OTHER, NOON), "sealed with another key"),
        (lambda: (into / NAME).write_bytes((into / NAME).read_bytes()[:-1]), ""),
        (lambda: drill(into, KEY, NOON), "is damaged"),
    ]
    for attempt, why in tries:
        if why:
            with pytest.raises(Refusal, match=why):
                attempt()
        else:
            attempt()


def test_a_store_whose_key_is_in_the_environment_has_it_in_no_backup(
    tmp_path: Path, into: Path
) -> None:
    own = bytes(range(7, 39))
    folder = tmp_path / "hosted"
    with closing(Store.open(folder, key=own)) as store:
        sent, secret = add(store)
    made = make_backup(folder, into, KEY, NOON, own)
    copy = read_backup(made.file, KEY)
    assert copy.key == b"" and own not in packed(copy)
    with pytest.raises(Refusal, match="Set CONNECTDO_KEY to the one of the host"):
        restore(made.file, KEY, tmp_path / "without", NOON)
    restore(made.file, KEY, tmp_path / "new", NOON, own)
    with closing(Store.open(tmp_path / "new", key=own)) as store:
        found = store.by_secret(secret)
        assert found is not None and found.id == sent.id
    assert not (tmp_path / "without").exists()
