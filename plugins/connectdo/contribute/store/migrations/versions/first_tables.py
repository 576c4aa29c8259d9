"""The first tables of the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make the five tables."""
    op.create_table(
        "submissions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("borough", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("saw", sa.LargeBinary()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("decided", sa.Text()),
        sa.Column("commit", sa.Text()),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("once", sa.Text(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_submissions"),
        sa.UniqueConstraint("id", name="uq_submissions_id"),
        sa.UniqueConstraint("once", name="uq_submissions_once"),
        sa.UniqueConstraint("found_by", name="uq_submissions_found_by"),
    )
    op.create_index("ix_submissions_state_sent", "submissions", ["state", "sent"])
    op.create_index("ix_submissions_decided", "submissions", ["decided"])
    for name in ("public_answers", "private_answers"):
        op.create_table(
            name,
            sa.Column("submission", sa.Text(), nullable=False),
            sa.Column("answers", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("submission", name=f"pk_{name}"),
            sa.ForeignKeyConstraint(
                ["submission"], ["submissions.id"], name=f"fk_{name}_submission"
            ),
        )
    op.create_table(
        "events",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("commit", sa.Text()),
        sa.PrimaryKeyConstraint("submission", "step", name="pk_events"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_events_submission"),
    )
    op.create_table(
        "outbox",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("leased_until", sa.Text()),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("submission", "step", name="pk_outbox"),
        sa.ForeignKeyConstraint(
            ["submission", "step"],
            ["events.submission", "events.step"],
            name="fk_outbox_submission_step",
        ),
    )
    op.create_index("ix_outbox_done_due", "outbox", ["done", "due"])
