"""What a page says of its own age: when it was made, and that nobody has made it anew for too long.

A page knows the dates of its window; on the first day after it, the reader's browser shows the
notice made here. It knows the borough's team, and not what stands on the page.
"""

from __future__ import annotations

from connectdo.data.model import BoroughStatus
from connectdo.derive.freshness import full_date
from connectdo.pages.page_parts import Aged
from connectdo.told.publication import Publication
from connectdo.told.reaching import ask_by, ways_of_team
from connectdo.told.shapes import Way
from connectdo.told.wording import EXAMPLE_TEAM


def made_words(publication: Publication) -> str:
    """In which week the page was made."""
    return f"Made in the week of {full_date(publication.monday)}."


def aged_of(publication: Publication, borough: str = "", others: tuple[Way, ...] = ()) -> Aged:
    """The notice of a page that nobody renews: whom to ask is the borough's team.

    ``others`` are asked where there is no team; without anyone it says only what to do.
    """
    record = publication.directory.boroughs.get(borough)
    team = record.data.team if record else None
    live = record is not None and record.data.status is BoroughStatus.LIVE
    way = next(iter(ways_of_team(team, live=live) if team else others), None)
    invented = "" if live else f" ({EXAMPLE_TEAM})"
    name = f"{team.name}{invented}, " if team and way else ""
    whom = f"{ask_by(way.kind)}: {name}" if way else "Ring before you go: times change."
    return Aged(
        publication.window_ends.isoformat(),
        f"This page was made in the week of {full_date(publication.monday)}, "
        f"and nobody has renewed it since. {whom}",
        way,
    )
