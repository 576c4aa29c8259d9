"""Who reads, and how they sign in: codes by mail, sessions, and what of them lies on the disk."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from stored import MINUTE, NOON, add, bytes_of

from connectdo.contribute.store.store import Store
from connectdo.contribute.store.store_audit import Act
from connectdo.contribute.store.store_reviewers import MOST_CODES, Person, Reviewers, Role
from connectdo.contribute.store.store_tables import approvals, sessions, sign_ins
from connectdo.data.problems import Refusal

ANN, BEA = "ann@example.org", "bea@example.org"
HOUR = 60 * MINUTE


@pytest.fixture
def people(store: Store) -> Reviewers:
    """The reviewers of a store, with Ann, who leads in Lambeth."""
    store.reviewers.add("Ann", ANN, "lambeth", Role.LEAD, NOON)
    return store.reviewers


def signed_in(people: Reviewers, mail: str = ANN, now: dt.datetime = NOON) -> str:
    """The secret of a session."""
    secret, code = people.begin_sign_in(mail, now)
    session = people.try_code(secret, code or "", now)
    assert session
    return session


def count(store: Store, table: Any) -> int:
    with store._reads() as connection:
        return len(connection.execute(table.select()).all())


def another(code: str | None) -> str:
    """A code of six digits that is not this one."""
    return f"{(int(code or 0) + 1) % 10**6:06}"


# --- who reads -----------------------------------------------------------------------------------


def test_one_address_is_one_person_in_all_boroughs_however_it_is_typed(people: Reviewers) -> None:
    first = people.all_of("lambeth")[0]
    people.add("Ann Green", " ANN@Example.org ", "brent", Role.REVIEWER, NOON + MINUTE)
    person = people.person("Ann@example.ORG")
    assert person == Person(
        first.id, "Ann Green", ANN, {"lambeth": Role.LEAD, "brent": Role.REVIEWER}
    )
    # Also where the clock went back, and by whatever id their rows are sorted.
    for at, borough in enumerate(("ealing", "bromley", "hounslow", "southwark"), 1):
        assert people.add("Ann Green", ANN, borough, Role.REVIEWER, NOON - at * HOUR).id == first.id
        people.end(ANN, borough, NOON)
    assert people.person(ANN) == person
    assert people.names("brent") == people.names("lambeth") == {first.id: "Ann Green"}
    assert (person.reads("brent"), person.reads("ealing")) == (True, False)
    assert (person.guards("lambeth"), person.guards("brent")) == (True, False)
    assert ANN not in repr(person) + repr(first)


def test_added_again_they_change_their_role_and_stay_confirmed(people: Reviewers) -> None:
    signed_in(people)
    assert people.has_confirmed_lead("lambeth")
    again = people.add("Ann", ANN, "lambeth", Role.DEPUTY, NOON + HOUR)
    assert (again.role, again.confirmed, again.ended) == (Role.DEPUTY, NOON, None)
    assert not people.has_confirmed_lead("lambeth")
    assert len(people.all_of()) == 1


def test_who_ended_reads_nothing_and_comes_back_unconfirmed_as_the_same_person(
    people: Reviewers,
) -> None:
    before = people.person(ANN)
    signed_in(people)
    (ended,) = people.end(ANN, None, NOON + HOUR)
    assert ended.ended == NOON + HOUR
    assert people.person(ANN) is None
    assert people.all_of() == []
    assert not people.has_confirmed_lead("lambeth")
    assert before
    assert people.names("lambeth") == {before.id: "Ann"}  # of what they decided
    with pytest.raises(Refusal, match="Nobody reads with the address"):
        people.end(ANN, None, NOON + HOUR)
    people.add("Ann", ANN, "lambeth", Role.LEAD, NOON + 2 * HOUR)
    assert people.person(ANN) == before
    assert people.confirmed("lambeth") == frozenset()


def test_only_a_lead_who_signed_in_is_a_confirmed_lead(people: Reviewers) -> None:
    people.add("Bea", BEA, "lambeth", Role.DEPUTY, NOON)
    assert not people.has_confirmed_lead("lambeth")
    signed_in(people, BEA)
    assert not people.has_confirmed_lead("lambeth")
    signed_in(people, ANN)
    assert people.has_confirmed_lead("lambeth")
    assert not people.has_confirmed_lead("brent")
    assert len(people.confirmed("lambeth")) == 2


# --- signing in ----------------------------------------------------------------------------------


def test_a_code_opens_once_in_its_own_tab(people: Reviewers) -> None:
    (mine, code), (other, _) = (people.begin_sign_in(ANN, NOON) for _ in range(2))
    assert code
    assert len(code) == 6
    assert code.isdecimal()
    assert people.try_code(other, code, NOON) is None
    session = people.try_code(mine, f" {code[:3]} {code[3:]} ", NOON)
    assert session
    assert people.try_code(mine, code, NOON) is None
    assert people.person_of(session, NOON) == people.person(ANN)
    assert people.all_of("lambeth")[0].confirmed == NOON


def test_a_code_is_over_after_ten_minutes(people: Reviewers) -> None:
    for waited, opens in ((10 * MINUTE - dt.timedelta(microseconds=1), True), (11 * MINUTE, False)):
        secret, code = people.begin_sign_in(ANN, NOON)
        assert bool(people.try_code(secret, code or "", NOON + waited)) is opens


@pytest.mark.parametrize(("wrong", "opens"), [(4, True), (5, False)])
def test_a_sixth_try_is_refused_though_it_is_right(
    people: Reviewers, wrong: int, opens: bool
) -> None:
    secret, code = people.begin_sign_in(ANN, NOON)
    for _ in range(wrong):
        assert people.try_code(secret, another(code), NOON) is None
    assert bool(people.try_code(secret, code or "", NOON)) is opens


def test_an_address_is_sent_five_codes_an_hour_and_a_used_one_does_not_count(
    people: Reviewers,
) -> None:
    signed_in(people)
    codes = [people.begin_sign_in(ANN, NOON + MINUTE).code for _ in range(MOST_CODES + 2)]
    assert [bool(each) for each in codes] == [True] * MOST_CODES + [False, False]
    assert people.begin_sign_in(ANN, NOON + HOUR + 2 * MINUTE).code


def test_for_nobodys_address_the_same_is_done_and_it_is_kept_nowhere(
    store: Store, people: Reviewers, folder: Path
) -> None:
    secret, code = people.begin_sign_in("stranger@example.org", NOON)
    assert code is None
    assert len(secret) == len(people.begin_sign_in(ANN, NOON).secret)
    assert count(store, sign_ins) == 2
    for guess in ("", "000000", "stranger@example.org"):
        assert people.try_code(secret, guess, NOON) is None
    assert b"stranger" not in b"".join(bytes_of(folder).values())


def test_a_session_ends_after_eight_hours_and_when_somebody_leaves(people: Reviewers) -> None:
    session, other = signed_in(people), signed_in(people)
    assert people.person_of(session, NOON + 8 * HOUR - MINUTE)
    assert people.person_of(session, NOON + 8 * HOUR) is None
    people.leave(session)
    assert people.person_of(session, NOON) is None
    assert people.person_of(other, NOON)
    for guess in ("", "x", session[:-1]):
        assert people.person_of(guess, NOON) is None


def test_who_is_ended_is_signed_out_at_once_and_a_code_on_its_way_opens_nothing(
    people: Reviewers,
) -> None:
    people.add("Ann", ANN, "brent", Role.REVIEWER, NOON + MINUTE)
    session = signed_in(people)
    secret, code = people.begin_sign_in(ANN, NOON)
    people.end(ANN, "brent", NOON)
    assert people.person_of(session, NOON) is None
    assert people.try_code(secret, code or "", NOON) is None
    later = people.person_of(signed_in(people), NOON)
    assert later
    assert dict(later.roles) == {"lambeth": Role.LEAD}


def test_what_a_session_may_read_is_what_its_person_may_read_now(people: Reviewers) -> None:
    session = signed_in(people)
    people.add("Ann", ANN, "brent", Role.REVIEWER, NOON + MINUTE)
    person = people.person_of(session, NOON)
    assert person
    assert person.reads("brent")


def test_what_is_over_is_deleted(store: Store, people: Reviewers) -> None:
    signed_in(people)
    people.begin_sign_in(ANN, NOON)
    people.begin_sign_in(ANN, NOON + HOUR)
    assert (count(store, sign_ins), count(store, sessions)) == (1, 1)
    people.begin_sign_in(ANN, NOON + 8 * HOUR)
    assert (count(store, sign_ins), count(store, sessions)) == (1, 0)


def test_of_two_who_type_a_code_at_once_one_comes_in(people: Reviewers) -> None:
    secret, code = people.begin_sign_in(ANN, NOON)
    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(lambda _: people.try_code(secret, code or "", NOON), range(8)))
    assert sum(map(bool, came)) == 1


def test_the_database_has_neither_codes_nor_what_opens_a_session(
    store: Store, people: Reviewers, folder: Path
) -> None:
    secret, code = people.begin_sign_in(ANN, NOON)
    session = signed_in(people)
    held = b"".join(bytes_of(folder).values())
    assert secret.encode() not in held
    assert session.encode() not in held
    with store._reads() as connection:
        (row,) = connection.execute(sign_ins.select()).all()
    assert code not in row
    with closing(Store.open(folder)) as after:
        assert after.reviewers.person_of(session, NOON)
        assert after.reviewers.try_code(secret, code or "", NOON)


# --- a first yes ---------------------------------------------------------------------------------


def test_a_yes_is_to_what_was_seen_and_the_last_one_of_a_person_counts(store: Store) -> None:
    sent, _ = add(store)
    store.decisions.say_yes(sent.id, "a", by="R-4K7Q", now=NOON)
    store.decisions.say_yes(sent.id, "a", by="R-4K7Q", now=NOON + MINUTE)
    assert [(each.by, each.when) for each in store.approvals.given(sent.id, "a")] == [
        ("R-4K7Q", NOON)
    ]
    store.decisions.say_yes(sent.id, "b", by="R-4K7Q", now=NOON + MINUTE)
    assert store.approvals.given(sent.id, "a") == []
    assert count(store, approvals) == 1
    assert [each.what for each in store.history(sent.id)] == ["sent", "said_yes", "said_yes"]
    assert [task.what for task in store.outbox.claim(NOON + HOUR, HOUR)] == ["sent"]
    acts = [(each.what, each.about) for each in store.audit.read("lambeth")]
    assert acts == [(Act.SAID_YES, sent.id)] * 2
