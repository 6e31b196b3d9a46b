"""One page of a proof, as wide as there is room, with the way to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.files.evidence_reading import PAGELESS
from app.i18n import _
from app.services.evidence import EvidenceRow
from app.ui.icons import set_icon
from app.ui.pages.evidence_text import ContentView
from app.ui.pictures import Pictures, page_picture
from app.ui.theme import colours_of, em, gap
from app.ui.widgets import EmptyState, MutedLabel

_STEP = 200  # pixels: a window drawn wider asks for a new picture only so often
_LARGEST = 3200  # pixels of width, whatever the zoom
_ZOOMS = (1.0, 1.5, 2.0, 3.0)  # times the room there is


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
    """`show_row` shows the first page, or a named one; None shows nothing. `mask_wanted`: the shown page is to be
    masked."""

    mask_wanted = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._row: EvidenceRow | None = None
        self._page = 0
        self._zoom = 0  # place in _ZOOMS
        self._painted: tuple[str, int] | None = None  # file and page of the picture on the paper
        self.pictures = Pictures(self)
        self.pictures.ready.connect(lambda _key: self._draw())
        self.paper = Paper()
        self._states = QStackedWidget()
        self.content = ContentView()
        self.content.filled.connect(lambda: self._states.setCurrentIndex(3))
        self.content.told.connect(self._tell)
        self.note = MutedLabel()
        self.note.hide()
        self._area = self._make_area()
        self.message = MutedLabel()
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._states.addWidget(self._area)
        self._states.addWidget(self.message)
        self._states.addWidget(EmptyState("eye", _("Chọn một minh chứng để xem.")))
        self._states.addWidget(self.content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap(self, 0.5), 0, 0, 0)
        layout.setSpacing(gap(self, 0.3))
        layout.addLayout(self._make_tools())
        layout.addWidget(self.note)
        layout.addWidget(self._states, 1)
        self.show_row(None)

    def _make_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setAccessibleName(_("Xem trước"))
        holder = QWidget()
        holder.setObjectName("page")
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.paper)
        inside.addStretch(1)
        area.setWidget(holder)
        return area

    def _make_tools(self) -> QHBoxLayout:
        self.turner = QWidget()
        self.before = tool_button("chevron-left", _("Trang trước"))
        self.after = tool_button("chevron-right", _("Trang sau"))
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.number = QLabel()
        pages = QHBoxLayout(self.turner)
        pages.setContentsMargins(0, 0, 0, 0)
        for widget in (self.before, self.number, self.after):
            pages.addWidget(widget)
        self.smaller = tool_button("zoom-out", _("Thu nhỏ (Ctrl+-)"))
        self.larger = tool_button("zoom-in", _("Phóng to (Ctrl++)"))
        self.mask_button = QPushButton(_("Che thông tin…"))
        self.mask_button.setObjectName("maskProofButton")
        self.mask_button.setToolTip(_("Vẽ ô đen che thông tin cá nhân trên một bản sao; tệp gốc giữ nguyên"))
        self.smaller.clicked.connect(lambda: self.zoom(-1))
        self.larger.clicked.connect(lambda: self.zoom(1))
        self.mask_button.clicked.connect(self.mask_wanted)
        row = QHBoxLayout()
        row.setSpacing(gap(self, 0.3))
        row.addWidget(self.turner)
        row.addStretch(1)
        for button in (self.smaller, self.larger, self.mask_button):
            row.addWidget(button)
        return row

    def show_row(self, row: EvidenceRow | None, *, page: int | None = None, note: str = "") -> None:
        """The same file again stays at its page, unless `page` (from 0) names one."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        if row is None or self._row is None or row.sha256 != self._row.sha256:
            self._page = 0
            self.pictures.drop_waiting()
            self._area.verticalScrollBar().setValue(0)
        self._row = row
        if row is not None and page is not None:
            self._page = max(0, min(page, row.pages - 1))
        self._draw()

    @property
    def page(self) -> int:
        return self._page

    def try_again(self) -> None:
        """A lost file may have been added again."""
        self.pictures.forget_failures()
        self.content.forget()
        self._draw()

    def turn(self, pages: int) -> None:
        if self._row is not None and 0 <= self._page + pages < self._row.pages:
            self._page += pages
            self._area.verticalScrollBar().setValue(0)
            self._draw()

    def zoom(self, steps: int) -> None:
        self._zoom = max(0, min(self._zoom + steps, len(_ZOOMS) - 1))
        self.content.set_zoom(_ZOOMS[self._zoom])
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
        self._show_tools(row)
        if row is None:
            self._states.setCurrentIndex(2)
        elif row.media_type in PAGELESS:
            self._draw_content(row)
        else:
            self._draw_page(row)

    def _show_tools(self, row: EvidenceRow | None) -> None:
        self.turner.setVisible(row is not None and row.pages > 1)
        self.mask_button.setVisible(row is not None and row.media_type not in PAGELESS)
        for button in (self.smaller, self.larger):
            button.setVisible(row is not None)
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom + 1 < len(_ZOOMS))
        if row is not None:
            self.number.setText(_("Trang {n}/{all}").format(n=self._page + 1, all=row.pages))
            self.before.setEnabled(self._page > 0)
            self.after.setEnabled(self._page + 1 < row.pages)

    def _draw_content(self, row: EvidenceRow) -> None:
        if not self.content.show_file(row, self._folder):
            self._tell(_("Đang mở…"))

    def _draw_page(self, row: EvidenceRow) -> None:
        wide = round(self._area.viewport().width() * _ZOOMS[self._zoom])
        self.paper.setMinimumWidth(wide if self._zoom else 0)
        width = min(_stepped(round(wide * self.devicePixelRatioF())), _LARGEST)
        key = (row.sha256, self._page, width)
        work = page_picture(row.path(self._folder), row.media_type, self._page, width)
        made = self.pictures.get(key, work)
        if made is not None:
            self.paper.show_picture(made)
            self._painted = key[:2]
        elif self.pictures.failed(key):
            lost = _("Không mở được “{name}”: tệp trong sổ bị mất hoặc hỏng. Hãy thêm lại tệp này.")
            self._tell(lost.format(name=row.file_name))
            return
        elif self._painted != key[:2]:
            self._tell(_("Đang mở…"))
            return
        self._states.setCurrentIndex(0)

    def _tell(self, sentence: str) -> None:
        self.message.setText(sentence)
        self._states.setCurrentIndex(1)


def _stepped(width: int) -> int:
    return max(2, -(-width // _STEP)) * _STEP


def tool_button(name: str, text: str) -> QToolButton:
    button = QToolButton()
    set_icon(button, name)
    button.setToolTip(text)
    button.setAccessibleName(text)
    return button
