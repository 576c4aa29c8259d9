"""What a web server is told: the policy as ``_headers``, for nginx and for Caddy.

``_headers`` is read by Netlify, Cloudflare Pages and others like them. The two snippets stand
under ``data/server/``: they hold nothing that the site's answers do not say anyway, so a host
that serves them does no harm. The policy itself is said in ``told.policy``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from connectdo.pages.contents import Page
from connectdo.site.server.caddy import caddy_file
from connectdo.site.server.nginx import nginx_files
from connectdo.site.server.web_server import place_of
from connectdo.told import urls
from connectdo.told.policy import ASK_AGAIN, KEEP_FOR_EVER, security_headers
from connectdo.told.publication import Publication
from connectdo.told.urls import File

HEADERS = "_headers"
Pair = tuple[str, str]
MOST_RULES = 90
"""Cloudflare Pages reads a hundred rules and leaves the rest out."""


def server_files(publication: Publication, pages: Iterable[Page]) -> Iterator[File]:
    """The policy in the three forms that web servers read."""
    safe = place_of(publication).is_safe
    own = list(security_headers(publication.book, https_only=safe))
    yield HEADERS, _headers(publication, pages, own).encode()
    yield from nginx_files(publication, own)
    yield caddy_file(publication, own)


def _headers(publication: Publication, pages: Iterable[Page], own: Iterable[Pair]) -> str:
    """Hosts join the values of all rules that match, so no two rules name the same header.

    That is why each folder of pages has a rule of its own, and not one rule for everything. With
    more folders than a host reads rules, it is left to the host's own way, which is the same:
    Netlify and Cloudflare Pages both ask again for whatever has no rule.
    """
    root = publication.site.root
    folders = {page.address.partition("/")[0] for page in pages if "/" in page.address}
    lines = [
        f"{root}*",
        *(f"  {name}: {value}" for name, value in own),
    ]
    lines += [f"{root}{urls.STATIC}*", f"  Cache-Control: {KEEP_FOR_EVER}"]
    lines += [f"{root}{urls.WORKER}", f"  Cache-Control: {ASK_AGAIN}"]
    lines += [f"{root}{urls.ORUK}*", "  Content-Type: application/json"]  # most have no ending
    paths = [root, *(f"{root}{folder}/*" for folder in sorted({*folders, "data"}))]
    if len(paths) <= MOST_RULES:
        for path in paths:
            lines += [path, f"  Cache-Control: {ASK_AGAIN}"]
    return "\n".join(lines) + "\n"
