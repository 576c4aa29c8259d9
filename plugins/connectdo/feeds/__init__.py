"""What other programs read. Each feed is a path from the site's root and its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from connectdo.feeds.choosing import choices
from connectdo.feeds.crisis import crisis_words
from connectdo.feeds.dated import calendars, feeds_of_changes
from connectdo.feeds.facets import facets
from connectdo.feeds.finder_cards import cards
from connectdo.feeds.finder_maps import finder_outlines
from connectdo.feeds.headers import server_files
from connectdo.feeds.interests import interest_words
from connectdo.feeds.machines import Feed, redirects, robots, sitemap, web_manifest
from connectdo.feeds.oruk import open_referral
from connectdo.feeds.postcodes import postcode_tables
from connectdo.feeds.shortlist import sheets
from connectdo.feeds.social import social_images
from connectdo.feeds.spelling import spelling_words
from connectdo.feeds.tables import tables
from connectdo.feeds.venues_map import venues_map
from connectdo.views.pages import Page
from connectdo.views.publication import Publication

Maker = Callable[[], Iterable[Feed]]


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
        finder_outlines,
        tables,
        venues_map,
        redirects,
    )
    return [
        *(partial(feeds, publication) for feeds in of_all),
        partial(server_files, publication, pages),
        partial(_alone, publication, pages),
    ]


def _alone(publication: Publication, pages: Sequence[Page]) -> Iterator[Feed]:
    yield sitemap(publication, pages)
    yield robots(publication)
    yield from web_manifest(publication)
    yield from crisis_words(publication)
    yield interest_words(publication)


def all_feeds(publication: Publication, pages: Sequence[Page]) -> Iterator[Feed]:
    """Every feed of the site; ``pages`` are all its pages, for the sitemap."""
    for make in makers(publication, pages):
        yield from make()
