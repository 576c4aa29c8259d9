"""A search index that is kept on a device: an edit of one page leaves the words of others alone."""

from __future__ import annotations

import gzip
import itertools
import json
import re
import shutil
from pathlib import Path

import pytest

from connectdo.site import search_index
from connectdo.site.search_index import build_bundles
from connectdo.site.steady_index import MARK, make_steady

WORDS = "kettle garden bench step-free tea walking walkers bus".split()
PAGES = {
    f"lambeth/listing/page-{number}/index.html": (
        "<html lang=en><title>Page</title><body><h1 data-pagefind-weight=10.0>Page</h1>"
        f"<p data-pagefind-weight=3.0>{' '.join(words)}</p></body></html>"
    )
    for number, words in enumerate(itertools.islice(itertools.permutations(WORDS, 5), 30))
}
EDITED = "lambeth/listing/page-7/index.html"


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pagefind's own index of some pages, and of them with one word more in one."""
    folder = tmp_path_factory.mktemp("steady")
    edited = PAGES[EDITED].replace("3.0>", "3.0>ukulele ")
    for name, pages in (("before", PAGES), ("after", {**PAGES, EDITED: edited})):
        build_bundles(folder, {f"{name}/pagefind": pages}, folder)
    return {name: folder / name / "pagefind" for name in ("before", "after")}


def steady(bundle: Path, folder: Path) -> Path:
    """A copy of a bundle, made steady."""
    copy = Path(shutil.copytree(bundle, folder / bundle.parent.name))
    make_steady(copy)
    return copy


def indexed(bundle: Path) -> bytes:
    """What its one file of words says, unpacked."""
    (file,) = (bundle / "index").iterdir()
    return gzip.decompress(file.read_bytes()).removeprefix(MARK)


def words_in(index: bytes) -> dict[str, bytes]:
    """Each word, and the bytes that say where it stands."""
    places = sorted((index.find(b"\x83" + head(word)), word) for word in STEMS)
    ends = [*(at for at, _ in places[1:]), len(index)]
    return {word: index[at:end] for (at, word), end in zip(places, ends, strict=True) if at >= 0}


STEMS = "bench bus free garden kettl page step stepfre tea ukulel walk walker".split()


def head(word: str) -> bytes:
    """A short word as CBOR writes it."""
    return bytes((0x60 + len(word),)) + word.encode()


def test_one_word_more_in_a_page_leaves_all_other_words_where_they_are(
    bundles: dict[str, Path], tmp_path: Path
) -> None:
    loose = [words_in(indexed(bundles[name])) for name in ("before", "after")]
    assert len([word for word in loose[0] if loose[0][word] != loose[1][word]]) > 4
    made = [words_in(indexed(steady(bundles[name], tmp_path))) for name in ("before", "after")]
    assert list(made[1]) == [*STEMS]
    assert {word: made[0][word] for word in made[0]} == {
        word: made[1][word] for word in made[1] if word != "ukulel"
    }


def test_words_at_one_place_stay_together_and_at_two_apart(
    bundles: dict[str, Path], tmp_path: Path
) -> None:
    """The parts of "step-free" stand where it stands, and a search counts them once."""
    made = words_in(indexed(steady(bundles["before"], tmp_path)))
    last = {word: said.removesuffix(b"\x80")[-4:] for word, said in made.items()}
    assert len({last["step"], last["free"]}) == 1
    assert len({*(last[word] for word in ("tea", "bench", "garden", "kettl", "free"))}) == 5


def test_a_place_says_in_which_band_of_the_page_it_is(
    bundles: dict[str, Path], tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(bundles["before"], tmp_path / "banded"))
    make_steady(copy, [0, 3, 5], 4096)
    places = {
        word: int.from_bytes(re.findall(b"\x19(..)", said, re.DOTALL)[-1], "big")
        for word, said in words_in(indexed(copy)).items()
    }
    assert {place // 4096 for place in places.values()} == {1, 2, 3}


def test_its_files_are_called_by_what_is_in_them_and_lead_to_each_other(
    bundles: dict[str, Path], tmp_path: Path
) -> None:
    made = steady(bundles["before"], tmp_path)
    entry = json.loads((made / "pagefind-entry.json").read_text())
    (meta,) = made.glob("*.pf_meta")
    assert meta.name == f"pagefind.{entry['languages']['en']['hash']}.pf_meta"
    (file,) = (made / "index").iterdir()
    assert file.stem.encode() in gzip.decompress(meta.read_bytes())
    assert {each.name for each in made.iterdir()} - {meta.name} == {
        each.name for each in bundles["before"].iterdir() if each.suffix != ".pf_meta"
    }


def test_an_index_of_another_shape_is_left_as_it_is(
    bundles: dict[str, Path], tmp_path: Path
) -> None:
    made = Path(shutil.copytree(bundles["before"], tmp_path / "other"))
    (file,) = (made / "index").iterdir()
    file.write_bytes(gzip.compress(MARK + b"\x82" + indexed(made)[1:]))
    before = {each: each.read_bytes() for each in made.rglob("*") if each.is_file()}
    with pytest.raises((ValueError, IndexError)):
        make_steady(made)
    assert {each: each.read_bytes() for each in made.rglob("*") if each.is_file()} == before


def test_a_large_bundle_is_made_steady_and_a_small_one_is_not(
    bundles: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "STEADY_FROM", len(PAGES))
    build_bundles(tmp_path, {"made/pagefind": PAGES}, tmp_path)
    assert indexed(tmp_path / "made" / "pagefind") == indexed(steady(bundles["before"], tmp_path))
    assert indexed(tmp_path / "made" / "pagefind") != indexed(bundles["before"])
