"""Words about who works in the book: kinds of accounts, and why something is closed to them."""

from __future__ import annotations

from app.domain.rights import AccountKind, Actor, Right
from app.i18n import _


def account_kind_label(kind: AccountKind) -> str:
    return {
        AccountKind.CADASTRAL: _("Địa chính"),
        AccountKind.OFFICER: _("Công chức, đơn vị"),
        AccountKind.HAMLET_BOARD: _("Ban quản lý bản"),
        AccountKind.CHAIRMAN: _("Lãnh đạo UBND xã"),
        AccountKind.VIEWER: _("Chỉ xem"),
    }[kind]


def account_kind_explained(kind: AccountKind) -> str:
    """What an account of this kind may do, below the choice."""
    return {
        AccountKind.CADASTRAL: _("Giữ sổ: làm được mọi việc, thêm người dùng, đặt lại mã PIN."),
        AccountKind.OFFICER: _("Thẩm định các chỉ tiêu của vai trò mình; xem mọi phần."),
        AccountKind.HAMLET_BOARD: _("Ghi tự đánh giá, minh chứng, báo cáo tháng của bản mình; xem mọi phần."),
        AccountKind.CHAIRMAN: _("Thẩm định, ghi kết luận, khóa đợt, xuất hồ sơ; xem mọi phần."),
        AccountKind.VIEWER: _("Xem mọi phần, không ghi gì."),
    }[kind]


def right_label(right: Right) -> str:
    """The kind of work, after "không có quyền"."""
    return {
        Right.ASSESS: _("ghi tự đánh giá, minh chứng, báo cáo của bản"),
        Right.APPRAISE: _("thẩm định"),
        Right.CONCLUDE: _("kết luận, khóa đợt"),
        Right.PLAN: _("lập kế hoạch, giao việc"),
        Right.CATALOGUE: _("sửa danh mục"),
        Right.DOSSIER: _("xuất hồ sơ"),
    }[right]


def closed_words(actor: Actor, right: Right) -> str:
    """The tooltip of what is grey."""
    return _("{name} không có quyền {what}. Đổi người dùng ở đầu cửa sổ.").format(
        name=actor.name, what=right_label(right)
    )
