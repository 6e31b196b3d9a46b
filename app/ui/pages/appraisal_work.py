"""Thẩm định › Việc của tôi: every indicator a role appraises, in all places of the year, and its opinion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.appraisal import WorkState
from app.domain.verdict import Opinion
from app.i18n import _
from app.labels import work_state_label
from app.services import appraisals, evidence
from app.services.appraisals import RoleWork, WorkRow
from app.ui.context import Context
from app.ui.forms.editors import ChoiceBox
from app.ui.icons import set_icon
from app.ui.pages.appraisal_detail import WorkDetail
from app.ui.pages.appraisal_table import WorkTable
from app.ui.pages.appraisal_wording import role_text
from app.ui.pages.base import Command, Page
from app.ui.pages.plan_gate import PlanGate
from app.ui.pages.turning import TurningLine, TurningSplitter
from app.ui.theme import gap, make_primary

_ROLE_CHARACTERS = 20


@dataclass(frozen=True, slots=True)
class _Group:
    """`state` None: all of them."""

    text: str
    state: WorkState | None


_TO_JUDGE = (WorkState.WAITING, WorkState.CHANGED)


class WorkPanel(Page):
    """The role stays chosen; opinions go to the rows that are selected, notes to the one that is shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._roles: list[RoleWork] = []
        self._all: list[WorkRow] = []  # of all roles
        self._rows: list[WorkRow] = []
        self._groups = _groups()
        self.roles = _box(_("Vai trò thẩm định"), _ROLE_CHARACTERS)
        self.roles.activated.connect(lambda _at: self._choose_role())
        self.groups = _box(_("Tình trạng"), 10)
        self.groups.activated.connect(lambda _at: self._choose_group())
        self.agree_button = QPushButton()
        self.agree_button.setObjectName("agreeButton")
        set_icon(self.agree_button, "check")
        make_primary(self.agree_button)
        self.agree_button.setToolTip(
            _(
                "Đồng ý một lần các mục đạt có minh chứng, không khác kết quả tính ra và không thiếu giải trình"
            )
        )
        self.agree_button.clicked.connect(self.agree_in_order)
        self.table = WorkTable()
        self.table.opinion_wanted.connect(self.give_opinion)
        self.table.panel.current_changed.connect(self._move_to)
        self.table.panel.selection_changed.connect(self._count_agreeable)
        self.table.panel.filter_cleared.connect(lambda: self._show_group(0))
        self.detail = WorkDetail(self._commit)
        self.table.panel.activated.connect(lambda _row: self.detail.form.focus_field("opinion"))
        self.detail.left.connect(self.table.setFocus)
        self.detail.sheet_wanted.connect(self._open_sheet)
        self.detail.withdraw_wanted.connect(lambda: self._write(None))
        self.detail.proof_chosen.connect(lambda uid: context.go("evidence", evidence_uid=uid))
        self._lay_out()

    def _lay_out(self) -> None:
        self._split = TurningSplitter(self.table, self.detail, wide=58, shares=(44, 22))
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(gap(self, 0.4))
        inner.addWidget(_bar(self.roles, self.groups, self.agree_button))
        inner.addWidget(self._split, 1)
        self._gate = PlanGate(self.context, content)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.7)
        layout.setContentsMargins(pad, pad, pad, gap(self, 0.4))
        layout.addWidget(self._gate)
        self.setFocusProxy(self.table)

    # What the window asks

    def refresh(self) -> None:
        if not self._gate.admit():
            self._rows = []
            return
        before = self._role_code()
        self._roles, self._all = self.context.read(
            appraisals.work_of_year, year=self.context.year, today=self.context.today()
        )
        self.roles.clear()
        self.roles.addItems([role_text(work) for work in self._roles])
        self._select_role(before or self._usual_role())
        self._read()

    def show_place(self, place: dict[str, Any]) -> None:
        """`waiting`: what waits for an opinion in the hamlet, in the first role that has some where this has none."""
        if place.get("waiting"):
            self._show_waiting(str(place.get("hamlet_uid", "")))
            return
        if place.get("role_code") and self._role_code() != place["role_code"]:
            self._select_role(str(place["role_code"]))
            self._read()
        if place.get("hamlet_uid") and place.get("indicator_uid"):
            self.table.panel.select_key((str(place["hamlet_uid"]), str(place["indicator_uid"])))

    def _show_waiting(self, hamlet_uid: str) -> None:
        waiting = [row for row in self._all if row.place_uid == hamlet_uid and row.state in _TO_JUDGE]
        codes = [work.role.code for work in self._roles]
        own = [code for code in (self._role_code(), *codes) if any(code in row.appraisers for row in waiting)]
        if not own:
            return
        self._select_role(own[0])
        self._read()
        self._show_group(0)
        self.table.panel.select_key(_key(next(row for row in waiting if own[0] in row.appraisers)))

    def place(self) -> dict[str, Any]:
        found: dict[str, Any] = {"role_code": self._role_code()}
        if self.detail.row is not None:
            found["hamlet_uid"] = self.detail.row.place_uid
            found["indicator_uid"] = self.detail.row.indicator.uid
        return {key: value for key, value in found.items() if value}

    def commit_pending(self) -> bool:
        return self.detail.commit_pending()

    def commands(self) -> list[Command]:
        return [Command(self.agree_button.text(), self.agree_in_order, "check")] if self._agreeable() else []

    # Reading

    def _read(self) -> None:
        code = self._role_code()
        self._rows = [row for row in self._all if code in row.appraisers]
        for at, group in enumerate(self._groups):
            count = sum(group.state in (None, row.state) for row in self._rows)
            text = _("{group} ({n})").format(group=group.text, n=count)
            if at < self.groups.count():
                self.groups.setItemText(at, text)
            else:
                self.groups.addItem(text)
        self.table.panel.set_rows(self._rows)
        current = self.table.panel.current_row()
        if current is None and self.table.panel.shown_rows():
            self.table.panel.view.selectRow(0)
            current = self.table.panel.current_row()
        self._show(current)
        self._count_agreeable()

    def _show(self, row: WorkRow | None) -> None:
        self.detail.setVisible(row is not None)
        if row is None:
            return
        proofs = self.context.read(
            evidence.evidence_rows, hamlet_uid=row.place_uid, indicator_uid=row.indicator.uid
        )
        self.detail.show_row(row, proofs)

    def _move_to(self, row: WorkRow | None) -> None:
        shown = self.detail.row
        if row is None or (shown is not None and _key(shown) == _key(row)):
            return
        if self.detail.commit_pending():
            self._show(next((fresh for fresh in self._rows if _key(fresh) == _key(row)), row))
        elif shown is not None:
            self.table.panel.select_key(_key(shown))

    # Choosing

    def _role_code(self) -> str | None:
        at = self.roles.currentIndex()
        return self._roles[at].role.code if 0 <= at < len(self._roles) else None

    def _usual_role(self) -> str | None:
        """The role of the one who works now, else the first with something to do."""
        own = self.context.workspace.actor.role_code
        codes = [work.role.code for work in self._roles]
        if own in codes:
            return own
        return next((work.role.code for work in self._roles if work.waiting), next(iter(codes), None))

    def _select_role(self, code: str | None) -> None:
        codes = [work.role.code for work in self._roles]
        self.roles.setCurrentIndex(codes.index(code) if code in codes else (0 if codes else -1))

    def _choose_role(self) -> None:
        if self.detail.commit_pending():
            self._read()

    def _choose_group(self) -> None:
        """Taken once: rows that are judged while one works down the list stay until it is chosen again."""
        if self.detail.commit_pending():
            self._show_group(self.groups.currentIndex())

    def _show_group(self, at: int) -> None:
        self.groups.setCurrentIndex(at)
        state = self._groups[at].state
        kept = {_key(row) for row in self._rows if state in (None, row.state)}
        wanted: Callable[[WorkRow], bool] | None = None if state is None else lambda row: _key(row) in kept
        self.table.panel.set_predicate(wanted)
        if self.table.panel.current_row() is None and self.table.panel.shown_rows():
            self.table.panel.view.selectRow(0)
        self._count_agreeable()

    def _agreeable(self) -> list[WorkRow]:
        """Of the selected rows where several are, else of all that are shown."""
        selected = self.table.panel.selected_rows()
        return [
            row for row in (selected if len(selected) > 1 else self.table.panel.shown_rows()) if row.in_order
        ]

    def _count_agreeable(self) -> None:
        count = len(self._agreeable())
        self.agree_button.setText(_("Đồng ý {n} mục đủ điều kiện").format(n=count))
        self.agree_button.setEnabled(bool(count))

    # Writing

    def _commit(self, field: str, value: object) -> None:
        """Opinion and note travel together; a radio that cannot be kept yet waits for its note."""
        row = self.detail.row
        if row is None or row.row is None:
            return
        values: dict[str, object] = {"opinion": row.row.opinion, "opinion_note": row.row.opinion_note}
        values[field] = value
        opinion = values["opinion"]
        assert opinion is None or isinstance(opinion, Opinion)
        self._appraise([row.row.uid], opinion, str(values["opinion_note"]))

    def _write(self, opinion: Opinion | None) -> None:
        row = self.detail.row
        if row is not None and row.row is not None and self.detail.commit_pending():
            self._appraise([row.row.uid], opinion, row.row.opinion_note)

    def _appraise(self, uids: list[str], opinion: Opinion | None, note: str) -> None:
        self.context.write(
            appraisals.appraise,
            assessment_uids=uids,
            opinion=opinion,
            note=note,
            today=self.context.today(),
        )

    def give_opinion(self, opinion: Opinion) -> None:
        """Agree to what is selected; the other two need a note, so they wait in the form until it is written."""
        if not self.detail.commit_pending():
            return
        chosen = [row.row.uid for row in self.table.panel.selected_rows() if row.row is not None]
        row = self.detail.row
        if opinion is Opinion.AGREE and len(chosen) > 1:
            self._appraise(chosen, opinion, "")
        elif row is not None and row.row is not None and (opinion is Opinion.AGREE or row.row.opinion_note):
            self._write(opinion)
        elif row is not None and row.row is not None:
            self.detail.choose(opinion)

    def agree_in_order(self) -> None:
        rows = self._agreeable()
        if not rows or not self.detail.commit_pending():
            return
        count = self.context.write(
            appraisals.agree_all,
            assessment_uids=[row.row.uid for row in rows if row.row is not None],
            today=self.context.today(),
        )
        self.context.say(_("Đã đồng ý {n} mục. Ctrl+Z để lấy lại.").format(n=count))

    def _open_sheet(self) -> None:
        row = self.detail.row
        if row is not None and row.round is not None:
            self.context.go(
                "assessment",
                hamlet_uid=row.place_uid,
                set_uid=row.set_uid,
                round_uid=row.round.uid,
                indicator_uid=row.indicator.uid,
            )


def _groups() -> list[_Group]:
    return [_Group(_("Tất cả"), None), *(_Group(work_state_label(state), state) for state in WorkState)]


def _bar(roles: QWidget, groups: QWidget, button: QWidget) -> QWidget:
    label = QLabel(_("Vai trò:"))
    label.setBuddy(roles)
    return TurningLine([label, roles, groups], [button])


def _key(row: WorkRow) -> tuple[str, str]:
    return row.place_uid, row.indicator.uid


def _box(name: str, least: int) -> ChoiceBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(least)
    return box
