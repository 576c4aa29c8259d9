"""One build of the site, from a request to files in the output folder.

It drives Pelican as its own command does, with ``--fatal=errors`` and never quietly: Pelican by
itself ends well when a plug-in is broken.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from pathlib import Path

import pelican
from pelican.log import init as init_logging
from pelican.settings import read_settings

from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader
from connectdo.views.urls import Mode


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: the project's folder, where to, as of which day, and how."""

    root: Path
    output: Path
    today: dt.date
    site_url: str | None = None
    links: Mode = "web"
    search: bool = True
    drafts: bool = False


def build_site(request: BuildRequest, reader: Reader | None = None) -> None:
    """Build the whole site into ``request.output``.

    Raises DataIsWrong for problems in the listings, Refusal for a disk that is full or closed,
    and lets a real bug through with its traceback.
    """
    configuration = request.root / "pelicanconf.py"
    if not configuration.is_file():
        raise Refusal(
            f'There is no "pelicanconf.py" in {request.root}. Go to the project\'s folder first.'
        )
    override = {
        "PATH": str(request.root / "content"),
        "OUTPUT_PATH": str(request.output),
        "CONNECTDO_ROOT": str(request.root),
        "CONNECTDO_TODAY": request.today,
        "CONNECTDO_LINKS": request.links,
        "CONNECTDO_SEARCH": request.search,
        "CONNECTDO_DRAFTS": request.drafts,
        "CONNECTDO_READER": reader,
    }
    if request.site_url:
        override["SITEURL"] = request.site_url
    init_logging(level=logging.WARNING, fatal="errors", name="pelican")
    pelican.console.quiet = True  # Pelican counts articles, and there are none
    try:
        pelican.Pelican(read_settings(str(configuration), override=override)).run()
    except OSError as wrong:
        raise Refusal(
            f"The site could not be written: {wrong.strerror or wrong} ({wrong.filename}). "
            "Make room on the disk, or look at the folder's permissions, and build again."
        ) from wrong
