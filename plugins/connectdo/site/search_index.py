"""Builds the search index: one Pagefind bundle a borough, from pages made for the search alone.

Without Pagefind's filters, so that the same pages give the same bytes. A bundle is made again
only when one of its pages changed. It knows Pagefind, and not what stands on the pages.

Pagefind calls a page by a name of its own making and tells whose it is in a file for each. In
their place stands ``listings.json``: ``{"en_2178cee":"dominoes-friday",…}``, from the id of a
result to the listing, ``borough/id`` for one of another borough. The cards come from elsewhere.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from connectdo.data.problems import Refusal
from connectdo.site.steady_index import MARK, make_steady
from connectdo.told.findable import BANDS, STEADY

PAGEFIND = version("pagefind")
STAMP = ".made-from"
LISTINGS = "listings.json"
FRAGMENTS = "fragment"
"""Pagefind's folder with a file for each page: what it would show of a result."""
STEADY_FROM = 500
"""Pages from which on an index is made steady: a small one is a file or two, and soon fetched."""
SHAPE = 5
"""Raised when a bundle is made of other files than before, so that old ones are made anew."""
AT_ONCE = os.cpu_count() or 1
"""Bundles made at the same time."""
REINSTALL = "install Pagefind again (make setup)"
UNUSED = ("pagefind-*.js", "pagefind-*.css", "wasm.unknown.pagefind")
"""What find-words.js never asks for: Pagefind's own interfaces, its worker, other languages."""


def build_bundles(
    published: Path, bundles: Mapping[str, Mapping[str, str]], output: Path
) -> list[str]:
    """Make into ``output`` what is not in ``published`` yet; returns which were made anew.

    ``bundles`` maps a bundle's folder (``lambeth/pagefind``) to its pages: the file of the page
    that a result leads to, from the output's root, and the HTML that it is found by.
    Raises Refusal where Pagefind does not start or does not end well, and OSError.
    """
    wanted = {}
    for folder, pages in bundles.items():
        stamp = _stamp(pages)
        made = published / folder / STAMP
        if not (made.is_file() and made.read_text("utf-8") == stamp):
            wanted[folder] = (pages, stamp)
    if wanted:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for done in [
                pool.submit(_build, output / folder, pages, stamp)
                for folder, (pages, stamp) in wanted.items()
            ]:
                done.result()
    return list(wanted)


def _stamp(pages: Mapping[str, str]) -> str:
    digest = hashlib.blake2b(f"Pagefind {PAGEFIND}, {SHAPE}".encode(), digest_size=16)
    for file, html in pages.items():
        digest.update(f"\0{file}\0{html}".encode())
    return digest.hexdigest()


def _build(target: Path, pages: Mapping[str, str], stamp: str) -> None:
    if pages:
        with tempfile.TemporaryDirectory(prefix="connectdo-search-") as folder:
            _write_pages(Path(folder), pages)
            _index(folder, target)
        listings = listings_in(target, pages, target.parent.name)
        shutil.rmtree(target / FRAGMENTS)
        if len(pages) >= STEADY_FROM:
            with suppress(ValueError, IndexError):  # as Pagefind made it, it is right too
                make_steady(target, [band.start for band in BANDS], STEADY)
        for pattern in UNUSED:
            for file in target.glob(pattern):
                file.unlink()
    else:
        # A borough without a listing yet: nothing to find, and nothing wrong.
        target.mkdir(parents=True)
        entry = {"version": PAGEFIND, "languages": {}}
        (target / "pagefind-entry.json").write_text(json.dumps(entry), "utf-8")
        listings = {}
    written = json.dumps(listings, sort_keys=True, separators=(",", ":"))
    (target / LISTINGS).write_text(f"{written}\n", "utf-8")
    (target / STAMP).write_text(stamp, "utf-8")


def _write_pages(folder: Path, pages: Mapping[str, str]) -> None:
    """A folder as Pagefind reads it: a call for each page would wait a tenth of a second each."""
    for file, html in pages.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, "utf-8")


def _index(folder: str, target: Path) -> None:
    """Run Pagefind as a program: its Python interface waits for ever when the program is ended.

    So does asyncio of Python 3.11 now and then, when a program and its pipe end at once.
    """
    words = ["--site", folder, "--output-path", str(target), "--force-language", "en", "--silent"]
    program = subprocess.run(
        [sys.executable, "-m", "pagefind", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = program.stdout.decode("utf-8", "replace")
    lines = [line.strip() for line in said.split("\n") if line.strip()]
    if program.returncode:
        raise _refusal(lines[-1] if lines else "Pagefind ended before its time.")
    for file in sorted(target.rglob("*")):
        if file.is_file() and not _is_whole(file):
            shutil.rmtree(target, ignore_errors=True)
            raise _refusal(f"{file.name} was cut short.")


def listings_in(made: Path, pages: Mapping[str, str], borough: str) -> dict[str, str]:
    """Whose page each of Pagefind's names is. Raises Refusal unless every page has a name."""
    found = {}
    for file in (made / FRAGMENTS).glob("*.pf_fragment"):
        try:
            url = json.loads(gzip.decompress(file.read_bytes()).removeprefix(MARK))["url"]
            owner, _, id = url.strip("/").split("/")
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError):
            raise _refusal(f"{file.name} cannot be read.", REINSTALL) from None
        found[file.stem] = id if owner == borough else f"{owner}/{id}"
    if (named := len(set(found.values()))) != len(pages):
        raise _refusal(f"it has {named} of {len(pages)} pages.", REINSTALL)
    return found


def _is_whole(file: Path) -> bool:
    """On a full disk Pagefind cuts its files short and says that all is well."""
    data = file.read_bytes()
    if file.suffix not in (".pagefind", ".pf_fragment", ".pf_index", ".pf_meta"):
        return data.rstrip().endswith((b"}", b";", b"*/"))
    try:
        return bool(gzip.decompress(data))
    except (OSError, EOFError, zlib.error):
        return False


def _refusal(said: str, remedy: str = "make room on the disk") -> Refusal:
    return Refusal(
        f"The search index could not be made: {said} Build without it (--no-search), or {remedy}."
    )
