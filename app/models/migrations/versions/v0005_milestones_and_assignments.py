"""Milestones of a plan; what an assignment costs and how it goes."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    pass
