"""The benchmark prints its table from real builds. It holds no time: a slow machine is no fault.

It is a tool for whoever works here, so the builds that it measures are `make prove`'s.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.prove
def test_the_benchmark_prints_a_line_for_each_part_and_each_build(
    root: Path, site_environment: dict[str, str]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "connectdo", "bench", "--listings", "12"],
        cwd=root,
        env=site_environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for line in (
        r"coming dates, 13 weeks +0\.\d{3} \(CPU\)",
        r"a listing's calendar file +0\.\d{3} \(CPU\)",
        r" +12  a review of one change +\d+\.\d ms",
        r" +12  the page as it will look +\d+\.\d ms",
        r" +12  is it one of these\? +\d+\.\d ms",
        r" +12  ours, without search( +\d+\.?\d*){4}",
        r" +12  ours, with search( +\d+\.?\d*){4}",
        r" +12  Hugo.*: left out; --with-peers fetches it",
    ):
        assert re.search(line, ran.stdout), (line, ran.stdout)
    assert not list((root / ".cache" / "bench").glob("*-12"))
    assert not (root / ".cache" / "bench" / "review").exists()


def test_outside_a_project_it_says_where_to_go(
    tmp_path: Path, site_environment: dict[str, str]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "connectdo", "bench"],
        cwd=tmp_path,
        env=site_environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "Run this in the project's own folder" in ran.stderr
