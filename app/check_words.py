"""Words for what the checks find: one sentence a finding, saying what to do."""

from __future__ import annotations

from app.domain.checks import CheckCode, Finding, Severity
from app.i18n import _

_MOST_NUMBERS = 8  # named in a sentence


def severity_label(severity: Severity) -> str:
    return {
        Severity.ERROR: _("Lỗi"),
        Severity.WARNING: _("Cảnh báo"),
        Severity.NOTE: _("Ghi chú"),
    }[severity]


def check_label(code: CheckCode) -> str:
    """The kind of a finding, short enough for a filter."""
    return {**_sheet_labels(), **_work_labels(), **_paper_labels()}[code]


def _sheet_labels() -> dict[CheckCode, str]:
    return {
        CheckCode.MET_WITHOUT_EVIDENCE: _("Đạt mà thiếu minh chứng"),
        CheckCode.CLAIM_DIFFERS: _("Khác kết quả tính ra"),
        CheckCode.OVERRIDE_WITHOUT_REASON: _("Khác kết quả tính, thiếu lý do"),
        CheckCode.NOT_APPLICABLE_WITHOUT_REASON: _("Không áp dụng, thiếu lý do"),
        CheckCode.NOT_APPLICABLE_FORBIDDEN: _("Không áp dụng sai chỗ"),
        CheckCode.PERCENT_OVER_100: _("Tỷ lệ quá 100 %"),
        CheckCode.PART_OVER_WHOLE: _("Số đạt lớn hơn tổng số"),
        CheckCode.SUDDEN_JUMP: _("Số liệu thay đổi đột ngột"),
        CheckCode.NOT_ASSESSED: _("Chưa đánh giá"),
        CheckCode.ROUND_TOO_OLD: _("Lâu chưa rà soát lại"),
        CheckCode.UNMET_WITHOUT_REMAINING: _("Thiếu khối lượng còn lại"),
    }


def _work_labels() -> dict[CheckCode, str]:
    return {
        CheckCode.LEAD_MISSING: _("Thiếu chủ trì"),
        CheckCode.LEAD_DOUBLE: _("Nhiều chủ trì"),
        CheckCode.LEAD_DIFFERS_FROM_SET: _("Chủ trì khác bộ tiêu chí"),
        CheckCode.DEADLINE_MISSING: _("Thiếu hạn"),
        CheckCode.DEADLINE_PAST: _("Quá hạn"),
        CheckCode.APPRAISAL_NOT_AFTER_EVIDENCE: _("Hạn thẩm định không sau hạn minh chứng"),
        CheckCode.UNMET_WITHOUT_ASSIGNMENT: _("Chưa đạt, chưa giao ai"),
    }


def _paper_labels() -> dict[CheckCode, str]:
    return {
        CheckCode.EVIDENCE_FILE_GONE: _("Mất tệp minh chứng"),
        CheckCode.EVIDENCE_FILE_DAMAGED: _("Tệp minh chứng bị hỏng"),
        CheckCode.EVIDENCE_OUTSIDE_YEAR: _("Minh chứng ngoài năm đánh giá"),
        CheckCode.EVIDENCE_EXPIRED: _("Minh chứng hết hạn"),
        CheckCode.TEXT_UNKNOWN: _("Chưa có nội dung chỉ tiêu"),
        CheckCode.THRESHOLD_UNKNOWN: _("Chưa có ngưỡng"),
        CheckCode.TYPED_COUNTS_DIFFER: _("Số ghi khác số tính ra"),
        CheckCode.CRITERION_IN_BOTH_LISTS: _("Tiêu chí ở cả hai danh sách"),
        CheckCode.CRITERION_IN_NO_LIST: _("Tiêu chí không ở danh sách nào"),
        CheckCode.TOTAL_DIFFERS_FROM_SET: _("Tổng số khác bộ tiêu chí"),
    }


def finding_sentence(finding: Finding) -> str:
    """What is wrong and what to do, without the name of the place."""
    words = {**finding.words, "numbers": _short(finding.words.get("numbers", ""))}
    return _sentence(finding).format(**words)


def _sentence(finding: Finding) -> str:
    code, what = finding.code, finding.words.get("what", "")
    if code is CheckCode.TYPED_COUNTS_DIFFER:
        return _count_sentences()[what]
    if code is CheckCode.TOTAL_DIFFERS_FROM_SET:
        return _total_sentences()[what]
    if code is CheckCode.NOT_ASSESSED and "n" not in finding.words:
        return _("Chưa có đợt rà soát nào. Hãy mở đợt rà soát đầu tiên.")
    if code is CheckCode.THRESHOLD_UNKNOWN and "group" in finding.words:
        return _("Chưa rõ nhóm của bản nên chưa có ngưỡng cho {numbers}. Hãy ghi nhóm ở Danh mục › Địa bàn.")
    return {**_sheet_sentences(), **_work_sentences(), **_evidence_sentences(), **_set_sentences()}[code]


def _sheet_sentences() -> dict[CheckCode, str]:
    return {
        CheckCode.MET_WITHOUT_EVIDENCE: _(
            "Chỉ tiêu {number} đạt mà chưa có minh chứng. Hãy thêm minh chứng."
        ),
        CheckCode.CLAIM_DIFFERS: _(
            "Chỉ tiêu {number} ghi {claimed}, tính ra {computed}. Hãy xem lại giải trình."
        ),
        CheckCode.OVERRIDE_WITHOUT_REASON: _(
            "Chỉ tiêu {number} ghi {claimed}, tính ra {computed}, chưa có lý do. Hãy ghi giải trình."
        ),
        CheckCode.NOT_APPLICABLE_WITHOUT_REASON: _(
            "Chỉ tiêu {number} không áp dụng mà chưa có lý do. Hãy ghi giải trình."
        ),
        CheckCode.NOT_APPLICABLE_FORBIDDEN: _("Chỉ tiêu {number} luôn áp dụng. Hãy chọn đạt hoặc chưa đạt."),
        CheckCode.PERCENT_OVER_100: _("Chỉ tiêu {number}: tỷ lệ {share} % vượt quá 100. Hãy sửa tỷ lệ."),
        CheckCode.PART_OVER_WHOLE: _(
            "Chỉ tiêu {number}: {part} lớn hơn tổng số {whole}. Hãy kiểm tra hai số."
        ),
        CheckCode.SUDDEN_JUMP: _(
            "Chỉ tiêu {number}: từ {before} ở đợt trước thành {after}. Hãy kiểm tra lại số liệu."
        ),
        CheckCode.UNMET_WITHOUT_REMAINING: _(
            "Chỉ tiêu {number} chưa đạt mà chưa ghi khối lượng còn lại. Hãy ghi còn bao nhiêu."
        ),
        CheckCode.NOT_ASSESSED: _("Còn {n} chỉ tiêu chưa đánh giá: {numbers}. Hãy đánh giá."),
        CheckCode.ROUND_TOO_OLD: _(
            "Đợt rà soát gần nhất từ {day}, đã hơn một năm. Hãy rà soát lại để giữ chuẩn."
        ),
    }


def _work_sentences() -> dict[CheckCode, str]:
    return {
        CheckCode.LEAD_MISSING: _(
            "Chỉ tiêu {numbers} chưa ghi ai chủ trì. Hãy giao ở Danh mục › Trách nhiệm."
        ),
        CheckCode.LEAD_DOUBLE: _(
            "Chỉ tiêu {number} có nhiều nơi phụ trách: {leads}. Hãy thống nhất một nơi chủ trì."
        ),
        CheckCode.LEAD_DIFFERS_FROM_SET: _(
            "Chỉ tiêu {number} giao {lead}; bảng trách nhiệm ghi {standing}. Hãy thống nhất."
        ),
        CheckCode.DEADLINE_MISSING: _("Chỉ tiêu {number} đã giao mà chưa có hạn. Hãy ghi hạn."),
        CheckCode.DEADLINE_PAST: _(
            "Chỉ tiêu {number}: hạn trước ngày {day}, đã quá {n} ngày. Hãy đôn đốc hoặc gia hạn."
        ),
        CheckCode.APPRAISAL_NOT_AFTER_EVIDENCE: _(
            "Kế hoạch: hạn nộp minh chứng {evidence}, hạn thẩm định {appraisal}. Hãy để hạn thẩm định sau."
        ),
        CheckCode.UNMET_WITHOUT_ASSIGNMENT: _("Chỉ tiêu {number} chưa đạt mà chưa giao ai. Hãy giao việc."),
    }


def _evidence_sentences() -> dict[CheckCode, str]:
    return {
        CheckCode.EVIDENCE_FILE_GONE: _("Mất tệp “{name}” của “{title}”. Hãy thêm lại đúng tệp này."),
        CheckCode.EVIDENCE_FILE_DAMAGED: _(
            "Tệp “{name}” không còn như lúc thêm vào. Hãy thêm lại bản gốc, hoặc lấy từ bản sao lưu."
        ),
        CheckCode.EVIDENCE_EXPIRED: _("“{title}” hết hạn ngày {day}. Hãy thêm văn bản còn hạn."),
        CheckCode.EVIDENCE_OUTSIDE_YEAR: _(
            "“{title}” ban hành ngày {day}, ngoài năm đánh giá {year}. Hãy thêm văn bản đúng năm hoặc ghi hạn hiệu lực."
        ),
    }


def _set_sentences() -> dict[CheckCode, str]:
    return {
        CheckCode.TEXT_UNKNOWN: _(
            "{n} chỉ tiêu chưa có nội dung: {numbers}. Hãy nhập theo văn bản ở Danh mục › Bộ tiêu chí."
        ),
        CheckCode.THRESHOLD_UNKNOWN: _(
            "{n} chỉ tiêu chưa có ngưỡng: {numbers}. Chương trình không tự tính được; hãy nhập theo văn bản."
        ),
        CheckCode.CRITERION_IN_BOTH_LISTS: _(
            "Văn bản ghi tiêu chí {number} vừa đạt vừa chưa đạt. Hãy sửa một danh sách."
        ),
        CheckCode.CRITERION_IN_NO_LIST: _(
            "Văn bản không ghi tiêu chí {number} là đạt hay chưa đạt. Hãy bổ sung."
        ),
    }


def _count_sentences() -> dict[str, str]:
    return {
        "list": _("Văn bản ghi đạt {printed} tiêu chí nhưng liệt kê {found}. Hãy đính chính văn bản."),
        "criteria": _("Văn bản ghi đạt {printed} tiêu chí, sổ tính ra {found}. Hãy kiểm tra hai bên."),
        "indicators": _("Văn bản ghi đạt {printed} chỉ tiêu, sổ tính ra {found}. Hãy kiểm tra hai bên."),
        "unmet": _("Văn bản ghi chưa đạt {printed} tiêu chí, sổ tính ra {found}. Hãy kiểm tra hai bên."),
        "report_criteria": _(
            "Báo cáo tháng {month} ghi {printed} tiêu chí, sổ tính ra {found}. Hãy hỏi lại bản."
        ),
        "report_indicators": _(
            "Báo cáo tháng {month} ghi {printed} chỉ tiêu, sổ tính ra {found}. Hãy hỏi lại bản."
        ),
    }


def _total_sentences() -> dict[str, str]:
    return {
        "criteria": _("Văn bản ghi tổng số {printed} tiêu chí, bộ có {found}. Hãy đính chính văn bản."),
        "indicators": _("Văn bản ghi tổng số {printed} chỉ tiêu, bộ có {found}. Hãy đính chính văn bản."),
        "fraction": _(
            "Văn bản ghi “chưa đạt {printed}” nhưng bộ có {found} tiêu chí. Hãy đính chính văn bản."
        ),
    }


def _short(numbers: str) -> str:
    """The first ones of a long list."""
    named = numbers.split(", ")
    return ", ".join([*named[:_MOST_NUMBERS], "…"]) if len(named) > _MOST_NUMBERS + 1 else numbers
