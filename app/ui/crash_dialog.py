"""What a person sees when the program itself fails: the report, to copy or to save. Loaded when it is needed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.paths import user_documents_folder
from app.ui.theme import characters, em, gap


class CrashDialog(QDialog):
    """Says that the program failed, that nothing typed before is lost, and gives the report away."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Chương trình gặp lỗi"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sentence = QLabel(
            _(
                "Việc vừa làm chưa xong vì chương trình gặp lỗi. Những gì đã ghi vẫn còn trong sổ. "
                "Hãy sao chép hoặc lưu nhật ký dưới đây và gửi cho người hỗ trợ."
            )
        )
        sentence.setWordWrap(True)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(_("Nhật ký lỗi"))
        self._report.setMinimumSize(characters(self, 60), em(self) * 10)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(_("Sao chép"), QDialogButtonBox.ButtonRole.ActionRole)
        save = buttons.addButton(_("Lưu nhật ký…"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        save.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self))
        for widget in (sentence, self._report, buttons):
            layout.addWidget(widget)

    def add(self, report: str) -> None:
        """A further error while this one is still shown."""
        self._report.appendPlainText(f"\n{report}")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())

    def _save(self) -> None:
        offered = user_documents_folder() / "nhat-ky-loi-ban-sang.txt"
        name, _kind = QFileDialog.getSaveFileName(self, _("Lưu nhật ký"), str(offered), _("Văn bản (*.txt)"))
        if name:
            Path(name).write_text(self._report.toPlainText(), encoding="utf-8")
