"""Pictures of every page: `python -m tests.ui.screens` makes them anew, test_screens compares with them.

The README shows some of them. The book is the sample with a little work in it, on 20 April 2024.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from time import monotonic

from PIL import Image, ImageDraw
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

import tests.conftest  # noqa: F401 - no screen, and the commune's own time
from app.domain.deadlines import Month
from app.services import assessments, evidence_intake, monthly_reports, places
from app.services.monthly_reports import ReportValues
from app.services.samples import create_sample
from app.services.workspace import Workspace, open_book
from app.ui.application import make_window
from app.ui.book_lock import lock_book
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.theme import Mode, Theme

STORED = Path(__file__).resolve().parent.parent / "data" / "screens"
WIDTH, HEIGHT = 1366, 768
NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)
PAGES = ("today", "board", "assessment", "assignments", "reports", "evidence", "dossier")
# Pages with the place in them; these are pictured in two dresses.
FURTHER: dict[str, tuple[str, dict[str, str]]] = {
    "appraisal": ("appraisal", {}),
    "dossier-history": ("dossier", {"panel": "versions"}),
    "assignments-year": ("assignments", {"panel": "year"}),
    "checks": ("checks", {}),
    "exchange-check": ("exchange", {"panel": "check"}),
    "catalogue-sets": ("catalogue", {"panel": "sets"}),
    "catalogue-places": ("catalogue", {"panel": "places"}),
    "catalogue-people": ("catalogue", {"panel": "people"}),
    "catalogue-duties": ("catalogue", {"panel": "duties"}),
    "catalogue-procedures": ("catalogue", {"panel": "procedures"}),
}
FURTHER_LOOKS: tuple[tuple[Mode, float], ...] = (("light", 1.0), ("dark", 1.5))
LOOKS: tuple[tuple[Mode, float], ...] = (("light", 1.0), ("dark", 1.0), ("light", 1.5), ("dark", 1.5))
_SETTLING = 0.4  # seconds without work in which pictures of proofs may still arrive


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        """Nobody watches."""


def make_book(folder: Path) -> Workspace:
    """The sample with counts, two reports and two proofs."""
    create_sample(folder, now=lambda: NOW).close()
    book = open_book(folder, who="Địa chính", now=lambda: NOW)
    put = book.read(places.find_hamlet, name="put")
    newest = book.read(assessments.rounds_of, hamlet_uid=put.uid)[0]
    rows = {row.indicator.number: row for row in book.read(assessments.sheet, round_uid=newest.uid).rows}
    counts = {"part": Decimal(812), "whole": Decimal(963)}
    book.write(assessments.record, assessment_uid=rows["13.2"].uid, values=counts)
    for number, received in ((1, date(2024, 1, 12)), (2, date(2024, 2, 17))):
        values = ReportValues(received, received, None, "Lò Văn Pán", "Đang vận động bà con đóng góp", "", "")
        book.write(
            monthly_reports.record_report,
            hamlet_uid=put.uid,
            month=Month(2024, number),
            values=values,
            today=NOW.date(),
        )
    for name, colour in (("Bảng tổng hợp thẻ BHYT.png", "#cfe3f7"), ("Ảnh trạm y tế.png", "#f5e2c4")):
        file = folder.parent / name
        _picture(colour).save(file)
        evidence_intake.add_files(
            book, [file], Silent(), hamlet_uid=put.uid, indicator_uid=rows["13.2"].indicator.uid
        )
    return book


def _picture(colour: str) -> Image.Image:
    image = Image.new("RGB", (800, 600), colour)
    draw = ImageDraw.Draw(image)
    for line in range(8):
        draw.rectangle((80, 80 + line * 56, 720 - line * 40, 104 + line * 56), fill="#60707c")
    return image


def make_picture_window(app: QApplication, folder: Path) -> MainWindow:
    """A window of the old laptop's size over the book; preferences of its own."""
    window = make_window(app, Preferences(folder / "ban-sang.ini"))
    window.resize(WIDTH, HEIGHT)
    window.show()
    book = make_book(folder / "Sổ Chiềng Khoi")
    window.show_book(book, lock_book(book.folder))
    return window


def pictures(window: MainWindow, mode: Mode, scale: float) -> Iterator[tuple[str, QImage]]:
    """(file name, picture) of each page in one dress."""
    window.theme_chosen.emit(Theme(mode, scale))
    assert window.view is not None
    put = window.view.workspace.read(places.find_hamlet, name="put")
    newest = window.view.workspace.read(assessments.rounds_of, hamlet_uid=put.uid)[0]
    rows = window.view.workspace.read(assessments.sheet, round_uid=newest.uid).rows
    health = next(row.indicator.uid for row in rows if row.indicator.number == "13.2")
    at = {
        "assessment": {"hamlet_uid": put.uid, "indicator_uid": health},
        "assignments": {"panel": "orders"},
        "dossier": {"panel": "work"},
    }
    for name in names_in(mode, scale):
        page, place = FURTHER.get(name, (name, at.get(name)))
        window.view.go(page, place)
        window.view.messages.dismiss()
        settle(window)
        yield file_name(name, mode, scale), window.grab().toImage()


def names_in(mode: Mode, scale: float) -> list[str]:
    """What is pictured in this dress."""
    return [*PAGES, *(FURTHER if (mode, scale) in FURTHER_LOOKS else ())]


def file_name(name: str, mode: Mode, scale: float) -> str:
    return f"{name}-{mode}-{round(scale * 100)}.png"


def settle(window: MainWindow) -> None:
    """Wait until no work is under way and nothing more arrives."""
    quiet_since = monotonic()
    while monotonic() - quiet_since < _SETTLING:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if window.tasks.busy:
            quiet_since = monotonic()


def main() -> int:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    STORED.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp())
    try:
        window = make_picture_window(app, folder)
        for mode, scale in LOOKS:
            for name, image in pictures(window, mode, scale):
                image.convertToFormat(QImage.Format.Format_RGB888).save(str(STORED / name))
                print(STORED / name)
        window.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
