"""A plan on paper: a booklet to print and to write in, for whoever has no device or wants none.

Here stands what everybody may choose from, and whom to ring; nothing of anybody's own. A borough's
booklet has its team on the cover, and some of what is on: the reader's browser moves each thing to
its next time, so that it is true on the day of printing. A borough's book has the booklet at its
end.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.derive.prose import shortened, typeset
from connectdo.pages.borough_pages.team import team_box
from connectdo.pages.chrome import chrome_for
from connectdo.pages.coming_days import coming_days
from connectdo.pages.page_parts import Chrome, TeamBox
from connectdo.told import plan_words, urls
from connectdo.told.crisis_contacts import crisis_on_paper
from connectdo.told.plan_words import PlanChoice
from connectdo.told.publication import Publication
from connectdo.told.shapes import Helpline, Link, Moment, State, Way

NEUTRAL = "My notes"
"""What a booklet is called: it lies about, and the browser prints the title at its edge."""
DAYS = 7
MOST_THINGS = 10
"""What is on takes two sides of paper at most."""
MOST_WHERE = 90
"""Letters of where a thing is: some say a whole sentence."""
MOST_ANSWER = 4
"""Who answers at all times, of those that stand in every footer."""
OWN_WORDS = "In my own words"
WEEKS_BETWEEN = 4
"""Weeks on the path before the look back at six weeks, and after it."""


@dataclass(frozen=True, slots=True)
class BookletQuestion:
    """A question with boxes to tick; ``line`` stands on a line to write on, where there is one."""

    words: str
    answers: tuple[PlanChoice, ...]
    line: str = ""


@dataclass(frozen=True, slots=True)
class LookBack:
    """A page that looks back: its questions, and then where each wish is."""

    id: str
    heading: str
    questions: tuple[BookletQuestion, ...]


@dataclass(frozen=True, slots=True)
class Booklet:
    """What can be ticked in a booklet, and who answers in a hard moment."""

    wishes: tuple[PlanChoice, ...]
    steps: tuple[PlanChoice, ...]
    company: tuple[PlanChoice, ...]
    went: tuple[PlanChoice, ...]
    faces: tuple[PlanChoice, ...]
    stages: tuple[PlanChoice, ...]
    path: tuple[PlanChoice, ...]
    look_backs: tuple[LookBack, ...]
    crisis: tuple[Helpline, ...]


@dataclass(frozen=True, slots=True)
class PaperThing:
    """Something that is coming up: ``ahead`` is the rule of its times, for the reader's browser."""

    name: str
    href: str
    next: Moment
    ahead: str
    where: str
    cost: str
    reach: Way | None
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class PaperWeek:
    """Some of what is coming up in a borough."""

    heading: str
    things: tuple[PaperThing, ...]
    more: Link


@dataclass(frozen=True, slots=True)
class PlanPaperView:
    """The booklet. ``cover`` is the team that stands on it, ``teams`` are whom to ring; ``more``
    leads to what else there is of it."""

    chrome: Chrome
    heading: str
    lead: str
    booklet: Booklet
    cover: TeamBox | None
    teams: tuple[TeamBox, ...]
    week: PaperWeek | None
    more: tuple[Link, ...]


def plan_paper_view(publication: Publication, borough: str = "") -> PlanPaperView:
    """The booklet for everybody, or that of a borough."""
    address = urls.paper(borough) if borough else urls.PLAN_PAPER
    links = publication.site.links_from(address)
    shown = [each for each in publication.boroughs if not borough or each.id == borough]
    teams = tuple(team for each in shown if (team := team_box(publication, each.id)))
    more = (
        Link(links.to(urls.MY_PLAN), "The same on this device: my plan"),
        Link(links.to(urls.WITH_SOMEONE), "For the person beside you: a leaflet"),
        *(
            Link(links.to(urls.paper(each.id)), f"The booklet with what is on in {each.data.name}")
            for each in publication.boroughs
            if each.id != borough
        ),
    )
    return PlanPaperView(
        chrome=chrome_for(
            publication,
            address,
            NEUTRAL,
            description="A booklet to print: what I would love to do, and how it went.",
            borough=borough,
            crumbs=() if borough else [(urls.MY_PLAN, "My plan")],
            noindex=bool(borough),
            styles=("plan-paper.css",),
            scripts=("paper-week.js",) if borough else (),
        ),
        heading=NEUTRAL,
        lead="A booklet in large print, to write in and to tick. You need no device for it.",
        booklet=booklet_of(publication),
        cover=teams[0] if borough and teams else None,
        teams=teams,
        week=_week_of(publication, borough, links) if borough else None,
        more=more,
    )


def booklet_of(publication: Publication) -> Booklet:
    """What is the same in every booklet."""
    return booklet_with(crisis_on_paper(publication)[:MOST_ANSWER])


def booklet_with(crisis: tuple[Helpline, ...]) -> Booklet:
    """The booklet, with who answers in a hard moment."""
    hello, meeting, week, half, last, after = plan_words.STOPS
    weeks = (week,) * WEEKS_BETWEEN
    questions = (
        BookletQuestion("What went well?", plan_words.WENT_WELL, OWN_WORDS),
        BookletQuestion("What was hard?", plan_words.WAS_HARD, OWN_WORDS),
        BookletQuestion("What next?", plan_words.WHAT_NEXT, OWN_WORDS),
        BookletQuestion("Would I still like company?", plan_words.WOULD_LIKE_COMPANY),
    )
    return Booklet(
        wishes=plan_words.WISHES,
        steps=plan_words.FIRST_STEPS,
        company=plan_words.COMPANY,
        went=plan_words.WENT,
        faces=plan_words.FACES,
        stages=plan_words.STAGES,
        path=(hello, meeting, *weeks, half, *weeks, last, after),
        look_backs=(
            LookBack("my-half", "A look back at six weeks", questions),
            LookBack("my-last", "A look back at twelve weeks", questions),
        ),
        crisis=crisis,
    )


def _week_of(publication: Publication, borough: str, links: urls.Links) -> PaperWeek | None:
    """Some of what is on in the week, the first times first; None where nothing is."""
    things = sorted(
        (_thing(publication, listing, links) for listing in _chosen(publication, borough)),
        key=lambda thing: (thing.next.iso, thing.name),
    )
    if not things:
        return None
    return PaperWeek(
        f"Coming up in {publication.borough(borough).name}",
        tuple(things),
        Link(links.to(urls.week(borough)), "All that is on, day by day"),
    )


def _chosen(publication: Publication, borough: str) -> list[Record[Listing]]:
    """One thing of each day in turn, of as many areas as can be, and first what we are sure of."""
    by_day: list[dict[str, Record[Listing]]] = [{} for _ in range(DAYS)]
    for day, listing, _ in coming_days(publication, borough, DAYS):
        by_day[day][listing.ref] = listing
    found: dict[str, Record[Listing]] = {}
    used: Counter[str] = Counter()
    while any(by_day) and len(found) < MOST_THINGS:
        for things in by_day:
            for ref in found:
                things.pop(ref, None)
            if things and len(found) < MOST_THINGS:
                best = min(
                    things.values(),
                    key=lambda each: (
                        used[each.data.area],
                        publication.told(each).rank,
                        each.ref,
                    ),
                )
                found[best.ref] = best
                used[best.data.area] += 1
    return list(found.values())


def _thing(publication: Publication, listing: Record[Listing], links: urls.Links) -> PaperThing:
    told = publication.told(listing)
    assert told.next_moment  # it is on in this week
    numbers = [way for way in told.ways if way.kind in ("phone", "text")]
    return PaperThing(
        told.name,
        links.to(urls.thing("listing", listing.ref)),
        told.next_moment,
        told.ahead,
        shortened(typeset(told.where), MOST_WHERE),
        f"{told.cost} · {told.join}",
        next(iter((*numbers, *told.ways)), None),
        told.states,
    )
