"""The form of one indicator in one round; its widgets are made once and shown for every indicator."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.measure import Measure
from app.domain.verdict import Opinion, Verdict
from app.i18n import _
from app.labels import indicator_text, opinion_label, verdict_label
from app.services import entry
from app.services.assessments import SheetRow
from app.services.criteria import IndicatorRow
from app.services.duties import Duty
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.pages.assessment_notice import Notice
from app.ui.pages.assessment_wording import (
    computed_text,
    duty_html,
    duty_text,
    field_labels,
    group_html,
    hint_text,
    remark_text,
    requirement_text,
    returned_text,
    signed_text,
)
from app.ui.theme import colours_of, em, gap, theme_events
from app.ui.widgets import Heading, MutedLabel, verdict_tone

_WIDEST = 29  # lines of text
_ANSWERED_BY = {
    "part": (Measure.PERCENT,),
    "whole": (Measure.PERCENT,),
    "amount": (Measure.NUMBER, Measure.RATIO),
    "reference": (Measure.RATIO,),
    "rating": (Measure.RATING,),
    "papers": (Measure.PAPERS,),
}
Commit = Callable[[str, object], object]


def assessment_fields() -> list[Field]:
    return [
        Field("part", _("Số đạt"), Kind.NUMBER, width=9),
        Field("whole", _("trên tổng số"), Kind.NUMBER, width=9, inline=True),
        Field("share", _("Hoặc gõ tỷ lệ"), Kind.PERCENT, suffix="%", width=9),
        Field("amount", _("Kết quả"), Kind.NUMBER, width=12),
        Field("reference", _("Mức tham chiếu"), Kind.NUMBER, width=12),
        Field("rating", _("Xếp loại"), Kind.CHOICE),
        Field("papers", _("Giấy tờ đã có"), Kind.TICKS),
        Field("computed", _("Tính ra"), Kind.STATIC),
        Field("claimed", _("Tự đánh giá"), Kind.VERDICT),
        Field("explanation", _("Giải trình"), Kind.MULTILINE, parse=entry.paragraph, rows=2),
        Field(
            "remaining", _("Khối lượng còn lại"), parse=entry.line, placeholder=_("ví dụ: 55 người; 2,45 km")
        ),
        Field("duty", _("Chủ trì"), Kind.STATIC),
        Field("opinion", _("Thẩm định"), Kind.CHOICE, options=_opinions()),
        Field(
            "opinion_note",
            _("Ý kiến thẩm định"),
            Kind.MULTILINE,
            parse=entry.paragraph,
            rows=2,
        ),
        Field("concluded", _("Hội đồng kết luận"), Kind.CHOICE, options=_conclusions()),
    ]


def _opinions() -> list[Option]:
    return [Option(None, opinion_label(None)), *(Option(value, opinion_label(value)) for value in Opinion)]


def _conclusions() -> list[Option]:
    return [
        Option(None, _("Chưa kết luận")),
        *(Option(value, verdict_label(value)) for value in Verdict),
    ]


class IndicatorForm(QScrollArea):
    """`load` shows another indicator, `update_row` the same one again. Esc asks for the list."""

    left = Signal()
    duty_wanted = Signal()
    place_wanted = Signal()
    history_wanted = Signal()
    confirmed = Signal()
    resubmit_wanted = Signal()

    def __init__(self, on_commit: Commit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._measure: Measure | None | str = "unset"
        self._shaped = ""
        self._locked = False
        self._row: SheetRow | None = None
        self.title = Heading("", 2)
        self.title.setWordWrap(True)
        self.requirement = MutedLabel()
        self.hint = MutedLabel()
        self.form = FormView(assessment_fields(), on_commit=on_commit)
        self.form.setObjectName("sheetForm")
        self.history_button = QPushButton(_("Lịch sử…"))
        self.history_button.setFlat(True)
        self.history_button.setToolTip(_("Ai đã ghi gì, khi nào"))
        self.history_button.clicked.connect(self.history_wanted)
        self.group_link = QLabel()
        self.group_link.setWordWrap(True)
        self.group_link.linkActivated.connect(lambda _link: self.place_wanted.emit())
        self.confirmation = Notice(_("Vẫn đúng"), self.confirmed.emit)
        self.confirm_button = self.confirmation.button
        self.returned = Notice(_("Gửi lại"), self.resubmit_wanted.emit)
        self.returned.button.setToolTip(_("Báo công chức xem lại, sau khi đã bổ sung"))
        self._link_duty()
        self._lay_out()

    def _lay_out(self) -> None:
        self._page = page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        side = gap(self, 0.8)
        layout.setContentsMargins(side, gap(self, 0.5), side, gap(self, 0.5))
        layout.setSpacing(gap(self, 0.35))
        for widget in (self.title, self.requirement, self.hint, self.group_link):
            layout.addWidget(widget)
        for notice in (self.confirmation, self.returned):
            layout.addWidget(notice)
        layout.addSpacing(gap(self, 0.2))
        layout.addWidget(self.form)
        layout.addWidget(self.history_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.setWidget(page)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the widest line of fields, so that there is no scrolling sideways but for the largest text."""
        content = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(min(content, em(self) * _WIDEST), em(self) * 10)

    def _link_duty(self) -> None:
        """The line of who carries the indicator leads to the assignments."""
        label = self.form.editor("duty")
        assert isinstance(label, QLabel)
        for link in (label, self.group_link):
            link.setTextFormat(Qt.TextFormat.RichText)
            link.setTextInteractionFlags(
                Qt.TextInteractionFlag.LinksAccessibleByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
            link.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        label.setToolTip(_("Mở trang Phân công"))
        label.linkActivated.connect(lambda _link: self.duty_wanted.emit())
        theme_events().changed.connect(self._draw_links_again)

    def _draw_links_again(self) -> None:
        """Links take the colour of the theme when their text is set."""
        label = self.form.editor("duty")
        assert isinstance(label, QLabel)
        for link in (label, self.group_link):
            text = link.text()
            link.clear()
            link.setText(text)

    @property
    def row(self) -> SheetRow | None:
        return self._row

    def load(self, row: SheetRow, basis: str, duty: Duty | None) -> None:
        """Another indicator: unsaved typing is dropped, so ask `commit_pending` before."""
        self._row = row
        self._shape(row)
        self.form.load(_values(row, duty))
        self._describe(row, basis, duty)
        self.verticalScrollBar().setValue(0)

    def update_row(self, row: SheetRow, basis: str, duty: Duty | None) -> None:
        """The same indicator as the book has it now: unsaved typing stays."""
        self._row = row
        self._shape(row)
        self.form.set_values(_values(row, duty))
        self._describe(row, basis, duty)

    def commit_pending(self) -> bool:
        return self.form.commit_pending()

    def focus_first(self) -> None:
        """What was carried over is confirmed by Enter once more; otherwise the first field."""
        if self.confirm_button.isVisible():
            self.confirm_button.setFocus()
        else:
            self.form.focus_field()

    def set_locked(self, locked: bool) -> None:
        """Of a closed round everything is shown and nothing takes the keyboard."""
        if locked == self._locked:
            return
        self._locked = locked
        for field in assessment_fields():
            if field.kind is not Kind.STATIC:
                self.form.set_enabled(field.name, not locked)

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the form here: the window's shortcut would leave the page."""
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._row is not None:
            self._tint(self._row)

    def _shape(self, row: SheetRow) -> None:
        """Show the fields that this way of measuring needs; nothing moves between indicators of one kind."""
        indicator, measure = row.indicator, row.indicator.yardstick.measure
        if measure != self._measure:
            self._measure = measure
            for name, measures in _ANSWERED_BY.items():
                self.form.set_visible(name, measure in measures)
        if indicator.uid != self._shaped:
            self._shaped = indicator.uid
            self._name_fields(indicator)
        counted = row.answer.part is not None and row.answer.whole is not None
        self.form.set_visible("share", measure is Measure.PERCENT and not counted)
        example = "" if self._locked else _("ví dụ: 55 người; 2,45 km")
        remaining = self.form.editor("remaining")
        assert isinstance(remaining, QLineEdit)
        remaining.setPlaceholderText(row.remaining_shown or example)

    def _name_fields(self, indicator: IndicatorRow) -> None:
        """Labels, units and choices in the words of the indicator."""
        yardstick = indicator.yardstick
        for name, text in field_labels(indicator).items():
            self.form.set_label(name, text)
        for name in ("amount", "reference"):
            self.form.set_suffix(name, yardstick.unit)
        self.form.set_suffix("whole", "" if indicator.whole_label else yardstick.unit)
        if yardstick.scale:
            nothing = Option(None, _("Chưa xếp loại"))
            self.form.set_options("rating", [nothing, *(Option(step, step) for step in yardstick.scale)])
        if yardstick.measure is Measure.PAPERS:
            self.form.set_options("papers", [Option(paper, paper) for paper in yardstick.papers])
        self.form.enable_option("claimed", Verdict.NOT_APPLICABLE, indicator.may_not_apply)

    def _describe(self, row: SheetRow, basis: str, duty: Duty | None) -> None:
        text = indicator_text(row.indicator.number, row.indicator.text, basis)
        known = row.indicator.text is not None
        self.title.setText(f"{row.indicator.number}  {text}" if known else text)
        self.requirement.setText(requirement_text(row.indicator))
        self.hint.setText(hint_text(row.indicator))
        self.hint.setVisible(bool(self.hint.text()))
        self.group_link.setText(group_html(row.indicator))
        self.group_link.setVisible(bool(self.group_link.text()))
        unconfirmed = _("Số liệu chuyển từ đợt trước, chưa xác nhận lại.")
        self.confirmation.say("" if row.confirmed or self._locked else unconfirmed)
        self.returned.say("" if self._locked else returned_text(row))
        self.form.set_hint("opinion", signed_text(row))
        self.form.set_visible("computed", bool(computed_text(row)))
        self.form.set_hint("claimed", remark_text(row))
        self.form.editor("duty").setAccessibleName(_("Chủ trì: {who}").format(who=duty_text(duty)))
        self._tint(row)

    def _tint(self, row: SheetRow) -> None:
        label = self.form.editor("computed")
        tints = colours_of(self.palette())
        verdict = row.computed.verdict
        colour = tints.tone(verdict_tone(verdict)).text if verdict is not None else tints.text
        wanted = f"color: {colour}; font-weight: 600"
        if label.styleSheet() != wanted:
            label.setStyleSheet(wanted)


def _values(row: SheetRow, duty: Duty | None) -> dict[str, object]:
    answer = row.answer
    return {
        "part": answer.part,
        "whole": answer.whole,
        "share": answer.share,
        "rating": answer.rating,
        "amount": answer.amount,
        "reference": answer.reference,
        "papers": answer.papers,
        "computed": computed_text(row),
        "claimed": row.claimed,
        "explanation": row.explanation,
        "remaining": row.remaining,
        "duty": duty_html(duty),
        "opinion": row.opinion,
        "opinion_note": row.opinion_note,
        "concluded": row.concluded,
    }
