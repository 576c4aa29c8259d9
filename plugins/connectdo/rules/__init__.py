"""What must hold between fields and between records: the table of contents of all rules.

``check_directory`` turns a reading into the list of everything to mend, the problems of single
files included. Rules know no disk and no clock; ``today`` is given. A rule that depends on today
only warns, so that untouched data never breaks a build overnight.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace

from connectdo.data.checks import FILE_CHECKS
from connectdo.data.problems import Problem, in_order
from connectdo.data.reading import Reading
from connectdo.rules import (
    boroughs,
    contact,
    danger,
    identity,
    kept_addresses,
    known_words,
    listings,
    order,
    public_texts,
    references,
    sessions,
    shown_pictures,
    timely,
    twins,
    venues,
    written_prose,
)
from connectdo.rules.context import Context, Rule, check_id, findings

RULES: tuple[Rule, ...] = (
    references.references_exist,
    references.tips_belong_to_a_listing,
    references.published_does_not_need_a_draft,
    shown_pictures.photos_exist,
    shown_pictures.photos_are_used,
    shown_pictures.picture_keeps_no_place,
    written_prose.page_is_plain_markdown,
    known_words.area_is_known,
    known_words.interest_is_known,
    known_words.people_are_known,
    known_words.access_term_is_known,
    known_words.language_is_known,
    known_words.words_lead_to_one_thing,
    identity.ids_are_unique,
    identity.former_ids_stay_free,
    identity.name_is_unique,
    kept_addresses.published_ids_are_kept,
    kept_addresses.published_ids_are_listed,
    kept_addresses.gone_is_gone,
    twins.not_a_duplicate,
    venues.one_place_only,
    venues.venue_says_where,
    venues.private_venue_keeps_its_secret,
    venues.example_venue_gives_only_a_sector,
    venues.venue_is_in_its_borough,
    listings.paused_says_why_and_until,
    listings.lasting_or_funded_until,
    listings.cost_makes_sense,
    listings.example_marks_agree,
    sessions.session_has_every_or_on,
    sessions.session_has_times,
    sessions.hours_are_meant,
    sessions.weeks_apart_need_a_start,
    sessions.except_days_hit_a_session,
    sessions.sessions_do_not_overlap,
    order.end_is_after_start,
    contact.can_be_reached,
    contact.phone_may_be_public,
    contact.text_codes_stand_under_text,
    contact.contacts_fit_examples,
    contact.tips_keep_contacts_out,
    danger.crisis_contact_can_be_reached,
    danger.danger_is_answered,
    danger.phrases_can_be_read,
    public_texts.contacts_stand_in_their_fields,
    public_texts.addresses_stand_in_venues,
    public_texts.private_place_is_told_nowhere,
    public_texts.health_is_nobodys_business,
    public_texts.no_cure_is_promised,
    public_texts.tips_name_nobody,
    boroughs.schema_is_known,
    boroughs.gss_code_is_its_own,
    boroughs.borough_is_on_the_map,
    boroughs.demonstration_day_is_for_demonstrations,
    boroughs.live_team_can_be_reached,
    boroughs.settings_are_the_sites_own,
    timely.check_is_fresh,
    timely.event_is_to_come,
    timely.session_has_not_ended,
    timely.pause_is_not_over,
    timely.money_has_not_run_out,
    timely.facts_are_not_from_the_future,
    timely.term_time_has_terms,
)

NOT_READ = frozenset(
    "file-is-plain file-can-be-opened file-is-short-enough text-is-utf-8 table-is-sound".split()
)
"""The checks of files of which nothing is known."""


def check_directory(reading: Reading, today: dt.date) -> list[Problem]:
    """Every problem of what was read, in a stable order; those of draft boroughs stop nobody."""
    directory = reading.directory
    context = Context(
        directory,
        today,
        reading.paths,
        reading.photos,
        reading.pictures,
        reading.pages,
        frozenset(problem.path for problem in reading.problems if problem.check in NOT_READ),
        reading.settings,
        reading.published,
    )
    drafts = tuple(
        f"boroughs/{borough}/" for borough in directory.boroughs if directory.is_draft(borough)
    )
    problems = list(reading.problems)
    for rule in RULES:
        for problem in findings(rule, context):
            problems.append(problem.as_draft() if problem.path.startswith(drafts) else problem)
    return in_order(problems)


def in_a_change(problems: Iterable[Problem], changed: Collection[str]) -> list[Problem]:
    """The problems, where those that nobody can have meant today are errors in changed files."""
    return [
        replace(each, severity="error")
        if each.severity == "warning"
        and each.check in timely.WRONG_WHEN_WRITTEN
        and each.path in changed
        else each
        for each in problems
    ]


def checks_in_words() -> dict[str, str]:
    """Every check by id, those of single files included, with its rule in one sentence."""
    rules = {check_id(rule): " ".join((rule.__doc__ or "").split()) for rule in RULES}
    return dict(sorted((FILE_CHECKS | rules).items()))
