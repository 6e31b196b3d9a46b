"""The small style sheet over Fusion: flat, quiet, a visible ring where the keyboard is.

Sizes come from the height of a line (`line`, pixels), colours from the theme; fonts are never set here,
so that a change of text size reaches every widget through QApplication.setFont.
"""

from __future__ import annotations

from app.paths import resource
from app.ui.theme import Colours


def stylesheet(tints: Colours, line: int) -> str:
    return "".join(part(tints, line) for part in (_buttons, _inputs, _ticks, _lists, _bars, _frames))


def _buttons(tints: Colours, line: int) -> str:
    pad, side, radius = round(line * 0.28), round(line * 0.75), round(line * 0.28)
    return f"""
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton, QToolButton {{
    background: {tints.surface_raised}; color: {tints.text};
    border: 1px solid {tints.line_strong}; border-radius: {radius}px;
    padding: {pad}px {side}px;
}}
QToolButton {{ border-color: transparent; background: transparent; padding: {pad}px; }}
QToolButton[framed="true"] {{ border-color: {tints.line_strong}; background: {tints.surface_raised}; }}
QToolButton::menu-indicator {{ image: none; width: 0px; }}
QPushButton:hover, QToolButton:hover {{ background: {tints.hover}; }}
QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{
    background: {tints.accent.fill}; color: {tints.accent.text};
}}
QPushButton:focus, QToolButton:focus {{
    border: 2px solid {tints.strong.fill}; padding: {pad - 1}px {side - 1}px; outline: none;
}}
QToolButton:focus {{ padding: {pad - 1}px; }}
QPushButton[primary="true"], QPushButton:default {{
    background: {tints.strong.fill}; color: {tints.strong.text}; border-color: {tints.strong.fill};
}}
QPushButton[primary="true"]:focus, QPushButton:default:focus {{ border-color: {tints.text}; }}
QPushButton:disabled, QToolButton:disabled {{
    color: {tints.line_strong}; border-color: {tints.line}; background: transparent;
}}
QToolButton:disabled {{ border-color: transparent; }}
QPushButton:flat {{ border-color: transparent; background: transparent; color: {tints.accent.text}; }}
QPushButton:flat:hover {{ background: {tints.accent.fill}; }}
QPushButton:flat:focus {{ border-color: {tints.strong.fill}; }}
"""


def _inputs(tints: Colours, line: int) -> str:
    pad, side, radius = round(line * 0.24), round(line * 0.4), round(line * 0.28)
    chevron = _picture("chevron", tints)
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {{
    background: {tints.surface_raised}; color: {tints.text};
    border: 1px solid {tints.line_strong}; border-radius: {radius}px;
    padding: {pad}px {side}px; placeholder-text-color: {tints.text_muted};
    selection-background-color: {tints.selection.fill}; selection-color: {tints.selection.text};
}}
QPlainTextEdit, QTextEdit {{ padding: {pad - 1}px {max(1, side - 4)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus {{
    border: 2px solid {tints.strong.fill}; padding: {pad - 1}px {side - 1}px;
}}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {pad - 2}px {max(1, side - 5)}px; }}
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] {{
    background: {tints.surface}; border-color: {tints.line};
}}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{
    background: {tints.surface}; color: {tints.line_strong}; border-color: {tints.line};
}}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
    border-color: {tints.error.text};
}}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; }}
QComboBox::drop-down {{ border: none; width: {round(line * 1.3)}px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: {round(line * 0.7)}px; height: {round(line * 0.7)}px; }}
QComboBox QAbstractItemView {{ border: 1px solid {tints.line_strong}; padding: 2px; }}
"""


def _ticks(tints: Colours, line: int) -> str:
    side = round(line * 0.85)
    check, dot = (resource("theme", f"{name}.svg").as_posix() for name in ("check", "dot"))
    return f"""
QCheckBox, QRadioButton {{
    spacing: {round(line * 0.4)}px; padding: {round(line * 0.12)}px {round(line * 0.2)}px;
    border: 1px solid transparent; border-radius: {round(line * 0.2)}px;
}}
QCheckBox:focus, QRadioButton:focus {{ border-color: {tints.strong.fill}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {tints.line_strong}; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: {side}px; height: {side}px; background: {tints.surface_raised}; border: 1px solid {tints.line_strong};
}}
QCheckBox::indicator {{ border-radius: {round(line * 0.18)}px; }}
QRadioButton::indicator {{ border-radius: {side // 2 + 1}px; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked {{
    background: {tints.strong.fill}; border-color: {tints.strong.fill};
}}
QCheckBox::indicator:checked {{ image: url("{check}"); }}
QRadioButton::indicator:checked {{ image: url("{dot}"); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {tints.line}; }}
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {{
    background: {tints.line_strong};
}}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {tints.surface}; }}
QCalendarWidget QAbstractItemView {{ border: none; }}
"""


def _lists(tints: Colours, line: int) -> str:
    pad = round(line * 0.3)
    arrow = round(line * 0.55)
    return f"""
QAbstractItemView {{
    background: {tints.surface_raised}; border: 1px solid {tints.line};
    gridline-color: {tints.line}; outline: none;
    selection-background-color: {tints.selection.fill}; selection-color: {tints.selection.text};
}}
QListView[plain="true"] {{ border: none; background: transparent; }}
QAbstractItemView:focus {{ border-color: {tints.strong.fill}; }}
QHeaderView {{ background: {tints.surface}; border: none; }}
QHeaderView::section {{
    background: {tints.surface}; color: {tints.text_muted}; border: none;
    border-bottom: 1px solid {tints.line_strong}; padding: {pad}px {round(line * 0.4)}px;
}}
QHeaderView::section:hover {{ background: {tints.hover}; color: {tints.text}; }}
QHeaderView::down-arrow {{ image: url("{_picture("chevron", tints)}"); width: {arrow}px; height: {arrow}px; }}
QHeaderView::up-arrow {{ image: url("{_picture("chevron-up", tints)}"); width: {arrow}px; height: {arrow}px; }}
QTableCornerButton::section {{ background: {tints.surface}; border: none; }}
QMenu {{ background: {tints.surface_raised}; border: 1px solid {tints.line_strong}; padding: {round(line * 0.2)}px; }}
QMenu::item {{ padding: {pad}px {round(line * 1.2)}px; border-radius: {round(line * 0.2)}px; }}
QMenu::item:selected {{ background: {tints.selection.fill}; color: {tints.selection.text}; }}
QMenu::item:disabled {{ color: {tints.line_strong}; }}
QMenu::separator {{ height: 1px; background: {tints.line}; margin: {round(line * 0.2)}px; }}
QToolTip {{
    background: {tints.surface_raised}; color: {tints.text};
    border: 1px solid {tints.line_strong}; padding: {round(line * 0.2)}px;
}}
"""


def _bars(tints: Colours, line: int) -> str:
    width, radius = round(line * 0.7), round(line * 0.2)
    return f"""
QScrollBar:vertical {{ background: transparent; width: {width}px; margin: 0; border: none; }}
QScrollBar:horizontal {{ background: transparent; height: {width}px; margin: 0; border: none; }}
QScrollBar::handle {{ background: {tints.line_strong}; border-radius: {radius}px; margin: {round(line * 0.12)}px; }}
QScrollBar::handle:vertical {{ min-height: {line * 2}px; }}
QScrollBar::handle:horizontal {{ min-width: {line * 2}px; }}
QScrollBar::handle:hover {{ background: {tints.text_muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{
    background: {tints.hover}; color: {tints.text}; border: none;
    border-radius: {radius}px; text-align: center;
}}
QProgressBar::chunk {{ background: {tints.strong.fill}; border-radius: {radius}px; }}
QTabBar::tab {{
    background: transparent; color: {tints.text_muted}; border: none;
    border-bottom: 2px solid transparent; padding: {round(line * 0.35)}px {round(line * 0.7)}px;
}}
QTabBar::tab:selected {{ color: {tints.text}; border-bottom-color: {tints.strong.fill}; }}
QTabBar::tab:hover {{ background: {tints.hover}; }}
QTabBar:focus {{ border: 1px solid {tints.strong.fill}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {tints.line}; }}
QSplitter::handle {{ background: {tints.line}; }}
QSplitter::handle:hover {{ background: {tints.strong.fill}; }}
"""


def _frames(tints: Colours, line: int) -> str:
    radius = round(line * 0.4)
    return f"""
QFrame[card="true"] {{
    background: {tints.surface_raised}; border: 1px solid {tints.line}; border-radius: {radius}px;
}}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget#page {{ background: transparent; }}
QGroupBox {{ border: 1px solid {tints.line}; border-radius: {radius}px; margin-top: {round(line * 0.7)}px;
    padding-top: {round(line * 0.4)}px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: {round(line * 0.5)}px; padding: 0 {round(line * 0.2)}px; }}
"""


def _picture(name: str, tints: Colours) -> str:
    return resource("theme", f"{name}-{'dark' if tints.dark else 'light'}.svg").as_posix()
