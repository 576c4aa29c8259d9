"""The facts by which the finder filters what a borough's lists show."""

from __future__ import annotations

from connectdo.derive.facets import Facets
from connectdo.told.publication import Publication


def listed_facets(publication: Publication, borough: str) -> list[tuple[str, Facets]]:
    """The facts of what a borough's lists show, by reference, in their order."""
    return [(each.ref, publication.told(each).facets) for each in publication.listed(borough)]
