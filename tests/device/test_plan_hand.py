"""A plan handed over, in a real Chromium: on paper, as a file and back, and begun by somebody else.

Every field of the plan here has a word of its own, so that each of them can be looked for on paper
and in a file, and those of a part that was not ticked can be missed.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import poisons
import pytest
import zxingcpp
from axe_looks import PHONE, in_looks
from engines import webkit
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from watching import watched_requests

from connectdo.device.plan_choices import FIELDS, STYLE, words_of
from connectdo.told import policy

Plan = dict[str, Any]

GARDENING, SITTING, SEWING = (
    "lambeth/tuesday-gardening",
    "southwark/sunrise-sitting",
    "lambeth/back-kitchen-sewing",
)
PUBLIC = "https://example.org/my-plan/"
LONGEST = 600
"""Octets of a starter plan's link."""


def answer(name: str, picks: list[str]) -> Plan:
    return {"picks": picks, "words": f"kkl{name}words"}


def full_plan() -> Plan:
    """A plan of which every field holds something, the person's own a word that is nowhere else."""
    return {
        "wishes": [
            {
                **{"picture": "garden", "words": "kkwishname", "step": "ring"},
                **{"stepWords": "kkwishstep" + "w" * 180, "stage": "leaf"},
            },
            {"picture": "", "words": "kkwishsecond", "step": "", "stepWords": "", "stage": ""},
        ],
        "tries": [
            {
                **{"ref": GARDENING, "name": "kktryname", "next": "2026-12-01T10:00"},
                **{"when": "kktrywhen", "where": "kktrywhere", "meets": "kktrymeets"},
                **{"looked": "2026-11-20", "with": "friend", "withWords": "kktrywith"},
                **{"how": "went", "said": "kktrysaid\nktrysecondline"},
            }
        ],
        "days": [
            {"on": "2026-10-05", "face": "face-2", "words": "kkdaywords"},
            {"on": "2026-10-06", "face": "face-5", "words": "kkday " * 100},
        ],
        "faces": [f"kkface{number}" for number in range(5)],
        "show": "words",
        "stages": [f"kkstage{number}" for number in range(5)],
        "path": {
            **{"pace": "weeks", "from": "2026-09-07", "ended": "2026-11-09"},
            "ways": [f"kkway{number}" for number in range(3)],
            "stops": [
                {
                    **{"kind": "hello", "on": "2026-09-08", "words": "kkstopwords"},
                    **{"state": "done", "of": "2026-09-10"},
                }
            ],
        },
        "looks": [
            {
                **{"on": "2026-10-19", "stop": "half"},
                "well": answer("well", ["people", "laugh"]),
                "hard": answer("hard", ["door"]),
                "next": answer("next", ["go-on"]),
                "company": answer("company", ["sometimes"]),
                "wishes": [{"picture": "swim", "words": "kklookwish", "stage": "seed"}],
            }
        ],
    }


PARTS = {
    "wishes": ("wishes", "stages"),
    "tries": ("tries",),
    "path": ("path", "looks"),
    "days": ("days", "faces", "show"),
}
"""What can be ticked, and the fields of a plan that go with it."""


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


def unsaid(value: Any, path: str = "") -> set[str]:
    """The fields that hold nothing in any of their things."""
    if isinstance(value, dict):
        return {found for name, each in value.items() for found in unsaid(each, f"{path}.{name}")}
    if isinstance(value, list):
        each_of = [unsaid(each, path) for each in value]
        return set.intersection(*each_of) if each_of else {path}
    return set() if value else {path}


def own_words(plan: Plan, part: str) -> set[str]:
    """The person's own words in a part."""
    held = [plan[field] for field in PARTS[part] if field in plan]
    return {word for text in texts(held) for word in text.split() if word.startswith("kk")}


def squeezed(text: str) -> str:
    """The letters and digits of a text: a line may end between any two of them."""
    return re.sub(r"[\W_]+", "", text).casefold()


def opened(page: Page, site: str, step: str, plan: Plan | None = None) -> None:
    """The page of a plan, which holds this one, at a step."""
    page.goto(f"{site}my-plan/")
    if plan is not None:
        put(page, plan)
    page.evaluate("(step) => { location.hash = step; }", step)
    expect(page.locator(f"[data-step={step}]")).to_be_visible()


def put(page: Page, plan: Plan) -> None:
    page.evaluate(
        "(given) => connectdoPlan.change((plan) => Object.assign(plan,"
        " connectdoPlanRule.ours(connectdoPlanRule.VERSION, given)))",
        plan,
    )


def erase(page: Page) -> None:
    put(page, {"wishes": []})


def held(page: Page) -> Plan:
    """The plan as the page has it."""
    found: Plan = page.evaluate("JSON.parse(JSON.stringify(connectdoPlan.plan))")
    return found


def tick(page: Page, *parts: str) -> None:
    for part in PARTS:
        pick = page.locator(f"[data-step=hand] .pick:has([value={part}])")
        if pick.is_visible() and pick.locator("input").is_checked() != (part in parts):
            pick.click()


def printed(page: Page) -> list[str]:
    """The text of each page of paper."""
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    return [sheet.extract_text() for sheet in sheets]


def say(page: Page) -> Any:
    return expect(page.locator("#plan-status"))


# ---- on paper ----


def test_paper_has_every_word_of_what_is_ticked_and_none_of_the_rest(
    page: Page, site_address: str
) -> None:
    opened(page, site_address, "hand", full_plan())
    plan = held(page)
    assert unsaid(plan) == set(), "a field of a plan has no word here: put one into full_plan"
    assert not page.locator("[data-step=hand] [value=days]").is_checked()
    assert page.title().startswith("My notes")
    for ticked in (("wishes", "tries", "path"), ("days",), ("tries",)):
        tick(page, *ticked)
        paper = squeezed("".join(printed(page)))
        assert paper.startswith("mynotes")
        for part in PARTS:
            found = {word for word in own_words(plan, part) if squeezed(word) in paper}
            assert found == (own_words(plan, part) if part in ticked else set()), (ticked, part)
        assert "showittosomebody" not in paper, "nothing else of the page is on it"
        if "tries" in ticked:
            assert "nexttimetuesday1december2026from10am" in paper
            assert "whocomeswithmeafriendorfamily" in paper
        if "path" in ticked:
            assert "wouldistilllikecompanysometimes" in paper


def test_a_long_plan_goes_over_pages_without_cutting_a_day_in_two(
    page: Page, site_address: str
) -> None:
    days = [
        {
            "on": f"2026-{month:02}-{day:02}",
            "face": "face-4",
            "words": f"kkday{month}x{day} " * 50,
        }
        for month in (8, 9, 10)
        for day in range(1, 29)
    ]
    opened(page, site_address, "hand", {"days": days})
    tick(page, "days")
    sheets = printed(page)
    assert len(sheets) > 2
    for sheet in sheets:
        counts = Counter(re.findall(r"kkday\w+", sheet))
        assert set(counts.values()) == {50}, "a day stands whole on its page"


def test_with_nothing_to_show_there_is_nothing_to_press(page: Page, site_address: str) -> None:
    opened(page, site_address, "hand", {"wishes": []})
    expect(page.get_by_text("There is nothing to show yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Print it")).to_be_hidden()


# ---- as a file ----


HOSTILE = [
    '</script><img src=x onerror="window.poisoned = 1">',
    "<!--<script>window.poisoned = 2</script>",
    "]]>\u2028\u2029\u0001 “&amp;” سلام 👵🏽 e\u0301",
    "{{ x }} ${y} `z` \\ \\u003c",
]


def saved(page: Page, folder: Path) -> Path:
    """The file that the page makes of what is ticked."""
    with page.expect_download() as found:
        page.get_by_role("button", name="Save it as a file").click()
    file = folder / found.value.suggested_filename
    found.value.save_as(file)
    return file


def take(page: Page, file: Path) -> None:
    """Choose a file on the step that opens one."""
    page.evaluate("location.hash = 'open'")
    expect(page.locator("#open-file")).to_be_visible()
    page.locator("#open-file").set_input_files(file)


def test_a_file_shows_every_word_without_scripts_and_brings_the_same_plan_back(
    page: Page, site_address: str, tmp_path: Path
) -> None:
    plan = full_plan()
    plan["wishes"][0]["stepWords"] = HOSTILE[0]
    plan["looks"][0]["well"]["words"] = HOSTILE[1]
    plan["tries"][0].update(said=HOSTILE[2], withWords=HOSTILE[3])
    sent = watched_requests(page)
    opened(page, site_address, "hand", plan)
    plan = held(page)
    tick(page, *PARTS)
    file = saved(page, tmp_path)
    assert re.fullmatch(r"my-notes-20\d\d-\d\d-\d\d\.html", file.name)
    say(page).to_contain_text(file.name)
    text = file.read_text("utf-8")
    assert re.findall(r"<script[^>]*>", text) == ['<script type="application/json" id="my-notes">']
    assert f'content="{policy.alone_policy(STYLE)}"' in text
    assert 'lang="en-GB"' in text and '<meta charset="utf-8">' in text and PUBLIC in text

    alone = page.context.new_page()
    complaints: list[str] = []
    alone.on("console", lambda said: complaints.append(said.text))
    asked = watched_requests(alone)
    alone.goto(file.as_uri())
    assert alone.title() == alone.locator("h1").inner_text() == "My notes"
    shown = alone.locator("main").inner_text()
    for part in PARTS:
        assert {word for word in own_words(plan, part) if word not in shown} == set()
    assert HOSTILE[0] in shown and HOSTILE[1] in shown
    assert alone.evaluate("window.poisoned") is None
    assert alone.evaluate("getComputedStyle(document.body).maxWidth") != "none", "its style holds"
    assert in_looks(alone, PHONE) == {}
    assert (asked, complaints) == ([file.as_uri()], [])
    again = tmp_path / "saved-again.html"
    again.write_text(alone.content(), "utf-8")
    alone.close()

    for each in (file, again):
        erase(page)
        assert page.evaluate("connectdoPlanRule.isEmpty(connectdoPlan.plan)")
        take(page, each)
        page.get_by_role("button", name="Put it here").click()
        say(page).to_have_text("It is here now.")
        assert held(page) == plan
    said = [*sent, page.url, page.title(), json.dumps(page.evaluate("history.state"))]
    assert [each for each in said if "kk" in each] == [], "words leave by paper or a file"


def test_a_file_has_only_the_parts_that_were_ticked(
    page: Page, site_address: str, tmp_path: Path
) -> None:
    opened(page, site_address, "hand", full_plan())
    plan = held(page)
    tick(page, "tries")
    text = saved(page, tmp_path).read_text("utf-8")
    for part in PARTS:
        found = {word for word in own_words(plan, part) if word in text}
        assert found == (own_words(plan, part) if part == "tries" else set()), part


NEWER, BROKEN, OTHER, OWN_WAY = "newer version", "broken or missing", "no notes", "its own way"
GOOD = {"v": 2, "on": "2026-11-22", "plan": {"wishes": [{"picture": "swim"}]}}


def holding(held: object, before: str = "<!doctype html>") -> str:
    text = held if isinstance(held, str) else json.dumps(held)
    return f'{before}<script type="application/json" id="my-notes">{text}</script><p>x'


MESSAGE = (
    'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n<!DOCTYPE html><script type=3D"app=\r\n'
    'lication/json" id=3D"my-notes">{"v":2,"on":"2026-11-22","plan":{"wishes":[{"words":"a =\r\n'
    'long =3D wish"}]}}</script>'
)
FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "a word document": (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", OTHER),
    "a picture": (bytes(range(256)) * 20, OTHER),
    "a page of somebody else": (b"<!doctype html><h1>My notes</h1><script>x = 1</script>", OTHER),
    "only the name": (b"my-notes <p id=my-notes>{}", OTHER),
    "too big": (b" " * (2**24 + 1), "too big"),
    "cut off": (holding(GOOD)[:80].encode(), BROKEN),
    "no json": (holding("{").encode(), BROKEN),
    "no plan": (holding({"v": 2}).encode(), BROKEN),
    "no version": (holding({"plan": {}}).encode(), BROKEN),
    "null": (holding("null").encode(), BROKEN),
    "deep": (holding("[" * 100_000).encode(), BROKEN),
    "of a newer version": (holding({**GOOD, "v": 99}).encode(), NEWER),
    "markup in the data": (holding('{"v":2,"plan":{"wishes":[{"words":"<b>"}]}}').encode(), BROKEN),
    "a copy that a browser saved without it": (
        b"From: <Saved by Blink>\r\n\r\n<!DOCTYPE html><h1>My notes</h1>",
        OWN_WAY,
    ),
    "half open tags": (b"<script my-notes " * 60_000, OTHER),
    "the same name often": (b"<script>" * 100_000 + b"my-notes " * 100_000, OTHER),
    "prototypes": (
        holding(
            '{"v":2,"__proto__":{"plan":1},"plan":{"__proto__":{"polluted":1},'
            '"wishes":[{"picture":"swim","__proto__":{"polluted":1}}],'
            '"constructor":{"prototype":{"polluted":1}}}}'
        ).encode(),
        "",
    ),
    "sixteen bits a letter": (holding(GOOD).encode("utf-16"), ""),
    "a message": (MESSAGE.encode(), ""),
    "with more around it": (
        holding(GOOD, "\ufeff<!-- saved from url=(0014)about:internet -->").encode(),
        "",
    ),
}
"""Files that somebody may choose, and what is said of each; of those that are read, nothing."""


def test_a_file_that_is_none_of_ours_is_told_kindly_and_changes_nothing(
    page: Page, site_address: str
) -> None:
    opened(page, site_address, "open", {"wishes": [{"words": "mine"}]})
    before = held(page)
    answers = page.evaluate(
        """async (files) => {
          const found = {};
          for (const [name, letters] of Object.entries(files)) {
            const bytes = Uint8Array.from(
              letters.many ? " ".repeat(letters.many) : letters, (each) => each.charCodeAt(0));
            found[name] = await connectdoPlanFile.read(new File([bytes], name));
          }
          return JSON.parse(JSON.stringify(found));
        }""",
        {
            name: {"many": len(data)} if name == "too big" else data.decode("latin-1")
            for name, (data, _) in FILES.items()
        },
    )
    assert set(answers) == set(FILES)
    for name, (_, says) in FILES.items():
        wrong = answers[name].get("wrong", "")
        assert (says in wrong) if says else not wrong, (name, wrong)
        assert not wrong or len(wrong.split()) > 6, "it says what to do"
    wishes = {name: read["plan"]["wishes"] for name, read in answers.items() if "plan" in read}
    assert wishes["prototypes"][0]["picture"] == "swim"
    assert wishes["sixteen bits a letter"] == wishes["with more around it"]
    assert wishes["a message"][0]["words"] == "a long = wish"
    assert page.evaluate("[{}.polluted, window.poisoned]") == [None, None]
    page.locator("#open-file").set_input_files(
        {
            "name": "letter.docx",
            "mimeType": "application/zip",
            "buffer": FILES["a word document"][0],
        }
    )
    say(page).to_contain_text("There are no notes of this page in this file.")
    expect(page.get_by_role("button", name="Put it here")).to_be_hidden()
    assert held(page) == before


def test_a_file_of_version_1_is_read_and_what_is_not_as_we_write_it_is_said(
    page: Page, site_address: str
) -> None:
    opened(page, site_address, "open", {"wishes": []})
    old = {"wishes": [{"picture": "swim"}], "days": {"2026-10-05": 2}}
    many = {"wishes": [{"words": str(number)} for number in range(5)]}
    read = """(held) => connectdoPlanFile.read(new File([
      `<script id="my-notes">${JSON.stringify(held)}</script>`], "x"))"""
    first = page.evaluate(read, {"v": 1, "plan": old})
    assert first["plan"]["days"] == [{"on": "2026-10-05", "face": "face-2", "words": ""}]
    assert first["fields"] == ["wishes", "days"]
    assert page.evaluate(read, {"v": 2, "plan": many})["less"]
    assert not page.evaluate(read, {"v": 2, "plan": {"wishes": many["wishes"][:3]}})["less"]


# ---- beside what is here, or instead ----


def test_what_comes_stays_and_has_no_room_is_said_before_anything_changes(
    page: Page, site_address: str, tmp_path: Path
) -> None:
    theirs = {
        "wishes": [{"picture": "swim"}, {"picture": "walk"}, {"picture": "sing"}],
        "tries": [{"name": "Tea at Ama’s"}],
        "days": [{"on": "2026-10-05", "face": "face-5", "words": "theirs"}],
        "faces": ["", "grey"],
    }
    mine = {
        "wishes": [{"picture": "swim"}, {"words": "go dancing"}],
        "days": [{"on": "2026-10-05", "face": "face-2", "words": "mine"}],
        "faces": ["black"],
        "looks": [{"on": "2026-10-19"}],
    }
    opened(page, site_address, "hand", theirs)
    tick(page, *PARTS)
    file = saved(page, tmp_path)
    erase(page)
    put(page, {**held(page), **mine})
    before = held(page)
    take(page, file)
    change = page.locator("[data-change]")
    expect(change.locator("li")).to_have_text(
        [
            "This comes: Walk, Tea at Ama’s and my words for the faces.",
            "This is here already: Swim.",
            "This is in both. Yours stays as it is: Monday 5 October 2026.",
            "There is no room for this, and it is left out: Sing.",
        ]
    )
    assert held(page) == before
    page.get_by_role("button", name="Put it here").click()
    joined = held(page)
    assert [each["picture"] or each["words"] for each in joined["wishes"]] == [
        "swim",
        "go dancing",
        "walk",
    ]
    assert joined["faces"][:2] == ["black", "grey"]
    assert joined["days"] == before["days"] and joined["looks"] == before["looks"]
    page.get_by_role("button", name="Undo").click()
    assert held(page) == before
    page.locator(".pick", has_text="Put it in place of mine").click()
    expect(change).to_contain_text("This goes: go dancing")
    expect(change).to_contain_text("and changes: Monday 5 October 2026")
    page.get_by_role("button", name="Put it here").click()
    replaced = held(page)
    assert [each["picture"] for each in replaced["wishes"]] == ["swim", "walk", "sing"]
    assert replaced["days"][0]["words"] == "theirs"
    assert replaced["looks"] == before["looks"], "what is not in the file stays"


# ---- begun by somebody else ----


def kept_list(page: Page, site: str, *refs: str) -> None:
    """A connector's list on this device, and from it a starter plan."""
    page.goto(f"{site}shortlist/")
    page.evaluate("(refs) => connectdoList.write({refs, notes: {}, asked: {}})", list(refs))
    page.goto(f"{site}shortlist/#")
    page.reload()
    page.get_by_role("link", name="Make a starter plan of this list").click()
    expect(page.locator("[data-step=starter] .plan-sheet svg")).to_be_visible()


def test_a_list_becomes_a_link_a_code_and_paper_and_then_somebodys_plan(
    page: Page, site_address: str
) -> None:
    kept_list(page, site_address, GARDENING, SITTING, SEWING)
    page.locator("#start-day").fill("2027-01-04")
    link = page.locator("[data-link]").inner_text()
    code = f"weeks.2027-01-04.{GARDENING}.{SITTING}.{SEWING}"
    assert link == f"{PUBLIC}#start={code}"
    print(f"three things: link {len(link.encode())} bytes, code {len(code.encode())} bytes")
    assert page.evaluate("connectdoPlanRule.isEmpty(connectdoPlan.plan)")
    page.set_viewport_size({"width": 718, "height": 1047})
    page.emulate_media(media="print")
    seen = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))
    page.emulate_media(media="null")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert [each.text for each in seen] == [link]
    (paper,) = printed(page)
    for words in (
        "Tuesday gardening",
        "Next time: ",
        "Monday 4 January 2027",
        "Example: not a real group",
    ):
        assert squeezed(words) in squeezed(paper), words
    assert squeezed(code) in squeezed(paper) and squeezed(PUBLIC) in squeezed(paper)

    page.goto(f"{site_address}my-plan/")
    put(page, {"tries": [{"ref": SITTING, "name": "Sunrise sitting"}]})
    before = held(page)
    page.evaluate("(code) => { location.hash = `start=${code}`; }", code)
    expect(page.locator("h1")).to_have_text("Add this to mine?")
    assert page.url.endswith("/my-plan/#open"), "the code has left the address"
    change = page.locator("[data-change]")
    expect(change).to_contain_text(
        "This comes: Tuesday gardening, Back kitchen sewing and my path."
    )
    expect(change).to_contain_text("Yours stays as it is: Sunrise sitting.")
    expect(page.locator("[data-found]")).to_contain_text("Monday 4 January 2027")
    assert held(page) == before
    page.get_by_role("button", name="Put it here").click()
    plan = held(page)
    assert [each["ref"] for each in plan["tries"]] == [SITTING, GARDENING, SEWING]
    assert plan["tries"][1]["name"] == "Tuesday gardening" and plan["tries"][1]["next"]
    assert (plan["path"]["pace"], plan["path"]["from"]) == ("weeks", "2027-01-04")

    typed = f"Weeks, 2027-01-04 {GARDENING}, southwark/sunrise-sitting lambeth/no-such-thing"
    page.evaluate("location.hash = 'home'")
    page.evaluate("location.hash = 'open'")
    page.locator("#open-code").fill(typed)
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("[data-intro]")).to_contain_text("We do not list this: no such thing.")
    expect(change).to_contain_text("Nothing would change.")


def test_a_code_is_cleaned_from_the_address_before_anything_is_shown(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}my-plan/#start=own.2027-01-04.{GARDENING}")
    expect(page.get_by_role("button", name="Put it here")).to_be_visible()
    assert page.url.endswith("/my-plan/#open")
    page.get_by_role("button", name="Put it here").click()
    assert held(page)["path"]["pace"] == ""


def test_a_long_list_has_a_link_of_at_most_600_bytes_and_says_what_is_left_out(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}my-plan/#open")
    page.wait_for_function("self.connectdoPlanStart")
    refs = [f"{'lambeth' if at % 2 else 'southwark'}/{'a-long-name' * 4}-{at}" for at in range(20)]
    made = page.evaluate("(refs) => connectdoPlanStart.write('weeks', '2027-01-04', refs)", refs)
    link = f"{PUBLIC}#start={made['code']}"
    print(f"twenty long things: link {len(link)} bytes, {len(made['left'])} left out")
    assert LONGEST - 70 < len(link.encode()) <= LONGEST
    read = page.evaluate("(code) => connectdoPlanStart.read(code)", made["code"])
    assert read["refs"] + made["left"] == refs
    short = page.evaluate("(refs) => connectdoPlanStart.write('own', '2027-01-04', refs)", refs[:2])
    assert short["left"] == []


CODES = {
    "": None,
    "weeks": None,
    "weeks.2027-01-04": None,
    "later.2027-01-04.lambeth/tea": None,
    "constructor.2027-01-04.lambeth/tea": None,
    "weeks.2027-13-45.lambeth/tea": None,
    "weeks.9999-01-01.lambeth/tea": None,
    "weeks.2027-01-04.tea": None,
    "weeks.2027-01-04.__proto__/x": None,
    "weeks.2027-01-04.<img src=x onerror=window.poisoned=1>/x": None,
    "weeks.2027-01-04." + "a" * 100_000: None,
    "%E0%A4%A": None,
    "weeks.2027-01-04.lambeth/tea.walk.southwark/sit": [
        "lambeth/tea",
        "lambeth/walk",
        "southwark/sit",
    ],
    " WEEKS 2027-01-04,\nlambeth/tea; Walk ": ["lambeth/tea", "lambeth/walk"],
    "https://x.example/my-plan/#start=own.2027-01-04.lambeth%2Ftea": ["lambeth/tea"],
    "weeks.2027-01-04.lambeth/tea.lambeth/tea.../x": ["lambeth/tea"],
    "own.2027-01-04." + ".".join(f"lambeth/l{number}" for number in range(90)): [
        f"lambeth/l{number}" for number in range(20)
    ],
}
"""Codes as they are typed, pasted or made up, and what is read of each."""


def test_a_code_is_read_as_people_type_it_and_a_hostile_one_is_none(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}my-plan/#open")
    page.wait_for_function("self.connectdoPlanStart")
    reads = page.evaluate("(codes) => codes.map(connectdoPlanStart.read)", list(CODES))
    for (code, refs), read in zip(CODES.items(), reads, strict=True):
        assert (read and read["refs"]) == refs, code[:80]
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for code in ("%E0%A4%A", quote(poisons.HTML), "a" * 20_000, "__proto__", "%00"):
        page.evaluate("(code) => { location.hash = `start=${code}`; }", code)
        say(page).to_contain_text("We could not read this code.")
        assert page.url.endswith("/my-plan/#open")
    assert errors == []
    page.evaluate("location.hash = 'home'")
    page.evaluate("location.hash = 'open'")
    page.locator("#open-code").fill("<img src=x onerror=window.poisoned=1>")
    page.get_by_role("button", name="Look at it").click()
    say(page).to_contain_text("We could not read this code.")
    assert page.evaluate("window.poisoned") is None


# ---- around it ----


def test_every_choice_has_its_words_in_the_data_and_ids_that_a_plan_may_hold() -> None:
    for name, choices in FIELDS.items():
        words = words_of(choices)
        assert len(words) == len(choices) > 0, name
        assert all(re.fullmatch("[a-z][a-z0-9-]{0,29}", id) and words[id] for id in words), name


def test_a_script_that_did_not_come_is_asked_for_again_with_those_after_it(
    page: Page, site_address: str
) -> None:
    blocked = "**/plan-words.js"
    page.route(blocked, lambda route: route.abort())
    page.goto(f"{site_address}my-plan/#hand")
    say(page).to_contain_text("could not be loaded")
    page.unroute(blocked)
    put(page, full_plan())
    page.evaluate("location.hash = 'home'")
    page.evaluate("location.hash = 'hand'")
    expect(page.locator("[data-step=hand] .plan-sheet")).to_contain_text("kkwishname")


@pytest.mark.prove
def test_in_webkit_a_file_brings_the_same_plan_back_and_a_code_is_taken(site_address: str) -> None:
    given = full_plan()
    given["tries"][0].update(said=HOSTILE[2], withWords=HOSTILE[0])
    with webkit() as reader:
        reader.open(f"{site_address}my-plan/#open")
        reader.sees("#open-file")
        reader.answer(
            f"""(() => {{
              const rule = connectdoPlanRule;
              const fill = (plan) => connectdoPlan.change((mine) => Object.assign(mine, plan));
              fill(rule.ours(rule.VERSION, {json.dumps(given)}));
              self.before = JSON.stringify(connectdoPlan.plan);
              const parts = ["wishes", "tries", "path", "days"];
              const files = new DataTransfer();
              const text = connectdoPlanFile.pageOf(connectdoPlan.plan, parts);
              files.items.add(new File([text], "my-notes.html"));
              fill(rule.empty());
              const field = document.getElementById("open-file");
              field.files = files.files;
              field.dispatchEvent(new Event("change"));
            }})()"""
        )
        reader.press("button", "Put it here")
        reader.sees("#plan-status", "It is here now.")
        assert reader.answer("JSON.stringify(connectdoPlan.plan) === self.before")
        reader.answer("void connectdoPlan.change((mine) => { mine.tries = []; })")
        reader.answer(f"void (location.hash = 'start=weeks.2027-01-04.{GARDENING}')")
        reader.press("button", "Put it here")
        reader.sees("#plan-status", "It is here now.")
        assert reader.answer("connectdoPlan.plan.tries[0].ref") == GARDENING
        assert reader.answer("location.hash") == "#open"
