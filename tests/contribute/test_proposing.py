"""Answers become a file that differs in their lines alone, or a sentence beside their field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from every_field import EVERY
from small_project import BOROUGH, GARDENING, TODAY, listing, write_project

from connectdo.contribute.as_people_say import days_as_said
from connectdo.contribute.form_fields import Asked, Control, asked_of_listing
from connectdo.contribute.intake.looking import Here, look
from connectdo.contribute.proposing import Line, Proposal, Wrong, changes_of, propose, rebase
from connectdo.contribute.splicing import Where, splice
from connectdo.contribute.store.store import Kind, State, Submission
from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader, Reading, read_directory
from connectdo.data.source import Value
from connectdo.data.writing import file_text
from connectdo.rules import check_directory

ROOT = Path(__file__).parents[2]
Changes = dict[Where, Value]
DAYS = (dt.date(2026, 11, 16), dt.date(2026, 12, 2), dt.date(2027, 6, 30))
DEMONSTRATION = (
    "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n"
    "demonstration_as_of: 2026-11-06\n"
)
LIVE = "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: live\n"
TIMES = "when:\n  - every: Tuesday\n    from: 10:00\n    to: 12:00\n"
OTHER_TIMES = "  - every: Friday\n    from: 14:00\n    to: 15:00\n"


@cache
def reader() -> Reader:
    return Reader(ROOT)


def asked_of(reading: Reading, record: Record[Listing]) -> list[Asked]:
    return asked_of_listing(reading.directory, record)


def as_shown(asked: list[Asked]) -> dict[str, Any]:
    """The answers of somebody who changes nothing, as a browser sends them."""
    return {
        each.name: [part for part in each.value.split(",") if part]
        if each.control is Control.CHOICES
        else each.value.replace("\n", "\r\n")
        for each in asked
    }


def lines_that_differ(before: bytes, after: bytes) -> list[tuple[str, str]]:
    pairs = zip(before.splitlines(True), after.splitlines(True), strict=True)
    return [(old.decode(), new.decode()) for old, new in pairs if old != new]


class Small:
    """The small project with one listing, and what answers make of it."""

    def __init__(self, folder: Path, text: str, today: dt.date = TODAY, **others: str) -> None:
        files: dict[str, Any] = {GARDENING: text}
        files |= {BOROUGH: others["borough"]} if others else {}
        self.folder, self.today, self.head = write_project(folder, files), today, text.encode()
        self.reading = read_directory(folder, today)
        self.record = self.reading.directory.listings["ashmoor/gardening"]
        self.asked = asked_of(self.reading, self.record)

    def changes(self, **answers: Any) -> Changes:
        """The changes of these answers; "__" stands for a full stop in a name."""
        return changes_of(
            self.asked, {name.replace("__", "."): value for name, value in answers.items()}
        )

    def proposal(self, **answers: Any) -> Proposal:
        return propose(
            self.reading, GARDENING, self.head, self.changes(**answers), today=self.today
        )

    def proposed(self, **answers: Any) -> str:
        """The text of the proposed file."""
        proposal = self.proposal(**answers)
        assert proposal.files, proposal.wrong
        return proposal.files[GARDENING].decode()

    def said(self, **answers: Any) -> list[tuple[str, str]]:
        return [(each.name, each.says) for each in self.proposal(**answers).wrong]


# ---- the shipped listings ----


@pytest.mark.parametrize("today", DAYS)
def test_nothing_changes_in_any_shipped_listing_when_nothing_was_changed(today: dt.date) -> None:
    reading = reader().read(today)
    records = list(reading.directory.listings.values())
    assert len(records) > 100
    for record in records:
        asked = asked_of(reading, record)
        assert changes_of(asked, as_shown(asked)) == {}, record.path


@pytest.mark.parametrize("today", DAYS)
def test_another_phone_number_changes_one_line_on_any_day(today: dt.date) -> None:
    reading = reader().read(today)
    records = [each for each in reading.directory.listings.values() if each.data.join.phone]
    assert len(records) > 50
    for record in records[::50]:
        asked = asked_of(reading, record)
        answers = {**as_shown(asked), "join.phone": "020 7946 0999"}
        head = (ROOT / record.path).read_bytes()
        proposal = propose(reading, record.path, head, changes_of(asked, answers), today=today)
        assert proposal.files and proposal.wrong == (), record.path
        ((old, new),) = lines_that_differ(head, proposal.files[record.path])
        assert new == old.replace(str(record.data.join.phone), "020 7946 0999")
        assert proposal.lines == (
            Line(
                "How to join: Phone",
                str(record.data.join.phone),
                "020 7946 0999",
                "Ring the old number, and write who rang when.",
            ),
        )


def test_nothing_changes_in_a_listing_with_every_field(tmp_path: Path) -> None:
    fields = dict(EVERY["Listing"])
    body = fields.pop("description")
    small = Small(tmp_path, file_text(Listing, fields, body))
    empty = {each.name for each in small.asked if not each.value and each.where[:2] != ("when", 3)}
    assert not {name for name in empty if name.startswith(("join", "first", "cost", "who"))}
    assert small.changes(**as_shown(small.asked)) == {}
    assert small.proposal().files == {GARDENING: small.head}
    changes = small.changes(**{**as_shown(small.asked), "join.phone": "020 7946 0999"})
    after = splice(GARDENING, small.head, Listing, changes)
    assert len(lines_that_differ(small.head, after)) == 1


# ---- from answers to changes ----


def test_only_what_differs_is_a_change_and_unknown_names_say_nothing(tmp_path: Path) -> None:
    small = Small(tmp_path, listing("join: {phone: 020 7946 0123, email: a@example.org}\n"))
    assert small.changes(
        join__phone=" 020 7946 0123 ", join__email="", colour="red", example="", name="Beans"
    ) == {("join", "email"): None, ("name",): "Beans"}


def test_what_a_keyboard_leaves_around_words_is_put_right(tmp_path: Path) -> None:
    small = Small(tmp_path, listing(body="One.\n\nTwo."))
    assert small.changes(description="One.\r\n\r\nTwo.\r\n ") == {}
    assert small.changes(description="One.\r\rTwo.") == {}
    assert small.changes(description="\ufeffOne.\r\n\r\nThree\u202e.") == {
        ("description",): "One.\n\nThree."
    }
    assert small.changes(name="  Cafe\u0301\r\nclub\x00 ") == {("name",): "Café club"}


def test_what_is_not_ticked_goes_and_what_stays_keeps_its_order(tmp_path: Path) -> None:
    small = Small(tmp_path, listing("interests: [walking, gardening]\n"))
    assert small.changes(interests=["gardening", "walking"]) == {}
    assert small.changes(interests=["singing", "gardening", "walking"]) == {
        ("interests",): ["walking", "gardening", "singing"]
    }
    assert small.changes(interests=[]) == {("interests",): None}
    assert small.changes() == {}


@pytest.mark.parametrize(
    ("before", "answers", "line"),
    [
        ("cost: free\n", {"cost": "£3.50"}, "cost:\n  pounds: 3.50\n"),
        ("cost: {pounds: 2, note: Cash}\n", {"cost": "£3"}, "cost: {pounds: 3, note: Cash}\n"),
        ("cost: {pounds: 2, note: Cash}\n", {"cost__note": ""}, "cost: {pounds: 2}\n"),
        (
            "cost: {pounds: 2, note: Cash}\n",
            {"cost": "from £2 to £5", "cost__note": "Coins"},
            "cost: {from: 2, to: 5, note: Coins}\n",
        ),
        ("cost: free\n", {"cost__note": "Tea too"}, "cost:\n  free: yes\n  note: Tea too\n"),
        ("cost: {free: yes, note: Tea}\n", {"cost__note": ""}, "cost: free\n"),
        ("", {"cost": "free"}, "cost: free\n"),
        ("cost: free\n", {"cost": ""}, ""),
    ],
)
def test_a_cost_and_its_note_are_written_as_one(
    before: str, answers: dict[str, str], line: str, tmp_path: Path
) -> None:
    small = Small(tmp_path, listing(before))
    proposed = small.proposed(**answers)
    assert proposed == listing(line) or sorted(proposed) == sorted(listing(line)), proposed


# ---- times ----


def test_an_hour_changes_in_its_own_line(tmp_path: Path) -> None:
    small = Small(tmp_path, listing(TIMES + OTHER_TIMES))
    assert small.proposed(when__1__from="14:30") == listing(
        TIMES + OTHER_TIMES.replace("14:00", "14:30")
    )


def test_more_times_are_written_behind_the_last(tmp_path: Path) -> None:
    small = Small(tmp_path, listing(TIMES))
    more = {"when__1__every": "Friday", "when__1__from": "14:00", "when__1__to": "15:00"}
    assert small.proposed(**more) == listing(TIMES + OTHER_TIMES)
    both = small.proposed(**more, when__0__to="12:30")
    assert both == listing(TIMES.replace("12:00", "12:30") + OTHER_TIMES)


def test_the_first_times_are_written_where_there_were_none(tmp_path: Path) -> None:
    small = Small(tmp_path, listing())
    proposed = small.proposed(
        when__0__every="Monday, Friday", when__0__from="10:00", when__0__to="12:00"
    )
    assert "when:\n  - every: [Monday, Friday]\n    from: 10:00\n    to: 12:00\n" in proposed


def test_times_of_which_nothing_is_left_go_as_a_whole(tmp_path: Path) -> None:
    there = TIMES + "    venue: hall\n"
    small = Small(tmp_path, listing(there + OTHER_TIMES))
    empty = {"when__0__every": "", "when__0__from": "", "when__0__to": ""}
    assert small.changes(**empty) == {("when", 0): None}
    assert small.proposed(**empty) == listing("when:\n" + OTHER_TIMES)
    (line,) = small.proposal(**empty).lines
    assert line == Line("When: times 1", "Every: Tuesday; From: 10:00; To: 12:00", "Taken out", "")


@pytest.mark.parametrize("today", [dt.date(2026, 11, 6), dt.date(2026, 11, 22), DAYS[2]])
def test_a_date_of_an_example_is_written_back_as_its_file_counts(
    today: dt.date, tmp_path: Path
) -> None:
    weeks = dt.timedelta(weeks=(today - dt.date(2026, 11, 6)).days // 7)
    text = listing(TIMES + "    except: [2026-12-22, 2027-01-05 to 2027-01-12]\n")
    small = Small(tmp_path, text, today, borough=DEMONSTRATION)
    day = dt.date(2026, 12, 22) + weeks
    shown = f"{day}, {dt.date(2027, 1, 5) + weeks} to {dt.date(2027, 1, 12) + weeks}"
    assert {each.name: each.value for each in small.asked}["when.0.except"] == shown
    later = shown.replace(str(day), str(day + dt.timedelta(weeks=1)))
    assert small.proposed(when__0__except=later) == text.replace("2026-12-22", "2026-12-29")
    assert [line.proposed for line in small.proposal(when__0__except=later).lines] == [
        days_as_said(later)
    ]
    wednesday = str(day + dt.timedelta(days=1))
    assert small.said(when__0__except=wednesday) == [
        (
            "when.0.except",
            f'"{wednesday}" is a Wednesday, and these times are not on then. Did you mean {day}?',
        )
    ]
    assert small.said(when__0__except="3/10/26") == [
        ("when.0.except", '"3/10/26" is not a date. Write the year, month and day, as 2026-10-03.')
    ]


# ---- access ----


def test_what_the_venue_says_of_access_is_overridden_and_not_repeated(tmp_path: Path) -> None:
    write_project(tmp_path)
    hall = "boroughs/ashmoor/venues/hall.yml"
    text = "name: The Hall\nnear: ZA1 1\nadded: 2026-09-01\nexample: yes\n"
    small = Small(tmp_path, listing())
    (tmp_path / hall).write_text(text + "access: {step-free: yes}\n", "utf-8")
    small.reading = read_directory(tmp_path, TODAY)
    small.asked = asked_of(small.reading, small.reading.directory.listings["ashmoor/gardening"])
    assert small.changes(**{"access.step-free": "yes"}) == {}
    assert "step-free: no\n" in small.proposed(**{"access.step-free": "no"})
    assert "step-free: not known\n" in small.proposed(**{"access.step-free": ""})
    (line,) = small.proposal(**{"access.step-free": ""}).lines
    assert line == Line("Step-free", "Yes", "Not known", "")


# ---- what is wrong ----

WRONG: dict[str, str] = {
    "name": "",
    "summary": "x" * 161,
    "area": "out-and-abuot",
    "kind": "grop",
    "interests": "gardning",
    "online": "perhaps",
    "by_phone": "no",
    "meets": "<b>Here</b>",
    "status": "gone",
    "paused.why": "TODO",
    "paused.until": "11 January",
    "lasting": "maybe",
    "funded_until": "31.03.",
    "when.0.every": "Tusday",
    "when.0.on": "2026-02-30",
    "when.0.from": "9",
    "when.0.to": "25:00",
    "when.0.all_day": "sometimes",
    "when.0.ends_next_day": "sometimes",
    "when.0.starts": "next week",
    "when.0.ends": "2026-9-1",
    "when.0.except": "2026-12-29 to 2026-12-22",
    "when.0.term_time": "sometimes",
    "when.0.note": "[your note]",
    "bank_holidays": "shut",
    "cost": "a fiver",
    "cost.note": "<i>Cash</i>",
    "who.ages": "adults",
    "who.for": "carrers",
    "who.residents_only": "perhaps",
    "who.note": "&nbsp;",
    "join.how": "drop in",
    "join.phone": "02",
    "join.text": "one two three",
    "join.email": "me at example.org",
    "join.website": "javascript:alert(1)",
    "join.waiting": "ages",
    "join.phone_may_be_public": "perhaps",
    "join.note": "lorem ipsum",
    "access.step-free": "maybe",
    "first_visit.meets_you": "TBC",
    "first_visit.what_happens": "![a](b.png)",
    "first_visit.bring_someone": "perhaps",
    "first_visit.just_watch": "perhaps",
    "first_visit.have_to_talk": "perhaps",
    "first_visit.leave_early": "perhaps",
    "first_visit.group_size": "about ten",
    "first_visit.noise": "loud",
    "first_visit.buddy": "perhaps",
    "simple": "(write: a few lines)",
    "languages": "Klingon",
    "description": "A [link](ftp://example.org).",
}
WRONG_BY_A_RULE = {
    "funded_until": "2026-08-01",
    "when.0.to": "09:00",
    "when.0.on": "2026-12-05",
    "join.phone": "020 7946 1123",
    "join.text": "07700 900123",
    "description": "Write to bean@example.org.",
    "cost": "£2 (£3 if you are on a low income)",
    "status": "active",
    "paused.why": "",
    "paused.until": "2026-11-01",
}


def test_every_field_that_is_asked_has_a_wrong_value_below(tmp_path: Path) -> None:
    small = Small(tmp_path, listing(TIMES))
    assert {each.name for each in small.asked if each.where[:2] != ("when", 1)} == set(WRONG)


@pytest.fixture(scope="module")
def paused(tmp_path_factory: pytest.TempPathFactory) -> Small:
    text = listing(
        TIMES + "cost: {pounds: 2, note: Cash}\n"
        "status: paused\npaused: {why: Dust, until: 2027-01-11}\n"
    )
    small = Small(tmp_path_factory.mktemp("paused"), text)
    assert check_directory(small.reading, TODAY) == []
    return small


@pytest.mark.parametrize(
    ("name", "value"), [*WRONG.items(), *WRONG_BY_A_RULE.items()], ids=lambda each: str(each)[:30]
)
def test_a_wrong_answer_has_the_sentence_of_the_checker_in_form_and_review(
    name: str, value: str, paused: Small
) -> None:
    proposal = paused.proposal(**{name: value})
    (paused.folder / GARDENING).write_bytes(paused.head)
    assert looked_at(paused, paused.changes(**{name: value})) == proposal.wrong
    written = splice(GARDENING, paused.head, Listing, paused.changes(**{name: value}))
    (paused.folder / GARDENING).write_bytes(written)
    found = check_directory(read_directory(paused.folder, TODAY), TODAY)
    assert found and {each.path for each in found} == {GARDENING}
    assert sorted(each.says for each in proposal.wrong) == sorted(each.message for each in found)
    assert (not proposal.files) is any(each.severity == "error" for each in found)
    if value == WRONG[name]:
        assert [each.name for each in proposal.wrong] == [name]


def test_days_and_times_are_written_as_people_say_them(tmp_path: Path) -> None:
    small = Small(tmp_path, listing(TIMES))
    assert "from: 10:30\n" in small.proposed(when__0__from="10.30 am")
    assert "to: 21:00\n" in small.proposed(when__0__to="9pm")
    assert "    starts: 2026-12-01\n" in small.proposed(when__0__starts="1 December 2026")
    assert small.changes(when__0__every="every Tuesday") == {}


def looked_at(small: Small, changes: Mapping[Where, Value]) -> tuple[Wrong, ...]:
    """What the review says of these changes, once they were sent."""
    public = {"changes": [[list(where), value] for where, value in changes.items()]}
    sent = Submission(
        *("ASH-XXXX", Kind.CORRECT, "ashmoor", GARDENING, small.head, public),
        *(State.RECEIVED, dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC), None, None, ""),
    )
    proposal = look(Here(small.folder, small.reading, TODAY), sent).proposal
    assert proposal is not None
    return proposal.wrong


RIGHT: dict[str, str] = {
    "name": "Beans: a club",
    "summary": "Grow #1 beans.",
    "kind": "class",
    "interests": "gardening",
    "paused.why": "Rain",
    "paused.until": "2027-01-12",
    "lasting": "yes",
    "funded_until": "2027-03-31",
    "when.0.every": "Monday, Friday",
    "when.0.from": "11:00",
    "when.0.to": "13:00",
    "when.0.ends_next_day": "yes",
    "when.0.starts": "2026-09-08",
    "when.0.ends": "2027-09-07",
    "when.0.except": "2026-12-22, 2026-12-29 to 2027-01-05",
    "when.0.term_time": "yes",
    "when.0.note": "yes",
    "bank_holidays": "closed",
    "cost": "£2.50 (£1 if you are on a low income)",
    "cost.note": "0123",
    "who.ages": "18 to 65",
    "who.for": "carers",
    "who.residents_only": "yes",
    "who.note": "null",
    "join.how": "turn up",
    "join.phone": "020 7946 0999",
    "join.text": "020 7946 0998",
    "join.email": "b@example.org",
    "join.website": "https://example.org/a#b",
    "join.waiting": "none",
    "join.phone_may_be_public": "yes",
    "join.note": 'Say "Bean"',
    "access.step-free": "no",
    "first_visit.meets_you": "- A volunteer",
    "first_visit.what_happens": "Tea.\n\nThen *more* tea.",
    "first_visit.bring_someone": "yes",
    "first_visit.just_watch": "no",
    "first_visit.have_to_talk": "no",
    "first_visit.leave_early": "yes",
    "first_visit.group_size": "8",
    "first_visit.noise": "quiet",
    "first_visit.buddy": "no",
    "simple": "One.\nTwo.",
    "languages": "English",
    "description": "# Beans\n\n- one\n- two",
}
NOT_ALONE = {"area", "online", "by_phone", "meets", "status", "when.0.on", "when.0.all_day"}
"""Fields that have no other right value while the others stay."""


def test_every_other_field_that_is_asked_has_a_right_value_above() -> None:
    assert set(RIGHT) == set(WRONG) - NOT_ALONE


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_is_what_the_page_shows_then_and_nothing_else_is(
    name: str, paused: Small
) -> None:
    before = {each.name: each.value for each in paused.asked}
    (paused.folder / GARDENING).write_text(paused.proposed(**{name: RIGHT[name]}), "utf-8")
    reading = read_directory(paused.folder, TODAY)
    record = reading.directory.listings["ashmoor/gardening"]
    after = {each.name: each.value for each in asked_of(reading, record)}
    assert {key: value for key, value in after.items() if value != before[key]} == {
        name: RIGHT[name]
    }
    (line,) = paused.proposal(**{name: RIGHT[name]}).lines
    assert line.now != line.proposed


def test_what_was_wrong_before_is_not_the_sender_s_fault(tmp_path: Path) -> None:
    text = listing("join: {how: drop in, phone: 020 7946 0123}\n")
    small = Small(tmp_path, text)
    assert small.proposed(name="Beans") == text.replace("name: Gardening", "name: Beans")
    assert small.said(join__phone="02") and small.said(join__phone="020 7946 0999") == []


def test_what_may_be_meant_is_said_and_stops_nobody(tmp_path: Path) -> None:
    small = Small(tmp_path, listing(TIMES))
    proposal = small.proposal(when__0__from="02:00")
    (wrong,) = proposal.wrong
    assert (wrong.name, wrong.stops) == ("when.0.from", False)
    assert wrong.says.startswith("It starts at 02:00, in the night.")
    assert proposal.files[GARDENING] == listing(TIMES.replace("10:00", "02:00")).encode()


def test_in_a_draft_a_rule_stops_nobody_and_a_wrong_format_does(tmp_path: Path) -> None:
    draft = "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: draft\n"
    small = Small(tmp_path, listing(TIMES), borough=draft)
    late = small.proposal(when__0__to="09:00")
    assert [(each.name, each.stops) for each in late.wrong] == [("when.0.to", False)]
    assert late.files
    assert not small.proposal(when__0__to="9").files


def test_a_sentence_about_an_example_speaks_of_the_days_that_its_page_shows(
    tmp_path: Path,
) -> None:
    text = listing("status: paused\npaused: {why: Dust, until: 2027-01-11}\n")
    small = Small(tmp_path, text, borough=DEMONSTRATION)
    assert small.said(paused__until="2026-11-21") == [
        (
            "paused.until",
            "The pause was until 21 November 2026. Ask whether it is on again; then write "
            '"status: active" and take "paused" out.',
        )
    ]
    assert small.said(paused__until="2027-01-25 to 2027-01-26")[0][1].startswith(
        '"2027-01-25 to 2027-01-26" is not a date.'
    )


def test_a_sentence_about_some_times_stands_beside_those_times(tmp_path: Path) -> None:
    small = Small(tmp_path, listing(TIMES + OTHER_TIMES))
    assert [name for name, _ in small.said(when__0__to="9", when__1__to="13:00")] == ["when.0.to"]
    assert [name for name, _ in small.said(when__1__to="13:00")] == ["when.1.to"]
    assert [name for name, _ in small.said(when__1__to="")] == ["when.1.to"]


def test_a_place_that_no_form_asks_for_is_never_changed(tmp_path: Path) -> None:
    small = Small(tmp_path, listing())
    for where in (
        ("example",),
        ("checked", "on"),
        ("venue",),
        ("join",),
        ("when", 5, "from"),
        ("when", 0),
    ):
        proposal = propose(small.reading, GARDENING, small.head, {where: "x"}, today=TODAY)
        assert not proposal.files
        assert proposal.wrong[0].says.endswith(" is not changed with this form.")


def test_a_live_borough_gets_no_mark_of_an_example_and_its_dates_stay(tmp_path: Path) -> None:
    text = listing(
        TIMES + "    starts: 2026-09-08\njoin: {phone: 020 7123 4567}\n", without="example"
    )
    small = Small(tmp_path, text, borough=LIVE)
    assert "example" not in {each.name for each in small.asked}
    proposal = small.proposal(when__0__starts="2026-09-15", example="yes")
    assert proposal.files[GARDENING] == text.replace("2026-09-08", "2026-09-15").encode()


def test_a_file_that_cannot_be_read_gives_one_sentence(tmp_path: Path) -> None:
    small = Small(tmp_path, listing())
    proposal = propose(small.reading, GARDENING, b"name: x\n", {("name",): "y"}, today=TODAY)
    assert not proposal.files
    assert [each.name for each in proposal.wrong] == [""]
    assert "three hyphens" in proposal.wrong[0].says
    with pytest.raises(Refusal, match="is not the file of a listing"):
        propose(small.reading, "README.md", small.head, {}, today=TODAY)


# ---- what a review shows ----


@pytest.mark.parametrize(
    ("name", "value", "risk"),
    [
        ("join.phone", "020 7946 0999", "There was no number. Ring the new one"),
        ("join.email", "b@example.org", "Write to the old address, and write who answered when."),
        ("join.website", "https://b.example.org", "Open the new page, and look whether it is"),
        ("meets", "In the park.", "Ask them where it is"),
        ("online", "yes", "Ask them where it is"),
        ("cost", "£3", "Ask them what it costs"),
        ("status", "closed", "Ring them first: a closed listing leaves every list."),
        ("status", "idea", ""),
        ("name", "Beans", ""),
    ],
)
def test_a_risky_change_says_what_to_do_first(
    name: str, value: str, risk: str, tmp_path: Path
) -> None:
    small = Small(tmp_path, listing("join: {email: a@example.org}\n"))
    (line,) = small.proposal(**{name: value}).lines
    assert line.risk.startswith(risk) if risk else line.risk == ""


def test_a_review_shows_now_beside_proposed_in_words(tmp_path: Path) -> None:
    small = Small(tmp_path, listing(TIMES + "interests: gardening\n"))
    lines = small.proposal(
        interests=[], join__how="turn up", when__0__from="10:30", cost="pay what you can"
    ).lines
    assert [(each.label, each.now, each.proposed) for each in lines] == [
        ("Interests", "Gardening", "Nothing"),
        ("When: From", "10:00", "10:30"),
        ("Cost", "Nothing", "pay what you can"),
        ("How to join", "Not said", "Just turn up"),
    ]


def test_words_of_danger_in_any_text_are_told() -> None:
    reading = reader().read(TODAY)
    record = next(iter(reading.directory.listings.values()))
    asked, head = asked_of(reading, record), (ROOT / record.path).read_bytes()

    def danger(name: str, text: str) -> bool:
        changes = changes_of(asked, {name: text})
        return propose(reading, record.path, head, changes, today=TODAY).danger

    assert danger("cost.note", "Tea.  i want to kill myself")
    assert not danger("description", "A killing joke, and tea.")


# ---- the file has changed meanwhile ----


def changed(text: str, old: str, new: str) -> bytes:
    assert old in text
    return text.replace(old, new).encode()


def test_changes_of_different_fields_do_not_meet() -> None:
    saw = listing("join: {phone: 020 7946 0123}\n")
    head = changed(saw, "Gardening", "Beans")
    phone: Changes = {("join", "phone"): "020 7946 0999"}
    assert rebase(head, saw.encode(), phone) == (phone, ())


def test_a_field_that_both_have_changed_is_a_conflict() -> None:
    saw = listing("join: {phone: 020 7946 0123}\n")
    head = changed(saw, "0123", "0555")
    changes: Changes = {("join", "phone"): "020 7946 0999", ("name",): "Beans"}
    assert rebase(head, saw.encode(), changes) == ({("name",): "Beans"}, (("join", "phone"),))
    taken_out = changed(saw, "join: {phone: 020 7946 0123}\n", "")
    assert rebase(taken_out, saw.encode(), changes)[1] == (("join", "phone"),)


def test_what_the_file_says_already_is_left_out() -> None:
    saw = listing(body="Bring gloves.")
    head = changed(saw, "gloves", "boots")
    assert rebase(head, saw.encode(), {("description",): "Bring boots."}) == ({}, ())
    assert rebase(head, saw.encode(), {("description",): "Bring hats."}) == (
        {},
        (("description",),),
    )


def test_a_session_that_moved_keeps_its_changes_and_one_that_changed_does_not() -> None:
    saw = listing(TIMES + OTHER_TIMES)
    one_before = "when:\n  - every: Monday\n    from: 08:00\n    to: 09:00\n"
    head = changed(saw, "when:\n", one_before)
    new: Changes = {("when", 1, "from"): "14:30", ("when", 2, "every"): "Sunday"}
    assert rebase(head, saw.encode(), new) == (
        {("when", 2, "from"): "14:30", ("when", 3, "every"): "Sunday"},
        (),
    )
    gone = changed(saw, OTHER_TIMES, "")
    assert rebase(gone, saw.encode(), {("when", 1, "from"): "14:30"}) == (
        {},
        (("when", 1, "from"),),
    )
    other_end = changed(saw, "15:00", "16:00")
    assert rebase(other_end, saw.encode(), {("when", 1, "from"): "14:30"}) == (
        {("when", 1, "from"): "14:30"},
        (),
    )


def test_a_cost_that_was_written_in_another_way_meanwhile_is_a_conflict() -> None:
    saw = listing("cost: {pounds: 2}\n")
    head = changed(saw, "{pounds: 2}", "free")
    assert rebase(head, saw.encode(), {("cost", "note"): "Cash"}) == ({}, (("cost", "note"),))
    assert rebase(saw.encode(), saw.encode(), {("cost", "note"): "Cash"})[1] == ()


def test_a_rebase_of_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(Refusal, match="three hyphens"):
        rebase(b"name: x\n", listing().encode(), {})
