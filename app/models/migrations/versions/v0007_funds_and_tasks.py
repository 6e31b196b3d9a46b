"""Funds by source; tasks and activities of the province's tables."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    pass
