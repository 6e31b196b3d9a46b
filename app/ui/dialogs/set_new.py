"""A new, empty set to type into; and a set that comes with the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import fill
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from app.domain.criteria import SetDefinition, SetLevel
from app.i18n import _
from app.labels import set_level_label
from app.services import books, catalogue, catalogue_sheet, entry
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.theme import characters, em, gap
from app.ui.widgets import Heading, MutedLabel

OnDone = Callable[[str], object]
_LONGEST_LINE = 76  # characters beside a box to tick


class NewSetDialog(QDialog):
    """`values` after it was accepted are those of catalogue.create_set; `check` raises InputError."""

    def __init__(self, check: Callable[[str, str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Bộ tiêu chí mới"))
        self._check = check
        levels = [Option(level, set_level_label(level)) for level in SetLevel]
        self.form = FormView(
            [
                Field("level", _("Cấp"), Kind.CHOICE, options=levels, required=True),
                Field(
                    "title",
                    _("Tên bộ"),
                    Kind.MULTILINE,
                    parse=lambda typed: entry.required_line(typed, limit=300),
                    required=True,
                    rows=2,
                ),
                Field(
                    "code",
                    _("Mã"),
                    parse=lambda typed: entry.required_line(typed, limit=40),
                    required=True,
                    width=22,
                    placeholder="SL-BAN-NTM",
                    hint=_("Mã và phiên bản đi theo bộ khi trao đổi, sau này không đổi."),
                ),
                Field(
                    "version", _("Phiên bản"), parse=self._free_version, required=True, width=14,
                    placeholder="2026-2030",
                ),
            ]
        )  # fmt: skip
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.create_button = buttons.addButton(_("Tạo bộ"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.create_button.setDefault(True)
        buttons.accepted.connect(self._accept_checked)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(Heading(_("Bộ tiêu chí mới, chưa có dòng nào"), 2))
        layout.addWidget(self.form)
        layout.addWidget(buttons)
        self.setMinimumWidth(characters(self, 56))
        self.form.load({"level": SetLevel.HAMLET, "title": "", "code": "", "version": ""})
        self.form.focus_field("title")

    def values(self) -> dict[str, Any]:
        return self.form.values()

    def _free_version(self, typed: str) -> str:
        version = entry.required_line(typed, limit=20)
        self._check(str(self.form.values()["code"]), version)
        return version

    def _accept_checked(self) -> None:
        if self.form.check():
            self.accept()


def open_new_set(context: Context, parent: QWidget, on_done: OnDone) -> NewSetDialog:
    """Ask what it is called, make it, then tell its uid."""

    def check(code: str, version: str) -> None:
        context.read(catalogue.check_new_key, code=code, version=version)

    def create() -> None:
        on_done(context.write(catalogue.create_set, **dialog.values()))

    dialog = NewSetDialog(check, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(create)
    dialog.open()
    return dialog


class ShippedSetsDialog(QDialog):
    """Ticks for the sets that the book does not have yet."""

    def __init__(self, definitions: Sequence[SetDefinition], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Thêm bộ có sẵn"))
        self._definitions = list(definitions)
        self.boxes = [QCheckBox(_shipped_words(found)) for found in self._definitions]
        page = QWidget()
        page.setObjectName("page")
        rows = QVBoxLayout(page)
        for box in self.boxes:
            box.toggled.connect(self._count)
            rows.addWidget(box)
        if not self.boxes:
            rows.addWidget(MutedLabel(_("Sổ đã có mọi bộ đi kèm chương trình.")))
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add_button = buttons.addButton(_("Thêm vào sổ"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(Heading(_("Các bộ tiêu chí đi kèm chương trình"), 2))
        layout.addWidget(
            MutedLabel(_("Mỗi bộ chỉ ghi những gì đã có nguồn; phần còn thiếu để trống cho xã nhập."))
        )
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        room = self.screen().availableSize()
        self.resize(
            min(characters(self, 90), room.width() * 9 // 10), min(em(self) * 28, room.height() * 9 // 10)
        )
        self._count()

    def chosen(self) -> list[SetDefinition]:
        return [found for found, box in zip(self._definitions, self.boxes, strict=True) if box.isChecked()]

    def _count(self) -> None:
        self.add_button.setEnabled(bool(self.chosen()))


def _shipped_words(found: SetDefinition) -> str:
    counts = _("{criteria} tiêu chí, {indicators} chỉ tiêu").format(
        criteria=len(found.criteria), indicators=len(found.indicators)
    )
    title = fill(f"{set_level_label(found.level)}: {found.title}", _LONGEST_LINE)
    return f"{title}\n{found.version} · {counts}".replace("&", "&&")


def open_shipped_sets(context: Context, parent: QWidget, on_done: OnDone) -> ShippedSetsDialog:
    """Put the ticked ones into the book as one step, then tell the uid of the first."""
    known = {(choice.row.code, choice.row.version) for choice in context.read(catalogue_sheet.set_choices)}
    missing = [
        shipped.definition
        for shipped in books.shipped_sets()
        if (shipped.definition.code, shipped.definition.version) not in known
    ]

    def install() -> None:
        on_done(context.write(catalogue.install_sets, definitions=dialog.chosen())[0])

    dialog = ShippedSetsDialog(missing, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(install)
    dialog.open()
    return dialog
