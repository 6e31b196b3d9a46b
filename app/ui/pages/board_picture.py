"""The board as a picture, whole however many rows it has: to be sent to a phone or put into a slide."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import StorageError
from app.files.atomic import write_atomically
from app.i18n import _
from app.services.boards import BoardRow
from app.ui.tables import Column, RowModel, TableView
from app.ui.theme import gap
from app.ui.widgets import Heading, MutedLabel
from app.ui.widgets.legend import MarkLegend

_SHARPNESS = 2  # pixels of the picture for each of the screen: readable when a phone enlarges it


def save_picture(sheet: QWidget, path: Path) -> None:
    """As a PNG. Raises StorageError."""
    image = QImage(sheet.size() * _SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARPNESS)
    image.fill(sheet.palette().color(QPalette.ColorRole.Window))
    painter = QPainter(image)
    sheet.render(painter, QPoint(0, 0))
    painter.end()
    with write_atomically(path) as part:
        if not QImageWriter(str(part), b"png").write(image):
            raise StorageError(_("Không lưu được ảnh vào “{path}”. Hãy chọn thư mục khác.").format(path=path))


def narrow_headings(view: TableView[BoardRow]) -> None:
    """Room for two digits over a column as wide as its mark."""
    view.horizontalHeader().setStyleSheet("QHeaderView::section { padding-left: 3px; padding-right: 3px; }")


def picture_sheet(
    title: str, subtitle: str, columns: list[Column[BoardRow]], rows: list[BoardRow], legend: MarkLegend
) -> QWidget:
    """Title, all rows and legend as one widget that is never shown; rows in the order given."""
    sheet = QWidget()
    model = RowModel(columns, key=lambda row: row.hamlet_uid, parent=sheet)
    model.set_rows(rows)
    view = TableView(model)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    narrow_headings(view)
    layout = QVBoxLayout(sheet)
    pad = gap(sheet, 0.8)
    layout.setContentsMargins(pad, pad, pad, pad)
    layout.setSpacing(gap(sheet, 0.4))
    heading = Heading(title)
    heading.setWordWrap(False)
    for widget in (heading, MutedLabel(subtitle, wrap=False), view, legend):
        layout.addWidget(widget)
    sheet.ensurePolished()
    view.ensurePolished()
    last = columns[-1]
    longest = max((view.fontMetrics().horizontalAdvance(last.display(row)) for row in rows), default=0)
    view.setColumnWidth(len(columns) - 1, max(view.columnWidth(len(columns) - 1), longest + gap(view, 1.0)))
    view.setFixedSize(
        view.horizontalHeader().length() + 2 * view.frameWidth(),
        view.horizontalHeader().sizeHint().height() + view.verticalHeader().length() + 2 * view.frameWidth(),
    )
    sheet.resize(sheet.sizeHint())
    return sheet
