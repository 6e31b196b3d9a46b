"""The first book: places, roles, criteria sets, plans, rounds, reports, evidence and the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.uid"],
        name=f"fk_{table}_{column}_{target}",
        initially="DEFERRED",
        deferrable=True,
    )


def upgrade() -> None:
    _create_criteria_set()
    _create_evidence()
    _create_journal_transaction()
    _create_place()
    _create_role()
    _create_book()
    _create_criterion()
    _create_journal()
    _create_monthly_report()
    _create_plan()
    _create_review_round()
    _create_indicator()
    _create_plan_hamlet()
    _create_assessment()
    _create_assignment()
    _create_evidence_link()


def _create_criteria_set() -> None:
    op.create_table(
        "criteria_set",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("basis_number", sa.String(length=60), nullable=False),
        sa.Column("basis_date", sa.Date(), nullable=False),
        sa.Column("basis_issuer", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("criteria_total", sa.Integer(), nullable=False),
        sa.Column("indicators_total", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("uid", name="pk_criteria_set"),
        sa.UniqueConstraint("code", "version", name="uq_criteria_set_code_version"),
    )


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(length=200), nullable=True),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("uid", name="pk_evidence"),
        sa.UniqueConstraint("sha256", name="uq_evidence_sha256"),
    )


def _create_journal_transaction() -> None:
    op.create_table(
        "journal_transaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_journal_transaction"),
        sa.UniqueConstraint("uid", name="uq_journal_transaction_uid"),
    )


def _create_place() -> None:
    op.create_table(
        "place",
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("parent_uid", sa.String(length=32), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("place", "parent_uid", "place"),
        sa.PrimaryKeyConstraint("uid", name="pk_place"),
    )
    op.create_index("ix_place_level", "place", ["level"], unique=False)
    op.create_index("ix_place_parent_uid", "place", ["parent_uid"], unique=False)


def _create_role() -> None:
    op.create_table(
        "role",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("variants", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("uid", name="pk_role"),
        sa.UniqueConstraint("code", name="uq_role_code"),
    )


def _create_book() -> None:
    op.create_table(
        "book",
        sa.Column("commune_uid", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("book", "commune_uid", "place"),
        sa.PrimaryKeyConstraint("uid", name="pk_book"),
    )


def _create_criterion() -> None:
    op.create_table(
        "criterion",
        sa.Column("set_uid", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("criterion", "set_uid", "criteria_set"),
        sa.PrimaryKeyConstraint("uid", name="pk_criterion"),
        sa.UniqueConstraint("set_uid", "number", name="uq_criterion_set_uid_number"),
    )
    op.create_index("ix_criterion_set_uid", "criterion", ["set_uid"], unique=False)


def _create_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_uid", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=True),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["transaction_id"],
            ["journal_transaction.id"],
            name="fk_journal_transaction_id_journal_transaction",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_row_uid", "journal", ["row_uid"], unique=False)
    op.create_index("ix_journal_transaction_id", "journal", ["transaction_id"], unique=False)


def _create_monthly_report() -> None:
    op.create_table(
        "monthly_report",
        sa.Column("hamlet_uid", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=True),
        sa.Column("reporter", sa.String(length=120), nullable=True),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("difficulties", sa.Text(), nullable=True),
        sa.Column("proposals", sa.Text(), nullable=True),
        sa.Column("exempt_reason", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("monthly_report", "hamlet_uid", "place"),
        sa.PrimaryKeyConstraint("uid", name="pk_monthly_report"),
        sa.UniqueConstraint("hamlet_uid", "year", "month", name="uq_monthly_report_hamlet_uid_year_month"),
    )
    op.create_index("ix_monthly_report_hamlet_uid", "monthly_report", ["hamlet_uid"], unique=False)


def _create_plan() -> None:
    op.create_table(
        "plan",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("signer_titles", sa.String(length=300), nullable=True),
        sa.Column("signer_name", sa.String(length=120), nullable=True),
        sa.Column("set_uid", sa.String(length=32), nullable=False),
        sa.Column("report_before_day", sa.Integer(), nullable=False),
        sa.Column("report_strict", sa.Boolean(), nullable=False),
        sa.Column("report_to", sa.String(length=200), nullable=True),
        sa.Column("evidence_due", sa.Date(), nullable=True),
        sa.Column("appraisal_due", sa.Date(), nullable=True),
        sa.Column("submitted_to", sa.String(length=200), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("guidance", sa.String(length=200), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("plan", "set_uid", "criteria_set"),
        sa.PrimaryKeyConstraint("uid", name="pk_plan"),
        sa.UniqueConstraint("year", name="uq_plan_year"),
    )


def _create_review_round() -> None:
    op.create_table(
        "review_round",
        sa.Column("hamlet_uid", sa.String(length=32), nullable=False),
        sa.Column("set_uid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("review_round", "hamlet_uid", "place"),
        _reference("review_round", "set_uid", "criteria_set"),
        sa.PrimaryKeyConstraint("uid", name="pk_review_round"),
        sa.UniqueConstraint(
            "hamlet_uid", "set_uid", "held_on", name="uq_review_round_hamlet_uid_set_uid_held_on"
        ),
    )
    op.create_index("ix_review_round_hamlet_uid", "review_round", ["hamlet_uid"], unique=False)
    op.create_index("ix_review_round_set_uid", "review_round", ["set_uid"], unique=False)


def _create_indicator() -> None:
    op.create_table(
        "indicator",
        sa.Column("criterion_uid", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("measure", sa.String(20), nullable=True),
        sa.Column("threshold", sa.String(length=200), nullable=True),
        sa.Column("scale", sa.JSON(), nullable=False),
        sa.Column("lead_code", sa.String(length=32), nullable=True),
        sa.Column("support_codes", sa.JSON(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("indicator", "criterion_uid", "criterion"),
        sa.PrimaryKeyConstraint("uid", name="pk_indicator"),
        sa.UniqueConstraint("criterion_uid", "number", name="uq_indicator_criterion_uid_number"),
    )
    op.create_index("ix_indicator_criterion_uid", "indicator", ["criterion_uid"], unique=False)


def _create_plan_hamlet() -> None:
    op.create_table(
        "plan_hamlet",
        sa.Column("plan_uid", sa.String(length=32), nullable=False),
        sa.Column("hamlet_uid", sa.String(length=32), nullable=False),
        sa.Column("set_uid", sa.String(length=32), nullable=False),
        sa.Column("report_from", sa.Integer(), nullable=False),
        sa.Column("report_until", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("plan_hamlet", "hamlet_uid", "place"),
        _reference("plan_hamlet", "plan_uid", "plan"),
        _reference("plan_hamlet", "set_uid", "criteria_set"),
        sa.PrimaryKeyConstraint("uid", name="pk_plan_hamlet"),
        sa.UniqueConstraint("plan_uid", "hamlet_uid", name="uq_plan_hamlet_plan_uid_hamlet_uid"),
    )
    op.create_index("ix_plan_hamlet_hamlet_uid", "plan_hamlet", ["hamlet_uid"], unique=False)
    op.create_index("ix_plan_hamlet_plan_uid", "plan_hamlet", ["plan_uid"], unique=False)


def _create_assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("round_uid", sa.String(length=32), nullable=False),
        sa.Column("indicator_uid", sa.String(length=32), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("claimed", sa.String(20), nullable=True),
        sa.Column("part", sa.String(40), nullable=True),
        sa.Column("whole", sa.String(40), nullable=True),
        sa.Column("share", sa.String(40), nullable=True),
        sa.Column("rating", sa.String(length=200), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("remaining", sa.String(length=200), nullable=True),
        sa.Column("opinion", sa.String(20), nullable=True),
        sa.Column("opinion_note", sa.Text(), nullable=True),
        sa.Column("concluded", sa.String(20), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("assessment", "indicator_uid", "indicator"),
        _reference("assessment", "round_uid", "review_round"),
        sa.PrimaryKeyConstraint("uid", name="pk_assessment"),
        sa.UniqueConstraint("round_uid", "indicator_uid", name="uq_assessment_round_uid_indicator_uid"),
    )
    op.create_index("ix_assessment_indicator_uid", "assessment", ["indicator_uid"], unique=False)
    op.create_index("ix_assessment_round_uid", "assessment", ["round_uid"], unique=False)


def _create_assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("plan_uid", sa.String(length=32), nullable=False),
        sa.Column("hamlet_uid", sa.String(length=32), nullable=False),
        sa.Column("indicator_uid", sa.String(length=32), nullable=False),
        sa.Column("lead_uid", sa.String(length=32), nullable=False),
        sa.Column("lead_wording", sa.String(length=300), nullable=True),
        sa.Column("support", sa.String(length=300), nullable=True),
        sa.Column("work", sa.Text(), nullable=True),
        sa.Column("due_before", sa.Date(), nullable=True),
        sa.Column("progress", sa.String(20), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("assignment", "hamlet_uid", "place"),
        _reference("assignment", "indicator_uid", "indicator"),
        _reference("assignment", "lead_uid", "role"),
        _reference("assignment", "plan_uid", "plan"),
        sa.PrimaryKeyConstraint("uid", name="pk_assignment"),
        sa.UniqueConstraint(
            "plan_uid", "hamlet_uid", "indicator_uid", name="uq_assignment_plan_uid_hamlet_uid_indicator_uid"
        ),
    )
    op.create_index("ix_assignment_hamlet_uid", "assignment", ["hamlet_uid"], unique=False)
    op.create_index("ix_assignment_indicator_uid", "assignment", ["indicator_uid"], unique=False)
    op.create_index("ix_assignment_lead_uid", "assignment", ["lead_uid"], unique=False)
    op.create_index("ix_assignment_plan_uid", "assignment", ["plan_uid"], unique=False)


def _create_evidence_link() -> None:
    op.create_table(
        "evidence_link",
        sa.Column("evidence_uid", sa.String(length=32), nullable=False),
        sa.Column("hamlet_uid", sa.String(length=32), nullable=False),
        sa.Column("indicator_uid", sa.String(length=32), nullable=False),
        sa.Column("place_in_document", sa.String(length=200), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("evidence_link", "evidence_uid", "evidence"),
        _reference("evidence_link", "hamlet_uid", "place"),
        _reference("evidence_link", "indicator_uid", "indicator"),
        sa.PrimaryKeyConstraint("uid", name="pk_evidence_link"),
        sa.UniqueConstraint(
            "evidence_uid",
            "hamlet_uid",
            "indicator_uid",
            name="uq_evidence_link_evidence_uid_hamlet_uid_indicator_uid",
        ),
    )
    op.create_index("ix_evidence_link_evidence_uid", "evidence_link", ["evidence_uid"], unique=False)
    op.create_index("ix_evidence_link_hamlet_uid", "evidence_link", ["hamlet_uid"], unique=False)
    op.create_index("ix_evidence_link_indicator_uid", "evidence_link", ["indicator_uid"], unique=False)
