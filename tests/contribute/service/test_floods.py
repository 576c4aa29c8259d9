"""Floods: what looks like one is thanked, kept aside and shown to the team; little is refused."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from desk_week import FORM, Week, project_in_git
from werkzeug.test import TestResponse

from connectdo.contribute.intake.app import make_intake
from connectdo.contribute.intake.entrance import Codes
from connectdo.contribute.service.floods import (
    NO_LIMITS,
    TOO_MANY,
    UNSEEN,
    Aside,
    Floods,
    Limits,
    Sending,
    Verdict,
)
from connectdo.contribute.store import store_matters
from connectdo.contribute.store.store import Kind
from connectdo.contribute.store.store_matters import MatterLane

NOON = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)
LONG_AGO = NOON - HOUR


def sending(address: str = "192.0.2.1", about: str = "gardening", **other: Any) -> Sending:
    return Sending(address, "ashmoor", about, other.pop("opened", LONG_AGO), **other)


# --- what is judged -------------------------------------------------------------------------------


def test_whoever_takes_three_seconds_and_fills_what_they_see_is_a_person() -> None:
    floods = Floods(Limits())
    assert floods.judge(sending(), NOON) == Verdict()
    assert floods.judge(sending(opened=NOON - 3 * SECOND), NOON) == Verdict()
    assert floods.judge(sending(opened=NOON - 2 * SECOND), NOON) == Verdict(Aside.HASTE)
    assert floods.judge(sending(unseen="http://x.example"), NOON) == Verdict(Aside.UNSEEN)


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(per_address=2), Aside.ADDRESS),
        (Limits(99, per_listing=2), Aside.LISTING),
        (Limits(99, 99, per_borough=2), Aside.BOROUGH),
    ],
)
def test_above_what_is_usual_it_is_set_aside_and_far_above_it_is_refused(
    limits: Limits, why: Aside
) -> None:
    floods = Floods(limits)
    found = [floods.judge(sending(), NOON) for _ in range(21)]
    assert found == [Verdict()] * 2 + [Verdict(why)] * 18 + [Verdict(refused=True)]
    assert floods.judge(sending(), NOON + HOUR - SECOND) == Verdict(refused=True)
    assert floods.judge(sending(), NOON + HOUR) == Verdict()


def test_one_who_floods_keeps_nobody_of_another_listing_out() -> None:
    floods = Floods(Limits(per_address=2))
    for _ in range(40):
        floods.judge(sending(), NOON)
    assert floods.judge(sending("192.0.2.2"), NOON) == Verdict()


def test_a_household_is_one_connection_in_both_protocols() -> None:
    floods = Floods(Limits(per_address=1))
    for one, other in (
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
    ):
        assert floods.judge(sending(one), NOON) == Verdict()
        assert floods.judge(sending(other), NOON) == Verdict(Aside.ADDRESS)
    assert floods.judge(sending("2001:db8:1:3::1"), NOON) == Verdict()


def test_who_somebody_was_is_forgotten_at_midnight_in_london() -> None:
    salts = iter((b"monday", b"tuesday"))
    floods = Floods(Limits(per_address=1), lambda: next(salts))
    late = dt.datetime(2026, 6, 15, 22, 59, tzinfo=dt.UTC)  # a minute to midnight in summer
    one = sending(opened=late - HOUR)
    assert floods.judge(one, late) == Verdict()
    assert floods.judge(one, late) == Verdict(Aside.ADDRESS)
    assert floods.judge(one, late + 60 * SECOND) == Verdict()
    assert "192.0.2.1" not in repr(vars(floods))


def test_what_is_an_hour_old_takes_no_memory() -> None:
    floods = Floods(NO_LIMITS)
    for number in range(1000):
        floods.judge(sending(f"198.51.100.{number % 250}", str(number)), NOON + number * SECOND)
    floods.judge(sending(), NOON + 3 * HOUR)
    assert len(floods._came) == 1 and len(floods._counts) == 3


# --- from the form to the review ------------------------------------------------------------------


class Flooded(Week):
    """A desk with limits, and a clock that goes on."""

    def __init__(self, root: Path, theme: Path, limits: Limits | None) -> None:
        super().__init__(root, theme)
        self.moment = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
        self.desk.now = lambda: self.moment
        codes = Codes(self.codes.append)
        codes.renew()
        floods = Floods(limits) if limits else None
        self.client = make_intake(self.desk, codes, floods).test_client()

    def press(self, *, seconds: int = 60, address: str = FORM, **answers: str) -> TestResponse:
        """Fill in a form and send it; what came back last."""
        fields = self.fields(address)
        self.moment += seconds * SECOND
        sent = {"summary": "Grow peas.", "how": "run", **answers, "sure": "yes"}
        return self.client.post(address, data={**fields, **sent})

    def queue(self) -> str:
        """What the team reads."""
        door = self.client.get("/review/").text
        if 'name="code"' in door:
            (token,) = re.findall(r'name="token" value="([^"]*)"', door)
            self.client.post("/review/", data={"token": token, "code": self.codes[-1]})
        return self.client.get("/review/").text


@pytest.fixture
def flooded(tmp_path: Path, root: Path) -> Flooded:
    return Flooded(project_in_git(tmp_path / "p", "live"), root / "theme", Limits(2, 30, 200))


def how(flooded: Flooded) -> str:
    """Any way to know that the form offers."""
    html = flooded.client.get(FORM).text
    return re.findall(r'name="how" value="([^"]+)"', html)[0]


def test_a_suspect_is_thanked_like_everybody_and_shown_in_a_folded_list(flooded: Flooded) -> None:
    known = how(flooded)
    person = flooded.press(how=known)
    program = flooded.press(how=known, summary="Buy pills.", **{UNSEEN: "x"})
    hasty = flooded.press(how=known, seconds=2)
    pages = [flooded.client.get(each.location).text for each in (person, program, hasty)]
    assert all("Thank you. We have it." in page for page in pages)
    assert len({re.sub(r"[A-Z]{3}-\w{4}|Grow peas|Buy pills|s/[\w-]+", "", p) for p in pages}) == 1

    asides = sorted(each.aside for each in flooded.desk.store.waiting())
    assert asides == ["", "haste", "unseen"]
    queue = flooded.queue()
    listed, folded = queue.split("<details", 1)
    assert "Set aside: look at these too (2)" in folded
    assert "1 thing to look at" in listed
    assert "A field was filled that no person sees." in folded
    assert "sooner than a person can read the form" in folded
    [one] = [each for each in flooded.desk.store.waiting() if each.aside == "unseen"]
    page = flooded.client.get(f"/review/{one.id}/").text
    assert "It was set aside. A field was filled" in page and 'value="accept"' in page


def test_far_above_the_limit_the_form_comes_back_filled_and_can_be_sent_later(
    flooded: Flooded,
) -> None:
    known = how(flooded)
    for _ in range(20):
        assert flooded.press(how=known).status_code == 303
    refused = flooded.press(how=known, summary="Grow beans and peas.", words="For Ann.")
    assert refused.status_code == 429
    assert TOO_MANY in refused.text
    assert 'value="Grow beans and peas."' in refused.text and ">For Ann.</textarea>" in refused.text
    assert len(flooded.desk.store.waiting()) == 20

    token = re.findall(r'name="token" value="([^"]*)"', refused.text)[0]
    flooded.moment += HOUR
    again = {"token": token, "summary": "Grow beans and peas.", "how": known, "sure": "yes"}
    assert flooded.client.post(FORM, data=again).status_code == 303
    assert len(flooded.desk.store.waiting()) == 21


def test_a_half_filled_form_knows_when_it_was_begun(flooded: Flooded) -> None:
    known = how(flooded)
    flooded.press(how=known)
    fields = flooded.fields()
    flooded.moment += 60 * SECOND
    kept = flooded.client.post(
        FORM, data={**fields, "summary": "Grow peas.", "how": known, "do": "keep"}
    )
    fields = flooded.fields(kept.location)  # opened and sent in the same second
    sent = flooded.client.post(
        kept.location, data={**fields, "summary": "Grow peas.", "how": known, "sure": "yes"}
    )
    assert sent.status_code == 303
    assert [each.aside for each in flooded.desk.store.waiting()] == ["", ""]


def test_what_is_set_aside_leaves_the_room_of_the_others(
    flooded: Flooded, monkeypatch: pytest.MonkeyPatch
) -> None:
    flooded.desk.store._most_waiting = 2
    known = how(flooded)
    for _ in range(5):
        assert flooded.press(how=known, **{UNSEEN: "x"}).status_code == 303
    flooded.desk.send(
        flooded.desk.filled(flooded.desk.form(Kind.CORRECT, "ashmoor", "gardening"), {}), {}, "one"
    )
    assert [each.aside for each in flooded.desk.store.waiting()].count("") == 1


def test_beside_the_site_on_ones_own_computer_nobody_is_too_quick(
    tmp_path: Path, root: Path
) -> None:
    own = Flooded(project_in_git(tmp_path / "p", "live"), root / "theme", None)
    known = how(own)
    for _ in range(30):
        assert own.press(how=known, seconds=0).status_code == 303
    assert {each.aside for each in own.desk.store.waiting()} == {""}


def test_the_unseen_field_is_hidden_from_eyes_and_from_readers(
    flooded: Flooded, root: Path
) -> None:
    html = flooded.client.get(FORM).text
    [unseen] = re.findall(rf'<p class="unseen"[^>]*>.*?name="{UNSEEN}".*?</p>', html)
    assert 'aria-hidden="true"' in unseen and "Leave this empty" in unseen
    assert 'tabindex="-1"' in unseen and 'autocomplete="off"' in unseen
    assert ".unseen { display: none; }" in (root / "theme/static/css/pages/form.css").read_text()


# --- the lanes beside the queue -------------------------------------------------------------------

WORRY, REPORT = "/suggest/f/worry/ashmoor/", "/suggest/f/report/ashmoor/"
CLOSED = "This form is closed just now"


def open_in_lane(flooded: Flooded, lane: MatterLane = MatterLane.WORRY) -> list[str]:
    """Why each that is open in a lane was set aside."""
    found = flooded.desk.store.matters.open_in("ashmoor", [lane])
    return [each.aside for each in found]


def test_a_suspect_in_a_lane_is_thanked_alerted_about_and_listed_with_why(flooded: Flooded) -> None:
    alerted: list[str] = []
    flooded.desk.alert = lambda matter: alerted.append(matter.id)
    person = flooded.press(address=REPORT, words="A door.", page="The hall")
    program = flooded.press(address=REPORT, words="Pills.", page="The hall", **{UNSEEN: "x"})
    pages = [flooded.client.get(each.location).text for each in (person, program)]
    assert all("Thank you. We have it." in page for page in pages)
    assert len({re.sub(r"[A-Z]{3}-\w{5}|s/[\w-]+", "", page) for page in pages}) == 1
    assert open_in_lane(flooded, MatterLane.REPORT) == ["", "unseen"]
    assert len(alerted) == 2

    assert "What else people sent: 2 open" in flooded.queue()
    listed, aside = flooded.client.get("/review/matters/").text.split("Set aside: look at these")
    [one] = [each for each in alerted if each in aside]
    assert "2 open." in listed and one not in listed
    assert "A field was filled that no person sees." in aside
    page = flooded.client.get(f"/review/matters/{one}/").text
    assert "A field was filled that no person sees." in page and "Pills." in page


def test_far_above_the_limit_a_lanes_form_comes_back_filled_with_whom_to_ring(
    flooded: Flooded,
) -> None:
    for _ in range(20):
        assert flooded.press(address=WORRY, words="A door.").status_code == 303
    refused = flooded.press(address=WORRY, words="A child was alone there.")
    assert refused.status_code == 429
    assert TOO_MANY in refused.text and "A child was alone there.</textarea>" in refused.text
    assert 'href="tel:+442072193000"' in refused.text.partition("<form")[0]
    assert len(open_in_lane(flooded)) == 20
    token = re.findall(r'name="token" value="([^"]*)"', refused.text)[0]
    flooded.moment += HOUR
    again = {"token": token, "words": "A child was alone there."}
    assert flooded.client.post(WORRY, data=again).status_code == 303
    assert len(open_in_lane(flooded)) == 21


def test_a_flood_of_corrections_keeps_no_worry_out(flooded: Flooded) -> None:
    known = how(flooded)
    while flooded.press(how=known).status_code == 303:
        pass
    assert flooded.press(address=WORRY, words="A door.").status_code == 303
    assert open_in_lane(flooded) == [""]


def test_what_is_set_aside_in_a_lane_leaves_the_room_of_the_others(
    flooded: Flooded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_matters, "MOST_OPEN", 1)
    assert flooded.press(address=WORRY, words="x", **{UNSEEN: "x"}).status_code == 303
    assert flooded.press(address=WORRY, words="A door.").status_code == 303
    assert sorted(open_in_lane(flooded)) == ["", "unseen"]


def test_a_borough_whose_forms_are_closed_closes_its_lanes_and_says_whom_to_ring(
    flooded: Flooded, root: Path
) -> None:
    crisis = "content/vocabulary/crisis.yml"
    shutil.copy(root / crisis, flooded.desk.root / crisis)
    addresses = [f"/suggest/f/{lane}/ashmoor/" for lane in ("worry", "report", "complaint")]
    addresses.append("/suggest/f/come/ashmoor/kites/")
    tokens = {address: flooded.fields(address)["token"] for address in addresses}
    flooded.desk.closes.append(lambda borough: f"Nobody reads in {borough}.")
    for address in addresses:
        asked = flooded.client.get(address)
        sent = flooded.client.post(address, data={"token": tokens[address], "words": "A door."})
        for answer in (asked, sent):
            assert answer.status_code == 503
            assert CLOSED in answer.text and "Nobody reads in ashmoor." in answer.text
            assert 'href="tel:+442072193000"' in answer.text
            head = answer.text.partition('id="team"')[0]
            helps = "If it is now, ring:" in head and 'href="tel:999"' in head.partition("<h1")[2]
            assert helps == (address == WORRY)
        assert ("your words are still there" in sent.text) and ("still there" not in asked.text)
    assert flooded.desk.store.matters.open_in("ashmoor", tuple(MatterLane)) == []


def test_a_lane_that_nobody_answers_is_closed_and_no_other_form(flooded: Flooded) -> None:
    flooded.desk.closes_lane = lambda borough, lane: (
        f"Nobody reads in {borough}." if lane is MatterLane.REPORT else ""
    )
    answer = flooded.client.get(REPORT)
    assert answer.status_code == 503
    assert CLOSED in answer.text and "Nobody reads in ashmoor." in answer.text
    for address in (WORRY, FORM):
        assert flooded.client.get(address).status_code == 200


def test_a_cry_that_comes_to_a_closed_form_is_answered_with_help_first(
    flooded: Flooded, root: Path
) -> None:
    crisis = "content/vocabulary/crisis.yml"
    shutil.copy(root / crisis, flooded.desk.root / crisis)
    flooded.desk.closes.append(lambda borough: "Nobody reads this just now.")
    for address in (FORM, "/suggest/f/report/ashmoor/"):
        for words, helps in (("I want to die", True), ("It is shut.", False)):
            answer = flooded.client.post(address, data={"words": words})
            assert answer.status_code == 503
            assert ("If it is now, ring:" in answer.text) == helps
