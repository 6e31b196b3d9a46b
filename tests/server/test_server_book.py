"""The same book on PostgreSQL: brought there whole, written by several people at once, refused in sentences."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.domain.verdict import Verdict
from app.errors import AppError, InputError, StorageError
from app.models.database import SCHEMA_VERSION
from app.models.server import make_server_engine, schema_on, server_url
from app.models.tables import Base
from app.services import (
    assessments,
    assignments,
    boards,
    checks,
    history,
    monthly_reports,
    places,
    status,
)
from app.services.books import found_area_book
from app.services.commune_package import export_package
from app.services.consolidation import take_in
from app.services.consolidation_overview import overview
from app.services.server_books import make_server_book, remember_server, remembered_server
from app.services.today import today_list
from app.services.workspace import Workspace, open_book

TODAY = date(2024, 4, 20)
NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        """Nobody watches."""


@pytest.fixture
def shared(address: str, sample_folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The sample brought to a server, opened as everybody opens it: by its folder."""
    folder = tmp_path / "chung"
    remember_server(folder, address)
    make_server_book(folder, sample_folder, Silent())
    workspace = open_book(folder, now=lambda: NOW)
    yield workspace
    workspace.close()


def test_the_server_has_exactly_the_tables_of_the_models(address: str, tmp_path: Path) -> None:
    remember_server(tmp_path, address)
    make_server_book(tmp_path, None, Silent())
    engine = make_server_engine(server_url(address))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
    assert schema_on(engine) == SCHEMA_VERSION
    engine.dispose()


def test_everybody_sees_what_the_file_said(shared: Workspace, sample_folder: Path) -> None:
    file = open_book(sample_folder, now=lambda: NOW)
    for query, given in (
        (boards.board, {"year": 2024, "today": TODAY}),
        (status.hamlet_statuses, {"year": 2024, "today": TODAY}),
        (status.overview, {"year": 2024, "today": TODAY}),
        (monthly_reports.month_grid, {"year": 2024, "today": TODAY}),
        (assignments.assignment_rows, {"year": 2024, "today": TODAY}),
        (today_list, {"year": 2024, "today": TODAY}),
        (checks.check_book, {"year": 2024, "today": TODAY, "evidence_folder": sample_folder}),
        (places.hamlets, {}),
        (history.check_chain, {}),
    ):
        assert shared.read(query, **given) == file.read(query, **given), query.__name__
    file.close()
    assert shared.shared
    assert not file.shared


def _row(book: Workspace, number: str) -> assessments.SheetRow:
    put = book.read(places.find_hamlet, name="put").uid
    newest = book.read(assessments.rounds_of, hamlet_uid=put)[0]
    rows = book.read(assessments.sheet, round_uid=newest.uid).rows
    return next(row for row in rows if row.indicator.number == number)


def test_writing_undo_and_the_chain(shared: Workspace) -> None:
    row = _row(shared, "1.2")
    shared.write(assessments.record, assessment_uid=row.uid, values={"claimed": Verdict.MET})
    assert _row(shared, "1.2").verdict is Verdict.MET
    history.undo(shared)
    assert _row(shared, "1.2").verdict is Verdict.UNMET
    assert shared.read(history.check_chain).broken_at is None


def test_two_programs_write_at_once_and_the_journal_stays_one_chain(shared: Workspace) -> None:
    """Each save is a transaction of its own, from two open books on two threads."""
    other = open_book(shared.folder, who="Trạm y tế", now=lambda: NOW)
    uids = [_row(shared, number).uid for number in ("1.2", "4.3")]
    failed: list[BaseException] = []

    def work(book: Workspace, uid: str) -> None:
        try:
            for turn in range(40):
                values = {"explanation": f"Lần {turn}"}
                book.write(assessments.record, assessment_uid=uid, values=values)
        except BaseException as error:  # noqa: BLE001 - told in the test's own thread
            failed.append(error)

    threads = [threading.Thread(target=work, args=pair) for pair in zip((shared, other), uids, strict=True)]
    before = shared.read(history.check_chain).entries
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert failed == []
    report = shared.read(history.check_chain)
    assert report.broken_at is None
    assert report.entries == before + 80


def test_a_district_on_the_server_takes_packages_in(
    address: str, sample_folder: Path, tmp_path: Path
) -> None:
    commune = open_book(sample_folder, now=lambda: NOW)
    export_package(commune, tmp_path / "ck.bansang")
    commune.close()
    found_area_book(tmp_path / "tam", province="tỉnh Sơn La", now=lambda: NOW).close()
    remember_server(tmp_path / "chung", address)
    make_server_book(tmp_path / "chung", tmp_path / "tam", Silent())
    book = open_book(tmp_path / "chung", now=lambda: NOW)
    outcome = take_in(book, [tmp_path / "ck.bansang"], Silent())
    assert outcome.failures == ()
    again = take_in(book, [tmp_path / "ck.bansang"], Silent())
    assert again.failures == ()
    found = book.read(overview, year=2024, today=TODAY)
    assert found is not None
    assert (found.total.hamlets, found.total.indicators_met) == (2, 82)
    assert book.read(history.check_chain).broken_at is None
    book.close()


def test_a_second_book_never_lands_on_the_first(shared: Workspace, sample_folder: Path) -> None:
    with pytest.raises(StorageError, match="đã có sổ"):
        make_server_book(shared.folder, sample_folder, Silent())
    assert shared.read(history.check_chain).broken_at is None


def test_a_schema_of_another_version_is_told(shared: Workspace, address: str) -> None:
    def mark(version: int) -> None:
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f"UPDATE alembic_version SET version_num = '{version:04d}'")

    mark(SCHEMA_VERSION + 1)
    with pytest.raises(StorageError, match="mới hơn"):
        open_book(shared.folder)
    mark(SCHEMA_VERSION - 1)
    with pytest.raises(StorageError, match="server-book --upgrade"):
        open_book(shared.folder)


def test_a_server_that_goes_away_is_a_sentence(shared: Workspace, address: str) -> None:
    plain = address.replace("+psycopg", "")
    row = _row(shared, "1.2")

    def cut(session: sa.orm.Session) -> None:
        session.connection()
        with psycopg.connect(plain, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        session.execute(sa.text("SELECT 1"))

    with pytest.raises(StorageError, match="Mất kết nối"):
        shared.read(cut)
    shared.write(assessments.record, assessment_uid=row.uid, values={"claimed": Verdict.MET})
    assert _row(shared, "1.2").verdict is Verdict.MET


@pytest.mark.parametrize("typed", ["sqlite:///so.sqlite3", "khong phai", "postgresql://may", "mysql://a/b"])
def test_what_is_no_server_is_refused(typed: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="postgresql"):
        remember_server(tmp_path, typed)
    assert list(tmp_path.iterdir()) == []


def test_no_server_and_no_password_in_the_folder(address: str, tmp_path: Path) -> None:
    remember_server(tmp_path, "postgresql+psycopg://huyen:bi-mat@127.0.0.1:1/so")
    assert "bi-mat" not in (tmp_path / "may-chu.json").read_text("utf-8")
    assert remembered_server(tmp_path) == "postgresql+psycopg://huyen@127.0.0.1:1/so"
    with pytest.raises(StorageError, match="Mất kết nối"):
        open_book(tmp_path)
    (tmp_path / "may-chu.json").write_text("[]", "utf-8")
    with pytest.raises(AppError, match="không ghi địa chỉ"):
        open_book(tmp_path)
    remember_server(tmp_path, address)
    with pytest.raises(StorageError, match="server-book"):
        open_book(tmp_path)


def test_the_command_line_opens_a_book_on_a_server(address: str, sample_folder: Path, tmp_path: Path) -> None:
    def run(*given: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "app.cli", "--database", address, *given]
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=os.environ, timeout=120)

    folder = str(tmp_path / "chung")
    made = run("server-book", folder, "--from", str(sample_folder))
    assert (made.returncode, made.stderr) == (0, "")
    told = run("status", folder, "--json")
    assert told.returncode == 0, told.stderr
    assert [row["indicators_met"] for row in json.loads(told.stdout)["hamlets"]] == [41, 41]
    assert run("server-book", folder, "--from", str(sample_folder)).returncode == 1
