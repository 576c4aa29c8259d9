"""The suggest page in a real Chromium: opened from a listing, and composing a message."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from axe_looks import TWO_LOOKS, in_looks
from click.testing import CliRunner
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect
from site_samples import publication
from small_project import FILES, GARDENING, write_project
from test_repository import git

from connectdo.commands.main import group
from connectdo.contribute.messages import read_message
from connectdo.pages.message_form import letter_to_fill_in
from connectdo.pages.prose_pages import suggest_view
from connectdo.told.message_words import KINDS, message_fields

Serve = Callable[..., str]


def make_live(page: Page) -> None:
    """Give Lambeth's team ways that work, as a live borough's has; Brent's has none to write to."""

    def answer(route: Route) -> None:
        html = route.fetch().text()
        ways = '<a href="mailto:team@example.org?subject=Hello">Write</a>'
        ways += '<a href="sms:+447700900123">Text</a></div></li>'
        before, _, after = html.partition('id="lambeth" data-invented>')
        live = f'{before}id="lambeth">{after.replace("</div></li>", ways, 1)}'
        route.fulfill(
            content_type="text/html; charset=utf-8",
            body=live.replace('id="brent" data-invented', 'id="brent"'),
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
    expect(page.locator(".card h3").first).to_have_text("Lambeth")


def test_a_letter_to_a_live_team_names_the_listing_and_its_address(
    page: Page, served: Serve, built_under_path: Path
) -> None:
    base = served(built_under_path, path="repo")
    make_live(page)
    page.goto(f"{base}suggest/#about=lambeth/tuesday-gardening")
    letter = page.get_by_role("link", name="Write", exact=True)
    expect(letter).to_have_attribute("href", re.compile("body="))
    href = unquote(letter.get_attribute("href") or "")
    assert href.startswith("mailto:team@example.org?subject=Connect & Do: a correction&body=")
    assert "About: Tuesday gardening" in href
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
    base, tabs = served(built_site), []
    for fragment in ("about=nowhere/x", "about=lambeth/<b>x</b>", "about=teams/x", "about="):
        tabs.append(page.context.new_page())
        tabs[-1].goto(f"{base}suggest/#{fragment}")
    for tab in tabs:
        tab.wait_for_load_state("networkidle")
        expect(tab.locator("#about")).to_have_text("")
        expect(tab.get_by_role("link", name="Edit the files yourself")).to_be_visible()


# ---- a message ----

ABOUT = "suggest/#about=lambeth/gardening"


def message(page: Page) -> Locator:
    return page.get_by_label("Your message")


def tell(page: Page, kind: str) -> None:
    page.get_by_label(kind, exact=True).check()


def in_lambeth(folder: Path) -> Path:
    """The small project as a repository of git, whose borough is called lambeth."""
    here = {name.replace("ashmoor", "lambeth"): content for name, content in FILES.items()}
    write_project(folder, {**dict.fromkeys(FILES), **here, ".gitignore": "/.intake/\n"})
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "start")):
        git(folder, *words)
    return folder


def test_what_the_page_composes_is_taken_and_waits_with_the_same_answers(
    page: Page, served: Serve, built_site: Path, tmp_path: Path
) -> None:
    """From the browser, as text, into another project of files."""
    page.goto(f"{served(built_site)}{ABOUT}")
    expect(page.locator("#about")).to_contain_text("This is about gardening.")
    page.get_by_label("What is wrong?").fill("The gate is green.\n\nPlease ring: twice.")
    page.get_by_text("The details, as far as you know").click()
    page.get_by_label("What does it cost?").fill("free")
    page.get_by_label("Which number can people ring?").fill("020 7946 0333")
    page.get_by_label("I run it").check()
    page.get_by_label("How can we reach you").fill("Zoë, 07700 900123")
    text = message(page).input_value()
    read = read_message(text)
    assert read.kind == "correct"
    assert read.answers == {"cost": "free", "join.phone": "020 7946 0333"}
    assert (read.how, read.reach) == ("run", "Zoë, 07700 900123")
    assert read.words == "The gate is green.\n\nPlease ring: twice."

    project = in_lambeth(tmp_path / "project")

    def run(*words: str) -> str:
        options = ["--root", str(project), "--today", "2026-11-22"]
        done = CliRunner().invoke(group, [*words, *options], input=text)
        assert done.exit_code == 0, done.output
        return done.stdout

    said = run("take", "-")
    id = said.partition(":")[0]
    waits = run("proposals").splitlines()
    assert waits[0].startswith(f"{id}: correct, {GARDENING.replace('ashmoor', 'lambeth')}, sent on")
    assert "  Cost: Nothing -> free" in waits
    assert "  How to join: Phone: Nothing -> 020 7946 0333" in waits
    assert waits[-1] == "1 thing to look at."
    run("accept", id)
    [changed] = git(project, "show", "--format=", "--name-only").splitlines()
    assert changed == GARDENING.replace("ashmoor", "lambeth")


def test_each_kind_of_message_asks_for_its_own_and_is_read_as_that_kind(
    page: Page, served: Serve, built_site: Path
) -> None:
    page.goto(f"{served(built_site)}suggest/")
    page.get_by_label("Which borough").select_option("Lambeth")
    for kind in KINDS.values():
        tell(page, kind.choice)
        page.get_by_label(kind.question).fill("Hello")
        read = read_message(message(page).input_value())
        assert (read.kind, read.borough, read.words) == (kind.id, "Lambeth", "Hello")
    tell(page, "Something new")
    for each in message_fields():
        page.get_by_role("textbox", name=each.question).fill(f"about the {each.label}")
    read = read_message(message(page).input_value())
    assert read.answers == {each.name: f"about the {each.label}" for each in message_fields()}
    tell(page, "It has stopped")
    expect(page.get_by_label("What does it cost?")).to_be_hidden()
    page.get_by_role("textbox", name="What is it called?").fill("Choir")
    read = read_message(message(page).input_value())
    assert (read.about, read.answers) == ("Choir", {})


def test_a_live_team_is_written_to_by_mail_and_text_with_the_very_message(
    page: Page, served: Serve, built_site: Path
) -> None:
    base = served(built_site)
    make_live(page)
    page.goto(f"{base}{ABOUT}")
    mail = page.get_by_role("link", name="Write it as an e-mail")
    sms = page.get_by_role("link", name="As a text message")
    expect(mail).to_be_visible()
    page.get_by_label("What is wrong?").fill("Tea & cake\ncost £1")
    said = message(page).input_value()
    parts = urlsplit(mail.get_attribute("href") or "")
    assert (parts.scheme, parts.path) == ("mailto", "team@example.org")
    letter = parse_qs(parts.query)
    assert letter["subject"] == ["Connect & Do: a correction"]
    assert letter["body"] == [said.replace("\n", "\r\n")]
    text = sms.get_attribute("href") or ""
    assert text.startswith("sms:+447700900123?&body=")
    assert unquote(text.partition("body=")[2]) == said.replace("\n", "\r\n")
    expect(page.locator("[data-why]:visible")).to_have_count(0)

    page.get_by_label("What is wrong?").fill("so long " * 250)
    expect(page.get_by_text("This message is long, and mail programs may cut it.")).to_be_visible()
    expect(mail).to_have_class("button quiet")
    expect(page.get_by_role("button", name="Copy the words")).to_have_class("button")


def test_a_team_that_cannot_be_written_to_leaves_copying_and_says_why(
    page: Page, served: Serve, built_site: Path
) -> None:
    base = served(built_site)
    make_live(page)
    page.goto(f"{base}suggest/")
    ways = page.locator("#tell .ways :is(a, button):visible")
    why = page.locator("[data-why]:visible")
    for borough, says in (
        ("Choose one", "Choose the borough. Then you see how to reach its team."),
        ("Ealing", "This team is invented, so it has no address. Copy the words to try it."),
        ("Brent", "This team has no address to write to. Copy the words, or ring."),
    ):
        page.get_by_label("Which borough").select_option(borough)
        expect(why).to_have_text(says)
        expect(ways).to_have_text("Copy the words")


def test_copying_says_so_and_selects_the_words_where_a_browser_forbids_it(
    context: BrowserContext, served: Serve, built_site: Path
) -> None:
    base = served(built_site)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{base}suggest/")
    says = page.locator("#message-says")
    page.get_by_label("What is wrong?").fill("The door")
    page.get_by_role("button", name="Copy the words").click()
    expect(says).to_have_text("Copied.")
    said = message(page).input_value()
    assert page.evaluate("navigator.clipboard.readText()") == said
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    page.get_by_label("What is wrong?").fill("The other door")
    expect(says).to_have_text("")
    page.get_by_role("button", name="Copy the words").click()
    expect(says).to_have_text("The words are selected. Copy them now.")
    expect(message(page)).to_be_focused()
    assert "The other door" in page.evaluate("getSelection().toString()")


def test_from_a_folder_a_message_names_the_published_page_and_no_folder_of_the_sender(
    page: Page, built_site: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((built_site / "suggest/index.html").as_uri() + "#about=lambeth/tuesday-gardening")
    expect(message(page)).to_have_value(
        "Connect & Do: a correction\nAbout: tuesday gardening\n"
        "Page: https://example.org/lambeth/listing/tuesday-gardening/"
    )
    page.get_by_label("What is wrong?").fill("The door")
    assert all(url.startswith("file:") for url in asked)


def test_it_is_filled_in_by_keyboard_at_the_width_of_a_small_phone(
    page: Page, served: Serve, built_site: Path
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{served(built_site)}suggest/")
    page.get_by_label("Something is wrong").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Lambeth")
    page.keyboard.press("Tab")  # the heading of the details, which are open
    page.keyboard.press("Tab")
    page.keyboard.type("چائے")
    expect(message(page)).to_have_value("Connect & Do: something new\nBorough: Lambeth\nName: چائے")
    name = page.get_by_role("textbox", name="What is it called?")
    expect(name).to_be_focused()
    assert name.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert in_looks(page, TWO_LOOKS) == {}


def test_nothing_that_was_written_is_kept_or_sent(
    page: Page, served: Serve, built_site: Path
) -> None:
    page.goto(f"{served(built_site)}suggest/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("What is wrong?").fill("A secret")
    page.get_by_role("button", name="Copy the words").click()
    kept = "JSON.stringify([{...localStorage}, {...sessionStorage}, location.href, history.state])"
    assert "secret" not in page.evaluate(kept)
    assert asked == []


def test_on_paper_the_message_stands_without_what_is_pressed(
    page: Page, served: Serve, built_site: Path
) -> None:
    page.goto(f"{served(built_site)}suggest/")
    page.emulate_media(media="print")
    expect(message(page)).to_be_visible()
    expect(page.locator("#message-copy")).to_be_hidden()
    expect(page.locator("#message-why")).to_be_hidden()


def test_a_message_is_written_only_where_no_form_can_be_sent() -> None:
    shown = publication()
    assert suggest_view(shown).message
    assert not suggest_view(replace(shown, settings=replace(shown.settings, forms="."))).message


def test_the_page_posts_nothing(built_site: Path) -> None:
    html = (built_site / "suggest/index.html").read_text("utf-8")
    assert 'id="tell"' in html
    assert "<form" not in html


@pytest.mark.parametrize("kind", ["correct", "new"])
def test_a_letter_without_scripts_has_labels_to_fill_in_and_is_read_back(kind: str) -> None:
    href = letter_to_fill_in("mailto:team@example.org", "Connect & Do", "Łódź & Sons")
    parts = urlsplit(href)
    assert parts.path == "team@example.org"
    letter = parse_qs(parts.query, keep_blank_values=True)
    assert letter["subject"] == ["Connect & Do Łódź & Sons"]
    [body] = letter["body"]
    page = "https://example.org/lambeth/listing/choir/" if kind == "correct" else ""
    filled = body.replace("Page: ", f"Page: {page}").replace("Cost: ", "Cost: free")
    read = read_message(filled.replace("What is wrong, or new: ", "What is wrong, or new: Tea"))
    assert (read.kind, read.pages) == (kind, (page,) if page else ())
    assert (read.answers, read.words) == ({"cost": "free"}, "Tea")
