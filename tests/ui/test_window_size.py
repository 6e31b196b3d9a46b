"""Letters of 200 % on a laptop of 1366×768: no page makes the window wider than the screen."""

from datetime import UTC, datetime
from pathlib import Path

from app.services.samples import create_sample
from app.ui.application import make_window
from app.ui.pages_index import page_entries
from app.ui.preferences import Preferences
from app.ui.theme import Theme

NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)


def test_header_and_menu_stay_on_the_screen_at_every_page(qtbot, qapp, tmp_path: Path) -> None:
    create_sample(tmp_path / "so", now=lambda: NOW).close()
    preferences = Preferences(tmp_path / "ban-sang.ini")
    preferences.set_theme(Theme("light", 2.0))
    window = make_window(qapp, preferences)
    qtbot.addWidget(window)
    window.resize(1366, 738)
    window.show()
    window.open_path(tmp_path / "so")
    view = window.view
    assert view is not None
    for entry in page_entries():
        view.go(entry.key)
        qtbot.wait(1)  # hints are counted anew with the next turn
        assert window.minimumSizeHint().width() <= 1366, entry.key
        assert view.header.menu.geometry().right() < window.width(), entry.key
    window.close()
