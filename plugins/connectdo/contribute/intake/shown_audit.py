"""Fills the page of the log: each step as a sentence, with a way to what it was about.

It does not decide who may see it, and knows no request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connectdo.contribute.intake.shown import chrome_of, first_big, who_words
from connectdo.contribute.intake.shown_matters import DID
from connectdo.contribute.store.store_audit import Act, AuditEntry
from connectdo.contribute.store.store_matters import is_of_matter
from connectdo.derive.dates import LONDON
from connectdo.pages.review_pages import AuditRow, AuditView
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link

HEADING = "Who did what"
MOST = 200
"""Steps that are shown."""

ACTS = {
    Act.ACCEPTED: "It was accepted",
    Act.DECLINED: "It was not accepted",
    Act.ASKED: "The sender was asked a question",
    Act.PUT_BACK: "The page was put back as it was",
    Act.TAKEN_BACK: "A decision was taken back",
    Act.AMENDED: "It was changed before it is accepted",
    Act.SAID_YES: "A first yes was given",
    Act.RANG: "Somebody was rung",
    Act.OPENED: "It was opened",
    Act.SIGNED_IN: "signed in",
    Act.REVIEWER_ADDED: "was let into the review",
    Act.REVIEWER_ENDED: "was taken out of the review",
    Act.DID: "Something was written down",
    Act.ACKNOWLEDGED: "The sender was told that it was read",
    Act.CONTACTED: "Somebody got in touch with the sender",
    Act.CLOSED: "It was closed",
    Act.ERASED: "What was written was erased",
    Act.HIDDEN: "It was hidden from the site",
    Act.SHOWN_AGAIN: "It is shown on the site again",
    Act.WITHDRAWN: "Its sender took the words back",
}
"""What the page calls each act; of those about people it is the end of a sentence."""
_ABOUT_PEOPLE = (Act.SIGNED_IN, Act.REVIEWER_ADDED, Act.REVIEWER_ENDED)


def log_link(publication: Publication) -> Link:
    """The way from the review's first page to the log."""
    return Link(publication.site.links_from(urls.REVIEW).to(urls.LOG), HEADING)


def log_view(
    publication: Publication,
    boroughs: Mapping[str, str],
    entries: Sequence[AuditEntry],
    names: Mapping[str, Mapping[str, str]],
) -> AuditView:
    """The log, the latest first. ``names`` are those of each borough's people, by their ids."""
    links = publication.site.links_from(urls.LOG)
    lead = f"The last {MOST} steps, the latest first. Nothing that somebody wrote is here."
    return AuditView(
        chrome=chrome_of(publication, urls.LOG, HEADING),
        heading=HEADING,
        lead=lead if entries else "Nobody of the team has taken a step yet.",
        rows=tuple(
            _row(links, each, boroughs.get(each.borough, ""), names.get(each.borough, {}))
            for each in entries
        ),
        back=Link(links.to(urls.REVIEW), "All that waits"),
    )


def _row(links: urls.Links, entry: AuditEntry, borough: str, names: Mapping[str, str]) -> AuditRow:
    kind, _, key = entry.what.partition(": ")
    act = Act(kind)
    when = f"{entry.when.astimezone(LONDON):%-d %B %Y, %H:%M}"
    says = f"“{DID[key]}”" if act is Act.DID and key in DID else ACTS[act]
    page, about = None, ""
    if act in _ABOUT_PEOPLE:
        says = f"{first_big(who_words(entry.about, names))} {says}"
    elif "/" in entry.about:
        about = entry.about.partition("/")[2]
    else:
        below = urls.LANES if is_of_matter(entry.about) else urls.REVIEW
        page = Link(links.to(f"{below}{entry.about}/"), entry.about)
    if entry.by != entry.about:
        says += f", by {who_words(entry.by, names)}"
    return AuditRow(", ".join(filter(None, (when, borough))), f"{says}.", about, page)
