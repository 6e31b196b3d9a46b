"""Several of a list: the names that were ticked, in the order of ticking, and a button that opens the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.ui.forms.fields import Option
from app.ui.theme import em, gap

_TALLEST = 18  # lines of the open list


class TickList(QFrame):
    """A popup with a tick for each option; `closed` when the person is done with it, by Esc or elsewhere."""

    closed = Signal()

    def __init__(self, options: Sequence[Option], chosen: Sequence[object], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", True)
        self._order = list(chosen)
        self.boxes: list[QCheckBox] = []
        page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setSpacing(gap(self, 0.1))
        for option in options:
            box = QCheckBox(option.label.replace("&", "&&"))
            box.setChecked(option.value in self._order)
            box.toggled.connect(lambda on, value=option.value: self._toggle(value, on))
            layout.addWidget(box)
            self.boxes.append(box)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        around = QVBoxLayout(self)
        around.setContentsMargins(*[gap(self, 0.2)] * 4)
        around.addWidget(area)
        wanted = page.sizeHint()
        width = wanted.width() + area.verticalScrollBar().sizeHint().width() + gap(self, 0.8)
        self.resize(width, min(wanted.height() + gap(self, 0.8), em(self) * _TALLEST))

    def order(self) -> tuple[object, ...]:
        return tuple(self._order)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        super().closeEvent(event)
        self.closed.emit()

    def _toggle(self, value: object, on: bool) -> None:
        if on:
            self._order.append(value)
        else:
            self._order.remove(value)


class ChoicesEdit(QWidget):
    """`picked` follows the closing of the list when it changed something."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: list[Option] = []
        self._chosen: tuple[object, ...] = ()
        self.names = QLabel()
        self.names.setWordWrap(True)
        self.names.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(_("Chọn…"))
        self.button.clicked.connect(lambda: self.open_list())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.4))
        layout.addWidget(self.names, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.button)
        self._show()

    def chosen(self) -> tuple[object, ...]:
        return self._chosen

    def set_chosen(self, values: Sequence[object]) -> None:
        if tuple(values) != self._chosen:
            self._chosen = tuple(values)
            self._show()

    def set_options(self, options: Sequence[Option]) -> None:
        self._options = list(options)
        self._show()

    def open_list(self) -> TickList:
        """Below the button, above it where the screen ends."""
        popup = TickList(self._options, self._chosen, self)
        popup.closed.connect(lambda: self._take(popup.order()))
        at = self.mapToGlobal(QPoint(0, self.height()))
        room = self.screen().availableGeometry()
        if at.y() + popup.height() > room.bottom():
            at.setY(max(room.top(), self.mapToGlobal(QPoint(0, 0)).y() - popup.height()))
        popup.move(min(at.x(), max(room.left(), room.right() - popup.width())), at.y())
        popup.show()
        if popup.boxes:
            popup.boxes[0].setFocus()
        return popup

    def _take(self, order: tuple[object, ...]) -> None:
        if order != self._chosen:
            self.set_chosen(order)
            self.picked.emit()

    def _show(self) -> None:
        labels = {option.value: option.label for option in self._options}
        names = [labels.get(value, str(value)) for value in self._chosen]
        self.names.setText("\n".join(names) or _("Chưa chọn"))
        self.button.setToolTip("; ".join(names))
