"""Half-filled forms, and what public answers were before a reviewer changed them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "drafts",
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("borough", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("private", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("found_by", name="pk_drafts"),
    )
    op.create_index("ix_drafts_written", "drafts", ["written"])
    op.create_table(
        "earlier_answers",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("submission", "step", name="pk_earlier_answers"),
        sa.ForeignKeyConstraint(
            ["submission", "step"],
            ["events.submission", "events.step"],
            name="fk_earlier_answers_submission_step",
        ),
    )
