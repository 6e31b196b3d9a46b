"""The command for single papers of a dossier."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import AppError, InputError, NotFoundError
from app.i18n import _

if TYPE_CHECKING:
    from app.services.dossier_papers import PaperRow
    from app.services.workspace import Workspace

Run = Callable[[argparse.Namespace], int]
AddCommand = Callable[[str, str, Run], argparse.ArgumentParser]


def add_paper_commands(add: AddCommand) -> None:
    parser = add("paper", _("ghi một giấy tờ của hồ sơ ra Word, PDF hoặc Excel"), _paper)
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục sổ"))
    parser.add_argument(
        "--hamlet", metavar=_("BẢN"), required=True, help=_("tên bản, gõ có dấu hay không dấu đều được")
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--list", action="store_true", help=_("liệt kê giấy tờ của hồ sơ: đủ, thiếu"))
    what.add_argument(
        "--paper",
        metavar=_("GIẤY-TỜ"),
        help=_("tên giấy tờ, ví dụ “to trinh”, hoặc số thứ tự trong danh sách"),
    )
    what.add_argument("--all", action="store_true", help=_("ghi mọi giấy tờ soạn được vào một thư mục"))
    parser.add_argument(
        "--out", metavar=_("TỆP"), type=Path, help=_("tệp .docx, .pdf, .xlsx sẽ ghi; với --all là thư mục")
    )
    parser.add_argument(
        "--year", metavar=_("NĂM"), type=int, help=_("năm kế hoạch (mặc định: năm mới nhất trong sổ)")
    )
    parser.add_argument(
        "--today", metavar=_("NGÀY"), type=_day, help=_("tính như hôm nay là ngày này, dạng 20/04/2024")
    )
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))


def _day(typed: str) -> date:
    from app.services import entry

    try:
        return entry.day(typed)
    except AppError as error:
        raise argparse.ArgumentTypeError(error.sentence) from error


class _Progress:
    """One line that renews itself on a terminal; silent where the output goes to a file."""

    def step(self, text: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{text} ({done}/{total})", end="", file=sys.stderr, flush=True)


def _paper(arguments: argparse.Namespace) -> int:
    from app.services import dossier_papers, paper_writing, places

    with closing(_open(arguments)) as workspace:
        hamlet = workspace.read(places.find_hamlet, name=arguments.hamlet)
        year = _year(workspace, arguments.year)
        rows = workspace.read(
            dossier_papers.paper_rows, hamlet_uid=hamlet.uid, year=year, today=workspace.today()
        )
        if arguments.list:
            _print_rows(rows, as_json=arguments.json)
            return 0
        out = _out(arguments)
        if arguments.all:
            written = paper_writing.write_papers(
                workspace, hamlet_uid=hamlet.uid, year=year, folder=out, progress=_Progress()
            )
        else:
            row = paper_writing.find_paper(rows, name=arguments.paper)
            paper_writing.write_paper(workspace, hamlet_uid=hamlet.uid, year=year, key=row.key, target=out)
            written = (out,)
    _print_written(written, as_json=arguments.json)
    return 0


def _out(arguments: argparse.Namespace) -> Path:
    out: Path | None = arguments.out
    if out is None:
        raise InputError(_("Hãy ghi nơi sẽ ghi ra bằng --out."))
    return out


def _open(arguments: argparse.Namespace) -> Workspace:
    from app.services.workspace import open_book

    chosen: date | None = arguments.today
    if chosen is None:
        return open_book(arguments.book)
    noon = datetime.combine(chosen, time(12)).astimezone()
    return open_book(arguments.book, now=lambda: noon)


def _year(workspace: Workspace, wanted: int | None) -> int:
    from app.services.plans import years

    known = workspace.read(years)
    if wanted is not None:
        return wanted
    if not known:
        raise NotFoundError(_("Sổ chưa có kế hoạch năm nào. Hãy lập kế hoạch năm trước."))
    return known[0]


def _print_rows(rows: list[PaperRow], *, as_json: bool) -> None:
    from app.labels import paper_state_label

    if as_json:
        print(json.dumps([_as_json(row) for row in rows], ensure_ascii=False, indent=2))
        return
    for place, row in enumerate(rows, start=1):
        remark = f": {row.remark}" if row.remark else ""
        number = f" ({row.number})" if row.number else ""
        print(f"{place:2d}. {row.title}{number} – {paper_state_label(row.state.value)}{remark}")


def _as_json(row: PaperRow) -> dict[str, object]:
    return {
        "key": row.key,
        "kind": row.kind.value,
        "part": row.part,
        "title": row.title,
        "required": row.required,
        "state": row.state.value,
        "remark": row.remark,
        "number": row.number,
        "dated": row.dated.isoformat() if row.dated else None,
        "file": row.file_name or None,
        "endings": list(row.endings),
    }


def _print_written(written: tuple[Path, ...], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([str(path) for path in written], ensure_ascii=False, indent=2))
        return
    for path in written:
        print(_("Đã ghi {path}").format(path=path))
