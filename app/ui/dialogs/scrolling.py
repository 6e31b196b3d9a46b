"""The upper part of a tall dialog: it scrolls where letters are large and the screen is low."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


def scrolling(content: QLayout) -> QScrollArea:
    """`content` in an area that takes all room there is and never less than it is given."""
    page = QWidget()
    page.setObjectName("page")
    content.setContentsMargins(0, 0, 0, 0)
    page.setLayout(content)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
