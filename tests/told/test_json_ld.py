"""What search engines read: true, whole by their own rules, safe, and silent about examples."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest
from small_project import GARDENING, GROWERS, HALL, TODAY, listing, write_project

from connectdo.data.reading import read_directory
from connectdo.told.json_ld import listing_data, organisation_data, venue_data
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

pytestmark = pytest.mark.reads_a_day

REAL = {
    GROWERS: "name: Growers\nphone: 020 7946 0111\nadded: 2026-09-01\nabout: We *grow* beans.\n",
    HALL: "name: The Hall\npostcode: ZA1 1AA\naddress: [1 High Street]\nadded: 2026-09-01\n",
}
WHEN = """\
when:
  - every: Tuesday
    from: 10:00
    to: 12:00
    except: [2026-12-22 to 2027-01-03]
  - every: last Friday of the month
    from: 19:00
cost: {pounds: 3.50}
"""


def publication(folder: Path, files: dict[str, Any], today: dt.date = TODAY) -> Publication:
    """The small project with these files, as it would be published."""
    directory = read_directory(write_project(folder, files), today).directory
    settings = Settings(name="Find", forge_url="https://forge.example.org", suggest_email="a@b.org")
    return Publication(
        directory, today, Site("https://example.org/"), settings, {"style.css": "style.css"}
    )


def event(folder: Path, fields: str, *, without: str = "", **changes: str) -> dict[str, Any] | None:
    """The data of the small project's listing, made real, with these fields."""
    text = listing(fields, without=f"example {without}")
    made = publication(folder, {**REAL, **changes, GARDENING: text})
    found = listing_data(made, made.directory.listings["ashmoor/gardening"])
    return json.loads(found) if found else None


def what_is_wrong(data: dict[str, Any]) -> list[str]:
    """What Google's rules for events, and schema.org's for the rest, find missing or misshapen."""
    wrong = []
    if data.get("@context") != "https://schema.org":
        wrong.append("@context")
    kind = data.get("@type")
    needed = {
        "Event": ("name", "startDate", "location", "url", "eventStatus", "eventAttendanceMode"),
        "Place": ("name", "address", "url"),
        "Organization": ("name", "url"),
    }
    wrong += [name for name in needed.get(str(kind), ("@type",)) if not data.get(name)]
    if kind == "Event":
        where = data.get("location") or {}
        if where.get("@type") == "Place" and not where.get("address"):
            wrong.append("location.address")
        if where.get("@type") == "VirtualLocation" and not where.get("url"):
            wrong.append("location.url")
        for name in ("startDate", "endDate"):
            value = data.get(name, "2026-01-01")
            if not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?", value):
                wrong.append(name)
    for hours in data.get("openingHoursSpecification", ()):
        if not (hours.get("dayOfWeek") and hours.get("opens") and hours.get("closes")):
            wrong.append("openingHoursSpecification")
    return wrong


def test_an_event_has_everything_that_is_required_and_its_schedule(tmp_path: Path) -> None:
    found = event(tmp_path, WHEN)
    assert found
    assert what_is_wrong(found) == []
    assert found["startDate"] == "2026-11-24T10:00:00+00:00"
    assert found["endDate"] == "2026-11-24T12:00:00+00:00"
    assert found["location"]["address"]["postalCode"] == "ZA1 1AA"
    assert found["location"]["geo"]["latitude"] == 51.5
    assert found["offers"]["price"] == "3.50"
    assert found["offers"]["priceCurrency"] == "GBP"
    weekly, monthly = found["eventSchedule"]
    assert weekly["repeatFrequency"] == "P1W"
    assert weekly["byDay"] == ["https://schema.org/Tuesday"]
    assert weekly["exceptDate"] == ["2026-12-22", "2026-12-29"]
    assert monthly["repeatFrequency"] == "P1M"
    assert monthly["byDay"] == ["-1FR"]


def test_the_start_is_after_this_week_and_in_london_time_in_summer_too(tmp_path: Path) -> None:
    made = publication(
        tmp_path,
        {**REAL, GARDENING: listing(WHEN, without="example checked")},
        dt.date(2026, 6, 1),
    )
    found = listing_data(made, made.directory.listings["ashmoor/gardening"])
    assert found and json.loads(found)["startDate"] == "2026-06-09T10:00:00+01:00"


@pytest.mark.parametrize(
    ("fields", "without", "location"),
    [
        (
            "online: yes\njoin: {how: book, website: https://meet.example.org/}\n",
            "venue",
            {"@type": "VirtualLocation", "url": "https://meet.example.org/"},
        ),
        (
            "meets: A different park each week\n",
            "venue",
            {
                "@type": "Place",
                "name": "A different park each week",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": "Ashmoor",
                    "addressRegion": "Greater London",
                    "addressCountry": "GB",
                },
            },
        ),
    ],
)
def test_an_event_without_a_venue_says_where_it_is_all_the_same(
    tmp_path: Path, fields: str, without: str, location: dict[str, Any]
) -> None:
    found = event(tmp_path, fields + WHEN, without=without)
    assert found and found["location"] == location
    assert what_is_wrong(found) == []


@pytest.mark.parametrize(
    ("fields", "without"),
    [
        ("", ""),
        ("by_phone: yes\n" + WHEN, "venue"),
        ("status: idea\n" + WHEN, ""),
        ("status: closed\n" + WHEN, ""),
        ("when:\n  - on: 2026-11-01\n", ""),
    ],
    ids=["no date", "by phone", "an idea", "closed", "over"],
)
def test_nothing_is_said_where_a_needed_fact_is_missing_or_past(
    tmp_path: Path, fields: str, without: str
) -> None:
    assert event(tmp_path, fields, without=without) is None


def test_a_place_has_its_opening_hours(tmp_path: Path) -> None:
    hours = (
        "kind: place\nwhen:\n  - {every: [Monday, Friday], from: 09:00, to: 17:30}\ncost: free\n"
    )
    found = event(tmp_path, hours)
    assert found
    assert what_is_wrong(found) == []
    assert found["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Friday"],
            "opens": "09:00",
            "closes": "17:30",
        }
    ]
    assert found["isAccessibleForFree"] is True


def test_organisations_and_venues_have_theirs(tmp_path: Path) -> None:
    made = publication(tmp_path, {**REAL, GARDENING: listing(without="example")})
    growers = organisation_data(made, made.directory.organisations["ashmoor/growers"])
    hall = venue_data(made, made.directory.venues["ashmoor/hall"])
    assert growers and hall
    assert what_is_wrong(json.loads(growers)) == []
    assert json.loads(growers)["description"] == "We grow beans."
    assert what_is_wrong(json.loads(hall)) == []
    assert json.loads(hall)["address"]["streetAddress"] == "1 High Street"


def test_nothing_is_said_of_examples_and_private_places(tmp_path: Path) -> None:
    made = publication(tmp_path / "examples", {GARDENING: listing(WHEN)})
    assert listing_data(made, made.directory.listings["ashmoor/gardening"]) is None
    assert organisation_data(made, made.directory.organisations["ashmoor/growers"]) is None
    assert venue_data(made, made.directory.venues["ashmoor/hall"]) is None
    hall = "name: A house\nnear: ZA1\nprivate: yes\nadded: 2026-09-01\n"
    made = publication(tmp_path / "private", {**REAL, HALL: hall})
    assert venue_data(made, made.directory.venues["ashmoor/hall"]) is None


HOSTILE = '</script><script>alert(1)</script><!-- ]]> & \u2028 "quoted" \\u003c'


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    """Whatever a name holds, the block ends where it should and says the same name."""
    made = publication(tmp_path, {**REAL, GARDENING: listing(WHEN, without="example")})
    record = made.directory.listings["ashmoor/gardening"]
    words = {"name": HOSTILE, "summary": HOSTILE}
    record = replace(record, data=record.data.model_copy(update=words))
    found = listing_data(made, record)
    assert found
    page = f'<!doctype html><title>x</title><script type="application/ld+json">{found}</script><p>'
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    scripts = tree.findall(".//script")
    assert len(scripts) == 1
    assert json.loads(scripts[0].text)["name"] == HOSTILE
    assert json.loads(scripts[0].text)["description"] == HOSTILE
    assert not re.search(r"[<>&]", str(found))


def test_the_shipped_pages_hold_only_whole_data_and_none_of_examples(built_site: Path) -> None:
    block = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
    kinds: dict[str, int] = {}
    for file in built_site.rglob("index.html"):
        html = file.read_text("utf-8")
        for text in block.findall(html):
            assert 'name="robots" content="noindex"' not in html, file
            assert "Example: not a real group" not in html.partition("</title>")[0], file
            data = json.loads(text)
            assert what_is_wrong(data) == [], file
            kinds[data["@type"]] = kinds.get(data["@type"], 0) + 1
    assert kinds["Place"] > 50
    assert kinds["Organization"] > 0


def test_the_rules_of_this_test_can_fail() -> None:
    assert what_is_wrong({"@context": "https://schema.org", "@type": "Event", "name": "x"}) == [
        "startDate",
        "location",
        "url",
        "eventStatus",
        "eventAttendanceMode",
    ]
    assert "startDate" in what_is_wrong({"@type": "Event", "startDate": "Tuesday"})
