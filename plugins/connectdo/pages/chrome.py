"""The frame of every page: title, navigation, footer, crisis line, banner, and what machines read.

It knows a page's address and title, and not what stands on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from connectdo.data.formats import phone_link
from connectdo.data.model import BoroughStatus
from connectdo.derive.prose import shortened
from connectdo.pages.aged import aged_of, made_words
from connectdo.pages.page_parts import Aged, Chrome
from connectdo.told import urls
from connectdo.told.crisis_contacts import says_number
from connectdo.told.policy import REFERRER, content_policy
from connectdo.told.publication import Publication, made_for_all
from connectdo.told.shapes import Link, Way
from connectdo.told.social import social_image

SCRIPTS = ("site.js", "dates.js", "kept.js", "my-list.js")
"""Scripts of every page, where the theme has them; a page names its own beside these."""


def chrome_for(
    publication: Publication,
    address: str,
    title: str,
    *,
    description: str = "",
    borough: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    noindex: bool = False,
    scripts: Sequence[str] = (),
    styles: Sequence[str] = (),
    without: Sequence[str] = (),
    json_ld: Markup | None = None,
    canonical: str | None = None,
    refresh: str = "",
    manifest: str = "",
    ask: tuple[Way, ...] = (),
) -> Chrome:
    """The frame of the page at ``address``.

    ``crumbs`` are (address, words) from the borough down; the borough is put before them, and
    home where there is none: the site's name in the head leads there from every page.
    ``canonical`` is another address where this one only leads there. ``scripts`` and ``styles``
    come after those of every page, of which ``without`` names the scripts that this one has no use
    for. ``ask`` are whom to ask about an old page of a borough without a team.
    """
    links = publication.site.links_from(address)
    frame = _frame(publication, links, borough)
    record = publication.directory.boroughs.get(borough)
    trail = [Link(links.to(to), words) for to, words in crumbs]
    if frame.borough and address != urls.borough(borough):
        trail.insert(0, frame.borough)
    if address and not trail:
        trail = [Link(links.to(urls.HOME), "Home")]
    full = frame.site_name if not address else f"{title} – {frame.site_name}"
    if record and address != urls.borough(borough):
        full = f"{title} – {record.data.name} – {frame.site_name}"
    wanted = (*(name for name in SCRIPTS if name not in without), *scripts)
    return replace(
        frame,
        title=full,
        description=shortened(description, 160),
        canonical=publication.site.absolute(address if canonical is None else canonical),
        robots="noindex" if noindex else "",
        stylesheets=_files(publication, links, ("style.css", *styles)),
        scripts=_files(publication, links, wanted),
        crumbs=tuple(trail),
        json_ld=json_ld,
        refresh=refresh,
        manifest=manifest,
        aged=_aged(publication, borough, frame, ask),
    )


def _aged(
    publication: Publication, borough: str, frame: Chrome, ask: tuple[Way, ...]
) -> Aged | None:
    """The borough's notice of an old page; it names others where there is no team to ask."""
    if not ask or frame.aged is None or frame.aged.way:
        return frame.aged
    return aged_of(publication, borough, ask)


@made_for_all
def _frame(publication: Publication, links: urls.Links, borough: str) -> Chrome:
    """What all pages of a borough that stand equally deep have in common; the rest is empty.

    They share it, so that the theme renders it once.
    """
    record = publication.directory.boroughs.get(borough)
    image, image_says = social_image(publication, borough)
    name = publication.settings.name
    return Chrome(
        site_name=name,
        title="",
        description="",
        canonical="",
        robots="",
        root=links.prefix,
        stylesheets=(),
        scripts=(),
        files={name: links.to(path) for name, path in publication.assets.items()},
        home=Link(links.to(urls.HOME), name),
        navigation=_navigation(links, borough if record else ""),
        footer=(
            Link(links.to(urls.HELP), "Help with this site"),
            Link(links.to(urls.ABOUT), "About"),
            Link(links.to(urls.PRIVACY), "What we keep about you"),
            Link(links.to(urls.ONLINE_SAFETY), "Staying safe"),
            Link(links.to(urls.ACCESSIBILITY), "Accessibility"),
            Link(links.to(urls.SUGGEST), "Suggest a group"),
            Link(links.to(urls.MY_PLAN), "My plan"),
        ),
        crisis=Link(links.to(urls.CRISIS), "In a hard moment"),
        crisis_ways=_crisis_ways(publication),
        my_list=Link(links.to(urls.SHORTLIST), "My list"),
        talk=Link(links.to(urls.CRISIS), "Need to talk?"),
        borough=Link(links.to(urls.borough(borough)), record.data.name) if record else None,
        banner=banner_of(publication, borough),
        image=publication.site.absolute(image) if image else "",
        image_says=image_says,
        made=made_words(publication),
        aged=aged_of(publication, borough),
        policy=content_policy(in_meta=True),
        referrer=REFERRER,
    )


@made_for_all
def _files(publication: Publication, links: urls.Links, names: tuple[str, ...]) -> tuple[str, ...]:
    """Links to those of the files that the theme has; equal ones are one object."""
    assets = publication.assets
    return tuple(links.to(assets[name]) for name in names if name in assets)


def _navigation(links: urls.Links, borough: str) -> tuple[Link, ...]:
    return (Link(links.to(urls.search(borough) if borough else urls.SEARCH), "Find"),)


def _crisis_ways(publication: Publication) -> tuple[Way, ...]:
    """The numbers of the footer's one line: as the vocabulary has them, in its order."""
    crisis = publication.directory.vocabulary.crisis
    if crisis is None:
        return ()
    ways = []
    for contact in crisis.contacts[:4]:
        if contact.phone:
            href = f"tel:{phone_link(contact.phone)}"
            named = says_number(contact)  # "Ring 999", and not "999 999"
            words, note = (contact.name, "Ring") if named else (contact.phone, contact.name)
            ways.append(Way("phone", href, words, note))
        elif contact.text:
            note = f"text {contact.text_word} to" if contact.text_word else "text"
            ways.append(Way("text", f"sms:{phone_link(contact.text)}", contact.text, note))
    return tuple(ways)


def banner_of(publication: Publication, borough: str) -> str:
    """One sentence about what this site or borough is, where that must be said; else empty."""
    record = publication.directory.boroughs.get(borough)
    if record is None:
        status = {each.data.status for each in publication.boroughs}
        demonstration = BoroughStatus.DEMONSTRATION in status
    elif record.data.status is BoroughStatus.DRAFT:
        return f"{record.data.name} is a draft. Nobody but you can see it yet."
    else:
        demonstration = record.data.status is BoroughStatus.DEMONSTRATION
    if demonstration:
        return "This is a demonstration. Things marked Example are not real groups."
    return ""
