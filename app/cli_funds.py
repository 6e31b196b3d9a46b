"""`bansang funds`: the means of the plan by source."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n import _

if TYPE_CHECKING:
    from app.domain.funds import SourceLine
    from app.services.workspace import Workspace

AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]


def add_fund_commands(add: AddCommand, opened: Callable[[argparse.Namespace], Workspace]) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from app.services import funds, plans
        from app.services.fund_papers import write_funds

        with closing(opened(arguments)) as workspace:
            years = workspace.read(plans.years)
            year = arguments.year or (years[0] if years else workspace.today().year)
            lines = [line for line in workspace.read(funds.fund_lines, year=year) if not line.empty]
            if arguments.out:
                write_funds(workspace, year=year, target=arguments.out)
                print(_("Đã ghi {path}").format(path=arguments.out))
                return 0
        if arguments.json:
            print(json.dumps([_as_json(line) for line in lines], ensure_ascii=False, indent=2))
        else:
            print(_text(lines) or _("Năm {year} chưa ghi khoản vốn nào.").format(year=year))
        return 0

    parser = add("funds", _("in nguồn vốn của kế hoạch năm"), run)
    parser.add_argument("book", metavar=_("SỔ"), type=Path, help=_("thư mục sổ"))
    parser.add_argument("--year", metavar=_("NĂM"), type=int, help=_("mặc định: năm mới nhất trong sổ"))
    parser.add_argument("--out", metavar=_("TỆP"), type=Path, help=_("ghi ra .xlsx, .pdf hoặc .docx"))
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON cho máy đọc"))
    parser.set_defaults(today=None)


def _as_json(line: SourceLine) -> dict[str, str]:
    """Amounts as exact text in the unit of the source."""
    return {
        "code": line.source.code,
        "source": line.source.title,
        "unit": line.unit.value,
        "planned": f"{line.planned:f}",
        "raised": f"{line.raised:f}",
        "spent": f"{line.spent:f}",
    }


def _text(lines: list[SourceLine]) -> str:
    from app.services.funds import amount_words

    words = _("{source}: kế hoạch {planned}, huy động {raised}, đã chi {spent}")
    return "\n".join(
        "  " * line.level
        + words.format(
            source=line.source.title,
            planned=amount_words(line.planned, line.source),
            raised=amount_words(line.raised, line.source),
            spent=amount_words(line.spent, line.source),
        )
        for line in lines
    )
