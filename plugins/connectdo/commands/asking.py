"""The schema's questions in a terminal: asks them, holds each answer against its format at once.

It knows the model's fields only as questions with a path, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import click
from pydantic import BaseModel

from connectdo.commands.saying import say
from connectdo.data.model import STANDING, Part
from connectdo.data.problems import Refusal, did_you_mean_by_name, meant, quoted
from connectdo.data.source import Mark, Source, Value, read_source
from connectdo.data.validating import field_at, inner_model, takes_a_list, validate


@dataclass(frozen=True, slots=True)
class Question:
    """A field that can be asked for. ``path`` are the steps to it: ["join", "phone"].

    ``named`` are the ids that may be answered, with what people call them; ``answers`` are other
    words for a value; ``thing`` says that an unknown id may be started as a file: "venue";
    ``first`` that it is asked at once, and not only of those who like to go on; ``instead_of`` are
    the paths of questions that make this one needless where one of them is answered.
    """

    path: list[str]
    words: str
    asks: str
    help: str
    needed: bool
    answers: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, Sequence[str]] = field(default_factory=dict)
    thing: str = ""
    first: bool = False
    instead_of: Sequence[Sequence[str]] = ()

    def naming(self, named: Mapping[str, Sequence[str]], thing: str = "") -> Question:
        """The same question, with the ids that may be answered and their names."""
        return replace(self, named=named, thing=thing)

    def understood(self, value: Value) -> Value:
        """The value that an answer means: an id for its name, a fixed word for "yes"."""
        if isinstance(value, list):
            return [self.understood(item) for item in value]
        if not isinstance(value, str):
            return value
        return self.answers.get(value.lower().rstrip(".")) or meant(value, self.named) or value

    @property
    def dotted(self) -> str:
        """The path as it is written after --set."""
        return ".".join(self.path)


def questions(model: type[BaseModel], path: Sequence[str] = ()) -> Iterator[Question]:
    """Every field that has a question, or is needed, in the schema's order, nested ones too."""
    for name, info in model.model_fields.items():
        key = info.alias or name
        inner = inner_model(info.annotation)
        extra: Any = info.json_schema_extra or {}
        if extra.get("asked") == "never" or extra.get("section") == STANDING:
            continue
        if inner and key != "cost":
            yield from questions(inner, [*path, key])
        elif extra.get("question") or (info.is_required() and not path and key == "name"):
            yield Question(
                [*path, key],
                extra.get("words", ""),
                extra.get("question") or f"{info.title}?",
                info.description or "",
                info.is_required() and not path,
                extra.get("answers", {}),
                first=extra.get("asked") == "first",
                instead_of=[[*path, other] for other in extra.get("instead_of", "").split()],
            )


Refuses = Callable[[Question, Value], str | None]
"""What else is wrong with an answer, in a sentence, or None."""
Starts = Callable[[str, str], str | None]
"""Starts a file for a thing (its noun, its name); returns its id, or None where it did not."""


def ask(
    asked: Sequence[Question],
    model: type[Part],
    values: dict[str, Value],
    refuses: Refuses = lambda question, value: None,
    starts: Starts = lambda noun, name: None,
) -> None:
    """Ask in the terminal and put the answers into ``values``. Enter leaves a field out."""
    open_ones = [q for q in asked if q.dotted not in values]
    first = [q for q in open_ones if q.needed or q.first]
    for question in first:
        if not any(has(values, path) for path in (question.path, *question.instead_of)):
            _ask(question, model, values, refuses, starts)
    more = [q for q in open_ones if q not in first]
    if more and click.confirm("That is enough to start. Answer more questions now?"):
        say("Press Enter to leave one out.")
        for question in more:
            _ask(question, model, values, refuses, starts)


def _ask(
    question: Question,
    model: type[Part],
    values: dict[str, Value],
    refuses: Refuses,
    starts: Starts,
) -> None:
    hint = question.help
    if question.named and len(question.named) <= 20:
        hint = f"{hint} ({', '.join(question.named)})"
    while True:
        say(hint, dim=True)
        text = click.prompt(question.asks, default="", show_default=False).strip()
        if not text and question.needed:
            say("This one is needed.")
            continue
        if not text:
            return
        if question.path == ["venue"] and text in ("online", "by phone"):
            put(values, [text.replace(" ", "_")], "yes")
            return
        try:
            value = question.understood(parsed(model, question.path, text))
        except Refusal as wrong:
            say(str(wrong))
            continue
        if isinstance(value, str) and _is_new(question, value):
            started = starts(question.thing, value)
            if started:
                put(values, question.path, started)
                return
        message = wrong_with(model, question, value) or refuses(question, value)
        if message is None:
            put(values, question.path, value)
            return
        say(message)


def _is_new(question: Question, value: str) -> bool:
    """True for the name of a thing that has no file, and that no other is near to."""
    if not question.thing or value in question.named or "/" in value:
        return False
    return not did_you_mean_by_name(value, question.named).startswith("Did")


def wrong_with(model: type[Part], question: Question, value: Value) -> str | None:
    """The sentence for a value that its field refuses, or None."""
    values: dict[str, Value] = {}
    put(values, question.path, value)
    for problem in validate(model, Source("", values, Mark(1)), "answer").problems:
        if problem.field == question.dotted and problem.check != "field-is-needed":
            return problem.message
    if question.named:
        for word in value if isinstance(value, list) else [value]:
            if word not in question.named and "/" not in str(word):
                return f"{quoted(str(word))} is not known. " + did_you_mean_by_name(
                    str(word), question.named
                )
    return None


def has(values: Mapping[str, Value], path: Sequence[str]) -> bool:
    """Whether something stands at a path; times are those of the first session."""
    found: Value = dict(values)
    for step in path:
        group = found[0] if isinstance(found, list) and found else found
        found = group.get(step) if isinstance(group, dict) else None
    return found is not None


def understand(question: Question, values: dict[str, Value]) -> None:
    """Put what a given value means in its place, where the field has one."""
    found: Value = values
    for step in question.path[:-1]:
        inner = found.get(step) if isinstance(found, dict) else None
        found = inner[0] if isinstance(inner, list) and inner else inner
    if isinstance(found, dict) and question.path[-1] in found:
        found[question.path[-1]] = question.understood(found[question.path[-1]])


def put(values: dict[str, Value], path: Sequence[str], value: Value) -> None:
    """Set the value at a path; times go into the first session."""
    current = values
    for step in path[:-1]:
        inner = current.setdefault(step, [{}] if step == "when" else {})
        group = inner[0] if isinstance(inner, list) and inner else inner
        if not isinstance(group, dict):
            raise Refusal(f"{quoted('.'.join(path))} has no place, since {quoted(step)} is set.")
        current = group
    current[path[-1]] = value


def parsed(model: type[Part], path: Sequence[str], text: str) -> Value:
    """An answer as a value: [lists] and {groups} as in a file; commas where a list is meant."""
    if text[:1] in ("[", "{"):
        read, problems = read_source("", f"value: {text}".encode(), front_matter=False)
        if problems or read is None:
            message = problems[0].message if problems else "It cannot be read."
            raise Refusal(f"{'.'.join(path)}: {message}")
        return read.value["value"]
    info = field_at(model, path)
    if "," in text and info is not None and takes_a_list(info):
        return [part.strip() for part in text.split(",") if part.strip()]
    return text
