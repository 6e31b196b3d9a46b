"""A sentence above a form with the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui.theme import gap


class Notice(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, button: str, run: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = QPushButton(button)
        self.button.clicked.connect(lambda: run())
        layout = QHBoxLayout(self)
        pad = gap(self, 0.35)
        layout.setContentsMargins(2 * pad, pad, pad, pad)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.button)
        self.say("")

    def say(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.setVisible(bool(sentence))
