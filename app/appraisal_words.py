"""Words for an officer's work list and for the counts of a meeting."""

from __future__ import annotations

from app.domain.appraisal import Obstacle, WorkState
from app.domain.numbers import format_number
from app.domain.votes import ShareState, VoteShare, shown_percent
from app.i18n import _


def work_state_label(state: WorkState) -> str:
    return {
        WorkState.WAITING: _("Chờ thẩm định"),
        WorkState.CHANGED: _("Thay đổi sau khi thẩm định"),
        WorkState.RETURNED: _("Đã trả lại"),
        WorkState.AGREED: _("Đã đồng ý"),
        WorkState.CONCLUDED: _("Hội đồng đã kết luận"),
        WorkState.NOT_ASSESSED: _("Bản chưa tự đánh giá"),
    }[state]


def obstacle_label(obstacle: Obstacle) -> str:
    return {
        Obstacle.NOT_ASSESSED: _("bản chưa tự đánh giá"),
        Obstacle.NOT_CONFIRMED: _("số liệu đợt trước, chưa xác nhận lại"),
        Obstacle.CLAIMED_UNMET: _("bản tự đánh giá chưa đạt"),
        Obstacle.NO_EVIDENCE: _("chưa có minh chứng"),
        Obstacle.DIFFERS: _("khác kết quả tính ra"),
        Obstacle.REASON_MISSING: _("thiếu giải trình"),
    }[obstacle]


def share_sentence(share: VoteShare) -> str:
    """Agreed of present against the minimum; "" while nothing was counted."""
    percent = shown_percent(share)
    if percent is None:
        return ""
    minimum = "" if share.minimum is None else format_number(share.minimum)
    sentence = {
        ShareState.REACHED: _("Đồng ý {percent} % trên số có mặt: ĐẠT mức tối thiểu {minimum} %."),
        ShareState.NOT_REACHED: _("Đồng ý {percent} % trên số có mặt: CHƯA ĐẠT mức tối thiểu {minimum} %."),
    }.get(share.state, _("Đồng ý {percent} % trên số có mặt. Quy trình chưa ghi mức tối thiểu."))
    return sentence.format(percent=format_number(percent), minimum=minimum)
