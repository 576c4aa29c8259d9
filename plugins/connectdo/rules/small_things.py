"""What must hold of what people say to each other: ideas, offers and wants, questions and answers.

These words are somebody's own and stay public: what leads to a person is an error here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from connectdo.data.directory import SMALL, Record, full_reference
from connectdo.data.model import Part
from connectdo.data.problems import Problem, quoted
from connectdo.data.small_kinds import IdeaStage
from connectdo.derive.not_for_offers import refused
from connectdo.derive.traces import RELATION, Kind, traces_in
from connectdo.rules.context import Context, error, warning
from connectdo.rules.texts import At, texts_of

_PAGE = re.compile(r"\b(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|co\.uk|org\.uk)\b", re.I)


def own_words_keep_contacts_out(context: Context) -> Iterator[Problem]:
    """An idea, an offer, a question or an answer holds no number, mail address or web page."""
    for record, at, text in _own_words(context):
        found = [each.words for each in traces_in(text) if each.kind in (Kind.MAIL, Kind.PHONE)]
        found += [page[0] for page in _PAGE.finditer(text)]
        mails = " ".join(each for each in found if "@" in each)
        for words in dict.fromkeys(found):
            if words in mails and "@" not in words:
                continue  # the end of a mail address is no page
            yield error(
                record,
                at,
                f"{quoted(words)} is a way to reach somebody. Take it out: people answer "
                "through the team, so that nobody needs to show their number.",
            )


_NAMED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev)\.? [A-Z]\w+|"
    r"\b(?i:my name is|i am called|i['’]m called|call me|ask for|ask) (?:for )?[A-Z][a-zà-ÿ]+\b|"
    rf"\b(?i:my|our|his|her) (?:[a-z]+ )?(?:{RELATION}),? [A-Z][a-zà-ÿ]+\b"
)


def own_words_name_nobody(context: Context) -> Iterator[Problem]:
    """An idea, an offer, a question or an answer gives nobody's name."""
    for record, at, text in _own_words(context):
        if named := _NAMED.search(text):
            yield error(
                record,
                at,
                f"{quoted(named[0])} gives a name. Say it without the name: everybody can read "
                "this.",
            )


def _own_words(context: Context) -> Iterator[tuple[Record[Part], At, str]]:
    for noun in SMALL:
        for record in context.directory.of_noun(noun).values():
            for at, text in texts_of(record):
                yield record, at, text
    for tips in context.directory.voices.values():
        for at, text in texts_of(tips):
            if at[0] == "questions":
                yield tips, at, text


def invented_words_stand_in_demonstrations(context: Context) -> Iterator[Problem]:
    """No idea, offer or question of a live borough is invented."""
    for noun in SMALL:
        for record in context.directory.of_noun(noun).values():
            borough = context.around.boroughs.get(record.borough)
            data: Any = record.data
            if borough is None or context.directory.is_draft(record.borough):
                continue
            if borough.data.status.value == "live" and data.example:
                yield error(
                    record,
                    "example",
                    "The borough is live, and this is invented. Take the file out.",
                )


def idea_fits_its_stage(context: Context) -> Iterator[Problem]:
    """An idea has a first meeting where one is set, and a listing where it became a group."""
    for idea in context.directory.ideas.values():
        data = idea.data
        if data.stage is IdeaStage.MEETING and data.meeting is None:
            yield error(
                idea,
                "stage",
                "A first meeting is set, and nothing says when and where. Write it under "
                '"meeting", with on, from and venue.',
            )
        if data.stage is IdeaStage.GROUP and data.became is None:
            yield error(
                idea,
                "stage",
                'It became a group, and nothing says which. Write its listing under "became".',
            )


def first_meeting_is_in_public(context: Context) -> Iterator[Problem]:
    """People who do not know each other first meet at a public venue, and somebody is there."""
    for idea in context.directory.ideas.values():
        meeting = idea.data.meeting
        if meeting is None:
            continue
        venue = context.around.venues.get(full_reference(meeting.venue, idea.borough))
        if venue is not None and venue.data.private:
            yield error(
                idea,
                ("meeting", "venue"),
                "The first meeting is at a private place. Choose a public one, as a café or a "
                "library, so that nobody has to go into a stranger's home.",
            )


def offers_are_of_time_skills_and_things(context: Context) -> Iterator[Problem]:
    """No offer or want is about money, lodging, lifts, care, minding children, pills or animals."""
    for offer in context.directory.offers.values():
        for found in refused(offer.data.text):
            yield error(offer, "text", f"{quoted(found.words)} is not for here: {found.why}")


def offer_is_no_advertisement(context: Context) -> Iterator[Problem]:
    """An offer or an idea names no price and sells nothing."""
    for noun, field in (("offer", "text"), ("idea", "text")):
        for record in context.directory.of_noun(noun).values():
            if sold := _SELLS.search(getattr(record.data, field)):
                yield warning(
                    record,
                    field,
                    f"{quoted(sold[0])} reads like an advertisement. What is offered here is given "
                    "for nothing; a business may be a listing.",
                )


_SELLS = re.compile(
    r"£ ?[0-9]+|\b[0-9]+ ?(?:pounds|quid)\b|\b(?:discounts?|special offer|best prices?|per hour|"
    r"book now|call now|for sale|free trial|my business|our rates|sign up)\b",
    re.IGNORECASE,
)
