"""Dossiers: papers, versions, events and remarks."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.uid"],
        name=f"fk_{table}_{column}_{target}",
        initially="DEFERRED",
        deferrable=True,
    )


def upgrade() -> None:
    _create_dossier()
    _create_dossier_paper()
    _create_dossier_version()
    _create_dossier_event()
    _create_dossier_remark()


def _create_dossier() -> None:
    op.create_table(
        "dossier",
        sa.Column("plan_uid", sa.String(length=32), nullable=False),
        sa.Column("hamlet_uid", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.Column("retention", sa.String(length=60), nullable=True),
        sa.Column("access", sa.String(length=60), nullable=True),
        sa.Column("keywords", sa.String(length=300), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("dossier", "hamlet_uid", "place"),
        _reference("dossier", "plan_uid", "plan"),
        sa.PrimaryKeyConstraint("uid", name="pk_dossier"),
        sa.UniqueConstraint("plan_uid", "hamlet_uid", name="uq_dossier_plan_uid_hamlet_uid"),
    )
    op.create_index("ix_dossier_hamlet_uid", "dossier", ["hamlet_uid"])
    op.create_index("ix_dossier_plan_uid", "dossier", ["plan_uid"])


def _create_dossier_paper() -> None:
    op.create_table(
        "dossier_paper",
        sa.Column("dossier_uid", sa.String(length=32), nullable=False),
        sa.Column("component_uid", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=60), nullable=False),
        sa.Column("evidence_uid", sa.String(length=32), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("dossier_paper", "component_uid", "dossier_component"),
        _reference("dossier_paper", "dossier_uid", "dossier"),
        _reference("dossier_paper", "evidence_uid", "evidence"),
        sa.PrimaryKeyConstraint("uid", name="pk_dossier_paper"),
        sa.UniqueConstraint(
            "dossier_uid", "component_uid", "part", name="uq_dossier_paper_dossier_uid_component_uid_part"
        ),
    )
    for column in ("component_uid", "dossier_uid", "evidence_uid"):
        op.create_index(f"ix_dossier_paper_{column}", "dossier_paper", [column])


def _create_dossier_version() -> None:
    op.create_table(
        "dossier_version",
        sa.Column("dossier_uid", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("round_uid", sa.String(length=32), nullable=False),
        sa.Column("after_transaction", sa.String(length=32), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("archival", sa.Boolean(), nullable=False),
        sa.Column("not_archival", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("numbering", sa.JSON(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("dossier_version", "dossier_uid", "dossier"),
        _reference("dossier_version", "round_uid", "review_round"),
        sa.PrimaryKeyConstraint("uid", name="pk_dossier_version"),
        sa.UniqueConstraint("dossier_uid", "number", name="uq_dossier_version_dossier_uid_number"),
    )
    op.create_index("ix_dossier_version_dossier_uid", "dossier_version", ["dossier_uid"])


def _create_dossier_event() -> None:
    op.create_table(
        "dossier_event",
        sa.Column("dossier_uid", sa.String(length=32), nullable=False),
        sa.Column("version_uid", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=True),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("evidence_uid", sa.String(length=32), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("dossier_event", "dossier_uid", "dossier"),
        _reference("dossier_event", "evidence_uid", "evidence"),
        _reference("dossier_event", "version_uid", "dossier_version"),
        sa.PrimaryKeyConstraint("uid", name="pk_dossier_event"),
    )
    for column in ("dossier_uid", "evidence_uid"):
        op.create_index(f"ix_dossier_event_{column}", "dossier_event", [column])


def _create_dossier_remark() -> None:
    op.create_table(
        "dossier_remark",
        sa.Column("event_uid", sa.String(length=32), nullable=False),
        sa.Column("indicator_uid", sa.String(length=32), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("dossier_remark", "event_uid", "dossier_event"),
        _reference("dossier_remark", "indicator_uid", "indicator"),
        sa.PrimaryKeyConstraint("uid", name="pk_dossier_remark"),
    )
    op.create_index("ix_dossier_remark_event_uid", "dossier_remark", ["event_uid"])
