"""What is no book, cannot be written, is damaged or busy: one sentence each, and nothing is lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import NotFoundError, StorageError
from app.models.database import APPLICATION_ID, SCHEMA_VERSION
from app.services import history, places
from app.services.samples import create_sample
from app.services.workspace import BACKUP_FOLDER, DATABASE_FILE, Workspace, create_book, open_book

ROOT = Path(__file__).parent.parent.parent


def test_a_folder_without_a_book(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"so\.sqlite3"):
        open_book(tmp_path)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"%PDF-1.7" + b"x" * 200])
def test_a_file_that_is_no_book(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE_FILE).write_bytes(content)
    with pytest.raises(StorageError, match="không phải sổ Bản Sáng"):
        open_book(tmp_path)
    assert (tmp_path / DATABASE_FILE).read_bytes() == content


def test_a_database_of_another_program(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / DATABASE_FILE) as other:
        other.execute("CREATE TABLE place (uid)")
    other.close()
    with pytest.raises(StorageError, match="không phải sổ"):
        open_book(tmp_path)


def test_a_damaged_book_says_so(book: Workspace) -> None:
    book.close()
    file = book.folder / DATABASE_FILE
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StorageError, match="bị hỏng"):
        open_book(book.folder).read(places.hamlets)


def test_the_database_file_itself_can_be_named(book: Workspace) -> None:
    book.close()
    again = open_book(book.folder / DATABASE_FILE)
    assert len(again.read(places.hamlets)) == 2
    again.close()


def test_a_new_book_does_not_go_into_a_folder_with_files(tmp_path: Path) -> None:
    (tmp_path / "anh.jpg").write_bytes(b"x")
    with pytest.raises(StorageError, match="đã có tệp"):
        create_book(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["anh.jpg"]


def test_a_book_that_another_program_writes_waits_then_says_so(
    book: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.models.database.BUSY_SECONDS", 0.2)
    book.close()
    other = sqlite3.connect(book.folder / DATABASE_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="đang bận"):
        open_book(book.folder)
    other.execute("ROLLBACK")
    other.close()
    open_book(book.folder).close()


def test_hamlets_are_found_without_marks_and_unknown_ones_named(book: Workspace) -> None:
    assert book.read(places.find_hamlet, name="ban put").name == "Bản Pút"
    assert book.read(places.find_hamlet, name="TUM").name == "Bản Tủm"
    with pytest.raises(NotFoundError, match="Trong sổ có: Bản Pút, Bản Tủm"):
        book.read(places.find_hamlet, name="Bản Mé")


def _as_nobody(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run Python code without root's right to write anywhere."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "HOME": "/tmp"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("setpriv"), reason="needs Linux permissions")
def test_a_folder_without_write_permission(tmp_path: Path) -> None:
    """For a new book, and for one that exists: refused at once, with what to do."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.is_relative_to(tmp_path.parents[1]):
            folder.chmod(0o755)
    create_sample(tmp_path / "so").close()
    code = """
import sys
from pathlib import Path
from app.errors import StorageError
from app.services.workspace import create_book, open_book
folder = Path(sys.argv[1])
for attempt in (lambda: create_book(folder / 'moi'), lambda: open_book(folder / 'so')):
    try:
        attempt()
    except StorageError as error:
        print(error.sentence)
"""
    result = _as_nobody(code, tmp_path)
    sentences = result.stdout.splitlines()
    assert len(sentences) == 2, result.stderr
    assert all("Hãy" in line or "hãy" in line for line in sentences)
    assert not (tmp_path / "moi").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of file sizes")
def test_a_full_disk_loses_nothing_that_was_saved(book: Workspace) -> None:
    """RLIMIT_FSIZE stands for the full disk: SQLite's write fails in the middle of a save."""
    book.close()
    code = """
import resource, signal, sys
from pathlib import Path
from app.errors import StorageError
from app.services import assessments, places
from app.services.workspace import open_book
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
book = open_book(Path(sys.argv[1]))
put = book.read(places.find_hamlet, name='put')
row = book.read(assessments.sheet, round_uid=book.read(assessments.rounds_of, hamlet_uid=put.uid)[0].uid).rows[0]
book.write(assessments.record, assessment_uid=row.uid, values={'explanation': 'đã lưu'})
limit = sum(path.stat().st_size for path in Path(sys.argv[1]).glob('so.sqlite3-wal')) + 2000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    book.write(assessments.record, assessment_uid=row.uid, values={'remaining': 'x' * 200, 'explanation': 'mất'})
except StorageError as error:
    print(error.sentence)
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-c", code, str(book.folder)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert "Hãy" in result.stdout, result.stderr
    again = open_book(book.folder)
    assert again.read(history.check_chain).broken_at is None
    newest = again.read(history.undo_state).undo
    assert newest is not None
    from app.services import assessments

    put = again.read(places.find_hamlet, name="put")
    newest_round = again.read(assessments.rounds_of, hamlet_uid=put.uid)[0]
    row = again.read(assessments.sheet, round_uid=newest_round.uid).rows[0]
    assert (row.explanation, row.remaining) == ("đã lưu", "")
    again.close()


def _marked(file: Path, script: str, *, version: int) -> None:
    with sqlite3.connect(file) as other:
        other.executescript(
            f"{script}; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {version}"
        )
    other.close()


def test_a_book_without_its_tables_is_damaged(tmp_path: Path) -> None:
    _marked(tmp_path / DATABASE_FILE, "CREATE TABLE other (a)", version=SCHEMA_VERSION)
    with pytest.raises(StorageError, match="bị hỏng"):
        open_book(tmp_path)


def test_an_older_book_that_is_damaged_or_has_no_room_for_its_backup(book: Workspace) -> None:
    book.close()
    file = book.folder / DATABASE_FILE
    _marked(file, "", version=0)
    whole = file.read_bytes()
    file.write_bytes(whole[:5000])
    with pytest.raises(StorageError, match="bị hỏng"):
        open_book(book.folder)
    file.write_bytes(whole)
    shutil.rmtree(book.folder / BACKUP_FOLDER)
    (book.folder / BACKUP_FOLDER).write_bytes(b"")
    with pytest.raises(StorageError, match="sao-luu"):
        open_book(book.folder)
    assert file.read_bytes() == whole


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody delete an open file")
def test_a_book_deleted_or_replaced_while_open_takes_no_saves(book: Workspace, tmp_path: Path) -> None:
    book.write(places.add_hamlets, names=["Bản Mé"])
    other = tmp_path / "other"
    create_sample(other).close()
    (other / DATABASE_FILE).replace(book.folder / DATABASE_FILE)
    with pytest.raises(StorageError, match="Hãy mở lại sổ"):
        book.write(places.add_hamlets, names=["Bản Na"])
    shutil.rmtree(book.folder)
    with pytest.raises(StorageError, match="Hãy mở lại sổ"):
        book.write(places.add_hamlets, names=["Bản Na"])


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("there_before", [False, True])
def test_a_sample_that_does_not_fit_leaves_nothing(tmp_path: Path, there_before: bool) -> None:
    folder = tmp_path / "so"
    if there_before:
        folder.mkdir()
    code = (
        "import resource, signal, sys; from pathlib import Path; from app.errors import StorageError\n"
        "from app.services.samples import create_sample\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: create_sample(Path(sys.argv[1]))\n"
        "except StorageError as error: print(error)\n"
    )
    command = [sys.executable, "-c", code, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
    assert "Ổ đĩa" in done.stdout
    assert folder.exists() == there_before
    assert not there_before or not list(folder.iterdir())
