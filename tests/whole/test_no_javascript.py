"""The shipped site in a browser that runs no script: everything can be reached and read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import site_samples
from following import follow
from playwright.sync_api import Browser, Page
from sampled import sampled

from connectdo.told.urls import output_file

EVERY_BOROUGH = pytest.mark.parametrize(
    "borough",
    [
        *("Lambeth", "Bromley"),
        *(
            pytest.param(each, marks=pytest.mark.prove)
            for each in ("Brent", "Ealing", "Hounslow", "Southwark")
        ),
    ],
)
"""Two in every run, since the pages of all are made by the same templates."""
CONTACT = "a[href^='tel:'], a[href^='sms:'], a[href^='mailto:'], a[href^='http']"


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A tab of a small phone that runs no script."""
    context = browser.new_context(
        locale="en-GB", java_script_enabled=False, viewport={"width": 360, "height": 640}
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def scripted(browser: Browser) -> Iterator[Page]:
    """The same with scripts."""
    context = browser.new_context(locale="en-GB", viewport={"width": 360, "height": 640})
    yield context.new_page()
    context.close()


@EVERY_BOROUGH
def test_from_home_to_a_contact_in_at_most_four_steps(
    plain: Page, site_address: str, borough: str
) -> None:
    """Borough, area, listing: the fourth step is the call itself."""
    plain.goto(site_address)
    follow(plain.locator("main").get_by_role("link", name=borough, exact=False).first)
    assert plain.url == f"{site_address}{borough.lower()}/"
    follow(plain.locator("main").get_by_role("link", name=re.compile("Learning and education")))
    assert plain.url.endswith("/area/learning-and-education/")
    library = plain.locator("main .card", has_not_text="Example").get_by_role("heading")
    follow(library.get_by_role("link").first)
    assert "/listing/" in plain.url
    ways = plain.locator("main").locator(CONTACT)
    ways.first.wait_for()


def test_help_me_choose_leads_to_a_list_in_three_steps(plain: Page, site_address: str) -> None:
    plain.goto(site_address)
    follow(plain.get_by_role("link", name="Help me choose"))
    follow(plain.locator("main").get_by_role("link", name="Lambeth"))
    follow(plain.locator("main").get_by_role("link", name=re.compile("Out and about")))
    plain.locator("main .card").first.wait_for()
    assert plain.url.endswith("/lambeth/area/out-and-about/")


def headings(page: Page) -> list[str]:
    """The headings that can be seen."""
    return [text.strip() for text in page.locator("main :is(h1, h2, h3):visible").all_inner_texts()]


TEMPLATES = [name for name in site_samples.TEMPLATES if name != "moved"]
OF_OTHERS = {
    *("a-z", "cards", "crisis", "data", "help-checks", "help-fields", "not-found", "organisation"),
    *("page", "someone-with-you", "status", "venue"),
}
"""Pages whose scripts stand on other templates' pages too; `make prove` reads these."""


def scripts_of(folder: Path, templates: set[str]) -> set[str]:
    """The scripts that the largest page of any of these templates has."""
    pages = [folder / output_file(site_samples.of_template(folder, each)[0]) for each in templates]
    found = [re.findall(r"<script\b[^>]*/([\w.-]+\.js)", page.read_text()) for page in pages]
    return {name for names in found for name in names}


def test_every_script_of_a_page_is_on_one_that_is_read_in_every_run(built_site: Path) -> None:
    others = scripts_of(built_site, {*TEMPLATES} - OF_OTHERS)
    assert set() < scripts_of(built_site, OF_OTHERS) <= others


@pytest.mark.parametrize("template", sampled(TEMPLATES, {*TEMPLATES} - OF_OTHERS))
def test_what_scripts_show_can_be_read_without_them(
    plain: Page, scripted: Page, site_address: str, built_site: Path, template: str
) -> None:
    """Every heading, no button that does nothing, no field that nobody reads."""
    address = site_samples.of_template(built_site, template)[0]
    plain.goto(f"{site_address}{address}")
    scripted.goto(f"{site_address}{address}")
    assert headings(plain)
    with_scripts = {text.removesuffix(" (today)") for text in headings(scripted)}
    # What is on soon is chosen by the day of reading; without scripts its link leads to all of it.
    if soon := scripted.locator("[data-soon]").all():
        with_scripts -= {soon[0].locator("h2").inner_text()}
        assert plain.locator("[data-soon] a.more").is_visible()
    there = plain.locator(
        "main :is(h1, h2, h3):not([hidden] *), [data-soon] h3"
    ).all_text_contents()
    assert with_scripts - {text.strip() for text in there} == set()
    assert dead_controls(plain) == []
    assert len(plain.locator("main").inner_text()) > 80
    assert "Loading" not in plain.locator("main").inner_text()


def dead_controls(page: Page) -> list[str]:
    """Buttons and fields in view that no form of a server takes, and links that need a script."""
    found: list[str] = page.evaluate(
        """[...document.querySelectorAll('button, input, select, textarea, [href^="javascript"],'
        + ' a[href="#"]')].filter(each => each.checkVisibility({ visibilityProperty: true })
        && !each.closest('form[action]')).map(each => each.outerHTML.slice(0, 90))"""
    )
    return found


def test_a_dead_control_is_seen(plain: Page) -> None:
    plain.goto("about:blank")
    plain.set_content(
        "<form action='/x'><input></form><form><button>b</button></form><a href='#'>x</a>"
        "<details><input></details><p hidden><button>c</button></p>"
    )
    assert [each[:7] for each in dead_controls(plain)] == ["<button", "<a href"]


def paths(page: Page) -> list[str]:
    """Where the links in view lead that stand in the page's story."""
    found: list[str] = page.locator("main a:visible").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname)"
    )
    return found


@EVERY_BOROUGH
def test_the_finder_s_questions_are_answered_by_pages(
    plain: Page, site_address: str, borough: str
) -> None:
    """From the search of all boroughs to a borough's, and from there to each list."""
    start = f"/{borough.lower()}/"
    plain.goto(f"{site_address}search/")
    assert f"{start}a-z/" in paths(plain)
    assert "Searching by words needs scripts" in plain.locator("main").inner_text()
    by_area = plain.get_by_role("link", name="By area, day or interest")
    follow(by_area.and_(plain.locator(f"[href*='{borough.lower()}/']")))
    assert plain.url.endswith(f"{start}search/#shortcuts")
    links = paths(plain)
    assert len({link for link in links if link.startswith(f"{start}area/")}) == 6
    assert len({link for link in links if link.startswith(f"{start}day/")}) == 7
    for name in ("free", "quiet", "step-free", "buddy", "online", "a-z"):
        assert f"{start}{name}/" in links
    follow(plain.get_by_role("link", name="By interest"))
    assert [link for link in paths(plain) if link.startswith(f"{start}interest/")]


def test_the_finder_s_form_is_out_of_sight_without_scripts(plain: Page, site_address: str) -> None:
    plain.goto(f"{site_address}lambeth/search/#is=quiet")
    assert dead_controls(plain) == []
    assert (
        plain.locator("#search, #search-found").evaluate_all(
            "all => all.filter(each => each.checkVisibility()).length"
        )
        == 0
    )
    assert "What we found" not in plain.locator("main").inner_text()
