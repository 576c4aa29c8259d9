"""The policy in a real Chromium: nothing of ours breaks it, and what would break it is stopped.

Pages are served with the headers of the built ``_headers`` file, as a host would send them.
"""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sampled import sampled
from test_headers import headers_of, rules_of

from connectdo.site.preview import PreviewHandler, PreviewServer

LISTENER = """
window.broken = [];
addEventListener("securitypolicyviolation", event => window.broken.push(
    `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">\n')


@pytest.fixture
def hosted() -> Iterator[Callable[[Path, Path], str]]:
    """``hosted(folder, headers)`` serves a folder with the rules of a ``_headers`` file."""
    servers = []

    def start(folder: Path, headers: Path) -> str:
        rules = rules_of(headers.read_text("utf-8"))

        class Host(PreviewHandler):
            def end_headers(self) -> None:
                for name, value in headers_of(rules, self.path.partition("?")[0]).items():
                    self.send_header(name, value)
                super().end_headers()

        handler = functools.partial(Host, directory=str(folder))
        server = PreviewServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def watched(page: Page) -> tuple[list[str], list[str]]:
    """(complaints of the console, requests) of a page, from now on."""
    complaints: list[str] = []
    requests: list[str] = []
    page.add_init_script(LISTENER)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: requests.append(request.url))
    return complaints, requests


def broken(page: Page) -> list[str]:
    """What the policy stopped on the page."""
    found: list[str] = page.evaluate("window.broken")
    return found


def test_no_page_breaks_the_policy(
    page: Page, hosted: Callable[[Path, Path], str], built_site: Path
) -> None:
    """The pages lie open beside each other: most of the time goes by until they are at rest."""
    host = hosted(built_site, built_site / "_headers")
    opened = []
    for address in (
        "",
        "choose/",
        "lambeth/",
        "lambeth/listing/tuesday-gardening/",
        "lambeth/week/",
        "suggest/",
        "privacy/",
    ):
        tab = page.context.new_page()
        complaints, requests = watched(tab)
        answer = tab.goto(host + address)
        assert answer and answer.headers["content-security-policy"].endswith("'none'")
        opened.append((address, tab, complaints, requests))
    for address, tab, complaints, requests in opened:
        tab.wait_for_load_state("networkidle")
        assert broken(tab) == [], address
        assert complaints == [], address
        assert requests[0] == host + address
        assert all(url.startswith(host) for url in requests), address


def test_searching_works_under_the_policy(
    page: Page, hosted: Callable[[Path, Path], str], built_site: Path
) -> None:
    host = hosted(built_site, built_site / "_headers")
    complaints, requests = watched(page)
    page.goto(f"{host}lambeth/search/")
    page.locator("input[type=search]").first.fill("gardening")
    page.locator("main a", has_text="gardening").first.wait_for()
    assert broken(page) == []
    assert complaints == []
    assert any("/pagefind/" in url for url in requests)
    assert all(url.startswith((host, "blob:")) for url in requests)


def test_keeping_a_borough_works_under_the_policy(
    page: Page, hosted: Callable[[Path, Path], str], built_site: Path
) -> None:
    complaints, _ = watched(page)
    page.goto(f"{hosted(built_site, built_site / '_headers')}offline/")
    page.get_by_role("button", name="Keep Brent", exact=True).click()
    expect(page.locator("#brent")).to_contain_text("Kept on")
    assert broken(page) == []
    assert complaints == []


@pytest.mark.parametrize("form", sampled(["header", "meta"], ["meta"]))
@pytest.mark.parametrize(
    ("injected", "directive"),
    [
        ("<script>document.title = 'stolen'</script>", "script-src-elem"),
        ("<p style='color: red'>red</p>", "style-src-attr"),
        ("<img src='https://elsewhere.example.org/spy.gif' alt=''>", "img-src"),
        ("<base href='https://elsewhere.example.org/'>", "base-uri"),
        ("<iframe src='https://elsewhere.example.org/'></iframe>", "frame-src"),
    ],
)
def test_what_an_attacker_puts_in_is_stopped_and_seen(
    page: Page,
    hosted: Callable[[Path, Path], str],
    built_site: Path,
    tmp_path: Path,
    form: str,
    injected: str,
    directive: str,
) -> None:
    html = (built_site / "privacy/index.html").read_text("utf-8")
    assert META.search(html)
    if form == "header":
        html = META.sub("", html)
        headers = built_site / "_headers"
    else:
        headers = tmp_path / "none"
        headers.write_text("", "utf-8")
    (tmp_path / "index.html").write_text(html.replace("<main", f"{injected}<main", 1), "utf-8")
    watched(page)
    page.goto(hosted(tmp_path, headers))
    page.wait_for_load_state()
    assert [each.split()[0] for each in broken(page)][:1] == [directive] or any(
        each.startswith(directive) for each in broken(page)
    )
    assert page.title() != "stolen"


def test_every_page_carries_the_policy_before_anything_is_loaded(built_site: Path) -> None:
    pages = [*built_site.rglob("index.html"), built_site / "404.html"]
    assert len(pages) > 300
    for file in pages:
        head = file.read_text("utf-8").partition("</head>")[0]
        found = META.search(head)
        assert found, file
        assert not re.search(r"<(script|link|style|img)\b", head[: found.start()]), file


def test_no_page_has_anything_inline(built_site: Path) -> None:
    wrong = re.compile(
        r"<style\b|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/)"
        r"|javascript:"
    )
    assert wrong.search('<p onclick="x()">')
    assert wrong.search("<script>x</script>")
    assert not wrong.search('<script type="application/ld+json">{}</script>')
    files = list(built_site.rglob("*.html"))
    assert len(files) > 800
    for file in files:
        if file.name == "book.html":  # its style and script are known to the policy by their hashes
            html = file.read_text("utf-8")
            assert (html.count("<style"), html.count("<script")) == (1, 1)
            continue
        tags = " ".join(re.findall(r"<[a-z][^>]*>", file.read_text("utf-8")))
        assert not wrong.search(tags), (file, wrong.search(tags))


def test_the_policy_holds_when_pages_are_opened_from_a_disk(
    page: Page, built_site: Path, tmp_path: Path
) -> None:
    """A page's own style and scripts load from a folder too: 'self' means the file itself there."""
    watched(page)
    page.goto((built_site / "privacy/index.html").as_uri())
    assert broken(page) == []
    assert "Seravek" in page.evaluate("getComputedStyle(document.body).fontFamily")
