"""Every step of my plan for eyes, ears and fingers: axe, the keyboard, names, widths, easy words.

One visit to each step sees all of it; the tests ask what the visit saw. The steps are those that
the page has, so that a new one is looked at by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_looks import FOUR_LOOKS, TWO_LOOKS, Looks, in_looks, show
from plan_steps import PLAN, every_step, hash_of, shown
from playwright.sync_api import Browser, Page, Route, expect
from sampled import IN_PROVE
from site_samples import UNFOLD
from test_accessibility_site import layout_faults
from test_keyboard import nameless, walk
from test_large_letters import nothing_lies_to_the_side

from connectdo.derive.readability import grade_of, sentences_of, words_of

EASY, FEW = 6.0, 30
"""The grade that no step's words pass: about eleven years of age. Of fewer words than that nothing
can be said: "It was on Saturday 21 November." is hard by its day."""

SOME = {
    *("wishes", "wish", "home", "tries", "try", "after", "days", "path", "look-well", "look-wish"),
    *("hand", "open", "device"),
}
"""Steps that are looked at in every run: one of each kind. `make prove` looks at all of them."""

NOT_KEPT = ("keep", "device", "back")
"""Steps that say something else where nothing is kept; the last is only there then."""

SMALL = """[...document.querySelectorAll('main :is(button, summary, select, textarea, .button,'
  + ' .pick, input:not(.pick *), .row a, .rooms a, .mine a, .people a)')].filter(each =>
  each.checkVisibility() && Math.min(each.offsetHeight, each.offsetWidth) < 44)
  .map(each => `${each.offsetWidth} x ${each.offsetHeight}: ${each.outerHTML.slice(0, 90)}`)"""
"""What a finger would miss."""

WORDS = """[document.querySelector('h1').innerText,
  document.querySelector('#plan > [data-step]:not([hidden])').innerText]"""
"""What is read of a step: its heading, and what stands below."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit saw of a step."""

    axe: dict[str, list[str]]
    lost: list[str]
    small: list[str]
    nameless: list[str]
    wanted: list[str]
    met: list[dict[str, Any]]
    words: list[str]


def steps_of(page: Page, site: str) -> list[tuple[str, bool]]:
    """Keep a plan in this browser. The answer is the steps to look at, and whether it is kept."""
    page.goto(f"{site}my-plan/")
    page.evaluate(
        """plan => { connectdoPlan.change(mine => Object.assign(mine, plan));
        connectdoPlan.keep(); }""",
        PLAN,
    )
    return [(each, True) for each in every_step(page)] + [(each, False) for each in NOT_KEPT]


def open_step(page: Page, site: str, step: str, kept: bool) -> bool:
    """Open a step as if by a link, with all that folds open; false where it leads on."""
    if not kept:
        page.evaluate("localStorage.removeItem('connectdo-plan')")
    page.goto(f"{site}robots.txt")  # so that what stands behind # is read anew
    page.goto(f"{site}my-plan/#{hash_of(step)}")
    there = shown(page, step)
    page.evaluate(UNFOLD)
    return there


def visit(page: Page, site: str, step: str, kept: bool, looks: Looks) -> Visit | None:
    """Look at a step in some looks, and then walk it with the keyboard; None where it leads on."""
    show(page, 320)
    if not open_step(page, site, step, kept):
        return None
    lost = [fault for fault in layout_faults(page) if 'type="file"' not in fault]  # the browser's
    small = page.evaluate(SMALL)
    words, without_name = page.evaluate(WORDS), nameless(page)
    found = in_looks(page, looks)
    show(page, 1280)
    return Visit(found, lost, small, without_name, *walk(page), words)


@pytest.fixture(
    scope="module",
    params=[(TWO_LOOKS, SOME), pytest.param((FOUR_LOOKS, None), marks=IN_PROVE)],
    ids=["two looks at some", "four looks at all"],
)
def visits(
    request: pytest.FixtureRequest, browser: Browser, site_address: str
) -> Iterator[dict[str, Visit]]:
    """What a visit saw of every step, by its name."""
    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce"
    )
    page = context.new_page()
    found = {}
    looks, some = request.param
    steps = steps_of(page, site_address)
    if some:
        assert some <= {step for step, _ in steps}, "a step of the sample is gone"
        steps = [(step, kept) for step, kept in steps if step in some or not kept]
    for step, kept in steps:
        if seen := visit(page, site_address, step, kept, looks):
            found[step if kept else f"{step}, not kept"] = seen
    yield found
    context.close()


def wrong(found: dict[str, Any]) -> dict[str, Any]:
    """The steps of which something was found."""
    return {step: what for step, what in found.items() if what}


def test_axe_finds_nothing_in_any_step(visits: dict[str, Visit]) -> None:
    assert len(visits) > 7
    assert wrong({step: seen.axe for step, seen in visits.items()}) == {}


def test_at_320_pixels_nothing_is_lost_and_every_target_is_a_finger_wide(
    visits: dict[str, Visit],
) -> None:
    assert wrong({step: seen.lost for step, seen in visits.items()}) == {}
    assert wrong({step: seen.small for step, seen in visits.items()}) == {}


def test_the_keyboard_meets_everything_once_in_order_and_by_name(visits: dict[str, Visit]) -> None:
    for step, seen in visits.items():
        assert [stop["html"] for stop in seen.met] == seen.wanted, step
        assert [stop["html"] for stop in seen.met if not (stop["shown"] and stop["seen"])] == [], (
            step
        )
        assert seen.nameless == [], step


def test_the_words_of_every_step_are_easy(visits: dict[str, Visit]) -> None:
    """All of them together, and what is said in whole sentences: choices are short."""
    hard = {}
    for step, seen in visits.items():
        lines = "\n".join(seen.words).splitlines()
        every = [sentence for line in lines for sentence in sentences_of(line)]
        whole = [each for each in every if each[-1] in ".?!" and len(words_of(each)) > 4]
        if sum(len(words_of(each)) for each in whole) < FEW:
            whole = []
        grades = (grade_of(every), grade_of(whole))
        print(f"{grades[0]:5.1f} all, {grades[1]:5.1f} in sentences: {step}")
        if seen.words[1].strip() and max(grades) > EASY:
            hard[step] = (*grades, whole)
    assert hard == {}


def test_no_question_shares_its_answers_with_one_of_another_step(
    page: Page, site_address: str
) -> None:
    """Of all radio buttons of a page that have one name, a browser lets one be chosen."""
    page.goto(f"{site_address}my-plan/")
    steps = page.evaluate(
        """() => { const steps = {};
        document.querySelectorAll('#plan [type=radio]').forEach(each => {
          (steps[each.name] ||= {})[each.closest('[data-step]').dataset.step] = 1; });
        return steps; }"""
    )
    assert len(steps) > 3
    assert {name: each for name, each in steps.items() if len(each) > 1} == {}


# ---- what is told ----


def tap(page: Page, words: str) -> None:
    """Tap a picture."""
    page.locator(".pick:visible").get_by_text(words, exact=True).click(force=True)


def test_a_picture_is_a_box_by_its_words_in_a_group_by_the_question(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}my-plan/")
    group = page.get_by_role("group", name="What would I love to do?")
    tap(page, "Grow things")
    expect(group.get_by_role("checkbox", name="Grow things", exact=True)).to_be_checked()
    assert page.locator("main img:not([alt=''])").count() == 0
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", name="A first small step")).to_be_focused()
    group = page.get_by_role("group", name="Grow things: what could be a first small step?")
    expect(group.get_by_role("radio")).to_have_count(6)


def test_a_fourth_wish_is_not_taken_and_the_page_says_why(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site_address}my-plan/")
    full = page.locator("#plan-full")
    for words in ("Walk", "Sing", "Swim"):
        expect(full).to_have_text("")
        tap(page, words)
    expect(full).to_have_text("That is three. Tap one again to take it off.")
    page.locator("[value=tea]").focus()
    page.keyboard.press("Space")
    expect(full).to_have_text(
        "You have three: Walk, Sing and Swim. Tap one of them to take it off."
    )
    expect(full).to_be_in_viewport(ratio=1)
    assert page.evaluate("connectdoPlan.plan.wishes.map(each => each.picture)") == [
        *("walk", "sing", "swim")
    ]
    expect(page.locator("[value=tea]")).not_to_be_checked()
    expect(page.locator("[value=tea]")).to_be_focused()
    assert full.get_attribute("role") == "status"
    page.evaluate("connectdoPlan.change(plan => { plan.wishes[1].stepWords = 'with Ann'; })")
    tap(page, "Sing")
    expect(full).to_have_text("Sing is taken off.")
    expect(page.get_by_label("Something else")).to_be_visible()
    tap(page, "Sing")
    assert page.evaluate("connectdoPlan.plan.wishes[2].stepWords") == "with Ann", "as it was"
    page.evaluate("connectdoPlan.forget(); connectdoPlanPage.show()")
    tap(page, "Sing")
    assert page.evaluate("connectdoPlan.plan.wishes[0].stepWords") == "", "not another person's"


def test_what_says_that_three_are_chosen_hides_nothing_in_focus(
    page: Page, site_address: str
) -> None:
    """It stays at the foot of a phone's screen, and every picture is moved wholly above it."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site_address}my-plan/")
    for words in ("Walk", "Sing", "Tea and a chat"):
        tap(page, words)
    hidden = """() => { const full = document.getElementById('plan-full').getBoundingClientRect();
      const box = document.activeElement.closest('label').getBoundingClientRect();
      return box.top < 0 || (box.bottom > full.top && box.top < full.bottom); }"""
    for key in ("Tab", "Shift+Tab"):
        for _ in range(19):
            page.keyboard.press(key)
            assert not page.evaluate(hidden), page.evaluate("document.activeElement.value")


def test_what_is_tapped_before_the_script_came_is_not_lost(page: Page, site_address: str) -> None:
    """The first step's script is asked for by the first tap, and may take its time."""
    held: list[Route] = []
    page.route("**/plan-wishes.*.js", lambda route: held.append(route))
    page.goto(f"{site_address}my-plan/")
    page.wait_for_load_state("networkidle")
    assert held == []
    for words in ("Walk", "Sing", "Sing"):
        tap(page, words)
    page.get_by_label("Something else").fill("tea")
    assert page.evaluate("connectdoPlan.plan.wishes") == []
    held[0].continue_()
    expect(page.get_by_role("link", name="Go on")).to_be_visible()
    wishes = page.evaluate("connectdoPlan.plan.wishes.map(each => [each.picture, each.words])")
    assert wishes == [["walk", ""], ["", "tea"]]
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)


def test_what_is_chosen_and_in_focus_is_seen_in_forced_colours_too(
    page: Page, site_address: str
) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{site_address}my-plan/")
    tap(page, "Sing")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    sees = """each => { const label = each.parentNode, words = label.querySelector('span');
      return [getComputedStyle(words, '::before').content.slice(0, 3),
        getComputedStyle(label).outlineStyle]; }"""
    assert page.locator("[value=sing]").evaluate(sees) == ['"✓"', "solid"]
    assert page.locator("[value=swim]").evaluate(sees) == ["non", "none"]
    assert page.evaluate("document.getAnimations().length") == 0


def test_with_letters_twice_as_large_every_step_is_as_wide_as_the_phone(
    large: Page, site_address: str
) -> None:
    for step, kept in steps_of(large, site_address):
        if not open_step(large, site_address, step, kept):
            continue
        assert large.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 32
        nothing_lies_to_the_side(large, step)
