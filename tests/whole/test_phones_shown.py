"""A number reads the same everywhere that people and programs read it, however it was written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from site_builds import build, project, snapshot
from small_project import GARDENING, GROWERS, HALL, listing, said, write_project

from connectdo.commands.main import group

WRITTEN = {
    "boroughs/ashmoor/borough.yml": (
        "schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: live\n"
        "team: {name: The team, phone: 02079261000, text: 07400123456}\n"
        "online_safety: {read_on: 2026-11-16, by: the head of the team}\n"
    ),
    GROWERS: "name: Growers\nphone: +44 20 7926 1001\nadded: 2026-09-01\n",
    HALL: "name: The Hall\npostcode: ZA1 1AA\nadded: 2026-09-01\n",
    GARDENING: listing(
        "when: [{every: Tuesday, from: 10:00, to: 12:00}]\n"
        "join: {how: ask first, phone: 0207-926-1002, text: '+447400123457', "
        "phone_may_be_public: yes}\n",
        without="example",
    ),
}
SHOWN = {
    "020 7926 1000": ["ashmoor/index.html", "ashmoor/book.html", "my-plan/index.html"],
    "07400 123456": ["ashmoor/index.html"],
    "020 7926 1001": ["ashmoor/organisation/growers/index.html"],
    "020 7926 1002": [
        "ashmoor/listing/gardening/index.html",
        "ashmoor/book.html",
        "data/listings.csv",
    ],
    "07400 123457": ["ashmoor/listing/gardening/index.html", "data/listings.csv"],
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every text file of a built site whose numbers were written in other ways."""
    root = project(tmp_path_factory.mktemp("phones") / "project", WRITTEN)
    (root / "pelicanconf.py").write_text(
        (root / "pelicanconf.py")
        .read_text("utf-8")
        .replace("connect-and-do.example.org", "connect.ashmoor.gov.uk")
        .replace("forge.example.org", "forge.ashmoor.gov.uk")
        .replace("suggest@example.org", "connect@ashmoor.gov.uk")
    )
    ran = build(root)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    files = snapshot(root / "output")
    return {name: data.decode("utf-8", "replace") for name, data in files.items()}


@pytest.mark.parametrize("number", SHOWN)
def test_a_number_is_grouped_where_people_read_it(number: str, output: dict[str, str]) -> None:
    for name in SHOWN[number]:
        assert number in output[name], name


def test_no_output_has_a_number_in_any_other_form_but_in_a_link(output: dict[str, str]) -> None:
    numbers = ("2079261000", "2079261001", "2079261002", "7400123456", "7400123457")
    for name, text in output.items():
        plain = re.sub(r"(?:tel|sms):\+?[0-9]+", "", text)
        for run in re.findall(r"[+0-9(][0-9 ()+-]{9,}", plain):
            digits = re.sub(r"[^0-9]", "", run)
            if any(number in digits for number in numbers):
                assert any(number in run for number in SHOWN), f"{name}: {run}"


def test_the_list_of_whom_to_ring_shows_numbers_as_they_are_dialled(tmp_path: Path) -> None:
    write_project(
        tmp_path, {**WRITTEN, GARDENING: str(WRITTEN[GARDENING]).replace("2026-10", "2026-01")}
    )
    ran = CliRunner().invoke(group, ["due", "--root", str(tmp_path), "--today", "2026-11-22"])
    assert "020 7926 1002" in ran.output
    assert "0207-926-1002" not in ran.output


@pytest.mark.parametrize("number", ["111", "101", "116 123", "18001 020 7926 1000"])
def test_a_helpline_s_number_passes_the_check(number: str, tmp_path: Path) -> None:
    real = {**WRITTEN, GARDENING: listing(f"join: {{phone: {number}}}\n", without="example")}
    assert said(write_project(tmp_path, real)) == []


@pytest.mark.parametrize("join", ["{phone: 116 123}", "{phone: 111}", "{text: 85258}"])
def test_a_helpline_s_number_passes_in_an_example_too(join: str, tmp_path: Path) -> None:
    assert said(write_project(tmp_path, {GARDENING: listing(f"join: {join}\n")})) == []


def test_a_code_for_texts_passes_under_text_and_is_asked_about_under_phone(tmp_path: Path) -> None:
    def with_join(join: str) -> list[str]:
        files = {**WRITTEN, GARDENING: listing(f"join: {join}\n", without="example")}
        return said(write_project(tmp_path, files))

    assert with_join("{text: 85258}") == []
    assert with_join("{phone: 85258}") == [
        f'{GARDENING}:9: warning: join.phone: "85258" takes text messages, and nobody can ring it. '
        'Write it under "text". (text-codes-stand-under-text)'
    ]


def test_a_number_of_a_helpline_that_cannot_be_dialled_is_a_mistake_too(tmp_path: Path) -> None:
    crisis = "contacts:\n  - {name: A, says: B., phone: 116 l23, nation: UK, checked: 2026-11-16}\n"
    assert said(write_project(tmp_path, {"content/vocabulary/crisis.yml": crisis})) == [
        'content/vocabulary/crisis.yml:2: contacts.phone: "116 l23" has the letter "l" where the '
        "digit 1 is meant. Write 116 123. (phone-is-valid)"
    ]
