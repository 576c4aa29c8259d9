"""Takes the files of what is hidden out of a published site, at once and without a build.

What is about a thing alone goes: its page, its calendar, its pictures, its files of open data, and
its old addresses, which all answer "not found" from then on. What shows it among others (lists,
search, feeds) follows with the next build. It asks for no lock: a build that goes on meanwhile may
put a page back, so whoever builds takes it down once more when that build is done.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from connectdo.data.directory import Directory, Record, full_reference
from connectdo.data.model import Listing, Part
from connectdo.data.problems import Refusal
from connectdo.feeds.oruk.files_of_one import files_of_one
from connectdo.rules.shown_pictures import picture_of
from connectdo.told import urls

NOUNS = ("organisation", "venue", "listing", "idea")
"""The kinds of things that have a page of their own."""


def take_down(folder: Path, directory: Directory, hidden: Collection[str]) -> list[str]:
    """Remove the files of what is hidden, and of what goes with it; which, as paths in the site.

    ``folder`` is the published site, ``directory`` all that there is, ``hidden`` keys of things.
    What is gone already is passed over. Raises Refusal where the disk says no.
    """
    going = directory.with_all_that_goes(hidden)
    stays = {
        picture_of(listing)
        for ref, listing in directory.listings.items()
        if f"listing/{ref}" not in going
    }
    taken: list[str] = []
    try:
        for noun in NOUNS:
            for ref, record in directory.of_noun(noun).items():
                if f"{noun}/{ref}" in going:
                    for path in _paths_of(folder, directory, record, stays):
                        _remove(folder, path, taken)
    except OSError as wrong:
        raise Refusal(
            f"The page could not be taken down: {wrong.strerror or wrong} ({folder}). "
            "Look at the folder's permissions, and hide it again."
        ) from wrong
    return taken


def _paths_of(
    folder: Path, directory: Directory, record: Record[Part], stays: Collection[str]
) -> Iterator[str]:
    """Its folders and files in the site, whether they are there or not."""
    former: tuple[str, ...] = getattr(record.data, "formerly", ())
    for ref in (record.ref, *(full_reference(each, record.borough) for each in former)):
        yield urls.thing(record.noun, ref)
    if not isinstance(record.data, Listing):
        yield from files_of_one(record, [])
        return
    listing: Record[Listing] = record  # type: ignore[assignment]
    venues = [directory.venue_of(listing, each) for each in (None, *listing.data.when)]
    yield from files_of_one(record, [venue.key for venue in venues if venue])
    path = picture_of(listing)
    if path and path not in stays:
        photo = path.removeprefix("boroughs/")
        yield photo
        wide = (folder / photo).parent.glob(f"*/{Path(photo).name}.webp")
        yield from (each.relative_to(folder).as_posix() for each in wide)


def _remove(folder: Path, path: str, taken: list[str]) -> None:
    """A file, or a thing's folder with all that is in it."""
    place = folder / path
    if place.is_dir() and not place.is_symlink():
        files = (file for file in place.rglob("*") if file.is_file())
        taken += sorted(file.relative_to(folder).as_posix() for file in files)
        shutil.rmtree(place)
    elif place.is_symlink() or place.is_file():
        place.unlink()
        taken.append(path)
