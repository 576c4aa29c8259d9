"""Help made from the schema and the rules themselves, so that it cannot fall behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from connectdo.data.model import KINDS, Part
from connectdo.pages.chrome import chrome_for
from connectdo.pages.page_parts import Chrome
from connectdo.rules import checks_in_words
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link


@dataclass(frozen=True, slots=True)
class HelpField:
    """A field of the schema, as the help pages show it."""

    key: str
    label: str
    help: str
    example: str
    needed: bool
    choices: str
    inside: tuple[HelpField, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpFieldsView:
    """Every field of one kind of file."""

    chrome: Chrome
    heading: str
    intro: str
    path: str
    fields: tuple[HelpField, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class HelpCheck:
    """A check: its id and its rule."""

    id: str
    rule: str


@dataclass(frozen=True, slots=True)
class HelpChecksView:
    """Every check."""

    chrome: Chrome
    heading: str
    intro: str
    checks: tuple[HelpCheck, ...]


CHECKS = "help/checks/"
_PATHS = {
    "borough": "boroughs/BOROUGH/borough.yml",
    "organisation": "boroughs/BOROUGH/organisations/ID.yml",
    "venue": "boroughs/BOROUGH/venues/ID.yml",
    "listing": "boroughs/BOROUGH/listings/ID.md",
    "tips": "boroughs/BOROUGH/voices/LISTING-ID.yml",
    "idea": "boroughs/BOROUGH/ideas/ID.yml",
    "offer": "boroughs/BOROUGH/offers/ID.yml",
    "question": "boroughs/BOROUGH/questions/ID.yml",
}


def fields_address(noun: str) -> str:
    """The help page of a kind of file."""
    return f"help/fields/{noun}/"


def help_fields_view(
    publication: Publication, noun: str, kinds: Mapping[str, type[Part]] = KINDS
) -> HelpFieldsView:
    """Every field of one kind of file, as the schema says it."""
    address = fields_address(noun)
    links = publication.site.links_from(address)
    model = kinds[noun]
    return HelpFieldsView(
        chrome=chrome_for(
            publication,
            address,
            f"Fields of {_article(noun)}",
            description=f"Every field of {_article(noun)}: what it is for and how to write it.",
            crumbs=[(urls.HELP, "Help"), ("help/editing/", "Help for editors")],
            styles=("prose.css",),
        ),
        heading=f"Fields of {_article(noun)}",
        intro=(model.__doc__ or "").partition("\n")[0],
        path=_PATHS.get(noun, ""),
        fields=fields_of(model),
        others=tuple(
            Link(links.to(fields_address(other)), f"Fields of {_article(other)}")
            for other in kinds
            if other != noun
        ),
    )


def _article(noun: str) -> str:
    return noun if noun == "tips" else f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def fields_of(model: type[BaseModel]) -> tuple[HelpField, ...]:
    """The fields of a group, those inside them included."""
    found = []
    for name, info in model.model_fields.items():
        inner = _inner(info.annotation)
        found.append(
            HelpField(
                key=info.alias or name,
                label=info.title or name,
                help=info.description or "",
                example=str(info.examples[0]) if info.examples else "",
                needed=info.is_required(),
                choices=", ".join(_choices(info.annotation)),
                inside=fields_of(inner) if inner else (),
            )
        )
    return tuple(found)


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in _parts(annotation) if (found := _inner(part))), None)


def _choices(annotation: Any) -> list[str]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [item.value for item in annotation]
    return next((found for part in _parts(annotation) if (found := _choices(part))), [])


def _parts(annotation: Any) -> Iterable[Any]:
    return getattr(annotation, "__args__", ())


def help_checks_view(publication: Publication) -> HelpChecksView:
    """Every check by id, with its rule in one sentence."""
    return HelpChecksView(
        chrome=chrome_for(
            publication,
            CHECKS,
            "What is checked",
            description="Every check of a listing, in one sentence each.",
            crumbs=[(urls.HELP, "Help"), ("help/editing/", "Help for editors")],
            styles=("prose.css",),
        ),
        heading="What is checked",
        intro="Each message of the checker ends with a name in brackets. Here is what it means.",
        checks=tuple(HelpCheck(id, rule) for id, rule in sorted(checks_in_words().items())),
    )
