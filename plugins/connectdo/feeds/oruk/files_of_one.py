"""Which files of Open Referral UK are about one thing alone, by the ids that its key leads to.

What else speaks of it (the lists, a service's organisation) is made again by the next build.
"""

from __future__ import annotations

from collections.abc import Iterator

from connectdo.data.directory import Record
from connectdo.data.model import Listing, Part
from connectdo.feeds.oruk.json_writing import id_of
from connectdo.told.urls import ORUK

WITHOUT_A_VENUE = ("online", "by-phone", "meets")
"""How a listing may be on that has no venue: part of the id of its place."""


def files_of_one(record: Record[Part], venues: list[str]) -> Iterator[str]:
    """The files of a listing or an organisation; ``venues`` are the keys of where it is on."""
    if record.noun == "organisation":
        yield f"{ORUK}organizations/{id_of(record.key)}"
    if not isinstance(record.data, Listing):
        return
    yield f"{ORUK}services/{id_of(record.key)}"
    places = [id_of(key) for key in venues]
    places += [id_of("location", record.key, how) for how in WITHOUT_A_VENUE]
    for place in places:
        yield f"{ORUK}service_at_locations/{id_of('service_at_location', record.key, place)}"
