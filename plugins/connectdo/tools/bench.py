"""``connectdo bench``: how long a clean build takes, beside what other generators take.

Every build runs in a process of its own, whose time and memory are read from the system. The
peers write one page for each listing of the same length as ours; they know neither areas, dates
nor checks, so that the comparison is in their favour. A benchmark, not a test. With ``--finder``
it measures what the finder costs its reader instead, with ``--lighthouse`` the scores of pages, and
with ``--engines`` it asks two more what they find on them.
"""

from __future__ import annotations

import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from connectdo.commands import today as today_in
from connectdo.commands.saying import say
from connectdo.data.problems import Refusal
from connectdo.tools.bench_parts import parts
from connectdo.tools.bench_peers import PEERS, write_peer
from connectdo.tools.bench_review import LISTINGS, reviews
from connectdo.tools.corpus import write_corpus

SIZES = (1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: seconds on the clock, seconds of processor, the largest process in megabytes."""

    wall: float
    cpu: float
    memory: float


@click.command("bench")
@click.option("--listings", type=int, multiple=True, metavar="N", help="How many; may be repeated.")
@click.option("--runs", type=click.IntRange(1, 20), default=1, show_default=True, metavar="N")
@click.option("--with-peers", is_flag=True, help="Fetch Hugo and Eleventy, and measure them too.")
@click.option("--keep", is_flag=True, help="Keep the made-up projects in .cache/bench.")
@click.option("--finder", is_flag=True, help="Measure the finder instead: its bytes and times.")
@click.option("--lighthouse", is_flag=True, help="Ask Lighthouse instead; it needs Node.")
@click.option("--engines", is_flag=True, help="Ask two accessibility engines; they need Node.")
def command(
    listings: Sequence[int],
    runs: int,
    with_peers: bool,
    keep: bool,
    finder: bool,
    lighthouse: bool,
    engines: bool,
) -> None:
    """Measure clean builds of made-up listings, and print a table.

    The best of the runs is shown. Needs a quiet machine. The finder is measured in a browser.
    """
    project = Path().resolve()
    if not (project / "pelicanconf.py").is_file():
        raise Refusal("Run this in the project's own folder, the one that holds the Makefile.")
    if finder or lighthouse or engines:
        _measure_pages(project, "finder" if finder else "lighthouse" if lighthouse else "engines")
        return
    work = project / ".cache" / "bench"
    say(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; best of {runs}.")
    for name, count, each in parts(project, today_in.today()):
        say(f"{count:>9,}  {name:<32}{each:>34.3f} (CPU)")
    among = listings[0] if listings else LISTINGS
    try:
        for name, count, each in reviews(project, work / "review", today_in.today(), among):
            say(f"{count:>9,}  {name:<32}{each:>34.1f} ms on the clock")
    finally:
        if not keep:
            shutil.rmtree(work / "review", ignore_errors=True)
    say(f"{'listings':>9}  {'build':<32}{'seconds':>9}{'CPU':>9}{'MB':>7}{'ms each':>9}")
    try:
        for count in listings or SIZES:
            corpus = write_corpus(project, work / f"listings-{count}", count)
            for name, build in _builds(corpus, work, count, with_peers):
                _print(count, name, min((build() for _ in range(runs)), key=lambda m: m.wall))
    finally:
        if not keep:
            for folder in work.glob("*-[0-9]*"):
                shutil.rmtree(folder, ignore_errors=True)


def _measure_pages(project: Path, what: str) -> None:
    if importlib.util.find_spec("playwright") is None:
        raise Refusal("The packages of the tests are not installed. Run: make lint")
    # They stand on those packages.
    from connectdo.tools import finder_costs, foreign_engines, lighthouse

    measure_by = {"finder": finder_costs, "lighthouse": lighthouse, "engines": foreign_engines}
    measure_by[what].report(project, today_in.today())


def _builds(
    corpus: Path, work: Path, count: int, with_peers: bool
) -> Iterator[tuple[str, Callable[[], Measured]]]:
    """What there is to measure on one corpus; says what is left out, and why."""
    output = work / f"output-{count}"
    ours = [sys.executable, "-m", "connectdo", "site", "--root", str(corpus)]
    ours += ["--output", str(output)]
    yield "ours, without search", lambda: measure([*ours, "--no-search"], Path(), output)
    yield "ours, with search", lambda: measure(ours, Path(), output)
    page = next(output.glob("lambeth/listing/*/index.html"))
    for peer in PEERS:
        folder = work / f"{peer.name}-{count}"
        if peer.needs_fetching and not with_peers:
            say(f"{count:>9,}  {peer.title}: left out; --with-peers fetches it")
            continue
        if peer.module and importlib.util.find_spec(peer.module) is None:
            say(f"{count:>9,}  {peer.title}: left out; the package {peer.module} is missing")
            continue
        try:
            words = peer.words(work / "tools", folder)
        except (OSError, subprocess.CalledProcessError) as wrong:
            say(f"{count:>9,}  {peer.title}: left out; it could not be fetched ({wrong})")
            continue
        write_peer(peer, corpus, folder, page.stat().st_size)
        made = folder / "output"

        def build(words: list[str] = words, folder: Path = folder, made: Path = made) -> Measured:
            measured = measure(words, folder, made)
            pages = sum(1 for _ in made.rglob("index.html"))
            if pages < count:
                raise Refusal(f"{words[0]} wrote {pages} pages of {count}; see {folder}.")
            return measured

        yield peer.title, build


def measure(words: Sequence[str], folder: Path, output: Path) -> Measured:
    """Run one program in ``folder`` with an empty ``output``. Raises Refusal when it fails."""
    shutil.rmtree(output, ignore_errors=True)
    log = output.with_name(f"{output.name}.log")
    began = time.monotonic()
    with log.open("wb") as said:
        process = subprocess.Popen(words, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = log.read_text("utf-8", "replace").strip().splitlines()[-1:]
        raise Refusal(f"{words[0]} failed: {' '.join(last)} The rest is in {log}.")
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    return Measured(wall, _cpu(usage), usage.ru_maxrss / unit)


def _cpu(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _print(count: int, name: str, best: Measured) -> None:
    each = best.wall / count * 1000
    say(f"{count:>9,}  {name:<32}{best.wall:>9.1f}{best.cpu:>9.1f}{best.memory:>7.0f}{each:>9.2f}")
