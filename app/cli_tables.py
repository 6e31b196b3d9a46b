"""`bansang tables`: Biểu 01–04 of the province as Excel or PDF, or what does not add up in a table as printed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import InputError
from app.i18n import _

if TYPE_CHECKING:
    from app.services.workspace import Workspace

AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]


PRINTED = ("01", "02")


def add_table_commands(add: AddCommand, opened: Callable[[argparse.Namespace], Workspace]) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from app.services import plans
        from app.services.province_papers import write_table

        with closing(opened(arguments)) as workspace:
            years = workspace.read(plans.years)
            year = arguments.year or (years[0] if years else workspace.today().year)
            if arguments.printed:
                if arguments.table not in PRINTED:
                    raise InputError(_("Chỉ Biểu 01 và 02 nhập được như bản in. Hãy bỏ --printed."))
                _print_problems(workspace, year, arguments.table)
            write_table(
                workspace,
                year=year,
                number=arguments.table,
                target=arguments.out,
                printed=arguments.printed,
            )
        print(_("Đã ghi {path}").format(path=arguments.out))
        return 0

    parser = add("tables", _("lập Biểu 01, 02, 03, 04 theo mẫu của tỉnh"), run)
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục sổ"))
    parser.add_argument("--table", metavar=_("BIỂU"), choices=("01", "02", "03", "04"), required=True)
    parser.add_argument("--out", metavar=_("TỆP"), type=Path, required=True, help=_("ghi ra .xlsx hoặc .pdf"))
    parser.add_argument("--year", metavar=_("NĂM"), type=int, help=_("mặc định: năm mới nhất trong sổ"))
    parser.add_argument(
        "--printed", action="store_true", help=_("Biểu 01, 02 nhập như bản in, kèm chỗ cộng sai")
    )
    parser.set_defaults(today=None)


def _print_problems(workspace: Workspace, year: int, number: str) -> None:
    from app.domain.printed_tables import TableNumber
    from app.services.province_papers import kept_lines
    from app.table_words import printed_problem_sentence

    lines = workspace.read(kept_lines, year=year, table=TableNumber(number))
    if not lines:
        raise InputError(
            _("Năm {year} chưa nhập dòng nào của Biểu {number} như bản in.").format(year=year, number=number)
        )
    for kept in lines:
        for problem in kept.problems:
            print(printed_problem_sentence(problem))
