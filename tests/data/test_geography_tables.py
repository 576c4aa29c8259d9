"""A table of geography that is broken is a sentence with its line, and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_project import GEOGRAPHY, said, write_project

from connectdo.data.geography import Geography
from connectdo.data.geography_tables import boroughs_in, tables, wrong_tables

FOLDER = "content/geography"
CONTENT = Path(__file__).resolve().parents[2] / FOLDER


@pytest.fixture(scope="module")
def shipped(content_folder: Path) -> dict[str, str]:
    """The tables as they are, by name."""
    folder = content_folder / "geography"
    names = ["index.json", *tables(boroughs_in((folder / "index.json").read_text("utf-8")))]
    return {name: (folder / name).read_text("utf-8") for name in names}


def wrong(texts: dict[str, str], **changed: str) -> list[str]:
    names = {"index": "index.json", "outlines": "outlines.json"}
    given = {names.get(name, f"{name}.txt"): text for name, text in changed.items()}
    return [str(problem).removeprefix(f"{FOLDER}/") for problem in wrong_tables({**texts, **given})]


def test_the_shipped_tables_are_sound(shipped: dict[str, str]) -> None:
    assert len(shipped) == 11
    assert wrong(shipped) == []


def test_tables_that_are_not_there_are_not_judged() -> None:
    assert list(wrong_tables({})) == []


@pytest.mark.parametrize(
    ("table", "text", "words"),
    [
        ("index", "{", "index.json:1: The table cannot be used: it is no JSON."),
        (
            "index",
            "[]",
            'index.json:1: The table cannot be used: "the table" is no group of fields.',
        ),
        ("index", "{}", 'index.json:1: The table cannot be used: "attribution" is missing.'),
        ("index", "[" * 100_000, "index.json:1: The table cannot be used"),
        ("outlines", '{"view": 1}', '"view" is no group of fields.'),
        ("outlines", "NaN", "NaN is no number."),
        ("sectors", "SE1\t51.5\n", 'sectors.txt:1: The line "SE1 51.5" is not one of this table.'),
        ("sectors", "\n", "sectors.txt:1: The table is empty."),
        ("sectors", "\nSE1", "sectors.txt:1: The line"),
        ("lookup", "", "lookup.txt:1: The table is empty."),
        (
            "sectors",
            "SE1\t51.5\t-0.1\tatlantis\t1\t51.5\t-0.1",
            'borough "atlantis" is not in index',
        ),
        ("lookup", "SE1\t{", "lookup.txt:1: The line is not one of this table: it is no JSON."),
        ("lookup", 'SE1\t{"1": [1, 2]}', "lookup.txt:1: The line is not one of this table"),
        ("lookup", 'SE1\t{"1": [51.5, 900, "lambeth"]}', "a place is not in degrees."),
        ("lookup", 'SE1\t{"1": [51.5, 0, "atlantis"]}', '"atlantis" is not in index.json.'),
        ("lookup", 'SE1\t{"1": [51.5, 0, {"lambeth": 1}]}', "letters are meant after a name."),
        ("lookup", "<script>\t{}", '"<script>" is not the first part of a postcode.'),
        ("districts", "Lambeth", 'districts.txt:1: The line "Lambeth" is not one of this table.'),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    shipped: dict[str, str], table: str, text: str, words: str
) -> None:
    (found,) = wrong(shipped, **{table: text})
    assert words in found
    assert found.endswith(
        'Run "make geography", or bring the file back from the project\'s history. (table-is-sound)'
    )


def test_a_cut_table_of_postcodes_is_found_where_it_was_cut(shipped: dict[str, str]) -> None:
    text = shipped["postcodes/brent.txt"]
    cut = text[: text.index("\n", 1000) - 3]
    (found,) = [str(each) for each in wrong_tables({**shipped, "postcodes/brent.txt": cut + " x"})]
    assert found.startswith(f"{FOLDER}/postcodes/brent.txt:{cut.count(chr(10)) + 1}: The line")


@pytest.mark.parametrize("name", [name for name in GEOGRAPHY if name.endswith(("json", "txt"))])
@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe", b"null", b"[1]", b'{"boroughs": 7}', b"\0"]
)
def test_a_broken_table_stops_nothing_else(tmp_path: Path, name: str, data: bytes) -> None:
    listing = "boroughs/ashmoor/listings/gardening.md"
    write_project(tmp_path, {name: data})
    (tmp_path / listing).write_text("---\nname: [\n---\n")
    found = said(tmp_path)
    assert any(listing in line for line in found)
    assert all("Traceback" not in line for line in found)
    assert any(line.startswith(f"{name}:") for line in found), found
    assert not any("borough-is-on-the-map" in line for line in found)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


TABLES = {name: (CONTENT / name).read_text("utf-8") for name in ("index.json", "outlines.json")}


@given(data=st.data(), name=st.sampled_from(sorted(TABLES)))
@settings(max_examples=200)
def test_what_is_let_through_can_be_asked_whatever_stands_in_it(
    data: st.DataObject, name: str
) -> None:
    table = json.loads(TABLES[name])
    place: Any = table
    for _ in range(data.draw(st.integers(0, 4))):
        inner = [key for key in _keys(place) if isinstance(place[key], (dict, list)) and place[key]]
        if not inner:
            break
        place = place[data.draw(st.sampled_from(inner))]
    place[data.draw(st.sampled_from(_keys(place)))] = data.draw(json_values)
    texts = {name: json.dumps(table)}
    problems = list(wrong_tables(texts))
    assert {problem.path for problem in problems} <= {f"{FOLDER}/{name}"}
    if not problems:
        geography = Geography(texts.__getitem__)
        if name == "index.json":
            assert geography.boroughs or geography.neighbours == {}
            assert isinstance(geography.attribution, str)
        else:
            assert geography.view.width
            assert all(each.rings for each in geography.outlines.values())


def _keys(place: Any) -> list[Any]:
    return list(place) if isinstance(place, dict) else list(range(len(place)))
