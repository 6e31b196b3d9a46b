"""The right side of the set editor: one form each for a set, a criterion and an indicator, made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.criteria import GROUPS, GroupKind, SetLevel
from app.domain.measure import MEASURED_BY_NUMBERS, Measure
from app.i18n import _
from app.labels import group_label, indicator_status_label, set_level_label
from app.services.catalogue_sheet import CriterionEntry, IndicatorEntry, SetChoice, SetSheet
from app.services.thresholds import shown_threshold, stored_threshold
from app.ui.forms import Field, FormView, Option
from app.ui.pages.catalogue_sets_fields import (
    DUTY_FIELDS,
    GROUP_FIELDS,
    criterion_fields,
    criterion_values,
    duty_hint,
    indicator_fields,
    indicator_values,
    set_fields,
    set_values,
)
from app.ui.theme import em, gap
from app.ui.widgets import Heading, MutedLabel

_WIDEST = 34  # lines of text
Commit = Callable[[str, object], object]


class EntryForm(QScrollArea):
    """A heading, what is known of the entry, and its fields. Esc asks for the list."""

    left = Signal()

    def __init__(self, fields: Sequence[Field], on_commit: Commit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = Heading("", 2)
        self.title.setWordWrap(True)
        self.note = MutedLabel()
        self.form = FormView(fields, on_commit=on_commit)
        self._page = page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        side = gap(self, 0.8)
        layout.setContentsMargins(side, gap(self, 0.5), side, gap(self, 0.5))
        layout.setSpacing(gap(self, 0.35))
        for widget in (self.title, self.note, self.form):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(page)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the widest line of fields; only the largest text scrolls sideways."""
        content = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(min(content, em(self) * _WIDEST), em(self) * 10)

    def _show_values(self, values: Mapping[str, object], *, again: bool) -> None:
        """`again`: the same entry as the book has it now; then unsaved typing stays."""
        if again:
            self.form.set_values(values)
        else:
            self.form.load(values)
            self.verticalScrollBar().setValue(0)

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


class SetForm(EntryForm):
    def __init__(self, on_commit: Commit) -> None:
        super().__init__(set_fields(), on_commit)

    def show_set(self, sheet: SetSheet, choices: Sequence[SetChoice], *, again: bool) -> None:
        found = sheet.definition
        self.title.setText(found.title)
        self.note.setText(
            _("Mã {code} · phiên bản {version} · {level}").format(
                code=found.code, version=found.version, level=set_level_label(found.level)
            )
        )
        self.form.set_options("prerequisite", _prerequisites(sheet, choices))
        self.form.set_options("follows", _followed(sheet, choices))
        self.form.set_enabled("level", not sheet.summary.in_use)
        self.form.set_visible("field", found.level is SetLevel.MODEL_HAMLET)
        self._show_values(set_values(found), again=again)


def _prerequisites(sheet: SetSheet, choices: Sequence[SetChoice]) -> list[Option]:
    """Sets by code; a code that the book does not have yet stays to be seen."""
    own = sheet.definition
    titles = {choice.row.code: choice.row.title for choice in choices if choice.row.code != own.code}
    if own.prerequisite and own.prerequisite not in titles:
        titles[own.prerequisite] = _("{code} (sổ chưa có bộ này)").format(code=own.prerequisite)
    return [Option(None, _("Không")), *(Option(code, title) for code, title in titles.items())]


def _followed(sheet: SetSheet, choices: Sequence[SetChoice]) -> list[Option]:
    own = sheet.definition
    found = {
        (choice.row.code, choice.row.version): f"{choice.row.title} ({choice.row.version})"
        for choice in choices
        if choice.row.uid != sheet.summary.row.uid
    }
    if own.follows and own.follows not in found:
        found[own.follows] = _("{code} (sổ chưa có bộ này)").format(code=" ".join(own.follows))
    return [Option(None, _("Không")), *(Option(key, title) for key, title in found.items())]


class CriterionForm(EntryForm):
    def __init__(self, on_commit: Commit) -> None:
        super().__init__(criterion_fields(), on_commit)

    def show_criterion(self, entry: CriterionEntry, sheet: SetSheet, *, again: bool) -> None:
        found = entry.definition
        self.title.setText(_("Tiêu chí {number}. {name}").format(number=found.number, name=found.name))
        self.note.setText(
            _(
                "{n} chỉ tiêu. Chủ trì, phối hợp, thẩm định ghi ở đây dùng cho chỉ tiêu chưa ghi riêng."
            ).format(n=len(entry.indicators))
        )
        self.form.set_enabled("number", not sheet.summary.in_use)
        self._show_values(criterion_values(found), again=again)

    def set_roles(self, roles: Sequence[Option]) -> None:
        for name in DUTY_FIELDS:
            self.form.set_options(name, roles)


class IndicatorForm(EntryForm):
    """Shows only the fields that the way of measuring needs; `entry` is the indicator in the form."""

    def __init__(self, on_commit: Commit) -> None:
        self.entry: IndicatorEntry | None = None
        self._shape: object = None
        self._scale: tuple[str, ...] | None = None
        self._names: dict[str, str] = {}
        super().__init__(indicator_fields(self._parse_threshold, self._show_threshold), on_commit)

    def set_roles(self, roles: Sequence[Option]) -> None:
        self._names = {str(role.value): role.label for role in roles}
        for name in DUTY_FIELDS:
            self.form.set_options(name, roles)

    def show_indicator(
        self, entry: IndicatorEntry, group: CriterionEntry, sheet: SetSheet, *, again: bool
    ) -> None:
        self.entry = entry
        found = entry.definition
        self.title.setText(f"{found.number}  {found.text or _('(chưa có nội dung)')}")
        self.note.setText(
            _("Tiêu chí {number}. {name} · {status}").format(
                number=group.definition.number,
                name=group.definition.name,
                status=indicator_status_label(found.status),
            )
        )
        self._take_shape(found.measure, found.group_kind, bool(found.hint), sheet)
        if found.scale != self._scale:
            self._scale = found.scale
            nothing = Option(None, _("Chưa biết"))
            self.form.set_options("threshold_step", [nothing, *(Option(step, step) for step in found.scale)])
        for name in DUTY_FIELDS:
            own, shared = getattr(found, name), getattr(group.definition, name)
            self.form.set_hint(name, duty_hint(own, shared, self._names))
        self._show_values(indicator_values(found), again=again)

    def _take_shape(
        self, measure: Measure | None, kind: GroupKind | None, hinted: bool, sheet: SetSheet
    ) -> None:
        follows = sheet.definition.follows is not None
        shape = (measure, kind, hinted, follows, sheet.summary.in_use)
        if shape == self._shape:
            return
        self._shape = shape
        numbers, steps = measure in MEASURED_BY_NUMBERS, measure is Measure.RATING
        shown = {
            "hint": hinted,
            "scale": steps,
            "group_kind": numbers or steps,
            "direction": numbers,
            "threshold": numbers and kind is None,
            "threshold_step": steps and kind is None,
            "unit": numbers,
            "part_label": measure is Measure.PERCENT,
            "whole_label": measure is Measure.PERCENT,
            "reference": measure is Measure.RATIO,
            "predecessors": follows,
            **dict.fromkeys(GROUP_FIELDS, kind is not None and (numbers or steps)),
        }
        for name, visible in shown.items():
            self.form.set_visible(name, visible)
        if kind is not None:
            for name, group in zip(GROUP_FIELDS, GROUPS[kind], strict=True):
                self.form.set_label(name, group_label(kind, group))
        self.form.set_label("direction", _direction_label(measure))
        self.form.set_label("unit", _("Đếm theo") if measure is Measure.PERCENT else _("Đơn vị"))
        papers = _("Giấy tờ phải có") if measure is Measure.PAPERS else _("Minh chứng cần có")
        self.form.set_label("required_papers", papers)
        self.form.set_enabled("number", not sheet.summary.in_use)

    def _parse_threshold(self, typed: str) -> str:
        assert self.entry is not None
        found = self.entry.definition
        return stored_threshold(typed, measure=found.measure, direction=found.direction, scale=found.scale)

    def _show_threshold(self, value: object) -> str:
        return shown_threshold(str(value), self.entry.definition.measure) if self.entry else str(value)


def _direction_label(measure: Measure | None) -> str:
    if measure is Measure.PERCENT:
        return _("Mức đạt (%)")
    return _("Mức đạt (lần)") if measure is Measure.RATIO else _("Mức đạt")
