"""Who holds a role from when to when, with absences below: one list, for a role or for a person.

Object names: "tenureTable" (TablePanel), "holdButton", "changeTenureButton", "absenceButton", "removeTenureButton".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.dates import format_date
from app.domain.roles import short_name
from app.i18n import _
from app.services import criteria, people, places
from app.services.people import AbsenceRow, Leave, TenureRow, Term
from app.ui.context import Context
from app.ui.dialogs.person_forms import TenureDialog, absence_dialog
from app.ui.icons import set_icon
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName, gap
from app.ui.widgets import Heading


@dataclass(frozen=True, slots=True)
class TenureLine:
    """A tenure, or one of its absences."""

    tenure: TenureRow
    absence: AbsenceRow | None = None
    today: date = date.min

    @property
    def key(self) -> tuple[str, str]:
        return self.tenure.uid, self.absence.uid if self.absence else ""


class TenureList(QWidget):
    """`term` says whose list it is: the role or the person in it is fixed, the other is asked for."""

    def __init__(self, context: Context, *, of_role: bool) -> None:
        super().__init__()
        self._context = context
        self._of_role = of_role
        self._term: Term | None = None
        self._sentence = ""
        title = _("Người giữ") if of_role else _("Vai trò giữ")
        nobody = _("Chưa ghi ai giữ vai trò này.") if of_role else _("Người này chưa giữ vai trò nào.")
        self.table = TablePanel[TenureLine](
            _columns(of_role),
            key=lambda line: line.key,
            name=title,
            empty=Empty(
                nobody, _("Ghi người giữ…") if of_role else _("Ghi vai trò…"), self.add, icon="person"
            ),
            filterable=False,
        )
        self.table.setObjectName("tenureTable")
        self.table.add_tool(Heading(title, 3))
        self.add_button = _button("holdButton", _("Thêm…"), "add")
        self.change_button = _button("changeTenureButton", _("Sửa…"))
        self.absence_button = _button("absenceButton", _("Vắng mặt…"))
        self.remove_button = _button("removeTenureButton", _("Bỏ"))
        self.remove_button.setToolTip(_("Bỏ dòng ghi nhầm. Người thôi giữ thì sửa ngày kết thúc."))
        buttons = QHBoxLayout()
        buttons.setSpacing(gap(self, 0.4))
        self.table.add_tool(self.add_button)
        for button in (self.change_button, self.absence_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.4))
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.table.current_changed.connect(lambda _line: self._show_buttons())
        self.table.activated.connect(lambda _line: self.change())
        self.add_button.clicked.connect(self.add)
        self.change_button.clicked.connect(self.change)
        self.absence_button.clicked.connect(self.note_absence)
        self.remove_button.clicked.connect(self.remove)

    def show_term(self, term: Term | None, sentence: str, rows: Iterable[TenureRow], *, closed: bool) -> None:
        """`sentence` names whom or what the list is about; `closed`: nobody is added any more."""
        self._term, self._sentence = term, sentence
        today = self._context.today()
        lines: list[TenureLine] = []
        for row in rows:
            lines.append(TenureLine(row, None, today))
            lines.extend(TenureLine(row, absence, today) for absence in row.absences)
        self.table.set_rows(lines)
        self.add_button.setEnabled(term is not None and not closed)
        self._show_buttons()

    def add(self) -> None:
        if self._term is not None and self.add_button.isEnabled():
            self._open_tenure(self._term, self._sentence, self._hold)

    def change(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        if line.absence is not None:
            self._open_absence(line.tenure, line.absence)
            return
        row = line.tenure
        term = Term(row.person_uid, row.role_uid, row.from_on, row.until_on, row.hamlet_uid)

        def save(found: Term, _name: str) -> None:
            self._context.write(people.change_tenure, tenure_uid=row.uid, term=found)

        self._open_tenure(term, f"{row.person} – {row.role}", save, changing=True)

    def note_absence(self) -> None:
        line = self.table.current_row()
        if line is not None:
            self._open_absence(line.tenure, None)

    def remove(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        if line.absence is not None:
            self._context.write(people.remove_absence, absence_uid=line.absence.uid)
        else:
            self._context.write(people.remove_tenure, tenure_uid=line.tenure.uid)
        self._context.say(_("Đã bỏ một dòng. Ctrl+Z để lấy lại."))

    def _hold(self, term: Term, name: str) -> None:
        uid = self._context.write(people.hold, term=term, new_person=name)
        rows = {row.uid: row for row in self._context.read(people.tenures)}
        if rows[uid].together:
            others = ", ".join(rows[uid].together)
            self._context.say(_("Cùng giữ vai trò này trong thời gian đó: {others}.").format(others=others))

    def _open_tenure(
        self, term: Term, sentence: str, save: Callable[[Term, str], object], *, changing: bool = False
    ) -> None:
        dialog = TenureDialog(
            save,
            term=term,
            people=self._context.read(people.people),
            roles=self._context.read(criteria.roles, joined_too=bool(term.role_uid)),
            hamlets=self._context.read(places.hamlets),
            sentence=sentence,
            changing=changing,
            parent=self,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_absence(self, row: TenureRow, present: AbsenceRow | None) -> None:
        def save(leave: Leave) -> None:
            if present is None:
                self._context.write(people.note_absence, tenure_uid=row.uid, leave=leave)
            else:
                self._context.write(people.change_absence, absence_uid=present.uid, leave=leave)

        others = [one for one in self._context.read(people.people) if one.uid != row.person_uid]
        dialog = absence_dialog(
            save,
            people=others,
            present=present,
            today=self._context.today(),
            sentence=f"{row.person} – {row.role}",
            parent=self,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_buttons(self) -> None:
        line = self.table.current_row()
        for button in (self.change_button, self.remove_button):
            button.setEnabled(line is not None)
        self.absence_button.setEnabled(line is not None and line.absence is None)


def _columns(of_role: bool) -> list[Column[TenureLine]]:
    return [
        Column(
            "who",
            _("Người") if of_role else _("Vai trò"),
            lambda line: _who(line, of_role),
            tone=_tone,
            width=13,
        ),
        Column("from", _("Từ"), _from_text, sort=_from, tone=_tone, width=10),
        Column("until", _("Đến hết"), _until_text, sort=_until, tone=_tone, width=10),
        Column("remark", _("Lưu ý"), _remark, tone=_remark_tone, width=14, stretch=True),
    ]


def _who(line: TenureLine, of_role: bool) -> str:
    if line.absence is not None:
        return "    " + _("vắng mặt")
    row = line.tenure
    name = row.person if of_role else short_name(row.role)
    return f"{name} – {row.hamlet}" if row.hamlet else name


def _from(line: TenureLine) -> date | None:
    return line.absence.from_on if line.absence else line.tenure.from_on


def _until(line: TenureLine) -> date | None:
    return line.absence.until_on if line.absence else line.tenure.until_on


def _from_text(line: TenureLine) -> str:
    day = _from(line)
    return format_date(day) if day else _("không rõ")


def _until_text(line: TenureLine) -> str:
    day = _until(line)
    if day is not None:
        return format_date(day)
    return _("chưa rõ") if line.absence else _("nay")


def _remark(line: TenureLine) -> str:
    if line.absence is not None:
        acting = line.absence.replaced_by
        words = _("{name} làm thay").format(name=acting) if acting else _("chưa cử ai làm thay")
        return "; ".join(part for part in (words, line.absence.reason) if part)
    parts = []
    if line.tenure.together:
        parts.append(_("cùng giữ với {names}").format(names=", ".join(line.tenure.together)))
    if line.tenure.role_merged_into:
        parts.append(_("đã gộp vào {role}").format(role=line.tenure.role_merged_into))
    return "; ".join(parts)


def _tone(line: TenureLine) -> ToneName | None:
    if line.absence is not None:
        return "muted"
    return None if line.tenure.current(line.today) else "muted"


def _remark_tone(line: TenureLine) -> ToneName | None:
    if line.absence is not None:
        return None if line.absence.replaced_by else "due"
    return "due" if line.tenure.together and line.tenure.current(line.today) else _tone(line)


def _button(name: str, text: str, icon: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    if icon:
        set_icon(button, icon)
    return button
