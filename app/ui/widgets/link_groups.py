"""Lists of links under short headings that scroll as one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import gap
from app.ui.widgets.frames import Card
from app.ui.widgets.link_list import Link, LinkList


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """`key` keeps a group's place when its heading changes with its count."""

    key: str
    title: str
    links: tuple[Link, ...]


class LinkGroups(QScrollArea):
    """`chosen` carries the payload of a link; arrows go on from the end of one list to the next."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget()
        self._content.setObjectName("page")
        self._layout = QVBoxLayout(self._content)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap(self, 0.7))
        self._layout.addStretch(1)
        self.setWidget(self._content)
        self._groups: dict[str, tuple[Card, _GroupList]] = {}

    def set_groups(self, groups: Sequence[LinkGroup]) -> None:
        """Groups are shown in the order given first; a group that is not named is hidden, not forgotten."""
        for group in groups:
            card, links = self._groups.get(group.key) or self._add(group.key)
            card.set_title(group.title)
            links.setAccessibleName(group.title)
            links.set_links(group.links)
            links.fit()
        named = {group.key for group in groups}
        for key, (card, _links) in self._groups.items():
            card.setVisible(key in named)

    def lists(self) -> list[LinkList]:
        """Those shown, from top to bottom."""
        return [links for card, links in self._groups.values() if not card.isHidden()]

    def titles(self) -> list[str]:
        return [links.accessibleName() for links in self.lists()]

    def links(self) -> list[Link]:
        return [link for links in self.lists() for link in links.links()]

    def _add(self, key: str) -> tuple[Card, _GroupList]:
        card, links = Card(), _GroupList()
        card.body.addWidget(links)
        links.chosen.connect(self.chosen)
        links.left.connect(lambda steps: self._leave(links, steps))
        links.selectionModel().currentChanged.connect(lambda: self._follow(links))
        self._layout.insertWidget(self._layout.count() - 1, card)
        self._groups[key] = (card, links)
        return self._groups[key]

    def _leave(self, links: LinkList, steps: int) -> None:
        shown = self.lists()
        place = shown.index(links) + steps
        if 0 <= place < len(shown):
            target = shown[place]
            target.setFocus(Qt.FocusReason.TabFocusReason)
            row = 0 if steps > 0 else target.model().rowCount() - 1
            target.setCurrentIndex(target.model().index(row, 0))

    def _follow(self, links: LinkList) -> None:
        """Keep the row of the keyboard in sight: the lists are as high as their rows, only this page scrolls."""
        if not links.hasFocus():
            return
        rect = links.visualRect(links.currentIndex())
        at = links.viewport().mapTo(self._content, QPoint(0, rect.center().y()))
        self.ensureVisible(at.x(), at.y(), 0, rect.height() * 2)


class _GroupList(LinkList):
    """As high as its rows. `left` carries -1 or 1 when an arrow key would leave the list."""

    left = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Lay the rows out for the present width at once: Qt would wait a tenth of a second."""
        self.doItemsLayout()
        self.setFixedHeight(self.full_height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.step_by(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        row, last = self.currentIndex().row(), self.model().rowCount() - 1
        if event.key() == Qt.Key.Key_Down and row == last:
            self.left.emit(1)
        elif event.key() == Qt.Key.Key_Up and row <= 0:
            self.left.emit(-1)
        else:
            super().keyPressEvent(event)
