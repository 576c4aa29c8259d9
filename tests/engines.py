"""One reader with three browsers: what a reader does, in Chromium, WebKit and Firefox.

Each is asked in its own language: Chromium by Playwright, WebKit (Debian's MiniBrowser) by
WebDriver, Firefox (Debian's too) by WebDriver BiDi, since a driver for it cannot be had everywhere.
Presses and keys are real ones, made by the browser; what a page says is read from its text.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.websocket_connection import WebSocketConnection
from selenium.webdriver.webkitgtk.service import Service

from connectdo.commands.programs import FIREFOX, SCREEN, WEBKIT, fetch

PATIENCE = 120.0
"""Seconds: a borough is kept within it on a slow machine."""
FIND = """(css, words) => [...document.querySelectorAll(css)].find(
  each => each.checkVisibility() && each.innerText.includes(words))"""
"""The first thing that a reader sees of a kind, with such words in it."""


class Reader(ABC):
    """One open tab. ``css`` says what kind of thing, ``words`` what stands in it."""

    @abstractmethod
    def open(self, address: str) -> None:
        """Go to an address."""

    @abstractmethod
    def answer(self, script: str) -> Any:
        """What an expression gives on the open page, as JSON would have it."""

    @abstractmethod
    def point(self, css: str, words: str) -> None:
        """Press with the pointer on a thing that is there."""

    @abstractmethod
    def keys(self, words: str) -> None:
        """Type on the keyboard, into what has the focus."""

    def press(self, css: str, words: str = "") -> None:
        """Press on a thing once it is there."""
        self.sees(css, words)
        self.point(css, words)

    def write(self, css: str, words: str) -> None:
        """Type words into a field, and Enter."""
        self.press(css)
        self.keys(words + Keys.ENTER)

    def sees(self, css: str, words: str = "") -> None:
        """Wait until such a thing is there. A page that is going away may give no answer yet."""
        wanted = f"Boolean(({FIND})({json.dumps(css)}, {json.dumps(words)}))"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if self.answer(wanted):
                    return
            except (PlaywrightError, WebDriverException):
                pass
            time.sleep(0.1)
        said = self.answer("document.body.innerText")
        pytest.fail(f"No {css} with “{words}” came in {PATIENCE:.0f} seconds. There is:\n{said}")

    def text(self, css: str) -> str:
        """What the first such thing says, once it is there."""
        self.sees(css)
        return str(self.answer(f"({FIND})({json.dumps(css)}, '').innerText")).strip()


class Chromium(Reader):
    """The browser of all other tests."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str) -> None:
        self.page.goto(address)

    def answer(self, script: str) -> Any:
        return self.page.evaluate(script)

    def point(self, css: str, words: str) -> None:
        found = self.page.evaluate_handle(f"([css, words]) => ({FIND})(css, words)", [css, words])
        thing = found.as_element()
        assert thing
        thing.click()

    def keys(self, words: str) -> None:
        self.page.keyboard.type(words.removesuffix(Keys.ENTER))
        if words.endswith(Keys.ENTER):
            self.page.keyboard.press("Enter")


class WebKit(Reader):
    """What Safari is made of."""

    def __init__(self, driver: WebKitGTK) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        self.driver.get(address)

    def answer(self, script: str) -> Any:
        return self.driver.execute_script(f"return {script}")

    def point(self, css: str, words: str) -> None:
        self.driver.execute_script(f"return ({FIND})(...arguments)", css, words).click()

    def keys(self, words: str) -> None:
        self.driver.switch_to.active_element.send_keys(words)


@contextmanager
def webkit() -> Iterator[WebKit]:
    """WebKit on a screen that nobody sees. Raises Refusal where it cannot be had."""
    program, screen = fetch(WEBKIT), fetch(SCREEN)
    reads, writes = os.pipe()
    command = [
        screen,
        "-displayfd",
        str(writes),
        "-screen",
        "0",
        "1280x1024x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL) as shown:
        os.close(writes)
        try:
            with os.fdopen(reads) as said:
                display = f":{said.readline().strip()}"
            service = Service(str(program), env={**os.environ, "DISPLAY": display})
            driver = WebKitGTK(service=service)
            try:
                yield WebKit(driver)
            finally:
                driver.quit()
        finally:
            shown.terminate()


class Firefox(Reader):
    """Firefox over WebDriver BiDi, which it speaks by itself."""

    def __init__(self, connection: WebSocketConnection) -> None:
        self.connection = connection
        self.ask("session.new", capabilities={})
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **words: Any) -> Any:
        """One command and what it gives. Raises WebDriverException."""
        said = self.connection.send_cmd(method, words)
        if "error" in said:
            raise WebDriverException(f"{said['error']}: {said.get('message')}")
        return said["result"]

    def open(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def answer(self, script: str) -> Any:
        said = self._call(f"() => JSON.stringify({script})")
        return json.loads(said["value"]) if "value" in said else None

    def point(self, css: str, words: str) -> None:
        shown = f"(...sought) => {{ const found = ({FIND})(...sought);"
        shown += " found.scrollIntoView({ block: 'center', behavior: 'instant' }); return found; }"
        thing = {
            "type": "element",
            "element": {"sharedId": self._call(shown, css, words)["sharedId"]},
        }
        self._act(
            "pointer",
            {"type": "pointerMove", "x": 0, "y": 0, "origin": thing},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        )

    def keys(self, words: str) -> None:
        for sign in words:
            self._act("key", {"type": "keyDown", "value": sign}, {"type": "keyUp", "value": sign})

    def _call(self, function: str, *words: str) -> Any:
        """What a function gives on the open page, as BiDi describes it."""
        said = self.ask(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": each} for each in words],
            target={"context": self.tab},
            awaitPromise=True,
        )
        if said["type"] == "exception":
            raise WebDriverException(said["exceptionDetails"]["text"])
        return said["result"]

    def _act(self, kind: str, *steps: dict[str, Any]) -> None:
        source = {"type": kind, "id": kind, "actions": list(steps)}
        self.ask("input.performActions", context=self.tab, actions=[source])


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Firefox without a window, with an empty profile. Raises Refusal where it cannot be had."""
    program, log = fetch(FIREFOX), profile / "log.txt"
    command = [program, "--headless", "--no-remote", "--remote-debugging-port", "0"]
    with (
        log.open("w") as says,
        subprocess.Popen([*command, "--profile", profile], stdout=says, stderr=says) as started,
    ):
        try:
            connection = WebSocketConnection(f"{_address(started, log)}/session", PATIENCE, 0.02)
            try:
                yield Firefox(connection)
            finally:
                connection.close()
        finally:
            started.terminate()


def _address(started: subprocess.Popen[bytes], log: Path) -> str:
    """Where a Firefox listens, once it says so."""
    listens = "WebDriver BiDi listening on "
    end = time.monotonic() + PATIENCE
    while started.poll() is None and time.monotonic() < end:
        for line in log.read_text("utf-8").splitlines(keepends=True):
            if line.startswith(listens) and line.endswith("\n"):
                return line.removeprefix(listens).strip()
        time.sleep(0.1)
    pytest.fail(f"Firefox did not start:\n{log.read_text('utf-8')}", pytrace=False)
