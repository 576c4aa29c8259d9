"""A field more in the model is one change: checker, JSON Schema and questions know it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from shipped_theme import assets_of, environment_of
from small_project import GARDENING, listing, said, write_project

from connectdo.commands.asking import questions
from connectdo.data import formats as f
from connectdo.data import model
from connectdo.data.json_schema import json_schemas
from connectdo.data.reading import Reader
from connectdo.data.source import read_source
from connectdo.data.vocabulary import Vocabulary
from connectdo.data.writing import file_text
from connectdo.pages.help_pages import help_fields_view
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site


class WithOneMore(model.Listing):
    """One thing to join in with, and what to wear."""

    wear: f.Line | None = model.field(
        "What to wear",
        "Clothes that are right for it.",
        question="What should people wear?",
        example="Old shoes",
    )


@pytest.fixture
def one_field_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The schema with one field more in a listing, and no other change."""
    monkeypatch.setitem(model.KINDS, "listing", WithOneMore)


def test_before_the_field_is_in_the_schema_the_checker_refuses_it(tmp_path: Path) -> None:
    (found,) = said(write_project(tmp_path, {GARDENING: listing("wear: Old shoes\n")}))
    assert found.startswith(f'{GARDENING}:10: wear: "wear" is not a field of a listing.')


@pytest.mark.usefixtures("one_field_more")
def test_the_checker_takes_it_and_holds_its_values_to_the_format(tmp_path: Path) -> None:
    assert said(write_project(tmp_path, {GARDENING: listing("wear: Old shoes\n")})) == []
    (found,) = said(write_project(tmp_path, {GARDENING: listing("wear: <b>Old</b> shoes\n")}))
    assert found.startswith(f'{GARDENING}:10: wear: There is HTML in the text: "<b>".')


@pytest.mark.usefixtures("one_field_more")
def test_the_checker_offers_it_as_a_near_miss(tmp_path: Path) -> None:
    (found,) = said(write_project(tmp_path, {GARDENING: listing("waer: Old shoes\n")}))
    assert 'Did you mean "wear"?' in found


@pytest.mark.usefixtures("one_field_more")
def test_the_json_schema_has_it_with_its_words() -> None:
    assert json_schemas(Vocabulary(), [])["listing"]["properties"]["wear"] == {
        "title": "What to wear",
        "description": "Clothes that are right for it.",
        "examples": ["Old shoes"],
        "type": "string",
        "minLength": 1,
    }


@pytest.mark.usefixtures("one_field_more")
def test_its_question_is_asked_and_its_answer_written() -> None:
    asked = {question.dotted: question.asks for question in questions(model.KINDS["listing"])}
    assert asked["wear"] == "What should people wear?"
    source, _ = read_source("a.md", listing("wear: Yes\n").encode(), front_matter=True)
    assert source is not None
    assert '\nwear: "Yes"\n' in file_text(WithOneMore, source.value)


@pytest.mark.usefixtures("one_field_more")
def test_the_help_page_shows_it_with_its_example(root: Path) -> None:
    directory = Reader(root).read(dt.date(2026, 11, 22)).directory
    site, settings = Site("https://example.org/"), Settings("Connect & Do", "", "a@b.org")
    names = assets_of(root / "theme").names
    publication = Publication(directory, dt.date(2026, 11, 22), site, settings, names)
    view = help_fields_view(publication, "listing")
    (shown,) = [field for field in view.fields if field.key == "wear"]
    assert (shown.label, shown.help) == ("What to wear", "Clothes that are right for it.")
    html = environment_of(root / "theme").get_template("help-fields.html").render(view=view)
    assert "What to wear" in html and "Old shoes" in html
