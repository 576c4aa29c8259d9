"""What several pages have in common, as templates see it: finished words and finished links.

A template gets one page's view as ``view``. Text is for people as it stands; ``href`` is final;
``Markup`` is trusted HTML. There is no logic here, and no record behind it. The view of a page
stands in the module of that page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from connectdo.told.shapes import Link, Way


@dataclass(frozen=True, slots=True)
class CountedLink:
    """A link with the number of things behind it, in words ("12 things") and as a number."""

    href: str
    words: str
    count: int
    counted: str


@dataclass(frozen=True, slots=True)
class AreaLink:
    """One of the six areas: its tile on the home and borough pages.

    ``summary`` says in a few words what is there. ``search`` is where scripts lead instead.
    """

    id: str
    href: str
    name: str
    summary: str
    count: int
    counted: str
    search: str = ""


@dataclass(frozen=True, slots=True)
class Aged:
    """What a page says from the day ``starts`` (ISO) on, if nobody has made it anew by then.

    ``words`` end with whom to ask, of whom ``way`` is the number or address.
    """

    starts: str
    words: str
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """A heading and links below it."""

    heading: str
    links: tuple[Link | CountedLink, ...]


@dataclass(frozen=True, slots=True)
class TeamBox:
    """The borough's team and the ways to reach it. ``label`` says of an invented one that it is.

    ``touch`` leads to where somebody asks to be got in touch with.
    """

    name: str
    about: Markup
    hours: str
    ways: tuple[Way, ...]
    label: str = ""
    touch: Link | None = None


@dataclass(frozen=True, slots=True)
class Chrome:
    """The frame of every page.

    ``title`` is the whole text of <title>; ``robots`` is empty or "noindex"; ``banner`` is empty
    or one sentence; ``root`` is the way up to the site's root, for scripts (empty means here).
    ``stylesheets`` and ``scripts`` are links; ``files`` maps a static file's name to its link.
    ``image`` is absolute, and ``image_says`` what it shows. ``policy`` and ``referrer`` are for
    hosts without headers. ``manifest`` is a link to what a Home Screen reads; ``shared`` says
    whether a chat is told what to show of the page. ``made`` says in which week the page was made,
    and ``aged`` what it says once that is too long ago. ``target`` is where its links open; empty
    means in its place.
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
    my_list: Link
    talk: Link
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
    shared: bool = True
    made: str = ""
    aged: Aged | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class ShortlistPlace:
    """A borough on the shortlist's page: ``starts`` are the first ids of its files of sheets."""

    id: str
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """The 404 page."""

    chrome: Chrome
    heading: str
    lead: str
    links: tuple[Link, ...] = field(default=())
