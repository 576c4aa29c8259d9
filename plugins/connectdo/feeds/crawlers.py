"""What crawlers and Home Screens read: sitemap, robots and the web manifest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.urls import File


def sitemap(publication: Publication, addresses: Iterable[str]) -> File:
    """Every page that should be found, by its address.

    Source of the format: sitemaps.org, protocol 0.9.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(
            f"<url><loc>{escape(publication.site.absolute(address))}</loc></url>"
            for address in addresses
        ),
        "</urlset>",
    ]
    return urls.SITEMAP, ("\n".join(lines) + "\n").encode()


def robots(publication: Publication) -> File:
    """Everybody is welcome; the index of words is of no use to crawlers."""
    root = publication.site.root
    lines = [
        "User-agent: *",
        f"Disallow: {root}*/pagefind/",
        f"Sitemap: {publication.site.absolute(urls.SITEMAP)}",
    ]
    return urls.ROBOTS, ("\n".join(lines) + "\n").encode()


def web_manifest(publication: Publication) -> Iterator[File]:
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
