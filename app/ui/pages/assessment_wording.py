"""The sentences of the self-assessment sheet: what is asked, what was computed, who carries it."""

from __future__ import annotations

from html import escape

from app.domain.dates import format_date, short_document_date
from app.domain.measure import Measure, shown_missing, shown_share
from app.domain.numbers import format_number
from app.domain.verdict import Totals, Verdict
from app.i18n import _
from app.labels import indicator_status_label, verdict_label, with_holder
from app.services.assessments import RoundRow, SheetRow
from app.services.criteria import IndicatorRow
from app.services.duties import Duty


def round_text(review: RoundRow) -> str:
    return _("rà soát {day}").format(day=format_date(review.held_on))


def totals_text(totals: Totals) -> str:
    return _("{criteria}/{all_criteria} tiêu chí · {indicators}/{all_indicators} chỉ tiêu").format(
        criteria=totals.criteria_met,
        all_criteria=totals.criteria_total,
        indicators=totals.indicators_met,
        all_indicators=totals.indicators_total,
    )


def short_text(indicator: IndicatorRow) -> str:
    """One line for lists; a hint is named as such, so that nobody takes it for the decision's words."""
    if indicator.text:
        return indicator.text
    if indicator.hint:
        return _("Gợi ý: {hint}").format(hint=indicator.hint)
    return _("(chưa có nội dung)")


def requirement_text(indicator: IndicatorRow) -> str:
    """What must be reached and how well the sources prove it."""
    parts = [
        _("Tiêu chí {number}. {name}").format(
            number=indicator.criterion_number, name=indicator.criterion_name
        )
    ]
    threshold = indicator.yardstick.threshold
    if threshold is not None and indicator.yardstick.measure is Measure.PERCENT:
        parts.append(_("Yêu cầu: từ {share} % trở lên").format(share=threshold.replace(".", ",")))
    elif threshold is not None:
        parts.append(_("Yêu cầu: {step}").format(step=threshold))
    elif indicator.yardstick.measure is not Measure.YES_NO:
        parts.append(_("Ngưỡng: chưa có nguồn"))
    parts.append(_("Nội dung: {status}").format(status=indicator_status_label(indicator.status)))
    return " · ".join(parts)


def hint_text(indicator: IndicatorRow) -> str:
    if not indicator.hint:
        return ""
    return _("Gợi ý (không phải nội dung quyết định): {hint}").format(hint=indicator.hint)


def computed_text(row: SheetRow) -> str:
    """ "= 84,32 % → CHƯA ĐẠT, còn thiếu 55"; "" while nothing can be computed."""
    computed = row.computed
    found = shown_share(row.indicator.yardstick, computed)
    share = "" if found is None else f"= {format_number(found)} %"
    if computed.verdict is None:
        return (
            _("{share} (chưa có ngưỡng nên không tự kết luận)").format(share=share)
            if share and row.indicator.yardstick.threshold is None
            else share
        )
    verdict = "→ " + verdict_label(computed.verdict).upper()
    text = f"{share} {verdict}".strip()
    if computed.verdict is Verdict.UNMET and computed.missing:
        text += _(", còn thiếu {n}").format(n=format_number(shown_missing(computed) or 0))
    return text


def remark_text(row: SheetRow) -> str:
    """A quiet word below the claim; never a refusal."""
    reason = _("hãy ghi giải trình") if row.reason_missing else _("đã có giải trình")
    if row.differs_from_computed:
        assert row.computed.verdict is not None
        return _("Khác kết quả tính ra ({verdict}): {reason}.").format(
            verdict=verdict_label(row.computed.verdict).lower(), reason=reason
        )
    if row.reason_missing:
        return _("Không áp dụng vì sao? Hãy ghi giải trình.")
    return ""


def duty_html(duty: Duty | None) -> str:
    """A link to the page of assignments, as rich text."""
    words = duty_text(duty)
    return f'<a href="assignments">{escape(words)}</a>'


def duty_text(duty: Duty | None) -> str:
    if duty is None:
        return _("Chưa có người chủ trì")
    parts = [with_holder(duty.lead, duty.holder)]
    if duty.support:
        parts.append(_("Phối hợp: {support}").format(support=duty.support))
    if duty.due_before is not None:
        parts.append(_("trước {day}").format(day=short_document_date(duty.due_before)))
    elif not duty.ordered:
        parts.append(_("theo bộ tiêu chí, chưa giao việc"))
    return " · ".join(parts)
