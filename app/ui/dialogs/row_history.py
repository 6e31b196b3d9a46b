"""The history of what is shown or chosen on the page: when, who, which field, from what to what."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.i18n import _
from app.services.history_journal import JournalLine
from app.services.history_subjects import RowHistory, history_at
from app.ui.context import Context
from app.ui.pages.base import Page
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import characters, em, gap
from app.ui.widgets import Heading


def show_history(context: Context, page_key: str, page: Page | None, parent: QWidget) -> None:
    """Of the row where the page is; a sentence where it is at none."""
    place = page.place() if page is not None else {}
    found = context.read(history_at, page=page_key, place=place, year=context.year)
    if found is None:
        context.say(_("Hãy chọn một dòng trên trang rồi xem lịch sử của dòng đó."))
        return
    dialog = RowHistoryDialog(found, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class RowHistoryDialog(QDialog):
    """Object name of the table: "historyTable"."""

    def __init__(self, found: RowHistory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Lịch sử"))
        self.table: TablePanel[JournalLine] = TablePanel(
            _columns(),
            key=lambda line: line.entry_id,
            name=_("Lịch sử {title}").format(title=found.title),
            empty=Empty(_("Chưa ai ghi gì vào dòng này."), icon="history"),
        )
        self.table.setObjectName("historyTable")
        self.table.set_rows(found.lines)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.table.view.setFocus()
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(Heading(found.title, 2))
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        room = parent.window().width() if parent is not None else characters(self, 120)
        self.resize(min(room, characters(self, 120)), em(self) * 24)


def _columns() -> list[Column[JournalLine]]:
    return [
        Column("at", _("Lúc"), lambda line: line.at, width=16),
        Column("who", _("Ai"), lambda line: line.who, width=14),
        Column("deed", _("Việc"), lambda line: line.deed, width=16),
        Column("field", _("Mục"), lambda line: line.field, width=15),
        Column("old", _("Trước"), lambda line: line.old, width=17),
        Column("new", _("Sau"), lambda line: line.new, width=20, stretch=True),
        Column("subject", _("Của"), lambda line: line.subject, width=30, hidden=True),
    ]
