"""What stands against a final version of a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.checks import Severity
from app.domain.text import initial_capital
from app.errors import RefusedError
from app.i18n import _
from app.services import checks
from app.services.dossier_papers import paper_rows

_MOST_NAMED = 3  # papers in one sentence


@dataclass(frozen=True, slots=True)
class Obstacles:
    """`errors`: what the checks find and nobody has waived; `missing`: required papers nobody has explained."""

    errors: int = 0
    missing: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.errors or self.missing)


class FinalBlocked(RefusedError):
    """No final version yet."""

    def __init__(self, obstacles: Obstacles) -> None:
        super().__init__(obstacles_sentence(obstacles))
        self.obstacles = obstacles


def final_obstacles(
    session: Session, *, hamlet_uid: str, year: int, today: date, evidence_folder: Path
) -> Obstacles:
    """Raises NotFoundError without a plan or a round."""
    papers = paper_rows(session, hamlet_uid=hamlet_uid, year=year, today=today)
    report = checks.check_book(session, year=year, today=today, evidence_folder=evidence_folder)
    return Obstacles(
        report.of_hamlet(hamlet_uid).count(Severity.ERROR), tuple(row.title for row in papers if row.blocks)
    )


def obstacles_sentence(obstacles: Obstacles) -> str:
    """What to mend before a final version can be made."""
    told, deeds = [], []
    if obstacles.errors:
        told.append(_("còn {n} lỗi kiểm tra").format(n=obstacles.errors))
        deeds.append(_("sửa hoặc ghi lý do bỏ qua từng lỗi ở mục Kiểm tra"))
    if obstacles.missing:
        told.append(_missing_words(obstacles.missing))
        deeds.append(_("gắn tệp hoặc ghi giải trình cho từng giấy tờ thiếu ở mục Hồ sơ"))
    return _("Chưa lập được bản chính: {told}. {deeds}.").format(
        told="; ".join(told), deeds=initial_capital(_("hãy {deeds}").format(deeds="; ".join(deeds)))
    )


def _missing_words(missing: tuple[str, ...]) -> str:
    named = ", ".join(f"“{one}”" for one in missing[:_MOST_NAMED])
    if len(missing) > _MOST_NAMED:
        return _("thiếu {papers} và {n} giấy tờ khác").format(papers=named, n=len(missing) - _MOST_NAMED)
    return _("thiếu {papers}").format(papers=named)
