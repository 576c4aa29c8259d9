"""The theme as text: every page in its states renders, is valid HTML, and keeps our rules."""

from __future__ import annotations

import gzip
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
import site_samples
from jinja2 import Environment, TemplateNotFound, UndefinedError
from markupsafe import Markup

import connectdo.pages
from connectdo.pages.catalogue import SAMPLES, Sample
from connectdo.theme.assets import read_styles
from connectdo.theme.environment import make_environment
from connectdo.theme.stylesheet import UnclosedStyle, build_stylesheet
from connectdo.told import urls

HTML = "{http://www.w3.org/1999/xhtml}"
EVERY_SAMPLE = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


@pytest.fixture(scope="module")
def theme(root: Path) -> Path:
    return root / "theme"


@pytest.fixture(scope="module")
def environment(theme: Path) -> Environment:
    return make_environment(theme)


@pytest.fixture(scope="module")
def styles(theme: Path) -> dict[str, str]:
    """Each stylesheet as it is sent, by its name."""
    return read_styles(theme / "static/css")


def styles_of(html: str) -> list[str]:
    """The names of the stylesheets that a page asks for, in their order, without their hashes."""
    found = re.findall(r'<link rel="stylesheet" href="(?:[^"]*/)?([^"/.]+)[^"/]*"', html)
    return [f"{name}.css" for name in found]


def rendered(environment: Environment, sample: Sample) -> str:
    return environment.get_template(sample.template).render(view=sample.view)


def parsed(html: str) -> Element:
    """The page as a tree; a mistake in the HTML raises html5lib's ParseError."""
    return html5lib.HTMLParser(strict=True).parse(html)


def elements(tree: Element) -> Iterator[tuple[str, Element]]:
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield element.tag.rpartition("}")[2], element


@EVERY_SAMPLE
def test_every_page_is_valid_html(environment: Environment, sample: Sample) -> None:
    tree = parsed(rendered(environment, sample))
    assert tree.get("lang") == "en-GB"


def test_the_parser_reports_a_mistake() -> None:
    with pytest.raises(html5lib.html5parser.ParseError):
        parsed("<!doctype html><title>x</title><p><b>never closed</p>")


@EVERY_SAMPLE
def test_every_page_has_one_h1_ordered_headings_and_unique_ids(
    environment: Environment, sample: Sample
) -> None:
    tree = parsed(rendered(environment, sample))
    levels = [int(tag[1]) for tag, _ in elements(tree) if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = Counter(element.get("id") for _, element in elements(tree) if element.get("id"))
    assert [id for id, times in ids.items() if times > 1] == []


@EVERY_SAMPLE
def test_every_anchor_within_a_page_leads_somewhere(
    environment: Environment, sample: Sample
) -> None:
    """Icons, skip links and the links from the panel to the story; invented addresses apart."""
    tree = parsed(rendered(environment, sample))
    ids = {element.get("id") for _, element in elements(tree)}
    wanted = {"#main", "#reach", "#simple"}
    used = {element.get("href", "") for tag, element in elements(tree) if tag in ("a", "use")}
    drawings = {href for href in used if href.startswith("#i-")}
    assert {href for href in drawings | (used & wanted) if href[1:] not in ids} == set()
    labels = {element.get("aria-labelledby") for _, element in elements(tree)} - {None}
    assert labels <= ids


@EVERY_SAMPLE
def test_no_page_has_a_style_or_a_script_of_its_own(
    environment: Environment, sample: Sample
) -> None:
    for tag, element in elements(parsed(rendered(environment, sample))):
        if sample.template == "book.html" and tag in ("style", "script"):
            continue  # one file, for paper: the policy names both
        assert tag != "style"
        assert "style" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]
        if tag == "script":
            assert element.get("src") or element.get("type", "").endswith("json")


@EVERY_SAMPLE
def test_a_page_and_its_style_stay_within_fourteen_kilobytes(
    environment: Environment, styles: dict[str, str], sample: Sample
) -> None:
    html = rendered(environment, sample)
    page = len(gzip.compress(html.encode(), mtime=0))
    linked = styles_of(html)
    if sample.template == "book.html":
        assert not linked
        return
    assert linked[0] == "style.css"
    style = sum(len(gzip.compress(styles[name].encode(), 6, mtime=0)) for name in linked)
    if sample.template == "catalogue.html":  # it shows every part of every page
        return
    assert style <= 6 * 1024
    assert page + style <= 14 * 1024


def test_every_template_of_a_page_has_an_example(theme: Path) -> None:
    pages = {path.name for path in (theme / "templates").glob("*.html")} - {"base.html"}
    assert {sample.template for sample in SAMPLES} == pages


def test_examples_have_unique_names() -> None:
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES)


def test_every_shape_of_a_page_has_an_example() -> None:
    modules = pkgutil.walk_packages(connectdo.pages.__path__, "connectdo.pages.")
    shapes = {
        name
        for module in modules
        for name in vars(importlib.import_module(module.name))
        if name.endswith("View")
    }
    assert len(shapes) > 20
    shown = {type(sample.view).__name__ for sample in SAMPLES}
    assert shapes - shown == set()


def test_a_drawing_that_is_not_in_the_folder_is_an_error(environment: Environment) -> None:
    page = (
        '{% set body %}<use href="#i-unicorn"/>{% endset %}{% include "components/sprite.html" %}'
    )
    with pytest.raises(TemplateNotFound, match=r"icons/unicorn\.svg"):
        environment.from_string(page).render()


def test_drawings_are_small(theme: Path) -> None:
    drawings = list((theme / "templates/icons").glob("*.svg"))
    assert len(drawings) > 10
    for path in drawings:
        text = path.read_text("utf-8")
        assert f'<symbol id="i-{path.stem}"' in text
        assert len(text) <= (1500 if "0 0 64 64" in text else 300), path.name


def test_each_access_term_and_area_of_the_vocabulary_has_a_drawing(
    theme: Path, content_folder: Path
) -> None:
    drawn = {path.stem for path in (theme / "templates/icons").glob("*.svg")}
    for name in ("access", "areas"):
        text = (content_folder / f"vocabulary/{name}.yml").read_text("utf-8")
        assert set(re.findall(r"^([a-z-]+):", text, re.MULTILINE)) <= drawn


def test_a_page_carries_only_the_drawings_it_uses(environment: Environment) -> None:
    for sample in SAMPLES:
        html = rendered(environment, sample)
        assert set(re.findall(r'<symbol id="([^"]+)"', html)) == set(
            re.findall(r'href="#(i-[^"]+)"', html)
        )


def words_within(value: object) -> Iterator[str]:
    """Every text that a view holds, however deep."""
    if isinstance(value, str) and not isinstance(value, Markup):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from words_within(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from words_within(getattr(value, field.name))


def with_markup_in_every_text(value: object) -> object:
    """The same view with a script tag and quotes put in front of every text."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return f"""<script>x</script>"'{value}""" if value else value
    if isinstance(value, tuple):
        return tuple(with_markup_in_every_text(item) for item in value)
    if isinstance(value, dict):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"id", "area_id", "kind", "icon", "answer"}  # names of drawings and classes
        return type(value)(
            **{
                field.name: (
                    getattr(value, field.name)
                    if field.name in kept
                    and re.fullmatch("[a-z-]*", str(getattr(value, field.name)))
                    else with_markup_in_every_text(getattr(value, field.name))
                )
                for field in fields(value)
            }
        )
    return value


@EVERY_SAMPLE
def test_no_text_of_a_listing_becomes_markup(environment: Environment, sample: Sample) -> None:
    view = with_markup_in_every_text(sample.view)
    html = environment.get_template(sample.template).render(view=view)
    assert "<script>x" not in html
    assert not re.search(r"""<[^>]*=\s*"[^"]*"'""", html), "a quote broke out of an attribute"
    assert "&lt;script&gt;x" in html


def test_a_name_that_the_view_does_not_have_is_an_error(environment: Environment) -> None:
    with pytest.raises(UndefinedError):
        environment.from_string("{{ view.nmae }}").render(view=SAMPLES[0].view)


def test_an_example_says_so_and_its_ways_lead_nowhere(environment: Environment) -> None:
    sample = next(each for each in SAMPLES if each.name == "listing-example")
    html = rendered(environment, sample)
    opening = html[html.index("<main") : html.index('<aside class="panel facts"')]
    assert "Example: not a real group" in opening
    assert not re.search(r'href="(tel|sms|mailto):0', html)


def test_the_facts_stand_before_the_story(environment: Environment) -> None:
    html = rendered(environment, next(each for each in SAMPLES if each.name == "listing-full"))
    order = ["<h1 ", 'id="simple"', 'class="panel facts"', 'id="arrive"', 'id="buddy"',
             'id="reach"', 'id="times"',
             'id="getting-there"', 'id="access"', 'id="who"', 'id="tips"',
             'id="checked"', 'id="share"', 'id="alike"']  # fmt: skip
    places = [html.index(part) for part in order]
    assert places == sorted(places)


def test_what_a_visitor_asks_first_is_folded_away_on_no_page(environment: Environment) -> None:
    html = rendered(environment, next(each for each in SAMPLES if each.name == "listing-full"))
    tree = parsed(html)
    folded = " ".join(
        "".join(element.itertext()) for tag, element in elements(tree) if tag == "details"
    )
    unfolded = html[html.index('class="panel facts"') : html.index("<details")]
    first = "Tuesday 24 November|Growers Yard, SW2 1AA|Free|Just turn up|Text them|07700 900102"
    for said in (*first.split("|"), "Who meets me?", "someone to go with you"):
        assert said in unfolded, said
    for name in ("All times and dates", "Getting in and around", "What people say"):
        assert name in folded, name
    assert "Something wrong? Tell us" in html
    assert "Something wrong? Tell us" not in folded


def test_an_old_address_refreshes_at_once_and_shows_the_link(environment: Environment) -> None:
    sample = next(each for each in SAMPLES if each.name == "moved")
    html = rendered(environment, sample)
    assert '<meta http-equiv="refresh" content="0; url=#new">' in html
    assert '<a dir="auto" href="#new">Tuesday gardening</a>' in html


# --- the stylesheets -----------------------------------------------------------------------------


def test_every_stylesheet_is_asked_for_and_leaves_a_page_room_for_its_own(
    environment: Environment, styles: dict[str, str]
) -> None:
    asked = {name for sample in SAMPLES for name in styles_of(rendered(environment, sample))}
    assert asked == set(styles)
    common = len(gzip.compress(styles["style.css"].encode(), 6, mtime=0))
    assert common <= 4 * 1024


def test_a_page_s_stylesheet_takes_another_in_where_it_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "css/pages").mkdir(parents=True)
    for name, text in {"a": '@import "b.css";\na { top: 0; }', "b": "b { top: 0; }"}.items():
        (tmp_path / f"css/pages/{name}.css").write_text(text)
    found = read_styles(tmp_path / "css")
    assert found["a.css"] == "b{top:0}a{top:0}"
    assert found["b.css"] == "b{top:0}"


def test_a_page_of_the_site_asks_for_the_styles_of_its_example(
    environment: Environment, built_site: Path
) -> None:
    """Else the examples would be looked at in other clothes than the pages."""
    for sample in SAMPLES:
        template = sample.template.removesuffix(".html")
        if sample.template not in site_samples.NOT_PUBLISHED:
            for address in site_samples.of_template(built_site, template):
                html = (built_site / urls.output_file(address)).read_text("utf-8")
                assert styles_of(html) == styles_of(rendered(environment, sample)), address


def test_styles_are_joined_in_the_order_of_their_names_and_made_small() -> None:
    assert (
        build_stylesheet(
            [
                ("b.css", "a :focus { color : red ; }\n"),
                (
                    "a.css",
                    "/* why */\n@media (min-width: 40rem) and (x: y) {\n .a > b , c { d: 1px }\n}",
                ),
            ]
        )
        == "@media (min-width:40rem) and (x:y){.a > b ,c{d:1px}}a :focus{color :red}"
    )


def test_what_has_meaning_in_a_style_is_left_alone() -> None:
    kept = "a{width:calc(1px + 2px);content:' ; /* { ';background:url(data:a;b/*c)}"
    assert build_stylesheet([("a.css", kept)]) == kept


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a { }\n/* x", "x.css:2: a comment or string is not closed. Close it."),
        ("a { content: 'x }", "x.css:1: a comment or string is not closed. Close it."),
        ("a {", "x.css: a block is not closed. Add the “}” it needs."),
        ("a }", "x.css: there is one “}” too many. Take it out."),
    ],
)
def test_a_style_that_would_swallow_the_rest_is_refused(text: str, message: str) -> None:
    with pytest.raises(UnclosedStyle, match=f"^{re.escape(message)}$"):
        build_stylesheet([("x.css", text)])
