"""An answer was given under a set that is in use: what a changed indicator does to it, the person says."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.theme import characters, gap, make_primary
from app.ui.widgets import Heading, MutedLabel


class FrozenChangeDialog(QDialog):
    """`same_meaning` and `new_version` say what was chosen; rejected: the field goes back to what it was.

    `wording_only`: nothing but the text differs, so that it may be a slip of the pen.
    """

    same_meaning = Signal()
    new_version = Signal()

    def __init__(self, number: str, *, wording_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Bộ tiêu chí đang dùng"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(characters(self, 54))
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(Heading(_("Sửa chỉ tiêu {number} như thế nào?").format(number=number), 2))
        layout.addWidget(MutedLabel(self._words(wording_only)))
        self.same = self._button(
            _("Chỉ sửa lỗi chữ, nghĩa không đổi"), self.same_meaning.emit, primary=wording_only
        )
        self.same.setVisible(wording_only)
        text = _("Đổi nghĩa: tạo phiên bản mới…") if wording_only else _("Tạo phiên bản mới…")
        self.version = self._button(text, self.new_version.emit, primary=not wording_only)
        for button in (self.same, self.version):
            layout.addWidget(button)
        buttons = QDialogButtonBox()
        self.drop = buttons.addButton(_("Bỏ, giữ như cũ"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        (self.same if wording_only else self.version).setFocus()

    def _words(self, wording_only: bool) -> str:
        if wording_only:
            return _(
                "Bộ này đang dùng: đã có kết quả đánh giá theo nội dung cũ. Sửa lỗi chữ thì ghi luôn vào bộ; "
                "đổi nghĩa thì tạo phiên bản mới, các đợt rà soát cũ vẫn theo bộ cũ."
            )
        return _(
            "Bộ này đang dùng: đã có kết quả đánh giá theo yêu cầu cũ. Thay đổi này làm đổi nghĩa nên phải ghi "
            "vào phiên bản mới; các đợt rà soát cũ vẫn theo bộ cũ."
        )

    def _button(self, text: str, chosen: object, *, primary: bool) -> QPushButton:
        button = QPushButton(text)
        if primary:
            make_primary(button)
        button.clicked.connect(self.accept)
        button.clicked.connect(lambda: chosen())  # type: ignore[operator]
        return button
