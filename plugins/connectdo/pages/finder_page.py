"""The finder's page: what can be ticked, with true counts, and where its files lie.

The page asks nothing of a server: theme/static/js/finder.js finds on the reader's own device. What
stands here without scripts are the lists that answer the same questions.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from connectdo.data.formats import WEEKDAYS
from connectdo.data.model import ListingKind
from connectdo.derive.dates import PARTS_OF_DAY
from connectdo.derive.facets import Facets
from connectdo.derive.filtering import AGES, JUST_OVER, MILES, ON_ITS_DAY, age_value, fits
from connectdo.derive.words import counted, joined
from connectdo.pages.borough_pages import team_box
from connectdo.pages.chrome import chrome_for
from connectdo.pages.list_pages import list_links
from connectdo.pages.page_parts import Chrome, LinkGroup, TeamBox
from connectdo.pages.soonest import SHOWN, soonest
from connectdo.told import urls
from connectdo.told.cards import cards_of
from connectdo.told.crisis_contacts import crisis_contacts, quiet_line
from connectdo.told.filters import listed_facets
from connectdo.told.publication import Publication
from connectdo.told.shapes import Card, Link


@dataclass(frozen=True, slots=True)
class FinderChoice:
    """One thing that can be ticked in the finder, as the address holds it: ``group``, ``value``.

    ``count`` is how many things it is true of as the page is built; None where only the reader's
    clock can tell. ``why`` is what a card says when it matched, where the words will not do.
    """

    group: str
    value: str
    words: str
    count: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Choices under one question."""

    id: str
    heading: str
    choices: tuple[FinderChoice, ...]


@dataclass(frozen=True, slots=True)
class FinderFiles:
    """Where the finder's files lie; ``{}`` stands for a borough's id, with a number for cards.

    ``scripts`` and ``find_words`` (two each, with a space between) and ``postcode`` are loaded on
    use; "" where the theme has none.
    """

    facets: str
    cards: str
    bundle: str
    words: str
    crisis: str
    interests: str
    elsewhere: str
    beyond: str
    postcodes: str
    scripts: str
    find_words: str
    postcode: str


@dataclass(frozen=True, slots=True)
class FinderPlace:
    """A borough that the finder looks in. One ``over_the_border`` joins by distance alone."""

    id: str
    name: str
    over_the_border: bool = False


@dataclass(frozen=True, slots=True)
class FinderView:
    """The finder: words, choices and distance over one borough, or over all.

    ``quick`` is in sight from the start, ``groups`` stand in a drawer. Of ``soon`` so many are
    ``shown`` until something is asked. Without ``places`` there is no form; ``looked_in`` is the
    same as JSON, for the script. ``help_first`` says whether somebody answers words of danger, who
    then comes first; ``quiet`` is said below a search that found nothing; ``elsewhere`` leads to
    all who help with what is not listed here. ``shortcuts`` are all there is without JavaScript;
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
    quick: ChoiceGroup
    groups: tuple[ChoiceGroup, ...]
    miles: tuple[int, ...]
    just_over: float
    help_first: bool
    quiet: str
    crisis_page: Link
    elsewhere: Link
    areas: tuple[str, ...]
    soon: tuple[Card, ...]
    shown: int
    soon_heading: str
    soon_says: str
    shortcuts: tuple[LinkGroup, ...]
    team: TeamBox | None = None
    a_to_z: Link | None = None


Found = Sequence[Facets]

QUICK = (
    ("is", "today"),
    ("is", "week"),
    ("is", "free"),
    ("access", "step-free"),
    ("is", "quiet"),
    ("is", "buddy"),
)
"""The choices of the one row, each a group and a value. Lists are narrowed by the same."""
_LIKED = {
    "today": "Today",
    "week": "This week",
    "free": "Free",
    "quiet": "Quiet",
    "buddy": "Someone can go with you",
    "turn-up": "Just turn up",
    "home": "From home",
    "pay-what-you-can": "Pay what you can",
}
_ASKED = {
    "area": "area",
    "kind": "kind",
    "interest": "interests",
    "is": "flags",
    "access": "yes",
    "who": "people",
    "language": "languages",
    "day": "times",
    "part": "times",
    "age": "ages",
}
"""The one fact that each group asks of a listing."""
_KINDS = {
    ListingKind.GROUP: "Group",
    ListingKind.CLASS: "Class",
    ListingKind.COURSE: "Course",
    ListingKind.EVENT: "Event",
    ListingKind.VOLUNTEERING: "Volunteering",
    ListingKind.PLACE: "Place",
    ListingKind.SUPPORT: "Support",
    ListingKind.RESOURCE: "Guide or leaflet",
}


def finder_view(publication: Publication, borough: str = "") -> FinderView:
    """The finder of one borough, or of all."""
    address = urls.search(borough) if borough else urls.SEARCH
    links = publication.site.links_from(address)
    name = publication.borough(borough).name if borough else ""
    places = _places(publication, borough)
    ours = [each.id for each in places if not each.over_the_border]
    found = {ref: facts for place in ours for ref, facts in listed_facets(publication, place)}
    facts = list(found.values())
    beside = [
        facts
        for each in places
        if each.over_the_border
        for _, facts in listed_facets(publication, each.id)
    ]
    everywhere = joined([each.name for each in places]) if places else "every borough"
    return FinderView(
        chrome=chrome_for(
            publication,
            address,
            "Find something",
            description=f"Search things to do in {name or everywhere}.",
            borough=borough,
            scripts=("finder.js",),
            styles=("finder.css",),
        ),
        heading=f"Find something in {name}" if borough else "Find something near you",
        label="What would you like to do?",
        hint="For example: singing, garden, quiet",
        here=borough,
        places=places,
        looked_in=_looked_in(places),
        files=_files(publication, links, borough),
        quick=_quick(facts),
        groups=tuple(_more(publication, borough, ours, facts, beside)),
        miles=MILES if publication.directory.geography else (),
        just_over=JUST_OVER,
        help_first=any(each.first_for for each in crisis_contacts(publication)),
        quiet=quiet_line(publication),
        crisis_page=Link(links.to(urls.CRISIS), "More people who can help"),
        elsewhere=Link(links.to(urls.ELSEWHERE), "All who help"),
        areas=tuple(publication.directory.vocabulary.areas),
        soon=cards_of(publication, soonest(publication, ours), links, borough),
        shown=SHOWN,
        soon_heading=f"Soon in {name}" if borough else "Soon near you",
        soon_says=f"A few of {counted(len(facts))}, soonest first.",
        shortcuts=tuple(_shortcuts(publication, borough, links)),
        team=team_box(publication, borough) if borough else None,
        a_to_z=Link(links.to(urls.a_to_z(borough)), f"Everything in {name} from A to Z")
        if borough
        else None,
    )


def _places(publication: Publication, borough: str) -> tuple[FinderPlace, ...]:
    """Where to look: the borough and its published neighbours, or all."""
    if not borough:
        names = publication.searched_together or [each.id for each in publication.boroughs[:1]]
        return tuple(FinderPlace(each, publication.borough(each).name) for each in names)
    found = [FinderPlace(borough, publication.borough(borough).name)]
    geography = publication.directory.geography
    for each in geography.neighbours.get(borough, ()) if geography else ():
        if each.borough and each.borough in publication.directory.boroughs:
            found.append(FinderPlace(each.borough, each.name, over_the_border=True))
    return tuple(found)


def _looked_in(places: Sequence[FinderPlace]) -> str:
    """The places as the script reads them."""
    found = [
        {"id": each.id, "name": each.name} | ({"over": True} if each.over_the_border else {})
        for each in places
    ]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _files(publication: Publication, links: urls.Links, borough: str) -> FinderFiles:
    def script(name: str) -> str:
        return links.to(publication.assets[name]) if name in publication.assets else ""

    # What all share is one place more of which there are files.
    searched = urls.TOGETHER if publication.searched_together and not borough else "{}"
    return FinderFiles(
        facets=links.prefix + urls.facets("{}"),
        cards=f"{links.prefix}{urls.FINDER}{{}}.js",
        bundle=f"{links.prefix}{urls.bundle(searched)}",
        words=links.prefix + urls.known_words(searched),
        crisis=" ".join(
            (
                links.prefix + urls.CRISIS_WORDS,
                script("crisis-words.js"),
                links.prefix + urls.MORE_CRISIS_WORDS,
            )
        ),
        interests=links.prefix + urls.INTEREST_WORDS,
        elsewhere=f"{script('elsewhere.js')} {links.prefix}{urls.ELSEWHERE_WORDS}",
        beyond=script("find-beyond.js"),
        postcodes=links.prefix + urls.POSTCODES if publication.directory.geography else "",
        scripts=" ".join((script("find-facts.js"), script("find-cards.js"))),
        find_words=" ".join(map(script, ("spelling.js", "find-words.js"))),
        postcode=script("postcode.js"),
    )


def _quick(found: Found) -> ChoiceGroup:
    """The one row; a choice of which there is nothing stays, so that the row is always the same."""
    counts = {key: dict(_counts(found, key, [v for g, v in QUICK if g == key])) for key, _ in QUICK}
    return ChoiceGroup(
        "quick",
        "Show only",
        tuple(
            FinderChoice(group, value, words, _known(group, value, counts[group][value]))
            for (group, value), words in zip(QUICK, quick_words().values(), strict=True)
        ),
    )


def _known(group: str, value: str, count: int) -> int | None:
    return None if group == "is" and value in ON_ITS_DAY else count


def quick_words() -> dict[tuple[str, str], str]:
    """The choices of the one row, and their words."""
    return {(group, value): _LIKED.get(value, "Step-free") for group, value in QUICK}


def _more(
    publication: Publication, borough: str, ours: Sequence[str], found: Found, beside: Found
) -> Iterable[ChoiceGroup]:
    """What stands in the drawer. What there is nothing of is left out, but not what people
    do over the border alone: whoever asks for it is told where."""
    vocabulary = publication.directory.vocabulary
    if not borough:
        counts = {place: len(listed_facets(publication, place)) for place in ours}
        yield ChoiceGroup(
            "in",
            "Where?",
            tuple(
                FinderChoice("in", place, publication.borough(place).name, counts[place])
                for place in ours
            ),
        )
    areas = {id: area.name for id, area in vocabulary.areas.items()}
    yield _group(found, "area", "What sounds nice?", areas, always=True)
    yield _group(found, "is", "What would help?", _LIKED)
    days = {str(day): name for day, name in enumerate(WEEKDAYS)}
    parts = {part: part.capitalize() for part in PARTS_OF_DAY}
    yield _group(found, "day", "On which day?", days, always=True)
    yield _group(found, "part", "At what time?", parts, always=True)
    somewhere = {id for facts in (*found, *beside) for id in facts.interests}
    names = vocabulary.interests.items()
    interests = {id: each.name for id, each in names if id in somewhere}
    yield _group(found, "interest", "What do people do there?", interests, always=True)
    access = {id: each.name for id, each in vocabulary.access.items()}
    yield _group(found, "access", "Getting in and around", access)
    people = {id: each.name for id, each in vocabulary.people.items()}
    yield _group(found, "who", "Especially for", people)
    ages = {age_value(band): _age_words(band) for band in AGES}
    yield _group(found, "age", "Your age", ages, always=True, why="For your age")
    languages = {each: each for facts in found for each in facts.languages}
    yield _group(found, "language", "Languages", dict(sorted(languages.items())))
    yield _group(found, "kind", "What sort of thing", {k.value: v for k, v in _KINDS.items()})


def _age_words(band: tuple[int, int]) -> str:
    low, high = band
    if not low:
        return f"Under {high + 1}"
    return f"{low} and over" if high > 99 else f"{low} to {high}"


def _group(
    found: Found,
    id: str,
    heading: str,
    words: Mapping[str, str],
    *,
    always: bool = False,
    why: str = "",
) -> ChoiceGroup:
    """The choices of a group that the one row does not have."""
    rest = [value for value in words if (id, value) not in QUICK]
    return ChoiceGroup(
        id,
        heading,
        tuple(
            FinderChoice(id, value, words[value], count, why)
            for value, count in _counts(found, id, rest)
            if count or always
        ),
    )


def _counts(found: Found, group: str, values: Iterable[str]) -> Iterable[tuple[str, int]]:
    """Each value, and how many it is true of. Listings that say the same are asked once."""
    said = {getattr(facts, _ASKED[group]): facts for facts in found}
    times = Counter(getattr(facts, _ASKED[group]) for facts in found)
    for value in values:
        yield value, sum(times[key] for key, one in said.items() if fits(one, group, value))


def _shortcuts(publication: Publication, borough: str, links: urls.Links) -> Iterable[LinkGroup]:
    """The lists that answer the same questions without a script."""
    if not borough:
        for each in publication.boroughs:
            name, page = each.data.name, urls.borough(each.id)
            yield LinkGroup(
                name,
                (
                    Link(links.to(page), f"All of {name}"),
                    Link(links.to(urls.search(each.id), "shortcuts"), "By area, day or interest"),
                    Link(links.to(urls.a_to_z(each.id)), f"{name} from A to Z"),
                ),
            )
        yield LinkGroup("Not sure?", (Link(links.to(urls.CHOOSE), "Help me choose"),))
        return
    yield LinkGroup(
        "One tap away",
        (
            Link(links.to(urls.short_list(borough, "free")), "Free"),
            Link(links.to(urls.short_list(borough, "quiet")), "Quiet"),
            Link(links.to(urls.borough(borough), "interests"), "By interest"),
            Link(links.to(urls.a_to_z(borough)), "Everything from A to Z"),
        ),
    )
    yield LinkGroup("The six areas", list_links(publication, borough, links, "area"))
    yield LinkGroup("By day", list_links(publication, borough, links, "day"))
    yield LinkGroup("What would help", list_links(publication, borough, links, "short"))
