"""No reader and no machine takes an invented group for a real one: one look at every output.

``unlabelled`` reads a whole built site, file by file, and says wherever an example stands without
its words. New kinds of files are looked at too: what it cannot read it refuses.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree

import icalendar
import pytest
from conftest import TODAY, Serve
from playwright.sync_api import Page

from connectdo.data.directory import Directory
from connectdo.data.model import Listing, Organisation
from connectdo.data.reading import read_directory
from connectdo.derive.prose import typeset
from connectdo.told.wording import EXAMPLE, EXAMPLE_IDEA, EXAMPLE_TEAM

HOST = "https://example.org/"
AROUND = {"li", "article", "tr", "p", "dd", "td"}
"""What a reader takes in with one look: the label stands in the nearest of these."""

REACHING = ("tel:", "sms:", "mailto:", "https://wa.me/", "webcal:")
SAID = ("title", "aria-label", "data-add", "data-name")
"""Attributes whose words somebody gets to hear, or in a calendar."""

VOID = set("area base br col embed hr img input link meta source track wbr".split())
Parents = dict[ElementTree.Element, ElementTree.Element]
Examples = dict[str, str]
"""Address of an example's page, from the site down → its name."""


def examples_of(directory: Directory) -> Examples:
    """Offers and questions have no page of their own: what they say stands for their names."""
    said = {"offer": "text", "question": "question"}
    return {
        f"{record.borough}/{noun}/{record.id}/": typeset(
            getattr(record.data, said.get(noun, "name"))
        )
        for noun in ("listing", "organisation", "venue", "idea", "offer", "question")
        for record in directory.of_noun(noun).values()
        if getattr(record.data, "example", False)
    }


def websites_of(directory: Directory) -> set[str]:
    """The web addresses that examples give."""
    found = set()
    for record in (*directory.listings.values(), *directory.organisations.values()):
        data: Listing | Organisation = record.data
        site = data.join.website if isinstance(data, Listing) else data.website
        if data.example and site:
            found.add(site)
    return found


def unlabelled(folder: Path, examples: Examples, websites: set[str]) -> list[str]:
    """Everything in a built site that shows an example as if it were real, one sentence each."""
    return [
        words for file in files_of(folder) for words in said_of(folder, file, examples, websites)
    ]


def files_of(folder: Path) -> list[Path]:
    """Every file of a built site, without the build's own notes."""
    return [
        file for file in sorted(folder.rglob("*")) if ".build" not in file.parts and file.is_file()
    ]


def said_of(folder: Path, file: Path, examples: Examples, websites: set[str]) -> list[str]:
    """What is wrong in one file of a built site."""
    where = file.relative_to(folder).as_posix()
    fits = where.startswith if where.startswith(OPEN_DATA) else where.endswith
    look = next((look for part, look in LOOKS.items() if fits(part)), None)
    if look is None:
        return [f"{where}: nobody has looked whether this kind of file shows examples"]
    wrong = [f"{where}: {words}" for words in look(where, file, examples)]
    if where.endswith(".html"):
        text = file.read_text("utf-8")
        wrong += [f"{where}: leads to {site}" for site in websites if f'href="{site}"' in text]
    return wrong


# --- pages ---------------------------------------------------------------------------------------


def _target(href: str, where: str) -> str:
    """The page a link leads to, from the site down and without index.html."""
    full = urljoin(HOST + where, href).partition("#")[0].partition("?")[0]
    return full.removeprefix(HOST).removesuffix("index.html")


class _Tree(HTMLParser):
    """A page as a tree. A strict test of all pages holds that their tags are whole."""

    def __init__(self) -> None:
        super().__init__()
        self.top = ElementTree.Element("page")
        self.open = [self.top]
        self.parents: dict[ElementTree.Element, ElementTree.Element] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        element = ElementTree.SubElement(self.open[-1], tag, given)
        self.parents[element] = self.open[-1]
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()
        elif any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        at = self.open[-1]
        if len(at):
            at[-1].tail = (at[-1].tail or "") + data
        else:
            at.text = (at.text or "") + data


@lru_cache(maxsize=1)
def _tree_of(file: Path, written: int) -> _Tree:
    """A page that was written at a moment; the last one is kept for who looks at it next."""
    page = _Tree()
    page.feed(file.read_text("utf-8"))
    return page


def tree_of(file: Path) -> _Tree:
    """A page as a tree."""
    return _tree_of(file, file.stat().st_mtime_ns)


def _teams(page: _Tree, contacts: set[str]) -> Iterator[str]:
    """Where a contact of an invented team is shown without its label."""
    contact = re.compile("|".join(map(re.escape, contacts)))
    for element in page.top.iter():
        if contact.search((element.text or "") + (element.tail or "")):
            around: ElementTree.Element | None = element
            while around is not None and around.tag not in ("section", "article", "div", "main"):
                around = page.parents.get(around)
            if around is None or EXAMPLE_TEAM not in "".join(around.itertext()):
                yield f"{(element.text or '').strip()} is an invented team's, without its label"


def _page(where: str, file: Path, examples: Examples) -> Iterator[str]:
    me = where.removesuffix("index.html")
    page = tree_of(file)
    if me in examples:
        yield from _own_page(page.top, EXAMPLE_IDEA if "/idea/" in me else EXAMPLE)
    names = set(examples.values())
    for element in page.top.iter():
        href = element.get("href", "")
        leads = element.tag == "a" and (to := _target(href, where)) in examples and to != me
        # On its own page, below a labelled heading, a thing may call itself by its name.
        # The pages of help show names as values that an editor could write.
        named = me not in examples and (element.text or "").strip() in names
        named = named and not where.startswith("help/fields/")
        if (leads or named) and not _is_labelled_around(element, page.parents):
            yield f"{(element.text or href).strip()} stands without its label"
        for attribute in SAID if me not in examples else ("data-add",):
            value = element.get(attribute, "")
            if value and EXAMPLE not in value and any(name in value for name in names):
                yield f"{attribute}={value} stands without the label"
        if element.tag == "script" and element.get("type") == "application/ld+json":
            text = element.text or ""
            yield from (f"JSON-LD holds {at}" for at in examples if at in text)


def _is_labelled_around(element: ElementTree.Element, parents: Parents) -> bool:
    at: ElementTree.Element | None = element
    while at is not None:
        if at.tag in AROUND and "Example" in "".join(at.itertext()):
            return True
        at = parents.get(at)
    return False


def _own_page(tree: ElementTree.Element, label: str) -> Iterator[str]:
    """What the page of an example itself has to be."""
    title = tree.findtext(".//title") or ""
    if not title.startswith(label):
        yield f"its title is {title}"
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:title" and not meta.get("content", "").startswith(label):
            yield f"its title elsewhere is {meta.get('content')}"
    if not any(
        meta.get("name") == "robots" and "noindex" in meta.get("content", "")
        for meta in tree.iter("meta")
    ):
        yield "it may be indexed"
    if any(script.get("type") == "application/ld+json" for script in tree.iter("script")):
        yield "it has JSON-LD"
    main = tree.find(".//main")
    heading = main.find(".//header") if main is not None else None
    if heading is None or label not in "".join(heading.itertext()):
        yield "its heading stands without the label"
    for link in main.iter("a") if main is not None else ():
        href = link.get("href", "")
        if href.startswith(REACHING) and not _is_sharing(href):
            yield f"{href} reaches out"


def _is_sharing(href: str) -> bool:
    """A message to anybody whose every part says what it is about."""
    parts = re.findall(r"(?:subject|body|text)=([^&]*)", href)
    nobody = re.match(r"(?:sms:|mailto:|https://wa\.me/)\?", href)
    return bool(nobody and parts) and all(unquote(part).startswith(EXAMPLE) for part in parts)


# --- what machines read --------------------------------------------------------------------------


def _calendar(where: str, file: Path, examples: Examples) -> Iterator[str]:
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    name = str(calendar.get("X-WR-CALNAME"))
    if where.removesuffix("calendar.ics") in examples and not name.startswith(EXAMPLE):
        yield f"its name is {name}"
    for event in calendar.walk("VEVENT"):
        of_example = str(event["URL"]).removeprefix(HOST) in examples
        if of_example and not str(event["SUMMARY"]).startswith(EXAMPLE):
            yield f"SUMMARY is {event['SUMMARY']}"


def _feed(where: str, file: Path, examples: Examples) -> Iterator[str]:
    atom = "{http://www.w3.org/2005/Atom}"
    for entry in ElementTree.parse(file).iter(f"{atom}entry"):
        link = entry.find(f"{atom}link")
        title = entry.findtext(f"{atom}title", "")
        of_example = link is not None and link.get("href", "").removeprefix(HOST) in examples
        if of_example and not title.startswith(EXAMPLE):
            yield f"the title is {title}"


def _nowhere(where: str, file: Path, examples: Examples) -> Iterator[str]:
    """For open data, the sitemap and the like, in which no example stands at all."""
    text = file.read_text("utf-8")
    yield from (f"{at} stands in it" for at in examples if at in text or at.rstrip("/") in text)
    for at, name in examples.items():
        if len(name) > 12 and name in text and f"/{at}" not in text:
            yield f"{name} stands in it"


def _data_script(where: str, file: Path, examples: Examples) -> Iterator[str]:
    """Data of our own scripts: whatever has an example's name says in itself what it is."""
    text = file.read_text("utf-8")
    start = min((text.index(sign) for sign in "{[" if sign in text[text.find("=") :]), default=-1)
    values = [json.loads(found) for found in re.findall(r"\]=([\[{].*[\]}]);?\s*$", text, re.S)]
    if not values and start >= 0 and any(f'"{name}"' in text for name in examples.values()):
        yield "it holds names and cannot be read"
    yield from _named_in(values, set(examples.values()))


def _named_in(value: object, names: set[str]) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("name") in names and EXAMPLE not in json.dumps(value, ensure_ascii=False):
            yield f"{value['name']} stands without its label"
        for inner in value.values():
            yield from _named_in(inner, names)
    elif isinstance(value, list):
        named = any(isinstance(each, str) and each in names for each in value)
        if named and EXAMPLE not in json.dumps(value, ensure_ascii=False):
            yield f"{value} stands without its label"
        for inner in value:
            yield from _named_in(inner, names)


def _no_words(where: str, file: Path, examples: Examples) -> Iterator[str]:
    """Pictures, styles, and indexes that hold no title."""
    yield from ()


def _moves(where: str, file: Path, examples: Examples) -> Iterator[str]:
    """Addresses alone, the old and the new."""
    names = [name for name in examples.values() if " " in name and name in file.read_text("utf-8")]
    yield from (f"{name} stands in it" for name in names)


OPEN_DATA = "data/oruk/"
"""Whose files of one thing have no ending, as the standard asks."""

LOOKS: dict[str, Callable[[str, Path, Examples], Iterator[str]]] = {
    "pagefind/pagefind-entry.json": _no_words,
    "pagefind/.made-from": _no_words,
    OPEN_DATA: _nowhere,
    "/offline.json": _moves,  # what a device keeps: addresses alone
    ".webmanifest": _no_words,
    ".html": _page,
    ".ics": _calendar,
    ".atom": _feed,
    ".js": _data_script,
    "_redirects": _moves,
    "redirects.nginx-map": _moves,
    **dict.fromkeys((".css", ".png", ".ico", ".svg", ".jpg", ".webp"), _no_words),
    **dict.fromkeys((".pf_index", ".pf_meta", ".pagefind"), _no_words),
    **dict.fromkeys((".xml", ".txt", ".json", ".csv", ".geojson", "_headers"), _nowhere),
    **dict.fromkeys(("Caddyfile", ".conf"), _moves),
}
"""How a file's name ends → who looks at it; the first that fits. Open data goes by its folder."""


# --- the tests -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def directory(root: Path) -> Directory:
    return read_directory(root, dt.date.fromisoformat(TODAY)).directory


@dataclass(slots=True)
class Looked:
    """What one look at every file of the shipped site found."""

    wrong: list[str] = field(default_factory=list)
    teams: set[str] = field(default_factory=set)
    wrong_teams: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def looked(built_site: Path, directory: Directory) -> Looked:
    """One look at the shipped site for all that is asked of it: to read a page takes longest."""
    found, examples, websites = Looked(), examples_of(directory), websites_of(directory)
    teams = [each.data.team for each in directory.boroughs.values() if each.data.team]
    contacts = {each for team in teams for each in (team.phone, team.text, team.email) if each}
    for file in files_of(built_site):
        found.wrong += said_of(built_site, file, examples, websites)
        where = file.relative_to(built_site).as_posix()
        if not where.endswith(".html") or where.startswith("help/"):
            continue
        text = file.read_text("utf-8")
        if any(contact in text for contact in contacts):
            found.teams.add(where)
            found.wrong_teams += [f"{where}: {words}" for words in _teams(tree_of(file), contacts)]
    return found


def test_every_example_says_what_it_is_on_every_surface(
    built_site: Path, directory: Directory, looked: Looked
) -> None:
    examples = examples_of(directory)
    assert len(examples) > 200
    for address in examples:
        if address.split("/")[1] in ("offer", "question"):
            continue  # these have no page of their own
        assert (built_site / address / "index.html").is_file()
    assert looked.wrong == []


def test_an_invented_team_says_so_wherever_it_can_be_reached(looked: Looked) -> None:
    assert looked.wrong_teams == []
    own = ("index.html", "search/index.html", "someone-with-you/index.html")
    assert {"suggest/index.html", *(f"lambeth/{page}" for page in own)} <= looked.teams


FOUND: dict[str, tuple[str | bytes, str]] = {
    "a/index.html": ('<main><p><a href="listing/x/">Bowls</a></main>', "Bowls stands without"),
    "a/b/index.html": ("<main><h2>Bowls</h2></main>", "Bowls stands without its label"),
    "a/c/index.html": ('<main><p title="Add Bowls">x</main>', "title=Add Bowls stands without"),
    "a/d/index.html": (
        '<script type="application/ld+json">{"url": "https://example.org/a/listing/x/"}</script>',
        "JSON-LD holds a/listing/x/",
    ),
    "a/e/index.html": ('<main><a href="https://x.example.org/">x</a></main>', "leads to https://x"),
    "a/listing/x/index.html": (
        "<title>Bowls</title><meta property='og:title' content='Bowls'><main><header>Bowls"
        "</header><a href='tel:+44'>Ring</a><a href='mailto:?subject=Bowls&amp;body=Example%3A%20"
        "not%20a%20real%20group'>Send</a></main><script type='application/ld+json'>{}</script>",
        "its title is Bowls|its title elsewhere is Bowls|it may be indexed|it has JSON-LD|"
        "its heading stands|tel:+44 reaches out|mailto:?subject=Bowls",
    ),
    "a/calendar.ics": (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nURL:https://example.org/a/listing/x/\r\n"
        "SUMMARY:Bowls\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        "SUMMARY is Bowls",
    ),
    "a/listing/x/calendar.ics": ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "its name is None"),
    "a/feed.atom": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Bowls</title>'
        '<link href="https://example.org/a/listing/x/"/></entry></feed>',
        "the title is Bowls",
    ),
    "data/a.js": ('(x=x||{})["a"]={"x":{"name":"Bowls"}};', "Bowls stands without its label"),
    "data/b.js": ('(x=x||{})["a"]=[["x","Bowls"]];', "['x', 'Bowls'] stands without"),
    "data/finder/a-0.js": ('(x=x||{})["a-0"]=[{"name":"Bowls"}];', "Bowls stands without its"),
    "a/pagefind/fragment/en_1.pf_fragment": ("?", "nobody has looked"),
    "data/a.json": ('[{"id": "a/listing/x"}]', "a/listing/x/ stands in it"),
    "data/oruk/services/0a1b": (
        '{"name": "The quiet little hour"}',
        "The quiet little hour stands",
    ),
    "data/venues.geojson": ('["https://example.org/a/listing/y/"]', "a/listing/y/ stands in it"),
    "data/a.csv": ("name\nThe quiet little hour\n", "The quiet little hour stands in it"),
    "sitemap.xml": ("<loc>https://example.org/a/listing/x/</loc>", "a/listing/x/ stands in it"),
    "_redirects": ("/old The quiet little hour 301", "The quiet little hour stands in it"),
    "a/new.kind": ("?", "nobody has looked"),
}


@pytest.mark.parametrize("path", FOUND)
def test_an_example_without_its_label_is_found(tmp_path: Path, path: str) -> None:
    content, expected = FOUND[path]
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    examples = {"a/listing/x/": "Bowls", "a/listing/y/": "The quiet little hour"}
    found = unlabelled(tmp_path, examples, {"https://x.example.org/"})
    assert len(found) == len(expected.split("|")), found
    for words in expected.split("|"):
        assert any(line.startswith(f"{path}: {words}") for line in found), (words, found)


def test_an_example_with_its_label_is_left_alone(tmp_path: Path) -> None:
    page = f'<main><ul><li><a href="listing/x/">Bowls</a> {EXAMPLE}</ul></main>'
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text(page)
    (tmp_path / "a/b.js").write_text(
        f'(x=x||{{}})["a"]={{"x":{{"name":"Bowls","is":"{EXAMPLE}"}}}};'
    )
    assert unlabelled(tmp_path, {"a/listing/x/": "Bowls"}, set()) == []


@pytest.mark.parametrize("path", ["area/arts-and-culture", "a-z", "week", "events", "free"])
def test_the_label_is_printed_beside_every_name(
    page: Page, served: Serve, built_site: Path, directory: Directory, path: str
) -> None:
    page.goto(f"{(site := served(built_site))}lambeth/{path}/")
    page.emulate_media(media="print")
    # innerText leaves out what a stylesheet hides.
    around = page.eval_on_selector_all(
        "main a[href*='/listing/']",
        "links => links.filter(link => link.checkVisibility())"
        ".map(link => [link.href, link.closest('li, article, tr, dd, p').innerText])",
    )
    examples = examples_of(directory)
    shown = [words for href, words in around if href.removeprefix(site) in examples]
    assert len(shown) > 0
    assert [words for words in shown if "example" not in words.lower()] == []


def test_the_label_is_printed_on_the_page_itself(
    page: Page, served: Serve, built_site: Path
) -> None:
    page.goto(f"{served(built_site)}lambeth/listing/second-verse-choir/")
    page.emulate_media(media="print")
    heading = page.locator("main header").first
    assert EXAMPLE.lower() in heading.inner_text().lower()
