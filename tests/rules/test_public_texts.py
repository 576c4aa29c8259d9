"""What may not stand in a text is seen in every text there is, and what may stand is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_project import BOROUGH, FILES, GARDENING, GROWERS, HALL, listing, said, write_project

from connectdo.data.formats import is_text
from connectdo.data.model import KINDS
from connectdo.data.validating import inner_model
from connectdo.derive.traces import Kind, places_in, traces_in
from connectdo.rules.texts import _steps

TIPS = "boroughs/ashmoor/voices/gardening.yml"

# --- every text of the model ----------------------------------------------------------------------


def texts_of_the_model(model: Any, at: tuple[str, ...] = ()) -> list[str]:
    """Every field of words, by its way, found here another way than the rule finds it."""
    found = []
    for name, info in model.model_fields.items():
        here = (*at, info.alias or name)
        if inner := inner_model(info.annotation):
            found += texts_of_the_model(inner, here)
        elif is_text(info) and not (info.json_schema_extra or {}).get("words"):
            found.append(".".join(here))
    return found


def walked(steps: Any, at: tuple[str, ...] = ()) -> list[str]:
    found = []
    for step in steps:
        here = (*at, step.key)
        found += walked(step.inner, here) if step.inner else [".".join(here)]
    return found


def test_the_rules_walk_every_text_of_the_model() -> None:
    for model in KINDS.values():
        assert walked(_steps(model)) == texts_of_the_model(model)
    assert {"summary", "when.note", "first_visit.what_happens", "photo.alt", "description"} <= set(
        walked(_steps(KINDS["listing"]))
    )


NUMBER = "Ring 07700 900345 now"
IN_A_LISTING = {
    "name": f"name: {NUMBER}\n",
    "summary": f"summary: {NUMBER}.\n",
    "when.note": (f"when:\n  - {{every: Tuesday, from: 10:00, to: 12:00, note: {NUMBER}}}\n"),
    "cost.note": f"cost: {{pounds: 2, note: {NUMBER}}}\n",
    "who.note": f"who: {{note: {NUMBER}}}\n",
    "join.note": f"join: {{note: {NUMBER}}}\n",
    "first_visit.meets_you": f"first_visit: {{meets_you: {NUMBER}}}\n",
    "first_visit.what_happens": f"first_visit:\n  what_happens: |\n    {NUMBER}.\n",
    "simple": f"simple: |\n  {NUMBER}.\n",
    "paused.why": f"status: paused\npaused: {{why: {NUMBER}, until: 2027-01-11}}\n",
}


@pytest.mark.parametrize("field", IN_A_LISTING)
def test_a_number_is_seen_in_every_text_of_a_listing(field: str, tmp_path: Path) -> None:
    files = {GARDENING: listing(IN_A_LISTING[field], without=field.partition(".")[0])}
    found = [line for line in said(write_project(tmp_path, files)) if "07700" in line]
    assert len(found) == 1, found
    assert f': warning: {field}: "07700 900345" stands in a text' in found[0]
    assert found[0].endswith("(contacts-stand-in-their-fields)")


@pytest.mark.parametrize(
    ("path", "lines", "field"),
    [
        (GROWERS, f"about: {NUMBER}\n", "about"),
        (GROWERS, f"about: |\n  {NUMBER}\n", "about"),
        (HALL, f"getting_there: {{note: {NUMBER}}}\n", "getting_there.note"),
        (BOROUGH, f"welcome: {NUMBER}\n", "welcome"),
        (BOROUGH, f"team: {{name: We, hours: {NUMBER}}}\n", "team.hours"),
        (BOROUGH, f"team: {{name: We, someone_with_you: {NUMBER}}}\n", "team.someone_with_you"),
    ],
)
def test_a_number_is_seen_in_every_other_kind_of_file(
    path: str, lines: str, field: str, tmp_path: Path
) -> None:
    found = said(write_project(tmp_path, {path: f"{FILES[path]}{lines}"}))
    assert [line.split('"')[0] for line in found if "07700" in line] == [
        f"{path}:{str(FILES[path]).count(chr(10)) + 1}: warning: {field}: "
    ]


def test_what_is_found_in_a_description_is_told_at_its_own_line(tmp_path: Path) -> None:
    body = (
        "Come in.\n\nRing Joan on 07700 900345, 14 Acacia Road SW9 9ZZ,\n"
        "first.last@gmail.invalid. She has dementia."
    )
    found = said(write_project(tmp_path, {GARDENING: listing(body=body)}))
    assert [line.split(" warning: ")[0] + " " + line.split('"')[1] for line in found] == [
        f"{GARDENING}:13: 14 Acacia Road",
        f"{GARDENING}:13: SW9 9ZZ",
        f"{GARDENING}:13: 07700 900345",
        f"{GARDENING}:14: first.last@gmail.invalid",
        f"{GARDENING}:14: She has dementia",
    ]


def test_a_number_that_a_field_shows_or_a_helpline_has_may_stand_in_a_text(tmp_path: Path) -> None:
    body = "Ring 020 7946 0111, or 0207 946 0111. Sad? Ring 116 123."
    assert said(write_project(tmp_path, {GARDENING: listing(body=body)})) == []


def test_the_address_of_a_public_venue_may_stand_in_a_text(tmp_path: Path) -> None:
    real = {
        HALL: "name: H\naddress: [14 Acacia Road]\npostcode: ZA1 1AA\nadded: 2026-09-01\n",
        GROWERS: "name: Growers\nphone: 020 7926 1000\nadded: 2026-09-01\n",
        GARDENING: listing(body="We are at 14 Acacia Road, ZA1 1AA.", without="example"),
    }
    assert said(write_project(tmp_path, real)) == []


# --- tips -----------------------------------------------------------------------------------------


def tip(text: str = "I sat down.", by: str = "Amina") -> dict[str, str | bytes | None]:
    lines = f'  - date: 2026-10-10\n    text: "{text}"\n    by: "{by}"\n'
    return {TIPS: f"example: yes\ntips:\n{lines}"}


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        (
            "Margaret at 14 Acacia Road, SW9 9ZZ, has dementia",
            ["addresses-stand-in-venues"] * 2 + ["health-is-nobodys-business"],
        ),
        ("It cures depression.", ["no-cure-is-promised"]),
        ("Ring 07700 900124.", ["tips-keep-contacts-out"]),
        ("Write to joan@example.org.", ["tips-keep-contacts-out"]),
        ("Look at www.example.org.", ["tips-keep-contacts-out"]),
        ("It is at 51.4613, -0.1156.", ["addresses-stand-in-venues"]),
        ("It is at ///filled.count.soap.", ["addresses-stand-in-venues"]),
    ],
)
def test_in_a_tip_all_of_it_is_an_error(text: str, checks: list[str], tmp_path: Path) -> None:
    found = said(write_project(tmp_path, tip(text)))
    assert [line.rpartition("(")[2].rstrip(")") for line in found] == checks
    assert not any("warning" in line for line in found)


@pytest.mark.parametrize(
    "by", ["Amina", "Mary-Jane", "Seán", "Someone who went", "A carer", "优子"]
)
def test_a_tip_may_be_by_a_first_name_or_nobody(by: str, tmp_path: Path) -> None:
    assert said(write_project(tmp_path, tip(by=by))) == []


@pytest.mark.parametrize(
    ("by", "write"),
    [
        ("Margaret Jones", '"Margaret", or '),
        ("margaret jones", '"margaret", or '),
        ("Margaret J.", '"Margaret", or '),
        ("Margaret, 74", '"Margaret", or '),
        ("Margaret74", ""),
        ("Mrs Jones", ""),
        ("A friend of Margaret Jones", ""),
    ],
)
def test_a_second_name_under_a_tip_is_an_error(by: str, write: str, tmp_path: Path) -> None:
    found = [line for line in said(write_project(tmp_path, tip(by=by))) if "tips-name" in line]
    assert found == [
        f'{TIPS}:5: tips.by: "{by}" is more than a first name. Write {write}"Someone who went". '
        "(tips-name-nobody)"
    ]


# --- a private venue ------------------------------------------------------------------------------

SECRET = "name: Somewhere safe\nnear: ZA1\nprivate: yes\nadded: 2026-09-01\nexample: yes\n"
HIDING = {
    "its name": {HALL: SECRET.replace("Somewhere safe", "The house on Acacia Road")},
    "its id": {HALL: None, "boroughs/ashmoor/venues/14-acacia-road.yml": SECRET},
    "a description": {GARDENING: listing(body="We are at 14 Acacia Road.")},
    "a street alone": {GARDENING: listing(body="Walk down Acacia Road.")},
    "small letters": {GARDENING: listing(body="it is on acacia road")},
    "a postcode": {GARDENING: listing(body="ZA1 1AA")},
    "half a postcode more": {GARDENING: listing(body="It is in ZA1 1.")},
    "a summary": {GARDENING: listing("summary: At 14 Acacia Road.\n", without="summary")},
    "the simple version": {GARDENING: listing("simple: |\n  Go to 14 Acacia Road.\n")},
    "a note of times": {
        GARDENING: listing("when: [{every: day, from: 10:00, to: 12:00, note: 14 Acacia Road}]\n")
    },
    "a note of joining": {GARDENING: listing("join: {note: Come to 14 Acacia Road}\n")},
    "a first visit": {GARDENING: listing("first_visit: {meets_you: At 14 Acacia Road}\n")},
    "the words of a picture": {
        GARDENING: listing("photo: {file: gate.svg, alt: The gate of 14 Acacia Road}\n"),
        "boroughs/ashmoor/photos/gate.svg": "<svg/>",
    },
    "the name of a picture": {
        GARDENING: listing("photo: {file: 14-acacia-road.svg, alt: The gate}\n"),
        "boroughs/ashmoor/photos/14-acacia-road.svg": "<svg/>",
    },
    "a web address": {
        GARDENING: listing("join: {website: 'https://maps.example.org/?q=51.501,-0.112'}\n")
    },
    "a link to a map": {GARDENING: listing(body="See <https://maps.app.goo.gl/abc>.")},
    "coordinates": {GARDENING: listing(body="51.50112, -0.10934")},
    "three words": {GARDENING: listing(body="///filled.count.soap")},
    "who runs it": {GROWERS: f"{FILES[GROWERS]}about: Our house is 14 Acacia Road.\n"},
    "who runs it, a link": {GROWERS: f"{FILES[GROWERS]}website: https://example.org/?q=ZA1+1AA\n"},
    "a tip": tip("The door is on Acacia Road."),
}


@pytest.mark.parametrize("where", HIDING)
def test_a_private_place_is_an_error_wherever_it_is_told(where: str, tmp_path: Path) -> None:
    files = {HALL: SECRET, **HIDING[where]}
    if files[HALL] is None:
        files[GARDENING] = listing("venue: 14-acacia-road\n", without="venue")
    found = said(write_project(tmp_path, files))
    assert any("(private-place-is-told-nowhere)" in line for line in found), found
    assert not any("warning" in line for line in found), found


def test_a_private_place_of_one_session_is_kept_too(tmp_path: Path) -> None:
    own = "boroughs/ashmoor/venues/house.yml"
    when = "when: [{every: day, from: 10:00, to: 12:00, venue: house}]\n"
    files = {own: SECRET, GARDENING: listing(when, body="It is on Acacia Road.")}
    assert "private-place-is-told-nowhere" in said(write_project(tmp_path, files))[0]


def test_a_listing_of_a_private_place_that_tells_nothing_passes(tmp_path: Path) -> None:
    files = {HALL: SECRET, GARDENING: listing(body="Ring us. Somebody meets you at the station.")}
    assert said(write_project(tmp_path, files)) == []


def test_a_street_may_be_named_where_nothing_is_private(tmp_path: Path) -> None:
    files = {GARDENING: listing(body="The gate is on Acacia Road.")}
    assert said(write_project(tmp_path, files)) == []


# --- what is a trace and what is none -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ring 07700-900-345", Kind.PHONE, "07700-900-345"),
        ("Ring (07700) 900 345", Kind.PHONE, "(07700) 900 345"),
        ("Ring +44 (0)7700 900345", Kind.PHONE, "+44 (0)7700 900345"),
        ("Ring 7700900345", Kind.PHONE, "7700900345"),
        ("Ring 0 7 7 0 0 9 0 0 3 4 5", Kind.PHONE, "0 7 7 0 0 9 0 0 3 4 5"),
        ("joan (at) example.org", Kind.MAIL, "joan (at) example.org"),
        ("joan at gmail dot com", Kind.MAIL, "joan at gmail dot com"),
        ("12a High Street", Kind.ADDRESS, "12a High Street"),
        ("14 acacia road", Kind.ADDRESS, "14 acacia road"),
        ("at Flat 3", Kind.ADDRESS, "Flat 3"),
        ("9, St. John's Hill Grove", Kind.ADDRESS, "9, St. John's Hill Grove"),
        ("sw9 9zz", Kind.POSTCODE, "sw9 9zz"),
        ("TQ 312 745", Kind.PLACE, "TQ 312 745"),
        ("9C3XFV6P+2C", Kind.PLACE, "9C3XFV6P+2C"),
        ("https://www.google.com/maps?q=1", Kind.PLACE, "https://www.google.com/maps?q=1"),
        ("https://w3w.co/filled.count.soap", Kind.PLACE, "https://w3w.co/filled.count.soap"),
        ("Priya, who has autism, runs it", Kind.HEALTH, "Priya, who has autism"),
        ("Tom is diabetic", Kind.HEALTH, "Tom is diabetic"),
        ("Ann's depression is bad", Kind.HEALTH, "Ann's depression"),
        ("He was diagnosed with cancer.", Kind.HEALTH, "He was diagnosed with cancer"),
        ("It will make you better", Kind.PROMISE, "will make you better"),
        ("A cure for loneliness", Kind.PROMISE, "cure for loneliness"),
        ("Singing beats depression", Kind.PROMISE, "beats depression"),
        ("It gets rid of your anxiety", Kind.PROMISE, "gets rid of your anxiety"),
        ("It is proven to help", Kind.PROMISE, "proven to"),
    ],
)
def test_a_trace_is_found_with_its_words(text: str, kind: Kind, words: str) -> None:
    assert [(each.kind, each.words) for each in traces_in(text)] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The room is 2 minutes down the road, for 12 people to walk.",
        "3 close friends come at 10:30 on 5 May.",
        "On the M1 2nd floor, in SW2 3 times a week.",
        "From 2026-11-22 to 2026-11-29, in 2019, 2020 and 2021.",
        "Anyone who has dementia is welcome, and so are people with depression.",
        "Ask for Priya if someone you love has dementia.",
        "Brockwell Hall has dementia friends. My mum has a big hat.",
        "It does not cure depression. Nothing here will make you better.",
        "Treat yourself, beat the drum, end the day with tea. It will be better with you.",
        "Meet us at example.org. See https://example.org/roadmap/02079460123.",
        "Registered charity 1012345. Room 4, row 2.",
    ],
)
def test_what_is_no_trace_is_left_alone(text: str) -> None:
    assert list(traces_in(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        *("a" * 60_000 + " @", "a." * 30_000 + "@", "A." * 30_000 + " 1", "A " * 30_000),
        *(
            "1 " * 30_000,
            "1.111," * 10_000,
            "1" + " " * 60_000 + "x",
            "will make you better " * 2_900,
        ),
        *("a at a dot " * 5_400, "She has a dementia cafe " * 2_500, "https://" * 7_500),
    ],
    ids=lambda text: text[:9],
)
def test_a_long_text_made_to_be_slow_is_read_through(text: str) -> None:
    """In a time that grows with its length: else this test never ends."""
    assert list(traces_in(text)) is not None
    assert list(places_in(text)) is not None
