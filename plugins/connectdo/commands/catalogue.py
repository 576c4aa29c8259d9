"""``connectdo catalogue``: writes every part and page of the theme, with examples, to look at.

It renders the examples of ``pages.catalogue`` with the theme as it stands. It is for the people
who keep the theme: nothing it writes is published, and no listing is read.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands.saying import say
from connectdo.commands.writing_into import target_in
from connectdo.data.gate import NotThere, read_file
from connectdo.data.picture_files import MOST_BYTES
from connectdo.data.problems import Refusal
from connectdo.pages.catalogue import ASSETS, SAMPLES
from connectdo.theme.assets import read_assets
from connectdo.theme.environment import make_environment

OUTPUT = Path(".cache/catalogue")
FIRST = "catalogue.html"
PHOTO = Path("boroughs/lambeth/photos/gate.svg")
"""The one picture that the examples show."""


@click.command("catalogue")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=OUTPUT,
    metavar="DIR",
    help=f"Where to write the pages ({OUTPUT}).",
)
@project.option
def command(output: Path, root: Path) -> None:
    """Write every part and page of the theme with examples, to open in a browser."""
    folder = target_in(root, output)
    count = write_catalogue(root, folder)
    say(f"{count} pages are in {folder}. Open {(folder / FIRST).resolve().as_uri()}")


def write_catalogue(root: Path, folder: Path) -> int:
    """Render every example into ``folder``, with what the pages ask for; returns how many.

    Raises Refusal where there is no theme, or where the folder cannot be written.
    """
    theme = root / "theme"
    if not (theme / "templates").is_dir():
        raise Refusal(f'There is no theme in "{theme}". Run this in the project\'s own folder.')
    environment = make_environment(theme)
    assets = read_assets(theme)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sample in SAMPLES:
            html = environment.get_template(sample.template).render(view=sample.view)
            (folder / f"{sample.name}.html").write_text(html, "utf-8")
        for name, address in ASSETS.items():
            (folder / address).write_bytes(assets.files[assets.names[name]])
        with suppress(NotThere):
            photo = read_file(root, PHOTO.as_posix(), MOST_BYTES)
            (folder / PHOTO.name).write_bytes(photo)
    except OSError as wrong:
        raise Refusal(
            f'The catalogue cannot be written to "{folder}": {wrong.strerror}. '
            "Choose another folder with --output."
        ) from None
    return len(SAMPLES)
