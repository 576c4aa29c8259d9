"""Letters that go out: each once, tried until they went, and gone from the files after that."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from stored import MINUTE, NOON, add, bytes_of, decide, disk_full

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.store.store import ANSWERED, State, Store, Unread
from connectdo.contribute.store.store_letters import Letter, LetterState, Undelivered
from connectdo.data.problems import Refusal

LEASE = 5 * MINUTE
SECOND = dt.timedelta(seconds=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
TO = "rosalind.canary@example.org"
BODY = "Is it the hall with the green door? " * 300
"""Longer than a page of the database: what overflows is overwritten, too."""


def write(store: Store, key: str = "one", **other: Any) -> bool:
    given: dict[str, Any] = {
        "kind": "question",
        "borough": "lambeth",
        "to": TO,
        "subject": "A question from Rosalind's team",
        "body": BODY,
        "now": NOON,
        **other,
    }
    return store.letters.write(key, **given)


def claim(store: Store, now: dt.datetime = NOON) -> list[Letter]:
    return store.letters.claim(now, LEASE)


def files_with(folder: Path, *words: bytes) -> list[str]:
    return [name for name, data in bytes_of(folder).items() if any(each in data for each in words)]


def test_a_letter_that_is_written_is_claimed_as_it_was_written(store: Store) -> None:
    assert write(store)
    (letter,) = claim(store)
    assert (letter.number, letter.key, letter.kind) == (1, "one", "question")
    assert (letter.borough, letter.to) == ("lambeth", TO)
    assert (letter.subject, letter.body) == ("A question from Rosalind's team", BODY)
    assert (letter.written, letter.tries) == (NOON, 1)


def test_the_same_key_again_writes_nothing_whatever_became_of_the_first(store: Store) -> None:
    ends = [
        store.letters.went,
        lambda letter: store.letters.failed(letter, "No.", NOON, final=True),
        lambda letter: store.letters.withdraw(letter.key),
    ]
    for number, end in enumerate(ends):
        assert write(store, str(number))
        assert not write(store, str(number), to="another@example.org")
        (letter,) = claim(store)
        assert letter.to == TO
        end(letter)
        assert not write(store, str(number))
        assert claim(store, NOON + DAY) == []


def test_threads_that_write_and_claim_at_once_make_one_letter_that_one_has(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda _: write(store), range(8))) == 1
        assert sum(len(each) for each in threads.map(lambda _: claim(store), range(8))) == 1


def test_a_letter_waits_until_it_is_due_and_the_longest_due_goes_first(store: Store) -> None:
    write(store, "late", due=NOON + 10 * MINUTE)
    write(store, "now", now=NOON + MINUTE)
    assert claim(store) == []
    assert [each.key for each in claim(store, NOON + 9 * MINUTE)] == ["now"]
    assert [each.key for each in store.letters.claim(NOON + HOUR, LEASE, most=1)] == ["now"]
    assert [each.key for each in claim(store, NOON + HOUR)] == ["late"]


def test_a_letter_whose_sender_was_killed_comes_again_by_the_same_name(folder: Path) -> None:
    with closing(Store.open(folder)) as before:
        write(before)
        (first,) = claim(before)
        assert claim(before, NOON + LEASE - SECOND) == []
    with closing(Store.open(folder)) as after:
        (again,) = claim(after, NOON + LEASE)
    assert again.tries == 2
    name = first.message_id("connect.example")
    assert again.message_id("connect.example") == name
    assert re.fullmatch(r"<1\.[0-9a-f]{24}@connect\.example>", name)


def test_the_name_of_a_letter_tells_nobody_its_key(store: Store, tmp_path: Path) -> None:
    write(store)
    write(store, "two")
    one, two = claim(store)
    assert one.digest != two.digest
    with closing(Store.open(tmp_path / "other")) as other:
        write(other)
        assert claim(other)[0].digest != one.digest


def test_a_letter_that_does_not_go_is_tried_for_two_days_with_growing_waits(store: Store) -> None:
    write(store)
    now = NOON
    for wait in (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, *[6 * HOUR] * 8):
        (letter,) = claim(store, now)
        assert store.letters.failed(letter, "The mail server does not answer.", now)
        assert claim(store, now + wait - SECOND) == []
        now += wait
    assert now - NOON > 2 * DAY
    (letter,) = claim(store, now)
    assert not store.letters.failed(letter, "The mail server does not answer.", now)
    assert claim(store, now + 30 * DAY) == []
    assert store.letters.state("one") is LetterState.FAILED


def test_a_machine_that_was_off_for_days_still_tries_more_than_once(store: Store) -> None:
    write(store)
    now = NOON + 9 * DAY
    for wait in (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR):
        (letter,) = claim(store, now)
        assert store.letters.failed(letter, "No answer.", now)
        now += wait
    (letter,) = claim(store, now)
    assert not store.letters.failed(letter, "No answer.", now)


@pytest.mark.parametrize("end", ["went", "failed", "withdrawn"])
def test_neither_address_nor_words_stay_in_any_file(folder: Path, store: Store, end: str) -> None:
    write(store)
    canaries = (TO.encode(), b"green door", b"Rosalind's team")
    assert files_with(folder, *canaries) != []
    if end == "withdrawn":
        assert store.letters.withdraw("one")
    else:
        (letter,) = claim(store)
        if end == "went":
            store.letters.went(letter)
        else:
            assert not store.letters.failed(letter, "No such address.", NOON, final=True)
    assert files_with(folder, *canaries) == []
    assert store.letters.state("one") == end


def test_only_a_letter_that_waits_is_withdrawn(store: Store) -> None:
    assert not store.letters.withdraw("never written")
    write(store)
    (letter,) = claim(store)
    store.letters.went(letter)
    assert not store.letters.withdraw("one")
    assert store.letters.state("one") is LetterState.WENT
    assert store.letters.state("never written") is None


def test_a_letter_that_was_withdrawn_while_it_was_sent_stays_withdrawn(store: Store) -> None:
    write(store)
    (letter,) = claim(store)
    assert store.letters.withdraw("one")
    store.letters.failed(letter, "No answer.", NOON)
    store.letters.went(letter)
    assert store.letters.state("one") is LetterState.WITHDRAWN
    assert store.letters.trouble(NOON) == []
    assert claim(store, NOON + DAY) == []


def test_the_team_sees_how_many_of_which_kind_do_not_arrive_for_a_week(store: Store) -> None:
    for key, kind in (("a", "question"), ("b", "question"), ("c", "declined"), ("d", "morning")):
        write(store, key, kind=kind)
    first, second, third, _ = claim(store)
    for letter in (first, second):
        store.letters.failed(letter, "There is no such address (550).", NOON, final=True)
    store.letters.failed(third, "The mail server does not answer.", NOON)
    gone = Undelivered("lambeth", "question", "There is no such address (550).", True, 2)
    again = Undelivered("lambeth", "declined", "The mail server does not answer.", False, 1)
    assert store.letters.trouble(NOON) == [again, gone]
    assert store.letters.trouble(NOON + 7 * DAY) == [again]


def test_neither_address_nor_words_are_in_the_printed_words_of_a_letter(store: Store) -> None:
    write(store)
    (letter,) = claim(store)
    for word in ("rosalind", "Rosalind", "green"):
        assert word not in repr(letter)


def test_a_full_disk_leaves_no_half_letter(store: Store) -> None:
    with disk_full(), pytest.raises(NotNow, match="Nothing was changed"):
        write(store)
    assert claim(store) == []
    assert write(store)


def test_a_letter_without_key_or_address_is_a_mistake(store: Store) -> None:
    with pytest.raises(ValueError, match="a key and an address"):
        write(store, "")
    with pytest.raises(ValueError, match="a key and an address"):
        write(store, to="")


# --- what letters need of the store ---------------------------------------------------------------


def test_the_secret_of_a_senders_link_is_made_again_for_a_letter(store: Store) -> None:
    (sent, secret), (other, another) = add(store), add(store, "other")
    assert store.secret_of(sent.id) == store.secret_of(sent.id.lower()) == secret
    assert store.secret_of(other.id) == another != secret
    with pytest.raises(Refusal, match="Nothing with the reference"):
        store.secret_of("LAM-2345")


def test_a_borough_where_nothing_was_sent_has_nothing_unread(store: Store) -> None:
    sent, _ = add(store, borough="southwark")
    assert store.unread("lambeth") == Unread(0, None, None)
    assert store.unread("southwark") == Unread(1, sent.sent, None)


def test_what_was_asked_about_waits_for_its_sender_until_they_answer(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ASKED)
    assert store.unread("lambeth") == Unread(0, None, NOON + MINUTE)
    store.answer(sent.id, "The green one", now=NOON + DAY)
    assert store.history(sent.id)[-1].what == ANSWERED
    assert store.unread("lambeth") == Unread(1, NOON + DAY, NOON + MINUTE)


def test_each_step_of_the_team_shows_that_somebody_reads(store: Store) -> None:
    sent, _ = add(store)
    store.decisions.amend(sent.id, {}, by="Ann", now=NOON + MINUTE)
    assert store.unread("lambeth") == Unread(1, NOON, NOON + MINUTE)
    decide(store, sent.id, State.ACCEPTED, now=NOON + 2 * MINUTE)
    assert store.unread("lambeth") == Unread(0, None, NOON + 2 * MINUTE)
    decide(store, sent.id, State.PUT_BACK, now=NOON + 3 * MINUTE)
    assert store.unread("lambeth").last_read == NOON + 3 * MINUTE


def test_a_flood_that_was_set_aside_waits_for_nobody(folder: Path, store: Store) -> None:
    sent, _ = add(store)
    with closing(sqlite3.connect(folder / "store.sqlite3")) as raw:
        raw.execute("UPDATE submissions SET aside = 'too many at once' WHERE id = ?", (sent.id,))
        raw.commit()
    assert store.unread("lambeth") == Unread(0, None, None)
