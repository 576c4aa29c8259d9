"""Turns the answers of a correction form into a proposed file, held against schema and rules.

Bytes in, bytes out: nothing is read or written here, and nothing is known of the web. A sentence
about a wrong answer is the checker's own; the lines of a review are in the form's words. Whether a
proposal is taken is for people to say.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic.fields import FieldInfo

from connectdo.contribute.as_people_say import (
    days_as_written,
    time_as_written,
    weekdays_as_written,
)
from connectdo.contribute.form_fields import (
    NOT_KNOWN,
    Asked,
    Control,
    Says,
    asked_of_listing,
    asks_of,
    cost_line,
    cost_of,
    holds,
    moved,
    shown_value,
    value_at,
)
from connectdo.contribute.in_place import Where, without_last_line_ends
from connectdo.contribute.one_record import listing_of
from connectdo.contribute.splicing import splice
from connectdo.data.characters import composed, without_unseen
from connectdo.data.directory import Record
from connectdo.data.formats import Days, WrongValue, parse_date, parse_days
from connectdo.data.model import Listing
from connectdo.data.problems import Problem, Refusal
from connectdo.data.reading import Reading
from connectdo.data.source import Source, Value, read_source
from connectdo.data.validating import field_at, takes_a_list
from connectdo.derive.crisis_words import CrisisWords
from connectdo.rules import check_changed, in_a_change

NOTHING = "Nothing"
TAKEN_OUT = "Taken out"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence beside a field; ``name`` is empty where it is about none.

    ``stops`` is False for what may be meant, and is only said.
    """

    name: str
    label: str
    says: str
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One change for who reviews it, in words; ``risk`` says what to do before it is taken."""

    label: str
    now: str
    proposed: str
    risk: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposed files by their paths, in the order of writing; none where something stops it.

    ``wrong`` is what is said beside the fields, ``lines`` what a review shows; ``danger`` says that
    a text of the answers asks for help.
    """

    files: Mapping[str, bytes]
    wrong: tuple[Wrong, ...]
    lines: tuple[Line, ...]
    danger: bool


# --- from answers to changes ---------------------------------------------------------------------


def changes_of(
    asked: Sequence[Asked], answers: Mapping[str, str | Sequence[str]]
) -> dict[Where, Value]:
    """What the answers change, by its place in the file; None takes a value out.

    ``answers`` are texts by ``Asked.name``, lists of ids for ``Control.CHOICES``: an empty list
    where none is ticked. A field without an answer stays as it is; a name that was not asked says
    nothing. A session of which nothing is left is taken out as a whole; a new one has the place
    behind the last.
    """
    given = {each.name: _tidy(each, answers[each.name]) for each in asked if each.name in answers}
    changes: dict[Where, Value] = {}
    for each in asked:
        if each.name in given and not _same(each, given[each.name]):
            changes[each.where] = _written(each, given[each.name])
    _join_cost(asked, given, changes)
    _empty_sessions(asked, given, changes)
    return changes


def _tidy(asked: Asked, answer: str | Sequence[str]) -> str:
    """An answer as ``Asked.value`` writes it."""
    if not isinstance(answer, str):
        answer = ",".join(filter(None, (_plain(each) for each in answer)))
    text = _plain(answer)
    if asked.control is Control.TEXT:
        return text
    return _AS_WRITTEN[asked.says](" ".join(text.split("\n")))


_AS_WRITTEN: Mapping[Says, Callable[[str], str]] = {
    Says.WORDS: str,
    Says.DAYS: days_as_written,
    Says.TIME: time_as_written,
    Says.WEEKDAYS: weekdays_as_written,
}


def _plain(text: str) -> str:
    """One sort of line end, no unseen characters, letters as one, and no spaces around."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return composed(without_unseen(text)).strip()


def _same(asked: Asked, text: str) -> bool:
    """Whether an answer says what was shown, however it is spaced."""
    if text == asked.value:
        return True
    if asked.control is Control.CHOICES:
        return set(_parts(text)) == set(_parts(asked.value))
    if asked.where == ("cost",):
        return cost_of(text) == cost_of(asked.value)
    info = asked.info
    if asked.control is Control.LINE and info and takes_a_list(info):
        return _parts(text) == _parts(asked.value)
    return text == _tidy(asked, asked.value)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _written(asked: Asked, text: str) -> Value:
    """The value of an answer in the file; None takes it out."""
    if not text:
        return asked.emptied or None
    if asked.where == ("cost",):
        return cost_of(text)
    if asked.control is Control.CHOICES:
        chosen = _parts(text)
        kept = [each for each in _parts(asked.value) if each in chosen]
        return [*kept, *(each for each in dict.fromkeys(chosen) if each not in kept)]
    info = asked.info
    if info is None or asked.control is not Control.LINE:
        return text
    items = _parts(text) if takes_a_list(info) else [text]
    if asked.weeks and _are_days(info, items):
        items = [moved(item, -asked.weeks) for item in items]
    return list(items) if len(items) > 1 else items[0] if items else text


def _are_days(info: FieldInfo, items: Sequence[str]) -> bool:
    """Whether all are days as the schema writes them; others stay for it to speak about."""
    parse = parse_days if holds(info, Days) else parse_date
    try:
        for item in items:
            parse(item)
    except WrongValue:
        return False
    return True


def _join_cost(
    asked: Sequence[Asked], given: Mapping[str, str], changes: dict[Where, Value]
) -> None:
    """A cost and its note stand in one group, or the cost alone is the word free."""
    here = {each.where: each for each in asked if each.where[0] == "cost"}
    line, note = here.get(("cost",)), here.get(("cost", "note"))
    if line is None or note is None:
        return
    said = given.get(note.name, note.value)
    if line.where in changes:
        changes.pop(note.where, None)
        cost = changes[line.where]
        if said and cost in (None, "free"):
            changes[line.where] = {**({"free": "yes"} if cost else {}), "note": said}
        elif said and isinstance(cost, dict):
            changes[line.where] = {**cost, "note": said}
    elif note.where in changes and line.value == "free":
        del changes[note.where]
        changes[line.where] = {"free": "yes", "note": said} if said else "free"


def _empty_sessions(
    asked: Sequence[Asked], given: Mapping[str, str], changes: dict[Where, Value]
) -> None:
    """A session whose every field was emptied goes as a whole, with what no form asks of it."""
    sessions: dict[Where, list[Asked]] = {}
    for each in asked:
        if each.where[0] == "when":
            sessions.setdefault(each.where[:2], []).append(each)
    for where, fields in sessions.items():
        if any(given.get(each.name, each.value) for each in fields):
            continue
        if any(each.value for each in fields):
            for each in fields:
                changes.pop(each.where, None)
            changes[where] = None


# --- from changes to a file ----------------------------------------------------------------------


def propose(
    reading: Reading,
    path: str,
    head: bytes,
    changes: Mapping[Where, Value],
    *,
    today: dt.date,
) -> Proposal:
    """The file of a listing with the changes in it, and what is to be said about it.

    ``head`` is the file as it stands, ``reading`` all others on the day ``today``. There is no
    file where the schema or a rule finds an error that the file did not have before; warnings are
    said and stop nothing. Only places that a form asks for are changed.

    Raises Refusal where ``path`` is not that of a listing.
    """
    danger = asks_for_help(reading, changes)
    before, wrong_before = listing_of(reading, path, head, today)
    if before is None:
        said = tuple(Wrong("", "", problem.message) for problem in wrong_before)
        return Proposal({}, said, (), danger)
    asked = asked_of_listing(reading.directory, before)
    lines = tuple(lines_in(asked, changes))
    refused = tuple(
        Wrong("", "", f"{'.'.join(map(str, where))} is not changed with this form.")
        for where, value in changes.items()
        if not _may_change(asked, where, value)
    )
    if refused:
        return Proposal({}, refused, lines, danger)
    try:
        content = splice(path, head, Listing, _with_whole_lists(before.source, changes))
    except Refusal as refusal:
        says = str(refusal).removeprefix(f"{path}: ")
        return Proposal({}, (Wrong("", "", says),), lines, danger)
    after, wrong_after = listing_of(reading, path, content, today)
    old = _checked(reading, before, wrong_before, today)
    new = _checked(reading, after, wrong_after, today) if after else wrong_after
    found = [
        _beside_its_field(asked, before, after, problem, changes) for problem in _only_new(old, new)
    ]
    order = {each.name: at for at, each in enumerate(asked)}
    found.sort(key=lambda each: order.get(each.name, -1))
    stops = any(each.stops for each in found)
    return Proposal({} if stops else {path: content}, tuple(found), lines, danger)


def lines_of(
    reading: Reading, path: str, head: bytes, changes: Mapping[Where, Value], *, today: dt.date
) -> tuple[Line, ...]:
    """What the changes are, in words, without a look at what is wrong with them: for a list.

    Raises Refusal where ``path`` is not that of a listing.
    """
    before, _ = listing_of(reading, path, head, today)
    if before is None:
        return ()
    return tuple(lines_in(asked_of_listing(reading.directory, before), changes))


def _checked(
    reading: Reading, record: Record[Listing], own: Sequence[Problem], today: dt.date
) -> list[Problem]:
    """The problems of one listing among all the others: its own, and those of the rules."""
    directory = replace(
        reading.directory, listings={**reading.directory.listings, record.ref: record}
    )
    changed = replace(reading, directory=directory, problems=list(own))
    return in_a_change(check_changed(changed, [record], today), [record.path])


def _only_new(old: Sequence[Problem], new: Sequence[Problem]) -> list[Problem]:
    """The problems that were not there before, whatever line they stand on."""
    known = Counter(map(_kind, old))
    found = []
    for problem in new:
        if known[_kind(problem)]:
            known[_kind(problem)] -= 1
        else:
            found.append(problem)
    return found


def _kind(problem: Problem) -> tuple[str, str, str]:
    return problem.field, problem.check, re.sub(r"\bline [0-9]+", "line", problem.message)


def _with_whole_lists(source: Source, changes: Mapping[Where, Value]) -> dict[Where, Value]:
    """The changes, where those with a new session give all sessions as one value."""
    present = source.value.get("when")
    sessions = copy.deepcopy(present) if isinstance(present, list) else []
    many = len(sessions)
    mine = {where: value for where, value in changes.items() if where[0] == "when"}
    if not any(isinstance(where[1], int) and where[1] >= many for where in mine if where[1:]):
        return dict(changes)
    for where, value in mine.items():
        at = min(int(where[1]), many)
        if at == len(sessions):
            sessions.append({})
        group = sessions[at]
        if len(where) == 2:
            sessions[at] = value
        elif isinstance(group, dict):
            group[str(where[2])] = value
    # What is empty is left out when it is written.
    return {**{w: value for w, value in changes.items() if w not in mine}, ("when",): sessions}


def _may_change(asked: Sequence[Asked], where: Where, value: Value) -> bool:
    """Whether a place is one that was asked about, or a session that goes as a whole."""
    if where[:1] == ("when",) and len(where) == 2:
        return value is None and any(each.where[:2] == where for each in asked)
    return any(each.where == where for each in asked)


# --- what is said of it --------------------------------------------------------------------------


def asks_for_help(reading: Reading, changes: Mapping[Where, Value]) -> bool:
    """Whether any text of the answers names a danger."""
    texts = [text for value in changes.values() for text in _texts(value)]
    if not texts:
        return False
    words = CrisisWords.of(reading.directory.vocabulary.crisis)
    return any(words.kinds_of(text) for text in texts)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)


_OF_THE_FILE = re.compile(
    r" \(written [0-9-]+; the dates of examples move\)| The dates of examples move: [^.]+\."
)
# Not behind a colon: there a sentence shows how a day is written.
_DAY_IN_SENTENCE = re.compile(r"(?<!: )(?<![0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])")


def _beside_its_field(
    asked: Sequence[Asked],
    before: Record[Listing],
    after: Record[Listing] | None,
    problem: Problem,
    changes: Mapping[Where, Value],
) -> Wrong:
    """A problem as a sentence beside the field that it is about."""
    field = _field_of(asked, after, problem, changes)
    says = problem.message
    weeks = (before.data.added - before.written.added).days // 7
    if weeks and problem.field.split(".")[0] not in (after.broken if after else ()):
        # A rule speaks of the days in the file; the form shows them moved, as the page does.
        says = _OF_THE_FILE.sub("", says)
        says = _DAY_IN_SENTENCE.sub(lambda day: moved(day[0], weeks), says)
    return Wrong(
        field.name if field else "",
        field.label if field else "",
        says,
        problem.severity == "error",
    )


def _field_of(
    asked: Sequence[Asked],
    after: Record[Listing] | None,
    problem: Problem,
    changes: Mapping[Where, Value],
) -> Asked | None:
    """The field of the form that a problem is about; of several, one that was changed."""

    def fits(each: Asked) -> tuple[bool, bool, bool]:
        name = ".".join(step for step in each.where if isinstance(step, str))
        line = after.source.line_of(each.where) if after else 0
        return name == problem.field, each.where in changes, line == problem.line

    if not problem.field:
        return None
    near = [
        each
        for each in asked
        for name in [".".join(step for step in each.where if isinstance(step, str))]
        if name == problem.field
        or name.startswith(f"{problem.field}.")
        or problem.field.startswith(f"{name}.")
    ]
    return max(near, key=fits, default=None)


def lines_in(asked: Sequence[Asked], changes: Mapping[Where, Value]) -> Iterator[Line]:
    """What changes, in the order of the form."""
    gone = [where for where, value in changes.items() if len(where) == 2 and value is None]
    for each in asked:
        if each.where[:2] in gone and each.where[0] == "when":
            if each.where[:2] in (other.where[:2] for other in asked[: asked.index(each)]):
                continue
            fields = [other for other in asked if other.where[:2] == each.where[:2]]
            now = "; ".join(
                f"{other.label}: {other.words(other.value)}" for other in fields if other.value
            )
            yield Line(each.section, now, TAKEN_OUT, "")
            continue
        found, value = _proposed(each, changes)
        if not found or value == each.value:
            continue
        yield Line(
            _label(each),
            each.words(each.value) or NOTHING,
            each.words(value) or NOTHING,
            _risk(each, value),
        )


def _proposed(asked: Asked, changes: Mapping[Where, Value]) -> tuple[bool, str]:
    """Whether a field is changed, and to what, as the form shows it."""
    where = asked.where
    if where == ("cost", "note") and ("cost",) in changes:
        cost = changes[("cost",)]
        if isinstance(cost, str) and cost != "free":
            return False, ""  # what nobody understands says nothing of the note
        note = cost.get("note") if isinstance(cost, dict) else None
        return True, str(note or "")
    if where not in changes:
        return False, ""
    value = changes[where]
    if where == ("cost",):
        return True, cost_line(value)
    if where[0] == "access":
        return True, "" if value in (None, NOT_KNOWN) else str(value)
    info = asked.info
    return True, _shown(info, asked, value) if info else ""


def _shown(info: FieldInfo, asked: Asked, value: Value) -> str:
    items = value if isinstance(value, list) else [value]
    days = asked.weeks and _are_days(info, [item for item in items if isinstance(item, str)])
    return shown_value(info, asked.where, value, asked.weeks if days else 0, asks_of(info))


def answers_of(asked: Sequence[Asked], changes: Mapping[Where, Value]) -> dict[str, str]:
    """What the questions would be answered with to make these changes, by their names."""
    found = {each.name: _proposed(each, changes) for each in asked}
    return {name: value for name, (changed, value) in found.items() if changed}


def _label(asked: Asked) -> str:
    """The label of a field, with that of the group around it."""
    if len(asked.where) == 1 or asked.where[0] == "access":
        return asked.label
    group = field_at(asked.model, asked.where[:1])
    around = asked.section if asked.where[0] == "when" else (group.title if group else "")
    return asked.label if around == asked.label else f"{around}: {asked.label}"


_RING = "Ring the old number, and write who rang when."
_RING_NEW = "There was no number. Ring the new one, and write who answered when."
_PLACE = "Ask them where it is, by a way we know already."
_RISKS = {
    "join.phone": _RING,
    "join.text": _RING,
    "join.email": "Write to the old address, and write who answered when.",
    "join.website": "Open the new page, and look whether it is theirs.",
    "online": _PLACE,
    "by_phone": _PLACE,
    "meets": _PLACE,
    "cost": "Ask them what it costs, by a way we know already.",
}


def _risk(asked: Asked, value: str) -> str:
    """What to do before a change is taken that could hurt somebody; nothing for the others."""
    if asked.name == "status":
        return "Ring them first: a closed listing leaves every list." if value == "closed" else ""
    risk = _RISKS.get(asked.name, "")
    if asked.value:
        return risk
    if risk == _RING:
        return _RING_NEW
    if asked.name == "join.email":
        return "There was no address. Write to the new one, and write who answered when."
    return risk


# --- when the file has changed meanwhile ---------------------------------------------------------


def rebase(
    head: bytes, saw: bytes, changes: Mapping[Where, Value]
) -> tuple[dict[Where, Value], tuple[Where, ...]]:
    """The changes that still apply to ``head``, and the places that both have changed.

    ``saw`` is the file that the sender looked at. A session that moved keeps its changes; what the
    file says already is left out. Raises Refusal where one of the files cannot be read.
    """
    there, then = _source(head), _source(saw)
    still: dict[Where, Value] = {}
    conflicts: list[Where] = []
    for where, value in changes.items():
        place = _place_now(there, then, where)
        if place is None:
            conflicts.append(where)
            continue
        now = _comparable(value_at(there, place))
        if now == _comparable(value):
            continue
        if now == _comparable(value_at(then, where)) and _has_place(there, then, where):
            still[place] = value
        else:
            conflicts.append(where)
    return still, tuple(conflicts)


def _source(data: bytes) -> Source:
    source, problems = read_source("the file", data, front_matter=True)
    if source is None:
        raise Refusal("\n".join(map(str, problems)))
    return source


def _comparable(value: Value) -> Value:
    """A value without what makes no difference: line ends that stand last, spaces around."""
    plain = without_last_line_ends(value)
    return plain.strip() if isinstance(plain, str) else plain


def _place_now(there: Source, then: Source, where: Where) -> Where | None:
    """Where a place of ``then`` is in ``there``; None where its session cannot be told."""
    at = where[1] if len(where) > 1 and where[0] == "when" else None
    if not isinstance(at, int):
        return where
    now, old = there.value.get("when"), then.value.get("when")
    now, old = now if isinstance(now, list) else [], old if isinstance(old, list) else []
    if at >= len(old):
        return ("when", at - len(old) + len(now), *where[2:])
    if at < len(now) and now[at] == old[at]:
        return where
    same = [place for place, session in enumerate(now) if session == old[at]]
    if len(same) == 1:
        return ("when", same[0], *where[2:])
    return where if len(now) == len(old) else None


def _has_place(there: Source, then: Source, where: Where) -> bool:
    """Whether the group around a place is still a group, or as the sender saw it."""
    around = value_at(there, where[:-1]) if len(where) > 1 else None
    return (
        around is None or isinstance(around, (dict, list)) or around == value_at(then, where[:-1])
    )
