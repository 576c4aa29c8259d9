"""The words of the site as taxonomies of Open Referral UK, and attributes that point at them.

Whatever has no field of its own in the standard (area, interest, who it is for, getting in) is a
term. A term's id comes from its taxonomy and its own id, never from its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from connectdo.data.formats import ThreeAnswer
from connectdo.data.model import JoinHow, ListingKind, ListingStatus, Noise, OrganisationKind
from connectdo.data.vocabulary import Vocabulary
from connectdo.derive.freshness import FreshState
from connectdo.derive.phrases import join_words, noise_words
from connectdo.feeds.oruk.json_writing import Json, Object, id_of, json_of, listed
from connectdo.feeds.stable_ids import permanent_id
from connectdo.told.urls import ORUK, Site

Words = Iterable[tuple[str, str, str]]
"""Terms as (id, name, description)."""


class OrukTerms:
    """Every taxonomy and term, and the ways to point at one."""

    def __init__(self, vocabulary: Vocabulary, site: Site) -> None:
        """The taxonomies of a vocabulary; their addresses stand below the site's."""
        self.taxonomies: list[Object] = []
        self.terms: list[Object] = []
        self._pointing: dict[tuple[str, str], Json] = {}
        base = site.absolute(ORUK)
        for name, title, about, words in _taxonomies(vocabulary):
            taxonomy_id = id_of("taxonomy", name)
            taxonomy = {"id": taxonomy_id, "name": title, "description": about}
            self.taxonomies.append({**taxonomy, "uri": f"{base}taxonomies/{taxonomy_id}"})
            for id, label, description in words:
                term_id = id_of("term", name, id)
                term = {
                    "id": term_id,
                    "name": label,
                    "description": description or f"{title}: {label}",
                    "taxonomy": title,
                    "taxonomy_id": taxonomy_id,
                }
                uri = f"{base}taxonomy_terms/{term_id}"
                self.terms.append({**term, "term_uri": uri, "term": id})
                pointing = {"taxonomy_term_id": term_id, "link_type": name, "taxonomy_term": term}
                self._pointing[name, id] = json_of(pointing)[1:]

    def attributes(self, key: str, link_id: str, about: Iterable[tuple[str, str]]) -> Json:
        """What says that the thing of a key has these terms, each as (taxonomy, id)."""
        found = []
        for term in dict.fromkeys(about):
            id = str(permanent_id(f"attribute/{key}/{term[0]}/{term[1]}"))
            found.append(f'{{"id":"{id}","link_id":"{link_id}",{self._pointing[term]}')
        return listed(found)

    def of(self, taxonomy_id: str) -> list[Object]:
        """The terms of a taxonomy."""
        return [term for term in self.terms if term["taxonomy_id"] == taxonomy_id]


def access_terms(access: Mapping[str, ThreeAnswer]) -> Iterator[tuple[str, str]]:
    """The terms of what is known about getting in; what is not known is no term."""
    for id, answer in access.items():
        if answer is not ThreeAnswer.NOT_KNOWN:
            yield "access", id if answer is ThreeAnswer.YES else f"no-{id}"


COST = (
    ("free", "Free", "Nobody has to pay."),
    ("donation", "Pay what you can", "People give what they can."),
    ("paid", "To pay", "It costs something."),
)
BUDDY = ("buddy", "Someone can go with you", "Someone can go with a new person the first time.")


def _taxonomies(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str, Words]]:
    """Id, name, description and terms of every taxonomy."""
    yield "areas", "Areas", "The six areas of the site.", _areas(vocabulary)
    yield "interests", "Interests", "What people do there.", _interests(vocabulary)
    yield "kinds", "Kinds of listing", "What sort of thing it is.", _enumerated(ListingKind)
    yield "statuses", "Status", "Whether it is on.", _enumerated(ListingStatus)
    sure = "Whether somebody confirmed the details, and how long ago."
    yield "sureness", "How sure we are", sure, _enumerated(FreshState)
    yield "people", "Who it is for", "Groups of people it is for.", _people(vocabulary)
    yield "access", "Getting in and around", "What is known about access.", _access(vocabulary)
    yield "cost", "Cost", "Whether there is something to pay.", COST
    joining = ((how.value.replace(" ", "-"), join_words(how), "") for how in JoinHow)
    yield "joining", "How to join", "What to do first.", joining
    noise = ((each.value, noise_words(each), "") for each in Noise)
    first = "What helps on the first visit."
    yield "first-visit", "First visit", first, (*noise, BUDDY)
    bodies = "What sort of body runs it."
    yield "organisations", "Kinds of organisation", bodies, _enumerated(OrganisationKind)


def _enumerated(
    words: Iterable[ListingKind | ListingStatus | OrganisationKind | FreshState],
) -> Iterator[tuple[str, str, str]]:
    for word in words:
        yield word.value, f"{word.value[0].upper()}{word.value[1:]}", ""


def _areas(vocabulary: Vocabulary) -> Words:
    return ((id, each.name, each.summary) for id, each in vocabulary.areas.items())


def _interests(vocabulary: Vocabulary) -> Words:
    return ((id, each.name, each.description or "") for id, each in vocabulary.interests.items())


def _people(vocabulary: Vocabulary) -> Words:
    return ((id, each.name, each.explains or "") for id, each in vocabulary.people.items())


def _access(vocabulary: Vocabulary) -> Words:
    for id, each in vocabulary.access.items():
        yield id, each.name, each.explains or ""
        yield f"no-{id}", each.no, ""
