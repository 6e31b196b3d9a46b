"""The path of a file: typed, pasted, or chosen with the system's window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.i18n import _
from app.ui.theme import gap


class FileEdit(QWidget):
    """`picked` follows a choice in the system's window; typing goes through `line`."""

    picked = Signal()

    def __init__(self, label: str, kinds: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._kinds = kinds
        self.line = QLineEdit()
        self.button = QPushButton(_("Chọn…"))
        self.button.setAccessibleName(_("Chọn tệp: {label}").format(label=label))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.open_chooser)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.3))
        layout.addWidget(self.line, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)

    def open_chooser(self) -> QFileDialog:
        """Starts in the folder of the file that stands in the field."""
        dialog = QFileDialog(self, self._label)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self._kinds, _("Mọi tệp (*)")] if self._kinds else [_("Mọi tệp (*)")])
        typed = self.line.text().strip()
        if typed and Path(typed).parent.is_dir():
            dialog.setDirectory(str(Path(typed).parent))
        dialog.fileSelected.connect(self.pick)
        dialog.open()
        return dialog

    def pick(self, path: str) -> None:
        self.line.setText(path)
        self.picked.emit()
