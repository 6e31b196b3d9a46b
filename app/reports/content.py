"""What a dossier says, before any layout: frozen data handed over by the use cases.

All texts are as they are printed; a text that has no source yet says so itself, a hint never comes here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.domain.procedure import ComponentKind
from app.domain.verdict import Totals, Verdict
from app.reports.letterhead import Letterhead, Signer
from app.reports.letters.document import Letter

# The parts this program writes; the others are enclosed on paper or not at all.
WRITTEN = frozenset(
    {
        ComponentKind.PROPOSAL,
        ComponentKind.RESULT_REPORT,
        ComponentKind.SELF_ASSESSMENT,
        ComponentKind.EVIDENCE,
    }
)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of the book that stands in the place of a paper, most often the signed one; its bytes are enclosed."""

    path: Path
    file_name: str  # as the person named it; errors name it
    sha256: str
    media_type: str
    pages: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper of the dossier; pieces come in the order of the dossier.

    A component of the procedure with several papers (a report per officer) gives a piece for each. `key` names the
    paper in every version of the dossier. `body` is None where the program writes the paper from the rest of the
    content (proposal, results, self-assessment, evidence), and where it is missing: `explanation` says why, "" if
    nobody has said. `number` and `dated` as the clerk gave them ("05/TTr-UBND"); "" and None while he has not.
    """

    kind: ComponentKind
    title: str
    signed_by: tuple[str, ...]  # title lines above the name; () as is usual for the kind
    required: bool
    key: str = ""
    body: Letter | Attached | None = None
    explanation: str = ""
    number: str = ""
    dated: date | None = None

    @property
    def enclosed(self) -> bool:
        return self.kind in WRITTEN or self.body is not None


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted, as numbers: part of whole and their share in percent, or one amount as `part`."""

    part: Decimal | None = None
    whole: Decimal | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One row of the self-assessment table."""

    number: str
    text: str  # official text, or the sentence that says it is not known yet
    requirement: str  # "≥ 90 %"; "" when the threshold is unknown or none applies
    value: str  # "812/963 = 84,32 %"; "" when nothing was counted
    verdict: Verdict | None
    explanation: str
    remaining: str
    lead: str
    evidence_numbers: tuple[str, ...]
    figures: Figures = Figures()


@dataclass(frozen=True, slots=True)
class CriterionLine:
    number: str
    name: str
    verdict: Verdict | None
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """One unmet indicator and who mends it until when."""

    indicator_number: str
    indicator_text: str
    finding: str
    lead: str
    support: str
    due_before: date | None  # the day itself is too late ("trước ngày")


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """Monthly reports of the year by class; the classes add up to `expected`."""

    expected: int
    on_time: int
    late: int
    missing: int
    not_yet_due: int
    exempt: int


@dataclass(frozen=True, slots=True)
class EvidencePointer:
    """Which indicator a proof serves and at which place of it ("trang 3, mục II.2")."""

    indicator_number: str
    where: str


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One stored proof; a proof that serves many indicators comes once."""

    number: str  # "MC01", counted in the order of the dossier
    title: str
    document_number: str
    issued_on: date | None
    issuer: str
    path: Path
    file_name: str  # as the person named it; errors name it
    pointers: tuple[EvidencePointer, ...]
    key: str = ""  # names the proof in every version of the dossier
    sha256: str = ""  # of the file as it was taken into the book
    media_type: str = ""
    pages: int = 0
    size: int = 0  # bytes


@dataclass(frozen=True, slots=True)
class DossierContent:
    """Everything the dossier of one hamlet says about one round."""

    letterhead: Letterhead
    signer: Signer
    hamlet: str  # "Bản Pút"
    commune: str  # "xã Chiềng Khoi"
    district: str  # "huyện Yên Châu"; "" where there is none
    province: str  # "tỉnh Sơn La"
    year: int
    set_title: str
    set_basis: str  # "Quyết định số 1897/QĐ-UBND ngày 13/9/2022 của UBND tỉnh Sơn La"
    plan_title: str
    guidance: str  # "Hướng dẫn số 4483/HD-SNN ngày 26/12/2022"; "" when unknown
    submitted_to: str  # "UBND huyện Yên Châu"; "" when unknown: printed as dots to fill in
    decided_by: str
    round_date: date
    dated: date  # the date on the letters
    totals: Totals
    criteria: tuple[CriterionLine, ...]
    assignments: tuple[AssignmentLine, ...]
    reports: ReportCounts
    evidence: tuple[EvidenceItem, ...]
    omitted_sensitive: tuple[str, ...]  # titles of proofs left out because they are flagged sensitive
    pieces: tuple[Piece, ...]
    vote_share: Decimal | None  # percent of those at the hamlet's meeting who must agree; None: not known
    notice_days: int | None  # days of public notice; None: not known
    numbering: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # running numbers of the version before
    originals_only: tuple[str, ...] = ()  # titles of proofs without pages: Word, Excel, text

    @property
    def evidence_pages(self) -> int:
        return sum(item.pages for item in self.evidence)

    def piece(self, kind: ComponentKind) -> Piece | None:
        return next((found for found in self.pieces if found.kind is kind), None)
