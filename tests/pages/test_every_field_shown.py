"""A field that is asked is shown: none is kept from readers without a reason."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from every_field import ALL_LEAVES, EVERY, changed, leaves, published
from shipped_theme import environment_of

from connectdo.data import formats as f
from connectdo.data import model
from connectdo.data.model import Listing
from connectdo.pages.contents import all_pages
from connectdo.pages.not_shown import NOT_SHOWN
from connectdo.told.publication import Publication

OWN_PAGES = ("listing.html", "organisation.html", "venue.html", "moved.html")
THEME = environment_of(Path(__file__).resolve().parents[2] / "theme")


def shown(publication: Publication) -> dict[str, str]:
    """The pages of things, by their addresses, as readers get them."""
    # Its own coordinates say where the venue is; the small project has no outlines.
    placeless = dataclasses.replace(publication.directory, geography=None)
    return {
        page.address: THEME.get_template(page.template).render(view=page.view())
        for page in all_pages(dataclasses.replace(publication, directory=placeless))
        if page.template in OWN_PAGES
    }


BESIDE = {
    "Listing.meets": ("online",),
    "Listing.lasting": ("funded_until",),
    "Listing.when.starts": ("status", "paused"),
    "Listing.when.except_days": ("status", "paused"),
    "Listing.source.retrieved": ("checked",),
    "Listing.cost.free": (
        "cost.pounds",
        "cost.concession",
        "cost.donation",
        "cost.from",
        "cost.to",
    ),
    "Listing.cost.donation": ("cost.free", "cost.pounds", "cost.concession"),
    "Listing.cost.from_pounds": ("cost.free", "cost.pounds", "cost.concession", "cost.donation"),
    "Listing.cost.to_pounds": ("cost.free", "cost.pounds", "cost.concession", "cost.donation"),
    "Venue.near": ("postcode", "coordinates"),
}
"""Fields that say nothing beside others, which are left out for their sake."""


def is_shown(way: str) -> bool:
    """Whether some page of a thing changes when the field does."""
    thing = way.partition(".")[0]
    pages = []
    for fields in changed(way):
        for name in BESIDE.get(way, ()):
            group, _, inner = name.rpartition(".")
            (fields[group] if group else fields).pop(inner, None)
        pages.append(shown(published({thing: fields})))
    before, after = pages
    return before != after


@pytest.mark.parametrize("way", ALL_LEAVES)
def test_every_field_of_the_model_is_shown_or_named_with_a_reason(way: str) -> None:
    assert is_shown(way) or way in NOT_SHOWN, f"{way} is asked and never shown"


def test_every_reason_is_of_a_field_that_no_page_shows() -> None:
    assert set(NOT_SHOWN) <= set(ALL_LEAVES)
    assert {way for way in NOT_SHOWN if is_shown(way)} == set()


def test_a_new_field_that_nobody_shows_is_found() -> None:
    class WithOneMore(Listing):
        """One thing to join in with, and what to wear."""

        wear: f.Line | None = model.field("What to wear", "Clothes that are right for it.")

    assert "Listing.wear" in set(leaves(WithOneMore, "Listing")) - set(ALL_LEAVES)
    dressed = {"Listing": {**EVERY["Listing"], "wear": "Old shoes"}}
    assert shown(published(dressed, WithOneMore)) == shown(published())
