"""The log of who did what: what is in it, and that nothing private can be."""

from __future__ import annotations

from pathlib import Path

import pytest
from stored import MINUTE, NOON, add, bytes_of, decide, matter

from connectdo.contribute.store.store import AlreadyDecided, State, Store
from connectdo.contribute.store.store_audit import Act, AuditEntry
from connectdo.contribute.store.store_reviewers import Role

ANN = "R-4K7Q"


def test_a_decision_is_in_the_log_with_who_took_it(store: Store) -> None:
    first, second = add(store)[0], add(store, "other", borough="brent")[0]
    store.decisions.amend(first.id, {"title": "Peas"}, by=ANN, now=NOON)
    decide(store, first.id, State.ASKED, by=ANN, said="CANARY, which peas?")
    store.answer(first.id, "CANARY, sweet ones", now=NOON)
    store.decisions.note_call(first.id, by=ANN, now=NOON)
    decide(store, first.id, State.ACCEPTED, by=ANN)
    decide(store, first.id, State.PUT_BACK, by="the program", now=NOON + 2 * MINUTE)
    decide(store, second.id, State.DECLINED, by=ANN)
    found = store.audit.read("lambeth")
    assert [each.what for each in reversed(found)] == [
        *(Act.AMENDED, Act.ASKED, Act.RANG, Act.ACCEPTED, Act.PUT_BACK),
    ]
    assert found[0] == AuditEntry(
        NOON + 2 * MINUTE, "the program", Act.PUT_BACK, "lambeth", first.id
    )
    assert {each.about for each in found} == {first.id}
    assert [each.about for each in store.audit.read("brent")] == [second.id]
    assert len(store.audit.read()) == 6
    assert store.audit.read(most=1) == [AuditEntry(NOON + MINUTE, ANN, Act.DECLINED, "brent",
                                                   second.id)]  # fmt: skip
    assert "CANARY" not in str(found)


def test_a_decision_that_is_taken_back_is_in_the_log_too(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ACCEPTED, by=ANN, said="CANARY", due=NOON + 9 * MINUTE)
    store.decisions.take_back(sent.id, "R-5P8S", NOON + 2 * MINUTE)
    taken = AuditEntry(NOON + 2 * MINUTE, "R-5P8S", Act.TAKEN_BACK, "lambeth", sent.id)
    assert store.audit.read(most=1) == [taken]
    assert [each.what for each in store.audit.of(sent.id)] == [Act.ACCEPTED, Act.TAKEN_BACK]


def test_what_is_forgotten_by_hand_is_in_the_log_once_and_without_a_word(store: Store) -> None:
    sent, _ = add(store, private={"reach": "CANARY"})
    matter(store, "BRE-A234", "touch", {"name": "CANARY"})
    for id in (sent.id, "BRE-A234") * 2:
        store.erasing.forget(id, by="the terminal", now=NOON)
    assert store.audit.read() == [
        AuditEntry(NOON, "the terminal", Act.ERASED, "lambeth", id) for id in ("BRE-A234", sent.id)
    ]


def test_what_was_not_decided_is_not_in_the_log(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.DECLINED, by=ANN)
    before = store.audit.read()
    with pytest.raises(AlreadyDecided):
        decide(store, sent.id, State.ACCEPTED, by=ANN)
    assert store.audit.read() == before


def test_who_reads_and_who_signed_in_is_in_the_log_without_their_names(
    store: Store, folder: Path
) -> None:
    people = store.reviewers
    ann = people.add("Ann", "ann@example.org", "lambeth", Role.LEAD, NOON)
    people.add("Ann", "ann@example.org", "brent", Role.REVIEWER, NOON + MINUTE)
    secret, code = people.begin_sign_in("ann@example.org", NOON)
    people.try_code(secret, f"{(int(code or 0) + 1) % 10**6:06}", NOON)
    people.try_code(secret, code or "", NOON)
    people.end("ann@example.org", "brent", NOON)
    found = [(each.by, each.what, each.about) for each in reversed(store.audit.read("brent"))]
    assert found == [
        ("the terminal", Act.REVIEWER_ADDED, ann.id),
        (ann.id, Act.SIGNED_IN, ann.id),
        ("the terminal", Act.REVIEWER_ENDED, ann.id),
    ]
    assert len(store.audit.read("lambeth")) == 2
    assert "ann@" not in str(store.audit.read())


def test_things_and_references_can_be_noted(store: Store) -> None:
    for about in ("LAM-4K7Q", "R-4K7Q", "listing/lambeth/tuesday-gardening", "borough/brent"):
        store.audit.note(NOON, ANN, "opened", "lambeth", about)
        assert store.audit.read(most=1)[0].about == about
    store.audit.note(NOON, "sender", Act.OPENED, "", "LAM-4K7Q")


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "he is unwell"},
        {"what": ""},
        {"about": "Tuesday gardening"},
        {"about": "LAM-4K7Q, and my knee"},
        {"about": "lam-4k7q"},
        {"about": "LAM-4K7Q\n"},
        {"about": ""},
        {"about": f"listing/lambeth/{'a' * 200}"},
        {"about": "ann@example.org"},
        {"by": "ann@example.org"},
        {"by": "she rang me today"},
        {"by": "020 7946 0123"},
        {"by": ""},
        {"borough": "Lambeth and me"},
    ],
)
def test_words_that_somebody_wrote_cannot_be_noted_and_are_not_repeated(
    store: Store, folder: Path, wrong: dict[str, str]
) -> None:
    right = {"by": ANN, "what": "opened", "borough": "lambeth", "about": "LAM-4K7Q"}
    with pytest.raises(ValueError) as refused:
        store.audit.note(NOON, **{**right, **wrong})
    (words,) = wrong.values()
    assert not words.strip() or words.strip() not in str(refused.value)
    assert store.audit.read() == []
    assert not [name for name, held in bytes_of(folder).items() if words and words.encode() in held]
