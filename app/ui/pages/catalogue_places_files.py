"""Lists of hamlets from and to files: chosen on the screen, read and written away from it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.progress import Progress
from app.domain.text import safe_file_name
from app.exchange.hamlets_xlsx import HamletSheet, read_hamlets, write_hamlets
from app.i18n import _
from app.services import place_import
from app.ui.context import Context
from app.ui.dialogs.place_import import PlaceImportDialog


def ask_import(context: Context, parent: QWidget) -> None:
    dialog = QFileDialog(parent, _("Chọn tệp danh sách bản"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_("Bảng tính Excel (*.xlsx)"), _("Mọi tệp (*)")])
    dialog.fileSelected.connect(lambda chosen: read_file(context, parent, Path(chosen)))
    dialog.open()


def read_file(context: Context, parent: QWidget, path: Path) -> None:
    """Read it away from the screen, then show what it would do."""

    def job(progress: Progress) -> HamletSheet:
        progress.step(_("Đang đọc {name}").format(name=path.name), 0, 0)
        return read_hamlets(path)

    context.tasks.start(
        job, title=_("Đọc danh sách bản"), on_done=lambda sheet: open_import(context, parent, sheet)
    )


def open_import(context: Context, parent: QWidget, sheet: HamletSheet | None = None) -> PlaceImportDialog:
    """Without a sheet the table is pasted."""

    def told(new: int, changed: int) -> None:
        words = _("Đã thêm {new} bản, sửa {changed} bản. Ctrl+Z để lấy lại.")
        context.say(words.format(new=new, changed=changed))

    dialog = PlaceImportDialog(context, parent, sheet=sheet)
    dialog.imported.connect(told)
    dialog.open()
    return dialog


def ask_export(context: Context, parent: QWidget) -> None:
    dialog = QFileDialog(parent, _("Lưu mẫu danh sách bản"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.setNameFilters([_("Bảng tính Excel (*.xlsx)")])
    dialog.selectFile(safe_file_name(_("Danh sách bản {year}.xlsx").format(year=context.year)))
    dialog.fileSelected.connect(lambda chosen: write_file(context, Path(chosen)))
    dialog.open()


def write_file(context: Context, path: Path) -> None:
    """The hamlets with the figures of the window's year, to be filled in and read again."""
    year = context.year
    lines = context.read(place_import.hamlet_lines, year=year, today=context.today())

    def job(progress: Progress) -> Path:
        progress.step(_("Đang ghi {name}").format(name=path.name), 0, 0)
        write_hamlets(path, lines, year=year)
        return path

    def told(done: Path) -> None:
        words = _("Đã xuất {n} bản ra “{name}”. Điền xong, bấm Nhập từ .xlsx.")
        context.say(words.format(n=len(lines), name=done.name))

    context.tasks.start(job, title=_("Xuất danh sách bản"), on_done=told)
