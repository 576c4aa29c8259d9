"""What is no change of a listing: its forms, its sender's page, and who of the team may see it."""

from __future__ import annotations

import datetime as dt
import html
import logging
import re
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from desk_week import Week
from in_git import git
from site_builds import ROOT
from small_project import BOROUGH
from stored import bytes_of, disk_full
from test_hostile_forms import files_of, token_of
from test_something_new import reviewing

from connectdo.contribute.intake.entrance import TerminalEntrance
from connectdo.contribute.intake.lanes import due_day, due_of
from connectdo.contribute.intake.matter_questions import QUESTIONS
from connectdo.contribute.intake.shown_matters import SENTENCES
from connectdo.contribute.store import store_matters
from connectdo.contribute.store.store_matters import Matter, MatterLane, MatterState
from connectdo.contribute.store.store_reviewers import Person, Role
from connectdo.data.model import Borough
from connectdo.derive.dates import LONDON
from connectdo.pages.borough_pages import someone_with_you_view, team_box
from connectdo.pages.listing_page import listing_view
from connectdo.pages.prose_pages import crisis_view, suggest_view
from connectdo.told.crisis_contacts import quiet_line
from connectdo.told.publication import HERE, Publication, Settings

TEAM = "team:\n  name: The Ashmoor team\n  phone: 020 7219 3000\n"
OFFER = "  get_in_touch: {answered_by: the social prescribing team, within: 3}\n"
FORMS = {lane: f"/suggest/f/{lane}/ashmoor/" for lane in MatterLane} | {
    MatterLane.COME: "/suggest/f/come/ashmoor/kites/",
    MatterLane.REPLY: "/suggest/f/reply/ashmoor/zips/",
}
ANSWERS: dict[MatterLane, dict[str, Any]] = {
    MatterLane.WORRY: {"words": "Zzwordone", "page": "Zzpageone", "reach": "zzreachone"},
    MatterLane.TAKE_DOWN: {"words": "Zzwordtwo", "page": "Zzpagetwo", "reach": "zzreachtwo"},
    MatterLane.COMPLAINT: {"words": "Zzwordthree", "reach": "zzreachthree"},
    MatterLane.REPORT: {"words": "Zzwordfour", "page": "Zzpagefour", "reach": "zzreachfour"},
    MatterLane.TOUCH: {
        "name": "Zznamefive",
        "how": "mail",
        "reach": "zzreachfive@example.org",
        "times": "zztimesfive",
        "company": "yes",
        "whom": "supporter",
    },
    MatterLane.COME: {"name": "Zznamesix", "reach": "zzreachsix@example.org"},
    MatterLane.REPLY: {"name": "Zznameseven", "reach": "zzreachseven@example.org", "words": "Zz7"},
}
CANARIES = {
    lane: [word for word in answers.values() if word.lower().startswith("zz")]
    for lane, answers in ANSWERS.items()
}
EACH = pytest.mark.parametrize("lane", MatterLane)

LEAD = Person("R-2MMM", "Lee", "lee@example.org", {"ashmoor": Role.LEAD})
DEPUTY = Person("R-2DDD", "Dee", "dee@example.org", {"ashmoor": Role.DEPUTY})
REVIEWER = Person("R-2RRR", "Ray", "ray@example.org", {"ashmoor": Role.REVIEWER})
ELSEWHERE = Person("R-2FFF", "Eve", "eve@example.org", {"birchley": Role.LEAD})

SignIn = Callable[[Person], None]


@pytest.fixture
def week(week: Week) -> Week:
    """The desk of every test, in a borough that offers to get in touch."""
    file = week.desk.root / BOROUGH
    file.write_text(file.read_text().partition("team:")[0] + TEAM + OFFER)
    return week


@pytest.fixture
def danger(week: Week) -> None:
    """The site knows words of danger."""
    crisis = "content/vocabulary/crisis.yml"
    shutil.copy(ROOT / crisis, week.desk.root / crisis)


@pytest.fixture
def sign_in(monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Somebody of a team is in, as they will be once they sign in by name."""
    return lambda person: monkeypatch.setattr(TerminalEntrance, "person", lambda _: person)


def send(week: Week, lane: MatterLane, about: str = "", **other: Any) -> str:
    """Fill in the form of a lane as a browser would, and send it; the sender's own page."""
    address = FORMS[lane] + (f"?about={about}" if about else "")
    data = {**week.fields(address), **ANSWERS[lane], **other}
    answer = week.client.post(address, data=data)
    assert answer.status_code == 303, answer.text
    return str(answer.location).partition("?")[0]


def the_one(week: Week) -> Matter:
    (found,) = week.desk.store.matters.open_in("ashmoor", tuple(MatterLane))
    return found


def press(week: Week, matter: Matter, do: str, **chosen: str) -> Any:
    address = f"/review/matters/{matter.id}/"
    data = {"token": token_of(week, address), "do": do, **chosen}
    return week.client.post(address, data=data)


def text_of_page(week: Week, address: str) -> str:
    """What stands on a page, as it is read."""
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", week.client.get(address).text)).split())


# ---- a person asks to be got in touch with ----


def test_somebody_asks_to_be_got_in_touch_with_and_is(week: Week, sign_in: SignIn) -> None:
    form = text_of_page(week, f"{FORMS[MatterLane.TOUCH]}?about=ashmoor/gardening")
    assert "You hear from the social prescribing team within 3 working days." in form
    assert "You need not say anything about your health." in form
    assert "You come from the page “Gardening”. We see that, too." in form
    mine = send(week, MatterLane.TOUCH, "ashmoor/gardening")
    sent = text_of_page(week, f"{mine}?thanks")
    assert "Thank you. We have it." in sent
    assert (
        "It goes to the social prescribing team. You hear from them by Wednesday 25 November."
    ) in sent
    matter = the_one(week)
    assert matter.about == "ashmoor/listing/gardening/"
    assert f"Your reference is {matter.id} ." in sent

    sign_in(REVIEWER)
    assert "What else people sent: 1 open" in text_of_page(week, "/review/")
    assert f"Please get in touch: {matter.id}" in text_of_page(week, "/review/matters/")
    page = text_of_page(week, f"/review/matters/{matter.id}/")
    for told in ("Zznamefive", "By e-mail", "zzreachfive@example.org", "zztimesfive"):
        assert told in page
    assert "I would like company there" in page
    assert "For somebody I support. They said yes to this." in page
    assert press(week, matter, "note", did="no-answer").status_code == 200
    assert press(week, matter, "contacted").status_code == 200
    assert "We got in touch with you." in text_of_page(week, mine)
    answer = press(week, matter, "close", sentence="spoke")
    assert "It is closed, and the sender can read your sentence." in answer.text
    assert "We spoke with you, and agreed what comes next." in text_of_page(week, mine)
    assert [(each.by, each.what) for each in week.desk.store.audit.of(matter.id)] == [
        ("R-2RRR", "did: no-answer"),
        ("R-2RRR", "contacted"),
        ("R-2RRR", "closed: spoke"),
    ]
    assert "Nothing is open." in text_of_page(week, "/review/matters/")


WRONG = (
    ({"name": " "}, "Write a first name."),
    ({"how": "pigeon"}, "Choose how we may reach you."),
    ({"how": "mail", "reach": "020 7946 0123"}, "An e-mail address has an @ in it."),
    ({"how": "call", "reach": "0207"}, "This is too short for a phone number."),
    ({"whom": "nobody"}, "Choose who it is for."),
)


def test_what_is_missing_is_said_and_all_answers_stay(week: Week) -> None:
    address = FORMS[MatterLane.TOUCH]
    for answers, says in WRONG:
        data = {**week.fields(address), **ANSWERS[MatterLane.TOUCH], **answers}
        answer = week.client.post(address, data=data)
        assert answer.status_code == 422
        assert says in answer.text
        assert 'value="zztimesfive"' in answer.text
    assert week.desk.store.matters.open_in("ashmoor", tuple(MatterLane)) == []


def test_a_number_of_another_country_is_taken(week: Week) -> None:
    send(week, MatterLane.TOUCH, how="text", reach="+48 601 000 000")
    assert week.desk.store.matters.words_of(the_one(week).id)["reach"] == "+48 601 000 000"


# ---- what is offered, and where ----


def of_site(week: Week, forms: str = HERE) -> Publication:
    site = week.desk.published()
    assert site
    old = site.publication
    settings = Settings("A site", "", "", forms=forms)
    return Publication(old.directory, old.today, old.site, settings, old.assets)


def links_on(publication: Publication) -> list[object]:
    listing = publication.directory.listings["ashmoor/gardening"]
    links = publication.site.links_from("ashmoor/")
    box, someone = team_box(publication, "ashmoor", links), None
    assert box
    if team := someone_with_you_view(publication, "ashmoor").team:
        someone = team.touch
    return [listing_view(publication, listing).touch, box.touch, someone]


def test_every_page_of_a_borough_that_offers_it_leads_to_the_form(week: Week) -> None:
    hrefs = [str(getattr(each, "href", "")) for each in links_on(of_site(week))]
    assert hrefs == [
        "../../../suggest/f/touch/ashmoor/?about=ashmoor/gardening",
        "../suggest/f/touch/ashmoor/",
        "../../suggest/f/touch/ashmoor/",
    ]
    assert links_on(of_site(week, "https://forms.example.org/"))[1] is not None


@pytest.mark.parametrize("team", ["", TEAM])
def test_nothing_is_offered_where_borough_yml_says_nothing(week: Week, team: str) -> None:
    file = week.desk.root / BOROUGH
    file.write_text(file.read_text().partition("team:")[0] + team)
    publication = of_site(week)
    listing = publication.directory.listings["ashmoor/gardening"]
    assert listing_view(publication, listing).touch is None
    assert not team or links_on(publication) == [None, None, None]
    for address in (FORMS[MatterLane.TOUCH], "/suggest/f/touch/"):
        answer = week.client.get(address)
        assert answer.status_code == 404
        assert "answers this" in answer.text
    token = token_of(week, FORMS[MatterLane.TOUCH])
    data = {"token": token, **ANSWERS[MatterLane.TOUCH]}
    assert week.client.post(FORMS[MatterLane.TOUCH], data=data).status_code == 404
    assert week.desk.store.matters.sent_with("x") is None
    assert week.client.get(FORMS[MatterLane.WORRY]).status_code == 200


def test_without_an_intake_nothing_leads_to_a_form(week: Week) -> None:
    publication = of_site(week, "")
    assert links_on(publication) == [None, None, None]
    assert crisis_view(publication).worry is None
    assert suggest_view(publication).lanes == ()


def test_the_crisis_page_and_the_entrance_lead_to_the_lanes(week: Week) -> None:
    publication = of_site(week)
    worry = crisis_view(publication).worry
    assert worry is not None
    assert worry.href == "../suggest/f/worry/"
    found = [link.href for link in suggest_view(publication).lanes]
    assert found == [f"../suggest/f/{lane}/" for lane in ("worry", "report", "take-down",
                                                         "complaint")]  # fmt: skip
    # There is one borough, so that nobody is asked which.
    assert week.client.get("/suggest/f/worry/").location == FORMS[MatterLane.WORRY]


def test_of_several_boroughs_somebody_chooses_one(week: Week) -> None:
    other = week.desk.root / "boroughs/birchley/borough.yml"
    other.parent.mkdir()
    other.write_text("schema: 1\nname: Birchley\ngss: E09000902\nstatus: demonstration\n")
    page = week.client.get("/suggest/f/worry/").text
    assert 'href="../../../suggest/f/worry/birchley/"' in page
    assert "Nobody reads this at night." in page
    assert week.client.get("/suggest/f/touch/").location == FORMS[MatterLane.TOUCH]


# ---- by which day ----


@pytest.mark.parametrize(
    ("lane", "sent", "day"),
    [
        (MatterLane.WORRY, "2026-11-22 09:00", "2026-11-22"),
        (MatterLane.WORRY, "2026-11-22 17:00", "2026-11-23"),
        (MatterLane.WORRY, "2026-11-22 23:59", "2026-11-23"),
        (MatterLane.TAKE_DOWN, "2026-11-22 23:59", "2026-11-24"),
        (MatterLane.REPORT, "2026-11-22 09:00", "2026-11-27"),
        (MatterLane.COMPLAINT, "2026-11-22 09:00", "2026-12-22"),
        (MatterLane.TOUCH, "2026-11-16 09:00", "2026-11-19"),  # Monday
        (MatterLane.TOUCH, "2026-11-19 09:00", "2026-11-24"),  # Thursday, and a weekend
        (MatterLane.TOUCH, "2026-12-24 09:00", "2026-12-31"),  # Christmas; Boxing Day on Monday
        (MatterLane.REPORT, "2026-10-24 23:30", "2026-10-29"),  # the clocks go back
    ],
)
def test_a_day_is_promised_by_lane_and_ends_at_midnight_in_london(
    lane: MatterLane, sent: str, day: str
) -> None:
    borough = Borough.model_validate(
        {
            "schema": "1",
            "name": "Ashmoor",
            "gss": "E09000901",
            "status": "live",
            "team": {
                "name": "We",
                "get_in_touch": {"answered_by": "link workers", "within": "3"},
            },
        }
    )
    now = dt.datetime.fromisoformat(sent).replace(tzinfo=LONDON)
    due = due_of(lane, borough, now)
    matter = Matter("", lane, "ashmoor", "", MatterState.RECEIVED, now, due, None, "")
    assert due_day(matter) == dt.date.fromisoformat(day)
    last = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(23, 59), LONDON)
    assert not matter.late(last)
    assert matter.late(last + dt.timedelta(minutes=1))


NOT_YET = {
    MatterLane.WORRY: "We said by Sunday 22 November, and nobody has looked at it yet.",
    MatterLane.TAKE_DOWN: "We said by Tuesday 24 November, and nobody has decided yet.",
    MatterLane.COMPLAINT: "We said by Tuesday 22 December, and nobody has told you that it was "
    "read.",
    MatterLane.REPORT: "We said by Friday 27 November, and nobody has decided yet.",
    MatterLane.TOUCH: "We said by Wednesday 25 November, and nobody has got in touch with you yet.",
    MatterLane.COME: "We said by Sunday 6 December, and nobody has told you how it stands.",
    MatterLane.REPLY: "We said by Friday 27 November, and nobody has told you what they said.",
}


@EACH
def test_a_day_late_is_said_to_the_sender_and_to_the_team(
    week: Week, lane: MatterLane, sign_in: SignIn
) -> None:
    mine, matter = send(week, lane), the_one(week)
    week.day = due_day(matter)
    assert "We are sorry." not in text_of_page(week, mine)
    week.day += dt.timedelta(days=1)
    said = text_of_page(week, mine)
    assert f"{NOT_YET[lane]} We are sorry. You can ring them." in said
    assert "020 7219 3000" in said
    assert "It goes to" not in said
    sign_in(LEAD)
    assert "1 open, 1 late" in text_of_page(week, "/review/")
    lanes = text_of_page(week, "/review/matters/")
    assert "1 open. 1 late: look at those first." in lanes
    assert "Late by 1 day." in lanes
    press(week, matter, "close", sentence=next(iter(SENTENCES[lane])))
    assert "We are sorry. You can" not in text_of_page(week, mine)


def test_what_is_late_stands_first_in_its_lane(week: Week, sign_in: SignIn) -> None:
    send(week, MatterLane.TOUCH, name="first")
    week.day += dt.timedelta(days=4)
    send(week, MatterLane.TOUCH, name="second")
    send(week, MatterLane.COMPLAINT)
    first, second = week.desk.store.matters.open_in("ashmoor", [MatterLane.TOUCH])
    week.desk.store.matters.acknowledge(second.id, "", week.desk.now())
    sign_in(REVIEWER)
    page = text_of_page(week, "/review/matters/")
    assert page.index(first.id) < page.index("Late by 1 day.") < page.index(second.id)
    assert page.count("Late by") == 1
    assert page.index(second.id) < page.index("Complaints about data")


def test_a_complaint_is_acknowledged_and_names_who_is_above_us(week: Week, sign_in: SignIn) -> None:
    mine = send(week, MatterLane.COMPLAINT)
    assert "By Tuesday 22 December you read here that they have it in hand" in text_of_page(
        week, mine
    )
    sign_in(REVIEWER)
    press(week, the_one(week), "acknowledge")
    week.day += dt.timedelta(days=99)
    said = text_of_page(week, mine)
    assert "Somebody has read it, and looks into it." in said
    assert "Information Commissioner's Office" in said
    assert "We are sorry" not in said


# ---- a worry, and danger ----


@pytest.mark.usefixtures("danger")
def test_a_worry_says_first_that_nobody_reads_at_night_and_whom_to_ring(week: Week) -> None:
    page = week.client.get(FORMS[MatterLane.WORRY]).text
    first = page.index("Nobody reads this at night. If it is now, ring:")
    assert page.index("<h1") < first < page.index("999", first) < page.index("<form")
    sent = week.client.get(send(week, MatterLane.WORRY)).text
    assert "Nobody reads this at night. If it is now, ring:" in sent
    said = html.unescape(sent)
    assert "the safeguarding lead of Ashmoor, and the deputy, and to nobody else" in said


@pytest.mark.usefixtures("danger")
def test_a_way_to_help_says_its_number_once(week: Week) -> None:
    for address in (FORMS[MatterLane.WORRY], send(week, MatterLane.WORRY)):
        said = text_of_page(week, address).partition("If it is now, ring:")[2]
        first = "Ring 999 Ring NHS 111, then press 2 Samaritans 116 123 text SHOUT to 85258"
        assert said.strip().startswith(first)
    file = week.desk.root / "content/vocabulary/crisis.yml"
    for name, number in (("NHS 111, then press 2", "111"), ("Samaritans", "116 123")):
        file.write_text(file.read_text().replace("quiet_line: Samaritans", f"quiet_line: {name}"))
        assert quiet_line(of_site(week)).count(number) == 1
        shutil.copy(ROOT / "content/vocabulary/crisis.yml", file)


@pytest.mark.usefixtures("danger")
@pytest.mark.parametrize("where", ["name", "times"])
def test_words_of_danger_put_help_first_and_are_sent_all_the_same(week: Week, where: str) -> None:
    cry = {where: "I want to die"}
    mine = send(week, MatterLane.TOUCH, **cry)
    page = week.client.get(mine).text
    assert page.index("somebody may be in danger") < page.index("<h1")
    assert "I want to die" not in page
    data = {**week.fields(FORMS[MatterLane.TOUCH]), **ANSWERS[MatterLane.TOUCH], **cry, "how": ""}
    form = week.client.post(FORMS[MatterLane.TOUCH], data=data).text
    assert form.index("somebody may be in danger") < form.index("<h1")
    quiet = week.client.get(send(week, MatterLane.TOUCH)).text
    assert "somebody may be in danger" not in quiet


@pytest.mark.parametrize("person", [REVIEWER, ELSEWHERE], ids=["a reviewer", "another borough's"])
def test_a_worry_is_not_there_for_whoever_is_neither_lead_nor_deputy(
    week: Week, sign_in: SignIn, person: Person
) -> None:
    mine = send(week, MatterLane.WORRY)
    matter = the_one(week)
    sign_in(person)
    unknown = week.client.get("/review/matters/ASH-A2222/")
    answer = week.client.get(f"/review/matters/{matter.id}/")
    assert (answer.status_code, answer.text) == (404, unknown.text)
    for do in ("note", "acknowledge", "contacted", "close", "erase"):
        refused = press(week, matter, do, did="spoke", sentence="done")
        assert (refused.status_code, refused.text) == (404, unknown.text)
    for address in ("/review/", "/review/matters/", f"/review/{matter.id}/"):
        page = week.client.get(address).text
        for told in (matter.id, "orries", "1 open", *CANARIES[MatterLane.WORRY]):
            assert told not in page
    assert the_one(week) == matter
    assert week.desk.store.audit.of(matter.id) == []
    assert "We have it." in week.client.get(mine).text


@pytest.mark.parametrize("person", [LEAD, DEPUTY], ids=["lead", "deputy"])
def test_each_opening_of_a_worry_is_noted(week: Week, sign_in: SignIn, person: Person) -> None:
    send(week, MatterLane.WORRY)
    matter = the_one(week)
    sign_in(person)
    assert matter.id in week.client.get("/review/matters/").text
    for _ in range(2):
        page = week.client.get(f"/review/matters/{matter.id}/").text
        assert all(word in page for word in CANARIES[MatterLane.WORRY])
    noted = week.desk.store.audit.of(matter.id)
    assert [(each.by, each.what, each.borough) for each in noted] == [
        (person.id, "opened", "ashmoor")
    ] * 2
    assert "it was opened, by somebody of a team" in page
    assert person.id not in page


def test_no_matter_is_there_for_another_boroughs_team(week: Week, sign_in: SignIn) -> None:
    for lane in MatterLane:
        send(week, lane)
    matters = week.desk.store.matters.open_in("ashmoor", tuple(MatterLane))
    sign_in(ELSEWHERE)
    lanes = week.client.get("/review/matters/").text
    for matter in matters:
        assert matter.id not in lanes
        assert week.client.get(f"/review/matters/{matter.id}/").status_code == 404
        assert press(week, matter, "acknowledge").status_code == 404
    sign_in(LEAD)
    for matter in matters:
        assert week.client.get(f"/review/matters/{matter.id}/").status_code == 200


# ---- where nobody can read it now ----


def refused(week: Week, lane: MatterLane, **other: Any) -> str:
    """The page of somebody whose words could not be taken; they send them again, and they go."""
    data = {**week.fields(FORMS[lane]), **ANSWERS[lane], **other}
    answer = week.client.post(FORMS[lane], data=data)
    assert answer.status_code == 503
    assert answer.mimetype == "text/html"
    page = html.unescape(answer.text)
    for word in CANARIES[lane]:
        assert f'value="{word}"' in page or f">{word}</textarea>" in page
    for name in ("how", "company", "whom"):
        if name in ANSWERS[lane]:
            assert f'name="{name}" value="{ANSWERS[lane][name]}" checked' in page
    assert "020 7219 3000" in page.partition('id="team"')[2]
    assert week.desk.store.matters.open_in("ashmoor", [lane]) == []
    return page


@pytest.mark.usefixtures("danger")
@EACH
def test_a_full_lane_gives_the_form_back_filled_and_says_whom_to_ring(
    week: Week, lane: MatterLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_matters, "MOST_OPEN", 0)
    page = refused(week, lane)
    for_a_person = lane in (MatterLane.WORRY, MatterLane.TOUCH)
    says = (
        "Nobody can read this just now. Ring 020 7219 3000."
        if for_a_person
        else "More waits here than we can read just now. Ring 020 7219 3000, or send it again in "
        "some days."
    )
    assert f"{says} It was not sent: your words are still here." in page
    head = page.partition("<h1")[2].partition("<form")[0]
    assert ("If it is now, ring:" in head and 'href="tel:999"' in head) is for_a_person
    assert "Nobody reads this at night." not in page
    assert "There is something to put right" not in page
    monkeypatch.undo()
    token = re.findall(r'name="token" value="([^"]*)"', page)[0]
    again = week.client.post(FORMS[lane], data={**ANSWERS[lane], "token": token})
    assert again.status_code == 303
    assert the_one(week).lane is lane


@pytest.mark.usefixtures("danger")
def test_a_cry_to_a_full_lane_is_answered_with_help_first_and_once(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_matters, "MOST_OPEN", 0)
    for lane, cry in ((MatterLane.TOUCH, {"times": "I want to die"}),
                      (MatterLane.REPORT, {"reach": "I want to die"})):  # fmt: skip
        data = {**week.fields(FORMS[lane]), **ANSWERS[lane], **cry}
        page = week.client.post(FORMS[lane], data=data).text
        assert page.index("somebody may be in danger") < page.index("<h1")
        assert page.partition("<form")[0].count('href="tel:999"') == 1


@pytest.mark.usefixtures("danger")
def test_a_full_disk_keeps_nobodys_words_from_them(week: Week) -> None:
    week.fields(FORMS[MatterLane.WORRY])
    with disk_full():
        page = refused(week, MatterLane.WORRY)
    assert "Nobody can read this just now. Ring 020 7219 3000." in page
    with disk_full():
        page = refused(week, MatterLane.COMPLAINT)
    assert "We cannot keep it just now. Ring 020 7219 3000, or send it again in an hour." in page


def test_without_a_telephone_a_full_lane_says_when_to_try_again(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = week.desk.root / BOROUGH
    file.write_text(file.read_text().partition("team:")[0])
    monkeypatch.setattr(store_matters, "MOST_OPEN", 0)
    data = {**week.fields(FORMS[MatterLane.WORRY]), **ANSWERS[MatterLane.WORRY]}
    page = week.client.post(FORMS[MatterLane.WORRY], data=data).text
    assert "Nobody can read this just now. Try again later. It was not sent" in page


# ---- who sees what was written ----


def test_private_words_are_on_the_matters_own_page_and_nowhere_else(
    week: Week,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    alerted: list[str] = []
    week.desk.alert = lambda matter: alerted.append(repr(matter))
    senders = [send(week, lane) for lane in MatterLane]
    matters = week.desk.store.matters.open_in("ashmoor", tuple(MatterLane))
    assert len(alerted) == len(matters) == len(MatterLane)
    reviewing(week)
    own = {each.lane: week.client.get(f"/review/matters/{each.id}/").text for each in matters}
    pages = [week.client.get(each).text for each in senders]
    for each in matters:
        pages.append(press(week, each, "note").text.partition("What they wrote")[0])
        press(week, each, "note", did="wrote")
        press(week, each, "close", sentence=next(iter(SENTENCES[each.lane])))
    pages += [week.client.get(each).text for each in (*senders, *FORMS.values(), "/review/")]
    pages += [week.client.get(each).text for each in ("/review/matters/", "/suggest/f/worry/")]
    noted = str([week.desk.store.audit.of(each.id) for each in matters])
    git(week.desk.root, "add", "-A")
    every = ("git", "cat-file", "--batch-all-objects", "--batch")
    objects = subprocess.run(every, cwd=week.desk.root, capture_output=True, check=True).stdout
    assert b"schema: 1" in objects
    out = capfd.readouterr()
    for lane, words in CANARIES.items():
        assert words
        for word in words:
            assert word in own[lane]
            assert not [other for other in MatterLane if other != lane and word in own[other]]
            assert not [at for at, page in enumerate(pages) if word in page], word
            assert word not in noted + str(alerted) + str(matters)
            assert word.encode() not in objects
            assert word not in caplog.text + out.out + out.err
            assert not [file for file, data in files_of(week.desk.root) if word.encode() in data]


def test_nothing_of_a_matter_changes_the_repository(week: Week) -> None:
    head = git(week.desk.root, "rev-parse", "HEAD")
    before = git(week.desk.root, "status", "--porcelain")
    for lane in MatterLane:
        send(week, lane)
    assert git(week.desk.root, "rev-parse", "HEAD") == head
    assert git(week.desk.root, "status", "--porcelain") == before
    assert week.desk.store.waiting() == []


def test_the_log_takes_no_words_but_our_own(week: Week, sign_in: SignIn) -> None:
    send(week, MatterLane.TOUCH)
    matter = the_one(week)
    sign_in(REVIEWER)
    for do, chosen in (("note", {"did": "zzfree"}), ("close", {"sentence": "zzfree"}), ("x", {})):
        assert press(week, matter, do, **chosen).status_code == 422
    assert week.desk.store.audit.of(matter.id) == []
    assert the_one(week).state is MatterState.RECEIVED


# ---- erased ----

MONTH = (MatterLane.TOUCH, MatterLane.COME, MatterLane.REPLY)


@pytest.mark.parametrize(
    ("lane", "days"),
    [(lane, 30 if lane in MONTH else 90) for lane in MatterLane],
)
def test_words_go_when_the_review_is_opened_after_their_time_but_a_worrys(
    week: Week, lane: MatterLane, days: int
) -> None:
    send(week, lane)
    matter, folder = the_one(week), week.desk.root / ".intake"
    reviewing(week)
    last = "contacted" if lane is MatterLane.TOUCH else "close"
    press(week, matter, last, sentence=next(iter(SENTENCES[lane])))
    week.day += dt.timedelta(days=days)
    week.client.get("/review/")
    assert week.desk.store.matters.words_of(matter.id)
    week.day += dt.timedelta(days=1)
    week.client.get("/review/")
    kept = [name for name, data in bytes_of(folder).items() if CANARIES[lane][0].encode() in data]
    page = text_of_page(week, f"/review/matters/{matter.id}/")
    if lane is not MatterLane.WORRY:
        assert kept == []
        assert "It is erased." in page
        return
    assert kept != []
    assert "It is erased." not in page
    assert "What they wrote is erased." in press(week, matter, "erase").text
    assert not [
        name for name, data in bytes_of(folder).items() if CANARIES[lane][0].encode() in data
    ]
    assert week.desk.store.audit.of(matter.id)[-1].what == "erased"


def test_nothing_is_erased_by_a_press_before_it_is_closed(week: Week, sign_in: SignIn) -> None:
    send(week, MatterLane.WORRY)
    sign_in(LEAD)
    assert press(week, the_one(week), "erase").status_code == 422
    assert week.desk.store.matters.words_of(the_one(week).id)


# ---- who sends it twice, and who only looks ----


def test_pressed_twice_is_one_matter_and_one_alert(week: Week) -> None:
    alerts: list[str] = []
    week.desk.alert = lambda matter: alerts.append(matter.id)
    for lane in MatterLane:
        data = {**week.fields(FORMS[lane]), **ANSWERS[lane]}
        first = week.client.post(FORMS[lane], data=data).location
        again = week.client.post(FORMS[lane], data={**data, "words": "Evil", "name": ""})
        assert again.location == first
    matters = week.desk.store.matters.open_in("ashmoor", tuple(MatterLane))
    assert sorted(alerts) == sorted(each.id for each in matters)
    assert len(matters) == len(MatterLane)


def test_a_program_that_opens_everything_changes_nothing(week: Week) -> None:
    senders = [send(week, lane) for lane in MatterLane]
    before = week.desk.store.matters.open_in("ashmoor", tuple(MatterLane))
    addresses = [*senders, *FORMS.values(), "/review/matters/"]
    addresses += [f"/review/matters/{each.id}/" for each in before]
    addresses += [f"/suggest/f/{lane}/" for lane in MatterLane]
    for address in addresses:
        for ask in (week.client.get, week.client.head):
            ask(address)
            ask(f"{address}?do=close&sentence=done&sure=yes")
        assert week.client.post(address, data={"do": "close"}).status_code in (200, 303, 400, 405)
    assert week.desk.store.matters.open_in("ashmoor", tuple(MatterLane)) == before
    assert [each for one in before for each in week.desk.store.audit.of(one.id)] == []


def test_a_form_wants_a_token_of_its_own_address(week: Week) -> None:
    for lane in MatterLane:
        for token in ("", "x", token_of(week, f"{FORMS[lane]}x/")):
            answer = week.client.post(FORMS[lane], data={**ANSWERS[lane], "token": token})
            assert answer.status_code == 400
    assert week.desk.store.matters.open_in("ashmoor", tuple(MatterLane)) == []


def test_an_idea_takes_names_until_it_ends_and_says_then_that_it_takes_no_more(
    week: Week,
) -> None:
    week.day = dt.date(2026, 11, 9) + dt.timedelta(days=84)
    page = text_of_page(week, FORMS[MatterLane.COME])
    assert "This is about “Kites”. Nobody but the team reads this." in page
    send(week, MatterLane.COME)
    assert the_one(week).about == "ashmoor/idea/kites/"
    week.day += dt.timedelta(days=1)
    for answer in (
        week.client.get(FORMS[MatterLane.COME]),
        week.client.get("/suggest/f/come/ashmoor/no-such/"),
    ):
        assert answer.status_code == 404
        assert "This idea takes no more names" in answer.text


def test_an_offer_is_answered_until_it_ends(week: Week) -> None:
    week.day = dt.date(2026, 11, 9) + dt.timedelta(days=28)
    send(week, MatterLane.REPLY)
    assert the_one(week).about == "ashmoor/together/#offer-zips"
    week.day += dt.timedelta(days=1)
    answer = week.client.get(FORMS[MatterLane.REPLY])
    assert (answer.status_code, "no longer offered" in answer.text) == (404, True)


def test_what_is_hidden_takes_no_names(week: Week) -> None:
    hidden = week.desk.store.hidden
    hidden.hide("idea/ashmoor/kites", borough="ashmoor", by="R-2RRR", now=week.desk.now())
    assert week.client.get(FORMS[MatterLane.COME]).status_code == 404


@pytest.mark.parametrize("lane", [MatterLane.COME, MatterLane.REPLY])
def test_a_form_about_an_idea_or_an_offer_is_never_asked_without_one(
    week: Week, lane: MatterLane
) -> None:
    assert week.client.get(f"/suggest/f/{lane}/").status_code == 404
    answer = week.client.get(f"/suggest/f/{lane}/ashmoor/")
    assert answer.location == "/ashmoor/together/"


@pytest.mark.parametrize(("reach", "says"), [("ann@", ""), ("0207", "too short"), ("me", "short")])
def test_one_contact_is_looked_at(week: Week, reach: str, says: str) -> None:
    address = FORMS[MatterLane.COME]
    data = {**week.fields(address), "name": "Ann", "reach": reach}
    answer = week.client.post(address, data=data)
    assert answer.status_code == (422 if says else 303)
    assert says in answer.text


def test_only_an_address_of_the_site_is_taken_for_the_page_it_is_about(week: Week) -> None:
    for about in ("https://evil.example/", "../../x/", "<b>", "javascript:a(1)", "//evil/", "a"):
        send(week, MatterLane.REPORT, about)
    send(week, MatterLane.TAKE_DOWN, "ashmoor/week/")
    found = week.desk.store.matters.open_in("ashmoor", tuple(MatterLane))
    assert [each.about for each in found] == ["ashmoor/week/", *[""] * 6]


def test_what_a_form_does_not_ask_is_not_kept(week: Week) -> None:
    send(week, MatterLane.TOUCH, words="Zzmore", health="Zzhealth")
    words = week.desk.store.matters.words_of(the_one(week).id)
    assert list(words) == [each.field.name for each in QUESTIONS[MatterLane.TOUCH]]
    assert "Zz" not in str([words[each] for each in ("company", "how", "whom")])
