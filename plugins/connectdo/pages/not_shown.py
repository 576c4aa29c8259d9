"""The fields of the model that no page of a thing shows, and why.

Every other field is shown on the page of its listing, organisation or venue. A test changes each
field in turn and looks whether a page changes.
"""

from __future__ import annotations

_CONSENT = "It is a note that the number's owner agreed. The number itself is shown."
_DAYS = "It is for teams and feeds: lists put the newest first, and Atom says what changed."
_CHECK = "A page says how sure we are of what is on. A check of this is for the team that rings."
_SOURCE = ("name", "url", "licence", "retrieved")
_NAMED_ONCE = "The page about the data names every source once, with its licence."

NOT_SHOWN: dict[str, str] = {
    "Listing.kind": "Its times and words say it; lists put places last and events by month.",
    "Listing.added": _DAYS,
    "Listing.updated": _DAYS,
    "Listing.join.phone_may_be_public": _CONSENT,
    "Organisation.added": _DAYS,
    "Organisation.updated": _DAYS,
    "Organisation.phone_may_be_public": _CONSENT,
    **{f"Organisation.checked.{name}": _CHECK for name in ("on", "by")},
    **{f"Organisation.source.{name}": _NAMED_ONCE for name in _SOURCE},
    "Venue.added": _DAYS,
    "Venue.updated": _DAYS,
    **{f"Venue.checked.{name}": _CHECK for name in ("on", "by")},
    **{f"Venue.source.{name}": _NAMED_ONCE for name in _SOURCE},
}
"""A field by its way through the model → why readers do not see it."""
