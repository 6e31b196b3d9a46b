"""How a dossier is written out: split into volumes or not, photos as they are or smaller."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.i18n import _
from app.reports.dossier_pdf import VolumeLimits
from app.ui.icons import set_icon

_MEGABYTE = 1_000_000
_SIZES = (10, 20, 50, 100)  # megabytes: what mail and sharing services of offices take
_PAGES = (100, 200, 500)


class ExportOptionsButton(QToolButton):
    """A button with a menu; its text says when something else than the usual is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportOptions")
        set_icon(self, "settings")
        self.setText(_("Cách xuất"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.small = QAction(_("Thu nhỏ ảnh lớn cho nhẹ tệp"), self)
        self.small.setCheckable(True)
        self.small.toggled.connect(self._say)
        self._menu.addAction(self.small)
        self._menu.addSection(_("Tách tập theo dung lượng"))
        self._by_size = self._choices(_("Không tách theo dung lượng"), _("Mỗi tập đến {n} MB"), _SIZES)
        self._menu.addSection(_("Tách tập theo số trang"))
        self._by_pages = self._choices(_("Không tách theo số trang"), _("Mỗi tập đến {n} trang"), _PAGES)
        self._say()

    @property
    def small_photos(self) -> bool:
        return self.small.isChecked()

    @property
    def volumes(self) -> VolumeLimits | None:
        size, pages = _chosen(self._by_size), _chosen(self._by_pages)
        if size is None and pages is None:
            return None
        return VolumeLimits(size * _MEGABYTE if size else None, pages)

    def _choices(self, none: str, pattern: str, numbers: tuple[int, ...]) -> QActionGroup:
        group = QActionGroup(self)
        for number in (None, *numbers):
            action = QAction(none if number is None else pattern.format(n=number), self)
            action.setData(number)
            action.setCheckable(True)
            action.setChecked(number is None)
            action.toggled.connect(self._say)
            group.addAction(action)
            self._menu.addAction(action)
        return group

    def _say(self) -> None:
        """Name and tooltip tell what is chosen."""
        told = [one.text() for one in self._menu.actions() if one.isChecked() and one.data()]
        told += [self.small.text()] if self.small.isChecked() else []
        words = _("Cách xuất hồ sơ: {told}").format(told="; ".join(told) or _("một tệp, ảnh giữ nguyên"))
        self.setToolTip(words)
        self.setAccessibleName(words)


def _chosen(group: QActionGroup) -> int | None:
    action = group.checkedAction()
    number = action.data() if action else None
    return int(number) if number else None
