"""Commands between a commune's book and the level above: the package of figures, the book that takes packages in."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import RefusedError
from app.i18n import _

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.services.consolidation_overview import AreaOverview, CommuneRow
    from app.services.workspace import Workspace

AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
DONE, REFUSED = 0, 1


def add_consolidation_commands(
    add: AddCommand, opened: Callable[[argparse.Namespace], Workspace], progress: Callable[[], Progress]
) -> None:
    _add_package(add, opened)
    _add_area_book(add)
    _add_consolidate(add, opened, progress)
    _add_overview(add, opened)
    _add_server_book(add, progress)


def _add_package(add: AddCommand, opened: Callable[[argparse.Namespace], Workspace]) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from app.services.commune_package import export_package

        with closing(opened(arguments)) as workspace:
            counts = export_package(workspace, arguments.out)
        print(_("Đã ghi {path}: {n} dòng").format(path=arguments.out, n=sum(counts.values())))
        return DONE

    parser = add("package", _("ghi gói số liệu của xã để nộp huyện, tỉnh"), run)
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục sổ của xã"))
    parser.add_argument("--out", metavar=_("TỆP.bansang"), type=Path, required=True, help=_("gói sẽ ghi"))
    parser.set_defaults(today=None)


def _add_area_book(add: AddCommand) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from app.services.books import found_area_book

        found_area_book(arguments.book, province=arguments.province, district=arguments.district).close()
        print(_("Đã lập sổ tổng hợp ở {folder}").format(folder=arguments.book))
        return DONE

    parser = add("area-book", _("lập sổ tổng hợp của huyện hoặc tỉnh"), run)
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục mới cho sổ"))
    parser.add_argument("--province", metavar=_("TỈNH"), required=True, help=_("ví dụ “tỉnh Sơn La”"))
    parser.add_argument("--district", metavar=_("HUYỆN"), default="", help=_("bỏ trống cho sổ của tỉnh"))


def _add_consolidate(
    add: AddCommand, opened: Callable[[argparse.Namespace], Workspace], progress: Callable[[], Progress]
) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from app.services.consolidation import take_in

        with closing(opened(arguments)) as workspace:
            outcome = take_in(workspace, arguments.packages, progress())
        for one in outcome.taken:
            words = _("{commune}: {hamlets} bản, {results} kết quả chỉ tiêu, {reports} báo cáo")
            print(
                words.format(
                    commune=one.commune, hamlets=one.hamlets, results=one.results, reports=one.reports
                )
            )
        if outcome.failures:
            raise RefusedError("\n".join(sentence for _name, sentence in outcome.failures))
        return DONE

    parser = add("consolidate", _("nhận gói số liệu của các xã vào sổ tổng hợp"), run)
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục sổ tổng hợp"))
    parser.add_argument("packages", metavar=_("GÓI.bansang"), type=Path, nargs="+", help=_("gói của các xã"))
    parser.set_defaults(today=None)


def _add_server_book(add: AddCommand, progress: Callable[[], Progress]) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from app.services.server_books import make_server_book

        counts = make_server_book(arguments.book, arguments.source, progress())
        print(_("Máy chủ đã sẵn sàng; đã chuyển {n} dòng.").format(n=sum(counts.values())))
        return DONE

    parser = add("server-book", _("lập sổ trên máy chủ, hoặc đưa một sổ có sẵn lên máy chủ"), run)
    parser.add_argument("book", metavar=_("THƯ-MỤC"), type=Path, help=_("thư mục chung giữ tệp của sổ"))
    parser.add_argument("--from", dest="source", metavar=_("SỔ"), type=Path, help=_("sổ có sẵn cần đưa lên"))
    parser.add_argument(
        "--upgrade", action="store_true", help=_("nâng sổ trên máy chủ lên bản này; sao lưu máy chủ trước")
    )


def _add_overview(add: AddCommand, opened: Callable[[argparse.Namespace], Workspace]) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from app.services import plans
        from app.services.consolidation_overview import overview
        from app.services.places import is_area_book

        with closing(opened(arguments)) as workspace:
            if not workspace.read(is_area_book):
                raise RefusedError(_("Sổ này là sổ của một xã. Hãy xem kết quả từng bản bằng lệnh status."))
            years = workspace.read(plans.years)
            year = arguments.year or (years[0] if years else workspace.today().year)
            found = workspace.read(overview, year=year, today=workspace.today())
        if found is None:
            raise RefusedError(
                _("Sổ chưa có số liệu năm {year}. Hãy nhận gói của các xã trước.").format(year=year)
            )
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=2) if arguments.json else _lines(found))
        return DONE

    parser = add("communes", _("in kết quả từng xã trong sổ tổng hợp"), run)
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục sổ tổng hợp"))
    parser.add_argument("--year", metavar=_("NĂM"), type=int, help=_("mặc định: năm mới nhất trong sổ"))
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))
    parser.set_defaults(today=None)


def _as_json(found: AreaOverview) -> dict[str, Any]:
    return {
        "year": found.year,
        "communes": [_row_as_json(row) for row in found.rows],
        "total": _row_as_json(found.total),
    }


def _row_as_json(row: CommuneRow) -> dict[str, Any]:
    made: date | None = row.made_on
    return {
        "name": row.commune,
        "hamlets": row.hamlets,
        "assessed": row.assessed,
        "all_met": row.all_met,
        "criteria_met": row.criteria_met,
        "criteria_total": row.criteria_total,
        "indicators_met": row.indicators_met,
        "indicators_total": row.indicators_total,
        "reports_expected": row.reports.expected,
        "reports_received": row.reports.received,
        "reports_on_time": row.reports.on_time,
        "unmet": dict(row.unmet),
        "package_of": made.isoformat() if made else None,
    }


def _lines(found: AreaOverview) -> str:
    words = _(
        "{name}: {met}/{hamlets} bản đạt đủ, {criteria}/{all_criteria} tiêu chí, {indicators}/{all} chỉ tiêu, "
        "báo cáo đúng hạn {on_time}/{expected}"
    )
    total = _("Cộng {name}").format(name=found.total.commune)
    named = [*((row.commune, row) for row in found.rows), (total, found.total)]
    return "\n".join(
        words.format(
            name=name,
            met=row.all_met,
            hamlets=row.hamlets,
            criteria=row.criteria_met,
            all_criteria=row.criteria_total,
            indicators=row.indicators_met,
            all=row.indicators_total,
            on_time=row.reports.on_time,
            expected=row.reports.expected,
        )
        for name, row in named
    )
