"""``connectdo schema``: writes the JSON Schema of every kind of file, for editors to complete from.

It knows neither the schema nor any editor well: only where the files go and how to point at them.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.commands.writing_into import target_in
from connectdo.data.json_schema import json_schemas
from connectdo.data.problems import Refusal
from connectdo.data.reading import read_directory

OUTPUT = Path(".cache/schema")


@click.command("schema")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=OUTPUT,
    metavar="DIR",
    help=f"Where to write the files ({OUTPUT}).",
)
@project.option
def command(output: Path, root: Path) -> None:
    """Write the JSON Schema that editors complete from, one file for each kind of file.

    VS Code finds them in .cache/schema by itself, through .vscode/settings.json.
    """
    directory = read_directory(root, today_in.today(), project.engine_of(root)).directory
    folder = target_in(root, output)
    schemas = json_schemas(directory.vocabulary, directory.boroughs)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas.items():
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
            (folder / f"{name}.json").write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise Refusal(
            f'The schema cannot be written to "{folder}": {wrong.strerror}. '
            "Choose another folder with --output."
        ) from None
    say(f"{len(schemas)} files are in {folder}.")
    say("VS Code with the extension redhat.vscode-yaml completes from them now.")
    say("In another editor, put a line like this at the top of a file:")
    say(f"# yaml-language-server: $schema={(folder / 'venue.json').resolve().as_posix()}")
