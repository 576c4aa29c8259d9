"""What other programs read. Each feed is a path from the site's root and its bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connectdo.feeds.choosing import choices
from connectdo.feeds.crisis import crisis_words
from connectdo.feeds.dated import calendars, feeds_of_changes
from connectdo.feeds.facets import facets
from connectdo.feeds.finder_cards import cards
from connectdo.feeds.finder_maps import finder_outlines
from connectdo.feeds.headers import server_files
from connectdo.feeds.interests import interest_words
from connectdo.feeds.machines import Feed, redirects, robots, sitemap
from connectdo.feeds.postcodes import postcode_tables
from connectdo.feeds.shortlist import sheets
from connectdo.feeds.social import social_images
from connectdo.feeds.spelling import spelling_words
from connectdo.views.pages import Page
from connectdo.views.publication import Publication


def all_feeds(publication: Publication, pages: Sequence[Page]) -> Iterator[Feed]:
    """Every feed of the site; ``pages`` are all its pages, for the sitemap."""
    yield sitemap(publication, pages)
    yield robots(publication)
    yield from redirects(publication)
    yield from server_files(publication, pages)
    yield from postcode_tables(publication)
    yield from social_images(publication)
    yield from sheets(publication)
    yield from choices(publication)
    yield from facets(publication)
    yield from cards(publication)
    yield from finder_outlines(publication)
    yield from spelling_words(publication)
    yield crisis_words(publication)
    yield interest_words(publication)
    yield from calendars(publication)
    yield from feeds_of_changes(publication)
