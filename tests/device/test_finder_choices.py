"""The finder asked by ticks and by distance in a real Chromium: what fits, how many, and why.

What is true of the listings is worked out here from their facts, in Python.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest
from finder_steps import (
    CARDS,
    all_found,
    answered,
    ask,
    card,
    far,
    found,
    names,
    near,
    open_drawer,
    said,
    texts,
    tick,
    why,
    words_field,
)
from following import follow
from playwright.sync_api import Locator, Page, expect
from sampled import IN_PROVE
from site_samples import publication
from watching import watched_requests

from connectdo.derive.facets import Facets
from connectdo.derive.filtering import ALL_OF, ON_ITS_DAY, fits
from connectdo.pages.soonest import SHOWN
from connectdo.told.filters import listed_facets

State = Mapping[str, Sequence[str]]

PARTS = ("morning", "afternoon", "evening")


# ---- the same questions in Python ----


def passes(facts: Facets, state: State, *, not_known: bool = False) -> bool:
    """Whether a listing fits everything that is ticked."""
    days = [int(day) for day in state.get("day", ())] or range(7)
    parts = [PARTS.index(part) for part in state.get("part", ())] or range(3)
    if (state.get("day") or state.get("part")) and not any(
        (day, part) in facts.times for day in days for part in parts
    ):
        return False
    for group, values in state.items():
        if not values or group in ("day", "part"):
            continue
        answers = [fits(facts, group, value, not_known=not_known) for value in values]
        if not (all(answers) if group in ALL_OF else any(answers)):
            return False
    return True


def expected(borough: str, state: State, *, not_known: bool = False) -> list[str]:
    """The names of what fits, sorted."""
    return sorted(
        publication().directory.listings[ref].data.name
        for ref, facts in listed_facets(publication(), borough)
        if passes(facts, state, not_known=not_known)
    )


def true_counts(borough: str, state: State, asked: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many would fit, were a choice ticked too, or alone of its group."""
    return {
        f"{group}={value}": len(
            expected(
                borough,
                {**state, group: [*state.get(group, ()), value] if group in ALL_OF else [value]},
            )
        )
        for group, value in asked
    }


def counts_shown(page: Page) -> dict[str, int]:
    """The number beside each choice of the page."""
    shown: dict[str, int] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".ticks label")].map((each) => {
            const input = each.querySelector("input");
            const count = each.querySelector("small").textContent;
            return [`${input.dataset.group || input.name}=${input.value}`, Number(count)];
        }))"""
    )
    return shown


def chosen(page: Page) -> Locator:
    """The line of the drawer, with all that was chosen."""
    return page.locator("#search-chosen")


# ---- ticks ----


def test_one_tick_finds_and_loads_no_engine(page: Page, site_address: str) -> None:
    asked = watched_requests(page)
    page.goto(f"{site_address}lambeth/search/")
    tick(page, "Quiet")
    said(page).to_have_text("8 things found.")
    assert sorted(names(page)) == expected("lambeth", {"is": ["quiet"]})
    assert page.url == f"{site_address}lambeth/search/#is=quiet"
    assert [url for url in asked if "lambeth/facets.js" in url]
    assert [url for url in asked if "pagefind" in url or "find-words" in url] == []
    assert [url for url in asked if "southwark/facets" in url] == [], (
        "no neighbour without a distance"
    )


@pytest.mark.reads_a_day
@pytest.mark.parametrize(
    "state",
    [
        {"is": ["free", "quiet"]},
        pytest.param({"area": ["out-and-about", "faith-and-spirituality"]}, marks=IN_PROVE),
        {"is": ["free"], "day": ["1", "5"], "part": ["morning"]},
        {"access": ["step-free", "hearing-loop"], "who": ["older-people"]},
        pytest.param({"interest": ["reading", "prayer"], "kind": ["group"]}, marks=IN_PROVE),
        pytest.param({"age": ["16-17"], "is": ["turn-up"]}, marks=IN_PROVE),
    ],
    ids=lambda state: " and ".join(state),
)
def test_what_is_found_and_every_number_are_what_the_listings_say(
    page: Page, site_address: str, state: dict[str, list[str]]
) -> None:
    asked = "&".join(f"{group}={','.join(values)}" for group, values in state.items())
    page.goto(f"{site_address}lambeth/search/#{asked}")
    assert sorted(all_found(page)) == expected("lambeth", state)
    assert expected("lambeth", state)
    shown = counts_shown(page)
    for dated in ON_ITS_DAY:
        shown.pop(f"is={dated}")
    choices = [(each.partition("=")[0], each.partition("=")[2]) for each in shown]
    assert len(choices) > 40
    assert shown == true_counts("lambeth", state, choices)


@pytest.mark.prove
def test_what_is_ticked_stands_in_the_line_of_the_drawer(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/")
    tick(page, "Free", "Quiet", "Tuesday", "Morning")
    said(page).to_have_text("2 things found.")
    expect(chosen(page)).to_have_text("Free, quiet, Tuesday, Morning · Change")
    tick(page, "Tuesday")
    expect(chosen(page)).to_have_text("Free, quiet, Morning · Change")
    assert sorted(found(page)) == expected("lambeth", {"is": ["free", "quiet"], "part": PARTS[:1]})
    page.get_by_role("button", name="Take all off").click()
    expect(page.locator("#search-found")).to_be_hidden()
    expect(chosen(page)).to_have_text("More: postcode, area, day …")
    assert not page.locator(".ticks :checked").count()
    assert page.url.partition("#")[2] in ("", "q=")


def test_when_nothing_is_asked_any_more_a_keyboard_is_back_above_the_words(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#is=quiet,free")
    found(page)
    expect(page.locator("#search-soon")).to_be_hidden()
    page.get_by_role("button", name="Take all off").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#search-found")).to_be_hidden()
    expect(page.locator("#search-soon")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(words_field(page)).to_be_focused()


def test_what_is_ticked_survives_reload_back_and_a_copied_address(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/")
    tick(page, "Quiet")
    quiet = found(page)
    tick(page, "Tuesday")
    expect(chosen(page)).to_have_text("Quiet, Tuesday · Change")
    both = found(page)
    assert both != quiet
    address = page.url
    assert address.endswith("#is=quiet&day=1")
    page.reload()
    assert found(page) == both
    expect(page.locator("input[name=day][value='1']")).to_be_checked()
    page.go_back()
    expect(chosen(page)).to_have_text("Quiet · Change")
    assert found(page) == quiet
    other = page.context.new_page()
    other.goto(address)
    assert found(other) == both


def test_what_an_address_cannot_mean_is_left_out(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/#day=9&area=<b>&is=free,magic&miles=x&sort=up&x=y")
    found(page)
    expect(chosen(page)).to_have_text("Free · Change")
    assert sorted(all_found(page)) == expected("lambeth", {"is": ["free"]})
    tick(page, "Quiet")
    expect(page).to_have_url(f"{site_address}lambeth/search/#is=free,quiet")


def test_what_is_not_known_is_shown_too_only_when_asked_and_says_so(
    page: Page, site_address: str
) -> None:
    state = {"access": ["hearing-loop"], "area": ["out-and-about", "sports-and-exercise"]}
    page.goto(
        f"{site_address}lambeth/search/#access=hearing-loop&area=out-and-about,sports-and-exercise"
    )
    assert found(page) == expected("lambeth", state) == ["Seated salsa"]
    open_drawer(page)
    page.get_by_label("Show also where it is not known").check()
    said(page).to_have_text("4 things found.")
    assert sorted(names(page)) == expected("lambeth", state, not_known=True)
    assert why(page, "Seated salsa") == "Hearing loop"
    assert why(page, "The Slow Lane walk") == "Hearing loop: not known, ask them"
    assert "Tuesday gardening" not in names(page), "there it is known that there is none"
    assert page.url.endswith("unknown=yes")


@pytest.mark.reads_a_day
def test_on_today_is_what_is_still_on_today(page: Page, site_address: str) -> None:
    page.clock.set_fixed_time("2026-11-22T16:30:00Z")
    page.goto(f"{site_address}lambeth/search/#is=today&area=community-and-helping-out")
    assert found(page) == ["The second cup"]
    expect(card(page, "The second cup").locator(".tile")).to_have_text("TodaySun 22 Nov")
    page.goto(f"{site_address}lambeth/search/#is=today&area=faith-and-spirituality")
    assert found(page) == ["The Sunday hum"]
    page.clock.set_fixed_time("2026-11-22T17:05:00Z")
    page.reload()
    said(page).to_contain_text("Nothing fits all of that.")


def test_a_card_says_why_it_is_there(page: Page, site_address: str) -> None:
    page.goto(
        f"{site_address}lambeth/search/#is=free,quiet&day=1,4&part=morning&who=carers&age=65-120"
    )
    said(page).to_have_text("1 thing found.")
    said_why = "Tuesday mornings · Free · Quiet · For: Carers · For your age"
    assert why(page, "Tuesday gardening") == said_why
    page.goto(f"{site_address}lambeth/search/#day=0,2&part=morning&area=faith-and-spirituality")
    near(page, "SE11 6")
    assert found(page)[0] == "The quiet half-hour"
    assert why(page, "The quiet half-hour") == "Monday mornings and Wednesday mornings"
    assert re.search("miles?$|very near", far(page, "The quiet half-hour"))


def test_how_far_it_is_goes_along_to_its_page_and_nothing_else_does(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#area=faith-and-spirituality")
    near(page, "SE11 6")
    assert found(page)
    said_far = far(page, "The quiet half-hour")
    follow(page.locator(CARDS).get_by_role("link", name="The quiet half-hour"))
    where = page.locator("[data-far]")
    expect(where).to_contain_text(f" · {said_far}")
    ref = page.locator(".listing").get_attribute("data-ref")
    kept = page.evaluate("Object.entries(sessionStorage)")
    assert kept == [["connectdo.far", f"{ref} {said_far}"]]
    for text in (f"{ref} about 2 miles<img src=x>", f"{ref} ", "lambeth/other about 2 miles"):
        page.evaluate("text => sessionStorage.setItem('connectdo.far', text)", text)
        page.reload()
        expect(where).not_to_contain_text("·")


def test_every_example_says_so_and_what_is_for_residents_says_whose(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#is=quiet")
    assert len(found(page)) == page.locator(f"{CARDS} .stamp").count() == 8
    labels = set(page.locator(f"{CARDS} .stamp").all_inner_texts())
    assert labels == {"Example: not a real group"}
    expect(card(page, "Bring the letter")).to_contain_text("Only for people who live in Lambeth")
    assert page.get_by_text("Only for people who live in").count() == 1


@pytest.mark.prove
@pytest.mark.reads_a_day
@pytest.mark.on_its_day
def test_soonest_and_nearest_put_it_in_order_and_paused_stands_last(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#area=arts-and-culture")
    assert found(page)[-1] == "Open drawer"
    order = page.get_by_label("Order")
    expect(order.get_by_text("Nearest first")).to_be_disabled()
    expect(order).to_have_value("soonest")
    expect(page.locator(f"{CARDS} h3 a").first).to_have_text("Second Verse choir")
    times = page.locator(f"{CARDS} time").evaluate_all("all => all.map(each => each.dateTime)")
    assert times[:-1] == sorted(times[:-1])
    assert len(times) == 6
    assert names(page)[-1] == "Open drawer"
    expect(card(page, "Open drawer")).to_contain_text("Paused")
    near(page, "SW16 2")
    expect(order).to_have_value("nearest")
    expect(page.locator(f"{CARDS} h3 a").first).to_have_text("Film on a sheet")
    assert names(page)[-1] == "Open drawer", "though it is as near as the first"
    assert page.url.endswith("#area=arts-and-culture&sort=nearest")


@pytest.mark.prove
def test_words_and_ticks_are_asked_together(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/")
    tick(page, "Quiet")
    said(page).to_have_text("8 things found.")
    ask(page, "gardening")
    said(page).to_have_text("1 thing found.")
    assert names(page) == ["Tuesday gardening"]
    assert page.url.endswith("/search/#is=quiet")
    assert counts_shown(page)["area=arts-and-culture"] == 0


# ---- how far ----


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("SW2 1AA", "Miles are counted from about SW2 1."),
        pytest.param("sw2 1", "Miles are counted from about SW2 1.", marks=IN_PROVE),
        ("SW2", "Miles are counted from about SW2."),
    ],
)
def test_a_postcode_or_its_first_part_measures_and_stays_on_the_device(
    page: Page, site_address: str, typed: str, says: str
) -> None:
    asked = watched_requests(page)
    page.goto(f"{site_address}lambeth/search/#area=out-and-about")
    found(page)
    near(page, typed)
    expect(page.locator("#search-near-says[role=status]")).to_have_text(says)
    expect(page.locator(f"{CARDS} .far").first).to_contain_text("miles")
    assert "ut 0." in far(page, "Tuesday gardening")
    assert page.url.endswith("#area=out-and-about&sort=nearest")
    about_places = [url.rpartition("/")[2] for url in asked if "/postcodes/" in url]
    assert about_places == ["outcodes.js", "sw2.js"]
    assert not [url for url in asked if "1aa" in url.lower() or "sw2%20" in url.lower()]
    kept = page.evaluate("JSON.stringify(history.state)")
    assert set(page.evaluate("Object.keys(history.state.from)")) == {"point", "words"}
    assert "1AA" not in kept.upper()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("banana", "That does not look like a postcode. It looks like SW2 1AA, or SW2."),
        ("ZZ9 9ZZ", "We do not know that postcode. Try one near it."),
    ],
)
def test_what_is_no_postcode_here_is_said_and_measures_nothing(
    page: Page, site_address: str, typed: str, says: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#area=out-and-about")
    found(page)
    near(page, typed)
    expect(page.locator("#search-near-says")).to_have_text(says)
    answered(page)
    assert page.locator(f"{CARDS} .far").count() == 0
    assert names(page) == found(page)
    assert page.evaluate("history.state.from") is None


def test_a_place_lasts_as_long_as_this_step_of_the_tab_s_history(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#area=out-and-about")
    found(page)
    near(page, "SW2 1AA")
    expect(page.locator(f"{CARDS} .far").first).to_contain_text("miles")
    page.reload()
    expect(page.locator(f"{CARDS} .far").first).to_contain_text("miles")
    expect(page.get_by_label("Your postcode")).to_have_value("SW2 1")
    other = page.context.new_page()
    other.goto(page.url)
    found(other)
    assert other.locator(f"{CARDS} .far").count() == 0
    open_drawer(page)
    page.get_by_label("Your postcode").fill("")
    page.keyboard.press("Enter")
    expect(page.locator(f"{CARDS} .far")).to_have_count(0)
    expect(page.locator("#search-near-says")).to_have_text("")


@pytest.mark.parametrize(
    ("typed", "first", "address", "key"),
    [
        ("SW2 1AA", "Brixton Library", "#sort=nearest", "Enter"),
        ("sw21aa library", "Brixton Library", "#sort=nearest", ""),
        pytest.param("SW2 1AA", "Brixton Library", "#sort=nearest", "", marks=IN_PROVE),
        pytest.param("sw21aa library", "Brixton Library", "#sort=nearest", "Enter", marks=IN_PROVE),
    ],
)
def test_a_postcode_among_the_words_is_a_place_and_stays_out_of_the_address(
    page: Page, site_address: str, typed: str, first: str, address: str, key: str
) -> None:
    addresses: list[str] = []
    page.on("framenavigated", lambda frame: addresses.append(frame.url))
    page.goto(f"{site_address}lambeth/search/")
    words_field(page).press_sequentially(typed)
    if key:
        page.keyboard.press(key)
    expect(page.locator("#search-near-says")).to_have_text("Miles are counted from about SW2 1.")
    assert found(page)[0] == first
    assert re.search("miles|very near", far(page, first))
    expect(page).to_have_url(f"{site_address}lambeth/search/{address}")
    expect(words_field(page)).to_have_value(typed)
    assert [each for each in addresses if "1aa" in each.lower()] == []
    assert "1AA" not in page.evaluate("JSON.stringify(history.state)").upper()


def test_a_postcode_among_the_words_that_nobody_knows_shows_where_that_is_said(
    page: Page, site_address: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site_address}lambeth/search/")
    ask(page, "ZZ9 9ZZ")
    says = page.locator("#search-near-says")
    expect(says).to_have_text("We do not know that postcode. Try one near it.")
    expect(says).to_be_in_viewport()
    expect(page).to_have_url(f"{site_address}lambeth/search/")


@pytest.mark.prove
def test_back_to_a_step_without_a_place_shows_none(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/#area=out-and-about")
    found(page)
    near(page, "SW2 1AA")
    expect(page.locator(f"{CARDS} .far").first).to_contain_text("miles")
    page.go_back()
    expect(page.locator(f"{CARDS} .far")).to_have_count(0)
    expect(page.get_by_label("Your postcode")).to_have_value("")
    expect(page.locator("#search-near-says")).to_have_text("")
    page.go_forward()
    expect(page.locator(f"{CARDS} .far").first).to_contain_text("miles")
    expect(page.get_by_label("Your postcode")).to_have_value("SW2 1")


def test_what_is_just_over_the_border_is_shown_with_its_borough_and_miles(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#is=quiet")
    assert "Sunrise sitting" not in found(page)
    near(page, "SE5 8")
    expect(card(page, "Sunrise sitting")).to_be_visible()
    assert (why(page, "Sunrise sitting"), far(page, "Sunrise sitting")) == ("Quiet", "very near")
    expect(card(page, "Sunrise sitting").locator("[data-fact=borough]")).to_have_text("Southwark")


def miles_shown(page: Page) -> list[float]:
    """How far each card says that it is."""
    said_far = texts(page.locator(f"{CARDS} .far").all_text_contents())
    return [
        0.0 if each == "very near" else float(each.removeprefix("about ").split()[0])
        for each in said_far
    ]


def test_a_distance_keeps_what_is_nearer_and_can_be_taken_off(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/")
    near(page, "SE5 8")
    everything = len(all_found(page))
    page.get_by_label("How far", exact=True).select_option("Within 1 mile")
    said(page).to_have_text("7 things found.")
    assert everything > 20
    shown = miles_shown(page)
    assert len(shown) == 7
    assert shown == sorted(shown)
    assert shown[-1] <= 1
    expect(chosen(page)).to_have_text("Within 1 mile · Change")
    assert page.url.endswith("#miles=1&sort=nearest")
    page.get_by_label("How far", exact=True).select_option("Any distance")
    said(page).to_contain_text(f"{everything} things found")


# ---- before anything is asked ----


@pytest.mark.reads_a_day
@pytest.mark.parametrize("now", ["2026-11-18T09:00:00Z", "2026-11-22T09:00:00Z"])
def test_until_something_is_asked_the_next_things_stand_there_soonest_first(
    page: Page, site_address: str, now: str
) -> None:
    """Whichever day it is read on; and they give way to what is asked for."""
    page.clock.set_fixed_time(now)
    page.goto(f"{site_address}lambeth/search/")
    cards = page.locator("#search-soon .card:visible")
    expect(cards).to_have_count(SHOWN)
    starts = cards.locator("time").evaluate_all("all => all.map(each => each.dateTime)")
    assert starts == sorted(starts)
    assert now[:10] <= starts[0][:10] <= starts[-1][:10]
    tick(page, "This week")
    found(page)
    expect(page.locator("#search-soon")).to_be_hidden()
    days = page.locator(f"{CARDS} time").evaluate_all("all => all.map(each => each.dateTime)")
    assert days == sorted(days)
    assert days[0] <= starts[0], "nothing comes before what is soonest of all"


# ---- no dead ends ----


def test_what_only_a_neighbour_has_is_told_with_its_borough_and_from_a_place_its_miles(
    page: Page, site_address: str
) -> None:
    southwark = [facts for _, facts in listed_facets(publication(), "southwark") if facts.point]
    theirs = {id for facts in southwark for id in facts.interests}
    ours = {id for _, facts in listed_facets(publication(), "lambeth") for id in facts.interests}
    only = sorted(theirs - ours)[0]
    page.goto(f"{site_address}lambeth/search/#interest={only}")
    said(page).to_contain_text("Nothing fits all of that.")
    told = page.locator("#search-ways li").filter(has_text="None here. The nearest is ")
    expect(told).to_have_text(re.compile(r" in \w+\.$"))
    near(page, "SW2 1")
    expect(told).to_have_text(re.compile(r" in \w+, about [\d.]+ miles? away\.$"))
    name = told.get_by_role("link").inner_text()
    told.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def offers(page: Page) -> list[tuple[str, int]]:
    """The ways out of nothing: their words and the number that they promise."""
    found_words = texts(page.locator("#search-ways a[href^='#']").all_inner_texts())
    parts = [each.rpartition(": ") for each in found_words]
    return [(words, int(number.split()[0])) for words, _, number in parts]


@pytest.mark.reads_a_day
@pytest.mark.parametrize(
    ("asked", "words", "says"),
    [
        (
            "access=hearing-loop&area=out-and-about",
            ["Leave out Out and about", "Leave out Hearing loop"],
            "Nothing fits all of that. Without Out and about there are 4 things.",
        ),
        pytest.param(
            "area=faith-and-spirituality&is=home&day=2",
            ["Leave out From home", "Leave out Faith and spirituality"],
            "Nothing fits all of that. Without From home there is 1 thing.",
            marks=IN_PROVE,
        ),
        (
            "q=dominoes&area=out-and-about",
            ["Leave out “dominoes”", "Leave out Out and about"],
            "Nothing fits all of that. Without “dominoes” there are 2 things.",
        ),
        (
            "q=xqzzv&area=out-and-about&day=3",
            ["Only Thursday", "Only Out and about"],
            "Nothing fits all of that. Take off a choice or two.",
        ),
    ],
)
def test_nothing_names_what_to_leave_out_and_its_number_is_true(
    page: Page, site_address: str, asked: str, words: list[str], says: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#{asked}")
    said(page).to_have_text(says)
    promised = offers(page)
    assert [each for each, _ in promised] == words
    expect(page.locator("#search-offers")).to_be_visible()
    for each, number in promised:
        page.get_by_role("link", name=f"{each}: ").click()
        said(page).to_contain_text(" found")
        assert len(all_found(page)) == number
        assert page.locator("#search-ways a[href^='#']").count() == 0
        page.go_back()
        said(page).to_have_text(says)


@pytest.mark.prove
def test_a_distance_too_short_names_itself(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}lambeth/search/#area=out-and-about&miles=1")
    found(page)
    near(page, "SW16 2")
    said(page).to_contain_text("Nothing fits all of that.")
    way = page.get_by_role("link", name="Leave out within 1 mile: ")
    number = dict(offers(page))["Leave out within 1 mile"]
    way.click()
    assert len(found(page)) == number > 0


def test_a_word_alone_that_finds_nothing_offers_people_and_lists(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}lambeth/search/#q=xqzzv")
    said(page).to_contain_text("Nothing found for “xqzzv”.")
    assert page.locator("#search-ways a[href^='#']").count() == 0
    expect(page.locator("#search-offers .number")).to_have_text("020 7946 0101")
    expect(words_field(page)).to_have_value("xqzzv")
