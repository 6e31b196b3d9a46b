"""What became of a dossier, as two tables: events, and below them the remarks of the event in hand.

Object names: "eventsTable", "addEventButton", "changeEventButton", "openEventFileButton", "removeEventButton",
"remarksTable", "addRemarkButton", "answerRemarkButton", "removeRemarkButton".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.dates import format_date
from app.domain.dossier import EventKind
from app.dossier_words import event_label, unusual_sentence
from app.i18n import _
from app.services import criteria, dossier_event_edit, entry, evidence, plans
from app.services.dossier_events import EventRow, RemarkRow, event_rows
from app.services.dossier_versions import VersionRow
from app.ui.context import Context
from app.ui.dialogs.form_dialog import FormDialog
from app.ui.forms import Field, Kind, Option
from app.ui.icons import set_icon
from app.ui.pages.dossier_event_form import EventDialog
from app.ui.pages.dossier_made import open_path
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import em, gap
from app.ui.widgets import Heading, MutedLabel


class EventsView(QWidget):
    def __init__(self, context: Context, subject: Callable[[], dict[str, Any]]) -> None:
        super().__init__()
        self._context, self._subject = context, subject
        self._versions: list[VersionRow] = []
        self.events: TablePanel[EventRow] = TablePanel(
            _event_columns(),
            key=lambda row: row.uid,
            name=_("Trạng thái hồ sơ"),
            empty=Empty(
                _("Chưa ghi việc nào. Nộp hồ sơ rồi thì ghi ngày, số tờ trình ở đây."),
                _("Ghi việc nộp"),
                self.add_event,
                icon="send",
            ),
            filterable=False,
        )
        self.events.setObjectName("eventsTable")
        self.events.current_changed.connect(lambda _row: self._show_remarks())
        self.events.activated.connect(lambda _row: self.change_event())
        self.add_button = _button("addEventButton", _("Ghi việc…"), "add", self.add_event)
        self.change_button = _button("changeEventButton", _("Sửa…"), "edit", self.change_event)
        self.file_button = _button("openEventFileButton", _("Mở văn bản"), "open", self.open_file)
        self.remove_button = _button("removeEventButton", _("Bỏ"), "delete", self.remove_event)
        self._told = MutedLabel("")
        self.remarks: TablePanel[RemarkRow] = TablePanel(
            _remark_columns(),
            key=lambda row: row.uid,
            name=_("Ý kiến khi trả lại"),
            empty=Empty(
                _("Lần trả lại này chưa ghi ý kiến nào."), _("Thêm ý kiến"), self.add_remark, icon="comment"
            ),
            filterable=False,
        )
        self.remarks.setObjectName("remarksTable")
        self.remarks.current_changed.connect(lambda _row: self._judge())
        self.remarks.activated.connect(lambda _row: self.answer())
        self.add_remark_button = _button("addRemarkButton", _("Thêm ý kiến…"), "add", self.add_remark)
        self.answer_button = _button("answerRemarkButton", _("Ghi xử lý…"), "check", self.answer)
        self.remove_remark_button = _button(
            "removeRemarkButton", _("Bỏ ý kiến"), "delete", self.remove_remark
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self.events.add_tool(Heading(_("Trạng thái"), 3))
        self.remarks.add_tool(Heading(_("Ý kiến khi trả lại"), 3))
        self.events.setMinimumHeight(em(self) * 9)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, gap(self, 0.3), 0, 0)
        below.setSpacing(gap(self, 0.4))
        below.addWidget(self.remarks, 1)
        below.addLayout(_line(self, self.add_remark_button, self.answer_button, self.remove_remark_button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap(self, 0.4), 0, 0, 0)
        layout.setSpacing(gap(self, 0.4))
        layout.addWidget(self.events, 1)
        layout.addLayout(
            _line(self, self.add_button, self.change_button, self.file_button, self.remove_button)
        )
        layout.addWidget(self._told)
        layout.addWidget(self._below, 1)

    def refresh(self, versions: Sequence[VersionRow]) -> None:
        self._versions = list(versions)
        rows = self._context.read(event_rows, **self._subject())
        self.events.set_rows(reversed(rows))
        if self.events.current_row() is None and rows:
            self.events.select_key(rows[-1].uid)
        self._show_remarks()

    def _show_remarks(self) -> None:
        row = self.events.current_row()
        returned = row is not None and row.kind is EventKind.RETURNED
        self._below.setVisible(returned)
        self.remarks.set_rows(row.remarks if row is not None else ())
        if row is not None and row.remarks and self.remarks.current_row() is None:
            self.remarks.select_key(
                next((one.uid for one in row.remarks if not one.answer), row.remarks[0].uid)
            )
        told = [unusual_sentence(what) for what in row.unusual] if row is not None else []
        words = [row.note, *told] if row is not None else []
        self._told.setText(" ".join(word for word in words if word))
        self._told.setVisible(bool(self._told.text()))
        self._judge()

    def _judge(self) -> None:
        event, remark = self.events.current_row(), self.remarks.current_row()
        for button in (self.change_button, self.remove_button):
            button.setEnabled(event is not None)
        self.file_button.setEnabled(event is not None and event.evidence_uid is not None)
        for button in (self.answer_button, self.remove_remark_button):
            button.setEnabled(remark is not None)

    # Events

    def add_event(self) -> None:
        EventDialog(self._context, self._subject(), self._versions, parent=self).open()

    def change_event(self) -> None:
        row = self.events.current_row()
        if row is not None:
            EventDialog(self._context, self._subject(), self._versions, row=row, parent=self).open()

    def remove_event(self) -> None:
        row = self.events.current_row()
        if row is not None:
            self._context.write(dossier_event_edit.remove_event, event_uid=row.uid)

    def open_file(self) -> None:
        row = self.events.current_row()
        if row is not None and row.evidence_uid is not None:
            found = self._context.read(evidence.evidence_row, evidence_uid=row.evidence_uid)
            open_path(found.path(self._context.evidence_folder()))

    # Remarks

    def add_remark(self) -> None:
        event = self.events.current_row()
        if event is None:
            return

        def write(values: dict[str, object]) -> None:
            given: Any = {"text": str(values["text"] or ""), "indicator_uid": values["indicator_uid"]}
            self._context.write(dossier_event_edit.add_remark, event_uid=event.uid, **given)

        FormDialog(
            _("Ý kiến khi trả lại"),
            [
                Field("indicator_uid", _("Về chỉ tiêu"), Kind.CHOICE, options=self._indicators()),
                Field(
                    "text", _("Ý kiến trả lại"), Kind.MULTILINE, parse=entry.paragraph, rows=4, required=True
                ),
            ],
            write,
            values={"indicator_uid": None, "text": ""},
            parent=self,
        ).open()

    def answer(self) -> None:
        """How the remark in hand was mended, and when."""
        remark = self.remarks.current_row()
        if remark is None:
            return
        today = self._context.today()

        def write(values: dict[str, object]) -> None:
            given: Any = {"answer": str(values["answer"] or ""), "on": values["answered_on"]}
            self._context.write(dossier_event_edit.answer_remark, remark_uid=remark.uid, today=today, **given)

        FormDialog(
            _("Xử lý ý kiến"),
            [
                Field("answer", _("Cách xử lý"), Kind.MULTILINE, parse=entry.paragraph, rows=4),
                Field("answered_on", _("Ngày xử lý"), Kind.DATE),
            ],
            write,
            values={"answer": remark.answer, "answered_on": remark.answered_on or today},
            sentence=remark.text,
            parent=self,
        ).open()

    def remove_remark(self) -> None:
        remark = self.remarks.current_row()
        if remark is not None:
            self._context.write(dossier_event_edit.remove_remark, remark_uid=remark.uid)

    def _indicators(self) -> list[Option]:
        subject = self._subject()
        plan = self._context.read(plans.plan_of_year, year=subject["year"])
        set_uid = self._context.read(plans.set_of_hamlet, plan=plan, hamlet_uid=subject["hamlet_uid"])
        rows = self._context.read(criteria.indicators, set_uid=set_uid)
        return [
            Option(None, _("(cả hồ sơ)")),
            *(Option(row.uid, f"{row.number} – {row.criterion_name}") for row in rows),
        ]


def _event_columns() -> list[Column[EventRow]]:
    return [
        Column("on_date", _("Ngày"), lambda row: row.on_date, width=10),
        Column("kind", _("Bước"), lambda row: event_label(row.kind), width=8, icon=_event_icon),
        Column("document", _("Văn bản"), lambda row: row.document_number, width=11, tooltip=_document_words),
        Column("issuer", _("Cơ quan"), lambda row: row.issuer, width=10, stretch=True),
        Column("version", _("Bản số"), lambda row: row.version or None, width=6),
        Column("remarks", _("Số ý kiến"), _remark_words, width=8),
    ]


def _event_icon(row: EventRow) -> str | None:
    return "warning" if row.unusual else None


def _document_words(row: EventRow) -> str:
    parts = [
        row.document_number,
        _("ngày {day}").format(day=format_date(row.document_date)) if row.document_date else "",
    ]
    return " ".join(part for part in parts if part)


def _remark_words(row: EventRow) -> str:
    """ "1/3": one of three is answered."""
    return f"{len(row.remarks) - row.unanswered}/{len(row.remarks)}" if row.remarks else ""


def _remark_columns() -> list[Column[RemarkRow]]:
    return [
        Column("indicator", _("Chỉ tiêu"), lambda row: row.indicator_number or _("Cả hồ sơ"), width=8),
        Column("text", _("Ý kiến trả lại"), lambda row: row.text, width=18, stretch=True),
        Column("answer", _("Cách xử lý"), lambda row: row.answer or _("chưa xử lý"), width=16),
        Column("answered_on", _("Ngày xử lý"), lambda row: row.answered_on, width=10),
    ]


def _line(widget: QWidget, *buttons: QPushButton) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(gap(widget, 0.3))
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return line


def _button(name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    button.clicked.connect(lambda: run())
    return button
