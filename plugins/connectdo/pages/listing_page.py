"""Turns a listing into its page: every fact in the order in which a frightened person asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from markupsafe import Markup

from connectdo.data.directory import Record
from connectdo.data.model import Join, JoinHow, Listing, ListingKind, ListingStatus, Venue, Waiting
from connectdo.derive.dates import last_day
from connectdo.derive.freshness import FreshState, full_date
from connectdo.derive.phrases import (
    ages_words,
    is_for_everybody,
    waiting_words,
)
from connectdo.derive.prose import lines_of, to_html, typeset
from connectdo.derive.times import (
    bank_holiday_words,
    closed_words,
)
from connectdo.derive.words import joined
from connectdo.pages.chrome import chrome_for
from connectdo.pages.listing_arrival import arrival_of, meets_of
from connectdo.pages.listing_people import (
    AskedAndAnswered,
    ComingEvent,
    Tip,
    asked_of,
    events_of,
    tips_of,
    way_to_ask,
    way_to_tell_event,
    way_to_tip,
)
from connectdo.pages.page_parts import Chrome
from connectdo.told import urls
from connectdo.told.alike import like_this
from connectdo.told.cards import cards_of
from connectdo.told.getting_in import getting_there_of
from connectdo.told.json_ld import listing_data
from connectdo.told.licences import licence_words
from connectdo.told.listing import ToldListing
from connectdo.told.photographs import photograph_of
from connectdo.told.publication import Publication
from connectdo.told.qr import qr_code
from connectdo.told.shapes import (
    AccessLine,
    Answer,
    Card,
    Leaf,
    Link,
    Moment,
    Photograph,
    State,
    Way,
)
from connectdo.told.simple_lines import icon_of
from connectdo.told.venue_maps import map_link
from connectdo.told.wording import (
    EXAMPLE,
    TOUCH,
    day_moment,
    leaf_of,
    moment_of,
    sentence,
)


@dataclass(frozen=True, slots=True)
class Dates:
    """A line of times: the words, a note, and where, when it is somewhere else."""

    words: str
    note: str = ""
    where: Link | None = None


@dataclass(frozen=True, slots=True)
class ListingView:
    """A listing's page, in the order of its fields.

    ``ahead`` is the rule of its coming times for the reader's browser (derive/ahead.py); ``ends``
    tells that its very last one is among them.
    ``simple_icons`` names a drawing for each line of ``simple``, empty where none fits.
    ``next`` stands with ``rule``, its times in a few words. ``first_visit`` leaves out who
    ``meets`` a visitor, which stands above. A long description folds away.
    ``when_asks`` stands over its times; ``all_times`` is False where those are past. ``money`` says
    how long it will last. ``instead`` leads on from what is ``gone``: closed, or over.
    """

    chrome: Chrome
    ref: str
    name: str
    summary: str
    area_id: str
    kind: str
    states: tuple[State, ...]
    leaf: Leaf | None
    next: Moment | None
    when: tuple[Dates, ...]
    where: str
    where_link: Link | None
    where_detail: str
    rule: str
    step_free: str
    cost: str
    cost_note: str
    join: str
    join_note: str
    waiting: str
    meets: str
    first_visit: tuple[Answer, ...]
    buddy: str
    buddy_link: Link | None
    ways: tuple[Way, ...]
    ways_note: str
    coming: tuple[Moment, ...]
    coming_note: str
    exceptions: tuple[str, ...]
    getting_there: tuple[Answer, ...]
    map_link: Link | None
    access: tuple[AccessLine, ...]
    ask_access: str
    who: tuple[str, ...]
    languages: str
    simple: tuple[str, ...]
    photo: Photograph | None
    description: Markup
    tips: tuple[Tip, ...]
    freshness: State
    checked: Moment | None
    source: Answer | None
    source_link: Link | None
    organisation: Link | None
    interests: tuple[Link, ...]
    like_this: tuple[Card, ...]
    suggest: Link
    edit: Link | None
    share_ways: tuple[Way, ...]
    calendar: Link | None
    qr: Markup
    address: str
    ahead: str = ""
    ends: bool = False
    simple_icons: tuple[str, ...] = ()
    when_asks: str = "When"
    all_times: bool = True
    money: str = ""
    gone: bool = False
    instead: tuple[Link, ...] = ()
    suggest_offline: str = ""
    """Where ``suggest`` leads without internet, if it needs it."""
    tip: Link | None = None
    touch: Link | None = None
    """Where somebody asks the borough's team to get in touch, if it offers that."""
    join_asks: str = "Do I need to book?"
    origin: State | None = None
    """That it is invented, or known from public data alone: said quietly, and in full below."""
    arrive_asks: str = "What happens when I arrive"
    times_asks: str = "All times and dates"
    venue_link: Link | None = None
    description_folds: bool = False
    checked_words: str = ""
    asked: tuple[AskedAndAnswered, ...] = ()
    ask: Link | None = None
    """Where somebody asks the group something; the answer may stand in ``asked``."""
    events: tuple[ComingEvent, ...] = ()
    tell_event: Link | None = None
    put_on_by: Link | None = None
    put_on_label: str = ""
    plan: Link | None = None
    """Where it is put into the reader's own plan."""
    """The group whose event it is, and the stamp of an invented one."""


_ASK_FIRST = ("phone", "text", "email", "website")
_ORIGINS = ("example", "from-public-data")
MOST_DATES = 8
"""Coming dates on a page; the calendar holds the rest."""
TO_PLAN = "Put it in my plan"
LONG = 240
"""Letters of a description above which it folds away. An imported one is all there is to read."""


def listing_view(publication: Publication, listing: Record[Listing]) -> ListingView:
    """The page of a listing."""
    address = urls.thing("listing", listing.ref)
    links = publication.site.links_from(address)
    told, vocabulary = publication.told(listing), publication.directory.vocabulary
    data, venue, organisation, ways = told.data, told.venue, told.organisation, told.ways
    gone, past, group = told.gone, told.past, told.put_on_by
    next_one = None if past else told.next
    access, ask_access = ((), "") if gone else told.access
    visit = None if gone else data.first_visit
    is_place, way = data.kind is ListingKind.PLACE, None if gone else venue
    origin = next((state for state in told.states if state.kind in _ORIGINS), None)
    like = cards_of(publication, like_this(publication, listing), links, listing.borough)
    absolute = publication.site.absolute(address)
    chrome = chrome_for(
        publication,
        address,
        typeset(told.labelled_name),
        description=told.summary,
        borough=listing.borough,
        noindex=data.example,
        styles=("listing.css",),
        scripts=("listing.js", "calendar.js", *(("read-aloud.js",) if data.simple else ())),
        json_ld=listing_data(publication, listing),
        ask=ways,
    )
    back = Link(links.to(urls.area(listing.borough, data.area)), told.area.name)
    return ListingView(
        chrome=replace(chrome, crumbs=(back,)),  # one way back leaves a phone room for the answer
        ref=listing.ref,
        name=told.name,
        summary=told.summary,
        area_id=data.area,
        kind=data.kind.value,
        states=tuple(state for state in told.states if state is not origin),
        leaf=leaf_of(next_one) if next_one else None,
        next=told.next_moment if next_one else None,
        when=_when(told, links),
        where=typeset(told.where),
        where_link=Link("#way", "How to get there") if _way_is_known(publication, way) else None,
        where_detail=_where_detail(venue),
        rule=typeset(told.short_when),
        step_free="Step-free" if told.facets.is_step_free and not gone else "",
        cost="" if gone else told.cost,
        cost_note=_note(data.cost.note if data.cost else None),
        join="" if gone else _join(told),
        join_note="" if past else _join_note(told),
        waiting=""
        if past or _need_not_wait(data.join)
        else _note(waiting_words(data.join.waiting)),
        meets=meets_of(visit),
        first_visit=() if gone else arrival_of(told),
        buddy="Someone can go with you the first time." if visit and visit.buddy else "",
        buddy_link=Link(links.to(urls.someone_with_you(listing.borough)), "How it works")
        if visit and visit.buddy
        else None,
        ways=ways,
        ways_note=_ways_note(publication, listing, bool(ways)),
        coming=() if past else _coming(told),
        coming_note=bank_holiday_words(data, told.coming),
        exceptions=tuple(filter(None, (closed_words(data), told.missed))),
        getting_there=getting_there_of(way.data.getting_there if way else None),
        map_link=map_link(publication, way),
        access=access,
        ask_access=_with_contact(ask_access, ways),
        who=() if gone else _who(told),
        languages=joined(data.languages) if data.languages and not gone else "",
        simple=lines_of(typeset(data.simple)) if data.simple and not gone else (),
        photo=photograph_of(publication, listing, links),
        description=Markup(to_html(data.description)) if data.description else Markup(""),
        tips=tips_of(publication, listing),
        freshness=told.freshness,
        checked=day_moment(data.checked.on) if data.checked else None,
        source=Answer(data.source.name, licence_words(data.source)) if data.source else None,
        source_link=Link(data.source.url, data.source.name)
        if data.source and data.source.url
        else None,
        organisation=Link(
            links.to(urls.thing("organisation", organisation.ref)), typeset(organisation.data.name)
        )
        if organisation
        else None,
        interests=tuple(
            Link(links.to(urls.interest(listing.borough, each)), vocabulary.interests[each].name)
            for each in data.interests
        ),
        like_this=like,
        suggest=Link(_telling_address(publication, listing, links), "Something wrong? Tell us"),
        suggest_offline=links.to(urls.SUGGEST, f"about={listing.ref}")
        if publication.settings.forms
        else "",
        tip=way_to_tip(publication, listing, links),
        touch=_touch(publication, listing, links),
        edit=Link(_edit_address(publication, listing), "Correct it yourself"),
        share_ways=_share_ways(told, absolute),
        calendar=Link(links.to(urls.calendar_file(listing.ref)), "Add all dates to my calendar")
        if next_one and not is_place
        else None,
        qr=qr_code(absolute),
        address=absolute,
        ahead=told.ahead if next_one else "",
        ends=_ends(publication, listing),
        simple_icons=tuple(icon_of(line) for line in lines_of(data.simple or "")),
        when_asks=_when_asks(listing, past),
        origin=origin,
        arrive_asks="When you go there" if is_place else "What happens when I arrive",
        times_asks="Opening hours" if is_place else "All times and dates",
        venue_link=Link(links.to(urls.thing("venue", way.ref)), "What else is on there")
        if way
        else None,
        description_folds=len(data.description or "") > LONG and data.source is None,
        checked_words=f"Checked {full_date(data.checked.on)}" if data.checked else "",
        all_times=not past,
        money="" if past else _money(publication, listing),
        gone=gone,
        instead=_instead(publication, listing, links, bool(like)) if gone else (),
        join_asks="How do I get it?" if told.is_resource else "Do I need to book?",
        asked=asked_of(publication, listing),
        ask=None if gone else way_to_ask(publication, listing, links),
        events=events_of(publication, listing, links),
        tell_event=None if gone else way_to_tell_event(publication, listing, links),
        put_on_by=Link(links.to(urls.thing("listing", group.ref)), typeset(group.data.name))
        if group
        else None,
        put_on_label=EXAMPLE if group and group.data.example else "",
        plan=None if gone else Link(links.to(urls.MY_PLAN, f"try={listing.ref}"), TO_PLAN),
    )


def _when_asks(listing: Record[Listing], past: bool) -> str:
    if past:
        regular = any(session.every for session in listing.data.when)
        return "It used to be on" if regular else "It was on"
    return "When"


def _way_is_known(publication: Publication, venue: Record[Venue] | None) -> bool:
    """Whether anything can be said of the way: in words, or on the reader's own map."""
    return bool(
        venue
        and (getting_there_of(venue.data.getting_there) or map_link(publication, venue) is not None)
    )


def _join(told: ToldListing) -> str:
    """What to do first. Nobody is told to turn up at what may have stopped."""
    return told.ask_first if told.past else told.join


def _need_not_wait(join: Join) -> bool:
    """Whether people come as they like, so that nobody would think of a waiting list."""
    return join.how is JoinHow.TURN_UP and join.waiting is Waiting.NONE


def _note(text: str | None) -> str:
    """A note as a sentence among others."""
    return sentence(typeset(text)) if text else ""


def _join_note(told: ToldListing) -> str:
    """The group's own words; of a place that only public data knows, how old its hours are."""
    data, fresh = told.data, told.fresh
    if data.join.note or not data.when or fresh.since is None:
        return _note(data.join.note)
    if fresh.state is not FreshState.FROM_PUBLIC_DATA:
        return ""
    return f"Check the hours before you go. They are from {full_date(fresh.since)}."


def _money(publication: Publication, listing: Record[Listing]) -> str:
    until = listing.data.funded_until
    if until is None:
        return "It has no planned end." if listing.data.lasting else ""
    if until < publication.monday:
        return f"The money for this was until {full_date(until)}. Ask if it goes on."
    return f"The money for this is until {full_date(until)}."


def _instead(
    publication: Publication, listing: Record[Listing], links: urls.Links, like: bool
) -> tuple[Link, ...]:
    """The ways on from what is gone: something like it, and the people who know what else is on."""
    area = publication.directory.vocabulary.areas[listing.data.area].name
    more = urls.area(listing.borough, listing.data.area)
    found = [Link("#alike", "See things like it") if like else Link(links.to(more), f"See {area}")]
    team = publication.borough(listing.borough).team
    if team:
        found.append(
            Link(links.to(urls.borough(listing.borough), "team"), f"Ask {_the(team.name)}")
        )
    return tuple(found)


def _the(name: str) -> str:
    """A name inside a sentence: ``the Hounslow team``."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def _telling_address(publication: Publication, listing: Record[Listing], links: urls.Links) -> str:
    """Where somebody tells what is wrong: the form, where one is there, else whom to ring."""
    form = publication.form_link(links, "correct", listing.ref)
    return form or links.to(urls.SUGGEST, f"about={listing.ref}")


def _touch(publication: Publication, listing: Record[Listing], links: urls.Links) -> Link | None:
    form = publication.touch_link(links, listing.borough, listing.ref)
    return Link(form, TOUCH) if form else None


def _edit_address(publication: Publication, listing: Record[Listing]) -> str:
    return f"{publication.settings.forge_url}/edit/main/{listing.path}"


def _when(told: ToldListing, links: urls.Links) -> tuple[Dates, ...]:
    directory = told.publication.directory
    lines = []
    for line in told.times:
        where = None
        if line.venue:
            venue = directory.venue_of(told.record, told.data.when[line.sessions[0]])
            if venue:
                where = Link(links.to(urls.thing("venue", venue.ref)), typeset(venue.data.name))
        lines.append(Dates(line.words, typeset(line.note or ""), where))
    return tuple(lines)


def _coming(told: ToldListing) -> tuple[Moment, ...]:
    if len({each.day for each in told.coming}) > 26:  # open most days: a list of dates says nothing
        return ()
    return tuple(moment_of(each, told.publication.monday) for each in told.coming[:MOST_DATES])


def _ends(publication: Publication, listing: Record[Listing]) -> bool:
    end = last_day(listing.data)
    return end is not None and end < publication.window_ends


def _where_detail(venue: Record[Venue] | None) -> str:
    if venue is None:
        return ""
    if venue.data.private:
        return "This is a private place. Ask them for the address."
    return typeset(", ".join(venue.data.address))  # its postcode stands beside its name


def _who(told: ToldListing) -> tuple[str, ...]:
    who = told.data.who
    if told.data.source and not told.data.when:
        return _elsewhere(told)  # whether anybody can go in is not known
    if is_for_everybody(who):
        return (typeset(who.note or "Everybody is welcome."), *_elsewhere(told))
    people = told.publication.directory.vocabulary.people
    found = [people[each].name for each in who.for_people]
    if who.ages:
        found.append(f"Ages: {ages_words(who.ages).lower()}")
    if who.residents_only:
        found.append(told.residents_only)
    if who.note:
        found.append(typeset(who.note))
    return (*found, *_elsewhere(told))


def _elsewhere(told: ToldListing) -> tuple[str, ...]:
    """The other boroughs whose people it is for: those that show it."""
    names = told.other_boroughs
    return (f"Also for people in {joined(names)}",) if names else ()


def _ways_note(publication: Publication, listing: Record[Listing], reached: bool) -> str:
    """What to say where there is nobody to reach."""
    if listing.data.status is ListingStatus.CLOSED:
        team = publication.borough(listing.borough).team
        name = team.name if team else "Other pages of the borough"
        return f"There is nobody to ring any more. {name} can help you find something else."
    return "" if reached else "We have no number or address for them yet."


def _with_contact(ask: str, ways: tuple[Way, ...]) -> str:
    """The one "Ask them" line, with the number or address to ask at."""
    if not ask.endswith("Ask them.") or not ways:
        return ask
    best = min(ways, key=lambda way: _ASK_FIRST.index(way.kind))
    word = "at" if best.kind in ("email", "website") else "on"
    return f"{ask.removesuffix('.')} {word} {best.words}."


def _share_ways(told: ToldListing, absolute: str) -> tuple[Way, ...]:
    text = quote(f"{told.labelled_name}. {told.data.summary} {absolute}")
    subject = quote(told.labelled_name)
    return (
        Way("text", f"sms:?&body={text}", "Send as a text"),
        Way("whatsapp", f"https://wa.me/?text={text}", "Send on WhatsApp"),
        Way("email", f"mailto:?subject={subject}&body={text}", "Send as an e-mail"),
    )
