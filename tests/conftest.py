"""What the tests share: where things are, a real browser, the built site, and a server for it.

A browser test asks for ``page`` (a fresh one each time) or ``browser`` (one for each worker).
Where no Chromium can be had, it fails with the command that would fix it; it is never skipped.
Every page of it believes that it is noon of the day that the site is built for; a test that wants
another moment sets it with ``page.clock.set_fixed_time``. Every verb that a test calls has that day
too. So no test sees what day it is outside, and ``test_every_day.py`` proves it of those that are
marked ``reads_a_day``.

The shipped site is built once for all workers: ``built_site`` is its folder, ``built_under_path``
that of the same site made for ``https://example.org/repo/``, ``monday_site`` that of the site as of
its week's Monday. Nobody may write into them.
``served(folder)`` is the address of a real server that shows a folder.

What may be slow: a run of all tests takes less than four minutes on two cores. So a test that asks
of the same parts what another asks is marked ``prove`` (sampled.py), and one of each kind (rule,
template, entrance, safety promise) is left in every run; waits and builds are shared, or not there.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import gc
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect, sync_playwright

from connectdo.commands.browser import ARGUMENTS, find_chromium
from connectdo.data.problems import Refusal
from connectdo.site.preview import start_server

# A slow machine is no reason for a test to fail.
settings.register_profile("suite", deadline=None, print_blob=True)
settings.load_profile("suite")
expect.set_options(timeout=40_000)  # Chromium itself may wait 20 seconds for a file

# Where Python may write no compiled files, every process that a test starts would read the whole
# package as text again: a fifth of a build, and half of what each worker needs to find the tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

MEMORY, ROOM = Path("/dev/shm"), 3 * 2**30


def in_memory() -> bool:
    """Whether the tests' folders can lie in memory: programs may run there, and there is room.

    A store and git wait after each step until a disk has it, so that on one half of the time of
    such a test goes by with waiting. A run needs one gigabyte.
    """
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return False
    there = os.statvfs(MEMORY)
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    runs = not there.f_flag & os.ST_NOEXEC
    return runs and min(there.f_bavail * there.f_frsize, free) > ROOM


if in_memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

ROOT = Path(__file__).resolve().parent.parent

# A second conftest would be what "import conftest" finds.
pytest_plugins = ["intake_fixtures", "mail_server"]

SLOWEST = 10


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which files took longest, all their tests and what these waited for together."""
    took: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for each in reports:
            if isinstance(each, pytest.TestReport):
                took[each.nodeid.partition("::")[0]] += each.duration  # type: ignore[assignment]
    if len(took) > 1:
        terminalreporter.section(f"the {SLOWEST} slowest files")
        for file, seconds in took.most_common(SLOWEST):
            terminalreporter.write_line(f"{seconds:6.1f} s  {file}")


def pytest_sessionstart() -> None:
    """Look for no garbage while tests are collected: they all stay."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later look for garbage: it stays to the end."""
    gc.freeze()
    gc.enable()


SHORT_LIVES = "--js-flags=--no-opt"
"""Chromium's slowest compiler only pays for itself on a page that is used for long; scripts do
the same without it."""
ONE_FOR_ALL = "--renderer-process-limit=1"
"""The tabs of one browser share the process that draws them: to start one takes as long as to open
a page."""

ARGUMENTS_HERE = (*ARGUMENTS, SHORT_LIVES, ONE_FOR_ALL)
"""How every Chromium of the tests is started; one with other letters adds to them."""


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def boroughs_folder(root: Path) -> Path:
    """The shipped data, one folder a borough."""
    return root / "boroughs"


@pytest.fixture(scope="session")
def content_folder(root: Path) -> Path:
    """The shipped pages, vocabulary and geography."""
    return root / "content"


TODAY = "2026-11-22"
"""The day that the shipped site is built for, so that tests see the same pages every day."""
MONDAY = "2026-11-16"
"""The day on which that week began."""
os.environ["SOURCE_DATE_EPOCH"] = str(
    int(dt.datetime.fromisoformat(f"{TODAY}T12:00:00+00:00").timestamp())
)
DAYS_LATER = int(os.environ.get("CONNECTDO_TEST_DAYS_LATER", "0"))
"""How long the site has stood when browsers open it: a proof reads it after a week."""
READ_ON = dt.date.fromisoformat(TODAY) + dt.timedelta(days=DAYS_LATER)


def with_the_days_clock(browser: Browser) -> Browser:
    """The browser, every page of which has the day of the site in place of the machine's.

    Not even a context that a test makes for itself can be without it: a page that is opened with
    the machine's clock passes for a week and then fails for everybody.
    """
    open_context = browser.new_context

    def new_context(**settings: Any) -> BrowserContext:
        context = open_context(**settings)
        context.clock.set_fixed_time(f"{READ_ON}T12:00:00Z")
        return context

    browser.new_context = new_context  # type: ignore[method-assign]
    return browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for this worker, without a window, set to the site's day."""
    try:
        path = find_chromium()
    except Refusal as refusal:
        pytest.fail(str(refusal), pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS_HERE)
        yield with_the_days_clock(chromium)
        chromium.close()


@pytest.fixture(scope="module")
def large(browser: Browser) -> Iterator[Page]:
    """A tab at 320 pixels of a browser set to letters of 32 pixels, twice what is usual."""
    chromium = browser.browser_type.launch(
        executable_path=find_chromium(),
        args=[*ARGUMENTS_HERE, "--blink-settings=defaultFontSize=32"],
    )
    context = with_the_days_clock(chromium).new_context(
        viewport={"width": 320, "height": 640}, locale="en-GB"
    )
    yield context.new_page()
    chromium.close()


DESK = {
    "locale": "en-GB",
    "timezone_id": "Europe/London",
    "viewport": {"width": 1280, "height": 800},
}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of this test's own, set to London and British English.

    For what would stay behind in a shared one: a script before every page, no network, leave.
    """
    context = browser.new_context(**DESK)
    yield context
    context.close()


class SharedContext:
    """One browser for the tests of a worker, empty again after each: a new one takes longer."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.open()

    def open(self) -> None:
        """Start anew, with one tab that stays, so that the process which draws does too."""
        self.context = self.browser.new_context(**DESK)
        self.stays = self.context.new_page()
        self.origins: set[str] = set()
        self.cleaning = self.context.new_cdp_session(self.stays)
        self.context.on("page", lambda page: page.on("framenavigated", self.note))

    def note(self, frame: Frame) -> None:
        """Remember whose store has to be emptied."""
        self.origins.add("/".join(frame.url.split("/")[:3]))

    def clean(self) -> None:
        """Close the test's tabs, empty what they kept, and see that the clock is the site's."""
        for page in self.context.pages:
            if page is not self.stays:
                page.close()
        for origin in self.origins:
            if origin.startswith(("http", "file")):
                self.cleaning.send(
                    "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"}
                )
        self.origins.clear()
        if self.stays.evaluate("new Date().toISOString()") != f"{READ_ON}T12:00:00.000Z":
            self.context.close()
            self.open()


@pytest.fixture(scope="session")
def shared_context(browser: Browser) -> SharedContext:
    """The browser that the tests of this worker share."""
    return SharedContext(browser)


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """One open tab at 1280 by 800, in a browser that remembers nothing of other tests.

    A phone is ``page.set_viewport_size``. Where a test asks for ``context``, it is a tab of that.
    """
    if "context" in request.fixturenames:
        context: BrowserContext = request.getfixturevalue("context")
        yield context.new_page()
        return
    shared: SharedContext = request.getfixturevalue("shared_context")
    yield shared.context.new_page()
    shared.clean()


# ---- the built site ----

Serve = Callable[..., str]


@pytest.fixture(scope="session")
def site_environment() -> dict[str, str]:
    """The environment in which tests run the ``connectdo`` command: this project's package."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, site_environment: dict[str, str]) -> Path:
    """The folder of the shipped site, built at a host's root. For reading only."""
    return _built_once(tmp_path_factory, site_environment, "site", "https://example.org/")


@pytest.fixture(scope="session")
def built_under_path(
    tmp_path_factory: pytest.TempPathFactory, site_environment: dict[str, str]
) -> Path:
    """The same site built for ``https://example.org/repo/``. For reading only."""
    return _built_once(tmp_path_factory, site_environment, "repo", "https://example.org/repo/")


@pytest.fixture(scope="session")
def monday_site(tmp_path_factory: pytest.TempPathFactory, site_environment: dict[str, str]) -> Path:
    """The shipped site as it was built on the Monday of its week. For reading only."""
    return _built_once(
        tmp_path_factory, site_environment, "monday", "https://example.org/", today=MONDAY
    )


@pytest.fixture(scope="session")
def seeded_site(tmp_path_factory: pytest.TempPathFactory, site_environment: dict[str, str]) -> Path:
    """A site of one borough with 300 made-up listings. For reading only."""
    from seeded import write_seeded  # beside this file, which a test copies to a folder of its own

    return _built_once(
        tmp_path_factory,
        site_environment,
        "seeded",
        "https://example.org/",
        write_project=write_seeded,
    )


@pytest.fixture(scope="session")
def site_address(built_site: Path) -> Iterator[str]:
    """The address, ending in ``/``, of a server that shows the shipped site."""
    server = start_server(built_site, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def _built_once(
    factory: pytest.TempPathFactory,
    environment: dict[str, str],
    name: str,
    url: str,
    *,
    today: str = TODAY,
    write_project: Callable[[Path], list[str]] | None = None,
) -> Path:
    """Build a site, or wait for the worker that is building it.

    It is the shipped one, or that of the project which ``write_project`` writes into a folder; its
    answer is more words for the command.
    """
    shared = factory.getbasetemp()
    if "CONNECTDO_TEST_SITES" in os.environ:
        shared = Path(os.environ["CONNECTDO_TEST_SITES"])  # a proof builds once for many runs
    elif "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # each worker has a folder of its own inside this one
    folder, done = shared / f"built-{name}", shared / f"built-{name}.done"
    with (shared / f"built-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            words = ["site", "--output", str(folder), "--today", today, "--site-url", url]
            if write_project is not None:
                words += write_project(shared / f"project-{name}")
            built = subprocess.run(
                [sys.executable, "-m", "connectdo", *words],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            if built.returncode:
                pytest.fail(f"The site was not built:\n{built.stdout}{built.stderr}", pytrace=False)
            done.touch()
    return folder


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """``served(folder)`` starts a server and returns its address, which ends in ``/``.

    ``served(folder, path="repo")`` shows the folder under ``/repo/``, as a project's page at a
    forge is. Answers are never kept by the browser; every server ends with the test.
    """
    servers = []

    def serve(folder: Path, path: str = "") -> str:
        top = folder
        if path:
            top = tmp_path_factory.mktemp("host")
            (top / path).symlink_to(folder)
            for name in ("404.html", "_headers"):
                if (folder / name).is_file():
                    (top / name).symlink_to(folder / name)
        server = start_server(top, "127.0.0.1", 0)
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/{path}{'/' if path else ''}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()
