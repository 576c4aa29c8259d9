"""Our fields in Open Referral UK: none is lost, and each stands where programs look for it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import site_samples
from every_field import ALL_LEAVES, EVERY, changed, leaves, published
from test_open_referral import every_field, files_of, service, shipped

from connectdo.data import formats as f
from connectdo.data import model
from connectdo.data.model import Listing
from connectdo.feeds.oruk import open_referral
from connectdo.feeds.oruk.left_out import NOT_SENT
from connectdo.feeds.stable_ids import permanent_id
from connectdo.told.publication import Publication


def bytes_of(publication: Publication) -> dict[str, bytes]:
    return dict(open_referral(publication, examples=True))


def is_sent(way: str) -> bool:
    """Whether some file changes when the field does."""
    thing = way.partition(".")[0]
    before, after = changed(way)
    return bytes_of(published({thing: before})) != bytes_of(published({thing: after}))


@pytest.mark.parametrize("way", ALL_LEAVES)
def test_every_field_of_the_model_is_sent_or_named_with_a_reason(way: str) -> None:
    assert is_sent(way) or way in NOT_SENT, f"{way} is lost: send it, or say why in left_out.py"


def test_every_reason_is_of_a_field_that_there_is() -> None:
    assert set(NOT_SENT) <= set(ALL_LEAVES)
    assert not is_sent("Listing.join.phone_may_be_public")


def test_a_new_field_that_nobody_sends_is_found() -> None:
    class WithOneMore(Listing):
        """One thing to join in with, and what to wear."""

        wear: f.Line | None = model.field("What to wear", "Clothes that are right for it.")

    assert "Listing.wear" in set(leaves(WithOneMore, "Listing")) - set(ALL_LEAVES)
    dressed = {"Listing": {**EVERY["Listing"], "wear": "Old shoes"}}
    assert bytes_of(published(dressed, WithOneMore)) == bytes_of(published())


def test_times_are_said_in_the_closed_words_of_the_standard() -> None:
    schedules = service(every_field())["schedules"]
    shed, first, second, day = schedules
    assert (shed["freq"], shed["interval"], shed["byday"]) == ("WEEKLY", 2, "TU")
    assert (shed["dtstart"], shed["valid_from"], shed["valid_to"]) == (
        "2026-09-08",
        "2026-09-08",
        "2027-07-20",
    )
    assert (shed["opens_at"], shed["closes_at"]) == ("10:00:00", "12:00:00")
    assert shed["notes"] == (
        "Bring gloves Only in school terms. Not on 22 December 2026. "
        "Not from 29 December 2026 to 5 January 2027. Not on bank holidays."
    )
    assert shed["connectdo_except"] == ["2026-12-22", "2026-12-29 to 2027-01-05"]
    assert [first["dtstart"], second["dtstart"]] == ["2026-12-05", "2026-12-12"]
    assert "freq" not in first
    assert "opens_at" not in day


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("day", ("WEEKLY", 1, "MO,TU,WE,TH,FR,SA,SU")),
        (["Monday", "Friday"], ("WEEKLY", 1, "MO,FR")),
        ("first Tuesday of the month", ("MONTHLY", 1, "1TU")),
        ("last Friday of the month", ("MONTHLY", 1, "-1FR")),
    ],
)
def test_a_session_comes_back_in_weeks_or_months(
    every: object, expected: tuple[str, int, str]
) -> None:
    fields = {**EVERY["Listing"], "when": [{"every": every}]}
    (one,) = service(files_of(published({"Listing": fields})))["schedules"]
    assert (one["freq"], one["interval"], one["byday"]) == expected


STATUSES: dict[str, tuple[dict[str, Any], str]] = {
    "active": ({"when": [{"every": "Tuesday"}], "status": "active"}, "active"),
    "paused": ({}, "temporarily closed"),
    "closed": ({"status": "closed"}, "defunct"),
    "an idea": ({"status": "idea"}, "inactive"),
    "over": ({"status": "active", "when": [{"on": "2026-10-01"}]}, "inactive"),
    "lapsed": (
        {
            "status": "active",
            "when": [{"every": "Tuesday"}],
            "checked": {"on": "2024-01-01", "by": "team"},
            "source": None,
        },
        "inactive",
    ),
}


@pytest.mark.parametrize("state", STATUSES)
def test_what_is_paused_closed_an_idea_over_or_lapsed_is_not_active(state: str) -> None:
    fields, expected = STATUSES[state]
    found = service(files_of(published({"Listing": {**EVERY["Listing"], **fields}})))
    assert found["status"] == expected
    assert ("alert" in found) == (state != "active")


def test_a_check_and_a_change_are_different_days() -> None:
    found = service(every_field())
    assert found["assured_date"] == "2026-10-03"
    assert found["last_modified"] == "2026-10-01T00:00:00Z"


def test_a_number_is_where_programs_look_for_it() -> None:
    found = service(every_field())
    assert [(each["type"], each["number"]) for each in found["phones"]] == [
        ("voice", "07700 900101"),
        ("text", "07700 900102"),
    ]
    assert found["contacts"][0]["phones"] == found["phones"]
    assert found["languages"][0]["code"] == "en"


def test_an_address_has_its_parts_and_a_private_one_is_nowhere() -> None:
    at = service(every_field())["service_at_locations"]
    location = next(each["location"] for each in at if each["location"]["name"] == "The Hall")
    (address,) = location["addresses"]
    assert (address["address_1"], address["address_2"]) == ("Top floor", "12 High Street")
    assert (address["city"], address["postal_code"]) == ("London", "ZA1 1AA")
    assert (location["latitude"], location["longitude"]) == (51.501, -0.101)
    private = {"Venue": {**EVERY["Venue"], "private": "yes"}}
    written = b"".join(bytes_of(published(private)).values()).decode()
    for secret in ("ZA1 1AA", "High Street", "51.501", "latitude", "addresses"):
        assert secret not in written


def test_who_is_online_is_at_a_virtual_place() -> None:
    fields = {name: value for name, value in EVERY["Listing"].items() if name != "venue"}
    found = service(files_of(published({"Listing": {**fields, "when": []}})))
    (at,) = found["service_at_locations"]
    assert at["location"]["location_type"] == "virtual"


def test_a_rename_changes_no_id() -> None:
    read = published()
    record = read.directory.listings["ashmoor/gardening"]
    renamed = dataclasses.replace(record, id="beans")
    assert renamed.key == record.key
    directory = dataclasses.replace(read.directory, listings={renamed.ref: renamed})
    again = dataclasses.replace(read, directory=directory)
    assert {*bytes_of(again)} == {*bytes_of(read)}
    assert f"services/{permanent_id(record.key)}" in every_field()


def test_the_same_listings_give_the_same_bytes() -> None:
    assert bytes_of(published()) == bytes_of(published())


def test_invented_things_and_drafts_are_in_no_file() -> None:
    shown = site_samples.publication()
    real = [each for each in shown.directory.listings.values() if not each.data.example]
    assert len(shipped(False)["services/index.json"]["contents"]) == len(real) > 50
    assert all("Example: not a real group" not in str(each) for each in shipped(False).values())
    assert files_of(published({"Listing": {**EVERY["Listing"], "example": "yes"}}), examples=False)[
        "services/index.json"
    ]["empty"]
    read = published()
    record = read.directory.boroughs["ashmoor"]
    draft = dataclasses.replace(
        record, data=record.data.model_copy(update={"status": model.BoroughStatus.DRAFT})
    )
    directory = dataclasses.replace(
        read.directory, boroughs={**read.directory.boroughs, "ashmoor": draft}
    )
    hidden = files_of(dataclasses.replace(read, directory=directory))
    assert hidden["services/index.json"]["contents"] == []
    assert hidden["organizations/index.json"]["contents"] == []
