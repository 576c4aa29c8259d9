"""Our Atom feeds, read back by feedparser."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.data.reading import read_directory
from connectdo.derive.changes import ChangeKind, last_change
from connectdo.feeds import atom, dated
from connectdo.feeds.dated import feeds_of_changes
from connectdo.feeds.stable_ids import urn
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

pytestmark = pytest.mark.reads_a_day

TODAY = dt.date(2026, 11, 22)
SITE = Site("https://example.org/repo/")


def entry(number: int = 0, **fields: Any) -> atom.AtomEntry:
    values: dict[str, Any] = {
        "key": f"listing/lambeth/{number}",
        "title": f"New: Thing {number}",
        "address": f"lambeth/listing/{number}/",
        "updated": dt.date(2026, 10, 1) + dt.timedelta(days=number),
        "published": dt.date(2026, 9, 1),
        "summary": "Grow vegetables.",
        "html": "<p>Grow <b>vegetables</b> &amp; talk.</p>",
    }
    return atom.AtomEntry(**{**values, **fields})


def feed(*entries: atom.AtomEntry) -> Any:
    """The feed of these entries, as feedparser reads it."""
    address, octets = atom.feed(
        "lambeth/feed.atom",
        key="borough/lambeth",
        title="Lambeth",
        subtitle="What is new",
        author="Connect & Do",
        page="lambeth/",
        entries=entries,
        site=SITE,
        today=TODAY,
    )
    assert address == "lambeth/feed.atom"
    read = feedparser.parse(octets)
    assert read.bozo == 0
    return read


def test_a_feed_says_what_it_is_and_where() -> None:
    found = feed(entry()).feed
    assert found.id == urn("borough/lambeth/feed")
    assert (found.title, found.subtitle, found.author) == ("Lambeth", "What is new", "Connect & Do")
    assert {link.rel: link.href for link in found.links} == {
        "self": "https://example.org/repo/lambeth/feed.atom",
        "alternate": "https://example.org/repo/lambeth/",
    }


def test_the_newest_change_comes_first_and_dates_the_feed() -> None:
    read = feed(entry(1), entry(3), entry(2))
    assert [item.title for item in read.entries] == ["New: Thing 3", "New: Thing 2", "New: Thing 1"]
    assert read.feed.updated == read.entries[0].updated == "2026-10-04T00:00:00Z"


def test_a_feed_without_entries_is_dated_today() -> None:
    assert feed().feed.updated == "2026-11-22T00:00:00Z"


def test_an_entry_has_its_permanent_id_page_text_and_categories() -> None:
    (found,) = feed(entry(categories=["Out & about", "Gardening"])).entries
    assert found.id == urn("listing/lambeth/0")
    assert found.link == "https://example.org/repo/lambeth/listing/0/"
    assert found.published == "2026-09-01T00:00:00Z"
    assert found.summary == "Grow vegetables."
    assert found.content[0].value == "<p>Grow <b>vegetables</b> &amp; talk.</p>"
    assert [tag.term for tag in found.tags] == ["Out & about", "Gardening"]


def test_a_long_feed_keeps_its_newest_hundred() -> None:
    read = feed(*(entry(number) for number in range(130)))
    assert len(read.entries) == 100
    assert read.entries[-1].title == "New: Thing 30"


def test_only_the_newest_of_a_borough_are_turned_into_entries(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = read_directory(root, TODAY).directory

    def ids() -> list[str]:
        publication = Publication(directory, TODAY, SITE, Settings("Us", "", ""))
        octets = dict(feeds_of_changes(publication))["lambeth/feed.atom"]
        return [item.id for item in feedparser.parse(octets).entries]

    every = ids()
    turned: list[str] = []

    def counted(publication: Publication, listing: Record[Listing]) -> atom.AtomEntry:
        turned.append(listing.ref)
        return change(publication, listing)

    change = dated._change
    monkeypatch.setattr(dated, "_change", counted)
    monkeypatch.setattr(atom, "MOST", 5)
    assert len(every) > 5
    assert ids() == every[:5]
    assert len([ref for ref in turned if ref.startswith("lambeth/")]) <= 5


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_makes_a_feed_that_can_be_read(text: str) -> None:
    read = feed(entry(title=text, summary=text, html=text, categories=[text]))
    assert len(read.entries) == 1


@pytest.mark.parametrize(
    ("fields", "kind", "day"),
    [
        ({"added": "2026-09-01"}, ChangeKind.ADDED, "2026-09-01"),
        ({"added": "2026-09-01", "updated": "2026-09-01"}, ChangeKind.ADDED, "2026-09-01"),
        ({"added": "2026-09-01", "updated": "2026-10-01"}, ChangeKind.UPDATED, "2026-10-01"),
        (
            {"added": "2026-09-01", "updated": "2026-10-01", "status": "closed"},
            ChangeKind.CLOSED,
            "2026-10-01",
        ),
        (
            {
                "added": "2026-09-01",
                "updated": "2026-10-01",
                "status": "paused",
                "paused": {"why": "Paint.", "until": "2027-01-11"},
            },
            ChangeKind.PAUSED,
            "2026-10-01",
        ),
    ],
)
def test_the_last_change_is_told_from_the_files_own_dates(
    fields: dict[str, Any], kind: ChangeKind, day: str
) -> None:
    thing = Listing.model_validate(
        {"name": "T", "summary": "S.", "organisation": "o", "area": "a", **fields}
    )
    change = last_change(thing)
    assert change is not None
    assert (change.kind, str(change.day)) == (kind, day)
