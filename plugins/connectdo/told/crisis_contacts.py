"""Who answers in a hard moment, and how each of them is reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from connectdo.data.formats import phone_link
from connectdo.data.vocabulary import CrisisContact
from connectdo.derive.freshness import full_date
from connectdo.told.publication import Publication
from connectdo.told.shapes import Helpline, Way


def crisis_contacts(publication: Publication) -> tuple[Helpline, ...]:
    """Everybody who can be reached, in the order of the vocabulary."""
    crisis = publication.directory.vocabulary.crisis
    if crisis is None:
        return ()
    families = crisis.help_first.items()
    return tuple(
        helpline(each, [name for name, family in families if each.name in family.answered_by])
        for each in crisis.contacts
    )


def crisis_on_paper(publication: Publication) -> tuple[Helpline, ...]:
    """The same with the numbers to ring or text; a website only where there is nothing else."""
    return tuple(
        replace(each, ways=tuple(way for way in each.ways if way.kind != "website") or each.ways)
        for each in crisis_contacts(publication)
    )


def says_number(contact: CrisisContact) -> bool:
    """Whether the name tells the number already, as that of "999" or "NHS 111, then press 2"."""
    return bool(contact.phone) and str(contact.phone) in contact.name


def quiet_line(publication: Publication) -> str:
    """One sentence for who may want more than a search: whom to ring; "" where nobody is named."""
    crisis = publication.directory.vocabulary.crisis
    if crisis is None:
        return ""
    for contact in crisis.contacts:
        if contact.name == crisis.quiet_line and contact.phone:
            when = f", {contact.hours[:1].lower()}{contact.hours[1:]}" if contact.hours else ""
            number = "" if says_number(contact) else f", {contact.phone}"
            return f"If you need to talk to somebody: {contact.name}{number}{when}."
    return ""


def helpline(contact: CrisisContact, families: Sequence[str] = ()) -> Helpline:
    """Somebody who answers, with every way to reach them; ``families`` are those of danger."""
    ways = []
    if contact.phone:
        ways.append(Way("phone", f"tel:{phone_link(contact.phone)}", contact.phone, "Ring"))
    if contact.text:
        word = f"Text {contact.text_word} to" if contact.text_word else "Text"
        ways.append(Way("text", f"sms:{phone_link(contact.text)}", contact.text, word))
    if contact.website:
        host = contact.website.partition("://")[2].strip("/")
        ways.append(Way("website", contact.website, host, "Look at"))
    return Helpline(
        contact.name,
        contact.says,
        tuple(ways),
        contact.deaf or "",
        contact.hours or "",
        full_date(contact.checked) if contact.checked else "",
        contact.nation.value,
        tuple(families),
    )
