"""The table of contents of the site: every page, its address, its template, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from connectdo.data.directory import Record, full_reference
from connectdo.data.model import KINDS, Part
from connectdo.derive.endings import ideas_of, offers_of, questions_of
from connectdo.pages import (
    book_page,
    borough_pages,
    choose_page,
    data_page,
    elsewhere_page,
    finder_page,
    help_pages,
    idea_page,
    listing_page,
    my_plan_page,
    offline_page,
    plan_paper_page,
    prose_pages,
    question_page,
    safety_page,
    shortlist_page,
    status_page,
    thing_pages,
    together_page,
    week_page,
)
from connectdo.pages.area_days import area_days_of
from connectdo.pages.cards_pages import cards_views
from connectdo.pages.list_pages import lists_of
from connectdo.told import urls
from connectdo.told.findable import findable_page
from connectdo.told.publication import Publication
from connectdo.told.wording import EXAMPLE


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it is, its template, and what makes its view when it is rendered.

    ``in_sitemap`` says whether search engines are told of it; ``bundles`` name the boroughs in
    whose search it is, and ``findable`` makes the page that it is found by there.
    """

    address: str
    template: str
    view: Callable[[], object]
    in_sitemap: bool = True
    bundles: tuple[str, ...] = ()
    findable: Callable[[], str] | None = None


def all_pages(publication: Publication) -> Iterator[Page]:
    """Every page that comes from the directory, in a stable order."""
    yield Page(urls.HOME, "home.html", partial(borough_pages.home_view, publication))
    for area in publication.directory.vocabulary.areas:
        anywhere = partial(borough_pages.area_anywhere_view, publication, area)
        yield Page(urls.area_anywhere(area), "anywhere.html", anywhere)
    yield Page(urls.SEARCH, "search.html", partial(finder_page.finder_view, publication))
    yield Page(urls.CHOOSE, "choose.html", partial(choose_page.choose_view, publication))
    yield Page(
        urls.SHORTLIST, "shortlist.html", partial(shortlist_page.shortlist_view, publication)
    )
    yield Page(urls.MY_PLAN, "my-plan.html", partial(my_plan_page.my_plan_view, publication))
    paper = partial(plan_paper_page.plan_paper_view, publication)
    yield Page(urls.PLAN_PAPER, "plan-paper.html", paper)
    yield Page(urls.SUGGEST, "suggest.html", partial(prose_pages.suggest_view, publication))
    elsewhere = partial(elsewhere_page.elsewhere_view, publication)
    yield Page(urls.ELSEWHERE, "elsewhere.html", elsewhere)
    yield Page(urls.CRISIS, "crisis.html", partial(prose_pages.crisis_view, publication))
    yield Page(
        urls.ONLINE_SAFETY, "online-safety.html", partial(safety_page.safety_view, publication)
    )
    yield Page(urls.DATA, "data.html", partial(data_page.data_view, publication))
    yield Page(
        urls.NOT_FOUND, "not-found.html", partial(prose_pages.not_found_view, publication), False
    )
    if publication.settings.offline:
        yield Page(urls.OFFLINE, "offline.html", partial(offline_page.offline_view, publication))
        no_internet = partial(offline_page.no_internet_view, publication)
        yield Page(urls.NO_INTERNET, "not-found.html", no_internet, in_sitemap=False)
    for noun in KINDS:
        yield Page(
            help_pages.fields_address(noun),
            "help-fields.html",
            partial(help_pages.help_fields_view, publication, noun),
        )
    yield Page(
        help_pages.CHECKS,
        "help-checks.html",
        partial(help_pages.help_checks_view, publication),
    )
    for borough in publication.boroughs:
        yield from _borough(publication, borough.id)
    yield from _things(publication)
    yield from _moved(publication)


def _borough(publication: Publication, name: str) -> Iterator[Page]:
    choose = partial(choose_page.choose_area_view, publication, name)
    yield Page(urls.choose(name), "choose.html", choose, in_sitemap=False)
    view = partial(borough_pages.borough_view, publication, name)
    yield Page(urls.borough(name), "borough.html", view)
    lists = (*lists_of(publication, name), *area_days_of(publication, name).values())
    for page in lists:
        for address, make in cards_views(publication, name, page):
            yield Page(address, "cards.html", make, in_sitemap=bool(page.listings))
    yield Page(
        urls.events(name), "events.html", partial(borough_pages.events_view, publication, name)
    )
    for address, week in week_page.week_views(publication, name):
        yield Page(address, "week.html", week)
    paper = partial(plan_paper_page.plan_paper_view, publication, name)
    yield Page(urls.paper(name), "plan-paper.html", paper, in_sitemap=False)
    if publication.book:
        book = partial(book_page.book_view, publication, name)
        yield Page(urls.book(name), "book.html", book, in_sitemap=False)
    if publication.settings.offline:
        not_kept = partial(offline_page.not_kept_view, publication, name)
        yield Page(urls.not_kept(name), "not-found.html", not_kept, in_sitemap=False)
        short = partial(offline_page.short_page_view, publication, name)
        yield Page(urls.short_page(name), "short.html", short, in_sitemap=False)
    yield Page(
        urls.status(name), "status.html", partial(status_page.status_view, publication, name)
    )
    for address, a_to_z in borough_pages.a_to_z_views(publication, name):
        yield Page(address, "a-z.html", a_to_z)
    yield Page(
        urls.search(name), "search.html", partial(finder_page.finder_view, publication, name)
    )
    yield Page(
        urls.someone_with_you(name),
        "someone-with-you.html",
        partial(borough_pages.someone_with_you_view, publication, name),
    )
    yield from _talking(publication, name)


def _talking(publication: Publication, name: str) -> Iterator[Page]:
    """What people of a borough say to each other."""
    directory, today = publication.directory, publication.today
    ideas = ideas_of(directory, name, today)
    together = partial(together_page.together_view, publication, name)
    filled = bool(ideas or offers_of(directory, name, today))
    yield Page(urls.together(name), "together.html", together, in_sitemap=filled)
    question = partial(question_page.month_question_view, publication, name)
    asked = bool(questions_of(directory, name, today))
    yield Page(urls.month_question(name), "question.html", question, in_sitemap=asked)
    for idea in ideas:
        view = partial(idea_page.idea_view, publication, idea)
        yield Page(urls.thing("idea", idea.ref), "idea.html", view, in_sitemap=False)


def _things(publication: Publication) -> Iterator[Page]:
    directory = publication.directory
    for listing in directory.listings.values():
        boroughs = tuple(
            name
            for name in dict.fromkeys((listing.borough, *listing.data.also_in))
            if name in directory.boroughs
        )
        yield Page(
            urls.thing("listing", listing.ref),
            "listing.html",
            partial(listing_page.listing_view, publication, listing),
            in_sitemap=not listing.data.example,
            bundles=boroughs if publication.told(listing).in_lists else (),
            findable=partial(findable_page, publication, listing),
        )
    for organisation in directory.organisations.values():
        yield Page(
            urls.thing("organisation", organisation.ref),
            "organisation.html",
            partial(thing_pages.organisation_view, publication, organisation),
            in_sitemap=not organisation.data.example,
        )
    for venue in directory.venues.values():
        yield Page(
            urls.thing("venue", venue.ref),
            "venue.html",
            partial(thing_pages.venue_view, publication, venue),
            in_sitemap=not (venue.data.example or venue.data.private),
        )


def moves(publication: Publication) -> Iterator[tuple[str, str, str]]:
    """Every old address, the address it leads to now, and the thing's name."""
    directory = publication.directory
    records: list[Record[Part]] = [
        *directory.listings.values(),
        *directory.organisations.values(),
        *directory.venues.values(),
    ]
    for record in records:
        now = urls.thing(record.noun, record.ref)
        for reference in getattr(record.data, "formerly", ()):
            old = urls.thing(record.noun, full_reference(reference, record.borough))
            name = getattr(record.data, "name", record.id)
            example = getattr(record.data, "example", False)
            yield old, now, f"{EXAMPLE}. {name}" if example else name


def _moved(publication: Publication) -> Iterator[Page]:
    for old, now, name in moves(publication):
        view = partial(thing_pages.moved_view, publication, old, now, name)
        yield Page(old, "moved.html", view, in_sitemap=False)


def search_bundles(publication: Publication, pages: Sequence[Page]) -> dict[str, dict[str, str]]:
    """The folders of search bundles; for each, its pages' files and what they are found by.

    One for each borough, and one for all that are searched together.
    """
    together = (urls.TOGETHER,) if publication.searched_together else ()
    names = (*(borough.id for borough in publication.boroughs), *together)
    bundles: dict[str, dict[str, str]] = {name: {} for name in names}
    for page in pages:
        if page.bundles and page.findable:
            html = page.findable()
            file = urls.output_file(page.address)
            for name in (*page.bundles, *together):
                bundles[name][file] = html
    return {urls.bundle(name).rstrip("/"): found for name, found in bundles.items()}
