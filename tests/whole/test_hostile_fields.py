"""Payloads through every field of text, a site built of them, and every file of it parsed.

Once as an editor would meet it, where the check refuses much; and once with the check of texts
taken away, so that what builds the pages must hold by itself. In both, no file may have an element,
an attribute, a script, a calendar entry, a cell or a statement that the same site of plain words
has not. The seed and the counts are printed.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import icalendar
import pytest
from hostile_project import Hostile, write_hostile
from payloads import payloads
from playwright.sync_api import Page
from site_builds import ROOT, TODAY, project, snapshot
from small_project import OWN_SETTINGS

from connectdo.data.formats import text as text_format

Serve = Callable[..., str]
SEED = 20261130
LISTINGS = 230
MARKDOWN = {
    *("a", "p", "em", "strong", "del", "ul", "ol", "li", "blockquote", "code", "pre", "br", "hr"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
"""What a person's own words may become."""
MARKDOWN_ATTRIBUTES = {
    ("a", "href"),
    ("a", "title"),
    ("a", "rel"),
    ("ol", "start"),
    ("code", "class"),
    ("pre", "lang"),
}
SCHEMES = {"", "http", "https", "mailto", "tel", "sms", "webcal"}
LEADING = ("href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href", "cite")
NAME = re.compile(r"\{[^}]*\}")


@dataclass
class Seen:
    """What a site is made of, so that two can be held against each other."""

    elements: set[str] = field(default_factory=set)
    attributes: set[tuple[str, str]] = field(default_factory=set)
    scripts: dict[str, list[str]] = field(default_factory=dict)
    """For each page the sources of its scripts, and the types of its blocks of data."""
    shapes: dict[str, object] = field(default_factory=dict)
    """For each other file what its parser finds but words."""
    trouble: list[str] = field(default_factory=list)
    files: Counter[str] = field(default_factory=Counter)


def looked_through(folder: Path) -> Seen:
    """Every file of a built site, parsed."""
    seen = Seen()
    for name, data in snapshot(folder).items():
        ending = Path(name).suffix or (
            "open referral" if name.startswith("data/oruk/") else name.rpartition("/")[2]
        )
        seen.files[ending] += 1
        try:
            if ending == ".html":
                _page(seen, name, data.decode("utf-8"))
            elif name.startswith("static/"):
                seen.shapes[name] = data  # our own, which holds no words of others
            elif name.startswith("data/oruk/"):
                seen.shapes[name] = _json(data.decode("utf-8"))
            elif look := SHAPES.get(ending):
                seen.shapes[name] = look(data.decode("utf-8"))
        except Exception as wrong:  # all that cannot be parsed is told together
            seen.trouble.append(f"{name}: {type(wrong).__name__}: {wrong}"[:300])
    return seen


def _page(seen: Seen, name: str, text: str) -> None:
    scripts = []
    for element in html5lib.parse(text, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue  # a comment
        tag = NAME.sub("", element.tag)
        seen.elements.add(tag)
        for key, value in element.attrib.items():
            attribute = NAME.sub("xlink:" if "xlink" in key else "", key)
            seen.attributes.add((tag, attribute))
            if attribute in LEADING:
                bare = re.sub(r"[\t\r\n]", "", value)  # as a browser takes them out
                scheme = re.match(r"[\s\x00-\x20]*([A-Za-z][\w+.-]*)\s*:", bare)
                if scheme and scheme[1].lower() not in SCHEMES and tag != "img":
                    seen.trouble.append(f"{name}: {tag} {attribute}={value[:80]!r}")
        if tag == "script":
            scripts.append(element.get("src") or element.get("type") or "inline")
            if not element.get("src") and "json" in (element.get("type") or ""):
                json.loads(element.text or "")
    seen.scripts[name] = scripts


def _calendar(text: str) -> object:
    """Components and the names of their properties. Raises ValueError for a line that is none."""
    lines = text.split("\r\n")
    if any(re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line) for line in lines):
        raise ValueError("a control character, or the end of a line within one")
    if any(len(line.encode()) > 75 for line in lines):
        raise ValueError("a line of more than 75 octets")
    found = icalendar.Calendar.from_ical(text)
    return [(each.name, sorted({str(key) for key in each})) for each in found.walk()]


def _table(text: str) -> object:
    """Rows and columns. Raises ValueError for a cell that a spreadsheet would run."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    for row in rows:
        for cell in row:
            visible = "".join(c for c in cell if unicodedata.category(c) not in ("Cf", "Cc"))
            first = unicodedata.normalize("NFKC", visible.lstrip()[:1])
            if first in ("=", "+", "-", "@") or cell[:1] in ("\t", "\r", "\n"):
                raise ValueError(f"a formula: {cell[:60]!r}")
    return [len(row) for row in rows]


def _xml(text: str) -> object:
    """How often each element is there, with the names of its attributes."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("a document type")
    root = ElementTree.fromstring(text)
    for element in root.iter():
        for inner in (element.text or "",) if element.get("type") == "html" else ():
            inside = Seen()
            _page(inside, "", inner)
            if inside.trouble or inside.elements - MARKDOWN - {"html", "head", "body"}:
                raise ValueError(f"markup in a feed: {inside}")
    counts = Counter((element.tag, *sorted(element.attrib)) for element in root.iter())
    return sorted(counts) if "sitemap" in root.tag or "urlset" in root.tag else counts


def _data_script(text: str) -> object:
    """The script without what its texts and numbers say."""
    bare = re.sub(r'"(?:[^"\\\n\u2028\u2029]|\\.)*"', '""', text)
    bare = re.sub(r"-?\d+(?:\.\d+)?", "0", bare)
    if re.search(r"[<>`'\u2028\u2029]", bare) and "=>" not in bare:
        raise ValueError(f"a text that has ended early: {bare[:200]}")
    return bare.count(";"), bare.count("=")


def _json(text: str) -> object:
    def shape(value: object) -> object:
        if isinstance(value, dict):
            return sorted({str(key) for key in value} if len(value) < 60 else {"many"})
        return type(value).__name__

    return shape(json.loads(text))


SHAPES: dict[str, Callable[[str], object]] = {
    ".ics": _calendar,
    ".csv": _table,
    ".atom": _xml,
    ".xml": _xml,
    ".svg": _xml,
    ".js": _data_script,
    ".json": _json,
    ".geojson": _json,
    ".webmanifest": _json,
    ".txt": lambda text: text.count("\n"),
    "_headers": lambda text: text.count("\n"),
    "_redirects": lambda text: text.count("\n"),
    ".nginx-map": lambda text: text.count("\n"),
    ".conf": lambda text: text.count("\n"),
}


@contextmanager
def _without_the_check_of_texts(off: bool) -> Iterator[None]:
    """The texts of fields pass as they are, where the second wall is to be looked at."""
    names = ("_refuse_html_and_leftovers", "_refuse_unsafe_links")
    if not off:
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setattr(text_format, name, lambda text: None)
        yield


UNCHECKED = (
    "import connectdo.data.formats.text as t; "
    "t._refuse_html_and_leftovers = t._refuse_unsafe_links = lambda text: None; "
    "from connectdo.commands.main import main; main()"
)


def built(root: Path, unchecked: bool) -> Seen:
    """The site of a project, looked through."""
    start = ["-c", UNCHECKED] if unchecked else ["-m", "connectdo"]
    words = ["site", "--root", str(root), "--output", str(root / "output"), "--no-search"]
    ran = subprocess.run(
        [sys.executable, *start, *words, "--today", TODAY],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"{ran.stdout[-3000:]}{ran.stderr[-3000:]}"
    return looked_through(root / "output")


LIVE = {
    "a.html": [
        "<script>x</script>",
        "<p onclick=x>",
        "<a href='java\nscript:x'>",
        "<a href=' JAVASCRIPT:x'>",
        "<svg><a xlink:href=data:x>",
        "<iframe>",
        "<p style=x>",
        '<script type="application/ld+json">{"a": "</script>"}</script>',
    ],
    "a.ics": [
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\r\nBEGIN:VALARM\r\nEND:VALARM\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nSUMMARY:a\nb\r\nEND:VCALENDAR\r\n",
        f"BEGIN:VCALENDAR\r\nSUMMARY:{'a' * 80}\r\nEND:VCALENDAR\r\n",
    ],
    "a.csv": ["a,b\r\n=1,2\r\n", "a\r\n \uff1d1\r\n", 'a\r\n"\t1"\r\n', "a,b,c\r\n"],
    "a.atom": ["<a><b/></a>", "<a b='c'/>", "<!DOCTYPE a><a/>", "<a>", "<a>\x01</a>"],
    "a.js": ['self.a = "x";y();";', 'self.a = "x</script>"+`y`;', "self.a = {};self.b = 1;"],
    "a.json": ['{"b": 1}', '{"a": "b"', "[]"],
    "_headers": ["a\nb\n"],
}
TAME = {
    "a.html": "<p>a</p>",
    "a.ics": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "a.csv": "a,b\r\n",
    "a.atom": "<a/>",
    "a.js": 'self.a = "x";',
    "a.json": '{"a": "b"}',
    "_headers": "a\n",
}


@pytest.mark.parametrize(
    ("name", "live"), [(name, each) for name, all_ in LIVE.items() for each in all_]
)
def test_what_is_live_is_seen(tmp_path: Path, name: str, live: str) -> None:
    for folder, text in (("tame", TAME[name]), ("live", live)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(text.encode())
    tame, seen = looked_through(tmp_path / "tame"), looked_through(tmp_path / "live")
    assert tame.trouble == []
    assert seen.trouble or live_beside(seen, tame)


def live_beside(seen: Seen, plain: Seen) -> dict[str, object]:
    """What a site has that the same one of plain words has not."""
    shapes = {
        name: (seen.shapes.get(name), plain.shapes.get(name))
        for name in seen.shapes.keys() | plain.shapes.keys()
        if seen.shapes.get(name) != plain.shapes.get(name)
    }
    # Which letters have a page of A to Z depends on names.
    known = {tuple(map(_file, scripts)) for scripts in plain.scripts.values()}
    found: dict[str, object] = {
        "elements": seen.elements - plain.elements - MARKDOWN,
        "attributes": seen.attributes - plain.attributes - MARKDOWN_ATTRIBUTES,
        "scripts": {
            name: scripts
            for name, scripts in seen.scripts.items()
            if scripts != plain.scripts.get(name)
            and (name in plain.scripts or tuple(map(_file, scripts)) not in known)
        },
        "shapes": shapes,
    }
    return {name: each for name, each in found.items() if each}


def _file(address: str) -> str:
    return address.rpartition("/")[2]


LIVE_IN_BROWSER = """() => [...document.querySelectorAll('*')].filter((each) =>
  [...each.attributes].some(({name, value}) => name.startsWith('on') || name === 'style'
    || /^\\s*(javascript|vbscript|data):/i.test(value) && name !== 'src')
  || (each.tagName === 'SCRIPT' && !each.src && !/json/.test(each.type))
  || ['IFRAME', 'OBJECT', 'EMBED', 'BASE'].includes(each.tagName)
).map((each) => each.outerHTML.slice(0, 200))"""


def seen_in_a_browser(page: Page, address: str) -> int:
    """Pages whose cards scripts make from data; returns how many cards stood there."""
    cards = 0
    refs = ",".join(f"ashmoor/t{number:04}" for number in range(20))
    for way in (
        "ashmoor/search/#area=out-and-about",
        f"shortlist/#{refs}",
        "choose/#in=ashmoor&area=out-and-about&when=any&help=any",
        "ashmoor/listing/t0000/",
        "ashmoor/week/",
    ):
        page.goto(address + way)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(LIVE_IN_BROWSER) == [], way
        assert page.evaluate("window.poisoned") is None
        cards += page.locator("main .card").count()
    return cards


@pytest.mark.prove
@pytest.mark.parametrize("unchecked", [False, True], ids=["checked", "unchecked"])
def test_thousands_of_payloads_through_every_field_make_nothing_live(
    tmp_path: Path, unchecked: bool, page: Page, served: Serve
) -> None:
    with _without_the_check_of_texts(unchecked):
        made: Hostile = write_hostile(tmp_path, payloads(SEED), LISTINGS)
    assert made.tracebacks == []
    assert made.tried.total() >= 5_000
    for root in (made.plain, made.hostile):
        for part in project(tmp_path / f"whole-{root.name}").iterdir():
            if part.name not in ("boroughs", "content"):
                part.rename(root / part.name)
        with (root / "pelicanconf.py").open("a") as settings:
            settings.write(OWN_SETTINGS)
    plain, hostile = built(made.plain, unchecked), built(made.hostile, unchecked)
    kept = made.tried.total() - made.refused.total()
    print(
        f"\nSeed {SEED}, {'without' if unchecked else 'with'} the check of texts: "
        f"{made.tried.total():,} payloads of {len(made.tried)} families through "
        f"{len(made.fields)} fields, {made.refused.total():,} refused, {kept:,} built into "
        f"{hostile.files.total():,} files: {dict(hostile.files.most_common())}."
    )
    assert plain.trouble == []
    assert hostile.trouble == []
    assert kept > made.tried.total() // 3
    assert live_beside(hostile, plain) == {}
    assert seen_in_a_browser(page, served(made.hostile / "output")) > 20
