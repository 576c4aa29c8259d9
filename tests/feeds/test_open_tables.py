"""The spreadsheets and the map of venues: whole, safe to open, and without what is private."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
import site_samples
from every_field import EVERY, published

from connectdo.feeds.tables import COLUMNS, tables
from connectdo.feeds.venues_map import venues_map
from connectdo.told.publication import Publication

Rows = list[dict[str, str]]


def rows_of(publication: Publication, path: str, *, examples: bool = True) -> Rows:
    """A spreadsheet as Python reads it."""
    text = dict(tables(publication, examples=examples))[path].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def map_of(publication: Publication, *, examples: bool = True) -> Any:
    ((path, octets),) = venues_map(publication, examples=examples)
    assert path == "data/venues.geojson"
    return json.loads(octets)


# --- spreadsheets --------------------------------------------------------------------------------


def test_there_is_one_row_for_each_listing_and_one_file_for_each_borough() -> None:
    shown = site_samples.publication()
    listings = list(shown.directory.listings.values())
    rows = rows_of(shown, "data/listings.csv")
    assert len(rows) == len(listings)
    assert len({row["Id"] for row in rows}) == len(rows)
    for borough in shown.boroughs:
        own = {row["Page"] for row in rows_of(shown, f"data/{borough.id}.csv")}
        also = shown.directory.shown_in(borough.id)
        assert own == {f"https://example.org/{each.borough}/listing/{each.id}/" for each in also}


def test_real_listings_alone_are_in_it_unless_examples_are_asked_for() -> None:
    shown = site_samples.publication()
    real = [each for each in shown.directory.listings.values() if not each.data.example]
    rows = rows_of(shown, "data/listings.csv", examples=False)
    assert [row["Name"] for row in rows] == [each.data.name for each in real]
    for row in rows:
        assert row["Licence"] == "Open Government Licence v3.0"
        assert row["How sure we are"].startswith("Real place, from public data of")


def test_every_cell_says_what_the_listing_says() -> None:
    (row,) = rows_of(published(), "data/listings.csv")
    told = {name: value for name, value in row.items() if name not in ("Id", "When", "Where")}
    assert row["When"] == (
        "Every two weeks on Tuesday in term time, 10am to 12 noon, from 8 September to 20 July; "
        "Saturday 5 and 12 December, 10pm to 1am the next day; Saturday 19 December, all day"
    )
    assert told == {
        "Name": "Gardening",
        "In one sentence": "Grow beans with friendly neighbours.",
        "Borough": "Ashmoor",
        "Also in": "Birchley",
        "Area": "Out and about",
        "Kind": "class",
        "Interests": "Gardening",
        "Status": "paused",
        "Organisation": "Growers",
        "Address": "Top floor, 12 High Street, London",
        "Postcode": "ZA1 1AA",
        "Cost": "£3.50 (£2 if you are on a low income)",
        "Ages": "18 to 65",
        "Who it is for": "Only for people who live in Ashmoor; Carers; Kind",
        "How to join": "Ask first",
        "Phone": "07700 900101",
        "Text": "07700 900102",
        "E-mail": "hello@example.org",
        "Website": "https://beans.example.org/",
        "Access": "Step-free",
        "Languages": "English",
        "Description": "Beans, *mostly*.",
        "Checked": "2026-10-03",
        "How sure we are": "Checked by the borough’s team on 3 October 2026.",
        "Updated": "2026-10-01",
        "Page": "https://example.org/ashmoor/listing/gardening/",
        "Source": "A list",
        "Licence": "Open Government Licence v3.0",
    }
    assert tuple(row) == COLUMNS


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_cell_that_looks_like_a_formula_is_text(start: str) -> None:
    evil = f'{start}HYPERLINK("https://evil.example.org","x"), and "more"'
    fields = {"Listing": {**EVERY["Listing"], "summary": evil, "description": f"Two\n\n{start}1"}}
    (row,) = rows_of(published(fields), "data/listings.csv")
    assert row["In one sentence"] == f"'{evil}"
    assert row["Description"] == f"Two\n\n{start}1"
    assert all(value[:1] not in "=+-@" for value in row.values() if value)


def test_a_spreadsheet_knows_its_letters_and_lines() -> None:
    octets = dict(tables(published(), examples=True))["data/listings.csv"]
    assert octets.startswith(b"\xef\xbb\xbfId,Name,")
    assert octets.endswith(b"\r\n")


def test_the_columns_have_names_of_their_own_in_a_stable_order() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert COLUMNS[:4] == ("Id", "Name", "In one sentence", "Borough")


# --- the map -------------------------------------------------------------------------------------


def test_every_venue_of_the_map_lies_in_its_borough_longitude_first() -> None:
    shown = site_samples.publication()
    assert shown.directory.geography
    outlines = {
        shown.borough(id).name: [point for ring in outline.rings for point in ring]
        for id, outline in shown.directory.geography.outlines.items()
    }
    found = map_of(shown, examples=False)
    assert found["type"] == "FeatureCollection"
    assert any("Crown copyright" in each for each in found["attributions"])
    assert len(found["features"]) > 50
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert feature["geometry"]["type"] == "Point"
        longitude, latitude = feature["geometry"]["coordinates"]
        properties = feature["properties"]
        edge = outlines[properties["borough"]]
        spare = 0.003  # outlines are worked out from postcodes and made simpler
        west, east = min(p.longitude for p in edge), max(p.longitude for p in edge)
        south, north = min(p.latitude for p in edge), max(p.latitude for p in edge)
        assert west - spare <= longitude <= east + spare, properties["name"]
        assert south - spare <= latitude <= north + spare, properties["name"]
        assert properties["page"].startswith("https://example.org/")
        assert properties["licence"]
        for listing in properties["listings"]:
            assert listing["page"].startswith("https://example.org/")


def test_a_venue_of_the_map_says_where_it_is_and_what_is_on() -> None:
    (feature,) = map_of(published())["features"]
    assert feature["geometry"]["coordinates"] == [-0.101, 51.501]
    assert feature["properties"] == {
        "name": "The Hall",
        "borough": "Ashmoor",
        "page": "https://example.org/ashmoor/venue/hall/",
        "listings": [
            {"name": "Gardening", "page": "https://example.org/ashmoor/listing/gardening/"}
        ],
        "address": "Top floor, 12 High Street, London",
        "postcode": "ZA1 1AA",
        "source": "A list",
        "licence": "Open Government Licence v3.0",
    }


def test_a_private_venue_is_not_on_the_map_and_its_address_is_in_no_row() -> None:
    met = {
        name: value for name, value in EVERY["Listing"].items() if name not in ("online", "meets")
    }
    private = published({"Venue": {**EVERY["Venue"], "private": "yes"}, "Listing": met})
    assert map_of(private)["features"] == []
    (row,) = rows_of(private, "data/listings.csv")
    assert row["Address"] == row["Postcode"] == ""
    assert row["Where"] == "The Hall, ZA1 1"
    assert "ZA1 1AA" not in str(row)


def test_a_venue_known_by_half_a_postcode_is_not_on_the_map() -> None:
    fields = {
        name: value
        for name, value in EVERY["Venue"].items()
        if name not in ("postcode", "coordinates", "address")
    }
    assert map_of(published({"Venue": fields}))["features"] == []
