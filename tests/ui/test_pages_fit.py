"""Large letters on a laptop of 1366×768: no page is wider than its room, nothing at its right is cut off."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QSplitter

from app.ui.main_window import MainWindow
from app.ui.pages.catalogue import CataloguePage, panel_entries
from app.ui.pages.catalogue_people import PeoplePanel
from app.ui.pages.catalogue_places import PlacesPanel
from app.ui.pages.catalogue_procedures import ProceduresPanel
from app.ui.pages.catalogue_sets import SetsPanel
from app.ui.pages_index import page_entries
from app.ui.theme import Theme, base_font
from tests.ui.screens import make_picture_window

pytestmark = pytest.mark.slow  # CI runs it, the everyday suite does not


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    made = make_picture_window(qapp, tmp_path_factory.mktemp("fit"))
    dress(made, 1.5)
    yield made
    dress(made, 1.0)  # the dress of the program outlives this module
    made.close()
    made.deleteLater()


def dress(window: MainWindow, scale: float) -> None:
    if QApplication.font().pointSizeF() != base_font(scale).pointSizeF():
        window.theme_chosen.emit(Theme("light", scale))


def hidden_at_the_right(window: MainWindow) -> int:
    """Pixels of the shown page that one must scroll sideways for."""
    for _turn in range(4):  # parts that turn ask for room with the next turn
        QApplication.processEvents()
    assert window.view is not None
    area = window.view.stack.currentWidget()
    assert isinstance(area, QScrollArea)
    assert area.widget().width() <= area.viewport().width()
    return area.horizontalScrollBar().maximum()


@pytest.mark.parametrize("page", [entry.key for entry in page_entries()])
def test_a_page_needs_no_scrolling_sideways_at_150_percent(window: MainWindow, page: str) -> None:
    assert window.view is not None
    window.view.go(page)
    assert hidden_at_the_right(window) == 0


def test_the_plan_of_the_year_needs_no_scrolling_sideways_at_150_percent(window: MainWindow) -> None:
    assert window.view is not None
    window.view.go("assignments", {"panel": "year"})
    assert hidden_at_the_right(window) == 0


@pytest.mark.parametrize("panel", [entry.key for entry in panel_entries()])
@pytest.mark.parametrize("scale", [1.5, 2.0])  # varies last: another size of letters takes a while
def test_a_tab_of_the_catalogue_fits_with_every_form_of_it(
    window: MainWindow, panel: str, scale: float
) -> None:
    dress(window, scale)
    assert window.view is not None
    window.view.go("catalogue", {"panel": panel})
    assert hidden_at_the_right(window) == 0
    for show in forms_of(window):
        show()
        assert hidden_at_the_right(window) == 0


def forms_of(window: MainWindow) -> Iterator:
    """What can be opened at the right of the list of the shown tab."""
    assert window.view is not None
    page = window.view.current_page
    assert isinstance(page, CataloguePage)
    shown = page.panel
    if isinstance(shown, SetsPanel):
        for line in shown.pane.list.rows.lines[:9]:
            yield lambda line=line: shown.select(line.key)
    elif isinstance(shown, PlacesPanel):
        for row in shown.table.shown_rows():
            yield lambda row=row: shown.table.select_key(row.uid)
    elif isinstance(shown, PeoplePanel):
        yield lambda: shown.roles.table.select_key(shown.roles.table.model.rows[0].role.uid)
        yield lambda: shown.show_place({"person_uid": "nobody"})
    elif isinstance(shown, ProceduresPanel):
        for at in range(shown.tabs.count()):
            yield lambda at=at: shown.tabs.setCurrentIndex(at)


def test_a_proof_and_its_links_fit_at_200_percent(window: MainWindow) -> None:
    dress(window, 2.0)
    assert window.view is not None
    window.view.go("evidence")
    assert hidden_at_the_right(window) == 0


def test_list_and_form_stand_beside_each_other_again_at_100_percent(window: MainWindow) -> None:
    """What turned for large letters turns back."""
    assert window.view is not None
    turned = {}
    for scale in (2.0, 1.0):
        dress(window, scale)
        window.view.go("catalogue", {"panel": "places"})
        assert hidden_at_the_right(window) == 0
        page = window.view.current_page
        assert isinstance(page, CataloguePage)
        assert isinstance(page.panel, PlacesPanel)
        split = page.panel.table.parentWidget()
        assert isinstance(split, QSplitter)
        turned[scale] = split.orientation()
    assert turned == {2.0: Qt.Orientation.Vertical, 1.0: Qt.Orientation.Horizontal}
