"""Words for codes: every enum and problem of the lower layers gets its Vietnamese here, once."""

from __future__ import annotations

from app.domain.criteria import DutyKind, GroupKind, RoleLevel, SetLevel
from app.domain.deadlines import Channel, ReportClass, ReportStanding
from app.domain.lineage import ChangeKind
from app.domain.measure import Direction, IndicatorStatus, Measure
from app.domain.problem import Problem, ProblemCode
from app.domain.procedure import ComponentKind
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
    }[remark]


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
        Measure.PERCENT: _("Tỷ lệ % của hai số đếm"),
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


def _people_actions() -> dict[str, str]:
    return {
        "roles.add": _("thêm vai trò"),
        "roles.change": _("sửa vai trò"),
        "roles.move": _("xếp lại vai trò"),
        "roles.join": _("gộp vai trò"),
        "roles.remove": _("bỏ vai trò"),
        "people.add": _("thêm người"),
        "people.change": _("sửa thông tin người"),
        "people.remove": _("bỏ người"),
        "people.hold": _("ghi người giữ vai trò"),
        "people.change_tenure": _("sửa thời gian giữ vai trò"),
        "people.remove_tenure": _("bỏ lượt giữ vai trò"),
        "people.note_absence": _("ghi vắng mặt"),
        "people.change_absence": _("sửa vắng mặt"),
        "people.remove_absence": _("bỏ vắng mặt"),
        "responsibilities.give": _("giao trách nhiệm"),
        "responsibilities.take": _("bỏ trách nhiệm"),
        "responsibilities.set_roles": _("giao trách nhiệm"),
        "responsibilities.follow_criterion": _("để theo tiêu chí"),
    }


def place_change_label(kind: ChangeKind) -> str:
    return {
        ChangeKind.MERGE: _("Sáp nhập"),
        ChangeKind.SPLIT: _("Chia tách"),
        ChangeKind.RENAME: _("Đổi tên"),
        ChangeKind.TRANSFER: _("Chuyển xã"),
    }[kind]


def _place_actions() -> dict[str, str]:
    return {
        "places.add_hamlets": _("thêm bản"),
        "place_facts.add_hamlet": _("thêm bản"),
        "place_facts.update_place": _("sửa thông tin bản"),
        "place_years.record_year": _("ghi số liệu bản"),
        "place_changes.merge_hamlets": _("sáp nhập bản"),
        "place_changes.split_hamlet": _("tách bản"),
        "place_changes.rename": _("đổi tên"),
        "place_changes.transfer_hamlet": _("chuyển bản sang xã khác"),
        "commune_changes.merge_commune": _("sáp nhập xã"),
        "place_import.import_hamlets": _("nhập danh sách bản"),
    }


def _catalogue_actions() -> dict[str, str]:
    return {
        "catalogue.create_set": _("tạo bộ tiêu chí"),
        "catalogue.install_sets": _("thêm bộ có sẵn"),
        "catalogue.change_set": _("sửa bộ tiêu chí"),
        "catalogue.remove_set": _("bỏ bộ tiêu chí"),
        "catalogue.add_criterion": _("thêm tiêu chí"),
        "catalogue.change_criterion": _("sửa tiêu chí"),
        "catalogue.remove_criterion": _("bỏ tiêu chí"),
        "catalogue.add_indicator": _("thêm chỉ tiêu"),
        "catalogue.change_indicator": _("sửa chỉ tiêu"),
        "catalogue.remove_indicator": _("bỏ chỉ tiêu"),
        "catalogue_order.move_criterion": _("xếp lại tiêu chí"),
        "catalogue_order.move_indicator": _("xếp lại chỉ tiêu"),
        "catalogue_paste.apply": _("dán cột vào bộ tiêu chí"),
        "set_versions.new_version": _("tạo phiên bản mới"),
        "set_move.move": _("chuyển sang bộ khác"),
        "set_import.apply": _("nhập bộ tiêu chí"),
    }


def _procedure_actions() -> dict[str, str]:
    return {
        "procedure_edit.change_profile": _("sửa quy trình"),
        "procedure_edit.copy_profile": _("chép quy trình"),
        "procedure_edit.remove_profile": _("bỏ quy trình"),
        "procedure_edit.add_component": _("thêm thành phần hồ sơ"),
        "procedure_edit.change_component": _("sửa thành phần hồ sơ"),
        "procedure_edit.move_component": _("xếp lại thành phần hồ sơ"),
        "procedure_edit.remove_component": _("bỏ thành phần hồ sơ"),
        "procedure_edit.add_step": _("thêm bước của quy trình"),
        "procedure_edit.change_step": _("sửa bước của quy trình"),
        "procedure_edit.move_step": _("xếp lại bước của quy trình"),
        "procedure_edit.remove_step": _("bỏ bước của quy trình"),
    }


def _appraisal_actions() -> dict[str, str]:
    return {
        "rounds.close_round": _("khóa đợt rà soát"),
        "rounds.reopen_round": _("mở lại đợt rà soát"),
        "appraisals.appraise": _("ghi ý kiến thẩm định"),
        "appraisals.agree_all": _("đồng ý các chỉ tiêu"),
        "appraisals.resubmit": _("gửi lại chỉ tiêu"),
        "meetings.record_residents": _("ghi cuộc họp bản"),
        "meetings.remove_residents": _("bỏ cuộc họp bản"),
        "council_edit.open_council": _("lập cuộc họp hội đồng"),
        "council_edit.change_council": _("sửa cuộc họp hội đồng"),
        "council_edit.remove_council": _("bỏ cuộc họp hội đồng"),
        "council_edit.add_member": _("thêm thành viên hội đồng"),
        "council_edit.change_member": _("sửa thành viên hội đồng"),
        "council_edit.move_member": _("xếp lại thành viên hội đồng"),
        "council_edit.remove_member": _("bỏ thành viên hội đồng"),
        "council_edit.conclude": _("ghi kết luận của hội đồng"),
        "council_edit.conclude_as_proposed": _("kết luận theo đề xuất"),
    }


def action_label(action: str) -> str:
    """What a person did, for "Hoàn tác: …" and the history; `action` as the journal keeps it."""
    return {
        **_people_actions(),
        **_place_actions(),
        **_catalogue_actions(),
        **_procedure_actions(),
        **_appraisal_actions(),
        "assessments.record": _("ghi tự đánh giá"),
        "assessments.start_round": _("mở đợt rà soát"),
        "plan_sets.add_set": _("thêm bộ tiêu chí"),
        "plan_sets.add_shipped_set": _("thêm bộ tiêu chí"),
        "plan_sets.remove_set": _("bỏ bộ tiêu chí"),
        "assignments.assign": _("giao việc"),
        "assignments.change": _("giao việc"),
        "assignments.assign_standing_owners": _("giao theo mặc định"),
        "assignments.withdraw": _("bỏ giao việc"),
        "monthly_reports.record_report": _("ghi báo cáo tháng"),
        "monthly_reports.exempt": _("miễn báo cáo"),
        "monthly_reports.remove_report": _("bỏ báo cáo tháng"),
        "evidence.enter": _("thêm minh chứng"),
        "evidence.link": _("gắn minh chứng"),
        "evidence.unlink": _("gỡ minh chứng"),
        "evidence.set_where": _("ghi vị trí minh chứng"),
        "evidence.update": _("sửa minh chứng"),
        "evidence.remove": _("bỏ minh chứng"),
        "plans.plan_hamlets_by_name": _("thêm bản"),
    }.get(action, _("thay đổi"))
