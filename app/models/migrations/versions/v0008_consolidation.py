"""Many communes in one book."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "commune_intake",
        sa.Column("commune_uid", sa.String(length=32), nullable=False),
        sa.Column("book_uid", sa.String(length=32), nullable=False),
        sa.Column("package_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("hamlets", sa.Integer(), nullable=False),
        sa.Column("results", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("before_day", sa.Integer(), nullable=True),
        sa.Column("strict", sa.Boolean(), nullable=True),
        sa.Column("shift", sa.String(length=20), nullable=True),
        sa.Column("days_off", sa.JSON(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_uid"],
            ["place.uid"],
            name="fk_commune_intake_commune_uid_place",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name="pk_commune_intake"),
        sa.UniqueConstraint("commune_uid", name="uq_commune_intake_commune_uid"),
    )
