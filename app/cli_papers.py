"""The command for single papers of a dossier."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli_book import ConsoleProgress, open_named, typed_day, year_of
from app.errors import InputError
from app.i18n import _

if TYPE_CHECKING:
    from app.services.dossier_papers import PaperRow

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
        "--today", metavar=_("NGÀY"), type=typed_day, help=_("tính như hôm nay là ngày này, dạng 20/04/2024")
    )
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))


def _paper(arguments: argparse.Namespace) -> int:
    from app.services import dossier_papers, paper_writing, places

    with closing(open_named(arguments)) as workspace:
        hamlet = workspace.read(places.find_hamlet, name=arguments.hamlet)
        year = year_of(workspace, arguments.year)
        rows = workspace.read(
            dossier_papers.paper_rows, hamlet_uid=hamlet.uid, year=year, today=workspace.today()
        )
        if arguments.list:
            _print_rows(rows, as_json=arguments.json)
            return 0
        out = _out(arguments)
        if arguments.all:
            written = paper_writing.write_papers(
                workspace, hamlet_uid=hamlet.uid, year=year, folder=out, progress=ConsoleProgress()
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
