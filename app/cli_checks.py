"""`bansang checks`: what contradicts itself or is missing, without a screen."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli_book import open_named, typed_day, year_of
from app.i18n import _

if TYPE_CHECKING:
    from app.services.checks import CheckedFinding, CheckReport
    from app.services.workspace import Workspace

Run = Callable[[argparse.Namespace], int]
AddCommand = Callable[[str, str, Run], argparse.ArgumentParser]


def add_check_commands(add: AddCommand) -> None:
    parser = add(
        "checks", _("liệt kê mâu thuẫn và chỗ thiếu trong nội dung sổ; khác với lệnh check"), _print_checks
    )
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục sổ"))
    parser.add_argument("--hamlet", metavar=_("BẢN"), help=_("chỉ một bản, gõ có dấu hay không dấu đều được"))
    parser.add_argument(
        "--year", metavar=_("NĂM"), type=int, help=_("năm kế hoạch (mặc định: năm mới nhất trong sổ)")
    )
    parser.add_argument(
        "--today", metavar=_("NGÀY"), type=typed_day, help=_("tính như hôm nay là ngày này, dạng 20/04/2024")
    )
    parser.add_argument("--files", action="store_true", help=_("đọc lại từng tệp minh chứng (lâu)"))
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))


class _Quiet:
    def step(self, text: str, done: int, total: int) -> None:
        """A file after the other; nobody watches."""


def _print_checks(arguments: argparse.Namespace) -> int:
    with closing(open_named(arguments)) as workspace:
        year = year_of(workspace, arguments.year)
        report = _report(workspace, arguments, year)
    if arguments.json:
        print(json.dumps(_document(report, year), ensure_ascii=False, indent=2))
    else:
        _print_words(report)
    return 0


def _report(workspace: Workspace, arguments: argparse.Namespace, year: int) -> CheckReport:
    from app.services import places
    from app.services.checks import check_book, check_files

    hamlet = workspace.read(places.find_hamlet, name=arguments.hamlet) if arguments.hamlet else None
    read = check_files(workspace, progress=_Quiet()) if arguments.files else None
    report = workspace.read(
        check_book,
        year=year,
        today=workspace.today(),
        evidence_folder=workspace.evidence_folder,
        damaged=read.damaged if read else frozenset(),
    )
    return report.of_hamlet(hamlet.uid) if hamlet else report


def _document(report: CheckReport, year: int) -> dict[str, object]:
    from app.domain.checks import Severity

    return {
        "year": year,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "waived": report.waived,
        "findings": [_as_json(row) for row in report.findings],
    }


def _as_json(row: CheckedFinding) -> dict[str, object]:
    from app.check_words import finding_sentence

    finding, waiver = row.finding, row.waiver
    return {
        "code": finding.code.value,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "hamlet": row.hamlet,
        "sentence": finding_sentence(finding),
        "waived": {"who": waiver.who, "on": waiver.on_date.isoformat(), "reason": waiver.reason}
        if waiver
        else None,
    }


def _print_words(report: CheckReport) -> None:
    from app.check_words import finding_sentence, severity_label
    from app.domain.checks import Severity

    counts = ", ".join(f"{severity_label(one).lower()} {report.count(one)}" for one in Severity)
    print(_("{counts}; đã bỏ qua {n}").format(counts=counts, n=report.waived))
    for row in report.findings:
        where = f"{row.hamlet}: " if row.hamlet else ""
        mark = (
            ""
            if row.open
            else _(" (đã bỏ qua: {reason})").format(reason=row.waiver.reason if row.waiver else "")
        )
        print(f"{severity_label(row.finding.severity)}  {where}{finding_sentence(row.finding)}{mark}")
