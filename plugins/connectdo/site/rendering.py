"""Renders pages into the output folder, on every core where that pays.

A page is a function of the publication, so the order does not matter. It knows views, templates
and files, and nothing of what a page says.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from jinja2 import Environment

from connectdo.data.problems import Refusal
from connectdo.site.output import Output
from connectdo.views.pages import Page
from connectdo.views.urls import output_file

ENOUGH_TO_SHARE = 300
"""From so many pages on, starting other processes costs less than it saves."""

Memory = dict[str, object]
"""The views of the last build by address: a page with the same view needs no rendering."""

_Share = tuple[Sequence[Page], Environment, Output]
_work: list[_Share] = []
"""What the other processes find in their copy of our memory: pages cannot be sent through a pipe
for less than rendering them costs."""


def render_pages(
    pages: Sequence[Page],
    environment: Environment,
    output: Output,
    workers: int | None = None,
    memory: Memory | None = None,
) -> None:
    """Render and write every page.

    ``workers`` is how many processes may share the work, by default one for each core.
    ``memory`` is read and renewed; with it, all the work is done here.
    """
    workers = workers or min(os.cpu_count() or 1, 8)
    for template in {page.template for page in pages}:
        environment.get_template(template)  # missing ones are found before a page is written
    if memory is None and workers > 1 and len(pages) >= ENOUGH_TO_SHARE and _can_fork():
        _share(pages, environment, output, workers)
        return
    for page in pages:
        view = page.view()
        file = output_file(page.address)
        if memory is not None:
            if memory.get(page.address) == view and output.holds(file):
                output.keep(file)
                continue
            memory[page.address] = view
        html = environment.get_template(page.template).render(view=view)
        output.write(file, html.encode())


def _can_fork() -> bool:
    """Forking is safe on Linux, in a process that runs nothing else beside."""
    return sys.platform == "linux" and threading.active_count() == 1


def _share(pages: Sequence[Page], environment: Environment, output: Output, workers: int) -> None:
    _work.append((pages, environment, output))
    context = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            for written in pool.map(_render_share, range(workers), [workers] * workers):
                output.claim(written)
    except BrokenProcessPool:
        raise Refusal(
            "The build was cut short: a process that renders pages was ended from outside, "
            "perhaps for want of memory. Build again."
        ) from None
    finally:
        _work.clear()


def _render_share(number: int, workers: int) -> list[str]:
    """Every ``workers``-th page, in a process of its own; returns the files it wrote."""
    pages, environment, output = _work[-1]
    before = set(output.written)
    render_pages(pages[number::workers], environment, output, workers=1)
    return sorted(output.written - before)
