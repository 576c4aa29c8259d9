"""``connectdo check`` as people and machines see it: exit codes, formats, counts, paths, days."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result
from small_project import BOROUGH, FILES, GARDENING, GROWERS, HALL, listing, write_project

from connectdo.commands.main import group
from connectdo.commands.today import today

pytestmark = pytest.mark.reads_a_day

WRONG_AREA = {GARDENING: listing("area: out-and-abuot\n", without="area")}
SENTENCE = '"out-and-abuot" is not an area. Did you mean "out-and-about"?'
UNCHECKED = {GARDENING: listing(without="checked")}


def check(folder: Path, *words: str, **environment: str | None) -> Result:
    environment = {"SOURCE_DATE_EPOCH": None, "GITHUB_STEP_SUMMARY": None, **environment}
    given = environment["SOURCE_DATE_EPOCH"] or any(word.startswith("--today") for word in words)
    today = [] if given else ["--today=2026-11-22"]
    return CliRunner().invoke(
        group, ["check", "--root", str(folder), *today, *words], env=environment
    )


def test_nothing_to_mend_ends_with_the_counts_and_exit_code_0(tmp_path: Path) -> None:
    ran = check(write_project(tmp_path))
    assert (ran.exit_code, ran.output) == (0, "13 files, 0 errors, 0 warnings\n")


def test_an_error_is_one_clickable_line_and_exit_code_1(tmp_path: Path) -> None:
    ran = check(write_project(tmp_path, WRONG_AREA))
    assert ran.exit_code == 1
    assert ran.output == (
        f"{GARDENING}:9: area: {SENTENCE} (area-is-known)\n13 files, 1 error, 0 warnings\n"
    )


def test_a_warning_fails_only_when_strict(tmp_path: Path) -> None:
    write_project(tmp_path, UNCHECKED)
    assert check(tmp_path).exit_code == 0
    assert check(tmp_path, "--strict").exit_code == 1
    assert check(tmp_path).output.endswith("13 files, 0 errors, 1 warning\n")


def test_problems_of_a_draft_fail_nobody_not_even_strictly(tmp_path: Path) -> None:
    draft = str(FILES[BOROUGH]).replace("demonstration", "draft")
    write_project(tmp_path, {**WRONG_AREA, BOROUGH: draft})
    ran = check(tmp_path, "--strict")
    assert ran.exit_code == 0
    assert ran.output.endswith("0 errors, 0 warnings, 1 problem in draft boroughs\n")
    assert f"{GARDENING}:9: draft: area: " in ran.output


def test_all_problems_are_told_at_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    files = {
        GARDENING: listing("area: x-y\nkind: grop\n", without="area"),
        GROWERS: "name: [a\n",
        HALL: "nam: Hall\nnear: ZA1 1\nadded: 2026-9-1\nexample: yes\n",
    }
    ran = check(write_project(tmp_path, files))
    places = [line.split(" ")[0] for line in ran.output.splitlines()[:-1]]
    assert places == [
        f"{GARDENING}:9:",
        f"{GARDENING}:10:",
        f"{GROWERS}:1:",
        f"{HALL}:1:",
        f"{HALL}:1:",
        f"{HALL}:3:",
    ]
    assert check(tmp_path).output == ran.output


# --- PATHs --------------------------------------------------------------------------------------


def test_a_path_narrows_what_is_told_and_counted(tmp_path: Path) -> None:
    write_project(tmp_path, {**WRONG_AREA, GROWERS: "name: [\n"})
    ran = check(tmp_path, GROWERS)
    assert ran.exit_code == 1
    assert "area" not in ran.output and ran.output.endswith("1 file, 1 error, 0 warnings\n")
    ran = check(tmp_path, "boroughs/ashmoor/venues", HALL)
    assert (ran.exit_code, ran.output) == (0, "1 file, 0 errors, 0 warnings\n")


def test_a_path_may_be_whole_or_seen_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path, WRONG_AREA)
    assert check(tmp_path, str(tmp_path / GARDENING)).exit_code == 1
    monkeypatch.chdir(tmp_path / "boroughs/ashmoor/listings")
    assert "1 file, 1 error" in check(tmp_path, "gardening.md").output


def test_everything_under_the_root_may_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_project(tmp_path))
    assert check(tmp_path, ".").output == "13 files, 0 errors, 0 warnings\n"


@pytest.mark.parametrize("path", ["boroughs/ashmor", "README.md", "content/pages"])
def test_a_path_without_data_is_a_failure_since_nothing_was_checked(
    path: str, tmp_path: Path
) -> None:
    ran = check(write_project(tmp_path), path)
    assert ran.exit_code == 2
    assert ran.stderr == (
        f'"{path}" is not a file or folder of the data, so nothing was checked. '
        'Name something in "boroughs" or "content".\n'
    )
    assert ran.stdout == ""


def test_a_folder_that_is_no_project_is_a_failure(tmp_path: Path) -> None:
    ran = check(tmp_path)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "There is no folder" in ran.stderr


# --- formats ------------------------------------------------------------------------------------


def test_json_holds_the_counts_and_the_same_problems_in_the_same_order(tmp_path: Path) -> None:
    write_project(tmp_path, {GARDENING: listing("area: x-y\n", without="area checked")})
    ran = check(tmp_path, "--format=json")
    assert ran.exit_code == 1
    report = json.loads(ran.output)
    assert {key: report[key] for key in ("files", "errors", "warnings", "drafts")} == {
        "files": 13,
        "errors": 1,
        "warnings": 1,
        "drafts": 0,
    }
    assert [(p["path"], p["check"], p["severity"]) for p in report["problems"]] == [
        (GARDENING, "check-is-fresh", "warning"),
        (GARDENING, "area-is-known", "error"),
    ]
    assert report["problems"][1] == {
        "path": GARDENING,
        "line": 8,
        "field": "area",
        "message": '"x-y" is not an area. Use one of: out-and-about.',
        "check": "area-is-known",
        "severity": "error",
    }


def test_github_gets_annotations_and_the_whole_report_as_a_summary(tmp_path: Path) -> None:
    write_project(tmp_path, WRONG_AREA)
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n", "utf-8")
    ran = check(tmp_path, "--format=github", GITHUB_STEP_SUMMARY=str(summary))
    assert ran.exit_code == 1
    assert ran.output.splitlines()[0] == (
        f"::error file={GARDENING},line=9,title=area-is-known::area: {SENTENCE}"
    )
    assert summary.read_text("utf-8") == (
        "Before.\n## Check: 13 files, 1 error, 0 warnings\n\n"
        "| where | what to do | check |\n|---|---|---|\n"
        f"| {GARDENING}:9 | area: {SENTENCE} | area-is-known |\n"
    )


def test_what_an_editor_wrote_cannot_end_an_annotation_or_a_cell_of_the_summary(
    tmp_path: Path,
) -> None:
    name = "boroughs/ashmoor/venues/a,b:c%0A.txt"
    area = "area: '100%0A::error::|<img src=x>`[x](y)'\n"
    write_project(tmp_path, {GARDENING: listing(area, without="area"), name: "x"})
    summary = tmp_path / "summary.md"
    ran = check(tmp_path, "--format=github", GITHUB_STEP_SUMMARY=str(summary))
    commands = [line for line in ran.output.splitlines() if line.startswith("::")]
    assert len(commands) == 2
    assert "100%250A::error::|" in commands[0]
    assert "file=boroughs/ashmoor/venues/a%2Cb%3Ac%250A.txt,line=1" in commands[1]
    written = summary.read_text("utf-8")
    assert "100%0A::error::\\|&lt;img src=x>\\`\\[x\\](y)" in written
    assert written.count("\n| ") == 3


def test_warnings_and_drafts_have_annotations_of_their_own(tmp_path: Path) -> None:
    draft = "schema: 1\nname: B\ngss: E09000902\nstatus: draft\ncolour: red\n"
    write_project(tmp_path, {**UNCHECKED, "boroughs/birchley/borough.yml": draft})
    ran = check(tmp_path, "--format=github")
    assert ran.exit_code == 0
    assert [line.split(" ")[0] for line in ran.output.splitlines()[:-1]] == [
        "::warning",
        "::notice",
    ]


def test_colour_is_for_terminals_only(tmp_path: Path) -> None:
    write_project(tmp_path, WRONG_AREA)
    words = ["check", "--root", str(tmp_path), "--today=2026-11-22"]
    assert "\x1b[" not in CliRunner().invoke(group, words).output
    coloured = CliRunner().invoke(group, words, color=True).output
    assert "\x1b[31m" in coloured and f"{GARDENING}:9:" in coloured
    assert "\x1b[" not in CliRunner().invoke(group, words, color=True, env={"NO_COLOR": "1"}).output


# --- the day ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("epoch", "words"),
    [
        ("1806791400", "A check is due by 3 April 2027."),  # 3 April, 23:30 in London
        ("1806795000", "The last check was on 3 October 2026."),  # half an hour after midnight
    ],
)
def test_the_day_is_source_date_epoch_in_london(epoch: str, words: str, tmp_path: Path) -> None:
    assert words in check(write_project(tmp_path), SOURCE_DATE_EPOCH=epoch).output


def test_without_it_the_day_is_the_clock_s_in_london(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    with time_machine.travel(dt.datetime(2027, 7, 5, 23, 30, tzinfo=dt.UTC), tick=False):
        assert today() == dt.date(2027, 7, 6)


def test_today_on_the_command_line_wins(tmp_path: Path) -> None:
    words = ["--today", "2026-11-22"]
    ran = CliRunner().invoke(
        group,
        ["check", "--root", str(write_project(tmp_path)), *words],
        env={"SOURCE_DATE_EPOCH": "1804204800"},
    )
    assert ran.output == "13 files, 0 errors, 0 warnings\n"


def test_a_day_that_is_none_is_misuse_with_the_schema_s_own_sentence(tmp_path: Path) -> None:
    ran = check(write_project(tmp_path), "--today=22/11/2026")
    assert ran.exit_code == 2
    assert '"22/11/2026" is not a date. Did you mean 2026-11-22?' in ran.stderr


def test_an_epoch_that_is_no_number_is_misuse(tmp_path: Path) -> None:
    ran = check(write_project(tmp_path), SOURCE_DATE_EPOCH="yesterday")
    assert ran.exit_code == 2
    assert 'SOURCE_DATE_EPOCH is "yesterday"' in ran.stderr


def test_an_unknown_format_is_misuse(tmp_path: Path) -> None:
    assert check(write_project(tmp_path), "--format=xml").exit_code == 2


# --- as a process -------------------------------------------------------------------------------


def test_checking_never_waits_for_what_only_a_build_needs(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['connectdo', 'check'];"
        "from connectdo.commands.main import group;"
        "group(standalone_mode=False);"
        "late = {'pelican', 'flask', 'jinja2', 'sqlalchemy', 'PIL', 'httpx'} & set(sys.modules);"
        "print(sorted(late))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=write_project(tmp_path),
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795305600"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "13 files, 0 errors, 0 warnings\n[]\n"
