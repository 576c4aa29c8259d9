"""Who helps with what this site cannot give: debt, a home, an illness. It needs no scripts.

The words that bring each of them above a search are ``device.needs_elsewhere``.
"""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.pages.chrome import chrome_for
from connectdo.pages.page_parts import Chrome
from connectdo.told import urls
from connectdo.told.crisis_contacts import helpline
from connectdo.told.publication import Publication
from connectdo.told.shapes import Helpline, Link


@dataclass(frozen=True, slots=True)
class NeedMet:
    """A need, and who helps with it. ``id`` is its place on the page."""

    id: str
    name: str
    helpers: tuple[Helpline, ...]


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """All who help elsewhere; ``danger`` and ``crisis`` lead to those who answer in danger."""

    chrome: Chrome
    heading: str
    lead: str
    danger: str
    crisis: Link
    needs: tuple[NeedMet, ...]


def elsewhere_view(publication: Publication) -> ElsewhereView:
    """The one page, for all boroughs."""
    return ElsewhereView(
        chrome=chrome_for(
            publication,
            urls.ELSEWHERE,
            "Who else helps",
            description="Who helps with money, a home, health, drink and more.",
            crumbs=[(urls.HELP, "Help")],
        ),
        heading="Who else helps",
        lead="This site lists things to do. For some things you need somebody else. "
        "These people help, and most of them cost nothing.",
        danger="Is somebody in danger now? Ring 999.",
        crisis=Link(
            publication.site.links_from(urls.ELSEWHERE).to(urls.CRISIS), "Others who answer"
        ),
        needs=tuple(
            NeedMet(id, need.name, tuple(helpline(each) for each in need.helpers))
            for id, need in publication.directory.vocabulary.elsewhere.items()
        ),
    )
