"""Organisations and venues, with much to say and with little, and what has moved, as examples."""

from __future__ import annotations

from markupsafe import Markup

from connectdo.pages.catalogue.frame import Sample, chrome
from connectdo.pages.catalogue.parts import (
    ACCESS,
    ASK,
    CARDS,
    DEAD_WAYS,
    EXAMPLE,
    GETTING_THERE,
    MAP,
)
from connectdo.pages.thing_pages import MovedView, OrganisationView, VenueView
from connectdo.told.shapes import Link

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "organisation",
        "organisation.html",
        OrganisationView(
            chrome("Brockwell Growers"),
            "Brockwell Growers",
            "Community group",
            Markup("<p>Neighbours who share one growing yard.</p>"),
            (EXAMPLE,),
            DEAD_WAYS,
            "1234567",
            CARDS[:2],
            "",
            Link("#suggest", "Something wrong? Tell us"),
        ),
    ),
    Sample(
        "organisation-sparse",
        "organisation.html",
        OrganisationView(
            chrome("Cake club"),
            "Cake club",
            "",
            Markup(""),
            (),
            (),
            "",
            (),
            "Nothing is listed here at the moment.",
            Link("#suggest", "Something wrong? Tell us"),
        ),
    ),
    Sample(
        "venue",
        "venue.html",
        VenueView(
            chrome("Larkspur Hall", "map.css", "place.css"),
            "Larkspur Hall",
            ("12 High Street", "Brixton", "SW2 1AA"),
            (),
            GETTING_THERE,
            ACCESS,
            ASK,
            MAP,
            Link("https://example.org/map", "Open in a map"),
            CARDS[:3],
            "",
            Link("#suggest", "Something wrong? Tell us"),
        ),
    ),
    Sample(
        "venue-private",
        "venue.html",
        VenueView(
            chrome("A member's kitchen", "map.css", "place.css"),
            "A member's kitchen",
            ("This is a private place. Ask the people who run it for the address.", "SW2"),
            (EXAMPLE,),
            (),
            (),
            "We do not know yet how easy it is to get in. Ask them.",
            None,
            None,
            (),
            "Nothing is listed here at the moment.",
            Link("#suggest", "Something wrong? Tell us"),
        ),
    ),
    Sample(
        "moved",
        "moved.html",
        MovedView(
            chrome("This page has moved", refresh="#new"),
            "This page has moved",
            Link("#new", "Tuesday gardening"),
        ),
    ),
)
