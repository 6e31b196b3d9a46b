"""Báo cáo › Báo cáo tổng hợp của xã: drafted from the figures, edited by paragraph, frozen by the day of sending.

Object names: "periodTable" (TablePanel; keys are periods as text), "periodDocument" and "periodTexts" (FormViews;
fields number, dated, sent_to, sent_on, and the parts of the text), "periodWordButton", "periodPdfButton",
"periodExcelButton".
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.domain.periods import Period, PeriodKind, parse_period
from app.i18n import _
from app.report_words import period_due_words, period_label
from app.reports.period_report import PARTS, period_words
from app.services import entry, period_reports
from app.services.period_reports import PeriodLine, PeriodView
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.plan_gate import PlanGate
from app.ui.pages.reports_copy import SignedCopy
from app.ui.pages.reports_files import ReportFiles
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import characters, em, gap, theme_events
from app.ui.widgets import Heading, MutedLabel

_MOST_CHANGES = 6


class PeriodReportsPage(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown: PeriodView | None = None
        self.files = ReportFiles(context, self)
        self.table = self._make_table()
        self._title = Heading("", 2)
        self._due = MutedLabel()
        self._changes = QLabel()
        self._changes.setWordWrap(True)
        self.document = FormView(_document_fields(), on_commit=self._commit_document, turning=True)
        self.document.setObjectName("periodDocument")
        self.document.setAccessibleName(_("Số, ngày và nơi gửi báo cáo"))
        self.copy = SignedCopy(context)
        self.texts = FormView(_text_fields(), on_commit=self._commit_text, labels="above")
        self.texts.setObjectName("periodTexts")
        self.texts.setAccessibleName(_("Lời văn báo cáo"))
        self._gate = PlanGate(context, self._lay_out())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._gate)
        self.table.current_changed.connect(self._open)

    def refresh(self) -> None:
        if not self._gate.admit():
            self._shown = None
            return
        before = str(self._shown.period) if self._shown else ""
        rows = self.context.read(
            period_reports.period_lines, year=self.context.year, today=self.context.today()
        )
        self.table.set_rows(rows)
        known = [str(row.period) for row in rows]
        if rows:
            wanted = before if before in known else _first_choice(rows)
            self.table.select_key(wanted)
            self._show(parse_period(wanted))

    def show_place(self, place: dict[str, Any]) -> None:
        if place.get("period"):
            self.table.select_key(str(place["period"]))

    def place(self) -> dict[str, Any]:
        return {"period": str(self._shown.period)} if self._shown else {}

    def commit_pending(self) -> bool:
        return self.document.commit_pending() and self.texts.commit_pending()

    def commands(self) -> list[Command]:
        if self._shown is None:
            return []
        return [
            Command(_("Báo cáo tổng hợp, Word…"), partial(self.save, ".docx"), "document-text"),
            Command(_("Báo cáo tổng hợp, PDF…"), partial(self.save, ".pdf"), "pdf"),
            Command(_("Báo cáo tổng hợp, Excel…"), partial(self.save, ".xlsx"), "table"),
        ]

    def save(self, suffix: str) -> None:
        """Ask where to and write the report that is shown."""
        if self._shown is None or not self.commit_pending():
            return
        period, workspace = self._shown.period, self.context.workspace
        name = f"Báo cáo {period_words(period)}"
        self.files.save(name, suffix, lambda path: period_reports.write_paper(workspace, path, period=period))

    def _open(self, line: PeriodLine | None) -> None:
        """Another line of the list; a wrong text keeps the one that is shown."""
        if line is None or (self._shown is not None and line.period == self._shown.period):
            return
        if self._shown is not None and not self.commit_pending():
            self.table.select_key(str(self._shown.period))
            return
        self._show(line.period)

    def _show(self, period: Period) -> None:
        found = self.context.read(period_reports.period_view, period=period, today=self.context.today())
        same = self._shown is not None and self._shown.period == period
        self._shown = found
        document = {
            "number": found.number,
            "dated": found.dated,
            "sent_to": found.sent_to,
            "sent_on": found.sent_on,
        }
        for form, values in ((self.document, document), (self.texts, dict(found.texts))):
            form.set_values(values) if same else form.load(values)
        self.copy.show_copy(found)
        self._show_words(found)

    def _show_words(self, found: PeriodView) -> None:
        title = period_label(found.period)
        self._title.setText(title[:1].upper() + title[1:])
        self._due.setText(period_due_words(found.period))
        sent = found.sent_on is not None
        for name in PARTS:
            self.texts.set_enabled(name, not sent)
            edited = name in found.edited and not sent
            self.texts.set_hint(
                name, _("Đã sửa tay. Xóa hết chữ để lấy lại lời văn theo số liệu.") if edited else ""
            )
        hint = _("Số liệu và lời văn giữ nguyên như lúc gửi; xóa ngày gửi để mở lại.")
        self.document.set_hint(
            "sent_on", hint if sent else _("Ghi ngày gửi thì số liệu và lời văn được giữ nguyên.")
        )
        self._changes.setText(_changes_text(found))
        self._changes.setVisible(bool(found.changes))

    def _commit_document(self, name: str, value: object) -> None:
        assert self._shown is not None
        period = self._shown.period
        if name != "sent_on":
            self.context.write(period_reports.change_document, period=period, values={name: value})
        elif value is None:
            self.context.write(period_reports.take_back, period=period)
        else:
            assert isinstance(value, date)
            self.context.write(period_reports.send, period=period, sent_on=value, today=self.context.today())

    def _commit_text(self, name: str, value: object) -> None:
        assert self._shown is not None
        self.context.write(
            period_reports.write_text,
            period=self._shown.period,
            part=name,
            text=str(value or ""),
            today=self.context.today(),
        )
        if not value:
            QTimer.singleShot(0, self, self.refresh)  # once the field has let go of its own text

    def _make_table(self) -> TablePanel[PeriodLine]:
        table = TablePanel[PeriodLine](
            [
                Column(
                    "period", _("Kỳ"), lambda row: _capital(period_label(row.period)), width=17, stretch=True
                ),
                Column("sent_on", _("Ngày gửi"), lambda row: row.sent_on, width=11),
                Column("number", _("Số"), lambda row: row.number, width=12, hidden=True),
            ],
            key=lambda row: str(row.period),
            name=_("Các kỳ báo cáo"),
            empty=Empty(_("Năm này chưa có kỳ nào bắt đầu."), icon="report"),
            filterable=False,
        )
        table.setObjectName("periodTable")
        return table

    def _lay_out(self) -> QWidget:
        content = QWidget()
        buttons = QHBoxLayout()
        buttons.setSpacing(gap(self, 0.5))
        buttons.addWidget(self._title, 1)
        for name, text, icon, suffix in (
            ("periodWordButton", "Word…", "document-text", ".docx"),
            ("periodPdfButton", "PDF…", "pdf", ".pdf"),
            ("periodExcelButton", "Excel…", "table", ".xlsx"),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setToolTip(_("Ghi báo cáo ra tệp {kind}").format(kind=text.rstrip("…")))
            set_icon(button, icon)
            button.clicked.connect(partial(self.save, suffix))
            buttons.addWidget(button)
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, gap(self, 0.6), 0)
        for widget in (self.document, self.copy, self._changes, self.texts):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right = QWidget()
        body = QVBoxLayout(right)
        body.setContentsMargins(gap(self, 0.8), 0, 0, 0)
        body.addLayout(buttons)
        body.addWidget(self._due)
        body.addWidget(scroll, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([em(self) * 17, em(self) * 45])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        layout = QVBoxLayout(content)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.addWidget(split, 1)
        self.setFocusProxy(self.table.view)
        theme_events().changed.connect(self._measure)
        self._measure()
        return content

    def _measure(self) -> None:
        """The list shows its two columns whole."""
        self.table.setMinimumWidth(characters(self, 34))


def _first_choice(rows: list[PeriodLine]) -> str:
    """The quarter under way: its report is the one with a deadline."""
    quarters = [row for row in rows if row.period.kind is PeriodKind.QUARTER]
    return str((quarters or rows)[-1].period)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _changes_text(found: PeriodView) -> str:
    """What is another figure today than in the report that was sent."""
    lines = [
        _("{hamlet}: {what} {sent}, nay {today}").format(
            hamlet=one.hamlet, what=one.what, sent=one.sent, today=one.today
        )
        for one in found.changes[:_MOST_CHANGES]
    ]
    rest = len(found.changes) - _MOST_CHANGES
    if rest > 0:
        lines.append(_("và {n} chỗ khác").format(n=rest))
    return _("⚠ Số liệu nay khác lúc gửi: {list}.").format(list="; ".join(lines))


def _document_fields() -> list[Field]:
    return [
        Field(
            "number",
            _("Số"),
            parse=lambda text: entry.line(text, limit=60),
            width=16,
            placeholder="05/BC-UBND",
        ),
        Field("dated", _("Ngày ký"), Kind.DATE, inline=True),
        Field("sent_to", _("Gửi cho"), parse=entry.line, placeholder=_("ví dụ: UBND huyện Yên Châu")),
        Field("sent_on", _("Ngày gửi"), Kind.DATE),
    ]


def _text_fields() -> list[Field]:
    return [
        Field(name, f"{place}. {heading}", Kind.MULTILINE, parse=entry.paragraph, rows=4)
        for place, (name, heading) in enumerate(PARTS.items(), start=1)
    ]
