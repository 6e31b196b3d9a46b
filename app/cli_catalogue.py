"""`bansang catalogue…` and `hamlets-import`: criteria sets and hamlets in and out of a book without a screen."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import NotFoundError, RefusedError
from app.i18n import _

if TYPE_CHECKING:
    from app.exchange.catalogue_sheet import CatalogueSheet
    from app.services import place_import
    from app.services.criteria import SetRow
    from app.services.set_import import Preview
    from app.services.workspace import Workspace

Run = Callable[[argparse.Namespace], int]
DONE = 0


def add_catalogue_commands(add: Callable[[str, str, Run], argparse.ArgumentParser]) -> None:
    """`add` makes one command from its name, its help and what it runs."""
    parser = add("catalogue", _("liệt kê các bộ tiêu chí và phần còn thiếu"), _list_sets)
    _add_book(parser)
    parser = add("catalogue-export", _("ghi một bộ tiêu chí ra tệp .xlsx hoặc .yaml"), _export)
    _add_book(parser)
    _add_set(parser, required=True)
    parser.add_argument(
        "--out", metavar=_("TỆP"), type=Path, required=True, help=_("tệp .xlsx hoặc .yaml sẽ ghi")
    )
    parser = add("catalogue-import", _("nhập bộ tiêu chí từ tệp .xlsx hoặc .yaml"), _import)
    _add_book(parser)
    _add_file(parser)
    _add_set(parser, required=False)
    parser.add_argument("--rename", action="store_true", help=_("sửa cả những tên khác với trong sổ"))
    parser.add_argument(
        "--same-meaning", action="store_true", help=_("câu chữ mới của bộ đang dùng không đổi nghĩa")
    )
    parser.add_argument(
        "--new-version", metavar=_("PHIÊN-BẢN"), help=_("tạo phiên bản mới của bộ rồi nhập vào đó")
    )
    parser = add("hamlets-import", _("nhập danh sách bản từ tệp .xlsx"), _import_hamlets)
    _add_book(parser)
    _add_file(parser)
    parser.add_argument("--rename", action="store_true", help=_("sửa cả những tên khác với trong sổ"))
    parser.add_argument("--year", metavar=_("NĂM"), type=int, help=_("năm của số liệu (mặc định: năm nay)"))


def _add_book(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục sổ"))


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("TỆP"), type=Path, help=_("tệp cần nhập"))
    parser.add_argument("--dry-run", action="store_true", help=_("chỉ xem thử, không ghi gì vào sổ"))


def _add_set(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--set", metavar=_("MÃ[/PHIÊN-BẢN]"), required=required, help=_("mã bộ tiêu chí trong sổ")
    )


def _find_set(workspace: Workspace, wanted: str) -> SetRow:
    """By code, with the version where the book has several. Raises NotFoundError naming what there is."""
    from app.domain.text import fold
    from app.services import criteria

    rows = workspace.read(criteria.criteria_sets)
    code, _slash, version = wanted.partition("/")
    found = [row for row in rows if fold(row.code) == fold(code) and version in ("", row.version)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{row.code}/{row.version}" for row in found or rows) or _("chưa có bộ nào")
    if found:
        raise NotFoundError(_("Có nhiều phiên bản của “{code}”: {known}.").format(code=code, known=known))
    raise NotFoundError(_("Không có bộ “{code}”. Trong sổ có: {known}.").format(code=wanted, known=known))


def _open(arguments: argparse.Namespace) -> Workspace:
    from app.services.workspace import open_book

    return open_book(arguments.book)


def _list_sets(arguments: argparse.Namespace) -> int:
    from app.labels import set_level_label
    from app.services.catalogue_sheet import set_summaries

    with closing(_open(arguments)) as workspace:
        found = workspace.read(set_summaries)
    for one in found:
        row = one.row
        print(f"{row.code}/{row.version}  {set_level_label(row.level)}: {row.short_title}")
        use = _("đang dùng") if one.in_use else _("chưa dùng")
        counts = _("{criteria} tiêu chí, {indicators} chỉ tiêu ({use})")
        print("   " + counts.format(criteria=one.criteria, indicators=one.indicators, use=use))
        missing = _("còn thiếu: {text}/{all} nội dung, {threshold}/{all} ngưỡng")
        print(
            "   " + missing.format(text=one.without_text, threshold=one.without_threshold, all=one.indicators)
        )
    if not found:
        print(_("Sổ chưa có bộ tiêu chí nào."))
    return DONE


def _export(arguments: argparse.Namespace) -> int:
    from app.services.set_files import export_set

    with closing(_open(arguments)) as workspace:
        row = _find_set(workspace, arguments.set)
        path = export_set(workspace, set_uid=row.uid, target=arguments.out)
    print(_("Đã ghi {path}").format(path=path))
    return DONE


def _import(arguments: argparse.Namespace) -> int:
    from app.services.set_files import read_sheets

    with closing(_open(arguments)) as workspace:
        set_uid = _find_set(workspace, arguments.set).uid if arguments.set else None
        statuses = [
            _import_one(workspace, sheet, set_uid, arguments) for sheet in read_sheets(arguments.file)
        ]
    return max(statuses, default=DONE)


def _import_one(
    workspace: Workspace, sheet: CatalogueSheet, set_uid: str | None, arguments: argparse.Namespace
) -> int:
    from app.services import set_import
    from app.services.set_words import set_name

    found = workspace.read(set_import.preview, sheet=sheet, set_uid=set_uid)
    excluded = frozenset() if arguments.rename else found.untouched
    result = set_import.outcome(found, excluded=excluded)
    print(set_name(result.definition))
    _print_rows(found)
    if result.faults:
        raise RefusedError(_("Chưa nhập: còn {n} chỗ sai. Hãy sửa tệp.").format(n=len(result.faults)))
    if arguments.new_version is None and result.needs_version(same_meaning=arguments.same_meaning):
        raise RefusedError(
            _(
                "Chưa nhập: bộ đang dùng và tệp đổi nghĩa của {numbers}. Hãy thêm --new-version hoặc "
                "--same-meaning."
            ).format(numbers=", ".join(result.frozen + result.reworded))
        )
    if arguments.dry_run:
        print(_("Xem thử: {n} thay đổi. Chưa ghi gì.").format(n=result.changes))
        return DONE
    workspace.write(
        set_import.apply,
        found=found,
        excluded=excluded,
        same_meaning=arguments.same_meaning,
        version=arguments.new_version,
    )
    print(_("Đã nhập {n} thay đổi.").format(n=result.changes))
    return DONE


def _print_rows(found: Preview) -> None:
    from app.services.set_import_rows import kind_label, row_words

    for row in found.rows:
        change = f"{row.old or '…'} → {row.new or '…'}" if row.old or row.new else ""
        says = " – ".join(filter(None, [row_words(row), change, row.sentence]))
        place = f" [{row.cell}]" if row.cell else ""
        print(f"   {kind_label(row.kind)}{place} {' '.join(says.split())}")


def _import_hamlets(arguments: argparse.Namespace) -> int:
    from app.exchange.hamlets_xlsx import read_hamlets
    from app.services import place_import

    sheet = read_hamlets(arguments.file)
    with closing(_open(arguments)) as workspace:
        today = workspace.today()
        year = arguments.year or today.year
        found = workspace.read(
            place_import.preview, sheet=sheet, year=year, today=today, take_names=arguments.rename
        )
        _print_hamlets(found)
        if found.refused:
            raise RefusedError(_("Chưa nhập bản nào. Hãy sửa các ô sai trong tệp."))
        if arguments.dry_run:
            print(_("Xem thử: chưa ghi gì."))
            return DONE
        workspace.write(
            place_import.import_hamlets, sheet=sheet, year=year, today=today, take_names=arguments.rename
        )
    print(_("Đã nhập danh sách bản."))
    return DONE


def _print_hamlets(found: place_import.ImportPreview) -> None:
    from app.services.place_import import Fate

    words = {
        Fate.WRONG: _("SAI"),
        Fate.NEW: _("mới"),
        Fate.RENAMED: _("khác tên"),
        Fate.CHANGED: _("đổi"),
        Fate.SAME: _("như cũ"),
        Fate.MISSING: _("không có trong tệp"),
    }
    for problem in (*found.problems, *found.warnings):
        print(f"   [{problem.place}] {problem.sentence}")
    for row in found.rows:
        cell = f" [{row.cell}]" if row.cell else ""
        both = row.name and row.known_as and row.name != row.known_as
        name = f"{row.known_as} → {row.name}" if both else row.name or row.known_as
        print(f"   {words[row.fate]}{cell} {name}")
        for problem in row.problems:
            print(f"      [{problem.place}] {problem.sentence}")
