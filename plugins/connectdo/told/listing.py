"""One listing, and all that is said of it: each thing once, for card, page, paper, feed and search.

Whoever writes of a listing asks its ``ToldListing`` (``publication.told(record)``) and works
nothing out again, so that the same fact has the same words everywhere. It knows the week and not
the day: what is said on Monday is said on Sunday too, the rule of the times before the first date,
and the reader's browser moves the date along. It makes no links within the site and knows no page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from connectdo.data.directory import Record, full_reference
from connectdo.data.formats import ThreeAnswer
from connectdo.data.geography import Point
from connectdo.data.model import Listing, ListingKind, ListingStatus, Organisation, Venue
from connectdo.data.vocabulary import Area
from connectdo.derive.ahead import ahead
from connectdo.derive.dates import Occurrence, coming, over
from connectdo.derive.facets import Facets, facets_of
from connectdo.derive.freshness import (
    RANKS,
    Freshness,
    FreshState,
    freshness_of,
    freshness_words,
    full_date,
)
from connectdo.derive.phrases import cost_words, join_words
from connectdo.derive.prose import typeset
from connectdo.derive.times import TimeLine, exceptions_words, short_when, time_lines
from connectdo.told.getting_in import access_lines
from connectdo.told.reaching import ASK, kinds_of_ways, ways_of_listing
from connectdo.told.shapes import AccessLine, Moment, State, Way
from connectdo.told.wording import EXAMPLE, EXAMPLE_WORDS, labelled_name, moment_of, sentence
from connectdo.told.wording import where_words as words_of_place

if TYPE_CHECKING:
    from connectdo.told.publication import Publication


WEEK = dt.timedelta(days=7)


class ToldListing:
    """All that is said of one listing in the week of its publication."""

    def __init__(self, publication: Publication, record: Record[Listing]) -> None:
        """Nothing is worked out before somebody asks for it."""
        self.publication = publication
        self.record = record
        self.data = record.data

    # ---- whose, where ----

    @cached_property
    def organisation(self) -> Record[Organisation] | None:
        """Who runs it."""
        return self.publication.directory.organisation_of(self.record)

    @cached_property
    def venue(self) -> Record[Venue] | None:
        """Where it is, unless a session says otherwise."""
        return self.publication.directory.venue_of(self.record)

    @cached_property
    def area(self) -> Area:
        """One of the six."""
        return self.publication.directory.vocabulary.areas[self.data.area]

    @cached_property
    def point(self) -> Point | None:
        """Where its venue is, as far as that may be shown."""
        return self.publication.point_of(self.venue)

    @cached_property
    def where(self) -> str:
        """``Brockwell Hall, SW2 1``, ``Online``, ``By phone``; not typeset."""
        return words_of_place(self.record, self.venue)

    @cached_property
    def put_on_by(self) -> Record[Listing] | None:
        """The group whose people put it on, where it is an event of one that is shown."""
        group = self.data.event_of
        if group is None:
            return None
        return self.publication.directory.listings.get(full_reference(group, self.record.borough))

    @property
    def is_resource(self) -> bool:
        """A thing worth having, to which nobody goes."""
        return self.data.kind is ListingKind.RESOURCE and self.venue is None

    @cached_property
    def other_boroughs(self) -> tuple[str, ...]:
        """The names of the other published boroughs that show it."""
        boroughs = self.publication.directory.boroughs
        return tuple(boroughs[id].data.name for id in self.data.also_in if id in boroughs)

    # ---- when ----

    @cached_property
    def coming(self) -> list[Occurrence]:
        """Its dates from this week's Monday on, for 13 weeks."""
        start, days = self.publication.window
        return coming(self.data, self.publication.terms_of(self.record.borough), start, days)

    @cached_property
    def ahead(self) -> str:
        """The rule of its coming times, for the reader's browser."""
        return ahead(self.coming, self.publication.monday) if self.coming else ""

    @cached_property
    def next(self) -> Occurrence | None:
        """The first date from this week's Monday on."""
        return self.coming[0] if self.coming else None

    @cached_property
    def next_week(self) -> Occurrence | None:
        """The first date after this week, for who reads it once; without one, the last there is."""
        after = self.publication.monday + WEEK
        later = next((each for each in self.coming if each.day >= after), None)
        return later or (self.coming[-1] if self.coming else None)

    @cached_property
    def missed(self) -> str:
        """The days of the coming weeks on which it is not on; empty where there are none."""
        terms, (start, days) = (
            self.publication.terms_of(self.record.borough),
            self.publication.window,
        )
        return exceptions_words(self.data, terms, start, days, self.coming)

    @cached_property
    def next_moment(self) -> Moment | None:
        """That date as data and in words."""
        return moment_of(self.next, self.publication.monday) if self.next else None

    @cached_property
    def times(self) -> tuple[TimeLine, ...]:
        """The lines of its times, with what is still to come of single dates."""
        return tuple(time_lines(self.data, self.publication.monday))

    @cached_property
    def short_when(self) -> str:
        """Its times in one line."""
        return short_when(self.data, self.publication.monday)

    # ---- is it on ----

    @cached_property
    def fresh(self) -> Freshness:
        """How sure we are that its details are true."""
        checks_last = self.publication.borough(self.record.borough).checks_last
        return freshness_of(self.data, self.publication.monday, checks_last)

    @property
    def rank(self) -> int:
        """How sure we are, 0 for what was checked: lists show the lower first."""
        return RANKS[self.fresh.state]

    @cached_property
    def over(self) -> bool:
        """All its dates have passed before this week."""
        return over(self.data, self.publication.monday)

    @property
    def closed(self) -> bool:
        """Somebody wrote that it has closed."""
        return self.data.status is ListingStatus.CLOSED

    @property
    def gone(self) -> bool:
        """Nobody can go to it any more: its page says so and leads elsewhere."""
        return self.closed or self.over

    @property
    def past(self) -> bool:
        """It is gone, or nobody has checked for so long that it may have stopped."""
        return not self.in_lists

    @cached_property
    def in_lists(self) -> bool:
        """False for what is closed, over or lapsed: its page stays, lists leave it out."""
        return not self.gone and self.fresh.in_lists

    @property
    def is_open(self) -> bool:
        """True for what somebody could go to: in lists, not paused and not an idea."""
        return self.in_lists and self.data.status is ListingStatus.ACTIVE

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Open before paused; checked before unchecked; groups before places; then by name."""
        open_first = 0 if self.data.status is ListingStatus.ACTIVE else 1
        place_last = 1 if self.data.kind is ListingKind.PLACE else 0
        return (open_first, self.rank, place_last, self.data.name.casefold())

    # ---- what, for whom, how ----

    @cached_property
    def name(self) -> str:
        """Its name, typeset."""
        return typeset(self.data.name)

    @cached_property
    def labelled_name(self) -> str:
        """Its name where it stands alone; not typeset."""
        return labelled_name(self.data)

    @cached_property
    def summary(self) -> str:
        """Its one sentence, typeset."""
        return typeset(self.data.summary)

    @cached_property
    def cost(self) -> str:
        """What it costs; ``Ask what it costs`` where nobody wrote it."""
        return cost_words(self.data.cost)

    @cached_property
    def join(self) -> str:
        """What to do to come; where nobody wrote it, to ask."""
        if self.is_resource and self.data.join.how is None:
            return "Ask for it"
        return join_words(self.data.join.how)

    @cached_property
    def residents_only(self) -> str:
        """``Only for people who live in Lambeth``, or nothing where it is for others too."""
        if not self.data.who.residents_only:
            return ""
        name = self.publication.borough(self.record.borough).name
        return f"Only for people who live in {name}"

    @cached_property
    def facets(self) -> Facets:
        """What it can be chosen by."""
        return facets_of(self.data, self._venue_access, self.point)

    @property
    def _venue_access(self) -> Mapping[str, ThreeAnswer]:
        return self.venue.data.access if self.venue else {}

    @property
    def access_known(self) -> Mapping[str, ThreeAnswer]:
        """The answers about getting in: its own, and the venue's where it has none."""
        return {**self._venue_access, **self.data.access}

    @cached_property
    def access(self) -> tuple[tuple[AccessLine, ...], str]:
        """What is known of getting in, in words, and whether to ask."""
        if self.is_resource and not self.access_known:
            return (), ""
        return access_lines(self.publication.directory.vocabulary.access, self.access_known)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """How it is reached; nobody answers any more for what has closed."""
        return () if self.closed else ways_of_listing(self.record, self.organisation)

    # ---- how sure we are, in words ----

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        return kinds_of_ways(self.data, self.organisation.data if self.organisation else None)

    @property
    def ask_first(self) -> str:
        """What to do before going, by the way that exists: ``Ring first``, ``Write first``."""
        return ASK[self._asked[0]].label

    @cached_property
    def freshness(self) -> State:
        """The line at the end of a page: checked when, by whom, and how sure we are."""
        look = ASK["website" if "website" in self._asked else self._asked[0]]
        word = ASK[self._asked[0]].word
        words = freshness_words(self.fresh, self.data.checked, self.data.source, word, look.first)
        state = self.fresh.state.value
        return State(state.replace(" ", "-"), state.capitalize(), words)

    @cached_property
    def states(self) -> tuple[State, ...]:
        """What is unusual, the most important first; most listings have none."""
        found = [State("example", EXAMPLE, EXAMPLE_WORDS)] if self.data.example else []
        if on := self._is_on():
            found.append(on)
        if self.closed:
            return tuple(found)
        if self.fresh.state in (FreshState.CHECKED, FreshState.DUE, FreshState.OVERDUE):
            found.append(self._unchecked_since())
        else:
            label = {
                FreshState.LAPSED: "May have stopped",
                FreshState.FROM_PUBLIC_DATA: "From public data",
            }.get(self.fresh.state) or self.ask_first
            found.append(State(self.freshness.kind, label, self.freshness.words))
        return tuple(found)

    def _is_on(self) -> State | None:
        data = self.data
        if self.closed:
            words = "This has closed. We keep the page for people who knew it."
            return State("closed", "Closed", words)
        if data.status is ListingStatus.PAUSED and data.paused:
            until, why = full_date(data.paused.until), sentence(typeset(data.paused.why))
            return State("paused", "Paused", f"{why} It starts again on {until}.")
        if data.status is ListingStatus.IDEA:
            words = "This is an idea. It needs people before it can start."
            return State("idea", "An idea", words)
        if self.over:
            return State("over", "Over", "This is over. There may be another one later.")
        return None

    def _unchecked_since(self) -> State:
        """What is so from the day that a check runs out, whether that has come or not."""
        fresh = self.fresh
        since = f": nobody has checked since {full_date(fresh.since)}" if fresh.since else ""
        runs_out = "" if fresh.state is FreshState.OVERDUE else f"{fresh.overdue or ''}"
        return State(
            FreshState.OVERDUE.value,
            self.ask_first + since,
            "Times and places may have changed.",
            runs_out,
        )

    @property
    def last_change(self) -> dt.date:
        """The day of its last change that readers are told of."""
        return self.data.updated or self.data.added or self.publication.monday
