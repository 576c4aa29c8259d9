"""Whether each borough's own file is right about the borough."""

from __future__ import annotations

from collections.abc import Iterator

from connectdo.data.model import BoroughStatus
from connectdo.data.problems import Problem, quoted
from connectdo.rules.contact import leads_nowhere
from connectdo.rules.context import Context, error, sound, warning

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
    """A live borough's team has no number or address that is kept for examples."""
    for borough in context.directory.boroughs.values():
        team = borough.data.team
        if team is None or borough.data.status is not BoroughStatus.LIVE:
            continue
        for field in ("phone", "text", "email", "website"):
            value = getattr(team, field)
            if value and leads_nowhere(value):
                yield error(
                    borough,
                    ("team", field),
                    f"{quoted(value)} reaches nobody: it is kept for examples. "
                    "Write the team's own, or take the line out.",
                )
