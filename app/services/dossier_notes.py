"""What the commune said of each paper of a dossier: a file in its place, a reason, its number and date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.files.evidence_store import stored_path
from app.models.dossier import Dossier, DossierPaper
from app.models.evidence import Evidence
from app.models.procedure import DossierComponent
from app.reports.content import Attached


@dataclass(frozen=True, slots=True)
class PaperFile:
    """`pages` is 0 for a file that no page of the dossier can show: Word, Excel, text."""

    evidence_uid: str
    file_name: str
    sha256: str
    media_type: str
    pages: int

    def attached(self, folder: Path) -> Attached:
        path = stored_path(folder, self.sha256, self.media_type)
        return Attached(path, self.file_name, self.sha256, self.media_type, self.pages)


@dataclass(frozen=True, slots=True)
class PaperNote:
    """ "" and None: nobody said it."""

    explanation: str = ""
    number: str = ""
    dated: date | None = None
    file: PaperFile | None = None


Notes = dict[tuple[str, str], PaperNote]  # by component uid and part


def notes_of(session: Session, *, plan_uid: str, hamlet_uid: str) -> Notes:
    statement = (
        select(DossierPaper, Evidence)
        .join(Dossier, Dossier.uid == DossierPaper.dossier_uid)
        .outerjoin(Evidence, Evidence.uid == DossierPaper.evidence_uid)
        .where(Dossier.plan_uid == plan_uid, Dossier.hamlet_uid == hamlet_uid)
    )
    return {
        (paper.component_uid, paper.part): PaperNote(
            paper.explanation or "", paper.number or "", paper.dated, _file(proof)
        )
        for paper, proof in session.execute(statement)
    }


def spoken_of(session: Session, *, profile_uid: str, component_uid: str = "") -> bool:
    """Whether a dossier says anything of a component, or of any of a profile."""
    statement = (
        select(DossierPaper.uid)
        .join(DossierComponent, DossierComponent.uid == DossierPaper.component_uid)
        .where(DossierComponent.profile_uid == profile_uid)
        .limit(1)
    )
    if component_uid:
        statement = statement.where(DossierComponent.uid == component_uid)
    return session.scalars(statement).first() is not None


def _file(row: Evidence | None) -> PaperFile | None:
    if row is None:
        return None
    return PaperFile(row.uid, row.file_name, row.sha256, row.media_type, row.pages)
