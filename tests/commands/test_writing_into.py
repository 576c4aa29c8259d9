"""Where a verb may write, and which address a site may have: mistakes are refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from site_builds import build, project, snapshot

from connectdo.commands.main import group
from connectdo.commands.writing_into import SOURCES, site_folder_in, target_in
from connectdo.data.formats.web_addresses import site_address
from connectdo.data.problems import Refusal


def refused(root: Path, output: str | Path) -> str:
    with pytest.raises(Refusal) as refusal:
        site_folder_in(root, Path(output))
    return str(refusal.value)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project's folder with the folders that its sources are in."""
    folder = tmp_path / "above" / "project"
    for name in SOURCES:
        (folder / name / "inner").mkdir(parents=True)
    return folder


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("way", ["", "inner", "new", "inner/deep/er", "../content/../{}"])
def test_nothing_is_written_into_the_sources(root: Path, name: str, way: str) -> None:
    assert "holds the sources" in refused(root, f"{name}/{way.format(name)}")
    assert "holds the sources" in refused(root, root / name / way.format(name))


@pytest.mark.parametrize("output", [".", "", "..", "../..", "/", "output/..", "../project", "./."])
def test_nor_into_the_project_itself_or_above_it(root: Path, output: str) -> None:
    (root / "output").mkdir()
    assert "holds the project itself" in refused(root, output)


def test_nor_through_a_link(root: Path, tmp_path: Path) -> None:
    (root / "output").symlink_to(root / "boroughs")
    (tmp_path / "elsewhere").symlink_to(root)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "holds the sources" in refused(root, "output")
    assert "holds the sources" in refused(root, "output/new")
    assert "holds the project itself" in refused(root, tmp_path / "elsewhere")
    assert "holds the sources" in refused(root, tmp_path / "elsewhere" / "theme" / "new")
    assert "so nothing was written" in refused(root, tmp_path / "loop")
    root.rename(tmp_path / "moved")
    root.symlink_to(tmp_path / "moved")
    assert "holds the sources" in refused(root, tmp_path / "moved" / "content")


def test_nor_over_what_others_wrote(root: Path, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "letter.txt").write_text("Dear all")
    assert 'holds other files, as "letter.txt"' in refused(root, documents)
    assert "is a file" in refused(root, documents / "letter.txt")
    (documents / ".build").mkdir()
    assert site_folder_in(root, documents) == documents


@pytest.mark.parametrize("output", ["output", "output-2", ".cache/serve", "../site", "public/new"])
def test_a_new_or_empty_folder_is_fine(root: Path, output: str) -> None:
    assert site_folder_in(root, Path(output)) == root / output
    (root / output).mkdir(parents=True)
    (root / output / "CNAME").write_text("example.org")
    (root / output / ".nojekyll").touch()
    assert site_folder_in(root, Path(output)) == root / output


@pytest.mark.parametrize("verb", ["site", "zip", "catalogue", "schema"])
def test_every_verb_that_writes_keeps_out_of_the_sources(tmp_path: Path, verb: str) -> None:
    root = project(tmp_path / "project")
    before = snapshot(root)
    words = [verb, "--root", str(root), "--output", "boroughs/ashmoor/made"]
    ran: Result = CliRunner().invoke(group, words)
    assert ran.exit_code == 2, ran.output
    assert 'is in "boroughs", which holds the sources, so nothing was written.' in ran.output
    assert snapshot(root) == before


def test_a_zip_takes_the_place_of_no_other_file(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    (root / "README.md").write_text("Read me")
    ran = CliRunner().invoke(group, ["zip", "--root", str(root), "--output", "README.md"])
    assert ran.exit_code == 2
    assert "README.md is there, and is no zip." in ran.output
    assert (root / "README.md").read_text() == "Read me"


def test_a_link_to_the_project_is_within_it(root: Path) -> None:
    assert target_in(root, Path(".cache")) == root / ".cache"


# --- the site's address --------------------------------------------------------------------------

WRONG = [
    *("javascript:alert(1)", "ftp://example.org", "example.org", "//example.org", "file:///tmp/a"),
    *(
        "https://",
        "https:///a",
        "http:example.org",
        "https://user:pass@example.org",
        "mailto:a@b.c",
    ),
    *("https://user@example.org/", "https://example.org/?a=b", "https://example.org/#a"),
    *(
        "https://example.org?",
        "https://example.org#",
        "https://exa mple.org",
        " https://example.org",
    ),
    *("https://example.org/a b", "https://example.org/\n", "https://example.org:0/"),
    *("https://example.org:65536/", "https://example.org:port/", "https://example.org:-1"),
    *("https://example.org/../a", "https://example.org/a/./b", "https://example.org//a"),
    *("https://example.org/a//", "https://example.org/%2e%2e/a", 'https://example.org/"><b>'),
    *(
        "https://example.org/a;b",
        "https://example.org/a'b",
        "https://example.org/{a}",
        "https://-/",
    ),
    *("https://256.1.1.1/", "https://localhost:99999/", "https://localhost/?a", "https://a..org"),
    *("https://exam\\ple.org", "https://example.org\\@evil.example", "HTTPS", "data:text/html,a"),
    *(
        "https://user:pass@localhost/",
        "http://127.0.0.1:0/",
        "http://localhost/a b",
        "\u202ehttps://a.org",
    ),
]
RIGHT = {
    "https://example.org": "https://example.org",
    "https://example.org/": "https://example.org",
    "HTTPS://Example.ORG/Repo/": "https://example.org/Repo",
    "http://example.org:8080/a/b-c_d.e~f/": "http://example.org:8080/a/b-c_d.e~f",
    "https://bücher.example/": "https://xn--bcher-kva.example",
    "http://localhost:8000/": "http://localhost:8000",
    "http://127.0.0.1:8000/": "http://127.0.0.1:8000",
    "http://192.168.1.20/site": "http://192.168.1.20/site",
}


@pytest.mark.parametrize("address", WRONG)
def test_what_no_browser_asks_for_is_no_address_of_a_site(address: str) -> None:
    with pytest.raises(ValueError):
        site_address(address)


@pytest.mark.parametrize(("address", "kept"), RIGHT.items())
def test_an_address_of_a_site_is_kept_as_browsers_write_it(address: str, kept: str) -> None:
    assert site_address(address) == kept


@pytest.mark.parametrize("address", ["javascript:alert(1)//", "https://user:pass@example.org/?a"])
def test_a_build_with_a_wrong_address_is_refused_in_a_sentence(
    tmp_path: Path, address: str
) -> None:
    root = project(tmp_path / "project")
    by_word = build(root, "--output", str(tmp_path / "out"), "--site-url", address)
    settings = root / "pelicanconf.py"
    settings.write_text(f"{settings.read_text()}\nSITEURL = {address!r}\n")
    by_setting = build(root, "--output", str(tmp_path / "out"))
    for ran in (by_word, by_setting):
        assert ran.returncode == 2
        assert "is not an address where a site can be published. Write" in ran.stderr
        assert "Traceback" not in ran.stderr
        assert not list((tmp_path / "out").glob("*.html"))
