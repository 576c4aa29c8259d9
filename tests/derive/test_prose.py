"""Quotation marks and apostrophes of plain prose, beside what Markdown makes of them."""

from __future__ import annotations

from html import unescape

import pytest

from connectdo.derive.prose import to_html, typeset

SENTENCES = [
    """Last term's pan club, who lay the tables""",
    """Yellow means "talk to me". Blue cups mean "I am just eating, thanks".""",
    """The carers' potting morning""",
    """A rule against "I can't draw" (and "it's not art")""",
    """She said "pull up a 'spare' seat" to us.""",
    """The 'dog's dinner' room""",
    """"So?" he said.""",
    """Room "101" is upstairs""",
    """Wait ... and then""",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_plain_prose_gets_the_marks_that_markdown_gets(text: str) -> None:
    assert f"<p>{typeset(text)}</p>" == unescape(to_html(text))
    assert not set("\"'") & set(typeset(text))


@pytest.mark.parametrize(
    "text", ["A door 6'6\" high", "It is 5' 6\" wide.", 'A 12" plate', "Ten metres, no marks"]
)
def test_measures_keep_the_marks_they_were_written_with(text: str) -> None:
    assert typeset(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Songs of the '60s", "Songs of the ’60s"),
        ("Rock 'n' roll bingo", "Rock ’n’ roll bingo"),
        ("'Cause the members' room is warm", "’Cause the members’ room is warm"),
        ("The 1970's and the 6's", "The 1970’s and the 6’s"),
        ('"12" is the room', "“12” is the room"),
        ('Lines\n"kept"\napart', "Lines\n“kept”\napart"),
        ("", ""),
    ],
)
def test_what_markdown_would_not_know_reads_well_too(text: str, shown: str) -> None:
    assert typeset(text) == shown


def test_what_is_set_already_is_left_alone() -> None:
    for text in SENTENCES:
        assert typeset(typeset(text)) == typeset(text)
