"""The indicators of a sheet under their criteria: a mark, the number, the text, how many proofs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.verdict import Verdict, criterion_verdict
from app.i18n import _
from app.labels import verdict_label
from app.services.assessments import SheetRow
from app.ui.icons import pixmap
from app.ui.pages.assessment_wording import short_text
from app.ui.theme import Colours, bold_font, colours_of
from app.ui.widgets import paint_mark, verdict_mark, verdict_tone

ModelIndex = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
_CLAIM_KEYS = {
    Qt.Key.Key_D: Verdict.MET,
    Qt.Key.Key_C: Verdict.UNMET,
    Qt.Key.Key_K: Verdict.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A criterion above its indicators; no keyboard goes there."""

    number: str
    name: str
    verdict: Verdict | None


Entry = Heading | SheetRow


class SheetModel(QAbstractListModel):
    """Headings stand above the rows that are shown; their verdict is that of all rows, also hidden ones."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[SheetRow, ...] = ()
        self._entries: list[Entry] = []
        self._wanted: Callable[[SheetRow], bool] = lambda row: True

    def set_rows(self, rows: Sequence[SheetRow]) -> None:
        self._rows = tuple(rows)
        self._arrange()

    def set_wanted(self, wanted: Callable[[SheetRow], bool]) -> None:
        self._wanted = wanted
        self._arrange()

    def _arrange(self) -> None:
        """Cells change in place where the same rows come again: the cursor must not jump."""
        made = _with_headings(self._rows, self._wanted)
        if [_key(entry) for entry in made] == [_key(entry) for entry in self._entries]:
            self._entries = made
            if made:
                self.dataChanged.emit(self.index(0), self.index(len(made) - 1))
            return
        self.beginResetModel()
        self._entries = made
        self.endResetModel()

    def entry(self, place: int) -> Entry:
        return self._entries[place]

    def places(self) -> list[int]:
        """Where indicators are, headings left out."""
        return [place for place, entry in enumerate(self._entries) if isinstance(entry, SheetRow)]

    def place_of(self, indicator_uid: str) -> int:
        """-1 when it is not shown."""
        return next((n for n in self.places() if _key(self._entries[n]) == indicator_uid), -1)

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._entries[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(entry)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, SheetRow):
            return _words(entry)
        return None


class IndicatorList(QListView):
    """`current_changed_to` carries the uid under the cursor; keys of the claim and Enter go out as signals."""

    current_changed_to = Signal(str)
    claim_wanted = Signal(object)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.sheet = SheetModel(self)
        self.setModel(self.sheet)
        self.setItemDelegate(SheetDelegate(self))
        self.setAccessibleName(_("Các chỉ tiêu"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._moved)

    def current_uid(self) -> str | None:
        entry = self.currentIndex().data(ENTRY)
        return entry.indicator.uid if isinstance(entry, SheetRow) else None

    def select(self, indicator_uid: str, *, quietly: bool = False) -> bool:
        """Put the cursor on an indicator; `quietly`: without telling. False when it is not shown."""
        place = self.sheet.place_of(indicator_uid)
        if place < 0:
            return False
        self._quiet = quietly
        self.setCurrentIndex(self.sheet.index(place))
        self._quiet = False
        return True

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Over headings, to the ends, by pages; the list does not run around."""
        places = self.sheet.places()
        if not places:
            return QModelIndex()
        present = self.currentIndex().row()
        at = places.index(present) if present in places else 0
        page = max(1, self.viewport().height() // max(1, self.sizeHintForRow(0)) - 1)
        actions = QAbstractItemView.CursorAction
        steps = {
            actions.MoveUp: -1,
            actions.MovePrevious: -1,
            actions.MoveDown: 1,
            actions.MoveNext: 1,
            actions.MovePageUp: -page,
            actions.MovePageDown: page,
            actions.MoveHome: -len(places),
            actions.MoveEnd: len(places),
        }
        at = max(0, min(len(places) - 1, at + steps.get(action, 0)))
        return self.sheet.index(places[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif (claim := _claim_of(event)) is not None:
            self.claim_wanted.emit(claim)
        elif event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()  # no search by letters: the next one would set a claim
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A message above the page takes room; the row in hand stays in sight."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)

    def _moved(self, current: QModelIndex) -> None:
        entry = current.data(ENTRY)
        if isinstance(entry, SheetRow) and not self._quiet:
            self.current_changed_to.emit(entry.indicator.uid)


def _claim_of(event: QKeyEvent) -> Verdict | None:
    """Đ or D, C, K, whatever keyboard layout or input method makes the Đ."""
    if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
        return None
    if event.text() in ("đ", "Đ"):
        return Verdict.MET
    return _CLAIM_KEYS.get(Qt.Key(event.key()))


class SheetDelegate(QStyledItemDelegate):
    """One line each; the mark in its colour, so that a glance down the list tells what is left."""

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802 - Qt's name
        return QSize(option.fontMetrics.height() * 8, round(option.fontMetrics.height() * 1.65))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        entry = index.data(ENTRY)
        tints = colours_of(option.palette)
        painter.save()
        if isinstance(entry, Heading):
            _paint_heading(painter, option, tints, entry)
        else:
            _paint_row(painter, option, tints, entry)
        painter.restore()


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, tints: Colours, entry: Heading) -> None:
    line = option.fontMetrics.height()
    font = bold_font(option.font)
    painter.setFont(font)
    painter.fillRect(option.rect, QColor(tints.surface))
    mark = QRect(option.rect.right() - round(line * 1.5), option.rect.y(), line, option.rect.height())
    paint_mark(
        painter,
        _square(mark, line),
        verdict_mark(entry.verdict),
        tints.tone(verdict_tone(entry.verdict)).text,
    )
    room = option.rect.adjusted(round(line * 0.5), 0, -round(line * 1.8), 0)
    painter.setPen(QColor(tints.text_muted))
    words = QFontMetrics(font).elidedText(_words(entry), Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


def _paint_row(painter: QPainter, option: QStyleOptionViewItem, tints: Colours, row: SheetRow) -> None:
    line, rect = option.fontMetrics.height(), option.rect
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected:
        painter.fillRect(rect, QColor(tints.selection.fill))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(tints.hover))
    if selected and option.state & QStyle.StateFlag.State_HasFocus:
        painter.fillRect(rect.x(), rect.y(), 3, rect.height(), QColor(tints.strong.fill))
    tone = tints.tone(verdict_tone(row.verdict))
    box = _square(QRect(rect.x() + round(line * 0.5), rect.y(), line, rect.height()), round(line * 1.15))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone.fill))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(box, line * 0.25, line * 0.25)
    paint_mark(painter, box, verdict_mark(row.verdict), tone.text)
    right = _paint_evidence(painter, option, tints, row)
    left = rect.x() + round(line * 2.0)
    bold = bold_font(option.font)
    number_width = _number_width(bold.toString())
    painter.setPen(QColor(tints.selection.text if selected else tints.text))
    painter.setFont(bold)
    painter.drawText(
        QRect(left, rect.y(), number_width, rect.height()),
        Qt.AlignmentFlag.AlignVCenter,
        row.indicator.number,
    )
    painter.setFont(option.font)
    if not selected and row.indicator.text is None:
        painter.setPen(QColor(tints.text_muted))
    room = QRect(left + number_width, rect.y(), right - left - number_width, rect.height())
    words = option.fontMetrics.elidedText(
        short_text(row.indicator), Qt.TextElideMode.ElideRight, room.width()
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


@lru_cache(maxsize=8)
def _number_width(font: str) -> int:
    """Of the widest number; `font` is what QFont.toString gives: measuring is slower than drawing."""
    made = QFont()
    made.fromString(font)
    return QFontMetrics(made).horizontalAdvance("14.12  ")


def _paint_evidence(painter: QPainter, option: QStyleOptionViewItem, tints: Colours, row: SheetRow) -> int:
    """A sheet and a number at the right end, before it a clock where nobody confirmed; returns what is left."""
    line, rect = option.fontMetrics.height(), option.rect
    side = round(line * 0.9)
    right = rect.right() - round(line * 0.4)
    ratio = painter.device().devicePixelRatio()
    if row.evidence_count:
        words = str(row.evidence_count)
        right -= option.fontMetrics.horizontalAdvance(words)
        painter.setPen(QColor(tints.text_muted))
        painter.drawText(right, rect.y(), line * 2, rect.height(), Qt.AlignmentFlag.AlignVCenter, words)
        right -= side + round(line * 0.1)
        painter.drawPixmap(
            _square(QRect(right, rect.y(), side, rect.height()), side),
            pixmap("evidence", side, tints.text_muted, ratio),
        )
    if not row.confirmed:
        right -= side + round(line * 0.2)
        painter.drawPixmap(
            _square(QRect(right, rect.y(), side, rect.height()), side),
            pixmap("clock", side, tints.due.text, ratio),
        )
    return right - round(line * 0.3)


def _square(room: QRect, side: int) -> QRect:
    box = QRect(0, 0, side, side)
    box.moveCenter(room.center())
    return box


def _with_headings(rows: Sequence[SheetRow], wanted: Callable[[SheetRow], bool]) -> list[Entry]:
    by_criterion: dict[str, list[SheetRow]] = {}
    for row in rows:
        by_criterion.setdefault(row.indicator.criterion_number, []).append(row)
    made: list[Entry] = []
    for number, group in by_criterion.items():
        shown = [row for row in group if wanted(row)]
        if shown:
            verdict = criterion_verdict(row.verdict for row in group)
            made.append(Heading(number, group[0].indicator.criterion_name, verdict))
            made.extend(shown)
    return made


def _key(entry: Entry) -> str:
    return entry.indicator.uid if isinstance(entry, SheetRow) else f"#{entry.number}"


def _words(entry: Entry) -> str:
    if isinstance(entry, SheetRow):
        return f"{entry.indicator.number} {short_text(entry.indicator)}"
    return f"{entry.number}. {entry.name}"


def _spoken(entry: Entry) -> str:
    if isinstance(entry, Heading):
        return _("Tiêu chí {words}: {verdict}").format(
            words=_words(entry), verdict=verdict_label(entry.verdict)
        )
    said = [_words(entry), verdict_label(entry.verdict)]
    said.append(_("{n} minh chứng").format(n=entry.evidence_count))
    if not entry.confirmed:
        said.append(_("chưa xác nhận lại"))
    return ", ".join(said)
