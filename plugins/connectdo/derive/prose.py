"""Turns an editor's Markdown into safe HTML, plain text and single lines, and sets quotation marks.

GitHub's parser makes the HTML and nh3 cleans it: no raw HTML, no picture, only http, https,
mailto and tel links, each ``nofollow ugc noopener``. Nothing an editor writes can run or load
anything in a reader's browser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import cmarkgfm
import nh3
from cmarkgfm.cmark import Options

_OPTIONS = Options.CMARK_OPT_SMART | Options.CMARK_OPT_VALIDATE_UTF8
_TAGS = {
    *("p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "hr", "code", "pre"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "del"),
}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
_LEFT_OUT = "<!-- raw HTML omitted -->"
"""What GitHub's parser puts in the place of HTML."""
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_DIRECTIONS = {tag: {"dir": "auto"} for tag in "p li blockquote h2 h3 h4 h5 h6 th td".split()}
"""Where a text is written from right to left, each block of it finds its own direction."""
_SCHEMES = {"http", "https", "mailto", "tel"}


def _headings_below(html: str, top: int) -> str:
    """Headings moved so that the highest is ``top``: a page has one h1, and it is not here.

    Whether an editor begins with ``#`` or ``##``, no level is skipped below the page's h1.
    """
    highest = min((int(level) for level in re.findall(r"<h([1-6])>", html)), default=1)

    def lowered(found: re.Match[str]) -> str:
        return f"<{found[1]}h{min(6, int(found[2]) - highest + top)}>"

    return re.sub(r"<(/?)h([1-6])>", lowered, html)


def holds_html(markdown: str) -> bool:
    """Whether there is HTML in it, which ``to_html`` leaves out; code is none."""
    return _LEFT_OUT in cmarkgfm.github_flavored_markdown_to_html(markdown, _OPTIONS)


@lru_cache(maxsize=4096)
def to_html(markdown: str, *, top: int = 2, trusted: bool = False) -> str:
    """Safe HTML of an editor's Markdown. The highest heading becomes ``h{top}``.

    With ``trusted`` (the site's own pages) links carry no rel, and pictures stay as they are named:
    whoever shows the page looks at each.
    """
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, _OPTIONS)
    if "<h" in html:
        html = _headings_below(html, top)
    return nh3.clean(
        html,
        tags=_TAGS | {"img"} if trusted else _TAGS,
        attributes=_ATTRIBUTES | {"img": {"src", "alt"}} if trusted else _ATTRIBUTES,
        set_tag_attribute_values=_DIRECTIONS if _RIGHT_TO_LEFT.search(markdown) else None,
        url_schemes=_SCHEMES,
        link_rel=None if trusted else "nofollow ugc noopener",
    ).strip()


def to_text(markdown: str) -> str:
    """The words alone, in one paragraph: for descriptions, feeds and calendars."""
    html = to_html(markdown)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


_MARKS = re.compile(r"""["']|\.\.\.""")
_SHORTENED = re.compile(r"(?:\d\ds?|n|tis|twas|til|cause|em)\b", re.IGNORECASE)
_OPENS_AFTER = "([{–—-/“‘"


def typeset(text: str) -> str:
    """Plain text with the quotation marks, apostrophes and dots that ``to_html`` gives Markdown.

    Feet and inches (``5'6"``, a ``12"`` plate) stay as they are written.
    """
    if "'" not in text and '"' not in text and "..." not in text:
        return text
    opened = {"'": False, '"': False}

    def mark(found: re.Match[str]) -> str:
        sign, before, after = found[0], text[: found.start()][-1:], text[found.end() :]
        if sign == "...":
            return "…"
        if before.isdigit() and not opened[sign] and not after[:1].isalpha():
            return sign
        opens = (not before or before.isspace() or before in _OPENS_AFTER) and bool(after.strip())
        if sign == "'" and opens:
            opens = not _SHORTENED.match(after) and re.search(r"\S'(?!\w)", after) is not None
        if opens or opened[sign]:
            opened[sign] = opens or (sign == "'" and after[:1].isalpha())
        if sign == "'":
            return "‘" if opens else "’"
        return "“" if opens else "”"

    return _MARKS.sub(mark, text)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that has one idea a line, without the empty ones."""
    return tuple(line.strip(" -*\t") for line in text.splitlines() if line.strip(" -*\t"))


def shortened(text: str, most: int) -> str:
    """At most ``most`` characters, cut after a whole word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"
