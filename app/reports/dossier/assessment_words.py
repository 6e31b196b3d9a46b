"""What the self-assessment table says in each of its forms: in the dossier, as a letter, as a workbook."""

from __future__ import annotations

from app.domain.procedure import ComponentKind
from app.reports.content import CriterionLine, DossierContent, IndicatorLine
from app.reports.dossier.wording import attached_to, in_sentence, score, unmet

HEADER = (
    "Số",
    "Tiêu chí, chỉ tiêu",
    "Yêu cầu",
    "Kết quả thực hiện",
    "Tự đánh giá",
    "Khối lượng còn lại, giải trình",
    "Chủ trì",
    "Minh chứng",
)
WIDTHS = (12, 66, 22, 30, 20, 40, 46, 16)  # mm on a landscape page
SIGN_HINT = "(Ký, ghi rõ họ tên)"


def subject(content: DossierContent) -> str:
    return f"Kết quả thực hiện {content.set_title}"


def notes(content: DossierContent) -> list[str]:
    """The lines under the title: the place and the day, and the letter to which the table belongs."""
    where = ", ".join(part for part in (content.commune, content.district, content.province) if part)
    day = f"{content.round_date:%d/%m/%Y}"
    return [f"{content.hamlet}, {where} (số liệu đến ngày {day})", *attached_to(content)]


def total(content: DossierContent) -> str:
    text = f"Tổng hợp: {in_sentence(content.hamlet)} đạt {score(content)}."
    numbers = [found.indicator.number for found in unmet(content)]
    return f"{text} Chỉ tiêu chưa đạt: {', '.join(numbers)}." if numbers else text


def board_titles(content: DossierContent) -> tuple[str, ...]:
    """The one who assessed: as the procedure names it, else the hamlet's board."""
    piece = content.piece(ComponentKind.SELF_ASSESSMENT)
    return piece.signed_by if piece and piece.signed_by else (f"Ban quản lý {content.hamlet}",)


def shared_lead(criterion: CriterionLine) -> str:
    """The one who leads all indicators of the criterion: named once, beside its name; "" when they differ."""
    leads = {line.lead for line in criterion.indicators}
    return leads.pop() if len(leads) == 1 else ""


def remarks(line: IndicatorLine) -> str:
    parts = (f"Còn lại: {line.remaining}" if line.remaining else "", line.explanation)
    return "\n".join(part for part in parts if part)
