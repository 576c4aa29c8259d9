"""What is made of Lighthouse's answers. A program that stands for it gives them: it needs Node."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import site_samples

from connectdo.data.problems import Refusal
from connectdo.told import urls
from connectdo.tools import lighthouse

NAMES = ("performance", "accessibility", "best-practices", "seo")


def program(folder: Path, script: str) -> str:
    """A program that is called as npx is, and answers with what ``script`` prints."""
    path = folder / "npx"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def answering(folder: Path, *given: float) -> str:
    """One that answers with these scores, 0 to 1."""
    scores = {name: {"score": each} for name, each in zip(NAMES, given, strict=True)}
    return program(folder, f"cat <<'END'\n{json.dumps({'categories': scores})}\nEND")


def asked(npx: str, folder: Path) -> lighthouse.Scores:
    return lighthouse.scores(npx, Path("/a/browser"), "http://127.0.0.1:1/about/", folder)


def test_a_page_has_four_scores_and_what_is_too_low_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = asked(answering(tmp_path, 0.98, 1, 1, 0.69), tmp_path)
    assert found == dict(zip(NAMES, (98, 100, 100, 69), strict=True))
    lighthouse.print_scores("about/", found)
    line = capsys.readouterr().out
    assert line.split()[:5] == ["98", "100", "100", "69", "/about/"]
    assert line.endswith("  too low: performance, seo\n")
    lighthouse.print_scores("about/", asked(answering(tmp_path, 0.99, 1, 1, 1), tmp_path))
    assert "too low" not in capsys.readouterr().out


def test_it_is_told_the_page_and_the_browser(tmp_path: Path) -> None:
    said = tmp_path / "said"
    with pytest.raises(Refusal):
        asked(program(tmp_path, f'echo "$CHROME_PATH" "$@" > {said}'), tmp_path)
    words = said.read_text().split()
    assert words[0] == "/a/browser"
    assert "http://127.0.0.1:1/about/" in words
    assert lighthouse.LIGHTHOUSE in words


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("echo 'npm error 404 lighthouse is not here' >&2; exit 1", "lighthouse is not here"),
        ("echo '{}'", "it said nothing"),
        ('echo \'{"categories": {"performance": {"score": null}}}\'', "it said nothing"),
    ],
)
def test_without_scores_it_says_the_last_that_lighthouse_said(
    tmp_path: Path, script: str, why: str
) -> None:
    with pytest.raises(Refusal, match=f"no scores for http://127.0.0.1:1/about/: .*{why}"):
        asked(program(tmp_path, script), tmp_path)


def test_without_node_it_says_what_to_install(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="Install Node"):
        lighthouse.report(root, site_samples.TODAY)


def test_the_largest_page_of_each_template_in_the_sitemap_is_looked_at(
    root: Path, built_site: Path
) -> None:
    pages = lighthouse.largest_pages(root, built_site, site_samples.TODAY)
    assert {urls.HOME, urls.SEARCH, urls.CHOOSE, urls.SHORTLIST} <= set(pages)
    sitemap = (built_site / "sitemap.xml").read_text("utf-8")
    assert [page for page in pages if f"<loc>https://example.org/{page}</loc>" not in sitemap] == []
    known = site_samples.addresses(built_site)["listing"]  # the largest first
    public = [page for page in known if f"/{page}</loc>" in sitemap]
    assert [page for page in pages if page in known] == public[:1]
