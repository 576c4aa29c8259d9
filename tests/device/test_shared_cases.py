"""What Python and a script both work out: one table of cases for each, asked on both sides.

The tables are ``tests/fixtures/cases/*.yml``. Here stands, for each, how a side is asked; the
scripts are those that are sent, in a browser without any page of ours.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from playwright.sync_api import Page

from connectdo.contribute.messages import read_message
from connectdo.data import letters
from connectdo.data.formats import parse_near, parse_postcode, parse_reference
from connectdo.data.geography import Point
from connectdo.data.model import Listing, Session
from connectdo.derive import (
    ahead,
    choosing,
    crisis_words,
    dates,
    filtering,
    places,
    spelling,
    words,
)
from connectdo.derive.facets import Facets
from connectdo.device.choices import MOST_CHOSEN
from connectdo.device.finder_facts import columns
from connectdo.device.interest_words import word_rules
from connectdo.feeds import content_lines
from connectdo.theme.scripts import smaller_script
from connectdo.told import message_words

FOLDER = Path(__file__).parents[1] / "fixtures/cases"
MADE = dt.date(2026, 11, 23)
"""The Monday for which the rules of coming times are made."""

Case = dict[str, Any]


class Sides(NamedTuple):
    """How each side is asked: ``python`` takes a case; ``script`` is an arrow function of one.

    What both give is compared as it stands, or as a number right to ``within`` of itself. What the
    build tells the script of a case is its ``told``.
    """

    python: Callable[[Case], Any]
    script: str
    within: float = 0.0
    told: Callable[[Case], Any] | None = None


# ---- how Python is asked ----


def session_of(fields: Case) -> Session:
    return Session.model_validate(fields)


def hours(case: Case) -> Any:
    session = session_of(case["given"])
    assert ahead.hours_of(session) == case["rule"]
    return words.hours_words(session)


def rules(case: Case) -> Any:
    fields = {"name": "Tea", "summary": "Tea.", "organisation": "growers", "area": "out-and-about"}
    listing = Listing.model_validate({**fields, "added": "2026-09-01", "when": case["given"]})
    coming = dates.coming(listing, (), MADE)
    assert ahead.ahead(coming, MADE) == case["rule"]
    return [[each.start.isoformat()[:16], _past(each)] for each in coming]


def _past(time: dates.Occurrence) -> str:
    """When it is past: the midnight after its last day where no hour says so."""
    if isinstance(time.end, dt.datetime):
        return time.end.isoformat()[:16]
    return f"{time.last_day + dt.timedelta(days=1)}T00:00"


def suggested(case: Case) -> Any:
    among = [
        choosing.Choice(*each[:2], frozenset(each[2].split()), each[3]) for each in case["among"]
    ]
    wishes, shown = case.get("wishes", "").split(), case.get("shown", "").split()
    return [each.ref for each in choosing.suggest(among, case.get("area", ""), wishes, shown)]


def unfolded(text: str) -> str:
    """What is read back; the text as it is where a line is too long."""
    if any(len(line.encode()) > 75 for line in text.split("\r\n")):
        return text
    return text.replace("\r\n ", "").removesuffix("\r\n")


def read_by(*formats: Callable[[object], str]) -> Callable[[Case], str | None]:
    """What the first of these formats that knows the text makes of it."""

    def read(case: Case) -> str | None:
        for each in formats:
            with contextlib.suppress(ValueError):
                return each(case["given"])
        return None

    return read


NOTHING_SAID = {
    **{"area": "arts", "kind": "group", "status": "active", "ages": None, "point": None},
    **dict.fromkeys(("interests", "people", "languages"), ()),
    **dict.fromkeys(("flags", "times", "yes", "no"), frozenset()),
}


def facts_of(case: Case) -> Facets:
    said = {**NOTHING_SAID, **case["facts"]}
    for name in ("flags", "yes", "no"):
        said[name] = frozenset(said[name])
    for name in ("interests", "people", "languages"):
        said[name] = tuple(said[name])
    times = frozenset((day, part) for day, part in said["times"])
    return Facets(**{**said, "times": times, "ages": tuple(said["ages"]) if said["ages"] else None})


def fits(case: Case) -> Any:
    facts, group, value = facts_of(case), case["group"], case["value"]
    if filtering.fits(facts, group, value):
        return "fits"
    return "ask" if filtering.fits(facts, group, value, not_known=True) else "not"


def facts_file(case: Case) -> Any:
    standing = {"rank": "0", "from": str(MADE), "ahead": [""]}
    return {**columns("here", [("here/it", facts_of(case))]), **standing}


def said_in(case: Case) -> Any:
    """The message, where it is read as what it was composed of; else what was read."""
    read = asdict(read_message(case["gives"]))
    given = {**case["given"], "words": case.get("reads", case["given"].get("words", ""))}
    found = {name: value for name, value in read.items() if value}
    wanted = {name: value for name, value in given.items() if value}
    return (
        case["gives"]
        if {**found, "pages": list(read["pages"])} == {"pages": [], **wanted}
        else read
    )


def asked_lines(case: Case) -> Any:
    """The lines that the page has for these answers, in the order in which it asks."""
    given = case["given"]
    kind, answers = message_words.KINDS[given["kind"]], given.get("answers", {})
    [page] = given.get("pages", [""])
    fields = [(each.label, answers.get(each.name, "")) for each in message_words.message_fields()]
    return {
        "opening": f"Connect & Do: {kind.says}",
        "lines": [
            (message_words.BOROUGH, given.get("borough", "")),
            (message_words.ABOUT, given.get("about", "")),
            (message_words.PAGE, page),
            *fields,
            (message_words.HOW_LABEL, message_words.HOW.get(given.get("how"), "")),
            (message_words.REACH_LABEL, given.get("reach", "")),
            (kind.words, given.get("words", "")),
        ],
    }


# ---- both sides ----

SIDES = {
    "calendar.escaped": Sides(
        lambda case: content_lines.escaped(case["given"]),
        "({ given }) => connectdoCalendarLines.escaped(given)",
    ),
    "calendar.folded": Sides(
        lambda case: unfolded(content_lines.folded(case["given"])),
        """({ given }) => {
            const folded = connectdoCalendarLines.folded(given);
            const octets = (line) => new TextEncoder().encode(line).length;
            if (folded.split("\\r\\n").some((line) => octets(line) > 75)) return folded;
            return folded.replaceAll("\\r\\n ", "");
        }""",
    ),
    "choosing.suggested": Sides(
        suggested,
        """({ among, area, wishes = "", shown = "" }) => {
            const choices = among.map(([ref, area, fits, score]) =>
                ({ ref, area, fits: fits.split(" "), score }));
            const chosen = { area, wished: wishes.split(" ").filter(Boolean) };
            const settings = { boroughs: [], areas: [], times: [], helps: [], needed };
            return connectdoChoosing(settings)
                .suggest(choices, chosen, new Set(shown.split(" ")), connectdoMostChosen)
                .map(({ ref }) => ref);
        }""",
    ),
    "distances.words": Sides(
        lambda case: places.distance_words(case["given"]),
        "({ given }) => connectdoMiles.words(given)",
    ),
    "distances.between": Sides(
        lambda case: places.miles_between(*(Point(*each) for each in case["given"])),
        "({ given }) => connectdoMiles.between(...given)",
        within=0.01,
    ),
    "filtering.fits": Sides(
        fits,
        """({ group, value, told }) => {
            const groups = [...new Set(["is", "day", "part", group])];
            const finder = connectdoFindFacts(
                { choices: [{ index: 0, group, value }], groups, justOver: 1 });
            finder.read({ id: "here", name: "Here" }, told);
            const none = Object.fromEntries(groups.map((each) => [each, []]));
            const finds = (more) =>
                finder.look({ ...none, [group]: [value], ...more }, null).hits.length;
            return finds({}) ? "fits" : finds({ unknown: "yes" }) ? "ask" : "not";
        }""",
        told=facts_file,
    ),
    "letters.plain": Sides(
        lambda case: crisis_words.plain_words(case["given"], case["dot"]),
        "({ given, dot }) => connectdoPlainWords(given, dot)",
    ),
    "letters.folded": Sides(
        lambda case: letters.folded(case["given"]),
        "({ given }) => connectdoSpelling(connectdoWordRules).folded(given, connectdoLetters)",
    ),
    "messages.composed": Sides(
        said_in, "({ told }) => connectdoMessage(told.opening, told.lines)", told=asked_lines
    ),
    "postcodes.written": Sides(
        read_by(parse_postcode, parse_near),
        """({ given }) => {
            const parts = connectdoPostcode("").read(given);
            return parts && `${parts.outcode} ${parts.digit}${parts.unit}`.trim();
        }""",
    ),
    "references.valid": Sides(
        lambda case: "/" in case["given"] and read_by(parse_reference)(case) == case["given"],
        "({ given }) => connectdoList.REF.test(given)",
    ),
    "spelling.meant": Sides(
        lambda case: spelling.meant(case["given"], case["known"], case.get("english", ())),
        """({ given, known, english = [] }) => {
            const rule = connectdoSpelling(connectdoWordRules);
            const words = { known: new Map(Object.entries(known)), english: new Set(english) };
            if (!rule.maybeSlip(given)) return "";
            const [word, guessed] = rule.meantBy(rule.folded(given, connectdoLetters), words);
            return guessed ? word : "";
        }""",
    ),
    "words.counted": Sides(
        lambda case: words.counted(case["given"]), "({ given }) => connectdoDates.things(given)"
    ),
    "words.joined": Sides(
        lambda case: words.joined(case["given"]), "({ given }) => connectdoDates.and(given)"
    ),
    "words.days": Sides(
        lambda case: words.day_words(dt.date.fromisoformat(case["given"])),
        "({ given }) => connectdoDates.dayWords(Date.parse(given) / 864e5)",
    ),
    "words.hours": Sides(hours, "({ rule }) => connectdoDates.hoursWords(rule)"),
    "times.rules": Sides(
        rules,
        "({ rule }) => connectdoDates.timesOf(rule).map(({ start, end }) => [start, end])",
    ),
    "times.parts": Sides(
        lambda case: dates.part_of_day(dt.time.fromisoformat(case["given"])),
        "({ given }) => connectdoPartOfDay(given)",
    ),
}
SCRIPTS = (
    *("dates.js", "week.js", "kept.js", "postcode.js", "calendar.js"),
    *("choosing.js", "find-facts.js", "spelling.js", "crisis-words.js", "message.js"),
)
"""The scripts that are asked. Each holds its rule apart from its page."""
DATA = (
    MOST_CHOSEN,
    f"self.needed = {json.dumps(sorted(choosing.NEEDED))};",
    word_rules(),
    f"self.connectdoLetters = {json.dumps(letters.table())};",
)
"""What the scripts are told by the build."""


def read_tables() -> dict[str, list[Case]]:
    """Every table by the name of its file and its own, days as text."""
    return {
        f"{file.stem}.{name}": json.loads(json.dumps(cases, default=str))
        for file in sorted(FOLDER.glob("*.yml"))
        for name, cases in yaml.safe_load(file.read_text("utf-8")).items()
    }


TABLES = read_tables()


def wrong(name: str, answers: list[Any]) -> list[Any]:
    """The cases of a table that were answered in another way, each with that answer."""
    within = SIDES[name].within
    return [
        (case, answer)
        for case, answer in zip(TABLES[name], answers, strict=True)
        if answer != (pytest.approx(case["gives"], rel=within) if within else case["gives"])
    ]


def test_every_table_has_two_sides_and_cases() -> None:
    assert set(TABLES) == set(SIDES)
    assert all(len(cases) > 3 for cases in TABLES.values())


@pytest.mark.parametrize("name", sorted(TABLES))
def test_python_answers_every_case(name: str) -> None:
    answers = [SIDES[name].python(case) for case in TABLES[name]]
    assert wrong(name, answers) == []


def test_the_scripts_answer_every_case(page: Page, root: Path) -> None:
    page.set_content("<!doctype html><html lang=en><title>Nothing of ours</title>")
    for name in SCRIPTS:
        text = (root / "theme/static/js" / name).read_text("utf-8")
        page.add_script_tag(content=smaller_script(name, text))
    page.add_script_tag(content="".join(DATA))
    sides = ",".join(f'"{name}": {sides.script}' for name, sides in SIDES.items())
    asked = {
        name: [{**case, "told": told(case)} for case in cases]
        if (told := SIDES[name].told)
        else cases
        for name, cases in TABLES.items()
    }
    answers = page.evaluate(
        f"""(tables) => {{
            const sides = {{ {sides} }};
            return Promise.all(Object.entries(tables).map(async ([name, cases]) =>
                [name, await Promise.all(cases.map(sides[name]))])).then(Object.fromEntries);
        }}""",
        asked,
    )
    assert {name: bad for name in TABLES if (bad := wrong(name, answers[name]))} == {}
