"""A PDF on the screen, a page at a time, drawn away from the screen's thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.progress import Progress
from app.files.photos import pdf_page_png
from app.i18n import _
from app.ui.icons import set_icon
from app.ui.tasks import Task, TaskRunner
from app.ui.theme import characters, colours_of, em, gap

_KEPT_PAGES = 8  # drawn pages in memory, a few MB each
_ZOOMS = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0)  # 1.0 fills the width
_WIDEST = 5000  # pixels of a drawn page: more is memory, not sharpness
_MILLISECONDS_OF_REST = 120


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One page at one width in pixels, as the cache knows it; a file written anew is another edition."""

    path: Path
    edition: int
    index: int
    width: int


def _draw(wanted: _Drawing, progress: Progress) -> QImage:
    """In the worker thread: QImage may live there, QPixmap not."""
    return QImage.fromData(pdf_page_png(wanted.path, wanted.index, wanted.width))


class PageView(QScrollArea):
    """Shows the picture of one page; keys and wheel at its edges turn to the neighbour."""

    turned = Signal(int)  # pages to go on, negative back
    jumped = Signal(int)  # 0 first, -1 last
    zoomed = Signal(int)  # steps, 0 back to the full width
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sheet.setScaledContents(True)
        self.setWidget(self._sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Trang hồ sơ"))
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_PageDown: partial(self._scroll_or_turn, 1),
            Qt.Key.Key_Space: partial(self._scroll_or_turn, 1),
            Qt.Key.Key_PageUp: partial(self._scroll_or_turn, -1),
            Qt.Key.Key_Right: lambda: self.turned.emit(1),
            Qt.Key.Key_Left: lambda: self.turned.emit(-1),
            Qt.Key.Key_Home: lambda: self.jumped.emit(0),
            Qt.Key.Key_End: lambda: self.jumped.emit(-1),
            Qt.Key.Key_Plus: lambda: self.zoomed.emit(1),
            Qt.Key.Key_Equal: lambda: self.zoomed.emit(1),
            Qt.Key.Key_Minus: lambda: self.zoomed.emit(-1),
            Qt.Key.Key_0: lambda: self.zoomed.emit(0),
        }
        self._keys = keys

    def show_image(self, image: QImage, width: int) -> None:
        """`width` in logical pixels; the height follows the page."""
        self._sheet.setPixmap(QPixmap.fromImage(image))
        self._sheet.setFixedSize(QSize(width, round(width * image.height() / max(1, image.width()))))

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    @property
    def sheet_size(self) -> QSize:
        """Of the page as shown, in logical pixels."""
        return self._sheet.size()

    def _scroll_or_turn(self, direction: int) -> None:
        bar = self.verticalScrollBar()
        if bar.value() == (bar.maximum() if direction > 0 else bar.minimum()):
            self.turned.emit(direction)
        else:
            bar.setValue(bar.value() + direction * bar.pageStep())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A desk under the sheet: white paper on a white window has no edge."""
        QPainter(self.viewport()).fillRect(event.rect(), QColor(colours_of(self.palette()).line))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        run = self._keys.get(Qt.Key(event.key()))
        if run is None:
            super().keyPressEvent(event)
        else:
            run()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        steps = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if steps > 0 else -1)
            event.accept()
            return
        bar = self.verticalScrollBar()
        if steps < 0 and bar.value() == bar.maximum():
            self.turned.emit(1)
        elif steps > 0 and bar.value() == bar.minimum():
            self.turned.emit(-1)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.resized.emit()


class PdfPreview(QWidget):
    """Toolbar with page x/y and zoom above the page; `drawn` follows each page that came onto the screen."""

    drawn = Signal(int)  # page from 1
    lost = Signal()  # the file could not be read any more

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dossierPreview")
        # Its own worker: pages must not queue behind a long export, nor blink in the progress strip.
        self._drawer = TaskRunner(self)
        self._path: Path | None = None
        self._edition = 0
        self._pages = 0
        self._index = 0
        self._zoom = _ZOOMS.index(1.0)
        self._images: OrderedDict[_Drawing, QImage] = OrderedDict()
        self._waiting: dict[_Drawing, Task[QImage]] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_MILLISECONDS_OF_REST)
        self._rest.timeout.connect(self._show)
        self.view = PageView()
        self._build()
        self.view.turned.connect(self.turn)
        self.view.jumped.connect(lambda index: self.go_to(index % max(1, self._pages)))
        self.view.zoomed.connect(self.zoom)
        self.view.resized.connect(self._rest.start)
        self._refresh_bar()

    @property
    def page(self) -> int:
        """From 1; 0 without a document."""
        return self._index + 1 if self._path else 0

    @property
    def pages(self) -> int:
        return self._pages

    @property
    def path(self) -> Path | None:
        return self._path

    def show_document(self, path: Path | None, pages: int, *, same_page: bool = False) -> None:
        """Show a file as it is now; `same_page` for a newer state of what was shown before."""
        self._images.clear()
        self._edition += 1
        self._path, self._pages = path, pages if path else 0
        self._index = max(0, min(self._index, self._pages - 1)) if same_page else 0
        self._refresh_bar()
        if not same_page:
            self.view.to_top()
        self._show()

    def turn(self, steps: int) -> None:
        self.go_to(self._index + steps, from_below=steps < 0)

    def go_to(self, index: int, *, from_below: bool = False) -> None:
        if not 0 <= index < self._pages or index == self._index:
            return
        self._index = index
        self._refresh_bar()
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.maximum() if from_below else 0)
        self._show()

    def zoom(self, steps: int) -> None:
        place = self._zoom + steps if steps else _ZOOMS.index(1.0)
        self._zoom = max(0, min(len(_ZOOMS) - 1, place))
        self._refresh_bar()
        self._show()

    def _build(self) -> None:
        self._back = self._button("chevron-left", _("Trang trước (←)"), lambda: self.turn(-1))
        self._number = QLineEdit()
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._number.setAccessibleName(_("Đến trang"))
        self._number.editingFinished.connect(self._typed)
        self._total = QLabel()
        self._next = self._button("chevron-right", _("Trang sau (→)"), lambda: self.turn(1))
        self._smaller = self._button("zoom-out", _("Thu nhỏ (Ctrl + lăn chuột xuống)"), lambda: self.zoom(-1))
        self._percent = QLabel()
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._larger = self._button("zoom-in", _("Phóng to (Ctrl + lăn chuột lên)"), lambda: self.zoom(1))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(gap(self, 0.3))
        self.tools.addWidget(self._back)
        self.tools.addWidget(QLabel(_("Trang")))
        for widget in (self._number, self._total, self._next):
            self.tools.addWidget(widget)
        self.tools.addSpacing(gap(self, 0.6))
        for widget in (self._smaller, self._percent, self._larger):
            self.tools.addWidget(widget)
        self.tools.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.4))
        layout.addLayout(self.tools)
        layout.addWidget(self.view, 1)
        self._measure()

    def _button(self, icon: str, name: str, run: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        set_icon(button, icon)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: run())
        return button

    def _measure(self) -> None:
        self._number.setFixedWidth(characters(self, 4) + em(self))
        self._percent.setMinimumWidth(characters(self, 6))

    def _typed(self) -> None:
        text = self._number.text().strip()
        wanted = int(text) if text.isascii() and text.isdigit() else 0
        if wanted:
            self.go_to(min(wanted, self._pages) - 1)
        self._refresh_bar()

    def _refresh_bar(self) -> None:
        self._number.setText(str(self.page) if self.page else "")
        self._number.setEnabled(self._pages > 1)
        self._total.setText(_("/ {pages}").format(pages=self._pages))
        self._back.setEnabled(self._index > 0)
        self._next.setEnabled(self._index < self._pages - 1)
        self._percent.setText(f"{round(_ZOOMS[self._zoom] * 100)} %")
        self._smaller.setEnabled(bool(self._pages) and self._zoom > 0)
        self._larger.setEnabled(bool(self._pages) and self._zoom < len(_ZOOMS) - 1)

    def _wanted(self, index: int) -> _Drawing | None:
        width = min(_WIDEST, round(self._logical_width() * self.devicePixelRatioF()))
        if self._path is None or not 0 <= index < self._pages:
            return None
        return _Drawing(self._path, self._edition, index, width)

    def _logical_width(self) -> int:
        return max(
            em(self) * 4, round((self.view.viewport().width() - 2 * gap(self, 0.4)) * _ZOOMS[self._zoom])
        )

    def _show(self) -> None:
        """Show the page if it is drawn, else ask for it; the one after it is drawn ahead."""
        wanted, ahead = self._wanted(self._index), self._wanted(self._index + 1)
        if wanted is None or not self.isVisible():
            return
        self._forget_all_but(wanted, ahead)
        image = self._images.get(wanted)
        if image is None:
            self._ask(wanted)
            return
        self._images.move_to_end(wanted)
        self.view.show_image(image, self._logical_width())
        self.drawn.emit(self.page)
        if ahead is not None and ahead not in self._images:
            self._ask(ahead)

    def _forget_all_but(self, *kept: _Drawing | None) -> None:
        """A key held down asks for many pages; only the one it stops at is worth drawing."""
        for drawing, task in self._waiting.items():
            if drawing not in kept:
                task.cancel()

    def _ask(self, wanted: _Drawing) -> None:
        task = self._waiting.get(wanted)
        if task is not None and not task.cancelling:
            return
        self._waiting[wanted] = self._drawer.start(
            partial(_draw, wanted),
            title="",
            on_done=partial(self._came, wanted),
            on_failed=partial(self._failed, wanted),
            on_cancelled=partial(self._settled, wanted),
        )

    def _settled(self, wanted: _Drawing) -> None:
        task = self._waiting.get(wanted)
        if task is not None and self._drawer.running is not task:
            self._waiting.pop(wanted)

    def _came(self, wanted: _Drawing, image: QImage) -> None:
        self._waiting.pop(wanted, None)
        if wanted.edition != self._edition:
            return
        self._images[wanted] = image
        while len(self._images) > _KEPT_PAGES:
            self._images.popitem(last=False)
        if wanted == self._wanted(self._index):
            self._show()

    def _failed(self, wanted: _Drawing, error: BaseException) -> None:
        """A file that went away with its stick is shown no more; the sentence goes where all errors go."""
        self._waiting.pop(wanted, None)
        if wanted.edition == self._edition:
            self.show_document(None, 0)
            self.lost.emit()
            raise error

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_percent"):
            self._measure()

    def showEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)  # type: ignore[arg-type]
        self._rest.start()
