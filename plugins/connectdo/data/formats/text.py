"""Lines and prose: plain words and Markdown, without HTML and without what a template left."""

from __future__ import annotations

import re
from typing import Annotated, Any

from connectdo.data.formats.values import as_text, typed, wrong
from connectdo.data.problems import quoted

_HTML = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#\d{2,6});|<!--")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>")
_LEFT_OVER = re.compile(
    r"\(write[: ][^)]*\)|\blorem ipsum\b|\bTODO\b|\bFIXME\b|\bTBC\b|\bXXX+\b|\[your [^\]]*\]", re.I
)


def _refuse_html_and_leftovers(text: str) -> None:
    found = _HTML.search(_AUTOLINK.sub("", text)) if "<" in text or "&" in text else None
    if found:
        raise wrong(
            "no-html",
            f"There is HTML in the text: {quoted(found.group())}. "
            "Write plain words; for a link write [the words](https://example.org).",
        )
    left = _LEFT_OVER.search(text)
    if left:
        raise wrong(
            "no-text-from-the-template",
            f"{quoted(left.group())} is left over from the template. "
            "Write your own words there, or delete the field.",
        )


def parse_line(value: object) -> str:
    """One line of plain text. Errors: value-is-there, one-value, one-line, no-html, …"""
    text = as_text(value, "a few words")
    if "\n" in text:
        raise wrong("one-line", "The text runs over several lines. Write it on one line.")
    if not text:
        raise wrong("value-is-there", "The text is empty. Write a few words, or delete the line.")
    _refuse_html_and_leftovers(text)
    return text


def parse_prose(value: object) -> str:
    """Markdown of any number of lines. Errors: value-is-there, one-value, no-html, …"""
    text = as_text(value, "a few words")
    if not text:
        raise wrong("value-is-there", "The text is empty. Write a few words, or delete the line.")
    _refuse_html_and_leftovers(text)
    return text


def parse_short_line(value: object, most: int) -> str:
    """One line of at most ``most`` characters. Errors: as parse_line, and text-is-short-enough."""
    text = parse_line(value)
    if len(text) > most:
        raise wrong(
            "text-is-short-enough",
            f"The text has {len(text)} characters, and {most} is the most. "
            f"Take out {len(text) - most}: one idea is enough here.",
        )
    return text


def short(most: int) -> Any:
    """The annotations for one line of at most ``most`` characters."""
    return typed(lambda value: parse_short_line(value, most), maxLength=most, minLength=1)


Line = Annotated[str, *typed(parse_line, minLength=1)]
Prose = Annotated[str, *typed(parse_prose, minLength=1)]
