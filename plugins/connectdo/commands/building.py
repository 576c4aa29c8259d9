"""What ``site`` and ``serve`` share: check everything, then build, saying what happens.

A build starts only from data without errors; its problems are printed as ``check`` prints them.
"""

from __future__ import annotations

import time
from collections import Counter

import click

from connectdo.commands.check import PRINTERS, Report
from connectdo.data.problems import Refusal
from connectdo.data.reading import Reader
from connectdo.rules import check_directory
from connectdo.site.build import BuildRequest, build_site


def check_and_build(request: BuildRequest, reader: Reader) -> bool:
    """Check, then build into ``request.output``. Prints what is found and done.

    Returns False, with nothing written, where the data has errors; warnings are counted only.
    """
    began = time.monotonic()
    reading = reader.read(request.today)
    problems = check_directory(reading, request.today)
    errors = [problem for problem in problems if problem.severity == "error"]
    report = Report(len(reading.paths), errors)
    if errors:
        PRINTERS["text"](report)
        return False
    warnings = Counter(problem.severity for problem in problems)["warning"]
    advice = f', {warnings} warnings ("make check" lists them)' if warnings else ""
    click.echo(f"Checked {report.files:,} files: no errors{advice}. Building …")
    published = reading.directory if request.drafts else reading.directory.without_drafts()
    if not published.boroughs:
        raise Refusal(
            "Every borough is a draft, so there is nothing to publish. "
            'Write "status: demonstration" or "status: live" in a borough.yml.'
        )
    build_site(request, reader)
    click.echo(
        f"Built {len(published.listings):,} listings in {len(published.boroughs)} boroughs "
        f"into {request.output} in {time.monotonic() - began:.1f} seconds."
    )
    return True
