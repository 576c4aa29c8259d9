"""What makes every file of the site that is no page, for whichever program reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from connectdo.device.choices import choices
from connectdo.device.danger_words import crisis_words
from connectdo.device.finder_cards import cards
from connectdo.device.finder_facts import facets
from connectdo.device.interest_words import interest_words
from connectdo.device.list_sheets import sheets
from connectdo.device.needs_elsewhere import needs_elsewhere
from connectdo.device.plan_choices import plan_choices
from connectdo.device.postcode_tables import postcode_tables
from connectdo.device.spelling_words import spelling_words
from connectdo.feeds.crawlers import robots, sitemap, web_manifest
from connectdo.feeds.dated import calendars, feeds_of_changes
from connectdo.feeds.oruk import open_referral
from connectdo.feeds.social_images import social_images
from connectdo.feeds.tables import tables
from connectdo.feeds.venues_map import venues_map
from connectdo.pages.contents import Page
from connectdo.site.server.headers import server_files
from connectdo.site.server.redirects import redirects
from connectdo.told.publication import Publication
from connectdo.told.urls import File

Maker = Callable[[], Iterable[File]]
"""Makes some files of the site, when it is their turn."""


def makers(publication: Publication, pages: Sequence[Page]) -> list[Maker]:
    """What makes every feed of the site, in any order; ``pages`` are all its pages.

    The ones that take longest stand first, for whoever lets several processes make them.
    """
    of_all = (
        calendars,
        sheets,
        open_referral,
        spelling_words,
        social_images,
        cards,
        feeds_of_changes,
        facets,
        choices,
        postcode_tables,
        tables,
        venues_map,
        redirects,
    )
    return [
        *(partial(feeds, publication) for feeds in of_all),
        partial(server_files, publication, pages),
        partial(_alone, publication, pages),
    ]


def _alone(publication: Publication, pages: Sequence[Page]) -> Iterator[File]:
    yield sitemap(publication, (page.address for page in pages if page.in_sitemap))
    yield robots(publication)
    yield from web_manifest(publication)
    yield from crisis_words(publication)
    yield needs_elsewhere(publication)
    yield interest_words(publication)
    yield plan_choices()


def all_feeds(publication: Publication, pages: Sequence[Page]) -> Iterator[File]:
    """Every feed of the site; ``pages`` are all its pages, for the sitemap."""
    for make in makers(publication, pages):
        yield from make()
