"""The drawings of "My plan": one for each thing that can be tapped, each alone in its view.

Who cannot read chooses by them. A page shows one by its id, ``plan-wishes.svg#garden``.
"""

from __future__ import annotations

import gzip
import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page
from shipped_theme import assets_of
from test_theme_contrast import AREAS, colours_of, contrast

from connectdo.told import plan_words as words

WISHES, SIGNS = "plan-wishes.svg", "plan-signs.svg"
SIGN_LISTS = (
    *(words.FIRST_STEPS, words.COMPANY, words.WENT, words.FACES, words.STAGES, words.STOPS),
    *(words.WENT_WELL, words.WAS_HARD, words.WHAT_NEXT, words.WOULD_LIKE_COMPANY),
)
WANTED = {
    WISHES: [choice.id for choice in words.WISHES],
    SIGNS: list(dict.fromkeys(choice.id for choices in SIGN_LISTS for choice in choices)),
}
MOST = {WISHES: 4_000, SIGNS: 5_500}
"""Bytes over the wire."""
VIEW, GAP = 64, 16
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "style", "defs", "view", "g", "path", "use"}

Views = dict[str, tuple[int, int, ElementTree.Element]]


@pytest.fixture(scope="module", params=[WISHES, SIGNS])
def sheet(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def text(root: Path, sheet: str) -> str:
    return (root / "theme/static/pictures" / sheet).read_text("utf-8")


def views_of(text: str) -> Views:
    """Where the view of each id begins, and the group that is drawn in it."""
    whole = ElementTree.fromstring(text)
    elements = iter(whole)
    found: Views = {}
    for element in elements:
        if element.tag == f"{SVG}view":
            left, top, width, height = map(int, element.attrib["viewBox"].split())
            assert (width, height) == (VIEW, VIEW), element.attrib["id"]
            found[element.attrib["id"]] = (left, top, next(elements))
    return found


def test_everything_that_can_be_tapped_has_one_drawing(text: str, sheet: str) -> None:
    assert re.findall(r'<view id="([^"]+)"', text) == WANTED[sheet]
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(set(ids)) == len(ids)
    for wish in words.WISHES if sheet == WISHES else ():
        assert views_of(text)[wish.id][2].get("class") == wish.area


def test_a_drawing_stands_in_its_own_view(text: str) -> None:
    corners = set()
    for name, (left, top, group) in views_of(text).items():
        place = group.get("transform", "translate(0 0)")
        assert (group.tag, place) == (f"{SVG}g", f"translate({left} {top})"), name
        assert left % (VIEW + GAP) == top % (VIEW + GAP) == 0, name
        corners.add((left, top))
    assert len(corners) == len(views_of(text))


def test_nothing_of_a_drawing_reaches_beyond_its_view(
    page: Page, root: Path, sheet: str, text: str
) -> None:
    """One look at the whole sheet, with room around it: who sees one drawing sees no other."""
    page.goto((root / "theme/static/pictures" / sheet).as_uri())
    side = page.evaluate(
        """gap => {
          const sheet = document.documentElement, side = sheet.viewBox.baseVal.width + 2 * gap;
          sheet.setAttribute("viewBox", [-gap, -gap, side, side].join(" "));
          sheet.setAttribute("width", side);
          sheet.setAttribute("height", side);
          return side;
        }""",
        GAP,
    )
    page.set_viewport_size({"width": side, "height": side})
    with Image.open(BytesIO(page.screenshot())) as shot:
        seen = shot.convert("RGB")
    ground = seen.getpixel((0, 0))
    assert isinstance(ground, tuple)
    beyond = []
    for name, (left, top, _) in views_of(text).items():
        box = (left + GAP, top + GAP, left + GAP + VIEW, top + GAP + VIEW)
        of_ground = {c: count for count, c in seen.crop(box).getcolors(VIEW * VIEW) or ()}
        assert of_ground.get(ground, 0) < VIEW * VIEW * 7 / 8, f"{name} is hardly drawn"
        seen.paste(ground, box)
        around = (box[0] - GAP // 2, box[1] - GAP // 2, box[2] + GAP // 2, box[3] + GAP // 2)
        if not seen.crop(around).getcolors(1):
            beyond.append(name)
    assert beyond == []
    assert seen.getcolors(1), "something is drawn where no view is"


def test_a_sheet_asks_for_nothing_and_says_nothing(text: str) -> None:
    elements = list(ElementTree.fromstring(text).iter())
    assert {element.tag.removeprefix(SVG) for element in elements} == DRAWN - (
        set() if "<defs>" in text else {"defs", "use"}
    )
    for element in elements:
        assert element.tag == f"{SVG}style" or not (element.text or "").strip()
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
    parts = {f"#{part}" for part in re.findall(r'\bid="(a-[^"]+)"', text)}
    assert set(re.findall(r'href="([^"]*)"', text)) == parts
    assert re.findall(r"(?:https?|data|file):[^\"]*|@import|url\(", text) == [
        "http://www.w3.org/2000/svg"
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_stand_out_on_every_colour_of_both_schemes(
    text: str, root: Path, sheet: str, scheme: str
) -> None:
    at = scheme == "dark"
    dark = "@media (prefers-color-scheme: dark)"
    here = colours_of(text.split(dark)[at])
    theme = colours_of((root / "theme/static/css/10-tokens.css").read_text("utf-8").split(dark)[at])
    tokens = theme[":root"]
    assert here[":root"]["ink"] == tokens["ink"]
    assert here[":root"]["lit"] == tokens["card"]
    assert here[":root"]["blot"] == tokens["blot"]
    for area in AREAS if sheet == WISHES else ():
        assert here[f".{area}"]["blot"] == theme[f".{area}"]["blot"]
    for colours in here.values():
        for name, colour in colours.items():
            if name != "ink" and (name, scheme) != ("hair", "light"):
                assert contrast(tokens["ink"], colour) >= 3, name


def test_what_both_sheets_weigh(root: Path) -> None:
    assets = assets_of(root / "theme")
    for name, most in MOST.items():
        weight = len(gzip.compress(assets.files[assets.names[name]], 6, mtime=0))
        print(f"{weight:6,d} of {most:,d} bytes  {name}")
        assert weight <= most, name
