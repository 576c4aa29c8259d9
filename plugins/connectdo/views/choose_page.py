"""“Help me choose” for browsers without scripts: which borough, what sounds nice, and its page.

One question a page, so that nothing is remembered and "back" undoes a step. It asks nothing about
the reader. It does not know who looks at the page, nor what they chose before.
"""

from __future__ import annotations

from connectdo.views import urls
from connectdo.views.borough_pages import area_links
from connectdo.views.chrome import chrome_for
from connectdo.views.publication import Publication
from connectdo.views.shapes import ChooseView, CountedLink, Link
from connectdo.views.wording import counted


def choose_view(publication: Publication) -> ChooseView:
    """The first question: where do you live?"""
    links = publication.site.links_from(urls.CHOOSE)
    boroughs = tuple(
        CountedLink(
            links.to(urls.choose(each.id)),
            each.data.name,
            len(publication.listed(each.id)),
            counted(len(publication.listed(each.id))),
        )
        for each in publication.boroughs
    )
    return ChooseView(
        chrome=chrome_for(
            publication,
            urls.CHOOSE,
            "Help me choose: where do you live?",
            description="Two short questions, and you see what is on near you.",
        ),
        heading="Where do you live?",
        lead="There are two short questions. No answer is wrong, and you can go back.",
        step="Question 1 of 2",
        boroughs=boroughs,
        areas=(),
        any=Link(links.to(urls.SEARCH), "I don’t mind. Show me all boroughs"),
        others=(Link(links.to(urls.HOME), "Go back"),),
    )


def choose_area_view(publication: Publication, borough: str) -> ChooseView:
    """The second question: what sounds nice? Each answer is the page of an area."""
    address = urls.choose(borough)
    links = publication.site.links_from(address)
    name = publication.borough(borough).name
    return ChooseView(
        chrome=chrome_for(
            publication,
            address,
            f"Help me choose in {name}: what sounds nice?",
            description=f"Choose what sounds nice, and see what is on in {name}.",
            crumbs=[(urls.CHOOSE, "Help me choose")],
            canonical=urls.borough(borough),
        ),
        heading=f"What sounds nice in {name}?",
        lead="Choose the one that you like best today. You can change your mind.",
        step="Question 2 of 2",
        boroughs=(),
        areas=area_links(publication, borough, links),
        any=Link(links.to(urls.borough(borough)), f"I don’t mind. Show me all of {name}"),
        others=(Link(links.to(urls.CHOOSE), "Go back"),),
    )
