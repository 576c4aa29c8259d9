"""``connectdo new``: from answers, typed or given as options, to a new file that passes the check.

It asks the schema's own questions and writes only what was answered. It never overwrites a file.
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.asking import (
    Question,
    Refuses,
    ask,
    parsed,
    put,
    questions,
    understand,
)
from connectdo.commands.saying import say
from connectdo.data import formats
from connectdo.data.directory import Directory
from connectdo.data.gate import NotThere, read_text
from connectdo.data.geography_tables import DISTRICTS, FOLDER
from connectdo.data.model import KINDS, Part
from connectdo.data.naming import id_for, is_spelt_anew
from connectdo.data.problems import Refusal, did_you_mean, meant, quoted
from connectdo.data.reading import read_directory
from connectdo.data.source import MOST_BYTES, Mark, Source, Value
from connectdo.data.telling import shown
from connectdo.data.validating import validate
from connectdo.data.writing import file_text
from connectdo.rules import check_directory
from connectdo.rules.identity import is_closed
from connectdo.rules.known_words import names_in
from connectdo.rules.references import names_of

SUFFIXES = {"listing": ".md", "venue": ".yml", "organisation": ".yml"}


@click.command("new")
@click.argument("kind", type=click.Choice(["listing", "venue", "organisation", "borough"]))
@click.option("--borough", metavar="ID", help="The borough it belongs to.")
@click.option("--name", metavar="NAME", help="What it is called.")
@click.option("--id", "given_id", metavar="ID", help="Its id, if not made from the name.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Any field, as in --set area=out-and-about --set join.phone='020 7946 0123'.",
)
@today_in.option
@project.option
@click.pass_context
def command(
    ctx: click.Context,
    kind: str,
    borough: str | None,
    name: str | None,
    given_id: str | None,
    settings: tuple[str, ...],
    given_today: dt.date | None,
    root: Path,
) -> None:
    """Start a new listing, venue, organisation or borough.

    Asks what it needs to know, unless fields are given with --set. Exit code: 0 written and
    nothing to mend, 1 written and something to mend, 2 nothing written.
    """
    today = today_in.today(given_today)
    model = KINDS[kind]
    values: dict[str, Value] = {"name": name} if name else {}
    for setting in settings:
        field, separator, text = setting.partition("=")
        if not separator:
            raise Refusal(f"{quoted(setting)} has no equals sign. Write it as --set area=ID.")
        put(values, field.split("."), parsed(model, field.split("."), text))
    if given_id:
        _require_id(given_id)
    asks = not settings and sys.stdin.isatty()
    if kind == "borough":
        path = _new_borough(root, values, given_id, asks)
    else:
        directory = read_directory(root, today, project.engine_of(root)).directory
        borough = _borough(directory, borough, asks)
        new = _New(root, directory, borough, today)
        path = new.thing(kind, values, given_id, asks)
    say(f"Written: {path.as_posix()}")
    if not given_id and is_spelt_anew(str(values["name"])):
        say(
            "Its id is its name in the letters of web addresses, and stays for good. "
            "For another one, delete the file now and write --id."
        )
    _say_what_to_mend(ctx, root, path, today)


def _new_borough(root: Path, values: dict[str, Value], given_id: str | None, asks: bool) -> Path:
    """Write a draft borough's own file. Its GSS code is looked up where its name is known."""
    if asks:
        ask(
            [q for q in questions(KINDS["borough"]) if q.path == ["name"]], KINDS["borough"], values
        )
    name = values.get("name")
    if not isinstance(name, str):
        raise Refusal("The borough has no name yet. Write it with --name.")
    codes = _gss_codes(root)
    if "gss" not in values and name not in codes:
        raise Refusal(
            f"The GSS code of {quoted(name)} is not known here. {did_you_mean(name, list(codes))} "
            "Or write the code with --set gss=E09000022."
        )
    values = {"schema": "1", "gss": codes.get(name), "status": "draft", **values}
    path = root / "boroughs" / (given_id or _id_of(values)) / "borough.yml"
    if path.parent.exists():
        raise Refusal(f'"{path.parent.as_posix()}" is there already. Choose another id with --id.')
    _write(path, KINDS["borough"], "borough", values)
    return path


def _gss_codes(root: Path) -> dict[str, str]:
    """Names of the authorities in and around London → their codes."""
    try:
        text = read_text(root, f"{FOLDER}/{DISTRICTS}", MOST_BYTES)
    except NotThere:
        return {}
    lines = (line.partition("\t") for line in text.splitlines())
    return {name: code for code, _, name in lines}


def _borough(directory: Directory, borough: str | None, asks: bool) -> str:
    """The borough that was named, or the only one, or the answer to a question."""
    known = list(directory.boroughs)
    if borough is None and len(known) == 1:
        return known[0]
    if borough is None and asks:
        borough = click.prompt(shown(f"Which borough? ({', '.join(known)})")).strip()
    if borough is None:
        raise Refusal(f"Which borough is it in? Write --borough and one of: {', '.join(known)}.")
    if borough not in known:
        raise Refusal(f"{quoted(borough)} is not a borough. {did_you_mean(borough, known)}")
    return borough


@dataclass(frozen=True)
class _New:
    """Makes files in a borough of what is known there and what is answered."""

    root: Path
    directory: Directory
    borough: str
    today: dt.date

    def thing(self, kind: str, values: dict[str, Value], given_id: str | None, asks: bool) -> Path:
        """Ask what is open, where somebody is there to answer, and write the file."""
        model = KINDS[kind]
        asked = [self._naming(question) for question in questions(model)]
        for question in asked:
            understand(question, values)
        if asks:
            taken = self._taken(kind, given_id)
            for question in asked:
                if message := taken(question, values.get("name")):
                    say(message)
                    del values["name"]
            ask(asked, model, values, taken, self._start)
        values.setdefault("added", self.today.isoformat())
        path = self._path(kind, given_id or _id_of(values))
        _write(path, model, kind, values)
        return path

    def _path(self, kind: str, id: str) -> Path:
        folder = self.root / "boroughs" / self.borough / str(getattr(KINDS[kind], "FOLDER", ""))
        return folder / f"{id}{SUFFIXES[kind]}"

    def _naming(self, question: Question) -> Question:
        """The question with the ids that may be answered, and what people call them."""
        thing = question.path[-1]
        if thing in ("organisation", "venue"):
            records = self.directory.of_noun(thing).values()
            there = {each.id: names_of(each) for each in records if each.borough == self.borough}
            return question.naming(there, thing)
        if question.words:
            return question.naming(names_in(self.directory.vocabulary.keyed(question.words)))
        return question

    def _taken(self, kind: str, given_id: str | None) -> Refuses:
        """Says of a name that something in the borough has it, before more is asked."""
        there = {
            record.path: (getattr(record.data, "name", ""),)
            for record in self.directory.of_noun(kind).values()
            if record.borough == self.borough and not is_closed(record)
        }

        def taken(question: Question, value: Value) -> str | None:
            if question.path != ["name"] or not isinstance(value, str):
                return None
            path = self._path(kind, given_id or id_for(value) or "-")
            there_already = path.relative_to(self.root).as_posix() if path.exists() else None
            other = there_already or meant(value, there)
            if other is None:
                return None
            return f"{quoted(value)} is the name of {other} already. Give it another name."

        return taken

    def _start(self, noun: str, name: str) -> str | None:
        """Start a file for a thing that an answer names, if that is wanted."""
        article = "an" if noun == "organisation" else "a"
        if not id_for(name) or not click.confirm(
            f"{quoted(name)} is not {article} {noun} here yet. Start a file for it?"
        ):
            return None
        path = self.thing(noun, {"name": name}, None, True)
        say(f"Written: {path.as_posix()}")
        return path.name.removesuffix(SUFFIXES[noun])


def _require_id(given_id: str) -> None:
    """Raises Refusal for what cannot be the name of a file and a part of its address."""
    try:
        formats.parse_id(given_id)
    except formats.WrongValue as wrong:
        raise Refusal(f"--id: {wrong.message()}") from None


def _id_of(values: dict[str, Value]) -> str:
    """An id made from the name."""
    name = values.get("name")
    made = id_for(name) if isinstance(name, str) else ""
    if not made:
        raise Refusal("It has no name yet. Write it with --name.")
    return made


def _write(path: Path, model: type[Part], kind: str, values: dict[str, Value]) -> None:
    """Write the file, unless the schema refuses it or there is one already."""
    body = values.pop("description", None)
    validated = validate(model, Source(path.name, values, Mark(1), str(body or ""), 1), kind)
    if validated.problems:
        said = [f"{p.field}: {p.message}" if p.field else p.message for p in validated.problems]
        raise Refusal("\n".join([*said, "Nothing was written."]))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(file_text(model, values, str(body or "")))
    except FileExistsError:
        raise Refusal(
            f'"{path.as_posix()}" is there already, and nothing was changed. '
            "Choose another id with --id."
        ) from None
    except OSError as wrong:
        raise Refusal(f'"{path.as_posix()}" cannot be written: {wrong.strerror}.') from None


def _say_what_to_mend(ctx: click.Context, root: Path, path: Path, today: dt.date) -> None:
    """Check the new file among all others, and print what concerns it."""
    name = path.relative_to(root).as_posix()
    problems = check_directory(read_directory(root, today, project.engine_of(root)), today)
    mine = [problem for problem in problems if problem.path == name]
    for problem in mine:
        say(str(problem))
    if any(problem.severity == "error" for problem in mine):
        ctx.exit(1)
