"""Funds by source; tasks and activities of the province's tables."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.uid"],
        name=f"fk_{table}_{column}_{target}",
        initially="DEFERRED",
        deferrable=True,
    )


def upgrade() -> None:
    _create_fund_entry()
    _create_advisory_task()
    _create_activity()
    _create_printed_line()


def _create_fund_entry() -> None:
    op.create_table(
        "fund_entry",
        sa.Column("plan_uid", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("hamlet_uid", sa.String(length=32), nullable=True),
        sa.Column("indicator_uid", sa.String(length=32), nullable=True),
        sa.Column("amount", sa.String(length=40), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("evidence_uid", sa.String(length=32), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("fund_entry", "evidence_uid", "evidence"),
        _reference("fund_entry", "hamlet_uid", "place"),
        _reference("fund_entry", "indicator_uid", "indicator"),
        _reference("fund_entry", "plan_uid", "plan"),
        sa.PrimaryKeyConstraint("uid", name="pk_fund_entry"),
    )
    op.create_index("ix_fund_entry_hamlet_uid", "fund_entry", ["hamlet_uid"])
    op.create_index("ix_fund_entry_plan_uid", "fund_entry", ["plan_uid"])


def _create_advisory_task() -> None:
    op.create_table(
        "advisory_task",
        sa.Column("plan_uid", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("lead", sa.String(length=300), nullable=True),
        sa.Column("support", sa.String(length=300), nullable=True),
        sa.Column("issued_by", sa.String(length=200), nullable=True),
        sa.Column("timing", sa.String(length=60), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("advisory_task", "plan_uid", "plan"),
        sa.PrimaryKeyConstraint("uid", name="pk_advisory_task"),
    )
    op.create_index("ix_advisory_task_plan_uid", "advisory_task", ["plan_uid"])


def _create_activity() -> None:
    op.create_table(
        "activity",
        sa.Column("plan_uid", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("place_uid", sa.String(length=32), nullable=True),
        sa.Column("wording", sa.String(length=200), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("members", sa.Text(), nullable=True),
        sa.Column("timing", sa.String(length=60), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("activity", "place_uid", "place"),
        _reference("activity", "plan_uid", "plan"),
        sa.PrimaryKeyConstraint("uid", name="pk_activity"),
    )
    op.create_index("ix_activity_place_uid", "activity", ["place_uid"])
    op.create_index("ix_activity_plan_uid", "activity", ["plan_uid"])


def _create_printed_line() -> None:
    op.create_table(
        "printed_line",
        sa.Column("plan_uid", sa.String(length=32), nullable=False),
        sa.Column("table_number", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("area", sa.String(length=200), nullable=True),
        sa.Column("region", sa.String(length=20), nullable=True),
        sa.Column("criteria_met", sa.Integer(), nullable=True),
        sa.Column("indicators_met", sa.Integer(), nullable=True),
        sa.Column("criteria_unmet", sa.Integer(), nullable=True),
        sa.Column("indicators_unmet", sa.Integer(), nullable=True),
        sa.Column("unmet", sa.JSON(), nullable=False),
        sa.Column("remaining", sa.JSON(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("printed_line", "plan_uid", "plan"),
        sa.PrimaryKeyConstraint("uid", name="pk_printed_line"),
    )
    op.create_index("ix_printed_line_plan_uid", "printed_line", ["plan_uid"])
