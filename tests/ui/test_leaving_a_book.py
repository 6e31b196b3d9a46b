"""What works in the background for a page has let go before the page is deleted."""

from datetime import UTC, datetime
from pathlib import Path

from app.services.samples import create_sample
from app.ui.application import make_window
from app.ui.preferences import Preferences
from app.ui.tasks import TaskRunner

NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)


def test_the_drawer_of_the_preview_ends_with_its_book(qtbot, qapp, tmp_path: Path) -> None:
    create_sample(tmp_path / "so", now=lambda: NOW).close()
    window = make_window(qapp, Preferences(tmp_path / "ban-sang.ini"))
    qtbot.addWidget(window)
    window.open_path(tmp_path / "so")
    view = window.view
    assert view is not None
    view.go("dossier")
    drawers = view.findChildren(TaskRunner)
    assert drawers
    told: list[object] = []
    for drawer in drawers:
        drawer.start(lambda progress: None, title="Vẽ trang", on_done=told.append)
    assert window.leave_book()
    assert not any(drawer.busy for drawer in drawers)
    qtbot.wait(20)
    assert told == []
    window.close()
