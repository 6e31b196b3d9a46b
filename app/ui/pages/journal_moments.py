"""What differs between two moments, by hamlet and indicator; copied and printed from the table's menu.

Object names: "momentsForm" (FormView; fields since_day, since_time, until_day, until_time), "momentsTable".
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import InputError
from app.i18n import _
from app.services.moments import Difference, Fate, compare_times
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind
from app.ui.pages.base import Page
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import gap
from app.ui.widgets import MutedLabel

_TIME = re.compile(r"(\d{1,2})[:hg. ](\d{1,2})")
_LAST_MINUTE = time(23, 59)


class MomentsPanel(Page):
    """A day without a time of day is its end; an empty second moment is now."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.form = FormView(_fields(), on_commit=self._chosen)
        self.form.setObjectName("momentsForm")
        self._values: dict[str, Any] = {
            "since_day": context.today() - timedelta(days=7),
            "since_time": None,
            "until_day": None,
            "until_time": None,
        }
        self.form.load(self._values)
        self._words = MutedLabel("")
        empty = Empty(_("Không có gì khác nhau giữa hai thời điểm này."), icon="check")
        self.table: TablePanel[Difference] = TablePanel(
            _columns(), key=lambda line: line.number, name=_("Khác nhau giữa hai thời điểm"), empty=empty
        )
        self.table.setObjectName("momentsTable")
        layout = QVBoxLayout(self)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.5))
        for widget in (self.form, self._words):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.form)

    def refresh(self) -> None:
        since, until = self._moment("since"), self._moment("until")
        lines = self.context.read(compare_times, since=since, until=until)
        self.table.set_rows(lines)
        hamlets = len({line.hamlet for line in lines if line.hamlet})
        text = _("{n} chỗ khác, ở {hamlets} bản; từ {since} đến {until}. Không ghi ngày sau là bây giờ.")
        self._words.setText(
            text.format(n=len(lines), hamlets=hamlets, since=_shown(since), until=_shown(until))
        )

    def commit_pending(self) -> bool:
        return self.form.commit_pending()

    def _chosen(self, name: str, value: object) -> None:
        self._values[name] = value
        self.refresh()

    def _moment(self, side: str) -> datetime:
        day, at = self._values[f"{side}_day"], self._values[f"{side}_time"]
        if day is None:
            return self.context.workspace.now()
        return datetime.combine(day, at or _LAST_MINUTE).replace(second=59, microsecond=999_999).astimezone()


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone():%d/%m/%Y %H:%M}"


def _fields() -> list[Field]:
    return [
        Field("since_day", _("Từ ngày"), Kind.DATE),
        Field("since_time", _("lúc"), parse=_time, show=_time_text, width=8, inline=True),
        Field("until_day", _("Đến ngày"), Kind.DATE, inline=True),
        Field("until_time", _("lúc"), parse=_time, show=_time_text, width=8, inline=True),
    ]


def _time(typed: str) -> time:
    """ "14:30", "14h30", "14 giờ 30". Raises InputError."""
    found = _TIME.fullmatch(typed.replace("giờ", "").replace("  ", " ").strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise InputError(_("“{given}” không phải là giờ. Hãy gõ như 14:30.").format(given=typed))
    return time(int(found[1]), int(found[2]))


def _time_text(value: object) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else ""


def _columns() -> list[Column[Difference]]:
    return [
        Column("hamlet", _("Bản"), lambda line: line.hamlet, width=11),
        Column("indicator", _("Chỉ tiêu"), lambda line: line.indicator, width=9),
        Column("subject", _("Của"), lambda line: line.subject, width=28, stretch=True),
        Column("field", _("Mục"), lambda line: line.field or _fate_words(line.fate), width=14),
        Column("old", _("Trước"), lambda line: line.old, width=18),
        Column("new", _("Sau"), lambda line: line.new, width=18),
    ]


def _fate_words(fate: Fate) -> str:
    return {Fate.CHANGED: _("(sửa)"), Fate.ADDED: _("(lập mới)"), Fate.REMOVED: _("(bỏ)")}[fate]
