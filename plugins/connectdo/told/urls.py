"""Every address of the site, made in one place.

An address is a path from the site's root without a leading slash; a page's ends in ``/``. Links
on pages are relative, so that a site works under any path and from a folder; what machines read
elsewhere is absolute from one setting. Nothing here knows what is on a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["web", "file"]
"""``web``: a folder's address ends in ``/``. ``file``: it names index.html, to open from a disk."""

File = tuple[str, bytes]
"""A file of the site that is no page: its path from the site's root, and what is in it."""

HOME = ""
SEARCH = "search/"
TOGETHER = "search"
"""What stands in the place of a borough where all are searched as one."""
SUGGEST = "suggest/"
FORMS = "suggest/f/"
"""The forms, which are made when they are asked for; no file of the site lies below."""
SENT = "suggest/s/"
"""What became of something that was sent: below it stands a secret."""
REVIEW = "review/"
LANES = "review/matters/"
"""What people sent that is no change of a listing."""
IDEAS = "review/ideas/"
"""The ideas of a borough, for its team: below it stand the borough and the idea."""
LOG = "review/log/"
"""Who of the team did what, for those who guard a borough."""
HIDE = "review/hide/"
"""Where the team takes a thing off the site: below it stand the thing's kind, borough and id."""
CHOOSE = "choose/"
POSTCODES = "data/postcodes/"
SHORTLIST = "shortlist/"
MY_PLAN = "my-plan/"
PLAN_PAPER = "my-plan/paper/"
PLAN_WORDS = "data/plan-words.js"
WITH_SOMEONE = "with-someone/"
SHEETS = "data/shortlist/"
CHOICES = "data/choose/"
FINDER = "data/finder/"
CRISIS_WORDS = "data/crisis.js"
MORE_CRISIS_WORDS = "data/crisis-more.js"
INTEREST_WORDS = "data/interests.js"
ELSEWHERE_WORDS = "data/elsewhere.js"
CRISIS = "crisis/"
ABOUT = "about/"
HELP = "help/"
ELSEWHERE = "help/who-else-helps/"
PRIVACY = "privacy/"
ACCESSIBILITY = "accessibility/"
ONLINE_SAFETY = "online-safety/"
NOT_FOUND = "404.html"
OFFLINE = "offline/"
NO_INTERNET = "offline.html"
"""What stands in for a page that is not on the device; also below a borough."""
SHORT_PAGE = "short.html"
WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"
KEPT_SIZES = "data/offline.json"
DATA = "data/"
"""The page about open data, and the folder that it stands in."""
ORUK = "data/oruk/"
ORUK_LISTS = ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms")
LISTINGS_TABLE = "data/listings.csv"
VENUES_MAP = "data/venues.geojson"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
STATIC = "static/"

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def form(kind: str, ref: str = "") -> str:
    """The form that tells something about a listing ("correct", "stopped", "tip"), or in a borough
    ("new", "problem", "worry" …); without one, the page that asks which borough it is."""
    return f"{FORMS}{kind}/{ref}/" if ref else f"{FORMS}{kind}/"


def sent(secret: str) -> str:
    """The sender's own page about what they sent."""
    return f"{SENT}{secret}/"


def borough(name: str) -> str:
    """A borough's own page."""
    return f"{name}/"


def area_anywhere(area: str) -> str:
    """An area in all boroughs: it leads to each borough's."""
    return f"area/{area}/"


def photo(name: str, file: str) -> str:
    """A picture of a borough's listing, as every browser reads it."""
    return f"{name}/photos/{file}"


def photo_at(address: str, width: int) -> str:
    """The picture at ``address`` as WebP, so many pixels wide."""
    folder, _, file = address.rpartition("/")
    return f"{folder}/{width}/{file}.webp"


def choose(name: str) -> str:
    """The second question of "Help me choose", for a borough."""
    return f"{CHOOSE}{name}/"


def paper(name: str) -> str:
    """A borough's booklet of a plan, with its week."""
    return f"{name}/paper/"


def sheets(name: str, number: int) -> str:
    """A file of sheets for shortlists: some of a borough's listings."""
    return f"{SHEETS}{name}-{number}.js"


def facets(name: str) -> str:
    """What the finder filters a borough's listings by."""
    return f"{name}/facets.js"


def finder_cards(name: str, number: int) -> str:
    """A file of cards for the finder: some of a borough's listings."""
    return f"{FINDER}{name}-{number}.js"


def bundle(name: str) -> str:
    """The folder of a borough's search index, or of that of all (``TOGETHER``)."""
    return f"{name}/pagefind/"


def known_words(name: str) -> str:
    """The words that a borough's search knows, or that of all, for the help with spelling."""
    return f"{name}/words.js"


def choices(name: str) -> str:
    """What "Help me choose" chooses from in a borough."""
    return f"{CHOICES}{name}.js"


def area(name: str, area: str) -> str:
    """A borough's listings of one area."""
    return f"{name}/area/{area}/"


def interest(name: str, interest: str) -> str:
    """A borough's listings of one interest."""
    return f"{name}/interest/{interest}/"


def day(name: str, weekday: int) -> str:
    """A borough's listings of one weekday, 0 for Monday."""
    return f"{name}/day/{DAYS[weekday]}/"


def area_day(name: str, area: str, weekday: int) -> str:
    """A borough's listings of one area on one weekday, 0 for Monday."""
    return f"{name}/area/{area}/{DAYS[weekday]}/"


def short_list(name: str, which: str) -> str:
    """A borough's free, quiet, step-free, buddy or online listings, or its resources."""
    return f"{name}/{which}/"


def events(name: str) -> str:
    """A borough's dated events by month."""
    return f"{name}/events/"


def offer(ref: str) -> str:
    """An offer or a want among the others of its borough, for ``borough/id``."""
    name, _, id = ref.partition("/")
    return f"{together(name)}#offer-{id}"


def week(name: str) -> str:
    """A borough's timetable."""
    return f"{name}/week/"


def week_day(name: str, ahead: int) -> str:
    """One day of a timetable that is long: 0 for this week's Monday, 7 for the next one's."""
    return f"{name}/week/{'next-' if ahead > 6 else ''}{DAYS[ahead % 7]}/"


def a_to_z(name: str) -> str:
    """Everything in a borough by name."""
    return f"{name}/a-z/"


def search(name: str) -> str:
    """A borough's search page."""
    return f"{name}/search/"


def kept_files(name: str) -> str:
    """The list of what a device keeps of a borough."""
    return f"{name}/offline.json"


def book(name: str) -> str:
    """A borough as one file."""
    return f"{name}/book.html"


def book_piece(name: str, number: int) -> str:
    """A piece of a large borough's book, as a device keeps it."""
    return f"{name}/book/{number}.txt"


def not_kept(name: str) -> str:
    """What a device shows in place of a page that it has not kept of a large borough."""
    return f"{name}/{NO_INTERNET}"


def short_page(name: str) -> str:
    """What a device puts around a part of a large borough's book."""
    return f"{name}/{SHORT_PAGE}"


def table(name: str) -> str:
    """A borough's listings as a spreadsheet."""
    return f"{DATA}{name}.csv"


def oruk_list(name: str) -> str:
    """The file of a list of Open Referral UK; of "", that of what the data says about itself."""
    return f"{ORUK}{name}/index.json" if name else f"{ORUK}index.json"


def oruk_paths(root: str) -> list[tuple[str, str]]:
    """The paths of that standard that are folders here, and the file to answer each with.

    ``root`` is the site's path on its host.
    """
    return [
        (f"{root}{ORUK}{name}".rstrip("/"), f"{root}{oruk_list(name)}")
        for name in ("", *ORUK_LISTS)
    ]


def together(name: str) -> str:
    """A borough's ideas, and what is offered and looked for in it."""
    return f"{name}/together/"


def month_question(name: str) -> str:
    """A borough's question of the month, and those before it."""
    return f"{name}/question/"


def someone_with_you(name: str) -> str:
    """How somebody may go with you."""
    return f"{name}/someone-with-you/"


def status(name: str) -> str:
    """How fresh a borough's details are."""
    return f"{name}/status/"


def thing(noun: str, ref: str) -> str:
    """The page of a listing, organisation, venue or idea, for ``borough/id``."""
    name, _, id = ref.partition("/")
    return f"{name}/{noun}/{id}/"


def calendar(page: str) -> str:
    """The calendar of a borough's or a listing's page."""
    return f"{page}calendar.ics"


def feed(name: str) -> str:
    """A borough's Atom feed."""
    return f"{name}/feed.atom"


def calendar_file(ref: str) -> str:
    """The calendar of a listing."""
    return f"{thing('listing', ref)}calendar.ics"


def borough_calendar(name: str) -> str:
    """The calendar of a whole borough."""
    return f"{name}/calendar.ics"


def to_follow(url: str) -> str:
    """The address that opens a calendar program to follow ``url``; some phones know none."""
    return "webcal://" + url.partition("://")[2]


def borough_feed(name: str) -> str:
    """What changed in a borough, as Atom."""
    return f"{name}/feed.atom"


def numbered(address: str, number: int) -> str:
    """The address of a list's page 1, 2, 3 …"""
    return address if number == 1 else f"{address}page/{number}/"


def output_file(address: str) -> str:
    """The file, within the output folder, that holds an address."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site stands: its absolute address (which may hold a path) and its link mode.

    ``url`` ends in ``/``, as ``https://example.org/`` or ``https://example.org/repo/``.
    """

    url: str
    mode: Mode = "web"

    @property
    def root(self) -> str:
        """The path on the host, ``/`` or ``/repo/``, for pages whose own address is not known."""
        return "/" + self.url.partition("://")[2].partition("/")[2]

    def absolute(self, address: str) -> str:
        """What machines read elsewhere: sitemaps, feeds, QR codes."""
        return self.url + address

    def links_from(self, address: str) -> Links:
        """The links of one page. Of those that answer for any address, they start at /."""
        anywhere = address == NOT_FOUND or address.rpartition("/")[2] in (NO_INTERNET, SHORT_PAGE)
        prefix = self.root if anywhere else "../" * address.count("/")
        return Links(prefix, self.mode)


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the links of one page: the way up to the root, and then down."""

    prefix: str
    mode: Mode

    def to(self, address: str, fragment: str = "") -> str:
        """The relative link to an address, with ``#fragment`` where one is given."""
        if self.mode == "file" and (address == "" or address.endswith("/")):
            address += "index.html"
        link = self.prefix + address or "./"
        return f"{link}#{fragment}" if fragment else link
