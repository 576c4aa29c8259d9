"""What has a time goes when it is over, by a moved clock; and one reference goes at once."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from desk_week import Week
from stored import (
    MINUTE,
    NOON,
    PRIVATE,
    PUBLIC,
    add,
    bytes_of,
    decide,
    disk_full,
    in_child,
    insert,
    matter,
)

from connectdo.contribute.git_program import NotNow
from connectdo.contribute.service.retention import Released, RetentionJob, keep_to_time
from connectdo.contribute.store.store import AlreadyDecided, Kind, State, Store
from connectdo.contribute.store.store_erasing import ALL_ERASED, PRIVATE_ERASED, Erased
from connectdo.contribute.store.store_matters import MatterLane
from connectdo.contribute.store.store_reviewers import Role
from connectdo.contribute.store.store_tables import (
    agreements,
    approvals,
    events,
    letters,
    matters,
    outbox,
    reviewers,
    sessions,
    sign_ins,
)
from connectdo.contribute.store.store_values import text_of
from connectdo.data.problems import Refusal

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
COMMIT = "a" * 40


def rows(store: Store, table: sa.Table) -> list[Any]:
    with store._reads() as connection:
        return list(connection.execute(table.select()))


def letter(store: Store, key: str, words: str, state: str = "waiting") -> None:
    when = text_of(NOON)
    insert(
        store,
        letters,
        **{"key": key, "kind": "asked", "borough": "lambeth", "to": "rosalind@example.org"},
        **{"subject": words, "body": words, "written": when, "due": when, "tries": 0},
        **{"state": state, "trouble": ""},
    )


def holding(folder: Path, words: bytes) -> list[str]:
    return [name for name, data in bytes_of(folder).items() if words in data]


# --- by the clock ---------------------------------------------------------------------------------


def test_ninety_days_after_the_decision_what_is_private_goes_and_not_a_second_before(
    folder: Path, store: Store
) -> None:
    private = {"reach": "rosalind@example.org" * 50}
    sent, _ = add(store, private=private)
    decide(store, sent.id, State.ASKED, said="Is rosalind your own name?")
    decide(store, sent.id, State.ACCEPTED, commit=COMMIT)
    over = NOON + MINUTE + 90 * DAY
    assert keep_to_time(store, over) == Released()
    assert store.private_of(sent.id) == private
    assert keep_to_time(store, over + SECOND) == Released(private=1)
    assert holding(folder, b"rosalind") == []
    assert [each.said for each in store.history(sent.id)] == ["", "", "Thank you."]
    found = store.get(sent.id)
    assert found is not None
    assert (found.public, found.said, found.state) == (PUBLIC, "Thank you.", State.ACCEPTED)


def test_of_what_was_never_published_nothing_stays_but_that_it_was_declined(
    folder: Path, store: Store
) -> None:
    path = "boroughs/lambeth/listings/rosalinds-choir.md"
    public = {"listing": {"path": path, "changes": [[["name"], "Rosalind's choir"]]}}
    sent, secret = add(store, kind=Kind.NEW, path=path, saw=None, public=public)
    decide(store, sent.id, State.DECLINED, said="We will look at it again.")
    assert keep_to_time(store, NOON + 91 * DAY) == Released(private=1, public=1)
    assert holding(folder, b"osalind") == []
    found = store.by_secret(secret)
    assert found is not None
    assert (found.state, found.said) == (State.DECLINED, "We will look at it again.")


def test_what_is_accepted_and_cannot_be_written_yet_is_not_lost(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ACCEPTED)
    keep_to_time(store, NOON + 400 * DAY)
    found = store.get(sent.id)
    assert found is not None
    assert found.public == PUBLIC


def test_what_nobody_decides_is_counted_and_never_erased_by_the_clock(store: Store) -> None:
    sent, _ = add(store)
    assert keep_to_time(store, NOON + 180 * DAY) == Released()
    assert keep_to_time(store, NOON + 180 * DAY + SECOND) == Released(waiting_long=1)
    assert keep_to_time(store, NOON + 4000 * DAY) == Released(waiting_long=1)
    assert store.private_of(sent.id) == PRIVATE
    assert store.waiting() == [sent]


def test_half_filled_forms_go_after_seven_days_and_sign_ins_after_one(store: Store) -> None:
    store.drafts.begin(
        Kind.CORRECT, "lambeth", "x", NOON.date(), public={}, private=PRIVATE, now=NOON
    )
    when = text_of(NOON)
    insert(store, sign_ins, found_by="a", mail="ann@example.org", code="c", made=when, tries=0)
    insert(store, sessions, found_by="b", mail="ann@example.org", begun=when)
    assert keep_to_time(store, NOON + DAY) == Released()
    assert keep_to_time(store, NOON + DAY + SECOND) == Released(sign_ins=2)
    assert keep_to_time(store, NOON + 7 * DAY) == Released()
    assert keep_to_time(store, NOON + 7 * DAY + SECOND) == Released(drafts=1)


def test_backups_older_than_thirty_days_go_with_the_rest(store: Store, tmp_path: Path) -> None:
    for name in ("2026-10-30T120000Z", "2026-11-29T120000Z"):
        (tmp_path / f"connectdo-{name}.backup").write_bytes(b"x")
    assert keep_to_time(store, NOON, tmp_path).backups == 1
    assert [each.name for each in tmp_path.glob("*.backup")] == [
        "connectdo-2026-11-29T120000Z.backup"
    ]


def test_somebody_who_was_got_in_touch_with_is_let_go_after_thirty_days(store: Store) -> None:
    answers = {"name": "Rosalind", "reach": "07700 900123"}
    matter, _ = store.matters.add(
        MatterLane.TOUCH, "lambeth", "", answers, due=NOON + DAY, once="touch", now=NOON
    )
    store.matters.contacted(matter.id, "We spoke.", NOON)
    assert keep_to_time(store, NOON + 30 * DAY) == Released()
    assert store.matters.words_of(matter.id) == answers
    assert keep_to_time(store, NOON + 30 * DAY + SECOND) == Released(matters=1)
    assert store.matters.words_of(matter.id) == {}


def test_the_address_of_a_reviewer_who_ends_goes_at_once_and_their_name_after_two_years(
    folder: Path, store: Store
) -> None:
    people = store.reviewers
    for borough in ("lambeth", "brent"):
        id = people.add("Rosalind", "rosalind@example.org", borough, Role.LEAD, NOON).id
    sent, _ = add(store, private={})
    decide(store, sent.id, State.DECLINED, by=id)
    (ended,) = people.end("rosalind@example.org", "brent", NOON)
    assert (ended.name, ended.ended) == ("Rosalind", NOON)
    assert people.person("rosalind@example.org") is not None
    people.end("rosalind@example.org", "lambeth", NOON + DAY)
    assert holding(folder, b"rosalind@") == []

    keep_to_time(store, NOON + 700 * DAY)
    assert keep_to_time(store, NOON + 730 * DAY) == Released()
    assert people.names("lambeth") == people.names("brent") == {id: "Rosalind"}
    assert keep_to_time(store, NOON + 730 * DAY + SECOND) == Released(reviewers=1)
    assert (people.names("lambeth"), people.names("brent")) == ({id: "Rosalind"}, {id: id})
    assert keep_to_time(store, NOON + 731 * DAY + SECOND) == Released(reviewers=1)
    assert keep_to_time(store, NOON + 4000 * DAY) == Released()
    assert holding(folder, b"osalind") == []
    assert people.names("lambeth") == {id: id}
    assert [each.by for each in store.history(sent.id)] == ["sender", id]
    # Whoever comes back after that is somebody new, and takes nobody's place.
    assert people.add("Rosalind", "rosalind@example.org", "brent", Role.LEAD, NOON).id != id


def test_who_comes_back_within_two_years_is_who_they_were(store: Store) -> None:
    people, mail = store.reviewers, "ann@example.org"
    id = people.add("Ann", mail, "lambeth", Role.LEAD, NOON).id
    people.end(mail, None, NOON)
    keep_to_time(store, NOON + 700 * DAY)
    assert people.add("Ann Green", mail, "brent", Role.REVIEWER, NOON).id == id
    assert people.add("Ann Green", mail, "lambeth", Role.LEAD, NOON).id == id
    assert people.names("lambeth") == {id: "Ann Green"}
    people.end(mail, "lambeth", NOON)
    keep_to_time(store, NOON + 731 * DAY)
    back = people.add("Ann Green", mail, "lambeth", Role.LEAD, NOON)
    assert (back.id, back.name, back.mail) == (id, "Ann Green", mail)


def test_an_address_that_an_earlier_version_left_goes_with_the_next_run(
    folder: Path, store: Store
) -> None:
    mail = "rosalind@example.org"
    id = store.reviewers.add("Ann", mail, "lambeth", Role.LEAD, NOON).id
    with store._writes() as connection:
        connection.execute(reviewers.update().values(ended=text_of(NOON)))
    assert keep_to_time(store, NOON) == Released(reviewers=1)
    assert keep_to_time(store, NOON) == Released()
    assert holding(folder, b"rosalind") == []
    assert store.reviewers.add("Ann", mail, "lambeth", Role.LEAD, NOON).id == id


def test_a_second_run_finds_nothing_to_do(store: Store) -> None:
    for number in range(3):
        sent, _ = add(store, str(number))
        decide(store, sent.id, State.DECLINED)
    assert keep_to_time(store, NOON + 91 * DAY) == Released(private=3, public=3)
    assert keep_to_time(store, NOON + 91 * DAY) == Released()


def test_the_job_runs_once_a_day_and_again_after_a_failure(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.DECLINED)
    now, done = [NOON], list[Released]()
    job = RetentionJob(store, lambda: now[0], done=done.append)
    assert [job(), job()] == [True, False]
    now[0] += 91 * DAY
    with disk_full(), pytest.raises(NotNow):
        job()
    assert [job(), job()] == [True, False]
    now[0] -= 30 * DAY
    assert job() is True
    assert len(done) == 3


@pytest.mark.prove
def test_a_kill_while_it_keeps_to_time_is_mended_by_the_next_run(folder: Path) -> None:
    chance, late = random.Random(20261130), NOON + 91 * DAY
    half = 0
    for round in range(20):
        with closing(Store.open(folder)) as store:
            for number in range(30):
                sent, _ = add(store, f"{round} {number}", private={"reach": "rosalind" * 90})
                decide(store, sent.id, State.DECLINED)

        def erase() -> None:
            with closing(Store.open(folder)) as own:
                keep_to_time(own, late)

        child = in_child(erase)
        time.sleep(chance.uniform(0, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        half += bool(holding(folder, b"rosalind"))
        with closing(Store.open(folder)) as store:
            keep_to_time(store, late)
            assert holding(folder, b"rosalind") == []
            assert all(store.private_of(each.id) == {} for each in store.decided(1000))
    assert half > 0
    print(f"\n20 kills: {half} left words behind, and the next run took all of them.")


# --- one reference, at once -----------------------------------------------------------------------


def forget(store: Store, id: str, **other: Any) -> Erased:
    return store.erasing.forget(id, **{"by": "Ann", "now": NOON + 5 * MINUTE, **other})


def test_what_waits_is_erased_whole_and_waits_no_longer(folder: Path, store: Store) -> None:
    private = {"reach": "rosalind@example.org" * 50, "how": "run", "words": ""}
    sent, secret = add(store, private=private, public={"title": "rosalind's own choir"})
    store.decisions.amend(sent.id, PUBLIC, by="Ann", now=NOON)
    decide(store, sent.id, State.ASKED, said="Are you rosalind?")
    store.answer(sent.id, "Yes, rosalind", now=NOON + 2 * MINUTE)
    letter(store, f"{sent.id}/3-asked", "rosalind")
    assert store.erasing.find(sent.id.lower().replace("-", " ")) == sent.id
    assert forget(store, sent.id) == Erased(sent.id, 3, 1, 1, public=True, published=False)
    assert holding(folder, b"rosalind") == []
    assert store.waiting() == []
    found = store.by_secret(secret)
    assert found is not None
    assert (found.state, found.said, found.public, found.saw) == (
        State.ERASED,
        ALL_ERASED,
        {},
        None,
    )
    assert store.history(sent.id)[-1].what == "erased"
    assert store.outbox.claim(NOON + DAY, MINUTE) == []


def test_what_was_accepted_stays_accepted_and_only_what_is_private_goes(store: Store) -> None:
    sent, secret = add(store)
    decide(store, sent.id, State.ACCEPTED, commit=COMMIT)
    insert(
        store, agreements, submission=sent.id, what="tip", wording="I agree", when="w", how="form"
    )
    assert forget(store, sent.id) == Erased(sent.id, 2, 0, 0, public=False, published=True)
    found = store.by_secret(secret)
    assert found is not None
    assert (found.state, found.commit, found.public) == (State.ACCEPTED, COMMIT, PUBLIC)
    assert found.said == PRIVATE_ERASED
    assert len(rows(store, agreements)) == 1
    # The change is still to be pushed and shown; nobody is written to about it.
    assert [task.what for task in store.outbox.claim(NOON + DAY, MINUTE)] == ["accepted"]
    assert decide(store, sent.id, State.PUT_BACK, commit="b" * 40).state is State.PUT_BACK


def test_what_was_accepted_and_not_yet_written_is_not_published(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ACCEPTED)
    for table, more in (
        (agreements, {"what": "tip", "wording": "I agree", "how": "form"}),
        (approvals, {"by": "Ann", "of": "digest"}),
    ):
        insert(store, table, submission=sent.id, when="w", **more)
    assert forget(store, sent.id).published is False
    assert store.outbox.claim(NOON + DAY, MINUTE) == []
    assert rows(store, agreements) == rows(store, approvals) == []


def test_forgotten_twice_is_forgotten_once(store: Store) -> None:
    sent, _ = add(store)
    forget(store, sent.id)
    steps = store.history(sent.id)
    assert forget(store, sent.id) == Erased(sent.id, 0, 0, 0, public=False, published=False)
    assert store.history(sent.id) == steps


def test_one_is_forgotten_and_all_others_stay_as_they_were(store: Store) -> None:
    one, two = add(store, "one")[0], add(store, "two")[0]
    letter(store, f"{two.id}/1-sent", "for the other")
    forget(store, one.id)
    assert store.get(two.id) == two
    assert store.private_of(two.id) == PRIVATE
    assert [row.body for row in rows(store, letters)] == ["for the other"]
    assert [row.done for row in rows(store, outbox)] == [True, False]


def test_what_is_erased_is_neither_answered_nor_decided_nor_amended(store: Store) -> None:
    sent, _ = add(store)
    decide(store, sent.id, State.ASKED)
    forget(store, sent.id)
    for attempt in (
        lambda: store.answer(sent.id, "Yes", now=NOON),
        lambda: decide(store, sent.id, State.ACCEPTED),
        lambda: store.decisions.amend(sent.id, PUBLIC, by="Ann", now=NOON),
    ):
        with pytest.raises(AlreadyDecided, match=f"{sent.id} has been erased"):
            attempt()


def test_a_matter_is_forgotten_with_its_page_and_its_letters(folder: Path, store: Store) -> None:
    matter(store, "LAM-A234", "touch")
    letter(store, "LAM-A234/due", "rosalind would like company")
    assert store.erasing.find("lam a234") == "LAM-A234"
    assert forget(store, "LAM-A234") == Erased("LAM-A234", 2, 0, 1, public=False, published=False)
    for words in (b"rosalind", b"900123", b"grief"):
        assert holding(folder, words) == []
    (row,) = rows(store, matters)
    assert (row.state, row.closed, row.said) == ("closed", text_of(NOON + 5 * MINUTE), ALL_ERASED)


def test_a_worry_is_forgotten_only_where_that_is_meant(store: Store) -> None:
    matter(store, "LAM-A345", "worry")
    with pytest.raises(Refusal) as refused:
        store.erasing.find("LAM-A345")
    assert str(refused.value) == (
        "LAM-A345 is a worry about somebody. The borough's own rule says how long it is kept. "
        "Where that rule lets it go, say so with --worry."
    )
    assert store.erasing.find("LAM-A345", worry=True) == "LAM-A345"


def test_nobody_is_forgotten_by_a_reference_of_nothing(store: Store) -> None:
    add(store)
    for wrong in ("", "LAM", "LAM-0000", "%", "x" * 10_000):
        with pytest.raises(Refusal, match="Nothing with the reference"):
            store.erasing.find(wrong)


def test_a_digest_tells_no_reference_without_the_key(store: Store, tmp_path: Path) -> None:
    sent, _ = add(store)
    digest = store.erasing.digest(sent.id)
    assert sent.id not in digest
    assert store.erasing.references([digest, "other"]) == [sent.id]
    with closing(Store.open(tmp_path / "other")) as other:
        assert other.erasing.digest(sent.id) != digest


# --- what people see of it ------------------------------------------------------------------------


def test_the_senders_page_says_calmly_that_it_is_erased(week: Week) -> None:
    sent, secret = week.send("once", {"how": "run", "reach": "rosalind"})
    forget(week.desk.store, sent.id)
    page = week.client.get(f"/suggest/s/{secret}/?thanks")
    assert page.status_code == 200
    assert ALL_ERASED in page.text
    assert "Nothing is kept but this reference" in page.text
    assert "Thank you. We have it." not in page.text
    assert sent.id in page.text
    assert "peas" not in page.text


def test_the_review_shows_what_is_erased_and_offers_nothing(week: Week) -> None:
    sent, _ = week.send("once", {"how": "run", "reach": "rosalind"})
    forget(week.desk.store, sent.id)
    week.client.post("/review/", data={**week.fields("/review/"), "code": week.codes[-1]})
    assert "Nothing waits." in week.client.get("/review/").text
    page = week.client.get(f"/review/{sent.id}/").text
    assert "what was written was erased, by Ann" in page
    for button in ("Accept", "Not now", "Ask</button>"):
        assert button not in page


@pytest.mark.parametrize("kind", [Kind.NEW, Kind.CORRECT, Kind.TIP, Kind.PROBLEM])
def test_a_page_about_what_is_erased_can_be_opened_whatever_it_was(week: Week, kind: Kind) -> None:
    store = week.desk.store
    new = {"listing": {"path": "boroughs/ashmoor/listings/x.md", "changes": []}}
    public = {Kind.NEW: new, Kind.TIP: {"tip": {"text": "Go"}}, Kind.PROBLEM: {"page": "x"}}
    for number, by_clock in enumerate((True, False)):
        sent, secret = add(
            store,
            f"{number}",
            kind=kind,
            borough="ashmoor",
            path="" if kind is Kind.PROBLEM else "boroughs/ashmoor/listings/gardening.md",
            public=public.get(kind, {"changes": []}),
            now=week.desk.now(),
        )
        if by_clock:
            decide(store, sent.id, State.DECLINED, now=week.desk.now())
            keep_to_time(store, week.desk.now() + 91 * DAY)
        else:
            forget(store, sent.id)
        assert week.client.get(f"/suggest/s/{secret}/").status_code == 200
        week.client.post("/review/", data={**week.fields("/review/"), "code": week.codes[-1]})
        assert week.client.get("/review/").status_code == 200
        assert week.client.get(f"/review/{sent.id}/").status_code == 200
        assert week.client.get(f"/review/{sent.id}/change/").status_code == 404
        week.client.post("/review/", data={**week.fields("/review/"), "leave": "yes"})


def test_the_steps_say_who_erased_and_never_what(store: Store) -> None:
    sent, _ = add(store)
    forget(store, sent.id)
    last = rows(store, events)[-1]
    assert (last.what, last.by, last.said, last.commit) == ("erased", "Ann", "", None)
