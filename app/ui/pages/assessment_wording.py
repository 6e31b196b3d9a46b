"""The sentences of the self-assessment sheet: what is asked, what was computed, who carries it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import fill

from app import arithmetic_words
from app.domain.criteria import GroupKind
from app.domain.dates import format_date, short_document_date
from app.domain.measure import Measure
from app.domain.rounds import RoundKind
from app.domain.text import fold, initial_capital
from app.domain.verdict import Totals
from app.i18n import _
from app.labels import indicator_status_label, opinion_label, set_level_label, verdict_label, with_holder
from app.services.assessments import RoundRow, SheetRow
from app.services.criteria import IndicatorRow, SetRow
from app.services.duties import Duty
from app.services.plan_sets import Prerequisite

_INLINE = 18  # characters of a label within a line; a longer one goes on below


def round_text(review: RoundRow) -> str:
    """With what sets it apart: "rà soát 31/12/2023", "rà soát cuối kỳ 15/10/2024 (đã khóa)"."""
    sentence = _("rà soát cuối kỳ {day}") if review.kind is RoundKind.FINAL else _("rà soát {day}")
    words = sentence.format(day=format_date(review.held_on))
    return _("{round} (đã khóa)").format(round=words) if review.closed_on is not None else words


def set_texts(rows: Sequence[SetRow]) -> list[str]:
    """ "Bản nông thôn mới", "Bản kiểu mẫu – Du lịch nông thôn"; with the version where that tells two apart."""
    names = [
        f"{set_level_label(row.level)} – {row.field}" if row.field else set_level_label(row.level)
        for row in rows
    ]
    return [
        f"{name} ({row.version})" if names.count(name) > 1 else name
        for name, row in zip(names, rows, strict=True)
    ]


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
    needed = arithmetic_words.requirement(indicator.yardstick, indicator.reference)
    if needed:
        parts.append(_("Yêu cầu: {needed}").format(needed=needed))
    elif not indicator.group_known:
        parts.append(_("Ngưỡng: tùy nơi"))
    elif indicator.yardstick.measure is not Measure.YES_NO:
        parts.append(_("Ngưỡng: chưa có nguồn"))
    parts.append(_("Nội dung: {status}").format(status=indicator_status_label(indicator.status)))
    return " · ".join(parts)


def hint_text(indicator: IndicatorRow) -> str:
    """What helps to answer, a line each; a hint only while the decision's own words are not known."""
    lines = (
        (_("Hướng dẫn: {text}"), indicator.guidance),
        (_("Cách tính: {text}"), indicator.computing),
        (_("Gợi ý (không phải nội dung quyết định): {text}"), None if indicator.text else indicator.hint),
    )
    return "\n".join(sentence.format(text=text) for sentence, text in lines if text)


def group_html(indicator: IndicatorRow) -> str:
    """A link to where the group of the place is entered, "" where the threshold does not wait for it."""
    if indicator.group_known or indicator.group_kind is None:
        return ""
    words = {
        GroupKind.AREA: _("Ngưỡng tùy khu vực, chưa khai khu vực của bản. Khai ở Danh mục › Địa bàn"),
        GroupKind.COMMUNE: _("Ngưỡng tùy nhóm xã, chưa khai nhóm của xã. Khai ở Danh mục › Địa bàn"),
    }[indicator.group_kind]
    return f'<a href="places">{escape(words)}</a>'


def field_labels(indicator: IndicatorRow) -> dict[str, str]:
    """What is counted, in the words of the indicator where it has any."""
    ratio = indicator.yardstick.measure is Measure.RATIO
    part, whole = initial_capital(indicator.part_label), indicator.whole_label
    return {
        "part": part or _("Số đạt"),
        "whole": fill(_out_of(whole), _INLINE) if whole else _("trên tổng số"),
        "amount": part or (_("Mức đạt được") if ratio else _("Kết quả")),
        "reference": initial_capital(indicator.reference) or initial_capital(whole) or _("Mức tham chiếu"),
    }


def _out_of(whole: str) -> str:
    """Between the two counts: "Dân số của bản" reads "trên dân số của bản"."""
    starts_sentence = whole[:1].isupper() and whole[1:2].islower()
    words = whole[:1].lower() + whole[1:] if starts_sentence else whole
    return words if fold(words).startswith("tren ") else _("trên {whole}").format(whole=words)


def computed_text(row: SheetRow) -> str:
    """ "812 / 963 người = 84,32 % < 90 % → CHƯA ĐẠT, còn thiếu 55 người"; "" while nothing can be computed."""
    return arithmetic_words.sentence(row.indicator.yardstick, row.answer, row.computed)


def prerequisite_text(found: Prerequisite | None) -> str:
    """ "Cần đạt “Bản nông thôn mới” trước: hiện 13/16 tiêu chí." """
    if found is None or found.met:
        return ""
    if found.totals is None:
        return _("Cần đạt “{title}” trước: chưa rà soát.").format(title=found.title)
    return _("Cần đạt “{title}” trước: hiện {met}/{total} tiêu chí.").format(
        title=found.title, met=found.totals.criteria_met, total=found.totals.criteria_total
    )


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


def signed_text(row: SheetRow) -> str:
    """Under an opinion: "20/04/2024 · Lò Văn Pán · Trạm y tế"; what happened since where it was taken off."""
    if row.opinion_on is None:
        return ""
    signed = " · ".join(
        part for part in (format_date(row.opinion_on), row.opinion_by, row.opinion_post) if part
    )
    if row.changed_since_opinion:
        return _("Bản đã sửa hoặc gửi lại sau ý kiến: {signed}. Hãy xem lại.").format(signed=signed)
    return signed


def returned_text(row: SheetRow) -> str:
    """What the officer sent it back with; "" where it was not sent back."""
    if not row.returned:
        return ""
    words = _("Bị trả lại – {opinion}: {note}")
    return words.format(opinion=opinion_label(row.opinion).lower(), note=row.opinion_note)


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
