"""In English no Vietnamese stays on the screen but the book's own words; papers stay Vietnamese."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PIL import Image
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from app.domain.deadlines import Month
from app.domain.verdict import Verdict
from app.i18n import use_language
from app.paths import resource
from app.services import assessments, evidence_intake, monthly_reports, places
from app.services.monthly_reports import ReportValues
from app.services.samples import create_sample
from app.services.status import overview
from app.services.workspace import DATABASE_FILE, open_book
from app.ui.application import make_window
from app.ui.book_lock import lock_book
from app.ui.dialogs.exemption import ExemptionDialog
from app.ui.dialogs.help import HelpDialog
from app.ui.dialogs.new_book import NewBookDialog
from app.ui.main_window import MainWindow
from app.ui.pages.assessment import AssessmentPage
from app.ui.pages.assessment_history import HistoryDialog
from app.ui.pages.assessment_round import NewRoundDialog
from app.ui.pages.assignments import AssignmentsPage
from app.ui.pages.board_table import board_sheet
from app.ui.pages.reports_months import MonthlyReportsPage
from app.ui.pages.tabbed import TabbedPage
from app.ui.pages.welcome import WelcomePage
from app.ui.preferences import Preferences
from app.ui.qt_texts import install_qt_texts

NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)
PAGES = (
    "today",
    "board",
    "assessment",
    "appraisal",
    "assignments",
    "reports",
    "evidence",
    "checks",
    "dossier",
    "exchange",
    "communes",
)
PANELS = ("sets", "places", "people", "duties", "procedures")
MARKED = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)  # letters English has not
# The tables of the province and the sources of funds are printed words too, so that page is not read here.
# Of the folder, of a language, of an example, of a paper: papers are Vietnamese whatever the screen speaks.
NAMES = ("Chiềng Khoi", "Tiếng Việt", "Tiểu khu 1", "Báo cáo thẩm định của")
_LONG = 30  # letters
_RECOGNISED = 12  # letters by which a text of the book that was cut short is known
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        """Nobody watches."""


@pytest.fixture(scope="module")
def book_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with something in every page: counts, an opinion, reports on time, late and exempt, a proof."""
    folder = tmp_path_factory.mktemp("english") / "Chiềng Khoi"
    create_sample(folder, now=lambda: NOW).close()
    book = open_book(folder, who="Lò Văn Pán", now=lambda: NOW)
    put = book.read(places.find_hamlet, name="put").uid
    rounds = book.read(assessments.rounds_of, hamlet_uid=put)
    rows = {row.indicator.number: row for row in book.read(assessments.sheet, round_uid=rounds[0].uid).rows}
    health = rows["13.2"]
    changes: list[tuple[str, dict[str, object]]] = [
        ("13.2", {"part": Decimal(812), "whole": Decimal(963)}),
        ("1.2", {"claimed": Verdict.NOT_APPLICABLE}),
        ("4.3", {"claimed": None}),
    ]
    for number, values in changes:
        book.write(assessments.record, assessment_uid=rows[number].uid, values=values)
    for month, received in ((1, date(2024, 1, 12)), (2, date(2024, 2, 17))):
        book.write(
            monthly_reports.record_report,
            hamlet_uid=put,
            month=Month(2024, month),
            values=ReportValues(received, received, None, "Lò Văn Pán", "", "", ""),
            today=NOW.date(),
        )
    book.write(
        monthly_reports.exempt,
        hamlet_uid=put,
        month=Month(2024, 3),
        reason="đã báo cáo chung",
        today=NOW.date(),
    )
    proof = folder.parent / "Bảng tổng hợp thẻ BHYT.png"
    Image.new("RGB", (80, 60), "white").save(proof)
    evidence_intake.add_files(book, [proof], Silent(), hamlet_uid=put, indicator_uid=health.indicator.uid)
    book.close()
    return folder


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    use_language("en")
    install_qt_texts(qapp)
    yield
    use_language("vi")
    install_qt_texts(qapp)


@pytest.fixture
def window(qapp: QApplication, english: None, book_folder: Path, tmp_path: Path) -> Iterator[MainWindow]:
    preferences = Preferences(tmp_path / "ban-sang.ini")
    preferences.set_language("en")
    made = make_window(qapp, preferences, now=lambda: NOW)
    made.resize(1366, 738)
    made.show()
    book = open_book(book_folder, who="Lò Văn Pán", now=lambda: NOW)
    made.show_book(book, lock_book(book.folder))
    yield made
    made.close()
    made.deleteLater()


class Reader:
    """Finds Vietnamese that the program, not the book, put on the screen."""

    def __init__(self, book: Path) -> None:
        with (resource("locale") / "en" / "LC_MESSAGES" / "bansang.po").open("rb") as file:
            messages = [message for message in read_po(file) if message.id]
        self._untranslated = {message.id for message in messages} - {message.string for message in messages}
        self._kept = {word for message in messages for word in _marked_words(message.string)}
        self._own = sorted({*NAMES, *_texts_of(book)}, key=len, reverse=True)

    def vietnamese(self, text: str) -> bool:
        plain = unescape(re.sub(r"<[^>]*>", " ", text))
        for own in self._own:
            if len(own) >= _LONG:  # a sentence of the book may hold a word that is one of the program's texts
                plain = plain.replace(own, " ")
        parts = {plain.strip(), *(part.strip() for part in re.split(r" · |\n|, |: ", plain))}
        if parts & self._untranslated - set(self._own):
            return True
        for own in self._own:
            plain = plain.replace(own, " ")
            start = plain.find(own[:_RECOGNISED])
            if plain.endswith("…") and start >= 0 and own.startswith(plain[start:-1]):
                plain = plain[:start]
        return bool(_marked_words(plain) - self._kept)

    def left_in(self, widget: QWidget) -> set[str]:
        return {f"{where}: {text}" for where, text in shown_texts(widget) if self.vietnamese(text)}


def _marked_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text) if MARKED.search(word)}


def _texts_of(book: Path) -> Iterator[str]:
    """Every word of the book: names, texts of law, work and notes."""
    database = sqlite3.connect(book / DATABASE_FILE)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for row in database.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                if isinstance(value, str) and MARKED.search(value):
                    filled = value.replace("{huyện}", "huyện Yên Châu").replace("{xã}", "xã Chiềng Khoi")
                    short = value.removeprefix("Công chức ")  # of a role
                    for known in (value, filled, short):
                        yield known
                        yield known[0].upper() + known[1:]
    database.close()


def shown_texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """Texts of all widgets below `root`, hidden ones too: they are shown sooner or later."""
    for widget in [root, *root.findChildren(QWidget)]:
        name = type(widget).__name__
        said = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.statusTip()]
        if widget.isWindow():
            said.append(widget.windowTitle())
        said.extend(_words_of(widget))
        yield from ((name, text) for text in said if text)


def _words_of(widget: QWidget) -> list[str]:
    match widget:
        case QLabel() | QAbstractButton():
            return [widget.text()]
        case QComboBox():
            return [widget.itemText(at) for at in range(widget.count())] + [widget.placeholderText()]
        case QLineEdit():
            return [widget.text(), widget.placeholderText()]
        case QPlainTextEdit():
            return [widget.placeholderText()]
        case QMenu():
            return [text for action in widget.actions() for text in (action.text(), action.toolTip())]
        case QHeaderView():
            return []  # read with its table
        case QAbstractItemView():
            return _words_of_view(widget)
        case _:
            return []


def _words_of_view(view: QAbstractItemView) -> list[str]:
    model = view.model()
    if model is None:
        return []
    top = QModelIndex()
    columns = range(model.columnCount(top) if isinstance(view, QTableView) else 1)
    across = Qt.Orientation.Horizontal
    headed = isinstance(view, QTableView)
    found = [model.headerData(column, across, role) for column in columns for role in ROLES if headed]
    for row in range(model.rowCount(top)):
        found += [model.index(row, column).data(role) for column in columns for role in ROLES]
    return [text for text in found if isinstance(text, str)]


@pytest.fixture
def reader(book_folder: Path) -> Reader:
    return Reader(book_folder)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_english(window: MainWindow, reader: Reader, page: str) -> None:
    view = window.view
    assert view is not None
    put = view.workspace.read(places.find_hamlet, name="put").uid
    newest = view.workspace.read(assessments.rounds_of, hamlet_uid=put)[0].uid
    rows = view.workspace.read(assessments.sheet, round_uid=newest).rows
    for number in ("1.2", "13.2"):
        indicator = next(row.indicator.uid for row in rows if row.indicator.number == number)
        view.go(page, {"hamlet_uid": put, "indicator_uid": indicator, "month": 3})
        assert reader.left_in(window) == set()
    assert {command.text for command in view.commands() if reader.vietnamese(command.text)} == set()


@pytest.mark.parametrize("panel", PANELS)
def test_the_catalogue_speaks_english(window: MainWindow, reader: Reader, panel: str) -> None:
    view = window.view
    assert view is not None
    view.go("catalogue", {"panel": panel})
    assert reader.left_in(window) == set()


def test_dialogs_and_the_first_page_speak_english(
    window: MainWindow, reader: Reader, book_folder: Path, tmp_path: Path
) -> None:
    view = window.view
    assert view is not None
    view.go("assessment")
    page = view.current_page
    assert isinstance(page, AssessmentPage)
    page.open_history()
    history = page.findChild(HistoryDialog)
    assert history is not None
    shown: list[QWidget] = [
        history,
        WelcomePage([book_folder], QMenu()),
        NewBookDialog(now=lambda: NOW, documents=tmp_path),
        NewRoundDialog("Bản Pút", NOW.date(), lambda day, set_uid: None, [], ""),
        ExemptionDialog("Bản Pút", "04/2024"),
        HelpDialog(),
    ]
    left = {text for widget in shown for text in reader.left_in(widget)}
    for widget in shown:
        widget.close()
        widget.deleteLater()
    assert left == set()


def test_papers_stay_vietnamese(window: MainWindow) -> None:
    in_english = papers(window)
    use_language("vi")
    assert in_english == papers(window)


def papers(window: MainWindow) -> list[object]:
    """The tables that are printed or saved for others."""
    view = window.view
    assert view is not None
    found: list[object] = []
    for key in ("assignments", "reports"):
        view.go(key)
        page = view.current_page
        if isinstance(page, TabbedPage):
            page = page.panel
        assert isinstance(page, AssignmentsPage | MonthlyReportsPage)
        page.refresh()
        found.append(page.paper())
    year = view.workspace.read(overview, year=2024, today=NOW.date())
    assert year is not None
    return [*found, board_sheet(year, NOW.date())]
