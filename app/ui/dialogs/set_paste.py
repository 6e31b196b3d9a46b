"""A column copied from Excel goes into the indicators of a set; first the table says what each line would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.services import catalogue_paste, catalogue_sheet
from app.services.catalogue_paste import PasteKind, PasteLine, PasteTarget
from app.services.catalogue_sheet import SetSheet
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName, characters, em, gap
from app.ui.widgets import MutedLabel

_TONES: dict[PasteKind, ToneName] = {
    PasteKind.NEW: "met",
    PasteKind.CHANGED: "accent",
    PasteKind.WRONG: "error",
}


def target_label(target: PasteTarget) -> str:
    return {
        PasteTarget.TEXT: _("Nội dung"),
        PasteTarget.GUIDANCE: _("Hướng dẫn"),
        PasteTarget.COMPUTING: _("Cách tính"),
        PasteTarget.THRESHOLD: _("Ngưỡng"),
    }[target]


def kind_label(kind: PasteKind) -> str:
    return {
        PasteKind.NEW: _("mới"),
        PasteKind.CHANGED: _("đổi"),
        PasteKind.SAME: _("giữ nguyên"),
        PasteKind.SKIPPED: _("bỏ qua"),
        PasteKind.WRONG: _("sai"),
    }[kind]


class PasteDialog(QDialog):
    """Everything that is ticked is written in one step; a ticked wrong line holds the whole back."""

    def __init__(
        self, context: Context, set_uid: str, first_uid: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Dán cột từ Excel"))
        self._context = context
        self._set_uid = set_uid
        self._first_uid = first_uid
        self._table: list[list[str]] = []
        self._off: set[int] = set()
        self.lines: list[PasteLine] = []
        sheet = context.read(catalogue_sheet.set_sheet, set_uid=set_uid)
        self.target = QComboBox()
        self.target.setAccessibleName(_("Dán vào"))
        for target in PasteTarget:
            self.target.addItem(target_label(target), target)
        self.same_meaning = QCheckBox(_("Chỉ sửa lỗi chữ, nghĩa không đổi"))
        self._in_use = sheet.summary.in_use
        self.paste_button = QPushButton(_("Dán (Ctrl+V)"))
        set_icon(self.paste_button, "paste")
        self.untick_button = QPushButton(_("Bỏ chọn các dòng sai"))
        for button in (self.paste_button, self.untick_button):
            button.setAutoDefault(False)  # the green one writes
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.panel = TablePanel(
            self._columns(),
            key=lambda line: line.line,
            name=_("Các dòng đã dán"),
            empty=Empty(_("Chép một cột trong Excel rồi bấm Dán (Ctrl+V)."), icon="paste"),
        )
        self._lay_out(sheet, first_uid)
        self._connect()
        self._preview()

    def _lay_out(self, sheet: SetSheet, first_uid: str | None) -> None:
        entries = [one for group in sheet.criteria for one in group.indicators]
        first = next((one for one in entries if one.uid == first_uid), entries[0] if entries else None)
        number = first.definition.number if first else ""
        top = QHBoxLayout()
        top.setSpacing(gap(self, 0.5))
        label = QLabel(_("Dán vào"))
        label.setBuddy(self.target)
        for widget in (label, self.target, self.paste_button, self.same_meaning):
            top.addWidget(widget)
        top.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write_button = buttons.addButton(_("Ghi"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.write_button.setDefault(True)
        buttons.accepted.connect(self.write)
        buttons.rejected.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self.summary, 1)
        below.addWidget(self.untick_button)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.5))
        words = _(
            "Một cột: ghi lần lượt từ chỉ tiêu {number} trở xuống, dòng trống thì giữ nguyên. Hai cột: cột đầu là "
            "số hiệu. Bấm Enter hoặc bấm vào cột Ghi để chọn, bỏ chọn một dòng."
        )
        layout.addWidget(MutedLabel(words.format(number=number)))
        layout.addLayout(top)
        layout.addWidget(self.panel, 1)
        layout.addLayout(below)
        layout.addWidget(buttons)
        room = self.screen().availableSize()
        self.resize(
            min(characters(self, 120), room.width() * 9 // 10), min(em(self) * 32, room.height() * 9 // 10)
        )

    def _connect(self) -> None:
        self.target.activated.connect(lambda: self._preview())
        self.same_meaning.toggled.connect(lambda: self._preview())
        self.paste_button.clicked.connect(lambda: self.paste())
        self.untick_button.clicked.connect(lambda: self.untick_wrong())
        self.panel.activated.connect(lambda line: self.toggle(line))
        self.panel.cell_clicked.connect(lambda line, key: self.toggle(line) if key == "tick" else None)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.paste)

    def _columns(self) -> list[Column[PasteLine]]:
        return [
            Column(
                "tick",
                _("Ghi"),
                lambda line: self.ticked(line),
                text=lambda line: (_("có") if self.ticked(line) else _("không")) if _counts(line) else "",
                mark=lambda line: (
                    ("met" if self.ticked(line) else "not_applicable") if _counts(line) else "not_yet_due"
                ),
                width=5,
            ),
            Column("line", _("Dòng"), lambda line: line.line, width=5),
            Column("number", _("Chỉ tiêu"), lambda line: line.number, width=8),
            Column(
                "kind",
                _("Sẽ là"),
                lambda line: kind_label(line.kind),
                tone=lambda line: _TONES.get(line.kind),
                width=10,
            ),
            Column(
                "new",
                _("Dán vào"),
                lambda line: line.new,
                tooltip=lambda line: line.new,
                width=26,
                stretch=True,
            ),
            Column("old", _("Đang có"), lambda line: line.old, tooltip=lambda line: line.old, width=16),
            Column("why", _("Vì sao"), lambda line: line.why, tooltip=lambda line: line.why, width=28),
        ]

    def paste(self) -> None:
        self.take_text(QGuiApplication.clipboard().text())

    def take_text(self, text: str) -> None:
        self._table = catalogue_paste.pasted_table(text)
        self._off = set()
        self._preview()

    def ticked(self, line: PasteLine) -> bool:
        return _counts(line) and line.line not in self._off

    def toggle(self, line: PasteLine) -> None:
        self._off ^= {line.line}
        self._show()

    def untick_wrong(self) -> None:
        self._off |= {line.line for line in self.lines if line.kind is PasteKind.WRONG}
        self._show()

    def write(self) -> None:
        lines = [line.line for line in self.lines if self.ticked(line)]
        count = self._context.write(catalogue_paste.apply, lines=lines, **self._arguments())
        self._context.say(_("Đã ghi {n} chỉ tiêu.").format(n=count))
        self.accept()

    def _arguments(self) -> dict[str, Any]:
        return {
            "set_uid": self._set_uid,
            "table": self._table,
            "target": PasteTarget(self.target.currentData()),  # Qt gives a plain str back
            "first_uid": self._first_uid,
            "same_meaning": self.same_meaning.isVisibleTo(self) and self.same_meaning.isChecked(),
        }

    def _preview(self) -> None:
        wording = PasteTarget(self.target.currentData()) is PasteTarget.TEXT
        self.same_meaning.setVisible(self._in_use and wording)
        self.lines = self._context.read(catalogue_paste.preview, **self._arguments())
        self._show()

    def _show(self) -> None:
        self.panel.set_rows(self.lines)
        wrong = any(self.ticked(line) and line.kind is PasteKind.WRONG for line in self.lines)
        count = sum(self.ticked(line) and line.writes for line in self.lines)
        self.summary.setText(_summary(self.lines, wrong))
        self.untick_button.setVisible(wrong)
        self.write_button.setEnabled(count > 0 and not wrong)
        self.write_button.setText(_("Ghi {n} chỉ tiêu").format(n=count))


def _counts(line: PasteLine) -> bool:
    """A line that does nothing needs no tick."""
    return line.writes or line.kind is PasteKind.WRONG


def _summary(lines: Sequence[PasteLine], wrong: bool) -> str:
    counts = Counter(line.kind for line in lines)
    parts = [f"{counts[kind]} {kind_label(kind)}" for kind in PasteKind if counts[kind]]
    if not parts:
        return ""
    words = _("{n} dòng: {parts}.").format(n=len(lines), parts=", ".join(parts))
    advice = _("Sửa trong Excel rồi dán lại, hoặc bỏ chọn dòng sai.")
    return f"{words} {advice}" if wrong else words


def open_paste(context: Context, parent: QWidget, set_uid: str, first_uid: str | None) -> PasteDialog:
    """With what the clipboard holds, if it is text."""
    dialog = PasteDialog(context, set_uid, first_uid, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if QGuiApplication.clipboard().text().strip():
        dialog.paste()
    dialog.open()
    return dialog
