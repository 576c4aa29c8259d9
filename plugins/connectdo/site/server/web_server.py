"""What the files for nginx and Caddy have in common: where the site lies, and what its files are.

It knows endings, media types and the site's address, and no server's language. Sources of the
media types: the IANA registry, and RFC 9239 for scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from connectdo.told.publication import Publication

FOLDER = "/var/www/connect-and-do"
"""Where the files for servers suppose the site to be; whoever installs them changes it."""

KINDS = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "txt": "text/plain",
    "csv": "text/csv",
    "ics": "text/calendar",
    "json": "application/json",
    "geojson": "application/geo+json",
    "webmanifest": "application/manifest+json",
    "atom": "application/atom+xml",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "wasm": "application/wasm",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
}
"""The endings of what a site is made of, and their media types. The search's own files have others
and are packed already."""

TEXT = tuple(kind for kind in KINDS.values() if not kind.startswith("image/") or "svg" in kind)
"""What is worth sending compressed."""


@dataclass(frozen=True, slots=True)
class PlaceOnHost:
    """Where a site is published: ``root`` is its path on the host, ``/`` or ``/repo/``."""

    scheme: str
    host: str
    port: int
    root: str

    @property
    def is_alone(self) -> bool:
        """Whether the host is this site's alone."""
        return self.root == "/"

    @property
    def is_safe(self) -> bool:
        """Whether browsers may be told to come by https only, to the whole host."""
        return self.is_alone and self.scheme == "https"


def place_of(publication: Publication) -> PlaceOnHost:
    """Where this site is published, as its address says."""
    parts = urlsplit(publication.site.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return PlaceOnHost(parts.scheme, parts.hostname or "localhost", port, publication.site.root)
