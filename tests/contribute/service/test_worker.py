"""One thread that does in turn what is to be done, whatever becomes of a job."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from connectdo.contribute.service.worker import Job, Worker, place_of

PATIENCE = 30


@contextmanager
def working(pause: float = 0.01, **jobs: Job) -> Iterator[tuple[Worker, list[str]]]:
    said: list[str] = []
    worker = Worker(jobs, said.append, pause=pause)
    worker.start()
    try:
        yield worker, said
    finally:
        assert worker.stop(PATIENCE)


def after(times: int, reached: threading.Event) -> Callable[[], None]:
    """Counts how often it is called, and says so."""
    left = iter(range(times - 1))

    def count() -> None:
        if next(left, None) is None:
            reached.set()

    return count


def test_jobs_are_done_in_turn_and_what_did_something_goes_on_at_once() -> None:
    did: list[str] = []
    done = threading.Event()

    def first() -> bool:
        did.append("first")
        return len(did) < 6

    def second() -> bool:
        did.append("second")
        if len(did) >= 8:
            done.set()
        return False

    with working(pause=3600.0, first=first, second=second):
        assert done.wait(PATIENCE)
    assert did == ["first", "second"] * 4


def test_a_worker_sleeps_until_it_is_called() -> None:
    rounds = threading.Semaphore(0)

    def job() -> bool:
        rounds.release()
        return False

    with working(pause=3600.0, job=job) as (worker, _):
        assert rounds.acquire(timeout=PATIENCE)
        assert not rounds.acquire(timeout=0.2)
        worker.call()
        assert rounds.acquire(timeout=PATIENCE)


def test_a_job_that_fails_takes_no_other_with_it_and_its_words_are_told_nobody() -> None:
    reached = threading.Event()
    count = after(5, reached)

    def wrong() -> bool:
        raise ValueError("rosalind.canary@example.org")

    def right() -> bool:
        count()
        return False

    with working(wrong=wrong, right=right) as (worker, said):
        assert reached.wait(PATIENCE)
        troubles = worker.troubles()
    place = "ValueError in test_worker.py, line "
    assert list(troubles) == ["wrong"]
    assert troubles["wrong"].startswith(place)
    assert said[0].startswith(f"The job wrong failed: {place}")
    assert said[0].endswith(". It is tried again in 1 s.")
    assert not any("canary" in each for each in [*said, *troubles.values()])


def test_a_job_that_fails_rests_longer_each_time_and_is_forgiven() -> None:
    moment = 0.0
    fails = True
    did: list[float] = []

    def job() -> bool:
        did.append(moment)
        if fails:
            raise OSError
        return False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("connectdo.contribute.service.worker.time.monotonic", lambda: moment)
        worker = Worker({"job": job}, lambda _: None)
        for second in range(0, 1200):
            moment = float(second)
            worker._one_round()
        assert did[:9] == [0, 1, 3, 7, 15, 31, 63, 127, 255]
        assert did[10] - did[9] == did[11] - did[10] == 300
        fails = False
        moment = 2000.0
        worker._one_round()
        assert worker.troubles() == {}
        fails = True
        moment = 2001.0
        worker._one_round()
        moment = 2002.0
        worker._one_round()
    assert did[-2:] == [2001, 2002]


def test_a_worker_that_is_stopped_begins_no_other_job() -> None:
    begun, go_on = threading.Event(), threading.Event()
    others: list[str] = []

    def slow() -> bool:
        begun.set()
        go_on.wait(PATIENCE)
        return True

    def other() -> bool:
        others.append("other")
        return False

    worker = Worker({"slow": slow, "other": other}, lambda _: None)
    worker.start()
    assert begun.wait(PATIENCE)
    assert not worker.stop(0.05), "the job has not come to its end"
    go_on.set()
    assert worker.stop(PATIENCE)
    assert others == []


def test_a_worker_whose_listener_is_gone_works_on() -> None:
    reached = threading.Event()
    count = after(3, reached)

    def wrong() -> bool:
        raise KeyError

    def right() -> bool:
        count()
        return False

    def gone(_: str) -> None:
        raise BrokenPipeError

    worker = Worker({"wrong": wrong, "right": right}, gone, pause=0.01)
    worker.start()
    assert reached.wait(PATIENCE)
    assert worker.stop(PATIENCE)


def test_a_worker_is_started_once_and_stops_where_it_was_never_started() -> None:
    worker = Worker({}, lambda _: None, pause=0.01)
    assert worker.stop()
    worker.start()
    with pytest.raises(ValueError, match="once"):
        worker.start()
    assert worker.stop(PATIENCE)


def test_of_an_exception_the_place_in_our_own_files_is_told() -> None:
    from connectdo.contribute.store.store_values import text_of

    try:
        text_of("no moment")  # type: ignore[arg-type]
    except AttributeError as wrong:
        assert place_of(wrong).startswith("AttributeError in store_values.py, line ")
    assert place_of(ValueError("never raised")) == "ValueError"
