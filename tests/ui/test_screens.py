"""Every page looks as it did: light and dark, 100 % and 150 %, compared with a tolerance.

A wanted change of a screen is taken over with `python -m tests.ui.screens`, after looking at the pictures.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.ui.main_window import MainWindow
from app.ui.theme import Mode, Theme, apply_theme
from tests.ui.screens import HEIGHT, LOOKS, STORED, WIDTH, file_name, make_picture_window, names_in, pictures

pytestmark = pytest.mark.slow  # CI runs it, the everyday suite does not

VISIBLY = 48  # of 255: less is the edge of a letter drawn by another version of a font library
MOST_CHANGED = 0.01  # share of pixels that may differ visibly


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    made = make_picture_window(qapp, tmp_path_factory.mktemp("screens"))
    yield made
    made.close()
    made.deleteLater()
    apply_theme(qapp, Theme("light"))  # the dress of the program outlives this module


@pytest.mark.parametrize(("mode", "scale"), LOOKS, ids=lambda value: str(value))
def test_pages_look_as_before(window: MainWindow, mode: Mode, scale: float, tmp_path: Path) -> None:
    changed = {}
    for name, image in pictures(window, mode, scale):
        assert (image.width(), image.height()) == (WIDTH, HEIGHT)
        share = changed_share(image, STORED / name, tmp_path / name)
        if share > MOST_CHANGED:
            changed[name] = f"{share:.1%}"
    assert changed == {}


def test_there_is_a_picture_of_every_page_in_every_dress() -> None:
    wanted = {file_name(name, mode, scale) for mode, scale in LOOKS for name in names_in(mode, scale)}
    assert {path.name for path in STORED.glob("*.png")} == wanted


def changed_share(image: QImage, stored: Path, drawn: Path) -> float:
    image.convertToFormat(QImage.Format.Format_RGB888).save(str(drawn))
    with Image.open(drawn) as now, Image.open(stored) as before:
        if now.size != before.size:
            return 1.0
        difference = ImageChops.difference(now.convert("RGB"), before.convert("RGB")).convert("L")
    visible = sum(difference.histogram()[VISIBLY:])
    return visible / (WIDTH * HEIGHT)
