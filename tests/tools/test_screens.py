"""The pictures of the site on its help pages and in the README: all there, small, true, with words.

What is in them is looked at where they are taken: a real browser opens every page again.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Browser
from site_builds import build, project

from connectdo.commands.main import group
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader
from connectdo.derive.prose import to_html
from connectdo.told.photographs import FINENESS
from connectdo.tools.screens import MOST_BYTES, PAGES, SCREENS, Screen, demonstrated, size_of, take
from connectdo.tools.screens_of_round import ROUND, take_round

ALL_TOGETHER = 210_000
FILES = {screen.file: screen for screen in (*SCREENS, *ROUND)}


class Images(HTMLParser):
    """Collects the attributes of every picture."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append({name: value or "" for name, value in attrs})


def shown_by(root: Path) -> dict[str, list[tuple[str, str]]]:
    """(file, its words) of each picture that a page or the README shows, by the text's file."""
    found = {}
    for text in [root / "README.md", *sorted((root / "content/pages").glob("*.md"))]:
        written = text.read_text("utf-8")
        pairs = [(name, words) for words, name in re.findall(r"!\[(.*?)\]\((.*?)\)", written)]
        pairs += [(each["src"], each.get("alt", "")) for each in Images(written).found]
        found[text.name] = [
            ((text.parent / name).relative_to(root).as_posix(), words) for name, words in pairs
        ]
    return found


def test_every_picture_that_a_page_shows_is_one_that_the_command_takes(root: Path) -> None:
    shown = shown_by(root)
    assert len(shown["how-to-use.md"]) >= 3 and len(shown["README.md"]) >= 3
    assert {name for pairs in shown.values() for name, _ in pairs} == set(FILES)
    assert {file.relative_to(root).as_posix() for file in (root / PAGES).iterdir()} <= set(FILES)


def test_every_picture_has_words_and_those_of_examples_say_so(root: Path) -> None:
    for pairs in shown_by(root).values():
        for name, words in pairs:
            assert 20 < len(words) < 160, name
            if "/listing/" in FILES[name].address and "Are these" not in words:
                assert "example" in words.lower(), name


def test_every_picture_is_small_and_as_large_as_the_command_makes_it(root: Path) -> None:
    for name, screen in FILES.items():
        assert (root / name).stat().st_size <= MOST_BYTES, name
        with Image.open(root / name) as image:
            assert image.size == size_of(screen), f"{name}: run make screens"
    assert sum((root / name).stat().st_size for name in FILES) <= ALL_TOGETHER


def test_pages_show_pictures_with_their_size_and_load_them_late(
    built_site: Path, root: Path
) -> None:
    page = built_site / "help/index.html"
    images = [each for each in Images(page.read_text("utf-8")).found if "loading" in each]
    assert len(images) == len(shown_by(root)["how-to-use.md"])
    for each in images:
        assert each["alt"] and each["loading"] == "lazy"
        with Image.open(page.parent / each["src"]) as image:
            assert image.size == (FINENESS * int(each["width"]), FINENESS * int(each["height"]))
    assert 'class="example"' not in str(images)


@pytest.mark.prove
def test_every_screen_can_be_taken_from_the_site_as_it_stands(
    browser: Browser, site_address: str, root: Path
) -> None:
    """Each page is there, holds the part that is shown, and labels its examples in the picture."""
    day = demonstrated(Reader(root))
    assert [screen for screen, _ in take(browser, site_address, SCREENS, day)] == list(SCREENS)


@pytest.mark.prove
def test_the_round_can_be_photographed(browser: Browser, root: Path, tmp_path: Path) -> None:
    day = demonstrated(Reader(root))
    assert [screen for screen, _ in take_round(root, tmp_path, day, browser)] == list(ROUND)


def test_an_example_without_its_label_is_not_photographed(
    browser: Browser, site_address: str, root: Path
) -> None:
    without = Screen("x.webp", "lambeth/listing/tuesday-gardening/", 200, ".facts")
    with pytest.raises(Refusal, match=r"x\.webp would show 1 examples and 0 of their labels\."):
        list(take(browser, site_address, [without], demonstrated(Reader(root))))


def test_a_screen_whose_part_has_gone_says_which(
    browser: Browser, site_address: str, root: Path
) -> None:
    gone = Screen("x.webp", "lambeth/", 200, ".gone")
    with pytest.raises(Refusal, match=r'^lambeth/ has no "\.gone" where x\.webp begins\. '):
        list(take(browser, site_address, [gone], demonstrated(Reader(root))))


def test_a_picture_that_grew_too_large_is_not_kept(
    browser: Browser, site_address: str, root: Path
) -> None:
    tall = Screen("x.webp", "lambeth/listing/tuesday-gardening/", 1200)
    with pytest.raises(Refusal, match=r"x\.webp would have [0-9,]+ bytes, more than 25,000\."):
        list(take(browser, site_address, [tall], demonstrated(Reader(root))))


def test_a_name_that_is_no_screen_is_answered_with_those_there_are() -> None:
    answer = CliRunner().invoke(group, ["screens", "weak"])
    assert answer.exit_code == 2
    assert answer.output.startswith('"weak" is not a screen. There are: borough, ')


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (
            "![A walk](pictures/walk.webp)",
            'content/pages/about.md: The picture "pictures/walk.webp" is not there, '
            "or is no picture. Run: make screens",
        ),
        (
            "![](pictures/walk.webp)",
            'content/pages/about.md: The picture "pictures/walk.webp" has no words for people '
            "who cannot see it.",
        ),
        (
            "![A walk](https://example.com/walk.webp)",
            'content/pages/about.md: The picture "https://example.com/walk.webp" is not one of '
            "our own, and pages load nothing from elsewhere.",
        ),
    ],
    ids=["missing", "without-words", "elsewhere"],
)
def test_a_page_with_a_wrong_picture_is_not_built(tmp_path: Path, line: str, refusal: str) -> None:
    page = f"Title: About\nSlug: about\nSummary: Us\n\n{line}\n"
    root = project(tmp_path, {"content/pages/about.md": page})
    built = build(root)
    assert built.returncode == 2
    assert refusal in built.stderr
    assert "Traceback" not in built.stderr


def test_what_an_editor_writes_of_a_listing_shows_no_picture() -> None:
    assert to_html("A ![x](pictures/week.webp) walk") == "<p>A  walk</p>"
    assert 'src="pictures/week.webp"' in to_html("![x](pictures/week.webp)", trusted=True)
