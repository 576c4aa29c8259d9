"""find-words.js in a real Chromium: what is found, what was meant, what could not be searched."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from finder_steps import with_search_by_words
from playwright.sync_api import Browser, Page, Route
from sampled import sampled
from site_builds import ROOT
from site_samples import publication
from watching import watched_requests

from connectdo.derive.elsewhere_words import needs_of
from connectdo.derive.spelling import changed, meant, near_words
from connectdo.device.spelling_words import words_known
from connectdo.site.preview import start_server
from connectdo.told import urls
from connectdo.told.findable import EMPTY_WORDS

ALL = ("lambeth", "southwark", "ealing", "bromley", "brent", "hounslow")
START = "self.finder = self.connectdoFindWords()"
FIND = """async ([text, places, options]) => {
    const answer = await self.finder.find(text, places, options);
    return { ...answer, found: [...answer.found] };
}"""

Find = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def site(built_site: Path) -> Iterator[str]:
    """The address of the shipped site on a real server, for all tests of this file."""
    server = start_server(built_site, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def opened_in(page: Page, site: str, folder: Path) -> Page:
    """A page of the site, under its policy, with the scripts as they are sent."""
    page.goto(f"{site}about/")
    with_search_by_words(page, folder, site)
    page.evaluate(START)
    return page


@pytest.fixture
def opened(page: Page, site: str, built_site: Path) -> Page:
    """A page of its own, for a test that changes what arrives or counts it."""
    return opened_in(page, site, built_site)


@pytest.fixture(scope="module")
def kept_open(browser: Browser, site: str, built_site: Path) -> Iterator[Page]:
    """One page for all tests that only ask: like somebody who goes on looking."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    yield opened_in(context.new_page(), site, built_site)
    context.close()


@pytest.fixture
def find(request: pytest.FixtureRequest, site: str) -> Find:
    """``find(text, *boroughs)`` is the script's answer, its ``found`` a dict in order of score.

    With ``as_one`` in the bundle that all boroughs share. On the page ``opened`` where a test asks
    for that.
    """
    own = "opened" in request.fixturenames
    opened: Page = request.getfixturevalue("opened" if own else "kept_open")

    def ask(text: str, *boroughs: str, as_one: bool = False, **options: bool) -> dict[str, Any]:
        where = places(site, *boroughs, bundle="search" if as_one else "")
        answer: dict[str, Any] = opened.evaluate(FIND, [text, where, options])
        found = sorted(answer["found"], key=lambda each: -each[1]["score"])
        return {**answer, "found": dict(found)}

    return ask


def places(site: str, *boroughs: str, bundle: str = "") -> list[dict[str, str]]:
    """Boroughs as the script is told of them; each with a bundle of its own unless one is given."""
    return [
        {
            "id": borough,
            "name": borough.capitalize(),
            "bundle": f"{site}{bundle or borough}/pagefind/",
            "words": f"{site}{bundle or borough}/words.js",
        }
        for borough in boroughs
    ]


def refs(answer: dict[str, Any]) -> list[str]:
    """What has all the words that anything has, the best first."""
    most = max((len(each["words"]) for each in answer["found"].values()), default=0)
    return [ref for ref, each in answer["found"].items() if len(each["words"]) == most]


# ---- words ----


def test_a_word_finds_what_has_it_by_reference(find: Find) -> None:
    answer = find("dominoes", "lambeth")
    assert refs(answer) == ["lambeth/dominoes-friday"]
    assert answer["asked"] == ["dominoes"]
    assert answer["instead"] == []
    assert answer["missing"] == []


def test_each_result_says_which_of_the_words_it_has(find: Find) -> None:
    answer = find("the Brixton library, please", "lambeth")
    assert answer["asked"] == ["Brixton", "library"], "what says little is not asked for"
    best = refs(answer)[0]
    assert best == "lambeth/brixton-library"
    assert answer["found"][best]["words"][:2] == ["Brixton", "library"]
    others = {tuple(each["words"]) for each in answer["found"].values()}
    assert ("library",) in others


@pytest.mark.parametrize(
    ("typed", "borough", "ref"),
    [
        ("gard", "lambeth", "lambeth/tuesday-gardening"),
        ("gardeni", "lambeth", "lambeth/tuesday-gardening"),
        ("domin", "lambeth", "lambeth/dominoes-friday"),
        ("sing", "lambeth", "lambeth/second-verse-choir"),
        ("knitt", "bromley", "bromley/penge-wool-table"),
    ],
)
def test_a_word_that_is_still_being_typed_finds_what_it_may_become(
    find: Find, typed: str, borough: str, ref: str
) -> None:
    answer = find(typed, borough)
    assert ref in refs(answer)
    assert answer["instead"] == []


def test_a_word_that_nothing_has_finds_nothing_that_only_begins_alike(find: Find) -> None:
    for typed in ("harmonica", "zoo", "trampoline", "xqzzv"):
        answer = find(typed, "brent")
        assert refs(answer) == [], typed
        assert answer["missing"] == []


def test_a_borough_without_the_word_does_not_answer_beside_one_that_has_it(find: Find) -> None:
    alone = {borough: find("dominoes", borough) for borough in ALL}
    have = {ref for each in alone.values() if not each["instead"] for ref in each["found"]}
    assert set(find("dominoes", *ALL)["found"]) == have
    assert 1 < len({ref.partition("/")[0] for ref in have}) < len(ALL)


def test_every_word_finds_what_says_it_in_any_number_of_boroughs(find: Find) -> None:
    chance = random.Random(4)
    known = {borough: words_known(publication())[borough] for borough in ALL}
    for _ in range(12):
        boroughs = chance.sample(ALL, chance.randint(1, 4))
        word = chance.choice(sorted(known[boroughs[0]]))
        answer = find(word, *boroughs)
        assert answer["instead"] == [], word
        if word not in EMPTY_WORDS:
            assert answer["asked"] == [word]
            assert len(refs(answer)) >= known[boroughs[0]][word], word
        assert {ref.partition("/")[0] for ref in refs(answer)} <= set(ALL)


def test_words_that_say_nothing_do_not_count(find: Find) -> None:
    answer = find("I'm looking for something to do", "lambeth")
    assert answer["asked"] == ["looking"]
    for typed in ("something to do", "I’m", "", " … ?! ’ "):
        answer = find(typed, "lambeth")
        assert (answer["asked"], answer["found"], answer["missing"]) == ([], {}, []), typed


@pytest.mark.parametrize("typed", ["IT help", "it help", "IT HELP", "help with IT", "it", "IT"])
def test_what_is_short_for_a_thing_finds_that_thing(find: Find, typed: str) -> None:
    answer = find(typed, "southwark")
    assert [word.lower() for word in answer["asked"] if word.lower() != "help"] == ["it"]
    whole = [ref for ref, has in answer["found"].items() if has["words"] == answer["asked"]]
    assert sorted(whole) == ["southwark/night-owls", "southwark/phone-doctor"]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("is it free", ["free"]),
        ("IS IT FREE", ["FREE"]),
        ("it is free", ["free"]),
        ("help with it", ["help"]),
        ("fix it", ["fix"]),
        ("THE choir", ["choir"]),
    ],
)
def test_the_same_letters_in_a_sentence_say_nothing(
    find: Find, typed: str, asked: list[str]
) -> None:
    assert find(typed, "southwark")["asked"] == asked


def test_signs_part_words_and_are_no_words(find: Find) -> None:
    assert refs(find("“Friday” & dominoes?!", "lambeth"))[0] == "lambeth/dominoes-friday"
    assert find("Friday & dominoes?!", "lambeth")["asked"] == ["Friday", "dominoes"]


def test_a_whole_postcode_is_looked_for_as_its_two_larger_areas(find: Find) -> None:
    for typed in ("SE1 7XX", "se17xx"):
        answer = find(typed, "lambeth")
        assert [word.upper() for word in answer["asked"]] == ["SE1", "SE17"]
        assert refs(answer)[0] == "lambeth/waterloo-library"


# ---- what was meant ----


@pytest.mark.parametrize(
    ("typed", "borough", "word"),
    [
        ("piallates", "ealing", "pilates"),
        ("gardning", "lambeth", "gardening"),
        ("Libary", "lambeth", "library"),
        ("brixtno", "lambeth", "brixton"),
        ("kniting", "bromley", "knitting"),
        ("fotography", "southwark", "photography"),
    ],
)
def test_what_was_meant_is_looked_for_and_said(
    find: Find, typed: str, borough: str, word: str
) -> None:
    answer = find(typed, borough)
    assert answer["instead"] == [[typed, word]]
    assert answer["asked"] == [typed]
    right = find(word, borough)
    assert list(answer["found"]) == list(right["found"]) != []
    assert all(each["words"] == [typed] for each in answer["found"].values())


def test_who_does_a_thing_finds_what_is_done_and_no_word_is_changed(find: Find) -> None:
    answer = find("knitters", "bromley")
    assert set(find("knitting", "bromley")["found"]) <= set(answer["found"]) != set()
    assert answer["instead"] == answer["offers"] == []


@pytest.mark.parametrize(
    "typed",
    ["cancer", "singing", "cope", "court", "black", "clear", "county", "built", "walked", "bites"],
)
def test_an_english_word_is_never_changed_for_another(find: Find, typed: str) -> None:
    for place in (["lambeth"], ["brent"], list(ALL)):
        answer = find(typed, *place)
        assert answer["instead"] == answer["offers"] == []


def test_with_two_unknown_words_nothing_is_changed_and_it_offers(find: Find) -> None:
    answer = find("gardning libary", "lambeth")
    assert answer["found"] == {}
    assert answer["instead"] == []
    assert answer["offers"] == [["gardning", "gardening"], ["libary", "library"]]
    answer = find("cant cope", "lambeth")
    assert answer["instead"] == answer["offers"] == []


def test_one_misspelt_word_among_right_ones_is_mended_alone(find: Find) -> None:
    answer = find("brixton libary", "lambeth")
    assert answer["instead"] == [["libary", "library"]]
    assert refs(answer)[0] == "lambeth/brixton-library"


MEANT = """(typed) => {
    const rule = self.connectdoSpelling(self.connectdoWordRules);
    const english = new Set(self.connectdoCommon.southwark.split(" "));
    const known = new Map(self.connectdoWords.southwark.flatMap(([words, count]) =>
        words.split(" ").map((word) => [word, count])));
    return typed.map((word) => rule.meantBy(word, { known, english }));
}"""


def test_the_nearest_spelling_is_that_of_the_build(kept_open: Page, site: str) -> None:
    """Of random slips in all the words that a borough knows, as its file has them."""
    chance = random.Random(11)
    known = words_known(publication())["southwark"]
    common = publication().directory.vocabulary.common_words
    english = set(changed(near_words(common, set(known)), known))
    slips = []
    for word in chance.sample(sorted(each for each in known if len(each) > 4), 300):
        place = chance.randrange(1, len(word) - 1)
        letter = chance.choice("aeioustrn")
        slips.append(
            chance.choice(
                (
                    word[:place] + letter + word[place + 1 :],
                    word[:place] + letter + word[place:],
                    word[:place] + word[place + 1 :],
                    word[:place] + word[place + 1] + word[place] + word[place + 2 :],
                )
            )
        )
    # Who does a thing ("gardener") is found by what is done, before any guess.
    typed = [slip for slip in slips if not re.search("([eo]r|ist)s?$", slip)]
    kept_open.add_script_tag(url=f"{site}southwark/words.js")
    said = [word if guessed else "" for word, guessed in kept_open.evaluate(MEANT, typed)]
    assert said == [meant(each, known, english) for each in typed]
    assert sum(map(bool, said)) > 100


def test_known_words_are_loaded_when_a_word_finds_nothing_and_not_before(
    opened: Page, find: Find
) -> None:
    asked = watched_requests(opened)
    find("dominoes gard", "lambeth")
    assert not [url for url in asked if url.endswith("words.js")]
    find("libary", "lambeth")
    find("gardning", "lambeth")
    assert len([url for url in asked if url.endswith("words.js")]) == 1
    assert not [url for url in asked if "libary" in url or "fragment" in url]


def test_without_the_known_words_it_goes_on_and_asks_for_them_again(
    opened: Page, find: Find
) -> None:
    opened.route("**/words.js", lambda route: route.abort())
    answer = find("libary dominoes", "lambeth")
    assert refs(answer) == ["lambeth/dominoes-friday"]
    assert answer["instead"] == answer["missing"] == []
    opened.unroute("**/words.js")
    assert find("libary", "lambeth")["instead"] == [["libary", "library"]]


# ---- what no list can give ----

NEEDS = """(typed) => {
    const rule = self.connectdoSpelling(self.connectdoWordRules);
    return typed.map((text) => rule.needs(text));
}"""


def test_the_needs_that_are_heard_are_those_of_the_build(
    kept_open: Page, site: str, built_site: Path
) -> None:
    script = next((built_site / "static").glob("crisis-words.*.js"))
    kept_open.add_script_tag(url=f"{site}static/{script.name}")
    needs = publication().directory.vocabulary.elsewhere
    cases = yaml.safe_load((ROOT / "tests/fixtures/search/elsewhere.yml").read_text("utf-8"))
    typed = [each["ask"] for each in cases]
    heard = kept_open.evaluate(NEEDS, typed)
    assert [[list(needs)[at] for at in each] for each in heard] == [
        needs_of(each, needs) for each in typed
    ]
    assert sum(map(bool, heard)) > 20


# ---- places ----


def test_places_may_come_and_go(find: Find) -> None:
    alone = find("library", "lambeth")
    both = find("library", "lambeth", "brent")
    assert set(alone["found"]) < set(both["found"])
    assert {ref.partition("/")[0] for ref in both["found"]} == {"lambeth", "brent"}
    again = find("library", "lambeth")
    assert set(again["found"]) == set(alone["found"])
    other = find("library", "brent")
    assert set(other["found"]) == set(both["found"]) - set(alone["found"])


def test_a_listing_of_two_boroughs_is_one_result_and_stays_with_either(find: Find) -> None:
    ref = "lambeth/tuesday-gardening"
    for boroughs in (("southwark",), ("southwark", "lambeth"), ("lambeth", "southwark")):
        assert list(find("tuesday gardening", *boroughs)["found"]).count(ref) == 1
    assert ref not in find("tuesday gardening", "brent")["found"]


def test_a_borough_without_a_listing_is_no_fault(opened: Page, find: Find) -> None:
    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name.startswith("pagefind-entry"):
            route.fulfill(json={"version": "1.5.2", "languages": {}})
        elif name == "listings.json":
            route.fulfill(json={})
        else:
            route.fulfill(status=404, content_type="text/plain", body="")

    opened.route("**/ealing/pagefind/*", answer)
    alone = find("dominoes", "ealing")
    assert (alone["found"], alone["missing"]) == ({}, [])
    answer_of_both = find("dominoes", "ealing", "lambeth")
    assert (refs(answer_of_both), answer_of_both["missing"]) == (["lambeth/dominoes-friday"], [])


def test_it_is_warm_before_the_first_word(opened: Page, site: str, find: Find) -> None:
    asked = watched_requests(opened, site)
    opened.evaluate("places => self.finder.warm(places)", places(site, "lambeth"))
    assert len(asked) == 5, asked
    asked.clear()
    assert refs(find("dominoes", "lambeth")) == ["lambeth/dominoes-friday"]
    assert [url.rpartition(".")[2] for url in asked] == ["pf_index"]


# ---- all boroughs as one ----


def test_all_boroughs_as_one_find_what_each_of_them_finds(opened: Page, find: Find) -> None:
    chance = random.Random(7)
    known = words_known(publication())[urls.TOGETHER]
    words = [*chance.sample(sorted(known), 12), "dominoes", "singin", "zoo", "gardning", "SW2 1AA"]
    one = [find(word, *ALL, as_one=True) for word in words]
    opened.evaluate(START)  # as on another page
    for word, as_one in zip(words, one, strict=True):
        each = find(word, *ALL)
        # Beside a borough that has "spoken", another's "spoke" may slip in; in one bundle never.
        assert set(as_one["found"]) <= set(each["found"]), word
        assert len(as_one["found"]) >= known.get(word, 0), word
        assert as_one["instead"] == each["instead"], word
        assert as_one["missing"] == each["missing"] == []


def test_all_boroughs_as_one_are_one_bundle_and_one_file_of_words(
    opened: Page, site: str, find: Find
) -> None:
    asked = watched_requests(opened, site)
    assert "lambeth/dominoes-friday" in find("dominoes", *ALL, as_one=True)["found"]
    assert len(asked) == 6, asked
    find("libary", *ALL, as_one=True)
    assert [url for url in asked if url.endswith("words.js")] == ["search/words.js"]
    assert {url.partition("/")[0] for url in asked} == {"search"}


def test_where_what_they_share_does_not_arrive_all_are_named(opened: Page, find: Find) -> None:
    assert "lambeth/dominoes-friday" in find("dominoes", *ALL, as_one=True)["found"]
    opened.route("**/search/pagefind/index/*", failing("cut off"))
    answer = find("dominoes table", *ALL, as_one=True)
    assert answer["missing"] == [borough.capitalize() for borough in ALL]
    opened.unroute_all()
    assert find("dominoes table", *ALL, as_one=True)["missing"] == []


# ---- what does not arrive ----


def failing(how: str) -> Callable[[Route], None]:
    """Answers that are no file."""

    def answer(route: Route) -> None:
        if how == "cut off":
            route.abort()
        elif how == "not there":
            route.fulfill(status=404, content_type="text/plain", body="")
        else:
            route.fulfill(status=200, content_type="text/html", body="<h1>Log in to the Wi-Fi</h1>")

    return answer


FILES = [
    ("pagefind.js*", "not there"),
    ("pagefind-entry.json*", "cut off"),
    ("*.pf_meta", "not there"),
    ("wasm.*", "not there"),
    ("listings.json", "not there"),
    ("listings.json", "another page"),
    ("index/*.pf_index", "not there"),
    ("index/*.pf_index", "cut off"),
    ("index/*.pf_index", "another page"),
]


@pytest.mark.parametrize(("file", "how"), FILES)
def test_a_missing_file_is_never_nothing_found_and_is_asked_for_again(
    opened: Page, find: Find, file: str, how: str
) -> None:
    opened.route(f"**/lambeth/pagefind/{file}", failing(how))
    for _ in range(2):
        with pytest.raises(Exception, match="Nothing could be searched"):
            find("dominoes", "lambeth")
    opened.unroute_all()
    answer = find("dominoes", "lambeth")
    assert (refs(answer), answer["missing"]) == (["lambeth/dominoes-friday"], [])


CUT_OFF = [file for file, how in FILES if how != "another page"]
OF_EACH_PART = {"pagefind.js*", "wasm.*", "listings.json"}
"""Of program, engine and what is searched one each is missing in every run: the others are read
in the same way, and the test before this one misses each of them."""


@pytest.mark.parametrize("file", sampled(dict.fromkeys(CUT_OFF), OF_EACH_PART))
@pytest.mark.parametrize("first", [True, False])
def test_the_other_boroughs_are_searched_and_the_missing_one_named(
    opened: Page, find: Find, file: str, first: bool
) -> None:
    opened.route(f"**/ealing/pagefind/{file}", failing("cut off"))
    boroughs = ("ealing", "lambeth", "brent") if first else ("lambeth", "brent", "ealing")
    answer = find("dominoes", *boroughs)
    assert "lambeth/dominoes-friday" in answer["found"]
    # Of the program one is enough, and a later bundle needs no engine of its own.
    spare = file.startswith(("pagefind.js", "wasm")) and not (first and file.startswith("wasm"))
    assert answer["missing"] == ([] if spare else ["Ealing"])
    opened.unroute_all()
    assert find("dominoes", *boroughs)["missing"] == []


def test_a_borough_that_was_not_asked_for_cannot_spoil_an_answer(opened: Page, find: Find) -> None:
    opened.route("**/ealing/pagefind/listings.json", failing("cut off"))
    assert find("dominoes", "ealing", "lambeth")["missing"] == ["Ealing"]
    answer = find("dominoes", "lambeth")
    assert (refs(answer), answer["missing"]) == (["lambeth/dominoes-friday"], [])


def test_two_questions_at_once_are_both_answered(opened: Page, site: str) -> None:
    found = opened.evaluate(
        """([one, two]) => Promise.all([
            self.finder.find("dominoes", one), self.finder.find("library", two),
            self.finder.find("libary", one),
        ]).then((answers) => answers.map(({ found }) => [...found.keys()]))""",
        [places(site, "lambeth"), places(site, "brent", "lambeth")],
    )
    assert found[0] == ["lambeth/dominoes-friday"]
    assert {ref.partition("/")[0] for ref in found[1]} == {"lambeth", "brent"}
    assert {ref.partition("/")[0] for ref in found[2]} == {"lambeth"}


def test_from_a_disk_it_says_that_it_cannot(page: Page, built_site: Path) -> None:
    page.goto((built_site / "about/index.html").as_uri())
    with_search_by_words(page, built_site, f"{built_site.as_uri()}/")
    page.evaluate(START)
    address = built_site.as_uri() + "/"
    with pytest.raises(Exception, match="Nothing could be searched"):
        page.evaluate(FIND, ["dominoes", places(address, "lambeth"), {}])


def test_the_scripts_are_small(built_site: Path) -> None:
    scripts = [
        next((built_site / "static").glob(name)) for name in ("find-words.*.js", "spelling.*.js")
    ]
    assert sum(len(gzip.compress(each.read_bytes(), 6, mtime=0)) for each in scripts) <= 5_500


def test_listings_are_told_by_the_bundle_alone(built_site: Path) -> None:
    """Nothing that only a result's own page would say is needed."""
    listings = json.loads((built_site / "lambeth/pagefind/listings.json").read_text("utf-8"))
    assert "tuesday-gardening" in listings.values()
