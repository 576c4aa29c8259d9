"""The page on which a borough's team hides a thing at once, and brings it back.

It says before the press what goes, how long it takes and what remains. It knows nothing of how a
site is published.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.pages.page_parts import Chrome
from connectdo.told.shapes import Link


@dataclass(frozen=True, slots=True)
class HideView:
    """A thing before it is hidden, or while it is.

    ``says`` are sentences about it now, ``goes`` what goes with it, ``others`` lead to what it is
    held by, ``back`` to all that waits. ``remains`` is what no press takes back; ``commands`` take
    it out of the history, ``gone_words`` (or nothing) and ``on_the_host`` follow, the latter on the
    machine that keeps the store. ``button`` sends ``press``.
    """

    chrome: Chrome
    heading: str
    says: tuple[str, ...]
    goes: tuple[str, ...]
    others: tuple[Link, ...]
    page: Link | None
    back: Link
    remains: tuple[str, ...]
    commands: tuple[str, ...]
    on_the_host: tuple[str, ...]
    gone_words: str
    button: str
    press: str
    hidden: tuple[tuple[str, str], ...]
    said: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    label: str = ""


REMAINS = (
    "Copies on sticks (zip), and paper.",
    "Copies that readers keep on a phone or a computer. They drop it when a page is next opened "
    "with internet.",
    "What search engines and other directories have of it, until they look again. Our feeds tell "
    "them that it is gone.",
    "Its file and the history of the repository, which may be public.",
    "What was sent about it, here in the review and in backups.",
    "Pages that name it in words of their own.",
)
"""What a press does not take back. The team may have to do something about it."""
