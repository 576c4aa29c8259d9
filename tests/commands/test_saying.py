"""What commands say of data that was never checked: signs in place of what would act."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_project import GARDENING, HALL, write_project

from connectdo.commands.main import group
from connectdo.commands.saying import order, say
from connectdo.data.problems import Problem
from connectdo.data.telling import cell_without_formula, shown, shown_on_one_line

ACTING = [
    *(chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))),
    *"\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e",
    *"\u2060\u2064\u2066\u2067\u2068\u2069\u206f\ufeff\ufff9\ufffe\ud800\udfff\U000e0001\U000e0041",
]
ORDERS = "\x1b]0;PWNED\x07\x1b[2J\x1b[31m0 errors\u202e\u2066\x9b31m"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("character", ACTING, ids=lambda each: f"{ord(each):04X}")
def test_what_would_act_or_not_be_seen_is_shown_as_its_code(character: str) -> None:
    assert shown(f"a{character}b") == f"a<U+{ord(character):04X}>b"


@pytest.mark.parametrize("text", ["Łódź, 10:30 – “a”", "مرحبا", "שלום", "日本", "😀", "a\n\tb", ""])
def test_letters_of_all_scripts_lines_and_tabs_are_shown_as_they_are(text: str) -> None:
    assert shown(text) == text


def test_what_is_one_line_stays_one() -> None:
    assert shown_on_one_line("a\nb\rc\u2028d") == "a<U+000A>b<U+000D>c<U+2028>d"
    problem = Problem("boroughs/a\n0 errors.md", 1, "na\nme", "No\nnot so.", "a-check")
    assert len(str(problem).splitlines()) == 1


def test_a_command_says_what_it_quotes_as_signs(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"found {ORDERS}", fg="red")
    out = capsys.readouterr().out
    assert not RAW.search(out.rstrip("\n")), out
    assert out.startswith("found <U+001B>]0;PWNED<U+0007>")


def test_at_a_forge_data_gives_no_orders(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "::stop-commands::x\n  ::add-mask::y\nfound ##[error]z"
    say(text)
    assert capsys.readouterr().out == f"{text}\n"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    say(text)
    order("::error file=a::It says ##[error]z")
    assert capsys.readouterr().out.splitlines() == [
        "\\::stop-commands::x",
        "\\::add-mask::y",
        "found ##\\[error]z",
        "::error file=a::It says ##\\[error]z",
    ]


def run(*words: str) -> Result:
    ran = CliRunner().invoke(group, list(words))
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A project whose files, names and values hold what a terminal would obey."""
    evil = f"{ORDERS}%0A::error::x\r::warning::y"
    return write_project(
        tmp_path / "project",
        {
            GARDENING: f'---\n"{evil}": "{evil}"\nname: {evil}\n---\n{evil}\n',
            HALL: f"name: Hall\nnear: {evil}\n",
            f"boroughs/ashmoor/listings/a{ORDERS}::error::.md": "nothing\n",
            f"boroughs/ashmoor/::error::{ORDERS}": "nothing\n",
            f"boroughs/{ORDERS}/borough.yml": "nothing\n",
            "boroughs/ashmoor/venues/b\n0 errors.yml": "nothing\n",
        },
    )


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("forge", ["", "true"])
def test_the_check_says_hostile_files_as_signs(
    hostile: Path, form: str, forge: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = hostile / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    if forge:
        monkeypatch.setenv("GITHUB_ACTIONS", forge)
    ran = run("check", "--root", str(hostile), "--today", "2026-11-22", "--format", form)
    assert ran.exit_code == 1
    said = ran.output
    assert "U+001B" in said or "u001b" in said, said
    assert not RAW.search(said)
    lines = said.splitlines()
    if form == "json":
        assert json.loads(said)["errors"] > 3
    elif form == "text":
        assert all(line.startswith("boroughs/") for line in lines[:-1])
        assert not [line for line in lines[:-1] if "0 errors" in line[:3]]
    else:
        known = r"::(error|warning|notice) file=[^,]*,line=\d+,title=[a-z0-9-]+::[^\r\n]*"
        assert all(re.fullmatch(known, line) for line in lines[:-1]), lines
        table = summary.read_text("utf-8")
        assert not RAW.search(table)
        assert all(line[:1] in ("", "#", "|") for line in table.splitlines())


@pytest.mark.parametrize(
    "words",
    [
        ("site", "--output", "OUT"),
        ("due",),
        ("due", "--format", "csv"),
        ("due", "--format", "html"),
        ("links",),
        ("new", "listing", "--borough", f"a{ORDERS}"),
        ("new", "listing"),
        ("examples", "remove", "ashmoor"),
        ("import", "FILE", "--borough", f"a{ORDERS}", "--mapping", "MAP"),
        ("import", f"no{ORDERS}.csv", "--borough", "ashmoor", "--mapping", "MAP"),
        ("check", f"boroughs/{ORDERS}"),
        (f"check{ORDERS}",),
    ],
    ids=lambda words: " ".join(words)[:20].split("a\x1b")[0],
)
def test_every_report_of_hostile_files_is_signs(hostile: Path, words: tuple[str, ...]) -> None:
    examples = Path(__file__).parents[1] / "fixtures" / "examples/import"
    given = {"OUT": hostile / "out", "FILE": examples / "rooms.csv", "MAP": examples / "rooms.yml"}
    full = [str(given.get(word, word)) for word in words]
    root = [] if len(words) == 1 and "\x1b" in words[0] else ["--root", str(hostile)]
    ran = run(*full, *root)
    assert not RAW.search(ran.output.replace("\r\n", "\n")), ran.output


def test_an_import_says_hostile_cells_as_signs(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    rooms = Path(__file__).parents[1] / "fixtures" / "examples/import/rooms.csv"
    file = tmp_path / "rooms.csv"
    text = rooms.read_text("utf-8").replace(",Mill,", f',"{ORDERS}\n::error::0 errors",')
    file.write_text(text.replace(",Remarks", f",Remarks{ORDERS}"), "utf-8")
    mapping = str(rooms.with_suffix(".yml"))
    options = ("--borough", "ashmoor", "--mapping", mapping, "--root", str(project))
    ran = run("import", str(file), *options, "--today", "2026-11-22")
    assert "<U+001B>" in ran.output
    assert not RAW.search(ran.output)
    assert not [line for line in ran.output.splitlines() if line.startswith(("::", "0 errors"))]


def test_commands_print_in_one_place_only(root: Path) -> None:
    free = {"saying.py", "install.py"}  # install.py stands alone, before there is anything
    found = []
    for file in sorted((root / "plugins/connectdo").rglob("*.py")):
        if file.parent.name == "commands" and file.name in free:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ("print", "click.echo", "click.secho", "traceback.print_exc"):
                    found.append(f"{file.relative_to(root / 'plugins/connectdo')}: {called}")
    assert found == ["site/build.py: print"]  # what Pelican warns of, as signs


# --- spreadsheets ------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [*"=+-@", *"＝＋－＠", *"﹦﹢﹣﹫", "−", "⁼", "⁺"])
@pytest.mark.parametrize("before", ["", " ", "\u00a0 ", "\u3000", "\ufeff", "\u200b", "\t", "\r\n"])
def test_a_cell_that_a_spreadsheet_might_run_begins_with_an_apostrophe(
    sign: str, before: str
) -> None:
    text = f"{before}{sign}cmd|' /C calc'!A0"
    assert cell_without_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["\tTab", "\rReturn", "\nLine"])
def test_a_cell_that_begins_with_a_break_begins_with_an_apostrophe(text: str) -> None:
    assert cell_without_formula(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "Tea = coffee", "020 7946 0123", "a-b", "‘Hi’", "'=1", "£3", " "]
)
def test_a_plain_cell_stays_as_it_is(text: str) -> None:
    assert cell_without_formula(text) == text


def test_a_guarded_cell_comes_back_whole_from_a_csv() -> None:
    out = io.StringIO()
    csv.writer(out).writerow(
        [cell_without_formula('＝HYPERLINK("x")'), cell_without_formula("\t@a")]
    )
    assert next(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [
        '\'＝HYPERLINK("x")',
        "'\t@a",
    ]
