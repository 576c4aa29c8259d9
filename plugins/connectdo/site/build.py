"""One build of the site, from checked listings to files in the output folder.

It drives Pelican as its own command does, with ``--fatal=errors`` and never quietly: Pelican by
itself ends well when a plug-in is broken. What somebody can mend is one sentence; a bug keeps its
traceback.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pelican
from jinja2 import TemplateNotFound, TemplateSyntaxError
from pelican.log import FatalLogger
from pelican.log import init as init_logging
from pelican.settings import read_settings

from connectdo.data import telling
from connectdo.data.formats.web_addresses import site_address
from connectdo.data.problems import Refusal, quoted
from connectdo.data.reading import Reading
from connectdo.site.one_build import SETTING, Build, BuildRequest
from connectdo.site.output import Output
from connectdo.site.rendering import Memory
from connectdo.told.publication import Publication

# Pelican puts a class of its own in place for the whole process, which drops what is said twice.
logging.setLoggerClass(logging.Logger)


def build_site(
    request: BuildRequest, reading: Reading, memory: Memory | None = None
) -> Publication:
    """Build all of ``reading``, which has no errors, into ``request.output``; what it shows.

    ``memory``, kept from build to build in one process, spares pages that did not change.
    Raises Refusal for a disk that is full or closed, a plug-in or a template that is broken.
    """
    configuration = request.root / "pelicanconf.py"
    if not configuration.is_file():
        raise Refusal(
            f'There is no "pelicanconf.py" in {request.root}. Go to the project\'s folder first.'
        )
    shown = None if memory is None else dict(memory)  # what is rendered counts once it is published
    with Output(request.output) as output:
        build = Build(request, reading, output, shown)
        override: dict[str, Any] = {
            "PATH": str(request.root / "content"),
            "PAGE_PATHS": [page.path.removeprefix("content/") for page in reading.pages],
            "OUTPUT_PATH": str(request.output),
            SETTING: build,
        }
        if request.engine and request.engine != request.root:
            override["THEME"] = str(request.engine / "theme")
        with _fatal_errors():
            with _nothing_compiled():
                settings = read_settings(str(configuration), override=override)
            settings["SITEURL"] = _site_url(request.site_url or settings["SITEURL"])
            build.settings = settings
            try:
                site = pelican.Pelican(settings)
            except Exception as wrong:
                raise _broken_plugin(wrong) from wrong
            try:
                site.run()
            except TemplateNotFound as missing:
                raise Refusal(
                    f'The template "{missing.name}" is not in {settings["THEME"]}/templates. '
                    "Put it back, or correct its name where it is used."
                ) from missing
            except TemplateSyntaxError as wrong:
                raise Refusal(
                    f"{wrong.filename}:{wrong.lineno}: This template cannot be read: "
                    f"{wrong.message} Mend it, and build again."
                ) from wrong
    if memory is not None and shown is not None:
        memory.update(shown)
    return build.publication


def _site_url(text: str) -> str:
    """The site's address as Pelican wants it. Raises Refusal for one that no browser asks for."""
    try:
        return site_address(text)
    except ValueError:
        raise Refusal(
            f"{quoted(text)} is not an address where a site can be published. Write --site-url, or "
            "SITEURL in pelicanconf.py, as https://example.org or https://example.org/path."
        ) from None


def _broken_plugin(wrong: Exception) -> Refusal:
    """What stopped a plug-in from being loaded, and on which line of it."""
    cause = wrong if not isinstance(wrong, _PelicanError) or not wrong.cause else wrong.cause
    frames = traceback.extract_tb(cause.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}: " if frames else ""
    return Refusal(
        f"{where}A plug-in named in pelicanconf.py cannot be loaded: "
        f"{type(cause).__name__}: {cause}. Mend it, or take it out of PLUGINS."
    )


class _PelicanError(Exception):
    """An error that Pelican only logs, and the exception it logged, where there was one."""

    def __init__(self, words: str, cause: Exception | None) -> None:
        super().__init__(words)
        self.cause = cause


class _Listener(logging.Handler):
    """Prints Pelican's warnings, and stops at its first error."""

    def emit(self, record: logging.LogRecord) -> None:
        words = " ".join(record.getMessage().split())
        if record.levelno >= logging.ERROR:
            told = (*(record.exc_info or ()), *(record.args or ()))
            raise _PelicanError(words, next((e for e in told if isinstance(e, Exception)), None))
        print(telling.shown(words), file=sys.stderr)


@contextmanager
def _nothing_compiled() -> Iterator[None]:
    """Reads settings without leaving a ``__pycache__`` beside them, in a folder that is in git."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


@contextmanager
def _fatal_errors() -> Iterator[None]:
    """Pelican's log as exceptions: what it would only mention stops the build."""
    init_logging(level=logging.WARNING, fatal="errors", handler=None, name="pelican")
    pelican.console.quiet = True  # Pelican counts articles, and there are none
    logger, listener = logging.getLogger("pelican"), _Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield
    except _PelicanError as wrong:
        raise Refusal(f"The site could not be built: {wrong} Mend it, and build again.") from wrong
    finally:
        logger.removeHandler(listener)
        FatalLogger.fatal_lvl = logging.CRITICAL + 1  # what another part logs later ends nothing
