"""A handful of what is on in the seven days of a week, for pages that show something at once.

Each of the days has some, from as many areas and boroughs as can be, so that the reader's browser
(finder.js) has the next ones at hand on whichever day it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.pages.coming_days import coming_days
from connectdo.told.publication import Publication

DAYS = 7
AT_HAND, SHOWN = 7, 6
"""How many are sent with a page, and how many of them are shown at a time."""


def soonest(publication: Publication, boroughs: Sequence[str]) -> list[Record[Listing]]:
    """At most ``AT_HAND`` listings of these boroughs, the next ones first. No building that is
    simply open is among them."""
    by_day: list[dict[str, tuple[str, Record[Listing]]]] = [{} for _ in range(DAYS)]
    starts: dict[str, str] = {}
    for borough in boroughs:
        for ahead, listing, each in coming_days(publication, borough, DAYS):
            by_day[ahead].setdefault(listing.ref, (str(each.start), listing))
            starts.setdefault(listing.ref, str(each.start))
    found: dict[str, Record[Listing]] = {}
    used: Counter[str] = Counter()
    while any(by_day) and len(found) < AT_HAND:
        for day in by_day:
            for ref in found:
                day.pop(ref, None)
            if day and len(found) < AT_HAND:
                # Of a day what begins late: at noon of that day it is still to come.
                ref, (_, listing) = max(
                    day.items(),
                    key=lambda one: (
                        -used[one[1][1].data.area] - used[one[1][1].borough],
                        one[1][0],
                        one[0],
                    ),
                )
                found[ref] = listing
                used.update((listing.data.area, listing.borough))
    return sorted(found.values(), key=lambda each: (starts[each.ref], each.ref))
