"""One reader who walks through a site by what a person sees, and what the way costs them.

Nothing is known here of the site's templates: what is pressed is a link, a button or a field with
such a name, as it stands on the screen. Taps, words and pixels are counted by these rules:

- A tap is one press. To type words and send them with Enter is one too.
- To press what is not wholly on the screen, the reader moves the page by as little as brings it
  there. That is counted in CSS pixels, up and down alike.
- Words are all that can be seen on the way: what stood on the screen when the page came, and what
  was passed until the press, read or not. A word that stays is counted once, while the page is not
  left; what stands off to the side, is folded, or is for screen readers alone, is not seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

SETTLING = 500
"""Milliseconds after a press until a page stands as it will stay."""
PRESSED = "a[href], button, summary, label, [role=button], .button"

PASSED = r"""below => {
  const known = (window.wordsPassed ??= new WeakMap());
  const top = scrollY, end = Math.max(scrollY + innerHeight, below);
  const shown = (each) => {
    if (!each.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    for (let up = each; up && up !== document.body; up = up.parentElement) {
      const box = up.getBoundingClientRect();
      if (Math.min(box.width, box.height) <= 1 && getComputedStyle(up).overflow !== "visible") {
        return false;  // for screen readers alone
      }
    }
    return true;
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let count = 0;
  while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, template, svg, option")) continue;
    if (!shown(parent) || parent.matches("details:not([open])")) continue;
    const before = known.get(node);
    const mine = before && before.text === node.data ? before.words : new Set();
    known.set(node, { text: node.data, words: mine });
    for (const { 0: word, index } of node.data.matchAll(/\S*[\p{L}\p{N}]\S*/gu)) {
      if (mine.has(index)) continue;
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const box = range.getBoundingClientRect();
      const middle = (box.top + box.bottom) / 2 + scrollY;
      if (top < middle && middle < end && box.right > 0 && box.left < innerWidth && box.width) {
        mine.add(index);
        count += 1;
      }
    }
  }
  return count;
}"""
"""How many words stand between the screen's top and its foot, or ``below``, and are new."""

SHOWN_WORDS = """all => all.map(each => each.checkVisibility({ visibilityProperty: true })
  ? (each.innerText ?? each.textContent).trim() : "")"""
"""The words of elements as they are shown; none of what is hidden."""

MOVE = """each => {
  const box = each.getBoundingClientRect();
  const by = box.top < 0 || box.height > innerHeight ? box.top
    : Math.max(0, box.bottom - innerHeight);
  return Math.round(by);
}"""
"""Pixels by which the page has to be moved until an element is on the screen."""


@dataclass(slots=True)
class OnFoot:
    """A reader on a page, and what it cost them so far: taps, words, pixels."""

    page: Page
    taps: int = 0
    words: int = 0
    pixels: int = 0
    settling: int = SETTLING

    def comes_to(self, address: str) -> None:
        """Open an address that the reader has, which costs nothing."""
        self.page.goto(address, wait_until="load")
        self.page.wait_for_timeout(self.settling)

    def sees(self, *names: str, within: str = "body", kinds: str = PRESSED) -> Locator | None:
        """The first thing to press whose words match one of ``names``, the likeliest name first.

        A name is a pattern, small and capital letters alike; ``within`` and ``kinds`` are
        selectors. None where there is none.
        """
        for name in names:
            found = self.page.locator(f":is({within}) :is({kinds})")
            for number, words in enumerate(found.evaluate_all(SHOWN_WORDS)):
                if re.search(name, words, re.IGNORECASE):
                    return found.nth(number)
        return None

    def sees_first(self, selector: str) -> Locator | None:
        """The first element of a kind that can be seen."""
        return next((each for each in self.page.locator(selector).all() if each.is_visible()), None)

    def reads_to(self, place: Locator) -> None:
        """Move the page until a place is on the screen, and pass what stands between."""
        by = place.evaluate(MOVE)
        if by < 0:
            self.page.evaluate("by => scrollBy({ top: by, behavior: 'instant' })", by)
        foot = self.page.evaluate("by => scrollY + innerHeight + Math.max(0, by)", by)
        self.words += self.page.evaluate(PASSED, foot)
        self.pixels += abs(by)
        if by > 0:
            self.page.evaluate("by => scrollBy({ top: by, behavior: 'instant' })", by)

    def presses(self, place: Locator) -> None:
        """Read on to a place, and press it."""
        self.reads_to(place)
        self.taps += 1
        place.click()
        self._settle()

    def types(self, field: Locator, words: str) -> None:
        """Read on to a field, type into it, and send that."""
        self.reads_to(field)
        self.taps += 1
        field.fill(words)
        field.press("Enter")
        self._settle()

    def goes_back(self) -> None:
        """Press the browser's own way back."""
        self.taps += 1
        self.page.go_back(wait_until="load")
        self._settle()

    def _settle(self) -> None:
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(self.settling)
