"""What a device is told to keep: whole, true, and nothing that a reader has no use for."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from site_builds import build, project
from stored import NOON

from connectdo.site import offline
from connectdo.told import urls

HOST = "https://example.org/"


def listed(site: Path, borough: str = "lambeth") -> dict[str, str]:
    """The addresses of a borough's list and their hashes."""
    found: dict[str, str] = json.loads((site / borough / "offline.json").read_text("utf-8"))[
        "files"
    ]
    return found


def test_every_file_of_the_list_is_there_with_its_hash(built_site: Path) -> None:
    files = listed(built_site)
    assert len(files) > 250
    for address, hash in files.items():
        data = (built_site / urls.output_file(address)).read_bytes()
        assert hashlib.sha256(data).hexdigest().startswith(hash), address
        assert len(hash) == 10


@pytest.mark.parametrize("borough", ["lambeth", "brent"])
def test_every_page_of_the_borough_and_all_that_a_page_needs_is_in_the_list(
    built_site: Path, borough: str
) -> None:
    files = listed(built_site, borough)
    pages = list(built_site.glob(f"{borough}/**/index.html"))
    assert len(pages) > 50
    for page in pages:
        address = page.relative_to(built_site).as_posix().removesuffix("index.html")
        assert (address in files) is not address.endswith("/status/"), address
    for address in files:
        if address == "" or address.endswith(("/", ".html")):
            html = (built_site / urls.output_file(address)).read_text("utf-8")
            for link in re.findall(
                r'<(?:script|img|link rel="stylesheet")[^>]* (?:src|href)="([^"]+)"', html
            ):
                needed = urljoin(HOST + address, link).removeprefix(HOST).partition("#")[0]
                assert needed in files, f"{address} needs {needed}"


def test_links_from_a_kept_page_lead_to_kept_pages_but_for_a_few(built_site: Path) -> None:
    """The rest says that it is not on the device; it is short, and known. What the borough shows of
    others' things is kept; what is like those, or theirs alone, or the nearest to an empty list, is
    not."""
    files = listed(built_site)
    shown = re.compile(r"\w+/(listing|venue|organisation|idea)/[\w-]+/")
    outside = set()
    for address in files:
        if address == "" or address.endswith("/"):
            html = (built_site / urls.output_file(address)).read_text("utf-8")
            html = re.sub(r"(?s)<div data-elsewhere>.*?</ul>", "", html)
            for link in re.findall(r'<a [^>]*href="([^"#]+)', html):
                target = urljoin(HOST + address, link)
                if target.startswith(HOST) and target.removeprefix(HOST) not in files:
                    outside.add(target.removeprefix(HOST))
                    if address.startswith("lambeth/"):
                        assert not shown.fullmatch(target.removeprefix(HOST)), target
    assert "southwark/listing/night-owls/" in files, "shown in Lambeth too"
    assert "data/shortlist/southwark-0.js" in files, "and may be on a list"
    others = ("brent/", "bromley/", "ealing/", "hounslow/", "southwark/", "choose/", "help/")
    assert {each for each in outside if not each.startswith(others)} <= {
        "search/",
        "data/",
        "lambeth/calendar.ics",
        "lambeth/feed.atom",
        "lambeth/status/",
        "lambeth/book.html",
        *(each for each in outside if each.endswith("/calendar.ics")),
    }


def test_the_sizes_are_those_of_the_files(built_site: Path) -> None:
    sizes = json.loads((built_site / "data" / "offline.json").read_text("utf-8"))
    assert sorted(sizes) == ["brent", "bromley", "ealing", "hounslow", "lambeth", "southwark"]
    for borough, size in sizes.items():
        files = [built_site / urls.output_file(each) for each in listed(built_site, borough)]
        assert size["bytes"] == sum(file.stat().st_size for file in files)
        assert 0.2 < size["fetched"] / size["bytes"] < 0.6
        assert size["short"] is False


def test_a_borough_that_is_too_large_is_kept_short_with_its_book_in_pieces(
    built_site: Path,
) -> None:
    whole = listed(built_site)
    made = lists_of_lambeth(built_site, most_files=len(whole) - 10)
    short = json.loads(made["lambeth/offline.json"])
    for kept in ("", "crisis/", "lambeth/", "lambeth/search/", "lambeth/week/", "lambeth/free/"):
        assert kept in short["files"], kept
    for beside in ("facets.js", "pagefind/pagefind.js", "offline.html", "short.html"):
        assert f"lambeth/{beside}" in short["files"], beside
    assert whole["data/finder/lambeth-0.js"] == short["files"]["data/finder/lambeth-0.js"]
    assert not [each for each in short["files"] if re.search("/(listing|venue|page)/", each)]
    pieces = [made[path] for path in short["book"]]
    assert b"".join(pieces) == (built_site / "lambeth" / "book.html").read_bytes()
    for path, piece in zip(short["book"], pieces, strict=True):
        assert hashlib.sha256(piece).hexdigest().startswith(short["files"][path])
    assert json.loads(made["data/offline.json"])["lambeth"]["short"] is True
    assert "book" not in json.loads((built_site / "lambeth/offline.json").read_text("utf-8"))


def test_a_borough_that_is_too_large_even_so_is_not_offered(built_site: Path) -> None:
    assert lists_of_lambeth(built_site, most_files=100) == {"data/offline.json": b"{}\n"}


def lists_of_lambeth(site: Path, most_files: int) -> dict[str, bytes]:
    """What is made of a built site where a borough may have so many files."""
    written = [file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()]
    return dict(offline.offline_lists(site.joinpath, written, ["lambeth"], most_files=most_files))


def test_an_edit_of_one_entry_of_a_book_changes_one_piece_of_it(tmp_path: Path) -> None:
    (tmp_path / "ashmoor").mkdir()
    made = []
    for words in ("One", "Another, and longer"):
        entries = [f'<article id="n{number}">{number}</article>\n' for number in range(300)]
        entries[150] = f'<article id="n150">{words}</article>\n'
        (tmp_path / "ashmoor" / "book.html").write_text(f"<h1>All</h1>\n{''.join(entries)}")
        written = ["ashmoor/book.html", *(f"ashmoor/listing/{number}" for number in range(300))]
        find = tmp_path.joinpath
        short = dict(offline.offline_lists(find, written, ["ashmoor"], most_files=299))
        made.append(short)
        assert len(json.loads(short["ashmoor/offline.json"])["book"]) == 5
    changed = [path for path in made[0] if made[0][path] != made[1][path]]
    assert [path for path in changed if path.endswith(".txt")] == ["ashmoor/book/2.txt"]


def test_the_list_has_another_name_when_one_byte_of_one_page_changes(tmp_path: Path) -> None:
    (tmp_path / "ashmoor").mkdir()
    page = tmp_path / "ashmoor" / "index.html"
    names = []
    for words in ("One", "Two", "One"):
        page.write_text(words)
        made = dict(offline.offline_lists(tmp_path.joinpath, ["ashmoor/index.html"], ["ashmoor"]))
        names.append(json.loads(made["ashmoor/offline.json"])["id"])
    assert names[0] == names[2] != names[1]


def test_a_file_that_was_taken_down_while_the_site_was_built_is_in_no_list(tmp_path: Path) -> None:
    (tmp_path / "ashmoor").mkdir()
    (tmp_path / "ashmoor" / "index.html").write_text("One")
    written = ["ashmoor/index.html", "ashmoor/listing/gone/index.html"]
    made = dict(offline.offline_lists(tmp_path.joinpath, written, ["ashmoor"]))
    assert list(json.loads(made["ashmoor/offline.json"])["files"]) == ["ashmoor/"]


def test_what_is_hidden_is_told_by_a_word_that_tells_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "ashmoor").mkdir()
    (tmp_path / "ashmoor" / "index.html").write_text("One")
    words = []
    several: tuple[dict[str, dt.datetime], ...]
    several = ({}, {"listing/ashmoor/chess": NOON}, {"listing/ashmoor/tea": NOON}, {})
    for hidden in several:
        made = dict(
            offline.offline_lists(tmp_path.joinpath, ["ashmoor/index.html"], ["ashmoor"], hidden)
        )
        assert b"chess" not in b"".join(made.values())
        said = [json.loads(made[path]) for path in ("ashmoor/offline.json", "data/offline.json")]
        assert said[0].get("gone") == said[1]["ashmoor"].get("gone")
        words.append(said[0].get("gone"))
    assert words[0] is words[3] is None
    assert words[1] != words[2]


def test_a_home_screen_is_told_the_name_and_the_icons(built_site: Path) -> None:
    manifest = json.loads((built_site / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["name"] == "Connect & Do"
    assert manifest["start_url"] == manifest["scope"] == "./"
    for icon in manifest["icons"]:
        assert (built_site / icon["src"]).is_file()
    assert 'rel="manifest"' in (built_site / "offline" / "index.html").read_text("utf-8")


def test_a_site_that_offers_it_no_more_sends_a_worker_that_leaves(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    assert build(root).returncode == 0
    assert "leave()" not in (root / "output/sw.js").read_text()
    settings = root / "pelicanconf.py"
    settings.write_text(settings.read_text().replace("OFFLINE = True", "OFFLINE = False"))
    assert build(root).returncode == 0
    assert "leave()" in (root / "output/sw.js").read_text()
    for gone in ("offline", "offline.html", "data/offline.json", "manifest.webmanifest"):
        assert not (root / "output" / gone).exists(), gone
    assert "without internet" not in (root / "output/ashmoor/index.html").read_text()


def test_pages_for_a_folder_do_not_speak_of_it(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    assert build(root, "--links", "file").returncode == 0
    for gone in ("offline", "offline.html", "sw.js", "data/offline.json"):
        assert not (root / "output" / gone).exists(), gone
