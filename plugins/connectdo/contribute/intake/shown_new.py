"""Fills the pages of the form about something new. It knows no request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from connectdo.contribute.intake.looking import Looked
from connectdo.contribute.intake.new_questions import MORE, STEPS, FormStep, Group, NewQuestions
from connectdo.contribute.intake.shown import (
    Pairs,
    about_you,
    asked_field,
    chrome_of,
    demonstration_words,
    help_first,
    lines_shown,
)
from connectdo.contribute.proposing import Wrong
from connectdo.contribute.service.floods import UNSEEN
from connectdo.derive.likeness import Named
from connectdo.pages.form_pages import (
    AnswersView,
    FormSection,
    FormView,
    LikelyView,
    LikeOne,
)
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link

KEPT = (
    "What you write is kept on this page's address until you send it, for seven days at most. "
    "Keep the address if you want to go on later."
)


def step_view(
    publication: Publication,
    address: str,
    step: FormStep,
    questions: NewQuestions,
    wrong: Sequence[Wrong],
    hidden: Pairs,
    private: Mapping[str, Any],
    *,
    danger: bool,
    later: bool,
) -> FormView:
    """One page of questions."""
    says: dict[str, str] = {}
    for each in wrong:
        says.setdefault(each.name, each.says)
    groups = questions.groups(step)
    names = {each.name for group in groups for each in group.asked} | {"how"}
    sections = [_section(at, each, says) for at, each in enumerate(groups)]
    if step is STEPS[-1]:
        sections = [about_you(private, says)]
    at = STEPS.index(step) if step in STEPS else len(STEPS)
    before = STEPS[at - 1].slug if 1 < at < len(STEPS) else "check" if step is MORE else ""
    borough = questions.asking.borough
    first = step is STEPS[0]
    return FormView(
        chrome=chrome_of(publication, address, f"Something new: {step.heading}", borough),
        heading=step.heading,
        lead=step.lead,
        demonstration=demonstration_words(publication, borough, briefly=not first),
        errors=tuple((each.name if each.name in names else "", each.says) for each in wrong),
        sections=tuple(sections),
        hidden=hidden,
        button="Go on",
        danger=help_first(publication) if danger else (),
        step=f"Something new in {publication.borough(borough).name}: {at + 1} of {len(STEPS)}"
        if step in STEPS
        else "",
        back=Link(f"../{before}/", "Back") if before else None,
        kept="" if first else KEPT,
        presses=(
            *((("look", "Another time"),) if step.slug == "when" else ()),
            *(() if first else (("later", "Keep it, and go on later"),)),
        ),
        unseen=UNSEEN,
        saved="It is kept. Copy the address of this page, or leave it open." if later else "",
    )


def _section(at: int, group: Group, says: Mapping[str, str]) -> FormSection:
    fields = tuple(asked_field(each, says) for each in group.asked)
    filled = any(each.value and not each.value.isspace() for each in fields)
    wrong = any(each.wrong for each in fields)
    opened = wrong or filled or group.open
    return FormSection(f"part-{at}", group.heading, fields, folded=group.folded, open=opened)


def likely_view(
    publication: Publication, address: str, borough: str, likely: Sequence[Named], hidden: Pairs
) -> LikelyView:
    """ "Is it one of these?", each with its page and with the form that corrects it."""
    links = publication.site.links_from(address)
    return LikelyView(
        chrome=chrome_of(publication, address, "Is it one of these?", borough),
        heading="Is it one of these?",
        lead="They are on the site already. If yours is one of them, tell us what is new on it.",
        demonstration=demonstration_words(publication, borough, briefly=True),
        likely=tuple(
            LikeOne(
                Link(links.to(urls.thing("listing", each.ref)), each.name),
                ", ".join(list(dict.fromkeys(each.also))[:3]),
                Link(links.to(urls.form("correct", each.ref)), "It is this one: correct it"),
            )
            for each in likely
        ),
        hidden=hidden,
        back=Link("../you/", "Back"),
    )


def check_view(
    publication: Publication,
    address: str,
    questions: NewQuestions,
    looked: Looked,
    wrong: Sequence[Wrong],
    hidden: Pairs,
    *,
    danger: bool,
) -> AnswersView:
    """All answers once more, with the way back to each page."""
    borough = questions.asking.borough
    where = {name: step for step in (*STEPS, MORE) for name in questions.names(step)}
    where["how"] = STEPS[-1]
    missing = []
    for each in wrong:
        step = where.get(each.name)
        missing.append(Link(f"../{step.slug}/#{each.name}" if step else "", each.says))
    lines = looked.proposal.lines if looked.proposal else ()
    return AnswersView(
        chrome=chrome_of(publication, address, "Check your answers", borough),
        heading="Check your answers",
        lead="Nothing is sent yet. Somebody of the borough's team reads it before it is shown.",
        demonstration=demonstration_words(publication, borough, briefly=True),
        lines=lines_shown(lines, risks=False),
        hidden=hidden,
        back=Link("", ""),
        danger=help_first(publication) if danger else (),
        wrong=tuple(missing),
        changes=(
            *(Link(f"../{step.slug}/", step.heading) for step in STEPS[1:]),
            Link(f"../{MORE.slug}/", MORE.heading),
        ),
    )
