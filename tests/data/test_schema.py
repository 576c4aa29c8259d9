"""The JSON Schema says what the checker says, about every shipped file and about mistakes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from small_project import write_project

from connectdo.commands.main import group
from connectdo.data.json_schema import json_schemas
from connectdo.data.model import KINDS
from connectdo.data.source import read_source
from connectdo.data.vocabulary import KEYED
from connectdo.data.vocabulary_reading import read_vocabulary

ROOT = Path(__file__).resolve().parents[2]
BOROUGHS = sorted(path.name for path in (ROOT / "boroughs").iterdir() if path.is_dir())
PATTERNS = {
    "borough": "boroughs/*/borough.yml",
    "organisation": "boroughs/*/organisations/*.yml",
    "venue": "boroughs/*/venues/*.yml",
    "listing": "boroughs/*/listings/*.md",
    "tips": "boroughs/*/voices/*.yml",
    **{name: f"content/vocabulary/{name}.yml" for name in (*KEYED, "terms", "crisis")},
}


@pytest.fixture(scope="module")
def schemas() -> dict[str, dict[str, Any]]:
    return json_schemas(read_vocabulary(ROOT)[0], BOROUGHS)


@pytest.mark.parametrize("kind", [*KINDS, *KEYED, "terms", "crisis"])
def test_each_kind_of_file_has_a_valid_schema_with_words_for_people(
    kind: str, schemas: dict[str, dict[str, Any]]
) -> None:
    schema = schemas[kind]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] and schema["description"]
    for part in (schema, *schema.get("$defs", {}).values()):
        for name, field in part.get("properties", {}).items():
            # The words of a group of fields may stand with the group.
            assert field.get("description") or "$ref" in field, f"{kind}: {name}"
            assert field.get("title") or "$ref" in field, f"{kind}: {name}"


@pytest.mark.parametrize("kind", PATTERNS)
def test_every_shipped_file_fits_its_schema(kind: str, schemas: dict[str, dict[str, Any]]) -> None:
    validator = Draft202012Validator(schemas[kind])
    paths = sorted(ROOT.glob(PATTERNS[kind]))
    assert paths
    for path in paths:
        source, problems = read_source(
            path.name, path.read_bytes(), front_matter=path.suffix == ".md"
        )
        assert source is not None and not problems
        wrong = [f"{path}: {error.message}" for error in validator.iter_errors(source.value)]
        assert wrong == []


def errors(schema: dict[str, Any], value: object) -> list[str]:
    return [
        ".".join(map(str, e.absolute_path)) for e in Draft202012Validator(schema).iter_errors(value)
    ]


GARDENING: dict[str, Any] = {
    "name": "Gardening",
    "summary": "Grow beans.",
    "organisation": "growers",
    "area": "out-and-about",
    "added": "2026-09-01",
}


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({}, []),
        ({"interests": "gardening"}, []),
        ({"interests": ["gardening", "walking"]}, []),
        ({"cost": "free"}, []),
        ({"cost": {"pounds": "3.50"}}, []),
        ({"cost": {"pounds": 3.5}}, []),
        ({"when": [{"every": ["Monday", "Friday"], "from": "10:00", "except": "2026-12-22"}]}, []),
        ({"area": "out-and-abuot"}, ["area"]),
        ({"interests": ["gardening", "gardning"]}, ["interests"]),
        ({"kind": "grop"}, ["kind"]),
        ({"colour": "green"}, [""]),
        ({"added": "3 October 2026"}, ["added"]),
        ({"summary": "x" * 161}, ["summary"]),
        ({"access": {"step-free": "maybe"}}, ["access.step-free"]),
        ({"access": {"stairs": "yes"}}, ["access"]),
        ({"lasting": "no"}, ["lasting"]),
        ({"also_in": "atlantis"}, ["also_in"]),
        ({"languages": ["Klingon"]}, ["languages"]),
        ({"when": [{"from": "10.30am"}]}, ["when.0.from"]),
        ({"description": "Words"}, [""]),
        ({"name": None}, ["name"]),
    ],
)
def test_an_editor_marks_the_mistakes_that_the_schema_can_see(
    fields: dict[str, Any], where: list[str], schemas: dict[str, dict[str, Any]]
) -> None:
    assert errors(schemas["listing"], {**GARDENING, **fields}) == where


def test_what_is_needed_is_required(schemas: dict[str, dict[str, Any]]) -> None:
    assert set(schemas["listing"]["required"]) == set(GARDENING)
    assert set(schemas["venue"]["required"]) == {"name", "added"}
    assert "null" not in json.dumps(schemas["listing"])
    assert "default" not in schemas["listing"]["properties"]["kind"]


def test_the_command_writes_one_file_a_kind_and_says_how_an_editor_finds_them(
    tmp_path: Path,
) -> None:
    write_project(tmp_path)
    ran = CliRunner().invoke(group, ["schema", "--root", str(tmp_path), "--output", "made"])
    assert ran.exit_code == 0
    written = {path.stem for path in (tmp_path / "made").glob("*.json")}
    assert written == {*KINDS, *KEYED, "terms", "crisis"}
    place = (tmp_path / "made/venue.json").resolve().as_posix()
    assert f"# yaml-language-server: $schema={place}" in ran.output
    again = CliRunner().invoke(group, ["schema", "--root", str(tmp_path), "--output", "made"])
    assert again.output == ran.output


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    write_project(tmp_path, {"made": "a file, not a folder"})
    ran = CliRunner().invoke(group, ["schema", "--root", str(tmp_path), "--output", "made"])
    assert ran.exit_code == 2
    assert ran.stderr.endswith("Choose another folder with --output.\n")


def test_the_committed_editor_settings_point_at_what_the_command_writes() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    found = {Path(place).stem: pattern for place, pattern in settings.items()}
    assert found == {kind: glob for kind, glob in PATTERNS.items() if kind != "listing"}
    assert {str(Path(place).parent) for place in settings} == {".cache/schema"}
