"""Below the order form: the log of the work, and who was responsible for it from when to when.

Object names: "noteForm" (FormView; fields text, on_date), "addNoteButton", "removeNoteButton".
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.domain.dates import format_date
from app.i18n import _
from app.labels import with_holder
from app.services import assignment_notes, assignment_people, entry
from app.services.assignment_notes import NoteRow
from app.services.assignment_people import PersonSpell
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind
from app.ui.icons import set_icon
from app.ui.theme import gap
from app.ui.widgets import Heading, MutedLabel


class AssignmentLog(QWidget):
    """Hidden while no single order is shown; a line half typed stays until it is added or another order is shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._uid: str | None = None
        self.form = FormView(
            [
                Field("text", _("Việc đã làm"), Kind.MULTILINE, rows=2, parse=entry.paragraph),
                Field("on_date", _("Ngày"), Kind.DATE),
            ],
            labels="above",
        )
        self.form.setObjectName("noteForm")
        self.add_button = QPushButton(_("Ghi nhật ký"))
        self.add_button.setObjectName("addNoteButton")
        set_icon(self.add_button, "add")
        self.add_button.clicked.connect(self.add)
        self._shown: list[QWidget] = []
        self._nothing = MutedLabel(_("Chưa có dòng nào."))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(gap(self, 0.3))
        self._people_title = Heading(_("Lịch sử phụ trách"), 3)
        self._people = QLabel()
        self._people.setWordWrap(True)
        self._people.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._people.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self.show_order(None)

    def show_order(self, uid: str | None) -> None:
        changed = uid != self._uid
        self._uid = uid
        self.setVisible(uid is not None)
        if uid is None:
            return
        if changed:
            self.form.load({"text": "", "on_date": self._context.today()})
        self._show_notes(self._context.read(assignment_notes.notes, assignment_uid=uid))
        spells = self._context.read(assignment_people.responsible_people, assignment_uid=uid)
        self._people.setText("\n".join(map(spell_words, spells)))

    def lines(self) -> list[str]:
        """What the log shows, newest first."""
        return [label.text() for row in self._shown for label in row.findChildren(QLabel)]

    def people(self) -> list[str]:
        return self._people.text().splitlines()

    def add(self) -> None:
        if self._uid is None or not self.form.check():
            return
        values = self.form.values()
        text, day = str(values["text"] or ""), values["on_date"]
        if not text:
            self.form.show_error("text", _("Hãy gõ việc đã làm."))
            self.form.focus_field("text")
            return
        self._write(text, day if isinstance(day, date) else self._context.today())

    def _write(self, text: str, day: date) -> None:
        assert self._uid is not None
        uid, today = self._uid, self._context.today()
        if day > today:
            self.form.show_error("on_date", _("Ngày này chưa tới. Hãy gõ ngày đã làm."))
            self.form.focus_field("on_date")
            return
        self.form.load({"text": "", "on_date": today})
        self._context.write(
            assignment_notes.add_note, assignment_uid=uid, text=text, on_date=day, today=today
        )

    def _remove(self, note: NoteRow) -> None:
        self._context.write(assignment_notes.remove_note, note_uid=note.uid)
        self._context.say(_("Đã bỏ một dòng nhật ký. Ctrl+Z để lấy lại."))

    def _show_notes(self, notes: list[NoteRow]) -> None:
        for old in self._shown:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = [self._note_line(note) for note in notes]
        for line in self._shown:
            self._lines.addWidget(line)
        self._nothing.setVisible(not notes)

    def _note_line(self, note: NoteRow) -> QWidget:
        line = QWidget()
        words = QLabel(f"{format_date(note.on_date)} · {note.who}: {note.text}")
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        drop = QToolButton()
        drop.setObjectName("removeNoteButton")
        name = _("Bỏ dòng nhật ký ngày {day}").format(day=format_date(note.on_date))
        drop.setToolTip(name)
        drop.setAccessibleName(name)
        set_icon(drop, "delete")
        drop.clicked.connect(lambda: self._remove(note))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, gap(self, 0.4), 0, 0)
        column.setSpacing(gap(self, 0.4))
        column.addWidget(Heading(_("Nhật ký tiến độ"), 3))
        column.addWidget(self._nothing)
        column.addLayout(self._lines)
        column.addWidget(self.form)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._people_title)
        column.addWidget(self._people)


def spell_words(spell: PersonSpell) -> str:
    """ "01/05/2024 – nay: Trạm y tế xã (Lò Thị Hoa)"."""
    until = format_date(spell.until_on) if spell.until_on else _("nay")
    return f"{format_date(spell.from_on)} – {until}: {with_holder(spell.role, spell.person)}"
