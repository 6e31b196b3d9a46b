"""`bansang reports`, `reminder`, `period-report`: what came when, who is chased, what the commune reports."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli_book import open_named, typed_day, year_of
from app.errors import InputError
from app.i18n import _

if TYPE_CHECKING:
    from app.domain.deadlines import ReportFigures
    from app.services.monthly_reports import HamletMonths, MonthGrid

Run = Callable[[argparse.Namespace], int]
AddCommand = Callable[[str, str, Run], argparse.ArgumentParser]


def add_report_commands(add: AddCommand) -> None:
    parser = add("reports", _("in báo cáo tháng của từng bản: phải nộp, đã nộp, đúng hạn"), _print_reports)
    _add_common(parser)
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))
    parser = add(
        "reminder", _("ghi công văn đôn đốc (.docx, .pdf) hoặc lịch nhắc hạn (.ics)"), _write_reminder
    )
    _add_common(parser)
    parser.add_argument("--hamlet", metavar=_("BẢN"), help=_("chỉ một bản, gõ có dấu hay không dấu đều được"))
    _add_out(parser)
    parser = add("period-report", _("ghi báo cáo tháng, quý, 6 tháng, năm của xã"), _write_period)
    _add_common(parser)
    parser.add_argument(
        "--period", metavar=_("KỲ"), required=True, help=_("2024-09, 2024-Q3, 2024-H1 hoặc 2024")
    )
    _add_out(parser)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục sổ"))
    parser.add_argument(
        "--year", metavar=_("NĂM"), type=int, help=_("năm kế hoạch (mặc định: năm mới nhất trong sổ)")
    )
    parser.add_argument(
        "--today", metavar=_("NGÀY"), type=typed_day, help=_("tính như hôm nay là ngày này, dạng 20/04/2024")
    )


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar=_("TỆP"), type=Path, required=True, help=_("tệp sẽ ghi"))


def _print_reports(arguments: argparse.Namespace) -> int:
    from app.services.monthly_reports import month_grid

    with closing(open_named(arguments)) as workspace:
        year = year_of(workspace, arguments.year)
        grid = workspace.read(month_grid, year=year, today=workspace.today(), whole=False)
    if arguments.json:
        print(json.dumps(_document(grid), ensure_ascii=False, indent=2))
    else:
        _print_words(grid)
    return 0


def _document(grid: MonthGrid) -> dict[str, object]:
    from app.domain.deadlines import report_figures

    return {
        "year": grid.year,
        "before_day": grid.rule.before_day,
        "strict": grid.rule.strict,
        "shift": grid.rule.shift.value,
        "hamlets": [_hamlet_as_json(row) for row in grid.rows],
        "months": [
            {"month": str(month), **_figures_as_json(report_figures(counts))}
            for month, counts in zip(grid.months, grid.month_counts, strict=True)
        ],
        "total": _figures_as_json(report_figures(grid.counts)),
    }


def _hamlet_as_json(row: HamletMonths) -> dict[str, object]:
    from app.domain.deadlines import report_figures

    return {
        "hamlet": row.hamlet,
        "months": [
            {
                "month": str(cell.month),
                "class": cell.standing.report_class.value,
                "days_late": cell.standing.days_late,
                "due_on": cell.standing.due_on.isoformat(),
                "received_on": _iso(cell.report.values.received_on if cell.report else None),
            }
            for cell in row.cells
            if cell.standing
        ],
        **_figures_as_json(report_figures(row.counts)),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _figures_as_json(figures: ReportFigures) -> dict[str, object]:
    """Rates are exact: "2/3"; null where nothing is expected."""
    return {
        "expected": figures.expected,
        "received": figures.received,
        "rate": str(figures.rate) if figures.rate is not None else None,
        "on_time": figures.on_time,
        "on_time_rate": str(figures.on_time_rate) if figures.on_time_rate is not None else None,
    }


def _print_words(grid: MonthGrid) -> None:
    from app.domain.deadlines import report_figures
    from app.labels import report_standing_label
    from app.report_words import rule_words

    print(rule_words(grid.rule))
    for row in grid.rows:
        print(f"{row.hamlet}: {_figures_words(report_figures(row.counts))}")
        for cell in row.cells:
            if cell.standing:
                print(f"   {cell.month}  {report_standing_label(cell.standing)}")
    print(_("Cộng: {figures}").format(figures=_figures_words(report_figures(grid.counts))))


def _figures_words(figures: ReportFigures) -> str:
    return _("phải nộp {expected}, đã nộp {received}, đúng hạn {on_time}").format(
        expected=figures.expected, received=figures.received, on_time=figures.on_time
    )


def _write_reminder(arguments: argparse.Namespace) -> int:
    from app.services import places
    from app.services.reminders import write_reminder

    with closing(open_named(arguments)) as workspace:
        year = year_of(workspace, arguments.year)
        only = (workspace.read(places.find_hamlet, name=arguments.hamlet).uid,) if arguments.hamlet else ()
        write_reminder(workspace, arguments.out, year=year, only=only)
    print(_("Đã ghi {path}").format(path=arguments.out))
    return 0


def _write_period(arguments: argparse.Namespace) -> int:
    from app.domain.periods import parse_period
    from app.services.period_reports import write_paper

    try:
        period = parse_period(arguments.period)
    except ValueError as error:
        raise InputError(
            _("Không có kỳ “{period}”. Hãy gõ như 2024-09, 2024-Q3, 2024-H1 hoặc 2024.").format(
                period=arguments.period
            )
        ) from error
    with closing(open_named(arguments)) as workspace:
        write_paper(workspace, arguments.out, period=period)
    print(_("Đã ghi {path}").format(path=arguments.out))
    return 0
