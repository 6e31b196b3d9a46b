"""Words that several parts of the dossier share, so that no two parts say the same thing differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.dates import document_date, short_document_date
from app.domain.numbers import format_number
from app.domain.procedure import ComponentKind
from app.domain.verdict import Verdict
from app.reports.content import AssignmentLine, CriterionLine, DossierContent, IndicatorLine
from app.reports.letterhead import Signer

DOTS = "…" * 14  # stands where a name is not known and is filled in by hand
_KINDS = ("Tiểu khu", "Bản", "Thôn", "Xóm", "Tổ dân phố")
_VERDICTS = {Verdict.MET: "Đạt", Verdict.UNMET: "Chưa đạt", Verdict.NOT_APPLICABLE: "Không áp dụng"}
NOT_ASSESSED = "Chưa đánh giá"


@dataclass(frozen=True, slots=True)
class OpenIndicator:
    """An unmet indicator with its criterion and the one who mends it, if anyone was told to."""

    criterion: CriterionLine
    indicator: IndicatorLine
    assignment: AssignmentLine | None


def verdict_words(verdict: Verdict | None) -> str:
    return NOT_ASSESSED if verdict is None else _VERDICTS[verdict]


def count(number: int) -> str:
    """ "03": official texts write whole numbers below ten with a leading zero."""
    return f"{number:02d}" if number else "0"


def in_sentence(hamlet: str) -> str:
    """ "bản Pút" inside a sentence, "Bản Pút" at its start."""
    if hamlet.startswith(_KINDS):
        return hamlet[:1].lower() + hamlet[1:]
    return hamlet


def kind(hamlet: str) -> str:
    """What the place is called: "bản", "tiểu khu"…"""
    return next((name.lower() for name in _KINDS if hamlet.startswith(name)), "bản")


def place(content: DossierContent) -> str:
    parts = (in_sentence(content.hamlet), content.commune, content.district, content.province)
    return ", ".join(part for part in parts if part)


def addressee(content: DossierContent) -> str:
    return content.submitted_to or DOTS


def title(content: DossierContent) -> str:
    """What the whole dossier is; a hamlet with unmet indicators asks for nothing it has not earned."""
    if content.totals.all_met:
        return f"Hồ sơ đề nghị xét công nhận {in_sentence(content.hamlet)} đạt chuẩn nông thôn mới"
    return f"Hồ sơ kết quả xây dựng {kind(content.hamlet)} nông thôn mới của {in_sentence(content.hamlet)}"


def criterion_name(criterion: CriterionLine) -> str:
    return f"Tiêu chí số {criterion.number} - {criterion.name}"


def has_text(indicator: IndicatorLine) -> bool:
    """False for the sentence "Chỉ tiêu 14.1 (chưa có nội dung…)", which stands where the text is not known."""
    return not indicator.text.startswith(f"Chỉ tiêu {indicator.number}")


def indicator_name(indicator: IndicatorLine) -> str:
    return (
        f"chỉ tiêu {indicator.number} - {indicator.text}"
        if has_text(indicator)
        else f"chỉ tiêu {indicator.number}"
    )


def unmet(content: DossierContent) -> list[OpenIndicator]:
    assigned = {line.indicator_number: line for line in content.assignments}
    return [
        OpenIndicator(criterion, indicator, assigned.get(indicator.number))
        for criterion, indicator in _all_indicators(content)
        if indicator.verdict is Verdict.UNMET
    ]


def not_assessed(content: DossierContent) -> list[str]:
    """Numbers of the indicators nobody has judged."""
    return [indicator.number for _c, indicator in _all_indicators(content) if indicator.verdict is None]


def not_applicable(content: DossierContent) -> list[str]:
    found = _all_indicators(content)
    return [indicator.number for _c, indicator in found if indicator.verdict is Verdict.NOT_APPLICABLE]


def _all_indicators(content: DossierContent) -> Iterator[tuple[CriterionLine, IndicatorLine]]:
    for criterion in content.criteria:
        for indicator in criterion.indicators:
            yield criterion, indicator


def score(content: DossierContent) -> str:
    totals = content.totals
    return (
        f"{totals.criteria_met}/{totals.criteria_total} tiêu chí và "
        f"{totals.indicators_met}/{totals.indicators_total} chỉ tiêu"
    )


def standing(content: DossierContent) -> str:
    """The result in one sentence without its full stop: what is met, what is not, what nobody judged."""
    if not content.totals.indicators_assessed:
        return (
            f"Đến ngày {short_document_date(content.round_date)}, {in_sentence(content.hamlet)} chưa có "
            f"chỉ tiêu nào được đánh giá theo {content.set_title}"
        )
    open_ones, unjudged, inapplicable = unmet(content), not_assessed(content), not_applicable(content)
    text = (
        f"Đến ngày {short_document_date(content.round_date)}, {in_sentence(content.hamlet)} đạt {score(content)} "
        f"theo {content.set_title}"
    )
    if inapplicable:
        text += f" (trong đó {count(len(inapplicable))} chỉ tiêu không áp dụng)"
    if open_ones:
        criteria = len({found.criterion.number for found in open_ones})
        text += f"; còn {count(len(open_ones))} chỉ tiêu chưa đạt thuộc {count(criteria)} tiêu chí"
    if unjudged:
        text += f"; {count(len(unjudged))} chỉ tiêu chưa đánh giá"
    return text


def deadline(assignment: AssignmentLine | None) -> str:
    if assignment is None or assignment.due_before is None:
        return "chưa giao thời hạn"
    return f"trước ngày {short_document_date(assignment.due_before)}"


def responsible(found: OpenIndicator) -> str:
    """Who leads the mending: the assigned one, else the standing owner of the indicator."""
    if found.assignment is not None and found.assignment.lead:
        return found.assignment.lead
    return found.indicator.lead


def attached_to(content: DossierContent) -> list[str]:
    """The line under the title of an annex; the number stays open till the letter gets one. None without a letter."""
    letter = content.piece(ComponentKind.PROPOSAL)
    if letter is None:
        return []
    blank = "\u00a0" * 8
    number = letter.number or f"{blank}/TTr-UBND"
    return [
        f"(Kèm theo Tờ trình số {number} ngày {document_date(letter.dated or content.dated)} "
        f"của {content.letterhead.issuer})"
    ]


def signer_of(content: DossierContent, kind: ComponentKind) -> Signer:
    """Who signs a letter: as the procedure says, else the chairman; a name stands only under its own title."""
    piece = content.piece(kind)
    if piece is None or not piece.signed_by:
        return content.signer
    same = piece.signed_by[-1].casefold() == content.signer.titles[-1].casefold()
    return Signer(piece.signed_by, content.signer.name if same else "")


def demands(content: DossierContent) -> str:
    """What the procedure asks besides papers, as a sentence; "" where no source says it."""
    parts = []
    if content.vote_share is not None:
        parts.append(f"từ {format_number(content.vote_share)} % số người dự họp đồng ý trở lên")
    if content.notice_days is not None:
        parts.append(f"niêm yết công khai {count(content.notice_days)} ngày")
    return f"Quy trình yêu cầu {' và '.join(parts)}." if parts else ""
