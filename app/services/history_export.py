"""The journal written out for others to read, with the filter of the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from app.domain.dates import format_date
from app.errors import InputError
from app.i18n import _
from app.services.history_journal import JournalFilter, JournalLine, journal_page
from app.services.workspace import Workspace

_AT_ONCE = 1000


class Progress(Protocol):
    """May raise Cancelled."""

    def step(self, text: str, done: int, total: int) -> None: ...


def export_journal(workspace: Workspace, *, wanted: JournalFilter, target: Path, progress: Progress) -> int:
    """Write .xlsx, or .csv where the name ends so; returns how many lines. Raises InputError, StorageError."""
    from app.exchange.journal_file import write_journal_csv, write_journal_xlsx

    if workspace.owns(target):
        raise InputError(_("Không ghi vào phần dữ liệu của sổ. Hãy chọn tên tệp khác."))
    counted = [0]
    rows = _rows(workspace, wanted, progress, counted)
    write = write_journal_csv if target.suffix.casefold() == ".csv" else write_journal_xlsx
    write(headings(), rows, target)
    return counted[0]


def headings() -> list[str]:
    return [_("Lúc"), _("Ai"), _("Việc"), _("Của"), _("Mục"), _("Trước"), _("Sau")]


def cells(line: JournalLine) -> Sequence[str]:
    at = f"{format_date(line.at.date())} {line.at:%H:%M}"
    return (at, line.who, line.deed, line.subject, line.field, line.old, line.new)


def _rows(
    workspace: Workspace, wanted: JournalFilter, progress: Progress, counted: list[int]
) -> Iterator[Sequence[str]]:
    before: int | None = None
    while True:
        page = workspace.read(journal_page, wanted=wanted, before=before, limit=_AT_ONCE)
        for line in page.lines:
            yield cells(line)
        counted[0] += len(page.lines)
        progress.step(_("Đang ghi nhật ký: {n} dòng").format(n=counted[0]), 0, 0)
        if page.before is None:
            return
        before = page.before
