"""Words for what becomes of a dossier."""

from __future__ import annotations

from app.domain.dossier import EventKind, Impossible, Unusual
from app.i18n import _


def event_label(kind: EventKind) -> str:
    return {
        EventKind.SUBMITTED: _("Nộp"),
        EventKind.RECEIVED: _("Tiếp nhận"),
        EventKind.RETURNED: _("Trả lại"),
        EventKind.APPRAISED: _("Thẩm định"),
        EventKind.RECOGNISED: _("Công nhận"),
        EventKind.ANNOUNCED: _("Công bố"),
        EventKind.WITHDRAWN: _("Thu hồi"),
    }[kind]


def state_label(kind: EventKind | None) -> str:
    """What the dossier is after its last event."""
    if kind is None:
        return _("Chưa nộp hồ sơ")
    return {
        EventKind.SUBMITTED: _("Đã nộp hồ sơ"),
        EventKind.RECEIVED: _("Đã tiếp nhận"),
        EventKind.RETURNED: _("Bị trả lại"),
        EventKind.APPRAISED: _("Đã thẩm định"),
        EventKind.RECOGNISED: _("Đã công nhận"),
        EventKind.ANNOUNCED: _("Đã công bố"),
        EventKind.WITHDRAWN: _("Bị thu hồi công nhận"),
    }[kind]


def impossible_sentence(why: Impossible, kind: EventKind) -> str:
    event = event_label(kind).lower()
    return {
        Impossible.NOT_SUBMITTED: _("Chưa ghi ngày nộp hồ sơ trước lần {event} này. Hãy ghi việc nộp trước."),
        Impossible.NOT_RECOGNISED: _(
            "Chưa ghi quyết định công nhận trước lần {event} này. Hãy ghi việc công nhận trước."
        ),
        Impossible.RECOGNISED_ALREADY: _(
            "Hồ sơ đã được công nhận trước lần {event} này. Hãy xem lại ngày, hoặc ghi việc thu hồi trước."
        ),
    }[why].format(event=event)


def unusual_sentence(what: Unusual) -> str:
    return {
        Unusual.WITHOUT_VERSION: _("Không gắn với bản chính nào đã lập trong sổ."),
        Unusual.VERSION_LATER: _("Bản chính được lập sau ngày nộp."),
        Unusual.SUBMITTED_AGAIN: _("Nộp lại khi chưa ghi lần trả lại nào."),
        Unusual.NOT_RECEIVED: _("Chưa ghi việc tiếp nhận."),
        Unusual.NOT_APPRAISED: _("Chưa ghi việc thẩm định."),
        Unusual.UNANSWERED: _("Còn ý kiến trả lại chưa ghi cách xử lý."),
        Unusual.ANNOUNCED_ALREADY: _("Đã ghi việc công bố trước đó."),
        Unusual.WITHOUT_DOCUMENT: _("Chưa ghi số văn bản."),
    }[what]


def tables() -> dict[str, str]:
    """Names of the tables as the journal shows them."""
    return {
        "dossier": _("Hồ sơ"),
        "dossier_paper": _("Giấy tờ của hồ sơ"),
        "dossier_version": _("Bản chính của hồ sơ"),
        "dossier_event": _("Trạng thái hồ sơ"),
        "dossier_remark": _("Ý kiến trả lại"),
    }


def own_fields() -> dict[tuple[str, str], str]:
    """Where a table of the dossier uses a word in its own sense."""
    return {
        ("dossier", "code"): _("Mã hồ sơ"),
        ("dossier_paper", "evidence_uid"): _("Tệp gắn"),
        ("dossier_paper", "number"): _("Số văn bản"),
        ("dossier_version", "number"): _("Bản số"),
        ("dossier_version", "pages"): _("Số trang"),
        ("dossier_event", "kind"): _("Bước"),
        ("dossier_event", "document_number"): _("Số văn bản"),
        ("dossier_event", "evidence_uid"): _("Tệp văn bản"),
        ("dossier_remark", "text"): _("Ý kiến trả lại"),
    }


def fields() -> dict[str, str]:
    return {
        "dossier_uid": _("Hồ sơ"),
        "retention": _("Thời hạn lưu trữ"),
        "access": _("Mức độ tiếp cận"),
        "keywords": _("Từ khóa"),
        "component_uid": _("Thành phần hồ sơ"),
        "made_at": _("Lập lúc"),
        "made_by": _("Người lập"),
        "after_transaction": _("Gồm thay đổi đến"),
        "archival": _("Là PDF/A"),
        "not_archival": _("Chưa là PDF/A vì"),
        "options": _("Cách xuất"),
        "files": _("Các tệp"),
        "numbering": _("Bút lục"),
        "version_uid": _("Bản chính"),
        "document_date": _("Ngày văn bản"),
        "event_uid": _("Lần trả lại"),
        "answer": _("Cách xử lý"),
        "answered_on": _("Ngày xử lý"),
    }
