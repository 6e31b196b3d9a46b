"""Words for the province's tables: kinds, faults of a printed table, names of tables and fields."""

from __future__ import annotations

from app.domain.activities import ActivityKind
from app.domain.printed_tables import PrintedFault, PrintedProblem
from app.i18n import _


def activity_kind_label(kind: ActivityKind) -> str:
    return {
        ActivityKind.CHECK: _("Kiểm tra, giám sát"),
        ActivityKind.APPRAISAL: _("Thẩm định"),
        ActivityKind.COMPLETION: _("Hoàn thiện hồ sơ"),
        ActivityKind.ANNOUNCEMENT: _("Công bố"),
        ActivityKind.LEARNING: _("Học tập kinh nghiệm"),
        ActivityKind.SURVEY: _("Khảo sát"),
    }[kind]


def printed_problem_sentence(problem: PrintedProblem) -> str:
    """One sentence: what is printed, what it comes to."""
    words = {
        PrintedFault.CRITERIA_SUM: _("{where}: {parts} = {computed} tiêu chí, bộ tiêu chí có {printed}."),
        PrintedFault.INDICATORS_SUM: _("{where}: {parts} = {computed} chỉ tiêu, bộ tiêu chí có {printed}."),
        PrintedFault.CRITERIA_LISTED: _(
            "{where}: in {printed} tiêu chí chưa đạt nhưng liệt kê {computed} ({listed})."
        ),
        PrintedFault.TWICE_LISTED: _("{where}: tiêu chí {printed} được liệt kê hai lần."),
        PrintedFault.NUMBER_STYLES: _(
            "{where}: số thập phân viết hai kiểu, {listed} và {printed}; hãy viết {computed}."
        ),
        PrintedFault.MONEY_SUM: _("{where}: in {printed} nhưng {parts} = {computed}."),
    }[problem.fault]
    return words.format(
        where=problem.where,
        printed=problem.printed,
        computed=problem.computed,
        parts=" + ".join(problem.parts),
        listed=", ".join(problem.parts),
    )


def tables() -> dict[str, str]:
    return {
        "advisory_task": _("Nhiệm vụ tham mưu (Biểu 03)"),
        "activity": _("Kiểm tra, thẩm định (Biểu 04)"),
        "printed_line": _("Dòng như bản in (Biểu 01, 02)"),
    }


def own_fields() -> dict[tuple[str, str], str]:
    return {
        ("advisory_task", "lead"): _("Cơ quan chủ trì"),
        ("advisory_task", "support"): _("Cơ quan phối hợp"),
        ("activity", "kind"): _("Loại việc"),
        ("activity", "wording"): _("Nơi (ghi bằng lời)"),
        ("activity", "content"): _("Nội dung"),
        ("activity", "members"): _("Thành phần"),
        ("printed_line", "remaining"): _("Khối lượng còn lại"),
    }


def fields() -> dict[str, str]:
    return {
        "task": _("Nội dung thực hiện"),
        "lead": _("Chủ trì"),
        "issued_by": _("Cấp ban hành"),
        "timing": _("Thời gian"),
        "wording": _("Nơi"),
        "content": _("Nội dung"),
        "members": _("Thành phần"),
        "table_number": _("Biểu số"),
        "place": _("Địa bàn"),
        "area": _("Thuộc"),
        "region": _("Khu vực"),
        "criteria_unmet": _("Tiêu chí chưa đạt"),
        "indicators_unmet": _("Chỉ tiêu chưa đạt"),
        "unmet": _("Các tiêu chí chưa đạt"),
    }
