"""A borough as one file: all of it, in order, true on paper, and needing nothing beside it."""

from __future__ import annotations

import gzip
import io
import re
import unicodedata
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
import site_samples
from axe_looks import TWO_LOOKS, in_looks
from playwright.sync_api import Page
from pypdf import PdfReader
from seeded import BOROUGH
from small_project import FILES, GARDENING, TODAY, write_project
from test_policy import broken, hosted, watched

from connectdo.data.reading import read_directory
from connectdo.derive.prose import typeset
from connectdo.pages.book_page import book_view
from connectdo.pages.list_pages import lists_of
from connectdo.told import urls
from connectdo.told.publication import Publication, Settings
from connectdo.told.wording import EXAMPLE

assert hosted  # a fixture, asked for by its name
BOROUGHS = ("brent", "bromley", "ealing", "hounslow", "lambeth", "southwark")
ENTRY = re.compile(
    r'<article id="n(\d+)" data-listing="[^"]+" aria-labelledby="h\1">\n'
    r'<h3 id="h\1" dir="auto">\1\. (.*?)</h3>(.*?)</article>',
    re.DOTALL,
)
INDEX = re.compile(r'<li dir="auto"><a href="#n(\d+)">(?:\1\. (.*?)|(.*?), \1)</a></li>')
MARK = " (example)"


def book(folder: Path, borough: str) -> str:
    """The file as it is sent."""
    return (folder / urls.book(borough)).read_text("utf-8")


def entries(html: str) -> list[tuple[int, str, str]]:
    """Number, name and the rest of each thing, in the order of the file."""
    return [(int(number), unescape(name), rest) for number, name, rest in ENTRY.findall(html)]


@pytest.mark.parametrize("borough", BOROUGHS)
def test_it_holds_each_listing_of_the_borough_once_and_in_order(
    built_site: Path, borough: str
) -> None:
    publication = site_samples.publication()
    found = entries(book(built_site, borough))
    assert [number for number, _, _ in found] == list(range(1, len(found) + 1))
    expected = []
    for page in lists_of(publication, borough):
        if page.group == "area":
            expected += sorted(
                (typeset(each.data.name) for each in page.listings), key=str.casefold
            )
    assert [name for _, name, _ in found] == expected
    assert len(found) == len(publication.listed(borough)) > 14


@pytest.mark.parametrize("borough", BOROUGHS)
def test_the_numbers_by_day_and_by_name_are_those_of_the_things(
    built_site: Path, borough: str
) -> None:
    html = book(built_site, borough)
    names = {number: name for number, name, _ in entries(html)}
    by_day, _, by_name = html.partition('id="by-day"')[2].partition('id="by-name"')
    for part in (by_day, by_name):
        for number, one, other in INDEX.findall(part):
            assert names[int(number)] == unescape(one or other).removesuffix(MARK)
    assert len(INDEX.findall(by_name)) == len(names)
    on_days = [
        [typeset(each.data.name) for each in page.listings]
        for page in lists_of(site_samples.publication(), borough)
        if page.group == "day"
    ]
    days = by_day.split("<h3>")[1:]
    assert [
        sorted(unescape(one or other).removesuffix(MARK) for _, one, other in INDEX.findall(day))
        for day in days
    ] == [sorted(names) for names in on_days]


@pytest.mark.parametrize("borough", BOROUGHS)
def test_examples_and_their_team_say_so_and_real_places_do_not(
    built_site: Path, borough: str
) -> None:
    publication = site_samples.publication()
    example = {typeset(each.data.name): each.data.example for each in publication.listed(borough)}
    html = book(built_site, borough)
    for _, name, rest in entries(html):
        assert (f'<p class="stamp">{EXAMPLE}</p>' in rest) is bool(example[name]), name
    for _, one, other in INDEX.findall(html):
        name = unescape(one or other)
        assert name.endswith(MARK) is bool(example[name.removesuffix(MARK)]), name
    assert "Example: not a real team" in html.partition('id="team"')[2]
    assert "This is a demonstration." in html


def test_it_says_when_with_all_hours_and_never_when_next(built_site: Path) -> None:
    (gardening,) = [
        rest
        for _, name, rest in entries(book(built_site, "lambeth"))
        if name == "Tuesday gardening"
    ]
    assert "Every Tuesday in term time, 10am to 12 noon" in unescape(gardening)
    assert "Next time" not in book(built_site, "lambeth")
    assert "Made in the week of 16 November 2026." in book(built_site, "lambeth")


def test_a_device_finds_a_thing_by_what_it_is_called_and_was_called_before(tmp_path: Path) -> None:
    text = str(FILES[GARDENING]).replace("venue: hall\n", "venue: hall\nformerly: [digging]\n")
    write_project(tmp_path, {GARDENING: text})
    directory = read_directory(tmp_path, TODAY).directory
    site, settings = urls.Site("https://example.org/"), Settings("Connect & Do", "", "")
    book = book_view(Publication(directory, TODAY, site, settings), "ashmoor")
    ((entry,),) = (area.entries for area in book.areas)
    assert entry.refs == "ashmoor/gardening ashmoor/digging"


def test_a_number_is_there_to_press_and_an_examples_is_not(built_site: Path) -> None:
    html = book(built_site, "lambeth")
    live = {name for _, name, rest in entries(html) if 'href="' in rest}
    told = site_samples.publication().listed("lambeth")
    assert live.isdisjoint(typeset(each.data.name) for each in told if each.data.example)
    assert live


def test_help_in_a_hard_moment_stands_first_with_its_numbers(built_site: Path) -> None:
    first = book(built_site, "lambeth").partition("<article")[0]
    for number in ("999", "111", "116 123", "85258"):
        assert number in first


def test_it_opens_from_a_folder_of_its_own_with_its_style_and_asks_for_nothing(
    page: Page, built_site: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "Lambeth.html"
    alone.write_text(book(built_site, "lambeth"), "utf-8")
    complaints, requests = watched(page)
    page.goto(alone.as_uri())
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert requests == [alone.as_uri()]
    assert complaints == broken(page) == []
    page.get_by_role("link", name="By name").click()
    assert page.url == f"{alone.as_uri()}#by-name"


def test_its_style_passes_the_headers_of_a_host_and_another_would_not(
    page: Page, hosted: Callable[[Path, Path], str], built_site: Path, tmp_path: Path
) -> None:
    host = hosted(built_site, built_site / "_headers")
    watched(page)
    page.goto(f"{host}lambeth/book.html")
    assert broken(page) == []
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    wrong = re.sub("(<style>)", r"\1b{color:red}", book(built_site, "lambeth"))
    (tmp_path / "index.html").write_text(re.sub("<meta http-equiv.*>", "", wrong), "utf-8")
    page.goto(hosted(tmp_path, built_site / "_headers"))
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "none"
    assert [each.split()[0] for each in broken(page)] == ["style-src-elem"]


def test_axe_finds_nothing_in_any_look(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}brent/book.html")
    assert in_looks(page, TWO_LOOKS) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_it_is_large_print_and_no_thing_is_cut_in_two(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}brent/book.html")
    page.emulate_media(media="print")
    assert (
        page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 14 * 96 / 72 - 0.1
    )
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert round(float(sheets[0].mediabox.width)) == 595
    texts = [squeezed(sheet.extract_text()) for sheet in sheets]
    names = page.locator("article h3").all_inner_texts()
    reach = page.locator("article").evaluate_all(
        "all => all.map(each => each.querySelector('dd:last-child').innerText)"
    )
    for name, last in zip(names, reach, strict=True):
        (sheet,) = [text for text in texts if squeezed(name) in text][:1]
        assert squeezed(last)[:30] in sheet, name


def squeezed(text: str) -> str:
    """Words as they are read: a PDF may write fi as one letter."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def test_a_borough_of_300_listings_is_a_file_that_can_be_sent(seeded_site: Path) -> None:
    html = book(seeded_site, BOROUGH)
    assert len(entries(html)) > 250
    assert len(gzip.compress(html.encode(), 6)) < 60_000


def test_a_page_of_the_borough_leads_to_it(built_site: Path) -> None:
    assert 'href="../lambeth/book.html"' in (built_site / "lambeth/index.html").read_text("utf-8")
