"""Renders pages and feeds into the output folder, on every core where that pays.

Each is a function of the publication, so the order does not matter. It knows views, templates
and files, and nothing of what a page says.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess

from jinja2 import Environment

from connectdo.data.problems import Refusal
from connectdo.pages.contents import Page
from connectdo.site.makers import Maker
from connectdo.site.output import Output
from connectdo.site.publishing import can_fork
from connectdo.told.urls import output_file

ENOUGH_TO_SHARE = 300
"""From so many pages on, starting other processes costs less than it saves."""

MOST_AT_ONCE = 200
"""Pages that a process takes together. They stand beside each other and show the same cards; the
last of many small shares are done at the same time."""

Memory = dict[str, object]
"""The views of the last build by address: a page with the same view needs no rendering."""

_Share = Maker | Sequence[Page]
_work: list[tuple[Sequence[_Share], Environment, Output]] = []
"""What the other processes find in their copy of our memory: pages cannot be sent through a pipe
for less than rendering them costs."""


def render_pages(
    pages: Sequence[Page],
    feeds: Sequence[Maker],
    environment: Environment,
    output: Output,
    workers: int | None = None,
    memory: Memory | None = None,
) -> None:
    """Render and write every page, make and write every feed.

    ``workers`` is how many processes may share the work, by default one for each core.
    ``memory`` is read and renewed; with it, all the work is done here.
    """
    workers = workers or min(os.cpu_count() or 1, 8)
    for template in {page.template for page in pages}:
        environment.get_template(template)  # missing ones are found before a page is written
    if memory is None and workers > 1 and len(pages) >= ENOUGH_TO_SHARE and can_fork():
        _share(pages, feeds, environment, output, workers)
        return
    _write_pages(pages, environment, output, memory)
    for feed in feeds:
        _write_feed(feed, output)


def _write_pages(
    pages: Sequence[Page], environment: Environment, output: Output, memory: Memory | None
) -> None:
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


def _write_feed(feed: Maker, output: Output) -> None:
    for path, data in feed():
        output.write(path, data)


def _share(
    pages: Sequence[Page],
    feeds: Sequence[Maker],
    environment: Environment,
    output: Output,
    workers: int,
) -> None:
    size = min(MOST_AT_ONCE, -(-len(pages) // (workers * 4)))
    parts = [pages[start : start + size] for start in range(0, len(pages), size)]
    shares: list[_Share] = [*feeds, *parts]
    _work.append((shares, environment, output))
    for template in environment.list_templates(filter_func=_is_part):
        environment.get_template(template)  # read once, and not by each process
    context = multiprocessing.get_context("fork")
    gc.freeze()  # what the processes share is never looked through for garbage, nor copied for it
    try:
        with ProcessPoolExecutor(
            workers, mp_context=context, initializer=_end_with_the_build
        ) as pool:
            for written in pool.map(_do_share, range(len(shares))):
                output.claim(written)
    except BrokenProcessPool:
        raise Refusal(
            "The build was cut short: a process that renders pages was ended from outside, "
            "perhaps for want of memory. Build again."
        ) from None
    finally:
        gc.unfreeze()
        _work.clear()


def _end_with_the_build() -> None:
    """In a process that renders: end when the build that started it is killed.

    Nobody would take its work, and it would keep the next build out for ever.
    """
    build = multiprocessing.parent_process()
    if build is not None:
        threading.Thread(target=_end_after, args=(build,), daemon=True).start()


def _end_after(build: BaseProcess) -> None:
    build.join()
    os._exit(1)


def _is_part(template: str) -> bool:
    return template.startswith("components/") and template.endswith(".html")


def _do_share(number: int) -> list[str]:
    """One feed or some pages, in a process of its own; returns the files it wrote."""
    gc.disable()  # little is dropped in circles, and the process ends with the build
    shares, environment, output = _work[-1]
    before = set(output.written)
    share = shares[number]
    if isinstance(share, Sequence):
        _write_pages(share, environment, output, None)
    else:
        _write_feed(share, output)
    return sorted(output.written - before)
