"""A correction writes the lines of its values: all else in a file stays as its editor wrote it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectdo.contribute import splicing
from connectdo.contribute.splicing import Where, splice
from connectdo.data.model import KINDS, Listing, Organisation, Part, Venue
from connectdo.data.problems import Refusal
from connectdo.data.source import MOST_BYTES, Mark, Source, read_source
from connectdo.data.validating import validate

ROOT = Path(__file__).parents[2]
LISTINGS = sorted(ROOT.glob("boroughs/*/listings/*.md"))
FOLDERS = {
    "": "borough",
    **{model.FOLDER: noun for noun, model in KINDS.items() if noun != "borough"},  # type: ignore[attr-defined]
}
SHIPPED = sorted(
    (path, KINDS[noun])
    for folder, noun in FOLDERS.items()
    for path in ROOT.glob(f"boroughs/*/{folder or '.'}/*")
    if path.suffix in (".md", ".yml") and (folder or path.name == "borough.yml")
)


def read(data: bytes, *, front_matter: bool = True) -> Source:
    source, problems = read_source("a", data, front_matter=front_matter)
    assert problems == []
    assert source is not None
    return source


def spliced(text: str, changes: dict[Where, Any], model: type[Part] = Venue) -> str:
    """A file of a venue, or of another kind, with the changes."""
    return splice("a.yml", text.encode(), model, changes).decode()


def refused(text: str | bytes, changes: dict[Where, Any], model: type[Part] = Venue) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(Refusal) as refusal:
        splice("a.yml", data, model, changes)
    return str(refusal.value)


def lines_that_differ(before: bytes, after: bytes) -> list[tuple[bytes, bytes]]:
    """Of two texts of as many lines, each line that is not the same."""
    pairs = zip(before.splitlines(True), after.splitlines(True), strict=True)
    return [(old, new) for old, new in pairs if old != new]


# ---- the shipped files ----


def test_another_phone_number_changes_one_line_of_every_listing_that_has_one() -> None:
    seen = 0
    for path in LISTINGS:
        before = path.read_bytes()
        if "phone" not in read(before).value.get("join", {}):  # type: ignore[operator, arg-type]
            continue
        after = splice(str(path), before, Listing, {("join", "phone"): "020 7946 0999"})
        ((old, new),) = lines_that_differ(before, after)
        assert new == re.sub(rb"(phone: *).*?(?=[,}\n])", rb"\g<1>020 7946 0999", old, count=1)
        seen += 1
    assert seen > 30


def test_another_check_changes_one_line_of_every_thing_that_was_checked() -> None:
    seen = 0
    for path, model in SHIPPED:
        before = path.read_bytes()
        if b"\nchecked: {" in before:
            check = {"on": "2027-01-02", "by": "volunteer"}
            after = splice(str(path), before, model, {("checked",): check})
            ((_, new),) = lines_that_differ(before, after)
            assert new == b"checked: {on: 2027-01-02, by: volunteer}\n"
            seen += 1
    assert seen > 100


def test_a_value_set_to_what_it_is_changes_no_byte_of_any_shipped_file() -> None:
    assert {model for _, model in SHIPPED} == set(KINDS.values())
    assert len(SHIPPED) > 300
    for path, model in SHIPPED:
        before = path.read_bytes()
        source = read(before, front_matter=path.suffix == ".md")
        same: dict[Where, Any] = {(key,): value for key, value in source.value.items()}
        if source.body:
            same["description",] = source.body
        assert splice(str(path), before, model, same) == before


# ---- one record as five people write it ----

INDENTED = """\
---
# Ask before you change this file.
name: Tuesday gardening   # as people say it
summary: Grow vegetables with friendly neighbours.

organisation: growers
area: out-and-about
added: 2026-09-01
# the last visit
checked:
    # who went
    on: 2026-10-03   # a Saturday
    by: team
interests:
    - gardening   # all year
    # not cooking
    - walking
when:
    # term
    -   every: Tuesday   # not Monday
        # doors open earlier
        from: 10:00
        to: 12:00

    # summer
    -   on: 2026-12-05
        from: 11:00
        note: In the hall   # by the gate
    # the end of the times
cost: free
who:
    ages: 18 to 65

    for: [carers]
join:
    how: turn up
    # the office
    phone: 020 7946 0123   # ring twice
    email: hello@example.org
    note: Ask for Bean
    # nobody reads letters
access:
    step-free: yes
simple: |
    We grow beans.
    You can sit.
# the end
---

# What it is

Beans, *mostly*.
"""

IN_BRACKETS = """\
---
{
  "name": "Tuesday gardening",  # as people say it
  "summary": "Grow vegetables with friendly neighbours.",
  # who
  "organisation": "growers", "area": "out-and-about",
  "added": "2026-09-01",
  "checked": {"on": "2026-10-03", "by": "team"},
  "interests": ["gardening", "walking"],
  "when": [
    {"every": "Tuesday", "from": "10:00", "to": "12:00"},  # not Monday
    # summer
    {
      "on": "2026-12-05",
      "from": "11:00",
      "note": "In the hall"  # by the gate
    }
  ],
  "cost": "free",
  "who": {"ages": "18 to 65",
          "for": ["carers"]},
  "join": {
    "how": "turn up",
    # the office, on weekdays
    "phone": "020 7946 0123",  # ring twice, please
    "email": "hello@example.org",
    "note": "Ask for Bean",
  },
  "access": {"step-free": "yes"},
  "simple": "We grow beans.\\nYou can sit.\\n"
}
---

# What it is

Beans, *mostly*.
"""

IN_DOUBLE_QUOTES = (
    "\ufeff"
    + """\
---
"name": "Tuesday gardening"
"summary": "Grow vegetables with friendly
  neighbours."
"organisation": "growers"
"area": "out-and-about"
"added": "2026-09-01"
"checked": {"on": "2026-10-03", "by": "team"}
"interests": ["gardening",
              "walking"]
"when":
  - "every": "Tuesday"
    "from": "10:00"
    "to": "12:00"

  - "on": "2026-12-05"
    "from": "11:00"
    "note": "In the hall"
"cost": "free"
"who":
  "ages": "18 to 65"
  "for": ["carers"]
"join":
  "how": "turn up"
  "phone": "020 7946 0123"
  "email": "hello@example.org"
  "note": "Ask for Bean"
"access": {"step-free": "yes"}
"simple": "We grow beans.\\nYou can sit.\\n"
---
# What it is

Beans, *mostly*.
""".replace("\n", "\r\n")
)

IN_SINGLE_QUOTES = """\
---
'name' : 'Tuesday gardening'\t# as\tpeople say it
'summary': 'Grow vegetables with friendly neighbours.'
'organisation': 'growers'
'area': 'out-and-about'
'added': '2026-09-01'
'checked':
  'on':   '2026-10-03'\t# a Saturday
  'by':   'team'
'interests':
- 'gardening'\t# all - year
#\tnot - cooking
- 'walking'
'when':
- 'every': 'Tuesday'
  'from': '10:00'\t#\tdoors open earlier
  'to': '12:00'
-  # summer -\tat noon
  'on': '2026-12-05'
  'from': '11:00'
  'note': 'In the hall'
'cost': 'free'
'who':
  'ages': '18 to 65'
  'for':
  - 'carers'
'join':
  'how': 'turn up'
  'phone': '020 7946 0123'\t# ring\ttwice
  'email': 'hello@example.org'
  'note': 'Ask for Bean'
'access': {'step-free' : 'yes' }
'simple': 'We grow beans.

  You can sit.

  '
---


# What it is

Beans, *mostly*.

"""

IN_BLOCKS = """\
---
simple: |+  # short words
  We grow beans.
  You can sit.

access: { step-free: yes }
join: { how: turn up, phone: 020 7946 0123, email: hello@example.org,
        note: Ask for Bean }  # how
who: {for: carers, ages: 18 to 65}
cost: >-
  free
when:
      - to: 12:00
        from: 10:00
        every: Tuesday
      - note: >1-

         In the
         hall

        from: 11:00
        on: 2026-12-05
interests: [gardening,walking]
checked: {by: team, on: 2026-10-03}
added: 2026-09-01
area: |-
  out-and-about

organisation: growers
summary: >
       Grow vegetables
       with friendly neighbours.

# the name
name:
  Tuesday
  gardening
---
# What it is

Beans, *mostly*."""

STYLES = {
    "indented, with notes": INDENTED,
    "in brackets": IN_BRACKETS,
    "in double quotes, from Windows": IN_DOUBLE_QUOTES,
    "in single quotes, with tabs": IN_SINGLE_QUOTES,
    "in blocks, in no order": IN_BLOCKS,
}

TEXTS = [
    "no",
    "10:30",
    "0123",
    "1e3",
    "null",
    "~",
    "a: b",
    "#x",
    "a #x",
    "- x",
    "? x",
    '"',
    "it's",
    "[a",
    "a, b}",
    " x",
    "x ",
    "* b",
    "@home",
    "%",
    "Café – ćwiczenia 🌱",
    "2026-12-05",
    "---",
    "a\\b",
]
LINES = [*TEXTS, "One.\nTwo.", "One.\n\n  Two.\n", " One.\r\nTwo.", "- a\n- b", "# a\n\n\nb"]
SESSION = {"every": "Friday", "from": "09:00", "note": "no"}

SET: dict[Where, list[Any]] = {
    ("name",): TEXTS,
    ("summary",): TEXTS,
    ("added",): ["2026-09-02"],
    ("area",): ["arts-and-culture"],
    ("checked", "on"): ["2027-01-02"],
    ("checked",): [{"on": "2027-01-02", "by": "volunteer"}, {"on": "2026-10-03", "by": "team"}],
    ("interests",): [["walking"], ["gardening", "cooking"], ["a", "b", "walking"], ["x", "y"]],
    ("when", 0, "from"): ["09:30"],
    ("when", 1, "note"): LINES,
    ("when", 1): [SESSION],
    ("cost",): [{"pounds": "3.50"}, {"from": "2", "to": "5", "note": "no"}],
    ("who",): [{"ages": "60 and over", "for": ["carers", "women"]}, {"for": ["women"]}],
    ("join", "phone"): ["020 7946 0999"],
    ("join", "note"): TEXTS,
    ("access", "step-free"): ["no", "not known"],
    ("simple",): LINES,
    ("description",): ["Peas.", "Peas.\r\n\r\n---\r\n\r\nAnd beans.", None],
}
ADDED: dict[Where, list[Any]] = {
    ("updated",): ["2027-01-02"],
    ("venue",): ["hall"],
    ("join", "text"): ["07700 900123"],
    ("join", "waiting"): ["short"],
    ("when", 0, "note"): TEXTS,
    ("when", 1, "every"): ["Monday"],
    ("access", "seating"): ["yes"],
    ("languages",): [["English", "no"]],
    ("first_visit", "what_happens"): LINES,
    ("photo",): [{"file": "gate.svg", "alt": "A gate: green"}],
}
GONE: list[Where] = [
    ("checked",),
    ("interests", 0),
    ("when", 0, "every"),
    ("when", 0, "to"),
    ("when", 1),
    ("when",),
    ("who", "for"),
    ("who",),
    ("join", "email"),
    ("join", "how"),
    ("join", "note"),
    ("access", "step-free"),
    ("simple",),
    ("cost",),
]


def choices() -> st.SearchStrategy[dict[Where, Any]]:
    """One to four changes, none inside another."""
    some = [
        *(st.tuples(st.just(way), st.sampled_from(values)) for way, values in SET.items()),
        *(st.tuples(st.just(way), st.sampled_from(values)) for way, values in ADDED.items()),
        *(st.tuples(st.just(way), st.none()) for way in GONE),
    ]
    return st.lists(st.one_of(some), min_size=1, max_size=4).map(_apart)


def _apart(found: list[tuple[Where, Any]]) -> dict[Where, Any]:
    apart: dict[Where, Any] = {}
    for way, value in found:
        # A place in a list means another one where the list changes too.
        if not any(way[:1] == other[:1] for other in apart):
            apart[way] = value
    return apart


def with_changes(value: dict[str, Any], changes: dict[Where, Any]) -> dict[str, Any]:
    """What is to be read afterwards, written down without the code that is tested."""
    value = copy.deepcopy(value)
    for way, new in changes.items():
        groups: list[Any] = [value]
        for step in way[:-1]:
            inner = groups[-1]
            groups.append(inner.setdefault(step, {}) if isinstance(inner, dict) else inner[step])
        if new is None:
            del groups[-1][way[-1]]
        else:
            groups[-1][way[-1]] = new
        for at in reversed(range(1, len(groups))):
            if not groups[at]:
                del groups[at - 1][way[at - 1]]
    return value


def meant(value: Any) -> Any:
    """A value without what has no meaning: how its lines end, and whether the last one does."""
    if isinstance(value, dict):
        return {key: meant(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [meant(inner) for inner in value]
    return value.replace("\r\n", "\n").rstrip("\n")


def places(mark: Mark, way: Where = ()) -> Iterator[tuple[int, Where]]:
    """The line on which each value's name stands, by what the reader says."""
    for step, inner in mark.inside.items():
        yield inner.line, (*way, step)
        yield from places(inner, (*way, step))


def lines_of_others(text: str, changes: dict[Where, Any]) -> list[str]:
    """The lines that hold no part of a changed value, by what the reader says of lines.

    A note on a line of its own goes only with a group or list that goes whole. A group on one
    line is changed with what is put into it.
    """
    lines = text.splitlines(True)
    found = list(places(read(text.encode()).mark))
    fence = max(at for at, line in enumerate(lines, 1) if line.startswith("---"))
    changed: set[int] = set()
    for way, new in changes.items():
        if new is None and len([each for _, each in found if each[:-1] == way[:-1]]) == 1:
            way = way[:-1]  # nothing is left in its group
        own = [line for line, each in found if each[: len(way)] == way]
        own += [line - 1 for line in own if re.match(r" *- *#", lines[line - 2])]
        beside = {line for line, each in found if each[:-1] == way[:-1] and len(way) > 1}
        if own:
            below = min((line for line, _ in found if line > max(own)), default=fence)
            inside = range(min(own), below)
            changed.update(line for line in inside if not is_note(lines[line - 1]))
            if new is None:
                changed.update(range(min(own), max(own)))
        if len(beside) == 1 or any("{" in lines[line - 1] for line in beside):
            changed.update(beside)
        if way == ("description",):
            changed.update(range(fence + 1, len(lines) + 1))
    return [line for at, line in enumerate(lines, 1) if at not in changed]


def is_note(line: str) -> bool:
    return line.lstrip().startswith("#")


def plain_line(line: str) -> str:
    """A line without the hyphen of its list, which the first field of a group carries, and without
    the comma that a line in brackets has where another follows.
    """
    return re.sub(r",(?=\s*(?:#.*)?$)", "", re.sub(r"^( *)-(?=\s)", r"\1 ", line))


def missing_lines(kept: list[str], text: str) -> list[str]:
    """Those of the kept lines that are not found in the text, in their order."""
    there = iter([plain_line(line) for line in text.splitlines(True)])
    return [line for line in kept if plain_line(line) not in there]


def test_the_five_styles_say_the_same() -> None:
    sources = [read(text.encode()) for text in STYLES.values()]
    things = [validate(Listing, source, "listing") for source in sources]
    assert [thing.problems for thing in things] == [[]] * 5
    assert all(thing.thing == things[0].thing for thing in things)


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=25, derandomize=True, database=None)
@given(changes=choices())
@example(changes={("when", 0, "every"): None, ("join", "how"): None})
@example(changes={("interests", 0): None, ("simple",): "One.\n\n  Two.\n"})
def test_a_change_is_read_back_and_leaves_the_lines_of_others_as_they_were(
    style: str, changes: dict[Where, Any]
) -> None:
    text = STYLES[style]
    before = read(text.encode())
    data = splice("a.md", text.encode(), Listing, changes)
    after = read(data)
    body = changes.pop(("description",), before.body) or ""
    assert meant(after.value) == meant(with_changes(before.value, changes))
    assert after.body == body.replace("\r\n", "\n")
    if body != before.body:
        changes["description",] = body
    assert missing_lines(lines_of_others(text, changes), data.decode()) == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "way", [way for way, (new, *_) in SET.items() if isinstance(new, str) and way[0] != "simple"]
)
def test_one_value_changes_its_own_lines_and_leaves_the_note_behind_it(
    style: str, way: Where
) -> None:
    text = STYLES[style]
    after = spliced(text, {way: SET[way][-1] if way[0] == "area" else "Peas"}, Listing)
    notes = re.findall(r"[ \t]+#.*", text.partition("---\n\n")[0])
    assert re.findall(r"[ \t]+#.*", after.partition("---\n\n")[0]) == notes
    assert (after[:1] == "\ufeff") == (text[:1] == "\ufeff")
    assert after.count("\r\n") == (after.count("\n") if "\r" in text else 0)
    assert after.endswith("\n") == text.endswith("\n")


# ---- texts that YAML would take for something else ----


@pytest.mark.parametrize("text", LINES)
@pytest.mark.parametrize(
    "before",
    [
        "name: Hall  # x\n",
        "name: 'Hall'  # x\n",
        'name: "Hall"  # x\n',
        "{name: Hall, access: {}}  # x\n",
        "name: |-  # x\n    Hall\n",
        "name:  # x\n  Hall\n",
        "name:  # x\nprivate: no\n",
        "# x\naccess: {step-free: no}\n",
    ],
)
def test_every_text_is_read_as_itself_by_us_and_as_a_text_by_others(text: str, before: str) -> None:
    after = spliced(before, {("name",): text})
    wanted = text.replace("\r\n", "\n").rstrip("\n")
    assert meant(read(after.encode(), front_matter=False).value)["name"] == wanted
    assert yaml.safe_load(after)["name"].rstrip("\n") == wanted  # its rules are those of YAML 1.1
    assert "# x" in after


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no", 'name: "no"  # x'),
        ("10:30", 'name: "10:30"  # x'),
        ("0o17", 'name: "0o17"  # x'),
        ("1e3", 'name: "1e3"  # x'),
        (" x", 'name: " x"  # x'),
        ("Hall 2, the new one", "name: Hall 2, the new one  # x"),
        ("", 'name: ""  # x'),
    ],
)
def test_a_text_is_quoted_only_where_it_must_be(text: str, line: str) -> None:
    assert spliced("name: Hall  # x\n", {("name",): text}) == f"{line}\n"


def test_what_is_no_text_in_the_schema_stays_without_quotation_marks() -> None:
    before = "name: Hall\nadded: 2026-09-01\nprivate: yes\n"
    after = "name: Hall\nadded: 2026-09-02\nprivate: no\n"
    assert spliced(before, {("added",): "2026-09-02", ("private",): "no"}) == after


def test_letters_and_their_accents_are_written_as_one_character() -> None:
    assert spliced("name: x\n", {("name",): "Cafe\u0301"}) == "name: Caf\u00e9\n"


# ---- where things are put, and what goes with them ----


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        pytest.param(
            "access: {}\nname: Hall  # x\n# added by hand\nprivate: yes\n",
            {("added",): "2026-09-01"},
            "access: {}\nname: Hall  # x\nadded: 2026-09-01\n# added by hand\nprivate: yes\n",
            id="a new field stands below the one before it in the schema",
        ),
        pytest.param(
            "# a hall\nprivate: yes\n",
            {("name",): "Hall", ("postcode",): "SW2 1AA"},
            "# a hall\nname: Hall\npostcode: SW2 1AA\nprivate: yes\n",
            id="the first field of the schema stands first",
        ),
        pytest.param(
            "name: Hall\ngetting_there:\n     train: T\n\n# x\nprivate: yes\n",
            {("getting_there", "note"): "Green", ("getting_there", "bus"): "2"},
            'name: Hall\ngetting_there:\n     bus: "2"\n     train: T\n     note: Green\n\n# x\n'
            "private: yes\n",
            id="it is indented as its group",
        ),
        pytest.param(
            "name: Hall",
            {("access",): {"step-free": "yes"}},
            "name: Hall\naccess:\n  step-free: yes",
            id="a last line without an end",
        ),
        pytest.param(
            "name: Hall\r\naccess: {a: no}\r\n",
            {("address",): ["Top floor", "12 High Street"], ("access",): None},
            "name: Hall\r\naddress: [Top floor, 12 High Street]\r\n",
            id="line ends of Windows",
        ),
        pytest.param(
            "name: Hall\rprivate: yes\r",
            {("near",): "SW2"},
            "name: Hall\rnear: SW2\rprivate: yes\r",
            id="line ends of old machines",
        ),
        pytest.param(
            "name: Hall\n\n# the way\ngetting_there:  # by train\n  # inside\n  bus: 2  # x\n"
            "  # after\n\nprivate: yes\n",
            {("getting_there",): None},
            "name: Hall\n\n# the way\n  # after\n\nprivate: yes\n",
            id="what goes takes its lines and no other",
        ),
        pytest.param(
            "name: Hall\ngetting_there:\n  bus: 2\nprivate: yes\n",
            {("getting_there", "bus"): None},
            "name: Hall\nprivate: yes\n",
            id="a group goes with its last field",
        ),
        pytest.param(
            "name: Hall\naddress: Top floor  # x\n",
            {("address",): ["Top floor", "no"]},
            'name: Hall\naddress: [Top floor, "no"]  # x\n',
            id="one value becomes a list",
        ),
        pytest.param(
            "name: Hall\naddress: Top floor\n",
            {("address",): "no"},
            'name: Hall\naddress: "no"\n',
            id="one value stays one where a list may stand",
        ),
        pytest.param(
            "name: 'Hall'  # x\n",
            {("name",): "The groom's"},
            "name: 'The groom''s'  # x\n",
            id="single quotation marks stay",
        ),
        pytest.param(
            'name: Hall\naccess: {cafe\u0301: no, "cafe\\u0301s": no}\n',
            {("access", "caf\u00e9"): "yes", ("access", "caf\u00e9s"): "yes"},
            'name: Hall\naccess: {cafe\u0301: yes, "cafe\\u0301s": yes}\n',
            id="a name whose accents are written apart",
        ),
        pytest.param(
            "name: Hall\naddress:  # x\n- Top floor\n# y\n- 12 High Street  # z\nprivate: yes\n",
            {("address",): "12 High Street"},
            "name: Hall\naddress: 12 High Street  # x\nprivate: yes\n",
            id="a list becomes one value",
        ),
        pytest.param(
            "name: Hall\naddress:\n- Top floor\n# y\n- 12 High Street  # z\n# end\n",
            {("address",): ["Shed", "Attic", "Top floor", "12 High Street", "London"]},
            "name: Hall\naddress:\n- Shed\n- Attic\n- Top floor\n# y\n- 12 High Street  # z\n"
            "- London\n# end\n",
            id="a list grows at both ends",
        ),
        pytest.param(
            "name: Hall\naddress: [a, b,\n  c]  # x\n",
            {("address",): ["a", "c", "e, f"]},
            'name: Hall\naddress: [a,\n  c, "e, f"]  # x\n',
            id="a list in brackets keeps its lines",
        ),
        pytest.param(
            "name: Hall\naccess: {a: yes, b: no, c: yes}  # x\n",
            {("access",): {"b": "not known", "d": "yes"}},
            "name: Hall\naccess: {b: not known, d: yes}  # x\n",
            id="a group in brackets keeps its line",
        ),
        pytest.param(
            '{\n  "name": "Hall",  # x\n  "near": "SW2"  # y\n}\n',
            {("added",): "2026-09-01", ("access",): {"a": "no"}},
            '{\n  "name": "Hall",  # x\n  "added": "2026-09-01",\n'
            '  "near": "SW2",  # y\n  "access": {"a": "no"}\n}\n',
            id="what other programs wrote stays readable for them",
        ),
        pytest.param(
            "{\n  name: Hall,  # a, b\n  access: {a: no},  # x\n  # y\n  private: yes  # z, z\n}\n",
            {("private",): None, ("access",): None},
            "{\n  name: Hall  # a, b\n  # y\n}\n",
            id="the last in brackets takes the comma before it along",
        ),
        pytest.param(
            "{private: yes, name: Hall}\n",
            {("private",): None, ("example",): "yes"},
            "{name: Hall, example: yes}\n",
            id="a whole file in brackets",
        ),
    ],
)
def test_only_what_is_asked_for_is_written(
    before: str, changes: dict[Where, Any], after: str
) -> None:
    assert spliced(before, changes) == after


WHEN = """\
---
name: Beans
when:
  - every: Tuesday  # not Monday
    # early
    from: 10:00
  # summer
  - every: Friday
    from: 11:00
---
"""
TUESDAY = {"every": "Tuesday", "from": "10:00"}
FRIDAY = {"every": "Friday", "from": "11:00"}


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        pytest.param(
            {("when",): [TUESDAY, {"every": "Wednesday", "note": "no"}, FRIDAY]},
            "    from: 10:00\n",
            '    from: 10:00\n  - every: Wednesday\n    note: "no"\n',
            id="a time between two others",
        ),
        pytest.param(
            {("when",): [{"on": "2026-12-05"}, dict(reversed(TUESDAY.items())), FRIDAY]},
            "  - every: Tuesday",
            "  - on: 2026-12-05\n  - every: Tuesday",
            id="a time before one whose fields were given in another order",
        ),
        pytest.param(
            {("when",): [TUESDAY]},
            "  - every: Friday\n    from: 11:00\n",
            "",
            id="the last goes",
        ),
        pytest.param(
            {("when",): [FRIDAY]},
            "  - every: Tuesday  # not Monday\n    # early\n    from: 10:00\n",
            "",
            id="the first goes",
        ),
        pytest.param(
            {("when", 0): None, ("when", 1): None},
            WHEN[WHEN.index("when") : WHEN.rindex("---")],
            "",
            id="all go",
        ),
        pytest.param(
            {("when", 0, "every"): None},
            "  - every: Tuesday  # not Monday\n",
            "  -\n",
            id="the field behind a hyphen goes above a note",
        ),
        pytest.param(
            {("when", 1, "every"): None},
            "  - every: Friday\n    from: 11:00\n",
            "  - from: 11:00\n",
            id="the field behind a hyphen goes",
        ),
        pytest.param(
            {("when", 1): {"from": "11:00", "on": ["2026-12-05", "2026-12-12"]}},
            "  - every: Friday\n    from: 11:00\n",
            "  - on: [2026-12-05, 2026-12-12]\n    from: 11:00\n",
            id="dates in place of a weekday",
        ),
        pytest.param(
            {("when", 1, "except"): "2026-12-18", ("when", 0, "from"): "10:30"},
            "10:00\n  # summer\n  - every: Friday\n    from: 11:00\n",
            "10:30\n  # summer\n  - every: Friday\n    from: 11:00\n    except: 2026-12-18\n",
            id="both times",
        ),
    ],
)
def test_of_the_times_of_a_listing_only_those_change_that_are_others(
    changes: dict[Where, Any], old: str, new: str
) -> None:
    assert WHEN.count(old) == 1
    assert spliced(WHEN, changes, Listing) == WHEN.replace(old, new)


def test_a_price_in_place_of_free_stands_below_the_note() -> None:
    before = "---\ncost: free  # for now\nwho: {}\n---\n"
    after = "---\ncost:  # for now\n  pounds: 3.50\n  note: Cash\nwho: {}\n---\n"
    price = {"pounds": "3.50", "note": "Cash"}
    assert spliced(before, {("cost",): price}, Listing) == after
    assert spliced(after, {("cost",): "free"}, Listing) == before


# ---- texts of several lines ----


@pytest.mark.parametrize(
    ("old", "text", "new"),
    [
        ("about: x  # n\n", "One.\r\n\r\nTwo.\r\n", "about: |  # n\n  One.\n\n  Two.\n"),
        ("about: |  # n\n   x\n   y\n\n", "x\ny\nz", "about: |  # n\n   x\n   y\n   z\n\n"),
        ("about: |+\n  x\n\n\n", "y", "about: |+\n  y\n\n\n"),
        ("about: |2-\n    x\n  y\n", "y", "about: |2-\n  y\n"),
        ("about: |4-\n    x\n", "y", "about: |4-\n    y\n"),
        ("about: >-\n    x\n    y\n", "One.\nTwo.", "about: >-\n    One.\n\n    Two.\n"),
        ("about: >\n  x\n", "One.\n  Two.", "about: |\n  One.\n    Two.\n"),
        ("about: |\n  x\n", "  One.\nTwo.", 'about: "  One.\\nTwo."\n'),
        ('about: "x\\ny"\n', "One.\nTwo.", 'about: "One.\\nTwo."\n'),
        ("about: 'x'\n", "One.\nTwo.", "about: |\n  One.\n  Two.\n"),
        ("about:\n", "One.\nTwo.", "about: |\n  One.\n  Two.\n"),
        ("about: |\n  x\n\n", None, "\n"),
        ("about: |+\n  x\n\n", None, ""),
    ],
)
@pytest.mark.parametrize("after", ["# note\nemail: a@b.org\n", ""])
def test_a_text_of_several_lines_keeps_its_kind_of_block(
    old: str, text: str | None, new: str, after: str
) -> None:
    changed = spliced(f"name: Growers\n{old}{after}", {("about",): text}, Organisation)
    assert changed == f"name: Growers\n{new}{after}"


def test_a_field_below_a_block_that_keeps_its_empty_lines_leaves_them_to_it() -> None:
    before = "name: Growers\nabout: |+\n  x\n\nphone: 1\n"
    after = before.replace("phone", "email: a@b.org\nphone")
    assert spliced(before, {("email",): "a@b.org"}, Organisation) == after


@pytest.mark.parametrize(
    ("below", "text", "after"),
    [
        ("---\n\n\nBeans.\n\n\n", "Peas.\r\n\r\nMore.", "---\n\n\nPeas.\n\nMore.\n\n\n"),
        ("--- \t\nBeans.", " Peas.\n", "--- \t\nPeas."),
        ("---", "Peas.", "---\nPeas.\n"),
        ("---\n\n", "Peas.", "---\n\nPeas.\n"),
        (
            "---\nBeans.\n\n---\n\nMore.\n",
            "Beans.\n\n---\n\nPeas.",
            "---\nBeans.\n\n---\n\nPeas.\n",
        ),
        ("---\n\nBeans.\n", None, "---\n"),
        ("---", None, "---"),
    ],
)
def test_another_description_leaves_the_fields_and_the_empty_lines_above_it(
    below: str, text: str | None, after: str
) -> None:
    above = "---\nname: 'Beans'  # x\n# y\n"
    assert spliced(above + below, {("description",): text}, Listing) == above + after


# ---- what is refused ----


def test_a_file_that_cannot_be_read_is_left_alone_with_what_is_wrong_in_it() -> None:
    assert refused("name: A\nname: B\n", {("name",): "C"}) == (
        'a.yml:2: name: "name" stands here a second time; the first is on line 1. Keep one of '
        "them. (keys-are-unique)\nNothing was changed. Mend this and try again."
    )
    assert "(text-is-utf-8)" in refused(b"name: \xff\n", {("name",): "C"})
    assert "(front-matter-is-there)" in refused("name: A\n", {("name",): "C"}, Listing)


def test_a_note_that_may_be_a_cut_text_stops_nobody() -> None:
    assert spliced("name: The Hall # old\n", {("name",): "A Hall"}) == "name: A Hall # old\n"


def test_a_place_that_is_none_is_refused_with_what_to_give_instead() -> None:
    assert refused("---\ncost: free\n---\n", {("cost", "pounds"): "3"}, Listing) == (
        'a.yml: "cost.pounds" has no place, as "cost" is written in another way. '
        'Nothing was changed. Give "cost" as a whole.'
    )
    assert '"when.3.from" has no place' in refused(WHEN, {("when", 2, "from"): "1"}, Listing)
    assert "The description is a text" in refused(WHEN, {("description",): ["x"]}, Listing)


def test_what_is_not_there_is_taken_out_without_a_word() -> None:
    gone: dict[Where, Any] = {("getting_there", "bus"): None, ("near",): None, ("access",): {}}
    assert spliced("name: 'A'", gone) == "name: 'A'"


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "a\ufeffb", "x" * MOST_BYTES])
def test_a_text_that_no_file_may_hold_is_refused(text: str) -> None:
    for before in ("name: A\n", "name: 'A'\n", "{name: A}\n", "access: {a: no}\n"):
        assert "Nothing was changed" in refused(before, {("name",): text})


def test_what_cannot_be_written_in_its_place_is_refused() -> None:
    before = "? name\n: A\n"
    assert spliced(before, {("name",): "B"}) == "? name\n: B\n"
    assert refused(before, {("private",): "yes"}) == (
        'a.yml: "private" cannot be changed without touching other lines. Nothing was changed. '
        "Open the file and change it by hand."
    )
    assert "Nothing was changed" in refused("name: A\n", {("name",): None})


def test_bytes_that_would_be_read_in_another_way_are_never_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(splicing, "_with_body", lambda fence, below, *_: (fence, below + "x"))
    assert "would be read in another way" in refused(WHEN, {("description",): "Peas."}, Listing)
