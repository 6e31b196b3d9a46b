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
