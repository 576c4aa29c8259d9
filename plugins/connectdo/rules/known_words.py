"""Whether the words that listings and venues use stand in ``content/vocabulary/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from connectdo.data.directory import Record
from connectdo.data.model import Listing, Part, Venue
from connectdo.data.problems import Problem, did_you_mean, did_you_mean_by_name, quoted
from connectdo.rules.context import Context, at_source, error


def area_is_known(context: Context) -> Iterator[Problem]:
    """A listing's area, and those of an interest, are among the areas of the vocabulary."""
    if not context.has_words("areas"):
        return
    known = names_in(context.directory.vocabulary.areas)
    for listing in context.directory.listings.values():
        area = listing.data.area
        if area not in known:
            yield error(
                listing,
                "area",
                f"{quoted(area)} is not an area. {did_you_mean_by_name(area, known)}",
            )
    source = context.directory.vocabulary.sources.get("interests")
    for name, interest in context.directory.vocabulary.interests.items():
        for index, area in enumerate(interest.areas):
            if source and area not in known:
                yield at_source(
                    source,
                    (name, "areas", index),
                    f"{quoted(area)} is not an area. {did_you_mean_by_name(area, known)}",
                )


def interest_is_known(context: Context) -> Iterator[Problem]:
    """Every interest of a listing is in the vocabulary."""
    if not context.has_words("interests"):
        return
    known = names_in(context.directory.vocabulary.interests)
    for listing in context.directory.listings.values():
        for index, word in enumerate(listing.data.interests):
            if word not in known:
                advice = did_you_mean_by_name(word, known)
                yield error(
                    listing, ("interests", index), f"{quoted(word)} is not an interest. {advice}"
                )


def people_are_known(context: Context) -> Iterator[Problem]:
    """Every group of people that a listing is for is in the vocabulary."""
    if not context.has_words("people"):
        return
    known = names_in(context.directory.vocabulary.people)
    for listing in context.directory.listings.values():
        for index, word in enumerate(listing.data.who.for_people):
            if word not in known:
                advice = did_you_mean_by_name(word, known, most=20)
                yield error(
                    listing,
                    ("who", "for", index),
                    f"{quoted(word)} is not a group of people known here. {advice}",
                )


def access_term_is_known(context: Context) -> Iterator[Problem]:
    """Every access term of a listing or a venue is in the vocabulary."""
    if not context.has_words("access"):
        return
    known = names_in(context.directory.vocabulary.access)
    records: tuple[Mapping[str, Record[Listing]], Mapping[str, Record[Venue]]] = (
        context.directory.listings,
        context.directory.venues,
    )
    for kept in records:
        for record in kept.values():
            for word in record.data.access:
                if word not in known:
                    advice = did_you_mean_by_name(word, known)
                    yield error(
                        record, ("access", word), f"{quoted(word)} is not an access term. {advice}"
                    )


def language_is_known(context: Context) -> Iterator[Problem]:
    """Every language of a listing is in the vocabulary, under its English name."""
    if not context.has_words("languages"):
        return
    languages = context.directory.vocabulary.languages
    known = list(languages)
    for listing in context.directory.listings.values():
        for index, word in enumerate(listing.data.languages):
            if word in known:
                continue
            by_own_name = [
                name
                for name, language in languages.items()
                if word.lower() in (language.own_name.lower(), language.code)
            ]
            advice = (
                f'Did you mean "{by_own_name[0]}"?' if by_own_name else did_you_mean(word, known)
            )
            yield error(
                listing, ("languages", index), f"{quoted(word)} is not a language. {advice}"
            )


def words_lead_to_one_thing(context: Context) -> Iterator[Problem]:
    """A name or another word for it belongs to one entry of a vocabulary file."""
    vocabulary = context.directory.vocabulary
    for name, source in vocabulary.sources.items():
        meant: dict[str, str] = {}
        for key, word, at in _names_and_synonyms(vocabulary.keyed(name)):
            first = meant.setdefault(word.lower(), key)
            if first != key:
                yield at_source(
                    source,
                    at,
                    f"{quoted(word)} leads to {quoted(first)} already, and a search would not "
                    "know which is meant. Keep it where it fits best.",
                )


def names_in(entries: Mapping[str, Part]) -> dict[str, tuple[str, ...]]:
    """Every id of a vocabulary file, with its name and the other words for it."""
    return {
        key: (getattr(entry, "name", key), *getattr(entry, "synonyms", ()))
        for key, entry in entries.items()
    }


def _names_and_synonyms(
    entries: Mapping[str, Part],
) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """Every word of a vocabulary file: its entry's key, the word, where it stands. Names first."""
    for key, entry in entries.items():
        yield key, getattr(entry, "name", key), (key, "name")
    for key, entry in entries.items():
        for index, word in enumerate(getattr(entry, "synonyms", ())):
            yield key, word, (key, "synonyms", index)
