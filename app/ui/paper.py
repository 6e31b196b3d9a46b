"""Papers written as rich text, from the screen to a printer or into a PDF: A4, margins and font of an office letter."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from app.files.atomic import write_atomically
from app.i18n import _
from app.paths import resource

FAMILY = "Tinos"
# Left 30 mm, the rest 20 mm (NĐ 30/2020, phụ lục I): QTextDocument adds 20 mm on every side when it prints.
_MARGINS = QMarginsF(10, 0, 0, 0)


def print_paper(html: str, title: str, parent: QWidget) -> None:
    """Qt's preview: choose the printer there."""
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    _lay_out(printer)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(_("Xem trước khi in"))
    dialog.resize(parent.window().size())
    dialog.paintRequested.connect(lambda chosen: _draw(html, chosen))
    dialog.exec()
    dialog.deleteLater()


def write_paper(html: str, title: str, path: Path) -> None:
    """A PDF, whole or not at all. Raises StorageError."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    _lay_out(writer)
    _draw(html, writer)
    buffer.close()
    with write_atomically(path) as part:
        part.write_bytes(buffer.data().data())


def _lay_out(paper: QPagedPaintDevice) -> None:
    paper.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    paper.setPageMargins(_MARGINS, QPageLayout.Unit.Millimeter)


def _draw(html: str, paper: QPagedPaintDevice) -> None:
    _load_paper_font()
    document = QTextDocument()
    document.setDefaultFont(QFont(FAMILY, 13))
    document.setHtml(html)
    document.print_(paper)


def _load_paper_font() -> None:
    if FAMILY in QFontDatabase.families():
        return
    for weight in ("Regular", "Bold", "Italic", "BoldItalic"):
        QFontDatabase.addApplicationFont(str(resource("fonts", f"Tinos-{weight}.ttf")))
