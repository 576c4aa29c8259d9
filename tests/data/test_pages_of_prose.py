"""A page of prose is Markdown with three fields; nothing in it reaches the disk or runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_builds import build, project
from small_project import said, write_project

from connectdo.data.written_pages import read_page

HEAD = "Title: About\nSlug: about\nSummary: Us\n"
PAGE = "content/pages/about.md"


def problems(text: str | bytes, path: str = PAGE) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    page, found = read_page(path, data)
    assert (page is None) == bool(found)
    return [str(problem).removeprefix(f"{path}:") for problem in found]


def test_a_page_has_its_fields_and_then_markdown() -> None:
    page, _ = read_page(
        PAGE, b"\xef\xbb\xbfTitle: About us\r\nsummary: Who: we are\r\n\r\n# Hello\r\n"
    )
    assert page is not None
    assert (page.slug, page.title, page.summary) == ("about", "About us", "Who: we are")
    assert (page.markdown, page.line) == ("\n# Hello\n", 3)


@pytest.mark.parametrize(
    "name",
    (
        "Template template Save_as save_as Url URL Status Lang Date Author Override_save_as "
        "Translation Stylesheet Tags Category Modified Slugg"
    ).split(),
)
def test_a_field_that_only_pelican_knows_is_refused(name: str) -> None:
    (found,) = problems(f"{HEAD}{name}: ../../etc/passwd\n\nHello.\n")
    near = 'Did you mean "Slug"?' if name == "Slugg" else "Use one of: Title, Slug, Summary."
    if name != "Tags":
        assert near in found
    assert found.startswith(f'4: {name}: "{name}" is not a field of a page. ')
    assert found.endswith("Is it a part of the text? Leave a line empty above it. (key-is-known)")


@pytest.mark.parametrize(
    "slug",
    [
        *"../up ../../../tmp/x /etc/passwd a/../b a//b a/ A a.html . a\\b".split(),
        *"%2e%2e/x café {slug}".split(),
        "a b",
        "a" * 90,
    ],
)
def test_an_address_is_made_of_ids(slug: str) -> None:
    (found,) = problems(f"Title: A\nSlug: {slug}\nSummary: B\n\nHello.\n")
    assert found.startswith("2: Slug: ")
    assert found.endswith('Write it as "about" or "help/editing". (id-is-valid)')


@pytest.mark.parametrize("slug", ["search", "data/x", "static/x", "crisis", "offline", "pagefind"])
def test_an_address_that_the_site_needs_is_refused(slug: str) -> None:
    (found,) = problems(f"Title: A\nSlug: {slug}\nSummary: B\n\nHello.\n")
    assert found.endswith(
        "is a word that the site itself uses. Choose another. (id-is-not-reserved)"
    )


def test_what_is_missing_is_named_all_at_once() -> None:
    assert problems("No title here.\n", "content/pages/my-page.md") == [
        '1: Title: "Title" is missing. A page begins with it, as "Title: About this site". '
        "(field-is-needed)",
        '1: Summary: "Summary" is missing. A page begins with it, as '
        '"Summary: What this site is, and who it is for". (field-is-needed)',
    ]
    assert problems(b"Title: \xff\n")[0].endswith("save it as UTF-8. (text-is-utf-8)")
    assert problems(HEAD + "\nA\u202eB\n")[0].startswith("5: There is an invisible character")
    assert problems(b"x" * 70_000)[0].startswith("1: The file is longer than 65,536 bytes")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<script>alert(1)</script>", '5: There is HTML on the page: "<script>".'),
        ("Hello <img src=x onerror=alert(1)>.", '5: There is HTML on the page: "<img src=x'),
        ("one\n\n<div onclick='x'>", "7: There is HTML on the page:"),
        ("<!-- a note -->", "5: There is HTML on the page:"),
        ("[a](javascript:alert(1))", "4: A link of the page leads nowhere."),
        ("[a](data:text/html;base64,AAAA)", "4: A link of the page leads nowhere."),
    ],
)
def test_html_and_links_that_run_are_refused_with_their_line(
    tmp_path: Path, text: str, words: str
) -> None:
    (found,) = said(write_project(tmp_path, {PAGE: f"{HEAD}\n{text}\n"}))
    assert found.startswith(f"{PAGE}:{words}")
    assert found.endswith("(page-is-plain-markdown)")


def test_code_and_ordinary_links_are_no_html(tmp_path: Path) -> None:
    text = "Write `<b>` or:\n\n    <div>\n\n[a](/help/) [b](https://x.example.org) [c](#d) 1 < 2\n"
    assert said(write_project(tmp_path, {PAGE: f"{HEAD}\n{text}"})) == []


@pytest.mark.parametrize(
    "name", ["h.html", "r.rst", "n.txt", "a.md~", "#a.md#", "a.markdown", "A.MD"]
)
def test_a_file_that_no_reader_of_ours_reads_is_an_error(tmp_path: Path, name: str) -> None:
    text = ".. include:: /etc/passwd\n<script>alert(1)</script>\n"
    (found,) = said(write_project(tmp_path, {f"content/pages/{name}": text}))
    assert found == (
        f'content/pages/{name}:1: "{name}" is not a file of pages. Make it a plain file whose '
        'name ends in ".md", or take it out. (file-is-expected)'
    )


def test_two_pages_have_two_addresses_and_none_is_a_borough_s(tmp_path: Path) -> None:
    files = {PAGE: f"{HEAD}\nA", "content/pages/too.md": f"{HEAD}\nB"}
    files["content/pages/third.md"] = HEAD.replace("about", "ashmoor/about") + "\nC"
    found = said(write_project(tmp_path, {**files}))
    assert [each.partition("Slug: ")[2] for each in found] == [
        '"ashmoor/about" lies in the pages of a borough. Choose another address. '
        "(page-has-its-own-address)",
        f'{PAGE} has the address "about" too. Change one. (page-has-its-own-address)',
    ]


def test_a_page_at_an_address_that_the_site_makes_is_refused_in_one_sentence(
    tmp_path: Path,
) -> None:
    page = HEAD.replace("about", "help/checks") + "\nHello.\n"
    ran = build(project(tmp_path, {"content/pages/mine.md": page}))
    assert ran.returncode == 2
    assert ran.stderr == (
        'content/pages/mine.md:1: Slug: "help/checks" is the address of a page that the site '
        "makes. Choose another.\n"
    )


def test_pelican_has_no_other_reader_and_opens_no_page(tmp_path: Path) -> None:
    """Also where the settings ask for more: the pages are those that were checked."""
    root = project(tmp_path, {"content/pages/about.md": f"{HEAD}\nHello **you**.\n"})
    settings = root / "pelicanconf.py"
    settings.write_text(settings.read_text() + "\nPAGE_PATHS = ['pages', '../elsewhere']\n")
    (root / "elsewhere").mkdir()
    (root / "elsewhere/x.html").write_text("<html><head><title>X</title></head>x</html>")
    ran = build(root)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Hello <strong>you</strong>." in (root / "output/about/index.html").read_text("utf-8")
    assert not (root / "output/x").exists()
