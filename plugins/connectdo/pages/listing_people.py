"""What people say of a listing on its page, what they asked, and what its people put on.

With each the way to add to it, where a form is there. It knows nothing else of the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.model import Listing, ListingKind
from connectdo.derive.prose import typeset
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link, Moment
from connectdo.told.wording import EXAMPLE, day_moment, moment_of, past_after


@dataclass(frozen=True, slots=True)
class Tip:
    """What somebody said after going."""

    text: str
    by: str
    date: Moment


@dataclass(frozen=True, slots=True)
class AskedAndAnswered:
    """What somebody asked the group, and what it says; nobody is named."""

    question: str
    answer: str
    date: Moment


@dataclass(frozen=True, slots=True)
class ComingEvent:
    """An event that a group puts on. ``until`` (ISO) is when its last day that is known is past;
    ``label`` stamps an invented one."""

    link: Link
    next: Moment
    ahead: str
    until: str
    label: str


def way_to_tip(
    publication: Publication, listing: Record[Listing], links: urls.Links
) -> Link | None:
    """Where somebody who went tells others what helped."""
    form = publication.form_link(links, "tip", listing.ref)
    return Link(form, "Did you go? Give a tip") if form else None


def asked_of(publication: Publication, listing: Record[Listing]) -> tuple[AskedAndAnswered, ...]:
    """The questions that were answered, the newest first."""
    voices = publication.directory.voices.get(listing.ref)
    if voices is None:
        return ()
    newest = sorted(voices.data.questions, key=lambda each: each.date, reverse=True)
    return tuple(
        AskedAndAnswered(typeset(each.question), typeset(each.answer), day_moment(each.date))
        for each in newest
    )


def way_to_ask(
    publication: Publication, listing: Record[Listing], links: urls.Links
) -> Link | None:
    """Where somebody asks the group something; the answer may stand on the page."""
    form = publication.form_link(links, "ask", listing.ref)
    words = "Ask the group something" if _may_put_on(listing) else "Ask them something"
    return Link(form, words) if form else None


def way_to_tell_event(
    publication: Publication, listing: Record[Listing], links: urls.Links
) -> Link | None:
    """Where somebody tells of an event of this group."""
    if not _may_put_on(listing):
        return None
    form = publication.form_link(links, "event", listing.ref)
    return Link(form, "Tell us about an event of this group") if form else None


def _may_put_on(listing: Record[Listing]) -> bool:
    """Whether it is a group of people, who may put on an event."""
    return listing.data.kind not in (ListingKind.EVENT, ListingKind.PLACE, ListingKind.RESOURCE)


def events_of(
    publication: Publication, listing: Record[Listing], links: urls.Links
) -> tuple[ComingEvent, ...]:
    """The coming events that its people put on, the next one first."""
    told = [publication.told(each) for each in publication.directory.events_of(listing)]
    coming = sorted(
        (str(each.next.start), each.record.ref, each)
        for each in told
        if each.in_lists and each.next
    )
    return tuple(
        ComingEvent(
            Link(links.to(urls.thing("listing", ref)), each.name),
            moment_of(each.coming[0], publication.monday),
            each.ahead,
            past_after(each.coming[-1]),
            EXAMPLE if each.data.example else "",
        )
        for _, ref, each in coming
    )


def tips_of(publication: Publication, listing: Record[Listing]) -> tuple[Tip, ...]:
    """What people said who went, the newest first."""
    voices = publication.directory.voices.get(listing.ref)
    if voices is None:
        return ()
    return tuple(
        Tip(typeset(tip.text), typeset(tip.by), day_moment(tip.date))
        for tip in sorted(voices.data.tips, key=lambda tip: tip.date, reverse=True)
    )
