"""A table as plain cells, on its way out: to the clipboard, to paper, to a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.i18n import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_WIDE = 6  # columns beyond which paper is turned


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells as shown; `headings` empty when only a part was taken; `right` marks columns of numbers.

    `shares` are the widths of the columns on paper in percent; without them Qt divides the room itself,
    and breaks words where columns are many.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...] = ()
    shares: tuple[int, ...] = ()

    def tsv(self) -> str:
        lines = [self.headings, *self.rows] if self.headings else list(self.rows)
        return "\n".join("\t".join(_one_line(cell) for cell in line) for line in lines)

    def html(self) -> str:
        """A table that Excel, Calc and Word take as one; line breaks stay inside their cell."""
        shares = self.shares or (0,) * len(self.headings)
        head = "".join(
            f"<th{f' width={share}%' if share else ''}>{escape(title)}</th>"
            for title, share in zip(self.headings, shares, strict=True)
        )
        body = "".join(f"<tr>{self._cells(row)}</tr>" for row in self.rows)
        top = f"<thead><tr>{head}</tr></thead>" if head else ""
        return (
            '<html><head><meta charset="utf-8"></head><body>'
            f'<table border="1" cellspacing="0" cellpadding="4">{top}<tbody>{body}</tbody></table></body></html>'
        )

    def _cells(self, row: tuple[str, ...]) -> str:
        sides = self.right or (False,) * len(row)
        return "".join(
            f"<td{' align=right' if right else ''}>{escape(cell).replace(chr(10), '<br>')}</td>"
            for cell, right in zip(row, sides, strict=True)
        )


def copy_to_clipboard(grid: Grid) -> None:
    data = QMimeData()
    data.setText(grid.tsv())
    data.setHtml(grid.html())
    QGuiApplication.clipboard().setMimeData(data)


def print_with_preview(grid: Grid, title: str, parent: QWidget) -> None:
    """Qt's preview: choose the printer or a PDF there."""
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    _lay_out(printer, grid)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(_("Xem trước khi in"))
    dialog.resize(parent.window().size())
    dialog.paintRequested.connect(lambda chosen: draw(grid, title, chosen))
    dialog.exec()


def write_pdf(grid: Grid, title: str, path: str) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(path)
    _lay_out(printer, grid)
    draw(grid, title, printer)


def draw(grid: Grid, title: str, printer: QPrinter) -> None:
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    font = QGuiApplication.font()
    font.setPointSizeF(9.0)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet("h3, th { font-weight: 600 }")  # a bolder face than we load is drawn twice
    document.setHtml(f"<h3>{escape(title)}</h3>{grid.html()}")
    document.print_(printer)


def _lay_out(printer: QPrinter, grid: Grid) -> None:
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize

    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    columns = max((len(row) for row in grid.rows), default=0)
    wide = columns > _WIDE
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    )
    printer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())
