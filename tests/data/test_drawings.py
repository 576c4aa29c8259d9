"""A drawing that is published is made of plain shapes, whatever the file held."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectdo.data.drawings import ATTRIBUTES, ELEMENTS, MOST_BYTES, SPOKEN, read_drawing

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def wrong(inside: str, *, before: str = "") -> list[str]:
    drawing, problems = read_drawing(f"{before}{OPEN}\n{inside}\n</svg>".encode())
    assert (drawing is None) == bool(problems)
    return [f"{each.line}: {each.message} ({each.check})" for each in problems]


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<script href="evil.js"/>',
        '<rect onload="alert(1)"/>',
        '<rect onclick="alert(1)" width="9"/>',
        '<a href="https://example.org"><rect/></a>',
        '<a xlink:href="javascript:alert(1)"><rect/></a>',
        '<image href="https://example.org/x.png"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<use href="other.svg#x"/>',
        '<use xlink:href="#x"/>',
        "<style>rect { fill: url(https://example.org) }</style>",
        '<rect style="fill: url(https://example.org)"/>',
        '<rect fill="url(https://example.org/x)"/>',
        '<rect fill="url(other.svg#x)"/>',
        '<rect fill="url(other.svg)"/>',
        '<rect fill="URL(other.svg)"/>',
        '<rect fill="url(&quot;other.svg&quot;)"/>',
        '<rect fill="u\\72l(x)"/>',
        '<rect filter="url(#x)"/>',
        '<rect class="x"/>',
        '<rect xml:base="https://example.org/"/>',
        '<rect><animate attributeName="href" to="javascript:alert(1)"/></rect>',
        '<set attributeName="onclick" to="alert(1)"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
        '<rect xmlns="http://example.org/other"/>',
        "<metadata>Canary Editor</metadata>",
        "<svg/>",
        "<?xml-stylesheet href='https://example.org/x.css'?>",
        "some words",
        "<handler>x</handler>",
        '<rect width="9" href="#x"/>',
    ],
)
def test_what_is_no_plain_shape_is_refused_with_its_line(inside: str) -> None:
    found = wrong(inside)
    assert found
    assert all(re.match(r"2: .*\(drawing-is-plain\)$", each) for each in found), found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "A drawing needs no DOCTYPE."),
        ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">', "A drawing needs no DOCTYPE."),
        ("<?xml-stylesheet href='x.css'?>", "<?xml-stylesheet?> is no plain shape."),
    ],
)
def test_nothing_stands_before_a_drawing(text: str, words: str) -> None:
    (found,) = wrong("<rect/>", before=text)
    assert words in found


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg", "cannot be read: unclosed token"),
        (OPEN.encode() + b"<rect></svg>", "cannot be read: mismatched tag"),
        (OPEN.encode() + b"&lol;</svg>", "cannot be read: undefined entity"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">\xff</svg>', "not stored as UTF-8 text"),
        (OPEN.encode() + b"<g>" * 40 + b"</g>" * 40 + b"</svg>", "more than 24 deep"),
        (OPEN.encode() + b" " * MOST_BYTES + b"</svg>", "more than 65,536 bytes"),
        (b"<svg><rect/></svg>", "<svg> is no plain shape"),
        (b'<g xmlns="http://www.w3.org/2000/svg"/>', "A drawing has one <svg>"),
        (b"", "cannot be read: no element found"),
    ],
)
def test_a_drawing_that_cannot_be_read_is_a_sentence(data: bytes, words: str) -> None:
    drawing, problems = read_drawing(data)
    assert drawing is None
    assert any(words in each.message for each in problems), [each.message for each in problems]


def test_every_kind_of_mistake_is_told_once_and_all_together() -> None:
    found = wrong('<rect style="x"/>\n<rect style="x"/>\n<circle onclick="x"/>')
    assert [each.partition(" is ")[0] for each in found] == [
        '2: "style" on <rect>',
        '4: "onclick" on <circle>',
    ]


def test_a_plain_drawing_keeps_its_shapes_and_words_and_loses_its_comments() -> None:
    inside = (
        "<!-- Drawn by Jane at 14 Acacia Road -->\n<title>A &amp; B</title>"
        '<defs><linearGradient id="sky"><stop offset="5%"/></linearGradient></defs>'
        '<rect fill="url(#sky)" width="9"/><text x="1">Tea &lt;3</text>'
    )
    drawing, problems = read_drawing(f'<?xml version="1.0"?>{OPEN}{inside}</svg>'.encode())
    assert not problems
    assert drawing is not None
    assert "Jane" not in drawing.text
    assert "<title>A &amp; B</title>" in drawing.text
    assert '<rect fill="url(#sky)" width="9"/><text x="1">Tea &lt;3</text>' in drawing.text


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 -10 240 180"', (640, 480)),
        ('width="100" height="50"', (640, 320)),
        ("", (640, 480)),
        ('viewBox="0 0 0 0"', (640, 480)),
        ('width="100%" height="50%"', (640, 480)),
        ('viewBox="0 0 1 99999"', (640, 2560)),
    ],
)
def test_a_drawing_counts_as_640_pixels_wide(attributes: str, size: tuple[int, int]) -> None:
    drawing, _ = read_drawing(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode())
    assert drawing is not None
    assert (drawing.width, drawing.height) == size


def test_every_shipped_drawing_is_published_as_it_is_to_the_eye(boroughs_folder: Path) -> None:
    files = sorted(boroughs_folder.glob("*/photos/*.svg"))
    assert files
    for file in files:
        drawing, problems = read_drawing(file.read_bytes())
        assert not problems, file
        assert drawing is not None
        assert _shapes(drawing.text) == _shapes(file.read_text("utf-8"))


def _shapes(text: str) -> list[tuple[str, dict[str, str], str]]:
    tree = ElementTree.fromstring(text)
    return [(each.tag, dict(each.attrib), (each.text or "").strip()) for each in tree.iter()]


names = st.sampled_from([*sorted(ELEMENTS), "script", "a", "use", "image", "style", "animate", "x"])
keys = st.sampled_from([*sorted(ATTRIBUTES)[::4], SPOKEN, "href", "onload", "style", "xlink:href"])
texts = st.text(st.sampled_from("url(#a)javscript:/.x&;<>\"' \n"), max_size=14)


@given(
    parts=st.lists(st.tuples(names, st.dictionaries(keys, texts, max_size=3), texts), max_size=6)
)
def test_whatever_is_published_has_only_what_stands_in_the_lists(
    parts: list[tuple[str, dict[str, str], str]],
) -> None:
    from xml.sax.saxutils import escape, quoteattr

    inside = "".join(
        f"<{name}"
        + "".join(f" {key}={quoteattr(value)}" for key, value in given.items())
        + f">{escape(words)}</{name}>"
        for name, given, words in parts
    )
    drawing, problems = read_drawing(f"{OPEN}{inside}</svg>".encode())
    assert (drawing is None) == bool(problems)
    if drawing is None:
        return
    for element in ElementTree.fromstring(drawing.text).iter():
        assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in ELEMENTS
        for key, value in element.attrib.items():
            assert key in ATTRIBUTES | {SPOKEN}
            assert key == SPOKEN or not re.search(r"[:/\\&;]|url\((?!\s*#)", value)
