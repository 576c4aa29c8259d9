"""``connectdo site``: from the files of a project to a finished site in one folder."""

from __future__ import annotations

import datetime as dt
import gc
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.building import check_and_build
from connectdo.commands.hidden_now import hidden_now, store_option
from connectdo.commands.writing_into import site_folder_in
from connectdo.data.reading import Reader
from connectdo.site.one_build import BuildRequest


@click.command("site")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    metavar="DIR",
    help="Where to write the site.",
)
@click.option("--site-url", metavar="URL", help="Where it will be published; it may hold a path.")
@click.option(
    "--links",
    type=click.Choice(["web", "file"]),
    default="web",
    show_default=True,
    help="web for a server; file to open the pages from a disk.",
)
@click.option("--search/--no-search", default=True, help="Build the search index too.")
@click.option("--drafts", is_flag=True, help="Show draft boroughs as well.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many processes may render; one for each core by default.",
)
@store_option
@today_in.option
@project.option
@click.pass_context
def command(
    ctx: click.Context,
    output: Path,
    site_url: str | None,
    links: str,
    search: bool,
    drafts: bool,
    workers: int | None,
    store: Path | None,
    given_today: dt.date | None,
    root: Path,
) -> None:
    """Check the listings and build the site into output/.

    Exit code: 0 built, 1 something to mend in the listings, 2 it could not build.
    """
    gc.set_threshold(100_000, 20, 100)  # a build makes much and drops little: a tenth of its time
    root = root.resolve()
    request = BuildRequest(
        root,
        site_folder_in(root, output),
        today_in.today(given_today),
        site_url,
        "file" if links == "file" else "web",
        search,
        drafts,
        workers,
        project.engine_of(root),
        hidden=hidden_now(root, store),
    )
    if not check_and_build(request, Reader(root, project.engine_of(root))):
        ctx.exit(1)
