"""Why something is not accepted now: eight sentences for changes, and eight for words of one's own.

Whoever reads one has given us something of theirs. It knows no page and no request.
"""

from __future__ import annotations

from collections.abc import Mapping

from connectdo.contribute.small_sorts import SORTS
from connectdo.contribute.store.store import Kind

REASONS = {
    "not-reached": "We could not reach anybody who could tell us. We will try again.",
    "they-said-no": "We asked the group, and they told us that it is right as it is.",
    "already": "The page says so already. Somebody told us before you.",
    "another-place": "It is not in our borough. Please tell the borough that it is in.",
    "not-sure": "We could not tell which group you mean. Please ring us, and we look together.",
    "not-public": "It is about somebody's home or private number, and that must not be shown.",
    "not-for-here": "It is a good thing, and not one that this site is for.",
    "later": "We cannot do it now, and will look at it again in a few weeks.",
}
"""Of a change, of something new, and of a problem."""

WORDS_REASONS = {
    "somebody-else": "It tells something about another person. That is for them to say. "
    "Leave it out, and we gladly read it again.",
    "could-find-you": "It says enough for a stranger to find you. We keep that safe, and do not "
    "show it. You can send it again without that part.",
    "said-already": "Somebody said nearly the same, and it is on the page now. You are not alone.",
    "not-passed-on": "We do not pass this on here, so that nobody is cheated or hurt. "
    "Ring us, and we look for another way.",
    "sells": "It reads like an advertisement, and this page is for things that are given. "
    "A business may ask for a page of its own.",
    "may-hurt": "Some of the words could hurt a person who reads them on a bad day. "
    "You can say it in another way, and send it again.",
    "no-answer": "We asked the group, and have not heard from them. Ring them, or ring us.",
    "full": "The page is full just now. Please send it again in a few weeks.",
}
"""Of a tip, an idea, an offer or a want, a question or an answer."""


def reasons_for(kind: Kind) -> Mapping[str, str]:
    """The eight that a team may choose from, each with its key."""
    return WORDS_REASONS if kind in SORTS else REASONS
