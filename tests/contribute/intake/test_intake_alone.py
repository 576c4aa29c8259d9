"""The intake on a host of its own, and a published site that leads to it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from in_git import git
from site_builds import ROOT, TODAY, build, project

PATIENCE = 90
SITE = "https://connect.ashmoor.example/here"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """``connectdo intake`` in a project in git: its host and port."""
    root = project(tmp_path_factory.mktemp("alone") / "project")
    (root / ".gitignore").write_text("/.cache/\n/.intake/\n")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "start"]):
        git(root, *words)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ["intake", "--port", str(port), "--root", str(root), "--today", TODAY, "--site", SITE]
    said = root.parent / "said"
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "connectdo", *words],
            env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    end = time.monotonic() + PATIENCE
    while "Ctrl+C ends it." not in said.read_text():
        assert time.monotonic() < end and process.poll() is None, said.read_text()
        time.sleep(0.1)
    assert f"answers the forms of {SITE}/" in said.read_text()
    yield "127.0.0.1", port
    process.terminate()
    process.wait(PATIENCE)


def asked(alone: tuple[str, int], path: str) -> tuple[int, str, str]:
    """Status, where it leads, and the body of an answer."""
    connection = HTTPConnection(*alone, timeout=PATIENCE)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, answer.headers.get("Location", ""), body


def test_forms_and_review_are_answered_and_look_as_the_site(alone: tuple[str, int]) -> None:
    status, _, form = asked(alone, "/suggest/f/correct/ashmoor/gardening/")
    assert status == 200
    (style, *_) = re.findall(r'href="(?:\.\./)+(static/[^"]*\.css)"', form)
    assert asked(alone, f"/{style}")[0] == 200
    assert asked(alone, "/review/")[0] == 200


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/ashmoor/listing/gardening/", f"{SITE}/ashmoor/listing/gardening/"),
        ("/", f"{SITE}/"),
        ("/suggest/?x=1", f"{SITE}/suggest/?x=1"),
        ("//evil.example/", f"{SITE}/evil.example/"),
    ],
)
def test_all_else_leads_to_the_site(alone: tuple[str, int], path: str, leads: str) -> None:
    assert asked(alone, path)[:2] == (302, leads)


def test_an_address_that_is_none_is_said_before_anything_is_built(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    settings = root / "pelicanconf.py"
    settings.write_text(settings.read_text() + '\nINTAKE_URL = "forms.ashmoor.example"\n')
    built = build(root)
    assert built.returncode == 2
    assert 'pelicanconf.py: INTAKE_URL: "forms.ashmoor.example" is not a web address.' in (
        built.stderr
    )
    assert "Traceback" not in built.stderr
    assert not (root / "output/index.html").exists()


def test_a_published_site_leads_to_the_forms_of_its_intake(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    settings = root / "pelicanconf.py"
    settings.write_text(settings.read_text() + '\nINTAKE_URL = "https://forms.ashmoor.example"\n')
    built = build(root)
    assert built.returncode == 0, built.stderr
    page = (root / "output/ashmoor/listing/gardening/index.html").read_text()
    assert 'href="https://forms.ashmoor.example/suggest/f/correct/ashmoor/gardening/"' in page
    assert 'data-offline="../../../suggest/#about=ashmoor/gardening"' in page
    entrance = (root / "output/suggest/index.html").read_text()
    assert 'href="https://forms.ashmoor.example/suggest/f/new/ashmoor/"' in entrance
    assert not (root / "output/suggest/f").exists()
