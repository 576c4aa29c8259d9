"""Fills the pages of the lanes: a form, the sender's own page, and what the team sees.

What a sender wrote is in one view alone, that of the matter for the team. It knows no request, and
does not decide who may see a view.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from connectdo.contribute.intake.lanes import ABOUT_SMALL, DAYS, due_day, owner_words
from connectdo.contribute.intake.matter_about import MatterAbout
from connectdo.contribute.intake.matter_questions import QUESTIONS, Words, as_read, filled
from connectdo.contribute.intake.shown import (
    NOBODY,
    STILL_HERE,
    Pairs,
    chrome_of,
    help_first,
    who_words,
)
from connectdo.contribute.service.floods import UNSEEN, WHY, Aside
from connectdo.contribute.store.store_audit import AuditEntry
from connectdo.contribute.store.store_matters import Matter, MatterLane, MatterState
from connectdo.data.directory import Record
from connectdo.data.model import Borough, BoroughStatus
from connectdo.derive.dates import LONDON
from connectdo.derive.words import counted, day_words
from connectdo.pages.borough_pages import team_box
from connectdo.pages.form_pages import FormSection, FormView
from connectdo.pages.matter_pages import (
    LaneGroup,
    LanesView,
    MatterRow,
    MatterSentView,
    MatterView,
    WhichBoroughView,
)
from connectdo.pages.prose_pages import LANES
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link, Way
from connectdo.told.wording import TOUCH

NAMES = {
    MatterLane.WORRY: "Worries",
    MatterLane.TAKE_DOWN: "Take down",
    MatterLane.COMPLAINT: "Complaints about data",
    MatterLane.REPORT: "Reports",
    MatterLane.TOUCH: "Please get in touch",
    MatterLane.COME: "I would come too",
    MatterLane.REPLY: "Answers to offers and wants",
}
"""What the team calls a lane."""


@dataclass(frozen=True, slots=True)
class _LaneWords:
    """What a lane says to its sender; {day} is the day by which, {owner} who answers.

    ``promise`` stands until it is done, ``not_yet`` where the day is over.
    """

    heading: str
    lead: str
    promise: str
    not_yet: str


_DECIDE = "It goes to {owner}. They decide by {day}, and say so on this page."
_WORDS = {
    MatterLane.WORRY: _LaneWords(
        LANES["worry"],
        "Tell us what you saw or heard. Only {owner}, read it.",
        "It goes to {owner}, and to nobody else. They look at it by {day}.",
        "nobody has looked at it yet",
    ),
    MatterLane.TAKE_DOWN: _LaneWords(
        LANES["take-down"],
        "Is it about you, your home or your group? Tell us which words or picture. "
        "We decide within {days} days.",
        _DECIDE,
        "nobody has decided yet",
    ),
    MatterLane.COMPLAINT: _LaneWords(
        LANES["complaint"],
        "Tell us what went wrong. Within {days} days we tell you that we have read it. "
        "Then we look into it, and say what we found.",
        "It goes to {owner}. By {day} you read here that they have it in hand, as the law asks. "
        "Then they look into it.",
        "nobody has told you that it was read",
    ),
    MatterLane.REPORT: _LaneWords(
        LANES["report"],
        "Tell us what it is, and on which page. We decide within {days} days.",
        _DECIDE,
        "nobody has decided yet",
    ),
    MatterLane.TOUCH: _LaneWords(
        TOUCH,
        "You hear from {owner} within {within}. You need not say anything about your health.",
        "It goes to {owner}. You hear from them by {day}.",
        "nobody has got in touch with you yet",
    ),
    MatterLane.COME: _LaneWords(
        "I would come too",
        "Nobody but the team reads this. When the first meeting is set, they tell you where and "
        "when. It is in a public place, and somebody of the team or of a group is there.",
        "It goes to {owner}, and to nobody else. You hear from them by {day}. If the day is not "
        "set by then, they tell you that.",
        "nobody has told you how it stands",
    ),
    MatterLane.REPLY: _LaneWords(
        "Answer through the team",
        "Nobody but the team reads this. They ask the other person first. You are put in touch "
        "only if you both say yes.",
        "It goes to {owner}. They ask the other person, and you hear from them by {day}.",
        "nobody has told you what they said",
    ),
}

READ = "Somebody has read it, and looks into it."
IN_TOUCH = "We got in touch with you."
LAW = (
    "Are you not happy with our answer? You can complain to the Information Commissioner's Office, "
    "ico.org.uk/make-a-complaint, phone 0303 123 1113."
)

DID = {
    "spoke": "I rang them, and we spoke.",
    "no-answer": "I rang, and nobody answered.",
    "wrote": "I wrote to them.",
    "group": "I spoke with the group.",
    "passed-on": "I passed it on to those who must know.",
    "took-down": "I took it off the site.",
}
"""What somebody of the team may write down: no free words, since the log holds none."""

_STAYS = "We looked at it, and it stays as it is. Ring us if you see it otherwise."
SENTENCES: dict[MatterLane, dict[str, str]] = {
    MatterLane.WORRY: {
        "done": "Thank you. We looked at it, and did what we can. To keep people safe, we may not "
        "say more.",
        "spoke": "Thank you. We spoke with you about it.",
        "passed-on": "Thank you. We passed it on to those who can help.",
    },
    MatterLane.TAKE_DOWN: {
        "gone": "It is off the site.",
        "part": "We took a part of it off the site. Ring us if more should go.",
        "stays": _STAYS,
    },
    MatterLane.COMPLAINT: {
        "put-right": "You were right, and we are sorry. We have put it right.",
        "told": "We looked into it, and told you what we found.",
        "nothing": "We looked, and we hold nothing about you.",
    },
    MatterLane.REPORT: {
        "put-right": "Thank you. We have put it right.",
        "gone": "Thank you. It is off the site.",
        "group": "Thank you. We spoke with the group about it.",
        "stays": f"Thank you. {_STAYS}",
    },
    MatterLane.TOUCH: {
        "spoke": "We spoke with you, and agreed what comes next.",
        "not-reached": "We tried three times, and could not reach you. Ring us, or send it again.",
        "elsewhere": "You live in another borough. Its own team can help you better.",
        "not-now": "You told us that you do not need it just now. You can always send it again.",
    },
    MatterLane.COME: {
        "told": "The first meeting is set. We told you when and where.",
        "group": "It is a group now, and it would be glad to see you. Its page says when.",
        "let-go": "Too few people were free this time. Thank you for saying that you would come.",
        "not-reached": "We tried, and could not reach you. Ring us, or send it again.",
    },
    MatterLane.REPLY: {
        "both-yes": "You both said yes, and we put you in touch.",
        "taken": "Somebody had answered before you. Thank you for asking.",
        "no-answer": "We asked them, and they did not answer us. We are sorry.",
        "not-here": "We cannot pass this on. Ring us, and we tell you why.",
    },
}
"""What the sender may read when it is closed, by what the log calls it."""

STATES = {
    MatterState.RECEIVED: "nobody has acknowledged it yet",
    MatterState.ACKNOWLEDGED: "it is acknowledged",
    MatterState.CONTACTED: "somebody got in touch with them",
    MatterState.CLOSED: "it is closed",
}
_STEPS = {
    "opened": "it was opened",
    "acknowledged": "it was acknowledged",
    "contacted": "somebody got in touch with them",
    "erased": "what they wrote was erased",
}
NOT_NOW = "This borough is invented. Nobody reads what you send here, and nobody answers."


def _demonstration(borough: Borough) -> str:
    if borough.status is not BoroughStatus.DEMONSTRATION:
        return ""
    return f"{NOT_NOW} Please do not write a real person's name, number or address."


def which_view(
    publication: Publication, lane: MatterLane, boroughs: Iterable[Record[Borough]]
) -> WhichBoroughView:
    """The page that asks which borough it is."""
    address = urls.form(lane.value)
    links = publication.site.links_from(address)
    return WhichBoroughView(
        chrome=chrome_of(publication, address, _WORDS[lane].heading),
        heading=_WORDS[lane].heading,
        lead="Which borough is it in?",
        boroughs=tuple(
            Link(links.to(urls.form(lane.value, each.id)), each.data.name) for each in boroughs
        ),
        night=_night(publication, lane),
    )


def matter_form_view(
    publication: Publication,
    lane: MatterLane,
    borough: Record[Borough],
    about: MatterAbout,
    words: Words,
    wrong: Sequence[tuple[str, str]],
    hidden: Pairs,
    *,
    danger: bool,
    not_taken: str = "",
) -> FormView:
    """The form of a lane. ``about`` is the page that somebody came from, the idea or the offer.

    ``not_taken`` says why what was filled in could not be kept, or nothing.
    """
    address = urls.form(lane.value, borough.id)
    links = publication.site.links_from(address)
    back = Link(links.to(urls.SUGGEST), "Ring or write instead")
    lead = _WORDS[lane].lead.format(
        owner=owner_words(lane, borough.data),
        days=DAYS.get(lane, 0),
        within=_within(borough.data),
    )
    if about.name and lane is MatterLane.TOUCH:
        lead += f" You come from the page “{about.name}”. We see that, too."
    if lane in ABOUT_SMALL:
        lead = f"This is about “{about.name.rstrip('.')}”. {lead}"
        address = urls.form(lane.value, f"{borough.id}/{about.id}")
        links = publication.site.links_from(address)
    if about.name:
        back = Link(links.to(about.address), "Back to the page")
    return FormView(
        chrome=chrome_of(publication, address, _WORDS[lane].heading, borough.id),
        heading=_WORDS[lane].heading,
        lead=lead,
        demonstration=_demonstration(borough.data),
        errors=tuple(wrong),
        sections=(FormSection("part-0", "", filled(QUESTIONS[lane], words, dict(wrong))),),
        hidden=hidden,
        button="Send it",
        links=(back,),
        danger=help_first(publication) if danger else (),
        night=() if not_taken else _night(publication, lane),
        not_taken=not_taken,
        team=team_box(publication, borough.id) if not_taken else None,
        now=help_first(publication) if not_taken and lane in _OF_ONE and not danger else (),
        unseen=UNSEEN,
    )


_OF_ONE = (MatterLane.WORRY, MatterLane.TOUCH)
"""What somebody sends because they, or somebody they know, need a person."""


def not_taken_words(lane: MatterLane, borough: Borough, *, full: bool) -> str:
    """Why what was sent could not be kept, and whom to ring; ``full`` says that the lane is."""
    phone = borough.team.phone if borough.team else None
    here = STILL_HERE
    if lane in _OF_ONE:
        ring = f"Ring {phone}." if phone else "Try again later."
        return f"Nobody can read this just now. {ring} {here}"
    why = "More waits here than we can read just now." if full else "We cannot keep it just now."
    again = f"end it again in {'some days' if full else 'an hour'}."
    return f"{why} {f'Ring {phone}, or s' if phone else 'S'}{again} {here}"


def _within(borough: Borough) -> str:
    touch = borough.team.get_in_touch if borough.team else None
    return counted(touch.within, "working day") if touch else ""


def _night(publication: Publication, lane: MatterLane) -> tuple[Way, ...]:
    return help_first(publication) if lane is MatterLane.WORRY else ()


def matter_sent_view(
    publication: Publication,
    address: str,
    matter: Matter,
    borough: Borough,
    now: dt.datetime,
    *,
    just_now: bool,
    danger: bool,
) -> MatterSentView:
    """The sender's own page: who answers, by which day, and an honest word where it is over."""
    words, today = _WORDS[matter.lane], now.astimezone(LONDON).date()
    day = day_words(due_day(matter), today)
    owner, late = owner_words(matter.lane, borough), matter.late(now)
    says = [matter.said or "We have it."]
    if late:
        says.append(f"It is with {owner}.")
    elif matter.waits:
        says.append(words.promise.format(owner=owner, day=day))
    if matter.lane is MatterLane.COMPLAINT:
        says.append(LAW)
    if demonstration := _demonstration(borough):
        says.append(demonstration)
    team = team_box(publication, matter.borough)
    ring = f"You can ring {'them' if team else 'the team of another borough'}."
    links = publication.site.links_from(address)
    return MatterSentView(
        chrome=chrome_of(publication, address, "What you sent", matter.borough),
        heading="Thank you. We have it." if just_now else "What you sent",
        reference=matter.id,
        says=tuple(says),
        links=(
            *((Link(links.to(matter.about), "Back to the page"),) if matter.about else ()),
            Link(links.to(urls.HOME), "The first page"),
        ),
        late=f"We said by {day}, and {words.not_yet}. We are sorry. {ring}" if late else "",
        team=team if late else None,
        danger=help_first(publication) if danger else (),
        night=_night(publication, matter.lane),
    )


# --- for the team ---------------------------------------------------------------------------------


def late_words(matter: Matter, now: dt.datetime) -> str:
    """That it is late, or nothing."""
    if not matter.late(now):
        return ""
    days = (now.astimezone(LONDON).date() - due_day(matter)).days
    return f"Late by {counted(days, 'day')}."


def lanes_link(publication: Publication, matters: Sequence[Matter], now: dt.datetime) -> Link:
    """The way from the review's first page to the lanes, with what is open in them."""
    late = sum(each.late(now) for each in matters)
    words = f"What else people sent: {len(matters)} open" + (f", {late} late" if late else "")
    return Link(publication.site.links_from(urls.REVIEW).to(urls.LANES), words)


def lanes_view(
    publication: Publication,
    boroughs: Mapping[str, Borough],
    matters: Sequence[Matter],
    now: dt.datetime,
) -> LanesView:
    """What is open, by borough and lane; what is late stands first, in a lane and among them."""
    links = publication.site.links_from(urls.LANES)
    number, late = len(matters), sum(each.late(now) for each in matters)
    lead = f"{number} open. {late} late: look at those first." if late else f"{number} open."
    groups = []
    for name, borough in boroughs.items():
        for lane in MatterLane:
            rows = [each for each in matters if (each.borough, each.lane) == (name, lane)]
            if rows:
                groups.append(_group(links, f"{lane}-{name}", lane, borough, rows, now))
    groups.sort(key=lambda group: not any(row.late for row in (*group.rows, *group.aside)))
    return LanesView(
        chrome=chrome_of(publication, urls.LANES, "What else people sent"),
        heading="What else people sent",
        lead=lead if number else "Nothing is open. Thank you for looking.",
        lanes=tuple(groups),
        back=Link(links.to(urls.REVIEW), "All that waits"),
    )


def _group(
    links: urls.Links,
    id: str,
    lane: MatterLane,
    borough: Borough,
    matters: Sequence[Matter],
    now: dt.datetime,
) -> LaneGroup:
    def behind(each: Matter) -> bool:
        return bool(each.aside) and lane is not MatterLane.WORRY  # somebody may be in danger

    first = sorted(matters, key=lambda each: (not each.late(now), each.due))
    return LaneGroup(
        id,
        f"{NAMES[lane]}: {borough.name}",
        f"Who answers: {owner_words(lane, borough)}.",
        tuple(_row(links, each, now) for each in first if not behind(each)),
        tuple(_row(links, each, now) for each in first if behind(each)),
    )


def _row(links: urls.Links, matter: Matter, now: dt.datetime) -> MatterRow:
    due = day_words(due_day(matter), now.astimezone(LONDON).date())
    says = f"Sent on {_moment(matter.sent)}. Due by {due}: {STATES[matter.state]}."
    if matter.aside:
        says += f" {WHY[Aside(matter.aside)]}"
    link = Link(links.to(f"{urls.LANES}{matter.id}/"), f"{NAMES[matter.lane]}: {matter.id}")
    return MatterRow(link, says, late_words(matter, now))


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(LONDON):%-d %B %Y, %H:%M}"


def matter_view(
    publication: Publication,
    matter: Matter,
    borough: Borough,
    words: Words,
    steps: Sequence[AuditEntry],
    hidden: Pairs,
    now: dt.datetime,
    said: str = "",
    error: tuple[str, str] | None = None,
    called: Mapping[str, str] = NOBODY,
) -> MatterView:
    """One matter, for those of the team who may read its lane.

    ``called`` are the names of the borough's people, by what the log calls them.
    """
    address = f"{urls.LANES}{matter.id}/"
    links = publication.site.links_from(address)
    heading = f"{NAMES[matter.lane]}: {matter.id}"
    closed = matter.state is MatterState.CLOSED
    return MatterView(
        chrome=chrome_of(publication, address, heading),
        heading=heading,
        late=late_words(matter, now),
        page=Link(links.to(matter.about), "The page it is about") if matter.about else None,
        facts=(
            ("Sent", _moment(matter.sent)),
            ("Due by", day_words(due_day(matter), now.astimezone(LONDON).date())),
            ("Who answers", owner_words(matter.lane, borough)),
            ("Where it stands", STATES[matter.state]),
            *((("What the sender reads", matter.said),) if matter.said else ()),
            *((("Set aside by a program", WHY[Aside(matter.aside)]),) if matter.aside else ()),
        ),
        words=as_read(matter.lane, words),
        errors=(error,) if error else (),
        said=said,
        steps=(
            f"{_moment(matter.sent)}: it was sent",
            *(
                f"{_moment(each.when)}: {_step(each.what)}, by {who_words(each.by, called)}"
                for each in steps
            ),
        ),
        did=() if closed else tuple(DID.items()),
        sentences=() if closed else tuple(SENTENCES[matter.lane].items()),
        presses=_presses(matter, bool(words)),
        hidden=hidden,
        label="A demonstration" if borough.status is BoroughStatus.DEMONSTRATION else "",
    )


def _presses(matter: Matter, words: bool) -> Pairs:
    if matter.state is MatterState.CLOSED:
        return (("erase", "Erase what they wrote, for good"),) if words else ()
    found = []
    if matter.state is MatterState.RECEIVED:
        found.append(("acknowledge", "Tell the sender that it was read"))
    if matter.state is not MatterState.CONTACTED:
        found.append(("contacted", "I got in touch with them"))
    return tuple(found)


def _step(what: str) -> str:
    """What the log calls a step, in words."""
    kind, _, key = what.partition(": ")
    if kind == "did":
        return f"“{DID.get(key, key)}”"
    return "it was closed" if kind == "closed" else _STEPS.get(what, what)
