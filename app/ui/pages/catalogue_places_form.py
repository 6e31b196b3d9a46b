"""One place: what it is, its figures of the year, and what became of it.

Object names: "placeForm" (FormView; name, code, former_commune, valid_from, valid_to), "placeYearForm" (FormView;
the fields of YearFacts), "mergeButton", "splitButton", "renameButton", "transferButton", "communeButton".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.criteria import GROUPS, GroupKind
from app.domain.dates import format_date
from app.i18n import _
from app.labels import place_change_label
from app.services import entry
from app.services.place_changes import HistoryRow
from app.services.place_facts import CODE_LIMIT, PlaceRow
from app.services.place_years import HEAD_LIMIT, YEAR_FIELDS, ethnic_text, parse_ethnic_groups
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.pages.catalogue_places_table import fact_labels, value_text, year_labels
from app.ui.theme import gap
from app.ui.widgets import Heading, MutedLabel

FACTS = ("name", "code", "former_commune", "valid_from", "valid_to")
_OF_HAMLET = ("former_commune", "valid_to", "code")
_GROUPS = ("area_group", "commune_group")


class PlacePane(QWidget):
    """Each field saves by itself: `save_fact(uid, field, value)`, `save_year(uid, field, value)`."""

    def __init__(
        self,
        save_fact: Callable[[str, str, object], object],
        save_year: Callable[[str, str, object], object],
    ) -> None:
        super().__init__()
        self.row: PlaceRow | None = None
        self._title = Heading("", 2)
        self._title.setWordWrap(True)
        self._standing = MutedLabel()
        self.facts = FormView(fact_fields(), on_commit=lambda n, v: save_fact(self._uid, n, v))
        self.facts.setObjectName("placeForm")
        self._year_title = Heading("", 3)
        self.year = FormView(year_fields(), on_commit=lambda n, v: save_year(self._uid, n, v))
        self.year.setObjectName("placeYearForm")
        self.merge = _button("mergeButton", _("Sáp nhập…"))
        self.split = _button("splitButton", _("Tách…"))
        self.rename = _button("renameButton", _("Đổi tên…"))
        self.transfer = _button("transferButton", _("Chuyển xã…"))
        self.commune = _button("communeButton", _("Xã sáp nhập…"))
        self._history_title = Heading(_("Lịch sử"), 3)
        self._history = QLabel()
        self._history.setWordWrap(True)
        self._history.setTextFormat(Qt.TextFormat.PlainText)
        self._history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def show_place(
        self, row: PlaceRow, year: int, changes: Sequence[HistoryRow], groups: Mapping[GroupKind, str]
    ) -> None:
        """Another place replaces what is shown; the same one is only read again. `groups` are those that count."""
        same = self.row is not None and self.row.uid == row.uid
        year_changed = self._year_title.property("year") != year
        self.row = row
        facts = {name: getattr(row.facts, name) for name in FACTS}
        figures = {name: getattr(row.year, name) for name in YEAR_FIELDS}
        (self.facts.set_values if same else self.facts.load)(facts)
        (self.year.set_values if same and not year_changed else self.year.load)(figures)
        self._title.setText(row.shown)
        self._standing.setText(_standing(row))
        self._standing.setVisible(bool(self._standing.text()))
        self._year_title.setText(_("Số liệu năm {year}").format(year=year))
        self._year_title.setProperty("year", year)
        self._fit_kind(row)
        self._show_earlier(row, groups)
        lines = [history_sentence(change) for change in changes]
        self._history.setText("\n".join(lines) or _("Chưa có thay đổi nào."))

    def commit_pending(self) -> bool:
        return self.facts.commit_pending() and self.year.commit_pending()

    @property
    def _uid(self) -> str:
        assert self.row is not None
        return self.row.uid

    def _fit_kind(self, row: PlaceRow) -> None:
        self.facts.set_label("name", _("Tên xã") if row.of_commune else _("Tên bản"))
        for name in _OF_HAMLET:
            self.facts.set_visible(name, not row.of_commune)
        self.year.set_visible("commune_group", row.of_commune)
        self.year.set_label("head_name", _("Chủ tịch") if row.of_commune else year_labels()["head_name"])
        for button in (self.merge, self.split, self.transfer):
            button.setVisible(not row.of_commune)
            button.setEnabled(row.current and row.facts.valid_to is None)
        self.rename.setEnabled(row.current and row.facts.valid_to is None)
        self.commune.setVisible(row.of_commune)

    def _show_earlier(self, row: PlaceRow, groups: Mapping[GroupKind, str]) -> None:
        """An older figure stands grey in the empty field and is never taken for this year's; a group counts on."""
        for name in YEAR_FIELDS:
            earlier = row.earlier.get(name)
            hint = ""
            if earlier is not None:
                words = _("{value} (theo năm {year})")
                hint = words.format(value=value_text(name, earlier.value), year=earlier.year)
            editor = self.year.editor(name)
            if name == "area_group" and not hint and row.year.area_group is None and GroupKind.AREA in groups:
                hint = _("{value} (theo xã)").format(value=groups[GroupKind.AREA])
            if name in _GROUPS:
                self.year.set_hint(name, _("Đang tính: {group}").format(group=hint) if hint else "")
            elif isinstance(editor, QLineEdit):
                editor.setPlaceholderText(hint or (_("Thái 312; Mông 45") if name == "ethnic_groups" else ""))

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setSpacing(gap(self, 0.5))
        buttons = QGridLayout()
        buttons.setSpacing(gap(self, 0.4))
        places = {self.merge: (0, 0), self.split: (0, 1), self.rename: (1, 0)}
        places |= {self.transfer: (1, 1), self.commune: (1, 1)}  # of a hamlet, of the commune
        for button, place in places.items():
            buttons.addWidget(button, *place)
        for widget in (self._title, self._standing, self.facts, self._year_title, self.year):
            column.addWidget(widget)
        column.addWidget(Heading(_("Thay đổi theo quyết định"), 3))
        column.addLayout(buttons)
        column.addWidget(self._history_title)
        column.addWidget(self._history)
        column.addStretch(1)
        area = _Column()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)


class _Column(QScrollArea):
    """Scrolls up and down only: never narrower than what it holds, whatever the size of letters."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        held = self.widget()
        if held is None:
            return super().minimumSizeHint()
        width = held.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def fact_fields() -> list[Field]:
    labels = fact_labels()
    return [
        Field("name", _("Tên bản"), required=True, parse=entry.line, hint=_("Chỉ sửa chữ viết sai ở đây.")),
        Field("code", labels["code"], parse=lambda typed: entry.line(typed, limit=CODE_LIMIT), width=10),
        Field(
            "former_commune", labels["former_commune"], parse=entry.line, placeholder=_("xã … trước sáp nhập")
        ),
        Field("valid_from", labels["valid_from"], Kind.DATE),
        Field("valid_to", labels["valid_to"], Kind.DATE),
    ]


def year_fields() -> list[Field]:
    labels = year_labels()
    areas = [Option(None, _("chưa ghi")), *(Option(group, group) for group in GROUPS[GroupKind.AREA])]
    groups = [Option(None, _("chưa ghi")), *(Option(group, group) for group in GROUPS[GroupKind.COMMUNE])]
    return [
        Field("area_group", labels["area_group"], Kind.CHOICE, options=areas),
        Field("commune_group", labels["commune_group"], Kind.CHOICE, options=groups),
        Field("households", labels["households"], Kind.INTEGER, width=18),
        Field("people", labels["people"], Kind.INTEGER, width=18),
        Field("poor_households", labels["poor_households"], Kind.INTEGER, width=18),
        Field("near_poor_households", labels["near_poor_households"], Kind.INTEGER, width=18),
        Field("ethnic_groups", labels["ethnic_groups"], parse=parse_ethnic_groups, show=_pairs_text),
        Field("head_name", labels["head_name"], parse=lambda typed: entry.line(typed, limit=HEAD_LIMIT)),
    ]


def history_sentence(change: HistoryRow) -> str:
    words = _("{day} · {what}: {before} → {after}").format(
        day=format_date(change.on),
        what=place_change_label(change.kind),
        before=", ".join(change.before),
        after=", ".join(change.after),
    )
    return f"{words} ({change.document})" if change.document else words


def _pairs_text(value: object) -> str:
    return ethnic_text(value) if isinstance(value, tuple) else str(value)


def _standing(row: PlaceRow) -> str:
    ended = row.facts.valid_to
    if not row.current and ended is not None:
        return _("Đã kết thúc ngày {day}; kết quả đã ghi vẫn được giữ.").format(day=format_date(ended))
    if not row.current:
        return _("Năm đang xem chưa có bản này.")
    return ""


def _button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button
