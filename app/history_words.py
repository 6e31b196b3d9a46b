"""Words for what the journal keeps: its subjects, tables and fields, as the forms call them."""

from __future__ import annotations

from enum import StrEnum

from app import dossier_words, labels, report_words, table_words
from app.i18n import _


class Subject(StrEnum):
    """What the journal page can be narrowed to: tables that one thinks of together."""

    ASSESSMENT = "assessment"
    MEETING = "meeting"
    PLAN = "plan"
    REPORT = "report"
    FUNDS = "funds"
    EVIDENCE = "evidence"
    CATALOGUE = "catalogue"
    PLACES = "places"
    PEOPLE = "people"
    PROCEDURE = "procedure"
    DOSSIER = "dossier"
    CHECKS = "checks"


TABLES: dict[Subject, tuple[str, ...]] = {
    Subject.ASSESSMENT: ("assessment", "review_round", "round_event"),
    Subject.MEETING: ("residents_meeting", "council_meeting", "council_member", "council_conclusion"),
    Subject.PLAN: (
        "plan",
        "plan_hamlet",
        "plan_set",
        "milestone",
        "assignment",
        "assignment_note",
        "printed_result",
        "advisory_task",
        "activity",
        "printed_line",
    ),
    Subject.REPORT: ("monthly_report", "report_progress", "report_revision", "period_report", "holiday"),
    Subject.FUNDS: ("fund_entry",),
    Subject.EVIDENCE: ("evidence", "evidence_link"),
    Subject.CATALOGUE: ("criteria_set", "criterion", "indicator", "responsibility"),
    Subject.PLACES: ("place", "place_year", "place_change", "place_succession", "book", "commune_intake"),
    Subject.PEOPLE: ("role", "person", "tenure", "absence", "account"),
    Subject.PROCEDURE: ("procedure_profile", "dossier_component", "procedure_step"),
    Subject.DOSSIER: ("dossier", "dossier_paper", "dossier_version", "dossier_event", "dossier_remark"),
    Subject.CHECKS: ("check_waiver",),
}


def subject_label(subject: Subject) -> str:
    return {
        Subject.ASSESSMENT: _("Tự đánh giá, thẩm định"),
        Subject.MEETING: _("Cuộc họp"),
        Subject.PLAN: _("Kế hoạch, phân công"),
        Subject.REPORT: _("Báo cáo"),
        Subject.FUNDS: _("Vốn"),
        Subject.EVIDENCE: _("Minh chứng"),
        Subject.CATALOGUE: _("Bộ tiêu chí"),
        Subject.PLACES: _("Địa bàn"),
        Subject.PEOPLE: _("Cán bộ, người dùng"),
        Subject.PROCEDURE: _("Quy trình"),
        Subject.DOSSIER: _("Hồ sơ"),
        Subject.CHECKS: _("Kiểm tra"),
    }[subject]


class Words:
    """All names of tables and fields in the language of the screen, looked up once for many lines."""

    def __init__(self) -> None:
        self._tables = _tables()
        self._fields = _fields()
        self._own = _own_fields()

    def table(self, table: str) -> str:
        return self._tables.get(table, table)

    def field(self, table: str, field: str) -> str:
        return self._own.get((table, field)) or self._fields.get(field, field)


def _tables() -> dict[str, str]:
    return {
        "assessment": _("Đánh giá"),
        "review_round": _("Đợt rà soát"),
        "round_event": _("Khóa, mở đợt"),
        "residents_meeting": _("Cuộc họp bản"),
        "council_meeting": _("Họp hội đồng"),
        "council_member": _("Thành viên hội đồng"),
        "council_conclusion": _("Kết luận hội đồng"),
        "plan": _("Kế hoạch"),
        "plan_hamlet": _("Bản trong kế hoạch"),
        "plan_set": _("Bộ tiêu chí của bản"),
        "milestone": _("Mốc của kế hoạch"),
        "assignment": _("Phân công"),
        "assignment_note": _("Nhật ký việc giao"),
        "printed_result": _("Kết quả in trên giấy"),
        **report_words.tables(),
        "fund_entry": _("Khoản vốn"),
        **table_words.tables(),
        "evidence": _("Minh chứng"),
        "evidence_link": _("Minh chứng cho chỉ tiêu"),
        "criteria_set": _("Bộ tiêu chí"),
        "criterion": _("Tiêu chí"),
        "indicator": _("Chỉ tiêu"),
        "responsibility": _("Trách nhiệm"),
        "place": _("Địa bàn"),
        "place_year": _("Số liệu năm"),
        "place_change": _("Thay đổi địa bàn"),
        "place_succession": _("Kế thừa địa bàn"),
        "book": _("Sổ"),
        "commune_intake": _("Gói số liệu của xã"),
        "role": _("Vai trò"),
        "person": _("Cán bộ"),
        "tenure": _("Giữ vai trò"),
        "absence": _("Vắng mặt"),
        "account": _("Người dùng"),
        "procedure_profile": _("Quy trình"),
        "dossier_component": _("Thành phần hồ sơ"),
        "procedure_step": _("Bước của quy trình"),
        **dossier_words.tables(),
        "check_waiver": _("Bỏ qua lỗi kiểm tra"),
    }


def _own_fields() -> dict[tuple[str, str], str]:
    """Where a table uses a word in its own sense."""
    return {
        ("assessment", "reference"): _("Mức tham chiếu"),
        ("review_round", "kind"): _("Loại đợt"),
        ("round_event", "kind"): _("Việc"),
        ("responsibility", "kind"): _("Việc phải làm"),
        ("place_change", "kind"): _("Loại thay đổi"),
        ("dossier_component", "kind"): _("Loại giấy tờ"),
        ("account", "kind"): _("Là"),
        ("council_member", "present"): _("Có mặt"),
        ("evidence", "title"): _("Tên minh chứng"),
        ("fund_entry", "source"): _("Nguồn vốn"),
        ("fund_entry", "kind"): _("Loại khoản"),
        ("fund_entry", "amount"): _("Số tiền, ngày công, diện tích"),
        ("fund_entry", "document"): _("Văn bản"),
        ("fund_entry", "evidence_uid"): _("Chứng từ"),
        ("evidence", "pages"): _("Số trang"),
        ("indicator", "text"): _("Nội dung"),
        ("indicator", "reference"): _("Mức tham chiếu"),
        ("criteria_set", "field"): _("Lĩnh vực"),
        ("plan", "number"): _("Số kế hoạch"),
        ("milestone", "kind"): _("Mốc"),
        ("assignment_note", "text"): _("Nội dung"),
        **report_words.own_fields(),
        **dossier_words.own_fields(),
        **table_words.own_fields(),
        ("check_waiver", "code"): _("Lỗi"),
        ("check_waiver", "subject"): _("Chỗ có lỗi"),
    }


def _fields() -> dict[str, str]:
    return {
        **_fields_of_rounds(),
        **_fields_of_meetings(),
        **_fields_of_plans(),
        **_fields_of_evidence(),
        **_fields_of_sets(),
        **_fields_of_places(),
        **_fields_of_people(),
        **_fields_of_procedures(),
        **dossier_words.fields(),
        **report_words.fields(),
        **table_words.fields(),
    }


def _fields_of_rounds() -> dict[str, str]:
    return {
        "round_uid": _("Đợt rà soát"),
        "indicator_uid": _("Chỉ tiêu"),
        "held_on": _("Ngày"),
        "closed_on": _("Ngày khóa"),
        "claimed": _("Bản tự đánh giá"),
        "confirmed": _("Xác nhận lại"),
        "part": _("Số đạt"),
        "whole": _("Tổng số"),
        "share": _("Tỷ lệ"),
        "rating": _("Xếp loại"),
        "amount": _("Kết quả"),
        "papers": _("Giấy tờ đã có"),
        "explanation": _("Giải trình"),
        "remaining": _("Khối lượng còn lại"),
        "opinion": _("Thẩm định"),
        "opinion_note": _("Ý kiến thẩm định"),
        "opinion_on": _("Ngày thẩm định"),
        "opinion_by": _("Người thẩm định"),
        "opinion_post": _("Chức danh người thẩm định"),
        "concluded": _("Hội đồng kết luận"),
        "on_date": _("Ngày"),
        "who": _("Ai"),
        "reason": _("Lý do"),
    }


def _fields_of_meetings() -> dict[str, str]:
    return {
        "meeting_uid": _("Cuộc họp"),
        "held_at": _("Nơi họp"),
        "begins": _("Bắt đầu"),
        "ends": _("Kết thúc"),
        "chair": _("Chủ trì"),
        "secretary": _("Thư ký"),
        "guests": _("Khách mời"),
        "counted": _("Đếm theo"),
        "invited": _("Triệu tập"),
        "present": _("Có mặt"),
        "agreed": _("Đồng ý"),
        "opinions": _("Ý kiến"),
        "conclusion": _("Kết luận"),
        "decision": _("Quyết định lập hội đồng"),
        "remarks": _("Nhận xét"),
        "post": _("Chức danh"),
        "duty": _("Nhiệm vụ"),
        "verdict": _("Kết luận"),
        "votes_for": _("Phiếu đồng ý"),
        "votes_against": _("Phiếu không đồng ý"),
    }


def _fields_of_plans() -> dict[str, str]:
    return {
        "plan_uid": _("Kế hoạch"),
        "dated": _("Ngày văn bản"),
        "signer_titles": _("Chức danh người ký"),
        "signer_name": _("Người ký"),
        "report_before_day": _("Báo cáo trước ngày"),
        "report_strict": _("Tính chặt ngày báo cáo"),
        "report_to": _("Báo cáo gửi"),
        "evidence_due": _("Hạn nộp minh chứng"),
        "appraisal_due": _("Hạn thẩm định"),
        "submitted_to": _("Nộp hồ sơ cho"),
        "guidance": _("Hướng dẫn"),
        "report_from": _("Báo cáo từ tháng"),
        "report_until": _("Báo cáo đến tháng"),
        "criteria_met": _("Tiêu chí đạt"),
        "indicators_met": _("Chỉ tiêu đạt"),
        "unmet_fraction": _("Phần chưa đạt"),
        "met_criteria": _("Các tiêu chí đạt"),
        "place_uid": _("Địa bàn"),
        "lead_uid": _("Chủ trì"),
        "lead_wording": _("Chủ trì (theo văn bản)"),
        "support": _("Phối hợp"),
        "work": _("Việc phải làm"),
        "due_before": _("Hạn trước ngày"),
        "progress": _("Tiến độ"),
        "money_needed": _("Kinh phí cần"),
        "done_on": _("Ngày xong"),
        "before_on": _("Trước ngày"),
        "after_kind": _("Sau mốc"),
        "after_days": _("Số ngày sau mốc"),
        "assignment_uid": _("Phân công"),
    }


def _fields_of_evidence() -> dict[str, str]:
    return {
        "evidence_uid": _("Minh chứng"),
        "sha256": _("Dấu vân của tệp"),
        "file_name": _("Tên tệp"),
        "size": _("Cỡ tệp"),
        "media_type": _("Kiểu tệp"),
        "document_number": _("Số"),
        "document_sign": _("Ký hiệu"),
        "issued_on": _("Ngày ban hành"),
        "issuer": _("Nơi ban hành"),
        "signer": _("Người ký"),
        "abstract": _("Trích yếu"),
        "sensitive": _("Nhạy cảm"),
        "sensitive_reason": _("Lý do nhạy cảm"),
        "added_on": _("Ngày thêm"),
        "expires_on": _("Có giá trị đến"),
        "replaces_uid": _("Thay cho"),
        "masked_from_uid": _("Bản che từ"),
        "removed_on": _("Bỏ vào thùng rác"),
        "where": _("Trang, mục"),
        "paper": _("Là giấy tờ"),
    }


def _fields_of_sets() -> dict[str, str]:
    return {
        "set_uid": _("Bộ tiêu chí"),
        "criterion_uid": _("Tiêu chí"),
        "code": _("Mã"),
        "version": _("Phiên bản"),
        "level": _("Cấp"),
        "title": _("Tên"),
        "basis_number": _("Căn cứ"),
        "basis_date": _("Ngày căn cứ"),
        "basis_issuer": _("Nơi ban hành căn cứ"),
        "valid_from": _("Có hiệu lực từ"),
        "valid_to": _("Hết hiệu lực"),
        "criteria_total": _("Tổng số tiêu chí"),
        "indicators_total": _("Tổng số chỉ tiêu"),
        "prerequisite": _("Phải đạt trước"),
        "follows_code": _("Theo sau bộ"),
        "follows_version": _("Theo sau phiên bản"),
        "note": _("Ghi chú"),
        "number": _("Số hiệu"),
        "name": _("Tên"),
        "position": _("Thứ tự"),
        "name_variants": _("Tên khác"),
        "source": _("Nguồn"),
        "status": _("Tình trạng"),
        "measure": _("Cách đo"),
        "threshold": _("Ngưỡng"),
        "scale": _("Thang xếp loại"),
        "hint": _("Gợi ý"),
        "computing": _("Cách tính"),
        "direction": _("Chiều"),
        "unit": _("Đơn vị"),
        "part_label": _("Tên số đạt"),
        "whole_label": _("Tên tổng số"),
        "group_kind": _("Phân theo"),
        "group_thresholds": _("Ngưỡng theo nhóm"),
        "may_not_apply": _("Có thể không áp dụng"),
        "required_papers": _("Giấy tờ phải có"),
        "predecessors": _("Chỉ tiêu trước đây"),
    }


def _fields_of_places() -> dict[str, str]:
    return {
        "book_uid": _("Sổ của xã"),
        "package_sha256": _("Mã kiểm tra của gói"),
        "made_at": _("Lúc xã lập gói"),
        "taken_on": _("Ngày nhận"),
        "hamlets": _("Số bản"),
        "results": _("Kết quả chỉ tiêu"),
        "reports": _("Báo cáo tháng"),
        "before_day": _("Báo cáo trước ngày"),
        "strict": _("Tính chặt ngày báo cáo"),
        "shift": _("Dời hạn"),
        "days_off": _("Ngày nghỉ"),
        "hamlet_uid": _("Bản"),
        "commune_uid": _("Xã"),
        "parent_uid": _("Thuộc"),
        "former_commune": _("Xã cũ"),
        "year": _("Năm"),
        "area_group": _("Khu vực"),
        "commune_group": _("Nhóm xã"),
        "households": _("Số hộ"),
        "people": _("Số nhân khẩu"),
        "poor_households": _("Hộ nghèo"),
        "near_poor_households": _("Hộ cận nghèo"),
        "ethnic_groups": _("Dân tộc"),
        "head_name": _("Trưởng bản"),
        "document": _("Văn bản"),
        "change_uid": _("Thay đổi"),
        "predecessor_uid": _("Trước đây"),
        "successor_uid": _("Sau này"),
        "predecessor_name": _("Tên trước đây"),
        "created_on": _("Ngày lập"),
    }


def _fields_of_people() -> dict[str, str]:
    return {
        "variants": _("Tên khác"),
        "merged_into_uid": _("Gộp vào"),
        "phone": _("Điện thoại"),
        "person_uid": _("Người giữ"),
        "role_uid": _("Vai trò"),
        "from_on": _("Từ ngày"),
        "until_on": _("Đến hết ngày"),
        "tenure_uid": _("Lượt giữ vai trò"),
        "replaced_by_uid": _("Người làm thay"),
        "pin": _("Mã PIN"),
        "active": _("Đang dùng"),
    }


def _fields_of_procedures() -> dict[str, str]:
    bodies = ("received_by", "appraised_by", "decided_by", "announced_by")
    return {
        "profile_uid": _("Quy trình"),
        "for_reference": _("Để tham khảo"),
        "letterhead_parent": _("Cơ quan chủ quản"),
        **{body: labels.procedure_body_label(body) for body in bodies},
        "vote_share": _("Tỷ lệ tán thành tối thiểu"),
        "notice_days": _("Số ngày công khai"),
        "signed_by": _("Người ký"),
        "required": _("Bắt buộc"),
        "before_day": _("Trước ngày"),
        "before_month": _("Trước tháng"),
        "within_days": _("Trong số ngày"),
    }
