"""What the book says of one proof, what it proves, and its earlier versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.dates import format_date
from app.i18n import _
from app.services import entry
from app.services.evidence import EvidenceRow
from app.ui.forms import Field, FormView, Kind
from app.ui.icons import set_icon
from app.ui.pages.evidence_links import LinksEditor
from app.ui.pages.evidence_list import expiry
from app.ui.theme import em, gap
from app.ui.widgets import Heading, Link, MutedLabel
from app.ui.widgets.paper_ticks import Lines

_FIELDS = (
    "title",
    "document_number",
    "document_sign",
    "issued_on",
    "expires_on",
    "issuer",
    "signer",
    "abstract",
    "sensitive",
    "sensitive_reason",
)


def evidence_fields() -> list[Field]:
    return [
        Field("title", _("Tên"), parse=partial(entry.required_line, limit=300), required=True),
        Field("document_number", _("Số"), parse=partial(entry.line, limit=60), width=10),
        Field("document_sign", _("Ký hiệu"), parse=partial(entry.line, limit=60), width=14, inline=True),
        Field("issued_on", _("Ngày"), Kind.DATE),
        Field("expires_on", _("Hết hạn"), Kind.DATE, inline=True),
        Field("issuer", _("Cơ quan ban hành"), parse=entry.line),
        Field("signer", _("Người ký"), parse=partial(entry.line, limit=120), width=16, inline=True),
        Field("abstract", _("Trích yếu"), Kind.MULTILINE, parse=entry.paragraph, rows=2),
        Field("sensitive", _("Nhạy cảm (có thông tin cá nhân)"), Kind.CHECK),
        Field(
            "sensitive_reason",
            _("Lý do nhạy cảm"),
            parse=partial(entry.line, limit=300),
            placeholder=_("Ví dụ: có số căn cước, thông tin sức khỏe"),
        ),
    ]


class EvidenceDetail(QScrollArea):
    """`show_row` shows another proof, or the same one again without touching what is being typed.

    `on_commit` writes fields of the proof, all of one call in one step.
    """

    remove_wanted = Signal()
    replace_wanted = Signal()
    other_wanted = Signal(str)  # uid of an earlier version, of the original of a masked copy, of a copy

    def __init__(
        self,
        on_commit: Callable[[Mapping[str, object]], object],
        links: LinksEditor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._uid: str | None = None
        self._on_commit = on_commit
        self.state = Lines()
        self.state.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.state.setAccessibleName(_("Tình trạng minh chứng"))
        self.form = FormView(evidence_fields(), on_commit=self._commit, turning=True)
        self.form.edited.connect(lambda _name: self._show_reason())
        self.form.committed.connect(lambda _name, _value: self._show_reason())
        self.file = MutedLabel()
        self.links = links
        self.others_title = Heading(_("Các bản khác"), 3)
        self.others = Lines()
        self.others.setAccessibleName(_("Các bản khác"))
        self.others.chosen.connect(lambda uid: self.other_wanted.emit(str(uid)))
        self._page = self._lay_out()
        self.setWidget(self._page)

    def _lay_out(self) -> QWidget:
        self.replace_button = QPushButton(_("Thay bằng bản mới…"))
        self.replace_button.setObjectName("replaceProofButton")
        set_icon(self.replace_button, "refresh")
        self.replace_button.setToolTip(_("Tệp mới thay tệp này ở mọi chỉ tiêu; bản cũ vẫn giữ để xem lại"))
        self.replace_button.clicked.connect(self.replace_wanted)
        self.remove_button = QPushButton(_("Bỏ minh chứng này"))
        self.remove_button.setObjectName("removeProofButton")
        set_icon(self.remove_button, "delete")
        self.remove_button.setToolTip(_("Vào thùng rác; lấy lại được từ đó hoặc bằng Ctrl+Z"))
        self.remove_button.clicked.connect(self.remove_wanted)
        page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, gap(self, 0.4), gap(self, 0.4), gap(self, 0.4))
        layout.setSpacing(gap(self, 0.5))
        for widget in (self.state, self.form, self.links, self.others_title, self.others, self.file):
            layout.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.replace_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addStretch(1)
        return page

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its widest line: there is no scrolling sideways."""
        content = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(content, em(self) * 8)

    def show_row(
        self,
        row: EvidenceRow,
        *,
        today: date,
        papers: Mapping[str, Sequence[str]],
        others: Sequence[Link] = (),
    ) -> None:
        """`papers`: the required papers of the indicators that the links name."""
        values: dict[str, object] = {name: getattr(row, name) for name in _FIELDS}
        if row.uid == self._uid:
            self.form.set_values(values)
        else:
            self._uid = row.uid
            self.form.load(values)
            self.verticalScrollBar().setValue(0)
        self._show_reason()
        self.links.show_links(row.links, papers)
        self.state.set_links(state_lines(row, today))
        self.state.setVisible(bool(self.state.links()))
        self.others.set_links(others)
        for widget in (self.others, self.others_title):
            widget.setVisible(bool(others))
        self.file.setText(_("Tệp gốc: {name}, {size}").format(name=row.file_name, size=size_text(row.size)))

    def commit_pending(self) -> bool:
        return self.form.commit_pending() and self.links.commit_pending()

    def _ticked(self) -> bool:
        box = self.form.editor("sensitive")
        return bool(getattr(box, "isChecked")())  # noqa: B009 - a check box, which FormView does not promise

    def _show_reason(self) -> None:
        self.form.set_visible("sensitive_reason", self._ticked())

    def _commit(self, field: str, value: object) -> None:
        """The tick waits for its reason, and both are written at once."""
        values: dict[str, object] = {field: value}
        if field == "sensitive_reason" and value and self._ticked():
            values["sensitive"] = True
        if field == "sensitive":
            self._show_reason()
        self._on_commit(values)


def state_lines(row: EvidenceRow, today: date) -> list[Link]:
    """What one must know of a proof before using it."""
    found = []
    if row.expires_on is not None:
        day = format_date(row.expires_on)
        match expiry(row, today):
            case "expired":
                sentence = _("Đã hết hạn ngày {day}. Hãy thay bằng bản mới.").format(day=day)
                found.append(Link(sentence, icon="error", tone="error", payload="expired"))
            case "soon":
                left = (row.expires_on - today).days
                sentence = _("Sắp hết hạn: còn {n} ngày, đến {day}.").format(n=left, day=day)
                found.append(Link(sentence, icon="clock", tone="due", payload="soon"))
    if row.sensitive:
        sentence = _("Nhạy cảm: không in vào hồ sơ. Muốn in thì làm bản che.")
        found.append(Link(sentence, icon="lock", payload="sensitive"))
    return found


def size_text(size: int) -> str:
    """Bytes as people say them: "850 KB", "3,2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
