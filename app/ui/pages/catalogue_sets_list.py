"""The set, its criteria and its indicators as one list: number, text, how well it is known, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.measure import IndicatorStatus
from app.i18n import _
from app.labels import indicator_status_label
from app.services.catalogue_sheet import CriterionEntry, IndicatorEntry, SetSheet, threshold_missing
from app.ui.icons import pixmap
from app.ui.theme import Colours, ToneName, bold_font, colours_of

ModelIndex = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
SET_KEY = "set"
STATUS_ICONS: dict[IndicatorStatus, tuple[str, ToneName]] = {
    IndicatorStatus.SOURCED: ("document-check", "met"),
    IndicatorStatus.NUMBER_ONLY: ("question", "due"),
    IndicatorStatus.PLACEHOLDER: ("circle", "muted"),
    IndicatorStatus.ENTERED: ("edit", "accent"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """`key`: SET_KEY or the uid; `below` says in words what the icon and the colours say."""

    key: str
    number: str
    text: str
    below: str = ""
    status: IndicatorStatus | None = None
    known: bool = True
    entry: CriterionEntry | IndicatorEntry | None = None

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (f"{self.number} {self.text}".strip(), self.below) if part)


def set_lines(
    sheet: SetSheet, wanted: Callable[[IndicatorEntry], bool], found: Callable[[str], bool]
) -> list[Line]:
    """`found` looks at words, of indicators also those of their hints; a criterion stands above what is shown."""
    lines = [Line(SET_KEY, "", _("Thông tin chung của bộ"))]
    everything = all(wanted(one) for group in sheet.criteria for one in group.indicators)
    for group in sheet.criteria:
        name = f"{group.definition.number} {group.definition.name}"
        own = found(name)
        shown = [one for one in group.indicators if wanted(one) and (own or found(_words(one)))]
        if shown or (own and everything):
            lines.append(Line(group.uid, group.definition.number, group.definition.name, entry=group))
            lines.extend(map(_indicator_line, shown))
    return lines


def _words(one: IndicatorEntry) -> str:
    found = one.definition
    return " ".join(part for part in (found.number, found.text, found.hint, found.guidance) if part)


def _indicator_line(one: IndicatorEntry) -> Line:
    found = one.definition
    hint = _("Gợi ý: {hint}").format(hint=found.hint) if found.hint else _("(chưa có nội dung)")
    return Line(
        one.uid, found.number, found.text or hint, below_text(one), found.status, found.text is not None, one
    )


def below_text(one: IndicatorEntry) -> str:
    """ "chỉ biết số hiệu · thiếu nội dung · thiếu ngưỡng", short enough for the list."""
    status = one.definition.status
    short = _("số tạm") if status is IndicatorStatus.PLACEHOLDER else indicator_status_label(status)
    parts = [short]
    if not one.definition.text:
        parts.append(_("thiếu nội dung"))
    if threshold_missing(one.definition):
        parts.append(_("thiếu ngưỡng"))
    return " · ".join(parts)


class LinesModel(QAbstractListModel):
    """Cells change in place where the same lines come again: the cursor must not jump."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def set_lines(self, lines: Sequence[Line]) -> None:
        if [line.key for line in lines] == [line.key for line in self.lines]:
            self.lines = list(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == ENTRY:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.number} {line.text}".strip()
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return line.spoken
        return None


class SetList(QListView):
    """`moved_to` carries the key under the cursor; Enter goes out as `entered`."""

    moved_to = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.rows = LinesModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(LineDelegate(self))
        self.setAccessibleName(_("Tiêu chí và chỉ tiêu của bộ"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._moved)

    def current_key(self) -> str | None:
        line = self.currentIndex().data(ENTRY)
        return line.key if isinstance(line, Line) else None

    def select(self, key: str, *, quietly: bool = False) -> bool:
        """False when it is not shown."""
        place = next((at for at, line in enumerate(self.rows.lines) if line.key == key), -1)
        if place < 0:
            return False
        self._quiet = quietly
        self.setCurrentIndex(self.rows.index(place))
        self._quiet = False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)

    def _moved(self, current: QModelIndex) -> None:
        line = current.data(ENTRY)
        if isinstance(line, Line) and not self._quiet:
            self.moved_to.emit(line.key)


class LineDelegate(QStyledItemDelegate):
    """Criteria on one line, indicators on two: what they ask, and in words what is known of it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802 - Qt's name
        line = option.fontMetrics.height()
        entry = index.data(ENTRY)
        return QSize(line * 8, round(line * (2.6 if entry.status is not None else 1.7)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        painter.save()
        _paint(painter, option, colours_of(option.palette), index.data(ENTRY))
        painter.restore()


def _paint(painter: QPainter, option: QStyleOptionViewItem, tints: Colours, entry: Line) -> None:
    line, rect = option.fontMetrics.height(), option.rect
    selected = _paint_ground(painter, option, tints, entry)
    indicator = entry.status is not None
    left = rect.x() + round(line * (1.9 if indicator else 0.5))
    top = QRect(left, rect.y(), rect.right() - left - round(line * 0.3), rect.height())
    if indicator:
        top.setHeight(round(line * 1.45))
        top.translate(0, round(line * 0.1))
        _paint_status(painter, option, tints, entry)
    strong = bold_font(option.font)
    painter.setPen(QColor(tints.selection.text if selected else tints.text))
    if entry.number:
        painter.setFont(strong)
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, entry.number)
        top.setLeft(left + QFontMetrics(strong).horizontalAdvance("14.12  " if indicator else "14  "))
    words_font: QFont = option.font if indicator else strong
    painter.setFont(words_font)
    if not entry.known and not selected:
        painter.setPen(QColor(tints.text_muted))
    words = QFontMetrics(words_font).elidedText(entry.text, Qt.TextElideMode.ElideRight, top.width())
    painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, words)
    if indicator:
        below = QRect(top.x(), rect.y() + round(line * 1.35), top.width(), round(line * 1.1))
        painter.setFont(option.font)
        painter.setPen(QColor(tints.selection.text if selected else tints.text_muted))
        words = option.fontMetrics.elidedText(entry.below, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, tints: Colours, entry: Line) -> bool:
    rect = option.rect
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected:
        painter.fillRect(rect, QColor(tints.selection.fill))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), QColor(tints.strong.fill))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(tints.hover))
    elif entry.status is None:
        painter.fillRect(rect, QColor(tints.surface))
    return selected


def _paint_status(painter: QPainter, option: QStyleOptionViewItem, tints: Colours, entry: Line) -> None:
    assert entry.status is not None
    line, rect = option.fontMetrics.height(), option.rect
    name, tone = STATUS_ICONS[entry.status]
    box = QRect(rect.x() + round(line * 0.5), rect.y() + round(line * 0.3), line, line)
    picture = pixmap(name, line, tints.tone(tone).text, painter.device().devicePixelRatio())
    painter.drawPixmap(box, picture)
