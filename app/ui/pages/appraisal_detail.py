"""One indicator of the work list: what the hamlet says and shows for it, and the officer's opinion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.verdict import Opinion
from app.i18n import _
from app.labels import opinion_label, verdict_label
from app.services import entry
from app.services.appraisals import WorkRow
from app.services.evidence import EvidenceRow
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.pages.appraisal_wording import found_text, remark_text
from app.ui.pages.assessment_wording import requirement_text, short_text, signed_text
from app.ui.theme import em, gap
from app.ui.widgets import Heading, Link, LinkList, MutedLabel


def detail_fields() -> list[Field]:
    opinions = [Option(value, opinion_label(value)) for value in Opinion]
    return [
        Field("found", _("Kết quả"), Kind.STATIC),
        Field("claimed", _("Bản tự đánh giá"), Kind.STATIC),
        Field("explanation", _("Giải trình"), Kind.STATIC),
        Field("remaining", _("Còn lại"), Kind.STATIC),
        Field("opinion", _("Thẩm định"), Kind.RADIO, options=opinions),
        Field("opinion_note", _("Ý kiến"), Kind.MULTILINE, parse=entry.paragraph, rows=3),
        Field("signed", _("Người ghi"), Kind.STATIC),
    ]


class WorkDetail(QScrollArea):
    """`load` shows another row, `update_row` the same one again. Links go out as signals."""

    left = Signal()
    sheet_wanted = Signal()
    withdraw_wanted = Signal()
    proof_chosen = Signal(str)

    def __init__(self, on_commit: Callable[[str, object], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row: WorkRow | None = None
        self.title = Heading("", 2)
        self.title.setWordWrap(True)
        self.requirement = MutedLabel()
        self.remark = MutedLabel()
        self.form = FormView(detail_fields(), on_commit=on_commit, labels="above")
        self.form.setObjectName("opinionForm")
        self.proofs_title = Heading("", 3)
        self.proofs = LinkList()
        self.proofs.setAccessibleName(_("Minh chứng của chỉ tiêu"))
        self.proofs.chosen.connect(lambda uid: self.proof_chosen.emit(str(uid)))
        self.withdraw = QPushButton(_("Rút ý kiến"))
        self.withdraw.setObjectName("withdrawOpinionButton")
        self.withdraw.setToolTip(_("Bỏ ý kiến đã ghi; lịch sử vẫn còn"))
        self.withdraw.clicked.connect(self.withdraw_wanted)
        self.open_sheet = QPushButton(_("Mở phiếu tự đánh giá"))
        self.open_sheet.setFlat(True)
        self.open_sheet.clicked.connect(self.sheet_wanted)
        self._page = QWidget()
        self._page.setObjectName("page")
        layout = QVBoxLayout(self._page)
        layout.setContentsMargins(gap(self, 0.6), 0, gap(self, 0.4), gap(self, 0.4))
        layout.setSpacing(gap(self, 0.35))
        for widget in (self.title, self.requirement, self.proofs_title, self.proofs, self.form, self.remark):
            layout.addWidget(widget)
        for button in (self.withdraw, self.open_sheet):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.setWidget(self._page)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its widest line: there is no scrolling sideways."""
        content = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(content, em(self) * 8)

    @property
    def row(self) -> WorkRow | None:
        return self._row

    def show_row(self, row: WorkRow, proofs: Sequence[EvidenceRow]) -> None:
        """The same indicator again keeps what is being typed; another one drops it (`commit_pending` first)."""
        same = self._row is not None and _key(self._row) == _key(row)
        self._row = row
        values = _values(row)
        if same:
            self.form.set_values(values)
        else:
            self.form.load(values)
            self.verticalScrollBar().setValue(0)
        self._describe(row, proofs)

    def commit_pending(self) -> bool:
        return self.form.commit_pending()

    def choose(self, opinion: Opinion) -> None:
        """As a person would: the opinion is chosen, and the keyboard waits in the note it needs."""
        for button in self.form.findChildren(QRadioButton):
            if button.text() == opinion_label(opinion) and button.isEnabled():
                button.setChecked(True)
                self.form.focus_field("opinion_note")

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the form here: the window's shortcut would leave the page."""
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc gives up an opinion that waits for its note, and goes back to the list."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self.form.errors() and self._row is not None:
            self.form.load(_values(self._row))
        self.left.emit()

    def _describe(self, row: WorkRow, proofs: Sequence[EvidenceRow]) -> None:
        self.title.setText(f"{row.place} · {row.indicator.number}  {short_text(row.indicator)}")
        self.requirement.setText(requirement_text(row.indicator))
        self.proofs_title.setText(_("Minh chứng ({n})").format(n=len(proofs)))
        self.proofs.set_links([_link(proof, row) for proof in proofs])
        self.proofs.setVisible(bool(proofs))
        self.proofs.setFixedHeight(round(em(self) * 1.9 * min(4, len(proofs))) + gap(self, 0.3))
        self.remark.setText("" if row.row and row.row.opinion else remark_text(row))
        self.remark.setVisible(bool(self.remark.text()))
        self._open_fields(row)

    def _open_fields(self, row: WorkRow) -> None:
        """What says nothing hides; what cannot be judged now is closed."""
        sheet = row.row
        open_round = row.round is not None and row.round.closed_on is None
        judged = sheet is not None and sheet.concluded is None and open_round
        self.form.set_enabled("opinion", judged and sheet is not None and sheet.claimed is not None)
        self.form.set_enabled("opinion_note", judged)
        for name in ("found", "explanation", "remaining", "signed"):
            self.form.set_visible(name, bool(_values(row)[name]))
        self.withdraw.setVisible(judged and sheet is not None and sheet.opinion is not None)
        self.open_sheet.setVisible(sheet is not None)


def _values(row: WorkRow) -> dict[str, object]:
    sheet = row.row
    if sheet is None:
        return {
            "found": "",
            "claimed": verdict_label(None),
            "explanation": "",
            "remaining": "",
            "opinion": None,
            "opinion_note": "",
            "signed": "",
        }
    return {
        "found": found_text(sheet),
        "claimed": verdict_label(sheet.claimed),
        "explanation": sheet.explanation,
        "remaining": sheet.remaining_shown,
        "opinion": sheet.opinion,
        "opinion_note": sheet.opinion_note,
        "signed": signed_text(sheet),
    }


def _key(row: WorkRow) -> tuple[str, str]:
    return row.place_uid, row.indicator.uid


def _link(proof: EvidenceRow, row: WorkRow) -> Link:
    """With the page and section at which it proves this indicator."""
    where = [
        link.where
        for link in proof.links
        if link.indicator_uid == row.indicator.uid and link.hamlet_uid == row.place_uid and link.where
    ]
    icon = "pdf" if proof.media_type == "application/pdf" else "document"
    return Link(proof.title, "; ".join(where), icon, payload=proof.uid)
