"""``connectdo lint-words``: the words of templates, pages and listings, held to plain English.

It finds the passages that a reader sees, with their lines, and prints what ``rules.plain_words``
says of them, as ``check`` does. It judges no word itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.check import PRINTERS, Report
from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.data.problems import Problem, Refusal, in_order
from connectdo.data.reading import read_directory
from connectdo.rules.plain_words import (
    EDITORS,
    READERS,
    Passage,
    nothing_is_promised,
    sentences_are_short,
    text_is_easy_to_read,
    words_are_kind,
)

EXCEPTIONS: dict[str, tuple[frozenset[str], str]] = {
    "content/pages/accessibility.md": (
        frozenset({"sentences-are-short", "text-is-easy-to-read"}),
        "The law sets the words of an accessibility statement (the model statement of GOV.UK).",
    ),
}
"""The files that a check does not hold for, the checks, and why."""

FOR_EDITORS = re.compile(r"content/pages/help-|theme/templates/(help-|catalogue|suggest|status)")
"""What editors and borough teams read, and other readers need not."""

_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|small|span|strong|time)\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(?:aria-label|alt|title|placeholder|data-then)="([^"]+)"')


def passages_of_template(text: str) -> Iterator[Passage]:
    """What a template itself says: its text and the words in its attributes.

    A value of the view stands as one word; what it holds is not the template's.
    """
    text = re.sub(r"\{#.*?#\}|<!--.*?-->", _as_lines, text, flags=re.DOTALL)
    # A statement parts what stands before it from what stands after: "if this, else that".
    text = re.sub(r"\{%.*?%\}", lambda found: "<p>" + _as_lines(found), text, flags=re.DOTALL)
    text = re.sub(r"\{\{[^}]*?\([^}]*\}\}", _as_lines, text)
    text = re.sub(r"\{\{.*?\}\}", lambda found: "one" + _as_lines(found), text, flags=re.DOTALL)
    for found in _ATTRIBUTE.finditer(text):
        yield from _passage(text, found.start(1), found[1])
    text = _INLINE.sub(_as_lines, text)
    start = 0
    for found in [*re.finditer(r"<[^>]*>", text)]:
        yield from _passage(text, start, text[start : found.start()])
        start = found.end()
    yield from _passage(text, start, text[start:])


def _as_lines(found: re.Match[str]) -> str:
    """Nothing but the line ends of what was found, so that lines keep their numbers."""
    return "\n" * found[0].count("\n")


def _passage(whole: str, start: int, text: str) -> Iterator[Passage]:
    words = " ".join(unescape(text).split())
    if re.search(r"[A-Za-z]", words.replace("one", "")):
        lead = len(text) - len(text.lstrip())
        yield Passage(whole.count("\n", 0, start + lead) + 1, words)


def passages_of_page(text: str) -> Iterator[Passage]:
    """What a page of Markdown says, a paragraph, item or heading at a time, without its code."""
    text = re.sub(r"^```.*?^```", _as_lines, text, flags=re.DOTALL | re.MULTILINE)
    lines: list[str] = []
    began = 1
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        starts = re.match(r"\s{0,3}(?:[-*+]|\d+\.|#+|>|[A-Z]\w+:(?= ))\s+|\s*\|", line)
        if not line.strip() or starts or (line.startswith("    ") and not lines):
            if lines:
                yield Passage(began, _plain(" ".join(lines)))
            lines = []
        if line.startswith("    ") and not lines:
            continue
        if re.match(r"Slug:|\s*\|?[-:| ]+\|?\s*$", line):
            continue
        if line.strip():
            if not lines:
                began = number
            lines.append(line[starts.end() :] if starts else line.strip())


def _plain(markdown: str) -> str:
    markdown = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    markdown = re.sub(r"<[^>]*>", "", re.sub(r"`[^`]*`", "code", markdown))
    return re.sub(r"[*_|\\]+", "", markdown).strip()


def passages_of_listing(listing: Record[Listing]) -> Iterator[Passage]:
    """A listing's summary, first visit and simple version; imported words are not ours to mend."""
    data = listing.data
    if data.source:
        return
    yield Passage(listing.source.line_of(("summary",)), data.summary)
    if data.simple:
        at = listing.source.line_of(("simple",))
        for number, line in enumerate(data.simple.splitlines(), start=1):
            if line.strip():
                yield Passage(at + number, line.strip())
    if data.first_visit:
        for name in ("meets_you", "what_happens"):
            if words := getattr(data.first_visit, name):
                yield Passage(listing.source.line_of(("first_visit", name)), words)


def problems_of(path: str, passages: list[Passage]) -> Iterator[Problem]:
    """Everything that is to be said of one file's passages, without its named exceptions."""
    most = EDITORS if FOR_EDITORS.match(path) else READERS
    excepted = EXCEPTIONS.get(path, (frozenset(), ""))[0]
    for problem in (
        *sentences_are_short(path, passages),
        *words_are_kind(path, passages),
        *nothing_is_promised(path, passages),
        *text_is_easy_to_read(path, passages, most),
    ):
        if problem.check not in excepted:
            yield problem


SOURCES: tuple[tuple[str, Callable[[str], Iterator[Passage]]], ...] = (
    ("theme/templates/**/*.html", passages_of_template),
    ("content/pages/**/*.md", passages_of_page),
)


def look_at(root: Path, today: dt.date) -> Report:
    """Read everything and judge it. Raises Refusal where there was nothing to read."""
    problems: list[Problem] = []
    files = 0
    for pattern, passages in SOURCES:
        found = sorted(root.glob(pattern))
        if not found:
            raise Refusal(f'Nothing fits "{pattern}". Go to the project\'s folder first.')
        for file in found:
            files += 1
            path = file.relative_to(root).as_posix()
            problems += problems_of(path, list(passages(file.read_text("utf-8"))))
    for listing in read_directory(root, today, project.engine_of(root)).directory.listings.values():
        files += 1
        problems += problems_of(listing.path, list(passages_of_listing(listing)))
    return Report(files, in_order(problems))


@click.command("lint-words")
@project.option
@click.pass_context
def command(ctx: click.Context, root: Path) -> None:
    """Check that templates, pages and listings use plain words.

    Sentences, reading grade, words that hurt, and promises about health.
    Exit code: 0 nothing to mend, 1 something to mend, 2 it could not look.
    """
    report = look_at(root.resolve(), today_in.today(None))
    PRINTERS["text"](report)
    if report.count("error"):
        ctx.exit(1)
