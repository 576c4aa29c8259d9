"""Prices as people write them, as the schema's cost or as a note."""

from __future__ import annotations

import pytest

from connectdo.contribute.taken_apart.not_sure import NotSure
from connectdo.contribute.taken_apart.prices import cost_in
from connectdo.data.model import Listing
from connectdo.data.source import Mark, Source
from connectdo.data.validating import validate


@pytest.mark.parametrize(
    ("cell", "cost"),
    [
        ("Free", "free"),
        ("FREE!", "free"),
        ("free of charge", "free"),
        ("Free entry", "free"),
        ("It is free", "free"),
        ("no charge", "free"),
        ("There is no charge.", "free"),
        ("FOC", "free"),
        ("Nil", "free"),
        ("0", "free"),
        ("£0.00", "free"),
        ("free (donations welcome)", {"free": "yes", "note": "Donations welcome"}),
        ("Free, but donations appreciated", {"free": "yes", "note": "Donations appreciated"}),
        ("Free\nDonations welcome", {"free": "yes", "note": "Donations welcome"}),
        ("Free (booking essential)", {"free": "yes", "note": "Booking essential"}),
        ("3.5", {"pounds": "3.50"}),
        ("3", {"pounds": "3.00"}),
        ("0.5", {"pounds": "0.50"}),
        ("£3.50", {"pounds": "3.50"}),
        ("£ 3.5", {"pounds": "3.50"}),
        ("GBP 3.50", {"pounds": "3.50"}),
        ("3 pounds", {"pounds": "3.00"}),
        ("50p", {"pounds": "0.50"}),
        ("£1,200", {"pounds": "1200.00"}),
        ("3.50 per session", {"pounds": "3.50"}),
        ("£3.50/session", {"pounds": "3.50"}),
        ("£3 pp", {"pounds": "3.00"}),
        ("£3 per person per session", {"pounds": "3.00"}),
        ("£3 p.p.", {"pounds": "3.00"}),
        ("£3 on the door", {"pounds": "3.00"}),
        ("Cost: £3.50", {"pounds": "3.50"}),
        ("£20 per month", {"pounds": "20.00", "note": "Per month"}),
        ("£4 per hour", {"pounds": "4.00", "note": "Per hour"}),
        ("£20 annual membership", {"pounds": "20.00", "note": "Annual membership"}),
        ("£3.50 (includes tea)", {"pounds": "3.50", "note": "Includes tea"}),
        ("£2 a session, incl. tea and cake", {"pounds": "2.00", "note": "Incl. tea and cake"}),
        ("£5 (first session free)", {"pounds": "5.00", "note": "First session free"}),
        ("£3 per session (free for carers)", {"pounds": "3.00", "note": "Free for carers"}),
        ("£3-£5", {"from": "3.00", "to": "5.00"}),
        ("£3 – 5", {"from": "3.00", "to": "5.00"}),
        ("3-5", {"from": "3.00", "to": "5.00"}),
        ("from £3 to £5 per class", {"from": "3.00", "to": "5.00"}),
        ("between £3 and £5", {"from": "3.00", "to": "5.00"}),
        ("Free - £5", {"from": "0.00", "to": "5.00"}),
        ("£5 / £3 concessions", {"pounds": "5.00", "concession": "3.00"}),
        ("£5 (£3 conc.)", {"pounds": "5.00", "concession": "3.00"}),
        ("£5, concs £3", {"pounds": "5.00", "concession": "3.00"}),
        ("£5 or £3 concession", {"pounds": "5.00", "concession": "3.00"}),
        ("£5.00 full price, £3.00 low income", {"pounds": "5.00", "concession": "3.00"}),
        ("£3.50 waged / £2 unwaged", {"pounds": "3.50", "concession": "2.00"}),
        ("£4.00 per class (£3 unwaged)", {"pounds": "4.00", "concession": "3.00"}),
        ("£5 adults, £3 children", {"pounds": "5.00", "note": "£5 adults, £3 children"}),
        ("Adults £5, OAPs £3", {"pounds": "5.00", "note": "Adults £5, OAPs £3"}),
        ("Donations welcome", {"donation": "yes"}),
        ("By donation", {"donation": "yes"}),
        ("Suggested donation", {"donation": "yes"}),
        ("Pay what you can", {"donation": "yes"}),
        ("£2 suggested donation", {"donation": "yes", "note": "£2 suggested donation"}),
        ("Suggested donation: £3", {"donation": "yes", "note": "Suggested donation: £3"}),
        ("\u200b£3\u00a0per\u00a0session", {"pounds": "3.00"}),
    ],
)
def test_a_price_becomes_a_cost_that_a_check_accepts(cell: str, cost: object) -> None:
    found = cost_in(cell)
    assert found == cost
    ways = {"free", "pounds", "donation", "from"}
    assert found == "free" or len(ways & set(found)) == 1
    written = Source("l.md", {"cost": found}, Mark(0), "")
    read = validate(Listing, written, "listing")
    assert [each for each in read.problems if each.field.startswith("cost")] == []


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("TBC", "the price is not fixed yet"),
        ("Varies", "the price changes"),
        ("Prices vary", "the price changes"),
        ("Please contact the organiser", "it asks people to get in touch about the price"),
        ("POA", "it asks people to get in touch about the price"),
        ("£5/£3", "it is not clear who pays which price"),
        ("members £3, non-members £5", "it is not clear who pays which price"),
        ("Membership £12 a year plus £2 a week", "it is not clear who pays which price"),
        ("£3 / £5 concessions", "it is not clear who pays which price"),
        ("£5-£3", "it is not clear who pays which price"),
        ("From £3", "it says only one end of the price"),
        ("£3+", "it says only one end of the price"),
        ("up to £5", "it says only one end of the price"),
        ("€5", "it is not in pounds"),
        ("$5", "it is not in pounds"),
        ("3,50", "it is no price that is understood"),
        ("£3.505", "it is no price that is understood"),
        ("-3", "it is no price that is understood"),
        ("2026", "it is no price that is understood"),
        ("1e5", "it is no price that is understood"),
        ("£25 for 10 weeks", "it is no price that is understood"),
        ("First session free, then £5", "it is no price that is understood"),
        ("Free for residents", "it is no price that is understood"),
        ("None", "it is no price that is understood"),
        ("مجاني", "it is no price that is understood"),
        ("£" * 100_000, "it is too long for a price"),
        ("free " + "-" * 180, "it is no price that is understood"),
    ],
)
def test_a_price_that_does_not_say_all_is_a_note(cell: str, cause: str) -> None:
    found = cost_in(cell)
    assert isinstance(found, NotSure)
    assert found.cause == cause


@pytest.mark.parametrize("cell", ["", "n/a", "-", "  "])
def test_a_cell_without_a_price_says_nothing(cell: str) -> None:
    assert cost_in(cell) is None
