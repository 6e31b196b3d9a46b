"""How ready each component of the dossier of a hamlet is, and where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.domain.checks import Severity
from app.domain.dates import format_date
from app.domain.text import initial_capital
from app.domain.verdict import Totals, Verdict
from app.i18n import _
from app.labels import procedure_body_label
from app.services import checks, plans
from app.services.assessments import SheetRow, latest_round
from app.services.dossier_content import Gathered, gather
from app.services.dossier_papers import PaperRow, PaperState, rows_of

if TYPE_CHECKING:
    pass


class PartState(StrEnum):
    READY = "ready"
    EXPLAINED = "explained"  # missing, and the commune says why
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class DossierPart:
    """One component with what is wrong with it; `page`, `panel` and the uids say where to mend it.

    `page` is "" for what no page can mend. `paper` is the row behind a paper of the procedure, None for the rest.
    """

    title: str
    state: PartState
    remark: str
    page: str = ""
    indicator_uid: str = ""
    evidence_uid: str = ""
    profile_uid: str = ""
    panel: str = ""
    paper: PaperRow | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """`bare`: met indicators whose dossier pages would hold no proof.

    `errors`: what the checks find wrong with the hamlet and nobody has waived; a final dossier waits for them.
    """

    parts: tuple[DossierPart, ...]
    held_on: date
    totals: Totals
    bare: int
    errors: int = 0

    def count(self, state: PartState) -> int:
        return sum(part.state is state for part in self.parts)


def readiness(
    session: Session, *, hamlet_uid: str, year: int, today: date, evidence_folder: Path
) -> Readiness | None:
    """The components in the order of the dossier; None for a hamlet without a round. NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    set_uid = plans.set_of_hamlet(session, plan=plan, hamlet_uid=hamlet_uid)
    if latest_round(session, hamlet_uid=hamlet_uid, set_uid=set_uid, today=today) is None:
        return None
    found = gather(session, hamlet_uid=hamlet_uid, year=year, today=today, evidence_folder=evidence_folder)
    proofs = _Proofs(found, hamlet_uid)
    groups = [
        (number, list(rows))
        for number, rows in groupby(found.sheet.rows, key=lambda row: row.indicator.criterion_number)
    ]
    report = checks.check_book(session, year=year, today=today, evidence_folder=evidence_folder)
    own = report.of_hamlet(hamlet_uid)
    parts = (
        _checks_part(own),
        DossierPart(_("Bìa, mục lục"), PartState.READY, ""),
        _procedure_part(found, today),
        *map(_paper_part, rows_of(found)),
        *_file_parts(found, evidence_folder),
        *(_criterion_part(number, rows, proofs) for number, rows in groups),
    )
    bare = sum(proofs.lacks(row) for row in found.sheet.rows)
    errors = own.count(Severity.ERROR)
    return Readiness(parts, found.sheet.round.held_on, found.sheet.totals, bare, errors)


def _checks_part(report: checks.CheckReport) -> DossierPart:
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    title = _("Kiểm tra")
    if not errors and not warnings:
        return DossierPart(title, PartState.READY, _("Không còn lỗi hay cảnh báo."), "checks")
    remark = _("{errors} lỗi, {warnings} cảnh báo. Bấm để xem từng mục.").format(
        errors=errors, warnings=warnings
    )
    return DossierPart(title, PartState.MISSING if errors else PartState.WARNING, remark, "checks")


class _Proofs:
    """Which indicators of the hamlet have a proof that goes into the dossier, and which only a sensitive one."""

    def __init__(self, found: Gathered, hamlet_uid: str) -> None:
        self.printed: dict[str, int] = {}
        self.kept_back: set[str] = set()
        for proof in found.proofs:
            served = {link.indicator_uid for link in proof.links if link.hamlet_uid == hamlet_uid}
            if proof.sensitive:
                self.kept_back |= served
                continue
            if not proof.pages:  # Word, Excel, text: said in a line of its own
                continue
            for uid in served:
                self.printed[uid] = self.printed.get(uid, 0) + 1

    def lacks(self, row: SheetRow) -> bool:
        """A met indicator has nothing to show; one that does not apply needs a reason, not a proof."""
        return row.verdict is Verdict.MET and row.indicator.uid not in self.printed


def _procedure_part(found: Gathered, today: date) -> DossierPart:
    """Whom the papers name; what is blank is printed as dots."""
    to, go = found.addressees, "catalogue"
    if to.profile is None:
        remark = _("Ngày {day} chưa có quy trình nào hiệu lực. Bấm để bổ sung ở Danh mục.")
        return DossierPart(_("Quy trình"), PartState.WARNING, remark.format(day=format_date(today)), go)
    title = _("Quy trình: {title}").format(title=to.profile.title)
    bodies = {"received_by": to.received_by, "decided_by": to.decided_by}
    blanks = [procedure_body_label(name) for name, said in bodies.items() if not said]
    if blanks:
        remark = _("Chưa điền: {blanks}. Giấy tờ in dấu chấm. Bấm để điền ở Danh mục.").format(
            blanks=", ".join(blanks).lower()
        )
        return DossierPart(title, PartState.WARNING, remark, go, profile_uid=to.profile.uid)
    remark = _("Gửi {received}; {decided} quyết định.").format(received=to.received_by, decided=to.decided_by)
    return DossierPart(title, PartState.READY, remark, go, profile_uid=to.profile.uid)


_STATES = {
    PaperState.READY: PartState.READY,
    PaperState.ATTACHED: PartState.READY,
    PaperState.EXPLAINED: PartState.EXPLAINED,
    PaperState.WARNING: PartState.WARNING,
    PaperState.MISSING: PartState.MISSING,
}


def _paper_part(row: PaperRow) -> DossierPart:
    state, remark = _STATES[row.state], row.remark
    if state is PartState.MISSING and not row.required:
        state, remark = PartState.WARNING, f"{remark} " + _("Quy trình không bắt buộc.")
    return DossierPart(
        row.title,
        state,
        remark,
        row.page,
        indicator_uid=row.indicator_uid,
        profile_uid=row.profile_uid,
        panel=row.panel,
        paper=row,
    )


def _file_parts(found: Gathered, folder: Path) -> list[DossierPart]:
    """Proofs whose file is gone: these stop the export; and those that no page of it can show."""
    unprinted = _("Không in được “{name}” vào hồ sơ. Hãy lưu thành PDF rồi thay bằng bản mới.")
    return [
        DossierPart(
            initial_capital(proof.title),
            PartState.WARNING,
            unprinted.format(name=proof.file_name),
            "evidence",
            evidence_uid=proof.uid,
        )
        for proof in found.proofs
        if not proof.sensitive and not proof.pages
    ] + [
        DossierPart(
            initial_capital(proof.title),
            PartState.MISSING,
            _("Mất tệp “{name}”, chưa xuất được hồ sơ. Hãy thêm lại tệp này.").format(name=proof.file_name),
            "evidence",
            evidence_uid=proof.uid,
        )
        for proof in found.proofs
        if not proof.sensitive and proof.pages and not proof.path(folder).is_file()
    ]


def _criterion_part(number: str, rows: Sequence[SheetRow], proofs: _Proofs) -> DossierPart:
    """One line a criterion, however many of its indicators want something; the worst is mended first."""
    title = _("Tiêu chí {number} – {name}").format(number=number, name=rows[0].indicator.criterion_name)
    bare = [row for row in rows if proofs.lacks(row)]
    kept_back = [row for row in bare if row.indicator.uid in proofs.kept_back]
    without = [row for row in bare if row not in kept_back]
    unmet = [row for row in rows if row.verdict is Verdict.UNMET]
    unassessed = [row for row in rows if row.verdict is None]
    against = [row for row in rows if row.reason_missing and row.differs_from_computed]
    unexplained = [row for row in rows if row.verdict is Verdict.NOT_APPLICABLE and not row.explanation]
    remarks = [
        sentence.format(numbers=_runs(rows, found))
        for sentence, found in (
            (_("Chưa có minh chứng: {numbers}."), without),
            (_("Chỉ có minh chứng nhạy cảm, không in: {numbers}."), kept_back),
            (_("Chưa đạt: {numbers}."), unmet),
            (_("Chưa đánh giá: {numbers}."), unassessed),
            (_("Khác kết quả tính ra mà chưa ghi lý do: {numbers}."), against),
            (_("Không áp dụng mà chưa ghi lý do: {numbers}."), unexplained),
        )
        if found
    ]
    if not remarks:
        count = sum(proofs.printed.get(row.indicator.uid, 0) for row in rows)
        remark = _("{n} minh chứng.").format(n=count) if count else ""
        return DossierPart(title, PartState.READY, remark, "evidence", rows[0].indicator.uid)
    mend = (without + kept_back + unmet + unassessed + against + unexplained)[0]
    state = PartState.MISSING if bare else PartState.WARNING
    return DossierPart(title, state, " ".join(remarks), "assessment", mend.indicator.uid)


def _runs(rows: Sequence[SheetRow], chosen: Sequence[SheetRow]) -> str:
    """ "14.1–14.12": neighbours in the criterion become one run, so that the line stays short."""
    places = [at for at, row in enumerate(rows) if row in chosen]
    words = []
    for _key, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        numbers = [rows[at].indicator.number for _order, at in run]
        words += [f"{numbers[0]}–{numbers[-1]}"] if len(numbers) > 2 else numbers
    return ", ".join(words)
