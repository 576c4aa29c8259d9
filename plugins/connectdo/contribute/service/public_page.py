"""Looks at the public page: whether what was built is what a stranger gets.

It follows no redirect, reads two megabytes at most, and waits ten seconds. It does not know what a
page says, or why it is looked at.
"""

from __future__ import annotations

import hashlib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import httpx

from connectdo.told import urls

MOST_BYTES = 2 * 1024 * 1024
MOST_SECONDS = 10.0
_GONE = (404, 410)


class Seen(StrEnum):
    """What a look at a public page tells."""

    SEEN = "seen"
    NOT_YET = "not yet"
    AWAY = "away"


Digest = Callable[[bytes], str]


def digest_of(page: bytes) -> str:
    """What two pages are compared by where a web server hands on every byte."""
    return hashlib.sha256(page).hexdigest()


@dataclass(frozen=True)
class PublicPages:
    """A site as strangers get it at ``url``, held against the folder that it was built into.

    ``digest`` says which pages are the same page, where a web server changes what it hands on.
    """

    url: str
    folder: Path
    digest: Digest = digest_of

    def shows(self, address: str, there: bool) -> Seen:
        """Whether a page is as it was built. With ``there``, one that was not built is not seen."""
        try:
            built = (self.folder / urls.output_file(address)).read_bytes()
        except OSError:
            built = None
        return Seen.NOT_YET if there and built is None else self.look(address, built)

    def look(self, address: str, built: bytes | None) -> Seen:
        """Whether the page at an address below the site is the one that was built.

        Where none was built, it is seen when none is there.
        """
        try:
            status, page = _get(f"{self.url.rstrip('/')}/{address}")
        except (httpx.HTTPError, httpx.InvalidURL):
            return Seen.AWAY
        if status >= 500:
            return Seen.AWAY
        if built is None:
            return Seen.SEEN if status in _GONE else Seen.NOT_YET
        same = status == 200 and self.digest(page) == self.digest(built)
        return Seen.SEEN if same else Seen.NOT_YET


def _get(url: str) -> tuple[int, bytes]:
    """Status and page. Raises httpx.HTTPError, also where it takes too long."""
    end = time.monotonic() + MOST_SECONDS
    asked = {"Cache-Control": "no-cache", "User-Agent": "connectdo"}
    with httpx.stream("GET", url, headers=asked, timeout=MOST_SECONDS, verify=_trusted()) as answer:
        found = b""
        for part in answer.iter_bytes():
            found += part
            if len(found) > MOST_BYTES:
                break
            if time.monotonic() > end:
                raise httpx.ReadTimeout("the page takes too long")
        return answer.status_code, found


def _trusted() -> ssl.SSLContext:
    """Whom the machine trusts, such as an authority of its council, and whom everybody does."""
    trusted = httpx.create_ssl_context()
    trusted.load_default_certs()
    return trusted
