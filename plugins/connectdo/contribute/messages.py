"""Turns a message that somebody sent to a team into what it says: its sort, listing and answers.

A message is plain words: a first line that ends with what it is ("Connect & Do: a correction"), a
line for each answer ("Phone: 020 7946 0222"), and free words. ``told.message_words`` has its words,
``message.js`` composes one. Mail programs quote, wrap and frame it; what is not understood is kept
among the free words, for the team. It writes nothing, and does not know what becomes of an answer.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from urllib.parse import unquote

from connectdo.contribute.mail_texts import read_texts
from connectdo.data.directory import Directory, Record
from connectdo.data.model import Listing
from connectdo.data.problems import Refusal, did_you_mean, did_you_mean_by_name, meant, quoted
from connectdo.told.message_words import (
    ABOUT,
    BOROUGH,
    EITHER,
    HOW,
    HOW_LABEL,
    KINDS,
    PAGE,
    REACH_LABEL,
    message_fields,
)


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """What a message says. ``kind`` is one of ``KINDS``, ``pages`` are addresses as written.

    ``answers`` are texts by the names of ``message_fields``; ``how`` is a key of ``HOW``, or
    nothing. ``words`` are the free words, and all that was not understood.
    """

    kind: str
    about: str = ""
    pages: tuple[str, ...] = ()
    borough: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    how: str = ""
    reach: str = ""
    words: str = ""

    @property
    def once(self) -> str:
        """What the same words are known by, however they came."""
        said = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return f"message {hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()}"


def read_message(given: bytes | str) -> ReadMessage:
    """What somebody wrote, out of a text or a whole mail.

    Raises Refusal for what is too long, no text, or no message.
    """
    found = read_texts(given)
    lines = max(map(_lines, found.texts), key=_is_ours)
    if _first(lines) is None and _kind_of(found.subject):
        lines = [found.subject, *lines]
    return _Reading(lines).message(found.sender)


# --- lines ---------------------------------------------------------------------------------------

_QUOTE = re.compile(r"^(?:[ ]*[>|]+[ ]?)+")
_WROTE = re.compile(r"^On [^\n]{3,200}(?:\n[^\n]{1,100})?\bwrote:[ ]*$", re.M)
_FRAME = re.compile(
    r"^(?:from|sent|to|cc|bcc|date|subject|reply-to|importance): .*$"
    r"|^-{2,} ?(?:original|forwarded) message ?-{2,}$|^begin forwarded message:$|^_{8,}$",
    re.I,
)
"""What mail programs put around what they quote."""
_LABEL = re.compile(r"[*_ ]*([^\W\d_][^:：]{0,60}?)[*_ ]*[:：](?!//)[*_ ]*(.*)", re.S)
_SIGNATURE = re.compile(r"-- ?")


def _lines(text: str) -> list[str]:
    """The lines of a text, without the marks of quoting."""
    text = "\n".join(_QUOTE.sub("", line).rstrip() for line in text.split("\n"))
    text = _WROTE.sub("", text)
    if "&amp;" in text and not re.search(r"&(?!\w+;)", text):
        text = html.unescape(text)
    return text.split("\n")


def _first(lines: Sequence[str]) -> int | None:
    """Where the first line of a message is."""
    return next((at for at, line in enumerate(lines) if _kind_of(line)), None)


def _is_ours(lines: Sequence[str]) -> int:
    """How much of it looks like a message: of the texts of one mail, the best is read."""
    labelled = sum(_labelled(line)[0] is not None for line in lines)
    return labelled + (3 if _first(lines) is not None else 0)


_SAYS = {each.says: each.id for each in KINDS.values()}


def _kind_of(line: str) -> str:
    """The sort of message that a line opens, or nothing."""
    before, colon, says = line.strip(" *_.").rpartition(":")
    if not colon or len(before) > 100 or _labelled(line)[0]:
        return ""
    return _SAYS.get(" ".join(says.casefold().split()), "")


def _plain(label: str) -> str:
    return "".join(sign for sign in label.casefold() if sign.isalnum())


_WORDS = "words"
_LABELS = {
    _plain(label): name
    for label, name in (
        *((words, _WORDS) for kind in KINDS.values() for words in (kind.words, kind.question)),
        *((words, each.name) for each in message_fields() for words in (each.label, each.question)),
        *((ABOUT, "about"), (PAGE, "page"), (BOROUGH, "borough"), (HOW_LABEL, "how")),
        *((REACH_LABEL, "reach"), ("How to reach you", "reach"), (EITHER, _WORDS)),
    )
}
_OWN = ("about", "page", "borough", "how", "reach", _WORDS)


def _labelled(line: str) -> tuple[str | None, str]:
    """The field that a line names, and what it says of it; None where it names none."""
    found = _LABEL.fullmatch(line)
    name = _LABELS.get(_plain(found[1])) if found else None
    return (name, found[2].strip()) if found and name else (None, line)


class _Reading:
    """One way through the lines of a message."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.kind, self.said, self.free = "", dict[str, str](), list[str]()
        self.pages: list[str] = []
        self.sender, self.at, self.signed, self.open = "", "", False, False
        start = _first(lines)
        for line in lines[: start or 0]:
            self._before(line)
        for line in lines[start or 0 :]:
            self._take(line)

    def message(self, sender: str) -> ReadMessage:
        """What was read. Raises Refusal where nothing is that of a message."""
        if not self.kind and not self.said and not self.pages:
            raise Refusal(
                "This is no message about a listing. It needs a line that names one, as "
                "“Page: https://…/lambeth/listing/tuesday-gardening/”."
            )
        said = {name: words.strip() for name, words in self.said.items()}
        how = meant(said.get("how", ""), {key: (words,) for key, words in HOW.items()})
        if said.get("how") and how is None:
            self.free.insert(0, f"{HOW_LABEL}: {said['how']}")
        words = "\n".join([said.get(_WORDS, ""), *self.free])
        pages = tuple(dict.fromkeys(filter(None, self.pages)))
        unsaid = "correct" if pages or said.get("about") else "new"
        return ReadMessage(
            self.kind or unsaid,
            said.get("about", ""),
            pages,
            said.get("borough", ""),
            {name: words for name, words in said.items() if words and name not in _OWN},
            how or "",
            said.get("reach") or sender or self.sender,
            re.sub(r"\n{3,}", "\n\n", words).strip(),
        )

    def _before(self, line: str) -> None:
        """A line above the message: of a mail that was forwarded, or somebody's own."""
        if _FRAME.fullmatch(line):
            if line[:5].lower() == "from:":
                self.sender = line[5:].strip()
        elif line.strip():
            self.free.append(line)

    def _take(self, line: str) -> None:
        kind = _kind_of(line)
        if kind and kind in (self.kind or kind):
            # Below an answer stands the message that it answers, once more.
            self.kind, self.at, self.signed = kind, "", False
            return
        name, value = (None, line) if self.signed else _labelled(line)
        if _SIGNATURE.fullmatch(line):
            self.at, self.signed = "", True
        elif name is not None:
            self._answer(name, value, line)
        elif not self.at and not self.signed and _FRAME.fullmatch(line):
            self._before(line)
        else:
            self._go_on(line)

    def _answer(self, name: str, value: str, line: str) -> None:
        """A line with a label. One that was answered before keeps its first answer."""
        if name == "page" and self.at != _WORDS:
            self.at, self.open = "page", True
            self.pages.append(value)
        elif not self.said.get(name) and not (name == "page" and self.pages):
            self.at, self.open = name, True
            if name == "page":
                self.pages.append(value)
            else:
                self.said[name] = value
        elif self.at == _WORDS and value not in (self.said[_WORDS], self.said.get(name)):
            self._go_on(line)
        elif value and value != self.said.get(name):
            self.at = ""
            self.free.append(line)

    def _go_on(self, line: str) -> None:
        """A line without a label goes on with the answer before it."""
        words = line.strip()
        if self.at == _WORDS:
            self.said[_WORDS] += f"\n{line}"
        elif not self.at:
            self.free.append(line)
        elif not words:
            self.open = not (self.pages[-1] if self.at == "page" else self.said[self.at])
        elif not self.open or (self.at == "page" and not _goes_on(self.pages[-1], words)):
            self.at = ""
            self.free.append(line)
        elif self.at == "page":
            self.pages[-1] += words
        else:
            self.said[self.at] = f"{self.said[self.at]} {words}".strip()


def _goes_on(address: str, words: str) -> bool:
    """Whether a line is the rest of an address that a mail program cut."""
    whole = re.search(r"/listing/[a-z0-9-]+/(index\.html)?>?$", address)
    return " " not in words and not whole


# --- the listing ---------------------------------------------------------------------------------

_REF = re.compile(r"(?<![a-z0-9-])([a-z0-9-]{1,80})/listing/([a-z0-9-]{1,80})(?![a-z0-9-])")
_SHORT = re.compile(r"([a-z0-9-]{1,80})/([a-z0-9-]{1,80})")
_WRITE_PAGE = "Write its address behind “Page:”, as https://…/lambeth/listing/tuesday-gardening/."


def listing_of(message: ReadMessage, directory: Directory) -> Record[Listing]:
    """The listing that a message is about. Of an address only the path counts.

    Raises Refusal, with what to write instead, where it names none, several or one that is not
    here.
    """
    if not message.pages:
        return _by_name(message, directory)
    refs = list(dict.fromkeys(map(_ref_of, message.pages)))
    if len(refs) > 1:
        raise Refusal(
            f"It names {len(refs)} pages: {', '.join(quoted(each) for each in message.pages)}. "
            "Keep one of them, and make a message of its own for each of the others."
        )
    borough, _, id = refs[0].partition("/")
    if borough not in directory.boroughs:
        raise Refusal(
            f"The page is of {quoted(borough)}, and there is no such borough here. "
            + did_you_mean(borough, sorted(directory.boroughs))
        )
    _require_agreement(message, directory, borough)
    found = directory.listings.get(refs[0])
    if found is None:
        here = [each for each in directory.listings.values() if each.borough == borough]
        there = {each.id: (each.data.name,) for each in here}
        raise Refusal(
            f"There is no listing {quoted(id)} in {quoted(borough)}. It may have moved or closed. "
            + did_you_mean_by_name(id, there)
        )
    return found


def _ref_of(address: str) -> str:
    """Borough and id in an address. Raises Refusal where it is no listing's."""
    plain = unquote(address).replace("\\", "/").strip(" <>()[]").lower()
    found = _REF.search(plain) or _SHORT.fullmatch(plain)
    if found is None:
        raise Refusal(f"{quoted(address)} is not the page of a listing. {_WRITE_PAGE}")
    return f"{found[1]}/{found[2]}"


def _by_name(message: ReadMessage, directory: Directory) -> Record[Listing]:
    """The one listing that is called so."""
    named = {
        ref: (each.data.name,)
        for ref, each in directory.listings.items()
        if not message.borough
        or meant(message.borough, {each.borough: (directory.boroughs[each.borough].data.name,)})
    }
    if not message.about:
        raise Refusal(f"It does not say which listing it is about. {_WRITE_PAGE}")
    same = [ref for ref, names in named.items() if meant(message.about, {ref: names})]
    if len(same) == 1:
        return directory.listings[same[0]]
    if same:
        raise Refusal(f"{quoted(message.about)} is the name of {', '.join(same)}. {_WRITE_PAGE}")
    raise Refusal(
        f"No listing is called {quoted(message.about)}. "
        f"{did_you_mean_by_name(message.about, named, most=6)} {_WRITE_PAGE} "
        f"Is it new? Then begin with “Connect & Do: {KINDS['new'].says}”."
    )


def _require_agreement(message: ReadMessage, directory: Directory, borough: str) -> None:
    """Raises Refusal where the borough that is named is another than that of the page."""
    name = directory.boroughs[borough].data.name
    if message.borough and not meant(message.borough, {borough: (name,)}):
        raise Refusal(
            f"The page is of {name}, and the message says {quoted(message.borough)}. "
            "Keep the one that is right."
        )
