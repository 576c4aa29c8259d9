"""Whether each borough's own file is right about the borough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from connectdo.data.model import BoroughStatus
from connectdo.data.problems import Problem, quoted
from connectdo.data.settings import FILE as SETTINGS
from connectdo.derive.words import joined
from connectdo.rules.contact import leads_nowhere
from connectdo.rules.context import Context, error, sound, warning

WAYS = ("phone", "text", "email", "website")
OWN = {
    "SITEURL": "the address where this site is published",
    "FORGE_URL": "the address where its files are edited",
    "SUGGEST_EMAIL": "an address that is read",
}
"""Settings that lead readers somewhere, and what belongs there."""

SCHEMA = 1
"""The one version of the schema that this package reads."""


def schema_is_known(context: Context) -> Iterator[Problem]:
    """A borough's file says which version of the schema it was written for, and that is 1."""
    for borough in context.directory.boroughs.values():
        if borough.data.schema_version != SCHEMA:
            yield error(
                borough,
                "schema",
                f'"{borough.data.schema_version}" is a version of the schema that is not known '
                f'here. Write "schema: {SCHEMA}", or use the version of the site that knows it.',
            )


def gss_code_is_its_own(context: Context) -> Iterator[Problem]:
    """A borough has the GSS code of the Office for National Statistics, and no other has it."""
    geography = context.directory.geography
    claimed: dict[str, str] = {}
    for borough in context.directory.boroughs.values():
        if not sound(borough, "gss"):
            continue
        gss = borough.data.gss
        other = claimed.setdefault(gss, borough.path)
        if other != borough.path:
            yield error(
                borough, "gss", f"{quoted(gss)} is the code of {other} too. Mend one of the two."
            )
            continue
        known = geography.index["boroughs"].get(borough.id) if geography else None
        if known and known["gss"] != gss:
            yield error(
                borough,
                "gss",
                f"{quoted(gss)} is not the code of {borough.data.name}. Did you mean "
                f'"{known["gss"]}"? If it is right, run "make geography".',
            )


def borough_is_on_the_map(context: Context) -> Iterator[Problem]:
    """The tables of postcodes know the borough, so that distances and maps can be made."""
    geography = context.directory.geography
    if geography is None and any(each.startswith("content/geography") for each in context.shut):
        return
    for borough in context.directory.boroughs.values():
        if geography is None or borough.id not in geography.boroughs:
            yield warning(
                borough,
                "gss",
                "The tables in content/geography do not know this borough, so no postcode was "
                'compared with it. Run "make geography".',
            )


def demonstration_day_is_for_demonstrations(context: Context) -> Iterator[Problem]:
    """Only a demonstration says the day it was written for: other dates never move."""
    for borough in context.directory.boroughs.values():
        data = borough.data
        if not sound(borough, "status", "demonstration_as_of"):
            continue
        if data.demonstration_as_of and data.status is not BoroughStatus.DEMONSTRATION:
            yield error(
                borough,
                "demonstration_as_of",
                f"The borough's status is {quoted(data.status)}, so no date in it may move. "
                "Take this line out.",
            )


def live_team_can_be_reached(context: Context) -> Iterator[Problem]:
    """A live borough's team has a way to reach it, and none that is kept for examples."""
    for borough in context.directory.boroughs.values():
        if borough.data.status is not BoroughStatus.LIVE or not sound(borough, "status", "team"):
            continue
        team = borough.data.team
        ways = {field: getattr(team, field) for field in WAYS} if team else {}
        if not any(ways.values()):
            yield error(
                borough,
                "team" if team else "status",
                f"{borough.data.name} is live, and nobody can reach its team. Write under "
                '"team" its name, and a phone, text, email or website.',
            )
        for field, value in ways.items():
            if value and leads_nowhere(value):
                yield error(
                    borough,
                    ("team", field),
                    f"{quoted(value)} reaches nobody: it is kept for examples. "
                    "Write the team's own, or take the line out.",
                )


def settings_are_the_sites_own(context: Context) -> Iterator[Problem]:
    """A site with an address of its own, or a live borough, has no setting of the demonstration."""
    there = {name: context.settings[name] for name in OWN if name in context.settings}
    live = [
        borough.data.name
        for borough in context.directory.boroughs.values()
        if borough.data.status is BoroughStatus.LIVE
    ]
    address = there.get("SITEURL")
    real = address is not None and _is_elsewhere(address.value) and not leads_nowhere(address.value)
    if not (live or real):
        return
    is_live = f"{joined(live)} {'is' if len(live) == 1 else 'are'} live"
    why = is_live if live else "the site has one of its own"
    for name, setting in there.items():
        if leads_nowhere(setting.value):
            yield Problem(
                SETTINGS,
                setting.line,
                name,
                f"{quoted(setting.value)} is the demonstration's address and reaches nobody, and "
                f"{why}. Write {OWN[name]}.",
                "",
            )


def _is_elsewhere(address: str) -> bool:
    """False for an address of this computer, of nobody yet, or where no site can be published."""
    return bool(re.match(r"(?i)https?://(?!localhost|127\.|\[::1\]|0\.0)", address))
