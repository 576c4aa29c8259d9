"""Builds the search index: one Pagefind bundle a borough, of its listings' pages alone.

Without Pagefind's filters, so that the same pages give the same bytes. A bundle is made again
only when one of its pages changed.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from pagefind.index import IndexConfig, PagefindIndex

STAMP = ".made-from"
MOST_SINGLE = 40
"""Above so many pages from elsewhere, one glob over their borough is quicker than a call each:
each call to Pagefind waits a tenth of a second (Pagefind issue 976)."""


def build_bundles(output: Path, bundles: Mapping[str, Sequence[str]]) -> int:
    """Make the bundles; returns how many were made anew.

    ``bundles`` maps a bundle's folder (``lambeth/pagefind``) to its pages' files, from the
    output's root. A bundle without a page is taken out.
    """
    wanted = {}
    for folder, files in bundles.items():
        stamp = _stamp(output, files)
        made = output / folder / STAMP
        if not (made.is_file() and made.read_text("utf-8") == stamp):
            wanted[folder] = (files, stamp)
    if wanted:
        asyncio.run(_build_all(output, wanted))
    return len(wanted)


def _stamp(output: Path, files: Sequence[str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for file in files:
        digest.update(file.encode())
        digest.update((output / file).read_bytes())
    return digest.hexdigest()


async def _build_all(output: Path, wanted: Mapping[str, tuple[Sequence[str], str]]) -> None:
    limit = asyncio.Semaphore(3)

    async def one(folder: str, files: Sequence[str], stamp: str) -> None:
        async with limit:
            await _build(output, folder, files, stamp)

    await asyncio.gather(*(one(folder, files, stamp) for folder, (files, stamp) in wanted.items()))


async def _build(output: Path, folder: str, files: Sequence[str], stamp: str) -> None:
    target = output / folder
    beside = target.with_name(target.name + ".part")
    shutil.rmtree(beside, ignore_errors=True)
    if files:
        config = IndexConfig(root_selector="main", output_path=str(beside), force_language="en")
        async with PagefindIndex(config=config) as index:
            for glob in _globs(files):
                await index.add_directory(str(output), glob=glob)
            await index.write_files()
        for unused in beside.glob("pagefind-*"):
            # Pagefind's own user interfaces: ours is a page of the site.
            if unused.name.startswith(("pagefind-ui", "pagefind-modular", "pagefind-component")):
                unused.unlink()
    else:
        beside.mkdir(parents=True)
    (beside / STAMP).write_text(stamp, "utf-8")
    shutil.rmtree(target, ignore_errors=True)
    beside.rename(target)


def _globs(files: Sequence[str]) -> list[str]:
    """As few globs as name exactly these pages: whole folders of listings, and single files."""
    by_folder: dict[str, list[str]] = {}
    for file in files:
        by_folder.setdefault("/".join(file.split("/")[:2]), []).append(file)
    own = max(by_folder, key=lambda folder: len(by_folder[folder]))
    globs = [f"{own}/**/index.html"]
    for folder, singles in by_folder.items():
        if folder != own:
            names = ",".join(file.split("/")[2] for file in singles)
            globs.append(f"{folder}/{{{names}}}/index.html" if len(singles) > 1 else singles[0])
    return globs
