"""Fills the pages of forms and senders: what the desk knows becomes views of the site's own pages.

What the review says too stands here as well. It knows no request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from connectdo.contribute.as_people_say import days_as_said
from connectdo.contribute.form_fields import Asked, Says
from connectdo.contribute.intake.agreed import agreed_to
from connectdo.contribute.intake.desk import Form
from connectdo.contribute.intake.looking import Looked
from connectdo.contribute.intake.own_words import (
    NO,
    YES,
    OwnWords,
    WordsState,
    question_about,
)
from connectdo.contribute.intake.words_back import TAKEN_OUT
from connectdo.contribute.proposing import NOTHING, Line, Wrong
from connectdo.contribute.service.floods import UNSEEN
from connectdo.contribute.small_sorts import SORTS
from connectdo.contribute.store.store import PROGRAM, SENDER, Kind, State, Submission
from connectdo.contribute.store.store_reviewers import PERSON
from connectdo.derive.dates import LONDON
from connectdo.pages.chrome import chrome_for
from connectdo.pages.form_pages import (
    AnswersView,
    ChangeLine,
    FormField,
    FormSection,
    FormView,
    SentView,
    TakingBack,
    WordsAsked,
)
from connectdo.pages.page_parts import Chrome
from connectdo.told import urls
from connectdo.told.message_words import HOW
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link, Way

Pairs = tuple[tuple[str, str], ...]
NOBODY: Mapping[str, str] = {}
SOMEBODY = "somebody of a team"
"""Who is no reviewer of the borough, and never was."""

STILL_HERE = "It was not sent: your words are still here."
"""What a form says that could not be kept."""
HOW_OF_TEAM = "team"
NUMBER_KEPT = "A number that not everyone may see"
WAITS = (State.RECEIVED, State.ASKED)

KINDS = {
    Kind.NEW: "Something new",
    Kind.CORRECT: "A correction",
    Kind.STOPPED: "It has stopped",
    Kind.TIP: "A tip",
    Kind.PROBLEM: "A problem with a page",
    Kind.IDEA: "An idea",
    Kind.OFFER: "An offer or a want",
    Kind.ANSWER: "An answer to the question of the month",
    Kind.ASK: "A question to a group",
    Kind.EVENT: "An event of a group",
    Kind.STEP: "A step of an idea",
}

STATES = {
    State.RECEIVED: "We have it. Somebody of the borough's team looks at it next.",
    State.ASKED: "We have a question for you.",
    State.ACCEPTED: "It is published.",
    State.DECLINED: "We have not changed the page.",
    State.PUT_BACK: "The page is as it was before.",
    State.ERASED: "Nothing is kept but this reference, and when it was sent.",
}
_ON_ITS_WAY = {
    State.ACCEPTED: "Somebody said yes. It will be on the page soon.",
    State.PUT_BACK: "We are putting the page back as it was.",
}
"""What is said until the public page answers with it."""


_UNSHOWN = "The page is not shown at the moment."


_TAKEN_OUT = "Your words are not on the site any more."
_COMING_OFF = "Your words come off the site. It takes a few minutes."


def state_words(sent: Submission, *, at_once: bool, unshown: bool = False) -> str:
    """How far it has come. With ``at_once`` what is decided is done.

    ``unshown`` says that it is accepted about a page that nobody is shown just now.
    """
    if sent.kind is Kind.PROBLEM and sent.state is State.ACCEPTED and not at_once:
        return "We have read it."
    if unshown:
        written = at_once or sent.published
        return f"{'It is written down.' if written else 'Somebody said yes.'} {_UNSHOWN}"
    done = at_once or sent.published
    if sent.state is State.PUT_BACK and sent.said == TAKEN_OUT:
        return _TAKEN_OUT if done else _COMING_OFF
    if done:
        return STATES[sent.state]
    return _ON_ITS_WAY.get(sent.state, STATES[sent.state])


STEPS = {
    "sent": "it was sent",
    "answered": "the question was answered",
    "amended": "it was changed before it is accepted",
    "asked": "a question was asked",
    "accepted": "it was accepted",
    "declined": "it was not accepted",
    "put_back": "the page was put back as it was",
    "said_yes": "a first yes was given",
    "erased": "what was written was erased",
    "rang": "somebody rang",
    "taken_back": "that was taken back",
    "returned": "it could not be done, and is to be decided again",
    "written": "it was written into the files",
    "published": "the public page shows it",
    "unshown": "it is written down, and the page is not shown at the moment",
    "off_the_page": "the public page is without it again",
    "asked_words": "the sender was asked about their changed words",
    "yes_words": "the sender said yes to the changed words",
    "no_words": "the sender said no to the changed words",
}
"""What the history calls a step, in words."""


def chrome_of(publication: Publication, address: str, title: str, borough: str = "") -> Chrome:
    """The frame of a page that no search engine and no reader's list has."""
    return chrome_for(
        publication,
        address,
        title,
        borough=borough,
        noindex=True,
        scripts=("form.js",),
        styles=("form.css",),
        without=("dates.js", "kept.js", "my-list.js"),
        canonical=address,
    )


def demonstration_words(publication: Publication, borough: str, *, briefly: bool = False) -> str:
    """What a form of a demonstration says before anything is asked; empty in a live borough.

    ``briefly`` is for the pages behind the first one.
    """
    if publication.borough(borough).status.value != "demonstration":
        return ""
    if briefly:
        return "This borough is invented. Please write no real person's name, number or address."
    return (
        "This borough is invented, and so are its groups. Try the form as you like. "
        "Please do not write a real person's name, number or address."
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """What the form of a kind says; {name} is the listing's."""

    title: str
    heading: str
    lead: str


_WORDS = {
    Kind.CORRECT: _Words(
        "Correct: {name}",
        "What is wrong with “{name}”?",
        "Open the part that is wrong, change it, and leave the rest. "
        "Somebody reads it before it is shown.",
    ),
    Kind.STOPPED: _Words(
        "Stopped: {name}",
        "Has “{name}” stopped?",
        "Thank you for telling us. It keeps others from a locked door.",
    ),
    Kind.TIP: _Words(
        "A tip: {name}",
        "What would you tell somebody who goes to “{name}” for the first time?",
        "One thing that helped you is enough. Somebody reads it before it is shown.",
    ),
    Kind.PROBLEM: _Words(
        "A problem with a page",
        "What is wrong with the page?",
        "Something does not work, or cannot be read. Say it in your own words.",
    ),
    Kind.IDEA: _Words(
        "An idea for {name}",
        "What would you like to start in {name}?",
        "A few words are enough. Somebody of the team reads it before it is shown. Others may say "
        "that they would come, to the team alone. It stays for twelve weeks.",
    ),
    Kind.OFFER: _Words(
        "An offer or a want in {name}",
        "What can you offer, or what do you look for?",
        "Time, a skill or a thing, for nothing. Somebody of the team reads it before it is shown, "
        "and whoever answers writes to the team. It stays for four weeks.",
    ),
    Kind.ANSWER: _Words(
        "Your answer: {name}",
        "{name}",
        "A sentence or two is enough. Somebody of the team reads it before it is shown.",
    ),
    Kind.ASK: _Words(
        "Ask “{name}”",
        "What would you like to ask “{name}”?",
        "The team asks the group for you. Your question is shown with their answer, and without "
        "your name.",
    ),
    Kind.EVENT: _Words(
        "An event of “{name}”",
        "What does “{name}” put on?",
        "Five answers are enough: the rest is on the group's page already. Somebody of the team "
        "reads it, and may ring the group, before it is shown.",
    ),
}
NOTHING_YET = {
    Kind.CORRECT: "Nothing is changed yet. Change what is wrong, and send.",
    Kind.STOPPED: "The page says already that it has stopped. Thank you.",
    Kind.TIP: "Write the tip first.",
    Kind.PROBLEM: "Write what is wrong first.",
    Kind.IDEA: "Write the idea first.",
    Kind.OFFER: "Write what you offer or look for first.",
    Kind.ANSWER: "Write your answer first.",
    Kind.ASK: "Write the question first.",
    Kind.EVENT: "Say what it is, and on which day.",
    Kind.STEP: "Nothing is changed yet. Say how far it has come.",
}
"""What a form of a kind says when nothing stands in it."""
_OTHER_FORMS = {
    Kind.CORRECT: ((Kind.STOPPED, "It has stopped"), (Kind.TIP, "Give a tip")),
    Kind.STOPPED: ((Kind.CORRECT, "It goes on, but something is wrong"),),
    Kind.TIP: ((Kind.CORRECT, "Something on the page is wrong"),),
    Kind.ASK: ((Kind.TIP, "Give a tip"),),
    Kind.EVENT: ((Kind.CORRECT, "Something on the page is wrong"),),
}


def form_view(
    publication: Publication,
    form: Form,
    address: str,
    wrong: Sequence[Wrong],
    hidden: Pairs,
    private: Mapping[str, str],
    page: str = "",
    *,
    danger: bool = False,
    kept: bool = False,
) -> FormView:
    """A form about what stands already, filled with what its page shows or with what was answered.

    ``page`` is the address that a problem is about.
    """
    says: dict[str, str] = {}
    for each in wrong:
        says.setdefault(each.name, each.says)
    folded = form.kind is Kind.CORRECT
    sections = [*sections_of(form.asked, says, folded=folded), about_you(private, says, form.kind)]
    if form.kind is Kind.PROBLEM:
        asked = FormField("page", "Which page is it?", "Its address, or what it is called.", "line")
        sections.insert(0, FormSection("which", "The page", (replace(asked, value=page),)))
    names = {each.name for section in sections for each in section.fields}
    words, name = _WORDS[form.kind], form.about
    return FormView(
        chrome=chrome_of(publication, address, words.title.format(name=name), form.borough),
        heading=words.heading.format(name=name),
        lead=" ".join(filter(None, (words.lead, agreed_to(form.kind)))),
        demonstration=demonstration_words(publication, form.borough),
        errors=tuple((each.name if each.name in names else "", each.says) for each in wrong),
        sections=tuple(sections),
        hidden=hidden,
        button="Check your answers",
        links=_links_of(publication, form, address),
        danger=help_first(publication) if danger else (),
        kept=KEPT if kept else "",
        presses=(("keep", "Keep it, and go on later"),) if folded else (),
        unseen=UNSEEN,
    )


KEPT = "What you wrote is kept on this page's address for seven days. Keep the address."


def _links_of(publication: Publication, form: Form, address: str) -> tuple[Link, ...]:
    links = publication.site.links_from(address)
    if form.listing is None and form.kind in SORTS:
        return (
            Link(links.to(urls.borough(form.borough)), "Back to the borough"),
            Link(links.to(urls.SUGGEST), "Ring or write instead"),
        )
    if form.listing is None:
        return (
            Link(links.to(urls.form("report", form.borough)), "It hurts, or breaks a rule"),
            Link(links.to(urls.SUGGEST), "Ring or write instead"),
        )
    ref = form.listing.ref
    return (
        *(
            Link(links.to(urls.form(kind.value, ref)), words)
            for kind, words in _OTHER_FORMS[form.kind]
        ),
        Link(links.to(urls.thing("listing", ref)), "Back to the page"),
        Link(links.to(urls.SUGGEST, f"about={ref}"), "Ring or write instead"),
    )


def asks_how(kind: Kind) -> bool:
    """Whether somebody has to say how they know: of what they say of themselves, nobody asks."""
    return kind is not Kind.PROBLEM and (kind not in SORTS or kind is Kind.TIP)


def how_is_missing(kind: Kind, private: Mapping[str, Any]) -> list[Wrong]:
    """That nobody said how they know, where that is asked."""
    if not asks_how(kind) or private["how"] in HOW:
        return []
    return [Wrong("how", "How do you know?", "Choose how you know. A guess helps, too: say so.")]


def sections_of(
    asked: Sequence[Asked], says: Mapping[str, str], *, folded: bool
) -> list[FormSection]:
    """What is asked, each part folded behind its heading: whoever comes knows what is wrong.

    A part opens by itself where something in it has to be put right.
    """
    found = []
    for at, heading in enumerate(dict.fromkeys(each.section for each in asked)):
        fields = tuple(asked_field(each, says) for each in asked if each.section == heading)
        wrong = any(each.wrong for each in fields)
        found.append(FormSection(f"part-{at}", heading, fields, folded=folded, open=wrong))
    return found


def asked_field(each: Asked, says: Mapping[str, str]) -> FormField:
    """A question as a page shows it, with the sentence beside it where its answer is wrong."""
    chosen = {part.strip() for part in each.value.split(",")}
    hint, value = each.help, each.value
    if each.says is Says.DAYS:
        value = days_as_said(value)
    if each.example and each.control.value in ("line", "text"):
        example = days_as_said(each.example)
        hint = f"{hint} For example: {example}" if hint else f"For example: {example}"
    return FormField(
        each.name,
        each.question or each.label,
        hint,
        each.control.value,
        value,
        tuple((value, words, value in chosen) for value, words in each.choices),
        says.get(each.name, ""),
        "Look" if each.name.startswith("find-") else "",
    )


_HOW = FormField("how", "How do you know?", "It helps us to decide whom to ring.", "choice")
_WORDS_FIELD = FormField(
    "words",
    "Anything else that we should know?",
    "Only the borough's team reads this. You may leave it empty. "
    "You cannot send pictures or files.",
    "text",
)
_REACH = FormField(
    "reach",
    "How can we reach you, if we have a question?",
    "A phone number or an e-mail address, for the team alone. You may leave it empty.",
    "line",
)


def about_you(
    private: Mapping[str, str], says: Mapping[str, str], kind: Kind = Kind.NEW
) -> FormSection:
    """How they know, and how to reach them: for the team alone."""
    how = replace(
        _HOW,
        choices=tuple((key, words, private.get("how") == key) for key, words in HOW.items()),
        wrong=says.get("how", ""),
    )
    words = replace(_WORDS_FIELD, value=private.get("words", ""), wrong=says.get("words", ""))
    reach = replace(_REACH, value=private.get("reach", ""))
    if kind is Kind.PROBLEM:
        words = replace(
            words, question="What is wrong?", hint="Only the borough's team reads this."
        )
        return FormSection("you", "The problem", (words, reach))
    if not asks_how(kind):
        return FormSection("you", "For the team alone", (words, reach))
    return FormSection("you", "How do you know?", (how, words, reach))


def lines_shown(lines: Sequence[Line], *, risks: bool) -> tuple[ChangeLine, ...]:
    """The changes as a page shows them; what a reviewer has to do only where it is for one."""
    return tuple(
        ChangeLine(each.label, each.now, each.proposed, each.risk if risks else "")
        for each in lines
    )


def answers_view(
    publication: Publication,
    form: Form,
    address: str,
    lines: Sequence[Line],
    hidden: Pairs,
    danger: bool,
    number: str = "",
) -> AnswersView:
    """The answers once more before they go; ``number`` is one that not everyone may see."""
    kept_back = (Line(NUMBER_KEPT, NOTHING, number, ""),) if number else ()
    about = f" about “{form.listing.data.name}”" if form.listing else ""
    if form.kind is Kind.PROBLEM:
        about = " about a page"
    agreed = f" {agreed_to(form.kind)}".rstrip()
    return AnswersView(
        chrome=chrome_of(publication, address, "Check your answers", form.borough),
        heading="Check your answers",
        lead=f"This is what you tell us{about}. Nothing is sent yet.{agreed}",
        demonstration=demonstration_words(publication, form.borough),
        lines=lines_shown((*lines, *kept_back), risks=False),
        hidden=hidden,
        back=Link("", "Change something"),
        danger=help_first(publication) if danger else (),
    )


def help_first(publication: Publication) -> tuple[Way, ...]:
    """Whom to reach, where what was written sounds like danger."""
    return chrome_of(publication, urls.CRISIS, "").crisis_ways


_THEN = {
    Kind.NEW: "Then it is on the site.",
    Kind.CORRECT: "Then the page changes.",
    Kind.STOPPED: "Then the page changes.",
    Kind.TIP: "Then it is on the page.",
    Kind.PROBLEM: "Then we mend it.",
    Kind.IDEA: "Then it is on the site, for twelve weeks.",
    Kind.OFFER: "Then it is on the site, for four weeks.",
    Kind.ANSWER: "Then it is on the page.",
    Kind.ASK: "Then we ask the group, and both are on the page.",
    Kind.EVENT: "Then it is on the site, until it is over.",
    Kind.STEP: "Then the idea's page says so.",
}


def sent_view(
    publication: Publication,
    address: str,
    looked: Looked,
    hidden: Pairs,
    *,
    just_now: bool,
    wrong: str = "",
    at_once: bool = True,
    unshown: bool = False,
    words: OwnWords | None = None,
    taking: TakingBack | None = None,
) -> SentView:
    """The sender's own page about what they sent. No contact details are on it.

    ``words`` are their own, and how it stands with them; ``unshown`` as ``state_words`` has it.
    """
    sent = looked.submission
    links = publication.site.links_from(address)
    shown = looked.listing
    back = (Link(links.to(urls.thing("listing", shown.ref)), shown.data.name),) if shown else ()
    waits = sent.state in WAITS
    asked = sent.state is State.ASKED
    lines = looked.proposal.lines if looked.proposal and waits else ()
    reads = (
        "A person reads it." if sent.kind in SORTS else "A person reads it, and may ring to check."
    )
    says = sent.said or f"{reads} {_THEN[sent.kind]}"
    if unshown or (not at_once and not sent.published):
        says = _SAYS_MEANWHILE.get(sent.state, says)
        says = "Thank you for having told us." if sent.said == TAKEN_OUT else says
    changed = words if words and waits and words.state is WordsState.ASKED else None
    return SentView(
        chrome=chrome_of(publication, address, "What you sent", sent.borough),
        heading="Thank you. We have it."
        if just_now and sent.state is not State.ERASED
        else "What you sent",
        reference=sent.id,
        state=state_words(sent, at_once=at_once, unshown=unshown),
        says=says,
        lines=lines_shown(lines, risks=False),
        links=(*back, Link(links.to(urls.HOME), "The first page")),
        question=sent.said if asked else "",
        hidden=hidden if asked or changed or taking else (),
        wrong=wrong,
        words=_words_asked(sent.kind, changed) if changed else None,
        taking=taking,
    )


_SAYS_MEANWHILE = {
    State.ACCEPTED: "Thank you for telling us.",
    State.PUT_BACK: "Ring us if that is wrong.",
}


def taking_words_back(
    sent: Submission, *, can: bool, asks: bool, by_hand: str
) -> TakingBack | None:
    """What a sender may press to take their words back, or what becomes of that."""
    if by_hand:
        return TakingBack("Your words come off", by_hand)
    if not can:
        return None
    published = sent.state is State.ACCEPTED
    if not asks:
        return TakingBack(
            "Would you rather not have said it?",
            "You can take your words back at any time. Nobody asks you why.",
            ("take-back", "Take my words back"),
        )
    then = (
        "Then they come off the site. They stay in the history of its files, as all that was "
        "published; ask us if they must leave that, too."
        if published
        else "Then they are erased, and nobody reads them any more."
    )
    return TakingBack(
        "Shall we take your words back?", then, ("take-back-yes", "Yes, take them back"), "No"
    )


def _words_asked(kind: Kind, words: OwnWords) -> WordsAsked:
    day = f"{words.until.astimezone(LONDON):%-d %B}" if words.until else ""
    return WordsAsked(
        heading=question_about(kind),
        sent=words.sent,
        changed=words.changed,
        of=words.of,
        yes=YES,
        no=NO,
        then=f"You can answer until {day}. If you do not, it is shown as you wrote it, or not at "
        "all.",
    )


def who_words(by: str, names: Mapping[str, str]) -> str:
    """Who took a step; ``names`` are those of the borough's people, by what the log calls them.

    The id of anybody else is shown to nobody.
    """
    return {**names, **_BY}.get(by) or (SOMEBODY if by.startswith(PERSON) else by)


def first_big(words: str) -> str:
    """Words as a sentence begins."""
    return words[:1].upper() + words[1:]


_BY = {SENDER: "the sender", PROGRAM: "the program"}
