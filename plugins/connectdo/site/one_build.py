"""One build: what was asked for, and what its parts hand to each other on the way.

Pelican calls our reader, generator and writer one after the other and gives each its settings; one
of these settings is the ``Build``, so that none of them looks for a thing by a word.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment

from connectdo.data.directory import Directory
from connectdo.data.problems import Refusal, quoted
from connectdo.data.reading import Reading
from connectdo.site.book_parts import read_book
from connectdo.site.output import Output
from connectdo.site.rendering import Memory
from connectdo.theme.assets import Assets, read_assets
from connectdo.theme.environment import make_environment
from connectdo.told.publication import HERE, Publication, Settings, Withdrawn
from connectdo.told.urls import Mode, Site

SETTING = "CONNECTDO_BUILD"
"""The name of the build among Pelican's settings."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: the project's folder, where to, as of which day, and how.

    ``drafts`` asks for the draft boroughs too; whoever checks the data leaves them out or in.
    ``workers`` is how many processes may render, by default one for each core. ``engine`` is the
    folder with the theme, where that is not the project's own. ``forms`` is where an intake
    answers: True at the site's own address, else an address; False leaves it to INTAKE_URL.
    ``hidden`` are the keys of things that are left out as if their files were not there, and since
    when each is; None leaves that to whoever checks the data.
    """

    root: Path
    output: Path
    today: dt.date
    site_url: str | None = None
    links: Mode = "web"
    search: bool = True
    drafts: bool = False
    workers: int | None = None
    engine: Path | None = None
    forms: bool | str = False
    hidden: Mapping[str, dt.datetime] | None = None


@dataclass(eq=False)
class Build:
    """A request on its way: the checked data, the open output, and what is made of them.

    ``memory`` holds the views of the last build of this process, where there was one. ``pictures``
    are those that pages of prose show: bytes by address.
    """

    request: BuildRequest
    reading: Reading
    output: Output
    memory: Memory | None
    settings: Mapping[str, Any] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    @property
    def theme(self) -> Path:
        """The folder of the theme, which belongs to the engine and not to a project."""
        return Path(self.settings["THEME"])

    @cached_property
    def assets(self) -> Assets:
        """Styles, scripts and pictures of the theme, each named after its content."""
        return read_assets(self.theme)

    @cached_property
    def environment(self) -> Environment:
        """What renders the templates."""
        return make_environment(self.theme)

    @cached_property
    def publication(self) -> Publication:
        """What every page is made from."""
        settings, request = self.settings, self.request
        directory, hidden = self.reading.directory, request.hidden or {}
        return Publication(
            directory.without_things(hidden),
            request.today,
            Site(settings["SITEURL"].rstrip("/") + "/", request.links),
            Settings(
                name=settings["SITENAME"],
                forge_url=settings["FORGE_URL"],
                suggest_email=settings["SUGGEST_EMAIL"],
                offline=settings.get("OFFLINE", True) and request.links == "web",
                forms=_forms(request, settings),
            ),
            self.assets.names,
            read_book(self.theme),
            self.reading.pictures,
            withdrawn(directory, hidden),
        )


def withdrawn(directory: Directory, hidden: Mapping[str, dt.datetime]) -> tuple[Withdrawn, ...]:
    """The listings of a whole directory that are hidden, or lack what is, and since when."""
    going = directory.with_all_that_goes(hidden) if hidden else {}
    return tuple(
        Withdrawn(listing, hidden[going[f"listing/{ref}"]])
        for ref, listing in directory.listings.items()
        if f"listing/{ref}" in going
    )


def _forms(request: BuildRequest, settings: Mapping[str, Any]) -> str:
    """Where forms are answered. A folder on a stick knows no intake. Raises Refusal."""
    if request.forms is True:
        return HERE
    if request.forms:
        return f"{request.forms.rstrip('/')}/"
    elsewhere = str(settings.get("INTAKE_URL", "")) if request.links == "web" else ""
    if elsewhere and not re.match(r"https?://[^/\s]+", elsewhere):
        raise Refusal(
            f"pelicanconf.py: INTAKE_URL: {quoted(elsewhere)} is not a web address. "
            "Write it as https://forms.example.org."
        )
    return f"{elsewhere.rstrip('/')}/" if elsewhere else ""


def build_of(settings: Mapping[str, Any]) -> Build:
    """The build among Pelican's settings."""
    build: Build = settings[SETTING]
    return build
