"""What the council concludes of each criterion, with its votes, and of which indicators that speaks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QRadioButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.domain.verdict import Verdict
from app.i18n import _
from app.labels import verdict_label
from app.services import council_edit, entry
from app.services.councils import Council, CriterionRow, Votes
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.icons import set_icon
from app.ui.pages.assessment_wording import short_text
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName, em, gap
from app.ui.widgets import Heading, MutedLabel, verdict_mark, verdict_tone


def criterion_fields() -> list[Field]:
    return [
        Field("verdict", _("Hội đồng kết luận"), Kind.VERDICT),
        Field("indicator_uids", _("Chỉ tiêu chưa đạt"), Kind.TICKS),
        Field("votes_for", _("Phiếu đồng ý"), Kind.INTEGER, width=5),
        Field("votes_against", _("không đồng ý"), Kind.INTEGER, width=5, inline=True),
        Field("note", _("Ghi chú"), Kind.MULTILINE, parse=entry.paragraph, rows=2),
    ]


class CriteriaView(QWidget):
    """The table above, the form of the criterion in hand below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: Council | None = None
        self._shown: CriterionRow | None = None
        self.table: TablePanel[CriterionRow] = TablePanel(
            _columns(),
            key=lambda row: row.uid,
            name=_("Kết luận từng tiêu chí"),
            empty=Empty(_("Bộ tiêu chí này chưa có tiêu chí nào."), icon="certificate"),
            filterable=False,
        )
        self.table.current_changed.connect(self._move_to)
        self.as_proposed = QPushButton(_("Kết luận theo đề xuất"))
        self.as_proposed.setObjectName("asProposedButton")
        set_icon(self.as_proposed, "check")
        self.as_proposed.setToolTip(
            _("Mọi tiêu chí chưa kết luận: theo tự đánh giá và thẩm định, mọi người có mặt đồng ý")
        )
        self.as_proposed.clicked.connect(self.conclude_as_proposed)
        self.counts = MutedLabel()
        self.table.add_tool(self.as_proposed)
        self.title = Heading("", 3)
        self.title.setWordWrap(True)
        self.found_text = MutedLabel()
        self.form = FormView(criterion_fields(), on_commit=self._commit)
        self.form.setObjectName("conclusionForm")
        self.table.activated.connect(lambda _row: self.form.focus_field("verdict"))
        self.form.edited.connect(lambda _field: self._show_ticks())
        self.withdraw = QPushButton(_("Bỏ kết luận tiêu chí này"))
        self.withdraw.setObjectName("withdrawConclusionButton")
        self.withdraw.clicked.connect(self.take_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap(self, 0.5), 0, 0, 0)
        layout.addWidget(self.counts)
        layout.addWidget(self._split(), 1)

    def _split(self) -> QSplitter:
        page = QWidget()
        page.setObjectName("page")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, gap(self, 0.4), gap(self, 0.4), 0)
        inner.setSpacing(gap(self, 0.35))
        for widget in (self.title, self.found_text, self.form):
            inner.addWidget(widget)
        inner.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(area)
        split.setSizes([em(self) * 18, em(self) * 14])
        return split

    def show_council(self, found: Council) -> None:
        self._found = found
        self.table.set_rows(found.criteria)
        self.counts.setText(
            _("{n}/{total} đã kết luận · {present} người có mặt").format(
                n=found.concluded, total=len(found.criteria), present=found.present
            )
        )
        waiting = any(row.verdict is None and row.proposed is not None for row in found.criteria)
        self.as_proposed.setEnabled(waiting and not found.locked)
        if self.table.current_row() is None and found.criteria:
            self.table.view.selectRow(0)
        self._show(self.table.current_row())

    def commit_pending(self) -> bool:
        return self.form.commit_pending()

    def _show(self, row: CriterionRow | None) -> None:
        same = row is not None and self._shown is not None and row.uid == self._shown.uid
        self._shown = row
        if row is None or self._found is None:
            return
        self.title.setText(f"{row.number}. {row.name}")
        self.found_text.setText(_found_so_far(row))
        if not same:
            self.form.set_options("indicator_uids", _options(row))
        values = _values(row)
        if same:
            self.form.set_values(values)
        else:
            self.form.load(values)
        for field in criterion_fields():
            self.form.set_enabled(field.name, not self._found.locked)
        self._show_ticks()

    def _show_ticks(self) -> None:
        """The question which ones are unmet is asked where the answer is "chưa đạt", also while it waits."""
        row = self._shown
        if row is None:
            return
        refused = "verdict" in self.form.errors() or "indicator_uids" in self.form.errors()
        word = verdict_label(Verdict.UNMET)
        unmet = any(one.isChecked() and one.text() == word for one in self.form.findChildren(QRadioButton))
        chosen = any(one.isChecked() for one in self.form.findChildren(QRadioButton))
        self.withdraw.setEnabled(chosen and self._found is not None and not self._found.locked)
        self.form.set_visible("indicator_uids", len(row.indicators) > 1 and (unmet or refused))

    def _move_to(self, row: CriterionRow | None) -> None:
        before = self._shown
        if row is None or (before is not None and before.uid == row.uid):
            return
        if self.form.commit_pending():
            self._show(next((one for one in self.table.model.rows if one.uid == row.uid), row))
        elif before is not None:
            self.table.select_key(before.uid)

    # Writing

    def _commit(self, field: str, value: object) -> None:
        """Ticks without a verdict wait for it; the form keeps them."""
        values = {**self.form.values(), field: value}
        if field == "indicator_uids" and values["verdict"] is not Verdict.UNMET:
            return
        self._conclude(values)

    def _conclude(self, values: dict[str, object]) -> None:
        row, meeting = self._shown, self._found.meeting if self._found else None
        if row is None or meeting is None:
            return
        verdict = values["verdict"]
        named = values["indicator_uids"]
        assert verdict is None or isinstance(verdict, Verdict)
        assert isinstance(named, tuple)
        self._context.write(
            council_edit.conclude,
            meeting_uid=meeting.uid,
            criterion_uid=row.uid,
            verdict=verdict,
            votes=Votes(_count(values["votes_for"]), _count(values["votes_against"])),
            note=str(values["note"]),
            indicator_uids=named if verdict is Verdict.UNMET else (),
        )

    def take_back(self) -> None:
        """Also of an answer that was refused and is not saved."""
        row = self._shown
        if row is not None:
            self.form.load(_values(row))
            self._show_ticks()
            if row.verdict is not None:
                self._conclude({**self.form.values(), "verdict": None})

    def conclude_as_proposed(self) -> None:
        meeting = self._found.meeting if self._found else None
        if meeting is not None and self.commit_pending():
            count = self._context.write(council_edit.conclude_as_proposed, meeting_uid=meeting.uid)
            self._context.say(_("Đã kết luận {n} tiêu chí. Ctrl+Z để lấy lại.").format(n=count))


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _options(row: CriterionRow) -> list[Option]:
    return [
        Option(one.indicator.uid, f"{one.indicator.number}  {short_text(one.indicator)}")
        for one in row.indicators
    ]


def _values(row: CriterionRow) -> dict[str, object]:
    """The indicators the council called unmet, before it spoke those found so."""
    concluded = [one for one in row.indicators if one.concluded is Verdict.UNMET]
    unmet = concluded if row.verdict is not None else row.proposed_unmet
    return {
        "verdict": row.verdict,
        "indicator_uids": tuple(one.indicator.uid for one in unmet),
        "votes_for": row.votes_for,
        "votes_against": row.votes_against,
        "note": row.note,
    }


def _found_so_far(row: CriterionRow) -> str:
    words = _("Tự đánh giá và thẩm định: {verdict}.").format(verdict=verdict_label(row.proposed).lower())
    unmet = ", ".join(one.indicator.number for one in row.proposed_unmet)
    return f"{words} " + _("Chưa đạt: {numbers}.").format(numbers=unmet) if unmet else words


def _columns() -> list[Column[CriterionRow]]:
    return [
        Column("number", _("TC"), lambda row: row.number, sort=_number, align="left", width=3),
        Column("name", _("Tiêu chí"), lambda row: row.name, width=16, stretch=True),
        Column(
            "proposed",
            _("Đề xuất"),
            lambda row: verdict_label(row.proposed),
            mark=lambda row: verdict_mark(row.proposed),
            tone=lambda row: verdict_tone(row.proposed),
            tooltip=_found_so_far,
            heading_tooltip=_("Theo tự đánh giá và thẩm định"),
            width=6,
        ),
        Column("verdict", _("Kết luận"), _verdict_text, tone=_verdict_tone, width=11),
        Column("for", _("Đồng ý"), lambda row: row.votes_for, width=6),
        Column("against", _("Không"), lambda row: row.votes_against, width=6),
        Column("note", _("Ghi chú"), lambda row: row.note, tooltip=lambda row: row.note, width=8),
    ]


def _number(row: CriterionRow) -> object:
    return int(row.number) if row.number.isdigit() else 0


def _verdict_text(row: CriterionRow) -> str:
    return verdict_label(row.verdict) if row.verdict is not None else _("Chưa kết luận")


def _verdict_tone(row: CriterionRow) -> ToneName | None:
    return verdict_tone(row.verdict) if row.verdict is not None else "muted"
