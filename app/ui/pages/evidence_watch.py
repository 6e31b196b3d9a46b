"""The line that tells which folder is watched, with the way to stop; what it brought and refused."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from app.i18n import _
from app.services.evidence_intake import Added
from app.ui.context import Context
from app.ui.icons import icon_side, pixmap
from app.ui.pages.evidence_outcome import OutcomeDialog
from app.ui.theme import colours_of, gap
from app.ui.widgets import MutedLabel


class WatchLine(QWidget):
    """Hidden while no folder is watched."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._refused: list[tuple[str, str]] = []
        self._eye = QLabel()
        self.words = MutedLabel(wrap=False)
        self.refused_button = QPushButton()
        self.refused_button.setFlat(True)
        self.refused_button.clicked.connect(self._show_refused)
        self.stop_button = QPushButton(_("Dừng theo dõi"))
        self.stop_button.setFlat(True)
        self.stop_button.clicked.connect(lambda: context.watch.choose(None))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.4))
        for widget in (self._eye, self.words, self.refused_button):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.stop_button)
        context.watch.changed.connect(self._changed)
        context.watch.brought.connect(self._brought)
        self.hide()

    def choose(self) -> None:
        present = self._context.watch.folder
        name = QFileDialog.getExistingDirectory(
            self.window(), _("Theo dõi thư mục"), str(present) if present else ""
        )
        if name:
            self._context.watch.choose(Path(name))

    def show_state(self) -> None:
        watch = self._context.watch
        self.setVisible(watch.folder is not None)
        if watch.folder is None:
            return
        colour = colours_of(self.palette()).text_muted
        self._eye.setPixmap(pixmap("eye", icon_side(self), colour, self.devicePixelRatioF()))
        sentence = (
            _("Đang theo dõi thư mục “{name}”: tệp mới trong đó tự vào sổ.")
            if watch.there
            else _("Chờ thư mục “{name}”: hiện không mở được.")
        )
        self.words.setText(sentence.format(name=watch.folder.name or str(watch.folder)))
        self.words.setToolTip(str(watch.folder))
        self.refused_button.setVisible(bool(self._refused))
        self.refused_button.setText(_("{n} tệp không nhận được…").format(n=len(self._refused)))

    def _changed(self) -> None:
        self._refused.clear()
        self.show_state()

    def _brought(self, added: Added) -> None:
        self._refused += added.failures
        self.show_state()

    def _show_refused(self) -> None:
        OutcomeDialog(Added((), 0, (), tuple(self._refused)), self.window()).open()
