"""Words for codes: every enum and problem of the lower layers gets its Vietnamese here, once."""

from __future__ import annotations

from app.domain.appraisal import Obstacle, WorkState
from app.domain.criteria import DutyKind, GroupKind, RoleLevel, SetLevel
from app.domain.deadlines import Channel, ReportClass, ReportStanding
from app.domain.funds import FundKind
from app.domain.lineage import ChangeKind
from app.domain.measure import Direction, IndicatorStatus, Measure
from app.domain.milestones import MilestoneKind, MilestoneState, RuleFault
from app.domain.problem import Problem, ProblemCode
from app.domain.procedure import ComponentKind
from app.domain.rounds import RoundKind
from app.domain.set_check import SetFault, SetProblem
from app.domain.set_comparison import Fate
from app.domain.verdict import Opinion, Verdict
from app.domain.work import OrderRemark, WorkProgress
from app.i18n import _

# A paper is Vietnamese whatever the screen speaks: it uses the source sentence itself.
UNKNOWN_TEXT = "Chỉ tiêu {number} (chưa có nội dung; nhập theo QĐ {basis})"


def problem_sentence(problem: Problem) -> str:
    """What is wrong with a typed value and what to do."""
    return _problem_sentences()[problem.code].format(given=problem.given, other=problem.other)


def _problem_sentences() -> dict[ProblemCode, str]:
    return {
        ProblemCode.NUMBER_UNREADABLE: _("“{given}” không phải là số. Hãy gõ như 1.234,5."),
        ProblemCode.NUMBER_AMBIGUOUS: _("“{given}” chưa rõ. Nếu là số lẻ hãy gõ {other}."),
        ProblemCode.NUMBER_NEGATIVE: _("“{given}” là số âm. Hãy gõ số từ 0 trở lên."),
        ProblemCode.NUMBER_NOT_WHOLE: _("“{given}” có phần lẻ. Hãy gõ số nguyên."),
        ProblemCode.NUMBER_TOO_LONG: _("“{given}” quá dài. Hãy kiểm tra lại số."),
        ProblemCode.PERCENT_OUT_OF_RANGE: _("Tỷ lệ {given} % vượt quá 100. Hãy gõ số từ 0 đến 100."),
        ProblemCode.PART_OVER_WHOLE: _("{given} lớn hơn tổng số {other}. Hãy kiểm tra lại hai số."),
        ProblemCode.WHOLE_IS_ZERO: _("Tổng số đang là 0. Hãy gõ tổng số lớn hơn 0."),
        ProblemCode.DATE_UNREADABLE: _("“{given}” không phải là ngày. Hãy gõ như 15/07/2024."),
        ProblemCode.DATE_IMPOSSIBLE: _("Không có ngày {given}. Hãy kiểm tra lại ngày và tháng."),
        ProblemCode.DATE_OUT_OF_RANGE: _("Năm của {given} nằm ngoài {other}. Hãy kiểm tra lại năm."),
        ProblemCode.RECEIVED_BEFORE_WRITTEN: _(
            "Ngày nhận {given} trước ngày viết {other}. Hãy sửa một trong hai ngày."
        ),
        ProblemCode.MONEY_UNREADABLE: _(
            "“{given}” không phải là số tiền. Hãy gõ như 15.000.000 hoặc 15 triệu."
        ),
        ProblemCode.MONEY_NOT_WHOLE: _("“{given}” lẻ dưới một đồng. Hãy kiểm tra lại số tiền."),
        ProblemCode.MONEY_TOO_SMALL: _(
            "{given} đồng thì quá nhỏ. Nếu là triệu đồng hãy gõ “{given} triệu”; "
            "nếu đúng là đồng hãy gõ “{given} đồng”."
        ),
        ProblemCode.MONEY_TOO_LARGE: _(
            "“{given}” lớn hơn một nghìn tỷ đồng. Có lẽ số đồng đã gõ vào ô triệu đồng; hãy kiểm tra đơn vị."
        ),
        ProblemCode.TEXT_MISSING: _("Ô này còn trống. Hãy gõ nội dung."),
        ProblemCode.TEXT_TOO_LONG: _("Nội dung dài {given} chữ, tối đa {other}. Hãy viết ngắn lại."),
    }


def verdict_label(verdict: Verdict | None) -> str:
    if verdict is None:
        return _("Chưa đánh giá")
    return {
        Verdict.MET: _("Đạt"),
        Verdict.UNMET: _("Chưa đạt"),
        Verdict.NOT_APPLICABLE: _("Không áp dụng"),
    }[verdict]


def opinion_label(opinion: Opinion | None) -> str:
    if opinion is None:
        return _("Chưa thẩm định")
    return {
        Opinion.AGREE: _("Đồng ý"),
        Opinion.DISAGREE: _("Không đồng ý"),
        Opinion.ASK_MORE: _("Yêu cầu bổ sung"),
    }[opinion]


def round_kind_label(kind: RoundKind) -> str:
    return {
        RoundKind.BASELINE: _("Rà soát đầu kỳ"),
        RoundKind.FOLLOW_UP: _("Rà soát giữa kỳ"),
        RoundKind.FINAL: _("Rà soát cuối kỳ"),
    }[kind]


def work_state_label(state: WorkState) -> str:
    """Where an indicator stands in an officer's work list."""
    return {
        WorkState.WAITING: _("Chờ thẩm định"),
        WorkState.CHANGED: _("Sửa sau khi thẩm định"),
        WorkState.RETURNED: _("Đã trả lại"),
        WorkState.AGREED: _("Đã đồng ý"),
        WorkState.CONCLUDED: _("Đã kết luận"),
        WorkState.NOT_ASSESSED: _("Bản chưa đánh giá"),
    }[state]


def obstacle_label(obstacle: Obstacle) -> str:
    """Why an indicator is looked at alone, in a few words."""
    return {
        Obstacle.NOT_ASSESSED: _("chưa tự đánh giá"),
        Obstacle.NOT_CONFIRMED: _("chưa xác nhận lại"),
        Obstacle.CLAIMED_UNMET: _("bản tự ghi chưa đạt"),
        Obstacle.NO_EVIDENCE: _("chưa có minh chứng"),
        Obstacle.DIFFERS: _("khác kết quả tính ra"),
        Obstacle.REASON_MISSING: _("thiếu giải trình"),
    }[obstacle]


def report_class_label(report_class: ReportClass) -> str:
    return {
        ReportClass.ON_TIME: _("Đúng hạn"),
        ReportClass.LATE: _("Trễ"),
        ReportClass.MISSING: _("Chưa nộp"),
        ReportClass.NOT_YET_DUE: _("Chưa đến hạn"),
        ReportClass.EXEMPT: _("Miễn"),
    }[report_class]


def report_standing_label(standing: ReportStanding) -> str:
    if standing.report_class is ReportClass.LATE:
        return _("Trễ {days} ngày").format(days=standing.days_late)
    if standing.report_class is ReportClass.MISSING:
        return _("Chưa nộp, quá {days} ngày").format(days=standing.days_late)
    return report_class_label(standing.report_class)


def channel_label(channel: Channel) -> str:
    return {
        Channel.PAPER: _("Giấy"),
        Channel.ZALO: _("Zalo"),
        Channel.USB: _("USB"),
        Channel.IN_PERSON: _("Trực tiếp"),
    }[channel]


def work_progress_label(progress: WorkProgress) -> str:
    return {
        WorkProgress.NOT_STARTED: _("Chưa làm"),
        WorkProgress.DOING: _("Đang làm"),
        WorkProgress.DONE: _("Xong"),
    }[progress]


def order_remark_label(remark: OrderRemark) -> str:
    return {
        OrderRemark.UNASSIGNED: _("Chưa giao"),
        OrderRemark.NO_DEADLINE: _("Chưa có hạn"),
        OrderRemark.SEVERAL_LEADS: _("Nhiều chủ trì"),
        OrderRemark.NO_PROOF: _("Xong mà chưa có minh chứng"),
    }[remark]


def milestone_label(kind: MilestoneKind) -> str:
    return {
        MilestoneKind.REVIEW: _("Rà soát"),
        MilestoneKind.REMEDY: _("Khắc phục chỉ tiêu chưa đạt"),
        MilestoneKind.EVIDENCE: _("Nộp minh chứng"),
        MilestoneKind.APPRAISAL: _("Xã thẩm định"),
        MilestoneKind.DOSSIER: _("Nộp hồ sơ"),
        MilestoneKind.DECISION: _("Quyết định công nhận"),
        MilestoneKind.ANNOUNCEMENT: _("Công bố"),
    }[kind]


def milestone_state_label(state: MilestoneState) -> str:
    return {
        MilestoneState.DONE: _("Xong"),
        MilestoneState.LATE: _("Quá hạn"),
        MilestoneState.DUE: _("Sắp đến hạn"),
        MilestoneState.LATER: _("Chưa đến hạn"),
        MilestoneState.UNDATED: _("Chưa định hạn"),
    }[state]


def rule_fault_sentence(fault: RuleFault) -> str:
    return {
        RuleFault.ITSELF: _("Mốc không thể tính theo chính nó. Hãy chọn mốc khác."),
        RuleFault.CYCLE: _("Hai mốc đang chờ lẫn nhau thành vòng. Hãy chọn mốc khác."),
        RuleFault.NO_SUCH_DAY: _("Không có ngày này trong tháng. Hãy kiểm tra lại ngày và tháng."),
        RuleFault.DAYS: _("Hãy gõ số ngày từ 0 đến 366."),
    }[fault]


def indicator_status_label(status: IndicatorStatus) -> str:
    return {
        IndicatorStatus.SOURCED: _("có nguồn"),
        IndicatorStatus.NUMBER_ONLY: _("chỉ biết số hiệu"),
        IndicatorStatus.PLACEHOLDER: _("đánh số tạm, chưa có nguồn"),
        IndicatorStatus.ENTERED: _("xã đã nhập"),
    }[status]


def indicator_text(number: str, text: str | None, basis: str) -> str:
    """The official text, or the sentence that says it is not known yet; `basis` is "1897/QĐ-UBND", or ""."""
    if text:
        return text
    if not basis:
        return _("Chỉ tiêu {number} (chưa có nội dung)").format(number=number)
    return _("Chỉ tiêu {number} (chưa có nội dung; nhập theo QĐ {basis})").format(number=number, basis=basis)


def set_level_label(level: SetLevel) -> str:
    return {
        SetLevel.HAMLET: _("Bản nông thôn mới"),
        SetLevel.MODEL_HAMLET: _("Bản kiểu mẫu"),
        SetLevel.COMMUNE: _("Xã nông thôn mới"),
        SetLevel.COMMUNE_ADVANCED: _("Xã nâng cao"),
    }[level]


def measure_label(measure: Measure | None) -> str:
    if measure is None:
        return _("Chưa rõ")
    return {
        Measure.YES_NO: _("Có / không"),
        Measure.PERCENT: _("Tỷ lệ phần trăm của hai số đếm"),
        Measure.NUMBER: _("Một số có đơn vị"),
        Measure.RATIO: _("Gấp mấy lần một mức tham chiếu"),
        Measure.RATING: _("Xếp loại theo bậc"),
        Measure.PAPERS: _("Đủ các giấy tờ"),
    }[measure]


def direction_label(direction: Direction) -> str:
    return {Direction.AT_LEAST: _("từ … trở lên"), Direction.AT_MOST: _("không quá …")}[direction]


def group_kind_label(kind: GroupKind | None) -> str:
    if kind is None:
        return _("Như nhau ở mọi nơi")
    return {GroupKind.AREA: _("Theo khu vực"), GroupKind.COMMUNE: _("Theo nhóm xã")}[kind]


def group_label(kind: GroupKind, group: str) -> str:
    text = _("Khu vực {group}") if kind is GroupKind.AREA else _("Nhóm {group}")
    return text.format(group=group)


def role_level_label(level: RoleLevel) -> str:
    return {RoleLevel.COMMUNE: _("Xã"), RoleLevel.HAMLET: _("Từng bản")}[level]


def with_holder(role: str, holder: str) -> str:
    """ "Trạm y tế xã (Lò Thị Hoa)"; names alone, so papers may use it too."""
    return f"{role} ({holder})" if holder else role


def duty_kind_label(kind: DutyKind) -> str:
    return {
        DutyKind.LEAD: _("Chủ trì"),
        DutyKind.SUPPORT: _("Phối hợp"),
        DutyKind.APPRAISE: _("Thẩm định"),
    }[kind]


def component_kind_label(kind: ComponentKind) -> str:
    return {
        ComponentKind.PROPOSAL: _("Tờ trình"),
        ComponentKind.RESULT_REPORT: _("Báo cáo kết quả"),
        ComponentKind.SELF_ASSESSMENT: _("Biểu tự đánh giá"),
        ComponentKind.MEETING_MINUTES: _("Biên bản họp bản"),
        ComponentKind.OFFICER_APPRAISALS: _("Báo cáo thẩm định của công chức"),
        ComponentKind.COUNCIL_MINUTES: _("Biên bản hội đồng thẩm định"),
        ComponentKind.PLAN: _("Kế hoạch"),
        ComponentKind.EVIDENCE: _("Minh chứng"),
        ComponentKind.OTHER: _("Giấy tờ khác"),
    }[kind]


def procedure_body_label(body: str) -> str:
    """`body` as the column of a procedure profile names it."""
    return {
        "received_by": _("Nơi nhận hồ sơ"),
        "appraised_by": _("Nơi thẩm định"),
        "decided_by": _("Người quyết định công nhận"),
        "announced_by": _("Nơi công bố"),
    }[body]


def fate_label(fate: Fate) -> str:
    return {
        Fate.SAME: _("Giữ nguyên"),
        Fate.REWORDED: _("Đổi nội dung"),
        Fate.SPLIT: _("Tách ra"),
        Fate.MERGED: _("Gộp lại"),
        Fate.REMOVED: _("Bỏ đi"),
        Fate.NEW: _("Mới"),
    }[fate]


def set_problem_sentence(problem: SetProblem) -> str:
    """What is wrong with a set, beginning with the place: "Chỉ tiêu 4.2: …"."""
    sentence = _set_fault_sentences()[problem.fault].format(given=problem.given, other=problem.other)
    if problem.indicator:
        return _("Chỉ tiêu {number}: {sentence}").format(number=problem.indicator, sentence=sentence)
    if problem.criterion:
        return _("Tiêu chí {number}: {sentence}").format(number=problem.criterion, sentence=sentence)
    return sentence[:1].upper() + sentence[1:]


def _set_fault_sentences() -> dict[SetFault, str]:
    return {
        SetFault.EMPTY: _("bộ tiêu chí chưa có chỉ tiêu nào. Hãy thêm chỉ tiêu."),
        SetFault.CRITERION_EMPTY: _("chưa có chỉ tiêu nào. Hãy thêm ít nhất một chỉ tiêu."),
        SetFault.NUMBER_MISSING: _("thiếu số hiệu. Hãy ghi số hiệu."),
        SetFault.NUMBER_WRONG: _("số hiệu “{given}” không dùng được. Hãy ghi như 4 hoặc 4.2."),
        SetFault.NUMBER_DOUBLE: _("số hiệu “{given}” có hai lần. Hãy sửa một dòng."),
        SetFault.NAME_MISSING: _("thiếu tên. Hãy ghi tên tiêu chí."),
        SetFault.PERCENT_OVER_100: _("ngưỡng {given} % vượt quá 100. Hãy ghi từ 0 đến 100."),
        SetFault.THRESHOLD_NOT_A_NUMBER: _("ngưỡng “{given}” không phải là số. Hãy ghi như 90 hoặc 2,45."),
        SetFault.THRESHOLD_NOT_ON_SCALE: _(
            "ngưỡng “{given}” không có trong thang xếp loại. Hãy chọn một bậc."
        ),
        SetFault.THRESHOLD_NEEDS_NUMBER: _("cách đo này không có ngưỡng. Hãy bỏ “{given}” hoặc đổi cách đo."),
        SetFault.SCALE_MISSING: _("xếp loại nhưng chưa có thang. Hãy ghi các bậc từ thấp đến cao."),
        SetFault.SCALE_DOUBLE: _("thang xếp loại có hai bậc trùng nhau. Hãy bỏ một."),
        SetFault.GROUP_UNKNOWN: _("không có nhóm “{given}”. Hãy dùng I, II, III hoặc 1, 2, 3."),
        SetFault.PAPERS_MISSING: _("chưa có danh mục giấy tờ. Hãy ghi các giấy tờ phải có."),
        SetFault.PAPERS_DOUBLE: _("danh mục có hai giấy tờ trùng nhau. Hãy bỏ một."),
        SetFault.TOTAL_CRITERIA: _("văn bản ghi {other} tiêu chí nhưng bộ có {given}. Hãy kiểm tra."),
        SetFault.TOTAL_INDICATORS: _("văn bản ghi {other} chỉ tiêu nhưng bộ có {given}. Hãy kiểm tra."),
        SetFault.VALIDITY: _("hết hiệu lực trước khi có hiệu lực. Hãy sửa một trong hai ngày."),
    }


def place_change_label(kind: ChangeKind) -> str:
    return {
        ChangeKind.MERGE: _("Sáp nhập"),
        ChangeKind.SPLIT: _("Chia tách"),
        ChangeKind.RENAME: _("Đổi tên"),
        ChangeKind.TRANSFER: _("Chuyển xã"),
    }[kind]


def paper_state_label(state: str) -> str:
    """A value of PaperState."""
    return {
        "ready": _("Đủ"),
        "warning": _("Đủ, cần xem lại"),
        "attached": _("Đã gắn tệp"),
        "explained": _("Có giải trình"),
        "missing": _("Thiếu"),
    }[state]


def fund_kind_label(kind: FundKind) -> str:
    return {
        FundKind.PLANNED: _("Kế hoạch"),
        FundKind.RAISED: _("Huy động"),
        FundKind.SPENT: _("Đã chi"),
    }[kind]
