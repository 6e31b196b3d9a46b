"""The schema of a new book, of an older one brought up, and of one that comes from the future."""

import shutil
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.errors import StorageError
from app.models import migrate
from app.models.database import APPLICATION_ID, SCHEMA_VERSION, read_marks
from app.models.tables import Base
from app.services import history, status
from app.services.workspace import DATABASE_FILE, Workspace, open_book

DATABASES = Path(__file__).parent.parent / "data" / "databases"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_a_new_book_has_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    file = tmp_path / "so.sqlite3"
    migrate.create(file)
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
    assert read_marks(file) == (APPLICATION_ID, SCHEMA_VERSION)


def test_the_newest_revision_is_the_schema_version() -> None:
    revisions = sorted(Path(migrate.__file__).parent.glob("migrations/versions/v*.py"))
    assert int(revisions[-1].name[1:5]) == SCHEMA_VERSION


@pytest.mark.parametrize("stored", sorted(DATABASES.glob("*.sqlite3")), ids=lambda path: path.stem)
def test_a_book_of_every_released_schema_opens(stored: Path, tmp_path: Path) -> None:
    shutil.copy(stored, tmp_path / DATABASE_FILE)
    workspace = open_book(tmp_path)
    rows = workspace.read(status.hamlet_statuses, year=2024, today=date(2024, 4, 20))
    assert [(row.name, row.totals.criteria_met, row.totals.indicators_met) for row in rows] == [
        ("Bản Pút", 13, 41),
        ("Bản Tủm", 13, 41),
    ]
    assert workspace.read(history.check_chain).broken_at is None
    workspace.close()


def test_every_released_schema_left_a_book() -> None:
    """Revisions 4 to 7 were never a schema of their own: they went out together with 8."""
    released = [number for number in range(1, SCHEMA_VERSION + 1) if number not in range(4, 8)]
    assert [path.stem for path in sorted(DATABASES.glob("*.sqlite3"))] == [
        f"v{number:04d}" for number in released
    ]


def test_a_book_of_a_newer_version_is_left_alone(book: Workspace) -> None:
    book.close()
    file = book.folder / DATABASE_FILE
    with sqlite3.connect(file) as raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    before = file.read_bytes()
    with pytest.raises(StorageError, match="mới hơn"):
        open_book(book.folder)
    assert file.read_bytes() == before
    assert list((book.folder / "sao-luu").iterdir()) == []


def test_an_older_book_is_backed_up_before_it_is_touched(book: Workspace, tmp_path: Path) -> None:
    """An older mark on a whole book: the upgrade runs, changes nothing, and leaves a readable copy."""
    book.close()
    file = book.folder / DATABASE_FILE
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA user_version = 0")
    raw.close()
    backup = migrate.upgrade(file, backup_folder=tmp_path / "sao-luu", now=NOW)
    assert backup.name == "truoc-nang-cap-20260102-030405.sqlite3"
    assert read_marks(file) == (APPLICATION_ID, SCHEMA_VERSION)
    with sqlite3.connect(backup) as copy:
        assert copy.execute("SELECT count(*) FROM assessment").fetchone() == (88,)
    copy.close()
    assert not list((tmp_path / "sao-luu").glob("*.part"))


def test_a_failed_upgrade_leaves_the_book_as_it_was(book: Workspace, tmp_path: Path) -> None:
    """Rows that hang in the air are found after the upgrade, and the whole upgrade is taken back."""
    book.close()
    file = book.folder / DATABASE_FILE
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("UPDATE assessment SET round_uid = 'khong-co' WHERE rowid = 1")
        raw.execute("PRAGMA user_version = 0")
    raw.close()
    with pytest.raises(StorageError, match="vẫn nguyên"):
        migrate.upgrade(file, backup_folder=tmp_path / "sao-luu", now=NOW)
    assert read_marks(file)[1] == 0
