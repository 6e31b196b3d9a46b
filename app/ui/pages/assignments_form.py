"""The order form of the page Phân công: one order is edited in place, many are given in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.dates import format_date
from app.domain.deadlines import last_day_before
from app.domain.money import format_millions, format_money
from app.domain.work import OrderRemark, WorkProgress
from app.i18n import _
from app.labels import work_progress_label
from app.services import entry
from app.services.assignments import AssignmentRow
from app.services.criteria import RoleRow
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.pages.assignments_log import AssignmentLog
from app.ui.pages.assignments_table import left_text, several_leads_sentence, weekend_words
from app.ui.theme import characters, gap, make_primary
from app.ui.widgets import Heading, MutedLabel

_LINE = 300  # characters of a line that names people, as the book keeps it

Write = Callable[[Sequence[AssignmentRow], dict[str, object]], object]


class AssignmentPanel(QWidget):
    """Edits the selected rows. `write(rows, values)` is called with what was changed, and only that.

    A single row that has an order saves by itself. Otherwise changes gather until "Giao việc": fields that
    differ between the rows say so and stay as each row has them. `left` follows Esc; `dropped`: other rows
    were chosen before "Giao việc".
    """

    left = Signal()
    dropped = Signal()

    def __init__(
        self,
        write: Write,
        withdraw: Callable[[Sequence[AssignmentRow]], object],
        follow: Callable[[Sequence[AssignmentRow]], object],
        context: Context,
    ) -> None:
        super().__init__()
        self._write = write
        self._withdraw = withdraw
        self._today = context.today
        self._rows: list[AssignmentRow] = []
        self._roles: dict[str, str] = {}  # uid: name
        self._gathered: dict[str, object] = {}
        self._scroll = QScrollArea()
        self._content = QWidget()
        self._inside = QVBoxLayout(self._content)
        self._buttons = QWidget()
        self._title = Heading("", 2)
        self._title.setWordWrap(True)
        self._state = MutedLabel()
        self.form = FormView(_fields(), on_commit=self._commit, labels="above")
        self.form.setObjectName("assignForm")
        self.form.setAccessibleName(_("Giao việc"))
        self.form.edited.connect(lambda _name: self._show_buttons())
        self.assign_button = QPushButton()
        self.assign_button.setObjectName("assignButton")
        self.assign_button.setToolTip(_("Ghi cho mọi dòng đang chọn (Ctrl+Enter)"))
        self.assign_button.clicked.connect(self.apply)
        make_primary(self.assign_button)
        self.withdraw_button = QPushButton(_("Bỏ giao"))
        self.withdraw_button.setObjectName("withdrawButton")
        self.withdraw_button.setToolTip(_("Rút lại việc đã giao; Ctrl+Z để lấy lại"))
        self.withdraw_button.clicked.connect(lambda: self._withdraw(self._ordered()))
        self.follow_button = QPushButton(_("Theo mặc định"))
        self.follow_button.setObjectName("followOwnersButton")
        self.follow_button.setToolTip(_("Chủ trì, phối hợp của các dòng đang chọn theo bộ tiêu chí"))
        self.follow_button.clicked.connect(lambda: follow(self._following()))
        self.log = AssignmentLog(context)
        self._lay_out()
        self.set_rows([])

    @property
    def saves_by_itself(self) -> bool:
        return len(self._rows) == 1 and self._rows[0].assignment_uid is not None

    @property
    def gathering(self) -> bool:
        """Changes wait for “Giao việc”; another selection would drop them."""
        return bool(self._gathered)

    def set_roles(self, roles: Sequence[RoleRow]) -> None:
        names = {role.uid: role.name for role in roles}
        if names == self._roles:
            return
        self._roles = names
        self.form.set_options("lead_uid", [Option(uid, name) for uid, name in names.items()])
        box = self.form.editor("lead_uid")
        assert isinstance(box, QComboBox)
        box.view().setTextElideMode(Qt.TextElideMode.ElideNone)
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 2 * gap(self))

    def set_rows(self, rows: Sequence[AssignmentRow]) -> None:
        """Show the selection. Gathered changes stay while one of their rows is still selected."""
        before, now = [{row.target for row in group} for group in (self._rows, rows)]
        was_saving = self.saves_by_itself
        self._rows = list(rows)
        same = before == now and was_saving == self.saves_by_itself
        if same or (before & now and self._gathered and not self.saves_by_itself):
            values = {
                name: value for name, value in _shared(self._rows).items() if name not in self._gathered
            }
            self.form.set_values(values)
        else:
            if self._gathered:
                self.dropped.emit()
            self._gathered.clear()
            self.form.load(_shared(self._rows))
        self._show_words()
        self._show_buttons()

    def commit_pending(self) -> bool:
        return self.form.commit_pending()

    def apply(self) -> None:
        """Give the order to every selected row, as one event."""
        if not self._rows or not self.form.commit_pending() or not self._has_lead():
            return
        if self._gathered or not self._all_ordered():
            self._write(self._rows, dict(self._gathered))
            self._gathered.clear()
            self.set_rows(self._rows)

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

    def _has_lead(self) -> bool:
        if "lead_uid" in self._gathered or all(row.lead_uid for row in self._rows):
            return True
        self.form.show_error("lead_uid", _("Hãy chọn người chủ trì."))
        self.form.focus_field("lead_uid")
        return False

    def _commit(self, name: str, value: object) -> None:
        if self.saves_by_itself:
            self._write(self._rows, {name: value})
        else:
            self._gathered[name] = value
            self._show_words()
        self._show_buttons()

    def _ordered(self) -> list[AssignmentRow]:
        return [row for row in self._rows if row.assignment_uid is not None]

    def _following(self) -> list[AssignmentRow]:
        """Those whose lead or support is not that of the responsibility table."""
        return [row for row in self._rows if _has_standing_owner(row)]

    def _all_ordered(self) -> bool:
        return len(self._ordered()) == len(self._rows)

    def _show_buttons(self) -> None:
        count = len(self._rows)
        self.assign_button.setVisible(not self.saves_by_itself)
        self.assign_button.setEnabled(count > 0)
        self.assign_button.setText(_("Giao việc ({n} dòng)").format(n=count) if count > 1 else _("Giao việc"))
        self.withdraw_button.setEnabled(bool(self._ordered()))
        self.follow_button.setEnabled(bool(self._following()))

    def _show_words(self) -> None:
        self._title.setText(_title(self._rows))
        self._state.setText(self._state_text())
        self.form.setVisible(bool(self._rows))
        self._buttons.setVisible(bool(self._rows))
        for name, values in _values(self._rows).items():
            if name not in ("progress", "remaining"):
                mixed = len(values) > 1 and name not in self._gathered
                _set_placeholder(self.form.editor(name), _("nhiều giá trị") if mixed else "")
        self.form.set_hint("lead_uid", self._lead_hint())
        self.form.set_hint("due_before", self._due_hint())
        self.form.set_hint("money_needed", _money_hint(self._rows))
        self.form.set_hint("progress", _proof_hint(self._rows))
        self.form.set_visible("remaining", len(self._rows) == 1 and bool(self._rows[0].remaining))
        self.log.show_order(self._rows[0].assignment_uid if len(self._rows) == 1 else None)

    def _state_text(self) -> str:
        if not self._rows:
            return _("Chọn một hoặc nhiều dòng trong bảng (giữ Ctrl hoặc Shift) để giao việc.")
        if self.saves_by_itself:
            return _("Đã giao. Sửa ô nào ghi ngay ô đó.")
        if not self._ordered():
            return _("Chưa giao. Xem lại rồi bấm “Giao việc”.")
        return _("Ô để nguyên thì mỗi dòng giữ giá trị của mình.")

    def _lead_hint(self) -> str:
        if len(self._rows) != 1:
            return ""
        row = self._rows[0]
        worded = row.assignment_uid is not None and row.lead != self._roles.get(row.lead_uid or "")
        wording = _("Kế hoạch ghi: {lead}.").format(lead=row.lead) if worded else ""
        owner = _("Theo bộ tiêu chí.") if not row.assignment_uid and row.lead_uid else ""
        return " ".join(part for part in (wording, owner, several_leads_sentence(row)) if part)

    def _due_hint(self) -> str:
        shared = _values(self._rows).get("due_before", set())
        if len(shared) != 1 or None in shared:
            return _("Để trống nếu chưa định hạn.") if len(shared) == 1 else ""
        row = self._rows[0]
        assert row.due_before is not None
        last = _("Chậm nhất ngày {day}").format(day=format_date(last_day_before(row.due_before)))
        left = left_text(row, self._today())
        return " ".join(
            part for part in (f"{last} ({left})." if left else f"{last}.", weekend_words(row)) if part
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The names of officers are long: their box takes the whole width."""
        super().resizeEvent(event)
        margins = self._inside.contentsMargins()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        room = event.size().width() - margins.left() - margins.right() - bar - gap(self)
        self.form.editor("lead_uid").setFixedWidth(max(characters(self, 12), room))
        self.form.editor("money_needed").setFixedWidth(
            max(characters(self, 12), min(room, characters(self, 22)))
        )

    def _lay_out(self) -> None:
        self._inside.setContentsMargins(gap(self, 0.8), 0, gap(self, 0.8), 0)
        self._inside.setSpacing(gap(self, 0.5))
        for widget in (self._title, self._state, self.form, self.log):
            self._inside.addWidget(widget)
        self._inside.addStretch(1)
        self._content.setObjectName("page")
        self._scroll.setWidget(self._content)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(gap(self, 0.8), 0, 0, 0)
        row.setSpacing(gap(self))
        row.addWidget(self.assign_button)
        row.addWidget(self.follow_button)
        row.addWidget(self.withdraw_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(self, 0.5))
        column.addWidget(self._scroll, 1)
        column.addWidget(self._buttons)


def _fields() -> list[Field]:
    return [
        Field("lead_uid", _("Chủ trì"), Kind.CHOICE, width=8, required=True),
        Field("support", _("Phối hợp"), parse=lambda text: entry.line(text, limit=_LINE)),
        Field("work", _("Việc cần làm"), Kind.MULTILINE, rows=2, parse=entry.paragraph),
        Field("remaining", _("Khối lượng còn lại"), Kind.STATIC),
        Field(
            "money_needed",
            _("Kinh phí cần"),
            Kind.NUMBER,
            parse=entry.money,
            show=_shown_money,
            placeholder=_("ví dụ 15 triệu"),
            width=18,
        ),
        Field("due_before", _("Hạn: trước ngày"), Kind.DATE),
        Field(
            "progress",
            _("Tiến độ"),
            Kind.CHOICE,
            options=[Option(value, work_progress_label(value)) for value in WorkProgress],
        ),
        Field("done_on", _("Ngày xong"), Kind.DATE),
        Field("note", _("Ghi chú"), Kind.MULTILINE, rows=2, parse=entry.paragraph),
    ]


def _values(rows: Sequence[AssignmentRow]) -> dict[str, set[object]]:
    """Every value that a field has among the rows."""
    names = (
        "lead_uid",
        "support",
        "work",
        "remaining",
        "money_needed",
        "due_before",
        "progress",
        "done_on",
        "note",
    )
    return {name: {getattr(row, name) for row in rows} for name in names}


def _shared(rows: Sequence[AssignmentRow]) -> dict[str, object]:
    """The value where all rows agree, None (nothing shown) where they differ."""
    prose = {"support", "work", "remaining", "note"}
    return {
        name: next(iter(found)) if len(found) == 1 else ("" if name in prose else None)
        for name, found in _values(rows).items()
    }


def _has_standing_owner(row: AssignmentRow) -> bool:
    owners = row.standing
    if owners is None or owners.lead_uid is None:
        return False
    worded = row.lead != "" and row.assignment_uid is not None
    return worded and (row.lead_uid, row.support) != (owners.lead_uid, owners.support)


def _shown_money(value: object) -> str:
    return format_money(value) if isinstance(value, Decimal) else str(value)


def _money_hint(rows: Sequence[AssignmentRow]) -> str:
    """In the other unit too: a slip of a million is seen at once."""
    sums = [row.money_needed for row in rows if row.money_needed is not None]
    if not sums:
        return _("Đồng; gõ “triệu” nếu là triệu đồng.")
    words = _("= {millions} triệu đồng").format(millions=format_millions(sum(sums, Decimal(0))))
    return words if len(rows) == 1 else _("Các dòng đang chọn cộng lại {words}.").format(words=words)


def _proof_hint(rows: Sequence[AssignmentRow]) -> str:
    bare = [row for row in rows if OrderRemark.NO_PROOF in row.remarks]
    if not bare:
        return ""
    numbers = ", ".join(dict.fromkeys(row.indicator.number for row in bare))
    return _("Ghi là xong nhưng chỉ tiêu {numbers} chưa có minh chứng nào.").format(numbers=numbers)


def _title(rows: Sequence[AssignmentRow]) -> str:
    if not rows:
        return _("Giao việc")
    hamlets = list(dict.fromkeys(row.hamlet for row in rows))
    if len(rows) == 1:
        return _("{hamlet}: chỉ tiêu {number}").format(
            hamlet=rows[0].place_name, number=rows[0].indicator.number
        )
    numbers = ", ".join(dict.fromkeys(row.indicator.number for row in rows))
    place = hamlets[0] if len(hamlets) == 1 else _("{n} bản").format(n=len(hamlets))
    if len(rows) > 8:
        return _("{place}: {n} dòng").format(place=place, n=len(rows))
    return _("{place}: {n} dòng ({numbers})").format(place=place, n=len(rows), numbers=numbers)


def _set_placeholder(editor: QWidget, text: str) -> None:
    if isinstance(editor, QComboBox):
        editor.setPlaceholderText(text or _("Chọn…"))
    else:
        editor.setProperty("placeholderText", text)
