"""A rename without ``formerly`` is noticed: the lists of published ids, and what the check says."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from site_builds import build, project
from small_project import BOROUGH, FILES, GARDENING, GROWERS, HALL, listing, said, write_project

from connectdo.commands.main import group

LIST = "boroughs/ashmoor/.published.json"
EMPTY = '{"about": "", "boroughs": [], "organisations": [], "venues": [], "listings": []}'
KEPT = "(published-ids-are-kept)"


def ids(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(group, ["ids", f"--root={folder}", "--today=2026-11-22", *words])


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """The small project, whose ids are listed."""
    write_project(tmp_path)
    assert ids(tmp_path, "--write").exit_code == 0
    assert said(tmp_path) == []
    return tmp_path


def rename(folder: Path, old: str, new: str) -> None:
    (folder / old).rename(folder / new)


# ---- the verb ----


def test_without_write_it_says_what_would_be_new_and_writes_nothing(tmp_path: Path) -> None:
    write_project(tmp_path)
    ran = ids(tmp_path)
    assert ran.exit_code == 1
    assert ran.output == (
        f"{LIST}: 1 organisation new: growers\n{LIST}: 1 venue new: hall\n"
        f"{LIST}: 1 listing new: gardening\n"
        'Nothing was written. Run "connectdo ids --write" to renew.\n'
    )
    assert not (tmp_path / LIST).exists()


def test_with_write_it_lists_all_four_kinds_an_id_a_line_and_a_second_time_nothing(
    listed: Path,
) -> None:
    text = (listed / LIST).read_text("utf-8")
    found = json.loads(text)
    del found["about"]
    assert found == {
        "boroughs": ["ashmoor"],
        "organisations": ["growers"],
        "venues": ["hall"],
        "listings": ["gardening"],
    }
    assert '\n  "gardening"\n' in text
    ran = ids(listed)
    assert (ran.exit_code, ran.output) == (0, "Every list of published ids is whole.\n")


def test_a_draft_borough_has_no_list(tmp_path: Path) -> None:
    draft = str(FILES[BOROUGH]).replace("demonstration", "draft")
    write_project(tmp_path, {BOROUGH: draft})
    assert ids(tmp_path, "--write").output == "Every list of published ids is whole.\n"
    assert not (tmp_path / LIST).exists()


def test_what_is_new_is_told_and_stops_nobody(listed: Path) -> None:
    (listed / "boroughs/ashmoor/organisations/weavers.yml").write_text(
        "name: Weavers\nphone: 020 7946 0112\nadded: 2026-09-01\nexample: yes\n"
    )
    assert said(listed) == [
        f"{LIST}:1: warning: Not in the list yet: weavers. "
        'Run "connectdo ids --write". (published-ids-are-listed)'
    ]
    assert ids(listed, "--write").output == f"{LIST}: 1 organisation new: weavers\n"
    assert said(listed) == []


def test_a_borough_without_a_list_is_told_nothing(tmp_path: Path) -> None:
    assert said(write_project(tmp_path)) == []


def test_a_build_never_writes_it(tmp_path: Path) -> None:
    root = project(tmp_path)
    assert build(root).returncode == 0
    assert not (root / LIST).exists()


# ---- what the check says ----


def test_a_renamed_listing_is_missed_with_the_line_to_add_and_the_line_mends_it(
    listed: Path,
) -> None:
    rename(listed, GARDENING, GARDENING.replace("gardening", "gardening-club"))
    (error,) = [line for line in said(listed) if KEPT in line]
    path = GARDENING.replace("gardening", "gardening-club")
    assert error == (
        f'{path}:2: The listing "gardening" was published, and nothing has its address any more. '
        'Is this it? Then write "formerly: [gardening]" here. If it is gone on purpose, '
        f'write "gone: [gardening]" in {BOROUGH}. {KEPT}'
    )
    text = (listed / path).read_text("utf-8")
    (listed / path).write_text(text.replace("---\n", "---\nformerly: [gardening]\n", 1))
    assert [line for line in said(listed) if KEPT in line] == []
    assert ids(listed, "--write").exit_code == 0
    assert said(listed) == []


def test_a_name_that_is_nothing_like_it_is_guessed_where_it_alone_is_new(listed: Path) -> None:
    rename(listed, HALL, HALL.replace("hall", "old-mill"))
    rename(listed, GROWERS, GROWERS.replace("growers", "zzz"))
    found = [line for line in said(listed) if KEPT in line]
    assert [line.partition(": ")[0] for line in found] == [
        "boroughs/ashmoor/organisations/zzz.yml:1",
        "boroughs/ashmoor/venues/old-mill.yml:1",
    ]


def test_a_second_rename_keeps_the_first_id_first(listed: Path) -> None:
    path = GARDENING.replace("gardening", "gardening-club")
    (listed / GARDENING).unlink()
    (listed / path).write_text(listing("formerly: [beans]\n"))
    (error,) = [line for line in said(listed) if KEPT in line]
    assert 'write "formerly: [beans, gardening]" here' in error


def test_a_thing_that_moved_to_another_borough_is_found_there(listed: Path) -> None:
    other = "boroughs/birchley/organisations/growers.yml"
    (listed / other).parent.mkdir(parents=True)
    (listed / "boroughs/birchley/borough.yml").write_text(
        "schema: 1\nname: Birchley\ngss: E09000902\nstatus: demonstration\n"
    )
    shutil.move(listed / GROWERS, listed / other)
    (error,) = [line for line in said(listed) if KEPT in line]
    assert error.startswith(f"{other}:1: ")
    assert 'write "formerly: [ashmoor/growers]" here' in error
    with (listed / other).open("a") as file:
        file.write("formerly: [ashmoor/growers]\n")
    assert [line for line in said(listed) if KEPT in line] == []


def test_what_is_not_there_any_more_is_told_on_its_line_of_the_list(listed: Path) -> None:
    (listed / GARDENING).unlink()
    line = (listed / LIST).read_text("utf-8").splitlines().index('  "gardening"') + 1
    assert said(listed) == [
        f'{LIST}:{line}: The listing "gardening" was published, and nothing has its address any '
        'more. Was it renamed? Then write "formerly: [gardening]" in its new file. Has it closed? '
        'Then bring its file back, with "status: closed". If it is gone on purpose, write '
        f'"gone: [gardening]" in {BOROUGH}. {KEPT}'
    ]
    with (listed / BOROUGH).open("a") as file:
        file.write("gone: [gardening]\n")
    assert said(listed) == []
    assert ids(listed).exit_code == 0, "the list keeps what it had"


def test_what_closed_keeps_its_address_and_is_not_missed(listed: Path) -> None:
    (listed / GARDENING).write_text(listing("status: closed\n"))
    assert said(listed) == []


def test_a_file_that_cannot_be_understood_is_not_missed_too(listed: Path) -> None:
    (listed / GARDENING).write_text("nothing\n")
    assert [line for line in said(listed) if KEPT in line] == []


def test_a_renamed_borough_is_missed(listed: Path) -> None:
    rename(listed, "boroughs/ashmoor", "boroughs/moorside")
    found = [line for line in said(listed) if KEPT in line]
    assert (
        'boroughs/moorside/borough.yml:1: This borough was published as "ashmoor", and people '
        "keep its addresses. Give its folder that name again, or write "
        f'"gone: [ashmoor]" here. {KEPT}'
    ) in found


def test_what_is_named_as_gone_is_not_there(listed: Path) -> None:
    with (listed / BOROUGH).open("a") as file:
        file.write("gone: [hall]\n")
    (error,) = said(listed)
    assert error.startswith(f'{BOROUGH}:5: gone: "hall" is there: {HALL}. ')


# ---- a list that is not as it was written ----


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{\n "boroughs": [\n', 3, "cannot be read: expecting value"),
        ("[]", 1, "cannot be read: it does not hold about, boroughs, listings,"),
        ('{"about": "", "about": ""}', 1, "a name stands in it twice"),
        ("[" * 100_000, 1, "cannot be read"),
        ("<<<<<<< HEAD\n{}\n", 1, "Keep the lines of both, and delete the marks of git"),
        ("x" * 4_000_001, 1, "The file is longer than 4,000,000 bytes"),
        (b"\xff", 1, "not stored as UTF-8"),
        (EMPTY.replace('"listings": []', '"listings": [1]'), 1, "is no list of ids"),
        (EMPTY.replace('"listings": []', '"listings": ["A b"]'), 1, '"A b" is not an id'),
    ],
)
def test_a_list_that_cannot_be_read_is_a_sentence_and_is_not_written_over(
    listed: Path, text: str | bytes, line: int, words: str
) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    (listed / LIST).write_bytes(data)
    (error,) = said(listed)
    assert error.startswith(f"{LIST}:{line}: ")
    assert words in error
    ran = ids(listed, "--write")
    assert ran.exit_code == 2
    assert words in ran.output
    assert (listed / LIST).read_bytes() == data


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_list_that_is_no_plain_file_is_not_read(listed: Path, kind: str) -> None:
    (listed / LIST).unlink()
    if kind == "link":
        (listed / LIST).symlink_to("/etc/hostname")
    elif kind == "pipe":
        os.mkfifo(listed / LIST)
    else:
        (listed / LIST).mkdir()
    assert [line for line in said(listed) if line.endswith("(file-is-plain)")]
    assert ids(listed, "--write").exit_code == 2


# ---- the other verbs ----


def test_taking_the_examples_out_takes_them_out_of_the_list(listed: Path) -> None:
    (listed / GARDENING).write_text(listing("formerly: [beans]\n"))
    ids(listed, "--write")
    words = ["examples", "remove", "ashmoor", f"--root={listed}", "--today=2026-11-22"]
    ran = CliRunner().invoke(group, words)
    assert ran.exit_code == 0, ran.output
    found = json.loads((listed / LIST).read_text("utf-8"))
    assert (found["listings"], found["venues"], found["boroughs"]) == ([], [], ["ashmoor"])
    assert [line for line in said(listed) if "published" in line] == []


def test_a_new_thing_can_be_written_while_another_is_missed(listed: Path) -> None:
    (listed / GARDENING).unlink()
    words = ["new", "organisation", "--name=Weavers", "--set=phone=020 7946 0112"]
    words += ["--set=example=yes", f"--root={listed}", "--today=2026-11-22"]
    ran = CliRunner().invoke(group, words)
    assert ran.exit_code == 0, ran.output
