"""The papers that an indicator asks for, as a tick list: which are there, which are still missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.theme import gap
from app.ui.widgets.frames import Heading
from app.ui.widgets.link_list import Link, LinkList


class PaperTicks(QWidget):
    """`chosen` carries the paper whose line was clicked or entered. Hidden where no paper is asked for."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Heading("", 3)
        self.list = Lines()
        self.list.chosen.connect(lambda paper: self.chosen.emit(str(paper)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.2))
        layout.addWidget(self.title)
        layout.addWidget(self.list)
        self.show_papers([])

    def show_papers(self, papers: Sequence[tuple[str, str | None]]) -> None:
        """(paper, title of the proof that is it, or None while it is missing), in the order of the set."""
        there = sum(title is not None for _paper, title in papers)
        name = _("Giấy tờ cần có ({n}/{all})").format(n=there, all=len(papers))
        self.title.setText(name)
        self.list.setAccessibleName(name)
        self.list.set_links([_line(paper, title) for paper, title in papers])
        self.list.updateGeometry()
        self.setVisible(bool(papers))


def _line(paper: str, title: str | None) -> Link:
    if title is None:
        return Link(paper, _("còn thiếu"), icon="circle", tone="due", payload=paper)
    return Link(paper, title, icon="check", tone="met", payload=paper)


class Lines(LinkList):
    """As high as its lines, at whatever width it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(super().sizeHint().width(), self.full_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, self.full_height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
