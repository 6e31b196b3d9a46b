"""One page of a proof, as wide as there is room, with the way to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.services.evidence import EvidenceRow
from app.ui.icons import set_icon
from app.ui.pictures import Pictures, page_picture
from app.ui.theme import colours_of, em, gap
from app.ui.widgets import EmptyState, MutedLabel

_STEP = 200  # pixels: a window drawn wider asks for a new picture only so often


class Paper(QWidget):
    """A picture as wide as the widget, and as high as that makes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_picture(self, picture: QPixmap | None) -> None:
        self._picture = picture
        self._measure()
        self.update()

    @property
    def picture(self) -> QPixmap | None:
        return self._picture

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self._picture)
        painter.setPen(QColor(colours_of(self.palette()).line_strong))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _measure(self) -> None:
        if self._picture is None or self._picture.isNull():
            self.setFixedHeight(1)
            return
        self.setFixedHeight(max(1, round(self.width() * self._picture.height() / self._picture.width())))


class EvidencePreview(QWidget):
    """`show_row` shows the first page; None shows nothing."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._row: EvidenceRow | None = None
        self._page = 0
        self.pictures = Pictures(self)
        self.pictures.ready.connect(lambda _key: self._draw())
        self.paper = Paper()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setAccessibleName(_("Xem trước"))
        holder = QWidget()
        holder.setObjectName("page")
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.paper)
        inside.addStretch(1)
        self._area.setWidget(holder)
        self.message = MutedLabel()
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._states = QStackedWidget()
        self._states.addWidget(self._area)
        self._states.addWidget(self.message)
        self._states.addWidget(EmptyState("eye", _("Chọn một minh chứng để xem.")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap(self, 0.5), 0, 0, 0)
        layout.setSpacing(gap(self, 0.3))
        layout.addWidget(self._make_turner())
        layout.addWidget(self._states, 1)
        self.show_row(None)

    def _make_turner(self) -> QWidget:
        self.turner = QWidget()
        self.before = _tool("chevron-left", _("Trang trước"))
        self.after = _tool("chevron-right", _("Trang sau"))
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.number = QLabel()
        row = QHBoxLayout(self.turner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        for widget in (self.before, self.number, self.after):
            row.addWidget(widget)
        row.addStretch(1)
        return self.turner

    def show_row(self, row: EvidenceRow | None) -> None:
        """The same file again stays at its page."""
        if row is None or self._row is None or row.sha256 != self._row.sha256:
            self._page = 0
            self.pictures.drop_waiting()
            self._area.verticalScrollBar().setValue(0)
        self._row = row
        self._draw()

    def try_again(self) -> None:
        """A lost file may have been added again."""
        self.pictures.forget_failures()
        self._draw()

    def turn(self, pages: int) -> None:
        if self._row is not None and 0 <= self._page + pages < self._row.pages:
            self._page += pages
            self._area.verticalScrollBar().setValue(0)
            self._draw()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(self) * 22, em(self) * 28)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "paper"):
            self.paper.update()

    def _draw(self) -> None:
        row = self._row
        self.turner.setVisible(row is not None and row.pages > 1)
        if row is None:
            self._states.setCurrentIndex(2)
            return
        self.number.setText(_("Trang {n}/{all}").format(n=self._page + 1, all=row.pages))
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page + 1 < row.pages)
        width = _stepped(round(self._area.viewport().width() * self.devicePixelRatioF()))
        key = (row.sha256, self._page, width)
        work = page_picture(row.path(self._folder), row.media_type, self._page, width)
        made = self.pictures.get(key, work)
        if made is not None:
            self.paper.show_picture(made)
        elif self.pictures.failed(key):
            lost = _("Không mở được “{name}”: tệp trong sổ bị mất hoặc hỏng. Hãy thêm lại tệp này.")
            self.message.setText(lost.format(name=row.file_name))
        else:
            self.message.setText(_("Đang mở…"))
        self._states.setCurrentIndex(1 if made is None else 0)


def _stepped(width: int) -> int:
    return max(2, -(-width // _STEP)) * _STEP


def _tool(name: str, text: str) -> QToolButton:
    button = QToolButton()
    set_icon(button, name)
    button.setToolTip(text)
    button.setAccessibleName(text)
    return button
