"""How somebody is reached: text, phone, e-mail and website, with the link that each opens."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from connectdo.data.directory import Record
from connectdo.data.formats import phone_link, shown_host
from connectdo.data.model import Listing, Organisation, Team
from connectdo.told.shapes import Way


def ways_of_listing(
    listing: Record[Listing], organisation: Record[Organisation] | None
) -> tuple[Way, ...]:
    """Text, phone, e-mail and website of a listing; the organisation's where it has none itself.

    An example's ways lead nowhere: their ``href`` is empty, whatever is written.
    """
    join = listing.data.join
    example = listing.data.example
    message = quote(f"Hello. I would like to come to {listing.data.name}. Is there a good time?")
    subject = quote(listing.data.name)
    found: list[Way] = []
    if join.text:
        found.append(
            Way("text", f"sms:{phone_link(join.text)}?&body={message}", join.text, "Text them")
        )
    if join.phone:
        found.append(Way("phone", f"tel:{phone_link(join.phone)}", join.phone, "Ring"))
    if join.email:
        href = f"mailto:{_mail(join.email)}?subject={subject}&body={message}"
        found.append(Way("email", href, join.email, "Write to"))
    if join.website:
        found.append(Way("website", join.website, shown_host(join.website), "Look at"))
    if not found and organisation:
        return ways_of_organisation(organisation)
    return tuple(Way(way.kind, "", way.words, way.note) if example else way for way in found)


def mail_to_group(
    listing: Record[Listing], organisation: Record[Organisation] | None, subject: str, body: str
) -> Way | None:
    """A ready mail to whoever runs a listing; None where no address is known. An example's leads
    nowhere."""
    mail = listing.data.join.email or (organisation.data.email if organisation else None)
    if not mail:
        return None
    href = f"mailto:{_mail(mail)}?subject={quote(subject)}&body={quote(body)}"
    return Way("email", "" if listing.data.example else href, mail, "Write to")


def ways_of_organisation(organisation: Record[Organisation]) -> tuple[Way, ...]:
    """Phone, e-mail and website of an organisation; an example's lead nowhere."""
    data = organisation.data
    return _ways(data.phone, None, data.email, data.website, live=not data.example)


def ways_of_team(team: Team, *, live: bool) -> tuple[Way, ...]:
    """The team's ways; in a demonstration they lead nowhere."""
    return _ways(team.phone, team.text, team.email, team.website, live=live)


def _ways(
    phone: str | None, text: str | None, email: str | None, website: str | None, *, live: bool
) -> tuple[Way, ...]:
    found = []
    if phone:
        found.append(Way("phone", f"tel:{phone_link(phone)}" if live else "", phone, "Ring"))
    if text:
        found.append(Way("text", f"sms:{phone_link(text)}" if live else "", text, "Text"))
    if email:
        found.append(Way("email", f"mailto:{_mail(email)}" if live else "", email, "Write to"))
    if website:
        found.append(Way("website", website if live else "", shown_host(website), "Look at"))
    return tuple(found)


def _mail(address: str) -> str:
    """The address as it may stand in a mailto: link, where & and ? mean something else."""
    return quote(address, safe="@+")


class Asking(NamedTuple):
    """A way to ask: its word before "before you go", its tag, and what to do about public data."""

    word: str
    label: str
    first: str


ASK = {
    "phone": Asking("Ring", "Ring first", "Ring first."),
    "text": Asking("Text", "Text first", "Text them first."),
    "email": Asking("Write", "Write first", "Write to them first."),
    "website": Asking("Look at the website", "Look first", "Look at its website first."),
    "": Asking("Ask", "Ask first", "Some of it may have changed since then."),
}


def ask_by(kind: str) -> str:
    """What to do before going, by this kind of way."""
    return ASK[kind].label


def kinds_of_ways(listing: Listing, organisation: Organisation | None) -> tuple[str, ...]:
    """The kinds of ways that its page offers, the best first; one empty kind without any."""
    for part in (listing.join, organisation):
        found = tuple(kind for kind in ASK if kind and getattr(part, kind, None))
        if found:
            return found
    return ("",)
