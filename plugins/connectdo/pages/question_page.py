"""The question of the month and what people answered, and the months before."""

from __future__ import annotations

from dataclasses import dataclass

from connectdo.derive.endings import questions_of
from connectdo.pages.asked_in_month import AskedInMonth, asked_in_month
from connectdo.pages.chrome import chrome_for
from connectdo.pages.page_parts import Chrome
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link
from connectdo.told.wording import MONTH_QUESTION, TOGETHER


@dataclass(frozen=True, slots=True)
class MonthQuestionView:
    """``now`` is the question of the month, ``before`` are those before it.

    ``answer`` leads to the form where there is one; ``empty`` is said where nothing was asked.
    """

    chrome: Chrome
    heading: str
    intro: str
    now: AskedInMonth | None
    answer: Link | None
    before: tuple[AskedInMonth, ...]
    empty: str
    together: Link


def month_question_view(publication: Publication, borough: str) -> MonthQuestionView:
    """The question that stands on the day the page is made, and those of a year before it."""
    address = urls.month_question(borough)
    links = publication.site.links_from(address)
    name = publication.borough(borough).name
    asked = questions_of(publication.directory, borough, publication.today)
    form = publication.form_link(links, "answer", asked[0].ref) if asked else ""
    told = [asked_in_month(each) for each in asked]
    return MonthQuestionView(
        chrome=chrome_for(
            publication,
            address,
            MONTH_QUESTION,
            description=told[0].question
            if told
            else f"A question to everybody in {name}, and what people say.",
            borough=borough,
            noindex=not asked,
            styles=("listing.css",),
        ),
        heading=f"{MONTH_QUESTION} in {name}",
        intro="One small question a month. A person reads every answer before it stands here. "
        "Nobody is named.",
        now=told[0] if told else None,
        answer=Link(form, "Answer it too") if form else None,
        before=tuple(told[1:]),
        empty="" if told else "No question is asked just now.",
        together=Link(links.to(urls.together(borough)), TOGETHER),
    )
