"""How long a borough's team waits for a review, among the made-up listings of one borough.

Milliseconds on the clock, since git runs beside us; the best of several rounds. What a process
does once for all reviews (the first reading, the templates, the tables) is done before.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from connectdo.contribute.intake.desk import Desk, ShownSite
from connectdo.contribute.intake.page_preview import page_as_it_would_be
from connectdo.contribute.store.store import Kind, Store
from connectdo.data.reading import Reader
from connectdo.derive.likeness import Likeness, described
from connectdo.theme.environment import make_environment
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site
from connectdo.tools.corpus import write_corpus

LISTINGS, BOROUGH = 2_000, "lambeth"
ROUNDS = 7


def reviews(
    project: Path, folder: Path, today: dt.date, listings: int = LISTINGS
) -> Iterator[tuple[str, int, float]]:
    """Each part of a review, how many listings it was measured among, and its milliseconds.

    A repository of made-up listings is written into ``folder``.
    """
    root = write_corpus(project, folder, listings, boroughs=[BOROUGH])
    for words in ("init -q", "add boroughs", "-c user.name=bench -c user.email=- commit -qm all"):
        subprocess.run(["git", *words.split()], cwd=root, check=True)
    reader = Reader(root)
    directory = reader.read(today).directory
    publication = Publication(
        directory, today, Site("https://example.org/"), Settings("Bench", "", "")
    )
    site = ShownSite(publication, make_environment(root / "theme"))
    store = Store.open(root / ".intake")
    try:
        desk = Desk(
            root, store, reader, lambda: site, lambda: today, lambda: dt.datetime.now(dt.UTC)
        )
        listing = directory.listings[f"{BOROUGH}/listing-{listings // 2}"]
        form = desk.form(Kind.CORRECT, BOROUGH, listing.id)
        answers = {"summary": "Sing old songs with friendly neighbours."}
        sent, _ = desk.send(desk.filled(form, answers), {}, "once")
        proposal = desk.look(sent).proposal
        assert proposal is not None
        files = dict(proposal.files)
        reading = desk.reading()

        def page() -> None:
            page_as_it_would_be(site, reading, files, listing.ref, "review/x/page/", today)

        def one_of_these() -> None:
            things = Likeness(described(directory, each) for each in directory.listings.values())
            things.alike(described(directory, listing))

        yield "a review of one change", listings, _best(lambda: desk.look(sent))
        yield "the page as it will look", listings, _best(page)
        yield "is it one of these?", listings, _best(one_of_these)
    finally:
        store.close()


def _best(work: Callable[[], object]) -> float:
    work()
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took) * 1000
