"""What must hold between fields and between records: the table of contents of all rules.

``check_directory`` turns a reading into the list of everything to mend, the problems of single
files included. Rules know no disk and no clock; ``today`` is given. A rule that depends on today
only warns, so that untouched data never breaks a build overnight.
"""

from __future__ import annotations

import datetime as dt

from connectdo.data.problems import Problem, in_order
from connectdo.data.reading import Reading
from connectdo.rules import references, words
from connectdo.rules.context import Context, Rule, findings

RULES: tuple[Rule, ...] = (
    references.references_exist,
    references.tips_belong_to_a_listing,
    references.photos_exist,
    references.photos_are_used,
    references.published_does_not_need_a_draft,
    words.area_is_known,
    words.interest_is_known,
    words.people_are_known,
    words.access_term_is_known,
    words.language_is_known,
    words.words_lead_to_one_thing,
)


def check_directory(reading: Reading, today: dt.date) -> list[Problem]:
    """Every problem of what was read, in a stable order; those of draft boroughs stop nobody."""
    directory = reading.directory
    context = Context(directory, today, reading.paths, reading.photos)
    drafts = tuple(
        f"boroughs/{borough}/" for borough in directory.boroughs if directory.is_draft(borough)
    )
    problems = list(reading.problems)
    for rule in RULES:
        for problem in findings(rule, context):
            problems.append(problem.as_draft() if problem.path.startswith(drafts) else problem)
    return in_order(problems)
