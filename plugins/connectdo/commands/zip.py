"""``connectdo zip``: the site in one file, to carry on a stick and open without a server."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zipfile import is_zipfile

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.building import check_and_build
from connectdo.commands.hidden_now import hidden_now, store_option
from connectdo.commands.saying import say
from connectdo.commands.writing_into import target_in
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader
from connectdo.site.one_build import BuildRequest
from connectdo.site.packing import pack

TOP = "connect-and-do"


@click.command("zip")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path(f"{TOP}.zip"),
    show_default=True,
    metavar="FILE",
    help="Where to write the zip.",
)
@store_option
@today_in.option
@project.option
@click.pass_context
def command(
    ctx: click.Context,
    output: Path,
    store: Path | None,
    given_today: dt.date | None,
    root: Path,
) -> None:
    """Pack the site, to carry on a stick without a server.

    Unpack it and open index.html. Searching by words needs a server; lists and A to Z do not.
    """
    root = root.resolve()
    target = target_in(root, output)
    if target.is_dir() or (target.exists() and not is_zipfile(target)):
        raise Refusal(f"{output} is there, and is no zip. Choose another name with --output.")
    day = today_in.today(given_today)
    built = root / ".cache" / "zip"
    request = BuildRequest(
        root,
        built,
        day,
        links="file",
        search=False,
        engine=project.engine_of(root),
        hidden=hidden_now(root, store),
    )
    if not check_and_build(request, Reader(root, project.engine_of(root))):
        ctx.exit(1)
    files = pack(built, target, TOP, day)
    size = target.stat().st_size / 1_000_000
    say(f"Packed {files:,} files into {output} ({size:.1f} MB). Unpack it, open index.html.")
