"""Turns HTML of a cell into our Markdown: paragraphs, lists, links with safe addresses, bold.

nh3 cleans it first, so that scripts, styles and forms are gone with what is in them; then the
blocks that are left become Markdown, every word in its order. What would be Markdown by accident is
escaped, and nothing comes out that the schema takes for HTML. A text without HTML stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import unescape
from html.parser import HTMLParser
from itertools import groupby

import nh3

from connectdo.contribute.taken_apart.not_sure import accepted, legible
from connectdo.data.formats import parse_email, parse_web_address

_BLOCKS = frozenset(
    "p div section article header footer main blockquote table tr pre dl dt dd".split()
)
_BLOCKS |= frozenset("address figure figcaption ul ol li h1 h2 h3 h4 h5 h6 hr br".split())
_INLINE = frozenset("a b strong i em u span font small big sub sup td th thead tbody code".split())
_GONE = {"script", "style", "iframe", "object", "noscript", "template", "title", "head"}
_GONE |= {"select", "textarea", "button", "svg", "math"}
_HTML = re.compile(
    r"</?(?:[a-z][a-z0-9]{0,9})(?:\s[^<>]{0,4000})?/?>|<!--|<!doctype|&(?:[a-z]{2,8}|#x?[0-9a-f]{2,6});",
    re.I,
)
_ESCAPED = re.compile(r"</(?:p|div|ul|ol|li|a|b|strong|em|i|span|h[1-6])>|<br ?/?>", re.I)
_BLOCK_TAG = re.compile(r"<(?:p|br|div|ul|ol|li|h[1-6]|table|tr|section|article|dl)[\s/>]", re.I)
_TAG = re.compile(r"<!--|</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,4000})?/?>", re.I)
_POINTED = re.compile(
    r"<((?:https?://|mailto:)[^\s<>]{1,500}|[^\s<>@:/\"']{1,64}@[^\s<>@\"']{1,250})>", re.I
)
"""An address in pointed brackets, which a browser would take for a tag."""
_MARKS = re.compile(r"([\\`*_\[\]~])")
_BEGINS = re.compile(r"^(?:[-+=>#]|\d{1,9}[.)](?=\s|$))")
_BULLET = re.compile(r"^(?:[•·▪‣◦●]|\\\*(?=\s))\s*(?=\S)")
_NUMBER = re.compile(r"^\d{1,3}[.)]\s+(?=\S)")
_TAIL = re.compile(r"[\s.,:;!?…)\]”’\"']+$")
_HEAD = re.compile(r"^[\s(\[“‘\"']+")

MOST_DEEP = 5
"""Lists within lists whose indent is kept."""
MOST_TAGS = 100
"""Tags within tags that are looked at."""
_UNCOUNTED = frozenset("p li td th tr dt dd br hr img input meta link wbr col source area".split())
"""Tags that need no end, so that one begins where the last one ends."""


def is_html(text: str) -> bool:
    """Whether there is HTML in a text: a tag, a comment, or a sign written as ``&amp;``."""
    return ("<" in text or "&" in text) and _HTML.search(text) is not None


def markdown_of(text: str) -> str:
    """A text with its HTML as Markdown; the text itself where there is none."""
    if not is_html(text):
        return text
    text = legible(text)
    if not _TAG.search(text):
        plain = unescape(unescape(text))
        if not _ESCAPED.search(plain):
            return _harmless(plain)
        text = plain  # some exports escape their HTML once more
    text = _POINTED.sub(r"\1", text)
    if not _BLOCK_TAG.search(text):
        text = text.replace("\n", "<br>")
    clean = nh3.clean(
        _shallow(text),
        tags=set(_BLOCKS | _INLINE),
        attributes={"a": {"href"}},
        clean_content_tags=_GONE,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    reader = _Blocks()
    reader.feed(clean)
    reader.close()
    return reader.markdown()


def _shallow(text: str) -> str:
    """HTML without the tags that stand deeper than people write: cleaning takes the square of its
    depth.
    """
    depth = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal depth
        tag = found[0].lower()
        if tag.startswith("<!") or tag.strip("</>").split()[0] in _UNCOUNTED:
            return found[0]
        depth = max(0, depth - 1) if tag.startswith("</") else depth + 1
        within = depth < MOST_TAGS if tag.startswith("</") else depth <= MOST_TAGS
        return found[0] if within else " "

    return _TAG.sub(kept, text) if text.count("<") > MOST_TAGS else text


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in one look."""

    text: str
    bold: bool
    italic: bool
    link: str


@dataclass(slots=True)
class _Block:
    """A paragraph, a heading or an item of a list."""

    kind: str = ""
    depth: int = 0
    number: int = 0
    runs: list[_Run] = field(default_factory=list)


class _Blocks(HTMLParser):
    """Gathers the blocks of clean HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = [_Block()]
        self.lists: list[int] = []
        self.bold = self.italic = 0
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, or a look."""
        if tag in ("ul", "ol"):
            self._begin("")
            self.lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._begin("item")
        elif re.fullmatch("h[1-6]", tag):
            self._begin(tag)
        elif tag == "br" and self.blocks[-1].kind:
            self._add(" ")
        elif tag in ("td", "th") and self.blocks[-1].runs:
            self._add(", ")
        elif tag in _BLOCKS:
            self._begin("")
        elif tag in ("b", "strong"):
            self.bold += 1
        elif tag in ("i", "em"):
            self.italic += 1
        elif tag == "a":
            self.links.append(_safe(dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        """Close a block, or a look."""
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in _BLOCKS and tag != "br":
            self._begin("")
        elif tag in ("b", "strong"):
            self.bold -= self.bold > 0
        elif tag in ("i", "em"):
            self.italic -= self.italic > 0
        elif tag == "a" and self.links:
            self.links.pop()

    def handle_data(self, data: str) -> None:
        """Words."""
        for _ in range(2):  # "&amp;amp;"
            if "&" in data:
                data = unescape(data)
        self._add(data)

    def _add(self, words: str) -> None:
        link = self.links[-1] if self.links else ""
        self.blocks[-1].runs.append(_Run(words, self.bold > 0, self.italic > 0, link))

    def _begin(self, kind: str) -> None:
        last = self.blocks[-1]
        if any(run.text.strip() for run in last.runs) or (last.kind == "item" and not kind):
            if kind or any(run.text.strip() for run in last.runs):
                self.blocks.append(_Block())
            else:
                return  # a paragraph inside an item, before its words
        block = self.blocks[-1]
        block.runs, block.kind = [], kind
        if kind == "item":
            block.depth = min(MOST_DEEP, max(0, len(self.lists) - 1))
            if self.lists and self.lists[-1] >= 0:
                self.lists[-1] += 1
                block.number = self.lists[-1]

    def markdown(self) -> str:
        """All blocks as Markdown."""
        said: list[str] = []
        before, depth = "", -1
        for block in self.blocks:
            words = _inline(block.runs)
            if not words:
                continue
            kind, text = _line(block, words)
            # An item stands one step deeper than the one before it, or it would be code.
            deep = min(block.depth, depth + 1) if block.kind == "item" else 0
            close = kind and before and (kind == before or deep != depth)
            said += ["" if not said else "\n" if close else "\n\n", "    " * deep, text]
            before, depth = kind, deep if kind else -1
        return "".join(said)


def _line(block: _Block, words: str) -> tuple[str, str]:
    """The sort of list that a block is in, and its line."""
    if block.kind == "item":
        mark = f"{block.number}. " if block.number else "- "
        bare = _BULLET.sub("", words) or words
        return ("ol" if block.number else "ul"), mark + _begun(bare)
    if block.kind:
        return "", f"{'#' * max(2, int(block.kind[1]))} {words}"
    if _BULLET.match(words):
        return "ul", f"- {_begun(_BULLET.sub('', words))}"
    if _NUMBER.match(words):
        return "ol", words
    return "", _begun(words)


def _begun(words: str) -> str:
    """A line whose beginning is no mark of Markdown."""
    found = _BEGINS.match(words)
    if found is None:
        return words
    at = found.end() - 1 if found[0][-1] in ".)" else 0
    return f"{words[:at]}\\{words[at:]}"


def _inline(runs: list[_Run]) -> str:
    """The words of a block with their looks; white space as single spaces."""
    merged: list[_Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            merged[-1] = _Run(last.text + run.text, run.bold, run.italic, run.link)
        else:
            merged.append(run)
    merged = [_apart(run, after) for run, after in zip(merged, [*merged, None][1:], strict=True)]
    said = ""
    for link, group in groupby(merged, key=lambda run: run.link):
        together = list(group)
        said += _linked(link, together) if link else "".join(map(_looking, together))
    return _harmless(" ".join(said.split()))


def _apart(run: _Run, after: _Run | None) -> _Run:
    """A run in which no "]" stands before a "(", as in the link of a text that is none."""
    text = run.text.replace("](", "] (")
    if after and text.endswith("]") and after.text.startswith("("):
        text += " "
    return replace(run, text=text)


def _parted(text: str) -> tuple[str, str, str]:
    """White space and signs before a text, the text, and those behind it."""
    head = found[0] if (found := _HEAD.match(text)) else ""
    rest = text[len(head) :]
    tail = found[0] if (found := _TAIL.search(rest[-60:])) else ""
    return head, rest[: len(rest) - len(tail)], tail


def _looking(run: _Run) -> str:
    """A run in its look. Marks hug letters: else they would be shown as they are."""
    escaped = _MARKS.sub(r"\\\1", run.text)
    if not (run.bold or run.italic) or not re.search(r"\w", run.text):
        return escaped
    head, core, tail = _parted(escaped)
    if not core or core.endswith("\\") or not (core[0].isalnum() and core[-1].isalnum()):
        return escaped
    mark = "**" if run.bold else "*"
    return f"{head}{mark}{core}{mark}{tail}"


def _linked(link: str, runs: list[_Run]) -> str:
    """The runs of one link."""
    words = "".join(map(_looking, runs))
    if not re.search(r"\w", words):
        return words
    before = words[: len(words) - len(words.lstrip())]
    after = words[len(words.rstrip()) :]
    return f"{before}[{words.strip()}]({link}){after}"


def _harmless(text: str) -> str:
    """Text in which the schema sees neither HTML nor a picture nor an unsafe link."""
    text = re.sub(r"<(?=[A-Za-z/!])", "< ", text)
    text = re.sub(r"&(?=(?:[A-Za-z]{2,8}|#x?[0-9A-Fa-f]{2,6});)", "& ", text)
    return re.sub(r"!\[", "! [", text)


def _safe(href: str) -> str:
    """The address of a link that may be followed, as Markdown takes it; empty for any other."""
    href = href.strip()
    if href.lower().startswith("mailto:"):
        found = accepted(parse_email, href[7:].partition("?")[0])
        return f"mailto:{found}" if found and not re.search(r"[()<>\s]", found) else ""
    if href.lower().startswith("tel:"):
        number = re.sub(r"[ ()./-]", "", href[4:])
        return f"tel:{number}" if re.fullmatch(r"\+?[0-9]{3,15}", number) else ""
    if href.lower().startswith("www."):
        href = f"https://{href}"
    found = accepted(parse_web_address, href)
    return found.replace("(", "%28").replace(")", "%29") if found else ""
