"""The suggest page, opened from a listing, in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page, Route, expect

Serve = Callable[..., str]


def make_live(page: Page) -> None:
    """Give Lambeth's team an e-mail address that works, as a live borough's has."""

    def answer(route: Route) -> None:
        html = route.fetch().text()
        way = '<a href="mailto:team@example.org?subject=Hello">Write</a></article>'
        before, lambeth, after = html.partition('id="lambeth">')
        route.fulfill(
            content_type="text/html; charset=utf-8",
            body=before + lambeth + after.replace("</article>", way, 1),
        )

    page.route("**/suggest/", answer)


def test_it_says_which_listing_it_is_about_and_puts_its_team_first(
    page: Page, served: Serve, built_site: Path
) -> None:
    base = served(built_site)
    page.goto(f"{base}lambeth/listing/tuesday-gardening/")
    page.get_by_role("link", name=re.compile("Tell us")).first.click()
    expect(page).to_have_url(f"{base}suggest/#about=lambeth/tuesday-gardening")
    about = page.locator("#about")
    expect(about).to_have_text("This is about Tuesday gardening. Ring or write to Lambeth")
    expect(about.get_by_role("link", name="Tuesday gardening")).to_have_attribute(
        "href", f"{base}lambeth/listing/tuesday-gardening/"
    )
    expect(page.locator("article.card h3").first).to_have_text("Lambeth")


def test_a_letter_to_a_live_team_names_the_listing_and_its_address(
    page: Page, served: Serve, built_under_path: Path
) -> None:
    base = served(built_under_path, path="repo")
    make_live(page)
    page.goto(f"{base}suggest/#about=lambeth/tuesday-gardening")
    letter = page.get_by_role("link", name="Write", exact=True)
    expect(letter).to_have_attribute("href", re.compile("body="))
    href = unquote(letter.get_attribute("href") or "")
    assert href.startswith("mailto:team@example.org?subject=About Tuesday gardening&body=")
    assert f"{base}lambeth/listing/tuesday-gardening/" in href


def test_the_way_to_the_files_leads_to_this_one(
    page: Page, served: Serve, built_site: Path
) -> None:
    page.goto(f"{served(built_site)}suggest/#about=lambeth/tuesday-gardening")
    expect(page.get_by_role("link", name="Correct its file yourself")).to_have_attribute(
        "href",
        "https://forge.example.org/connect-and-do/edit/main/"
        "boroughs/lambeth/listings/tuesday-gardening.md",
    )


def test_a_listing_that_is_gone_or_from_a_disk_is_named_by_its_address(
    page: Page, served: Serve, built_site: Path
) -> None:
    page.goto(f"{served(built_site)}suggest/#about=lambeth/no-such-thing")
    expect(page.locator("#about")).to_contain_text("This is about no such thing.")
    page.goto((built_site / "suggest/index.html").as_uri() + "#about=lambeth/tuesday-gardening")
    expect(page.locator("#about")).to_contain_text("This is about tuesday gardening.")


def test_a_made_up_address_changes_nothing(page: Page, served: Serve, built_site: Path) -> None:
    base = served(built_site)
    for fragment in ("about=nowhere/x", "about=lambeth/<b>x</b>", "about=teams/x", "about="):
        page.goto(f"{base}suggest/#{fragment}")
        page.reload()
        page.wait_for_load_state("networkidle")
        expect(page.locator("#about")).to_have_text("")
        expect(page.get_by_role("link", name="Edit the files yourself")).to_be_visible()
