"""A criteria set from a file: the table says what every cell would do, then what is ticked is written at once.

Object names: "importTable" (TablePanel), "importButton".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.progress import Progress
from app.errors import InputError, RefusedError
from app.exchange.catalogue_sheet import CatalogueSheet
from app.i18n import _
from app.services import catalogue, entry, set_import
from app.services.set_files import read_sheets
from app.services.set_import import Outcome, Preview
from app.services.set_import_rows import ImportKind, ImportRow, kind_label, row_words
from app.services.set_words import set_name
from app.ui.context import Context
from app.ui.dialogs.scrolling import scrolling
from app.ui.forms import Field, FormView
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName, characters, em, gap, make_primary
from app.ui.widgets import MutedLabel

_TONES: dict[ImportKind, ToneName] = {
    ImportKind.WRONG: "error",
    ImportKind.NEW: "met",
    ImportKind.CHANGED: "doing",
    ImportKind.RENAMED: "due",
    ImportKind.MISSING: "muted",
    ImportKind.NOTE: "accent",
}


class ImportSetDialog(QDialog):
    """`sheets` are the sets of one file; `set_uid`: where a file that names no set goes."""

    def __init__(
        self,
        context: Context,
        sheets: Sequence[CatalogueSheet],
        set_uid: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Nhập bộ tiêu chí"))
        self._context = context
        self.previews = [context.read(set_import.preview, sheet=one, set_uid=set_uid) for one in sheets]
        self._off: set[str] = set()
        self.chooser, self.kinds = QComboBox(), QComboBox()
        self.chooser.setAccessibleName(_("Bộ tiêu chí trong tệp"))
        self.kinds.setAccessibleName(_("Lọc theo loại"))
        self.title, self.summary, self.frozen = QLabel(), QLabel(), QLabel()
        for label in (self.title, self.summary, self.frozen):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.same_meaning = QCheckBox(_("Chỉ sửa lỗi chữ, nghĩa không đổi"))
        self.untick_button = QPushButton(_("Bỏ chọn các dòng sai"))
        self.panel = TablePanel[ImportRow](
            self._columns(),
            key=lambda row: row.key,
            name=_("Tệp sẽ thay đổi những gì"),
            empty=Empty(_("Tệp không khác gì bộ trong sổ."), icon="check"),
        )
        self.panel.setObjectName("importTable")
        self.panel.add_tool(self.kinds)
        self.form = FormView(
            [Field("version", _("Phiên bản mới"), parse=self._free_version, required=True, width=16)]
        )
        self._lay_out()
        self._connect()
        for found in self.previews:
            self.chooser.addItem(set_name(found.current), None)
        self._choose()
        self.panel.view.setFocus()

    @property
    def found(self) -> Preview:
        return self.previews[max(0, self.chooser.currentIndex())]

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.import_button = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.import_button.setObjectName("importButton")
        make_primary(self.import_button)
        buttons.accepted.connect(self.bring_in)
        buttons.rejected.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self.summary, 1)
        below.addWidget(self.untick_button)
        content = QVBoxLayout()
        content.setSpacing(gap(self, 0.5))
        content.addWidget(self.chooser)
        content.addWidget(self.title)
        content.addWidget(
            MutedLabel(_("Bấm Enter hoặc bấm vào cột Nhập để chọn, bỏ chọn một dòng. Chưa ghi gì vào sổ."))
        )
        content.addWidget(self.panel, 1)
        content.addLayout(below)
        content.addWidget(self.frozen)
        content.addWidget(self.same_meaning)
        content.addWidget(self.form)
        self.panel.setMinimumHeight(em(self) * 9)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(scrolling(content), 1)
        layout.addWidget(buttons)
        room = self.screen().availableSize() * 0.92
        self.resize(min(characters(self, 130), room.width()), min(em(self) * 36, room.height()))

    def _connect(self) -> None:
        self.chooser.activated.connect(lambda: self._choose())
        self.kinds.activated.connect(lambda: self._filter())
        self.untick_button.clicked.connect(lambda: self.untick_wrong())
        self.same_meaning.toggled.connect(lambda: self._show())
        self.panel.activated.connect(lambda row: self.toggle(row))
        self.panel.cell_clicked.connect(lambda row, key: self.toggle(row) if key == "tick" else None)
        self.panel.filter_cleared.connect(lambda: self.kinds.setCurrentIndex(0))

    def _columns(self) -> list[Column[ImportRow]]:
        return [
            Column(
                "tick",
                _("Nhập"),
                lambda row: self.ticked(row),
                text=lambda row: (_("có") if self.ticked(row) else _("không")) if row.optional else "",
                mark=lambda row: _tick_mark(row, ticked=self.ticked(row)),
                width=6,
            ),
            Column("kind", _("Loại"), lambda row: kind_label(row.kind), tone=lambda row: _TONES[row.kind], width=9),
            Column("cell", _("Ô"), lambda row: row.cell, width=5),
            Column("what", _("Mục"), row_words, tooltip=row_words, width=20),
            Column("old", _("Đang có"), lambda row: _line(row.old), tooltip=lambda row: row.old, width=16),
            Column(
                "new",
                _("Trong tệp"),
                lambda row: _line(row.new),
                tooltip=lambda row: row.new,
                width=20,
                stretch=True,
            ),
            Column("why", _("Ghi chú"), _remark, tooltip=_remark, width=34),
        ]  # fmt: skip

    def ticked(self, row: ImportRow) -> bool:
        return row.optional and row.key not in self._off

    def toggle(self, row: ImportRow) -> None:
        if row.optional:
            self._off ^= {row.key}
            self._show()

    def untick_wrong(self) -> None:
        self._off |= {row.key for row in self.found.rows if row.kind is ImportKind.WRONG and row.optional}
        self._show()

    def _choose(self) -> None:
        """Another set of the file: everything is ticked but names that drifted."""
        found = self.found
        self._off = set(found.untouched)
        self.chooser.setVisible(len(self.previews) > 1)
        words = _("Nhập vào bộ đang có: {name}") if found.set_uid else _("Bộ mới, sổ chưa có: {name}")
        self.title.setText(words.format(name=set_name(found.current)))
        self.kinds.clear()
        self.kinds.addItem(_("Mọi dòng"), None)
        counts = Counter(row.kind for row in found.rows)
        for kind in ImportKind:
            if counts[kind]:
                self.kinds.addItem(f"{kind_label(kind)} ({counts[kind]})", kind)
        self._filter()
        self._show()

    def _filter(self) -> None:
        kind = self.kinds.currentData()
        self.panel.set_predicate(None if kind is None else lambda row: row.kind is kind)

    def outcome(self) -> Outcome:
        return set_import.outcome(self.found, excluded=self._off)

    def _show(self) -> None:
        result = self.outcome()
        self.panel.set_rows(self.found.rows)
        self.summary.setText(_summary(result))
        wrong = [row for row in self.found.rows if row.kind is ImportKind.WRONG]
        self.untick_button.setVisible(any(self.ticked(row) for row in wrong))
        version = result.needs_version(same_meaning=self.same_meaning.isChecked())
        self.frozen.setText(_frozen_words(result) if version else "")
        self.frozen.setVisible(version)
        self.same_meaning.setVisible(bool(result.reworded))
        self.form.setVisible(version)
        words = _("Tạo phiên bản mới và nhập {n} thay đổi") if version else _("Nhập {n} thay đổi")
        self.import_button.setText(words.format(n=result.changes))
        self.import_button.setEnabled(result.changes > 0 and not result.faults)

    def _free_version(self, typed: str) -> str:
        version = entry.required_line(typed, limit=20)
        self._context.read(catalogue.check_new_key, code=self.found.current.code, version=version)
        return version

    def bring_in(self) -> None:
        """One step; what is refused is said here, and nothing has changed."""
        result = self.outcome()
        needs = result.needs_version(same_meaning=self.same_meaning.isChecked())
        if result.faults or not result.changes or (needs and not self.form.check()):
            return
        try:
            self._context.write(
                set_import.apply,
                found=self.found,
                excluded=frozenset(self._off),
                same_meaning=self.same_meaning.isChecked(),
                version=str(self.form.values()["version"]) if needs else None,
            )
        except (InputError, RefusedError) as error:
            self.summary.setText(error.sentence)
            return
        self._context.say(_("Đã nhập {n} thay đổi. Bấm Ctrl+Z để lấy lại.").format(n=result.changes))
        self.accept()


def _tick_mark(row: ImportRow, *, ticked: bool) -> str:
    if not row.optional:
        return "not_yet_due"
    return "met" if ticked else "not_applicable"


def _line(text: str) -> str:
    return " ".join(text.split())


def _remark(row: ImportRow) -> str:
    if row.sentence:
        return row.sentence
    if row.kind is ImportKind.RENAMED:
        return _("Cùng số hiệu, khác tên: chọn mới đổi tên.")
    return _("Đổi nghĩa, cần phiên bản mới.") if row.frozen else ""


def _summary(result: Outcome) -> str:
    if not result.faults:
        return _("Không có chỗ nào sai.")
    words = _("Còn {n} chỗ sai: sửa trong tệp rồi nhập lại, hoặc bỏ chọn dòng sai. Đầu tiên: {first}")
    return words.format(n=len(result.faults), first=result.faults[0])


def _frozen_words(result: Outcome) -> str:
    shown = ", ".join((result.frozen + result.reworded)[:12])
    words = _(
        "Bộ đang dùng, và tệp đổi nghĩa ở: {numbers}. Hãy đặt tên phiên bản mới: nội dung của tệp vào đó, bộ đang "
        "dùng giữ nguyên."
    )
    return words.format(numbers=shown + (" …" if len(result.frozen + result.reworded) > 12 else ""))


def open_import_set(context: Context, parent: QWidget, set_uid: str | None) -> None:
    """Choose a file, read it away from the screen, then show what it would do."""
    dialog = QFileDialog(parent, _("Chọn tệp bộ tiêu chí"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_("Bộ tiêu chí (*.xlsx *.yaml *.yml)"), _("Mọi tệp (*)")])
    dialog.fileSelected.connect(lambda chosen: read_file(context, parent, Path(chosen), set_uid))
    dialog.open()


def read_file(context: Context, parent: QWidget, path: Path, set_uid: str | None) -> None:
    def job(progress: Progress) -> list[CatalogueSheet]:
        progress.step(_("Đang đọc {name}").format(name=path.name), 0, 0)
        return read_sheets(path)

    def show(sheets: list[CatalogueSheet]) -> None:
        dialog = ImportSetDialog(context, sheets, set_uid, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.tasks.start(job, title=_("Đọc bộ tiêu chí"), on_done=show)
