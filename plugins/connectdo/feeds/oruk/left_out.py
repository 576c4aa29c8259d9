"""The fields of the model that Open Referral UK does not get from us, and why.

Every other field is sent. A test changes each field in turn and looks whether a file changes.
"""

from __future__ import annotations

_INVENTED = "Invented things are never in open data."
_CONSENT = "It is a note that the number's owner agreed. The number itself is sent."
_FIRST_ID = "It makes the UUIDs, which are those of the first id for ever."

NOT_SENT: dict[str, str] = {
    "Listing.event_of": "The standard knows no service of another service; our page says it.",
    "Listing.example": _INVENTED,
    "Listing.formerly": _FIRST_ID,
    "Listing.join.phone_may_be_public": _CONSENT,
    "Organisation.example": _INVENTED,
    "Organisation.formerly": _FIRST_ID,
    "Organisation.phone_may_be_public": _CONSENT,
    "Venue.example": _INVENTED,
    "Venue.formerly": _FIRST_ID,
}
"""A field by its way through the model → why it is not sent."""
