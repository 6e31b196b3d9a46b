"""Black boxes over what nobody else should read, drawn page by page; a copy is made, the original stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.files.masking import Box
from app.i18n import _
from app.services.evidence import EvidenceRow
from app.ui.icons import set_icon
from app.ui.pages.evidence_preview import tool_button
from app.ui.pictures import Pictures, page_picture
from app.ui.theme import characters, em, gap, make_primary
from app.ui.widgets import MutedLabel
from app.ui.widgets.mask_canvas import MaskCanvas

_WIDTH = 1400  # pixels of the picture that is drawn on


class MaskDialog(QDialog):
    """`save_wanted` carries the boxes of all pages, as masking takes them."""

    save_wanted = Signal(tuple)

    def __init__(
        self, row: EvidenceRow, folder: Path, parent: QWidget | None = None, *, page: int = 0
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Che thông tin: {title}").format(title=row.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._row = row
        self._folder = folder
        self._page = page
        self._boxes: dict[int, tuple[Box, ...]] = {}
        self.pictures = Pictures(self)
        self.pictures.ready.connect(lambda _key: self._draw())
        self.canvas = MaskCanvas()
        self.canvas.boxes_changed.connect(self._keep)
        self.message = MutedLabel()
        self.count = QLabel()
        self._lay_out()
        self._draw()
        self.resize(self._wanted_size())

    def _lay_out(self) -> None:
        sheet = QWidget()
        sheet.setObjectName("page")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.canvas)
        inside.addWidget(self.message)
        inside.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setWidget(sheet)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = buttons.addButton(_("Lưu bản che"), QDialogButtonBox.ButtonRole.AcceptRole)
        make_primary(self.save_button)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(
            MutedLabel(
                _(
                    "Kéo chuột trên trang để vẽ ô đen. Bằng bàn phím: Insert thêm ô, mũi tên dời ô, Shift + mũi tên "
                    "đổi cỡ, Delete bỏ ô. Bản che là tệp mới, phần bị che mất hẳn trong đó; tệp gốc giữ nguyên."
                )
            )
        )
        layout.addLayout(self._tools())
        layout.addWidget(area, 1)
        layout.addWidget(buttons)

    def _tools(self) -> QHBoxLayout:
        self.before = tool_button("chevron-left", _("Trang trước"))
        self.after = tool_button("chevron-right", _("Trang sau"))
        self.number = QLabel()
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.add_button = QPushButton(_("Thêm ô"))
        set_icon(self.add_button, "add")
        self.add_button.clicked.connect(self._add)
        self.remove_button = QPushButton(_("Bỏ ô"))
        self.remove_button.setToolTip(_("Bỏ ô đang chọn, hoặc ô vẽ sau cùng"))
        set_icon(self.remove_button, "delete")
        self.remove_button.clicked.connect(self.canvas.remove_chosen)
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)
        turner = QWidget()
        if self._row.pages <= 1:
            turner.hide()
        pages = QHBoxLayout(turner)
        pages.setContentsMargins(0, 0, 0, 0)
        for part in (self.before, self.number, self.after):
            pages.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(gap(self, 0.4))
        for widget in (turner, self.add_button, self.remove_button):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.count)
        return row

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        QTimer.singleShot(0, self.canvas, self.canvas.setFocus)

    def turn(self, pages: int) -> None:
        if 0 <= self._page + pages < self._row.pages:
            self._page += pages
            self._draw()

    def boxes(self) -> tuple[Box, ...]:
        return tuple(box for page in sorted(self._boxes) for box in self._boxes[page])

    def _wanted_size(self) -> QSize:
        wanted = QSize(characters(self, 90), em(self) * 44)
        return wanted.boundedTo(self.screen().availableSize() * 0.9)

    def _draw(self) -> None:
        key = (self._row.sha256, self._page)
        work = page_picture(self._row.path(self._folder), self._row.media_type, self._page, _WIDTH)
        made = self.pictures.get(key, work)
        self.canvas.setVisible(made is not None)
        self.message.setVisible(made is None)
        if made is not None:
            self.canvas.show_page(made, self._boxes.get(self._page, ()))
        elif self.pictures.failed(key):
            lost = _("Không mở được “{name}”: tệp trong sổ bị mất hoặc hỏng. Hãy thêm lại tệp này.")
            self.message.setText(lost.format(name=self._row.file_name))
        else:
            self.message.setText(_("Đang mở…"))
        self.number.setText(_("Trang {n}/{all}").format(n=self._page + 1, all=self._row.pages))
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page + 1 < self._row.pages)
        self._show_count()

    def _keep(self) -> None:
        self._boxes[self._page] = tuple(replace(box, page=self._page) for box in self.canvas.boxes)
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.boxes())
        self.count.setText(_("{n} ô che").format(n=count))
        self.save_button.setEnabled(count > 0)
        self.remove_button.setEnabled(bool(self.canvas.boxes))

    def _add(self) -> None:
        self.canvas.add_box()
        self.canvas.setFocus()

    def _save(self) -> None:
        self.save_wanted.emit(self.boxes())
        self.accept()
