"""Biểu & vốn: entries by form, sums that follow, pictures copied and saved, papers written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QPushButton

from app.domain.funds import FundKind
from app.services import funds
from app.services.fund_papers import write_funds
from app.ui.context import Context
from app.ui.dialogs.fund_entry import FundEntryDialog
from app.ui.pages.funds_charts import ChartsPanel
from app.ui.pages.funds_money import MoneyPanel


def add(context: Context, source: str, kind: FundKind, amount: str) -> str:
    return context.write(
        funds.add_entry, year=2024, values={"source": source, "kind": kind, "amount": amount}
    )


@pytest.fixture
def panel(qtbot, context: Context) -> MoneyPanel:
    made = MoneyPanel(context)
    qtbot.addWidget(made)
    context.changed.connect(made.refresh)
    made.refresh()
    made.show()
    return made


def test_a_sum_is_entered_by_the_form(qtbot, panel: MoneyPanel) -> None:
    panel.findChild(QPushButton, "addFundButton").click()
    dialog = panel.findChild(FundEntryDialog)
    dialog.form.set_values({"source": "ND-CONG"})
    dialog._show_unit()
    dialog.form.set_values({"amount": "-5"})
    dialog.save()
    assert dialog.isVisible()
    assert dialog.form.errors()["amount"]
    dialog.form.set_values({"amount": "120,5"})
    dialog.save()
    assert [row.amount for row in panel.entries.model.rows] == [Decimal("120.5")]
    line = next(one for one in panel.lines.model.rows if one.source.code == "ND-CONG")
    assert line.raised == Decimal("120.5")


def test_a_slip_of_the_unit_is_said_beside_the_field(qtbot, panel: MoneyPanel) -> None:
    add(panel.context, "DN", FundKind.PLANNED, "50 triệu")
    panel.add()
    dialog = panel.findChild(FundEntryDialog)
    dialog.form.set_values({"source": "DN", "amount": "50.000.000.000 đồng"})
    dialog.save()
    assert "1.000 lần" in dialog.form.errors()["amount"]
    assert len(panel.entries.model.rows) == 1


def test_an_entry_is_changed_and_taken_out(qtbot, panel: MoneyPanel) -> None:
    add(panel.context, "TD", FundKind.RAISED, "900 triệu")
    panel.entries.view.setCurrentIndex(panel.entries.model.index(0, 0))
    panel.change()
    dialog = panel.findChild(FundEntryDialog)
    assert dialog.form.values()["amount"] == "900.000.000 đồng"
    dialog.form.set_values({"amount": "1 tỷ"})
    dialog.save()
    assert panel.entries.model.rows[0].amount == 10**9
    panel.entries.view.setCurrentIndex(panel.entries.model.index(0, 0))
    panel.remove()
    assert panel.entries.model.rows == []


def test_the_table_is_written_with_numbers(context: Context, tmp_path: Path) -> None:
    add(context, "TW-CT-DT", FundKind.PLANNED, "1.649,788 triệu")
    add(context, "ND-DAT", FundKind.RAISED, "350,25")
    for ending in (".xlsx", ".pdf", ".docx"):
        write_funds(context.workspace, year=2024, target=tmp_path / f"von{ending}")
    page = load_workbook(tmp_path / "von.xlsx").active
    rows = {row[1]: row for row in page.iter_rows(min_row=5, values_only=True)}
    assert rows["Tổng cộng"][3] == 1649.788
    assert rows["Đất hiến"][4] == 350.25
    assert (tmp_path / "von.pdf").read_bytes().startswith(b"%PDF")


def test_pictures_are_copied_and_saved(qtbot, context: Context, tmp_path: Path, monkeypatch) -> None:
    add(context, "TD", FundKind.PLANNED, "900 triệu")
    panel = ChartsPanel(context)
    qtbot.addWidget(panel)
    panel.refresh()
    assert panel.choice.count() == 4
    panel.choice.setCurrentIndex(3)
    panel._show()
    assert "900" in panel.view.accessibleName()
    assert any("900" in row for row in panel.view.chart().table()[1])
    panel.copy()
    assert not QGuiApplication.clipboard().image().isNull()
    QGuiApplication.clipboard().clear()
    for name in ("a.png", "b.svg"):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, n=name: (str(tmp_path / n), ""))
        panel.save()
    assert QImage(str(tmp_path / "a.png")).width() == 1600
    assert ElementTree.parse(tmp_path / "b.svg").getroot().tag.endswith("svg")
