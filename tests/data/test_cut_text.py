"""A "#" that cuts a text is seen wherever it stands; a note for editors is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_project import GARDENING, GROWERS, listing, said, write_project

from connectdo.data.model import KINDS
from connectdo.data.source import read_source
from connectdo.data.writing import file_text

ADVICE = (
    'is not read: a "#" behind a space starts a note for editors. If it belongs to the text, put '
    "the whole text in double quotes: "
)
NOTE = '. A note has two spaces before its "#" and one behind it. (text-is-not-cut)'
BRIEF = (
    'is not read: a "#" behind a space starts a note for editors. Put the whole text that holds '
    '"#" in double quotes. (text-is-not-cut)'
)


def problems(text: str) -> list[str]:
    return [str(each) for each in read_source("a.yml", text.encode(), front_matter=False)[1]]


def test_a_cut_text_in_front_matter_is_said_with_the_line_to_paste(tmp_path: Path) -> None:
    cut = listing("summary: Room #3 then borrow a mat\n", without="summary")
    assert said(write_project(tmp_path, {GARDENING: cut})) == [
        f'{GARDENING}:9: summary: "#3 then borrow a mat" {ADVICE}'
        f'summary: "Room #3 then borrow a mat"{NOTE}'
    ]


def test_a_cut_text_in_a_file_of_fields_is_said_too(tmp_path: Path) -> None:
    cut = "name: Growers\nabout: Knock at #4\nphone: 020 7946 0111\nadded: 2026-09-01\nexample: yes"
    assert said(write_project(tmp_path, {GROWERS: cut})) == [
        f'{GROWERS}:2: about: "#4" {ADVICE}about: "Knock at #4"{NOTE}'
    ]


@pytest.mark.parametrize(
    ("text", "left_out", "paste"),
    [
        ("a: Go to door #4 at the back", "#4 at the back", 'a: "Go to door #4 at the back"'),
        ("a:\n  note: Door #4", "#4", 'note: "Door #4"'),
        ("a: Room # 3", "# 3", 'a: "Room # 3"'),
        ("a: Room\t#3", "#3", r'a: "Room\t#3"'),
        ("a: one\n  two #3", "#3", 'a: "one two #3"'),
        ("a: #gardening", "#gardening", 'a: "#gardening"'),
        ("a:\n  - #gardening", "#gardening", '- "#gardening"'),
        ("a:\n  - Tea #1", "#1", '- "Tea #1"'),
        ('a: "Room" #3', "#3", 'a: "Room #3"'),
        ("a: It's the #1", "#1", 'a: "It\'s the #1"'),
        ('a: The "red" door #3', "#3", r'a: "The \"red\" door #3"'),
        ("a: {note: Door #4\n  }", "#4", 'note: "Door #4"'),
        ("a: Café #3", "#3", 'a: "Café #3"'),
    ],
)
def test_what_touches_a_hash_is_a_text_that_is_cut(text: str, left_out: str, paste: str) -> None:
    line = text.count("\n", 0, text.rindex("#")) + 1
    found = problems(text)
    assert len(found) == 1
    assert found[0].startswith(f"a.yml:{line}: ")
    assert found[0].endswith(f'"{left_out}" {ADVICE}{paste}{NOTE}')


@pytest.mark.parametrize(
    ("text", "line", "left_out"),
    [
        ("a: [Room #3, b]", 1, "#3, b]"),
        ("b: c\na: {note: Door #4}", 2, "#4}"),
        ("summary: Room #3\n  then borrow a mat\nb: c", 1, "#3"),
        ("a: one\n  two #3\n  four", 2, "#3"),
    ],
)
def test_a_line_that_cannot_be_read_for_a_hash_is_said_once(
    text: str, line: int, left_out: str
) -> None:
    assert problems(text) == [f'a.yml:{line}: "{left_out}" {BRIEF}']


def test_one_space_on_each_side_may_be_either_and_only_warns() -> None:
    assert problems("a: Tea # every week") == [
        f'a.yml:1: warning: a: "# every week" {ADVICE}a: "Tea # every week"{NOTE}'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: Tea  # as people say it",
        "a: out-and-about # an id",
        "a: 2026-11-22 # a day",
        "a: active # a word",
        "# a note\na: Tea\n  # another\nb: c",
        "a:  # a note\n  b: c",
        "a: # a note\n  b: c",
        "a: [b, c]  # a note",
        'a: "Room #3"',
        "a: 'Room #3'",
        "a: |\n  Room #3\n  and #4\n# a note\nb: c",
        "a: C# and F#",
        "a: https://example.org/page#part",
        'a: "Room #3"  # a note',
    ],
)
def test_a_note_for_editors_and_a_hash_inside_a_word_are_left_alone(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize("words", ["Room #3 then", "#4", "Door # 4", "a  # b", "C# and #1"])
def test_a_written_file_keeps_every_hash(words: str) -> None:
    values = {"name": words, "about": words, "added": "2026-09-01", "formerly": ["a"]}
    text = file_text(KINDS["organisation"], values)
    source, found = read_source("a.yml", text.encode(), front_matter=False)
    assert found == []
    assert source is not None and source.value == values


@pytest.mark.parametrize("words", ["Room #3", "#4"])
def test_a_written_list_keeps_every_hash(words: str) -> None:
    values = {"name": "Hall", "address": [words, "b"], "near": "SW2", "added": "2026-09-01"}
    text = file_text(KINDS["venue"], values)
    source, found = read_source("a.yml", text.encode(), front_matter=False)
    assert (found, source and source.value["address"]) == ([], [words, "b"])


@pytest.mark.parametrize(
    "rest",
    ["b" * 60_000, "'" * 60_000, '"\\\\' * 20_000, "# b " * 15_000],
    ids=["letters", "single", "escaped", "notes"],
)
def test_a_long_line_that_cannot_be_read_is_said_too(rest: str) -> None:
    """In a time that grows with its length: else this test never ends."""
    assert problems(f"a: [b {rest}") != []


# --- two versions of a file ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cut", "line"), [("name: Growers\n", 2), ("about: x\n", 4), ("added: 2026-09-01\n", 3)]
)
def test_marks_of_git_are_said_for_what_they_are(cut: str, line: int, tmp_path: Path) -> None:
    text = "# growers\nname: Growers\nadded: 2026-09-01\nabout: x\n"
    two = text.replace(cut, f"<<<<<<< HEAD\n{cut}=======\n{cut}>>>>>>> new\n")
    assert f"{GROWERS}:{line}: " in said(write_project(tmp_path, {GROWERS: two}))[-1]
    assert said(tmp_path)[-1].endswith(
        '"<<<<<<<" is a mark of git: two versions of some lines stand here, one above the other, '
        'with "=======" between them. Keep the lines that are right, and delete the others and all '
        "the marks. (one-version)"
    )


def test_marks_of_git_in_a_description_are_seen_too(tmp_path: Path) -> None:
    body = "Bring gloves.\n<<<<<<< HEAD\nAnd boots.\n=======\nAnd hats.\n>>>>>>> new"
    (found,) = said(write_project(tmp_path, {GARDENING: listing(body=body)}))
    assert found.startswith(f"{GARDENING}:12: ")


def test_a_line_of_equals_signs_under_a_heading_is_no_mark(tmp_path: Path) -> None:
    body = "Gloves\n=======\n\nBring them."
    assert said(write_project(tmp_path, {GARDENING: listing(body=body)})) == []
