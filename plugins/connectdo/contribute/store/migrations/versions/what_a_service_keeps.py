"""Who reads, what goes out by mail, what is no change of a listing, and what is hidden."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Make ten tables, and two columns of what was sent."""
    aside = sa.Column("aside", sa.Text(), nullable=False, server_default="")
    op.add_column("submissions", aside)
    op.add_column("submissions", sa.Column("published", sa.Text()))
    op.create_table(
        "reviewers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("borough", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Text()),
        sa.Column("ended", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_reviewers"),
        sa.UniqueConstraint("mail", "borough", name="uq_reviewers_mail_borough"),
    )
    op.create_table(
        "sign_ins",
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("found_by", name="pk_sign_ins"),
    )
    op.create_index("ix_sign_ins_mail_made", "sign_ins", ["mail", "made"])
    op.create_table(
        "sessions",
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("begun", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("found_by", name="pk_sessions"),
    )
    op.create_index("ix_sessions_mail", "sessions", ["mail"])
    op.create_table(
        "letters",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("borough", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("leased_until", sa.Text()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_letters"),
        sa.UniqueConstraint("key", name="uq_letters_key"),
    )
    op.create_index("ix_letters_state_due", "letters", ["state", "due"])
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("borough", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_index("ix_audit_about", "audit", ["about"])
    op.create_index("ix_audit_borough_when", "audit", ["borough", "when"])
    op.create_table(
        "matters",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("borough", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("closed", sa.Text()),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("aside", sa.Text(), nullable=False, server_default=""),
        sa.Column("once", sa.Text(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_matters"),
        sa.UniqueConstraint("found_by", name="uq_matters_found_by"),
        sa.UniqueConstraint("id", name="uq_matters_id"),
        sa.UniqueConstraint("once", name="uq_matters_once"),
    )
    op.create_index("ix_matters_borough_state_due", "matters", ["borough", "state", "due"])
    op.create_index("ix_matters_lane_closed", "matters", ["lane", "closed"])
    op.create_table(
        "matter_words",
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("matter", name="pk_matter_words"),
        sa.ForeignKeyConstraint(["matter"], ["matters.id"], name="fk_matter_words_matter"),
    )
    op.create_table(
        "hidden",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("borough", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("gone", sa.Text()),
        sa.Column("first_yes", sa.Text()),
        sa.Column("shown_again", sa.Text()),
        sa.Column("second_yes", sa.Text()),
        sa.PrimaryKeyConstraint("number", name="pk_hidden"),
    )
    op.create_index("ix_hidden_borough", "hidden", ["borough"])
    still = sa.text("shown_again IS NULL")
    op.create_index("ix_hidden_thing_now", "hidden", ["thing"], unique=True, sqlite_where=still)
    op.create_table(
        "agreements",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("submission", "what", name="pk_agreements"),
        sa.ForeignKeyConstraint(
            ["submission"], ["submissions.id"], name="fk_agreements_submission"
        ),
    )
    op.create_table(
        "approvals",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("submission", "by", name="pk_approvals"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_approvals_submission"),
    )
