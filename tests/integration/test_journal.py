"""One journal: every change in it, undo from it, and a chain that shows tampering."""

import sqlite3
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PIL import Image
from sqlalchemy import delete

from app.domain.deadlines import Month
from app.domain.verdict import Verdict
from app.errors import InputError, RefusedError
from app.models.assessment import Assessment
from app.models.journal import TransactionKind
from app.services import (
    assessments,
    assignments,
    evidence,
    evidence_intake,
    evidence_trash,
    history,
    monthly_reports,
    places,
)
from app.services.assessments import SheetRow
from app.services.monthly_reports import ReportValues
from app.services.workspace import DATABASE_FILE, Workspace, open_book

TODAY = date(2024, 4, 20)


def sheet_row(book: Workspace, number: str, hamlet: str = "Bản Pút") -> SheetRow:
    uid = book.read(places.find_hamlet, name=hamlet).uid
    newest = book.read(assessments.rounds_of, hamlet_uid=uid)[0]
    rows = book.read(assessments.sheet, round_uid=newest.uid).rows
    return next(row for row in rows if row.indicator.number == number)


def record(book: Workspace, number: str, **values: object) -> None:
    book.write(assessments.record, assessment_uid=sheet_row(book, number).uid, values=values)


def test_a_change_is_in_the_history_of_its_row_with_who_and_when(book: Workspace) -> None:
    record(book, "13.2", part=Decimal(812), whole=Decimal(963))
    lines = book.read(history.row_history, row_uid=sheet_row(book, "13.2").uid)
    newest = {line.field: (line.old, line.new) for line in lines[:2]}
    assert newest == {"part": (None, "812"), "whole": (None, "963")}
    assert lines[0].who == book.who
    assert lines[0].at == datetime(2024, 4, 20, 3, 0, tzinfo=UTC)
    assert lines[0].action == "assessments.record"


def test_writing_the_same_value_leaves_no_trace(book: Workspace) -> None:
    before = book.read(history.check_chain).entries
    record(book, "13.2", claimed=Verdict.UNMET)
    assert book.read(history.check_chain).entries == before


def test_undo_takes_back_one_user_event_and_redo_brings_it_again(book: Workspace) -> None:
    record(book, "13.2", part=Decimal(812), whole=Decimal(963))
    record(book, "1.2", claimed=Verdict.MET)
    undone = history.undo(book)
    assert undone is not None
    assert sheet_row(book, "1.2").claimed is Verdict.UNMET
    history.undo(book)
    assert sheet_row(book, "13.2").answer.part is None
    assert history.undo(book) is None  # making the sample is not undone by Ctrl+Z
    history.redo(book)
    assert sheet_row(book, "13.2").answer.part == 812
    history.redo(book)
    assert sheet_row(book, "1.2").claimed is Verdict.MET
    assert history.redo(book) is None
    history.undo(book)
    assert sheet_row(book, "1.2").claimed is Verdict.UNMET


def test_a_new_change_empties_what_could_be_redone(book: Workspace) -> None:
    record(book, "1.2", claimed=Verdict.MET)
    history.undo(book)
    record(book, "4.3", claimed=Verdict.MET)
    assert book.read(history.undo_state).redo is None
    assert history.redo(book) is None


def test_undo_works_after_a_restart(book: Workspace) -> None:
    record(book, "1.2", claimed=Verdict.MET)
    book.close()
    again = open_book(book.folder)
    history.undo(again)
    assert sheet_row(again, "1.2").claimed is Verdict.UNMET
    again.close()


def test_undo_of_a_new_round_removes_it_and_redo_restores_every_row(book: Workspace) -> None:
    put = book.read(places.find_hamlet, name="pút")
    first = book.read(assessments.rounds_of, hamlet_uid=put.uid)[0]
    book.write(assessments.start_round, hamlet_uid=put.uid, set_uid=first.set_uid, held_on=date(2024, 6, 30))
    row = sheet_row(book, "13.2")
    assert (row.claimed, row.confirmed) == (Verdict.UNMET, False)
    history.undo(book)
    assert len(book.read(assessments.rounds_of, hamlet_uid=put.uid)) == 1
    history.redo(book)
    newest = book.read(assessments.rounds_of, hamlet_uid=put.uid)[0]
    assert newest.held_on == date(2024, 6, 30)
    assert len(book.read(assessments.sheet, round_uid=newest.uid).rows) == 44
    assert book.read(history.check_chain).broken_at is None


def test_an_undo_that_would_lose_later_work_is_refused(book: Workspace) -> None:
    """Work that arrives in between without being undoable here, as a merge does."""
    record(book, "1.2", explanation="đã có cổng chào")
    step = book.read(history.undo_state).undo
    assert step is not None
    uid = sheet_row(book, "1.2").uid
    book.write_as(
        TransactionKind.BASE,
        None,
        assessments.record,
        assessment_uid=uid,
        values={"explanation": "sửa ở nơi khác"},
    )
    with pytest.raises(RefusedError, match="thay đổi khác"):
        history.undo(book)
    assert sheet_row(book, "1.2").explanation == "sửa ở nơi khác"


def test_a_row_that_others_hang_on_is_not_undone_away(book: Workspace) -> None:
    [uid] = book.write(places.add_hamlets, names=["Bản Mé"])
    book.write_as(
        TransactionKind.BASE,
        None,
        assessments.start_round,
        hamlet_uid=uid,
        set_uid=book.read(assessments.rounds_of, hamlet_uid=book.read(places.find_hamlet, name="pút").uid)[
            0
        ].set_uid,
        held_on=TODAY,
    )
    with pytest.raises(RefusedError):
        history.undo(book)
    assert book.read(places.find_hamlet, name="Bản Mé").uid == uid


def test_a_failed_use_case_leaves_nothing(book: Workspace) -> None:
    before = book.read(history.check_chain).entries
    uid = sheet_row(book, "13.2").uid
    with pytest.raises(InputError, match="lớn hơn tổng số") as caught:
        book.write(
            assessments.record, assessment_uid=uid, values={"part": Decimal(812), "whole": Decimal(700)}
        )
    assert caught.value.field == "whole"
    assert sheet_row(book, "13.2").answer.part is None
    assert book.read(history.check_chain).entries == before


def test_bulk_writes_cannot_pass_the_journal_by(book: Workspace) -> None:
    with pytest.raises(RuntimeError, match="journal"):
        book.write(lambda session: session.execute(delete(Assessment)))
    assert sheet_row(book, "13.2").claimed is Verdict.UNMET


def test_the_chain_breaks_where_the_journal_was_altered(book: Workspace) -> None:
    record(book, "1.2", claimed=Verdict.MET)
    assert book.read(history.check_chain).broken_at is None
    book.close()
    with sqlite3.connect(book.folder / DATABASE_FILE) as raw:
        raw.execute("UPDATE journal SET new = '\"unmet\"' WHERE id = 100")
    again = open_book(book.folder)
    assert again.read(history.check_chain).broken_at == 100
    again.close()


def test_every_use_case_can_be_undone_and_redone(book: Workspace) -> None:
    """Reports, orders, links: each write of the main job goes back and forth through the journal alone."""
    put = book.read(places.find_hamlet, name="Bản Pút")
    march = Month(2024, 3)
    book.write(
        monthly_reports.record_report,
        hamlet_uid=put.uid,
        month=march,
        values=ReportValues(received_on=date(2024, 3, 12), progress="đang làm cổng"),
        today=TODAY,
    )
    row = book.read(assignments.assignment_rows, year=2024, today=TODAY)[0]
    assert row.assignment_uid is not None
    book.write(assignments.withdraw, assignment_uids=[row.assignment_uid])
    before = book.read(assignments.assignment_rows, year=2024, today=TODAY)
    history.undo(book)
    assert book.read(assignments.assignment_rows, year=2024, today=TODAY)[0] == row
    history.redo(book)
    assert book.read(assignments.assignment_rows, year=2024, today=TODAY) == before
    history.undo(book)
    history.undo(book)
    grid = book.read(monthly_reports.month_grid, year=2024, today=TODAY)
    assert grid.rows[0].cells[2].report is None
    history.redo(book)
    cell = book.read(monthly_reports.month_grid, year=2024, today=TODAY).rows[0].cells[2]
    assert cell.report is not None
    assert cell.report.values.received_on == date(2024, 3, 12)
    assert book.read(evidence.evidence_rows) == []


def test_what_came_back_under_another_identity_refuses_the_undo(book: Workspace, tmp_path) -> None:
    """A file worker that adds the same bytes between the reading of what to undo and the undo itself."""

    class Silent:
        def step(self, text: str, done: int, total: int) -> None:
            pass

    photo = tmp_path / "a.jpg"
    Image.new("RGB", (8, 8)).save(photo)
    first = evidence_intake.add_files(book, [photo], Silent())
    book.write(evidence_trash.remove, evidence_uids=first.uids, today=book.today())
    removal = book.read(history.undo_state).undo
    assert removal is not None
    evidence_intake.add_files(book, [photo], Silent())
    at = removal.transaction_id
    with pytest.raises(RefusedError, match="sau đó đã có thay đổi khác"):
        book.write_as(TransactionKind.UNDO, at, history.apply_inverse, transaction_id=at)
    assert len(book.read(evidence.evidence_rows)) == 1
