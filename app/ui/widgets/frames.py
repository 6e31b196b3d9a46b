"""Headings, muted text, cards, the empty state and the meter: what pages are laid out with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import pixmap
from app.ui.theme import colours_of, em, gap, heading_font, make_primary


class Heading(QLabel):
    """A title; level 1 names a page, 2 a part of it, 3 a group. Follows the size of text."""

    def __init__(self, text: str = "", level: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._level = level
        self.setWordWrap(level == 1)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if (
            event.type() == QEvent.Type.StyleChange
        ):  # comes with every theme; a font of one's own hears no other
            self._dress()

    def _dress(self) -> None:
        wanted = heading_font(QApplication.font(), self._level)
        if self.font() != wanted:
            self.setFont(wanted)


class MutedLabel(QLabel):
    """Secondary text in the muted colour; wraps."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(text, parent)
        self.setWordWrap(wrap)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)


class Card(QFrame):
    """A raised surface with an optional title line; content goes into `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        pad = gap(self, 0.8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(pad, pad, pad, pad)
        outer.setSpacing(gap(self, 0.5))
        self._head = QHBoxLayout()
        self._title = Heading(title, 2)
        self._head.addWidget(self._title, 1)
        outer.addLayout(self._head)
        self.body = QVBoxLayout()
        self.body.setSpacing(gap(self, 0.4))
        outer.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add_action(self, button: QAbstractButton) -> None:
        """Put a button at the right end of the title line."""
        self._head.addWidget(button)


class EmptyState(QWidget):
    """An empty list says what to do first, with the button for it."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        button_text: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = MutedLabel(sentence)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.7))
        layout.addStretch(2)
        layout.addWidget(self._picture)
        layout.addWidget(self._sentence)
        self.button = QPushButton(button_text, self)  # shown without a parent it would flash as a window
        make_primary(self.button)
        self.button.setVisible(bool(button_text and on_click))
        if on_click is not None:
            self.button.clicked.connect(lambda: on_click())
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        self._draw()

    def set_sentence(self, sentence: str) -> None:
        self._sentence.setText(sentence)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        if self._icon:
            colour = colours_of(self.palette()).line_strong
            self._picture.setPixmap(pixmap(self._icon, em(self) * 3, colour, self.devicePixelRatioF()))


class MeterBar(QWidget):
    """How many of how many, as a flat bar; the words beside it must say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = 0
        self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_value(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        self.setAccessibleName(f"{done}/{total}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(self) * 8, gap(self, 0.5))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(self) * 3, gap(self, 0.5))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        tints = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(QColor(tints.line))
        painter.drawRoundedRect(self.rect(), radius, radius)
        if self._done and self._total:
            filled = self.rect()
            filled.setWidth(max(self.height(), round(self.width() * min(1.0, self._done / self._total))))
            painter.setBrush(QColor(tints.strong.fill))
            painter.drawRoundedRect(filled, radius, radius)
