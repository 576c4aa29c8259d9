"""Fills the pages of the review: what the desk knows of a change becomes a view, for the team.

It knows no request, and nothing of what a sender sees but the sentences that both are told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from connectdo.contribute.form_fields import Asked
from connectdo.contribute.intake.agreed import BY_FORM, BY_PAGE, numbers_in
from connectdo.contribute.intake.desk import path_in
from connectdo.contribute.intake.looking import Looked
from connectdo.contribute.intake.new_questions import WHOSE
from connectdo.contribute.intake.noes import reasons_for
from connectdo.contribute.intake.own_words import (
    OwnWords,
)
from connectdo.contribute.intake.shown import (
    HOW_OF_TEAM,
    KINDS,
    NOBODY,
    NUMBER_KEPT,
    STEPS,
    WAITS,
    Pairs,
    chrome_of,
    demonstration_words,
    lines_shown,
    sections_of,
    state_words,
    who_words,
)
from connectdo.contribute.proposing import Wrong
from connectdo.contribute.service.floods import WHY, Aside
from connectdo.contribute.service.letter_texts import waited_long_words
from connectdo.contribute.small_sorts import SORTS, page_of_file
from connectdo.contribute.store.store import Event, Kind, State, Submission
from connectdo.contribute.store.store_agreements import Agreed
from connectdo.data.directory import Record
from connectdo.data.model import Listing
from connectdo.derive.dates import LONDON
from connectdo.derive.likeness import Named
from connectdo.derive.words import counted
from connectdo.pages.form_pages import (
    FormView,
)
from connectdo.pages.review_pages import QueueView, ReviewView, WaitingRow
from connectdo.told import urls
from connectdo.told.message_words import HOW
from connectdo.told.policy import content_policy
from connectdo.told.publication import Publication
from connectdo.told.reaching import mail_to_group
from connectdo.told.shapes import Link, Way
from connectdo.told.wording import EXAMPLE


def queue_view(
    publication: Publication,
    waiting: Sequence[Looked],
    decided: Sequence[Looked],
    hidden: Pairs,
    lanes: Link,
    find: str = "",
    found: Sequence[Named] = (),
    pasted: str = "",
    wrong: str = "",
    name: str = "",
    *,
    trouble: str = "",
    came_back: Collection[str] = (),
    at_once: bool = True,
    unshown: Collection[str] = (),
    too_long: int = 0,
) -> QueueView:
    """All that waits, and what was decided last; and the listings that the team looked for.

    ``pasted`` is a message that could not be taken in, ``wrong`` says why; ``name`` is whose it is.
    ``trouble`` keeps what is accepted from the site; ``came_back`` are references of what could not
    be done, ``unshown`` of what is accepted about a page that nobody is shown just now;
    ``too_long`` is how many wait for too long.
    """
    links = publication.site.links_from(urls.REVIEW)
    aside = [each for each in waiting if each.submission.aside]
    waiting = [each for each in waiting if not each.submission.aside]
    number = len(waiting)
    return QueueView(
        chrome=chrome_of(publication, urls.REVIEW, "The review"),
        heading="What people sent",
        lead=f"{counted(number)} to look at: first those to ring about, then the oldest."
        if number
        else "Nothing waits. Thank you for looking.",
        waiting=tuple(
            _row(links, each.submission, each.name, _asks(each, came_back), each.risky)
            for each in sorted(waiting, key=lambda each: not each.risky)
        ),
        decided=tuple(
            _row(
                links,
                each.submission,
                each.name,
                state_words(
                    each.submission, at_once=at_once, unshown=each.submission.id in unshown
                ),
                False,
            )
            for each in decided
        ),
        aside=tuple(
            _row(links, each.submission, each.name, why_aside(each.submission), each.risky)
            for each in aside
        ),
        trouble=trouble,
        too_long=waited_long_words(too_long) if too_long else "",
        hidden=hidden,
        lanes=lanes,
        find=find,
        pasted=pasted,
        wrong=wrong,
        who=f"You are signed in as {name}." if name else "",
        found=tuple(
            (
                Link(links.to(f"{urls.REVIEW}edit/{each.ref}/"), words_of(each)),
                Link(links.to(f"{urls.HIDE}{each.ref}/"), "Hide it from the site"),
            )
            for each in found
        ),
    )


def why_aside(sent: Submission) -> str:
    """Why it was set aside, in words; empty where it was not."""
    return WHY[Aside(sent.aside)] if sent.aside else ""


def words_of(thing: Named) -> str:
    """What somebody knows a thing by: its name, whose it is, and where."""
    words = list(dict.fromkeys((thing.name, *thing.also)))
    return ", ".join([*words[:3], *words[3:][-1:]])


def _row(links: urls.Links, each: Submission, name: str, asks: str, risky: bool) -> WaitingRow:
    when = each.sent.astimezone(LONDON)
    sent = f"{each.id}, sent on {when:%-d %B} at {when:%H:%M}"
    words = f"{KINDS[each.kind]}: {name}"
    return WaitingRow(Link(links.to(f"{urls.REVIEW}{each.id}/"), words), asks, sent, risky)


def _asks(looked: Looked, came_back: Collection[str]) -> str:
    if looked.submission.id in came_back:
        return "It came back. It was accepted, and could not be written."
    if looked.proposal is None:
        return looked.says
    if looked.submission.kind in (Kind.NEW, Kind.EVENT, *SORTS):
        told = {line.label: line.proposed for line in looked.proposal.lines}
        return told.get(str(Listing.model_fields["summary"].title)) or next(iter(told.values()), "")
    return "Changes: " + (", ".join(line.label for line in looked.proposal.lines) or "nothing")


def review_view(
    publication: Publication,
    looked: Looked,
    private: Mapping[str, object],
    history: Sequence[Event],
    hidden: Pairs,
    said: str = "",
    error: str = "",
    likely: Sequence[Link] = (),
    names: Mapping[str, str] = NOBODY,
    needs: str = "",
    *,
    accepts: bool = True,
    goes_out: str = "",
    came_back: str = "",
    agreed: Sequence[Agreed] = (),
    words: OwnWords | None = None,
    can_put_back: bool = False,
    at_once: bool = True,
    unshown: bool = False,
) -> ReviewView:
    """One change, for the team.

    ``names`` are those of its people, by what histories call them; ``needs`` says who else has to
    agree before it is accepted, and ``accepts`` that it is for this person to do so. ``goes_out``
    says when the decision does, while it can be taken back; ``came_back`` why one could not be
    carried out; ``agreed`` is what the sender said yes to; ``unshown`` as ``state_words`` has it.
    """
    sent = looked.submission
    address = f"{urls.REVIEW}{sent.id}/"
    links = publication.site.links_from(address)
    shown = looked.listing
    files = looked.proposal.files if looked.proposal else {}
    waits = sent.state in WAITS
    wrong = [error] if error else []
    if came_back:
        done = "accepted, and could not be written" if waits else "to be put back, and could not be"
        wrong.append(f"It was {done}. {came_back}")
    own = words if words and waits and not words.may_be_shown else None
    if own:
        wrong.append(own.why_not())
    if waits and looked.proposal is None:
        wrong.append(looked.says)
    if waits and looked.proposal is not None:
        wrong += [f"{each.label}: {each.says}" for each in looked.proposal.wrong]
    if waits and looked.both:
        fields = ", ".join(".".join(map(str, where)) for where in looked.both)
        wrong.append(f"Somebody has changed the same since this was sent: {fields}.")
    how = str(private.get("how") or "")
    told = {
        "how": "The team changed it" if how == HOW_OF_TEAM else HOW.get(how, ""),
        **_words_of(private),
    }
    framed = waits and sent.kind in FRAMED and bool(files)
    chrome = chrome_of(publication, address, f"Review: {looked.name}")
    return ReviewView(
        chrome=replace(chrome, policy=content_policy(in_meta=True, frames=True))
        if framed
        else chrome,
        heading=f"{KINDS[sent.kind]}: {looked.name}",
        page=Link(links.to(urls.thing("listing", shown.ref)), "The page as it is now")
        if shown
        else None,
        lines=lines_shown(looked.proposal.lines, risks=True) if looked.proposal and waits else (),
        private=(
            *((_LABELS[key], said) for key, said in told.items() if said),
            *((("What they wrote themselves", own.sent),) if own else ()),
            *((_AGREED[each.what], _agreed_words(each)) for each in agreed),
            *_not_agreed(sent, private, agreed),
        ),
        errors=tuple(("", words) for words in dict.fromkeys(wrong)),
        said=said,
        steps=tuple(
            f"{each.when.astimezone(LONDON):%-d %B %Y, %H:%M}: "
            f"{STEPS.get(each.what, each.what)}, by {who_words(each.by, names)}"
            for each in history
        ),
        reasons=tuple(reasons_for(sent.kind).items()),
        hidden=hidden,
        open=waits,
        can_put_back=can_put_back,
        goes_out=goes_out,
        stands="" if at_once or waits else state_words(sent, at_once=False, unshown=unshown),
        as_sent=own is not None,
        frame=_frame(sent.id, list(files)[-1]) if framed else "",
        label=EXAMPLE if demonstration_words(publication, sent.borough) else "",
        aside=why_aside(sent),
        likely=tuple(likely),
        hide=_hide_link(links, sent, shown),
        ask_group=ask_group(publication, looked) if waits else None,
        change=Link("change/", "Change it before you accept")
        if waits and sent.kind in CHANGED and looked.proposal
        else None,
        needs=needs if waits else "",
        accepts=accepts,
        rings=sent.kind in RINGS,
    )


def ask_group(publication: Publication, looked: Looked) -> Way | None:
    """A ready mail with a question to the group; nothing of whoever asked is in it."""
    sent, group = looked.submission, looked.listing
    if sent.kind is not Kind.ASK or group is None or not sent.public:
        return None
    organisation = publication.directory.organisation_of(group)
    question = sent.public[sent.kind].get("question", "")
    body = (
        f"Hello. Somebody would like to ask you this about {group.data.name}:\n\n"
        f"“{question}”\n\nWhat may we answer? We show the question with your answer, and nobody's "
        f"name.\n\n{publication.settings.name}"
    )
    return mail_to_group(group, organisation, f"A question about {group.data.name}", body)


def _frame(id: str, path: str) -> str:
    """Where the page stands that a file would change: as deep as that page, so that its links
    hold."""
    return "page/" if page_of_file(path).count("/") > 2 else f"../page-{id}/"


RINGS = (Kind.NEW, Kind.CORRECT, Kind.STOPPED, Kind.EVENT)
"""What a team rings somebody about, who may say that all of the page is right."""


FRAMED = (*RINGS, *map(Kind, SORTS))
"""What changes the page of a listing so that it can be shown."""


CHANGED = (Kind.NEW, Kind.CORRECT, Kind.EVENT, Kind.STEP, *map(Kind, SORTS))
"""What the team can change before it accepts."""


def change_view(
    publication: Publication,
    address: str,
    name: str,
    borough: str,
    asked: Sequence[Asked],
    wrong: Sequence[Wrong],
    hidden: Pairs,
) -> FormView:
    """The form in which the team changes a listing, or what somebody sent about one."""
    says: dict[str, str] = {}
    for each in wrong:
        says.setdefault(each.name, each.says)
    names = {each.name for each in asked}
    return FormView(
        chrome=chrome_of(publication, address, f"Change: {name}"),
        heading=f"Change “{name}”",
        lead="Open the part that you want to change, and leave the rest.",
        demonstration=demonstration_words(publication, borough),
        errors=tuple((each.name if each.name in names else "", each.says) for each in wrong),
        sections=tuple(sections_of(asked, says, folded=True)),
        hidden=hidden,
        button="Go on",
        back=Link(publication.site.links_from(address).to(urls.REVIEW), "All that waits"),
    )


_AGREED = {
    "phone": "Their yes to the number",
    "text": "Their yes to the number for texts",
    "email": "Their yes to the e-mail address",
    **{kind: f"Their yes to the {sort.noun}" for kind, sort in SORTS.items()},
}


_NOT_ASKED = "They did not say whether its owner agrees that everyone may see it."


_HOW_AGREED = {BY_FORM: "in the form", BY_PAGE: "on their own page"}


def _hide_link(links: urls.Links, sent: Submission, shown: Record[Listing] | None) -> Link | None:
    """Where what it is about is taken off the site: a listing, or an idea or an offer itself."""
    if shown:
        return Link(links.to(f"{urls.HIDE}{shown.ref}/"), "Hide the page from the site")
    sort = SORTS["offer" if sent.kind is Kind.OFFER else "idea"]
    if sent.kind not in (Kind.IDEA, Kind.OFFER, Kind.STEP) or sent.state is not State.ACCEPTED:
        return None
    path = sent.path if sent.kind is Kind.STEP else path_in(sent)
    ref = f"{sent.borough}/{path.rpartition('/')[2].partition('.')[0]}"
    return Link(links.to(f"{urls.HIDE}{sort.record}/{ref}/"), "Hide it from the site")


def _not_agreed(
    sent: Submission, private: Mapping[str, object], agreed: Sequence[Agreed]
) -> Iterator[tuple[str, str]]:
    """That nobody said yes to a number of a correction, while it waits."""
    if sent.kind is Kind.CORRECT and sent.state in WAITS and private.get("how") != HOW_OF_TEAM:
        yes = {each.what for each in agreed}
        yield from ((_AGREED[what], _NOT_ASKED) for what in numbers_in(sent) if what not in yes)


def _agreed_words(each: Agreed) -> str:
    when = each.when.astimezone(LONDON)
    how = _HOW_AGREED.get(each.how, f"by {each.how}")
    return f"“{each.wording}” On {when:%-d %B %Y} at {when:%H:%M}, {how}."


_LABELS = {
    "whose": "Whose number it is",
    "number": NUMBER_KEPT,
    "how": "How they know",
    "words": "What they add",
    "reach": "How to reach them",
    "answered": "What they answered",
}


def _words_of(private: Mapping[str, object]) -> dict[str, str]:
    found = {key: str(private.get(key) or "") for key in ("words", "reach", "whose", "number")}
    found["whose"] = WHOSE.words(found["whose"])
    answers = private.get("answered")
    if isinstance(answers, list):
        found["answered"] = "\n".join(str(each["words"]) for each in answers)
    return found
