"""What became of a batch of files, in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.i18n import _
from app.services.evidence_intake import Added
from app.ui.theme import characters, em, gap
from app.ui.widgets import Heading, Link, LinkList, MutedLabel


def outcome_sentence(added: Added) -> str:
    """One line for the message bar: what went in, what was there already, what did not."""
    parts = []
    if added.new:
        parts.append(_("Đã thêm {n} minh chứng.").format(n=added.new))
    if len(added.known) == 1:
        known = added.known[0]
        parts.append(
            _("“{name}” đã có trong sổ (“{title}”), không lưu lần nữa.").format(
                name=known.file_name, title=known.title
            )
        )
    elif added.known:
        parts.append(_("{n} tệp đã có trong sổ, không lưu lần nữa.").format(n=len(added.known)))
    if added.failures:
        parts.append(_("{n} tệp không nhận được.").format(n=len(added.failures)))
    return " ".join(parts) or _("Thư mục này không có tệp nào.")


class OutcomeDialog(QDialog):
    """Each refused file with its sentence, so that one can mend them one by one; then those the book had already."""

    def __init__(self, added: Added, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        refused = _("{n} tệp không nhận được").format(n=len(added.failures))
        heading = refused if added.failures else _("{n} tệp đã có trong sổ").format(n=len(added.known))
        self.setWindowTitle(_("Kết quả thêm tệp"))
        self.list = LinkList()
        self.list.setAccessibleName(heading)
        self.list.set_links(
            [Link(sentence, icon="warning", tone="due", payload=name) for name, sentence in added.failures]
            + [_known_line(known.file_name, known.title) for known in added.known]
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(Heading(heading, 2))
        layout.addWidget(MutedLabel(outcome_sentence(added)))
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(characters(self, 72), em(self) * 20)


def _known_line(file_name: str, title: str) -> Link:
    if file_name.rsplit(".", 1)[0] == title:
        return Link(_("“{name}” đã có trong sổ").format(name=file_name), icon="check", payload=file_name)
    sentence = _("“{name}” đã có trong sổ với tên “{title}”")
    return Link(sentence.format(name=file_name, title=title), icon="check", payload=file_name)
