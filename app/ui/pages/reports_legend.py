"""What the marks of the report grid mean."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.deadlines import ReportClass
from app.i18n import _
from app.labels import report_class_label
from app.ui.theme import colours_of, em, gap
from app.ui.widgets import paint_mark


class ReportLegend(QWidget):
    """Marks and words on one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Chú giải: {words}").format(words=", ".join(self._words().values())))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        widths = [self.fontMetrics().horizontalAdvance(text) for text in self._words().values()]
        return QSize(sum(widths) + len(widths) * (em(self) + gap(self, 0.8)), em(self))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        tints = colours_of(self.palette())
        side = em(self)
        left = 0
        for report_class, text in self._words().items():
            width = self.fontMetrics().horizontalAdvance(text)
            paint_mark(painter, QRect(left, 0, side, side), report_class.value, tints.text)
            painter.setPen(QColor(tints.text_muted))
            place = QRect(left + side, 0, width + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            left += side + width + gap(self, 0.8)

    def _words(self) -> dict[ReportClass, str]:
        words = {report_class: report_class_label(report_class) for report_class in ReportClass}
        words[ReportClass.LATE] = _("Trễ (số ngày)")
        return words
