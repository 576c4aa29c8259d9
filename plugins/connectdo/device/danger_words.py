"""The words that bring help first, and who answers them: two classic scripts for the finder.

The first comes with the page: the contacts, the families of life and limb, and the words in which
slips are forgiven. The second comes with the second word that is typed: the other families, other
languages, and the innocent neighbours. ``derive.crisis_words`` says how they are looked for; its
expressions stand here in fewer signs, one a line.

    self.connectdoCrisis={"people":[["Samaritans","Talk …",[["phone","tel:116123","Ring",
      "116 123"]],"suicide self-harm"] …],"slots":{…},"help":{"suicide":"…\\n…"},"means":{…},
      "spelt":"suicide myself …","notSlips":"kilt …","signs":{"~":"(?: [^ |]+){0,3}",…},"joined":5};
    self.connectdoCrisisMore={"help":{"child":"…"},"elsewhere":{"suicide":"…"},"not":"…"};
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from connectdo.derive.crisis_words import SHORTEST_JOINED, CrisisWords
from connectdo.told import urls
from connectdo.told.crisis_contacts import crisis_contacts
from connectdo.told.publication import Publication
from connectdo.told.urls import File

START = "self.connectdoCrisis="
START_MORE = "self.connectdoCrisisMore="

FEWER_SIGNS = (("(?: [^ |]+){0,3}", "~"), (" [0-9]+", "#"), ("[^ |]*", "*"), ("(?:", "("))
"""What stands in an expression, and for it in these files: crisis-words.js is told of them."""


def crisis_words(publication: Publication) -> Iterator[File]:
    """Both files, the same for all boroughs."""
    crisis = publication.directory.vocabulary.crisis
    words = CrisisWords.of(crisis)
    families = crisis.help_first if crisis else {}
    at_once = [name for name, family in families.items() if family.at_once]
    first = {
        "people": [
            [
                contact.name,
                contact.says,
                [
                    [way.kind, way.href, way.note, way.words]
                    for way in contact.ways
                    if way.kind != "website"
                ],
                " ".join(contact.first_for),
            ]
            for contact in crisis_contacts(publication)
            if contact.first_for
        ],
        "slots": {name: fewer_signs(text) for name, text in words.slots.items()},
        "help": _written(words.families, at_once),
        "means": dict(words.means),
        "spelt": " ".join(words.spelt_badly),
        "notSlips": " ".join(sorted(words.not_slips)),
        "signs": {short: long for long, short in FEWER_SIGNS},
        "joined": SHORTEST_JOINED,
    }
    later = [name for name in words.families if name not in at_once]
    more = {
        "help": _written(words.families, later),
        "elsewhere": _written(words.elsewhere, words.elsewhere),
        "not": "\n".join(map(fewer_signs, words.not_these)),
    }
    yield urls.CRISIS_WORDS, _script(START, first)
    yield urls.MORE_CRISIS_WORDS, _script(START_MORE, more)


def fewer_signs(expression: str) -> str:
    """An expression of ``derive.crisis_words`` as it travels."""
    for long, short in FEWER_SIGNS:
        expression = expression.replace(long, short)
    return expression


def _written(families: Mapping[str, Iterable[str]], names: Iterable[str]) -> dict[str, str]:
    return {name: "\n".join(map(fewer_signs, families[name])) for name in names}


def _script(start: str, found: object) -> bytes:
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return f"{start}{text};\n".encode()
