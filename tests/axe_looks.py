"""What axe finds on an open page: at a phone's and a desk's width, in light and in dark."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
LOOKS = ["color-contrast", "link-in-text-block", "target-size"]
"""The rules whose answer hangs on width and colours; the others read what is the same in all."""

ALL_RULES = {"runOnly": TAGS, "resultTypes": ["violations"]}
LOOKS_ONLY = {"runOnly": {"type": "rule", "values": LOOKS}, "resultTypes": ["violations"]}

Scheme = Literal["light", "dark"]
Looks = tuple[tuple[int, Scheme, dict[str, Any]], ...]
FOUR_LOOKS: Looks = (
    (320, "light", ALL_RULES),
    (320, "dark", LOOKS_ONLY),
    (1280, "dark", ALL_RULES),
    (1280, "light", LOOKS_ONLY),
)
TWO_LOOKS: Looks = ((320, "light", ALL_RULES), (1280, "dark", LOOKS_ONLY))
"""For the smaller page of a template: it is made of the same parts as the larger."""


ASK = """async options => {
  const answer = await axe.run(document, options);
  return answer.violations.map(({ id, nodes }) =>
    `${id} (${nodes.length}): ${nodes[0].html.slice(0, 150)}`);
}"""
"""Only what is wrong leaves the page: to carry all that is right took a fifth of the time."""


READ_ONCE = """(() => {
  const { Color } = axe.commons.color;
  const known = new Map();
  const read = Color.prototype.parseString;
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) {
      read.call(this, text);
      known.set(text, [this.r, this.g, this.b, this.alpha]);
    } else {
      [this.r, this.g, this.b, this.alpha] = known.get(text);
    }
    return this;
  };
})()"""
"""A page has some ten colours, and axe reads each anew for every word: a fifth of its time."""


def violations(page: Page, options: dict[str, Any] = ALL_RULES) -> list[str]:
    """What axe finds: the rule, how often, and the first place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(READ_ONCE)
    found: list[str] = page.evaluate(ASK, options)
    return found


def in_looks(page: Page, looks: Looks) -> dict[str, list[str]]:
    """What axe finds on the open page in each look."""
    found = {}
    for width, scheme, options in looks:
        show(page, width, scheme)
        if wrong := violations(page, options):
            found[f"{width} px, {scheme}"] = wrong
    return found


def show(page: Page, width: int, scheme: Scheme = "light") -> None:
    """Give the open page another width and other colours."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
