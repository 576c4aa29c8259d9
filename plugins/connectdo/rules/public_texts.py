"""Whether a text that everybody reads leads to one person, tells of a health or promises a cure.

What stands in a tip, or in anything that refers to a private venue, is an error: it cannot be
taken back. Elsewhere the patterns of ``derive.traces`` may be wrong, so they warn and quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from connectdo.data.directory import OWN_WORDS, Record
from connectdo.data.formats import numbers_in
from connectdo.data.model import Part
from connectdo.data.problems import Problem, quoted
from connectdo.derive.traces import Kind, Trace, places_in, traces_in
from connectdo.rules.context import Context, error
from connectdo.rules.texts import At, texts_of

# Streets are named here so that people find the way.
_WAYS = {("getting_there", "bus"), ("getting_there", "train")}


def contacts_stand_in_their_fields(context: Context) -> Iterator[Problem]:
    """No text holds a phone number or a mail address; their fields ask whether it may be public."""
    public = _public_numbers(context)
    for record, at, trace in context.traces:
        if record.noun in OWN_WORDS or trace.kind not in (Kind.PHONE, Kind.MAIL):
            continue  # what people say has its own rule
        if trace.kind is Kind.PHONE and public.issuperset(_shown(trace.words)):
            continue
        yield _told(
            context,
            record,
            at,
            trace,
            f"{quoted(trace.words)} stands in a text, where nobody asks whether it may be public. "
            f"Write it in the field for a {trace.kind}, or take it out.",
        )


def _public_numbers(context: Context) -> set[str]:
    """Numbers that a field shows already, with its owner's consent, and those of helplines."""
    found: set[str | None] = set()
    directory = context.around
    for listing in directory.listings.values():
        found |= {listing.data.join.phone, listing.data.join.text}
    found |= {organisation.data.phone for organisation in directory.organisations.values()}
    for borough in directory.boroughs.values():
        if borough.data.team:
            found |= {borough.data.team.phone, borough.data.team.text}
    crisis = directory.vocabulary.crisis
    for contact in crisis.contacts if crisis else ():
        found |= {contact.phone, contact.text}
    for need in directory.vocabulary.elsewhere.values():
        for helper in need.helpers:
            found |= {helper.phone, helper.text}
    return {_digits(number) for number in found if number}


def _shown(words: str) -> set[str]:
    return {_digits(shown) for _, shown in numbers_in(words)}


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)


def addresses_stand_in_venues(context: Context) -> Iterator[Problem]:
    """No text holds a street with its number, a postcode, coordinates or a link to a map."""
    kinds = (Kind.ADDRESS, Kind.POSTCODE, Kind.PLACE)
    found = [each for each in context.traces if each[2].kind in kinds]
    known = _public_places(context) if found else ""
    for record, at, trace in found:
        if record.path in context.secret:
            continue  # the next rule looks there, and closer
        if at[:1] == ("address",) or at in _WAYS:
            continue
        if record.noun not in OWN_WORDS and _plain(trace.words) in known:
            continue
        yield _told(
            context,
            record,
            at,
            trace,
            f"{quoted(trace.words)} says exactly where somebody is. The place where people meet "
            "has a file among the venues; take a home out, since everybody can read this.",
        )


def _public_places(context: Context) -> str:
    """The addresses and postcodes of all venues that are no secret, to look into."""
    return "\n".join(
        _plain(" ".join([*venue.data.address, venue.data.postcode or ""]))
        for venue in context.around.venues.values()
        if not venue.data.private
    )


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", words.lower()).split())


def private_place_is_told_nowhere(context: Context) -> Iterator[Problem]:
    """Nothing that refers to a private venue says where it is, in any text, name or link."""
    if not context.secret:
        return
    known = _public_places(context)
    for record in context.directory.records():
        why = context.secret.get(record.path)
        if not why:
            continue
        for at, text in _all_words(record):
            if record.noun == "venue" and at[:1] in (("address",), ("getting_there",)):
                continue  # no private venue may have these, whatever they say
            told = [
                each
                for each in dict.fromkeys(places_in(text))
                if each.kind is Kind.PLACE or _plain(each.words) not in known
            ]
            for trace in told:
                yield _at_line(
                    record,
                    at,
                    trace,
                    f"{quoted(trace.words)} may say where {why} is. That place is private, and "
                    "everybody can read this file. Take it out, and ask the team whether it must "
                    "leave the history too.",
                )


def _all_words(record: Record[Part]) -> Iterator[tuple[At, str]]:
    """The texts of a record, its links, and the names that are its address on the site."""
    yield (), record.id.replace("-", " ")
    yield from texts_of(record)
    data = record.data
    join, photo = getattr(data, "join", None), getattr(data, "photo", None)
    if photo:
        yield ("photo", "file"), photo.file.partition(".")[0].replace("-", " ")
    if join and join.website:
        yield ("join", "website"), join.website
    if website := getattr(data, "website", None):
        yield ("website",), website


def health_is_nobodys_business(context: Context) -> Iterator[Problem]:
    """No text tells of the health of a person whom it names."""
    for record, at, trace in context.traces:
        if trace.kind is Kind.HEALTH:
            yield _told(
                context,
                record,
                at,
                trace,
                f"{quoted(trace.words)} tells of one person's health. Take it out: that is theirs "
                "to tell, and it stays public.",
            )


def no_cure_is_promised(context: Context) -> Iterator[Problem]:
    """No text says that an activity cures, prevents or makes anybody better."""
    for record, at, trace in context.traces:
        if trace.kind is Kind.PROMISE:
            yield _told(
                context,
                record,
                at,
                trace,
                f"{quoted(trace.words)} promises something for people's health. "
                "Say what happens there, and leave it at that.",
            )


_SOMEONE = re.compile(
    r"(?:a|an|the|one|two|three|four|someone|somebody|another|anonymous|our|my)\b", re.IGNORECASE
)
_FIRST_NAME = re.compile(r"[^\W\d_][^\s\d_,@/]*")
_NAMES = re.compile(r"\b(?:called|named|Mr|Mrs|Ms|Miss|Dr)\b|\b[A-Z]\w+ [A-Z]\w*\.?$")


def tips_name_nobody(context: Context) -> Iterator[Problem]:
    """A tip is by a first name at most, or by somebody who has none here."""
    for tips in context.directory.voices.values():
        for index, tip in enumerate(tips.data.tips):
            someone = _SOMEONE.match(tip.by)
            if (someone and not _NAMES.search(tip.by)) or _FIRST_NAME.fullmatch(tip.by):
                continue
            if any(each.kind in (Kind.MAIL, Kind.PHONE) for each in traces_in(tip.by)):
                continue  # said by the rule about contacts
            first = re.match(r"(?!(?:Mr|Mrs|Ms|Miss|Dr|Sir)\b)[^\W\d_]+(?=[ ,])", tip.by)
            write = f'"{first[0]}", or ' if first and not someone else ""
            yield error(
                tips,
                ("tips", index, "by"),
                f'{quoted(tip.by)} is more than a first name. Write {write}"Someone who went".',
            )


def _told(context: Context, record: Record[Part], at: At, trace: Trace, message: str) -> Problem:
    grave = record.noun in OWN_WORDS or record.path in context.secret
    found = _at_line(record, at, trace, message)
    return found if grave else replace(found, severity="warning")


def _at_line(record: Record[Part], at: At, trace: Trace, message: str) -> Problem:
    """An error at the line of the words, where the text is the one below the front matter."""
    found = error(record, at, message)
    return replace(found, line=found.line + trace.below) if at == ("description",) else found
