"""Light and dark: semantic colours, palette, font and the units that every size comes from."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.paths import resource

Mode = Literal["light", "dark", "system"]
ToneName = Literal[
    "met", "unmet", "not_applicable", "doing", "unknown", "late", "due", "accent", "strong", "error", "muted"
]

FAMILY = "Be Vietnam Pro"
_FALLBACK_FAMILIES = ["Segoe UI", "Noto Sans", "DejaVu Sans"]
BASE_POINTS = 10.5  # at 100 %
_FOLLOWER = "bansang-follows-system"
_FONTS_LOADED = "bansang-fonts-loaded"


@dataclass(frozen=True, slots=True)
class Theme:
    """What the person chose; `scale` 1.0–2.0 enlarges text, and with it everything measured in text."""

    mode: Mode = "system"
    scale: float = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "scale", min(2.0, max(1.0, self.scale)))


@dataclass(frozen=True, slots=True)
class Tone:
    """A text colour and the fill it stands on ('#rrggbb'), at least 4.5:1 apart."""

    text: str
    fill: str


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours by meaning; `tone` names are those of ToneName."""

    dark: bool
    text: str
    text_muted: str
    surface: str
    surface_raised: str
    line: str
    line_strong: str
    hover: str
    selection: Tone
    met: Tone
    unmet: Tone
    not_applicable: Tone
    doing: Tone
    unknown: Tone
    late: Tone
    due: Tone
    accent: Tone
    strong: Tone
    error: Tone
    muted: Tone

    def tone(self, name: ToneName) -> Tone:
        found: Tone = getattr(self, name)
        return found

    def tones(self) -> dict[str, Tone]:
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if isinstance(value, Tone)}


LIGHT = Colours(
    dark=False,
    text="#1c231e",
    text_muted="#586259",
    surface="#f5f7f4",
    surface_raised="#ffffff",
    line="#dbe0da",
    line_strong="#8b968d",
    hover="#eaefe9",
    selection=Tone("#14281a", "#cfe8d6"),
    met=Tone("#17602f", "#ddf1e1"),
    unmet=Tone("#9b1c1c", "#fbe1df"),
    not_applicable=Tone("#4f5954", "#e9ece9"),
    doing=Tone("#1d4f8c", "#e0ecf9"),
    unknown=Tone("#5a5f66", "#f1f2f3"),
    late=Tone("#8a2c0a", "#fde4d8"),
    due=Tone("#6d4c00", "#fcefc7"),
    accent=Tone("#1f6b3a", "#e3f1e6"),
    strong=Tone("#ffffff", "#28753f"),
    error=Tone("#a11616", "#fde7e5"),
    muted=Tone("#586259", "#f5f7f4"),
)

DARK = Colours(
    dark=True,
    text="#e6ebe6",
    text_muted="#a3aea6",
    surface="#171b18",
    surface_raised="#1f2421",
    line="#363d38",
    line_strong="#707a73",
    hover="#29302b",
    selection=Tone("#eef5ef", "#2c5238"),
    met=Tone("#93dba8", "#1c3a26"),
    unmet=Tone("#ffb3ab", "#4a2220"),
    not_applicable=Tone("#b8c1bb", "#2c322e"),
    doing=Tone("#a5cbf7", "#1d3350"),
    unknown=Tone("#b5bac0", "#2a2d31"),
    late=Tone("#ffbd9a", "#4b2716"),
    due=Tone("#f3d27a", "#42340f"),
    accent=Tone("#8fd6a3", "#22402c"),
    strong=Tone("#ffffff", "#2f7a48"),
    error=Tone("#ffb4ab", "#4b1f1d"),
    muted=Tone("#a3aea6", "#171b18"),
)


def resolved(theme: Theme) -> Theme:
    """The theme with 'system' answered by the desktop (light when it does not say)."""
    if theme.mode != "system":
        return theme
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return replace(theme, mode="dark" if dark else "light")


def colours(theme: Theme) -> Colours:
    return DARK if resolved(theme).mode == "dark" else LIGHT


def colours_of(palette: QPalette) -> Colours:
    """The colours in force where `palette` is in force: a widget that asks while it paints follows by itself."""
    # Mid is the one that no style sheet rule of a widget replaces, as "transparent" does with Window.
    return DARK if palette.color(QPalette.ColorRole.Mid).lightness() < 128 else LIGHT


def load_fonts() -> None:
    """Load the two weights that the screen uses; more often than once for a QApplication does nothing."""
    app = QApplication.instance()
    assert app is not None
    if app.property(_FONTS_LOADED):  # asking QFontDatabase would make it read every font of the machine
        return
    app.setProperty(_FONTS_LOADED, True)
    for weight in ("Regular", "SemiBold"):
        QFontDatabase.addApplicationFont(str(resource("fonts", f"BeVietnamPro-{weight}.ttf")))


def base_font(scale: float = 1.0) -> QFont:
    font = QFont()
    font.setFamilies([FAMILY, *_FALLBACK_FAMILIES])
    font.setPointSizeF(BASE_POINTS * scale)
    return font


def bold_font(base: QFont) -> QFont:
    font = QFont(base)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def heading_font(base: QFont, level: int) -> QFont:
    """Level 1 names a page, 2 a part of it, 3 a group inside a part."""
    font = bold_font(base)
    font.setPointSizeF(base.pointSizeF() * {1: 1.5, 2: 1.2}.get(level, 1.0))
    return font


def em(measured: QWidget | QFont) -> int:
    """The height of one line in pixels: widths, margins and row heights are shares of it."""
    metrics = QFontMetrics(measured) if isinstance(measured, QFont) else measured.fontMetrics()
    return metrics.height()


def gap(measured: QWidget | QFont, share: float = 0.5) -> int:
    return max(1, round(em(measured) * share))


def characters(measured: QWidget, count: int) -> int:
    """The width of `count` ordinary characters in pixels."""
    return measured.fontMetrics().horizontalAdvance("0") * count


def make_primary(button: QAbstractButton) -> None:
    """Mark the one button of a page that most people come for."""
    button.setProperty("primary", True)


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the program; call it again to change dress while it runs. With 'system' it follows the desktop."""
    from app.ui.stylesheet import stylesheet

    load_fonts()
    _follow_system(app, theme)
    palette_colours = colours(theme)
    if app.style().name() != "fusion" and not app.styleSheet():
        app.setStyle("Fusion")
    font = base_font(theme.scale)
    app.setFont(font)
    app.setPalette(palette(palette_colours))
    app.setStyleSheet(stylesheet(palette_colours, em(font)))
    theme_events().changed.emit()


class ThemeEvents(QObject):
    """`changed` comes after a theme has been put on, for what a palette change does not reach."""

    changed = Signal()


def theme_events() -> ThemeEvents:
    """The one of this QApplication."""
    app = QApplication.instance()
    assert app is not None
    present = app.findChild(ThemeEvents, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return present if present is not None else ThemeEvents(app)


class _SystemFollower(QObject):
    """Lives while the person wants the desktop's own choice of light or dark."""

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(app)
        self._app = app
        self._theme = theme
        self.setObjectName(_FOLLOWER)
        app.styleHints().colorSchemeChanged.connect(self._changed)

    def _changed(self) -> None:
        apply_theme(self._app, self._theme)


def _follow_system(app: QApplication, theme: Theme) -> None:
    present = app.findChild(_SystemFollower, _FOLLOWER)
    if present is not None:
        app.styleHints().colorSchemeChanged.disconnect(present._changed)
        present.setParent(None)
        present.deleteLater()
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(
        theme.mode, Qt.ColorScheme.Unknown
    )
    app.styleHints().setColorScheme(wanted)  # the title bar follows where the system draws it
    if theme.mode == "system":
        _SystemFollower(app, theme)


def palette(tints: Colours) -> QPalette:
    role = QPalette.ColorRole
    by_role = {
        role.Window: tints.surface,
        role.WindowText: tints.text,
        role.Base: tints.surface_raised,
        role.AlternateBase: tints.hover,
        role.Text: tints.text,
        role.Button: tints.surface_raised,
        role.ButtonText: tints.text,
        role.BrightText: tints.error.text,
        role.Highlight: tints.selection.fill,
        role.HighlightedText: tints.selection.text,
        role.Link: tints.accent.text,
        role.LinkVisited: tints.accent.text,
        role.PlaceholderText: tints.text_muted,
        role.ToolTipBase: tints.surface_raised,
        role.ToolTipText: tints.text,
        role.Light: tints.surface_raised,
        role.Midlight: tints.hover,
        role.Mid: tints.line,
        role.Dark: tints.line_strong,
        role.Shadow: tints.line_strong,
        role.Accent: tints.strong.fill,
    }
    made = QPalette()
    for where, colour in by_role.items():
        made.setColor(where, QColor(colour))
    disabled = QColor(tints.line_strong)
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, where, disabled)
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tints.hover))
    return made
