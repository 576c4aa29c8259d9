"""HTML of a cell as our Markdown: every word stays, and nothing that runs or misleads."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectdo.contribute.taken_apart.html_text import markdown_of
from connectdo.data.formats import parse_prose
from connectdo.derive.prose import to_text


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("plain * text, [as] it is", "plain * text, [as] it is"),
        ("<p>Hello <b>world</b>.</p><p>Second</p>", "Hello **world**.\n\nSecond"),
        ("a<br>b<br/>c", "a\n\nb\n\nc"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ("<ol><li>One<li>Two</ol>", "1. One\n2. Two"),
        ("<ul><li>One <ul><li>a</li></ul></li></ul>", "- One\n    - a"),
        ("<ul><ul><li>deep</li></ul></ul>", "- deep"),
        ("<li><p>In an item</p></li>", "- In an item"),
        ("<p>• one</p><p>• two</p>", "- one\n- two"),
        ("<h1>Title</h1><p>Text</p>", "## Title\n\nText"),
        ("<table><tr><td>Mon</td><td>9-5</td></tr></table>", "Mon, 9-5"),
        ("<b>Note:</b>text", "**Note**:text"),
        ("<p><b> spaced </b>x, <i>slanted</i></p>", "**spaced** x, *slanted*"),
        (
            "<a href='https://example.org/a_(b)'>our <b>page</b></a>",
            "[our **page**](https://example.org/a_%28b%29)",
        ),
        ("<a href='mailto:a@example.org?subject=x'>write</a>", "[write](mailto:a@example.org)"),
        ("<a href='tel:020 7946 0102'>ring</a>", "[ring](tel:02079460102)"),
        ("Hi!<a href='https://example.org'>x</a>", "Hi! [x](https://example.org)"),
        ("<a href='javascript:alert(1)'>bad</a>", "bad"),
        ("<a href='/page'>here</a>", "here"),
        ("<script>alert(1)</script><style>p{}</style>ok", "ok"),
        ("<img src=x onerror=alert(1)>picture", "picture"),
        ("<iframe src='https://example.org'>gone</iframe>stays", "stays"),
        ("Mon <!-- hidden --> Tue", "Mon Tue"),
        ("<p>Joan <joan@example.org></p>", "Joan joan@example.org"),
        ("<p>Word<o:p></o:p>s</p>", "Words"),
        ("Tea &amp; cake", "Tea & cake"),
        ("Tea &amp;amp; cake", "Tea & cake"),
        ("<p>caf&eacute;&nbsp;open</p>", "café open"),
        ("under &lt;5s, &lt;b&gt;", "under <5s, < b>"),
        ("&lt;p&gt;Hi&lt;/p&gt;&lt;p&gt;you&lt;/p&gt;", "Hi\n\nyou"),
        ("First\nsecond <b>line</b>", "First\n\nsecond **line**"),
        ("One &amp;\ntwo", "One &\ntwo"),
        (
            "<p># no heading</p><p>- no list</p><p>a * b_c</p>",
            "\\# no heading\n\n\\- no list\n\na \\* b\\_c",
        ),
        ("<p>[a](b) ![c](d)</p>", "\\[a\\] (b) !\\[c\\] (d)"),
        ("<p></p><p>&nbsp;</p>", ""),
        # Deeper than people write, only the words are kept.
        ("<div>" * 150 + "deep <b>x</b>" + "</div>" * 150 + "<p>y</p>", "deep x\n\ny"),
        ("<p>מידע\u202e</p>", "מידע"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_a_whole_leaflet_stays_whole_however_deep_it_is() -> None:
    leaflet = "<div>" * 500 + "".join(f"<p>Line {n} of <b>many</b>.</p>" for n in range(2000))
    said = markdown_of(leaflet + "</div>" * 500)
    assert words(said) == words("".join(f"Line {n} of many." for n in range(2000)))
    assert said.count("\n\n") == 1999


PIECES = st.sampled_from(
    "<p> </p> <b> </b> <i> </i> <ul><li> <li> </ul> <ol><li> </ol> <br> <h2> </h2> <a@> </a> &amp; "
    "&lt; * _ ` [ ] ( ) ! # + - 1. ~~ \\ > one two: three. :four five, “six”".split(" ")
)


@given(st.lists(PIECES, min_size=1, max_size=25).map(" ".join))
def test_every_word_stays_and_is_shown_as_a_word(html: str) -> None:
    html = "<div>" + html.replace("<a@>", "<a href='https://example.org'>") + "</div>"
    said = markdown_of(html)
    expected = words(unescape(re.sub("<[a-z/][^>]*>", " ", html)))
    if said:
        parse_prose(said)
    # The numbers of a list are marks of it, and no words.
    shown = [each for each in words(to_text(said)) if not each.isdigit()]
    assert shown == [each for each in expected if not each.isdigit()]
