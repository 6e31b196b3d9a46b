"""Reports with progress and versions; combined reports of a period; days off."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.uid"],
        name=f"fk_{table}_{column}_{target}",
        initially="DEFERRED",
        deferrable=True,
    )


def upgrade() -> None:
    with op.batch_alter_table("plan") as batch_op:
        shift = sa.Column("report_shift", sa.String(length=20), nullable=False, server_default="none")
        batch_op.add_column(shift)
        batch_op.add_column(sa.Column("report_lock_day", sa.Integer(), nullable=True))
    with op.batch_alter_table("plan") as batch_op:
        batch_op.alter_column("report_shift", server_default=None)
    with op.batch_alter_table("monthly_report") as batch_op:
        batch_op.add_column(sa.Column("evidence_uid", sa.String(length=32), nullable=True))
        batch_op.create_foreign_key(
            "fk_monthly_report_evidence_uid_evidence",
            "evidence",
            ["evidence_uid"],
            ["uid"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_index("ix_monthly_report_evidence_uid", ["evidence_uid"])
    _create_report_progress()
    _create_report_revision()
    _create_holiday()
    _create_period_report()


def _create_report_progress() -> None:
    op.create_table(
        "report_progress",
        sa.Column("report_uid", sa.String(length=32), nullable=False),
        sa.Column("indicator_uid", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("report_progress", "indicator_uid", "indicator"),
        _reference("report_progress", "report_uid", "monthly_report"),
        sa.PrimaryKeyConstraint("uid", name="pk_report_progress"),
        sa.UniqueConstraint(
            "report_uid", "indicator_uid", name="uq_report_progress_report_uid_indicator_uid"
        ),
    )
    op.create_index("ix_report_progress_indicator_uid", "report_progress", ["indicator_uid"])
    op.create_index("ix_report_progress_report_uid", "report_progress", ["report_uid"])


def _create_report_revision() -> None:
    op.create_table(
        "report_revision",
        sa.Column("report_uid", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("report_revision", "report_uid", "monthly_report"),
        sa.PrimaryKeyConstraint("uid", name="pk_report_revision"),
        sa.UniqueConstraint("report_uid", "number", name="uq_report_revision_report_uid_number"),
    )
    op.create_index("ix_report_revision_report_uid", "report_revision", ["report_uid"])


def _create_holiday() -> None:
    op.create_table(
        "holiday",
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("uid", name="pk_holiday"),
        sa.UniqueConstraint("on_date", name="uq_holiday_on_date"),
    )


def _create_period_report() -> None:
    op.create_table(
        "period_report",
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_to", sa.String(length=200), nullable=True),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=True),
        sa.Column("evidence_uid", sa.String(length=32), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("period_report", "evidence_uid", "evidence"),
        sa.PrimaryKeyConstraint("uid", name="pk_period_report"),
        sa.UniqueConstraint("period", name="uq_period_report_period"),
    )
    op.create_index("ix_period_report_evidence_uid", "period_report", ["evidence_uid"])
