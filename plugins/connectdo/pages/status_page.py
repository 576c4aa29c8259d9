"""How fresh a borough's details are, counted in the open, and what nobody has written down yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from connectdo.derive.freshness import FreshState, full_date
from connectdo.pages.chrome import chrome_for
from connectdo.pages.page_parts import Chrome
from connectdo.pages.safety_page import HEADING as SAFETY
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How many listings are in a state, and what the state means."""

    label: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class StatusView:
    """How fresh a borough's details are, and what is missing."""

    chrome: Chrome
    heading: str
    intro: str
    rows: tuple[StatusRow, ...]
    gaps: tuple[StatusRow, ...]
    feed: Link
    calendar: Link
    data: Link
    safety: Link


_MEANING = {
    FreshState.CHECKED: "Somebody confirmed the details, and the check is still good.",
    FreshState.DUE: "The check is good, and it is time to ask again.",
    FreshState.OVERDUE: "The check is old. The page says to ring first.",
    FreshState.LAPSED: "Nobody has confirmed it for long. It is not in lists; its page stays.",
    FreshState.NEVER_CHECKED: "Nobody has confirmed it yet. The page says to ring first.",
    FreshState.FROM_PUBLIC_DATA: (
        "A real place from public data. Nobody of ours has confirmed it yet."
    ),
    FreshState.CLOSED: "It has closed. Its page stays for people who knew it.",
}


def status_view(publication: Publication, borough: str) -> StatusView:
    """The counts of a borough's own listings by state, and its gaps."""
    address = urls.status(borough)
    links = publication.site.links_from(address)
    name = publication.borough(borough).name
    own = [each for each in publication.directory.listings.values() if each.borough == borough]
    states = Counter(publication.told(each).fresh.state for each in own)
    open_ones = [each for each in own if publication.told(each).is_open]
    gaps = {
        "No first visit": sum(each.data.first_visit is None for each in open_ones),
        "No simple version": sum(each.data.simple is None for each in open_ones),
        "No cost": sum(each.data.cost is None for each in open_ones),
        "No times": sum(not each.data.when for each in open_ones),
    }
    words = {
        "No first visit": "What happens when somebody arrives is not said.",
        "No simple version": "There are no short lines for people who find reading hard.",
        "No cost": "What it costs is not said.",
        "No times": "When it is on is not said.",
    }
    return StatusView(
        chrome=chrome_for(
            publication,
            address,
            "How sure we are",
            description=f"How fresh the details of {name} are.",
            borough=borough,
            styles=("status.css",),
        ),
        heading=f"How sure we are of {name}’s details",
        intro="Each listing is checked again and again. These are the counts of the "
        f"week from Monday {full_date(publication.monday)}.",
        rows=tuple(
            StatusRow(state.value.capitalize(), meaning, states[state])
            for state, meaning in _MEANING.items()
        ),
        gaps=tuple(StatusRow(label, words[label], number) for label, number in gaps.items()),
        feed=Link(links.to(urls.borough_feed(borough)), "What has changed, as a feed"),
        calendar=Link(links.to(urls.borough_calendar(borough)), "All dates, as a calendar"),
        data=Link(links.to(urls.DATA), "All listings, as open data"),
        safety=Link(links.to(urls.ONLINE_SAFETY), SAFETY),
    )
