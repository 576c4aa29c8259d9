"""What pages share is kept by the publication, and goes when the publication goes."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from small_project import TODAY, write_project

from connectdo.data.reading import read_directory
from connectdo.pages.contents import all_pages
from connectdo.pages.list_pages import lists_of
from connectdo.site.makers import all_feeds
from connectdo.told import urls
from connectdo.told.publication import Publication, Settings

pytestmark = pytest.mark.reads_a_day


def small(folder: Path) -> Publication:
    """The small project of today, without a map."""
    root = write_project(folder, {"content/geography/index.json": None})
    directory = read_directory(root, TODAY).directory
    return Publication(directory, TODAY, urls.Site("https://example.org/"), Settings("", "", ""))


def test_nothing_outlives_a_publication_whose_pages_and_feeds_were_made(tmp_path: Path) -> None:
    publication = small(tmp_path)
    gone = weakref.ref(publication)
    pages = list(all_pages(publication))
    made = [(page.view(), page.findable() if page.findable else "") for page in pages]
    feeds = list(all_feeds(publication, pages))
    assert len(made) > 20
    assert feeds
    del publication, pages, made, feeds
    gc.collect()
    assert gone() is None, "a cache of the module keeps it: use made_once"


def test_a_boroughs_lists_are_made_once_for_each_publication(tmp_path: Path) -> None:
    first, second = small(tmp_path / "1"), small(tmp_path / "2")
    assert lists_of(first, "ashmoor") is lists_of(first, "ashmoor")
    assert lists_of(first, "ashmoor") is not lists_of(second, "ashmoor")
