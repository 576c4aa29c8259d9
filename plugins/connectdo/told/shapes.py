"""Everything a template may see: finished words, finished links, and nothing to work out.

A template gets one of the page views below as ``view``. Text is for people as it stands; ``href``
is final; ``Markup`` is trusted HTML. There is no logic here, and no record behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

# --- parts ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """Where to, and the words that are clicked."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class CountedLink:
    """A link with the number of things behind it, in words ("12 things") and as a number."""

    href: str
    words: str
    count: int
    counted: str


@dataclass(frozen=True, slots=True)
class AreaLink:
    """One of the six areas: its tile on the home and borough pages."""

    id: str
    href: str
    name: str
    summary: str
    count: int
    counted: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a time as data (ISO 8601) and in words."""

    iso: str
    words: str


@dataclass(frozen=True, slots=True)
class State:
    """What is unusual about a listing: paused, closed, idea, overdue, lapsed, over, example …

    ``kind`` is a word for styling; ``label`` a few words for a tag; ``words`` whole sentences.
    ``starts`` is the day (ISO) from which it is so, where that is still to come.
    """

    kind: str
    label: str
    words: str = ""
    starts: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A listing in a list. The heading holds the only link.

    ``ahead`` is the rule of its coming times for the reader's browser (derive/ahead.py).
    """

    ref: str
    href: str
    name: str
    summary: str
    area_id: str
    area_name: str
    when: str
    next: Moment | None
    where: str
    cost: str
    join: str
    access: str
    borough: str = ""
    why: str = ""
    states: tuple[State, ...] = ()
    ahead: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question in the visitor's own words, and its answer. ``icon`` names a drawing."""

    question: str
    answer: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach somebody: text, phone, email, website. An example's ``href`` is empty."""

    kind: str
    href: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Aged:
    """What a page says from the day ``starts`` (ISO) on, if nobody has made it anew by then.

    ``words`` end with whom to ask, of whom ``way`` is the number or address.
    """

    starts: str
    words: str
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One access term that is known: ``answer`` is "yes" or "no"; ``words`` says which."""

    id: str
    answer: str
    words: str
    explains: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """A line of times: the words, a note, and where, when it is somewhere else."""

    words: str
    note: str = ""
    where: Link | None = None


@dataclass(frozen=True, slots=True)
class Tip:
    """What somebody said after going."""

    text: str
    by: str
    date: Moment


@dataclass(frozen=True, slots=True)
class SmallMap:
    """A borough's outline with one place on it, as SVG numbers."""

    view_box: str
    path: str
    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class MapArea:
    """One borough on the map of all: its outline, and where its name stands."""

    href: str
    name: str
    path: str
    x: int
    y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class BigMap:
    """The map of all boroughs."""

    view_box: str
    label_size: int
    areas: tuple[MapArea, ...]


@dataclass(frozen=True, slots=True)
class FinderMap:
    """The outlines that the finder puts its dots on, as (name, path); those of a page are loaded on
    use, and none stand here.

    A place lies at x = (longitude - west) * across, y = (north - latitude) * down.
    """

    view_box: str
    west: float
    north: float
    across: float
    down: float
    outlines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Which page of a long list this is, and the ways to the others."""

    words: str
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """A heading and links below it."""

    heading: str
    links: tuple[Link | CountedLink, ...]


@dataclass(frozen=True, slots=True)
class CardGroup:
    """A heading and cards below it, with a way to all of them.

    ``soon`` marks the two groups whose cards soon.js deals out anew each day: "today", "later".
    """

    id: str
    heading: str
    cards: tuple[Card, ...]
    more: Link | None = None
    soon: str = ""


@dataclass(frozen=True, slots=True)
class TeamBox:
    """The borough's team and the ways to reach it. ``label`` says of an invented one that it is."""

    name: str
    about: Markup
    hours: str
    ways: tuple[Way, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Helpline:
    """Whom to reach in a hard moment. ``nation`` is where people can; ``first_for`` are the
    families of words of danger that bring it first; ``checked`` is "" until somebody confirmed it.
    """

    name: str
    says: str
    ways: tuple[Way, ...]
    deaf: str
    hours: str
    checked: str
    nation: str = ""
    first_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chrome:
    """The frame of every page.

    ``title`` is the whole text of <title>; ``robots`` is empty or "noindex"; ``banner`` is empty
    or one sentence; ``root`` is the way up to the site's root, for scripts (empty means here).
    ``stylesheets`` and ``scripts`` are links; ``files`` maps a static file's name to its link.
    ``image`` is absolute, and ``image_says`` what it shows. ``policy`` and ``referrer`` are for
    hosts without headers. ``manifest`` is a link to what a Home Screen reads. ``made`` says in
    which week the page was made, and ``aged`` what it says once that is too long ago.
    """

    site_name: str
    title: str
    description: str
    canonical: str
    robots: str
    root: str
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    files: dict[str, str]
    home: Link
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    crisis: Link
    crisis_ways: tuple[Way, ...]
    crumbs: tuple[Link, ...] = ()
    borough: Link | None = None
    banner: str = ""
    json_ld: Markup | None = None
    image: str = ""
    refresh: str = ""
    policy: str = ""
    referrer: str = ""
    image_says: str = ""
    manifest: str = ""
    made: str = ""
    aged: Aged | None = None


# --- pages ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HomeView:
    """The first page: one question, the boroughs, the map, the six areas.

    ``postcodes`` is the link to the folder of postcode tables, empty where there are none.
    """

    chrome: Chrome
    heading: str
    lead: str
    boroughs: tuple[CountedLink, ...]
    map: BigMap | None
    areas: tuple[AreaLink, ...]
    total: str
    search: Link
    choose: Link | None = None
    postcodes: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """An answer of "help me choose": its id, its words, and what to say when it is met or not."""

    id: str
    words: str
    met: str
    open: str


@dataclass(frozen=True, slots=True)
class ChooseScript:
    """What choose.js asks with: the other questions' answers, and where its files lie."""

    areas: tuple[AreaLink, ...]
    times: tuple[Wish, ...]
    helps: tuple[Wish, ...]
    needed: tuple[str, ...]
    choices: str
    sheets: str
    places: tuple[ShortlistPlace, ...]


@dataclass(frozen=True, slots=True)
class ChooseView:
    """“Help me choose”, one question a page: which borough, then what sounds nice there.

    One of ``boroughs`` and ``areas`` is empty. ``any`` is for who does not mind.
    """

    chrome: Chrome
    heading: str
    lead: str
    step: str
    boroughs: tuple[CountedLink, ...]
    areas: tuple[AreaLink, ...]
    any: Link | None
    others: tuple[Link, ...]
    script: ChooseScript | None = None


@dataclass(frozen=True, slots=True)
class BoroughView:
    """A borough's own page."""

    chrome: Chrome
    name: str
    welcome: Markup
    areas: tuple[AreaLink, ...]
    groups: tuple[CardGroup, ...]
    lists: tuple[CountedLink, ...]
    days: tuple[CountedLink, ...]
    interests: tuple[CountedLink, ...]
    more: tuple[Link, ...]
    team: TeamBox | None
    search: Link
    someone_with_you: Link | None
    neighbours: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CardsView:
    """A list of listings: an area, an interest, a day, free things …

    ``empty`` is what to say when there are none; ``neighbours`` are where to look next.
    ``narrower`` are lists of some of the same. ``area_id`` colours the page of an area, and is
    empty elsewhere.
    """

    chrome: Chrome
    heading: str
    intro: str
    counted: str
    cards: tuple[Card, ...]
    pager: Pager | None
    empty: str
    neighbours: tuple[LinkGroup, ...]
    area_id: str = ""
    note: str = ""
    narrower: LinkGroup | None = None


@dataclass(frozen=True, slots=True)
class DatedCard:
    """An event on a day: the day, the hours, and its card. ``until`` is when it is past (ISO)."""

    day: Moment
    hours: str
    card: Card
    until: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month's events."""

    id: str
    heading: str
    events: tuple[DatedCard, ...]


@dataclass(frozen=True, slots=True)
class EventsView:
    """Dated events by month."""

    chrome: Chrome
    heading: str
    intro: str
    months: tuple[Month, ...]
    empty: str
    neighbours: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One thing at one time of a week. ``until`` is when it is past.

    ``rule`` is of all its times (derive/ahead.py), on the first of its lines on a page.
    """

    hours: str
    link: Link
    where: str
    cost: str
    label: str = ""
    until: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class WeekPart:
    """Morning, afternoon or evening of a day."""

    name: str
    lines: tuple[WeekLine, ...]


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of a timetable; ``number`` is 0 for its Monday, 7 for the next one."""

    id: str
    number: int
    day: Moment
    parts: tuple[WeekPart, ...]


@dataclass(frozen=True, slots=True)
class WeekView:
    """A timetable of a week, by day and part of day; ``monday`` (ISO) and ``dates`` say which.
    ``ends`` (ISO) is the first day of which nothing is known.

    ``calendar`` opens a program that knows ``webcal:``; ``calendar_address`` is the same for all
    others, to copy. ``then`` are the first days of the next week, or ``then_links`` lead to them.
    ``unseen`` are lines of other weeks, for week.js, which shows the week of the reader's day.
    """

    chrome: Chrome
    heading: str
    dates: str
    days: tuple[WeekDay, ...]
    day_links: tuple[CountedLink, ...]
    calendar: Link
    calendar_address: str
    neighbours: tuple[LinkGroup, ...]
    then_words: str = ""
    then: tuple[WeekDay, ...] = ()
    then_links: tuple[CountedLink, ...] = ()
    unseen: tuple[WeekLine, ...] = ()
    monday: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How many listings are in a state, and what the state means."""

    label: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class StatusView:
    """How fresh a borough's details are, and what is missing."""

    chrome: Chrome
    heading: str
    intro: str
    rows: tuple[StatusRow, ...]
    gaps: tuple[StatusRow, ...]
    feed: Link
    calendar: Link
    data: Link


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The names of one letter; ``id`` is its anchor."""

    id: str
    letter: str
    links: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class AToZView:
    """Everything in a borough by name. ``letters`` lead to anchors or to pages of their own."""

    chrome: Chrome
    heading: str
    intro: str
    letters: tuple[Link, ...]
    groups: tuple[LetterGroup, ...]
    neighbours: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True)
class Photograph:
    """A listing's picture; ``sizes`` is its modern form in several widths, as ``srcset`` has it."""

    src: str
    alt: str
    width: int
    height: int
    sizes: str = ""


@dataclass(frozen=True, slots=True)
class ListingView:
    """A listing's page, in the order of its fields.

    ``ahead`` is the rule of its coming times for the reader's browser (derive/ahead.py); ``ends``
    tells that its very last one is among them.
    ``simple_icons`` names a drawing for each line of ``simple``, empty where none fits.
    ``when_asks`` stands over its times; ``all_times`` is False where those are past. ``money`` says
    how long it will last. ``instead`` leads on from what is ``gone``: closed, or over.
    """

    chrome: Chrome
    ref: str
    name: str
    summary: str
    area: Link
    area_id: str
    kind: str
    states: tuple[State, ...]
    next: Moment | None
    when: tuple[Dates, ...]
    where: str
    where_link: Link | None
    where_detail: str
    cost: str
    cost_note: str
    join: str
    join_note: str
    waiting: str
    first_visit: tuple[Answer, ...]
    buddy: str
    buddy_link: Link | None
    ways: tuple[Way, ...]
    ways_note: str
    coming: tuple[Moment, ...]
    coming_note: str
    exceptions: tuple[str, ...]
    getting_there: tuple[Answer, ...]
    map: SmallMap | None
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


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """Who runs things."""

    chrome: Chrome
    name: str
    kind: str
    about: Markup
    states: tuple[State, ...]
    ways: tuple[Way, ...]
    charity_number: str
    cards: tuple[Card, ...]
    empty: str
    suggest: Link


@dataclass(frozen=True, slots=True)
class VenueView:
    """Where things are."""

    chrome: Chrome
    name: str
    address: tuple[str, ...]
    states: tuple[State, ...]
    getting_there: tuple[Answer, ...]
    access: tuple[AccessLine, ...]
    ask_access: str
    map: SmallMap | None
    map_link: Link | None
    cards: tuple[Card, ...]
    empty: str
    suggest: Link


@dataclass(frozen=True, slots=True)
class FinderChoice:
    """One thing that can be ticked in the finder. ``value`` is what the address holds.

    ``count`` is how many things it is true of as the page is built; None where only the reader's
    clock can tell. ``why`` is what a card says when it matched, where the words will not do.
    """

    value: str
    words: str
    count: int | None
    icon: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Choices under one question. ``id`` is the name of them all in the address."""

    id: str
    heading: str
    choices: tuple[FinderChoice, ...]


@dataclass(frozen=True, slots=True)
class FinderFiles:
    """Where the finder's files lie; ``{}`` stands for a borough's id, with a number for cards.

    ``scripts`` (two, with a space between), ``find_words``, ``postcode`` and ``map`` are loaded on
    use, as the map's ``outlines`` are; "" where the theme has none.
    """

    facets: str
    cards: str
    bundle: str
    words: str
    crisis: str
    interests: str
    postcodes: str
    scripts: str
    find_words: str
    postcode: str
    map: str
    outlines: str


@dataclass(frozen=True, slots=True)
class FinderPlace:
    """A borough that the finder looks in. One ``over_the_border`` joins by distance alone."""

    id: str
    name: str
    over_the_border: bool = False


@dataclass(frozen=True, slots=True)
class FinderView:
    """The finder: words, choices and distance over one borough, or over all.

    ``quick`` groups are in sight from the start, ``groups`` behind one button. Without ``places``
    there is no form; ``looked_in`` is the same as JSON, for the script. ``help_first`` says
    whether somebody answers words of danger, who then comes first; ``quiet`` is said below a search
    that found nothing. ``shortcuts`` are all there is without JavaScript;
    ``a_to_z`` is offered when nothing is found.
    """

    chrome: Chrome
    heading: str
    label: str
    hint: str
    here: str
    places: tuple[FinderPlace, ...]
    looked_in: str
    files: FinderFiles
    quick: tuple[ChoiceGroup, ...]
    groups: tuple[ChoiceGroup, ...]
    miles: tuple[int, ...]
    just_over: float
    help_first: bool
    quiet: str
    crisis_page: Link
    map: FinderMap | None
    shortcuts: tuple[LinkGroup, ...]
    team: TeamBox | None = None
    a_to_z: Link | None = None


@dataclass(frozen=True, slots=True)
class ProseView:
    """A page of prose. ``sections`` are links to its headings where it is long."""

    chrome: Chrome
    heading: str
    summary: str
    body: Markup
    sections: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class CrisisView:
    """Whom to reach in a hard moment."""

    chrome: Chrome
    heading: str
    lead: str
    contacts: tuple[Helpline, ...]


@dataclass(frozen=True, slots=True)
class HelpField:
    """A field of the schema, as the help pages show it."""

    key: str
    label: str
    help: str
    example: str
    needed: bool
    choices: str
    inside: tuple[HelpField, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpFieldsView:
    """Every field of one kind of file."""

    chrome: Chrome
    heading: str
    intro: str
    path: str
    fields: tuple[HelpField, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class HelpCheck:
    """A check: its id and its rule."""

    id: str
    rule: str


@dataclass(frozen=True, slots=True)
class HelpChecksView:
    """Every check."""

    chrome: Chrome
    heading: str
    intro: str
    checks: tuple[HelpCheck, ...]


@dataclass(frozen=True, slots=True)
class SuggestPlace:
    """A borough's team on the suggest page, and where its files are edited."""

    id: str
    name: str
    team: TeamBox | None
    email: Way | None


@dataclass(frozen=True, slots=True)
class SuggestView:
    """How to tell us of a group, or of something wrong, without an account."""

    chrome: Chrome
    heading: str
    lead: str
    boroughs: tuple[SuggestPlace, ...]
    edit: Link | None
    help: Link


@dataclass(frozen=True, slots=True)
class SomeoneWithYouView:
    """How somebody may go with you; without an offer the page promises nothing."""

    chrome: Chrome
    heading: str
    offers: bool
    body: Markup
    team: TeamBox | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class BookFact:
    """One thing that a book says of a listing."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A listing in a book; ``stamps`` are states that must be known of it, an example first.

    ``example`` follows the name of an invented one in the lists of names.
    """

    number: int
    name: str
    summary: str
    stamps: tuple[State, ...]
    facts: tuple[BookFact, ...]
    example: str = ""


@dataclass(frozen=True, slots=True)
class BookGroup:
    """The entries of an area or of a day."""

    id: str
    heading: str
    count: str
    entries: tuple[BookEntry, ...]


@dataclass(frozen=True, slots=True)
class BookView:
    """A borough as one file. ``style`` and ``script`` stand in it; ``policy`` names them.

    ``aged`` is what it says once it is too old.
    """

    title: str
    heading: str
    lead: str
    banner: str
    made: str
    address: str
    canonical: str
    policy: str
    style: Markup
    script: Markup
    aged: Aged
    crisis: tuple[Helpline, ...]
    areas: tuple[BookGroup, ...]
    days: tuple[BookGroup, ...]
    names: tuple[BookEntry, ...]
    team: TeamBox | None


@dataclass(frozen=True, slots=True)
class OfflinePlace:
    """A borough that a device can keep."""

    id: str
    name: str
    link: Link


@dataclass(frozen=True, slots=True)
class OfflineView:
    """Keeping a borough for when there is no internet.

    ``worker`` and ``sizes`` are links to the service worker and to what each borough weighs.
    """

    chrome: Chrome
    heading: str
    lead: str
    boroughs: tuple[OfflinePlace, ...]
    worker: str
    sizes: str
    crisis: Link
    privacy: Link


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of open data: its link, its format, and what it holds."""

    link: Link
    format: str
    words: str


@dataclass(frozen=True, slots=True)
class DataView:
    """Which files other directories may use, and how.

    ``start`` is the whole address of the Open Referral UK data, for programs; ``attributions``
    are the sentences that whoever uses it has to show.
    """

    chrome: Chrome
    heading: str
    lead: str
    files: tuple[DataFile, ...]
    boroughs: tuple[Link, ...]
    start: str
    index: Link
    attributions: tuple[str, ...]
    about: Link


@dataclass(frozen=True, slots=True)
class ShortlistPlace:
    """A borough on the shortlist's page: ``starts`` are the first ids of its files of sheets."""

    id: str
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortlistView:
    """A reader's own list, filled on the device.

    ``address`` is absolute, for links and the QR code; ``sheets`` leads to the folder of files.
    """

    chrome: Chrome
    heading: str
    lead: str
    address: str
    sheets: str
    places: tuple[ShortlistPlace, ...]
    ways_in: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MovedView:
    """An old address: a visible link and an immediate refresh."""

    chrome: Chrome
    heading: str
    to: Link


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """The 404 page."""

    chrome: Chrome
    heading: str
    lead: str
    links: tuple[Link, ...] = field(default=())
