"""The ``connectdo`` command: from the word a person typed to the module that does it.

It knows the verbs by name and one line each, and loads a verb's module only when that verb is
used, so that ``connectdo check`` never waits for Pelican. It knows nothing of what they do.
"""

from __future__ import annotations

import importlib
from typing import NamedTuple

import click

from connectdo.commands.saying import say
from connectdo.data.problems import Refusal, did_you_mean, quoted
from connectdo.data.telling import shown


class Verb(NamedTuple):
    """Where a verb lives (a module of this room or of the tools) and its line of help.

    The module holds ``command``.
    """

    module: str
    help: str


VERBS: dict[str, Verb] = {
    "serve": Verb("commands.serve", "Check, build and show the site; rebuild on change."),
    "site": Verb("commands.site", "Check and build the site into output/."),
    "intake": Verb("commands.intake_alone", "Answer the forms and the review, without the site."),
    "host": Verb("commands.host", "Answer the forms and the review on a host."),
    "check": Verb("commands.check", "Say what is wrong in the listings, and on which line."),
    "new": Verb("commands.new", "Start a new listing, venue, organisation or borough."),
    "import": Verb("commands.import_rows", "Turn the rows of a spreadsheet into listings."),
    "ids": Verb("commands.ids", "Renew the lists of ids that were published."),
    "proposals": Verb("commands.proposals", "List what people sent, and nobody decided yet."),
    "take": Verb("commands.take", "Take in a message that somebody sent by mail or text."),
    "accept": Verb("commands.accepting", "Make a change that was sent, in a commit of its own."),
    "decline": Verb("commands.declining", "Say not now to what was sent, and why."),
    "reviewer": Verb("commands.reviewer", "Say who reads what is sent, and signs in by mail."),
    "forget": Verb("commands.forget", "Erase what somebody sent, by its reference."),
    "backup": Verb("commands.backup", "Make a sealed copy of what people sent, and check it."),
    "restore": Verb("commands.restore", "Bring back what people sent from a backup, or try to."),
    "hide": Verb("commands.hiding", "Take a thing off the site at once."),
    "hidden": Verb("commands.hidden", "List what is hidden from the site, or show it again."),
    "ready": Verb("commands.ready", "Say what stands in the way before a borough goes live."),
    "checked": Verb("commands.checked", "Note that the details of listings were confirmed."),
    "due": Verb("commands.due_checks", "List who to ring or write to, to check their details."),
    "examples": Verb("commands.removing_examples", "Take a borough's invented examples out."),
    "coverage": Verb("tools.content_coverage", "Say which listing shows each field and value."),
    "schema": Verb("commands.schema", "Write the JSON Schema that editors complete from."),
    "geography": Verb("commands.geography_files", "Make the tables in content/geography/ again."),
    "zip": Verb("commands.zip", "Pack the site, to carry on a stick without a server."),
    "links": Verb("commands.asking_links", "Look for web addresses that no longer answer."),
    "catalogue": Verb("commands.catalogue", "Build the page that shows every part of the theme."),
    "screens": Verb("tools.screens", "Take the pictures of the help pages and the README again."),
    "walks": Verb("tools.walks", "Walk through the site as five readers would, and count."),
    "bench": Verb("tools.bench", "Measure how long a build takes."),
    "search-quality": Verb("tools.search_quality", "Measure how often search finds what is right."),
    "test": Verb("commands.test", "Run every test, the browser ones included."),
    "lint": Verb("commands.lint", "Check the style of code and words."),
    "lint-words": Verb("tools.lint_words", "Check that templates and pages use plain words."),
    "prove": Verb("commands.prove", "Run the slow proofs: kills, load, other days and browsers."),
    "browser": Verb("commands.browser", "Print the Chromium that the tests use."),
}


class Verbs(click.Group):
    """The verbs of ``VERBS``, in their order, each loaded from its own module when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb, those used most first."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's ``command``, or None when nobody knows the word.

        An error inside the module is a bug and keeps its traceback.
        """
        if cmd_name not in VERBS:
            return None
        module = f"connectdo.{VERBS[cmd_name].module}"
        command = importlib.import_module(module).command
        assert isinstance(command, click.Command), f"{module}.command is not a click command"
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but an unknown word is answered with the nearest verb."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            advice = did_you_mean(args[0], list(VERBS), most=99)
            ctx.fail(f"{quoted(shown(args[0]))} is not a verb. {advice}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table as it stands, so that help imports nothing."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, verb.help) for name, verb in VERBS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb. A refusal is one sentence and exit code 2; anything else is a bug."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            say(str(refusal), err=True)
            raise click.exceptions.Exit(2) from None


@click.group(cls=Verbs, subcommand_metavar="VERB …")
@click.version_option(package_name="connectdo", message="%(prog)s %(version)s")
def group() -> None:
    """Connect & Do: a directory of things to join in with, one folder a borough.

    "connectdo VERB --help" says more about a verb.
    """


def main() -> None:
    """Run ``connectdo`` with the words on the command line, and end the process."""
    group(prog_name="connectdo")
