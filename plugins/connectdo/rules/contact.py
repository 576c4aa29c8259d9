"""Whether people can be reached, and whether a number on the page has its owner's consent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from connectdo.data.directory import Record
from connectdo.data.formats import is_for_drama, is_mobile, is_short, takes_texts_only
from connectdo.data.model import ListingStatus, Part
from connectdo.data.problems import Problem, quoted
from connectdo.derive.traces import Kind, traces_in
from connectdo.rules.context import Context, error, sound, warning

At = tuple[str | int, ...]

_PAGE = re.compile(r"\bhttps?://\S+|\bwww\.\S+")


def can_be_reached(context: Context) -> Iterator[Problem]:
    """A listing, or the organisation that runs it, has a phone, text, e-mail or web page."""
    for listing in context.directory.listings.values():
        join = listing.data.join
        if listing.data.status is ListingStatus.CLOSED or not sound(listing, "join"):
            continue
        if join.phone or join.text or join.email or join.website:
            continue
        runs = context.directory.organisation_of(listing)
        if runs is None or not sound(runs, "phone", "email", "website"):
            continue
        if not (runs.data.phone or runs.data.email or runs.data.website):
            yield error(
                listing,
                "join",
                "Nobody can get in touch: there is no phone, text, email or website here, nor in "
                f"{runs.path}. Write one of them.",
            )


def phone_may_be_public(context: Context) -> Iterator[Problem]:
    """A mobile number, which may belong to one person, is shown only with its owner's consent."""
    for listing in context.directory.listings.values():
        join = listing.data.join
        if join.phone_may_be_public:
            continue
        for field, number in (("phone", join.phone), ("text", join.text)):
            if number and is_mobile(number):
                yield error(listing, ("join", field), _consent(number, ' under "join"'))
    for organisation in context.directory.organisations.values():
        number = organisation.data.phone
        if number and not organisation.data.phone_may_be_public and is_mobile(number):
            yield error(organisation, "phone", _consent(number, ""))


def _consent(number: str, where: str) -> str:
    return (
        f"{quoted(number)} looks like one person's own number. Ask them first; "
        f'if they agree, write "phone_may_be_public: yes"{where}.'
    )


def text_codes_stand_under_text(context: Context) -> Iterator[Problem]:
    """A short code for texts, such as 85258, stands under text, since nobody can ring it."""
    directory = context.directory
    numbers: list[tuple[Record[Part], At, str | None]] = [
        *((each, ("join", "phone"), each.data.join.phone) for each in directory.listings.values()),
        *((each, ("phone",), each.data.phone) for each in directory.organisations.values()),
        *(
            (each, ("team", "phone"), each.data.team.phone if each.data.team else None)
            for each in directory.boroughs.values()
        ),
    ]
    for record, at, number in numbers:
        if number and takes_texts_only(number):
            yield warning(
                record,
                at,
                f"{quoted(number)} takes text messages, and nobody can ring it. "
                'Write it under "text".',
            )


def tips_keep_contacts_out(context: Context) -> Iterator[Problem]:
    """A tip holds no e-mail address, phone number or web page: it is one person's words."""
    for tips in context.directory.voices.values():
        for index, tip in enumerate(tips.data.tips):
            for field, text in (("text", tip.text), ("by", tip.by)):
                page = _PAGE.search(text)
                found = [
                    *(
                        each.words
                        for each in traces_in(text)
                        if each.kind in (Kind.MAIL, Kind.PHONE)
                    ),
                    *([page[0]] if page else []),
                ]
                if found:
                    yield error(
                        tips,
                        ("tips", index, field),
                        f"{quoted(found[0])} is a way to reach somebody. Take it out of the "
                        "tip; what the group shares belongs in its listing.",
                    )


def contacts_fit_examples(context: Context) -> Iterator[Problem]:
    """What is invented has numbers and addresses that reach nobody; what is real has real ones."""
    directory = context.directory
    for listing in directory.listings.values():
        join = listing.data.join
        for at, value in (
            (("join", "phone"), join.phone),
            (("join", "text"), join.text),
            (("join", "email"), join.email),
            (("join", "website"), join.website),
        ):
            if message := _misfit(value, listing.data.example):
                yield error(listing, at, message)
    for organisation in directory.organisations.values():
        data = organisation.data
        for field, value in (
            ("phone", data.phone),
            ("email", data.email),
            ("website", data.website),
        ):
            if message := _misfit(value, data.example):
                yield error(organisation, field, message)


_NOBODY = re.compile(
    r"(?:^|[@./])example\.(?:org|com|net)(?:$|[/:?#])|\.(?:example|test|invalid)\b"
)


def leads_nowhere(value: str) -> bool:
    """True for a number, e-mail address or web address that nobody has: RFC 2606 and Ofcom."""
    if "@" in value or "://" in value:
        return _NOBODY.search(value) is not None
    return is_for_drama(value)


def _misfit(value: str | None, example: bool) -> str | None:
    if value is None or leads_nowhere(value) is example:
        return None
    if example and is_short(value):
        return None  # a helpline's own number, as at the foot of every page
    if example:
        return (
            f"This is an example, and {quoted(value)} may reach somebody. Use a number such as "
            "020 7946 0123, or an address at example.org."
        )
    return (
        f"{quoted(value)} reaches nobody: it is kept for examples. Write the real one, or mark "
        'this with "example: yes".'
    )
