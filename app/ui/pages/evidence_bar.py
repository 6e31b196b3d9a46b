"""The row above the proofs: whose are shown, and the ways to bring files in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from app.i18n import _
from app.ui.icons import Tint, set_icon
from app.ui.pages.base import Command
from app.ui.pages.turning import TurningLine
from app.ui.theme import make_primary
from app.ui.widgets.hamlet_chooser import HamletChooser
from app.ui.widgets.indicator_chooser import IndicatorChooser


class EvidenceBar(TurningLine):
    """`commands`: adding files, adding a folder, and then what stands in the menu."""

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        self.hamlets = HamletChooser(all_text=_("Tất cả các bản"))
        self.indicators = IndicatorChooser(all_text=_("Tất cả chỉ tiêu"))
        self.add_button = _button(_("Thêm tệp…"), "add", commands[0].run, "strong")
        make_primary(self.add_button)
        self.folder_button = _button(_("Thêm thư mục…"), "folder", commands[1].run)
        self.add_button.setObjectName("addProofButton")
        self.folder_button.setObjectName("addProofFolderButton")
        self.more_button = _menu_button(commands[2:])
        super().__init__(
            [self.hamlets, self.indicators], [self.add_button, self.folder_button, self.more_button], parent
        )


def _menu_button(commands: Sequence[Command]) -> QToolButton:
    button = QToolButton()
    set_icon(button, "more")
    button.setToolTip(_("Việc khác với minh chứng"))
    button.setAccessibleName(_("Việc khác với minh chứng"))
    menu = QMenu(button)
    for command in commands:
        action = QAction(command.text, menu)
        set_icon(action, command.icon)
        action.triggered.connect(lambda _checked=False, run=command.run: run())
        menu.addAction(action)
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button


def _button(text: str, icon: str, run: Callable[[], object], tint: Tint = "text") -> QPushButton:
    button = QPushButton(text)
    set_icon(button, icon, tint)
    button.clicked.connect(lambda: run())
    return button
