"""The first page and a borough's own pages, a module for each: home, borough, team, A to Z, events.

Their lists of cards are made elsewhere: ``list_pages`` chooses, ``cards_pages`` fills.
"""

from connectdo.pages.borough_pages.a_to_z import a_to_z_views
from connectdo.pages.borough_pages.borough import area_links, borough_view
from connectdo.pages.borough_pages.events import events_view
from connectdo.pages.borough_pages.home import area_anywhere_view, home_view
from connectdo.pages.borough_pages.team import someone_with_you_view, team_box

__all__ = [
    "a_to_z_views",
    "area_anywhere_view",
    "area_links",
    "borough_view",
    "events_view",
    "home_view",
    "someone_with_you_view",
    "team_box",
]
