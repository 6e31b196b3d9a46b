"""`bansang`: the same use cases as the window, without a screen.

Exit status: 0 done, 1 the job was refused (one sentence on the error stream), 2 wrong use.
"""

from __future__ import annotations

import argparse
import gettext
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli_book import ConsoleProgress, open_named, typed_day, year_of
from app.cli_catalogue import add_catalogue_commands
from app.cli_checks import add_check_commands
from app.cli_consolidation import add_consolidation_commands
from app.cli_dossier import DossierCommands
from app.cli_funds import add_fund_commands
from app.cli_papers import add_paper_commands
from app.cli_reports import add_report_commands
from app.cli_sign import add_sign_commands
from app.cli_stick import add_stick_commands
from app.cli_tables import add_table_commands
from app.errors import AppError, Cancelled, RefusedError
from app.i18n import _
from app.paths import resource

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

    from app.services.status import HamletStatus

DONE, REFUSED, WRONG_USE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    _prepare_streams()
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        if arguments.database:
            _remember_server(arguments)
        status = run(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Whoever read along ("| head") has seen enough; what is left would fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except AppError as error:
        print(error.sentence, file=sys.stderr)
        return REFUSED
    except (KeyboardInterrupt, Cancelled):
        print(_("Đã dừng."), file=sys.stderr)
        return REFUSED


def _remember_server(arguments: argparse.Namespace) -> None:
    from app.services.server_books import remember_server

    if getattr(arguments, "book", None) is None:
        raise RefusedError(_("Hãy ghi cả thư mục chung giữ tệp của sổ sau lệnh."))
    remember_server(arguments.book, arguments.database)


def _prepare_streams() -> None:
    """Vietnamese on any console, also cp1252; argparse's own words come from its catalogue."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    os.environ["LANGUAGE"] = "vi"
    gettext.bindtextdomain("argparse", str(resource("locale")))
    gettext.textdomain("argparse")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bansang",
        description=_("Bản Sáng: sổ xây dựng bản nông thôn mới của xã, làm việc không cần mạng."),
    )
    parser.add_argument(
        "--database",
        metavar=_("ĐỊA-CHỈ"),
        help=_("sổ nằm trên máy chủ postgresql+psycopg://…; thư mục SỔ giữ tệp và nhớ địa chỉ này"),
    )
    commands = parser.add_subparsers(title=_("lệnh"), metavar=_("LỆNH"), required=True)
    _add_open(commands)
    _add_sample(commands)
    _add_status(commands)
    DossierCommands(
        lambda name, help_text, run: _add_command(commands, name, help_text, run),
        open_named,
        year_of,
        ConsoleProgress,
        _add_year_and_today,
    )
    _add_check(commands)
    add_catalogue_commands(lambda name, help_text, run: _add_command(commands, name, help_text, run))
    add_check_commands(lambda name, help_text, run: _add_command(commands, name, help_text, run))
    add_paper_commands(lambda name, help_text, run: _add_command(commands, name, help_text, run))
    add_fund_commands(lambda name, help_text, run: _add_command(commands, name, help_text, run), open_named)
    add_report_commands(lambda name, help_text, run: _add_command(commands, name, help_text, run))
    add_table_commands(lambda name, help_text, run: _add_command(commands, name, help_text, run), open_named)
    add_consolidation_commands(
        lambda name, help_text, run: _add_command(commands, name, help_text, run), open_named, ConsoleProgress
    )
    add_sign_commands(lambda name, help_text, run: _add_command(commands, name, help_text, run))
    add_stick_commands(
        lambda name, help_text, run: _add_command(commands, name, help_text, run),
        open_named,
        year_of,
        ConsoleProgress,
        _add_year_and_today,
    )
    return parser


def _add_command(
    commands: _Commands, name: str, help_text: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(run=run)
    return parser


def _add_open(commands: _Commands) -> None:
    parser = _add_command(commands, "open", _("mở cửa sổ chương trình"), _open_window)
    parser.add_argument("book", metavar=_("SỔ"), nargs="?", type=Path, help=_("thư mục sổ cần mở"))
    parser.add_argument("--sample", action="store_true", help=_("mở sổ mẫu xã Chiềng Khoi"))


def _add_sample(commands: _Commands) -> None:
    parser = _add_command(commands, "sample", _("tạo sổ mẫu xã Chiềng Khoi năm 2024"), _make_sample)
    _add_book(parser, _("thư mục mới cho sổ mẫu"))


def _add_status(commands: _Commands) -> None:
    parser = _add_command(commands, "status", _("in kết quả từng bản"), _print_status)
    _add_book(parser, _("thư mục sổ"))
    _add_year_and_today(parser)
    parser.add_argument(
        "--set", metavar=_("MÃ[/PHIÊN-BẢN]"), help=_("mã bộ tiêu chí (mặc định: bộ của kế hoạch năm)")
    )
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))


def _add_check(commands: _Commands) -> None:
    parser = _add_command(
        commands,
        "check",
        _("xem sổ có bị sửa ngoài chương trình không, theo nhật ký; khác với lệnh checks"),
        _check_book,
    )
    _add_book(parser, _("thư mục sổ"))


def _add_book(parser: argparse.ArgumentParser, help_text: str) -> None:
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=help_text)


def _add_year_and_today(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--year", metavar=_("NĂM"), type=int, help=_("năm kế hoạch (mặc định: năm mới nhất trong sổ)")
    )
    parser.add_argument(
        "--today", metavar=_("NGÀY"), type=typed_day, help=_("tính như hôm nay là ngày này, dạng 20/04/2024")
    )


def _open_window(arguments: argparse.Namespace) -> int:
    from app.bootstrap import run_window

    return run_window(arguments.book, sample=arguments.sample)


def _make_sample(arguments: argparse.Namespace) -> int:
    from app.services.samples import create_sample

    create_sample(arguments.book).close()
    print(_("Đã tạo sổ mẫu ở {folder}").format(folder=arguments.book))
    return DONE


def _print_status(arguments: argparse.Namespace) -> int:
    from app.services import places
    from app.services.status import hamlet_statuses

    with closing(open_named(arguments)) as workspace:
        year = year_of(workspace, arguments.year)
        rows = workspace.read(hamlet_statuses, year=year, today=workspace.today(), wanted_set=arguments.set)
        commune = workspace.read(places.book_info).commune
    if arguments.json:
        document = {"commune": commune, "year": year, "hamlets": [_as_json(row) for row in rows]}
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return DONE
    print(_("{commune}, năm {year}").format(commune=commune, year=year))
    for row in rows:
        print(_status_lines(row))
    return DONE


def _as_json(row: HamletStatus) -> dict[str, object]:
    return {
        "name": row.name,
        "set": row.set_code,
        "set_version": row.set_version,
        "round_date": row.round_date.isoformat() if row.round_date else None,
        "criteria_met": row.totals.criteria_met,
        "criteria_total": row.totals.criteria_total,
        "indicators_met": row.totals.indicators_met,
        "indicators_total": row.totals.indicators_total,
        "unmet": list(row.unmet),
        "unmet_criteria": list(row.unmet_criteria),
        "reports": {
            "expected": sum(row.reports.values()),
            **{kind.value: count for kind, count in row.reports.items()},
        },
    }


def _status_lines(row: HamletStatus) -> str:
    from app.domain.dates import format_date
    from app.labels import report_class_label

    reports = ", ".join(
        f"{report_class_label(kind).lower()} {count}" for kind, count in row.reports.items() if count
    )
    lines = [
        _("{name}: {met}/{total} tiêu chí, {indicators}/{all} chỉ tiêu (rà soát {day})").format(
            name=row.name,
            met=row.totals.criteria_met,
            total=row.totals.criteria_total,
            indicators=row.totals.indicators_met,
            all=row.totals.indicators_total,
            day=format_date(row.round_date) or _("chưa có"),
        ),
        _("   chưa đạt: {unmet}").format(unmet=", ".join(row.unmet) or _("không")),
        _("   báo cáo tháng: {reports}").format(reports=reports or _("không phải nộp")),
    ]
    return "\n".join(lines)


def _check_book(arguments: argparse.Namespace) -> int:
    from app.services.history import check_chain
    from app.services.workspace import open_book

    with closing(open_book(arguments.book)) as workspace:
        report = workspace.read(check_chain)
    if report.broken_at is not None:
        raise RefusedError(
            _("Nhật ký bị sửa ngoài chương trình từ dòng {line}. Hãy so với bản sao lưu gần nhất.").format(
                line=report.broken_at
            )
        )
    print(_("Nhật ký nguyên vẹn: {n} dòng.").format(n=report.entries))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
