"""What an offer or a want may not be about, and why: a text in, what was found in it out.

These are the seven things that strangers should not arrange through a page. The words are
patterns, so they take some for others; a person reads every offer before it is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotForHere:
    """Words of a text that no offer is about, and why in a sentence for whoever wrote them."""

    words: str
    why: str


_CHILDREN = "(?:children|child|kids?|baby|toddler|son|daughter)"
_ANIMALS = "(?:dogs?|puppy|puppies|cats?|kittens?|rabbits?|hamsters?|parrots?|pets?)"
_KINDS: tuple[tuple[str, str], ...] = (
    (
        r"\bmoney\b|\bcash\b|\bloans?\b|\bbank details\b|\brent arrears\b|\bbitcoin\b|\binvest\w*|"
        r"\b(?:lend|borrow|loan|owe|repay|send|transfer)\w*(?: \w+){0,3} (?:pounds|£ ?\d+)",
        "we do not pass on anything about money. It is how people are cheated most often.",
    ),
    (
        r"\b(?:spare room|sofa to sleep|(?:somewhere|a place) to (?:live|stay|sleep)|lodgers?|"
        r"lodgings?|flatmates?|room to rent|room to let|to rent|accommodation)\b",
        "we do not pass on rooms or places to sleep. The council's housing team can help.",
    ),
    (
        r"\b(?:a lift|lifts|give (?:you |people )?a ride|drive (?:you|me|people|someone)|"
        r"car share|pick (?:you|me) up)\b",
        "we do not pass on lifts in a car. Ask the team about buses and community transport.",
    ),
    (
        r"\b(?:personal care|washing and dressing|help (?:me |you )?(?:wash|dress|bathe|shower)|"
        r"bathing|carers? wanted|live-in|night sitting|sit with my (?:mum|dad|mother|father))\b",
        "we do not pass on care of the body. People who do it are checked first; ask the team.",
    ),
    (
        r"\b(?:babysit\w*|child ?mind\w*|childcare|nann(?:y|ies)|au pairs?|"
        rf"(?:mind|look after|watch)(?:ing)?(?: \w+){{0,2}} {_CHILDREN})\b",
        "we do not pass on minding of children. People who do it are registered and checked.",
    ),
    (
        r"\b(?:medicines?|medication|sleeping tablets|pills?|painkillers|antibiotics|"
        r"prescriptions?|insulin|inhalers?|diazepam|codeine|cbd|cannabis)\b",
        "we do not pass on medicines. A pharmacist helps for nothing, and gives no lecture.",
    ),
    (
        rf"\b(?:{_ANIMALS}[- ]?(?:walk|sit|mind)\w*|"
        r"(?:rehom|adopt|walk|mind|look after|look for|looking after|looking for|feed|groom|want|"
        rf"need|have|find)\w*(?: \w+){{0,3}} {_ANIMALS})\b",
        "we do not pass on animals, or the minding of them. An animal charity knows how.",
    ),
)
_FINDS = tuple((re.compile(pattern, re.IGNORECASE), why) for pattern, why in _KINDS)


def refused(text: str) -> Iterator[NotForHere]:
    """What in a text no offer or want may be about: at most one finding of each kind."""
    for pattern, why in _FINDS:
        if found := pattern.search(text):
            yield NotForHere(found[0].strip(), why)
