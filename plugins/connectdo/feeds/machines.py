"""What crawlers and web servers read: sitemap, robots, and where old addresses lead."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from connectdo.views import urls
from connectdo.views.pages import Page, moves
from connectdo.views.publication import Publication

Feed = tuple[str, bytes]

MOVED = "redirects.nginx-map"
LONG = 40
"""nginx keeps an address of a map in 64 bytes, and does not start with a longer one; a pattern may
be of any length."""


def sitemap(publication: Publication, pages: Iterable[Page]) -> Feed:
    """Every page that should be found. Source of the format: sitemaps.org, protocol 0.9."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(
            f"<url><loc>{escape(publication.site.absolute(page.address))}</loc></url>"
            for page in pages
            if page.listed
        ),
        "</urlset>",
    ]
    return urls.SITEMAP, ("\n".join(lines) + "\n").encode()


def robots(publication: Publication) -> Feed:
    """Everybody is welcome; the index of words is of no use to crawlers."""
    root = publication.site.root
    lines = [
        "User-agent: *",
        f"Disallow: {root}*/pagefind/",
        f"Sitemap: {publication.site.absolute(urls.SITEMAP)}",
    ]
    return urls.ROBOTS, ("\n".join(lines) + "\n").encode()


def web_manifest(publication: Publication) -> Iterator[Feed]:
    """What a Home Screen shows of the site, where readers may keep it.

    Source of the format: W3C Web Application Manifest. Addresses are relative to the file.
    """
    if not publication.settings.offline:
        return
    kinds = (
        ("favicon.svg", "any", "image/svg+xml"),
        ("apple-touch-icon.png", "180x180", "image/png"),
    )
    manifest = {
        "name": publication.settings.name,
        "short_name": publication.settings.name,
        "lang": "en-GB",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fbf7f0",
        "theme_color": "#fbf7f0",
        "icons": [
            {"src": publication.assets[name], "sizes": sizes, "type": kind}
            for name, sizes, kind in kinds
            if name in publication.assets
        ],
    }
    yield urls.MANIFEST, f"{json.dumps(manifest, indent=1)}\n".encode()


def redirects(publication: Publication) -> Iterator[Feed]:
    """Where old addresses lead, for hosts that read ``_redirects`` and for nginx's map.

    The first also answers the paths of Open Referral UK that are folders here.
    """
    root = publication.site.root
    lines = sorted((root + old, root + now) for old, now, _ in moves(publication))
    moved = [f"{old} {now} 301\n" for old, now in lines]
    answered = [f"{path} {file} 200\n" for path, file in urls.oruk_paths(root)]
    yield "_redirects", "".join([*moved, *answered]).encode()
    mapped = ((old if len(old) <= LONG else f"~^{re.escape(old)}$", now) for old, now in lines)
    yield MOVED, "".join(f"{old} {now};\n" for old, now in mapped).encode()
