"""What the commands share: opening the book they name, the year they speak of, a typed day, progress on a terminal."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from app.errors import AppError, NotFoundError
from app.i18n import _

if TYPE_CHECKING:
    from app.services.workspace import Workspace


def open_named(arguments: argparse.Namespace) -> Workspace:
    """The book of `arguments.book`, with a clock that stands at noon of `arguments.today` where a day is given."""
    from app.services.workspace import open_book

    chosen: date | None = arguments.today
    if chosen is None:
        return open_book(arguments.book)
    noon = datetime.combine(chosen, time(12)).astimezone()
    return open_book(arguments.book, now=lambda: noon)


def year_of(workspace: Workspace, wanted: int | None) -> int:
    """The year asked for, else the newest that has a plan. Raises NotFoundError without any."""
    from app.services.plans import years

    known = workspace.read(years)
    if wanted is not None:
        return wanted
    if not known:
        raise NotFoundError(_("Sổ chưa có kế hoạch năm nào. Hãy lập kế hoạch năm trước."))
    return known[0]


def typed_day(typed: str) -> date:
    """For argparse."""
    from app.services import entry

    try:
        return entry.day(typed)
    except AppError as error:
        raise argparse.ArgumentTypeError(error.sentence) from error


class ConsoleProgress:
    """One line that renews itself on a terminal; silent where the output goes to a file."""

    def step(self, text: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done >= total else ""
            print(f"\r\033[K{text} ({done}/{total})", end=end, file=sys.stderr, flush=True)
