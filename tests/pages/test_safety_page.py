"""The page about staying safe: what it says of harm, of whom to tell, and of who has read it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from shipped_theme import environment_of
from site_samples import ROOT, publication
from small_project import BOROUGH, TODAY, write_project

from connectdo.contribute.intake.lanes import DAYS, EVENING
from connectdo.contribute.store.store_matters import MatterLane
from connectdo.data.reading import read_directory
from connectdo.derive.readability import grade_of, sentences_of
from connectdo.pages.safety_page import MEANS, safety_view
from connectdo.told import urls
from connectdo.told.publication import HERE, Publication, Settings
from connectdo.tools.lint_words import passages_of_template

HARMS = (
    "terrorism child-abuse child-abuse-images hate harassment control intimate-images "
    "extreme-pornography sexual-exploitation trafficking unlawful-immigration fraud "
    "proceeds-of-crime drugs weapons suicide self-harm foreign-interference animal-cruelty "
    "cyberflashing epilepsy-trolling"
).split()
HARDEST = 10.0


@cache
def page(forms: str = "") -> str:
    """What stands between the header and the footer of the shipped page."""
    shipped = publication()
    shown = replace(shipped, settings=replace(shipped.settings, forms=forms))
    template = environment_of(ROOT / "theme").get_template("online-safety.html")
    found = re.search(r"<main.*?</main>", template.render(view=safety_view(shown)), re.DOTALL)
    assert found
    return found[0]


def small(folder: Path, today: dt.date, borough: str) -> Publication:
    """A site of one borough, with these lines behind its name and its code."""
    text = f"schema: 1\nname: Ashmoor\ngss: E09000901\n{borough}"
    read = read_directory(write_project(folder, {BOROUGH: text}), today).directory
    directory = replace(read, geography=None)  # which has no outlines for a picture
    return Publication(directory, today, urls.Site("https://example.org/"), Settings("A", "", ""))


def test_every_kind_of_harm_stands_in_the_table_with_our_reason() -> None:
    harms = publication().directory.vocabulary.harms
    assert [each for each in HARMS if each not in harms] == []
    rows = re.findall(
        r'<tr><th scope="row" dir="auto">(.+?)</th><td>(.+?)</td><td dir="auto">(.+?)</td></tr>',
        page(),
    )
    assert rows == [(each.name, each.level.value, each.why) for each in harms.values()]


def test_only_the_levels_of_the_table_are_explained() -> None:
    levels = {each.level for each in publication().directory.vocabulary.harms.values()}
    assert [words for _, words in safety_view(publication()).levels] == [
        words for level, words in MEANS.items() if level in levels
    ]


def test_where_forms_are_answered_they_are_linked_with_their_days() -> None:
    links = re.findall(r'href="\.\./(suggest/f/[^"]+)"', page(HERE))
    assert links == [urls.form(kind) for kind in ("report", "take-down", "worry")]
    assert f"decides about a report within {DAYS[MatterLane.REPORT]} days" in page(HERE)
    assert f"it decides within {DAYS[MatterLane.TAKE_DOWN]} days" in page(HERE)
    assert DAYS[MatterLane.WORRY] == 0
    assert f"if it comes after {EVENING.hour - 12}pm" in page(HERE)


def test_without_an_intake_no_form_is_named_and_no_day_is_promised() -> None:
    assert "suggest/f/" not in page()
    assert "within" not in page()
    assert 'href="../suggest/#teams"' in page()


def test_a_borough_names_a_role_and_a_day(tmp_path: Path) -> None:
    live = "status: live\nonline_safety: {read_on: 2026-11-16, by: the head of the team}\n"
    [place] = safety_view(small(tmp_path, dt.date(2027, 6, 1), live)).boroughs
    assert (place.by, place.read_on, place.label) == (
        "the head of the team",
        "16 November 2026",
        "",
    )


def test_where_nobody_has_read_it_the_page_says_so(tmp_path: Path) -> None:
    shown = small(tmp_path, TODAY, "status: live\n")
    template = environment_of(ROOT / "theme").get_template("online-safety.html")
    assert "nobody has read it yet." in template.render(view=safety_view(shown))


def test_the_reading_of_a_demonstration_moves_along_and_is_marked(tmp_path: Path) -> None:
    invented = (
        "status: demonstration\ndemonstration_as_of: 2026-11-16\n"
        "online_safety: {read_on: 2026-11-16, by: the head of the team}\n"
    )
    [place] = safety_view(small(tmp_path, dt.date(2028, 11, 15), invented)).boroughs
    assert place.read_on == "13 November 2028"
    assert place.label == "Example: not a real team"


@pytest.mark.parametrize("forms", ["", HERE])
def test_the_page_is_easy_to_read(forms: str) -> None:
    sentences = [
        each for passage in passages_of_template(page(forms)) for each in sentences_of(passage.text)
    ]
    assert len(sentences) > 100
    print(f"the page, {'with' if forms else 'without'} forms: {grade_of(sentences):.1f}")
    assert 0 < grade_of(sentences) <= HARDEST


def test_every_reason_is_easy_to_read() -> None:
    grades = {
        id: grade_of(sentences_of(harm.why))
        for id, harm in publication().directory.vocabulary.harms.items()
    }
    for id, grade in grades.items():
        print(f"{grade:5.1f}  {id}")
    assert {id: grade for id, grade in grades.items() if grade > HARDEST} == {}


def test_the_page_is_in_the_footer_of_every_page_and_in_every_kept_borough(
    built_site: Path,
) -> None:
    pages = [each for each in built_site.rglob("*.html") if each.name != "book.html"]
    without = [each for each in pages if "online-safety/" not in each.read_text("utf-8")]
    assert [each.relative_to(built_site).as_posix() for each in without] == []
    assert '"online-safety/"' in (built_site / "lambeth/offline.json").read_text()
    assert "/online-safety/</loc>" in (built_site / "sitemap.xml").read_text()
