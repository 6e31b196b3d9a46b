"""The drives a dossier can go to, as a table with what speaks against each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from app.domain.sizes import size_words
from app.i18n import _
from app.services.dossier_stick import Volume, list_volumes, volume_of
from app.ui.icons import set_icon
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import em

_LITTLE = 1 << 30  # bytes; less is told before anybody has worked out what is needed


@dataclass(frozen=True, slots=True)
class Target:
    """`folder` is where the dossier will stand; `chosen`: by a person, and not the top of a drive."""

    folder: Path
    volume: Volume
    chosen: bool = False


def target_name(target: Target) -> str:
    volume = target.volume
    if target.chosen:
        return _("Thư mục {path}").format(path=target.folder)
    if volume.label:
        return f"{volume.label} ({volume.path})"
    return str(volume.path) if volume.removable else _("Ổ trong máy ({path})").format(path=volume.path)


def target_note(target: Target) -> str:
    """What a person should know before choosing it."""
    volume = target.volume
    if volume.read_only:
        return _("chỉ cho đọc, không ghi được")
    notes = []
    if volume.free < _LITTLE:
        notes.append(_("còn ít chỗ"))
    if volume.is_fat:
        notes.append(_("mỗi tệp dưới 4 GB, hồ sơ lớn sẽ chia tập"))
    if not volume.removable:
        notes.append(_("không phải USB"))
    return "; ".join(notes)


def columns() -> list[Column[Target]]:
    return [
        Column(
            "name",
            _("Nơi ghi"),
            target_name,
            icon=lambda row: "usb" if row.volume.removable and not row.chosen else "folder",
            tooltip=target_name,
            width=27,
        ),
        Column(
            "free", _("Còn trống"), lambda row: row.volume.free, text=lambda row: size_words(row.volume.free)
        ),
        Column(
            "total",
            _("Tổng"),
            lambda row: row.volume.total,
            text=lambda row: size_words(row.volume.total),
            hidden=True,
        ),
        Column("system", _("Hệ tệp"), lambda row: row.volume.file_system, width=10),
        Column("note", _("Lưu ý"), target_note, tooltip=target_note, width=26, stretch=True),
    ]


class TargetTable(QWidget):
    """`changed`: another target is chosen, or none. Object names: "targetTable", "rescanButton", "folderButton"."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: Target | None = None
        empty = Empty(_("Chưa thấy USB nào. Hãy cắm USB rồi bấm “Tìm lại”, hoặc chọn thư mục."), icon="usb")
        self.table = TablePanel[Target](
            columns(), key=lambda row: str(row.folder), name=_("Nơi ghi hồ sơ"), empty=empty, filterable=False
        )
        self.table.setObjectName("targetTable")
        self.rescan_button = QPushButton(_("Tìm lại"))
        self.rescan_button.setObjectName("rescanButton")
        set_icon(self.rescan_button, "refresh")
        self.folder_button = QPushButton(_("Chọn thư mục…"))
        self.folder_button.setObjectName("folderButton")
        set_icon(self.folder_button, "folder")
        self.table.add_tool(self.rescan_button)
        self.table.add_tool(self.folder_button)
        self.table.setMinimumHeight(em(self) * 10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.rescan_button.clicked.connect(lambda: self.rescan())
        self.folder_button.clicked.connect(lambda: self.ask_folder())
        self.table.current_changed.connect(lambda _row: self.changed.emit())
        self.setFocusProxy(self.table.view)

    def rescan(self) -> None:
        """Ask the system again; a removable drive is chosen by itself when nothing is yet."""
        rows = [Target(volume.path, volume) for volume in list_volumes()]
        if self._chosen is not None and self._chosen.folder.is_dir():
            rows.insert(0, Target(self._chosen.folder, volume_of(self._chosen.folder), chosen=True))
        present = self.current()
        self.table.set_rows(rows)
        if present is None or not self.table.select_key(str(present.folder)):
            first = next((row for row in rows if row.chosen or row.volume.removable), None)
            if first is not None:
                self.table.select_key(str(first.folder))
        self.changed.emit()

    def current(self) -> Target | None:
        return self.table.current_row()

    def ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Chọn nơi ghi hồ sơ"))
        if name:
            self.choose(Path(name))

    def choose(self, folder: Path) -> None:
        self._chosen = Target(folder, volume_of(folder), chosen=True)
        self.rescan()
        self.table.select_key(str(folder))
