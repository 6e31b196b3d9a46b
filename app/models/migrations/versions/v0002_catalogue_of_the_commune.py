"""Catalogue, places, people and procedures as a commune owns them; responsibilities leave the indicators."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.uid"],
        name=f"fk_{table}_{column}_{target}",
        initially="DEFERRED",
        deferrable=True,
    )


def upgrade() -> None:
    _create_person()
    _create_place_change()
    _create_procedure_profile()
    _create_dossier_component()
    _create_place_succession()
    _create_place_year()
    _create_procedure_step()
    _create_tenure()
    _create_absence()
    _create_plan_set()
    _create_responsibility()
    _change_assessment()
    _change_criteria_set()
    _change_criterion()
    _move_responsibilities()
    _change_indicator()
    _change_place()
    _change_role()
    op.execute("UPDATE role SET level = CASE code WHEN 'BQL' THEN 'hamlet' ELSE 'commune' END")


def _move_responsibilities() -> None:
    """Who leads and supports an indicator was told by codes in the set; now it is the commune's own rows."""
    connection = op.get_bind()
    roles: dict[str, str] = dict(connection.execute(sa.text("SELECT code, uid FROM role")).all())
    indicators = sa.table(
        "indicator", sa.column("uid"), sa.column("lead_code"), sa.column("support_codes", sa.JSON())
    )
    rows = [
        {
            "uid": uuid4().hex,
            "indicator_uid": uid,
            "role_uid": roles[code],
            "kind": kind,
            "position": position,
        }
        for uid, lead, support in connection.execute(sa.select(indicators))
        for kind, codes in (("lead", [lead]), ("support", support))
        for position, code in enumerate(codes, start=1)
        if code in roles
    ]
    target = sa.table(
        "responsibility", *map(sa.column, ("uid", "indicator_uid", "role_uid", "kind", "position"))
    )
    if rows:
        connection.execute(sa.insert(target), rows)


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("uid", name="pk_person"),
    )


def _create_place_change() -> None:
    op.create_table(
        "place_change",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("uid", name="pk_place_change"),
    )


def _create_procedure_profile() -> None:
    op.create_table(
        "procedure_profile",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("for_reference", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("letterhead_parent", sa.String(length=200), nullable=True),
        sa.Column("received_by", sa.String(length=200), nullable=True),
        sa.Column("appraised_by", sa.String(length=200), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("announced_by", sa.String(length=200), nullable=True),
        sa.Column("vote_share", sa.String(length=40), nullable=True),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("uid", name="pk_procedure_profile"),
        sa.UniqueConstraint("code", name="uq_procedure_profile_code"),
    )


def _create_dossier_component() -> None:
    op.create_table(
        "dossier_component",
        sa.Column("profile_uid", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("signed_by", sa.String(length=300), nullable=True),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("dossier_component", "profile_uid", "procedure_profile"),
        sa.PrimaryKeyConstraint("uid", name="pk_dossier_component"),
    )
    op.create_index("ix_dossier_component_profile_uid", "dossier_component", ["profile_uid"])


def _create_place_succession() -> None:
    op.create_table(
        "place_succession",
        sa.Column("change_uid", sa.String(length=32), nullable=False),
        sa.Column("predecessor_uid", sa.String(length=32), nullable=False),
        sa.Column("successor_uid", sa.String(length=32), nullable=False),
        sa.Column("predecessor_name", sa.String(length=200), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("place_succession", "change_uid", "place_change"),
        _reference("place_succession", "predecessor_uid", "place"),
        _reference("place_succession", "successor_uid", "place"),
        sa.PrimaryKeyConstraint("uid", name="pk_place_succession"),
        sa.UniqueConstraint(
            "change_uid",
            "predecessor_uid",
            "successor_uid",
            name="uq_place_succession_change_uid_predecessor_uid_successor_uid",
        ),
    )
    op.create_index("ix_place_succession_change_uid", "place_succession", ["change_uid"])
    op.create_index("ix_place_succession_predecessor_uid", "place_succession", ["predecessor_uid"])
    op.create_index("ix_place_succession_successor_uid", "place_succession", ["successor_uid"])


def _create_place_year() -> None:
    op.create_table(
        "place_year",
        sa.Column("place_uid", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("area_group", sa.String(length=10), nullable=True),
        sa.Column("commune_group", sa.String(length=10), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("poor_households", sa.Integer(), nullable=True),
        sa.Column("near_poor_households", sa.Integer(), nullable=True),
        sa.Column("ethnic_groups", sa.JSON(), nullable=True),
        sa.Column("head_name", sa.String(length=120), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("place_year", "place_uid", "place"),
        sa.PrimaryKeyConstraint("uid", name="pk_place_year"),
        sa.UniqueConstraint("place_uid", "year", name="uq_place_year_place_uid_year"),
    )
    op.create_index("ix_place_year_place_uid", "place_year", ["place_uid"])


def _create_procedure_step() -> None:
    op.create_table(
        "procedure_step",
        sa.Column("profile_uid", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("before_day", sa.Integer(), nullable=True),
        sa.Column("before_month", sa.Integer(), nullable=True),
        sa.Column("within_days", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("procedure_step", "profile_uid", "procedure_profile"),
        sa.PrimaryKeyConstraint("uid", name="pk_procedure_step"),
    )
    op.create_index("ix_procedure_step_profile_uid", "procedure_step", ["profile_uid"])


def _create_tenure() -> None:
    op.create_table(
        "tenure",
        sa.Column("person_uid", sa.String(length=32), nullable=False),
        sa.Column("role_uid", sa.String(length=32), nullable=False),
        sa.Column("hamlet_uid", sa.String(length=32), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("tenure", "hamlet_uid", "place"),
        _reference("tenure", "person_uid", "person"),
        _reference("tenure", "role_uid", "role"),
        sa.PrimaryKeyConstraint("uid", name="pk_tenure"),
    )
    op.create_index("ix_tenure_hamlet_uid", "tenure", ["hamlet_uid"])
    op.create_index("ix_tenure_person_uid", "tenure", ["person_uid"])
    op.create_index("ix_tenure_role_uid", "tenure", ["role_uid"])


def _create_absence() -> None:
    op.create_table(
        "absence",
        sa.Column("tenure_uid", sa.String(length=32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("replaced_by_uid", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("absence", "replaced_by_uid", "person"),
        _reference("absence", "tenure_uid", "tenure"),
        sa.PrimaryKeyConstraint("uid", name="pk_absence"),
    )
    op.create_index("ix_absence_tenure_uid", "absence", ["tenure_uid"])


def _create_plan_set() -> None:
    op.create_table(
        "plan_set",
        sa.Column("plan_uid", sa.String(length=32), nullable=False),
        sa.Column("place_uid", sa.String(length=32), nullable=False),
        sa.Column("set_uid", sa.String(length=32), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("plan_set", "place_uid", "place"),
        _reference("plan_set", "plan_uid", "plan"),
        _reference("plan_set", "set_uid", "criteria_set"),
        sa.PrimaryKeyConstraint("uid", name="pk_plan_set"),
        sa.UniqueConstraint(
            "plan_uid", "place_uid", "set_uid", name="uq_plan_set_plan_uid_place_uid_set_uid"
        ),
    )
    op.create_index("ix_plan_set_place_uid", "plan_set", ["place_uid"])
    op.create_index("ix_plan_set_plan_uid", "plan_set", ["plan_uid"])


def _create_responsibility() -> None:
    op.create_table(
        "responsibility",
        sa.Column("criterion_uid", sa.String(length=32), nullable=True),
        sa.Column("indicator_uid", sa.String(length=32), nullable=True),
        sa.Column("role_uid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        _reference("responsibility", "criterion_uid", "criterion"),
        _reference("responsibility", "indicator_uid", "indicator"),
        _reference("responsibility", "role_uid", "role"),
        sa.PrimaryKeyConstraint("uid", name="pk_responsibility"),
    )
    op.create_index("ix_responsibility_criterion_uid", "responsibility", ["criterion_uid"])
    op.create_index("ix_responsibility_indicator_uid", "responsibility", ["indicator_uid"])
    op.create_index("ix_responsibility_role_uid", "responsibility", ["role_uid"])


def _change_assessment() -> None:
    with op.batch_alter_table("assessment") as batch_op:
        batch_op.add_column(sa.Column("amount", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("reference", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("papers", sa.JSON(), nullable=True))


def _change_criteria_set() -> None:
    with op.batch_alter_table("criteria_set") as batch_op:
        batch_op.add_column(sa.Column("field", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("prerequisite", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("follows_code", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("follows_version", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("note", sa.Text(), nullable=True))
        batch_op.alter_column("basis_number", nullable=True)
        batch_op.alter_column("basis_date", nullable=True)
        batch_op.alter_column("basis_issuer", nullable=True)
        batch_op.alter_column("criteria_total", nullable=True)
        batch_op.alter_column("indicators_total", nullable=True)


def _change_criterion() -> None:
    with op.batch_alter_table("criterion") as batch_op:
        batch_op.add_column(sa.Column("name_variants", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("source", sa.String(length=200), nullable=True))


def _change_indicator() -> None:
    with op.batch_alter_table("indicator") as batch_op:
        batch_op.add_column(sa.Column("guidance", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("computing", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("direction", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("unit", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("part_label", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("whole_label", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("reference", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("group_kind", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("group_thresholds", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("may_not_apply", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("required_papers", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("predecessors", sa.JSON(), nullable=True))
        batch_op.drop_column("lead_code")
        batch_op.drop_column("support_codes")


def _change_place() -> None:
    with op.batch_alter_table("place") as batch_op:
        batch_op.add_column(sa.Column("code", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("former_commune", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_to", sa.Date(), nullable=True))


def _change_role() -> None:
    with op.batch_alter_table("role") as batch_op:
        batch_op.add_column(sa.Column("level", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("merged_into_uid", sa.String(length=32), nullable=True))
        batch_op.create_foreign_key(
            "fk_role_merged_into_uid_role",
            "role",
            ["merged_into_uid"],
            ["uid"],
            initially="DEFERRED",
            deferrable=True,
        )
