"""What stands beside a link in a chat, on a tab and on a phone's first screen."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page

from connectdo.data.geography import Geography
from connectdo.feeds.social_images import picture

BOROUGHS = ("brent", "bromley", "ealing", "hounslow", "lambeth", "southwark")


@pytest.fixture(scope="module")
def geography(content_folder: Path) -> Geography:
    """The shipped tables."""
    return Geography(lambda name: (content_folder / "geography" / name).read_text("utf-8"))


def metas(file: Path) -> dict[str, str]:
    """The <meta property=…> of a page."""
    found = re.findall(r'<meta property="([^"]+)" content="([^"]*)">', file.read_text("utf-8"))
    assert len({name for name, _ in found}) == len(found), "a property stands twice"
    return {name: unescape(value) for name, value in found}


def test_every_page_says_what_a_chat_shows_beside_its_link(built_site: Path) -> None:
    """All but somebody's own plan, of which nothing is shown."""
    own = built_site / "my-plan/index.html"
    assert metas(own) == {}
    pages = [page for page in built_site.rglob("index.html") if page != own]
    assert len(pages) > 800
    for file in pages:
        found = metas(file)
        assert found["og:locale"] == "en_GB"
        assert found["og:title"], file
        assert found["og:description"], file
        assert found["og:url"].startswith("https://example.org/")
        image = found["og:image"]
        assert (built_site / image.removeprefix("https://example.org/")).is_file(), file
        assert found["og:image:alt"]


def test_a_boroughs_pages_show_the_boroughs_picture(
    built_site: Path, built_under_path: Path
) -> None:
    for page in ("lambeth/index.html", "lambeth/listing/tuesday-gardening/index.html"):
        image = metas(built_site / page)["og:image"]
        assert image == "https://example.org/lambeth/social.png"
    assert metas(built_site / "about/index.html")["og:image"] == "https://example.org/social.png"
    under = metas(built_under_path / "lambeth/index.html")["og:image"]
    assert under == "https://example.org/repo/lambeth/social.png"


def test_an_example_says_so_beside_its_link(built_site: Path) -> None:
    found = metas(built_site / "lambeth/listing/tuesday-gardening/index.html")
    assert found["og:title"].startswith("Example: not a real group")


def test_the_pictures_are_as_large_as_chats_want_and_small_to_send(built_site: Path) -> None:
    pictures = {name: built_site / name / "social.png" for name in BOROUGHS}
    for name, file in {**pictures, "": built_site / "social.png"}.items():
        with Image.open(file) as image:
            assert image.format == "PNG", name
            assert image.size == (1200, 630), name
        assert file.stat().st_size < 40_000, name
    assert len({file.read_bytes() for file in pictures.values()}) == len(BOROUGHS)


def test_the_same_picture_has_the_same_bytes_in_another_process(
    geography: Geography, root: Path, site_environment: dict[str, str]
) -> None:
    outline = geography.outlines["lambeth"]
    mine = picture("Connect & Do", "Lambeth", (outline,), True)
    program = (
        "import sys, hashlib; from pathlib import Path;"
        "from connectdo.data.geography import Geography;"
        "from connectdo.feeds.social_images import picture;"
        "g = Geography(lambda name: Path('content/geography', name).read_text('utf-8'));"
        "made = picture('Connect & Do', 'Lambeth', (g.outlines['lambeth'],), True);"
        "sys.stdout.buffer.write(made)"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env={**site_environment, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )
    assert other.stdout == mine


def test_name_outline_and_notice_each_change_the_picture(geography: Geography) -> None:
    one, other = geography.outlines["lambeth"], geography.outlines["brent"]
    pictures = {
        picture("Connect & Do", "Lambeth", (one,), True),
        picture("Connect & Do", "Lambeth", (one,), False),
        picture("Connect & Do", "Brent", (one,), True),
        picture("Connect & Do", "Lambeth", (other,), True),
        picture("Find & Join", "Lambeth", (one,), True),
    }
    assert len(pictures) == 5


def test_a_long_name_stays_out_of_the_outline(geography: Geography) -> None:
    """The column left of the map's frame is all paper, however long the name."""
    long = "Hammersmith and Fulham and Kensington"
    data = picture("Connect & Do", long, (geography.outlines["bromley"],), False)
    with Image.open(io.BytesIO(data)) as image:
        gap = image.convert("RGB").crop((625, 40, 635, 590))
        colours = gap.getcolors()
    assert colours and len(colours) == 1


def drawn(page: Page, svg: Path, size: int, inner: int, paper: str) -> Image.Image:
    """favicon.svg as Chromium draws it, in the middle of a square of paper."""
    data = base64.b64encode(svg.read_bytes()).decode()
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(
        f"<style>*{{margin:0}}body{{background:{paper}}}"
        f"img{{display:block;width:{inner}px;margin:{(size - inner) // 2}px}}</style>"
        f'<img src="data:image/svg+xml;base64,{data}">'
    )
    page.wait_for_function("document.images[0].complete")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """How unlike two pictures are, from 0 to 255."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_the_icons_are_drawn_from_the_one_drawing(page: Page, root: Path) -> None:
    static = root / "theme/static"
    svg = static / "favicon.svg"
    with Image.open(static / "apple-touch-icon.png") as apple:
        assert apple.size == (180, 180)
        assert not apple.has_transparency_data, "a phone shows what is clear as black"
        icon = apple.convert("RGB")
        assert difference(drawn(page, svg, 180, 136, "#fbf7f0"), icon) < 4
        assert difference(Image.new("RGB", (180, 180), "#fbf7f0"), icon) > 4
    with Image.open(static / "favicon.ico") as small_icons:
        assert small_icons.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
        small_icons.size = (32, 32)  # type: ignore[misc]
        small = Image.new("RGB", (32, 32), "#ffffff")
        layer = small_icons.convert("RGBA")
        small.paste(layer, mask=layer)
    assert difference(drawn(page, svg, 32, 32, "#ffffff"), small) < 8


def test_every_page_leads_to_its_icons_wherever_the_site_stands(built_under_path: Path) -> None:
    for address in ("", "lambeth/", "lambeth/listing/tuesday-gardening/"):
        html = (built_under_path / address / "index.html").read_text("utf-8")
        icons = re.findall(r'<link rel="(?:icon|apple-touch-icon)"[^>]* href="([^"]+)"', html)
        assert len(icons) == 3
        for href in icons:
            path = urljoin(f"https://host/{address}", href).removeprefix("https://host/")
            assert (built_under_path / path).is_file(), href
        assert 'content="(prefers-color-scheme: dark)"' not in html
        assert len(re.findall(r'<meta name="theme-color"', html)) == 2
