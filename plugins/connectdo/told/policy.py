"""The site's security policy, said once: what a page may load, and what a host says beside it.

Turns nothing but its own lists into the text of headers and of the ``<meta>`` that stands in for
them on hosts that send none. It knows no page, no address and no host. Sources: W3C Content
Security Policy Level 3, Referrer Policy, Permissions Policy.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import NamedTuple

DIRECTIVES: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    # Pagefind's index is read by WebAssembly, which needs a word of its own; eval stays forbidden.
    "script-src": ("'self'", "'wasm-unsafe-eval'"),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "manifest-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
    "frame-ancestors": ("'none'",),
}
"""What a page may load, by kind. Nothing inline but a book's, nothing from another host."""

NOT_IN_META = frozenset({"frame-ancestors", "report-uri", "sandbox"})
"""Directives that browsers leave unread in a ``<meta>``, with a complaint in the console."""

REFERRER = "no-referrer"
"""Nobody, this site's own host included, is told which page a reader comes from."""

OFF = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
"""What no page here ever asks a device for."""

KEEP_FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""

ASK_AGAIN = "no-cache"
"""For everything else: a browser may keep it, and asks whether it still holds before showing it."""


class Inline(NamedTuple):
    """The one style and the one script that may stand inside a page: those of a book."""

    style: str
    script: str


def content_policy(
    *, in_meta: bool = False, book: Inline | None = None, frames: bool = False
) -> str:
    """The Content-Security-Policy as one line, for a header or for a ``<meta>``.

    ``book`` is what may stand inside a page, known by its hashes; ``frames`` says that the page
    shows another one of ours in a frame.
    """
    more = (
        {"style-src": (_hash_of(book.style),), "script-src": (_hash_of(book.script),)}
        if book
        else {}
    )
    framed = {"frame-src": ("'self'",)} if frames else {}
    return "; ".join(
        f"{name} {' '.join((*sources, *more.get(name, ())))}"
        for name, sources in {**DIRECTIVES, **framed}.items()
        if not (in_meta and name in NOT_IN_META)
    )


LOOKS = ("default-src", "style-src", "img-src", "base-uri")
"""What a page needs that is only looked at."""


def looks_policy(*, in_meta: bool = False) -> str:
    """The policy of a page that only this site may frame, to be looked at.

    No script, no form and no request but for how it looks. A header makes a sandbox of it, so
    that it is none of our pages even where somebody opens it outside its frame.
    """
    found = {name: DIRECTIVES[name] for name in LOOKS}
    found |= {"form-action": ("'none'",), "frame-ancestors": ("'self'",), "sandbox": ()}
    return "; ".join(
        " ".join((name, *sources))
        for name, sources in found.items()
        if not (in_meta and name in NOT_IN_META)
    )


def book_policy(book: Inline) -> str:
    """The policy inside a borough's book: its own style and script, and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src {_hash_of(book.style)}; "
        f"script-src {_hash_of(book.script)}; base-uri 'none'; form-action 'none'"
    )


def alone_policy(style: str) -> str:
    """The policy inside a page that somebody keeps as a file: this style, and nothing else."""
    return f"default-src 'none'; style-src {_hash_of(style)}; base-uri 'none'; form-action 'none'"


def _hash_of(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def security_headers(
    book: Inline | None = None, *, https_only: bool = False
) -> Iterator[tuple[str, str]]:
    """The headers of every answer, whatever it is; how long it is kept is not among them.

    ``https_only`` tells browsers to come to the whole host by https for a year.
    """
    yield "Content-Security-Policy", content_policy(book=book)
    yield "X-Content-Type-Options", "nosniff"
    yield "X-Frame-Options", "DENY"  # for browsers that do not know frame-ancestors
    yield "Referrer-Policy", REFERRER
    yield "Permissions-Policy", ", ".join(f"{feature}=()" for feature in OFF)
    yield "Cross-Origin-Opener-Policy", "same-origin"
    # What is published is for everybody, and no answer hangs on who asks: other sites may show
    # a picture of ours, and their scripts may read the open data, the calendars and the feeds.
    yield "Cross-Origin-Resource-Policy", "cross-origin"
    yield "Access-Control-Allow-Origin", "*"
    if https_only:
        yield "Strict-Transport-Security", "max-age=31536000"
