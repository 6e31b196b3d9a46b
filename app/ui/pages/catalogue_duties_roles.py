"""Roles to tick for the selected rows of the responsibility table: lead, support, appraise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.criteria import DutyKind
from app.domain.roles import short_name
from app.i18n import _
from app.labels import duty_kind_label, with_holder
from app.services.criteria import RoleRow
from app.services.responsibilities import DutyRow, RoleLoad
from app.ui.pages.catalogue_duties_table import duty_letter
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName

KEYS = {Qt.Key.Key_C: DutyKind.LEAD, Qt.Key.Key_P: DutyKind.SUPPORT, Qt.Key.Key_T: DutyKind.APPRAISE}
_ACTING_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Share(StrEnum):
    """Of how many of the selected rows something holds."""

    ALL = "all"
    BY_CRITERION = "by_criterion"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role and what it does for the selected rows; `shares` None while no row is selected."""

    load: RoleLoad
    shares: dict[DutyKind, Share] | None

    @property
    def role(self) -> RoleRow:
        return self.load.role


def share_of(rows: Sequence[DutyRow], role: RoleRow, kind: DutyKind) -> Share:
    found = [row.named(kind) for row in rows if role in row.named(kind).roles]
    if not found:
        return Share.NONE
    if len(found) < len(rows):
        return Share.SOME
    return Share.BY_CRITERION if all(named.inherited for named in found) else Share.ALL


def key_kind(event: QEvent) -> DutyKind | None:
    """The duty whose letter was typed, without a modifier."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return None
    held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return KEYS.get(Qt.Key(event.key())) if held == Qt.KeyboardModifier.NoModifier else None


class RolePicker(QWidget):
    """`asked(role uid, kind, give)`: a tick was set or taken for the selected rows."""

    asked = Signal(str, object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[DutyRow, ...] = ()
        self.table = TablePanel[RoleLine](
            _columns(),
            key=lambda line: line.role.uid,
            name=_("Vai trò của các dòng đang chọn"),
            empty=Empty(_("Sổ chưa có vai trò nào. Thêm ở thẻ “Vai trò, cán bộ”."), icon="people"),
        )
        self.table.setObjectName("dutyRoleTable")
        self.table.view.setSelectionMode(self.table.view.SelectionMode.SingleSelection)
        self.table.view.installEventFilter(self)
        self.table.cell_clicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_roles(self, loads: Sequence[RoleLoad], rows: Sequence[DutyRow]) -> None:
        self._rows = tuple(rows)
        self.table.set_rows(
            RoleLine(load, {kind: share_of(rows, load.role, kind) for kind in DutyKind} if rows else None)
            for load in loads
        )

    def toggle(self, line: RoleLine, kind: DutyKind) -> None:
        """Where every selected row has it, it is taken away; otherwise all get it."""
        if line.shares is not None:
            give = line.shares[kind] in (Share.NONE, Share.SOME)
            self.asked.emit(line.role.uid, kind, give)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        kind = key_kind(event)
        if kind is None and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            kind = self._kind_here() if event.key() in _ACTING_KEYS else None
        line = self.table.current_row()
        if kind is None or line is None:
            return super().eventFilter(watched, event)
        self.toggle(line, kind)
        return True

    def _kind_here(self) -> DutyKind | None:
        at = self.table.view.currentIndex().column()
        return _kind(self.table.model.columns[at].key) if at >= 0 else None

    def _clicked(self, line: RoleLine, column: str) -> None:
        kind = _kind(column)
        if kind is not None:
            self.toggle(line, kind)


def _kind(column: str) -> DutyKind | None:
    return next((kind for kind in DutyKind if kind.value == column), None)


def _columns() -> list[Column[RoleLine]]:
    return [
        Column(
            "role",
            _("Vai trò"),
            lambda line: with_holder(short_name(line.role.name), line.load.holder),
            tooltip=lambda line: with_holder(line.role.name, line.load.holder),
            width=16,
            stretch=True,
        ),
        *(_kind_column(kind) for kind in DutyKind),
    ]


def _kind_column(kind: DutyKind) -> Column[RoleLine]:
    marks = {Share.ALL: "met", Share.BY_CRITERION: "met", Share.SOME: "late", Share.NONE: "missing"}
    tones: dict[Share, ToneName] = {Share.ALL: "accent", Share.BY_CRITERION: "muted", Share.SOME: "doing"}

    def mark(line: RoleLine) -> str | None:
        return marks[line.shares[kind]] if line.shares else None

    def tone(line: RoleLine) -> ToneName | None:
        return tones.get(line.shares[kind]) if line.shares else None

    def text(line: RoleLine) -> str:
        if line.shares:
            return _share_text(line.shares[kind])
        return str(line.load.counts[kind] or "")

    return Column(
        kind.value,
        duty_letter(kind),
        lambda line: line.load.counts[kind],
        text=text,
        mark=mark,
        tone=tone,
        tooltip=lambda line: f"{duty_kind_label(kind)}: {text(line)}",
        spoken=lambda line: f"{duty_kind_label(kind)}: {text(line)}",
        align="centre",
        width=3,
        heading_tooltip=duty_kind_label(kind),
    )


def _share_text(share: Share) -> str:
    return {
        Share.ALL: _("có"),
        Share.BY_CRITERION: _("theo tiêu chí"),
        Share.SOME: _("một số dòng"),
        Share.NONE: _("không"),
    }[share]
