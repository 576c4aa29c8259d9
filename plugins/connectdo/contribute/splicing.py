"""Turns the bytes of a data file and some new values into bytes that differ in their lines alone.

What an editor wrote beside them (notes, quotation marks, indentation, order, line ends) stays byte
for byte. What comes out is read again, and given only if it says what was wanted. It does not
know whether a value is right: the schema and the rules say that of what is read.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from connectdo.contribute.in_place import (
    END,
    Edit,
    NotWritten,
    Where,
    line_end_of,
    with_edit,
    without_last_line_ends,
)
from connectdo.data.characters import composed
from connectdo.data.model import Part
from connectdo.data.problems import Refusal, quoted
from connectdo.data.source import Mark, Source, Value, read_source
from connectdo.data.validating import validate
from connectdo.data.writing import has_body

__all__ = ["Where", "splice"]

# What stands above the fields, the fields, the second line of hyphens, and the Markdown.
_PARTS = re.compile(rf"(---[ \t]*{END})((?:[^\r\n]*+{END})*?)(---[ \t]*(?:{END}|\Z))(.*)", re.S)


def splice(path: str, data: bytes, model: type[Part], changes: Mapping[Where, Value]) -> bytes:
    """The file with other values at some places, and all other lines as they were.

    ``changes`` says for each place its value as texts, lists and groups; None takes the field
    out, and a group or list in which nothing is left goes as well. ``("description",)`` of a
    listing is the Markdown below its fields. Of a whole group only what differs is written. Line
    ends that stand last in a text have no meaning, nor do spaces around a description.

    Raises Refusal where the file cannot be read, where a place is none, and where the values
    cannot be written so that they are read as they are wanted.
    """
    source = _read(path, data, model)
    wanted, body = _wanted(source, model, changes)
    typed = validate(model, Source("", wanted, Mark(1), body), "file").thing
    text = data.decode("utf-8-sig")
    mark = data[: len(data) - len(text.encode())]
    parts = _PARTS.fullmatch(text) if has_body(model) else None
    above, fields, fence, below = parts.groups() if parts else ("", text, "", "")
    now = source.value
    for edit in _differences((), source.value, wanted):
        now = _after(now, edit)
        try:
            fields = with_edit(fields, edit, now, model, typed)
        except NotWritten:
            raise Refusal(
                f"{path}: {quoted(_dotted(edit.where))} cannot be changed without touching "
                "other lines. Nothing was changed. Open the file and change it by hand."
            ) from None
    if body != source.body:
        fence, below = _with_body(fence, below, body, line_end_of(text))
    spliced = mark + f"{above}{fields}{fence}{below}".encode()
    again = _read(path, spliced, model)
    if again.body != body or (
        without_last_line_ends(again.value) != without_last_line_ends(wanted)
    ):
        raise Refusal(
            f"{path}: The new values would be read in another way. Nothing was changed. "
            "Open the file and change it by hand."
        )
    return spliced


def _read(path: str, data: bytes, model: type[Part]) -> Source:
    """The file as read; a note that may be a text that is cut warns, and stops nobody."""
    source, problems = read_source(path, data, front_matter=has_body(model))
    errors = [str(problem) for problem in problems if problem.severity == "error"]
    if source is None or errors:
        raise Refusal("\n".join([*errors, "Nothing was changed. Mend this and try again."]))
    return source


# --- what is wanted ------------------------------------------------------------------------------


def _wanted(
    source: Source, model: type[Part], changes: Mapping[Where, Value]
) -> tuple[dict[str, Value], str]:
    """The values and the body of the file as they are to be."""
    values, body = copy.deepcopy(source.value), source.body
    removed: list[Where] = []
    for where, value in changes.items():
        tidy = _tidy(value)
        if where == ("description",) and has_body(model):
            if isinstance(tidy, (dict, list)):
                raise Refusal(
                    f"{source.path}: The description is a text, and a list or a group was given. "
                    "Nothing was changed. Give it as a text."
                )
            body = (tidy or "").strip()
        elif tidy is None:
            removed.append(where)
        else:
            _put(source.path, values, where, 0, tidy)
    # The last of a list first, so that the places of the others stay true.
    for where in sorted(removed, key=_from_the_end):
        _put(source.path, values, where, 0, None)
    return values, body


def _from_the_end(where: Where) -> list[tuple[int, str]]:
    steps = [(-step, "") if isinstance(step, int) else (0, step) for step in where]
    return [*steps, (1, "")]


def _tidy(value: Value) -> Value:
    """A value as the reader would give it, without what is empty inside; None where it is empty."""
    if isinstance(value, str):
        return composed(re.sub(END, "\n", value))
    if isinstance(value, list):
        return [tidy for item in value if (tidy := _tidy(item)) is not None] or None
    if isinstance(value, dict):
        inner = {key: tidy for key, item in value.items() if (tidy := _tidy(item)) is not None}
        return {**inner} if inner else None
    return None


def _put(path: str, group: Value, where: Where, at: int, value: Value) -> None:
    """Change the value at ``where[at:]`` in ``group``; None takes it out."""
    step, is_last = where[at], at == len(where) - 1
    if isinstance(group, dict) and isinstance(step, str):
        if group.get(step) is None and value is None:
            group.pop(step, None)
            return
        inner = group.setdefault(step, None)
        if not is_last and inner is None:
            inner = group[step] = {}
        if is_last:
            group[step] = value
        else:
            _put(path, inner, where, at + 1, value)
        if group[step] in (None, {}, []):
            del group[step]
    elif isinstance(group, list) and isinstance(step, int) and 0 <= step < len(group):
        if is_last:
            group[step] = value
        else:
            _put(path, group[step], where, at + 1, value)
        if group[step] in (None, {}, []):
            del group[step]
    else:
        outer = quoted(_dotted(where[:at]))
        raise Refusal(
            f"{path}: {quoted(_dotted(where))} has no place, as {outer} is written in another way. "
            f"Nothing was changed. Give {outer} as a whole."
        )


def _dotted(where: Where) -> str:
    """``when.2.from`` for the second time's start."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in where)


# --- what differs --------------------------------------------------------------------------------


def _differences(where: Where, present: Value, wanted: Value) -> Iterator[Edit]:
    """The smallest changes from one value to another, in an order in which nothing gets empty."""
    if without_last_line_ends(present) == without_last_line_ends(wanted):
        return
    if isinstance(present, dict) and isinstance(wanted, dict):
        for key, value in wanted.items():
            if key in present:
                yield from _differences((*where, key), present[key], value)
            else:
                yield Edit("add", (*where, key), value)
        for key in present:
            if key not in wanted:
                yield Edit("remove", (*where, key))
    elif isinstance(present, list) and isinstance(wanted, list):
        yield from _differences_of_lists(where, present, wanted)
    else:
        yield Edit("set", where, wanted)


def _differences_of_lists(
    where: Where, present: list[Value], wanted: list[Value]
) -> Iterator[Edit]:
    """Entries that are in both stay; those between them are paired in their order.

    It goes from the last to the first, so that each place is still that of the entry.
    """
    matched = SequenceMatcher(None, _names(present), _names(wanted), autojunk=False)
    for how, first, end, new_first, new_end in reversed(matched.get_opcodes()):
        if how == "equal":
            continue
        old, new = present[first:end], wanted[new_first:new_end]
        for value in reversed(new[len(old) :]):
            yield Edit("add", (*where, end), value)
        for at in reversed(range(len(new), len(old))):
            yield Edit("remove", (*where, first + at))
        for at, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from _differences((*where, first + at), one, other)


def _names(values: list[Value]) -> list[str]:
    """A name for each value, the same for equal ones."""
    return [json.dumps(without_last_line_ends(value), sort_keys=True) for value in values]


def _after(values: dict[str, Value], edit: Edit) -> dict[str, Value]:
    """The values with one change made."""
    values = copy.deepcopy(values)
    group: Value = values
    *around, step = edit.where
    for outer in around:
        group = group[outer]  # type: ignore[index]
    if isinstance(group, list) and isinstance(step, int):
        group[step : step + (edit.do != "add")] = [] if edit.do == "remove" else [edit.value]
    elif isinstance(group, dict) and isinstance(step, str):
        if edit.do == "remove":
            del group[step]
        else:
            group[step] = edit.value
    return values


# --- the body ------------------------------------------------------------------------------------


def _with_body(fence: str, below: str, body: str, line_end: str) -> tuple[str, str]:
    """The second line of hyphens and what stands below it, with another text there."""
    if not body:
        return fence, ""
    body = body.replace("\n", line_end)
    if not below.strip():
        return fence if fence.endswith(("\r", "\n")) else fence + line_end, below + body + line_end
    above, after = len(below) - len(below.lstrip()), len(below.rstrip())
    return fence, below[:above] + body + below[after:]
