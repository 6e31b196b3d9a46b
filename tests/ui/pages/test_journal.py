"""The journal page: leafing, narrowing, writing out, two moments, the history of a row."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.verdict import Verdict
from app.services import assessments, people, places
from app.services.workspace import Workspace, open_book
from app.ui.context import Context
from app.ui.dialogs.row_history import RowHistoryDialog, show_history
from app.ui.pages.base import Page
from app.ui.pages.journal_lines import JournalPanel
from app.ui.pages.journal_moments import MomentsPanel
from app.ui.tasks import TaskRunner

NOW = datetime(2024, 4, 27, 3, 0, tzinfo=UTC)


@pytest.fixture
def book(sample_folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(sample_folder, tmp_path / "so")
    workspace = open_book(tmp_path / "so", who="Hà Văn Long", now=lambda: NOW)
    yield workspace
    workspace.close()


@pytest.fixture
def context(qtbot, book: Workspace) -> Iterator[Context]:
    tasks = TaskRunner()
    yield Context(book, tasks, 2024)
    tasks.shutdown()


def assess(book: Workspace) -> str:
    put = book.read(places.find_hamlet, name="put").uid
    newest = book.read(assessments.rounds_of, hamlet_uid=put)[0]
    rows = book.read(assessments.sheet, round_uid=newest.uid).rows
    row = next(row for row in rows if row.indicator.number == "1.2")
    book.write(assessments.record, assessment_uid=row.uid, values={"claimed": Verdict.MET})
    return newest.uid


@pytest.fixture
def panel(qtbot, context: Context) -> JournalPanel:
    made = JournalPanel(context)
    qtbot.addWidget(made)
    made.refresh()
    return made


def test_leafing_to_older_lines_and_back(panel: JournalPanel) -> None:
    first = [line.entry_id for line in panel.table.model.rows]
    assert not panel.newer.isEnabled()
    panel.older.click()
    second = [line.entry_id for line in panel.table.model.rows]
    assert max(second) < min(first)
    panel.newer.click()
    assert [line.entry_id for line in panel.table.model.rows] == first


def test_narrowing_by_person_and_text_begins_anew(panel: JournalPanel, book: Workspace) -> None:
    book.write(people.add, name="Lò Thị Điểm")
    panel.refresh()
    panel.older.click()
    panel._narrow("who", "Hà Văn Long")
    assert [line.subject for line in panel.table.model.rows] == ["Cán bộ: Lò Thị Điểm"]
    panel._narrow("who", None)
    panel._narrow("text", "lo thi diem")
    assert len(panel.table.model.rows) == 1


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_all_lines_of_the_filter_are_written_out(
    qtbot, panel: JournalPanel, book: Workspace, tmp_path: Path, ending: str
) -> None:
    book.write(people.add, name="=1+1")
    panel.refresh()
    target = tmp_path / f"Nhật ký.{ending}"
    with qtbot.waitSignal(panel.context.said, timeout=20000):
        panel.export(target)
    if ending == "xlsx":
        found = [list(row) for row in load_workbook(target).active.iter_rows(values_only=True)]
    else:
        with target.open(encoding="utf-8-sig", newline="") as file:
            found = [list(row) for row in csv.reader(file, delimiter=";")]
    assert found[0][:2] == ["Lúc", "Ai"]
    assert len(found) > 300
    assert found[1][3] == "Cán bộ: =1+1"


def test_the_chain_is_checked_with_a_button(qtbot, panel: JournalPanel) -> None:
    with qtbot.waitSignal(panel.context.said, timeout=20000) as told:
        panel.check_chain()
    assert "nguyên vẹn" in told.args[0]


def test_two_moments_show_what_was_done_between(qtbot, context: Context, book: Workspace) -> None:
    assess(book)
    panel = MomentsPanel(context)
    qtbot.addWidget(panel)
    panel._chosen("since_day", date(2024, 4, 26))
    claimed = next(line for line in panel.table.model.rows if line.field == "Bản tự đánh giá")
    assert (claimed.hamlet, claimed.indicator, claimed.old, claimed.new) == (
        "Bản Pút",
        "1.2",
        "Chưa đạt",
        "Đạt",
    )
    panel._chosen("until_day", date(2024, 4, 26))
    assert panel.table.model.rows == []


class Somewhere(Page):
    def __init__(self, context: Context, place: dict[str, object]) -> None:
        super().__init__(context)
        self._place = place

    def place(self) -> dict[str, object]:
        return self._place


def test_the_history_of_the_row_where_one_is(qtbot, context: Context, book: Workspace) -> None:
    round_uid = assess(book)
    rows = book.read(assessments.sheet, round_uid=round_uid).rows
    indicator = next(row.indicator.uid for row in rows if row.indicator.number == "1.2")
    place = {"round_uid": round_uid, "indicator_uid": indicator}
    page = Somewhere(context, place)
    qtbot.addWidget(page)
    show_history(context, "assessment", page, page)
    [dialog] = page.findChildren(RowHistoryDialog)
    [line] = [line for line in dialog.table.model.rows if line.who == "Hà Văn Long"][:1]
    assert (line.deed, line.old, line.new) == ("ghi tự đánh giá", "Chưa đạt", "Đạt")
    dialog.reject()
    nowhere = Somewhere(context, {})
    qtbot.addWidget(nowhere)
    with qtbot.waitSignal(context.said):
        show_history(context, "today", nowhere, nowhere)
