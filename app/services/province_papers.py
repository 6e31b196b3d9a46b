"""Biểu 01–04 gathered from the book and written as Excel or PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.activities import ActivityKind
from app.domain.criteria import SetLevel
from app.domain.dates import format_date
from app.domain.printed_tables import TableNumber
from app.errors import InputError
from app.i18n import _, as_printed
from app.reports.province_tables.content import ProvinceTable, TableBlock, TableColumn
from app.services import activities, advisory_tasks, plans, printed_lines, procedures, province_tables
from app.services.activities import ActivityRow
from app.services.printed_lines import KeptLine
from app.services.province_tables import PlaceResult, TableResults
from app.services.workspace import Workspace
from app.table_words import printed_problem_sentence

NUMBERS = ("01", "02", "03", "04")
_AIMS = {
    SetLevel.HAMLET: ("BẢN", "NÔNG THÔN MỚI"),
    SetLevel.MODEL_HAMLET: ("BẢN", "NÔNG THÔN MỚI KIỂU MẪU"),
    SetLevel.COMMUNE: ("XÃ", "NÔNG THÔN MỚI"),
    SetLevel.COMMUNE_ADVANCED: ("XÃ", "NÔNG THÔN MỚI NÂNG CAO"),
}
_RESULTS = (
    "TỔNG HỢP KẾT QUẢ SỐ TIÊU CHÍ ĐÃ ĐẠT, SỐ TIÊU CHÍ CHƯA ĐẠT VÀ KHỐI LƯỢNG CÒN LẠI PHẢI THỰC HIỆN "
    "CỦA {count} {places} PHẤN ĐẤU ĐẠT CHUẨN {aim} NĂM {year}"
)
_LACKING = "Số tiêu chí/chỉ tiêu chưa đạt, tổ chức triển khai thực hiện"


def write_table(workspace: Workspace, *, year: int, number: str, target: Path, printed: bool = False) -> None:
    """By the ending of `target`, never over a file of the book. Raises InputError, StorageError, NotFoundError."""
    if number not in NUMBERS:
        raise InputError(_("Chỉ có Biểu 01, 02, 03 và 04."))
    ending = target.suffix.casefold()
    if ending not in (".xlsx", ".pdf"):
        raise InputError(_("Hãy đặt tên tệp có đuôi .xlsx hoặc .pdf."))
    if workspace.owns(target):
        raise InputError(_("Không ghi vào phần dữ liệu của sổ. Hãy chọn tên tệp khác."))
    content = workspace.read(
        table_content, year=year, number=number, today=workspace.today(), printed=printed
    )
    if ending == ".xlsx":
        from app.reports.province_tables.workbook import write_table_xlsx

        write_table_xlsx(content, target)
    else:
        from app.reports.province_tables.pdf import write_table_pdf

        write_table_pdf(content, target)


def table_content(
    session: Session, *, year: int, number: str, today: date, printed: bool = False
) -> ProvinceTable:
    """`printed`: Biểu 01 or 02 as typed from a paper, with what does not add up. Raises NotFoundError."""
    note = _note(session, year, today)
    with as_printed():
        if number == "03":
            return _tasks(session, year, note)
        if number == "04":
            return _activities(session, year, note)
        table = TableNumber(number)
        if printed:
            return _as_typed(session, year, table, note)
        results = province_tables.table_results(session, year=year, table=table, today=today)
        return results_table(results, note)


def _note(session: Session, year: int, today: date) -> str:
    commune = procedures.book_names(session, on=today).commune
    plans.plan_of_year(session, year=year)
    return f"(Kèm theo Kế hoạch năm {year} của UBND {commune})"


def results_table(results: TableResults, note: str) -> ProvinceTable:
    """Biểu 01 or 02 from the book's own figures."""
    year = results.year
    levels = list(dict.fromkeys(one.criteria_set.level for one in results.sets))
    places, aim = _kind(results.table, levels, of_area=results.of_area)
    blocks = []
    count = 0
    for one in results.sets:
        if len(results.sets) > 1:
            blocks.append(TableBlock(section=one.criteria_set.title))
        for place in one.places:
            count += 1
            blocks.append(_place_block(count, place))
    title = _RESULTS.format(count=f"{count:02d}", places=places, aim=aim, year=year)
    return ProvinceTable(results.table.value, title, (note,), _columns(places, aim, year), tuple(blocks))


def _kind(table: TableNumber, levels: Sequence[SetLevel], *, of_area: bool) -> tuple[str, str]:
    usual = (SetLevel.HAMLET,) if table is TableNumber.FIRST else (SetLevel.MODEL_HAMLET,)
    kinds = [_AIMS[level] for level in levels or usual]
    places = "XÃ CÓ BẢN" if of_area else ", ".join(dict.fromkeys(place for place, _aim in kinds))
    return places, ", ".join(dict.fromkeys(aim for _place, aim in kinds))


def _columns(places: str, aim: str, year: int) -> tuple[TableColumn, ...]:
    return (
        TableColumn("STT", 6, centred=True),
        TableColumn("Thuộc", 11),
        TableColumn(f"{places.capitalize()} phấn đấu đạt chuẩn {aim.lower()} năm {year}", 13),
        TableColumn("Khu vực", 7, centred=True),
        TableColumn("Kết quả số tiêu chí đã đạt, cần duy trì, giữ vững", 15),
        TableColumn("Số lượng", 12, _LACKING),
        TableColumn("Gồm các tiêu chí, chỉ tiêu", 32, _LACKING),
        TableColumn(f"Khối lượng còn lại cần triển khai từng chỉ tiêu đảm bảo đạt chuẩn năm {year}", 40),
    )


def _place_block(number: int, place: PlaceResult) -> TableBlock:
    name = place.place if place.hamlets is None else f"{place.place} ({place.hamlets} bản)"
    leading = (str(number), place.area, name, place.region, place.met_words, place.unmet_words)
    lines = tuple((line.words, line.remaining) for line in place.lines)
    return TableBlock(leading, lines or (("", ""),))


def _as_typed(session: Session, year: int, table: TableNumber, note: str) -> ProvinceTable:
    kept = kept_lines(session, year=year, table=table)
    level = SetLevel.COMMUNE if table is TableNumber.FIRST else SetLevel.COMMUNE_ADVANCED
    places, aim = _AIMS[level] if kept and all(map(_is_commune, kept)) else _kind(table, (), of_area=False)
    blocks = tuple(_typed_block(number, one) for number, one in enumerate(kept, start=1))
    problems = [printed_problem_sentence(problem) for one in kept for problem in one.problems]
    remarks = ("Số liệu nhập đúng như bản in; kiểm tra số học cho thấy:", *(f"- {text}" for text in problems))
    title = _RESULTS.format(count=f"{len(kept):02d}", places=places, aim=aim, year=year)
    columns = _columns(places, aim, year)
    return ProvinceTable(table.value, title, (note,), columns, blocks, remarks if problems else ())


def _is_commune(one: KeptLine) -> bool:
    return one.line.place.casefold().startswith("xã")


def kept_lines(session: Session, *, year: int, table: TableNumber) -> list[KeptLine]:
    """Held against the set of the year that judges hamlets or, for a line that begins with "Xã", communes."""
    counts = printed_lines.set_counts(session, year=year, table=table)
    return printed_lines.printed_lines(session, year=year, table=table, counts=counts)


def _typed_block(number: int, one: KeptLine) -> TableBlock:
    line = one.line
    leading = (
        str(number),
        line.area,
        line.place,
        line.region,
        _counts(line.criteria_met, line.indicators_met),
        _counts(line.criteria_unmet, line.indicators_unmet),
    )
    return TableBlock(leading, (("\n".join(line.unmet), "\n".join(line.remaining)),))


def _counts(criteria: int | None, indicators: int | None) -> str:
    parts = []
    if criteria is not None:
        parts.append(f"{criteria:02d} tiêu chí")
    if indicators is not None:
        parts.append(f"{indicators:02d} chỉ tiêu")
    return " / ".join(parts)


def _tasks(session: Session, year: int, note: str) -> ProvinceTable:
    rows = advisory_tasks.advisory_tasks(session, year=year)
    agencies = "Cơ quan thực hiện"
    columns = (
        TableColumn("TT", 6, centred=True),
        TableColumn("Nội dung thực hiện", 52),
        TableColumn("Cơ quan chủ trì tham mưu", 20, agencies),
        TableColumn("Cơ quan phối hợp thực hiện", 24, agencies),
        TableColumn("Cấp thẩm quyền ban hành", 18),
        TableColumn("Thời gian hoàn thành", 16, centred=True),
    )
    blocks = tuple(
        TableBlock(
            (
                str(row.number),
                row.task,
                row.lead,
                row.support,
                row.issued_by,
                _when(row.timing.words if row.timing else "", row.done_on),
            )
        )
        for row in rows
    )
    title = (
        "PHÂN CÔNG NHIỆM VỤ THAM MƯU, TRÌNH BAN HÀNH MỘT SỐ CƠ CHẾ, CHÍNH SÁCH, ĐỀ ÁN THỰC HIỆN "
        f"CHƯƠNG TRÌNH MTQG XÂY DỰNG NÔNG THÔN MỚI NĂM {year}"
    )
    return ProvinceTable("03", title, (note,), columns, blocks)


def _when(words: str, done_on: date | None) -> str:
    return f"{words}\n(đã xong {format_date(done_on)})".strip() if done_on else words


_OTHER_SECTIONS = {
    ActivityKind.LEARNING: "Tổ chức học tập kinh nghiệm",
    ActivityKind.SURVEY: "Khảo sát",
}
_BY_PLACE = (
    ActivityKind.CHECK,
    ActivityKind.APPRAISAL,
    ActivityKind.COMPLETION,
    ActivityKind.ANNOUNCEMENT,
)


def _activities(session: Session, year: int, note: str) -> ProvinceTable:
    rows = activities.activities(session, year=year)
    ending = "Thẩm định, hoàn thiện hồ sơ, công nhận, công bố"
    columns = (
        TableColumn("STT", 6, centred=True),
        TableColumn("Nơi thực hiện", 18),
        TableColumn("Chương trình kiểm tra, giám sát", 38),
        TableColumn("Tổ chức thẩm định", 38, ending),
        TableColumn("Hoàn thiện hồ sơ, tổ chức công bố", 36, ending),
    )
    sections = [("Kiểm tra, thẩm định, công bố", _by_place(row for row in rows if row.kind in _BY_PLACE))]
    for kind, name in _OTHER_SECTIONS.items():
        of_kind = [row for row in rows if row.kind is kind]
        sections.append((name, [(row.place, _activity_words(row), "", "") for row in of_kind]))
    blocks: list[TableBlock] = []
    filled = [(name, found) for name, found in sections if found]
    for roman, (name, found) in zip(("I", "II", "III"), filled, strict=False):
        blocks.append(TableBlock(section=f"{roman}. {name}"))
        blocks += [TableBlock((str(number),), (cells,)) for number, cells in enumerate(found, start=1)]
    title = f"CHƯƠNG TRÌNH KIỂM TRA, GIÁM SÁT, THẨM ĐỊNH, CÔNG BỐ ĐẠT CHUẨN NÔNG THÔN MỚI NĂM {year}"
    return ProvinceTable("04", title, (note,), columns, tuple(blocks))


def _by_place(rows: Iterable[ActivityRow]) -> list[tuple[str, ...]]:
    """A line a place; several activities of a kind stand below each other."""
    places: dict[str, dict[ActivityKind, list[str]]] = {}
    for row in rows:
        places.setdefault(row.place, {}).setdefault(row.kind, []).append(_activity_words(row))
    return [
        (
            place,
            "\n".join(found.get(ActivityKind.CHECK, [])),
            "\n".join(found.get(ActivityKind.APPRAISAL, [])),
            "\n".join([*found.get(ActivityKind.COMPLETION, []), *found.get(ActivityKind.ANNOUNCEMENT, [])]),
        )
        for place, found in places.items()
    ]


_NAMED = {ActivityKind.COMPLETION: "Hoàn thiện hồ sơ", ActivityKind.ANNOUNCEMENT: "Công bố"}


def _activity_words(row: ActivityRow) -> str:
    """ "- Thành phần: …", "- Nội dung: …", "- Thời gian: …", as the province writes them."""
    members = "; ".join(line for line in row.members.split("\n") if line)
    when = _when(row.timing.words if row.timing else "", row.done_on).replace("\n", " ")
    lines = [f"{_NAMED[row.kind]}:"] if row.kind in _NAMED else []
    lines += [
        f"- {name}: {text}"
        for name, text in (("Thành phần", members), ("Nội dung", row.content), ("Thời gian", when))
        if text
    ]
    return "\n".join(lines)
