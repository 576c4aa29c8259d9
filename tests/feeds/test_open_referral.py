"""Our Open Referral UK: every object against the standard's own schemas, and nothing lost.

The schemas are not part of the project. Where they lie beside it (``../shared/oruk``), every file
is held against them; elsewhere those tests say that they are absent.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import site_samples
from every_field import published
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from connectdo.feeds.oruk import open_referral
from connectdo.told.publication import Publication

Files = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT.parent / "shared" / "oruk" / "hsds-uk-3.0"
COMPILED = ("service", "organization", "service_at_location")


def files_of(publication: Publication, *, examples: bool = True) -> Files:
    """Every file by its path below ``data/oruk/``, read as JSON."""
    return {
        path.removeprefix("data/oruk/"): json.loads(octets)
        for path, octets in open_referral(publication, examples=examples)
    }


@cache
def shipped(examples: bool) -> Files:
    return files_of(site_samples.publication(), examples=examples)


@cache
def every_field() -> Files:
    return files_of(published())


SITES: dict[str, Callable[[], Files]] = {
    "shipped": lambda: shipped(False),
    "with the examples": lambda: shipped(True),
    "with every field": every_field,
}


def service(files: Files) -> Any:
    """The one service of a small site."""
    return next(each for path, each in files.items() if _is_one(path, "services"))


def _is_one(path: str, kind: str) -> bool:
    return path.startswith(f"{kind}/") and path != f"{kind}/index.json"


def schema(name: str) -> Draft202012Validator:
    """A schema of the standard, or a skip that says that it is absent."""
    if not SCHEMAS.is_dir():
        pytest.skip(f"absent: {SCHEMAS}, the schemas of Open Referral UK")
    file = SCHEMAS / ("compiled" if name.startswith(COMPILED) else "") / f"{name}.json"
    term = json.loads((SCHEMAS / "taxonomy_term.json").read_text("utf-8"))
    resource = Resource.from_contents(term, default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("taxonomy_term.json", resource)
    return Draft202012Validator(
        json.loads(file.read_text("utf-8")), registry=registry, format_checker=FormatChecker()
    )


KINDS = {
    "services": ("service", "service_list"),
    "service_at_locations": ("service_at_location", "service_at_location_list"),
    "organizations": ("organization", "organization_list"),
    "taxonomies": ("taxonomy", "taxonomy"),
    "taxonomy_terms": ("taxonomy_term", "taxonomy_term"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("site", SITES)
def test_every_object_fits_the_schema_of_the_standard(site: str, kind: str) -> None:
    one, listed = (schema(name) for name in KINDS[kind])
    files = SITES[site]()
    single = {path: each for path, each in files.items() if _is_one(path, kind)}
    contents = files[f"{kind}/index.json"]["contents"]
    assert len(single) == len(contents) > 0
    wrong = [
        f"{path}: {error.json_path}: {error.message}"
        for path, each in single.items()
        for error in one.iter_errors(each)
    ]
    wrong += [
        f"{each['id']}: {error.message}" for each in contents for error in listed.iter_errors(each)
    ]
    assert wrong == []


def test_an_object_that_does_not_fit_is_found() -> None:
    broken = {**service(every_field()), "status": "open", "id": "gardening"}
    said = " ".join(error.message for error in schema("service").iter_errors(broken))
    assert "'open' is not one of" in said
    assert "'gardening' is not a 'uuid'" in said


def test_the_one_page_of_a_list_says_so() -> None:
    for name in KINDS:
        page = dict(shipped(False)[f"{name}/index.json"])
        count = len(page.pop("contents"))
        assert page == {
            "total_items": count,
            "total_pages": 1,
            "page_number": 1,
            "size": count,
            "first_page": True,
            "last_page": True,
            "empty": False,
        }
        assert {type(value) for value in page.values()} == {int, bool}


def test_the_start_says_the_version_and_whom_to_name() -> None:
    start = shipped(False)["index.json"]
    assert start["version"] == "HSDS-UK-3.0"
    assert start["openapi_url"].startswith("https://")
    said = " ".join(start["connectdo_attributions"])
    assert "Arts Council England" in said
    assert "Crown copyright" in said


def values(value: Any, way: str = "") -> Iterator[tuple[str, Any]]:
    """Every value inside an object with the name it stands under."""
    yield way, value
    inner = value.items() if isinstance(value, dict) else ()
    for name, each in inner:
        yield from values(each, name)
    for each in value if isinstance(value, list) else ():
        yield from values(each, way)


@pytest.mark.parametrize("site", SITES)
def test_nothing_is_empty_and_days_are_days(site: str) -> None:
    for path, whole in SITES[site]().items():
        for name, value in values(whole):
            assert value not in (None, "", [], {}), f"{path}: {name} is empty"
            if name in ("valid_from", "valid_to", "dtstart", "assured_date"):
                dt.date.fromisoformat(value)
            elif name in ("opens_at", "closes_at"):
                dt.time.fromisoformat(value)
            elif name == "last_modified":
                dt.datetime.fromisoformat(value.replace("Z", "+00:00"))
            elif name in ("url", "uri", "website", "term_uri"):
                assert value.startswith(("https://", "http://")), f"{path}: {name}: {value}"


@pytest.mark.parametrize("site", SITES)
def test_every_id_leads_to_something_and_no_two_are_the_same(site: str) -> None:
    files = SITES[site]()
    known = {
        kind: {each["id"] for each in files[f"{kind}/index.json"]["contents"]} for kind in KINDS
    }
    kinds = {
        "organization_id": known["organizations"],
        "service_id": known["services"],
        "service_at_location_id": known["service_at_locations"],
        "taxonomy_id": known["taxonomies"],
        "taxonomy_term_id": known["taxonomy_terms"],
    }
    places = {
        each["location"]["id"] for each in files["service_at_locations/index.json"]["contents"]
    }
    things = known["services"] | known["organizations"] | places
    kinds |= {"location_id": places, "link_id": things}
    looked = set()
    for whole in files.values():
        for name, value in values(whole):
            if name in kinds:
                looked.add(name)
                assert value in kinds[name], f"{name} {value} leads nowhere"
    assert looked == set(kinds)
    for path, whole in files.items():
        if _is_one(path, "services"):
            parts = [
                each["id"] for _, each in values(whole) if isinstance(each, dict) and "id" in each
            ]
            phones = [each["id"] for each in whole.get("phones", ())]
            terms = [each for each in parts if each in known["taxonomy_terms"]]
            own = [each for each in parts if each not in terms and each not in phones]
            assert len(own) == len(set(own)), path
