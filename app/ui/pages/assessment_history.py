"""The history of one indicator in one round, in words: when, who, which field, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.domain.numbers import format_number
from app.domain.verdict import Opinion, Verdict
from app.i18n import _
from app.labels import opinion_label, verdict_label
from app.services import history
from app.services.assessments import SheetRow
from app.services.history import HistoryLine
from app.ui.context import Context
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import characters, em, gap
from app.ui.widgets import Heading


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history as it is shown."""

    number: int
    at: datetime
    who: str
    what: str
    old: str
    new: str


def told(lines: Sequence[HistoryLine]) -> list[Told]:
    """Newest first, as `history.row_history` gives them."""
    return [
        Told(
            number,
            line.at.astimezone(),
            line.who,
            _what(line),
            "" if line.field is None else _value(line.field, line.old),
            "" if line.field is None else _value(line.field, line.new),
        )
        for number, line in enumerate(lines)
    ]


def _what(line: HistoryLine) -> str:
    what = _("Lập dòng này") if line.field is None else _field_label(line.field)
    again = {"undo": _("{what} (hoàn tác)"), "redo": _("{what} (làm lại)")}.get(line.kind.value)
    return again.format(what=what) if again else what


def _field_label(field: str) -> str:
    return {
        "claimed": _("Bản tự đánh giá"),
        "part": _("Số đạt"),
        "whole": _("Tổng số"),
        "share": _("Tỷ lệ"),
        "rating": _("Xếp loại"),
        "amount": _("Kết quả"),
        "reference": _("Mức tham chiếu"),
        "papers": _("Giấy tờ đã có"),
        "explanation": _("Giải trình"),
        "remaining": _("Khối lượng còn lại"),
        "opinion": _("Thẩm định"),
        "opinion_note": _("Ý kiến thẩm định"),
        "opinion_on": _("Ngày thẩm định"),
        "opinion_by": _("Người thẩm định"),
        "opinion_post": _("Chức vụ người thẩm định"),
        "concluded": _("Hội đồng kết luận"),
        "confirmed": _("Xác nhận lại"),
    }.get(field, field)


def _value(field: str, raw: Any) -> str:
    """A JSON value of the journal as the form would show it."""
    if raw is None or raw in ("", []):
        return _("(trống)")
    if field in ("claimed", "concluded"):
        return verdict_label(Verdict(raw))
    if field == "opinion":
        return opinion_label(Opinion(raw))
    if isinstance(raw, list):
        return "; ".join(map(str, raw))
    if field in ("part", "whole", "amount", "reference"):
        return format_number(Decimal(raw))
    if field == "share":
        return f"{format_number(Decimal(raw))} %"
    if isinstance(raw, bool):
        return _("Có") if raw else _("Chưa")
    return str(raw)


class HistoryDialog(QDialog):
    def __init__(self, title: str, lines: Sequence[HistoryLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Lịch sử"))
        self.table: TablePanel[Told] = TablePanel(
            _columns(),
            key=lambda row: row.number,
            name=_("Lịch sử {title}").format(title=title),
            empty=Empty(_("Chưa ai ghi gì vào chỉ tiêu này."), icon="history"),
        )
        self.table.set_rows(told(lines))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(Heading(title, 2))
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        room = parent.window().width() if parent is not None else characters(self, 110)
        self.resize(min(room, characters(self, 110)), em(self) * 22)


def show_history(context: Context, row: SheetRow, parent: QWidget) -> None:
    lines = context.read(history.row_history, row_uid=row.uid)
    HistoryDialog(_("Lịch sử chỉ tiêu {n}").format(n=row.indicator.number), lines, parent).open()


def _columns() -> list[Column[Told]]:
    return [
        Column("at", _("Lúc"), lambda row: row.at, width=16),
        Column("who", _("Ai"), lambda row: row.who, width=14),
        Column("what", _("Mục"), lambda row: row.what, width=22),
        Column("old", _("Trước"), lambda row: row.old, width=22),
        Column("new", _("Sau"), lambda row: row.new, width=22, stretch=True),
    ]
