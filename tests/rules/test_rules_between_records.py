"""Each rule's other ways to fail, and what it must let pass, in a small project on a disk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from small_project import (
    BOROUGH,
    GARDENING,
    GROWERS,
    HALL,
    TODAY,
    VOCABULARY,
    listing,
    said,
    write_project,
)

from connectdo.data.directory import Directory, Record
from connectdo.data.model import Venue
from connectdo.data.source import Mark, Source
from connectdo.rules.context import Context, findings
from connectdo.rules.identity import ids_are_unique

SECOND = "boroughs/ashmoor/listings/second.md"
BIRCHLEY = {
    "boroughs/birchley/borough.yml": (
        "schema: 1\nname: Birchley\ngss: E09000902\nstatus: live\n"
        "team: {name: We, phone: 020 7926 1000}\n"
        "online_safety: {read_on: 2026-11-16, by: the head of the team}\n"
    ),
    "boroughs/birchley/organisations/growers.yml": (
        "name: Birchley Growers\nphone: 020 7946 0120\nadded: 2026-09-01\nexample: yes\n"
    ),
    "boroughs/birchley/venues/hall.yml": (
        "name: Birchley Hall\nnear: ZB2 1\nadded: 2026-09-01\nexample: yes\n"
    ),
}


def test_the_small_project_passes_the_check(tmp_path: Path) -> None:
    assert said(write_project(tmp_path)) == []


def with_listing(fields: str = "", **words: str) -> dict[str, str | bytes | None]:
    return {GARDENING: listing(fields, **words)}


def session(fields: str, **words: str) -> dict[str, str | bytes | None]:
    return with_listing(f"when:\n  - {fields}\n", **words)


HOURS = "from: 10:00, to: 12:00"


@pytest.mark.parametrize(
    ("files", "line", "message"),
    [
        # places
        (
            with_listing(without="venue"),
            2,
            "There is no place. Write one of these: venue: ID, online: yes, by_phone: yes, or "
            'meets: "A sentence". (one-place-only)',
        ),
        (
            {HALL: "name: Refuge\nprivate: yes\nnear: ZA1 1\nadded: 2026-09-01\nexample: yes\n"},
            3,
            'near: "ZA1 1" is too exact for a private place. Write only the first half: "ZA1". '
            "(private-venue-keeps-its-secret)",
        ),
        (
            {HALL: "name: Refuge\nprivate: yes\nadded: 2026-09-01\nexample: yes\n"},
            1,
            'Nothing says where it is. Write its postcode, as in "near: SW2". (venue-says-where)',
        ),
        # references
        (
            with_listing("venue: birchley/hal\n", without="venue") | BIRCHLEY,
            9,
            'venue: "birchley/hal" is not a venue in boroughs/birchley/venues. '
            'Did you mean "birchley/hall"? (references-exist)',
        ),
        (
            with_listing("venue: brichley/hall\n", without="venue") | BIRCHLEY,
            9,
            'venue: "brichley" is not a borough, so "brichley/hall" is nowhere. '
            'Did you mean "birchley"? (references-exist)',
        ),
        (
            with_listing("venue: rooms\n", without="venue")
            | BIRCHLEY
            | {
                "boroughs/birchley/venues/rooms.yml": (
                    "name: Rooms\nnear: ZB2 1\nadded: 2026-09-01\nexample: yes\n"
                )
            },
            9,
            'venue: "rooms" is not a venue in boroughs/ashmoor/venues. '
            'Did you mean "birchley/rooms"? (references-exist)',
        ),
        (
            with_listing("also_in: ashmoor\n"),
            10,
            'also_in: The listing is in "ashmoor" already. Take the word out. (references-exist)',
        ),
        # words
        (
            {"content/vocabulary/interests.yml": "chess: {name: Chess, areas: [indoors]}\n"},
            1,
            'chess.areas: "indoors" is not an area. Use one of: out-and-about. (area-is-known)',
        ),
        # sessions
        (
            session("{every: Monday}"),
            11,
            'when: There are no hours. Write "from: 10:00" and "to: 12:00", or "all_day: yes". '
            "(session-has-times)",
        ),
        (
            session("{every: Monday, all_day: yes, from: 10:00}"),
            11,
            'when.all_day: "all_day" stands beside hours. Keep the hours, or "all_day: yes" '
            "without them. (session-has-times)",
        ),
        (
            session(f"{{{HOURS}}}"),
            11,
            'when: These times have no day. Write "every: Tuesday", or "on: 2026-12-05". '
            "(session-has-every-or-on)",
        ),
        (
            session(f"{{every: Monday, {HOURS}, starts: 2026-12-07, ends: 2026-11-30}}"),
            11,
            'when.ends: 2026-11-30 is before "starts", which is 2026-12-07. Mend one of the two. '
            "(end-is-after-start)",
        ),
        (
            session(f"{{every: first Monday of the month, {HOURS}, except: 2026-12-14}}"),
            11,
            'when.except: "2026-12-14" is a Monday, and these times are not on then. '
            "Did you mean 2026-12-07? (except-days-hit-a-session)",
        ),
        (
            session(f"{{every: Monday, {HOURS}, except: 2026-12-22 to 2026-12-24}}"),
            11,
            'when.except: "2026-12-22 to 2026-12-24" is a time of holidays, and these times are '
            "not on then. The nearest day is 2026-12-21. (except-days-hit-a-session)",
        ),
        (
            session(
                f"{{on: [2026-12-05, 2026-12-12], {HOURS}}}\n"
                "  - {every: Saturday, from: 11:00, to: 13:00}"
            ),
            12,
            "when: These times overlap with those on line 11, as on Saturday 2026-12-05. "
            "Change one of them, or take one out. (sessions-do-not-overlap)",
        ),
        (
            session("{every: Saturday, all_day: yes}\n  - {every: day, from: 09:00, to: 10:00}"),
            12,
            "when: These times overlap with those on line 11, as on Saturday 2026-09-05. "
            "Change one of them, or take one out. (sessions-do-not-overlap)",
        ),
        # order
        (
            with_listing("updated: 2026-08-31\n"),
            10,
            'updated: 2026-08-31 is before "added", which is 2026-09-01. '
            "Mend one of the two. (end-is-after-start)",
        ),
        (
            {
                "content/vocabulary/terms.yml": (
                    "terms:\n  - {name: Autumn, from: 2026-12-18, to: 2026-09-02}\n"
                )
            },
            2,
            "terms.to: The term ends on 2026-09-02, before it starts on 2026-12-18. "
            "Mend one of the two. (end-is-after-start)",
        ),
        (
            {
                "content/vocabulary/terms.yml": (
                    "terms:\n  - name: Autumn\n    from: 2026-09-02\n    to: 2026-12-18\n"
                    "    half_term: 2027-02-15 to 2027-02-19\n"
                )
            },
            5,
            "terms.half_term: The half term, 2027-02-15 to 2027-02-19, is not inside the term, "
            "2026-09-02 to 2026-12-18. Mend one of the two. (end-is-after-start)",
        ),
        # one thing's fields
        (
            with_listing("paused: {why: Paint., until: 2027-01-11}\n"),
            10,
            'paused: "paused" stands here, but the status is "active". Write "status: paused", '
            'or take "paused" out. (paused-says-why-and-until)',
        ),
        (
            with_listing("cost: {note: Ask us.}\n"),
            10,
            'cost: Nothing says what it costs. Write "cost: free", or {pounds: 3.50}. '
            "(cost-makes-sense)",
        ),
        (
            with_listing("cost: {pounds: 3, donation: yes}\n"),
            10,
            'cost: "pounds" and "donation" stand together. Keep one of them. (cost-makes-sense)',
        ),
        (
            with_listing("cost: {pounds: 0}\n"),
            10,
            'cost.pounds: Nothing to pay is written "cost: free". Write that. (cost-makes-sense)',
        ),
        (
            with_listing("cost: {from: 5, to: 2}\n"),
            10,
            "cost.to: 2 is not more than 5. Put the lower sum under from. (cost-makes-sense)",
        ),
        (
            with_listing("cost: {from: 5}\n"),
            10,
            'cost.from: "to" is missing beside it. Write it as {from: 2, to: 5}. '
            "(cost-makes-sense)",
        ),
        (
            with_listing("cost: {donation: yes, concession: 1}\n"),
            10,
            'cost.concession: A concession needs "pounds" beside it. Write what others pay. '
            "(cost-makes-sense)",
        ),
        (
            with_listing("join: {text: 07700 900123}\n"),
            10,
            'join.text: "07700 900123" looks like one person\'s own number. Ask them first; if '
            'they agree, write "phone_may_be_public: yes" under "join". (phone-may-be-public)',
        ),
        (
            with_listing("join: {website: https://www.gov.uk/}\n"),
            10,
            'join.website: This is an example, and "https://www.gov.uk/" may reach somebody. Use '
            "a number such as 020 7946 0123, or an address at example.org. "
            "(contacts-fit-examples)",
        ),
        (
            with_listing()
            | {GROWERS: "name: Growers\nwebsite: https://www.gov.uk\nadded: 2026-09-01\n"},
            4,
            "organisation: The listing is an example, and its organisation is real "
            f"({GROWERS}). Name an invented organisation, so that nobody mistakes it for a real "
            "thing. (example-marks-agree)",
        ),
        (
            {
                "boroughs/ashmoor/voices/gardening.yml": (
                    "tips:\n  - {date: 2026-10-10, text: Good., by: A}\n"
                )
            },
            1,
            'example: The listing is an example, so its tips are too. Write "example: yes". '
            "(example-marks-agree)",
        ),
        (
            {
                "boroughs/ashmoor/voices/gardening.yml": (
                    "example: yes\ntips:\n"
                    "  - {date: 2026-10-10, text: Good., by: amina@example.org}\n"
                )
            },
            3,
            'tips.by: "amina@example.org" is a way to reach somebody. Take it out of the tip; '
            "what the group shares belongs in its listing. (tips-keep-contacts-out)",
        ),
        # identity
        (
            with_listing("formerly: gardening\n"),
            10,
            'formerly: "gardening" is the id it has now. Keep only the ids it had before. '
            "(former-ids-stay-free)",
        ),
        (
            with_listing("formerly: beans\n")
            | {SECOND: listing("formerly: ashmoor/beans\n").replace("Gardening", "Digging")},
            10,
            'formerly: The former id "ashmoor/beans" is claimed by '
            f"{GARDENING} too. Take it out of one of them. (former-ids-stay-free)",
        ),
        (
            {SECOND: listing()},
            2,
            f'name: "Gardening" is the name of {GARDENING} too. Add a word that tells them '
            "apart, or keep only one. (name-is-unique)",
        ),
        # boroughs
        (
            {**BIRCHLEY, "boroughs/birchley/borough.yml": (
                "schema: 1\nname: Birchley\ngss: E09000901\nstatus: live\n"
                "team: {name: We, phone: 020 7926 1000}\n"
                "online_safety: {read_on: 2026-11-16, by: the head of the team}\n")},
            3,
            f'gss: "E09000901" is the code of {BOROUGH} too. Mend one of the two. '
            "(gss-code-is-its-own)",
        ),
        (
            with_listing("also_in: birchley\n")
            | {**BIRCHLEY, "boroughs/birchley/borough.yml": (
                "schema: 1\nname: Birchley\ngss: E09000902\nstatus: draft\n")},
            10,
            'also_in: "birchley" is a draft borough, so nothing shows there yet. Take it out '
            "until the borough is published. (published-does-not-need-a-draft)",
        ),
    ],
)  # fmt: skip
def test_a_mistake_between_fields_or_records_is_named_with_its_line(
    files: dict[str, str | bytes | None], line: int, message: str, tmp_path: Path
) -> None:
    found = said(write_project(tmp_path, files))
    assert len(found) == 1, found
    path, number, words = found[0].split(":", 2)
    assert path in files
    assert (int(number), words.strip()) == (line, message)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(
            session(
                f"{{every: Monday, {HOURS}, ends: 2026-12-14}}\n"
                f"  - {{every: Monday, {HOURS}, starts: 2026-12-21}}"
            ),
            id="one session after the other's end",
        ),
        pytest.param(
            session(
                f"{{every: Saturday, {HOURS}, except: 2026-12-05}}\n"
                f"  - {{on: 2026-12-05, {HOURS}}}"
            ),
            id="a dated event on a day that is excepted",
        ),
        pytest.param(
            session(
                f"{{every: first Monday of the month, {HOURS}}}\n"
                f"  - {{every: third Monday of the month, {HOURS}}}"
            ),
            id="different weeks of a month",
        ),
        pytest.param(
            session(
                f"{{every: Monday, {HOURS}}}\n  - {{every: Monday, {HOURS}, venue: second}}"
            )
            | {
                "boroughs/ashmoor/venues/second.yml": (
                    "name: Rooms\nnear: ZA1 1\nadded: 2026-09-01\nexample: yes\n"
                )
            },
            id="the same time in two places",
        ),
        pytest.param(
            session("{every: Friday, from: 22:00, to: 01:00, ends_next_day: yes}"),
            id="past midnight",
        ),
        pytest.param(
            session(
                f"{{every: 2 weeks on Monday, {HOURS}, starts: 2026-09-07, except: 2026-12-14}}"
            ),
            id="every two weeks with a start and a right exception",
        ),
        pytest.param(with_listing("status: idea\n", without="venue"), id="an idea without a place"),
        pytest.param(
            {GROWERS: "name: Growers\nadded: 2026-09-01\nexample: yes\n"}
            | with_listing("status: closed\n"),
            id="a closed listing that nobody answers for",
        ),
        pytest.param(
            with_listing("join: {text: 07700 900123, phone_may_be_public: yes}\n"),
            id="a mobile with consent",
        ),
        pytest.param(with_listing("cost: {from: 2, to: 5}\n"), id="a range of prices"),
        pytest.param(
            with_listing("status: closed\n") | {SECOND: listing()},
            id="a name that a closed listing had",
        ),
        pytest.param(
            with_listing("formerly: [beans, birchley/beans]\n"), id="two former ids of its own"
        ),
        pytest.param(
            {HALL: "name: Refuge\nprivate: yes\nnear: ZA1\nadded: 2026-09-01\nexample: yes\n"},
            id="a private place near an outcode",
        ),
        pytest.param(
            {
                GARDENING: listing(without="example"),
                GROWERS: "name: Growers\nwebsite: https://www.gov.uk\nadded: 2026-09-01\n",
                HALL: "name: Hall\npostcode: za1 1aa\nadded: 2026-09-01\n",
            },
            id="real things with a real address",
        ),
        pytest.param(
            with_listing("organisation: birchley/growers\n", without="organisation") | BIRCHLEY,
            id="an organisation of another borough",
        ),
        pytest.param(
            {SECOND: listing("source: {name: Libraries, licence: OGL, retrieved: 2025-04-28}\n",
                             without="checked").replace("Gardening", "Reading")},
            id="public data that nobody has checked",
        ),
        pytest.param(
            {
                "boroughs/ashmoor/voices/gardening.yml": (
                    "example: yes\ntips:\n"
                    "  - {date: 2026-10-10, text: We are about 12 to 15 in 2026., by: Amina}\n"
                )
            },
            id="numbers in a tip that are no phone",
        ),
    ],
)  # fmt: skip
def test_what_is_right_passes(files: dict[str, str | bytes | None], tmp_path: Path) -> None:
    assert said(write_project(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("fields", "today", "check"),
    [
        ("", dt.date(2027, 3, 3), None),
        ("", dt.date(2027, 3, 4), "check-is-fresh"),
        (f"when:\n  - {{on: 2026-12-05, {HOURS}}}\n", dt.date(2026, 12, 5), None),
        (f"when:\n  - {{on: 2026-12-05, {HOURS}}}\n", dt.date(2026, 12, 6), "event-is-to-come"),
        ("funded_until: 2026-12-05\n", dt.date(2026, 12, 5), None),
        ("funded_until: 2026-12-05\n", dt.date(2026, 12, 6), "money-has-not-run-out"),
        (
            "status: paused\npaused: {why: Paint., until: 2026-12-05}\n",
            dt.date(2026, 12, 4),
            None,
        ),
        (
            "status: paused\npaused: {why: Paint., until: 2026-12-05}\n",
            dt.date(2026, 12, 5),
            "pause-is-not-over",
        ),
        (
            f"when:\n  - {{every: Monday, {HOURS}, term_time: yes}}\n",
            dt.date(2026, 12, 18),
            None,
        ),
        (
            f"when:\n  - {{every: Monday, {HOURS}, term_time: yes}}\n",
            dt.date(2026, 12, 19),
            "term-time-has-terms",
        ),
        ("", dt.date(2026, 9, 30), "facts-are-not-from-the-future"),
    ],
)
def test_what_depends_on_the_day_warns_from_that_day_on(
    fields: str, today: dt.date, check: str | None, tmp_path: Path
) -> None:
    found = said(write_project(tmp_path, with_listing(fields)), today)
    assert [line.rsplit("(", 1)[1].rstrip(")") for line in found] == ([check] if check else [])
    assert all(": warning: " in line for line in found)


def test_a_lapsed_check_says_that_the_listing_has_left_the_lists(tmp_path: Path) -> None:
    (found,) = said(write_project(tmp_path), dt.date(2027, 12, 1))
    assert found == (
        f"{GARDENING}:8: warning: checked: Nobody has checked this since 3 October 2026, so it has "
        'left the lists. Ring or write to them; if it has stopped, write "status: closed". '
        "(check-is-fresh)"
    )


@pytest.mark.parametrize(
    ("second", "field"),
    [
        ("name: Other People\nphone: (020) 7946 0111\n", "phone"),
        ("name: Other People\nwebsite: http://growers.example.org/\n", "website"),
        ("name: Other People\nemail: Hello@example.org\n", "email"),
        ("name: Other People\ncharity_number: 123456\n", "charity_number"),
    ],
)
def test_two_organisations_that_share_a_way_to_reach_them_are_perhaps_one(
    second: str, field: str, tmp_path: Path
) -> None:
    files: dict[str, str | bytes | None] = {
        GROWERS: "name: Growers\nphone: 020 7946 0111\nwebsite: https://www.growers.example.org\n"
        "email: hello@example.org\ncharity_number: 123456\nadded: 2026-09-01\nexample: yes\n",
        "boroughs/ashmoor/organisations/others.yml": f"{second}added: 2026-09-01\nexample: yes\n",
    }
    (found,) = said(write_project(tmp_path, files))
    assert found.startswith("boroughs/ashmoor/organisations/others.yml:2: warning: " + field)
    assert found.endswith("(not-a-duplicate)")


def test_two_venues_of_one_postcode_and_nearly_one_name_are_perhaps_one(tmp_path: Path) -> None:
    venue = "name: {}\nnear: ZA1 1\nadded: 2026-09-01\nexample: yes\n"
    files: dict[str, str | bytes | None] = {
        HALL: venue.format("The Long Hall"),
        "boroughs/ashmoor/venues/another.yml": venue.format("The Garden Rooms"),
        "boroughs/ashmoor/venues/long-hall.yml": venue.format("The Long Halls"),
    }
    (found,) = said(write_project(tmp_path, files))
    assert "long-hall.yml:2: warning: near:" in found and HALL in found


def test_one_organisation_may_run_two_listings_with_similar_names(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        SECOND: listing().replace("name: Gardening", "name: Gardening 2")
    }
    assert said(write_project(tmp_path, files)) == []


def test_two_files_that_differ_in_capitals_only_are_refused() -> None:
    venue = Venue.model_validate({"name": "Hall", "near": "ZA1", "added": "2026-09-01"})

    def record(name: str) -> Record[Venue]:
        path = f"boroughs/ashmoor/venues/{name}.yml"
        return Record("venue", "ashmoor", name, path, Source(path, {}, Mark(1)), venue)

    venues = {"ashmoor/Hall": record("Hall"), "ashmoor/hall": record("hall")}
    context = Context(Directory(venues=venues), TODAY)
    assert [str(problem) for problem in findings(ids_are_unique, context)] == [
        'boroughs/ashmoor/venues/hall.yml:1: The name of this file differs from '
        '"boroughs/ashmoor/venues/Hall.yml" only in capital letters. Rename one of them. '
        "(ids-are-unique)"
    ]  # fmt: skip


def test_a_file_that_cannot_be_read_is_not_also_missed_by_those_who_name_it(tmp_path: Path) -> None:
    found = said(write_project(tmp_path, {GROWERS: "name: [Growers\n"}))
    assert [line.rsplit("(", 1)[1] for line in found] == ["yaml-is-readable)"]


def test_a_field_that_is_wrong_in_itself_has_one_problem_and_no_followers(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        GARDENING: listing("area: Out & about\nname: [Gardening]\n", without="area name"),
        SECOND: listing(),
    }
    found = said(write_project(tmp_path, files))
    assert [line.rsplit("(", 1)[1] for line in found] == ["area-is-known)", "one-value)"]


def test_a_project_without_tables_of_postcodes_is_warned_once_a_borough(tmp_path: Path) -> None:
    found = said(write_project(tmp_path, {"content/geography/index.json": None}))
    assert [line.rsplit("(", 1)[1] for line in found] == ["borough-is-on-the-map)"]
    assert ": warning: " in found[0]


def test_the_problems_of_a_draft_stop_nobody_and_say_so(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "boroughs/birchley/borough.yml": "schema: 1\nname: B\ngss: E09000902\nstatus: draft\n",
        "boroughs/birchley/listings/x.md": listing().replace("growers", "nobody"),
    }
    found = said(write_project(tmp_path, files))
    assert found and all(line.split(": ", 2)[1] == "draft" for line in found)


def test_a_borough_needs_no_vocabulary_entry_twice(tmp_path: Path) -> None:
    twice = VOCABULARY["content/vocabulary/people.yml"] + "helpers: {name: CARERS}\n"
    (found,) = said(write_project(tmp_path, {"content/vocabulary/people.yml": twice}))
    assert found == (
        'content/vocabulary/people.yml:2: helpers.name: "CARERS" leads to "carers" already, and a '
        "search would not know which is meant. Keep it where it fits best. "
        "(words-lead-to-one-thing)"
    )
