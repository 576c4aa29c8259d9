"""The site in one zip: opened from a folder in a real browser, and the same twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from following import follow
from playwright.sync_api import Page
from sampled import sampled
from site_builds import project

pytestmark = pytest.mark.reads_a_day


WALKS = {
    "small": ("Ashmoor", "From A to Z", "Gardening"),
    "shipped": ("Lambeth", "From A to Z", "Tuesday gardening"),
}


@pytest.fixture(scope="module", params=sampled(WALKS, ["small"]))
def site_name(request: pytest.FixtureRequest) -> str:
    """The small project is packed in every run, the shipped site by `make prove`."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def packed(
    site_name: str,
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
    site_environment: dict[str, str],
) -> Path:
    folder = tmp_path_factory.mktemp("zip")
    target = folder / "site.zip"
    if site_name == "small":
        root = project(folder / "project")
    ran = subprocess.run(
        [sys.executable, "-m", "connectdo", "zip", "--output", str(target)],
        cwd=root,
        env={**site_environment, "SOURCE_DATE_EPOCH": "1795305600"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Unpack it, open index.html." in ran.stdout
    return target


def test_a_reader_walks_from_the_first_page_to_a_listing_without_a_server(
    packed: Path, site_name: str, tmp_path: Path, page: Page
) -> None:
    with ZipFile(packed) as archive:
        archive.extractall(tmp_path)
    page.goto((tmp_path / "connect-and-do" / "index.html").as_uri())
    for name in WALKS[site_name]:
        follow(page.get_by_role("link", name=name, exact=True).first)
    assert page.get_by_role("heading", level=1).inner_text() == WALKS[site_name][-1]
    assert page.url.startswith("file://")
    style = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert style not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")


def test_every_entry_has_the_day_of_the_build_and_nothing_is_only_for_servers(
    packed: Path,
) -> None:
    with ZipFile(packed) as archive:
        names = archive.namelist()
        days = {entry.date_time for entry in archive.infolist()}
    assert days == {(2026, 11, 22, 0, 0, 0)}
    assert "connect-and-do/index.html" in names
    assert not [name for name in names if name.endswith(("_headers", "sitemap.xml", ".json"))]
    assert not [name for name in names if "/server/" in name]
