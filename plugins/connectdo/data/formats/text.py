"""Lines and prose: plain words and Markdown, without HTML and without what a template left."""

from __future__ import annotations

import re
from typing import Annotated, Any, get_args

from pydantic.fields import FieldInfo

from connectdo.data.formats.values import as_text, typed, wrong
from connectdo.data.problems import quoted

_HTML = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9-]*(\s[^<>]*)?/?>|&(?:[a-zA-Z]{2,8}|#x?[0-9a-fA-F]{2,6});|<!--"
)
_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\s]*)>")
# What a link leads to: [words](target), a line "[words]: target", or <scheme:target>.
_LINK = re.compile(
    r"(!?)\[[^\[\]]*\]\(\s*<?([^)\s>]*)[^)\n]*\)?|^ {0,3}\[[^\[\]]+\]:\s*<?([^\s>]+)|"
    + _AUTOLINK.pattern,
    re.M,
)
_SAFE = ("http://", "https://", "mailto:", "tel:")
# "todo" is Spanish for "all", so the words of programmers count in capitals only.
_LEFT_OVER = re.compile(
    r"\(write[: ][^)]*\)|\blorem ipsum\b|\[your [^\]]*\]|(?-i:\b(?:TODO|FIXME|TBC|XXX+)\b)", re.I
)


def _refuse_html_and_leftovers(text: str) -> None:
    found = _HTML.search(text) if "<" in text or "&" in text else None
    if found:
        raise wrong(
            "no-html",
            f"There is HTML in the text: {quoted(found.group())}. "
            "Write plain words; for a link write [the words](https://example.org).",
            below=_lines_above(text, found),
        )
    left = _LEFT_OVER.search(text)
    if left:
        raise wrong(
            "no-text-from-the-template",
            f"{quoted(left.group())} is left over from the template. "
            "Write your own words there, or delete the field.",
            below=_lines_above(text, left),
        )


def _refuse_unsafe_links(text: str) -> None:
    """Only links that lead where they say: to a page, a letter or a phone call."""
    for found in _LINK.finditer(text):
        picture, target, named, bare = found[1], found[2], found[3], found[4]
        if picture:
            raise wrong(
                "no-picture-in-text",
                f"There is a picture in the text: {quoted(found.group())}. "
                'Put it in the folder "photos" and name it under "photo:".',
                below=_lines_above(text, found),
            )
        link = target if target is not None else named or bare
        if not link.lower().startswith(_SAFE):
            raise wrong(
                "link-is-safe",
                f"The link to {quoted(link)} cannot be followed from a listing. "
                "Start it with https://, mailto: or tel:.",
                below=_lines_above(text, found),
            )


def _lines_above(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start())


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
    """Markdown of any number of lines. Errors: value-is-there, one-value, no-html, link-is-safe."""
    text = as_text(value, "a few words")
    if not text:
        raise wrong("value-is-there", "The text is empty. Write a few words, or delete the line.")
    _refuse_html_and_leftovers(text)
    if "](" in text or "]:" in text or "<" in text:
        _refuse_unsafe_links(text)
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


class _Words:
    """Marks the types whose values people write in words of their own, for all to read."""


def is_text(info: FieldInfo) -> bool:
    """True for a field of words: one line, a short line or Markdown; also where it may be empty.

    Of a field that holds several, each is text.
    """
    return _is_marked(info, _Words)


class _Lines:
    """Marks the words that may run over several lines."""


def is_prose(info: FieldInfo) -> bool:
    """True for a field of words of any number of lines."""
    return _is_marked(info, _Lines)


def _is_marked(info: FieldInfo, mark: type) -> bool:
    return mark in info.metadata or _has_mark(info.annotation, mark)


def _has_mark(annotation: Any, mark: type) -> bool:
    if mark in getattr(annotation, "__metadata__", ()):
        return True
    return any(_has_mark(part, mark) for part in get_args(annotation))


def short(most: int) -> Any:
    """The annotations for one line of at most ``most`` characters."""
    return (
        *typed(lambda value: parse_short_line(value, most), maxLength=most, minLength=1),
        _Words,
    )


Line = Annotated[str, *typed(parse_line, minLength=1), _Words]
Prose = Annotated[str, *typed(parse_prose, minLength=1), _Words, _Lines]
