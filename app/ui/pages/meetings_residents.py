"""Thẩm định › Họp bản: the meeting of the residents on one round, its counts held against the minimum."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.appraisal_words import share_sentence
from app.domain.votes import ShareState, VoteShare
from app.i18n import _
from app.services import entry, meetings, minutes
from app.services.meetings import ResidentsRow
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind
from app.ui.pages.assessment_rounds import LockLine, RoundSteps
from app.ui.pages.base import Command, Page
from app.ui.pages.meetings_bar import MeetingBar
from app.ui.pages.meetings_minutes import MinutesSteps
from app.ui.theme import colours_of, em, gap, theme_events
from app.ui.widgets import EmptyState

_WIDEST = 46  # lines of text: a form across the whole screen is hard to read


def residents_fields() -> list[Field]:
    def line(name: str, label: str, limit: int, **more: Any) -> Field:
        return Field(name, label, parse=partial(entry.line, limit=limit), **more)

    return [
        Field("held_on", _("Ngày họp"), Kind.DATE),
        line("begins", _("Từ"), 40, width=12, placeholder=_("14 giờ 00")),
        line("ends", _("đến"), 40, inline=True, width=12, placeholder=_("16 giờ 30")),
        line("held_at", _("Nơi họp"), 200, placeholder=_("ví dụ: nhà văn hóa bản")),
        line("chair", _("Chủ trì"), 120),
        line("secretary", _("Thư ký"), 120),
        Field("guests", _("Đại biểu dự"), Kind.MULTILINE, parse=entry.paragraph, rows=2),
        line("counted", _("Đếm theo"), 60, width=12, placeholder=_("hộ, hoặc người")),
        Field("invited", _("Được mời"), Kind.INTEGER, width=5),
        Field("present", _("có mặt"), Kind.INTEGER, width=5, inline=True),
        Field("agreed", _("đồng ý"), Kind.INTEGER, width=5, inline=True),
        Field("share", _("Tỷ lệ"), Kind.STATIC),
        Field("opinions", _("Ý kiến của bà con"), Kind.MULTILINE, parse=entry.paragraph, rows=4),
        Field("conclusion", _("Kết luận"), Kind.MULTILINE, parse=entry.paragraph, rows=3),
    ]


class ResidentsPanel(Page):
    """The first thing typed makes the meeting."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._row: ResidentsRow | None = None
        self.bar = MeetingBar(context, self.commit_pending)
        self.bar.changed.connect(self._read)
        self.bar.minutes_wanted.connect(self.save_minutes)
        self.bar.remove_wanted.connect(self.remove)
        self.minutes = MinutesSteps(context, self)
        self.rounds = RoundSteps(context, self, self.commit_pending, self.bar.round_row)
        self.lock = LockLine(self.rounds.reopen)
        self.form = FormView(residents_fields(), on_commit=self._commit)
        self.form.setObjectName("residentsForm")
        self.bar.remove.setObjectName("removeResidentsMeetingButton")
        self._tinted: ShareState | None = None
        self._states = QStackedWidget()
        self._states.addWidget(self._scrolled_form())
        self.no_round = EmptyState(
            "assessment",
            _("Bản này chưa có đợt rà soát. Hãy mở đợt ở Tự đánh giá, rồi ghi cuộc họp bản."),
            _("Mở Tự đánh giá"),
            lambda: self.context.go("assessment", **self.bar.place()),
        )
        self._states.addWidget(self.no_round)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.7)
        layout.setContentsMargins(pad, pad, pad, gap(self, 0.4))
        layout.setSpacing(gap(self, 0.5))
        for widget in (self.bar, self.lock):
            layout.addWidget(widget)
        layout.addWidget(self._states, 1)
        self.setFocusProxy(self.bar.hamlets)

    def _scrolled_form(self) -> QWidget:
        page = QWidget()
        page.setObjectName("page")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, gap(self, 0.5), gap(self, 0.4))
        theme_events().changed.connect(self._measure)
        self._measure()
        inner.addWidget(self.form)
        inner.addStretch(1)
        return _Area(page)

    def _measure(self) -> None:
        self.form.setMaximumWidth(em(self) * _WIDEST)
        if self._tinted is not None:
            self._tint(self._tinted)

    # What the window asks

    def refresh(self) -> None:
        self.bar.refresh()
        self._read()

    def show_place(self, place: dict[str, Any]) -> None:
        if self.bar.select(place):
            self._read()

    def place(self) -> dict[str, Any]:
        return self.bar.place()

    def commit_pending(self) -> bool:
        return self.form.commit_pending()

    def commands(self) -> list[Command]:
        if self._row is None or self._row.uid is None:
            return []
        return [
            Command(_("Biên bản họp bản, PDF…"), partial(self.save_minutes, ".pdf"), "pdf"),
            Command(_("Biên bản họp bản, Word…"), partial(self.save_minutes, ".docx"), "document-text"),
        ]

    # Reading and writing

    def _read(self) -> None:
        review = self.bar.round_row()
        before = self._row
        self._row = (
            self.context.read(meetings.residents_meeting, round_uid=review.uid, today=self.context.today())
            if review
            else None
        )
        row = self._row
        self._states.setCurrentIndex(1 if row is None else 0)
        self.lock.say(self.rounds.lock_sentence())
        self.bar.show_minutes(row is not None and row.uid is not None, locked=bool(row and row.locked))
        if row is None:
            return
        values = _values(row)
        if before is not None and before.round_uid == row.round_uid:
            self.form.set_values(values)
        else:
            self.form.load(values)
        for field in residents_fields():
            if field.kind is not Kind.STATIC:
                self.form.set_enabled(field.name, not row.locked)
        self._tint(row.share.state)

    def _tint(self, state: ShareState) -> None:
        """Green or red beside words that say the same; again when light turns to dark."""
        self._tinted = state
        tints = colours_of(self.palette())
        tones = {ShareState.REACHED: tints.met, ShareState.NOT_REACHED: tints.unmet}
        colour = tones[state].text if state in tones else tints.text
        self.form.editor("share").setStyleSheet(f"color: {colour}; font-weight: 600")

    def _commit(self, field: str, value: object) -> None:
        review = self.bar.round_row()
        if review is not None:
            self.context.write(meetings.record_residents, round_uid=review.uid, values={field: value})

    def remove(self) -> None:
        review = self.bar.round_row()
        if review is not None and self.commit_pending():
            self.context.write(meetings.remove_residents, round_uid=review.uid)
            self.context.say(_("Đã bỏ cuộc họp bản. Ctrl+Z để lấy lại."))

    def save_minutes(self, suffix: str) -> None:
        review = self.bar.round_row()
        if review is not None and self.commit_pending():
            content = self.context.read(
                minutes.residents_minutes, round_uid=review.uid, today=self.context.today()
            )
            self.minutes.save(content, suffix)


class _Area(QScrollArea):
    """As wide as the form needs, scrolled up and down only."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        content = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(content, em(self) * 10)


def _values(row: ResidentsRow) -> dict[str, object]:
    names = [field.name for field in residents_fields() if field.kind is not Kind.STATIC]
    return {**{name: getattr(row, name) for name in names}, "share": share_text(row.share)}


def share_text(share: VoteShare) -> str:
    """What the votes come to, or what is missing to say so."""
    return share_sentence(share) or _("Gõ số có mặt và số đồng ý để tính tỷ lệ.")
