"""Reports with progress and versions; combined reports of a period."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    pass
