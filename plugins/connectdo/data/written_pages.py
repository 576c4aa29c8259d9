"""Turns the text of a file in ``content/pages/`` into a page: its fields, and its Markdown.

A page begins with a few lines such as ``Title: About this site``; the Markdown follows. Only the
fields below are known: Pelican knows more, and some of them reach the disk (``Template``,
``Save_as``). It knows no files, and nothing of how a page is shown.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from connectdo.data.characters import Unreadable, unseen
from connectdo.data.formats import WrongValue, parse_id
from connectdo.data.naming import RESERVED_PAGES
from connectdo.data.problems import Problem, did_you_mean, quoted
from connectdo.data.source import decode

FOLDER = "content/pages"
PICTURES = "pictures"
"""The folder beside the pages that holds what they show."""
FIELDS = ("Title", "Slug", "Summary")
EXAMPLES = {"Title": "About this site", "Summary": "What this site is, and who it is for"}

PARTS = ("demonstration", "live", "examples", "imported")
"""What a part of a page can ask of the site: ``{where demonstration}`` … ``{end}``."""

_PART = re.compile(r"\{(?:where (?:no )?(\S+)|end)\}")
_FIELD = re.compile(r"([A-Za-z][A-Za-z_-]*):(?:[ \t]+(.*)|[ \t]*)$")


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page as written: its file, its address without the last slash, and its Markdown.

    ``line`` is the file's line on which the Markdown begins.
    """

    path: str
    slug: str
    title: str
    summary: str
    markdown: str
    line: int


def read_page(path: str, data: bytes) -> tuple[WrittenPage | None, list[Problem]]:
    """The page of a file, or None, and what is wrong with it."""
    try:
        text = decode(data)
    except Unreadable as stop:
        return None, [stop.problem(path)]
    problems = [wrong.problem(path) for wrong in unseen(text, 1)]
    lines = text.split("\n")
    found: dict[str, tuple[str, int]] = {}
    at = 0
    while at < len(lines) and (field := _FIELD.match(lines[at])):
        at += 1
        name = field[1].capitalize()
        if name not in FIELDS:
            problems.append(_not_a_field(path, at, field[1]))
        elif name in found:
            said = f"{quoted(name)} stands here a second time; the first is on line "
            message = f"{said}{found[name][1]}. Keep one of them."
            problems.append(Problem(path, at, name, message, "keys-are-unique"))
        else:
            found[name] = ((field[2] or "").strip(), at)
    for name, example in EXAMPLES.items():
        value, line = found.get(name, ("", 1))
        if not value:
            message = f'"{name}" is missing. A page begins with it, as "{name}: {example}".'
            problems.append(Problem(path, line, name, message, "field-is-needed"))
    slug, line = found.get("Slug", (path.rpartition("/")[2].removesuffix(".md"), 1))
    problems += _wrong_slug(path, line, slug)
    problems += _wrong_parts(path, lines, at)
    if problems:
        return None, problems
    title, summary = found["Title"][0], found["Summary"][0]
    return WrittenPage(path, slug, title, summary, "\n".join(lines[at:]), at + 1), []


def _not_a_field(path: str, line: int, name: str) -> Problem:
    """Pelican would know some of these, and read or write elsewhere for them."""
    return Problem(
        path,
        line,
        name,
        f"{quoted(name)} is not a field of a page. {did_you_mean(name, FIELDS)} "
        "Is it a part of the text? Leave a line empty above it.",
        "key-is-known",
    )


def _wrong_slug(path: str, line: int, slug: str) -> Iterator[Problem]:
    """What is wrong with a page's address: its parts are ids, and the first is not taken."""
    parts = slug.split("/")
    if parts[0] in RESERVED_PAGES:
        said = f"{quoted(parts[0])} is a word that the site itself uses. Choose another."
        yield Problem(path, line, "Slug", said, "id-is-not-reserved")
    for part in parts:
        try:
            parse_id(part)
        except WrongValue as wrong:
            said = f"{quoted(slug)} is not the address of a page. {wrong.message()} "
            example = 'Write it as "about" or "help/editing".'
            yield Problem(path, line, "Slug", said + example, "id-is-valid")
            return


def _wrong_parts(path: str, lines: list[str], above: int) -> Iterator[Problem]:
    """What is wrong with the marks around parts that are not always shown."""
    opened = 0
    for number, line in enumerate(lines[above:], above + 1):
        mark = _PART.fullmatch(line.strip())
        if mark is None:
            continue
        said = ""
        if mark[1] and mark[1] not in PARTS:
            said = f"{quoted(mark[1])} is nothing that a page asks. {did_you_mean(mark[1], PARTS)}"
        elif mark[1] and opened:
            said = f'The part that begins on line {opened} has no end. Write "{{end}}" above this.'
        elif not mark[1] and not opened:
            said = "No part begins above this end. Take it out."
        opened = number if mark[1] else 0
        if said:
            yield Problem(path, number, "", said, "page-parts-are-whole")
    if opened:
        said = 'The part that begins here has no end. Write "{end}" below it.'
        yield Problem(path, opened, "", said, "page-parts-are-whole")


def addresses_are_their_own(
    pages: Iterable[WrittenPage], boroughs: Container[str]
) -> Iterator[Problem]:
    """No two pages have one address, and none stands in a borough's folder."""
    first: dict[str, str] = {}
    for page in pages:
        if page.slug.split("/")[0] in boroughs:
            said = f"{quoted(page.slug)} lies in the pages of a borough. Choose another address."
        elif page.slug in first:
            said = f"{first[page.slug]} has the address {quoted(page.slug)} too. Change one."
        else:
            first[page.slug] = page.path
            continue
        yield Problem(page.path, 1, "Slug", said, "page-has-its-own-address")
