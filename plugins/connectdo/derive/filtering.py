"""What the finder's filters ask of a listing: one question for each choice that can be ticked.

A group is either of any ("Tuesday or Friday") or of all ("free and quiet"). theme/static/js/
find-facts.js asks the same questions of the same facts on the reader's device; this is what it is
held against (tests/fixtures/cases/filtering.yml). It knows no words and no page.
"""

from __future__ import annotations

from connectdo.derive.dates import PARTS_OF_DAY
from connectdo.derive.facets import Facets

ALL_OF = ("is", "access")
"""Groups of which everything that is ticked must be true; of the others one is enough."""
LIKED = ("today", "week", "free", "quiet", "buddy", "turn-up", "home", "pay-what-you-can")
"""What ``is`` asks: on today, in the seven days from today, no cost, quiet, someone with you, no
booking, from home, a donation in place of a price."""
ON_ITS_DAY = ("today", "week")
"""What ``is`` asks of dates: only the clock of whoever reads can tell."""
AGES = ((0, 15), (16, 17), (18, 24), (25, 49), (50, 64), (65, 120))
"""The ages that can be ticked, both ends included."""
JUST_OVER = 1.0
"""Miles over the border that still count as here, where no distance was chosen."""
MILES = (1, 2, 3, 5)
"""The distances that can be chosen."""


def age_value(band: tuple[int, int]) -> str:
    """How a band of ages stands in an address: ``18-24``."""
    return f"{band[0]}-{band[1]}"


def fits(facts: Facets, group: str, value: str, *, not_known: bool = False) -> bool:
    """Whether one choice alone is true of a listing.

    ``not_known`` lets an access term pass of which nobody said yes or no. What is
    ``ON_ITS_DAY`` needs dates and is never true here. A listing without ages is for every age.
    """
    match group:
        case "area":
            return facts.area == value
        case "kind":
            return facts.kind == value
        case "interest":
            return value in facts.interests
        case "is" if value == "home":
            return bool({"online", "by-phone"} & facts.flags)
        case "is":
            return value in facts.flags
        case "access":
            return value in facts.yes or (not_known and value not in facts.no)
        case "who":
            return value in facts.people
        case "language":
            return value in facts.languages
        case "day":
            return any(day == int(value) for day, _ in facts.times)
        case "part":
            return any(part == PARTS_OF_DAY.index(value) for _, part in facts.times)
        case "age":
            low, high = map(int, value.split("-"))
            return facts.ages is None or (facts.ages[0] <= high and (facts.ages[1] or 999) >= low)
    raise ValueError(f"{group} is not a group of the finder.")
