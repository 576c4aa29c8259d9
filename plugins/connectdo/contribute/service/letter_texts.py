"""The words of all letters: plain values in, a subject and a text out.

A letter says as little as it can: mail is read on shared screens and by programs on the way. No
letter to a team has a name, a reference or a word of what somebody sent, and none to a sender has
more of it than the reference. It sends nothing, and knows no store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from connectdo.contribute.store.store_erasing import WAITED_LONG
from connectdo.contribute.store.store_reviewers import Role
from connectdo.derive.words import counted, joined, number_words

CODE_MINUTES = 10
"""How long a code is good."""


class LetterKind(StrEnum):
    """Which sort of letter it is, as the store and the team name it."""

    CODE = "code"
    QUESTION = "question"
    OWN_WORDS = "own words"
    DECLINED = "declined"
    PUBLISHED = "published"
    PUT_BACK = "put back"
    MORNING = "morning"
    WORRY = "worry"
    NOBODY = "nobody decided"
    ADDED = "reviewer added"


class LetterWords(NamedTuple):
    """A letter without its address."""

    subject: str
    body: str


class WhoAnswers(NamedTuple):
    """Whom a sender reaches: the borough's name, the team's, and its telephone where it has one."""

    borough: str
    team: str = ""
    phone: str = ""

    @property
    def named(self) -> str:
        """The team, as a sentence names it."""
        return self.team or f"The team of {self.borough}"


# --- to whoever signs in -------------------------------------------------------------------------


def code(code: str) -> LetterWords:
    """The six digits with which somebody signs in. There is no link in it that a program opens."""
    return LetterWords(
        "Your code for the review",
        _paragraphs(
            f"Your code is {code}.",
            f"Type it into the page that asked for it. It is good for {CODE_MINUTES} minutes, for "
            "that page alone, and once.",
            "Tell it to nobody: we never ask for it by telephone or by mail.",
            "You did not ask for a code? Then somebody typed your address. Without the code they "
            "do not come in, and you need not do anything.",
        ),
    )


def reviewer_added(name: str, boroughs: Sequence[str], role: Role, review: str) -> LetterWords:
    """How a new reviewer signs in; ``review`` is the address of the review."""
    return LetterWords(
        "You can now read what people send",
        _paragraphs(
            f"Hello {_line(name)},",
            f"You read what people send for {joined(list(boroughs))} from now on, as "
            f"{_ROLES[role]}.",
            f"To sign in:\n1. Open {review}\n2. Type the address that this letter came to.\n"
            "3. A letter with a code of six digits comes. Type the code into the same page.",
            "You stay signed in for eight hours. There is no password.",
            "No form opens before the lead has signed in once." if role is Role.LEAD else "",
            "You do not know what this is about? Then nothing happens: leave it, and tell whoever "
            "you know in the team.",
        ),
    )


_ROLES = {
    Role.REVIEWER: "a reviewer",
    Role.LEAD: "the safeguarding lead",
    Role.DEPUTY: "the deputy of the safeguarding lead",
}


# --- to a sender ---------------------------------------------------------------------------------


def question(reference: str, question: str, page: str, who: WhoAnswers) -> LetterWords:
    """The team's question to a sender, who answers it on their own page."""
    return LetterWords(
        f"A question about what you sent ({reference})",
        _paragraphs(
            f"Thank you for what you sent. Your reference is {reference}.",
            f"{who.named} asks you:",
            _set_in(question),
            f"You answer on your own page, without an account:\n{page}",
            "The address of the page is yours alone. Please pass it on to nobody.",
            _no_answer(who),
        ),
    )


def own_words(reference: str, page: str, who: WhoAnswers) -> LetterWords:
    """Whether a sender's own words may be shown as a reviewer has changed them."""
    return LetterWords(
        f"May we show your words like this? ({reference})",
        _paragraphs(
            f"Thank you for what you sent. Your reference is {reference}.",
            f"{who.named} would like to change some of your own words before everyone reads them. "
            "That is done only with your yes.",
            f"Look at both, and say yes or no on your own page, without an account:\n{page}",
            "Without an answer for five days, your words are shown as you sent them, or not at "
            "all.",
            _no_answer(who),
        ),
    )


def declined(reference: str, said: str, page: str, who: WhoAnswers) -> LetterWords:
    """Why what somebody sent is not on the site, in the sentence that the team chose."""
    return LetterWords(
        f"About what you sent ({reference})",
        _paragraphs(
            f"Thank you for what you sent. Your reference is {reference}.",
            f"{who.named} has read it, and has not changed the page:",
            _set_in(said),
            f"It also stands on your own page:\n{page}",
            _no_answer(who),
        ),
    )


def published(reference: str, said: str, address: str, page: str, who: WhoAnswers) -> LetterWords:
    """That everyone can see it now; ``address`` is the public page's, or empty where none shows it.

    ``said`` is what the team said with its yes.
    """
    return LetterWords(
        f"Thank you for what you sent ({reference})",
        _paragraphs(
            said,
            f"Everyone can see it here:\n{address}" if address else "",
            f"Your reference is {reference}. Your own page:\n{page}",
            _no_answer(who),
        ),
    )


def put_back(reference: str, said: str, page: str, who: WhoAnswers) -> LetterWords:
    """That a page is again as it was before what somebody sent was accepted."""
    return LetterWords(
        f"About what you sent ({reference})",
        _paragraphs(
            f"The page that you wrote to us about is as it was before. Your reference is "
            f"{reference}.",
            _set_in(said),
            f"Your own page:\n{page}",
            _no_answer(who),
        ),
    )


# --- to the team ---------------------------------------------------------------------------------


class LaneFigures(NamedTuple):
    """How many are open in a lane, and how many of them are late."""

    open: int
    late: int = 0


@dataclass(frozen=True, slots=True)
class MorningFigures:
    """The numbers of one borough: how many wait, and how many of those need a call first.

    ``oldest`` is how many days the longest has waited; ``aside`` what a program took for a flood;
    ``lanes`` how it stands with each, by its name; ``waited_long`` how many wait for so long that
    somebody should decide, whatever they wait for.
    """

    borough: str
    waiting: int = 0
    to_ring: int = 0
    oldest: int = 0
    aside: int = 0
    undelivered: int = 0
    lanes: Mapping[str, LaneFigures] = field(default_factory=dict)
    waited_long: int = 0

    def __bool__(self) -> bool:
        """Whether anything is to be said."""
        lanes = (each.open for each in self.lanes.values())
        return any((self.waiting, self.aside, self.undelivered, self.waited_long, *lanes))


def morning(figures: Sequence[MorningFigures], review: str) -> LetterWords:
    """The numbers of the boroughs that somebody reads for, and nothing else."""
    return LetterWords(
        "The review this morning",
        _paragraphs(
            "Good morning.",
            *(_of_a_borough(each) for each in figures if each),
            f"The review:\n{review}",
            "This letter comes from Monday to Friday, when something waits.",
        ),
    )


def waited_long_words(number: int) -> str:
    """That so many things wait for too long; the team reads it in the review, too."""
    have, it = _verb(number, "has", "have"), _verb(number, "it", "them")
    is_kept = _verb(number, "it is", "they are")
    return (
        f"{counted(number)} {have} waited for more than {WAITED_LONG.days} days. "
        f"Please decide about {it}: {is_kept} kept until somebody does."
    )


def _of_a_borough(each: MorningFigures) -> str:
    lines = [each.borough]
    if each.waiting:
        lines.append(f"{each.waiting} {_verb(each.waiting, 'waits', 'wait')} to be read.")
        if each.to_ring:
            lines.append(f"{each.to_ring} of them {_verb(each.to_ring, 'needs', 'need')} a call.")
        lines.append(
            f"The oldest has waited for {counted(each.oldest, 'day')}."
            if each.oldest
            else "The oldest has waited for less than a day."
        )
    if each.aside:
        was = _verb(each.aside, "was", "were")
        lines.append(f"{each.aside} {was} set aside by a program. Look whether that is right.")
    if each.waited_long:
        lines.append(waited_long_words(each.waited_long))
    for name, lane in each.lanes.items():
        if lane.open:
            lines.append(f"{name}: {lane.open}" + (f", {lane.late} late" if lane.late else ""))
    if each.undelivered:
        lines.append(f"{counted(each.undelivered, 'letter')} could not be delivered this week.")
    return "\n".join(lines)


def worry(borough: str, review: str) -> LetterWords:
    """That a worry came, for the lead and the deputy. Nothing of it is said."""
    return LetterWords(
        "A worry was sent. Please look now",
        _paragraphs(
            f"Somebody has sent a worry about somebody or something in {borough}.",
            f"What it says stands only in the review:\n{review}",
            "The safeguarding lead and the deputy can open it, and nobody else.",
        ),
    )


def late_worries(borough: str, number: int, review: str) -> LetterWords:
    """That so many worries are late, for the lead and the deputy. Nothing of them is said."""
    worries = f"{number} {_verb(number, 'worry', 'worries')}"
    are, they_were = _verb(number, "is", "are"), _verb(number, "it was", "they were")
    return LetterWords(
        "A worry is late. Please look now",
        _paragraphs(
            f"{worries} about somebody or something in {borough} {are} late: nobody has said yet "
            f"that {they_were} read.",
            f"What {_verb(number, 'it says', 'they say')} stands only in the review:\n{review}",
            "This letter comes each day until you press “Tell the sender that it was read”, or "
            "close it.",
        ),
    )


def nobody_decided(borough: str, waiting: int, days: int, closes: int, review: str) -> LetterWords:
    """That nobody has decided for so many days; the forms close after ``closes`` of them."""
    return LetterWords(
        f"Nobody has decided for {number_words(days)} days",
        _paragraphs(
            f"{counted(waiting)} {_verb(waiting, 'waits', 'wait')} to be read for {borough}, and "
            f"for {number_words(days)} days nobody has decided about anything.",
            f"Please look who can read them:\n{review}",
            f"After {number_words(closes)} days the forms of {borough} close by themselves. They "
            "then say that nobody reads just now, and whom to ring. The next decision opens them "
            "again.",
        ),
    )


def nobody_answered(
    borough: str, lane: str, late: int, days: int, closes: int, review: str
) -> LetterWords:
    """That nobody has taken a step in a lane for so many days in which so many were late.

    Its form closes after ``closes`` of them.
    """
    return LetterWords(
        f"Nobody has answered for {number_words(days)} days",
        _paragraphs(
            f"{counted(late)} {_verb(late, 'is', 'are')} late for {borough} in the lane “{lane}”, "
            f"and for {number_words(days)} days nobody has taken a step there.",
            f"Please look who can answer {_verb(late, 'it', 'them')}:\n{review}",
            f"After {number_words(closes)} days that form of {borough} closes by itself. It then "
            "says that nobody reads just now, and whom to ring. The next step opens it again.",
        ),
    )


# --- inside --------------------------------------------------------------------------------------


def _paragraphs(*paragraphs: str) -> str:
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _set_in(words: str) -> str:
    """Somebody's words, apart from ours."""
    return "\n".join(f"    {line}" for line in words.splitlines())


def _no_answer(who: WhoAnswers) -> str:
    nobody = "A program sent this letter, and nobody reads an answer to it."
    return f"{nobody} You can ring {_lower(who.named)}: {who.phone}." if who.phone else nobody


def _lower(name: str) -> str:
    """A name inside a sentence."""
    return f"t{name[1:]}" if name.startswith("The ") else name


def _verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def _line(words: str) -> str:
    return " ".join(words.split())
