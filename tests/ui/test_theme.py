"""Colours that can be read, sizes that follow the text, icons that follow the theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.paths import resource
from app.ui.icons import icon, icon_side, set_icon
from app.ui.qt_texts import QtTexts
from app.ui.theme import DARK, LIGHT, Colours, Theme, colours, colours_of, em, palette

Dress = Callable[[Theme], None]


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.03928 else float(((share + 0.055) / 1.055) ** 2.4)

    shade = QColor(colour)
    return 0.2126 * linear(shade.red()) + 0.7152 * linear(shade.green()) + 0.0722 * linear(shade.blue())


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tints", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_what_it_stands_on(tints: Colours) -> None:
    grounds = (tints.surface, tints.surface_raised, tints.hover)
    pairs = {name: (tone.text, tone.fill) for name, tone in tints.tones().items()}
    pairs |= {f"text on {ground}": (tints.text, ground) for ground in grounds}
    pairs |= {f"muted on {ground}": (tints.text_muted, ground) for ground in grounds}
    pairs |= {
        f"{name} text on {ground}": (tone.text, ground)
        for name, tone in tints.tones().items()
        for ground in (tints.surface_raised, tints.selection.fill)
        if name in ("late", "due", "error", "accent", "unmet", "met")
    }
    weak = {name: round(_contrast(*pair), 2) for name, pair in pairs.items() if _contrast(*pair) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("tints", [LIGHT, DARK], ids=["light", "dark"])
def test_frames_of_what_can_be_typed_in_are_seen(tints: Colours) -> None:
    assert _contrast(tints.line_strong, tints.surface_raised) >= 3
    assert _contrast(tints.strong.fill, tints.surface) >= 3


def test_a_widget_knows_light_from_dark_by_its_palette() -> None:
    assert colours_of(palette(LIGHT)) is LIGHT
    assert colours_of(palette(DARK)) is DARK
    assert colours(Theme("dark")) is DARK


def test_scale_stays_between_100_and_200_percent() -> None:
    assert Theme("light", 0.3).scale == 1.0
    assert Theme("light", 9).scale == 2.0


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_buttons_and_lines_grow_with_the_text(qtbot: QtBot, dress: Dress, scale: float) -> None:
    button, line = QPushButton("Xuất ra USB"), QLineEdit("Ệ Ẵ ự")
    for widget in (button, line):
        qtbot.addWidget(widget)
        widget.show()
    dress(Theme("light", scale))
    for widget in (button, line):
        assert widget.sizeHint().height() >= em(widget) * 1.3
    words = button.fontMetrics().horizontalAdvance(button.text())
    assert button.sizeHint().width() > words
    assert button.font().pointSizeF() == pytest.approx(10.5 * scale)


def test_theme_changes_reach_widgets_that_are_open(qtbot: QtBot, dress: Dress) -> None:
    label = QLabel("Bản Pút")
    qtbot.addWidget(label)
    dress(Theme("dark"))
    assert label.palette().window().color() == QColor(DARK.surface)
    dress(Theme("light"))
    assert label.palette().window().color() == QColor(LIGHT.surface)


def test_system_theme_follows_the_desktop(qapp: QApplication, dress: Dress) -> None:
    dress(Theme("system"))
    assert qapp.styleHints().colorScheme() != Qt.ColorScheme.Dark
    assert colours_of(qapp.palette()) is LIGHT
    dress(Theme("dark"))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert colours_of(qapp.palette()) is DARK, "a person's own choice is not undone by the desktop"


def test_the_screen_font_is_the_bundled_one(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontInfo

    assert QFontInfo(qapp.font()).family() == "Be Vietnam Pro"


def _ink(image: QImage) -> QColor:
    """The colour of the most opaque point: thin strokes have none that is wholly covered."""
    shades = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(shades, key=QColor.alpha)


def _is_drawn_in(image: QImage, colour: str) -> bool:
    ink, wanted = _ink(image), QColor(colour)
    pairs = zip(ink.getRgb()[:3], wanted.getRgb()[:3], strict=True)
    return ink.alpha() > 60 and all(abs(one - other) <= 6 for one, other in pairs)


def test_icons_take_the_colour_of_the_theme_and_stay_sharp_on_dense_screens(
    qtbot: QtBot, dress: Dress
) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    set_icon(button, "print")
    assert _is_drawn_in(button.icon().pixmap(button.iconSize()).toImage(), LIGHT.text)
    dress(Theme("dark", 1.5))
    assert _is_drawn_in(button.icon().pixmap(button.iconSize()).toImage(), DARK.text)
    assert button.iconSize() == QSize(icon_side(button), icon_side(button))
    dense = button.icon().pixmap(button.iconSize(), 2.0)
    assert dense.width() == button.iconSize().width() * 2


def test_an_icon_can_be_disabled_selected_or_of_a_meaning() -> None:
    side = icon_side(QApplication.font())
    made = icon("report", "late")
    assert _is_drawn_in(made.pixmap(side, side).toImage(), LIGHT.late.text)
    assert _is_drawn_in(made.pixmap(side, side, QIcon.Mode.Disabled).toImage(), LIGHT.line_strong)
    assert _is_drawn_in(made.pixmap(side, side, QIcon.Mode.Selected).toImage(), LIGHT.selection.text)


def test_every_icon_file_draws() -> None:
    names = [path.stem for path in resource("icons").glob("*.svg")]
    assert len(names) > 30
    blank = [name for name in names if _ink(icon(name).pixmap(40, 40).toImage()).alpha() < 60]
    assert blank == []


def test_standard_buttons_speak_vietnamese(qtbot: QtBot) -> None:
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.Save | kinds.Close)
    qtbot.addWidget(box)
    assert [box.button(kind).text() for kind in (kinds.Ok, kinds.Cancel, kinds.Save, kinds.Close)] == [
        "Đồng ý",
        "Hủy",
        "Lưu",
        "Đóng",
    ]


def test_text_menus_speak_vietnamese_and_unknown_texts_stay(qtbot: QtBot) -> None:
    line = QLineEdit("x")
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert words == ["Hoàn tác", "Làm lại", "Cắt", "Sao chép", "Dán", "Xóa", "Chọn tất cả"]
    texts = QtTexts()
    assert texts.translate("QAnything", "A sentence of tomorrow") == "A sentence of tomorrow"
    assert texts.translate("QShortcut", "Delete") == "Delete", "names of keys are left alone"
    menu.deleteLater()
