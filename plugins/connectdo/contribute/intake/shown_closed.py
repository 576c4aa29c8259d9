"""Fills the page of a form that is closed: why, and whom to ring. It knows no request."""

from __future__ import annotations

from connectdo.contribute.intake.shown import chrome_of, help_first
from connectdo.pages.borough_pages import team_box
from connectdo.pages.form_pages import ClosedView
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link

KEEP_IT = "Nothing was sent. Go back one page: your words are still there, and you can copy them."


def closed_view(
    publication: Publication,
    address: str,
    borough: str,
    why: str,
    *,
    sent: bool,
    urgent: bool = False,
) -> ClosedView:
    """The page in place of a form. With ``sent`` somebody has filled it in already.

    With ``urgent`` it was to tell of a worry, which cannot wait.
    """
    team = team_box(publication, borough)
    links = publication.site.links_from(address)
    return ClosedView(
        chrome=chrome_of(publication, address, "This form is closed just now", borough),
        heading="This form is closed just now",
        lead=why,
        kept=KEEP_IT if sent else "",
        team=team,
        links=(
            Link(links.to(urls.SUGGEST), "Ring or write instead"),
            Link(links.to(urls.HOME), "The first page"),
        ),
        now=help_first(publication) if urgent else (),
    )
