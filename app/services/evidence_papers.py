"""Which of an indicator's required papers are there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.text import name_key, sort_key
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.models.criteria import Indicator
from app.models.evidence import Evidence, EvidenceLink
from app.services import entry
from app.services.evidence import find_link, in_use


@dataclass(frozen=True, slots=True)
class PaperProof:
    link_uid: str
    evidence_uid: str
    title: str


@dataclass(frozen=True, slots=True)
class PaperTick:
    """One required paper and the proofs that are it; none: it is missing."""

    paper: str
    proofs: tuple[PaperProof, ...]

    @property
    def there(self) -> bool:
        return bool(self.proofs)


def papers_state(session: Session, *, hamlet_uid: str, indicator_uid: str) -> list[PaperTick]:
    """The tick list, in the order of the set; empty for an indicator that names no papers."""
    required = required_papers(session, indicator_uid=indicator_uid)
    if not required:
        return []
    statement = (
        select(EvidenceLink.paper, EvidenceLink.uid, Evidence.uid, Evidence.title)
        .join(Evidence, Evidence.uid == EvidenceLink.evidence_uid)
        .where(
            EvidenceLink.hamlet_uid == hamlet_uid,
            EvidenceLink.indicator_uid == indicator_uid,
            EvidenceLink.paper.is_not(None),
            Evidence.uid.in_(in_use()),
        )
    )
    found: dict[str, list[PaperProof]] = {}
    for paper, link_uid, evidence_uid, title in session.execute(statement):
        found.setdefault(name_key(paper or ""), []).append(PaperProof(link_uid, evidence_uid, title))
    return [
        PaperTick(
            paper, tuple(sorted(found.get(name_key(paper), ()), key=lambda proof: sort_key(proof.title)))
        )
        for paper in required
    ]


def required_papers(session: Session, *, indicator_uid: str) -> tuple[str, ...]:
    row = session.get(Indicator, indicator_uid)
    if row is None:
        raise NotFoundError(_("Không còn chỉ tiêu này. Hãy chọn chỉ tiêu khác."))
    return tuple(row.required_papers or ())


def set_paper(session: Session, *, link_uid: str, paper: str) -> None:
    """Which required paper the proof is for this indicator; "" for none. Raises InputError for one not asked for."""
    row = find_link(session, link_uid)
    typed = entry.line(paper, limit=300)
    papers = {name_key(asked): asked for asked in required_papers(session, indicator_uid=row.indicator_uid)}
    if typed and name_key(typed) not in papers:
        raise InputError(
            _("Chỉ tiêu này không cần giấy tờ “{paper}”. Hãy chọn trong danh sách.").format(paper=typed),
            field="paper",
        )
    row.paper = papers[name_key(typed)] if typed else None
    session.flush()
