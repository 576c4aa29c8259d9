"""The colours of the theme are measured: 7 to 1 for text, 3 to 1 for edges, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

Colours = dict[str, str]
AREAS = (
    "sports-and-exercise",
    "faith-and-spirituality",
    "arts-and-culture",
    "out-and-about",
    "community-and-helping-out",
    "learning-and-education",
)


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(each * 2 for each in digits)
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours_of(text: str) -> dict[str, Colours]:
    """The colours that each selector sets."""
    return {
        selector: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", body))
        for selector, body in re.findall(r"([:.][a-z-]+) \{([^}]*)\}", text)
    }


@pytest.fixture(scope="module", params=["light", "dark"])
def colours(request: pytest.FixtureRequest, root: Path) -> dict[str, Colours]:
    text = (root / "theme/static/css/10-tokens.css").read_text("utf-8")
    light, _, dark = text.partition("@media (prefers-color-scheme: dark)")
    found = colours_of(light)
    if request.param == "dark":
        for selector, changed in colours_of(dark).items():
            found[selector] = found[selector] | changed
    return found


def test_the_measure_is_right() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", ["paper", "card", "note", "hue"])
@pytest.mark.parametrize("ink", ["ink", "soft", "act"])
def test_text_stands_out_seven_to_one(colours: dict[str, Colours], ink: str, ground: str) -> None:
    base = colours[":root"]
    least = 7 if ink == "ink" or ground in ("paper", "card") else 4.5
    assert contrast(base[ink], base[ground]) >= least


@pytest.mark.parametrize("area", AREAS)
def test_ink_stands_out_on_the_hue_of_each_area(colours: dict[str, Colours], area: str) -> None:
    base = colours[":root"]
    assert contrast(base["ink"], colours[f".{area}"]["hue"]) >= 7
    assert contrast(base["soft"], colours[f".{area}"]["hue"]) >= 4.5


def test_buttons_and_focus_stand_out(colours: dict[str, Colours]) -> None:
    base = colours[":root"]
    assert contrast(base["on-act"], base["act"]) >= 7
    assert contrast(base["on-act"], base["act-strong"]) >= 7
    assert contrast(base["focus-ink"], base["focus"]) >= 7


@pytest.mark.parametrize("ground", ["paper", "card"])
def test_edges_of_things_to_press_stand_out_three_to_one(
    colours: dict[str, Colours], ground: str
) -> None:
    assert contrast(colours[":root"]["edge"], colours[":root"][ground]) >= 3
