"""The shipped library listings: true to the public data, each with words of its own.

The data itself is not part of the project. Where it lies beside it (``../shared/data/libraries``),
the import is run again and must find nothing to do; elsewhere those tests say that it is absent.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from connectdo.contribute.importing import Importer, Plan
from connectdo.contribute.mapping_reading import read_mapping
from connectdo.contribute.rows import Action
from connectdo.contribute.spreadsheets import read_table
from connectdo.data.directory import Record
from connectdo.data.model import JoinHow, Listing, ListingKind
from connectdo.data.reading import Reading, read_directory

BOROUGHS = ("brent", "bromley", "ealing", "hounslow", "lambeth", "southwark")
TODAY = dt.date(2026, 11, 22)
MAPPING = "content/imports/libraries.yml"


@pytest.fixture(scope="module")
def reading(root: Path) -> Reading:
    """The shipped data."""
    return read_directory(root, TODAY)


@pytest.fixture(scope="module")
def libraries(reading: Reading) -> list[Record[Listing]]:
    """The shipped listings that come from the public data."""
    return [one for one in reading.directory.listings.values() if one.data.source]


@pytest.fixture(scope="module")
def public_data(root: Path) -> Path:
    """The spreadsheet, or a skip that says that it is absent."""
    file = root.parent / "shared" / "data" / "libraries" / "six-borough-libraries.csv"
    if not file.is_file():
        pytest.skip(f"absent: {file}, the public data that the libraries were imported from")
    return file


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


# --- what is shipped -----------------------------------------------------------------


def test_there_are_sixty_libraries_or_more_over_six_boroughs(
    libraries: list[Record[Listing]],
) -> None:
    counted = Counter(one.borough for one in libraries)
    assert set(counted) == set(BOROUGHS)
    assert sum(counted.values()) >= 60


def test_every_library_is_a_real_place_that_nobody_has_checked(
    reading: Reading, libraries: list[Record[Listing]]
) -> None:
    for one in libraries:
        assert one.data.kind is ListingKind.PLACE, one.path
        assert not one.data.example and not one.data.lasting, one.path
        assert one.data.cost and one.data.cost.free, one.path
        assert one.data.source and one.data.source.retrieved == dt.date(2025, 4, 28), one.path
        venue = reading.directory.venue_of(one)
        assert venue and venue.data.postcode and venue.data.address, one.path


def test_no_sentence_is_used_for_two_libraries(libraries: list[Record[Listing]]) -> None:
    said = Counter(
        sentence
        for one in libraries
        for sentence in [*sentences(one.data.summary), *sentences(one.data.description or "")]
    )
    assert said.total() > 3 * len(libraries)
    assert [sentence for sentence, times in said.items() if times > 1] == []


def frame_of(sentence: str, library: Record[Listing]) -> str:
    """A sentence without what is particular to its library: names, days, times and numbers."""
    name = library.data.name
    for known in (name, name.removesuffix(" Library"), name.split()[0]):
        sentence = sentence.replace(known, "NAME")
    sentence = re.sub(r"\b\d[\d:]*(?:am|pm)?\b", "9", sentence)
    days = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
    sentence = re.sub(rf"(?:(?:{days})days?(?:, | and | to | or )?)+", "DAY", sentence)
    return re.sub(r"(?:[A-Z][\w'.]+ )*(?:Road|Street|Lane|Green|Way|Avenue)\b", "STREET", sentence)


def test_no_two_libraries_are_described_in_the_same_frame(
    libraries: list[Record[Listing]],
) -> None:
    """Not even with another street, day or year: each is told in words of its own."""
    frames: dict[str, list[str]] = {}
    for one in libraries:
        for sentence in sentences(one.data.description or ""):
            frames.setdefault(frame_of(sentence, one), []).append(one.ref)
    assert len(frames) > 120
    assert {frame: refs for frame, refs in frames.items() if len(refs) > 1} == {}


def test_the_same_frame_is_seen_behind_other_names(libraries: list[Record[Listing]]) -> None:
    first, second = libraries[:2]
    one = f"On Monday {first.data.name} in Mill Road is open until 8pm."
    other = f"On Tuesday and Friday {second.data.name} in Long Lane is open until 19:30."
    assert (
        frame_of(one, first) == frame_of(other, second) == "On DAY NAME in STREET is open until 9."
    )


def test_every_description_names_its_library_and_no_other(
    libraries: list[Record[Listing]],
) -> None:
    names = {one.data.name for one in libraries}
    for one in libraries:
        text = one.data.description or ""
        assert one.data.name in text, one.path
        others = {name for name in names if name in text and name not in one.data.name}
        assert others == set(), one.path


def test_the_memory_of_the_import_knows_every_library_file(
    root: Path, libraries: list[Record[Listing]]
) -> None:
    for borough in BOROUGHS:
        folder = root / "boroughs" / borough
        files = json.loads((folder / ".imports" / "libraries.json").read_text("utf-8"))["files"]
        mine = {f"listings/{one.id}.md" for one in libraries if one.borough == borough}
        assert mine <= set(files)
        there = {name: folder / name for name in files if (folder / name).is_file()}
        untouched = [
            name
            for name, file in there.items()
            if sha256(file.read_text("utf-8").encode()).hexdigest() == files[name]
        ]
        assert untouched, "all files were edited, or the digests are of another writer"


def test_no_sentence_asks_people_in_where_the_row_has_no_hours(root: Path) -> None:
    texts = read_mapping(root / MAPPING).data.texts
    openings = [each.say for each in texts["opening"].first_of]
    assert openings.index("{opening without hours}") < openings.index("{opening of any}")
    assert texts["opening without hours"].empty == ("hours",)
    asks_in = re.compile(r"walk|free|everybody|open to all|visit|start|inside|lends|books", re.I)
    said = [each.say or "" for each in texts["opening without hours"].one_of]
    assert len(said) > 3
    assert [text for text in said if asks_in.search(text)] == []


# --- against the public data -----------------------------------------------------------------


def plan_of(root: Path, reading: Reading, borough: str, file: Path) -> Plan:
    """What an import of the public data would do today."""
    importer = Importer(root, reading, read_mapping(root / MAPPING), borough, TODAY)
    return importer.plan(read_table(file))


@pytest.mark.parametrize("borough", BOROUGHS)
def test_importing_the_public_data_again_changes_nothing(
    root: Path, reading: Reading, public_data: Path, borough: str
) -> None:
    plan = plan_of(root, reading, borough, public_data)
    assert [str(found) for found in plan.findings if found.severity != "note"] == []
    assert plan.to_write() == []
    assert plan.gone == []
    assert plan.unused == []
    assert plan.count(Action.NOT_OURS) == 0
    assert plan.files


def test_every_open_library_of_the_data_is_shipped_and_no_closed_one(
    public_data: Path, reading: Reading, libraries: list[Record[Listing]]
) -> None:
    with public_data.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["Year closed"]]
    wanted = Counter(row["Postcode"].strip() for row in rows)
    there: Counter[str] = Counter()
    for one in libraries:
        venue = reading.directory.venue_of(one)
        assert venue and venue.data.postcode
        there[venue.data.postcode] += 1
    assert there == wanted


def test_the_hours_of_every_library_are_those_of_its_row(
    public_data: Path, reading: Reading, libraries: list[Record[Listing]]
) -> None:
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    with public_data.open(encoding="utf-8-sig", newline="") as file:
        wanted = {
            row["Postcode"]: [row[f"{day} staffed hours"] for day in days]
            for row in csv.DictReader(file)
            if not row["Year closed"]
        }
    for one in libraries:
        hours = [""] * 7
        for session in one.data.when:
            assert session.every and session.from_time and session.to_time
            for day in session.every.weekdays:
                hours[day] = f"{session.from_time:%H:%M}-{session.to_time:%H:%M}"
        venue = reading.directory.venue_of(one)
        assert venue and venue.data.postcode
        assert hours == wanted[venue.data.postcode], one.path


def test_a_library_without_hours_asks_people_to_ask_first(
    public_data: Path, libraries: list[Record[Listing]]
) -> None:
    hours = {one.ref: bool(one.data.when) for one in libraries}
    first = {one.ref: one.data.join.how is JoinHow.TURN_UP for one in libraries}
    assert hours == first
    assert {ref for ref, known in hours.items() if not known} == {
        "ealing/hanwell-library",
        "ealing/northfields-library",
        "ealing/perivale-library",
        "ealing/west-ealing-library",
        "southwark/peckham-library",
    }


def test_no_address_of_a_person_is_shipped(
    public_data: Path, libraries: list[Record[Listing]]
) -> None:
    domains = {one.data.join.email.partition("@")[2] for one in libraries if one.data.join.email}
    councils = {f"{name}.gov.uk" for name in BOROUGHS if name != "bromley"}
    assert domains == councils | {"gll.org"}
