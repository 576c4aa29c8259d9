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
    sa.Index(None, "state", "sent"),
    sa.Index(None, "decided"),
)
"""``number`` counts in the order of arrival. ``once`` and ``found_by`` are keyed hashes: of the
form's token, and of the sender's secret."""

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
