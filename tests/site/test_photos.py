"""Only pictures that a listing shows are published, small, and without where, when and by what."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import photographs
import pytest
from photographs import photograph
from PIL import Image
from site_builds import build, project, snapshot
from small_project import FILES, GARDENING, HALL, listing, said, write_project

from connectdo.data.picture_files import PictureFile, read_picture
from connectdo.site.photos import KEPT, ShownPhoto, photo_makers

PHOTOS = "boroughs/ashmoor/photos"
SVG = "<svg xmlns='http://www.w3.org/2000/svg'><!-- by Jane --><rect width='4' height='3'/></svg>"
TOLD = (photographs.MAKER, photographs.MODEL, photographs.TAKEN, "Canary")


def showing(file: str) -> str:
    return listing(f"photo: {{file: {file}, alt: A gate}}\n")


def published(root: Path, file: str, data: bytes) -> dict[str, bytes]:
    """What a build makes of a picture, by the address below ``ashmoor/photos/``."""
    folder = root / PHOTOS
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(data)
    picture, problems = read_picture(file, data)
    assert not problems
    assert picture is not None
    (make,) = photo_makers(
        root, [ShownPhoto(f"{PHOTOS}/{file}", picture, f"ashmoor/photos/{file}")]
    )
    return {path.removeprefix("ashmoor/photos/"): data for path, data in make()}


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("file", "form"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.jpeg", "JPEG")]
)
def test_a_photograph_loses_its_place_its_device_and_its_time(
    tmp_path: Path, file: str, form: str
) -> None:
    data = photograph(form, place=True)
    assert all(word.encode() in data for word in TOLD[:3])
    made = published(tmp_path, file, data)
    assert sorted(made) == [f"384/{file}.webp", f"768/{file}.webp", file]
    for name, written in made.items():
        image = opened(written)
        assert image.format == ("WEBP" if name.endswith(".webp") else form)
        assert image.width == (384 if name.startswith("384") else 768)
        assert not dict(image.getexif())
        assert not image.info.keys() & {"exif", "xmp", "comment", "icc_profile"}
        assert not any(word.encode() in written for word in TOLD)


@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_a_photograph_stands_the_right_way_up(tmp_path: Path, turned: int) -> None:
    made = published(tmp_path, "a.jpg", photograph(turned=turned))
    picture, _ = read_picture("a.jpg", photograph(turned=turned))
    assert picture is not None
    image = opened(made["384/a.jpg.webp"]).convert("RGB")
    assert (picture.width > picture.height) == (image.width > image.height) == (turned in (1, 3))
    # Red is where the camera's left was: left, right, above or below.
    spots = {1: (5, 50), 3: (image.width - 5, 50), 6: (50, 5), 8: (50, image.height - 5)}
    red, _, blue = image.getpixel(spots[turned])  # type: ignore[misc]
    assert red > 200 > 60 > blue


def test_a_small_photograph_is_made_no_larger(tmp_path: Path) -> None:
    made = published(tmp_path, "a.png", photograph("PNG", (300, 200)))
    assert {name: opened(data).size for name, data in made.items()} == {
        "300/a.png.webp": (300, 200),
        "a.png": (300, 200),
    }


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_colours_of_every_kind_are_published(tmp_path: Path, mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (400, 300)).save(out, "PNG")
    made = published(tmp_path, "a.png", out.getvalue())
    assert {opened(data).mode for data in made.values()} <= {"RGB", "RGBA"}


def test_of_a_picture_that_moves_the_first_part_is_published(tmp_path: Path) -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (400, 300), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    for data in published(tmp_path, "a.webp", out.getvalue()).values():
        assert getattr(opened(data), "n_frames", 1) == 1
        assert opened(data).convert("RGB").getpixel((9, 9))[0] > 200  # type: ignore[index]


def test_a_photograph_is_made_once_and_forgotten_with_the_picture(tmp_path: Path) -> None:
    root = project(tmp_path / "p", {GARDENING: showing("a.jpg")})
    (root / PHOTOS).mkdir()
    (root / PHOTOS / "a.jpg").write_bytes(photograph(place=True))
    assert build(root).returncode == 0
    kept = {file: file.stat().st_mtime_ns for file in (root / KEPT).iterdir()}
    first = snapshot(root / "output")
    assert len(kept) == 3
    assert build(root, "--output", str(root / "again")).returncode == 0
    assert {file: file.stat().st_mtime_ns for file in (root / KEPT).iterdir()} == kept
    assert snapshot(root / "again") == first
    (root / GARDENING).write_text(listing())
    (root / PHOTOS / "a.jpg").unlink()
    assert build(root).returncode == 0
    assert not list((root / KEPT).iterdir())
    assert not list((root / "output/ashmoor").glob("photos/**/*.*"))


def test_two_clean_builds_make_the_same_bytes(tmp_path: Path) -> None:
    data = photograph(place=True)
    assert published(tmp_path / "1", "a.jpg", data) == published(tmp_path / "2", "a.jpg", data)


def test_a_page_offers_the_modern_form_and_says_how_large_it_is(tmp_path: Path) -> None:
    root = project(tmp_path, {GARDENING: showing("a.jpg")})
    (root / PHOTOS).mkdir()
    (root / PHOTOS / "a.jpg").write_bytes(photograph(place=True))
    assert build(root).returncode == 0
    page = (root / "output/ashmoor/listing/gardening/index.html").read_text("utf-8")
    photo = re.search(r"<picture\b.*?</picture>", page, re.S)
    assert photo is not None
    folder = "../../../ashmoor/photos"
    assert photo[0] == (
        f'<picture class="photo">\n<source type="image/webp" srcset="{folder}/384/a.jpg.webp 384w, '
        f'{folder}/768/a.jpg.webp 768w" sizes="(min-width: 56rem) 34rem, 7rem">\n'
        f'<img src="{folder}/a.jpg" alt="A gate" width="768" height="576">\n</picture>'
    )
    kept = (root / "output/ashmoor/offline.json").read_text("utf-8")
    assert "ashmoor/photos/384/a.jpg.webp" in kept
    assert '"ashmoor/photos/a.jpg"' not in kept, "a browser that keeps pages reads the modern form"


def test_what_no_listing_shows_is_not_published(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        {GARDENING: showing("gate.svg"), f"{PHOTOS}/gate.svg": SVG, f"{PHOTOS}/old.svg": SVG},
    )
    ran = build(root)
    assert "no errors, 2 warnings" in ran.stdout
    photos = root / "output/ashmoor/photos"
    assert [file.name for file in photos.iterdir()] == ["gate.svg"]
    assert "Jane" not in (photos / "gate.svg").read_text("utf-8")
    (root / GARDENING).write_text(listing())
    assert build(root).returncode == 0
    assert not photos.exists(), "a picture goes when the editor takes its line out"


@pytest.mark.parametrize(
    ("file", "data", "words"),
    [
        ("a.png", photograph(), '"a.png" is JPEG inside. Call it a.jpg, here and in the listing.'),
        ("a.svg", photograph("PNG"), '"a.svg" is PNG inside. Call it a.png'),
        ("a.jpg", SVG.encode(), '"a.jpg" is SVG inside. Call it a.svg'),
        ("a.jpg", b"", '"a.jpg" is empty.'),
        ("a.jpg", b"GIF89a....", '"a.jpg" is a GIF picture.'),
        ("a.jpg", b"%PDF-1.7", '"a.jpg" is a PDF.'),
        ("a.jpg", b"\0\0\0\x18ftypheic\0\0", '"a.jpg" is an HEIC picture.'),
        ("a.webp", b"\0\0\0\x18ftypmp42\0\0", '"a.webp" is a film'),
        ("a.svg", b"<!DOCTYPE html><script>1</script>", '"a.svg" is a web page.'),
        ("a.png", b"\x7fELF\2", '"a.png" is a program.'),
        ("a.png", b"nothing", '"a.png" is no picture we know.'),
        ("a.jpg", photograph()[:3000], "The picture is broken or was cut short."),
        ("a.png", photograph("PNG")[:-20], "The picture is broken or was cut short."),
        ("a.webp", photograph("WEBP")[:-20], "The picture is broken or was cut short."),
        ("a.jpg", b"\xff\xd8\xff" + b"x" * 99, "The picture is broken or was cut short."),
        ("a.png", lambda: photograph("PNG", (20_000, 9_000), mode="1"), "The picture "),
        ("a.jpg", b"\xff\xd8\xff" + b"x" * (9 << 20), "The picture has more than 8 megabytes."),
        ("A.JPG", photograph(), '"A.JPG" is not the name of a picture. Call it a.jpg, here'),
        ("a b.jpg", photograph(), '"a b.jpg" is not the name of a picture. Call it a-b.jpg, here'),
        ("x.html", b"<script>1</script>", '"x.html" is not a picture, and everybody can read it'),
        ("Thumbs.db", b"x", '"Thumbs.db" is not a picture, and everybody can read it here.'),
        ("a.jpg~", photograph(), '"a.jpg~" is not a picture, and everybody can read it here.'),
    ],
)
def test_what_is_no_picture_is_an_error_that_says_what_it_is(
    tmp_path: Path, file: str, data: bytes | Callable[[], bytes], words: str
) -> None:
    made = data if isinstance(data, bytes) else data()  # the largest only when it is its turn
    (found,) = said(write_project(tmp_path, {f"{PHOTOS}/{file}": made}))
    assert found.startswith(f"{PHOTOS}/{file}:1: {words}")


def test_the_size_of_a_picture_is_known_before_it_is_unpacked(tmp_path: Path) -> None:
    """Its head claims 4,294,836,225 pixels, which no machine should try to hold."""
    head = bytearray(photograph("PNG", (64, 64)))
    head[16:24] = (65_535).to_bytes(4, "big") * 2
    import zlib

    head[29:33] = zlib.crc32(bytes(head[12:29])).to_bytes(4, "big")
    _, (problem,) = read_picture("a.png", bytes(head))
    assert problem.check == "picture-is-small-enough"


def test_the_place_a_picture_holds_is_a_warning_and_at_a_private_place_an_error(
    tmp_path: Path,
) -> None:
    write_project(
        tmp_path, {GARDENING: showing("a.jpg"), f"{PHOTOS}/a.jpg": photograph(place=True)}
    )
    (found,) = said(tmp_path)
    assert found == (
        f"{PHOTOS}/a.jpg:1: warning: The picture holds the place where it was taken. The site "
        "leaves that out, but everybody can read this file. Put a screenshot of the picture here "
        "instead. (picture-keeps-no-place)"
    )
    (tmp_path / HALL).write_text(f"{FILES[HALL]!s}private: yes\n".replace("ZA1 1", "ZA1"))
    (found,) = said(tmp_path)
    assert " warning: " not in found
    assert found.endswith(
        "The place is private: have the old file taken out of the history too. "
        "(picture-keeps-no-place)"
    )
    (tmp_path / PHOTOS / "a.jpg").write_bytes(photograph())
    assert said(tmp_path) == []


def test_a_picture_that_only_looks_whole_stops_the_build_with_a_sentence(tmp_path: Path) -> None:
    data = bytearray(photograph("PNG"))
    start = data.index(b"IDAT") + 4
    data[start : start + 60] = b"\xff" * 60
    root = project(tmp_path, {GARDENING: showing("a.png"), f"{PHOTOS}/a.png": bytes(data)})
    ran = build(root)
    assert (ran.returncode, ran.stdout.count("\n")) == (2, 1)
    assert ran.stderr == (
        f"{PHOTOS}/a.png:1: The picture is broken. Copy it here again, or save it anew. "
        "(picture-can-be-shown)\n"
    )


def test_a_picture_that_changes_while_the_site_is_built_is_not_published(tmp_path: Path) -> None:
    picture = PictureFile("svg", 640, 480, "0" * 32)
    (tmp_path / "a.svg").write_text(SVG)
    (make,) = photo_makers(tmp_path, [ShownPhoto("a.svg", picture, "a.svg")])
    with pytest.raises(Exception, match="changed while the site was built"):
        list(make())


def test_a_picture_of_the_site_s_own_pages_loses_what_it_tells_too(tmp_path: Path) -> None:
    page = "Title: About\nSlug: about\nSummary: Us\n\n![A gate](pictures/gate.webp)\n"
    root = project(
        tmp_path,
        {
            "content/pages/about.md": page,
            "content/pages/pictures/gate.webp": photograph("WEBP", place=True),
        },
    )
    assert build(root).returncode == 0
    (made,) = (root / "output/static").glob("gate.*.webp")
    assert not any(word.encode() in made.read_bytes() for word in TOLD)
