"""The strip that long work shows: what it is doing, how far, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from app.i18n import _
from app.ui.tasks import TaskRunner
from app.ui.theme import em, gap


class ProgressStrip(QWidget):
    """Shown while `runner` is busy; the rest of the window stays usable."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(gap(self, 0.5))
        self._bar.setMinimumWidth(em(self) * 10)
        self._cancel = QPushButton(_("Hủy"))
        self._cancel.clicked.connect(lambda: self._runner.cancel())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(gap(self, 0.7), gap(self, 0.2), gap(self, 0.7), gap(self, 0.2))
        layout.setSpacing(gap(self, 0.7))
        layout.addWidget(self._text, 2)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._cancel)
        runner.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        task = self._runner.running
        self.setVisible(task is not None)
        if task is None:
            return
        step = task.step_shown
        self._text.setText(self._sentence(task.title, step.text, task.cancelling))
        self._text.setToolTip(self._text.text())
        self._bar.setRange(0, step.total)  # 0 to 0 moves without an end: nobody knows how far
        self._bar.setValue(min(step.done, step.total))
        self._bar.setAccessibleName(self._text.text())
        self._cancel.setEnabled(not task.cancelling)

    def _sentence(self, title: str, step: str, cancelling: bool) -> str:
        if cancelling:
            return _("{title}: đang hủy…").format(title=title)
        words = f"{title}: {step}" if step else title
        if self._runner.waiting:
            words += " " + _("(còn {n} việc chờ)").format(n=self._runner.waiting)
        return words
