"""``connectdo links``: which web addresses in the listings no longer answer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.data.reading import read_directory


@click.command("links")
@today_in.option
@project.option
@click.pass_context
def command(ctx: click.Context, given_today: dt.date | None, root: Path) -> None:
    """Look for web addresses that no longer answer. This goes out to the web.

    Exit code: 0 all answer, 1 some do not, 2 there is no internet here.
    """
    import httpx

    from connectdo.contribute.link_answers import AGENT, dead_links, places_of

    directory = read_directory(root, today_in.today(given_today), project.engine_of(root)).directory
    places = places_of(directory)
    dead = 0
    with httpx.Client(timeout=20, follow_redirects=True, headers={"User-Agent": AGENT}) as client:
        for found in dead_links(places, client, lambda url: say(f"asking {url}", err=True)):
            say(str(found))
            dead += 1
    say(f"{len(places):,} web addresses asked, {dead:,} of them without an answer")
    if dead:
        ctx.exit(1)
