"""What is hidden is in no file of the site: as if its own files were not there."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import feedparser
import icalendar
import pytest
from finder_steps import ask, names, said
from following import until
from hosts import Host
from photographs import photograph
from playwright.sync_api import Browser, expect
from site_builds import TODAY, build, project, snapshot
from small_project import BOROUGH, GARDENING, GROWERS, HALL, OWN_SETTINGS, write_project

from connectdo.commands.building import LastGood, check_and_build
from connectdo.contribute.store.store import Store
from connectdo.data.reading import Reader
from connectdo.feeds.stable_ids import permanent_id, urn
from connectdo.site.one_build import BuildRequest
from connectdo.site.rendering import Memory
from connectdo.site.taking_down import take_down
from connectdo.told.publication import Publication

DAY = dt.date.fromisoformat(TODAY)
SINCE = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
KEY = "listing/ashmoor/old-quokka"
HIDDEN = {KEY: SINCE}
QUOKKA = "boroughs/ashmoor/listings/quokka-evening.md"
TIPS = "boroughs/ashmoor/voices/quokka-evening.yml"
PICTURE = "boroughs/ashmoor/photos/wombat.jpg"
CANARIES = (
    *("quokka", "zyzzyva", "kookaburra", "bandicoot", "wombat", "dingo", "numbat"),
    *("020 7219 3055", "02072193055", "+442072193055", "7219 3055"),
)
"""Words of the listing's id, name, texts, picture, tips, addresses and number: of nothing else."""


def written(
    name: str,
    number: str,
    *,
    summary: str = "Meet and talk.",
    body: str = "Bring gloves.",
    more: str = "",
) -> str:
    """The file of a real listing."""
    return (
        f"---\nname: {name}\nsummary: {summary}\norganisation: growers\nvenue: hall\n"
        "area: out-and-about\ninterests: [gardening]\nadded: 2026-09-01\nupdated: 2026-10-01\n"
        "checked: {on: 2026-10-03, by: team}\nwhen:\n  - every: Tuesday\n    from: 10:00\n"
        "    to: 12:00\ncost: free\nwho: {ages: 18 and over}\njoin:\n"
        f"  phone: {number}\n{more}---\n{body}\n"
    )


def files() -> dict[str, str | bytes | None]:
    team = "team:\n  name: The Ashmoor team\n  phone: 020 7219 3000\n"
    return {
        BOROUGH: f"schema: 1\nname: Ashmoor\ngss: E09000901\nstatus: live\n{team}",
        GROWERS: "name: Narwhal Growers\nphone: 020 7219 3001\nadded: 2026-09-01\n",
        HALL: "name: Pelorus Hall\npostcode: ZA1 1AA\nadded: 2026-09-01\n",
        GARDENING: written("Gardening", "020 7219 3002"),
        "boroughs/ashmoor/listings/chess.md": written("Chess", "020 7219 3003"),
        QUOKKA: written(
            "Zyzzyva evening",
            "020 7219 3055",
            summary="Talk of the kookaburra.",
            body="We see the bandicoot, and a [dingo](https://dingo.example/).",
            more="photo: {file: wombat.jpg, alt: A dingo at the gate}\nformerly: [old-quokka]\n",
        ),
        TIPS: "tips:\n  - {text: Sit by the numbat., by: Ann, date: 2026-09-20}\n",
        PICTURE: photograph(),
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project(tmp_path_factory.mktemp("hidden") / "project", files())
    settings = folder / "pelicanconf.py"
    settings.write_text(settings.read_text() + OWN_SETTINGS)
    return folder


def request(
    root: Path, output: Path, hidden: Mapping[str, dt.datetime], **more: bool
) -> BuildRequest:
    return BuildRequest(root, output, DAY, "https://connect.ashmoor.gov.uk", hidden=hidden, **more)


def built(
    root: Path, output: Path, hidden: Mapping[str, dt.datetime], *, search: bool = True
) -> Publication:
    found = check_and_build(request(root, output, hidden, search=search), Reader(root))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def whole(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site with nothing hidden."""
    folder = tmp_path_factory.mktemp("whole")
    built(root, folder, {})
    return snapshot(folder)


@pytest.fixture(scope="module")
def without(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same with the listing hidden, built into the folder that had it."""
    folder = tmp_path_factory.mktemp("without")
    built(root, folder, {})
    built(root, folder, HIDDEN)
    return snapshot(folder)


def readable(data: bytes) -> Iterator[str]:
    """A file's bytes as words, and what it holds packed."""
    yield data.decode("utf-8", "replace")
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data).decode("utf-8", "replace")


def found_in(site: Mapping[str, bytes]) -> dict[str, set[str]]:
    """The canary words that are in a site's names and files, however they are packed."""
    found: dict[str, set[str]] = {}
    for path, data in site.items():
        for text in (path, *readable(data)):
            low = text.casefold()
            if words := {word for word in CANARIES if word.casefold() in low}:
                found.setdefault(path, set()).update(words)
    return found


def test_the_words_that_are_looked_for_would_be_found(whole: dict[str, bytes]) -> None:
    found = found_in(whole)
    assert set().union(*found.values()) >= {*CANARIES[:8]}
    kinds = (
        "listing/",
        "feed.atom",
        "calendar.ics",
        "facets.js",
        "book.html",
        "pagefind/",
        "oruk/",
    )
    kinds += ("data/listings.csv", "photos/", "sitemap.xml", "offline.json", "a-z/", "_redirects")
    assert [kind for kind in kinds if not any(kind in path for path in found)] == []


def test_no_file_of_the_site_has_a_word_of_it(without: dict[str, bytes]) -> None:
    """But the address of its calendar, which those who follow it ask: it says "cancelled"."""
    assert found_in(without) == {"ashmoor/listing/quokka-evening/calendar.ics": {"quokka"}}
    assert found_in({"x": without["ashmoor/listing/quokka-evening/calendar.ics"]}) == {}


MARKED = ("ashmoor/feed.atom", "ashmoor/calendar.ics", "ashmoor/offline.json", "data/offline.json")


def unmarked(path: str, data: bytes) -> str:
    """A file without what it says of a deletion."""
    text = data.decode()
    if path.endswith(".atom"):
        text = re.sub(r"<at:deleted-entry [^>]*/>\n| xmlns:at=\"[^\"]*\"", "", text)
        return re.sub(r"<updated>.*?</updated>", "", text, count=1)
    if path.endswith(".ics"):
        events = re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r\n", text, re.S)
        gone = [each for each in events if "STATUS:CANCELLED" in each]
        return text.replace("".join(gone), "")
    said = json.loads(text)
    for each in (said, *(one for one in said.values() if isinstance(one, dict))):
        for name in ("gone", "id", "bytes", "fetched"):
            each.pop(name, None)
    return json.dumps(said)


def test_it_is_as_if_its_files_were_not_there(
    root: Path, without: dict[str, bytes], tmp_path: Path
) -> None:
    clean = tmp_path / "project"
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns(".cache"))
    for path in (QUOKKA, TIPS, PICTURE):
        (clean / path).unlink()
    built(clean, tmp_path / "clean", {})
    other = snapshot(tmp_path / "clean")
    calendar = "ashmoor/listing/quokka-evening/calendar.ics"
    assert without.keys() - {calendar} == other.keys()
    assert [path for path in other if path not in MARKED and other[path] != without[path]] == []
    for path in MARKED:
        assert without[path] != other[path], path
        assert unmarked(path, without[path]) == unmarked(path, other[path])


def test_an_atom_reader_is_told_that_it_is_deleted(without: dict[str, bytes]) -> None:
    text = without["ashmoor/feed.atom"].decode()
    assert f'<at:deleted-entry ref="{urn(KEY)}" when="2026-11-22T09:30:00Z"/>' in text
    read = feedparser.parse(text)
    assert read.bozo == 0
    assert read.feed.updated == "2026-11-22T09:30:00Z"
    assert urn(KEY) not in [entry.id for entry in read.entries]


def events_of(data: bytes) -> dict[str, icalendar.Event]:
    return {str(each["UID"]): each for each in icalendar.Calendar.from_ical(data).walk("VEVENT")}


@pytest.mark.parametrize("path", ["ashmoor/calendar.ics", "ashmoor/listing/{}/calendar.ics"])
def test_calendars_say_that_its_times_are_cancelled_and_nothing_else_of_it(
    whole: dict[str, bytes], without: dict[str, bytes], path: str
) -> None:
    path = path.format("quokka-evening")
    uid = f"{permanent_id(KEY)}-0"
    before, after = (events_of(site[path])[uid] for site in (whole, without))
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt == before["DTSTART"].dt
    assert after["RRULE"] == before["RRULE"]
    assert {"DESCRIPTION", "LOCATION", "URL", "CATEGORIES", "GEO"} & set(after) == set()
    assert str(after["SUMMARY"]) == "Cancelled"


def test_after_a_month_nothing_says_even_that(root: Path, tmp_path: Path) -> None:
    built(root, tmp_path, {KEY: SINCE - dt.timedelta(days=31)}, search=False)
    assert found_in(snapshot(tmp_path)) == {}
    assert b"CANCELLED" not in (tmp_path / "ashmoor/calendar.ics").read_bytes()


@pytest.mark.parametrize("holder", ["organisation/ashmoor/growers", "venue/ashmoor/hall"])
def test_with_an_organisation_or_a_venue_goes_what_it_holds(
    root: Path, tmp_path: Path, holder: str
) -> None:
    shown = built(root, tmp_path, {holder: SINCE}, search=False)
    assert list(shown.directory.listings) == []
    name = b"Narwhal" if holder.startswith("organisation") else b"Pelorus"
    site = snapshot(tmp_path)
    assert [path for path, data in site.items() if name in data or b"Meet and talk" in data] == []
    left = {path for path in site if path.startswith("ashmoor/listing/")}
    assert left == {
        f"ashmoor/listing/{id}/calendar.ics" for id in ("chess", "gardening", "quokka-evening")
    }


# ---- at once, before any build ----


def test_its_own_files_are_gone_before_a_build_begins(
    root: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    shown = built(root, tmp_path, {}, search=False)
    taken = take_down(tmp_path, shown.directory, HIDDEN)
    assert {path for path in whole if path not in snapshot(tmp_path)} >= set(taken) != set()
    own = ("ashmoor/listing/quokka", "ashmoor/listing/old-quokka", "ashmoor/photos", "data/oruk/s")
    assert {path for path in found_in(snapshot(tmp_path)) if path.startswith(own)} == {
        "data/oruk/service_at_locations/index.json",
        "data/oruk/services/index.json",
    }
    assert not (tmp_path / "ashmoor/listing/quokka-evening").exists()
    assert "ashmoor/listing/gardening/index.html" in snapshot(tmp_path)
    assert take_down(tmp_path, shown.directory, HIDDEN) == []


def test_the_page_of_an_idea_is_gone_too_and_that_of_another_stays(tmp_path: Path) -> None:
    idea = "name: {}\ntext: We draw.\narea: out-and-about\nadded: 2026-11-02\nexample: yes\n"
    folder = "boroughs/ashmoor/ideas"
    files = {f"{folder}/{id}.yml": idea.format(id) for id in ("drawing", "kites")}
    directory = Reader(write_project(tmp_path / "project", dict(files))).read(DAY).directory
    pages = [f"ashmoor/idea/{id}/index.html" for id in ("drawing", "kites")]
    for page in pages:
        (tmp_path / page).parent.mkdir(parents=True)
        (tmp_path / page).write_text("We draw.")
    assert take_down(tmp_path, directory, {"idea/ashmoor/drawing"}) == pages[:1]
    assert [(tmp_path / page).is_file() for page in pages] == [False, True]


def test_a_picture_that_another_listing_shows_stays(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "project"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns(".cache"))
    more = "photo: {file: wombat.jpg, alt: A gate}\n"
    (other / GARDENING).write_text(written("Gardening", "020 7219 3002", more=more))
    shown = built(other, tmp_path / "site", {}, search=False)
    take_down(tmp_path / "site", shown.directory, HIDDEN)
    assert (tmp_path / "site/ashmoor/photos/wombat.jpg").is_file()


def test_a_build_after_it_makes_the_same_site_as_without(
    root: Path, without: dict[str, bytes], tmp_path: Path
) -> None:
    """With the memory of a process that goes on, as a service has it; and it comes back whole."""
    reader, memory = Reader(root), dict[str, object]()
    last = LastGood()

    def again(hidden: Mapping[str, dt.datetime]) -> Publication | None:
        return check_and_build(request(root, tmp_path, hidden), reader, memory, last)

    shown = again({})
    assert shown is not None
    before = snapshot(tmp_path)
    take_down(tmp_path, shown.directory, HIDDEN)
    again(HIDDEN)
    assert snapshot(tmp_path) == without
    again({})
    assert snapshot(tmp_path) == before


def test_a_mistake_in_another_file_does_not_keep_it_on_the_site(
    root: Path, without: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, site = tmp_path / "project", tmp_path / "site"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns(".cache"))
    reader, last = Reader(other), LastGood()
    memory: Memory = {}
    assert check_and_build(request(other, site, {}), reader, memory, last)
    (other / GARDENING).write_text("---\nname: [\n---\n")
    assert check_and_build(request(other, site, {}), reader, memory, last) is None
    assert "quokka" in str(found_in(snapshot(site)))
    assert check_and_build(request(other, site, HIDDEN), reader, memory, last)
    assert snapshot(site) == without
    said = capsys.readouterr().out
    assert f"{GARDENING}:" in said
    assert "What was hidden leaves the last good site all the same." in said


def test_whoever_builds_asks_the_store_what_is_hidden(root: Path, tmp_path: Path) -> None:
    """No verb has to think of it: a nightly build in the project's folder leaves it out too."""
    other = tmp_path / "project"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns(".cache"))
    store = Store.open(other / ".intake")
    store.hidden.hide(KEY, "ashmoor", "ann", SINCE)
    store.close()
    assert build(other, "--output", str(tmp_path / "site")).returncode == 0
    assert set(found_in(snapshot(tmp_path / "site"))) == {
        "ashmoor/listing/quokka-evening/calendar.ics"
    }


# ---- on a reader's device ----


def test_a_kept_copy_drops_it_when_it_next_has_internet(
    browser: Browser, root: Path, tmp_path: Path
) -> None:
    """However short ago it was brought up to date, and with no press of the reader's."""
    built(root, tmp_path, {})
    host, page = Host(tmp_path), browser.new_context(locale="en-GB").new_page()
    page.goto(f"{host.address}offline/")
    page.get_by_role("button", name="Keep Ashmoor", exact=True).click()
    expect(page.locator("#offline-status")).to_contain_text("Ashmoor is kept on this device.")
    host.stop()
    page.goto(f"{host.address}ashmoor/listing/quokka-evening/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zyzzyva evening")
    built(root, tmp_path, HIDDEN)
    (before,) = page.evaluate(CACHES)
    host.start()
    page.goto(f"{host.address}ashmoor/")
    until(
        page,
        "async (before) => { const names = await caches.keys();"
        " return names.length === 1 && names[0] !== before; }",
        before,
    )
    words = page.evaluate(KEPT_WORDS)
    assert words.count("Chess") > 3
    assert [each for each in CANARIES if each.casefold() in words.casefold()] == []
    host.stop()
    page.goto(f"{host.address}ashmoor/listing/quokka-evening/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not on your device")
    page.goto(f"{host.address}ashmoor/search/")
    ask(page, "chess")
    said(page).to_contain_text("found")
    assert names(page) == ["Chess"]
    ask(page, "zyzzyva")
    said(page).to_contain_text("zyzzyva")
    assert "Zyzzyva evening" not in page.content()
    page.context.close()


CACHES = "async () => await caches.keys()"
KEPT_WORDS = """async () => {
  let words = '';
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      const packed = kept.headers.has('x-packed') && new DecompressionStream('gzip');
      const body = packed ? new Response(kept.body.pipeThrough(packed)) : kept;
      words += request.url + await body.text();
    }
  }
  return words;
}"""
"""Every address and every text in a device's store."""
