"""Messages that do not stand in the way: a bar in the window, and the line that says all is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from app.i18n import _
from app.ui.icons import icon_side, pixmap, set_icon
from app.ui.theme import ToneName, colours_of, gap

MILLISECONDS_SHOWN = 6000


class MessageBar(QFrame):
    """One message at a time: news goes away by itself, an error stays until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: ToneName = "accent"
        self._action: Callable[[], object] | None = None
        self._picture = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        self._close = QToolButton()
        set_icon(self._close, "close")
        self._close.setToolTip(_("Đóng thông báo"))
        self._close.setAccessibleName(_("Đóng thông báo"))
        self._close.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(gap(self, 0.7), gap(self, 0.3), gap(self, 0.4), gap(self, 0.3))
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(self._picture)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown now; empty while the bar is hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_info(self, text: str, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        """With an action it stays twice as long, so that a hand can reach the button."""
        self._show("accent", text, action_text, action)
        self._timer.start(MILLISECONDS_SHOWN * (2 if action else 1))

    def show_error(
        self, text: str, action_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        self._timer.stop()
        self._show("error", text, action_text, action)

    def dismiss(self) -> None:
        self._timer.stop()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        tone = colours_of(self.palette()).tone(self._tone)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tone.fill))
        painter.fillRect(0, 0, gap(self, 0.2), self.height(), QColor(tone.text))

    def _show(self, tone: ToneName, text: str, action_text: str, action: Callable[[], object] | None) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        self._tone = tone
        self._action = action
        self._text.setText(text)
        self._button.setText(action_text)
        self._button.setVisible(bool(action_text and action))
        self.setAccessibleName(text)
        self._draw()
        self.show()
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _draw(self) -> None:
        colour = colours_of(self.palette()).tone(self._tone).text
        name = "error" if self._tone == "error" else "info"
        self._picture.setPixmap(pixmap(name, icon_side(self), colour, self.devicePixelRatioF()))

    def _act(self) -> None:
        action = self._action
        self.dismiss()
        if action is not None:
            action()


class SavedIndicator(QWidget):
    """ "Đã lưu 10:42": everything saves as it is typed, this says that it did."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: ToneName = "muted"
        self._icon = "saved"
        self._picture = QLabel()
        self._text = QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.3))
        layout.addWidget(self._picture)
        layout.addWidget(self._text)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_saved(self, at: datetime) -> None:
        self._set("saved", "muted", _("Đã lưu {time}").format(time=f"{at.astimezone():%H:%M}"))

    def show_unsaved(self) -> None:
        self._set("edit", "muted", _("Đang nhập…"))

    def show_failed(self, text: str) -> None:
        self._set("warning", "error", text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()
        super().changeEvent(event)

    def _set(self, icon: str, tone: ToneName, text: str) -> None:
        self._icon, self._tone = icon, tone
        self._text.setText(text)
        self.setAccessibleName(text)
        self._draw()

    def _draw(self) -> None:
        colour = colours_of(self.palette()).tone(self._tone).text
        self._picture.setPixmap(pixmap(self._icon, icon_side(self), colour, self.devicePixelRatioF()))
        # A role, not a colour: the text then follows the palette by itself when the theme changes.
        role = QPalette.ColorRole.BrightText if self._tone == "error" else QPalette.ColorRole.PlaceholderText
        self._text.setForegroundRole(role)
