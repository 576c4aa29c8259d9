"""``connectdo new``: from answers to a file that passes the check and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from small_project import BOROUGH, FILES, said, write_project

from connectdo.commands.main import group
from connectdo.data.model import Organisation
from connectdo.data.source import read_source
from connectdo.data.writing import file_text

pytestmark = pytest.mark.reads_a_day

DISTRICTS = {"content/geography/districts.txt": "E09000901\tAshmoor\nE09000903\tLong Marsh\n"}


def new(folder: Path, *words: str, typed: str | None = None) -> Result:
    always = ["--root", str(folder), "--today=2026-11-22"]
    return CliRunner().invoke(group, ["new", *words, *always], input=typed)


def settings(**fields: str) -> list[str]:
    return [f"--set={name.replace('__', '.')}={value}" for name, value in fields.items()]


def test_a_listing_is_written_with_only_what_was_answered(tmp_path: Path) -> None:
    write_project(tmp_path)
    ran = new(
        tmp_path,
        "listing",
        "--name=Beans & Peas: a club",
        *settings(
            summary="Grow beans.",
            organisation="growers",
            area="out-and-about",
            venue="hall",
            interests="gardening",
            when__every="Monday, Friday",
            when__from="10:00",
            when__to="12:00",
            cost="{pounds: 3.50}",
            checked="{on: 2026-11-20, by: team}",
            example="yes",
            description="Bring gloves.\n\nWe have spare ones.",
        ),
    )
    path = "boroughs/ashmoor/listings/beans-peas-a-club.md"
    assert (ran.exit_code, ran.output) == (0, f"Written: {tmp_path / path}\n")
    assert (
        (tmp_path / path).read_text("utf-8")
        == """\
---
name: "Beans & Peas: a club"
summary: Grow beans.
organisation: growers
area: out-and-about
added: 2026-11-22
checked:
  on: 2026-11-20
  by: team
example: yes
interests: gardening
venue: hall
when:
  - every: [Monday, Friday]
    from: 10:00
    to: 12:00
cost:
  pounds: 3.50
---
Bring gloves.

We have spare ones.
"""
    )
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        (
            "venue",
            {"near": "ZA1 1", "example": "yes", "access.step-free": "not known"},
            "name: New one\nadded: 2026-11-22\nexample: yes\nnear: ZA1 1\n"
            "access:\n  step-free: not known\n",
        ),
        (
            "organisation",
            {"phone": "02079460199", "kind": "charity", "example": "yes"},
            'name: New one\nadded: 2026-11-22\nexample: yes\nkind: charity\nphone: "02079460199"\n',
        ),
    ],
)
def test_a_venue_and_an_organisation_pass_the_check_at_once(
    kind: str, fields: dict[str, str], text: str, tmp_path: Path
) -> None:
    write_project(tmp_path)
    ran = new(tmp_path, kind, "--name=New one", *settings(**fields))
    assert ran.exit_code == 0, ran.output
    assert (tmp_path / f"boroughs/ashmoor/{kind}s/new-one.yml").read_text("utf-8") == text
    assert said(tmp_path) == []


def test_a_borough_begins_as_a_draft_that_stops_nobody(tmp_path: Path) -> None:
    write_project(tmp_path, DISTRICTS)
    ran = new(tmp_path, "borough", "--name=Long Marsh")
    assert ran.exit_code == 0
    assert (tmp_path / "boroughs/long-marsh/borough.yml").read_text("utf-8") == (
        "schema: 1\nname: Long Marsh\ngss: E09000903\nstatus: draft\n"
    )
    assert all(": draft: " in line for line in said(tmp_path))
    before = (tmp_path / "boroughs/long-marsh/borough.yml").read_bytes()
    ran = new(tmp_path, "borough", "--name=Long Marsh", "--set=gss=E09000999")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "is there already. Choose another id with --id." in ran.stderr
    assert (tmp_path / "boroughs/long-marsh/borough.yml").read_bytes() == before


def test_a_borough_whose_code_is_not_known_is_asked_for_it(tmp_path: Path) -> None:
    write_project(tmp_path, DISTRICTS)
    ran = new(tmp_path, "borough", "--name=Long Mash")
    assert ran.exit_code == 2
    assert 'Did you mean "Long Marsh"? Or write the code with --set gss=E09000022.' in ran.stderr
    assert not (tmp_path / "boroughs/long-mash").exists()


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    write_project(tmp_path)
    before = (tmp_path / "boroughs/ashmoor/venues/hall.yml").read_bytes()
    ran = new(tmp_path, "venue", "--name=Hall", "--set=near=ZA1 1")
    assert ran.exit_code == 2
    assert "is there already, and nothing was changed. Choose another id with --id." in ran.stderr
    assert (tmp_path / "boroughs/ashmoor/venues/hall.yml").read_bytes() == before


def test_what_the_schema_refuses_is_not_written(tmp_path: Path) -> None:
    write_project(tmp_path)
    ran = new(tmp_path, "venue", "--name=Hut", *settings(postcode="ZA1", colour="red"))
    assert ran.exit_code == 2
    assert 'postcode: "ZA1" is only the first part of a postcode.' in ran.stderr
    assert 'colour: "colour" is not a field of a venue.' in ran.stderr
    assert ran.stderr.endswith("Nothing was written.\n")
    assert not (tmp_path / "boroughs/ashmoor/venues/hut.yml").exists()


def test_what_the_rules_say_about_the_new_file_is_told(tmp_path: Path) -> None:
    birchley = "schema: 1\nname: Birchley\ngss: E09000902\nstatus: demonstration\n"
    write_project(tmp_path, {"boroughs/birchley/borough.yml": birchley})
    ran = new(
        tmp_path,
        *("venue", "--borough=ashmoor", "--name=Hut"),
        *settings(near="ZB2 1", example="yes"),
    )
    assert ran.exit_code == 1
    assert 'hut.yml:4: near: "ZB2 1" is in Birchley.' in ran.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["venue", "--borough=ashmor", "--name=X"], '"ashmor" is not a borough. Did you mean'),
        (["venue", "--set=near=ZA1"], "It has no name yet. Write it with --name."),
        (["venue", "--name=X", "--set=near"], '"near" has no equals sign.'),
        (["venue", "--name=X", "--set=name.a=b"], '"name.a" has no place, since "name" is set.'),
        (["borough"], "The borough has no name yet. Write it with --name."),
    ],
)
def test_misuse_is_one_sentence_and_exit_code_2(
    words: list[str], sentence: str, tmp_path: Path
) -> None:
    ran = new(write_project(tmp_path), *words)
    assert ran.exit_code == 2
    assert sentence in ran.stderr


def test_of_several_boroughs_one_is_named(tmp_path: Path) -> None:
    second = {"boroughs/birchley/borough.yml": str(FILES[BOROUGH]).replace("901", "902")}
    ran = new(write_project(tmp_path, second), "venue", "--name=X")
    assert ran.exit_code == 2
    assert ran.stderr == (
        "Which borough is it in? Write --borough and one of: ashmoor, birchley.\n"
    )


def test_in_a_terminal_the_schema_s_questions_are_asked_and_answers_held_to_their_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    answers = [
        "Bean club",
        "",
        "Grow beans.",
        "grower",
        "growers",
        "out-and-abuot",
        "out-and-about",
        "",
        "online",
        *[""] * 5,
        "free",
        "",
        "02",
        "020 7946 0123",
        "",
        "n",
    ]
    ran = new(tmp_path, "listing", typed="\n".join(answers) + "\n")
    assert "What is it called?" in ran.output
    assert "This one is needed." in ran.output
    assert '"grower" is not known. Did you mean "growers"?' in ran.output
    assert '"out-and-abuot" is not known. Did you mean "out-and-about"?' in ran.output
    assert '"02" is not a phone number' in ran.output
    written = (tmp_path / "boroughs/ashmoor/listings/bean-club.md").read_text("utf-8")
    assert "online: yes\n" in written and "cost: free\n" in written
    assert "join:\n  phone: 020 7946 0123\n" in written


def answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, *answers: str, words: str = ""
) -> Result:
    """What is said when somebody types these answers, one a question."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    return new(tmp_path, kind, *([words] if words else []), typed="\n".join(answers) + "\n")


FIRST_ANSWERS = ("Bean club", "Grow beans.", "growers", "out-and-about", "")


def test_a_name_that_exists_is_said_at_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path)
    ran = answered(tmp_path, monkeypatch, "listing", "gardening ", *FIRST_ANSWERS, *[""] * 13, "n")
    assert (
        '"gardening" is the name of boroughs/ashmoor/listings/gardening.md already. '
        "Give it another name.\n"
    ) in ran.output
    assert (tmp_path / "boroughs/ashmoor/listings/bean-club.md").is_file()
    ran = answered(
        tmp_path, monkeypatch, "venue", "Hall 2", *[""] * 3, "n", words="--name=The  hall"
    )
    assert '"The hall" is the name of boroughs/ashmoor/venues/hall.yml already' in ran.output
    assert (tmp_path / "boroughs/ashmoor/venues/hall-2.yml").is_file()


def test_answers_are_understood_by_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path)
    first = ("Bean club", "Grow beans.", "the growers", "Out and about", "", "The Hall")
    more = ("Tuesday", "", "", "", "0", "Yes", "", "", "y", "digging")
    ran = answered(tmp_path, monkeypatch, "listing", *first, *more, *[""] * 40)
    assert ran.exit_code in (0, 1), ran.output
    written = (tmp_path / "boroughs/ashmoor/listings/bean-club.md").read_text("utf-8")
    for line in (
        "organisation: growers",
        "area: out-and-about",
        "venue: hall",
        "cost: free",
        "  how: turn up",
        "interests: gardening",
    ):
        assert f"{line}\n" in written


def test_words_are_understood_in_options_too(tmp_path: Path) -> None:
    write_project(tmp_path)
    ran = new(
        tmp_path,
        *("listing", "--name=Beans"),
        *settings(
            summary="Grow beans.",
            organisation="The Growers",
            area="Out and about",
            venue="The Hall",
        ),
        *("--set=interests=digging", "--set=join.how=yes", "--set=example=yes"),
    )
    assert "error" not in ran.output and ran.exit_code == 0, ran.output + ran.stderr


def test_a_near_miss_is_asked_about_with_the_name_of_what_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path)
    first = ("Bean club", "Grow beans.", "growers", "out-and-about", "", "the hal", "hall")
    ran = answered(tmp_path, monkeypatch, "listing", *first, *[""] * 9, "n")
    assert '"the hal" is not known. Did you mean "hall"?' in ran.output


def test_a_group_that_has_no_file_yet_can_be_started_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path)
    first = ("Bean club", "Grow beans.", "The Knitters", "y", "", "", "", "n", "out-and-about")
    ran = answered(tmp_path, monkeypatch, "listing", *first, "", "online", *[""] * 9, "n")
    assert '"The Knitters" is not an organisation here yet. Start a file for it?' in ran.output
    started = tmp_path / "boroughs/ashmoor/organisations/the-knitters.yml"
    assert started.read_text("utf-8") == "name: The Knitters\nadded: 2026-11-22\n"
    written = (tmp_path / "boroughs/ashmoor/listings/bean-club.md").read_text("utf-8")
    assert "organisation: the-knitters\n" in written


@given(name=st.text(min_size=1, max_size=30), about=st.text(max_size=60))
def test_any_words_that_the_schema_takes_are_read_back_as_they_were(name: str, about: str) -> None:
    from connectdo.data.source import Mark, Source
    from connectdo.data.validating import validate

    values = {"name": name, "added": "2026-11-22", **({"about": about} if about.strip() else {})}
    _source, _ = read_source(
        "a", (f"a: {name}\n" if name.isprintable() else "a: x\n").encode("utf-8", "replace"),
        front_matter=False,
    )  # fmt: skip
    if validate(Organisation, Source("a", dict(values), Mark(1)), "organisation").problems:
        return
    text = file_text(Organisation, dict(values))
    read, problems = read_source("a", text.encode("utf-8", "replace"), front_matter=False)
    unseen = {problem.check for problem in problems}
    assert unseen <= {"no-control-characters", "no-direction-overrides"}
    if read and name.isprintable() and about.isprintable() and name.isascii() and about.isascii():
        assert read.value == {key: value.strip() for key, value in values.items()}
