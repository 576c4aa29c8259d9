"""``connectdo due``: a sheet that a volunteer can work through, from the calls to make.

For a screen (text), for a printer (html) or for a spreadsheet (csv). It decides nothing about
who is due.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.data.directory import Directory
from connectdo.data.problems import Refusal, did_you_mean, quoted
from connectdo.data.reading import read_directory
from connectdo.data.telling import cell_without_formula
from connectdo.derive.due import Call, Contacts, Due, calls, due_words
from connectdo.derive.freshness import full_date
from connectdo.derive.phrases import cost_words, join_words
from connectdo.derive.times import times_in_words

NOTHING = "Nobody needs a ring or a letter."


@click.command("due")
@click.option("--borough", metavar="ID", help="Only this borough.")
@click.option(
    "--by", type=today_in.Day(), metavar="DATE", help="Also what falls due up to this day."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "html"]),
    default="text",
    help="text for the screen, html to print, csv for a spreadsheet.",
)
@today_in.option
@project.option
def command(
    borough: str | None,
    by: dt.date | None,
    form: str,
    given_today: dt.date | None,
    root: Path,
) -> None:
    """List who should be rung or written to, to check their details.

    Those with a phone come first, and then the longest overdue. Draft boroughs are left out
    unless --borough names one.
    """
    today = today_in.today(given_today)
    directory = read_directory(root, today, project.engine_of(root)).directory
    until = max(by or today, today)
    found = calls(directory, _boroughs(directory, borough), today, until)
    say(PRINTERS[form](directory, found, until), nl=False)


def _boroughs(directory: Directory, wanted: str | None) -> list[str]:
    """The boroughs asked for. Raises Refusal for one that is not there."""
    if wanted is None:
        return [name for name in directory.boroughs if not directory.is_draft(name)]
    if wanted not in directory.boroughs:
        known = list(directory.boroughs)
        raise Refusal(f"{quoted(wanted)} is not a borough. {did_you_mean(wanted, known)}")
    return [wanted]


def _counted(found: Sequence[Call]) -> str:
    things = sum(len(call.things) for call in found)
    return (
        f"{things} {'listing' if things == 1 else 'listings'}, "
        f"{len(found)} {'call' if len(found) == 1 else 'calls'}"
    )


def _ways(contacts: Contacts) -> str:
    named = zip(("Ring", "Text", "Write to", "Look at"), contacts, strict=True)
    ways = [f"{verb} {way}" for verb, way in named if way]
    return " · ".join(ways) or "No contact is known. Look for one."


def _to_confirm(thing: Due) -> list[str]:
    """What to read out, so that the other side can say yes or no."""
    data = thing.listing.data
    return [*times_in_words(data), cost_words(data.cost), join_words(data.join.how)]


def _text(directory: Directory, found: Sequence[Call], until: dt.date) -> str:
    if not found:
        return f"{NOTHING}\n"
    lines = []
    for borough, group in groupby(found, key=lambda call: call.borough):
        of_borough = list(group)
        name = directory.boroughs[borough].data.name
        lines.append(f"{name}, by {full_date(until)}: {_counted(of_borough)}")
        for call in of_borough:
            lines += ["", call.name + (" (example: not a real group)" if call.example else "")]
            lines.append(f"  {_ways(call.contacts)}")
            for thing in call.things:
                lines.append(f"  [ ] {thing.listing.data.name}: {due_words(thing.fresh)}")
                lines += [f"      {words}" for words in _to_confirm(thing)]
                lines.append(f"      {thing.listing.path}")
        lines.append("")
    return "\n".join(lines) + f"\nAll: {_counted(found)}. {_AFTERWARDS}\n"


_AFTERWARDS = "Then write in the file: checked: {on: DATE, by: organisation}."


def _csv(directory: Directory, found: Sequence[Call], until: dt.date) -> str:
    """One listing a row. A cell that a spreadsheet would run as a formula begins with an '."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        "borough organisation phone text email website listing why confirm file example".split()
    )
    for call in found:
        for thing in call.things:
            row = (
                directory.boroughs[call.borough].data.name,
                call.name,
                *call.contacts,
                thing.listing.data.name,
                due_words(thing.fresh),
                "; ".join(_to_confirm(thing)),
                thing.listing.path,
                "yes" if thing.listing.data.example else "",
            )
            writer.writerow(cell_without_formula(cell) for cell in row)
    return out.getvalue()


_STYLE = """body { font: 1.1rem/1.5 Verdana, sans-serif; margin: 2rem auto; max-width: 45rem; }
section { border-top: 2px solid; break-inside: avoid; padding: 0.5rem 0; }
h2 { font-size: 1.2rem; margin: 0; } ul { padding: 0; } li { list-style: none; }
li::before { content: "\\2610  "; font-size: 1.4rem; } p { margin: 0.2rem 0; }"""


def _html(directory: Directory, found: Sequence[Call], until: dt.date) -> str:
    """A page to print, whole in one file."""
    body = []
    for call in found:
        example = " (example: not a real group)" if call.example else ""
        place = directory.boroughs[call.borough].data.name
        body.append(
            f"<section>\n<h2>{escape(call.name + example)}, {escape(place)}</h2>\n"
            f"<p><strong>{escape(_ways(call.contacts))}</strong></p>\n<ul>\n"
        )
        for thing in call.things:
            confirm = "".join(f"<p>{escape(words)}</p>\n" for words in _to_confirm(thing))
            body.append(
                f"<li>{escape(thing.listing.data.name)}: {escape(due_words(thing.fresh))}\n"
                f"{confirm}<p><small>{escape(thing.listing.path)}</small></p></li>\n"
            )
        body.append("</ul>\n</section>\n")
    heading = f"Details to check by {full_date(until)}"
    lead = f"{_counted(found)}. {_AFTERWARDS}" if found else NOTHING
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{heading}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n"
        f"<h1>{heading}</h1>\n<p>{escape(lead)}</p>\n{''.join(body)}</body>\n</html>\n"
    )


PRINTERS: dict[str, Callable[[Directory, Sequence[Call], dt.date], str]] = {
    "text": _text,
    "csv": _csv,
    "html": _html,
}
