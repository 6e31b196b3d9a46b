"""The work list of an officer as a table whose keys appraise: Đ, K, B."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.appraisal import WorkState
from app.domain.verdict import Opinion
from app.i18n import _
from app.services.appraisals import WorkRow
from app.ui.pages.appraisal_wording import (
    claim_text,
    computed_text,
    remark_text,
    state_text,
    state_tone,
)
from app.ui.pages.assessment_wording import short_text
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName
from app.ui.widgets import verdict_mark, verdict_tone

_OPINION_KEYS = {
    Qt.Key.Key_D: Opinion.AGREE,
    Qt.Key.Key_K: Opinion.DISAGREE,
    Qt.Key.Key_B: Opinion.ASK_MORE,
}
_STATE_ORDER = {state: place for place, state in enumerate(WorkState)}


class WorkTable(QWidget):
    """`opinion_wanted` carries an Opinion, for the rows that are selected."""

    opinion_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel: TablePanel[WorkRow] = TablePanel(
            _columns(),
            key=lambda row: (row.place_uid, row.indicator.uid),
            name=_("Việc thẩm định"),
            empty=Empty(_("Vai trò này không có chỉ tiêu nào phải thẩm định trong năm."), icon="certificate"),
        )
        self.panel.view.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        self.setFocusProxy(self.panel.view)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Letters appraise; no letter searches, for the next one would be an opinion."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        opinion = opinion_of(event)
        if opinion is not None:
            self.opinion_wanted.emit(opinion)
            return True
        return event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier


def opinion_of(event: QKeyEvent) -> Opinion | None:
    """Đ or D, K, B, whatever keyboard layout or input method makes the Đ."""
    if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
        return None
    if event.text() in ("đ", "Đ"):
        return Opinion.AGREE
    return _OPINION_KEYS.get(Qt.Key(event.key()))


def _columns() -> list[Column[WorkRow]]:
    return [
        Column("place", _("Bản"), lambda row: row.place, width=9),
        Column("number", _("Số"), lambda row: row.indicator.number, sort=_number, align="left", width=4),
        Column(
            "indicator",
            _("Chỉ tiêu"),
            lambda row: short_text(row.indicator),
            tooltip=lambda row: short_text(row.indicator),
            width=13,
            stretch=True,
        ),
        Column(
            "claim",
            _("Ghi"),
            lambda row: claim_text(row.row),
            mark=lambda row: verdict_mark(row.row.claimed if row.row else None),
            tone=_claim_tone,
            tooltip=lambda row: claim_text(row.row),
            heading_tooltip=_("Bản tự đánh giá"),
            width=4,
        ),
        Column(
            "computed",
            _("Tính"),
            lambda row: computed_text(row.row),
            mark=_computed_mark,
            tone=_computed_tone,
            tooltip=lambda row: computed_text(row.row),
            heading_tooltip=_("Kết quả tính ra từ số liệu"),
            width=4,
        ),
        Column(
            "evidence",
            _("MC"),
            lambda row: row.row.evidence_count if row.row else None,
            heading_tooltip=_("Số minh chứng"),
            width=3,
        ),
        Column("state", _("Thẩm định"), state_text, sort=_state_order, tone=state_tone, width=13),
        Column("remark", _("Lưu ý"), remark_text, tone=_remark_tone, tooltip=remark_text, width=14),
    ]


def _number(row: WorkRow) -> object:
    return [int(part) if part.isdigit() else 0 for part in row.indicator.number.split(".")]


def _state_order(row: WorkRow) -> object:
    return _STATE_ORDER[row.state]


def _claim_tone(row: WorkRow) -> ToneName | None:
    return verdict_tone(row.row.claimed if row.row else None)


def _computed_tone(row: WorkRow) -> ToneName | None:
    return verdict_tone(row.row.computed.verdict) if row.row and row.row.computed.verdict else None


def _computed_mark(row: WorkRow) -> str | None:
    verdict = row.row.computed.verdict if row.row else None
    return None if verdict is None else verdict_mark(verdict)


def _remark_tone(row: WorkRow) -> ToneName | None:
    return "met" if row.in_order else "muted"
