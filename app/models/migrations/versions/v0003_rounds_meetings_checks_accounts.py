"""Closed rounds, meetings, fuller evidence, waived checks and accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.uid"],
        name=f"fk_{table}_{column}_{target}",
        initially="DEFERRED",
        deferrable=True,
    )


def upgrade() -> None:
    _create_check_waiver()
    _create_account()
    _create_council_meeting()
    _create_printed_result()
    _create_residents_meeting()
    _create_round_event()
    _create_council_conclusion()
    _create_council_member()
    _change_assessment()
    _change_evidence()
    _change_evidence_link()
    _change_review_round()


def _create_check_waiver() -> None:
    op.create_table(
        "check_waiver",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("uid", name="pk_check_waiver"),
        sa.UniqueConstraint("code", "subject", name="uq_check_waiver_code_subject"),
    )


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("role_uid", sa.String(length=32), nullable=True),
        sa.Column("hamlet_uid", sa.String(length=32), nullable=True),
        sa.Column("pin", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("account", "hamlet_uid", "place"),
        _reference("account", "role_uid", "role"),
        sa.PrimaryKeyConstraint("uid", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
    )


def _create_council_meeting() -> None:
    op.create_table(
        "council_meeting",
        sa.Column("round_uid", sa.String(length=32), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("held_at", sa.String(length=200), nullable=True),
        sa.Column("begins", sa.String(length=40), nullable=True),
        sa.Column("ends", sa.String(length=40), nullable=True),
        sa.Column("decision", sa.String(length=200), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("council_meeting", "round_uid", "review_round"),
        sa.PrimaryKeyConstraint("uid", name="pk_council_meeting"),
    )
    op.create_index("ix_council_meeting_round_uid", "council_meeting", ["round_uid"])


def _create_printed_result() -> None:
    op.create_table(
        "printed_result",
        sa.Column("plan_uid", sa.String(length=32), nullable=False),
        sa.Column("hamlet_uid", sa.String(length=32), nullable=False),
        sa.Column("criteria_met", sa.Integer(), nullable=True),
        sa.Column("criteria_total", sa.Integer(), nullable=True),
        sa.Column("indicators_met", sa.Integer(), nullable=True),
        sa.Column("indicators_total", sa.Integer(), nullable=True),
        sa.Column("unmet_fraction", sa.String(length=20), nullable=True),
        sa.Column("met_criteria", sa.JSON(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("printed_result", "hamlet_uid", "place"),
        _reference("printed_result", "plan_uid", "plan"),
        sa.PrimaryKeyConstraint("uid", name="pk_printed_result"),
        sa.UniqueConstraint("plan_uid", "hamlet_uid", name="uq_printed_result_plan_uid_hamlet_uid"),
    )
    op.create_index("ix_printed_result_hamlet_uid", "printed_result", ["hamlet_uid"])
    op.create_index("ix_printed_result_plan_uid", "printed_result", ["plan_uid"])


def _create_residents_meeting() -> None:
    op.create_table(
        "residents_meeting",
        sa.Column("round_uid", sa.String(length=32), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("held_at", sa.String(length=200), nullable=True),
        sa.Column("begins", sa.String(length=40), nullable=True),
        sa.Column("ends", sa.String(length=40), nullable=True),
        sa.Column("chair", sa.String(length=120), nullable=True),
        sa.Column("secretary", sa.String(length=120), nullable=True),
        sa.Column("guests", sa.Text(), nullable=True),
        sa.Column("counted", sa.String(length=60), nullable=True),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("agreed", sa.Integer(), nullable=True),
        sa.Column("opinions", sa.Text(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("residents_meeting", "round_uid", "review_round"),
        sa.PrimaryKeyConstraint("uid", name="pk_residents_meeting"),
    )
    op.create_index("ix_residents_meeting_round_uid", "residents_meeting", ["round_uid"])


def _create_round_event() -> None:
    op.create_table(
        "round_event",
        sa.Column("round_uid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("round_event", "round_uid", "review_round"),
        sa.PrimaryKeyConstraint("uid", name="pk_round_event"),
    )
    op.create_index("ix_round_event_round_uid", "round_event", ["round_uid"])


def _create_council_conclusion() -> None:
    op.create_table(
        "council_conclusion",
        sa.Column("meeting_uid", sa.String(length=32), nullable=False),
        sa.Column("criterion_uid", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("council_conclusion", "criterion_uid", "criterion"),
        _reference("council_conclusion", "meeting_uid", "council_meeting"),
        sa.PrimaryKeyConstraint("uid", name="pk_council_conclusion"),
        sa.UniqueConstraint(
            "meeting_uid", "criterion_uid", name="uq_council_conclusion_meeting_uid_criterion_uid"
        ),
    )
    op.create_index("ix_council_conclusion_criterion_uid", "council_conclusion", ["criterion_uid"])
    op.create_index("ix_council_conclusion_meeting_uid", "council_conclusion", ["meeting_uid"])


def _create_council_member() -> None:
    op.create_table(
        "council_member",
        sa.Column("meeting_uid", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("post", sa.String(length=300), nullable=True),
        sa.Column("duty", sa.String(length=120), nullable=True),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("council_member", "meeting_uid", "council_meeting"),
        sa.PrimaryKeyConstraint("uid", name="pk_council_member"),
    )
    op.create_index("ix_council_member_meeting_uid", "council_member", ["meeting_uid"])


def _change_assessment() -> None:
    with op.batch_alter_table("assessment") as batch_op:
        batch_op.add_column(sa.Column("opinion_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("opinion_by", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("opinion_post", sa.String(length=300), nullable=True))


def _change_evidence() -> None:
    with op.batch_alter_table("evidence") as batch_op:
        batch_op.add_column(sa.Column("sensitive_reason", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("document_sign", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("signer", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("abstract", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("expires_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("replaces_uid", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("masked_from_uid", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("removed_on", sa.Date(), nullable=True))
        batch_op.create_foreign_key(
            "fk_evidence_replaces_uid_evidence",
            "evidence",
            ["replaces_uid"],
            ["uid"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_foreign_key(
            "fk_evidence_masked_from_uid_evidence",
            "evidence",
            ["masked_from_uid"],
            ["uid"],
            initially="DEFERRED",
            deferrable=True,
        )


def _change_evidence_link() -> None:
    with op.batch_alter_table("evidence_link") as batch_op:
        batch_op.add_column(sa.Column("paper", sa.String(length=300), nullable=True))


def _change_review_round() -> None:
    with op.batch_alter_table("review_round") as batch_op:
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
