"""Words for what was found in a dossier that came on a stick."""

from __future__ import annotations

from app.domain.bag_report import FAULTS, BagFault, BagReport, FileState, FoundFault
from app.i18n import _


def state_words(state: FileState) -> str:
    return {
        FileState.ALTERED: _("sai: đã bị thay đổi"),
        FileState.MISSING: _("thiếu"),
        FileState.UNSAFE: _("không mở: liên kết hoặc đường dẫn ra ngoài thư mục"),
        FileState.UNREADABLE: _("không đọc được"),
        FileState.EXTRA: _("lạ: không có trong danh sách"),
        FileState.SOUND: _("đúng"),
        FileState.BESIDE: _("để bên ngoài, không thuộc hồ sơ"),
    }[state]


def fault_words(found: FoundFault) -> str:
    sentence = {
        BagFault.NO_BAG: _(
            "Thư mục này không phải hồ sơ xuất ra USB (không có bagit.txt). Hãy chọn thư mục khác."
        ),
        BagFault.GROWING: _("Hồ sơ mới chép dở, chưa xong. Hãy đề nghị nơi gửi xuất lại."),
        BagFault.BAD_DECLARATION: _(
            "Tệp “{name}” hỏng hoặc không đúng chuẩn BagIt. Hãy đề nghị nơi gửi chép lại."
        ),
        BagFault.NO_MANIFEST: _("Hồ sơ không có danh sách mã kiểm tra. Hãy đề nghị nơi gửi xuất lại."),
        BagFault.BAD_MANIFEST: _("Tệp “{name}” hỏng, không đọc được. Hãy đề nghị nơi gửi chép lại."),
        BagFault.WRONG_TOTALS: _("Tổng số tệp hoặc dung lượng khác với ghi trong “{name}”."),
        BagFault.NO_PAYLOAD: _("Hồ sơ trống: không có tệp nào trong thư mục “{name}”."),
    }
    return sentence[found.fault].format(name=found.name)


def verdict_words(report: BagReport) -> str:
    """The whole in one sentence."""
    if report.intact:
        return _("Hồ sơ nguyên vẹn: {n} tệp đều đúng.").format(n=report.count(FileState.SOUND))
    bad = ", ".join(
        f"{report.count(state)} {_short(state)}"
        for state in FileState
        if state in FAULTS and report.count(state)
    )
    if bad:
        return _("Hồ sơ KHÔNG nguyên vẹn: {bad}.").format(bad=bad)
    return _("Hồ sơ KHÔNG nguyên vẹn.")


def _short(state: FileState) -> str:
    return {
        FileState.ALTERED: _("tệp sai"),
        FileState.MISSING: _("tệp thiếu"),
        FileState.UNSAFE: _("tệp không an toàn"),
        FileState.UNREADABLE: _("tệp không đọc được"),
        FileState.EXTRA: _("tệp lạ"),
    }[state]
