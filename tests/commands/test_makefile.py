"""The verbs: what ``make`` promises, what ``connectdo`` knows, and what a bare machine is told."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from connectdo.commands.main import VERBS

# What `make` alone does: they are about the environment that connectdo itself runs in.
MAKE_ALONE = {"help", "setup", "lock", "clean"}
# What an editor or a program types, seldom enough to need no `make`.
CONNECTDO_ALONE = {
    *("coverage", "due", "examples", "schema", "lint-words", "browser"),
    *("host", "proposals", "take", "accept", "decline", "checked", "reviewer"),
    *("forget", "backup", "restore"),
    *("hide", "hidden", "ready", "walks"),
}


@pytest.fixture(scope="module")
def makefile(root: Path) -> str:
    """The text of the Makefile."""
    return (root / "Makefile").read_text(encoding="utf-8")


def phony(makefile: str) -> set[str]:
    """The targets that are verbs."""
    [declared] = re.findall(r"^\.PHONY:((?:.*\\\n)*.*)$", makefile, re.MULTILINE)
    return set(declared.replace("\\\n", " ").split())


def documented(makefile: str) -> set[str]:
    """The targets that have a line of help right above their rule."""
    pairs = re.findall(r"^## (\S+) .+\n(\S+):", makefile, re.MULTILINE)
    return {verb for verb, target in pairs if verb == target}


def make(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run make in the project's folder, free of the make that may be running these tests."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(
        ["make", *words],
        cwd=root,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def connectdo(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run ``connectdo`` as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "connectdo", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "plugins"), "COLUMNS": "80"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_every_verb_of_make_has_a_line_of_help(makefile: str) -> None:
    assert len(phony(makefile)) > 15
    assert documented(makefile) == phony(makefile)


def test_make_prints_every_verb(root: Path, makefile: str) -> None:
    printed = make(root)
    assert printed.returncode == 0
    for verb in phony(makefile):
        assert f"  make {verb} " in printed.stdout


def test_make_and_connectdo_have_the_same_verbs(makefile: str) -> None:
    assert phony(makefile) - MAKE_ALONE == set(VERBS) - CONNECTDO_ALONE


def test_every_verb_of_make_calls_the_verb_of_its_name(makefile: str) -> None:
    called = dict(re.findall(r"^(\S+):.*\n\t@\$\(CONNECTDO\) (\S+)", makefile, re.MULTILINE))
    assert called == {verb: verb for verb in phony(makefile) - MAKE_ALONE}


def test_every_verb_has_its_module(root: Path) -> None:
    package = root / "plugins" / "connectdo"
    missing = {
        verb
        for verb, (module, _) in VERBS.items()
        if not (package / f"{module.replace('.', '/')}.py").is_file()
    }
    assert missing == set()


def test_help_gives_each_verb_one_line_and_imports_none_of_them(root: Path) -> None:
    printed = connectdo(root, "--help")
    assert printed.returncode == 0
    for verb, (_, words) in VERBS.items():
        assert re.search(rf"^  {verb} +{re.escape(words)}$", printed.stdout, re.MULTILINE), verb


def test_a_mistyped_verb_is_answered_with_the_nearest(root: Path) -> None:
    answer = connectdo(root, "chekc")
    assert answer.returncode == 2
    assert '"chekc" is not a verb. Did you mean "check"?' in answer.stderr


def test_a_refusal_is_one_sentence_without_a_traceback(root: Path, tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "connectdo", "lint"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr == (
        "Run this in the project's own folder, the one that holds the Makefile.\n"
    )


def test_without_a_python_that_will_do_make_says_what_to_install(
    root: Path, tmp_path: Path
) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")  # as Python 3.10 answers the question for 3.11
    old.chmod(0o755)
    answer = make(root, "setup", f"VENV={tmp_path}/venv", f"PYTHON={old}")
    assert answer.returncode != 0
    assert f"No Python 3.11 or newer was found here (looked for: {old})." in answer.stderr
    assert "sudo apt-get install python3 python3-venv" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_without_the_venv_module_make_names_its_package(root: Path, tmp_path: Path) -> None:
    bare = tmp_path / "python3"
    # This Python, but as Debian packs it: without ensurepip.
    code = (
        "import runpy, sys; sys.modules['ensurepip'] = None; words = sys.argv[1:]\n"
        "if words[0] == '-c': exec(words[1])\n"
        "else:\n"
        "    sys.argv = words[words.index('-I') + 1:]\n"
        "    runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    bare.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(code)} "$@"\n')
    bare.chmod(0o755)
    answer = make(root, "setup", f"VENV={tmp_path}/venv", f"PYTHON={bare}")
    assert answer.returncode != 0
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert "came without its venv module" in answer.stderr
    assert f"sudo apt-get install python{version}-venv" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.prove
def test_without_a_network_make_says_so(root: Path, tmp_path: Path) -> None:
    answer = make(
        root,
        "setup",
        f"VENV={tmp_path}/venv",
        f"PYTHON={sys.executable}",
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL="http://127.0.0.1:9/simple",  # the port that discards; nothing listens
        PIP_FIND_LINKS="",
        PIP_NO_CACHE_DIR="1",
        PIP_RETRIES="0",
    )
    assert answer.returncode != 0
    assert "The packages could not be fetched: there is no network" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (tmp_path / "venv" / "run.stamp").exists()
