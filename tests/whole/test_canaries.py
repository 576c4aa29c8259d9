"""A project full of words that nobody may ever read on the site, and a walk over all it publishes.

Each such word stands where an editor, a telephone or a program might leave something private. The
walk opens what is packed: the search index, the zip, and what pictures say of themselves. Public
words prove that it would see the others.
"""

from __future__ import annotations

import datetime as dt
import gzip
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from photographs import MAKER, MODEL, TAKEN, photograph
from PIL import Image
from site_builds import build, project, snapshot
from small_project import BOROUGH, FILES, GARDENING, GROWERS, HALL, listing

from connectdo.site.packing import pack

CANARIES = {
    # what is written beside the fields
    "comment of a borough": "zzcanaryone",
    "comment of an organisation": "zzcanarytwo",
    "comment of a private venue": "zzcanarythree",
    "comment of a listing": "zzcanaryfour",
    "comment of the vocabulary": "zzcanaryfive",
    "address of a private venue in a comment": "14 Acacia Road",
    # a borough that is not published
    "a draft borough": "zzcanarysix",
    "phone of a draft borough": "7946 0666",
    "mail of a draft borough": "zzcanary@example.org",
    "picture of a draft borough": "zzcanaryseven",
    "mail of a listing that has closed": "zzclosed@example.org",
    "phone of a listing that has closed": "7946 0888",
    # files beside
    "a hidden file": "zzcanaryeight",
    "a swap file": "zzcanarynine",
    "what a source said": "zzcanaryten",
    "what is not yet accepted": "zzcanaryeleven",
    "a mapping": "zzcanarytwelve",
    "how a table was made": "zzcanarythirteen",
    "a secret of the settings": "zzcanaryfourteen",
    "a file of the theme that is no part of it": "zzcanaryfifteen",
    "an old picture": "zzcanarysixteen",
    # pictures
    "a comment in a drawing": "zzcanaryseventeen",
    "behind the end of a photograph": "zzcanaryeighteen",
    "words in a picture": "zzcanarynineteen",
    "its maker": MAKER,
    "its model": MODEL,
    "its time": TAKEN,
    "its program": "Canary Editor",
    "its own comment": "Canary comment",
    # Markdown
    "a comment on a page": "zzcanarytwenty",
}
PUBLIC = ("publicmarkone", "publicmarktwo", "publicmarkthree")

SVG = "<svg xmlns='http://www.w3.org/2000/svg'><title>{}</title><!-- {} --><path d='M0 0'/></svg>"
SEWING = "boroughs/ashmoor/listings/sewing.md"


def png_with_words(words: str) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info, out = PngInfo(), BytesIO()
    info.add_text("Comment", words)
    Image.new("RGB", (900, 600), "green").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def files() -> dict[str, str | bytes | None]:
    c = CANARIES
    draft = "boroughs/birchley"
    at_home = listing("photo: {file: door.jpg, alt: A door}\n").replace("Gardening", "Sewing")
    at_home = at_home.replace("venue: hall", f"venue: home # {c['comment of a listing']}")
    swapped = f"name: {c['a swap file']}\n"
    settings = f"\nTOKEN = '{c['a secret of the settings']}'\n"
    return {
        BOROUGH: f"# {c['comment of a borough']}\n{FILES[BOROUGH]}",
        GROWERS: f"{FILES[GROWERS]}about: We are {PUBLIC[0]}.\n"
        f"# {c['comment of an organisation']}\n",
        HALL: FILES[HALL],
        "boroughs/ashmoor/venues/home.yml": "name: A quiet house\nnear: ZA1\nprivate: yes\n"
        f"added: 2026-09-01\nexample: yes # {c['comment of a private venue']}, "
        f"{c['address of a private venue in a comment']}\n",
        GARDENING: listing(
            "photo: {file: gate.svg, alt: A gate}\n", body=f"Bring {PUBLIC[1]} and gloves."
        ),
        SEWING: at_home.replace("Grow beans", "Mend things"),
        "boroughs/ashmoor/listings/tea.md": listing(
            "photo: {file: cup.png, alt: A cup}\n", without="name"
        ).replace("summary: Grow beans", "name: Tea\nsummary: Drink tea"),
        "boroughs/ashmoor/listings/closed.md": listing(
            "status: closed\njoin: {how: book, "
            f"phone: 020 {c['phone of a listing that has closed']}, "
            f"email: {c['mail of a listing that has closed']}}}\n",
            without="name",
        ).replace("summary: Grow beans", "name: Closed\nsummary: Once knitted"),
        "boroughs/ashmoor/photos/gate.svg": SVG.format(PUBLIC[2], c["a comment in a drawing"]),
        "boroughs/ashmoor/photos/door.jpg": photograph()
        + c["behind the end of a photograph"].encode(),
        "boroughs/ashmoor/photos/cup.png": png_with_words(c["words in a picture"]),
        "boroughs/ashmoor/photos/old.svg": SVG.format(c["an old picture"], ""),
        "boroughs/ashmoor/.hidden": c["a hidden file"],
        "boroughs/ashmoor/venues/.home.yml.swp": swapped,
        "boroughs/ashmoor/.imports/libraries.json": c["what a source said"],
        "boroughs/.DS_Store": c["a hidden file"],
        ".intake/store.json": c["what is not yet accepted"],
        ".env": c["a secret of the settings"],
        "settings.txt": settings,
        "content/imports/more.yml": c["a mapping"],
        "content/geography/SOURCE.md": c["how a table was made"],
        "content/vocabulary/people.yml": f"{FILES['content/vocabulary/people.yml']}"
        f"# {c['comment of the vocabulary']}\n",
        "content/pages/about.md": "Title: About\nSlug: about\nSummary: Us\n\n"
        f"[//]: # ({c['a comment on a page']})\n\nHello.\n\n![A gate](pictures/gate.webp)\n",
        "content/pages/pictures/gate.webp": photograph("WEBP", place=True),
        f"{draft}/borough.yml": f"schema: 1\nname: {c['a draft borough'].capitalize()}\n"
        "gss: E09000902\nstatus: draft\n"
        f"team: {{name: Us, phone: 020 {c['phone of a draft borough']}, "
        f"email: {c['mail of a draft borough']}}}\n",
        f"{draft}/organisations/growers.yml": f"name: {c['a draft borough']}\n"
        f"phone: 020 {c['phone of a draft borough']}\nadded: 2026-09-01\nexample: yes\n",
        f"{draft}/listings/digging.md": at_home.replace("venue: home", "online: yes")
        .replace("Sewing", c["a draft borough"])
        .replace("door.jpg", "oak.svg"),
        f"{draft}/photos/oak.svg": SVG.format(c["picture of a draft borough"], ""),
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the built site and of its zip, and whatever is packed in one of them."""
    root = project(tmp_path_factory.mktemp("canaries") / "zzcanaryofthemachine", files())
    (root / "theme/notes.txt").write_text(CANARIES["a file of the theme that is no part of it"])
    (root / "theme/static/.notes").write_text(CANARIES["a file of the theme that is no part of it"])
    (root / "pelicanconf.py").write_text(
        (root / "pelicanconf.py").read_text() + (root / "settings.txt").read_text()
    )
    ran = build(root, search=True)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout + ran.stderr
    output, packed = root / "output", root / "site.zip"
    pack(output, packed, "site", dt.date(2026, 11, 22))
    found = snapshot(output)
    with ZipFile(packed) as opened:
        found |= {f"zip/{name}": opened.read(name) for name in opened.namelist()}
    return {name: data for path, raw in found.items() for name, data in _inside(path, raw)}


def _inside(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file as it is, unpacked, and what it says of itself where it is a picture."""
    yield path, data
    if data[:2] == b"\x1f\x8b":
        yield f"{path} (unpacked)", gzip.decompress(data)
    if path.endswith((".jpg", ".png", ".webp")):
        with Image.open(BytesIO(data)) as image:
            image.load()
            told = {"exif": dict(image.getexif()), "info": image.info}
            yield f"{path} (told)", repr(told).encode()
    if path.endswith(".png"):
        for at in range(len(data)):
            if data[at : at + 4] in (b"zTXt", b"iTXt"):
                yield f"{path} (words)", zlib.decompress(data[at + 12 :])


@pytest.mark.parametrize("where", sorted(CANARIES))
def test_what_nobody_may_read_is_in_no_file_of_the_site(where: str, site: dict[str, bytes]) -> None:
    word = CANARIES[where].lower().encode()
    assert [path for path, data in site.items() if word in data.lower()] == []


def test_nothing_of_the_machine_that_built_it_is_in_the_site(site: dict[str, bytes]) -> None:
    assert [path for path, data in site.items() if b"zzcanar" in data.lower()] == []


def test_no_picture_says_where_when_or_by_what_it_was_taken(site: dict[str, bytes]) -> None:
    told = {path: data for path, data in site.items() if path.endswith("(told)")}
    assert any("/photos/" in path for path in told)
    for path, words in told.items():
        assert words.startswith(b"{'exif': {}, "), path
        assert b"xmp" not in words
        assert b"icc_profile" not in words


@pytest.mark.parametrize(
    "where",
    ["ashmoor/listing/gardening/index.html", "zip/site/ashmoor/listing/gardening/index.html"],
)
def test_the_walk_sees_public_words_on_pages_and_in_the_zip(
    where: str, site: dict[str, bytes]
) -> None:
    assert PUBLIC[1].encode() in site[where]


def test_the_walk_sees_into_the_search_index_and_into_drawings(site: dict[str, bytes]) -> None:
    index = [path for path in site if path.endswith("(unpacked)") and "pagefind" in path]
    assert any(PUBLIC[1].encode() in site[path] for path in index)
    assert PUBLIC[2].encode() in site["ashmoor/photos/gate.svg"]
    assert any(PUBLIC[0].encode() in data for path, data in site.items() if "organisation" in path)


def test_a_canary_would_be_found_where_a_site_did_leak(site: dict[str, bytes]) -> None:
    leaked = {**site, "x.pf_index (unpacked)": b"..zzcanaryone.."}
    assert [path for path, data in leaked.items() if b"zzcanar" in data] == [
        "x.pf_index (unpacked)"
    ]
