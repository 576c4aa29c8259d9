"""``connectdo check``: from the files of a project to a report of everything to mend.

It decides the exit code and how problems are printed. It knows no rule.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.changed import changed_files
from connectdo.commands.saying import order, say
from connectdo.data.problems import Problem, Refusal, quoted
from connectdo.data.reading import read_directory
from connectdo.data.telling import shown, shown_on_one_line
from connectdo.derive.words import counted
from connectdo.rules import check_directory, in_a_change
from connectdo.rules.timely import WRONG_WHEN_WRITTEN

COLOURS = {"error": "red", "warning": "yellow", "draft": "cyan"}
ANNOTATIONS = {"error": "error", "warning": "warning", "draft": "notice"}


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what was found, in order."""

    files: int
    problems: list[Problem]
    only: str = ""
    """The one severity that is listed; the others are counted."""

    @property
    def listed(self) -> list[Problem]:
        """The problems to print."""
        return [each for each in self.problems if self.only in ("", each.severity)]

    def count(self, severity: str) -> int:
        """How many problems of a severity there are."""
        return sum(problem.severity == severity for problem in self.problems)

    @property
    def closing(self) -> str:
        """The counts in words, the last line of every report."""
        words = [
            counted(self.files, "file"),
            counted(self.count("error"), "error"),
            counted(self.count("warning"), "warning"),
        ]
        if drafts := self.count("draft"):
            words.append(f"{counted(drafts, 'problem')} in draft boroughs")
        unlisted = len(self.listed) < len(self.problems)
        return ", ".join(words) + (' ("make check" lists them all)' if unlisted else "")


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="text for people, json for programs, github for annotations and the step summary.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option(
    "--since",
    metavar="REF",
    help="Take for changed what differs since the branch left REF, as origin/main; "
    "without it, what is not committed yet.",
)
@today_in.option
@project.option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str,
    strict: bool,
    since: str | None,
    given_today: dt.date | None,
    root: Path,
) -> None:
    """Say what is wrong in the listings, in plain words, with the line.

    Checks everything, and with PATHs prints only what concerns these files or folders.
    A day still to come under "checked" and the like is an error in a file that was changed.
    Exit code: 0 nothing to mend, 1 something to mend, 2 it could not check.
    """
    reading = read_directory(root, today_in.today(given_today), project.engine_of(root))
    problems = check_directory(reading, today_in.today(given_today))
    if since or any(problem.check in WRONG_WHEN_WRITTEN for problem in problems):
        problems = in_a_change(problems, changed_files(root, since))
    report = _report(reading.paths, problems, [_within(path, root) for path in paths])
    PRINTERS[form](report)
    if report.count("error") or (strict and report.count("warning")):
        ctx.exit(1)


def _within(path: Path, root: Path) -> str:
    """A PATH as the project's files are named: from ``root`` down, with forward slashes."""
    top = root.resolve()
    for place in (path, top / path):
        if place.exists() and place.resolve().is_relative_to(top):
            return place.resolve().relative_to(top).as_posix()
    return path.as_posix()


def _report(files: Iterable[str], problems: list[Problem], paths: list[str]) -> Report:
    """What there is to say about ``paths``, or about everything where there are none.

    Raises Refusal for a path that has nothing to do with the data: nothing checked is a failure.
    """
    files = sorted(files)
    if not paths:
        return Report(len(files), problems)
    for path in paths:
        names = [*files, *(problem.path for problem in problems)]
        if not any(_is_in(name, path) for name in names):
            raise Refusal(
                f"{quoted(path)} is not a file or folder of the data, so nothing was checked. "
                'Name something in "boroughs" or "content".'
            )
    return Report(
        sum(any(_is_in(file, path) for path in paths) for file in files),
        [problem for problem in problems if any(_is_in(problem.path, path) for path in paths)],
    )


def _is_in(name: str, path: str) -> bool:
    return path == "." or name == path or name.startswith(f"{path}/")


# --- ways to print ------------------------------------------------------------------------------


def _print_text(report: Report) -> None:
    """One problem a line; in colour on a terminal only."""
    for problem in report.listed:
        say(problem.place, nl=False, bold=True)
        say(str(problem).removeprefix(problem.place), fg=COLOURS[problem.severity])
    say(report.closing)


def _print_json(report: Report) -> None:
    """One object: the counts, and the problems in the same order as in text."""
    say(
        json.dumps(
            {
                "files": report.files,
                "errors": report.count("error"),
                "warnings": report.count("warning"),
                "drafts": report.count("draft"),
                "problems": [asdict(problem) for problem in report.problems],
            },
            indent=2,
        )
    )


def _print_github(report: Report) -> None:
    """Workflow commands, one a problem, and the whole report as Markdown in the step's summary.

    GitHub cuts annotations at ten a step, so that the summary is where all of them can be read.
    Escaping: GitHub, "Workflow commands", and actions/toolkit ``packages/core/src/command.ts``.
    """
    for problem in report.problems:
        words = f"{problem.field}: {problem.message}" if problem.field else problem.message
        order(
            f"::{ANNOTATIONS[problem.severity]} file={_property(problem.path)},"
            f"line={problem.line},title={_property(problem.check)}::{_data(words)}"
        )
    say(report.closing)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(_markdown(report))


def _data(text: str) -> str:
    return shown(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _markdown(report: Report) -> str:
    lines = [f"## Check: {report.closing}", ""]
    if report.problems:
        lines += ["| where | what to do | check |", "|---|---|---|"]
    for problem in report.problems:
        severity = "" if problem.severity == "error" else f"{problem.severity}: "
        field = f"{problem.field}: " if problem.field else ""
        lines.append(
            f"| {_cell(problem.path)}:{problem.line} "
            f"| {severity}{_cell(field + problem.message)} | {problem.check} |"
        )
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    """Text as it is, in a Markdown table: nothing in it becomes a mark, a link or HTML."""
    plain = shown_on_one_line(text)
    escaped = "".join(f"\\{sign}" if sign in "\\`*_[]|~#@!" else sign for sign in plain)
    return escaped.replace("&", "&amp;").replace("<", "&lt;")


PRINTERS: dict[str, Callable[[Report], None]] = {
    "text": _print_text,
    "json": _print_json,
    "github": _print_github,
}
