"""Ctrl+K: type, see what is found, Enter goes there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.theme import characters, colours_of, em, gap
from app.ui.widgets.frames import MutedLabel
from app.ui.widgets.link_list import Link, LinkList

_MILLISECONDS_OF_REST = 80
_PAGE = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found; `payload` comes back when it is chosen."""

    title: str
    detail: str = ""
    icon: str = ""
    payload: object = None


Source = Callable[[str], list[Hit]]


class SearchPalette(QFrame):
    """Lies over the upper middle of its parent window; the source does the folded search."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._source: Source = lambda query: []
        self._focus_before: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._search)
        self._line = QLineEdit()
        self._line.setPlaceholderText(_("Tìm bản, chỉ tiêu, minh chứng, cán bộ, lệnh…"))
        self._line.setAccessibleName(_("Tìm kiếm"))
        self._line.installEventFilter(self)
        self._line.textChanged.connect(lambda: self._timer.start(_MILLISECONDS_OF_REST))
        self._list = LinkList()
        self._list.setAccessibleName(_("Kết quả tìm"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.chosen.connect(self._choose)
        self._nothing = MutedLabel(_("Không tìm thấy. Thử gõ ít chữ hơn, không cần dấu."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[gap(self, 0.5)] * 4)
        for widget in (self._line, self._list, self._nothing):
            layout.addWidget(widget)
        parent.installEventFilter(self)
        self.hide()

    def set_source(self, source: Source) -> None:
        self._source = source

    def open(self, query: str = "") -> None:
        self._focus_before = QApplication.focusWidget()
        self._line.setText(query)
        self._line.selectAll()
        self._timer.stop()
        self._search()
        self.show()
        self.raise_()
        self._line.setFocus()

    def titles(self) -> list[str]:
        """What is found, in order."""
        return [link.text for link in self._list.links()]

    def dismiss(self) -> None:
        """Close and give the keyboard back to where it was."""
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus()
            self._focus_before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is not self._line:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and not self.isAncestorOf(_focused()):
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """It lies over a page of its own colour: without an edge nobody sees where it ends."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        painter.setPen(QColor(colours_of(self.palette()).line_strong))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _key(self, event: QKeyEvent) -> bool:
        moves = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _PAGE,
            Qt.Key.Key_PageUp: -_PAGE,
        }
        if event.key() in moves:
            self._settle()
            self._list.step_by(moves[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
            self._list.choose_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _settle(self) -> None:
        """A key right after the last letter must act on what that letter finds."""
        if self._timer.isActive():
            self._timer.stop()
            self._search()

    def _search(self) -> None:
        query = self._line.text()
        hits = self._source(query)
        self._list.set_links([Link(hit.title, hit.detail, hit.icon, payload=hit.payload) for hit in hits])
        self._list.setVisible(bool(hits))
        self._nothing.setVisible(bool(query.strip()) and not hits)
        if hits:
            self._list.setCurrentIndex(self._list.model().index(0, 0))
        self._place()

    def _place(self) -> None:
        parent = self.parentWidget()
        assert parent is not None  # given at birth
        room = parent.size()
        width = min(characters(self, 72), room.width() - 2 * em(self))
        inner = width - 2 * gap(self, 0.5)
        self._list.setFixedWidth(inner)
        wanted = min(self._list.full_height(inner), round(room.height() * 0.6))
        self._list.setFixedHeight(wanted)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((room.width() - width) // 2, em(self) * 2)

    def _choose(self, payload: object) -> None:
        self.dismiss()
        self.chosen.emit(payload)


def _focused() -> QWidget:
    return QApplication.focusWidget() or QWidget()
