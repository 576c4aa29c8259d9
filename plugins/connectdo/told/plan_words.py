"""What can be tapped in a plan: the pictures with their words, for the page, its booklet and help.

A plan is somebody's own, and stays on their device; here stands only what everybody may choose
from. Each choice has an id, which a plan keeps, and a drawing of the same name in the theme's
``plan-wishes.svg`` (the wishes) or ``plan-signs.svg`` (everything else). An id stays for ever:
plans in people's browsers and files name it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """Something to tap. ``area`` is the area in whose colour it stands, where it has one, and
    ``interests`` are those of the vocabulary that it leads to."""

    id: str
    words: str
    area: str = ""
    interests: tuple[str, ...] = ()


WISHES = (
    PlanChoice("tea", "Tea and a chat", "community-and-helping-out", ("coffee-and-chat",)),
    PlanChoice("garden", "Grow things", "out-and-about", ("gardening", "allotments")),
    PlanChoice("walk", "Walk", "out-and-about", ("walking",)),
    PlanChoice("sing", "Sing", "arts-and-culture", ("singing", "gospel-and-hymns")),
    PlanChoice("draw", "Paint or draw", "arts-and-culture", ("painting",)),
    PlanChoice("sew", "Knit or sew", "arts-and-culture", ("sewing", "crafts")),
    PlanChoice("music", "Make music", "arts-and-culture", ("music",)),
    PlanChoice("dance", "Dance", "sports-and-exercise", ("dancing",)),
    PlanChoice("swim", "Swim", "sports-and-exercise", ("swimming",)),
    PlanChoice("football", "Play football", "sports-and-exercise", ("football",)),
    PlanChoice("move", "Move gently", "sports-and-exercise", ("gentle-exercise", "yoga")),
    PlanChoice("cook", "Cook and eat together", "learning-and-education", ("cooking",)),
    PlanChoice("read", "Read", "learning-and-education", ("reading", "libraries")),
    PlanChoice("computer", "Learn the computer", "learning-and-education", ("computers",)),
    PlanChoice("language", "Learn a language", "learning-and-education", ("english", "languages")),
    PlanChoice("games", "Play games", "community-and-helping-out", ("games",)),
    PlanChoice("help-out", "Help out", "community-and-helping-out", ("volunteering",)),
    PlanChoice("animals", "Be with animals", "out-and-about", ("animals", "wildlife")),
    PlanChoice("trip", "See new places", "out-and-about", ("day-trips", "museums")),
    PlanChoice("quiet", "Pray, or be still", "faith-and-spirituality", ("prayer", "meditation")),
)
"""What I would love to do."""

FIRST_STEPS = (
    PlanChoice("look", "Look for one near me"),
    PlanChoice("talk", "Talk about it with somebody"),
    PlanChoice("ask", "Ask somebody to come along"),
    PlanChoice("ring", "Ring or text them"),
    PlanChoice("pass", "Go past, and see the door"),
    PlanChoice("get", "Get what I need for it"),
)
"""A first small step towards a wish."""

COMPANY = (
    PlanChoice("alone", "I go by myself"),
    PlanChoice("friend", "A friend or family"),
    PlanChoice("beside", "The person beside me"),
    PlanChoice("not-yet", "I do not know yet"),
)
"""Who comes with me."""

WENT = (
    PlanChoice("went", "I went"),
    PlanChoice("not-this-time", "Not this time"),
    PlanChoice("not-for-me", "Not for me"),
)
"""How it went."""

FACES = (
    PlanChoice("face-1", "Very hard"),
    PlanChoice("face-2", "Hard"),
    PlanChoice("face-3", "In between"),
    PlanChoice("face-4", "Good"),
    PlanChoice("face-5", "Very good"),
)
"""How a day was, from the lowest face."""

STAGES = (
    PlanChoice("seed", "Not begun"),
    PlanChoice("sprout", "Thinking about it"),
    PlanChoice("leaf", "Tried"),
    PlanChoice("bud", "Now and then"),
    PlanChoice("flower", "Part of my life"),
)
"""Where a wish is."""

STOPS = (
    PlanChoice("hello", "Hello"),
    PlanChoice("meeting", "First meeting"),
    PlanChoice("week", "A week"),
    PlanChoice("half", "Look back at six weeks"),
    PlanChoice("last", "Last meeting, at twelve weeks"),
    PlanChoice("after", "After that"),
)
"""The stops of a path of twelve weeks."""

WENT_WELL = (
    PlanChoice("people", "The people"),
    PlanChoice("doing", "What I did there"),
    PlanChoice("way", "Getting there"),
    PlanChoice("outside", "Being out"),
    PlanChoice("laugh", "I laughed"),
    PlanChoice("learn", "I learned something"),
    PlanChoice("myself", "I did it by myself"),
    PlanChoice("rest", "I slept or rested well"),
)
WAS_HARD = (
    PlanChoice("way", "Getting there"),
    PlanChoice("door", "Going in"),
    PlanChoice("new-faces", "New people"),
    PlanChoice("words", "Talking"),
    PlanChoice("noise", "The noise"),
    PlanChoice("tired", "I was tired"),
    PlanChoice("money", "The cost"),
    PlanChoice("nothing", "Nothing was hard"),
)
WHAT_NEXT = (
    PlanChoice("go-on", "Go on like this"),
    PlanChoice("another", "Try something else too"),
    PlanChoice("slower", "Do a little less"),
    PlanChoice("by-myself", "Go by myself"),
    PlanChoice("ask-help", "Ask somebody for help"),
    PlanChoice("rest", "Have a rest"),
)
WOULD_LIKE_COMPANY = (
    PlanChoice("yes", "Yes"),
    PlanChoice("sometimes", "Sometimes"),
    PlanChoice("no", "No, I am fine alone"),
    PlanChoice("not-sure", "I do not know"),
)
"""The four questions of a look back: what went well, what was hard, what next, and company."""

# What follows has no drawing, and is not tapped in a booklet: words by id.

WAYS = {
    "together": "Together",
    "part": "Part of the way together",
    "by-myself": "By myself, and we talk after",
}
"""How the first four weeks of a path are, the next four, and the last."""

PACES = {"own": "At my own pace", "weeks": "Twelve weeks with somebody"}
"""How one goes on one's path."""

STATES = {"done": "It happened", "skipped": "Left out"}
"""What became of a stop."""

SHOWN = {"words": "In words, without faces"}
"""How the days are shown, where it is not with the faces."""
