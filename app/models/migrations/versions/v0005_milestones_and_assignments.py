"""Milestones of a plan; what an assignment costs and how it goes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.uid"],
        name=f"fk_{table}_{column}_{target}",
        initially="DEFERRED",
        deferrable=True,
    )


def upgrade() -> None:
    _create_milestone()
    _create_assignment_note()
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.add_column(sa.Column("money_needed", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("done_on", sa.Date(), nullable=True))


def _create_milestone() -> None:
    op.create_table(
        "milestone",
        sa.Column("plan_uid", sa.String(length=32), nullable=False),
        sa.Column("hamlet_uid", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("before_on", sa.Date(), nullable=True),
        sa.Column("before_day", sa.Integer(), nullable=True),
        sa.Column("before_month", sa.Integer(), nullable=True),
        sa.Column("after_kind", sa.String(length=20), nullable=True),
        sa.Column("after_days", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("milestone", "hamlet_uid", "place"),
        _reference("milestone", "plan_uid", "plan"),
        sa.PrimaryKeyConstraint("uid", name="pk_milestone"),
        sa.UniqueConstraint("plan_uid", "hamlet_uid", "kind", name="uq_milestone_plan_uid_hamlet_uid_kind"),
    )
    op.create_index("ix_milestone_hamlet_uid", "milestone", ["hamlet_uid"])
    op.create_index("ix_milestone_plan_uid", "milestone", ["plan_uid"])


def _create_assignment_note() -> None:
    op.create_table(
        "assignment_note",
        sa.Column("assignment_uid", sa.String(length=32), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("assignment_note", "assignment_uid", "assignment"),
        sa.PrimaryKeyConstraint("uid", name="pk_assignment_note"),
    )
    op.create_index("ix_assignment_note_assignment_uid", "assignment_note", ["assignment_uid"])
