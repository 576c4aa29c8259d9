"""What each step of a plan costs over the wire, at a host that compresses, on a first visit.

``-s`` prints the table. The page comes with its own scripts alone; what a step needs beside them
comes when it is opened. WebKit is weighed in ``make prove``.
"""

from __future__ import annotations

import functools
import gzip
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import Chromium, Reader, webkit
from playwright.sync_api import Browser

from connectdo.site.preview import PreviewServer
from connectdo.tools.compressing_host import COMPRESSED_ON_THE_WAY, Compressing

KB = 1024
SCRIPTS, VISIT, STEP = 10 * KB, 30 * KB, 24 * KB
"""The scripts that come with the page; all of a first visit; all that one step asks for beside it,
of which a third is the list of words that ask for help."""
REST = "document.readyState === 'complete' && !document.querySelector('[aria-busy=true]')"


class Weighed:
    """A site at a host that notes what it sends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent: dict[str, int] = {}
        sent = self.sent

        class Noting(Compressing):
            def do_GET(self) -> None:
                path = Path(self.translate_path(self.path))
                file = path / "index.html" if path.is_dir() else path
                if file.is_file():
                    data = file.read_bytes()
                    if file.suffix in COMPRESSED_ON_THE_WAY:
                        data = gzip.compress(data, 6, mtime=0)
                    sent[file.relative_to(folder).as_posix()] = len(data)
                super().do_GET()

        handler = functools.partial(Noting, directory=str(folder))
        self.server = PreviewServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/my-plan/"

    def new(self, known: set[str]) -> dict[str, int]:
        """What was sent beside the files that are known."""
        return {file: size for file, size in self.sent.items() if file not in known}


@pytest.fixture(scope="module")
def host(built_site: Path) -> Iterator[Weighed]:
    found = Weighed(built_site)
    yield found
    found.server.shutdown()
    found.server.server_close()


def settle(reader: Reader, seconds: float = 0.4) -> None:
    """Until nothing more is asked for."""
    reader.answer(f"new Promise(done => setTimeout(done, {seconds * 1000:.0f}))")


def steps_of(reader: Reader) -> list[str]:
    names: list[str] = reader.answer(
        "[...document.querySelectorAll('[data-step]')].map(each => each.dataset.step)"
    )
    return names


def weigh(reader: Reader, host: Weighed) -> None:
    """Open the page and then each step of it, print what each costs, and hold it to its budget."""
    host.sent.clear()
    reader.open(host.address)
    settle(reader)
    first = dict(host.sent)
    scripts = sum(size for file, size in first.items() if file.endswith(".js"))
    print(f"\n{'first visit':<12}{sum(first.values()):>8,} bytes, scripts {scripts:,}")
    assert {"my-plan/index.html"} < first.keys()
    assert scripts <= SCRIPTS
    assert sum(first.values()) <= VISIT
    known = set(first)
    costs = {}
    for step in steps_of(reader):
        reader.open(f"{host.address}#{step}")
        settle(reader)
        costs[step] = host.new(known)
        known |= costs[step].keys()
        said = ", ".join(
            f"{file.rpartition('/')[2]} {size:,}" for file, size in costs[step].items()
        )
        print(f"{step:<12}{sum(costs[step].values()):>8,} bytes  {said}")
    assert len(costs) > 5
    assert {step: each for step, each in costs.items() if sum(each.values()) > STEP} == {}
    assert any(costs.values()), "no step asked for anything: its scripts came with the page"


def test_each_step_of_a_plan_is_light(browser: Browser, host: Weighed) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        weigh(Chromium(context.new_page()), host)


@pytest.mark.prove
def test_each_step_of_a_plan_is_light_in_webkit(host: Weighed) -> None:
    with webkit() as reader:
        weigh(reader, host)
