"""Which picture a chat or a social site shows beside a link, and what it says to who cannot see it.

A borough's pages have the borough's picture, all others that of the whole site. It knows where
the pictures are, and not how they are drawn: ``feeds.social_images`` does that.
"""

from __future__ import annotations

from connectdo.data.geography import Outline
from connectdo.told.publication import Publication, made_for_all

NAME = "social.png"
WIDTH, HEIGHT = 1200, 630
TAGLINE = "Find something you love, near you"


def social_image(publication: Publication, borough: str) -> tuple[str, str]:
    """The address of a page's picture and its words; both empty where no outline is known."""
    if borough in outlines_of(publication):
        name = publication.borough(borough).name
        return f"{borough}/{NAME}", f"{publication.settings.name}: the outline of {name}"
    if outlines_of(publication):
        return NAME, f"{publication.settings.name}: a map of its boroughs"
    return "", ""


@made_for_all
def outlines_of(publication: Publication) -> dict[str, Outline]:
    """The outline of each borough of the publication that has one, by its id."""
    geography = publication.directory.geography
    outlines = geography.outlines if geography else {}
    return {each.id: outlines[each.id] for each in publication.boroughs if each.id in outlines}
