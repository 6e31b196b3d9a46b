"""The menu behind the gear: books, appearance, language, help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from app.i18n import _
from app.ui.icons import set_icon
from app.ui.pages.base import Command
from app.ui.theme import Mode, Theme

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


def build_menu(
    menu: QMenu,
    *,
    commands: Sequence[Command],
    theme: Theme,
    language: str,
    choose_theme: Callable[[Theme], object],
    choose_language: Callable[[str], object],
    show_about: Callable[[], object],
) -> None:
    """Fill the menu anew, in the language of the screen and with what is chosen now marked."""
    for submenu in menu.findChildren(QMenu):
        submenu.deleteLater()  # clear() forgets submenus, it does not free them
    menu.clear()
    for command in commands:
        action = menu.addAction(command.text)
        set_icon(action, command.icon)
        action.triggered.connect(lambda _checked=False, run=command.run: run())
    menu.addSeparator()
    modes: list[tuple[str, Mode]] = [(_("Sáng"), "light"), (_("Tối"), "dark"), (_("Theo máy"), "system")]
    _add_choices(
        menu.addMenu(_("Giao diện")),
        [(text, mode) for text, mode in modes],
        theme.mode,
        lambda mode: choose_theme(replace(theme, mode=mode)),
    )
    _add_choices(
        menu.addMenu(_("Cỡ chữ")),
        [(f"{scale:.0%}".replace("%", " %"), scale) for scale in SCALES],
        theme.scale,
        lambda scale: choose_theme(replace(theme, scale=scale)),
    )
    languages = [("Tiếng Việt", "vi"), ("English", "en")]
    _add_choices(menu.addMenu(_("Ngôn ngữ")), languages, language, choose_language)
    menu.addSeparator()
    menu.addAction(_("Giới thiệu")).triggered.connect(lambda _checked=False: show_about())


def _add_choices(
    menu: QMenu, choices: Sequence[tuple[str, Any]], current: object, choose: Callable[[Any], object]
) -> None:
    group = QActionGroup(menu)
    for text, value in choices:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(value == current)
        group.addAction(action)
        action.triggered.connect(lambda _checked=False, value=value: choose(value))
