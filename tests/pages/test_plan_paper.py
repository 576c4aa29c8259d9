"""A plan on paper: the booklet, with what is on in a borough, on its own page and in the book."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import site_samples
from conftest import READ_ON
from playwright.sync_api import Page, expect
from sampled import sampled
from shipped_theme import environment_of
from small_project import TODAY, listing, write_project
from test_print import printed, sizes, words_of

from connectdo.data.reading import read_directory
from connectdo.derive.dates import LONDON
from connectdo.derive.freshness import full_date
from connectdo.derive.prose import typeset
from connectdo.derive.readability import grade_of, sentences_of
from connectdo.derive.readability import words_of as words_in
from connectdo.pages.plan_paper_page import MOST_THINGS, PlanPaperView, plan_paper_view
from connectdo.told import plan_words, urls
from connectdo.told.plan_words import PlanChoice
from connectdo.told.publication import Publication, Settings
from connectdo.told.wording import EXAMPLE
from connectdo.tools.lint_words import passages_of_page, passages_of_template

pytestmark = pytest.mark.reads_a_day

HARDEST = 7.0
LARGE_PRINT = 16
BOROUGHS = [each.id for each in site_samples.publication().boroughs]
CHOICES = {
    name: value
    for name, value in vars(plan_words).items()
    if isinstance(value, tuple) and isinstance(value[0], PlanChoice)
}


def text_of(html: str) -> str:
    """What a page says, with its drawings' words."""
    shown = re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r" \1 ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def paper(folder: Path, borough: str = "") -> str:
    """The booklet as it is sent."""
    address = urls.paper(borough) if borough else urls.PLAN_PAPER
    return (folder / urls.output_file(address)).read_text("utf-8")


def view(borough: str) -> PlanPaperView:
    return plan_paper_view(site_samples.publication(), borough)


@pytest.mark.parametrize("address", [urls.PLAN_PAPER, urls.paper("brent"), urls.book("brent")])
def test_all_that_can_be_tapped_can_be_ticked(built_site: Path, address: str) -> None:
    said = text_of((built_site / urls.output_file(address)).read_text("utf-8"))
    assert len(CHOICES) == 11
    missing = {
        name: [each.words for each in choices if each.words not in said]
        for name, choices in CHOICES.items()
    }
    assert not any(missing.values()), missing
    assert "This booklet is mine. I need not show it to anybody." in said


def test_each_choice_has_its_drawing_and_without_them_its_words_stand_alone(root: Path) -> None:
    shown = view("")
    drawn = {"plan-wishes.svg": "wishes.svg", "plan-signs.svg": "signs.svg"}
    template = environment_of(root / "theme").get_template("plan-paper.html")
    pages = [
        template.render(view=replace(shown, chrome=replace(shown.chrome, files=files)))
        for files in ({}, drawn)
    ]
    found = [set(re.findall(r'<img src="([^"]+)"', page)) for page in pages]
    assert found[0] == set()
    assert found[1] == {
        f"{'wishes' if name == 'WISHES' else 'signs'}.svg#{each.id}"
        for name, choices in CHOICES.items()
        for each in choices
    }
    for each in shown.booklet.faces:
        assert (
            text_of(pages[0]).count(f" {each.words}") >= 14 <= text_of(pages[1]).count(each.words)
        )


def test_it_asks_nobody_to_type_and_its_title_tells_nothing(built_site: Path) -> None:
    for borough in ("", *BOROUGHS):
        html = paper(built_site, borough)
        assert not re.findall(r"<(?:input|textarea|select|form)\b", html)
        assert re.search(r"<title>My notes – ", html)


def test_it_names_whom_to_ring_and_a_boroughs_names_its_own_team_first(built_site: Path) -> None:
    publication = site_samples.publication()
    teams = {each.id: each.data.team.name for each in publication.boroughs if each.data.team}
    assert len(teams) == len(BOROUGHS)
    everybodys, brent = text_of(paper(built_site)), text_of(paper(built_site, "brent"))
    for borough, name in teams.items():
        assert name in everybodys
        assert (name in brent) is (borough == "brent")
    assert brent.index(teams["brent"]) < brent.index("What I would love to do")
    for each in (everybodys, brent):
        assert "Ring 116 123" in each.partition("Who I can ring")[2]


def test_booklet_and_leaflets_are_easy_to_read(root: Path) -> None:
    """Run it with -s to read the grades. A booklet's choices are read one by one."""
    templates = root / "theme/templates"
    grades = {}
    for name in ("plan-paper.html", "components/booklet.html"):
        passages = passages_of_template((templates / name).read_text("utf-8"))
        grades[name] = [each.text for each in passages]
    for name in ("with-someone.md", "first-hour-alongside.md", "for-professionals.md"):
        text = (root / "content/pages" / name).read_text("utf-8")
        grades[name] = [each.text for each in passages_of_page(text)]
    for name, texts in grades.items():
        found = [line for text in texts for line in sentences_of(text) if len(words_in(line)) > 2]
        grade = grade_of(found)
        print(f"{name:<28}{grade:6.1f}  in {len(found)} sentences")
        assert len(found) > 5, name
        assert grade <= HARDEST, name


# ---- what is coming up ----


@pytest.mark.parametrize("borough", BOROUGHS)
def test_a_few_things_of_several_days_of_the_week_stand_in_it(borough: str) -> None:
    publication = site_samples.publication()
    shown = {typeset(each.data.name): each for each in publication.listed(borough)}
    week = view(borough).week
    assert week
    assert len(week.things) == MOST_THINGS
    sunday = (publication.monday + dt.timedelta(days=6)).isoformat()
    for thing in week.things:
        listing = shown[thing.name]
        assert thing.next.iso[:10] <= sunday
        assert thing.reach
        assert (EXAMPLE in {each.label for each in thing.states}) is bool(listing.data.example)
    starts = [thing.next.iso for thing in week.things]
    assert starts == sorted(starts)
    assert len({start[:10] for start in starts}) >= 5


def test_what_is_alone_in_its_area_is_chosen_before_more_of_the_same(tmp_path: Path) -> None:
    when = "when: [{every: Tuesday, from: 10:00, to: 12:00}]\n"
    files: dict[str, str | bytes | None] = {
        f"boroughs/ashmoor/listings/digging-{number}.md": listing(when) for number in range(12)
    }
    files["boroughs/ashmoor/listings/zither.md"] = listing(
        f"{when}area: music\nname: Zither\n", without="area name"
    )
    files["content/vocabulary/areas.yml"] = (
        "out-and-about: {name: Out and about, summary: Parks}\n"
        "music: {name: Music, summary: Tunes}\n"
    )
    directory = read_directory(write_project(tmp_path, files), TODAY).directory
    publication = Publication(
        replace(directory, geography=None),  # which has no outlines for a picture
        TODAY,
        urls.Site("https://example.org/"),
        Settings("A", "", ""),
    )
    week = plan_paper_view(publication, "ashmoor").week
    assert week
    assert "Zither" in {thing.name for thing in week.things}
    assert len(week.things) == MOST_THINGS


@pytest.mark.parametrize(
    "now", [dt.datetime(2026, 11, 25, 12, 45), dt.datetime(2027, 1, 5, 9, 0)], ids=str
)
def test_whenever_it_is_read_the_next_times_stand_first_and_are_true(
    page: Page, site_address: str, now: dt.datetime
) -> None:
    publication = site_samples.publication()
    coming: dict[str, list[str]] = {}
    for record in publication.listed("lambeth"):
        starts = [each.start for each in publication.told(record).coming]
        coming[typeset(record.data.name)] = [start.isoformat()[:16] for start in starts]
    page.clock.set_fixed_time(now.replace(tzinfo=LONDON))
    page.goto(f"{site_address}{urls.paper('lambeth')}")
    rows = page.locator("[data-coming] > li:visible")
    found = rows.evaluate_all(
        "all => all.map(each => [each.querySelector('a').textContent,"
        " each.querySelector('time').dateTime])"
    )
    assert len(found) > 5
    assert [start for _, start in found] == sorted(start for _, start in found)
    today = f"{now:%Y-%m-%d}"
    for name, start in found:
        assert start[:16] in coming[name]
        assert start >= today
        assert not [each for each in coming[name] if f"{now:%Y-%m-%dT%H:%M}" <= each < start]


def test_when_nobody_has_renewed_it_nothing_is_coming_up_and_it_says_so(
    page: Page, site_address: str
) -> None:
    page.clock.set_fixed_time("2027-03-22T09:00:00Z")
    page.goto(f"{site_address}{urls.paper('lambeth')}")
    expect(page.locator("#coming")).to_be_hidden()
    expect(page.get_by_text("nobody has renewed it since")).to_be_visible()
    expect(page.locator("#my-wishes")).to_be_visible()


# ---- on paper ----


@pytest.mark.parametrize("borough", sampled(["lambeth", "bromley", "brent"], ["lambeth"]))
def test_it_prints_in_large_print_a_part_a_side_and_what_is_on_on_two(
    page: Page, site_address: str, borough: str
) -> None:
    page.goto(f"{site_address}{urls.paper(borough)}")
    parts = page.locator(".booklet > section :is(h1, h2)").all_inner_texts()
    sheets = printed(page)
    texts = [words_of(sheet) for sheet in sheets]
    first = {part: next(at for at, text in enumerate(texts) if part in text) for part in parts}
    assert list(first.values()) == sorted(set(first.values())), "two parts stand on one side"
    at = [*first.values(), len(sheets)]
    sides = {part: at[number + 1] - at[number] for number, part in enumerate(parts)}
    assert sides.pop(next(part for part in parts if part.startswith("Coming up"))) <= 2
    assert set(sides.values()) == {1}, sides
    for sheet in sheets:
        assert {size for size in sizes(sheet) if size < LARGE_PRINT - 0.05} == set()
    at_top = texts[first[f"Coming up in {borough.capitalize()}"]]
    assert f"Printed on {full_date(READ_ON)}." in at_top


def test_the_leaflet_for_the_person_beside_prints_on_two_sides(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}{urls.WITH_SOMEONE}")
    assert len(printed(page)) == 2
