"""What a matter is about: the page that somebody came from, an idea, or an offer.

It knows no request. What is hidden or has ended is not here for whoever asks.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from connectdo.contribute.intake.looking import NotHere
from connectdo.contribute.store.store_matters import MatterLane
from connectdo.data.directory import Directory
from connectdo.derive.endings import is_open, offers_of
from connectdo.told import urls

_ADDRESS = re.compile(r"(?:[a-z0-9-]{1,80}/){1,6}")
"""Of a page of the site."""


@dataclass(frozen=True, slots=True)
class MatterAbout:
    """The address of a page, or empty; and, where it is about one thing, its name and its id."""

    address: str = ""
    name: str = ""
    id: str = ""


def about_page(directory: Directory, sent: str) -> MatterAbout:
    """The page that somebody came from: a listing's reference, or an address of the site."""
    listing = directory.listings.get(sent)
    if listing is not None:
        return MatterAbout(urls.thing("listing", listing.ref), listing.data.name, listing.id)
    return MatterAbout(sent if _ADDRESS.fullmatch(sent) else "")


def about_small(
    directory: Directory, lane: MatterLane, borough: str, id: str, today: dt.date
) -> MatterAbout:
    """The idea that somebody would come to, or the offer that they answer.

    Raises NotHere where it is not there, or takes nobody any more.
    """
    if lane is MatterLane.COME:
        idea = directory.ideas.get(f"{borough}/{id}")
        if idea is None or not is_open(idea.data, today):
            raise NotHere(
                "This idea takes no more names: it has ended, or it is a group by now. "
                "There may be others that you like."
            )
        return MatterAbout(urls.thing("idea", idea.ref), idea.data.name, id)
    for offer in offers_of(directory, borough, today):
        if offer.id == id:
            return MatterAbout(urls.offer(offer.ref), offer.data.text, id)
    raise NotHere("This is no longer offered or looked for. There may be others that you like.")
