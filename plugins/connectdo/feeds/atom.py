"""Turns what changed in a borough into an Atom feed (RFC 4287), newest first.

It receives finished titles, words and HTML. An entry's id comes from the permanent key, so a
changed listing is shown again as changed, and a moved one is not shown as new. What was taken off
the site is named by that id alone (RFC 6721), so that readers drop what they have of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from connectdo.feeds.stable_ids import urn
from connectdo.told.urls import Site

MOST = 100
"""Entries in a feed: more than any reader of it misses between two looks."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class AtomEntry(NamedTuple):
    """One change. ``html`` is trusted HTML of the whole text; ``address`` that of its page."""

    key: str
    title: str
    address: str
    updated: dt.date
    published: dt.date | None
    summary: str
    html: str
    categories: Sequence[str] = ()


def text_of(words: str) -> str:
    """Words as XML text: escaped, without the characters XML has no place for."""
    return escape(_NOT_XML.sub("", words))


def _attribute(words: str) -> str:
    return quoteattr(_NOT_XML.sub("", words))


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _written(entry: AtomEntry, site: Site) -> str:
    published = f"<published>{_moment(entry.published)}</published>\n" if entry.published else ""
    categories = "".join(f"<category term={_attribute(word)}/>\n" for word in entry.categories)
    return (
        f"<entry>\n<id>{urn(entry.key)}</id>\n<title>{text_of(entry.title)}</title>\n"
        f'<link rel="alternate" href={_attribute(site.absolute(entry.address))}/>\n'
        f"<updated>{_moment(entry.updated)}</updated>\n{published}{categories}"
        f"<summary>{text_of(entry.summary)}</summary>\n"
        f'<content type="html">{text_of(entry.html)}</content>\n</entry>\n'
    )


def _deleted(key: str, when: dt.datetime) -> str:
    return f'<at:deleted-entry ref="{urn(key)}" when="{_at(when)}"/>\n'


def _at(when: dt.datetime) -> str:
    return f"{when.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def feed(
    address: str,
    *,
    key: str,
    title: str,
    subtitle: str,
    author: str,
    page: str,
    entries: Iterable[AtomEntry],
    site: Site,
    today: dt.date,
    deleted: Iterable[tuple[str, dt.datetime]] = (),
) -> tuple[str, bytes]:
    """The feed with its path. ``page`` is the address it is about, ``key`` the borough's key.

    ``today`` dates a feed without entries; any other has the day of its newest. ``deleted`` are
    the keys of what was taken off the site, and when.
    """
    newest = sorted(entries, key=lambda entry: (entry.updated, entry.key), reverse=True)[:MOST]
    gone = sorted(deleted, key=lambda each: (each[1], each[0]), reverse=True)[:MOST]
    updated = _moment(newest[0].updated if newest else today)
    updated = max([updated, *(_at(when) for _, when in gone)])
    spaces = ' xmlns:at="http://purl.org/atompub/tombstones/1.0"' if gone else ""
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom"{spaces} xml:lang="en-GB">\n'
        f"<id>{urn(f'{key}/feed')}</id>\n<title>{text_of(title)}</title>\n"
        f"<subtitle>{text_of(subtitle)}</subtitle>\n<updated>{updated}</updated>\n"
        f"<author><name>{text_of(author)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" '
        f"href={_attribute(site.absolute(address))}/>\n"
        f'<link rel="alternate" type="text/html" href={_attribute(site.absolute(page))}/>\n'
        + "".join(_deleted(key, when) for key, when in gone)
        + "".join(_written(entry, site) for entry in newest)
        + "</feed>\n"
    )
    return address, text.encode()
