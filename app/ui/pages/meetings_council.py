"""Thẩm định › Hội đồng: the council's meeting on one round: its facts, its members, what it concludes."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.services import council_edit, councils, minutes
from app.services.councils import Council
from app.ui.context import Context
from app.ui.pages.assessment_rounds import LockLine, RoundSteps
from app.ui.pages.base import Command, Page
from app.ui.pages.meetings_bar import MeetingBar
from app.ui.pages.meetings_criteria import CriteriaView
from app.ui.pages.meetings_members import FactsView
from app.ui.pages.meetings_minutes import MinutesSteps
from app.ui.pages.turning import TurningSplitter
from app.ui.theme import gap
from app.ui.widgets import EmptyState


class CouncilPanel(Page):
    """Left facts and members, right the criteria; a closed round shows all of it and takes nothing."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: Council | None = None
        self.bar = MeetingBar(context, self.commit_pending)
        self.bar.changed.connect(self._read)
        self.bar.minutes_wanted.connect(self.save_minutes)
        self.bar.remove_wanted.connect(self.remove)
        self.bar.remove.setObjectName("removeCouncilButton")
        self.minutes = MinutesSteps(context, self)
        self.rounds = RoundSteps(context, self, self.commit_pending, self.bar.round_row)
        self.lock = LockLine(self.rounds.reopen)
        self.facts = FactsView(context)
        self.criteria = CriteriaView(context)
        self._split = TurningSplitter(self.facts, self.criteria, wide=58, shares=(23, 43))
        self.no_round = EmptyState(
            "assessment",
            _("Bản này chưa có đợt rà soát. Hãy mở đợt ở Tự đánh giá trước khi họp hội đồng."),
            _("Mở Tự đánh giá"),
            lambda: self.context.go("assessment", **self.bar.place()),
        )
        self.no_meeting = EmptyState(
            "people",
            _("Đợt này chưa có cuộc họp hội đồng. Thành viên được đề xuất từ danh sách người giữ vai trò."),
            _("Lập cuộc họp"),
            self.open_meeting,
        )
        self.no_meeting.button.setObjectName("openCouncilButton")
        self._states = QStackedWidget()
        for state in (self._split, self.no_round, self.no_meeting):
            self._states.addWidget(state)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.7)
        layout.setContentsMargins(pad, pad, pad, gap(self, 0.4))
        layout.setSpacing(gap(self, 0.5))
        for widget in (self.bar, self.lock):
            layout.addWidget(widget)
        layout.addWidget(self._states, 1)
        self.setFocusProxy(self.bar.hamlets)

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
        return self.facts.commit_pending() and self.criteria.commit_pending()

    def commands(self) -> list[Command]:
        if self._found is None:
            return []
        if self._found.meeting is None:
            return [Command(_("Lập cuộc họp hội đồng"), self.open_meeting, "people")]
        return [
            Command(_("Biên bản họp hội đồng, PDF…"), partial(self.save_minutes, ".pdf"), "pdf"),
            Command(_("Biên bản họp hội đồng, Word…"), partial(self.save_minutes, ".docx"), "document-text"),
        ]

    # Reading and writing

    def _read(self) -> None:
        review = self.bar.round_row()
        found = self.context.read(councils.council, round_uid=review.uid) if review else None
        self._found = found
        meeting = found.meeting if found else None
        self.lock.say(self.rounds.lock_sentence())
        self.bar.show_minutes(meeting is not None, locked=bool(found and found.locked))
        if found is None:
            self._states.setCurrentWidget(self.no_round)
        elif meeting is None:
            self.no_meeting.button.setEnabled(not found.locked)
            self._states.setCurrentWidget(self.no_meeting)
        else:
            self._states.setCurrentWidget(self._split)
            self.facts.show_council(found)
            self.criteria.show_council(found)

    def open_meeting(self) -> None:
        review = self.bar.round_row()
        if review is not None:
            self.context.write(council_edit.open_council, round_uid=review.uid, today=self.context.today())

    def remove(self) -> None:
        meeting = self._found.meeting if self._found else None
        if meeting is not None and self.commit_pending():
            self.context.write(council_edit.remove_council, meeting_uid=meeting.uid)
            self.context.say(_("Đã bỏ cuộc họp và kết luận của hội đồng. Ctrl+Z để lấy lại."))

    def save_minutes(self, suffix: str) -> None:
        review = self.bar.round_row()
        if review is not None and self.commit_pending():
            content = self.context.read(
                minutes.council_minutes, round_uid=review.uid, today=self.context.today()
            )
            self.minutes.save(content, suffix)
