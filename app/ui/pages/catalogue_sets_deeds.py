"""What can be done with a set as a whole: add, import, export, paste, new version, move the book, remove."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.progress import Progress
from app.i18n import _
from app.services import catalogue, set_entry, set_files
from app.ui.context import Context
from app.ui.dialogs.set_new import open_new_set, open_shipped_sets
from app.ui.dialogs.set_paste import open_paste
from app.ui.pages.catalogue_sets_bar import Deed


class SetDeeds:
    """`current` is the set that is shown, `indicator` the indicator in the form, `show_set` goes to another set."""

    def __init__(
        self,
        context: Context,
        page: QWidget,
        current: Callable[[], str | None],
        indicator: Callable[[], str | None],
        show_set: Callable[[str], object],
    ) -> None:
        self._context = context
        self._page = page
        self._current = current
        self._indicator = indicator
        self._show_set = show_set

    def adding(self) -> list[Deed]:
        return [
            Deed("addShipped", _("Thêm bộ có sẵn…"), self.add_shipped, "catalogue"),
            Deed("addEmpty", _("Bộ mới, nhập từ đầu…"), self.add_empty, "add"),
        ]

    def files(self) -> list[Deed]:
        return [
            Deed("pasteColumn", _("Dán cột từ Excel…"), self.paste, "paste"),
            Deed("importSet", _("Nhập từ .xlsx hoặc YAML…"), self.import_set, "import"),
            Deed("exportXlsx", _("Xuất ra .xlsx…"), lambda: self.export("xlsx"), "table"),
            Deed("exportYaml", _("Xuất ra YAML…"), lambda: self.export("yaml"), "export"),
        ]

    def versions(self) -> list[Deed]:
        used = _("đang dùng")
        return [
            Deed("newVersion", _("Phiên bản mới…"), lambda: self.open_new_version(self._show_set), "copy"),
            Deed("moveBook", _("Chuyển sổ sang bộ này…"), self.move_book, "exchange"),
            Deed("removeSet", _("Bỏ bộ này khỏi sổ"), self.remove, "delete", idle=used),
        ]

    def add_shipped(self) -> None:
        open_shipped_sets(self._context, self._page, self._show_set)

    def add_empty(self) -> None:
        open_new_set(self._context, self._page, self._show_set)

    def paste(self) -> None:
        set_uid = self._current()
        if set_uid is not None:
            open_paste(self._context, self._page, set_uid, self._indicator())

    def import_set(self) -> None:
        from app.ui.dialogs.import_set import open_import_set

        open_import_set(self._context, self._page, self._current())

    def open_new_version(self, on_done: Callable[[str], object]) -> None:
        from app.ui.dialogs.new_version import open_new_version

        set_uid = self._current()
        if set_uid is not None:
            open_new_version(self._context, set_uid, self._page, on_done)

    def move_book(self) -> None:
        from app.ui.dialogs.move_set import open_move_set

        set_uid = self._current()
        if set_uid is not None:
            open_move_set(self._context, self._page, set_uid)

    def export(self, ending: str) -> None:
        set_uid = self._current()
        if set_uid is None:
            return
        definition = self._context.read(set_entry.set_definition, set_uid=set_uid)
        offered = set_files.file_name(definition, f".{ending}")
        kinds = {"xlsx": "Excel (*.xlsx)", "yaml": "YAML (*.yaml)"}[ending]
        path, _kind = QFileDialog.getSaveFileName(self._page, _("Xuất bộ tiêu chí"), offered, kinds)
        if path:
            self.export_to(set_uid, Path(path if path.endswith(f".{ending}") else f"{path}.{ending}"))

    def export_to(self, set_uid: str, path: Path) -> None:
        """Through the file worker; the ending says which kind."""
        workspace = self._context.workspace

        def job(progress: Progress) -> None:
            progress.step(_("Đang xuất bộ tiêu chí"), 0, 1)
            set_files.export_set(workspace, set_uid=set_uid, target=path)

        self._context.tasks.start(
            job,
            title=_("Xuất bộ tiêu chí"),
            on_done=lambda _result: self._context.say(_("Đã xuất ra {path}").format(path=path)),
        )

    def remove(self) -> None:
        set_uid = self._current()
        if set_uid is not None:
            self._context.write(catalogue.remove_set, set_uid=set_uid)
            self._context.say(_("Đã bỏ bộ tiêu chí khỏi sổ. Bấm Ctrl+Z để lấy lại."))
