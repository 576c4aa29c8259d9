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
from connectdo.data.directory import SMALL, Directory, Record, full_reference
from connectdo.data.model import Listing, Part
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
    small_things,
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
    danger.helper_elsewhere_can_be_reached,
    danger.elsewhere_phrases_are_words,
    danger.danger_is_answered,
    danger.phrases_can_be_read,
    public_texts.contacts_stand_in_their_fields,
    public_texts.addresses_stand_in_venues,
    public_texts.private_place_is_told_nowhere,
    public_texts.health_is_nobodys_business,
    public_texts.no_cure_is_promised,
    public_texts.tips_name_nobody,
    small_things.own_words_keep_contacts_out,
    small_things.own_words_name_nobody,
    small_things.invented_words_stand_in_demonstrations,
    small_things.idea_fits_its_stage,
    small_things.first_meeting_is_in_public,
    small_things.offers_are_of_time_skills_and_things,
    small_things.offer_is_no_advertisement,
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
    timely.live_borough_stays_safe,
)

NOT_READ = frozenset(
    "file-is-plain file-can-be-opened file-is-short-enough text-is-utf-8 table-is-sound".split()
)
"""The checks of files of which nothing is known."""


IN_ITS_BOROUGH: frozenset[Rule] = frozenset(
    {identity.ids_are_unique, identity.name_is_unique, twins.not_a_duplicate}
)
IN_ALL_BOROUGHS: frozenset[Rule] = frozenset(
    {
        references.references_exist,
        identity.former_ids_stay_free,
        kept_addresses.published_ids_are_kept,
    }
)
"""The rules that hold a record against all others, of its borough or of all. What any other rule
says of a record follows from the record itself, from what it names and from what names it."""

OF_NO_RECORD: frozenset[Rule] = frozenset(
    {
        shown_pictures.photos_are_used,
        shown_pictures.picture_keeps_no_place,
        written_prose.page_is_plain_markdown,
        known_words.words_lead_to_one_thing,
        kept_addresses.published_ids_are_listed,
        danger.crisis_contact_can_be_reached,
        danger.helper_elsewhere_can_be_reached,
        danger.elsewhere_phrases_are_words,
        danger.danger_is_answered,
        danger.phrases_can_be_read,
    }
)
"""The rules that speak of pictures, pages, lists and words alone."""


def check_directory(reading: Reading, today: dt.date) -> list[Problem]:
    """Every problem of what was read, in a stable order; those of draft boroughs stop nobody."""
    context = _context(reading, reading.directory, today)
    return _found(reading, [(rule, context) for rule in RULES])


def check_changed(
    reading: Reading, changed: Collection[Record[Part]], today: dt.date
) -> list[Problem]:
    """The problems in the files of a few records, as ``check_directory`` would say them.

    ``changed`` are listings, organisations, venues or tips that stand in the reading already.
    Most rules look at these alone and at what they name, so that it takes no longer among ten
    thousand.
    """
    whole = reading.directory
    near = _context(reading, _near(whole, changed), today)
    boroughs = {record.borough for record in changed}
    mine = {ref: each for ref, each in whole.listings.items() if each.borough in boroughs}
    paths = frozenset(record.path for record in changed)
    in_borough = replace(_context(reading, replace(whole, listings=mine), today), about=paths)
    in_all = _context(reading, whole, today)
    rules = [
        (
            rule,
            in_all if rule in IN_ALL_BOROUGHS else in_borough if rule in IN_ITS_BOROUGH else near,
        )
        for rule in RULES
        if rule not in OF_NO_RECORD
    ]
    return [problem for problem in _found(reading, rules) if problem.path in paths]


def _near(directory: Directory, changed: Collection[Record[Part]]) -> Directory:
    """The records, what they name and what names them, in the order of the whole directory."""
    listings: dict[str, Record[Listing]] = {}
    runs, venues = set[str](), set[str]()
    for record in changed:
        if record.noun in ("listing", "tips") and record.ref in directory.listings:
            listings[record.ref] = directory.listings[record.ref]
        elif record.noun == "organisation":
            runs.add(record.ref)
            mine = directory.listings_of(directory.organisations[record.ref])
            listings |= {each.ref: each for each in mine}
        elif record.noun == "venue":
            venues.add(record.ref)
    for listing in listings.values():
        for noun, reference, _ in references.named_by(listing):
            (venues if noun == "venue" else runs).add(full_reference(reference, listing.borough))
    tips = {record.ref for record in changed if record.noun == "tips"} | listings.keys()
    kept = {"organisation": runs, "venue": venues, "listing": listings.keys(), "tips": tips}
    small = {record.ref for record in changed if record.noun in SMALL}
    return directory.of_each_kind(
        lambda noun, records: {
            ref: each for ref, each in records.items() if ref in kept.get(noun, small)
        }
    )


def _context(reading: Reading, directory: Directory, today: dt.date) -> Context:
    """What rules see of a reading that looks at the records of ``directory``."""
    return Context(
        directory,
        today,
        reading.paths,
        reading.photos,
        reading.pictures,
        reading.pages,
        frozenset(problem.path for problem in reading.problems if problem.check in NOT_READ),
        reading.settings,
        reading.published,
        reading.directory,
    )


def _found(reading: Reading, rules: Iterable[tuple[Rule, Context]]) -> list[Problem]:
    """What was met in reading, and what the rules find, each in its context."""
    directory = reading.directory
    drafts = tuple(
        f"boroughs/{borough}/" for borough in directory.boroughs if directory.is_draft(borough)
    )
    problems = list(reading.problems)
    for rule, context in rules:
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
