"""When and where the council met, and who sat in it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.services import council_edit, entry
from app.services.councils import CHAIR, MEMBER, SECRETARY, Council, MemberRow
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind
from app.ui.icons import set_icon
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import em, gap
from app.ui.widgets import Heading


def meeting_fields() -> list[Field]:
    return [
        Field("held_on", _("Ngày họp"), Kind.DATE),
        Field("begins", _("Từ"), parse=partial(entry.line, limit=40), width=10, placeholder=_("14 giờ 00")),
        Field(
            "ends",
            _("đến"),
            parse=partial(entry.line, limit=40),
            width=10,
            inline=True,
            placeholder=_("16 giờ 30"),
        ),
        Field("held_at", _("Nơi họp"), parse=partial(entry.line, limit=200)),
        Field(
            "decision",
            _("Quyết định"),
            parse=partial(entry.line, limit=200),
            placeholder=_("số, ngày quyết định lập hội đồng"),
        ),
        Field("remarks", _("Ý kiến"), Kind.MULTILINE, parse=entry.paragraph, rows=2),
        Field("conclusion", _("Kết luận chung"), Kind.MULTILINE, parse=entry.paragraph, rows=2),
    ]


def member_fields() -> list[Field]:
    duties = ", ".join((CHAIR, SECRETARY, MEMBER))
    return [
        Field("name", _("Họ tên"), parse=partial(entry.required_line, limit=120), required=True),
        Field("post", _("Chức vụ"), parse=partial(entry.line, limit=300)),
        Field("duty", _("Trong hội đồng"), parse=partial(entry.line, limit=120), placeholder=duties),
        Field("present", _("Có mặt"), Kind.CHECK),
    ]


class FactsView(QScrollArea):
    """A scrolled column: the meeting's form, the members' table, the form of the member in hand."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meeting_uid = ""
        self._shown: MemberRow | None = None
        self._locked = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form = FormView(meeting_fields(), on_commit=self._commit)
        self.form.setObjectName("councilForm")
        self.members: TablePanel[MemberRow] = TablePanel(
            _columns(),
            key=lambda row: row.uid,
            name=_("Thành viên hội đồng"),
            empty=Empty(_("Hội đồng chưa có thành viên nào."), _("Thêm thành viên"), self.add, icon="people"),
            filterable=False,
        )
        self.members.current_changed.connect(self._move_to)
        self.members.cell_activated.connect(self._activate)
        self.member_form = FormView(member_fields(), on_commit=self._commit_member)
        self.member_form.setObjectName("memberForm")
        self.add_button = _button(_("Thêm"), "add", self.add)
        self.up_button = _button(_("Lên"), "chevron-up", lambda: self._move(-1))
        self.down_button = _button(_("Xuống"), "chevron-down", lambda: self._move(1))
        self.remove_button = _button(_("Bỏ"), "delete", self.remove)
        self.add_button.setObjectName("addMemberButton")
        self.up_button.setObjectName("memberUpButton")
        self.down_button.setObjectName("memberDownButton")
        self.remove_button.setObjectName("removeMemberButton")
        self._lay_out()

    def _lay_out(self) -> None:
        self._page = QWidget()
        self._page.setObjectName("page")
        deeds = QHBoxLayout()
        deeds.setSpacing(gap(self, 0.3))
        for button in (self.add_button, self.up_button, self.down_button, self.remove_button):
            deeds.addWidget(button)
        deeds.addStretch(1)
        self.members.setMinimumHeight(em(self) * 11)
        self.members.add_tool(Heading(_("Thành viên"), 3))
        layout = QVBoxLayout(self._page)
        layout.setContentsMargins(0, 0, gap(self, 0.5), gap(self, 0.3))
        layout.setSpacing(gap(self, 0.4))
        layout.addWidget(self.form)
        layout.addWidget(self.members, 1)
        layout.addLayout(deeds)
        layout.addWidget(self.member_form)
        self.setWidget(self._page)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its widest line: there is no scrolling sideways."""
        content = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(content, em(self) * 12)

    def show_council(self, found: Council) -> None:
        meeting = found.meeting
        assert meeting is not None
        values: dict[str, object] = {field.name: getattr(meeting, field.name) for field in meeting_fields()}
        if meeting.uid == self._meeting_uid:
            self.form.set_values(values)
        else:
            self._meeting_uid = meeting.uid
            self._shown = None
            self.form.load(values)
        self._locked = found.locked
        for field in meeting_fields():
            self.form.set_enabled(field.name, not found.locked)
        self.members.set_rows(found.members)
        if self.members.current_row() is None and found.members:
            self.members.view.selectRow(0)
        self._show(self.members.current_row())

    def commit_pending(self) -> bool:
        return self.form.commit_pending() and self.member_form.commit_pending()

    def _show(self, row: MemberRow | None) -> None:
        same = row is not None and self._shown is not None and row.uid == self._shown.uid
        self._shown = row
        self.member_form.setVisible(row is not None)
        for button in (self.up_button, self.down_button, self.remove_button):
            button.setEnabled(row is not None and not self._locked)
        self.add_button.setEnabled(not self._locked)
        if row is None:
            return
        values: dict[str, object] = {field.name: getattr(row, field.name) for field in member_fields()}
        if same:
            self.member_form.set_values(values)
        else:
            self.member_form.load(values)
        for field in member_fields():
            self.member_form.set_enabled(field.name, not self._locked)

    def _move_to(self, row: MemberRow | None) -> None:
        if row is None or (self._shown is not None and row.uid == self._shown.uid):
            return
        before = self._shown
        if self.member_form.commit_pending():
            fresh = next((one for one in self.members.model.rows if one.uid == row.uid), row)
            self._show(fresh)
        elif before is not None:
            self.members.select_key(before.uid)

    # Writing

    def _commit(self, field: str, value: object) -> None:
        self._context.write(council_edit.change_council, meeting_uid=self._meeting_uid, values={field: value})

    def _commit_member(self, field: str, value: object) -> None:
        if self._shown is not None:
            self._context.write(council_edit.change_member, member_uid=self._shown.uid, values={field: value})

    def _activate(self, row: MemberRow | None, column: str) -> None:
        """Enter or a double click: "Có mặt" turns around, another cell is for typing."""
        if row is None or self._locked or not self.member_form.commit_pending():
            return
        if column == "present":
            self._context.write(
                council_edit.change_member, member_uid=row.uid, values={"present": not row.present}
            )
        else:
            self.member_form.focus_field(column)

    def add(self) -> None:
        if self.commit_pending():
            uid = self._context.write(
                council_edit.add_member,
                meeting_uid=self._meeting_uid,
                name=_("Thành viên mới"),
                duty=MEMBER,
            )
            self.members.select_key(uid)
            self.member_form.focus_field("name")

    def remove(self) -> None:
        if self._shown is not None:
            self._context.write(council_edit.remove_member, member_uid=self._shown.uid)

    def _move(self, step: int) -> None:
        if self._shown is not None and self.commit_pending():
            self._context.write(council_edit.move_member, member_uid=self._shown.uid, step=step)


def _columns() -> list[Column[MemberRow]]:
    return [
        Column("name", _("Họ tên"), lambda row: row.name, width=12),
        Column("post", _("Chức vụ"), lambda row: row.post, width=8, stretch=True),
        Column(
            "duty",
            _("Vai trò"),
            lambda row: row.duty,
            heading_tooltip=_("Trong hội đồng"),
            width=8,
        ),
        Column(
            "present",
            _("Có mặt"),
            lambda row: row.present,
            mark=lambda row: "met" if row.present else "exempt",
            text=lambda row: _("Có mặt") if row.present else _("Vắng"),
            tone=lambda row: None if row.present else "muted",
            heading_tooltip=_("Enter để đổi có mặt, vắng"),
            width=6,
        ),
    ]


def _button(text: str, icon: str, run: object) -> QPushButton:
    assert callable(run)
    button = QPushButton(text)
    set_icon(button, icon)
    button.clicked.connect(lambda: run())
    return button
