"""The findings as a table, and what of them is shown: how bad, which place, which kind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.check_words import check_label, finding_sentence, severity_label
from app.domain.checks import CheckCode, Severity
from app.domain.dates import format_date
from app.domain.text import sort_key
from app.i18n import _
from app.services.checks import CheckedFinding, CheckReport
from app.services.places import HamletRow
from app.ui.forms.editors import ChoiceBox
from app.ui.tables import Column
from app.ui.theme import ToneName, gap
from app.ui.widgets.hamlet_chooser import HamletChooser

WAIVED = "waived"  # in the box of severities: what somebody let pass
_BOX_CHARACTERS = 10
_KIND_CHARACTERS = 11
_TONES: dict[Severity, ToneName] = {
    Severity.ERROR: "error",
    Severity.WARNING: "due",
    Severity.NOTE: "muted",
}
_ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}
_SEVERITIES = tuple(Severity)


def standing_words(row: CheckedFinding) -> str:
    """ "" for what is open, else who let it pass and why."""
    if row.waiver is None:
        return ""
    return _("{who}, {day}: {reason}").format(
        who=row.waiver.who, day=format_date(row.waiver.on_date), reason=row.waiver.reason
    )


def place_words(row: CheckedFinding) -> str:
    return row.hamlet or _("Chung")


def columns() -> list[Column[CheckedFinding]]:
    return [
        Column(
            "severity",
            _("Mức"),
            lambda row: _SEVERITIES.index(row.finding.severity),
            text=lambda row: severity_label(row.finding.severity),
            align="left",
            tone=_tone,
            icon=lambda row: "dash" if row.waiver else _ICONS[row.finding.severity],
            width=10,
        ),
        Column("place", _("Bản"), place_words, width=13),
        Column("kind", _("Loại"), lambda row: check_label(row.finding.code), width=24),
        Column(
            "sentence",
            _("Nội dung và việc cần làm"),
            lambda row: finding_sentence(row.finding),
            tooltip=lambda row: finding_sentence(row.finding),
            width=44,
            stretch=True,
        ),
        Column("waiver", _("Bỏ qua"), standing_words, tooltip=standing_words, width=24, hidden=True),
    ]


def _tone(row: CheckedFinding) -> ToneName:
    return "muted" if row.waiver else _TONES[row.finding.severity]


class CheckFilters(QWidget):
    """`changed`: a person chose something else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.severity = _box("severityFilter", _("Mức"), _BOX_CHARACTERS)
        self.hamlet = HamletChooser(all_text=_("Tất cả các bản"))
        self.hamlet.setObjectName("hamletFilter")
        self.kind = _box("kindFilter", _("Loại"), _KIND_CHARACTERS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap(self, 0.4))
        for box in (self.severity, self.hamlet, self.kind):
            row.addWidget(box)
        row.addStretch(1)
        self.severity.activated.connect(lambda _at: self.changed.emit())
        self.hamlet.chosen.connect(lambda _uid: self.changed.emit())
        self.kind.activated.connect(lambda _at: self.changed.emit())

    def set_choices(self, report: CheckReport, places: Sequence[HamletRow]) -> None:
        """Keeps what is chosen where it is still there; the counts stand behind the severities."""
        counted = [
            (f"{severity_label(one)} ({report.count(one)})", one.value)
            for one in Severity
            if report.count(one)
        ]
        waived = [(_("Đã bỏ qua ({n})").format(n=report.waived), WAIVED)] if report.waived else []
        _fill(self.severity, [(_("Mọi mức"), ""), *counted, *waived])
        self.hamlet.set_hamlets(places)
        self.hamlet.setMinimumContentsLength(min(self.hamlet.minimumContentsLength(), _BOX_CHARACTERS))
        codes = {row.finding.code for row in report.findings}
        kinds = sorted(
            ((check_label(code), code.value) for code in codes), key=lambda pair: sort_key(pair[0])
        )
        _fill(self.kind, [(_("Mọi loại"), ""), *kinds])

    def clear(self) -> None:
        for box in (self.severity, self.hamlet, self.kind):
            box.setCurrentIndex(0)

    def shows(self, row: CheckedFinding) -> bool:
        severity, code = self.severity.currentData(), self.kind.currentData()
        hamlet_uid = self.hamlet.current_uid()
        if severity and (severity == WAIVED) == row.open:
            return False
        if severity and severity != WAIVED and Severity(severity) is not row.finding.severity:
            return False
        if code and CheckCode(code) is not row.finding.code:
            return False
        return not hamlet_uid or row.finding.hamlet_uid == hamlet_uid


def _box(name: str, title: str, width: int) -> ChoiceBox:
    box = ChoiceBox()
    box.setObjectName(name)
    box.setAccessibleName(title)
    box.setToolTip(title)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(width)
    return box


def _fill(box: QComboBox, names: Sequence[tuple[str, str]]) -> None:
    if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] == list(names):
        return
    present = box.currentData()
    box.clear()
    for name, value in names:
        box.addItem(name, value)
    box.setCurrentIndex(max(0, box.findData(present)))
    box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 2 * gap(box))
