"""``connectdo hide`` and ``connectdo hidden``: what the review's page for it does, from a terminal.

For whoever runs the host: a reviewer who is away, a team of one that wants something back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.proposals import BY, desk_here
from connectdo.commands.saying import say
from connectdo.commands.the_store import open_store, store_option
from connectdo.contribute.intake.hiding_desk import Hideable, Hiding, goes_words
from connectdo.contribute.out_of_history import ON_THE_HOST
from connectdo.contribute.store.store_hidden import HiddenThing
from connectdo.derive.dates import LONDON
from connectdo.derive.words import counted
from connectdo.pages.hide_page import REMAINS
from connectdo.site.output import STATE
from connectdo.site.taking_down import take_down

output_option = click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    metavar="DIR",
    help="The published site, from which its pages go at once.",
)


@click.command("hide")
@click.argument("thing")
@output_option
@store_option
@today_in.option
@project.option
def command(
    thing: str, output: Path, store: Path | None, given_today: dt.date | None, root: Path
) -> None:
    """Take THING off the site at once: BOROUGH/ID, or KIND/BOROUGH/ID.

    Its own pages go from the folder of the site at once; what lists it follows with the next build.
    """
    root = root.resolve()
    desk = desk_here(root, store, given_today)
    hiding = Hiding(desk)
    found = hiding.named(thing)
    site = root / output
    gone: list[str] = []

    def out_of_the_folder() -> None:
        if (site / STATE).is_dir():
            hidden = desk.store.hidden.now_hidden()
            gone.extend(take_down(site, desk.reading().directory, hidden))

    desk.take_down = out_of_the_folder
    hiding.hide(found, BY)
    say(f"{found.key} is hidden. {goes_words(found)}".rstrip())
    say(f"{counted(len(gone), 'file')} taken out of {output}. To build without it: connectdo site")
    for line in _remains(found):
        say(line)


def _remains(thing: Hideable) -> Iterator[str]:
    """What no press takes back, and how it is taken out of the history."""
    yield "What remains:"
    yield from (f"  {each}" for each in REMAINS)
    if thing.commands:
        yield "To take it out of the history (everybody has to clone anew):"
        yield from (f"  {each}" for each in thing.commands)
        yield "Afterwards in the host's own clone, with the service stopped:"
        yield from (f"  {each}" for each in ON_THE_HOST)


@click.group("hidden", invoke_without_command=True)
@store_option
@today_in.option
@project.option
@click.pass_context
def hidden_command(
    ctx: click.Context, store: Path | None, given_today: dt.date | None, root: Path
) -> None:
    """List what is hidden from the site, or show it again."""
    ctx.obj = Hiding(desk_here(root, store, given_today))
    if ctx.invoked_subcommand is None:
        _list(ctx.obj)


@hidden_command.command("list")
@click.pass_obj
def list_command(hiding: Hiding) -> None:
    """List what is hidden, the latest first."""
    _list(hiding)


@hidden_command.command("show")
@click.argument("thing")
@click.pass_obj
def show_command(hiding: Hiding, thing: str) -> None:
    """Show THING again with the next build. Whoever runs the host stands in for a second person."""
    found = hiding.named(thing)
    hiding.show_again(found, BY, alone=True)
    say(f"{found.key} is shown again with the next build.")


def _list(hiding: Hiding) -> None:
    things = hiding.desk.store.hidden.all_hidden()
    for line in map(_line, things):
        say(line)
    say(f"{counted(len(things))} hidden.")


def _line(thing: HiddenThing) -> str:
    since = thing.since.astimezone(LONDON)
    wants = f", {thing.first_yes} wants it back" if thing.first_yes else ""
    return f"{thing.thing}: since {since:%Y-%m-%d %H:%M}, by {thing.by}{wants}"


def note_gone(root: Path, store: Path | None, things: Iterable[str]) -> None:
    """Note that the site was built without these, the first time that it was. Raises Refusal."""
    if not (things := list(things)):
        return
    with closing(open_store(root, store)) as opened:
        now = dt.datetime.now(dt.UTC)
        for thing in things:
            opened.hidden.gone(thing, now)
