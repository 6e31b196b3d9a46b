"""Biểu 01–04 on screen: read, typed, refused beside the field, exported."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.activities import ActivityKind
from app.ui.context import Context
from app.ui.dialogs.table_row import TableRowDialog
from app.ui.pages.funds import FundsPage
from app.ui.pages.tables_activities import ActivitiesTab
from app.ui.pages.tables_base import TableTab
from app.ui.pages.tables_results import FirstTable
from app.ui.pages.tables_tasks import TasksTab


def shown(qtbot, context: Context, kind: type[TableTab]) -> TableTab:
    made = kind(context)
    qtbot.addWidget(made)
    context.changed.connect(made.refresh)
    made.refresh()
    made.show()
    return made


def type_row(tab: TableTab, values: dict[str, object]) -> TableRowDialog:
    tab.add()
    dialog = tab.findChild(TableRowDialog)
    dialog.form.load({**dialog.form.values(), **values})
    dialog.save()
    return dialog


def test_what_the_hamlets_lack(qtbot, context: Context) -> None:
    tab = shown(qtbot, context, FirstTable)
    rows = tab.results.model.rows
    assert [(row.place.place, row.first) for row in rows][:4] == [
        ("Bản Pút", True),
        ("Bản Pút", False),
        ("Bản Pút", False),
        ("Bản Tủm", True),
    ]
    assert not tab.add_button.isVisible()


def test_a_line_as_printed_shows_what_does_not_add_up(qtbot, context: Context) -> None:
    tab = shown(qtbot, context, FirstTable)
    tab.source.setCurrentIndex(1)
    dialog = type_row(tab, {"place": "Xã Ngọc Chiến", "criteria_met": 1000, "criteria_unmet": 9})
    assert dialog.form.errors().keys() == {"criteria_met"}
    dialog.form.load({**dialog.form.values(), "criteria_met": 9})
    dialog.save()
    assert tab.problems.text() == "Xã Ngọc Chiến: 9 + 9 = 18 tiêu chí, bộ tiêu chí có 19."
    assert tab.problems.isVisible()
    tab.kept.view.setCurrentIndex(tab.kept.model.index(0, 0))
    tab.change()
    changed = tab.findChildren(TableRowDialog)[-1]
    changed.form.load({**changed.form.values(), "criteria_met": 10})
    changed.save()
    assert not tab.problems.isVisible()
    tab.remove()
    assert tab.kept.model.rows == []


def test_a_task_is_typed_changed_and_removed(qtbot, context: Context) -> None:
    tab = shown(qtbot, context, TasksTab)
    dialog = type_row(tab, {"task": "Đề án OCOP", "timing": "31/02/2024"})
    assert dialog.form.errors().keys() == {"timing"}
    dialog.form.load({**dialog.form.values(), "timing": "quý 1/2024"})
    dialog.save()
    (row,) = tab.rows.model.rows
    assert row.timing.words == "Quý I/2024"
    tab.rows.view.setCurrentIndex(tab.rows.model.index(0, 0))
    assert tab.change_button.isEnabled()
    tab.remove()
    assert tab.rows.model.rows == []


def test_activities_as_a_calendar(qtbot, context: Context) -> None:
    tab = shown(qtbot, context, ActivitiesTab)
    for timing in ("trước ngày 10/12/2024", "Quý II/2024", "05/12/2024"):
        type_row(tab, {"kind": ActivityKind.CHECK, "wording": "Các bản", "timing": timing})
    assert [one.month for one in tab.rows.model.rows] == ["", "", ""]
    tab.choice.setCurrentIndex(1)
    assert [(one.month, one.first) for one in tab.rows.model.rows] == [
        ("06/2024", True),
        ("12/2024", True),
        ("12/2024", False),
    ]


@pytest.mark.parametrize("kind", [FirstTable, TasksTab, ActivitiesTab])
def test_a_table_is_exported(qtbot, context: Context, tmp_path: Path, kind: type[TableTab]) -> None:
    tab = shown(qtbot, context, kind)
    target = tmp_path / "biểu.pdf"
    tab.export_to(target)
    qtbot.waitUntil(target.exists, timeout=10_000)
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=10_000)


def test_the_page_has_all_tabs(qtbot, context: Context) -> None:
    page = FundsPage(context)
    qtbot.addWidget(page)
    page.refresh()
    for key in ("table01", "table02", "table03", "table04", "money", "charts"):
        page.show_panel(key)
        assert page.place()["panel"] == key
        assert page.panel.accessibleName()


@pytest.mark.parametrize("kind", [FirstTable, TasksTab, ActivitiesTab])
def test_no_sideways_scrolling_on_the_old_laptop(qtbot, context: Context, kind: type[TableTab]) -> None:
    tab = shown(qtbot, context, kind)
    if kind is not FirstTable:
        values = {"task": "Đề án"} if kind is TasksTab else {"kind": ActivityKind.CHECK, "wording": "Các bản"}
        type_row(tab, {**values, "timing": "Quý II/2024"})
    tab.resize(1366 - 184, 700)  # what the sidebar leaves of 1366
    view = (tab.results if kind is FirstTable else tab.rows).view
    qtbot.waitUntil(lambda: view.width() > 1000)
    assert view.horizontalScrollBar().maximum() == 0
