"""Proofs without pages in the preview: the words of a text or Word file, the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QStackedWidget, QTableView, QVBoxLayout, QWidget

from app.domain.progress import Progress
from app.errors import AppError
from app.i18n import _
from app.services.evidence import EvidenceRow
from app.services.evidence_preview import PreviewContent, PreviewKind, PreviewTable, preview
from app.ui.tasks import TaskRunner
from app.ui.theme import base_font, characters, em, gap

ModelIndex = QModelIndex | QPersistentModelIndex
_WIDEST = 40  # characters of a column


class SheetModel(QAbstractTableModel):
    """Texts as they stand; heads are A, B, C and 1, 2, 3 as in Excel."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Sequence[str]] = ()

    def set_table(self, table: PreviewTable) -> None:
        self.beginResetModel()
        self._rows = table.rows
        self.endResetModel()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() or not self._rows else len(self._rows[0])

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._rows[index.row()][index.column()]

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return str(section + 1) if orientation is Qt.Orientation.Vertical else _letters(section)


def _letters(number: int) -> str:
    """0 is A, 26 is AA."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


class ContentView(QStackedWidget):
    """`show_file` reads in a worker of its own; `told` carries the sentence for a file that cannot be read."""

    told = Signal(str)
    filled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = TaskRunner(self)
        self._sha256 = ""
        self._zoom = 1.0
        self._tables: tuple[PreviewTable, ...] = ()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Nội dung tệp"))
        self.text.setTabChangesFocus(True)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName(_("Trang tính"))
        self.sheets.activated.connect(self._show_sheet)
        self.model = SheetModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Nội dung bảng tính"))
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        book = QWidget()
        layout = QVBoxLayout(book)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.3))
        layout.addWidget(self.sheets)
        layout.addWidget(self.table, 1)
        self.addWidget(self.text)
        self.addWidget(book)

    def show_file(self, row: EvidenceRow, folder: Path) -> bool:
        """True when it is shown already; else `filled` or `told` follows."""
        if row.sha256 == self._sha256:
            return True
        self._sha256 = row.sha256
        self.tasks.cancel()
        self.tasks.start(
            partial(_read, row, folder),
            title=_("Đang mở tệp"),
            on_done=partial(self._fill, row.sha256),
            on_failed=partial(self._fail, row.sha256),
        )
        return False

    def forget(self) -> None:
        """The file may have come back since."""
        self._sha256 = ""

    def set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        font = base_font()
        font.setPointSizeF(self.font().pointSizeF() * zoom)
        for widget in (self.text, self.table):
            widget.setFont(font)
        self._measure()

    def _fill(self, sha256: str, content: PreviewContent) -> None:
        if sha256 != self._sha256:
            return
        self._tables = content.tables
        if content.kind is PreviewKind.TABLES:
            self.sheets.clear()
            self.sheets.addItems([table.name for table in content.tables])
            self.sheets.setVisible(len(content.tables) > 1)
            self._show_sheet(0)
            self.setCurrentIndex(1)
        else:
            lines = list(content.lines)
            if content.shortened:
                lines += ["", _("… Tệp còn dài, chỉ hiện phần đầu.")]
            self.text.setPlainText("\n".join(lines))
            self.setCurrentIndex(0)
        self.filled.emit()

    def _show_sheet(self, number: int) -> None:
        self.model.set_table(self._tables[number] if self._tables else PreviewTable("", ()))
        self._measure()

    def _measure(self) -> None:
        """Columns as wide as their texts, within reason; rows of one line."""
        unit = characters(self.table, 1)
        rows = self._tables[max(0, self.sheets.currentIndex())].rows[:100] if self._tables else ()
        for number in range(self.model.columnCount()):
            longest = max((len(row[number]) for row in rows), default=0)
            self.table.setColumnWidth(number, unit * (min(max(longest, 4), _WIDEST) + 2))
        self.table.verticalHeader().setDefaultSectionSize(round(em(self.table) * 1.5))

    def _fail(self, sha256: str, error: BaseException) -> None:
        if sha256 != self._sha256:
            return
        self.forget()
        if not isinstance(error, AppError):
            raise error
        self.told.emit(error.sentence)


def _read(row: EvidenceRow, folder: Path, progress: Progress) -> PreviewContent:
    """In the worker."""
    return preview(row.path(folder), row.media_type, file_name=row.file_name, pages=row.pages)
