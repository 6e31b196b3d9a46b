"""Hamlets from a table: pasted here or read from an .xlsx, shown as what would become of them, then written.

Object names: "pasteBox", "previewTable" (TablePanel), "takeNames", "importButton".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.text import nfc
from app.errors import InputError
from app.exchange.hamlets_xlsx import HamletSheet, read_pasted_hamlets
from app.exchange.workbook import CellProblem
from app.i18n import _
from app.services import place_import
from app.services.place_import import Fate, ImportPreview, ImportRow
from app.ui.context import Context
from app.ui.pages.catalogue_places_table import fact_labels, value_text, year_labels
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName, em, gap, make_primary
from app.ui.widgets import MutedLabel

MILLISECONDS_OF_REST = 250
_MOST_WARNINGS = 3


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A row of the preview with its number in it."""

    number: int
    row: ImportRow


class PlaceImportDialog(QDialog):
    """Without `sheet` the table is pasted into a box; `year` is the window's.

    `imported` tells how many hamlets came in new and how many changed.
    """

    imported = Signal(int, int)

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, sheet: HamletSheet | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Dán danh sách bản") if sheet is None else _("Nhập danh sách bản"))
        self._context = context
        self._sheet = sheet
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MILLISECONDS_OF_REST)
        self._timer.timeout.connect(self.look)
        self.box = QPlainTextEdit()
        self.box.setObjectName("pasteBox")
        self.box.setAccessibleName(_("Bảng chép từ Excel"))
        self.box.setPlaceholderText("Bản Pút\nBản Tủm\nTiểu khu 1")
        self.box.setTabChangesFocus(True)
        self.box.setMaximumHeight(em(self) * 8)
        self.box.textChanged.connect(self._timer.start)
        self.box.setVisible(sheet is None)
        self._words = MutedLabel()
        self._warnings = MutedLabel()
        self._warnings.hide()
        self.names = QCheckBox(_("Lấy tên trong bảng cho các bản trùng mã khác tên"))
        self.names.setObjectName("takeNames")
        self.names.toggled.connect(self.look)
        self.names.hide()
        self.table = TablePanel[PreviewLine](
            _columns(),
            key=lambda line: line.number,
            name=_("Xem trước khi nhập"),
            empty=Empty(_("Chưa có dòng nào."), icon="table"),
        )
        self.table.setObjectName("previewTable")
        self._lay_out()
        if sheet is not None:
            self.look()

    def look(self) -> None:
        """Show what an import would do now."""
        self._timer.stop()
        found = self._preview()
        lines = [ImportRow(Fate.WRONG, one.place, "", problems=(one,)) for one in found.problems]
        lines += list(found.rows) if self._has_lines else []
        self.table.set_rows([PreviewLine(number, row) for number, row in enumerate(lines)])
        self._words.setText(_summary(found) if lines else "")
        self.names.setVisible(found.count(Fate.RENAMED) > 0)
        self._warnings.setText("\n".join(_warning_lines(found.warnings)))
        self._warnings.setVisible(bool(found.warnings))
        self.go.setEnabled(found.writes)

    def bring_in(self) -> None:
        """Write what is shown, as one event; a table that is refused leaves the book as it was."""
        if self._timer.isActive():
            self.look()
        if self._sheet is None or not self.go.isEnabled():
            return
        done = self._context.write(
            place_import.import_hamlets,
            sheet=self._sheet,
            year=self._context.year,
            today=self._context.today(),
            take_names=self.names.isChecked(),
        )
        changed = sum(1 for row in done.rows if row.changes)
        self.imported.emit(done.count(Fate.NEW), changed)
        self.accept()

    @property
    def _has_lines(self) -> bool:
        return self._sheet is not None and bool(self._sheet.lines)

    def _preview(self) -> ImportPreview:
        if not self.box.isHidden():
            text = nfc(self.box.toPlainText())
            try:
                self._sheet = read_pasted_hamlets(text) if text.strip() else None
            except InputError as error:
                self._sheet = None
                return ImportPreview((), (CellProblem("", error.sentence),))
        if self._sheet is None:
            return ImportPreview(())
        return self._context.read(
            place_import.preview,
            sheet=self._sheet,
            year=self._context.year,
            today=self._context.today(),
            take_names=self.names.isChecked(),
        )

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Nhập vào sổ"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setObjectName("importButton")
        self.go.setEnabled(False)
        make_primary(self.go)
        buttons.accepted.connect(self.bring_in)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        how = _(
            "Dán (Ctrl+V) cột tên bản, hoặc cả bảng có dòng tiêu đề: tên bản, mã, xã cũ, khu vực, số hộ, số người, "
            "hộ nghèo, hộ cận nghèo, dân tộc, trưởng bản. Số liệu là của năm {year}."
        )
        what = _("Số liệu là của năm {year}. Ô trống để nguyên như trong sổ.")
        pasted = not self.box.isHidden()
        layout.addWidget(MutedLabel((how if pasted else what).format(year=self._context.year)))
        layout.addWidget(self.box)
        layout.addWidget(self._words)
        layout.addWidget(self._warnings)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.names)
        layout.addWidget(buttons)
        room = self.screen().availableSize() * 0.9
        self.resize(min(em(self) * 52, room.width()), min(em(self) * 38, room.height()))


def _columns() -> list[Column[PreviewLine]]:
    return [
        Column("cell", _("Ô"), lambda line: line.row.cell, width=4),
        Column("fate", _("Kết quả"), lambda line: fate_label(line.row.fate), tone=_tone, width=11),
        Column("name", _("Bản"), lambda line: line.row.name or line.row.known_as, width=17),
        Column("detail", _("Cụ thể"), _detail, tooltip=_detail, width=34, stretch=True),
    ]


def _detail(line: PreviewLine) -> str:
    return detail(line.row)


def fate_label(fate: Fate) -> str:
    return {
        Fate.WRONG: _("✗ sai"),
        Fate.NEW: _("+ thêm mới"),
        Fate.RENAMED: _("≠ khác tên"),
        Fate.CHANGED: _("✓ thay đổi"),
        Fate.SAME: _("= giữ nguyên"),
        Fate.MISSING: _("– không có"),
    }[fate]


def detail(row: ImportRow) -> str:
    """What is wrong, or what changes: "Số hộ 90 → 95"."""
    if row.problems:
        return " ".join(f"{problem.place}: {problem.sentence}" for problem in row.problems)
    if row.fate is Fate.MISSING:
        return _("trong sổ có, để nguyên")
    if row.fate is Fate.NEW:
        words = _("trong sổ có {name}: kiểm tra lại dấu, tên")
        return words.format(name=row.known_as) if row.known_as else ""
    labels = year_labels() | fact_labels()
    parts = [
        _("{what}: {old} → {new}").format(
            what=labels[change.field],
            old=value_text(change.field, change.old) or _("chưa ghi"),
            new=value_text(change.field, change.new),
        )
        for change in row.changes
    ]
    if row.fate is Fate.RENAMED and not any(change.field == "name" for change in row.changes):
        parts.insert(0, _("trong sổ là {name}").format(name=row.known_as))
    return " · ".join(parts)


def _summary(found: ImportPreview) -> str:
    words = {
        Fate.WRONG: _("{n} sai"),
        Fate.NEW: _("{n} thêm mới"),
        Fate.RENAMED: _("{n} khác tên"),
        Fate.CHANGED: _("{n} thay đổi"),
        Fate.SAME: _("{n} giữ nguyên"),
        Fate.MISSING: _("{n} không có trong bảng"),
    }
    counts = {fate: found.count(fate) for fate in Fate}
    counts[Fate.WRONG] += len(found.problems)
    text = " · ".join(words[fate].format(n=count) for fate, count in counts.items() if count)
    if found.refused:
        text += ". " + _("Sửa các dòng sai rồi mới nhập được; chưa có gì thay đổi.")
    return text


def _warning_lines(warnings: Sequence[CellProblem]) -> list[str]:
    lines = [f"{one.place}: {one.sentence}" for one in warnings[:_MOST_WARNINGS]]
    if len(warnings) > _MOST_WARNINGS:
        lines.append(_("và {n} lưu ý nữa").format(n=len(warnings) - _MOST_WARNINGS))
    return lines


def _tone(line: PreviewLine) -> ToneName | None:
    tones: dict[Fate, ToneName] = {
        Fate.WRONG: "error",
        Fate.NEW: "met",
        Fate.RENAMED: "due",
        Fate.CHANGED: "doing",
        Fate.MISSING: "muted",
    }
    return tones.get(line.row.fate)
