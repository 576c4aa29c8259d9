"""Writes a project with any number of made-up listings, the same for the same seed.

For the benchmark and for tests of size: the text has the length and the fields of the shipped
listings, so that what is measured on it holds for a real borough.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

BOROUGHS = {
    "lambeth": ("Lambeth", "E09000022", ("SW2 1", "SW2 2", "SW4 7", "SW8 1", "SW9 7", "SE27 9")),
    "southwark": ("Southwark", "E09000028", ("SE1 0", "SE5 8", "SE15 4", "SE16 2", "SE22 8")),
    "ealing": ("Ealing", "E09000009", ("W3 6", "W5 2", "W7 1", "W13 8", "UB1 1", "UB5 4")),
    "bromley": ("Bromley", "E09000006", ("BR1 1", "BR1 2", "BR2 9", "BR3 1", "BR5 1", "BR6 0")),
    "brent": ("Brent", "E09000005", ("NW2 5", "NW10 2", "NW10 8", "HA0 2", "HA9 6")),
    "hounslow": ("Hounslow", "E09000018", ("TW3 1", "TW4 5", "TW7 4", "TW13 4", "W4 1")),
}
AREAS = {
    "sports-and-exercise": ("walking", "yoga", "swimming", "dancing", "bowls"),
    "faith-and-spirituality": ("meditation", "prayer", "faith-groups"),
    "arts-and-culture": ("singing", "painting", "crafts", "film", "theatre"),
    "out-and-about": ("gardening", "wildlife", "day-trips", "photography"),
    "community-and-helping-out": ("lunch-clubs", "coffee-and-chat", "volunteering", "games"),
    "learning-and-education": ("cooking", "computers", "english", "reading", "history"),
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST = "Morning Open Friendly Garden Quiet Corner Bright Riverside Village Common".split()
SECOND = "walkers singers painters cooks readers gardeners dancers makers players talkers".split()
WORDS = (
    "we meet in the hall by the park and put the kettle on before anyone starts "
    "you can bring a friend or come alone and nobody has to speak until they like "
    "most people have been coming for a few months and remember their own first day "
    "wear old shoes because the path is muddy after rain and the door sticks a little "
    "there is a ramp at the side and a bench where you may rest with a cup of tea"
).split()


def write_corpus(
    project: Path,
    target: Path,
    listings: int,
    seed: int = 1,
    boroughs: Sequence[str] = tuple(BOROUGHS),
) -> Path:
    """Write a project of ``listings`` listings over ``boroughs`` into ``target``; returns it.

    Pages, vocabulary, theme and settings are those of ``project``.
    """
    draw = random.Random(seed)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in ("content", "theme"):
        shutil.copytree(project / name, target / name)
    settings = (project / "pelicanconf.py").read_text("utf-8")
    plugins = f'PLUGIN_PATHS = [r"{project / "plugins"}"]'
    (target / "pelicanconf.py").write_text(
        settings.replace('PLUGIN_PATHS = [str(ROOT / "plugins")]', plugins), "utf-8"
    )
    for at, borough in enumerate(boroughs):
        count = listings // len(boroughs) + (at < listings % len(boroughs))
        _write_borough(target / "boroughs" / borough, borough, count, draw)
    return target


def _write_borough(folder: Path, borough: str, count: int, draw: random.Random) -> None:
    name, gss, sectors = BOROUGHS[borough]
    _write(
        folder / "borough.yml",
        f"schema: 1\nname: {name}\ngss: {gss}\nstatus: demonstration\n"
        f"demonstration_as_of: 2026-11-16\nteam: {{name: The {name} team, phone: 020 7946 0100}}\n",
    )
    shared = max(1, count // 12)
    for number in range(shared):
        title = _title(draw, number)
        _write(
            folder / "organisations" / f"group-{number}.yml",
            f"name: {title} of {name}\nkind: community group\nphone: 020 7946 0{number % 1000:03}\n"
            f"about: {_sentence(draw)} {_sentence(draw)}\nadded: 2026-01-05\nexample: yes\n",
        )
        _write(
            folder / "venues" / f"hall-{number}.yml",
            f"name: {FIRST[number % len(FIRST)]} Hall {number}\n"
            f"near: {sectors[number % len(sectors)]}\nadded: 2026-01-05\n"
            "access: {step-free: yes, accessible-toilet: yes, hearing-loop: no}\nexample: yes\n",
        )
    for number in range(count):
        _write(folder / "listings" / f"listing-{number}.md", _listing(draw, number, shared))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _title(draw: random.Random, number: int) -> str:
    return f"{draw.choice(FIRST)} {draw.choice(SECOND)} {number}"


def _sentence(draw: random.Random, words: int = 12) -> str:
    start = draw.randrange(len(WORDS))
    chosen = [WORDS[(start + at) % len(WORDS)] for at in range(words)]
    return " ".join(chosen).capitalize() + "."


def _listing(draw: random.Random, number: int, shared: int) -> str:
    area = draw.choice(list(AREAS))
    interest = draw.choice(AREAS[area])
    hour = draw.randrange(9, 19)
    cost = draw.choice(["free", "{pounds: 3.50, concession: 2.00}", "{donation: yes}"])
    paragraphs = "\n\n".join(" ".join(_sentence(draw) for _ in range(4)) for _ in range(2))
    return f"""---
name: {_title(draw, number)}
summary: {_sentence(draw, 10)}
organisation: group-{number % shared}
venue: hall-{number % shared}
area: {area}
kind: {draw.choice(["group", "class", "course", "support"])}
added: 2026-0{draw.randrange(1, 10)}-1{draw.randrange(10)}
updated: 2026-10-1{draw.randrange(10)}
checked: {{on: 2026-10-2{draw.randrange(10)}, by: organisation}}
interests: [{interest}]
when:
  - every: {draw.choice(DAYS)}
    from: {hour:02}:00
    to: {hour + 2:02}:00
cost: {cost}
who: {{ages: 18 and over}}
join: {{how: {draw.choice(["turn up", "book", "ask first"])}, phone: 020 7946 0{number % 1000:03}}}
first_visit:
  meets_you: {_sentence(draw, 6)}
  what_happens: {_sentence(draw)}
  bring_someone: yes
  just_watch: {draw.choice(["yes", "no"])}
  have_to_talk: no
  group_size: {draw.randrange(4, 20)}
  noise: {draw.choice(["quiet", "some", "lively"])}
simple: |
  {_sentence(draw, 5)}
  {_sentence(draw, 5)}
example: yes
---
{paragraphs}
"""
