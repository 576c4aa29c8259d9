"""The HTML of every page of the shipped site: valid, and plain to a reader that hears it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from site_samples import every_sample

from connectdo.told import urls

HTML = "{http://www.w3.org/1999/xhtml}"
ONCE = ("main", "title", "h1")


def faults(html: str) -> list[str]:
    """What is wrong with a page: the parser's errors, then those of its structure."""
    parser = html5lib.HTMLParser()
    tree = parser.parse(html)
    lines = html.splitlines()
    found = [
        f"{code} {details}: {lines[min(line, len(lines)) - 1][:100]}"
        for (line, _), code, details in parser.errors
    ]
    every = [(each.tag.removeprefix(HTML), each) for each in tree.iter() if _is_tag(each)]
    found += _frame_faults(tree, every)
    found += _heading_faults(every)
    found += _reference_faults(every)
    for tag, element in every:
        if tag == "img" and element.get("alt") is None:
            found.append(f"img without alt: {element.get('src')}")
        if tag in ("a", "button") and not _is_template(element) and not words_of(element):
            found.append(f"empty {tag}: {element.get('href', '')} {element.get('id', '')}")
        if tag == "time" and not is_a_time(element.get("datetime", words_of(element))):
            found.append(f"time without a date: {element.get('datetime')} {words_of(element)}")
    found += _control_faults(tree, every)
    return found


def _is_tag(element: Element) -> bool:
    return isinstance(element.tag, str)


def _is_template(element: Element) -> bool:
    """Whether a script fills it: it has no address yet."""
    return any(name.startswith("data-fact") for name in element.attrib) or (
        element.tag == f"{HTML}a" and element.get("href") is None
    )


def is_a_time(text: str) -> bool:
    """Whether programs can read what a ``<time>`` says; also where a script fills it later."""
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return re.fullmatch(r"[0-9]{4}(-[0-9]{2})?|[0-9]{2}:[0-9]{2}|P.+", text) is not None
    return "-" in text


def words_of(element: Element) -> str:
    """What is read out of an element: its label, else its texts and its pictures' alternatives."""
    if element.get("aria-label"):
        return element.get("aria-label", "").strip()
    if element.get("aria-hidden") == "true" or element.tag.endswith("}template"):
        return ""
    parts = [element.text or "", element.get("alt") or ""]
    for child in element:
        if _is_tag(child):
            parts.append(words_of(child))
        parts.append(child.tail or "")
    return " ".join(" ".join(parts).split())


def _frame_faults(tree: Element, every: list[tuple[str, Element]]) -> Iterator[str]:
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", tree.get("lang") or ""):
        yield f"lang is {tree.get('lang')}"
    times = Counter(tag for tag, _ in every if not tag.startswith("{"))
    yield from (f"{times[tag]} of {tag}" for tag in ONCE if times[tag] != 1)
    body = next(each for tag, each in every if tag == "body")
    children = [child.tag.removeprefix(HTML) for child in body if _is_tag(child)]
    yield from (
        f"no {tag} in body" for tag in ("header", "main", "footer") if children.count(tag) != 1
    )
    named = Counter(
        (tag, element.get("aria-label") or element.get("aria-labelledby"))
        for tag, element in every
        if tag in ("nav", "aside")
    )
    yield from (f"{tag} named {name!r} {n} times" for (tag, name), n in named.items() if n > 1)
    yield from (f"{tag} without a name" for (tag, name) in named if not name)


def _heading_faults(every: list[tuple[str, Element]]) -> Iterator[str]:
    before = 0
    for tag, element in every:
        if re.fullmatch("h[1-6]", tag):
            level = int(tag[1])
            if level > before + 1:
                yield f"h{before} then {tag}: {words_of(element)}"
            if not words_of(element) and not any("data-fact" in each.attrib for each in element):
                yield f"empty {tag}"
            before = level


def _reference_faults(every: list[tuple[str, Element]]) -> Iterator[str]:
    ids = Counter(element.get("id") for _, element in every if "id" in element.attrib)
    yield from (f"id {id!r} {times} times" for id, times in ids.items() if times > 1)
    for _, element in every:
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for id in (element.get(name) or "").split():
                if id not in ids:
                    yield f"{name} names {id!r}, which is not there"


def _control_faults(tree: Element, every: list[tuple[str, Element]]) -> Iterator[str]:
    labels = {each.get("for") for tag, each in every if tag == "label" and words_of(each)}
    wrapped = {
        id(each)
        for tag, label in every
        if tag == "label" and words_of(label)
        for each in label.iter()
    }
    for tag, element in every:
        if tag not in ("input", "select", "textarea") or element.get("type") == "hidden":
            continue
        named = element.get("aria-label") or element.get("aria-labelledby")
        if not named and element.get("id") not in labels and id(element) not in wrapped:
            yield f"{tag} without a label: {element.get('id')}"


def wrong_pages(folder: Path, pages: list[Path]) -> dict[str, list[str]]:
    """The faults of each page that has some, by its path."""
    return {
        page.relative_to(folder).as_posix(): found
        for page in pages
        if (found := faults(page.read_text("utf-8")))
    }


def test_a_page_of_every_kind_is_valid_html_that_any_reader_can_make_out(built_site: Path) -> None:
    pages = [built_site / urls.output_file(each) for each in every_sample(built_site)]
    assert len(pages) > 45
    assert wrong_pages(built_site, pages) == {}


@pytest.mark.prove
def test_every_page_is_valid_html_that_any_reader_can_make_out(built_site: Path) -> None:
    pages = sorted(built_site.rglob("*.html"))
    assert len(pages) > 800
    assert wrong_pages(built_site, pages) == {}


GOOD = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>x</title></head>
<body><header>a</header><main><h1>x</h1><h2 id="b">y</h2>
<time datetime="2026-11-22">Sunday</time><time>12:30</time>
<p><a href="./"><img src="x.svg" alt="Home"></a></p><label for="q">Words</label><input id="q">
</main><footer>z</footer></body></html>"""


def test_a_good_page_has_no_fault() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("<h2", "<p><b>x</p><h2", "unexpected-end-tag"),
        ("<p>", "<p><div>x</div>", "unexpected-end-tag"),
        ('alt="Home"', "", "img without alt: x.svg"),
        ('alt="Home"', 'alt=""', "empty a: ./ "),
        ("h2", "h3", "h1 then h3: y"),
        ("<h2 ", "<h1>z</h1><h2 ", "2 of h1"),
        ('lang="en-GB"', "", "lang is None"),
        ('id="b"', 'id="q"', "id 'q' 2 times"),
        ('for="q"', 'for="r"', "input without a label: q"),
        ('for="q"', 'for="r"', "for names 'r', which is not there"),
        ("<header>a</header>", "", "no header in body"),
        ("<h2 ", "<nav>x</nav><h2 ", "nav without a name"),
        ("<h2 ", '<nav aria-label="a">x</nav><nav aria-label="a">y</nav><h2 ', "nav named 'a' 2"),
        ("y</h2>", "</h2>", "empty h2"),
        ("y</h2>", "y</h2><button><svg></svg></button>", "empty button"),
        ("y</h2>", "y</h2><time></time>", "time without a date: None"),
        ("y</h2>", "y</h2><template><time></time></template>", "time without a date: None"),
        ("y</h2>", "y</h2><time>Tuesday</time>", "time without a date: None Tuesday"),
        ("y</h2>", '<time datetime="">y</time></h2>', "time without a date:  y"),
        ("y</h2>", '<time datetime="2026-02-30">y</time></h2>', "time without a date: 2026-02-30"),
        ("y</h2>", '<time datetime="20260202">y</time></h2>', "time without a date: 20260202"),
    ],
)
def test_each_fault_is_seen(good: str, bad: str, fault: str) -> None:
    found = faults(GOOD.replace(good, bad))
    assert [each for each in found if each.startswith(fault)], found
