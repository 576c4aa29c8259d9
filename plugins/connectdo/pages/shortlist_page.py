"""The page of a shortlist: empty as it is built, and filled on the reader's own device.

The list stands after ``#`` in the address and, once the reader has added something, in the
browser's own store; neither is ever sent. The page only says how, and where the sheets lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from connectdo.pages.borough_pages import team_box
from connectdo.pages.chrome import chrome_for
from connectdo.pages.page_parts import Chrome, ShortlistPlace, TeamBox
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link
from connectdo.told.sheet_pieces import pieces_of
from connectdo.told.sheets import number_of

FIT_WORDS = {
    "free": "Free",
    "pay-what-you-can": "Pay what you can",
    "turn-up": "Just turn up",
    "quiet": "Quiet",
    "buddy": "Someone can go with you",
    "home": "From home",
}
"""What can be asked for in the finder beside getting in, as a sheet says it."""


@dataclass(frozen=True, slots=True)
class ShortlistTeam:
    """Whom to ask about things of one borough; shown where one of them is on the list.

    ``number`` is a telephone number with its word, for a text about a thing that has none.
    """

    borough: str
    team: TeamBox
    number: str


@dataclass(frozen=True, slots=True)
class ShortlistView:
    """A reader's own list, filled on the device.

    ``address`` is absolute, for links and the QR code; ``sheets`` leads to the folder of files;
    ``fits`` are the words of each id in a sheet's ``fits``; ``starter`` leads to a plan made of it,
    and with another fragment to one's own.
    """

    chrome: Chrome
    heading: str
    lead: str
    address: str
    sheets: str
    places: tuple[ShortlistPlace, ...]
    ways_in: tuple[Link, ...]
    fits: Mapping[str, str]
    teams: tuple[ShortlistTeam, ...]
    starter: str


def places_of(publication: Publication) -> tuple[ShortlistPlace, ...]:
    """For each borough, the first ids of its files of sheets."""
    return tuple(
        ShortlistPlace(each.id, tuple(piece[0][0] for piece in pieces_of(publication, each.id)))
        for each in publication.boroughs
    )


def shortlist_view(publication: Publication) -> ShortlistView:
    """The page."""
    links = publication.site.links_from(urls.SHORTLIST)
    return ShortlistView(
        chrome=chrome_for(
            publication,
            urls.SHORTLIST,
            "My list",
            description="Keep a few things together. Print them on one page, or send them on.",
            scripts=("sheets.js", "list-address.js", "list-link.js", "shortlist.js"),
            without=("my-list.js",),
            styles=("shortlist.css",),
        ),
        heading="My list",
        lead="Keep a few things together. Print them on one page, or send them to someone.",
        address=publication.site.absolute(urls.SHORTLIST),
        sheets=links.prefix + urls.SHEETS,
        places=places_of(publication),
        ways_in=(
            Link(links.to(urls.SEARCH), "Search"),
            Link(links.to(urls.CHOOSE), "Help me choose"),
            *(
                Link(links.to(urls.borough(each.id)), each.data.name)
                for each in publication.boroughs
            ),
        ),
        fits=fit_words(publication),
        teams=tuple(_teams(publication)),
        starter=f"{links.to(urls.MY_PLAN)}#starter",
    )


def fit_words(publication: Publication) -> dict[str, str]:
    """The words of all that a sheet's ``fits`` may hold."""
    access = publication.directory.vocabulary.access
    return {**FIT_WORDS, **{id: each.name for id, each in access.items()}}


def _teams(publication: Publication) -> Iterator[ShortlistTeam]:
    for borough in publication.boroughs:
        team = team_box(publication, borough.id)
        if team is None:
            continue
        number = number_of(team.ways)
        yield ShortlistTeam(borough.id, team, f"The team: {number}" if number else "")
