"""A list of hamlets as a workbook to fill in, and back; pasted tables are read the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from app.domain.criteria import GROUPS, GroupKind
from app.domain.hamlets import hamlet_names
from app.domain.numbers import parse_integer
from app.domain.problem import Problem
from app.domain.text import fold, name_key, nfc
from app.errors import InputError
from app.exchange.legacy_sheets import in_unicode
from app.exchange.pasted import read_pasted_table
from app.exchange.tables_found import Heading, Line, Table, find_table, pasted_sheet, shown
from app.exchange.template import Column, Guide, write_template
from app.exchange.workbook import CellProblem
from app.exchange.workbook_reading import read_workbook
from app.i18n import _
from app.labels import problem_sentence

SHEET = "Danh sách bản"
_HEADINGS = (
    Heading("code", "Mã bản", ("mã", "mã số", "ký hiệu")),
    Heading("name", "Tên bản", ("bản", "tên bản tiểu khu", "bản tiểu khu", "tên thôn", "thôn", "tên")),
    Heading("former_commune", "Xã cũ", ("xã trước sáp nhập", "tên xã cũ", "thuộc xã cũ")),
    Heading("area_group", "Khu vực", ("khu vực i ii iii", "kv")),
    Heading("households", "Số hộ", ("tổng số hộ", "hộ", "tổng số hộ dân")),
    Heading("people", "Số người", ("số nhân khẩu", "nhân khẩu", "số khẩu", "dân số", "tổng số khẩu")),
    Heading("poor_households", "Hộ nghèo", ("số hộ nghèo",)),
    Heading("near_poor_households", "Hộ cận nghèo", ("số hộ cận nghèo", "cận nghèo")),
    Heading("ethnic_groups", "Dân tộc (số người)", ("dân tộc", "thành phần dân tộc")),
    Heading("head_name", "Trưởng bản", ("trưởng bản tiểu khu", "trưởng thôn", "họ tên trưởng bản")),
)
_WIDTHS = {"code": 12, "name": 28, "former_commune": 24, "ethnic_groups": 34, "head_name": 26}
_ETHNIC = re.compile(r"\s*([^:=\d]+?)\s*[:=\-–]?\s*(\d[\d. ]*)\s*(?:người|khẩu)?\s*")
_AREAS = {
    fold(f"{word}{group}"): group for group in GROUPS[GroupKind.AREA] for word in ("", "khu vực ", "kv ")
}
_AREAS |= {str(place): group for place, group in enumerate(GROUPS[GroupKind.AREA], start=1)}


@dataclass(frozen=True, slots=True)
class HamletLine:
    """One hamlet; None where the cell is empty, cannot be read, or has no column. `cells`: address by field.

    `area_group` is "I", "II" or "III"; `ethnic_groups` are pairs (name, people) in the order written. `row` 0 and
    no cells where it is made to be written. `unread`: fields whose cell has a problem.
    """

    name: str
    code: str | None = None
    former_commune: str | None = None
    area_group: str | None = None
    households: int | None = None
    people: int | None = None
    poor_households: int | None = None
    near_poor_households: int | None = None
    ethnic_groups: tuple[tuple[str, int], ...] | None = None
    head_name: str | None = None
    row: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HamletSheet:
    """`columns`: fields of HamletLine that have a column; all others are to be left as they are.

    `problems` refuse an import; `warnings` are shown. Lines without a name are problems and left out.
    """

    lines: tuple[HamletLine, ...]
    columns: frozenset[str]
    problems: tuple[CellProblem, ...] = ()
    warnings: tuple[CellProblem, ...] = ()


def write_hamlets(path: Path, lines: Sequence[HamletLine], *, year: int) -> None:
    """The template, filled with the hamlets as they are in `year`. Raises StorageError."""
    choices = {"area_group": GROUPS[GroupKind.AREA]}
    columns = [
        Column(
            heading.title,
            _WIDTHS.get(heading.field, 14),
            choices.get(heading.field, ()),
            is_text=heading.field in _TEXTS,
        )
        for heading in _HEADINGS
    ]
    rows = [[_written(line, heading.field) for heading in _HEADINGS] for line in lines]
    guide = [
        Guide("", f"Số liệu năm {year}. Mỗi dòng một bản; dòng đầu là tên cột, không đổi."),
        Guide("Mã bản", "Dùng để nhận ra bản khi nhập lại; tên bản có thể sửa. Để trống nếu chưa có mã."),
        Guide("Khu vực", "I, II hoặc III."),
        Guide("Hộ nghèo", "Ghi số hộ, không ghi tỷ lệ."),
        Guide("Dân tộc", "Tên và số người, cách nhau bằng dấu chấm phẩy. Ví dụ: Thái: 320; Mông: 12"),
        Guide("Ô để trống", "Số liệu trong sổ được giữ nguyên."),
        Guide("Cột không dùng", "Có thể xóa cả cột: số liệu của cột đó trong sổ được giữ nguyên."),
    ]
    write_template(path, SHEET, columns, rows, guide, frozen="C2")


_TEXTS = frozenset({"code", "name", "former_commune", "area_group", "ethnic_groups", "head_name"})


def _written(line: HamletLine, name: str) -> str | int | None:
    if name == "ethnic_groups":
        return "; ".join(f"{group}: {people}" for group, people in line.ethnic_groups or ()) or None
    value: str | int | None = getattr(line, name)
    return value


def read_hamlets(path: Path) -> HamletSheet:
    """Raises InputError for a file that cannot be read at all; whatever is wrong in a cell is in `problems`."""
    book = read_workbook(path)
    for sheet in book.sheets:
        table = find_table(sheet, _HEADINGS, needed="name")
        if table is not None:
            found = _read(table)
            return HamletSheet(found.lines, found.columns, found.problems, (*book.warnings, *found.warnings))
    raise InputError(_("Không thấy bảng danh sách bản. Tệp cần một dòng tên cột có cột “Tên bản”."))


def read_pasted_hamlets(text: str) -> HamletSheet:
    """A table pasted from Excel with its headings, or names alone, one a line; addresses as if it began at A1."""
    sheet = in_unicode(pasted_sheet(read_pasted_table(text)), ())
    table = find_table(sheet, _HEADINGS, needed="name")
    if table is not None and len(table.columns) > 1:
        return _read(table)
    lines = []
    for row in sheet.rows:
        names = hamlet_names("\t".join(shown(value) for value in row.values))
        if names:
            column = next(
                (place for place, value in enumerate(row.values) if fold(names[0]) in fold(shown(value))), 0
            )
            lines.append(_named(names[0], row.number, column))
    checked = Table(sheet, None, {"name": 0}, ())
    _check_names(checked, lines)
    return HamletSheet(
        tuple(lines),
        frozenset({"name"}),
        (*sheet.problems, *checked.problems),
        sheet.warnings,
    )


def _named(name: str, row: int, column: int) -> HamletLine:
    from app.exchange.workbook import address

    return HamletLine(name, row=row, cells={"name": address(row, column)})


def _read(table: Table) -> HamletSheet:
    lines: list[HamletLine] = []
    for line in table.lines():
        found = _hamlet(line)
        if found is not None:
            lines.append(found)
    _check_names(table, lines)
    if not lines and not table.problems:
        table.problem("", _("Bảng chưa có bản nào. Hãy ghi mỗi bản một dòng."))
    return HamletSheet(tuple(lines), frozenset(table.columns), tuple(table.problems), tuple(table.warnings))


def _hamlet(line: Line) -> HamletLine | None:
    """None for a line of totals and, with a problem, for one without a name."""
    name = line.line("name")
    if name is None:
        if "name" not in line.unread:
            line.refuse("name", _("Thiếu tên bản. Hãy ghi tên hoặc xóa cả dòng."))
        return None
    if fold(name) in ("tong", "tong cong", "tong so", "cong"):
        return None
    found = HamletLine(
        name=name,
        code=line.code("code") or None,
        former_commune=line.line("former_commune"),
        area_group=_area(line),
        households=line.count("households"),
        people=line.count("people"),
        poor_households=line.count("poor_households"),
        near_poor_households=line.count("near_poor_households"),
        ethnic_groups=_ethnic_groups(line),
        head_name=line.line("head_name", limit=120),
        row=line.row.number,
        cells=line.cells(),
        unread=frozenset(line.unread),
    )
    return found


def _area(line: Line) -> str | None:
    value = line.line("area_group")
    if value is None:
        return None
    group = _AREAS.get(fold(value))
    if group is None:
        line.refuse(
            "area_group", _("Không có khu vực “{given}”. Hãy ghi I, II hoặc III.").format(given=value)
        )
    return group


def _ethnic_groups(line: Line) -> tuple[tuple[str, int], ...] | None:
    """ "Thái: 320; Mông: 12", also one a line."""
    raw = line.raw("ethnic_groups")
    if raw is None or isinstance(raw, Decimal):
        if raw is not None:
            line.refuse("ethnic_groups", _ethnic_sentence(shown(raw)))
        return None
    groups: dict[str, int] = {}
    for part in line.listed("ethnic_groups", apart=";\n"):
        found = _ETHNIC.fullmatch(nfc(part))
        if found is None:
            line.refuse("ethnic_groups", _ethnic_sentence(part))
            return None
        try:
            people = parse_integer(found[2].strip())
        except Problem as problem:
            line.refuse("ethnic_groups", problem_sentence(problem))
            return None
        if name_key(found[1]) in map(name_key, groups):
            line.refuse("ethnic_groups", _("Dân tộc “{name}” có hai lần.").format(name=found[1]))
            return None
        groups[found[1]] = people
    return tuple(groups.items()) or None


def _ethnic_sentence(given: str) -> str:
    return _("“{given}” chưa rõ. Hãy ghi tên và số người như “Thái: 320; Mông: 12”.").format(given=given)


def _check_names(table: Table, lines: Sequence[HamletLine]) -> None:
    """Two lines of one code, or of one name in one former commune, cannot both be meant."""
    codes: dict[str, HamletLine] = {}
    names: dict[tuple[str, str], HamletLine] = {}
    for line in lines:
        if line.code:
            first = codes.setdefault(fold(line.code), line)
            if first is not line:
                table.problem(line.cells.get("code", ""), _twice(line.code, first.cells.get("code", "")))
        first = names.setdefault((name_key(line.name), name_key(line.former_commune or "")), line)
        if first is not line and not (line.code and first.code):
            table.problem(line.cells.get("name", ""), _twice(line.name, first.cells.get("name", "")))


def _twice(given: str, cell: str) -> str:
    return _("“{given}” đã có ở ô {cell}. Hãy sửa hoặc bỏ một dòng.").format(given=given, cell=cell)
