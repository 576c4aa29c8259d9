"""Whether the pictures that listings name are there, are shown, and keep where they were taken."""

from __future__ import annotations

from collections.abc import Iterator

from connectdo.data.directory import Directory, Record
from connectdo.data.model import Listing
from connectdo.data.problems import Problem, did_you_mean, quoted
from connectdo.rules.context import Context, error


def photos_exist(context: Context) -> Iterator[Problem]:
    """A picture that a listing names lies in its borough's folder of photos."""
    for listing in context.directory.listings.values():
        path = picture_of(listing)
        if path and path not in context.photos and not context.is_shut(path):
            folder, _, name = path.rpartition("/")
            known = [path.rpartition("/")[2] for path in sorted(context.photos) if folder in path]
            near = did_you_mean(name, known, most=0)
            advice = near if near.startswith("Did") else "Put it there, or take the field out."
            yield error(listing, ("photo", "file"), f"{quoted(name)} is not in {folder}. {advice}")


def photos_are_used(context: Context) -> Iterator[Problem]:
    """A picture in a folder of photos is shown by a listing of the borough."""
    used = {picture_of(listing) for listing in context.directory.listings.values()}
    for path in sorted(context.photos & context.pictures.keys() - used):
        yield Problem(
            path,
            1,
            "",
            "No listing shows this picture, so it is not published. "
            'Name it in a listing\'s "photo", or delete it.',
            "",
            "warning",
        )


def picture_keeps_no_place(context: Context) -> Iterator[Problem]:
    """A picture does not tell where it was taken; at a private place that is an error."""
    private = {
        picture_of(listing)
        for listing in context.directory.listings.values()
        if _is_private(context.directory, listing)
    }
    for path, picture in sorted(context.pictures.items()):
        if not picture.tells_where:
            continue
        said = (
            "The picture holds the place where it was taken. The site leaves that out, "
            "but everybody can read this file. Put a screenshot of the picture here instead."
        )
        if path in private:
            also = " The place is private: have the old file taken out of the history too."
            yield Problem(path, 1, "", said + also, "")
        else:
            yield Problem(path, 1, "", said, "", "warning")


def picture_of(listing: Record[Listing]) -> str:
    """The path of the picture that a listing shows; empty where it shows none."""
    photo = listing.data.photo
    return f"boroughs/{listing.borough}/photos/{photo.file}" if photo else ""


def _is_private(directory: Directory, listing: Record[Listing]) -> bool:
    """Whether one of the places where it is on is a secret."""
    venues = [directory.venue_of(listing)]
    venues += [directory.venue_of(listing, session) for session in listing.data.when]
    return any(venue is not None and venue.data.private for venue in venues)
