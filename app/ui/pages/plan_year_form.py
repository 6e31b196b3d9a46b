"""The form of a milestone: when it is due, as a day or a rule, when it was reached, and a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.domain.dates import format_date
from app.domain.milestones import NO_RULE, MilestoneKind, MilestoneRule, RuleKind
from app.errors import InputError
from app.i18n import _
from app.labels import milestone_label
from app.services import entry
from app.services.milestones import RuleSource
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.pages.plan_year_words import ShownMilestone, last_day_words, rule_words
from app.ui.theme import characters, gap
from app.ui.widgets import Heading, MutedLabel

Write = Callable[[ShownMilestone, dict[str, object]], object]


class Way(StrEnum):
    """How the day is said; FOLLOW says nothing: a hamlet follows the others."""

    FOLLOW = "follow"
    DATE = "date"
    DAY_MONTH = "day_month"
    AFTER = "after"


_PARTS: dict[Way, tuple[str, ...]] = {
    Way.FOLLOW: (),
    Way.DATE: ("before_on",),
    Way.DAY_MONTH: ("day", "month"),
    Way.AFTER: ("days", "after"),
}
_ALL_PARTS = ("before_on", "day", "month", "days", "after")


class MilestonePanel(QWidget):
    """`write(milestone, values)` gets "rule", "done_on" or "note"; a rule only once all its parts are there."""

    def __init__(self, write: Write, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._write = write
        self._shown: ShownMilestone | None = None
        self._draft: dict[str, Any] = {}
        self._title = Heading("", 2)
        self._title.setWordWrap(True)
        self._words = MutedLabel()
        self.form = FormView(_fields(), on_commit=self._commit, labels="above")
        self.form.setObjectName("milestoneForm")
        self.form.setAccessibleName(_("Mốc"))
        self._lay_out()
        self.show_milestone(None, "")

    @property
    def shown_kind(self) -> MilestoneKind | None:
        return None if self._shown is None else self._shown.row.kind

    def commit_pending(self) -> bool:
        return self.form.commit_pending()

    def show_milestone(self, shown: ShownMilestone | None, scope: str) -> None:
        """`scope` names whose it is; the same one again keeps what is half typed."""
        same = shown is not None and self._shown is not None and _key(shown) == _key(self._shown)
        self._shown = shown
        self.form.setVisible(shown is not None)
        if shown is None:
            self._title.setText(_("Mốc"))
            self._words.setText(_("Chọn một mốc trong bảng hay trên dòng thời gian."))
            return
        self._title.setText(f"{scope}: {milestone_label(shown.row.kind)}")
        values = _values(shown)
        if same and _half_said(self._draft):
            values = {name: value for name, value in values.items() if name in ("done_on", "note")}
            self.form.set_values(values)
        else:
            self._draft = {name: values[name] for name in ("way", *_ALL_PARTS)}
            self._set_options(shown)
            (self.form.set_values if same else self.form.load)(values)
        self._show_parts()
        self._show_words(shown)

    def _set_options(self, shown: ShownMilestone) -> None:
        follow = _("Như các bản khác") if shown.row.hamlet_uid else _("Chưa định hạn")
        ways = {
            Way.FOLLOW: follow,
            Way.DATE: _("Trước một ngày"),
            Way.DAY_MONTH: _("Trước ngày, tháng (năm nào cũng vậy)"),
            Way.AFTER: _("Một số ngày sau mốc khác"),
        }
        self.form.set_options("way", [Option(way, words) for way, words in ways.items()])
        others = [kind for kind in MilestoneKind if kind is not shown.row.kind]
        self.form.set_options("after", [Option(kind, milestone_label(kind)) for kind in others])

    def _show_parts(self) -> None:
        shown = _PARTS[Way(self._draft["way"])]
        for name in _ALL_PARTS:
            self.form.set_visible(name, name in shown)

    def _show_words(self, shown: ShownMilestone) -> None:
        row = shown.row
        parts = [last_day_words(row)]
        if row.source is RuleSource.ORDERS:
            parts.insert(0, _("Tính theo hạn muộn nhất của việc đã giao."))
        elif row.hamlet_uid and row.source is RuleSource.COMMON:
            parts.insert(0, _("Theo hạn chung: {rule}.").format(rule=rule_words(row)))
        self._words.setText(" ".join(part for part in parts if part) or _("Chưa có ngày nào."))
        known = _("Sổ ghi xong ngày {day}; chỉ gõ nếu khác.").format(day=format_date(row.done_on))
        everybody = "" if row.hamlet_uid else _("Ghi ở đây là mọi bản cùng xong ngày đó.")
        self.form.set_hint("done_on", known if row.known else everybody)
        half = _("Điền đủ các ô dưới thì mới ghi.") if _half_said(self._draft) else ""
        self.form.set_hint("way", half)

    def _commit(self, name: str, value: object) -> None:
        assert self._shown is not None
        if name in ("done_on", "note"):
            self._write(self._shown, {name: value})
            return
        draft = self._draft | {name: Way(str(value)) if name == "way" else value}
        if not _half_said(draft):
            self._write(self._shown, {"rule": _rule(draft)})
        self._draft = draft
        self._show_parts()
        self._show_words(self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The sentences to choose from are long: their boxes take the whole width."""
        super().resizeEvent(event)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        room = max(characters(self, 16), event.size().width() - gap(self, 1.6) - bar - gap(self))
        for name in ("way", "after"):
            self.form.editor(name).setFixedWidth(room)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(gap(self, 0.8), 0, gap(self, 0.8), 0)
        inside.setSpacing(gap(self, 0.5))
        for widget in (self._title, self._words, self.form):
            inside.addWidget(widget)
        inside.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)


def _half_said(draft: Mapping[str, Any]) -> bool:
    return any(draft[name] is None for name in _PARTS[Way(draft["way"])])


def _rule(draft: Mapping[str, Any]) -> MilestoneRule:
    way = Way(draft["way"])
    parts = {name: draft[name] for name in _PARTS[way]}
    if way is Way.AFTER:
        parts["after"] = MilestoneKind(parts["after"])
    return MilestoneRule(**parts)


def _key(shown: ShownMilestone) -> tuple[str, MilestoneKind]:
    return shown.row.hamlet_uid, shown.row.kind


def _values(shown: ShownMilestone) -> dict[str, object]:
    """What was said for just this scope; a hamlet that follows the others says nothing."""
    row = shown.row
    said = row.source is RuleSource.OWN or (not row.hamlet_uid and row.source is RuleSource.COMMON)
    rule = row.rule if said else NO_RULE
    ways = {RuleKind.DATE: Way.DATE, RuleKind.DAY_MONTH: Way.DAY_MONTH, RuleKind.AFTER: Way.AFTER}
    return {
        "way": ways[rule.kind] if rule.kind else Way.FOLLOW,
        "before_on": rule.before_on,
        "day": rule.day,
        "month": rule.month,
        "days": rule.days,
        "after": rule.after,
        "done_on": None if row.known else row.done_on,
        "note": row.note,
    }


def _month(typed: str) -> int:
    value = entry.integer(typed)
    if not 1 <= value <= 12:
        raise InputError(_("Tháng phải từ 1 đến 12."))
    return value


def _day(typed: str) -> int:
    value = entry.integer(typed)
    if not 1 <= value <= 31:
        raise InputError(_("Ngày phải từ 1 đến 31."))
    return value


def _fields() -> list[Field]:
    return [
        Field("way", _("Cách định hạn"), Kind.CHOICE, width=8),
        Field("before_on", _("Trước ngày"), Kind.DATE),
        Field("day", _("Trước ngày"), Kind.INTEGER, parse=_day, width=4),
        Field("month", _("tháng"), Kind.INTEGER, parse=_month, width=4, inline=True),
        Field("days", _("Số ngày sau mốc"), Kind.INTEGER, width=5),
        Field("after", _("Sau mốc"), Kind.CHOICE, width=8),
        Field("done_on", _("Ngày xong"), Kind.DATE),
        Field("note", _("Ghi chú"), Kind.MULTILINE, rows=2, parse=entry.paragraph),
    ]
