"""One month's report of one hamlet: dates, channel, three texts, the figures of its review; exemption, removal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.domain.dates import format_date
from app.domain.deadlines import Channel, Month, ReportClass
from app.i18n import _
from app.labels import channel_label, report_standing_label
from app.services import entry
from app.services.monthly_reports import MonthCell, ReportValues
from app.services.report_form import MonthChanges, ReportForm, RoundFigures
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.icons import set_icon
from app.ui.theme import gap
from app.ui.widgets import Heading, MutedLabel

_NAME = 120  # characters of the reporter's name, as the book keeps it
_TYPED = ("written_on", "received_on", "channel", "reporter", "progress", "difficulties", "proposals")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the form is about."""

    hamlet_uid: str
    hamlet: str
    form: ReportForm

    @property
    def cell(self) -> MonthCell:
        return self.form.cell


class Below(QWidget):
    """A widget below the fields."""

    def commit_pending(self) -> bool:
        """False keeps the person here because a text is wrong."""
        return True


class ReportPanel(QWidget):
    """Saves each field by itself through `save(hamlet_uid, month, values)`. `left` follows Esc and "×".

    `reason` is why a locked month is corrected, for as long as it is shown; "" where nobody said one.
    """

    left = Signal()
    exempt_wanted = Signal()
    exempt_lifted = Signal()
    removal_wanted = Signal()
    report_shown = Signal(object)  # Shown, after the form shows it

    def __init__(self, save: Callable[[str, Month, ReportValues], object]) -> None:
        super().__init__()
        self._save = save
        self._shown: Shown | None = None
        self.reason = ""
        self._below: Below | None = None
        self._title = Heading("", 2)
        self._standing = MutedLabel()
        self.close_button = QToolButton()
        set_icon(self.close_button, "close")
        self.close_button.setToolTip(_("Đóng (Esc)"))
        self.close_button.setAccessibleName(_("Đóng"))
        self.close_button.clicked.connect(self.left)
        self.form = FormView(_fields(), on_commit=self._commit)
        self.form.setObjectName("reportForm")
        self.form.setAccessibleName(_("Báo cáo tháng"))
        self.exempt_button = QPushButton()
        self.exempt_button.setObjectName("exemptButton")
        self.exempt_button.clicked.connect(self._toggle_exemption)
        self.remove_button = QPushButton(_("Bỏ báo cáo"))
        self.remove_button.setObjectName("removeReportButton")
        self.remove_button.setToolTip(_("Xóa báo cáo nhập nhầm; Ctrl+Z để lấy lại"))
        self.remove_button.clicked.connect(self.removal_wanted)
        self._lay_out()

    @property
    def shown(self) -> Shown | None:
        return self._shown

    def show_report(self, shown: Shown) -> None:
        """Another report replaces what is shown; the same one is only read again."""
        before = self._shown
        self._shown = shown
        values = _values(shown)
        same = before is not None and (before.hamlet_uid, before.cell.month) == (
            shown.hamlet_uid,
            shown.cell.month,
        )
        if same:
            self.form.set_values(values)
        else:
            self.reason = ""
            self.form.load(values)
        self._show_words(shown)
        self.report_shown.emit(shown)

    def unlock(self, reason: str) -> None:
        """The month that is shown may be corrected now."""
        assert self._shown is not None
        self.reason = reason
        self.show_report(self._shown)

    @property
    def open_to_write(self) -> bool:
        shown = self._shown
        return (
            shown is not None
            and not self._exempt(shown)
            and (shown.form.locked_on is None or bool(self.reason))
        )

    def write_field(self, name: str, value: object) -> None:
        """Save a value as if it had been typed."""
        self._commit(name, value)

    def add_below(self, widget: Below) -> None:
        """What stands below the fields and keeps a text of its own."""
        self._below = widget
        self._inside.insertWidget(self._inside.count() - 1, widget)

    def commit_pending(self) -> bool:
        below = self._below is None or self._below.commit_pending()
        return self.form.commit_pending() and below

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the form here: the window's shortcut would leave the page."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self.left.emit()
                return True
        return super().event(event)

    def _commit(self, name: str, value: Any) -> None:
        assert self._shown is not None
        report = self._shown.cell.report
        values = replace(report.values if report else ReportValues(), **{name: value})
        self._save(self._shown.hamlet_uid, self._shown.cell.month, values)

    def _toggle_exemption(self) -> None:
        assert self._shown is not None
        if self._exempt(self._shown):
            self.exempt_lifted.emit()
        else:
            self.exempt_wanted.emit()

    def _exempt(self, shown: Shown) -> bool:
        return bool(shown.cell.report and shown.cell.report.exempt_reason)

    def _show_words(self, shown: Shown) -> None:
        month, standing, report = shown.cell.month, shown.cell.standing, shown.cell.report
        exempt = self._exempt(shown)
        self._title.setText(_("{hamlet}: tháng {month}").format(hamlet=shown.hamlet, month=month))
        assert standing is not None
        words = report_standing_label(standing)
        if exempt and report:
            self._standing.setText(_("Miễn: {reason}").format(reason=report.exempt_reason))
        else:
            due = format_date(standing.due_on)
            self._standing.setText(_("{standing}. Chậm nhất ngày {day}.").format(standing=words, day=due))
        for name in _TYPED:
            self.form.set_enabled(name, self.open_to_write)
        unreceived = report is not None and report.values.received_on is None and not exempt
        self.form.set_hint(
            "received_on", _("Chưa có ngày nhận thì chưa tính là đã nộp.") if unreceived else ""
        )
        self.exempt_button.setText(_("Bỏ miễn") if exempt else _("Miễn báo cáo…"))
        came = standing.report_class in (ReportClass.ON_TIME, ReportClass.LATE)
        self.exempt_button.setEnabled(exempt or not came)
        self.remove_button.setEnabled(report is not None and not exempt and shown.form.locked_on is None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        self._title.setWordWrap(True)
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        content.setObjectName("page")
        self._inside = QVBoxLayout(content)
        self._inside.setContentsMargins(0, 0, gap(self, 0.8), 0)
        self._inside.addWidget(self.form)
        self._inside.addStretch(1)
        scroll = _Area(content)
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QHBoxLayout()
        buttons.setSpacing(gap(self))
        buttons.addWidget(self.exempt_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(gap(self, 0.8), 0, 0, 0)
        column.setSpacing(gap(self, 0.5))
        column.addLayout(head)
        column.addWidget(self._standing)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)


class _Area(QScrollArea):
    """As wide as the form needs: it scrolls up and down only."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        needed = self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(needed, super().minimumSizeHint().height())


def _fields() -> list[Field]:
    return [
        Field("written_on", _("Ngày viết"), Kind.DATE, width=14),
        Field("received_on", _("Ngày nhận"), Kind.DATE, width=14),
        Field("entered_on", _("Ngày nhập"), Kind.STATIC),
        Field(
            "channel",
            _("Hình thức"),
            Kind.CHOICE,
            options=[Option(channel, channel_label(channel)) for channel in Channel],
        ),
        Field("reporter", _("Người báo cáo"), parse=lambda text: entry.line(text, limit=_NAME)),
        Field("figures", _("Số liệu"), Kind.STATIC),
        Field("changes", _("Thay đổi"), Kind.STATIC),
        Field("progress", _("Tiến độ"), Kind.MULTILINE, rows=2, parse=entry.paragraph),
        Field("difficulties", _("Khó khăn"), Kind.MULTILINE, rows=2, parse=entry.paragraph),
        Field("proposals", _("Đề xuất"), Kind.MULTILINE, rows=2, parse=entry.paragraph),
    ]


def _values(shown: Shown) -> dict[str, object]:
    report = shown.cell.report
    values = report.values if report else ReportValues()
    typed = {name: getattr(values, name) for name in _TYPED}
    entered = format_date(report.entered_on) if report else _("chưa nhập")
    figures = _figures_text(shown.form.figures)
    return {**typed, "figures": figures, "changes": changes_text(shown.form.changes), "entered_on": entered}


def changes_text(changes: MonthChanges | None) -> str:
    """What happened in the book since the report before, as a report would say it."""
    if changes is None:
        return ""
    since = format_date(changes.since)
    if changes.nothing:
        return _("Từ {since} đến nay: không có thay đổi ghi trong sổ.").format(since=since)
    told = [
        sentence.format(n=count, numbers=", ".join(numbers))
        for sentence, count, numbers in (
            (_("đạt thêm {n} chỉ tiêu ({numbers})"), len(changes.met), changes.met),
            (_("{n} chỉ tiêu không còn đạt ({numbers})"), len(changes.lost), changes.lost),
            (_("xong {n} việc được giao ({numbers})"), len(changes.done), changes.done),
            (_("thêm {n} minh chứng"), changes.proofs, ()),
        )
        if count
    ]
    return _("Từ {since} đến nay: {list}.").format(since=since, list="; ".join(told))


def _figures_text(figures: RoundFigures | None) -> str:
    if figures is None:
        return _("Bản chưa có đợt rà soát nào.")
    totals = figures.totals
    text = _("Rà soát {day}: {cm}/{ct} tiêu chí, {im}/{it} chỉ tiêu.").format(
        day=format_date(figures.held_on),
        cm=totals.criteria_met,
        ct=totals.criteria_total,
        im=totals.indicators_met,
        it=totals.indicators_total,
    )
    unmet = ", ".join(figures.unmet)
    return text + " " + _("Chưa đạt: {numbers}.").format(numbers=unmet) if unmet else text
