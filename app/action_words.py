"""What a person did, in words: every use case that the screens call gets its own, for undo and the journal."""

from __future__ import annotations

from app.i18n import _


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


def _fund_actions() -> dict[str, str]:
    return {
        "funds.add_entry": _("ghi khoản vốn"),
        "funds.change_entry": _("sửa khoản vốn"),
        "funds.remove_entry": _("bỏ khoản vốn"),
    }


def _table_actions() -> dict[str, str]:
    return {
        "advisory_tasks.add_task": _("thêm nhiệm vụ tham mưu"),
        "advisory_tasks.change_task": _("sửa nhiệm vụ tham mưu"),
        "advisory_tasks.remove_task": _("bỏ nhiệm vụ tham mưu"),
        "activities.add_activity": _("thêm việc kiểm tra, thẩm định"),
        "activities.change_activity": _("sửa việc kiểm tra, thẩm định"),
        "activities.remove_activity": _("bỏ việc kiểm tra, thẩm định"),
        "printed_lines.add_line": _("nhập dòng như bản in"),
        "printed_lines.change_line": _("sửa dòng như bản in"),
        "printed_lines.remove_line": _("bỏ dòng như bản in"),
    }


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
        "consolidation.take_in_packages": _("nhận gói số liệu của xã"),
        "books.enter_area": _("lập sổ tổng hợp"),
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
        "rounds.change_kind": _("đổi loại đợt rà soát"),
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


def _evidence_actions() -> dict[str, str]:
    return {
        "evidence.enter": _("thêm minh chứng"),
        "evidence.link": _("gắn minh chứng"),
        "evidence.unlink": _("gỡ minh chứng"),
        "evidence.set_where": _("ghi vị trí minh chứng"),
        "evidence.update": _("sửa minh chứng"),
        "evidence.remove": _("bỏ minh chứng"),
        "evidence_intake.enter_files": _("thêm minh chứng"),
        "evidence_trash.remove": _("bỏ minh chứng vào thùng rác"),
        "evidence_trash.restore": _("lấy lại minh chứng"),
        "evidence_trash.delete_for_good": _("xóa hẳn minh chứng"),
        "evidence_papers.set_paper": _("ghi giấy tờ đã có"),
        "evidence_revisions.replace_with": _("thay bản mới của minh chứng"),
        "evidence_masking.enter_masked": _("tạo bản che của minh chứng"),
        "evidence_near.keep_old": _("giữ ảnh đã có"),
        "evidence_near.keep_olds": _("bỏ ảnh trùng"),
        "waivers.waive": _("bỏ qua lỗi kiểm tra"),
        "waivers.unwaive": _("tính lại lỗi kiểm tra"),
        "printed_results.record_printed": _("ghi số liệu in trong văn bản"),
        "printed_results.set_due_dates": _("sửa hạn của kế hoạch"),
    }


def _dossier_actions() -> dict[str, str]:
    return {
        "dossier_papers.attach_paper": _("gắn tệp vào hồ sơ"),
        "paper_files.attach_stored": _("gắn tệp vào hồ sơ"),
        "dossier_papers.detach_paper": _("gỡ tệp khỏi hồ sơ"),
        "dossier_papers.explain_missing": _("ghi giải trình giấy tờ thiếu"),
        "dossier_papers.set_number": _("ghi số, ngày giấy tờ"),
        "dossier_rows.open_dossier": _("mở hồ sơ"),
        "dossier_rows.set_archive_fields": _("ghi thông tin lưu trữ"),
        "dossier_signed.exchange_file": _("giữ bản chính đã ký số"),
        "dossier_versions.record_version": _("lập bản chính hồ sơ"),
        "dossier_event_edit.add_event": _("ghi trạng thái hồ sơ"),
        "dossier_event_edit.change_event": _("sửa trạng thái hồ sơ"),
        "dossier_event_edit.remove_event": _("bỏ trạng thái hồ sơ"),
        "dossier_event_edit.add_remark": _("ghi ý kiến trả lại"),
        "dossier_event_edit.change_remark": _("sửa ý kiến trả lại"),
        "dossier_event_edit.remove_remark": _("bỏ ý kiến trả lại"),
        "dossier_event_edit.answer_remark": _("ghi cách xử lý ý kiến"),
    }


def _report_actions() -> dict[str, str]:
    return {
        "monthly_reports.record_report": _("ghi báo cáo tháng"),
        "monthly_reports.exempt": _("miễn báo cáo"),
        "monthly_reports.remove_report": _("bỏ báo cáo tháng"),
        "report_form.set_work": _("ghi tiến độ chỉ tiêu"),
        "report_form.attach_file": _("gắn tệp báo cáo"),
        "report_settings.change_rule": _("sửa hạn báo cáo"),
        "report_settings.add_holiday": _("thêm ngày nghỉ"),
        "report_settings.remove_holiday": _("bỏ ngày nghỉ"),
        "period_reports.write_text": _("sửa báo cáo tổng hợp"),
        "period_reports.change_document": _("ghi số, ngày báo cáo"),
        "period_reports.attach_copy": _("gắn bản đã ký của báo cáo tổng hợp"),
        "period_reports.send": _("gửi báo cáo tổng hợp"),
        "period_reports.take_back": _("mở lại báo cáo tổng hợp"),
    }


def _account_actions() -> dict[str, str]:
    return {
        "accounts.add": _("thêm người dùng"),
        "accounts.change": _("sửa người dùng"),
        "accounts.remove": _("bỏ người dùng"),
        "accounts.set_pin": _("đặt mã PIN"),
        "accounts.change_own_pin": _("đổi mã PIN"),
    }


def action_label(action: str) -> str:
    """What a person did, for "Hoàn tác: …" and the history; `action` as the journal keeps it."""
    return {
        **_people_actions(),
        **_place_actions(),
        **_fund_actions(),
        **_table_actions(),
        **_catalogue_actions(),
        **_procedure_actions(),
        **_appraisal_actions(),
        **_evidence_actions(),
        **_dossier_actions(),
        **_report_actions(),
        **_account_actions(),
        "assessments.record": _("ghi tự đánh giá"),
        "assessments.start_round": _("mở đợt rà soát"),
        "plan_sets.add_set": _("thêm bộ tiêu chí"),
        "plan_sets.add_shipped_set": _("thêm bộ tiêu chí"),
        "plan_sets.remove_set": _("bỏ bộ tiêu chí"),
        "assignments.assign": _("giao việc"),
        "assignments.change": _("giao việc"),
        "assignments.assign_standing_owners": _("giao theo mặc định"),
        "assignments.follow_standing_owners": _("giao theo mặc định"),
        "assignments.withdraw": _("bỏ giao việc"),
        "assignment_notes.add_note": _("ghi nhật ký việc"),
        "assignment_notes.remove_note": _("bỏ dòng nhật ký việc"),
        "milestones.record": _("sửa mốc của kế hoạch"),
        "plan_copy.copy_plan": _("lập kế hoạch từ năm trước"),
        "plan_hamlets.choose": _("chọn bản của kế hoạch"),
        "plan_facts.change_paper": _("sửa thông tin kế hoạch"),
        "plans.create_plan": _("lập kế hoạch năm"),
        "plans.include_hamlet": _("thêm bản vào kế hoạch"),
        "plans.plan_hamlets_by_name": _("thêm bản"),
    }.get(action, _("thay đổi"))
