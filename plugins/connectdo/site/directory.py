"""Pelican's generator of everything that comes from the listings: pages, feeds, static files.

It gathers and checks everything, then writes. Pages are rendered on every core where the machine
can fork; a page is a function of the publication, so the order does not matter.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment
from pelican import signals
from pelican.generators import Generator

from connectdo.data.problems import Problem
from connectdo.data.reading import Reader
from connectdo.feeds import all_feeds
from connectdo.rules import check_directory
from connectdo.site.assets import Assets, read_assets
from connectdo.site.output import Output
from connectdo.site.prose import prose_page
from connectdo.site.search_index import build_bundles
from connectdo.views.environment import make_environment
from connectdo.views.pages import Page, all_pages, search_bundles
from connectdo.views.publication import Publication, Settings
from connectdo.views.urls import Site, output_file

ENOUGH_TO_SHARE = 300
"""From so many pages on, starting other processes costs less than it saves."""


class DataIsWrong(Exception):
    """The data has problems that stop a build. ``problems`` holds all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in the listings. Run “make check” to see them.")
        self.problems = problems


class DirectoryGenerator(Generator):  # type: ignore[misc]
    """Reads, checks, and renders the whole directory."""

    def generate_context(self) -> None:
        """Read and check everything. Raises DataIsWrong, Refusal."""
        settings: dict[str, Any] = self.settings
        root = Path(settings["CONNECTDO_ROOT"])
        today: dt.date = settings["CONNECTDO_TODAY"]
        reader: Reader = settings.get("CONNECTDO_READER") or Reader(root)
        reading = reader.read(today)
        errors = [
            problem for problem in check_directory(reading, today) if problem.severity == "error"
        ]
        if errors:
            raise DataIsWrong(errors)
        self.assets: Assets = read_assets(Path(self.theme))
        self.photos = {path: (root / path).read_bytes() for path in sorted(reading.photos)}
        drafts = bool(settings.get("CONNECTDO_DRAFTS"))
        self.publication = Publication(
            reading.directory if drafts else reading.directory.without_drafts(),
            today,
            Site(settings["SITEURL"].rstrip("/") + "/", settings["CONNECTDO_LINKS"]),
            Settings(
                name=settings["SITENAME"],
                forge_url=settings["FORGE_URL"],
                suggest_email=settings["SUGGEST_EMAIL"],
            ),
            self.assets.names,
        )
        self.context["publication"] = self.publication

    def generate_output(self, writer: Any) -> None:
        """Write every page, feed and static file; then the search index of what was written."""
        output: Output = writer.output
        for address, data in self.assets.files.items():
            output.write(address, data)
        for path, data in self.photos.items():
            borough, _, name = path.removeprefix("boroughs/").partition("/")
            output.write(f"{borough}/{name}", data)
        pages = list(all_pages(self.publication))
        _render(pages, make_environment(Path(self.theme)), output)
        prose = [prose_page(page) for page in self.context["pages"]]
        for path, data in all_feeds(self.publication, [*pages, *prose]):
            output.write(path, data)
        if self.settings["CONNECTDO_SEARCH"]:
            build_bundles(output.folder, search_bundles(self.publication, pages))
        output.finish()


def _render(pages: Sequence[Page], environment: Environment, output: Output) -> None:
    """Render and write the pages, on every core where it pays and the machine can fork."""
    workers = min(os.cpu_count() or 1, 8)
    if sys.platform != "linux" or workers < 2 or len(pages) < ENOUGH_TO_SHARE:
        _render_some(pages, environment, output)
        return
    for template in {page.template for page in pages}:
        environment.get_template(template)  # compiled once, before the processes part
    context = multiprocessing.get_context("fork")
    receivers = []
    for number in range(1, workers):
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(
            target=_render_and_send,
            args=(pages[number::workers], environment, output.folder, sender),
        )
        process.start()
        sender.close()
        receivers.append((process, receiver))
    _render_some(pages[::workers], environment, output)
    for process, receiver in receivers:
        try:
            answer = receiver.recv()
        except EOFError:
            answer = RuntimeError("A process that renders pages was ended from outside.")
        process.join()
        if isinstance(answer, BaseException):
            raise answer
        output.claim(answer)


def _render_and_send(
    pages: Sequence[Page], environment: Environment, folder: Path, sender: Any
) -> None:
    output = Output(folder)
    try:
        _render_some(pages, environment, output)
        sender.send(sorted(output.written))
    except BaseException as wrong:
        sender.send(wrong)


def _render_some(pages: Sequence[Page], environment: Environment, output: Output) -> None:
    for page in pages:
        html = environment.get_template(page.template).render(view=page.view())
        output.write(output_file(page.address), html.encode())


def register() -> None:
    """Tell Pelican of the generator."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Any) -> type[DirectoryGenerator]:
    return DirectoryGenerator
