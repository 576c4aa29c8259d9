"""The questions about something new, in the steps in which a form asks them.

Most are the schema's. Our own ask for what a person knows where a file has an id: who runs it, and
where it is, found by typing or told anew. It knows no page and no request.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from connectdo.contribute.form_fields import Asked, Control
from connectdo.contribute.new_listing import (
    ANEW,
    EVERYONE,
    MEETS,
    PLACE,
    RUNS_IT,
    SECRET,
    Answers,
    AskedOfNew,
    times_in,
)
from connectdo.derive.likeness import Likeness, Named, described

FEW = 8
"""So many organisations or places are all shown; of more, those that somebody types."""


def _own(name: str, question: str, help: str, *choices: tuple[str, str], label: str = "") -> Asked:
    """A question that no field of the schema asks: with choices, or else in one line."""
    return Asked(
        where=(name,),
        name=name,
        label=label or question,
        question=question,
        help=help,
        example="",
        control=Control.CHOICE if choices else Control.LINE,
        value="",
        choices=choices,
    )


HOME = _own(
    SECRET,
    "Is it at somebody's home, or at a place that must stay secret?",
    "Then we ask for no address, and none is ever shown.",
    ("no", "No"),
    ("yes", "Yes, it is"),
)
WHOSE = _own(
    "whose",
    "Whose number is it?",
    "Only the borough's team reads this.",
    ("group", "The group's"),
    ("mine", "My own"),
    ("other", "Somebody else's"),
)
SEEN_BY = _own(
    EVERYONE,
    "May everyone see this number?",
    "If not, only the borough's team gets it, and the page has to say another way.",
    ("yes", "Yes"),
    ("no", "No"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that stand together; ``folded`` ones wait behind their heading, unless ``open``."""

    heading: str
    asked: Sequence[Asked]
    folded: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class FormStep:
    """One page of the form. ``section`` is that of the schema which it asks about, or empty."""

    slug: str
    heading: str
    lead: str = ""
    section: str = ""


STEPS = (
    FormStep("home", "First of all", "So that we never ask for what must stay secret."),
    FormStep("what", "What is it?", section="What it is"),
    FormStep("who", "Who runs it?"),
    FormStep("where", "Where is it?", section="Where"),
    FormStep("when", "When is it?", "Leave out what you do not know.", "When"),
    FormStep("cost", "What does it cost?", "", "Cost"),
    FormStep("join", "How can people join?", "Leave out what there is not.", "How to join"),
    FormStep("access", "Getting in", "Say what you know, and leave the rest.", "Getting in"),
    FormStep(
        "visit",
        "The first time",
        "What people fear most is not knowing. Say what you know, and leave the rest.",
        "The first visit",
    ),
    FormStep("you", "How do you know?"),
)
"""In their order. What the schema asks beside is asked behind "Tell more"."""
MORE = FormStep("more", "Tell more", "All of this may be left out.")


class NewQuestions:
    """The questions for one borough, with the answers that were given so far."""

    def __init__(self, asking: AskedOfNew, answers: Answers) -> None:
        self.asking = asking
        self.answers = answers

    def groups(self, step: FormStep) -> list[Group]:
        """What a step asks; those of "you" are for the team alone, and stand elsewhere."""
        own = {"home": self._home, "who": self._who, "where": self._where, "join": self._join}
        if step.slug in own:
            return [self._filled(each) for each in own[step.slug]()]
        if step is MORE:
            return [self._filled(each) for each in self._more()]
        return [self._filled(each) for each in self._of_section(step)]

    def all(self) -> list[Asked]:
        """Every question, for who looks at all answers at once, under the heading of its page."""
        return [
            each if step is MORE else replace(each, section=step.heading)
            for step in (*STEPS, MORE)
            for group in self.groups(step)
            for each in group.asked
        ]

    def names(self, step: FormStep) -> list[str]:
        """What the questions of a step are called."""
        return [each.name for group in self.groups(step) for each in group.asked]

    def _filled(self, group: Group) -> Group:
        return replace(group, asked=[filled(each, self.answers) for each in group.asked])

    @cached_property
    def _listing(self) -> list[Asked]:
        return self.asking.of_listing(times_in(self.answers))

    def _of_section(self, step: FormStep) -> Iterator[Group]:
        """What is asked at once, and the rest behind its heading."""
        here = [each for each in self._listing if _is_in(each, step)]
        for at, part in enumerate(dict.fromkeys(each.section for each in here)):
            mine = [each for each in here if each.section == part]
            first = [each for each in mine if not each.more]
            rest = [each for each in mine if each.more]
            heading = part if at else step.heading
            if first:
                another = part.endswith(MORE_TIMES)
                yield Group(heading, first, folded=another, open=another)
            if rest:
                yield Group("Tell more" if first else heading, rest, folded=bool(first))

    def _home(self) -> Iterator[Group]:
        yield Group("", [HOME])

    def _who(self) -> Iterator[Group]:
        known = [
            described(self.asking.directory, each)
            for each in self.asking.directory.organisations.values()
            if self.asking.offers(each)
        ]
        yield from self._found(
            RUNS_IT, "Who runs it?", "The name of a group, or a part of it.", known, ()
        )
        yield self._anew(RUNS_IT, "It is not here yet: tell us who runs it", known)

    def _where(self) -> Iterator[Group]:
        secret = self._said(SECRET) == "yes"
        beside = (
            ("online", "On the internet"),
            ("by_phone", "By telephone"),
            (MEETS, "The place changes"),
        )
        known = [
            described(self.asking.directory, each)
            for each in self.asking.directory.venues.values()
            if self.asking.offers(each)
        ]
        if secret:
            yield Group("", self.asking.of_venue(secret=True))
            return
        yield from self._found(
            PLACE, "Where is it?", "The name of a place, its street or its postcode.", known, beside
        )
        yield self._anew(PLACE, "It is not here yet: tell us where it is", known)
        meets = [each for each in self._listing if each.name == MEETS]
        yield Group("The place changes: say how people find it", meets, True)

    def _anew(self, name: str, heading: str, known: Sequence[Named]) -> Group:
        """What is asked of who or what is not here yet; open where nothing else was found."""
        asked = (
            self.asking.of_organisation() if name == RUNS_IT else self.asking.of_venue(secret=False)
        )
        typed = self._said(f"find-{name}")
        nothing = bool(typed) and len(known) > FEW and not Likeness(known).find(typed)
        return Group(heading, asked, True, nothing or self._said(name) == ANEW or not known)

    def _found(
        self,
        name: str,
        question: str,
        hint: str,
        known: Sequence[Named],
        beside: Sequence[tuple[str, str]],
    ) -> Iterator[Group]:
        """A field to type in, and what was found by it; what was chosen is always there."""
        typed, chosen = self._said(f"find-{name}"), self._said(name)
        everything = sorted(known, key=lambda each: each.name)
        found = everything if len(known) <= FEW else Likeness(known).find(typed) if typed else []
        refs = {each.ref for each in found}
        if chosen:
            ref = f"{self.asking.borough}/{chosen}"
            found += [each for each in everything if each.ref == ref and ref not in refs]
        choices = tuple((each.ref.partition("/")[2], _words_of(each)) for each in found)
        find = _own(f"find-{name}", "Type its name", hint + " Then press Look.")
        nothing = f" We found nothing like “{typed}”." if typed and not found else ""
        anew = (ANEW, "It is not here yet")
        choose = _own(name, question + nothing, "", *choices, *beside, anew, label=question)
        yield Group("", [find, choose] if len(everything) > FEW else [choose])

    def _join(self) -> Iterator[Group]:
        for group in self._of_section(next(each for each in STEPS if each.slug == "join")):
            yield replace(group, asked=with_number(group.asked))

    def _more(self) -> Iterator[Group]:
        told = [step for step in STEPS if step.slug != "what"]
        rest = [
            each
            for each in self._listing
            if not any(_is_in(each, step) for step in told)
            and (each.section != "What it is" or each.more)
        ]
        for heading in dict.fromkeys(each.section for each in rest):
            yield Group(heading, [each for each in rest if each.section == heading])

    def _said(self, name: str) -> str:
        answer = self.answers.get(name, "")
        return answer if isinstance(answer, str) else ",".join(answer)


MORE_TIMES = "more times"
"""How the section ends in which another time is told."""


def _is_in(asked: Asked, step: FormStep) -> bool:
    """Whether a question is of a step's section; several times have sections of their own."""
    return asked.section.partition(":")[0] == step.section != ""


def with_number(asked: Sequence[Asked]) -> list[Asked]:
    """The questions of a listing; behind its number, whose that is and who may see it."""
    found: list[Asked] = []
    for each in asked:
        found.append(each)
        if each.name == "join.phone":
            found += [replace(own, section=each.section) for own in (WHOSE, SEEN_BY)]
    return found


def filled(asked: Asked, answers: Answers) -> Asked:
    """The question with what was answered, where something was."""
    if asked.name not in answers:
        return asked
    answer = answers[asked.name]
    return replace(asked, value=answer if isinstance(answer, str) else ",".join(answer))


def one_of_these(asking: AskedOfNew, answers: Mapping[str, str | Sequence[str]]) -> list[Named]:
    """The published listings that the new one may be."""
    listings = [
        described(asking.directory, each)
        for each in asking.directory.listings.values()
        if each.borough == asking.borough
    ]

    def said(name: str) -> str:
        answer = answers.get(name, "")
        return answer if isinstance(answer, str) else ""

    venue = said(PLACE)
    return Likeness(listings).alike(
        Named(
            "",
            said("name"),
            (),
            said("join.phone") if said(EVERYONE) != "no" else "",
            said("join.website"),
            f"{asking.borough}/{venue}" if venue and venue != ANEW else "",
            email=said("join.email"),
        )
    )


def _words_of(each: Named) -> str:
    return ", ".join(dict.fromkeys((each.name, *each.also)))
