"""What people of a borough say to each other: on the day it is made, and the day after each end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page
from shipped_theme import environment_of
from small_project import BOROUGH, listing, write_project

from connectdo.data.reading import read_directory
from connectdo.derive.endings import KIND_WORD_STANDS, idea_ends, offer_ends
from connectdo.derive.readability import grade_of, sentences_of
from connectdo.pages import idea_cards, idea_page, together_page
from connectdo.pages.asked_in_month import MOST_ANSWERS
from connectdo.pages.borough_pages.borough import borough_view
from connectdo.pages.contents import all_pages
from connectdo.pages.idea_page import IdeaView, idea_view
from connectdo.pages.listing_page import ListingView, listing_view
from connectdo.pages.question_page import month_question_view
from connectdo.pages.together_page import TogetherView, together_view
from connectdo.told import wording
from connectdo.told.choosable import choices_of
from connectdo.told.publication import HERE, Publication, Settings
from connectdo.told.shapes import Link
from connectdo.told.urls import Site

ROOT = Path(__file__).resolve().parents[2]
THEME = environment_of(ROOT / "theme")
TODAY = dt.date(2026, 11, 22)
ONE_DAY = dt.timedelta(days=1)
IDEAS, OFFERS = "boroughs/ashmoor/ideas", "boroughs/ashmoor/offers"
IDEA = "text: We draw what we see.\narea: out-and-about\nadded: 2026-11-02\n"
MEETING = (
    "people: enough\nstage: meeting set\nmeeting:\n  on: 2026-12-05\n  from: 12:30\n  to: 14:00\n"
    "  venue: hall\n  organisation: growers\n"
)
ANSWERS = "".join(
    f"  - {{date: 2026-11-{day:02}, text: Answer {day}.}}\n" for day in range(3, 3 + 12)
)
FILES: dict[str, str | bytes | None] = {
    BOROUGH: "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: demonstration\n"
    "team:\n  name: The Ashmoor team\n  phone: 020 7946 0100\n",
    f"{IDEAS}/drawing.yml": f"name: Drawing\naround: Near the pond\n{IDEA}",
    f"{IDEAS}/soup.yml": f"name: Soup\n{IDEA}{MEETING}",
    f"{IDEAS}/beans.yml": f"name: Beans\n{IDEA}stage: a group\nbecame: gardening\n",
    f"{IDEAS}/kites.yml": f"name: Kites\n{IDEA}stage: let go\nfarewell: The wind fell. Thank you\n",
    f"{OFFERS}/zips.yml": "kind: offer\nwhat: skill\ntext: I mend zips.\naround: Hill\n"
    "added: 2026-11-09\nexample: yes\n",
    f"{OFFERS}/chess.yml": "kind: want\nwhat: thing\ntext: A chess set.\naround: Hill\n"
    "added: 2026-11-10\n",
    "boroughs/ashmoor/questions/out.yml": "question: What got you out?\nadded: 2026-11-02\n"
    f"answers:\n{ANSWERS}example: yes\n",
    "boroughs/ashmoor/questions/good.yml": "question: What was good?\nadded: 2026-10-05\n",
    "boroughs/ashmoor/questions/soon.yml": "question: What is next?\nadded: 2026-12-07\n",
    "boroughs/ashmoor/voices/gardening.yml": "questions:\n"
    "  - {date: 2026-11-01, question: Is it muddy?, answer: A little.}\n"
    "  - {date: 2026-11-10, question: Is there a chair?, answer: 'Yes, four.'}\n",
    "boroughs/ashmoor/listings/seeds.md": listing(
        "kind: event\nevent_of: gardening\nwhen:\n  - on: 2026-11-28\n    from: 14:00\n"
        "    to: 16:00\n",
        without="when every from to name",
    ).replace("---\n", "---\nname: Seed swap\n", 1),
    "boroughs/ashmoor/listings/bill.md": listing(
        "kind: resource\njoin:\n  phone: 020 7946 0107\n", without="name venue when join"
    ).replace("---\n", "---\nname: How to read a bill\n", 1),
}


@pytest.fixture(scope="module")
def on_day(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dt.date], Publication]:
    """The small borough, published on a day, with an intake or without one."""
    folder = write_project(tmp_path_factory.mktemp("talking"), FILES)

    @cache
    def published(day: dt.date = TODAY, forms: str = HERE) -> Publication:
        directory = replace(read_directory(folder, TODAY).directory, geography=None)
        settings = Settings("A site", "", "", forms=forms)
        return Publication(directory, day, Site("https://example.org/"), settings)

    return published


Published = Callable[..., Publication]


def together(publication: Publication) -> TogetherView:
    return together_view(publication, "ashmoor")


def page_of(publication: Publication, id: str) -> IdeaView:
    return idea_view(publication, publication.directory.ideas[f"ashmoor/{id}"])


def of_listing(publication: Publication, id: str) -> ListingView:
    return listing_view(publication, publication.directory.listings[f"ashmoor/{id}"])


def addresses(publication: Publication) -> set[str]:
    return {page.address for page in all_pages(publication)}


# ---- ideas ----


def test_an_idea_says_its_people_in_words_and_until_when(on_day: Published) -> None:
    card = next(each for each in together(on_day()).ideas if each.id == "drawing")
    assert (card.people, card.around) == ("A few people so far", "Near the pond")
    assert card.until
    assert card.until.words == "25 January 2027"
    assert card.come == Link("../../suggest/f/come/ashmoor/drawing/", "I would come too")


def test_the_first_meeting_says_when_where_and_who_is_there(on_day: Published) -> None:
    idea = page_of(on_day(), "soup").idea
    assert idea.people == "Enough people: first meeting on Saturday 5 December"
    assert idea.meeting
    assert (idea.meeting.day.words, idea.meeting.hours) == (
        "Saturday 5 December",
        "12:30pm to 2pm",
    )
    assert idea.meeting.venue.words == "The Hall"
    assert idea.meeting.who_link
    assert f"{idea.meeting.who} {idea.meeting.who_link.words}" == "Somebody is there from Growers"


def test_where_those_who_were_to_be_there_are_hidden_the_team_is_asked(
    on_day: Published,
) -> None:
    publication = on_day()
    directory = replace(publication.directory, organisations={})
    idea = page_of(replace(publication, directory=directory), "soup").idea
    assert idea.meeting
    assert (idea.meeting.who, idea.meeting.who_link) == ("Ask the team who will be there.", None)


def test_what_ended_has_its_kind_word_and_leads_to_the_group(on_day: Published) -> None:
    ended = {each.id: each for each in together(on_day()).ended}
    assert ended["kites"].ended == "The wind fell. Thank you."
    assert ended["beans"].ended == "Enough people came. It is a group now:"
    assert ended["beans"].became == Link("../../ashmoor/listing/gardening/", "Gardening")
    assert {each.come for each in ended.values()} == {None}


def test_a_group_that_is_hidden_is_led_to_no_more(on_day: Published) -> None:
    publication = on_day()
    hidden = publication.directory.without_things({"listing/ashmoor/gardening"})
    card = page_of(replace(publication, directory=hidden), "beans").idea
    assert (card.ended, card.became) == ("Enough people came. It is a group now.", None)


def test_a_hidden_idea_is_on_no_page(on_day: Published) -> None:
    publication = on_day()
    hidden = publication.directory.without_things({"idea/ashmoor/drawing"})
    without = replace(publication, directory=hidden)
    assert "ashmoor/idea/drawing/" in addresses(publication) - addresses(without)
    assert "drawing" not in [each.id for each in together(without).ideas]


def test_the_day_after_its_end_an_idea_takes_nobody_more_and_says_so(on_day: Published) -> None:
    last = idea_ends(on_day().directory.ideas["ashmoor/drawing"].data)
    assert "drawing" in [each.id for each in together(on_day(last)).ideas]
    after = on_day(last + ONE_DAY)
    assert "drawing" not in [each.id for each in together(after).ideas]
    card = page_of(after, "drawing").idea
    assert (card.until, card.come, card.people) == (None, None, "")
    assert card.ended.startswith("Not enough people were free this time. Thank you")
    assert page_of(after, "soup").idea.ended == (
        "The first meeting was on 5 December 2026. Thank you to everybody who came along."
    )


def test_four_weeks_later_it_has_no_page(on_day: Published) -> None:
    last = idea_ends(on_day().directory.ideas["ashmoor/drawing"].data) + KIND_WORD_STANDS
    assert "ashmoor/idea/drawing/" in addresses(on_day(last))
    gone = on_day(last + ONE_DAY)
    assert "ashmoor/idea/drawing/" not in addresses(gone)
    assert together(gone).ended == ()


def test_no_search_engine_is_told_of_an_idea(on_day: Published) -> None:
    publication = on_day()
    assert page_of(publication, "drawing").chrome.robots == "noindex"
    assert page_of(publication, "drawing").chrome.json_ld is None
    found = {page.address: page.in_sitemap for page in all_pages(publication)}
    assert found["ashmoor/idea/drawing/"] is False
    assert found["ashmoor/together/"] is True


def test_no_page_counts_people(on_day: Published) -> None:
    publication = on_day()
    for page in all_pages(publication):
        if "/idea/" in page.address or page.address.endswith("/together/"):
            html = THEME.get_template(page.template).render(view=page.view())
            assert not re.search(r"\b\d+ (people|person|would)", html), page.address


# ---- offers and wants ----


def test_offers_and_wants_stand_apart_and_are_answered_through_the_team(on_day: Published) -> None:
    view = together(on_day())
    (offer,), (want,) = view.offered, view.wanted
    assert (offer.what, offer.label) == ("A skill", "Example: not a real offer")
    assert (want.what, want.label) == ("A thing", "")
    assert offer.until.words == "7 December 2026"
    assert offer.reply == Link("../../suggest/f/reply/ashmoor/zips/", "Answer through the team")


def test_an_offer_is_gone_the_day_after_its_end(on_day: Published) -> None:
    last = offer_ends(on_day().directory.offers["ashmoor/zips"].data)
    assert together(on_day(last)).offered
    after = together(on_day(last + ONE_DAY))
    assert (after.offered, len(after.wanted)) == ((), 1)
    much_later = together(on_day(last + 10 * ONE_DAY))
    assert much_later.no_offers == "Nothing is offered or looked for just now."


def test_without_internet_a_kept_page_leads_to_the_team_on_it(on_day: Published) -> None:
    view = together(on_day())
    html = THEME.get_template("together.html").render(view=view)
    assert html.count('data-offline="#team"') == len((*view.ideas, *view.offered, *view.wanted)) > 3
    assert "data-offline" not in THEME.get_template("together.html").render(
        view=together(on_day(TODAY, ""))
    )


def test_without_an_intake_the_team_is_asked_and_no_form_is_named(on_day: Published) -> None:
    view = together(on_day(TODAY, ""))
    assert (view.tell_idea, view.tell_offer) == (None, None)
    assert {each.come and each.come.href for each in view.ideas} == {"#team"}
    assert {each.reply and each.reply.href for each in view.offered} == {"#team"}
    html = THEME.get_template("together.html").render(view=view)
    assert "/f/" not in html
    assert 'id="team"' in html


def test_without_an_intake_and_a_team_nothing_leads_nowhere(on_day: Published) -> None:
    publication = on_day(TODAY, "")
    borough = publication.directory.boroughs["ashmoor"]
    alone = replace(borough, data=borough.data.model_copy(update={"team": None}))
    directory = replace(publication.directory, boroughs={"ashmoor": alone})
    view = together(replace(publication, directory=directory))
    assert {each.come for each in view.ideas} == {None}
    assert {each.reply for each in (*view.offered, *view.wanted)} == {None}
    assert page_of(replace(publication, directory=directory), "drawing").how == ()


# ---- the question of the month ----


def test_the_newest_question_stands_first_with_at_most_ten_answers(on_day: Published) -> None:
    view = month_question_view(on_day(), "ashmoor")
    assert view.now
    assert (view.now.question, view.now.month) == ("What got you out?", "November 2026")
    assert view.now.label == "Example: not real answers"
    assert len(view.now.answers) == MOST_ANSWERS == 10
    assert view.now.answers[0] == "Answer 14."
    assert view.answer == Link("../../suggest/f/answer/ashmoor/out/", "Answer it too")
    assert [each.question for each in view.before] == ["What was good?"]


def test_a_question_stands_from_its_day_on(on_day: Published) -> None:
    later = month_question_view(on_day(dt.date(2026, 12, 7)), "ashmoor")
    assert later.now
    assert later.now.question == "What is next?"
    assert [each.question for each in later.before] == ["What got you out?", "What was good?"]


def test_without_a_question_the_page_says_so_and_the_borough_has_two_plain_links(
    on_day: Published,
) -> None:
    before = on_day(dt.date(2026, 9, 1))
    assert month_question_view(before, "ashmoor").empty == "No question is asked just now."
    borough = borough_view(before, "ashmoor")
    assert (borough.asked, borough.talking) == (None, ())
    assert {"The question of the month", "Ideas, offers and wants"} <= {
        each.words for each in borough.more
    }


def test_the_boroughs_page_asks_the_question_and_shows_one_answer(on_day: Published) -> None:
    view = borough_view(on_day(), "ashmoor")
    assert view.asked
    assert (view.asked.question, view.asked.answers) == ("What got you out?", ("Answer 14.",))
    assert [each.href for each in view.talking] == ["../ashmoor/question/", "../ashmoor/together/"]


# ---- a group ----


def test_a_group_shows_what_people_asked_the_newest_first(on_day: Published) -> None:
    view = of_listing(on_day(), "gardening")
    assert [each.question for each in view.asked] == ["Is there a chair?", "Is it muddy?"]
    assert view.ask == Link("../../../suggest/f/ask/ashmoor/gardening/", "Ask the group something")
    assert view.tell_event
    assert of_listing(on_day(TODAY, ""), "gardening").ask is None


def test_an_event_and_its_group_lead_to_each_other_until_it_is_over(on_day: Published) -> None:
    event = of_listing(on_day(), "seeds")
    assert event.put_on_by == Link("../../../ashmoor/listing/gardening/", "Gardening")
    assert event.tell_event is None
    (coming,) = of_listing(on_day(), "gardening").events
    assert (coming.link.words, coming.until) == ("Seed swap", "2026-11-28T16:00")
    week_after = on_day(dt.date(2026, 11, 30))
    assert of_listing(week_after, "gardening").events == ()


# ---- things worth having ----


def test_a_resource_asks_nobody_to_go_anywhere(on_day: Published) -> None:
    view = of_listing(on_day(), "bill")
    assert (view.where, view.join_asks, view.join) == (
        "You need not go anywhere",
        "How do I get it?",
        "Ask for it",
    )
    assert view.ask_access == ""
    assert view.chrome.json_ld is None
    assert "ashmoor/bill" not in [each.ref for each in choices_of(on_day(), "ashmoor")]


def test_resources_are_a_list_of_every_borough(on_day: Published) -> None:
    pages = {page.address: page for page in all_pages(on_day())}
    view = pages["ashmoor/resources/"].view()
    assert [each.name for each in view.cards] == ["How to read a bill"]  # type: ignore[attr-defined]


# ---- a page that nobody renews ----


@pytest.mark.reads_a_day
def test_a_kept_page_stops_offering_what_has_ended(on_day: Published, page: Page) -> None:
    publication = on_day()
    html = THEME.get_template("together.html").render(view=together(publication))
    script = (ROOT / "theme/static/js/dates.js").read_text("utf-8")
    html = re.sub(r"<script.*?</script>|<link[^>]*>|<meta[^>]*>", "", html)

    def read_on(day: str) -> str:
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        page.set_content(html)
        page.add_script_tag(content=script)
        return page.locator("main").inner_text()

    fresh = read_on("2026-12-07")
    assert "I mend zips." in fresh
    assert fresh.count("I would come too") == 2
    assert "Its twelve weeks are over" not in fresh
    day_after_the_offer = read_on("2026-12-08")
    assert "I mend zips." not in day_after_the_offer
    assert "A chess set." in day_after_the_offer
    day_after_the_idea = read_on("2027-01-26")
    assert "I would come too" not in day_after_the_idea
    assert "Its twelve weeks are over. Ask the team what became of it." in day_after_the_idea
    assert "Drawing" not in read_on("2027-02-23")


# ---- words ----


def test_our_own_words_are_easy_to_read() -> None:
    ended = [idea_cards._PEOPLE.values(), together_page.HOW, idea_page.HOW_IT_GROWS]
    for words in (*(each for some in ended for each in some), wording.EXAMPLE_SMALL):
        grade = grade_of(sentences_of(words))
        print(f"{grade:4.1f} {words}")
        assert grade <= 10, words


def test_what_is_hard_to_read_is_seen() -> None:
    assert grade_of(["Participation necessitates preliminary organisational registration."]) > 10
