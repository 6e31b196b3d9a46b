"""Icons from resources/icons, drawn in the colours of the theme in force, crisp on dense screens."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.paths import resource
from app.ui.theme import ToneName, colours_of, em, theme_events

Tint = ToneName | Literal["text"]


def icon(name: str, tint: Tint = "text") -> QIcon:
    """`name` is a file of resources/icons without its ending. Cheap when asked again for the same theme."""
    palette = QGuiApplication.palette()
    side = icon_side(QGuiApplication.font())
    return _icon(name, _tinted(palette, tint), _disabled(palette), _selected(palette), side, _ratios())


def set_icon(target: QAbstractButton | QAction, name: str, tint: Tint = "text") -> None:
    """Give `target` an icon that changes its colour with the theme."""
    present = target.findChild(_Tinter, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if present is None:
        present = _Tinter(target)
        theme_events().changed.connect(present.draw)
    present.name, present.tint = name, tint
    present.draw()


class _Tinter(QObject):
    """A child of what carries the icon: it lives and dies with it."""

    def __init__(self, target: QAbstractButton | QAction) -> None:
        super().__init__(target)
        self._target = target
        self.name = ""
        self.tint: Tint = "text"

    def draw(self) -> None:
        self._target.setIcon(icon(self.name, self.tint))
        if isinstance(self._target, QAbstractButton):
            side = icon_side(self._target)
            self._target.setIconSize(QSize(side, side))


def icon_side(measured: QWidget | QFont) -> int:
    """The side of an icon beside text, in pixels."""
    return round(em(measured) * 1.1)


@lru_cache(maxsize=512)
def pixmap(name: str, side: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """The icon in one colour, `side` logical pixels wide."""
    from PySide6.QtSvg import QSvgRenderer

    drawn = QPixmap(QSize(side, side) * ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    source = _source(name).replace(b"<svg ", f'<svg fill="{colour}" '.encode(), 1)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def _icon(name: str, normal: str, disabled: str, selected: str, side: int, ratios: frozenset[float]) -> QIcon:
    made = QIcon()
    modes = ((QIcon.Mode.Normal, normal), (QIcon.Mode.Disabled, disabled), (QIcon.Mode.Selected, selected))
    for mode, colour in modes:
        for ratio in ratios:
            made.addPixmap(pixmap(name, side, colour, ratio), mode)
    return made


def _ratios() -> frozenset[float]:
    """The densities of the screens there are, and of the dense one that may be plugged in."""
    return frozenset(screen.devicePixelRatio() for screen in QGuiApplication.screens()) | {2.0}


def _tinted(palette: QPalette, tint: Tint) -> str:
    return (
        palette.color(QPalette.ColorRole.Text).name()
        if tint == "text"
        else colours_of(palette).tone(tint).text
    )


def _disabled(palette: QPalette) -> str:
    return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()


def _selected(palette: QPalette) -> str:
    return palette.color(QPalette.ColorRole.HighlightedText).name()
