"""``connectdo reviewer``: who reads what is sent, from the terminal of the host.

Names and addresses go into the store, and into no file of the repository. It knows nothing of how
they sign in.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from connectdo.commands import project
from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.commands.the_store import open_store, store_option
from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.letter_texts import LetterKind
from connectdo.contribute.store.store import Store
from connectdo.contribute.store.store_reviewers import Reviewer, Role
from connectdo.data import formats
from connectdo.data.problems import Refusal, did_you_mean, did_you_mean_by_name, meant, quoted
from connectdo.data.reading import read_directory
from connectdo.derive.dates import LONDON
from connectdo.derive.words import counted
from connectdo.told import urls

MOST_NAME = 60
"""Signs of a name, in histories and lists."""


@click.group("reviewer")
def command() -> None:
    """Add, list and end the people who read what is sent.

    They sign in with a code that comes by mail. Somebody may read for several boroughs: add them
    once for each.
    """


@command.command("add")
@click.argument("name")
@click.argument("mail")
@click.option("--borough", required=True, metavar="ID", help="The borough they read for.")
@click.option(
    "--role", default=Role.REVIEWER.value, show_default=True, help="reviewer, lead or deputy."
)
@store_option
@project.option
def add(name: str, mail: str, borough: str, role: str, store: Path | None, root: Path) -> None:
    """Let NAME, who has the address MAIL, read what is sent about a borough.

    The lead is the borough's safeguarding lead. Again, it gives them another name or role. Where
    CONNECTDO_URL says that a host is here, a letter tells them how to sign in.
    """
    name = " ".join(name.split())
    if not name or len(name) > MOST_NAME or not name.isprintable():
        raise Refusal(f"{quoted(name)} is no name here. Write one of at most {MOST_NAME} signs.")
    here = _boroughs(root)
    id = _borough(here, borough)
    with _opened(root, store) as kept:
        now = dt.datetime.now(dt.UTC)
        added = kept.reviewers.add(name, _mail(mail), id, _role(role), now)
        if host := os.environ.get("CONNECTDO_URL"):
            review = f"{host.rstrip('/')}/{urls.REVIEW}"
            words = letter_texts.reviewer_added(added.name, [here[id]], added.role, review)
            key = f"added/{added.id}/{id}/{now.isoformat()}"
            kept.letters.write(key, LetterKind.ADDED, id, added.mail, *words, now)
    say(f"{added.name} reads what is sent about {here[id]}, as {_called(added.role)}.")
    if added.confirmed is None:
        say("They are confirmed when they have signed in for the first time.")


@command.command("list")
@click.option("--borough", metavar="ID", help="Only of this borough.")
@store_option
@project.option
def list_them(borough: str | None, store: Path | None, root: Path) -> None:
    """List who reads what is sent, by borough."""
    here = _boroughs(root)
    id = _borough(here, borough) if borough is not None else None
    with _opened(root, store) as kept:
        found = kept.reviewers.all_of(id)
    for each in found:
        say(_line(each, here.get(each.borough, each.borough)))
    say(f"{counted(len(found), 'reviewer')}.")


@command.command("end")
@click.argument("mail")
@click.option("--borough", metavar="ID", help="Only for this borough; else for all of them.")
@store_option
@project.option
def end(mail: str, borough: str | None, store: Path | None, root: Path) -> None:
    """Let whoever has the address MAIL read no more, and sign them out everywhere."""
    here = _boroughs(root)
    with _opened(root, store) as kept:
        # A borough that was taken out of the project may still have its reviewers.
        known = {**{each.borough: each.borough for each in kept.reviewers.all_of()}, **here}
        id = _borough(known, borough) if borough is not None else None
        mails = sorted({each.mail for each in kept.reviewers.all_of(id)})
        if mail.strip().lower() not in mails:
            advice = did_you_mean(mail.lower(), mails) if mails else "Nobody reads yet."
            raise Refusal(f"Nobody reads with the address {quoted(mail)}. {advice}")
        for each in kept.reviewers.end(mail, id, dt.datetime.now(dt.UTC)):
            say(f"{each.name} no longer reads what is sent about {known[each.borough]}.")


# --- what was typed ------------------------------------------------------------------------------


@contextmanager
def _opened(root: Path, store: Path | None) -> Iterator[Store]:
    """The store. Raises Refusal where it cannot be opened."""
    found = open_store(root, store)
    try:
        yield found
    finally:
        found.close()


def _boroughs(root: Path) -> dict[str, str]:
    """The name of each borough of the project, drafts too, by id."""
    read = read_directory(root, today_in.today(None), project.engine_of(root))
    return {id: each.data.name for id, each in read.directory.boroughs.items()}


def _borough(here: dict[str, str], typed: str) -> str:
    """The id of a borough. Raises Refusal for an unknown one."""
    named = {id: (name,) for id, name in here.items()}
    found = meant(typed, named)
    if found is None:
        advice = did_you_mean_by_name(typed, named) if named else "There is none yet."
        raise Refusal(f"{quoted(typed)} is no borough here. {advice}")
    return found


def _role(typed: str) -> Role:
    roles = [each.value for each in Role]
    if typed not in roles:
        raise Refusal(f"{quoted(typed)} is no role. {did_you_mean(typed, roles)}")
    return Role(typed)


def _mail(typed: str) -> str:
    """An address that mail can go to. Raises Refusal."""
    try:
        return str(formats.parse_email(typed.strip().lower()))
    except formats.WrongValue as wrong:
        raise Refusal(wrong.message()) from None


def _called(role: Role) -> str:
    return {Role.LEAD: "safeguarding lead", Role.DEPUTY: "deputy of the lead"}.get(role, "reviewer")


def _line(each: Reviewer, borough: str) -> str:
    day = each.confirmed.astimezone(LONDON) if each.confirmed else None
    since = f"confirmed on {day:%-d %B %Y}" if day else "not confirmed yet"
    return f"{borough}: {each.name}, {each.mail}, {_called(each.role)}, {since}"
