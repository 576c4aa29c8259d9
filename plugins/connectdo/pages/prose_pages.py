"""The site's own pages: prose, crisis help, search, suggestions, and the lost-address page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from connectdo.data.directory import Record
from connectdo.data.model import Borough, BoroughStatus
from connectdo.derive.words import joined, number_words
from connectdo.pages.borough_pages import team_box
from connectdo.pages.chrome import chrome_for
from connectdo.pages.message_form import MessageForm, letter_to_fill_in, message_form
from connectdo.pages.page_parts import Chrome, NotFoundView, TeamBox
from connectdo.told import urls
from connectdo.told.crisis_contacts import crisis_contacts
from connectdo.told.publication import Publication
from connectdo.told.shapes import Helpline, Link, Way

LANES = {
    "worry": "Are you worried about somebody, or about a group?",
    "report": "Does something here hurt somebody, or break a rule?",
    "take-down": "Should something come off the site?",
    "complaint": "Complain about what we did with your data",
}
"""What leads to each form for what is no change of a page."""


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
    worry: Link | None = None
    """Where a team is told of a worry, where forms are answered."""
    elsewhere: Link | None = None
    """Who helps with what is no danger: debt, a home, an illness."""


@dataclass(frozen=True, slots=True)
class SuggestPlace:
    """A borough's team on the suggest page. An ``invented`` one cannot be reached."""

    id: str
    name: str
    team: TeamBox | None
    email: Way | None
    invented: bool = False
    forms: tuple[Link, ...] = ()
    """The forms for something new and for a problem, where they are answered."""


@dataclass(frozen=True, slots=True)
class SuggestView:
    """How to tell us of a group, or of something wrong, without an account."""

    chrome: Chrome
    heading: str
    lead: str
    boroughs: tuple[SuggestPlace, ...]
    edit: Link | None
    help: Link
    search: Link | None = None
    """Where to find the page that is wrong, where forms can be sent from pages."""
    message: MessageForm | None = None
    """What a message is made of, where they cannot."""
    lanes: tuple[Link, ...] = ()
    """The forms for what is no change of a page."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A page of ``content/pages``: its address, title, summary and HTML."""

    slug: str
    title: str
    summary: str
    html: str


def prose_view(publication: Publication, prose: Prose) -> ProseView:
    """A page of prose. Links that start at / lead from this page, wherever the site stands."""
    address = f"{prose.slug}/"
    links = publication.site.links_from(address)

    def relative(found: re.Match[str]) -> str:
        path, _, fragment = found[1].partition("#")
        return f'href="{links.to(path, fragment)}"'

    html = re.sub(r'href="/([^"]*)"', relative, _true_here(publication, prose.html))
    html, sections = _with_anchors(html)
    parent = prose.slug.rpartition("/")[0]
    return ProseView(
        chrome=chrome_for(
            publication,
            address,
            prose.title,
            description=prose.summary,
            crumbs=[(f"{parent}/", "Help")] if parent else (),
            styles=("prose.css",),
        ),
        heading=prose.title,
        summary=prose.summary,
        body=Markup(html),
        sections=sections if len(sections) > 3 else (),
    )


_PART = re.compile(r"<p>\{where (no )?([a-z]+)\}</p>\n?(.*?)<p>\{end\}</p>\n?", re.DOTALL)


def _true_here(publication: Publication, html: str) -> str:
    """A page with the parts that are true of what is published, and the boroughs' names.

    ``{where demonstration}`` and ``{end}`` stand around a part, each a paragraph of its own;
    ``{where no demonstration}`` around its opposite. ``{boroughs}`` and ``{demonstrations}`` are
    names.
    """
    if "{" not in html:
        return html
    boroughs = publication.boroughs
    shown = publication.directory.listings.values()
    invented = [each for each in boroughs if each.data.status is BoroughStatus.DEMONSTRATION]
    true = {
        "demonstration": bool(invented),
        "live": len(invented) < len(boroughs),
        "examples": any(listing.data.example for listing in shown),
        "imported": any(listing.data.source for listing in shown),
    }

    def part(found: re.Match[str]) -> str:
        return found[3] if true[found[2]] is not bool(found[1]) else ""

    names = [str(escape(each.data.name)) for each in boroughs]
    count = f"{number_words(len(names))} boroughs: " if len(names) > 1 else "one borough: "
    return (
        _PART.sub(part, html)
        .replace("{boroughs}", count + joined(names))
        .replace("{demonstrations}", joined([str(escape(each.data.name)) for each in invented]))
    )


def _with_anchors(html: str) -> tuple[str, tuple[Link, ...]]:
    """An id on every h2, from its words, and links to them."""
    found: list[Link] = []
    used: set[str] = set()

    def anchored(heading: re.Match[str]) -> str:
        words = re.sub(r"<[^>]+>", "", heading[1])
        id = base = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "part"
        number = 2
        while id in used:
            id, number = f"{base}-{number}", number + 1
        used.add(id)
        found.append(Link(f"#{id}", str(Markup(words).unescape())))
        return f'<h2 id="{id}">{heading[1]}</h2>'

    return re.sub(r"<h2>(.*?)</h2>", anchored, html), tuple(found)


def crisis_view(publication: Publication) -> CrisisView:
    """Whom to reach in a hard moment."""
    worry = publication.form_link(publication.site.links_from(urls.CRISIS), "worry")
    return CrisisView(
        chrome=chrome_for(
            publication,
            urls.CRISIS,
            "In a hard moment",
            description="Whom to ring or text in a hard moment, day and night.",
        ),
        heading="In a hard moment",
        lead="You do not have to be alone with this. These people answer.",
        contacts=crisis_contacts(publication),
        worry=Link(worry, LANES["worry"]) if worry else None,
        elsewhere=Link(
            publication.site.links_from(urls.CRISIS).to(urls.ELSEWHERE),
            "Who helps with money, a home, health or drink",
        ),
    )


def suggest_view(publication: Publication) -> SuggestView:
    """How to tell us of a group, or of something wrong, without an account."""
    links = publication.site.links_from(urls.SUGGEST)
    forms = publication.settings.forms
    return SuggestView(
        chrome=chrome_for(
            publication,
            urls.SUGGEST,
            "Suggest a group, or tell us what is wrong",
            description="Tell us of a group, or of something wrong. You need no account.",
            scripts=("suggest.js",) if forms else ("message.js", "suggest.js"),
            styles=() if forms else ("form.css",),
        ),
        heading="Suggest a group, or tell us what is wrong",
        lead="You need no account and no website. Ring or write to the team of your borough.",
        boroughs=tuple(_suggest_place(publication, each, links) for each in publication.boroughs),
        edit=Link(
            f"{publication.settings.forge_url}/tree/main/boroughs", "Edit the files yourself"
        ),
        help=Link(links.to("help/editing/"), "How to correct a listing"),
        search=Link(links.to(urls.SEARCH), "Find the page") if forms else None,
        message=None if forms else message_form(publication.settings.name),
        lanes=tuple(
            Link(form, words)
            for kind, words in LANES.items()
            if (form := publication.form_link(links, kind))
        ),
    )


def _suggest_place(
    publication: Publication, borough: Record[Borough], links: urls.Links
) -> SuggestPlace:
    """A borough's team, or the site's own address; letters to a live one have labels to fill in."""
    site, name = publication.settings.name, borough.data.name
    live = borough.data.status is BoroughStatus.LIVE

    def with_labels(way: Way) -> Way:
        if way.kind != "email" or not way.href:
            return way
        return replace(way, href=letter_to_fill_in(way.href, site, name))

    team = team_box(publication, borough.id)
    if team:
        team = replace(team, ways=tuple(map(with_labels, team.ways)))
    address = publication.settings.suggest_email
    own = Way("email", f"mailto:{address}" if live else "", address, "")
    forms = tuple(
        Link(form, words)
        for kind, words in (
            ("new", "Tell us of something new"),
            ("problem", "A problem with a page"),
        )
        if (form := publication.form_link(links, kind, borough.id))
    )
    return SuggestPlace(borough.id, name, team, with_labels(own), not live, forms)


def not_found_view(publication: Publication) -> NotFoundView:
    """The page for an address that leads nowhere."""
    links = publication.site.links_from(urls.NOT_FOUND)
    return NotFoundView(
        chrome=chrome_for(
            publication,
            urls.NOT_FOUND,
            "We cannot find this page",
            description="The page may have moved.",
            noindex=True,
        ),
        heading="We cannot find this page",
        lead="It may have moved or closed. Nothing you did is wrong. Start again from here.",
        links=(
            Link(links.to(urls.HOME), "The first page"),
            Link(links.to(urls.SEARCH), "Find something"),
            *(
                Link(links.to(urls.borough(each.id)), each.data.name)
                for each in publication.boroughs
            ),
        ),
    )
