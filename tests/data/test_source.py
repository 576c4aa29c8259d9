"""The strict reader: every value as text with its line, every surprise refused in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectdo.data.source import MOST_BYTES, Source, read_source


def read(text: str | bytes, *, front_matter: bool = False) -> Source:
    data = text if isinstance(text, bytes) else text.encode()
    source, problems = read_source("a.yml", data, front_matter=front_matter)
    assert not problems
    assert source is not None
    return source


def refused(text: str | bytes, *, front_matter: bool = False) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    _, problems = read_source("a.yml", data, front_matter=front_matter)
    return [str(problem).removeprefix("a.yml:") for problem in problems]


@pytest.mark.parametrize(
    "text",
    ["10:30", "no", "yes", "0123", "02012345670", "2026-10-03", "1e5", "=", "0x1f", "1_000", "on"],
)
def test_every_value_stays_the_text_that_was_written(text: str) -> None:
    assert read(f"value: {text}\n").value == {"value": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing_unless_it_is_in_quotes(text: str) -> None:
    assert read(f"value: {text}\n").value == {"value": None}
    assert read(f'value: "{text}"\n').value == {"value": text}


def test_every_key_and_value_knows_its_line() -> None:
    source = read("""\
# a comment
name: Gardening
when:
  - every: Tuesday
    from: 10:00

  - on: [2026-12-05,
         2026-12-12]
join: {how: turn up,
  phone: 1}
""")
    assert source.line_of(("name",)) == 2
    assert source.line_of(("when",)) == 3
    assert source.line_of(("when", 0, "from")) == 5
    assert source.line_of(("when", 1, "on", 0)) == 7
    assert source.line_of(("when", 1, "on", 1)) == 8
    assert source.line_of(("join", "phone")) == 10
    assert source.line_of(("join", "email")) == 9, "what is missing stands where it should be"
    assert source.line_of(()) == 2


def test_lines_of_front_matter_count_from_the_top_of_the_file() -> None:
    source = read("---\nname: X\narea: y\n---\n\n\nWords.\n\nMore.\n", front_matter=True)
    assert source.line_of(("area",)) == 3
    assert source.body == "Words.\n\nMore."
    assert source.line_of(("description",)) == 7


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = read("---\nname: Café\nabout: x\n---\nWords.\n", front_matter=True)
    windows = "\ufeff---\r\nname: Café\r\nabout: x\r\n---\r\nWords.\r\n".encode()
    assert read(windows, front_matter=True) == plain
    assert read("---\rname: Café\rabout: x\r---\rWords.\r", front_matter=True) == plain


def test_letters_and_their_accents_become_one_character() -> None:
    assert read("name: Cafe\u0301\n").value == read("name: Caf\u00e9\n").value
    assert read('name: "Cafe\\u0301"\n').value == {"name": "Café"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1: The file is empty. Write its fields, or delete it. (file-has-fields)"),
        ("# x\n", "1: The file is empty. Write its fields, or delete it. (file-has-fields)"),
        (
            "- a\n",
            "1: The file does not hold fields. Write each as a name, a colon, a space, a value, "
            'as in "name: Tuesday gardening". (file-has-fields)',
        ),
        (
            "name: A\nname: B\n",
            '2: name: "name" stands here a second time; the first is on line 1. '
            "Keep one of them. (keys-are-unique)",
        ),
        (
            "a: {b: 1, c: 2, b: 3}\n",
            '1: b: "b" stands here a second time; the first is on line 1. '
            "Keep one of them. (keys-are-unique)",
        ),
        (
            "a: *b\n",
            '1: The value starts with "*", which YAML takes for a link to another value. '
            "Put the whole value in double quotes, or write it out. (no-anchors)",
        ),
        (
            "a: b\n<<: *a\n",
            '2: The value starts with "*", which YAML takes for a link to another value. '
            "Put the whole value in double quotes, or write it out. (no-anchors)",
        ),
        (
            "a: !!python/object:os.system x\n",
            '1: The value starts with "!", which YAML takes for a type. '
            "Put the whole value in double quotes. (no-tags)",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "2: A second part starts here with three hyphens. Keep one thing in one file. "
            "(one-document)",
        ),
        (
            'a: "x\\u202ey"\n',
            "1: There is an invisible character that turns the direction of text (U+202E). "
            "Delete the line and type it again. (no-direction-overrides)",
        ),
        (
            "a: b\nc: x\x00y\n",
            "2: There is a control character (U+0000) that cannot be seen. "
            "Delete the line and type it again. (no-control-characters)",
        ),
        (
            "a: b\u2028c\nd: \x85e\n",
            "1: There is a control character (U+2028) that cannot be seen. "
            "Delete the line and type it again. (no-control-characters)",
        ),
        (
            b"a: b\nc: \xff\n",
            "2: The file is not stored as UTF-8 text. Open it in your editor and save it as UTF-8. "
            "(text-is-utf-8)",
        ),
        (
            "a: {b: {c: {d: {e: {f: {g: h}}}}}}\n",
            "1: The values are indented too deeply. No field needs more than 6 levels: look at the "
            "indentation above this line. (not-too-deep)",
        ),
        (
            "[a]: b\n",
            "1: A field's name must be a word. Put the value in double quotes if it starts with a "
            "bracket. (keys-are-words)",
        ),
    ],
)
def test_a_surprise_is_refused_with_its_own_sentence(text: str | bytes, expected: str) -> None:
    assert refused(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\n\tb: 2\n", 2, "There is a tab at the start of the line."),
        ("a:\n\t- b\n", 2, "There is a tab at the start of the line."),
        ("a: b: c\n", 1, "There is a second colon in this line"),
        ("a: 1\n  b: 2\n", 2, "There is a second colon in this line, or the indentation is wrong."),
        ("a: @home\n", 1, 'A value may not start with "@".'),
        ("a: %x\n", 1, 'A value may not start with "%".'),
        ('a: "open\nb: c\n', 1, "A quotation mark is opened here and never closed."),
        ("a: 'it's here'\n", 1, "Something stands after the closing quotation mark"),
        ('a: "x" y\n', 1, "Something stands after the closing quotation mark"),
        ("x: 1\na: [b, c\nd: e\n", 2, "A bracket is opened here and not closed"),
        ("a: {b: c\nd: e\n", 1, "A bracket is opened here and not closed"),
        ("a: [b,, c]\n", 1, "A bracket or a comma stands where a value is meant."),
        ("a: 1\nb\nc: 2\n", 2, "The line has no colon after the field's name."),
        ("a:\n    b: 1\n  c: 2\n", 3, "The indentation of this line does not match"),
        ("a: - b\n", 1, "A hyphen stands behind the field's name."),
        ("a: | b\n", 1, 'Text stands behind "|" or ">".'),
        ('a: "\\q"\n', 1, "A backslash in double quotes means something special."),
    ],
)
def test_what_yaml_cannot_read_is_said_in_plain_words_on_the_right_line(
    text: str, line: int, words: str
) -> None:
    (found,) = refused(text)
    assert found.startswith(f"{line}: {words}"), found
    assert found.endswith("(yaml-is-readable)")
    (found,) = refused(f"---\n{text}---\nWords.\n", front_matter=True)
    assert found.startswith(f"{line + 1}: {words}"), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "name: X\n",
            "1: The file does not start with a line of three hyphens (---). Put one above the "
            "first field, and one below the last. (front-matter-is-there)",
        ),
        (
            "---\nname: X\n",
            "1: The second line of three hyphens (---) is missing. Put one below the last field. "
            "(front-matter-is-there)",
        ),
        (
            "---\n---\nWords.\n",
            "1: The file is empty. Write its fields, or delete it. (file-has-fields)",
        ),
    ],
)
def test_front_matter_stands_between_two_lines_of_hyphens(text: str, expected: str) -> None:
    assert refused(text, front_matter=True) == [expected]


def test_a_file_is_refused_from_the_first_byte_too_many() -> None:
    most = b"a: " + b"x" * (MOST_BYTES - 3)
    assert read(most).value == {"a": "x" * (MOST_BYTES - 3)}
    assert refused(most + b"x") == [
        "1: The file is longer than 65,536 bytes, and that is the most. Shorten the text, or move "
        "a part of it to the group's own website. (file-is-short-enough)"
    ]


def test_a_line_of_hyphens_in_the_words_is_a_line_and_no_end() -> None:
    source = read("---\nname: X\n---\nAbove.\n\n---\n\nBelow.\n", front_matter=True)
    assert source.body == "Above.\n\n---\n\nBelow."


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_a_text_in_double_quotes_comes_back_or_is_refused(text: str) -> None:
    import json
    import unicodedata

    source, problems = read_source(
        "a.yml", f"a: {json.dumps(text, ensure_ascii=False)}\n".encode(), front_matter=False
    )
    if problems:
        assert problems[0].check in ("no-control-characters", "no-direction-overrides")
    else:
        assert source is not None
        assert source.value == {"a": unicodedata.normalize("NFC", text)}
