"""The tables of the intake's store, as SQLAlchemy knows them; ``migrations/`` makes them.

Moments are texts in UTC that sort as the moments do, answers are JSON. What may be published and
what may not are two tables: whoever reads the one cannot come upon the other. A draft has two
columns, since nobody but its writer reads it, and always whole.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

submissions = sa.Table(
    "submissions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("borough", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("saw", sa.LargeBinary),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("sent", sa.Text, nullable=False),
    sa.Column("decided", sa.Text),
    sa.Column("commit", sa.Text),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("once", sa.Text, nullable=False, unique=True),
    sa.Column("found_by", sa.Text, nullable=False, unique=True),
    sa.Column("aside", sa.Text, nullable=False, server_default=""),
    sa.Column("published", sa.Text),
    sa.Index(None, "state", "sent"),
    sa.Index(None, "decided"),
)
"""``number`` counts in the order of arrival. ``once`` and ``found_by`` are keyed hashes: of the
form's token, and of the sender's secret. ``aside`` says why a program took it for a flood; empty
for all else. ``published`` is when the public page was seen to answer with it."""

public_answers = sa.Table(
    "public_answers",
    metadata,
    sa.Column("submission", sa.Text, sa.ForeignKey("submissions.id"), primary_key=True),
    sa.Column("answers", sa.Text, nullable=False),
)

private_answers = sa.Table(
    "private_answers",
    metadata,
    sa.Column("submission", sa.Text, sa.ForeignKey("submissions.id"), primary_key=True),
    sa.Column("answers", sa.Text, nullable=False),
)

earlier_answers = sa.Table(
    "earlier_answers",
    metadata,
    sa.Column("submission", sa.Text, primary_key=True),
    sa.Column("step", sa.Integer, primary_key=True),
    sa.Column("answers", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["submission", "step"], ["events.submission", "events.step"]),
)
"""What the public answers were before the step that changed them. It is read by the team alone: a
reviewer may have taken out what nobody should have sent."""

events = sa.Table(
    "events",
    metadata,
    sa.Column("submission", sa.Text, sa.ForeignKey("submissions.id"), primary_key=True),
    sa.Column("step", sa.Integer, primary_key=True),
    sa.Column("when", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("commit", sa.Text),
)
"""``step`` counts from 1 in each submission."""

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("submission", sa.Text, primary_key=True),
    sa.Column("step", sa.Integer, primary_key=True),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("due", sa.Text, nullable=False),
    sa.Column("leased_until", sa.Text),
    sa.Column("done", sa.Boolean, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.ForeignKeyConstraint(["submission", "step"], ["events.submission", "events.step"]),
    sa.Index(None, "done", "due"),
)
"""What is to be done after a step, once for each."""

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("found_by", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("borough", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("day", sa.Text, nullable=False),
    sa.Column("written", sa.Text, nullable=False),
    sa.Column("public", sa.Text, nullable=False),
    sa.Column("private", sa.Text, nullable=False),
    sa.Index(None, "written"),
)
"""Half-filled forms. ``found_by`` is a keyed hash of the link's secret; ``day`` is an ISO date."""

reviewers = sa.Table(
    "reviewers",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("mail", sa.Text, nullable=False),
    sa.Column("borough", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("added", sa.Text, nullable=False),
    sa.Column("confirmed", sa.Text),
    sa.Column("ended", sa.Text),
    sa.UniqueConstraint("mail", "borough"),
)
"""One row for each borough that somebody reads for; its ``id`` is the person's, and the borough
("R-4K7Q/lambeth"). ``confirmed`` is when they first signed in with
a code; ``ended`` when they stopped. From then on ``mail`` is a keyed hash, and after two years both
``mail`` and ``name`` are the person's id."""

sign_ins = sa.Table(
    "sign_ins",
    metadata,
    sa.Column("found_by", sa.Text, primary_key=True),
    sa.Column("mail", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("made", sa.Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Index(None, "mail", "made"),
)
"""A code that waits to be typed. ``found_by`` is a keyed hash of the secret of the tab that asked,
``code`` one of the code with that secret."""

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("found_by", sa.Text, primary_key=True),
    sa.Column("mail", sa.Text, nullable=False),
    sa.Column("begun", sa.Text, nullable=False),
    sa.Index(None, "mail"),
)
"""Who is signed in; ``found_by`` is a keyed hash of what the cookie holds."""

letters = sa.Table(
    "letters",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("borough", sa.Text, nullable=False),
    sa.Column("to", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("written", sa.Text, nullable=False),
    sa.Column("due", sa.Text, nullable=False),
    sa.Column("leased_until", sa.Text),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("trouble", sa.Text, nullable=False),
    sa.Index(None, "state", "due"),
)
"""Mail that goes out. ``key`` says what it is about, so that the same is written once. A letter
that went, or that nobody will take, keeps neither address nor words."""

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("when", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("borough", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Index(None, "borough", "when"),
    sa.Index(None, "about"),
)
"""Who did what, to which reference. ``by`` is a reviewer's id, "sender", or "the program"; nothing
that somebody wrote is in it."""

matters = sa.Table(
    "matters",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("lane", sa.Text, nullable=False),
    sa.Column("borough", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("sent", sa.Text, nullable=False),
    sa.Column("due", sa.Text, nullable=False),
    sa.Column("closed", sa.Text),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("aside", sa.Text, nullable=False, server_default=""),
    sa.Column("once", sa.Text, nullable=False, unique=True),
    sa.Column("found_by", sa.Text, nullable=False, unique=True),
    sa.Index(None, "borough", "state", "due"),
    sa.Index(None, "lane", "closed"),
)
"""What is no change of a listing: a worry, or somebody who would like company. ``about`` is the
address of a page, or empty; ``due`` and ``closed`` are moments; ``said`` is for the sender."""

matter_words = sa.Table(
    "matter_words",
    metadata,
    sa.Column("matter", sa.Text, sa.ForeignKey("matters.id"), primary_key=True),
    sa.Column("answers", sa.Text, nullable=False),
)
"""What its sender wrote, all of it private, as JSON; "{}" once it is erased."""

hidden = sa.Table(
    "hidden",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("thing", sa.Text, nullable=False),
    sa.Column("borough", sa.Text, nullable=False),
    sa.Column("since", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("gone", sa.Text),
    sa.Column("first_yes", sa.Text),
    sa.Column("shown_again", sa.Text),
    sa.Column("second_yes", sa.Text),
    sa.Index(None, "borough"),
    sa.Index(
        "ix_hidden_thing_now", "thing", unique=True, sqlite_where=sa.text("shown_again IS NULL")
    ),
)
"""What one reviewer took off the site at once: ``thing`` as "listing/lambeth/gardening". ``gone``
is when the public site was seen without it; ``first_yes`` and ``second_yes`` are who wants it
back."""

agreements = sa.Table(
    "agreements",
    metadata,
    sa.Column("submission", sa.Text, sa.ForeignKey("submissions.id"), primary_key=True),
    sa.Column("what", sa.Text, primary_key=True),
    sa.Column("wording", sa.Text, nullable=False),
    sa.Column("when", sa.Text, nullable=False),
    sa.Column("how", sa.Text, nullable=False),
)
"""The sentence to which a sender said yes, for each thing that is published with a yes: "phone",
"email", "tip". ``how`` says how: "form", "message", "telephone"."""

approvals = sa.Table(
    "approvals",
    metadata,
    sa.Column("submission", sa.Text, sa.ForeignKey("submissions.id"), primary_key=True),
    sa.Column("by", sa.Text, primary_key=True),
    sa.Column("when", sa.Text, nullable=False),
    sa.Column("of", sa.Text, nullable=False),
)
"""A first yes to what is risky; ``of`` is a digest of what was said yes to, so that it does not
hold for another."""
