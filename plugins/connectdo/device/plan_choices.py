"""The words of all that can be tapped in a plan, for the paper and the file that a device makes.

    self.connectdoPlanWords={"words":{"picture":{"tea":"Tea and a chat",…},…},
      "finds":{"garden":"gardening,allotments",…},"style":"…","policy":"…"};

``words`` has, by the name of a plan's field (plan-rule.js), the words of each id that may stand in
it; ``finds`` has the interests of each wish, as the finder has them in an address; ``style`` is the
one style of such a file, and ``policy`` allows it nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from connectdo.told import plan_words, policy, urls
from connectdo.told.plan_words import PlanChoice
from connectdo.told.urls import File

FIELDS: Mapping[str, Sequence[PlanChoice] | Mapping[str, str]] = {
    "picture": plan_words.WISHES,
    "step": plan_words.FIRST_STEPS,
    "stage": plan_words.STAGES,
    "with": plan_words.COMPANY,
    "how": plan_words.WENT,
    "face": plan_words.FACES,
    "pace": plan_words.PACES,
    "kind": (*plan_words.STOPS, PlanChoice("talk", "Talk about it")),
    "stop": plan_words.STOPS,
    "state": plan_words.STATES,
    "show": plan_words.SHOWN,
    "way": plan_words.WAYS,
    "well": plan_words.WENT_WELL,
    "hard": plan_words.WAS_HARD,
    "next": plan_words.WHAT_NEXT,
    "company": plan_words.WOULD_LIKE_COMPANY,
}
"""What may stand in each field of a plan that holds a choice."""

STYLE = (
    "html{color-scheme:light dark;font:112.5%/1.5 system-ui,sans-serif}"
    "body{max-width:40em;margin:0 auto;padding:1rem;overflow-wrap:anywhere}"
    "h2{margin:2rem 0 0}h3{margin:1rem 0 0}h1,h2,h3{line-height:1.25;break-after:avoid}"
    "article{break-inside:avoid}article p{margin:.2rem 0;white-space:pre-line}"
    "@media print{html{font-size:14pt}body{padding:0}}"
)
"""The style of a saved file: it has to hold for years, in any browser."""


def words_of(choices: Sequence[PlanChoice] | Mapping[str, str]) -> dict[str, str]:
    """The words of each id, in order."""
    if isinstance(choices, Mapping):
        return dict(choices)
    return {choice.id: choice.words for choice in choices}


def plan_choices() -> File:
    """The one file."""
    found = {
        "words": {name: words_of(choices) for name, choices in FIELDS.items()},
        "finds": {wish.id: ",".join(wish.interests) for wish in plan_words.WISHES},
        "style": STYLE,
        "policy": policy.alone_policy(STYLE),
    }
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return urls.PLAN_WORDS, f"self.connectdoPlanWords={text};\n".encode()
