"""A message becomes what the form would have sent: nothing is lost, and nobody is blocked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_project import GARDENING, listing, write_project

from connectdo.contribute.intake.desk import CLOSED, Desk
from connectdo.contribute.intake.looking import changes_in
from connectdo.contribute.intake.shown import KINDS as KINDS_OF_REVIEW
from connectdo.contribute.intake.taking import FORMS_ALONE, take
from connectdo.contribute.store.store import Kind, Store
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader
from connectdo.told.message_words import KINDS

TODAY = dt.date(2026, 11, 22)
FILE = listing(
    "when:\n  - every: Monday\n    from: 10:00\n    to: 11:00\n"
    "cost: {pounds: 2}\njoin:\n  phone: 020 7946 0222\n"
)
PAGE = "Page: https://example.org/ashmoor/listing/gardening/\n"
CORRECTION = f"Connect & Do: a correction\n{PAGE}"


@pytest.fixture
def desk(tmp_path: Path, content_folder: Path) -> Iterator[Desk]:
    danger = "content/vocabulary/crisis.yml"
    shipped = (content_folder.parent / danger).read_bytes()
    root = write_project(tmp_path, {GARDENING: FILE, danger: shipped})
    made = Desk(
        root,
        Store.open(root / ".intake"),
        Reader(root),
        lambda: None,
        lambda: TODAY,
        lambda: dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC),
    )
    yield made
    made.store.close()


def test_a_correction_is_stored_as_the_form_stores_it(desk: Desk) -> None:
    taken = take(
        desk,
        f"{CORRECTION}When: Tuesdays, 10am to 12 noon\nCost: from £2 to £5\nPhone: 020 7946 0333\n"
        "How do you know: I run it\nHow can we reach you: Zo, 07700 900123\nWhat is wrong: Much",
    )
    sent = taken.submission
    assert (sent.kind, sent.borough, sent.path) == (Kind.CORRECT, "ashmoor", GARDENING)
    assert sent.saw == FILE.encode()
    assert changes_in(sent) == {
        ("when", 0, "every"): "Tuesday",
        ("when", 0, "to"): "12:00",
        ("cost",): {"from": "2", "to": "5"},
        ("join", "phone"): "020 7946 0333",
    }
    assert desk.store.private_of(sent.id) == {
        "how": "run",
        "words": "Much",
        "reach": "Zo, 07700 900123",
    }
    assert not taken.wrong
    assert not taken.danger
    assert "020 7946 0333" in desk.accept(sent.id, "a test") + (desk.root / GARDENING).read_text()


def test_it_has_stopped_is_a_closed_listing(desk: Desk) -> None:
    taken = take(desk, f"Connect & Do: it has stopped\n{PAGE}Cost: free\nHow do you know: I run it")
    assert taken.submission.kind is Kind.STOPPED
    assert changes_in(taken.submission) == CLOSED
    assert desk.store.private_of(taken.submission.id)["words"] == "Cost: free"


def test_a_wrong_value_is_kept_for_the_team_and_stops_no_other(desk: Desk) -> None:
    taken = take(desk, f"{CORRECTION}Phone: 0207\nCost: tuppence\nE-mail: zo@example.org\n")
    assert changes_in(taken.submission) == {("join", "email"): "zo@example.org"}
    words = desk.store.private_of(taken.submission.id)["words"]
    assert words.splitlines() == ["Phone: 0207", "Cost: tuppence"]
    assert sorted(each.label for each in taken.wrong) == ["Cost", "Phone"]
    desk.accept(taken.submission.id, "a test")
    assert "email: zo@example.org" in (desk.root / GARDENING).read_text()


def test_what_the_form_does_not_change_is_kept_for_the_team(desk: Desk) -> None:
    taken = take(desk, f"{CORRECTION}Venue: The Hall\nWhen: Tuesday or so\nWhat is wrong: The door")
    assert changes_in(taken.submission) == {}
    assert desk.store.private_of(taken.submission.id)["words"].splitlines() == [
        *("Venue: The Hall", "When: Tuesday or so", "The door"),
    ]


def test_the_same_message_twice_is_one_submission(desk: Desk) -> None:
    first = take(desk, f"{CORRECTION}Cost: free").submission
    again = take(desk, f"> {CORRECTION}".replace("\nPage", "\n> Page") + "> Cost: free").submission
    other = take(desk, f"{CORRECTION}Cost: £3").submission
    assert (first.id, 2) == (again.id, len(desk.store.waiting()))
    assert other.id != first.id
    assert take(desk, f"{CORRECTION}Cost: free", once="another").submission.id != first.id


def test_words_of_danger_are_said(desk: Desk) -> None:
    assert take(desk, f"{CORRECTION}What is wrong: I want to die").danger
    assert take(desk, f"{CORRECTION}When: I want to kill myself").danger
    assert not take(desk, f"{CORRECTION}What is wrong: The door is green").danger


def test_what_says_nothing_new_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match=r"It changes nothing: the page says all of this already."):
        take(desk, f"{CORRECTION}Cost: £2\nPhone: 020 7946 0222")
    assert desk.store.waiting() == []


def test_something_new_waits_for_what_the_team_adds(desk: Desk) -> None:
    taken = take(
        desk,
        "Connect & Do: something new\nBorough: Ashmoor\nName: Bean club\n"
        "In one sentence: We grow beans.\nOrganisation: The growers\nVenue: The yard\n"
        "When: Tuesdays, 10am to 12 noon\nPhone: 07700 900123\n",
    )
    looked = desk.look(taken.submission)
    assert looked.name == "Bean club"
    assert looked.proposal is not None
    assert {each.label: each.proposed for each in looked.proposal.lines} == {
        "Who runs it": "Growers",
        "Name": "Bean club",
        "In one sentence": "We grow beans.",
        "When: Every": "Tuesday",
        "When: From": "10:00",
        "When: To": "12:00",
    }
    private = desk.store.private_of(taken.submission.id)
    assert private["words"] == "Venue: The yard"
    assert private["number"] == "07700 900123"
    with pytest.raises(Refusal, match="Say where it is"):
        desk.accept(taken.submission.id, "a test")


def test_who_runs_something_new_may_be_new(desk: Desk) -> None:
    taken = take(desk, "Connect & Do: something new\nName: Bean club\nOrganisation: Bean People")
    assert "organisation" in taken.submission.public
    with pytest.raises(Refusal, match=r'There is no borough "Ashmor" here\. Did you mean'):
        take(desk, "Connect & Do: something new\nBorough: Ashmor\nName: Bean club")


def test_a_tip_and_a_problem_are_taken_in(desk: Desk) -> None:
    tip = take(desk, f"Connect & Do: a tip\n{PAGE}The tip: Sit by the window.").submission
    assert tip.public["tip"]["text"] == "Sit by the window."
    desk.accept(tip.id, "a test")
    assert "Sit by the window." in (desk.root / "boroughs/ashmoor/voices/gardening.yml").read_text()
    page = "https://example.org/ashmoor/week/"
    problem = take(
        desk, f"Connect & Do: a problem with a page\nPage: {page}\nWhat does not work: The map."
    ).submission
    assert (problem.borough, problem.public["page"]) == ("ashmoor", page)
    assert desk.store.private_of(problem.id)["words"] == "The map."
    for kind, label in (("tip", "The tip:"), ("problem", "What does not work:")):
        with pytest.raises(Refusal, match=label):
            take(desk, f"Connect & Do: {KINDS[kind].says}\n{PAGE}")


def test_messages_and_forms_have_the_same_kinds() -> None:
    assert set(KINDS) == set(Kind) - FORMS_ALONE
    assert set(KINDS_OF_REVIEW) == set(Kind)
