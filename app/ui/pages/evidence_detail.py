"""What the book says of one proof, and what it proves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.services import entry
from app.services.criteria import IndicatorRow
from app.services.evidence import EvidenceRow
from app.ui.forms import Field, FormView, Kind
from app.ui.icons import set_icon
from app.ui.pages.evidence_links import LinksEditor
from app.ui.theme import em, gap
from app.ui.widgets import MutedLabel


def evidence_fields() -> list[Field]:
    return [
        Field("title", _("Tên"), parse=partial(entry.required_line, limit=300), required=True),
        Field("document_number", _("Số, ký hiệu"), parse=partial(entry.line, limit=60), width=16),
        Field("issued_on", _("Ngày"), Kind.DATE, inline=True),
        Field("issuer", _("Cơ quan ban hành"), parse=entry.line),
        Field("sensitive", _("Nhạy cảm (có thông tin cá nhân)"), Kind.CHECK),
    ]


class EvidenceDetail(QScrollArea):
    """`show_row` shows another proof, or the same one again without touching what is being typed."""

    remove_wanted = Signal()

    def __init__(
        self,
        on_commit: Callable[[str, object], object],
        on_where: Callable[[str, str], object],
        indicators_of: Callable[[str], Sequence[IndicatorRow]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._uid: str | None = None
        self.form = FormView(evidence_fields(), on_commit=on_commit)
        self.file = MutedLabel()
        self.links = LinksEditor(on_where, indicators_of)
        self.remove_button = QPushButton(_("Bỏ minh chứng này"))
        set_icon(self.remove_button, "delete")
        self.remove_button.setToolTip(_("Lấy lại được bằng Ctrl+Z; tệp vẫn còn trong sổ"))
        self.remove_button.clicked.connect(self.remove_wanted)
        self._page = page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, gap(self, 0.4), gap(self, 0.4), gap(self, 0.4))
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(self.form)
        layout.addWidget(self.links)
        layout.addWidget(self.file)
        layout.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.setWidget(page)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its widest line: there is no scrolling sideways."""
        content = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(content, em(self) * 8)

    def show_row(self, row: EvidenceRow) -> None:
        values: dict[str, object] = {
            "title": row.title,
            "document_number": row.document_number,
            "issued_on": row.issued_on,
            "issuer": row.issuer,
            "sensitive": row.sensitive,
        }
        if row.uid == self._uid:
            self.form.set_values(values)
        else:
            self._uid = row.uid
            self.form.load(values)
            self.verticalScrollBar().setValue(0)
        self.links.show_links(row.links)
        self.file.setText(_("Tệp gốc: {name}, {size}").format(name=row.file_name, size=size_text(row.size)))

    def commit_pending(self) -> bool:
        return self.form.commit_pending() and self.links.commit_pending()


def size_text(size: int) -> str:
    """Bytes as people say them: "850 KB", "3,2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
