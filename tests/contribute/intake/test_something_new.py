"""Something new, a tip and a problem, from the first page of a form to the files of a borough."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from desk_week import Week
from in_git import git
from sampled import IN_PROVE
from small_project import GARDENING, GROWERS, HALL

from connectdo.contribute.store.store import Kind, State

NEW = "/suggest/f/new/ashmoor/"
LISTING = "boroughs/ashmoor/listings/bean-club.md"

Answers = dict[str, Any]
WHAT: Answers = {"name": "Bean club", "summary": "We grow beans.", "area": "out-and-about"}
KNOWN = {"who": {"organisation": "growers"}, "where": {"venue": "hall"}}
WHEN: Answers = {"when.0.every": "Tuesdays", "when.0.from": "7pm", "when.0.to": "9pm"}


class Telling:
    """Somebody who goes through the pages of a form, as a browser without scripts would."""

    def __init__(self, week: Week, address: str = NEW) -> None:
        self.week = week
        self.at = address
        self.text = week.client.get(address).text

    def answer(self, do: str = "", **given: Any) -> int:
        """Fill in what is given, leave the rest, and press a button; how it was answered."""
        data = {**self.week.fields(self.at), **given, **({"do": do} if do else {})}
        answer = self.week.client.post(self.at, data=data)
        status = answer.status_code
        while answer.status_code in (302, 303):
            self.at = answer.location
            answer = self.week.client.get(self.at)
        self.text = html.unescape(answer.text)
        return status

    def told(self, **pages: Answers) -> Telling:
        """Go through all pages up to the check of the answers."""
        self.answer(secret=pages.get("home", {}).get("secret", "no"))
        usual: dict[str, Answers] = {"what": WHAT, **KNOWN, "you": {"how": "run"}}
        while (page := self.page) != "check":
            if page == "alike":
                self.answer()
                continue
            assert self.answer(**pages.get(page, usual.get(page, {}))) == 303, (page, self.wrong)
        return self

    def until(self, page: str, **given: Any) -> None:
        """Give the same answers page by page until one is there, or nothing goes on."""
        while self.page != page:
            assert self.answer(**given) == 303, (self.page, self.wrong)

    @property
    def page(self) -> str:
        return self.at.rstrip("/").rpartition("/")[2]

    @property
    def wrong(self) -> list[str]:
        """What is said to be put right, above the form."""
        found = re.search(r'class="notice problems".*?</ul>', self.text, re.S)
        return re.findall(r"<li>(?:<a[^>]*>)?([^<]*)", found[0]) if found else []

    def accepted(self) -> str:
        """Send it, and let the team accept it; what the team reads then."""
        assert self.answer(sure="yes") == 303
        (waiting,) = self.week.desk.store.waiting()
        return self.week.desk.accept(waiting.id, "the team")


def test_something_new_becomes_a_listing(week: Week) -> None:
    form = Telling(week).told(
        when=WHEN, cost={"cost": "free"}, join={"join.phone": "020 7946 0333", "everyone": "yes"}
    )
    assert "Nothing is sent yet" in form.text
    form.accepted()
    assert (week.desk.root / LISTING).read_text() == (
        "---\nname: Bean club\nsummary: We grow beans.\norganisation: growers\n"
        "area: out-and-about\nadded: 2026-11-22\nexample: yes\nvenue: hall\nwhen:\n"
        "  - every: Tuesday\n    from: 19:00\n    to: 21:00\ncost: free\n"
        "join:\n  phone: 020 7946 0333\n---\n"
    )
    assert git(week.desk.root, "log", "-1", "--format=%s") == "boroughs: Bean club: a new listing"
    assert git(week.desk.root, "status", "--short") == ""
    assert "ashmoor/bean-club" in week.desk.reading().directory.listings


def test_who_runs_it_and_where_it_is_may_be_new_too(week: Week) -> None:
    form = Telling(week).told(
        who={"organisation": "new", "organisation.name": "The Bean People"},
        where={"venue": "new", "venue.name": "Bean Yard", "venue.near": "ZA1 1"},
        join={"join.email": "beans@example.org"},
    )
    form.accepted()
    directory = week.desk.reading().directory
    assert directory.listings["ashmoor/bean-club"].data.organisation == "the-bean-people"
    assert directory.organisations["ashmoor/the-bean-people"].data.name == "The Bean People"
    assert directory.venues["ashmoor/bean-yard"].data.near == "ZA1 1"
    (sent,) = week.desk.store.decided()
    assert len(str(sent.commit).split()) == 3
    week.desk.put_back(sent.id, "the team")
    directory = week.desk.reading().directory
    assert "ashmoor/bean-club" not in directory.listings
    assert "ashmoor/the-bean-people" not in directory.organisations
    assert "ashmoor/bean-yard" not in directory.venues
    assert git(week.desk.root, "diff", "--stat", "HEAD~6") == ""


def test_several_times_are_told_one_behind_the_other(week: Week) -> None:
    form = Telling(week)
    form.answer(secret="no")
    form.until("when", **WHAT, organisation="growers", venue="hall")
    assert "When: more times" not in form.text
    form.answer(do="look", **WHEN)
    assert form.page == "when"
    assert "When: more times" in form.text
    form.answer(**{"when.1.every": "Friday", "when.1.from": "10am", "when.1.to": "noon"})
    form.until("check", how="run", **{"join.email": "a@example.org"})
    form.accepted()
    text = (week.desk.root / LISTING).read_text()
    assert (
        "when:\n  - every: Tuesday\n    from: 19:00\n    to: 21:00\n"
        "  - every: Friday\n    from: 10:00\n    to: 12:00\n"
    ) in text


def test_of_a_home_no_address_is_asked_and_none_is_shown(week: Week) -> None:
    form = Telling(week)
    form.answer(secret="yes")
    form.until("where", **WHAT, organisation="growers")
    assert "venue.address" not in form.text
    assert "venue.postcode" not in form.text
    form.answer(
        **{"venue.name": "A member's home", "venue.near": "ZA1", "venue.postcode": "ZA1 1AA"}
    )
    form.until("check", how="run", **{"join.email": "a@example.org"})
    form.accepted()
    (venue,) = set(week.desk.reading().directory.venues) - {"ashmoor/hall"}
    text = (week.desk.root / f"boroughs/ashmoor/venues/{venue.partition('/')[2]}.yml").read_text()
    assert "private: yes\n" in text
    assert "near: ZA1\n" in text
    assert "1AA" not in text


def test_a_number_that_not_everyone_may_see_goes_to_the_team_alone(week: Week) -> None:
    form = Telling(week).told(
        join={"join.phone": "07700 900123", "everyone": "no", "join.email": "a@example.org"}
    )
    assert "07700 900123" not in form.text
    form.answer(sure="yes")
    (sent,) = week.desk.store.waiting()
    assert "900123" not in str(sent.public)
    assert week.desk.store.private_of(sent.id)["number"] == "07700 900123"
    week.desk.accept(sent.id, "the team")
    assert "900123" not in git(week.desk.root, "log", "-p", "--all")


def test_nobody_decides_for_a_person_whether_everyone_may_see_their_number(week: Week) -> None:
    form = Telling(week)
    form.answer(secret="no")
    form.until("join", **WHAT, organisation="growers", venue="hall")
    assert form.answer(**{"join.phone": "020 7946 0333"}) == 422
    assert form.wrong == ["Say whether everyone may see the number."]
    assert 'value="020 7946 0333"' in form.text


@pytest.mark.parametrize(
    ("page", "answers", "says"),
    [
        ("what", {"name": ""}, "What is it called? This one is needed."),
        ("what", {"name": "Gardening"}, "Another one has this name already."),
        pytest.param("who", {"organisation": ""}, "Say who runs it.", marks=IN_PROVE),
        pytest.param(
            "where",
            {"venue": ""},
            "Say where it is: a place, on the internet, by telephone, or how people find it.",
            marks=IN_PROVE,
        ),
        ("when", {"when.0.from": "7:30"}, "Did you mean 07:30? In the evening it is 19:30."),
        pytest.param("cost", {"cost": "a fiver"}, '"a fiver" is not a cost.', marks=IN_PROVE),
        ("you", {"how": ""}, "Choose how you know. A guess helps, too: say so."),
    ],
)
def test_what_is_wrong_is_said_on_its_own_page_and_the_answers_stay(
    page: str, answers: Answers, says: str, week: Week
) -> None:
    form = Telling(week)
    form.answer(secret="no")
    usual = {**WHAT, "organisation": "growers", "venue": "hall"}
    form.until(page, **usual)
    assert form.answer(**{**usual, **answers}) == 422
    assert [each for each in form.wrong if says in each], form.wrong
    assert f'id="wrong-{next(iter(answers))}"' in form.text
    for value in answers.values():
        assert not value or f'value="{value}"' in form.text


def test_a_group_is_found_by_typing_a_part_of_its_name(week: Week) -> None:
    for number in range(9):
        name = f"boroughs/ashmoor/organisations/other-{number}.yml"
        text = (week.desk.root / GROWERS).read_text().replace("The Growers", f"Choir {number}")
        (week.desk.root / name).write_text(text)
    form = Telling(week)
    form.answer(secret="no")
    form.answer(**WHAT)
    assert "The Growers" not in form.text
    form.answer(do="look", **{"find-organisation": "growrs"})
    assert 'value="growers"' in form.text
    assert "Choir 3" not in form.text
    form.answer(organisation="growers")
    assert form.page == "where"


def test_a_form_goes_on_under_its_secret_address_and_is_gone_after_seven_days(week: Week) -> None:
    form = Telling(week)
    form.answer(secret="no")
    form.answer(do="later", **WHAT)
    assert "It is kept." in form.text
    link = form.at.removesuffix("what/")
    week.day += dt.timedelta(days=6)
    again = week.client.get(link)
    assert again.status_code == 303
    assert again.location.endswith("/who/")
    assert 'value="Bean club"' in week.client.get(form.at).text
    week.day += dt.timedelta(days=2)
    assert week.client.get(form.at).status_code == 404


def test_a_half_filled_correction_goes_on_under_a_secret_address(week: Week) -> None:
    form = Telling(week, "/suggest/f/correct/ashmoor/gardening/")
    assert form.answer(do="keep", summary="Grow peas.") == 303
    assert form.at.startswith("/suggest/s/")
    assert 'value="Grow peas."' in form.text
    assert form.answer(how="run") == 200
    assert "Check your answers" in form.text
    data = {**week.fields(form.at), "summary": "Grow peas.", "how": "run", "sure": "yes"}
    first = week.client.post(form.at, data=data)
    second = week.client.post(form.at, data=data)
    assert first.location == second.location
    assert len(week.desk.store.waiting()) == 1


def test_it_may_be_one_that_is_there_already(week: Week) -> None:
    form = Telling(week)
    form.answer(secret="no")
    same = {
        **WHAT,
        "name": "The gardening",
        "organisation": "growers",
        "venue": "hall",
        "how": "run",
    }
    form.until("alike", **same)
    assert "Is it one of these?" in form.text
    assert "suggest/f/correct/ashmoor/gardening/" in form.text
    form.answer()
    assert form.page == "check"


def test_pressed_twice_it_is_sent_once(week: Week) -> None:
    form = Telling(week).told(join={"join.email": "a@example.org"})
    data = {**week.fields(form.at), "sure": "yes"}
    first = week.client.post(form.at, data=data)
    second = week.client.post(form.at, data=data)
    assert first.location == second.location
    assert len(week.desk.store.waiting()) == 1


def test_who_rang_about_something_new_has_checked_it(week: Week) -> None:
    form = Telling(week).told(join={"join.email": "a@example.org"})
    form.answer(sure="yes")
    mine = form.at
    (sent,) = week.desk.store.waiting()
    week.desk.accept(sent.id, "the team", rang=True)
    assert "checked:\n  on: 2026-11-22\n  by: team\n" in (week.desk.root / LISTING).read_text()
    assert 'href="../../../ashmoor/listing/bean-club/"' in week.client.get(mine).text


def test_two_of_one_name_get_ids_of_their_own(week: Week) -> None:
    for name in ("Bean club", "Bean, club"):
        form = Telling(week)
        form.told(what={**WHAT, "name": name}, join={"join.email": "a@example.org"})
        form.answer(sure="yes")
    pages = []
    for sent in week.desk.store.waiting():
        week.desk.accept(sent.id, "the team")
        accepted = week.desk.store.get(sent.id)
        assert accepted
        listing = week.desk.look(accepted).listing
        pages.append(listing.ref if listing else "")
    assert pages == ["ashmoor/bean-club", "ashmoor/bean-club-2"]
    assert {"ashmoor/bean-club", "ashmoor/bean-club-2"} <= set(
        week.desk.reading().directory.listings
    )


@pytest.mark.parametrize("week", ["live"], indirect=True)
def test_a_live_borough_gets_no_mark_of_an_example(week: Week) -> None:
    text = (week.desk.root / HALL).read_text().replace("near: ZA1 1", "postcode: ZA1 1AA")
    (week.desk.root / HALL).write_text(text.replace("example: yes\n", ""))
    for path in (GROWERS, GARDENING):
        file = week.desk.root / path
        file.write_text(file.read_text().replace("example: yes\n", ""))
    git(week.desk.root, "commit", "-qam", "real")
    form = Telling(week)
    assert "This borough is invented" not in form.text
    form.told(
        where={"venue": "new", "venue.name": "Bean Yard", "venue.postcode": "za1 1aa"},
        join={"join.phone": "020 7219 3001", "everyone": "yes"},
    )
    form.accepted()
    text = (week.desk.root / LISTING).read_text()
    assert "example" not in text
    assert "added: 2026-11-22\n" in text
    assert "checked" not in text


def test_a_tip_is_put_behind_the_others(week: Week) -> None:
    form = Telling(week, "/suggest/f/tip/ashmoor/gardening/")
    assert form.answer(how="saw") == 422
    assert form.wrong == ["Write the tip first."]
    form.answer(text="I sat by the window.", how="saw")
    assert "I sat by the window." in form.text
    form.answer(text="I sat by the window.", how="saw", sure="yes")
    (sent,) = week.desk.store.waiting()
    week.desk.accept(sent.id, "the team")
    tips = week.desk.root / "boroughs/ashmoor/voices/gardening.yml"
    assert tips.read_text() == (
        "tips:\n  - date: 2026-11-22\n    text: I sat by the window.\n"
        "    by: Someone who went\nexample: yes\n"
    )
    form = Telling(week, "/suggest/f/tip/ashmoor/gardening/")
    form.answer(text="Bring gloves.", by="Leon", how="saw", sure="yes")
    (sent,) = week.desk.store.waiting()
    week.desk.accept(sent.id, "the team")
    assert "    by: Leon\nexample: yes\n" in tips.read_text()
    found = week.desk.reading().directory.voices["ashmoor/gardening"].data.tips
    assert [each.text for each in found] == ["I sat by the window.", "Bring gloves."]


def test_a_problem_with_a_page_is_for_the_team_and_changes_no_file(week: Week) -> None:
    head = git(week.desk.root, "rev-parse", "HEAD")
    form = Telling(week, "/suggest/f/problem/ashmoor/?page=ashmoor/week/")
    assert 'value="ashmoor/week/"' in form.text
    form.at = "/suggest/f/problem/ashmoor/"
    assert form.answer(page="ashmoor/week/") == 422
    assert form.wrong == ["Write what is wrong first."]
    form.answer(page="ashmoor/week/", words="I cannot read it.", sure="yes")
    (sent,) = week.desk.store.waiting()
    assert (sent.kind, sent.public) == (Kind.PROBLEM, {"page": "ashmoor/week/"})
    week.desk.accept(sent.id, "the team")
    (sent,) = week.desk.store.decided()
    assert (sent.state, sent.commit) == (State.ACCEPTED, None)
    assert git(week.desk.root, "rev-parse", "HEAD") == head


def reviewing(week: Week) -> None:
    """Open the review with the code."""
    week.client.post("/review/", data={**week.fields("/review/"), "code": week.codes[-1]})


def test_the_team_sees_how_the_page_would_look_and_what_it_may_be_already(week: Week) -> None:
    for name in ("The gardening", "Gardening the"):
        form = Telling(week)
        form.told(what={**WHAT, "name": name}, join={"join.email": "a@example.org"})
        form.answer(sure="yes")
    first, second = week.desk.store.waiting()
    page = f"/review/{second.id}/page/"
    assert week.client.get(page).status_code == 404
    reviewing(week)
    review = week.client.get(f"/review/{second.id}/")
    assert '<iframe class="looks" src="page/"' in review.text
    assert ">Gardening</a>" in review.text
    assert f"The gardening, sent as {first.id}" in review.text
    answer = week.client.get(page)
    assert "Gardening the" in answer.text
    assert "We grow beans." in week.client.get("/review/").text
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert review.headers["X-Frame-Options"] == "DENY"


def test_the_team_changes_what_is_new_before_it_accepts(week: Week) -> None:
    form = Telling(week).told(
        who={"organisation": "new", "organisation.name": "Bean Peple"},
        when=WHEN,
        join={"join.email": "a@example.org"},
    )
    form.answer(sure="yes")
    (sent,) = week.desk.store.waiting()
    reviewing(week)
    team = Telling(week, f"/review/{sent.id}/change/")
    assert 'value="Bean Peple"' in team.text
    parts = re.findall(r"<summary>([^<]*)</summary>", team.text)
    assert parts[:4] == ["First of all", "What is it?", "Who runs it?", "Where is it?"]
    assert all(parts)
    assert team.answer(**{"when.0.from": "7:30"}) == 422
    assert team.answer(**{"organisation.name": "Bean People"}) == 303
    assert "Bean People" in team.text
    assert "it was changed before it is accepted, by the review" in team.text
    week.desk.accept(sent.id, "the team")
    directory = week.desk.reading().directory
    assert directory.organisations["ashmoor/bean-people"].data.name == "Bean People"
    assert directory.listings["ashmoor/bean-club"].data.organisation == "bean-people"
    assert str(directory.listings["ashmoor/bean-club"].data.when[0].from_time) == "19:00:00"


def test_the_team_changes_a_correction_and_a_tip_before_it_accepts(week: Week) -> None:
    for address, sent, changed in (
        ("correct/ashmoor/gardening", {"summary": "Grow peas."}, {"summary": "Grow beans."}),
        ("tip/ashmoor/gardening", {"text": "Sit by the window."}, {"text": "Sit by the door."}),
    ):
        form = Telling(week, f"/suggest/f/{address}/")
        form.answer(**sent, how="saw", sure="yes")
        (waiting,) = week.desk.store.waiting()
        reviewing(week)
        team = Telling(week, f"/review/{waiting.id}/change/")
        (old,), (new,) = sent.values(), changed.values()
        assert old in team.text
        assert team.answer(**changed) == 303
        if waiting.kind is Kind.TIP:  # somebody's own words
            (waiting,) = week.desk.store.waiting()
            week.desk.answer_words(waiting, week.desk.words(waiting).of, yes=True)
        week.desk.accept(waiting.id, "the team")
        said = git(week.desk.root, "show", "--format=")
        assert new in said
        assert old not in said


def test_the_team_changes_any_listing_by_the_same_form(week: Week) -> None:
    assert week.client.get("/review/edit/ashmoor/gardening/").status_code == 303
    reviewing(week)
    found = week.client.get("/review/?find=gardenin").text
    assert "review/edit/ashmoor/gardening/" in found
    team = Telling(week, "/review/edit/ashmoor/gardening/")
    assert team.answer() == 422
    assert team.answer(summary="Grow peas.") == 303
    assert "The team changed it" in team.text
    assert week.desk.accept(team.page, "the team")
    assert "summary: Grow peas." in (week.desk.root / GARDENING).read_text()


def test_a_message_that_was_pasted_waits_in_the_review(week: Week) -> None:
    reviewing(week)
    team = Telling(week, "/review/")
    assert team.answer(message="Hello, it is me.") == 422
    assert "This is no message about a listing." in team.wrong[0]
    assert "Hello, it is me.</textarea>" in team.text
    words = "Connect & Do: it has stopped\nAbout: Gardening\nHow do you know: I run it"
    assert team.answer(message=words) == 303
    assert "It has stopped: Gardening" in team.text
    assert "I run it" in team.text


def test_moments_are_said_in_the_time_of_london(week: Week) -> None:
    week.day = dt.date(2027, 7, 5)
    week.send("once")
    reviewing(week)
    assert "sent on 5 July at 10:00" in week.client.get("/review/").text


def test_words_of_danger_show_help_on_any_page(week: Week, root: Any) -> None:
    file = "content/vocabulary/crisis.yml"
    (week.desk.root / file).write_bytes((root / file).read_bytes())
    form = Telling(week)
    form.answer(secret="no")
    form.answer(**{**WHAT, "summary": "I want to kill myself"})
    assert "Talk to somebody now." in form.text
    assert 'href="tel:999"' in form.text


def test_an_unknown_borough_or_page_is_said_in_a_sentence(week: Week) -> None:
    for address in ("/suggest/f/new/nowhere/", "/suggest/f/problem/nowhere/"):
        answer = week.client.get(address)
        assert (answer.status_code, answer.text) == (404, 'There is no borough "nowhere" here.\n')
    form = Telling(week)
    form.answer(secret="no")
    answer = week.client.get(form.at.replace("what", "waht"))
    assert (answer.status_code, answer.text) == (404, "There is no such page of the form.\n")


def test_no_sentence_of_a_form_speaks_of_files(week: Week) -> None:
    form = Telling(week)
    form.answer(secret="no")
    seen: list[str] = []
    for answers in (
        {},
        {**WHAT, "name": "x" * 99, "kind": "grop"},
        WHAT,
        {},
        {"organisation": "nobody-here"},
        {"organisation": "new"},
        {"organisation": "growers"},
        {},
        {"venue": "nowhere"},
        {"venue": "new", "venue.near": "near the park"},
        {"venue": "hall"},
        {"when.0.every": "Tusday", "when.0.to": "10", "when.0.on": "soon"},
        {"when.0.every": "Tuesday", "when.0.from": "10:00", "when.0.to": "09:00"},
        {"when.0.to": "11:00"},
        {"cost": "a fiver"},
        {"cost": "free"},
        {"join.phone": "12", "join.email": "me", "join.website": "x", "everyone": "yes"},
        {},
    ):
        form.answer(**{**{"when.0.on": ""}, **answers} if form.page == "when" else answers)
        seen += form.wrong
    assert len(seen) > 10
    for each in seen:
        assert not re.search(r"boroughs/|\.md|\.yml|front matter|formerly|: yes|\bID\b", each), each
