"""The first-start page: what a person can do while no book is open.

objectNames: "newBookButton", "sampleButton", "openBookButton", "recentBooks". `menu` is the window's: letters too
small to read are enlarged before the first book.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.ui.icons import icon_side, set_icon
from app.ui.theme import bold_font, em, gap, make_primary
from app.ui.widgets import Card, Heading, Link, LinkList, MutedLabel

_TALLEST_LIST = 14  # lines' heights
_WIDTH = 36  # lines' heights: a column that the eye takes in at once


class WelcomePage(QWidget):
    """Asks only; the window opens and makes books. `open_wanted` carries a folder, None to choose one."""

    help_wanted = Signal()
    sample_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal(object)

    def __init__(self, recent: Sequence[Path], menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menu = QToolButton()
        self.menu.setAccessibleName(_("Sổ, giao diện, trợ giúp"))
        self.menu.setToolTip(_("Sổ, giao diện, trợ giúp"))
        set_icon(self.menu, "settings")
        self.menu.setMenu(menu)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._column = QWidget()
        self._column.setObjectName("page")
        layout = QVBoxLayout(self._column)
        layout.setSpacing(gap(self, 0.8))
        layout.addStretch(1)
        layout.addWidget(Heading(_("Bản Sáng")))
        layout.addWidget(
            MutedLabel(
                _(
                    "Sổ xây dựng bản nông thôn mới của xã. Làm việc không cần mạng; mọi dữ liệu nằm trong một "
                    "thư mục trên máy này."
                )
            )
        )
        self.new_button = self._choice(
            layout,
            _("Lập sổ mới…"),
            "add",
            "newBookButton",
            _("Khai tên xã, năm và danh sách bản; chừng hai phút là bắt đầu đánh giá được."),
        )
        make_primary(self.new_button)
        self.sample_button = self._choice(
            layout,
            _("Mở sổ mẫu Chiềng Khoi"),
            "overview",
            "sampleButton",
            _("Sổ năm 2024 của xã Chiềng Khoi với bản Pút và bản Tủm, để xem và tập làm."),
        )
        self.open_button = self._choice(
            layout, _("Mở sổ…"), "open", "openBookButton", _("Chọn thư mục sổ đã có trên máy hoặc USB.")
        )
        self.new_button.clicked.connect(self.new_wanted)
        self.sample_button.clicked.connect(self.sample_wanted)
        self.open_button.clicked.connect(lambda: self.open_wanted.emit(None))
        self._add_recent(layout, recent)
        layout.addStretch(2)
        self._centre()
        QShortcut(QKeySequence("F1"), self).activated.connect(self.help_wanted)
        self.setFocusProxy(self.new_button)

    def _choice(self, layout: QVBoxLayout, text: str, icon: str, name: str, words: str) -> QPushButton:
        """A button with what it does beside it, all three of one width."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.setFont(bold_font(button.font()))
        button.setAccessibleDescription(words)
        button.setMinimumWidth(em(self) * 13)
        set_icon(button, icon, "strong" if name == "newBookButton" else "text")
        button.setIconSize(button.iconSize().__class__(icon_side(self), icon_side(self)))
        explained = QLabel(words)
        explained.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(gap(self))
        row.addWidget(button)
        row.addWidget(explained, 1)
        layout.addLayout(row)
        return button

    def _add_recent(self, layout: QVBoxLayout, recent: Sequence[Path]) -> None:
        self.recent: LinkList | None = None
        if not recent:
            return
        card = Card(_("Sổ đã mở gần đây"))
        books = LinkList()
        books.setObjectName("recentBooks")
        books.setAccessibleName(_("Sổ đã mở gần đây"))
        books.set_links(
            [Link(folder.name, str(folder.parent), icon="catalogue", payload=folder) for folder in recent]
        )
        books.chosen.connect(self.open_wanted)
        card.body.addWidget(books)
        self.recent = books
        layout.addWidget(card)

    def _centre(self) -> None:
        """In the middle of a wide window, scrolled where the letters are large."""
        inner = QWidget()
        inner.setObjectName("page")
        row = QHBoxLayout(inner)
        row.addStretch(1)
        row.addWidget(self._column, 100)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(scroll, 1)
        QWidget.setTabOrder(self.recent or self.open_button, self.menu)
        self._column.setMaximumWidth(em(self) * _WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit_recent()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._fit_recent()

    def _fit_recent(self) -> None:
        """As tall as its rows; long lists scroll."""
        if self.recent is not None:
            self.recent.setFixedHeight(min(self.recent.full_height(), em(self) * _TALLEST_LIST))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_column"):
            self._column.setMaximumWidth(em(self) * _WIDTH)
