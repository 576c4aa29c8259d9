"""The built site as a whole: every page is there, every link leads somewhere, nothing leaks."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from site_builds import PageRead, read_page

HOST = "https://example.org"
STATE_OF_A_SCRIPT = re.compile(
    r"suggest/(index\.html)?#about=|search/(index\.html)?#(area|interest|day|is|access)=|^#(area|when|help|wish)=|my-plan/(index\.html)?#try="
)
"""Words after # that a script reads; they are no place on the page."""


def read_site(folder: Path) -> dict[str, PageRead]:
    return {
        file.relative_to(folder).as_posix(): read_page(file.read_text("utf-8"))
        for file in sorted(folder.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def site(built_site: Path) -> dict[str, PageRead]:
    """Every page of the site at a host's root."""
    return read_site(built_site)


@pytest.fixture(scope="module")
def site_under_path(
    site: dict[str, PageRead], built_site: Path, built_under_path: Path
) -> dict[str, PageRead]:
    """Every page of the site below ``/repo/``.

    One that is the same as at a host's root, but for whole addresses, is not read once more.
    """
    found = {}
    for file in sorted(built_under_path.rglob("*.html")):
        name, html = file.relative_to(built_under_path).as_posix(), file.read_text("utf-8")
        if html.replace(f"{HOST}/repo/", f"{HOST}/") == (built_site / name).read_text("utf-8"):
            canonical = site[name].canonical.replace(f"{HOST}/", f"{HOST}/repo/")
            found[name] = replace(site[name], canonical=canonical)
        else:
            found[name] = read_page(html)
    return found


def is_outside(link: str) -> bool:
    return urlsplit(link).scheme in ("http", "https", "mailto", "tel", "sms", "webcal", "data")


def broken_links(pages: dict[str, PageRead], folder: Path, root: str) -> list[str]:
    """The links that lead nowhere, each as a sentence. ``root`` is the site's path on its host."""
    broken = []
    for name, page in pages.items():
        for link in page.links:
            if is_outside(link):
                continue
            full = urlsplit(urljoin(f"{HOST}{root}{name}", link))
            if not full.path.startswith(root):
                broken.append(f"{name}: {link} leaves the site")
                continue
            target = unquote(full.path.removeprefix(root))
            if posixpath.basename(target) == "":
                target += "index.html"
            if not (folder / target).is_file():
                broken.append(f"{name}: {link} leads nowhere")
            elif (
                full.fragment
                and not STATE_OF_A_SCRIPT.search(link)
                and unquote(full.fragment) not in ids_in(pages, folder, target)
            ):
                broken.append(f"{name}: there is no #{full.fragment} on {target}")
    return broken


def ids_in(pages: dict[str, PageRead], folder: Path, target: str) -> set[str]:
    """The places that an address can name in a page or in a sheet of drawings, and the steps of a
    page that shows one at a time."""
    if target.endswith(".svg") or target == "my-plan/index.html":
        text = (folder / target).read_text("utf-8")
        return set(re.findall(r' (?:id|data-step)="([^"]+)"', text))
    return set(pages[target].ids) if target in pages else set()


def test_there_are_at_least_95_listing_pages_over_six_boroughs(built_site: Path) -> None:
    pages = list(built_site.glob("*/listing/*/index.html"))
    boroughs = {page.relative_to(built_site).parts[0] for page in pages}
    assert len(pages) >= 95
    assert boroughs == {"lambeth", "southwark", "ealing", "bromley", "brent", "hounslow"}


def test_every_link_and_anchor_leads_somewhere(site: dict[str, PageRead], built_site: Path) -> None:
    assert sum(len(page.links) for page in site.values()) > 10_000
    assert broken_links(site, built_site, "/") == []


@pytest.mark.prove
def test_every_link_and_anchor_leads_somewhere_under_a_path(
    site_under_path: dict[str, PageRead], built_under_path: Path
) -> None:
    assert broken_links(site_under_path, built_under_path, "/repo/") == []


def test_a_broken_link_a_missing_anchor_and_a_way_out_are_found(tmp_path: Path) -> None:
    links = ["gone/", "#nowhere", "../../etc/", "./", "drawings.svg#cup", "drawings.svg#tea"]
    (tmp_path / "drawings.svg").write_text('<svg><view id="tea"/></svg>')
    html = "".join(f'<a href="{link}">x</a>' for link in links)
    (tmp_path / "index.html").write_text(html)
    assert broken_links(read_site(tmp_path), tmp_path, "/repo/") == [
        "index.html: gone/ leads nowhere",
        "index.html: there is no #nowhere on index.html",
        "index.html: ../../etc/ leaves the site",
        "index.html: there is no #cup on drawings.svg",
    ]


def test_no_page_has_a_style_or_a_script_of_its_own(site: dict[str, PageRead]) -> None:
    """But for a borough's book, which is one file; test_book.py looks at its policy."""
    inline = {name: page.inline for name, page in site.items() if page.inline}
    assert {name for name in inline if not name.endswith("/book.html")} == set()
    assert {tuple(tags) for tags in inline.values()} == {("<style>", "<script>")}


def test_an_inline_style_script_or_handler_is_found() -> None:
    html = '<style></style><p style="x" onclick="y"><script>z</script>'
    html += '<script type="application/ld+json">{}</script><script src="a.js"></script>'
    assert read_page(html).inline == ["<style>", "style", "onclick", "<script>"]


def test_no_page_asks_another_host_for_anything(
    site: dict[str, PageRead], built_site: Path
) -> None:
    """Links for people may lead away; what a browser fetches by itself may not."""
    fetched = re.compile(
        r'<(?:link|script|img|iframe|source|use)\b[^>]*?(?:href|src)="(\w+:[^"]*)"'
    )
    away = {
        (name, address)
        for name in site
        for tag in re.findall(
            r"<(?:link|script|img|iframe|source|use)\b[^>]*>",
            (built_site / name).read_text("utf-8"),
        )
        for address in fetched.findall(tag)
        if not re.search(r'rel="(canonical|alternate)"', tag)
    }
    assert away == set()


def test_canonical_addresses_are_absolute_and_lead_to_a_page(
    site: dict[str, PageRead], site_under_path: dict[str, PageRead]
) -> None:
    for pages, start in ((site, f"{HOST}/"), (site_under_path, f"{HOST}/repo/")):
        themselves = 0
        for name, page in pages.items():
            canonical = file_of(page.canonical, start)
            assert canonical in pages, name
            assert pages[canonical].canonical == page.canonical, name
            themselves += canonical == name
        assert themselves > len(pages) * 0.9


def file_of(address: str, start: str) -> str:
    """The file that holds an absolute address; not one of the site's where it lies elsewhere."""
    path = address.removeprefix(start) if address.startswith(start) else "elsewhere"
    return f"{path}index.html" if path == "" or path.endswith("/") else path


# ---- what machines read ----


def sitemap_of(folder: Path) -> list[str]:
    return re.findall(r"<loc>(.*?)</loc>", (folder / "sitemap.xml").read_text("utf-8"))


def test_the_sitemap_holds_every_page_that_may_be_found_and_no_other(
    site: dict[str, PageRead], built_site: Path
) -> None:
    addresses = sitemap_of(built_site)
    assert len(addresses) == len(set(addresses)) > 300
    wanted = {
        f"{HOST}/{name.removesuffix('index.html')}"
        for name, page in site.items()
        if not page.noindex and page.canonical == f"{HOST}/{name.removesuffix('index.html')}"
    }
    assert set(addresses) == wanted


def test_no_example_stands_in_the_sitemap(built_under_path: Path) -> None:
    for address in sitemap_of(built_under_path):
        assert address.startswith(f"{HOST}/repo/")
        file = built_under_path / address.removeprefix(f"{HOST}/repo/") / "index.html"
        title = re.search(r"<title>(.*?)</title>", file.read_text("utf-8"))
        assert title and "Example" not in title[1], address


def test_robots_are_welcome_and_told_where_the_sitemap_is(
    built_site: Path, built_under_path: Path
) -> None:
    words = (built_site / "robots.txt").read_text()
    assert "User-agent: *\n" in words
    assert "Disallow: /\n" not in words
    assert f"Sitemap: {HOST}/sitemap.xml\n" in words
    words = (built_under_path / "robots.txt").read_text()
    assert "Disallow: /repo/*/pagefind/\n" in words
    assert f"Sitemap: {HOST}/repo/sitemap.xml\n" in words


def test_the_page_for_lost_addresses_is_right_at_any_depth(
    site_under_path: dict[str, PageRead],
) -> None:
    """A host answers with it for any address, so that a relative link would lead astray."""
    links = [link for link in site_under_path["404.html"].links if not is_outside(link)]
    assert len(links) > 8
    assert [link for link in links if not link.startswith(("/repo/", "#"))] == []


# ---- examples ----


def test_every_example_says_so_wherever_it_is_shown(built_site: Path) -> None:
    """On its page in title and first words, and on every card that leads to it."""
    examples = set()
    for file in sorted(built_site.glob("*/listing/*/index.html")):
        html = file.read_text("utf-8")
        title = re.search(r"<title>(.*?)</title>", html)
        assert title
        if "Example: not a real group" in title[1]:
            borough, _, id, _ = file.relative_to(built_site).parts
            examples.add(f"{borough}/listing/{id}/")
            assert (
                "Example: not a real group" in html.partition("<main")[2].partition("</header>")[0]
            )
            assert '<meta name="robots" content="noindex">' in html
            assert "application/ld+json" not in html
    assert len(examples) >= 90
    unlabelled = []
    for file in sorted(built_site.rglob("*.html")):
        where = file.relative_to(built_site).as_posix()
        for card in re.findall(r'<div class="card\b.*?</li>', file.read_text("utf-8"), re.S):
            found = re.search(r'<h\d[^>]*>\s*<a [^>]*href="([^"]+)"', card)
            target = urljoin(f"{HOST}/{where}", found[1]).removeprefix(f"{HOST}/") if found else ""
            if target in examples and "Example" not in card:
                unlabelled.append(f"{where}: {target}")
    assert unlabelled == []


# ---- templates ----


def test_every_page_is_made_by_a_template_of_our_own_theme(root: Path) -> None:
    """Pelican would take one of its own where ours is missing, and say nothing."""
    from connectdo.site.pelican_writer import WholeFileWriter
    from connectdo.theme.environment import make_environment

    environment = make_environment(root / "theme")
    assert WholeFileWriter.write_file.__module__ == "connectdo.site.pelican_writer"
    with pytest.raises(Exception, match=r"archives\.html"):  # Pelican ships this one
        environment.get_template("archives.html")
