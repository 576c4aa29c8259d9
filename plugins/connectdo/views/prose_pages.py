"""The site's own pages: prose, crisis help, search, suggestions, and the lost-address page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from connectdo.data.vocabulary import CrisisContact as ContactData
from connectdo.derive.freshness import full_date
from connectdo.views import urls
from connectdo.views.borough_pages import team_box
from connectdo.views.chrome import chrome_for
from connectdo.views.list_pages import list_links
from connectdo.views.publication import Publication
from connectdo.views.shapes import (
    CrisisContact,
    CrisisView,
    Link,
    LinkGroup,
    NotFoundView,
    ProseView,
    SearchView,
    SuggestPlace,
    SuggestView,
    Way,
)

MOST_MERGED = 10
"""Above so many boroughs, one bundle for all is searched in place of one each."""


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

    html = re.sub(r'href="/([^"]*)"', relative, prose.html)
    html, sections = _with_anchors(html)
    parent = prose.slug.rpartition("/")[0]
    return ProseView(
        chrome=chrome_for(
            publication,
            address,
            prose.title,
            description=prose.summary,
            crumbs=[(f"{parent}/", "Help")] if parent else (),
        ),
        heading=prose.title,
        summary=prose.summary,
        body=Markup(html),
        sections=sections if len(sections) > 3 else (),
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
    crisis = publication.directory.vocabulary.crisis
    return CrisisView(
        chrome=chrome_for(
            publication,
            urls.CRISIS,
            "In a hard moment",
            description="Whom to ring or text in a hard moment, day and night.",
        ),
        heading="In a hard moment",
        lead="You do not have to be alone with this. These people answer.",
        contacts=tuple(_contact(each) for each in (crisis.contacts if crisis else ())),
    )


def _contact(contact: ContactData) -> CrisisContact:
    ways = []
    if contact.phone:
        digits = "".join(each for each in contact.phone if each.isdigit())
        ways.append(Way("phone", f"tel:{digits}", contact.phone, "Ring"))
    if contact.text:
        word = f"Text {contact.text_word} to" if contact.text_word else "Text"
        ways.append(Way("text", f"sms:{contact.text}", contact.text, word))
    if contact.website:
        host = contact.website.partition("://")[2].strip("/")
        ways.append(Way("website", contact.website, host, "Look at"))
    return CrisisContact(
        contact.name,
        contact.says,
        tuple(ways),
        contact.deaf or "",
        contact.hours or "",
        full_date(contact.checked),
    )


def search_view(publication: Publication, borough: str = "") -> SearchView:
    """The search page of one borough, or of all."""
    address = urls.search(borough) if borough else urls.SEARCH
    links = publication.site.links_from(address)
    name = publication.borough(borough).name if borough else ""
    bundles: tuple[Link, ...]
    if borough:
        bundles = (Link(links.to(f"{borough}/pagefind/"), name),)
    elif len(publication.boroughs) > MOST_MERGED:
        bundles = (Link(links.to("pagefind/"), ""),)
    else:
        bundles = tuple(
            Link(links.to(f"{each.id}/pagefind/"), each.data.name) for each in publication.boroughs
        )
    shortcuts: tuple[LinkGroup, ...]
    if borough:
        today = publication.today.weekday()
        shortcuts = (
            LinkGroup(
                "One tap away",
                (
                    Link(links.to(urls.day(borough, today)), "On today"),
                    Link(links.to(urls.short_list(borough, "free")), "Free"),
                    Link(links.to(urls.short_list(borough, "quiet")), "Quiet"),
                    Link(links.to(urls.a_to_z(borough)), "Everything from A to Z"),
                ),
            ),
            LinkGroup("The six areas", list_links(publication, borough, links, "area")),
            LinkGroup("By day", list_links(publication, borough, links, "day")),
            LinkGroup("What would help", list_links(publication, borough, links, "short")),
        )
    else:
        shortcuts = tuple(
            LinkGroup(
                each.data.name,
                (
                    Link(links.to(urls.borough(each.id)), f"All of {each.data.name}"),
                    *list_links(publication, each.id, links, "area"),
                    Link(links.to(urls.a_to_z(each.id)), f"{each.data.name} from A to Z"),
                ),
            )
            for each in publication.boroughs
        )
    return SearchView(
        chrome=chrome_for(
            publication,
            address,
            "Find something",
            description=f"Search things to do in {name or 'six London boroughs'}.",
            borough=borough,
            scripts=("search.js",),
            styles=("finder.css",),
        ),
        heading=f"Find something in {name}" if borough else "Find something near you",
        label="What would you like to do?",
        hint="For example: singing, garden, English, quiet",
        bundles=bundles,
        build="",
        shortcuts=shortcuts,
        team=team_box(publication, borough) if borough else None,
        a_to_z=Link(links.to(urls.a_to_z(borough)), f"Everything in {name} from A to Z")
        if borough
        else None,
    )


def suggest_view(publication: Publication) -> SuggestView:
    """How to tell us of a group, or of something wrong, without an account."""
    links = publication.site.links_from(urls.SUGGEST)
    places = []
    for each in publication.boroughs:
        team = team_box(publication, each.id)
        address = each.data.team.email if each.data.team else None
        address = address or publication.settings.suggest_email
        live = each.data.status.value == "live"
        subject = f"Connect%20%26%20Do%20{each.data.name}".replace(" ", "%20")
        href = f"mailto:{address}?subject={subject}" if live else ""
        places.append(SuggestPlace(each.id, each.data.name, team, Way("email", href, address, "")))
    return SuggestView(
        chrome=chrome_for(
            publication,
            urls.SUGGEST,
            "Suggest a group, or tell us what is wrong",
            description="Tell us of a group, or of something wrong. You need no account.",
            scripts=("suggest.js",),
        ),
        heading="Suggest a group, or tell us what is wrong",
        lead="You need no account and no website. Ring or write to the team of your borough.",
        boroughs=tuple(places),
        edit=Link(
            f"{publication.settings.forge_url}/tree/main/boroughs", "Edit the files yourself"
        ),
        help=Link(links.to("help/editing/"), "How to correct a listing"),
    )


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
