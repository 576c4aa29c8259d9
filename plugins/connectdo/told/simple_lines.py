"""Names the drawing that stands beside a line of the simple version.

It goes by plain words in the line, the most useful question first: what it costs, when it is,
how to reach people. A line that fits nothing gets a dot, which is better than a wrong picture.
It knows the names of drawings and nothing of listings.
"""

from __future__ import annotations

import re

_DAYS = "(mon|tues|wednes|thurs|fri|satur|sun|week)days?"
PATTERNS = {
    "cost": r"£\d|\d+p|pounds?|pay|price|costs?|free|paid",
    "when": rf"{_DAYS}|o'clock|(morning|afternoon|evening|night|weekend|month)s?",
    "text": "text",
    "email": "e-?mail",
    "phone": "(ring|phone|call|rings) (us|you|me|them|before)|by phone|(tele)?phone call|telephone",
    "join": "book (a|your|before|on)|keep (you )?a place|ticket",
    "what": "tea|lunch|eat|eats|soup|cake|cook|supper|toast|biscuits|coffee|breakfast|drink",
    "lift": "lift",
    "step-free": "ramp|wheelchairs?",
    "large-print": "(big|large) (letters|print)|printed large",
    "listen": "listen|aloud|out loud|sing",
    "talk": "talk|speaks?|says?|chat",
    "leave": "leave|slip out|turn back|you can go home",
    "watch": "watch",
    "seating": "chairs?|bench|benches|sit|sits|sitting|stools?",
    "bring": "bring|come with you",
    "people": "people|everybody|everyone|group|children|men|women|carers?|parents",
    "where": "hall|room|park|studio|garden|street",
}
"""Drawings in the order they are tried, each with what a line must say."""

_COMPILED = {icon: re.compile(rf"(?<!\w)({words})(?!\w)") for icon, words in PATTERNS.items()}
_ONLY_IF_THERE = frozenset({"lift", "step-free", "cost", "what"})
"""Drawings that would say the opposite of a line with "no" or "not" in it."""
_DENIED = re.compile(r"\b(no|not|none|nothing|never|without|cannot)\b|n't\b")


def icon_of(line: str) -> str:
    """The name of the drawing for one line, or nothing where none fits."""
    text = line.casefold().replace("’", "'")
    denied = _DENIED.search(text) is not None
    for icon, pattern in _COMPILED.items():
        if pattern.search(text) and not (denied and icon in _ONLY_IF_THERE):
            return icon
    return ""
