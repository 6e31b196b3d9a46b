"""The papers of a dossier one by one: what stands for each, what is missing, and what the commune says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.paper_number import paper_number
from app.domain.procedure import ComponentKind
from app.domain.rights import Right
from app.domain.verdict import Verdict
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.models.dossier import Dossier, DossierPaper
from app.models.evidence import Evidence
from app.models.procedure import DossierComponent
from app.services import entry
from app.services.dossier_content import Gathered, gather
from app.services.dossier_pieces import SIGNS, Paper
from app.services.dossier_rows import own_dossier
from app.services.rights import require

LETTER_ENDINGS = (".docx", ".pdf")
_ENDINGS = {
    ComponentKind.SELF_ASSESSMENT: (".docx", ".pdf", ".xlsx"),
    ComponentKind.EVIDENCE: (),
    ComponentKind.OTHER: (),
}
_PANELS = {
    ComponentKind.MEETING_MINUTES: "residents",
    ComponentKind.COUNCIL_MINUTES: "council",
    ComponentKind.OFFICER_APPRAISALS: "work",
}
_FIELDS = ("evidence_uid", "explanation", "number", "dated")


class PaperState(StrEnum):
    READY = "ready"  # the program writes it, nothing is left to do
    WARNING = "warning"  # the program writes it, something is to be looked at
    ATTACHED = "attached"  # a file of the commune stands in its place
    EXPLAINED = "explained"  # missing, and the commune says why
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper. `page` is the page where it is mended, "" where none helps; `panel`, `indicator_uid` and
    `profile_uid` lead further. `endings`: the files that can be made of it, () for a paper the program does not write.

    `attachable` False: no file can stand in its place (the evidence, a gap between procedures).
    """

    key: str
    component_uid: str
    part: str  # the role's code of an officer's report
    title: str
    kind: ComponentKind
    required: bool
    state: PaperState
    remark: str
    page: str = ""
    panel: str = ""
    indicator_uid: str = ""
    profile_uid: str = ""
    endings: tuple[str, ...] = ()
    attachable: bool = True
    explanation: str = ""
    number: str = ""
    dated: date | None = None
    evidence_uid: str = ""
    file_name: str = ""

    @property
    def blocks(self) -> bool:
        """A final dossier waits for it."""
        return self.required and self.state is PaperState.MISSING


def paper_rows(session: Session, *, hamlet_uid: str, year: int, today: date) -> list[PaperRow]:
    """In the order of the dossier. Raises NotFoundError without a plan or a round."""
    found = gather(session, hamlet_uid=hamlet_uid, year=year, today=today)
    return rows_of(found)


def rows_of(found: Gathered) -> list[PaperRow]:
    """As `paper_rows`, of what has been read."""
    return [_row(paper, found) for paper in found.papers]


def require_paper(session: Session, *, hamlet_uid: str, key: str) -> None:
    """Raises RefusedError where the one who works now may not change that paper, or no procedure knows it."""
    component, part = _component(session, key)
    _require(session, component, part, hamlet_uid)


def attach_paper(session: Session, *, hamlet_uid: str, year: int, key: str, evidence_uid: str) -> None:
    """Put a file of the book in the place of a paper. Raises InputError, NotFoundError, RefusedError."""
    component, part = _component(session, key)
    _require(session, component, part, hamlet_uid)
    if component.kind is ComponentKind.EVIDENCE:
        raise RefusedError(_("Minh chứng được thêm ở trang Minh chứng, không gắn ở đây."))
    proof = session.get(Evidence, evidence_uid)
    if proof is None:
        raise NotFoundError(_("Tệp này không còn trong sổ. Hãy chọn tệp khác."))
    if proof.sensitive:
        raise RefusedError(
            _("Tệp “{name}” được đánh dấu nhạy cảm nên không đưa vào hồ sơ. Hãy chọn bản đã che.").format(
                name=proof.file_name
            )
        )
    proof.removed_on = None
    _write(session, hamlet_uid, year, component, part, evidence_uid=evidence_uid)


def detach_paper(session: Session, *, hamlet_uid: str, year: int, key: str) -> None:
    """The paper is again what the program writes; the file stays in the book."""
    component, part = _component(session, key)
    _require(session, component, part, hamlet_uid)
    _write(session, hamlet_uid, year, component, part, evidence_uid=None)


def explain_missing(session: Session, *, hamlet_uid: str, year: int, key: str, explanation: str) -> None:
    """Say why a paper is not enclosed; "" takes it back."""
    component, part = _component(session, key)
    _require(session, component, part, hamlet_uid)
    words = entry.paragraph(explanation)
    _write(session, hamlet_uid, year, component, part, explanation=words or None)


def set_number(
    session: Session, *, hamlet_uid: str, year: int, key: str, number: str, dated: date | None, today: date
) -> None:
    """Number and date as the clerk gave them; "" and None while he has not. Raises InputError for a day to come."""
    component, part = _component(session, key)
    _require(session, component, part, hamlet_uid)
    if dated is not None and dated > today:
        raise InputError(_("Ngày của giấy tờ chưa đến. Hãy xem lại ngày."), field="dated")
    words = paper_number(entry.line(number, limit=60), SIGNS.get(component.kind, ""))
    _write(session, hamlet_uid, year, component, part, number=words or None, dated=dated)


def _component(session: Session, key: str) -> tuple[DossierComponent, str]:
    uid, _stroke, part = key.partition("/")
    found = session.get(DossierComponent, uid)
    if found is None:
        raise RefusedError(
            _("Giấy tờ này không thuộc quy trình nào. Hãy bổ sung quy trình ở Danh mục › Quy trình.")
        )
    return found, part


def _require(session: Session, component: DossierComponent, part: str, hamlet_uid: str) -> None:
    """The hamlet encloses its own minutes, an officer his own report, the commune all of them."""
    if component.kind is ComponentKind.MEETING_MINUTES:
        require(session, Right.ASSESS, hamlet_uid=hamlet_uid)
    elif component.kind is ComponentKind.OFFICER_APPRAISALS:
        require(session, Right.APPRAISE, hamlet_uid=hamlet_uid, appraisers=(part,))
    else:
        require(session, Right.DOSSIER)


def _write(
    session: Session, hamlet_uid: str, year: int, component: DossierComponent, part: str, **values: object
) -> None:
    """A paper of which nothing is said any more has no row."""
    dossier = own_dossier(session, hamlet_uid=hamlet_uid, year=year)
    row = _find(session, dossier, component.uid, part)
    if row is None:
        row = DossierPaper(dossier_uid=dossier.uid, component_uid=component.uid, part=part)
        session.add(row)
    for field, value in values.items():
        setattr(row, field, value)
    if all(getattr(row, field) is None for field in _FIELDS):
        session.flush()
        session.delete(row)
    session.flush()


def _find(session: Session, dossier: Dossier, component_uid: str, part: str) -> DossierPaper | None:
    statement = select(DossierPaper).where(
        DossierPaper.dossier_uid == dossier.uid,
        DossierPaper.component_uid == component_uid,
        DossierPaper.part == part,
    )
    return session.scalars(statement).first()


def _row(paper: Paper, found: Gathered) -> PaperRow:
    piece, note = paper.piece, paper.note
    state = _state(paper, found)
    return PaperRow(
        key=piece.key,
        component_uid=paper.component_uid,
        part=paper.part,
        title=piece.title,
        kind=piece.kind,
        required=piece.required,
        state=state.state,
        remark=state.remark,
        page=state.page,
        panel=_PANELS.get(piece.kind, "") if state.page == "appraisal" else "",
        indicator_uid=state.indicator_uid,
        profile_uid=state.profile_uid,
        endings=_endings(paper),
        attachable=bool(paper.component_uid) and piece.kind is not ComponentKind.EVIDENCE,
        explanation=note.explanation,
        number=piece.number,
        dated=piece.dated,
        evidence_uid=note.file.evidence_uid if note.file else "",
        file_name=note.file.file_name if note.file else "",
    )


def _endings(paper: Paper) -> tuple[str, ...]:
    kind = paper.piece.kind
    if kind in (ComponentKind.PROPOSAL, ComponentKind.RESULT_REPORT) or paper.given:
        return LETTER_ENDINGS
    return _ENDINGS.get(kind, ())


@dataclass(frozen=True, slots=True)
class _State:
    state: PaperState
    remark: str = ""
    page: str = ""
    indicator_uid: str = ""
    profile_uid: str = ""


def _state(paper: Paper, found: Gathered) -> _State:
    """What was attached or explained comes before what the program finds."""
    file = paper.note.file
    if file is not None and not file.pages:
        remark = _("Tệp “{name}” không in được vào hồ sơ. Hãy lưu thành PDF rồi gắn lại.")
        return _State(PaperState.MISSING, remark.format(name=file.file_name))
    if file is not None:
        remark = _("Đã gắn “{name}”, {n} trang.").format(name=file.file_name, n=file.pages)
        return _State(PaperState.ATTACHED, remark)
    judged = _JUDGES.get(paper.piece.kind, _other)(paper, found)
    if judged.state is PaperState.MISSING and paper.note.explanation:
        remark = _("Giải trình: {words}").format(words=paper.note.explanation)
        return _State(PaperState.EXPLAINED, remark, judged.page, judged.indicator_uid)
    return judged


def _proposal(paper: Paper, found: Gathered) -> _State:
    if not found.sheet.totals.all_met:
        open_rows = [row for row in found.sheet.rows if row.verdict in (Verdict.UNMET, None)]
        remark = _("Bản chưa đạt đủ; tờ trình chỉ báo cáo kết quả đến nay.")
        return _State(PaperState.WARNING, remark, "assessment", open_rows[0].indicator.uid)
    profile = found.addressees.profile
    if not found.addressees.received_by:
        remark = _("Chưa biết nơi nhận; tờ trình in dấu chấm để điền tay.")
        return _State(PaperState.WARNING, remark, "catalogue", profile_uid=profile.uid if profile else "")
    return _State(PaperState.READY)


def _results(paper: Paper, found: Gathered) -> _State:
    return _State(PaperState.READY)


def _assessment(paper: Paper, found: Gathered) -> _State:
    rows = found.sheet.rows
    open_rows = [row for row in rows if row.verdict is None]
    if open_rows:
        remark = _("Còn {n} chỉ tiêu chưa có kết luận.").format(n=len(open_rows))
        return _State(PaperState.WARNING, remark, "assessment", open_rows[0].indicator.uid)
    unknown = [row for row in rows if row.indicator.text is None]
    if unknown:
        remark = _("{n} chỉ tiêu chưa có nội dung của QĐ {basis}; hồ sơ ghi rõ là chưa có.").format(
            n=len(unknown), basis=found.criteria_set.basis_number
        )
        return _State(PaperState.WARNING, remark, "assessment", unknown[0].indicator.uid)
    return _State(PaperState.READY, "", "assessment", rows[0].indicator.uid if rows else "")


def _residents(paper: Paper, found: Gathered) -> _State:
    if not paper.given:
        remark = _("Chưa ghi cuộc họp bản. Hãy ghi cuộc họp, hoặc gắn biên bản đã ký.")
        return _State(PaperState.MISSING, remark, "appraisal")
    return _State(PaperState.READY, "", "appraisal")


def _council(paper: Paper, found: Gathered) -> _State:
    if not paper.given:
        remark = _("Chưa ghi cuộc họp hội đồng. Hãy ghi cuộc họp, hoặc gắn biên bản đã ký.")
        return _State(PaperState.MISSING, remark, "appraisal")
    return _State(PaperState.READY, "", "appraisal")


def _officer(paper: Paper, found: Gathered) -> _State:
    one = paper.officer
    if one is None:
        remark = _("Chưa có vai trò nào được giao thẩm định. Hãy giao ở Danh mục.")
        return _State(PaperState.MISSING, remark, "catalogue")
    first = next((row for row in one.rows if row.opinion is None), None)
    if first is None:
        return _State(PaperState.READY, "", "appraisal")
    left = sum(row.opinion is None for row in one.rows)
    if not one.judged:
        remark = _("Chưa có ý kiến thẩm định nào ({n} chỉ tiêu).").format(n=left)
        return _State(PaperState.MISSING, remark, "appraisal", first.indicator.uid)
    remark = _("Còn {left}/{n} chỉ tiêu chưa có ý kiến; báo cáo ghi rõ là chưa thẩm định.")
    words = remark.format(left=left, n=len(one.rows))
    return _State(PaperState.WARNING, words, "appraisal", first.indicator.uid)


def _plan(paper: Paper, found: Gathered) -> _State:
    return _State(PaperState.READY, "", "assignments")


def _evidence(paper: Paper, found: Gathered) -> _State:
    hamlet, judged = found.setting.hamlet_uid, {row.indicator.uid for row in found.sheet.rows}
    usable = [
        proof
        for proof in found.proofs
        if not proof.sensitive
        and proof.pages
        and any(link.hamlet_uid == hamlet and link.indicator_uid in judged for link in proof.links)
    ]
    if not usable:
        return _State(PaperState.MISSING, _("Chưa có tệp minh chứng nào."), "evidence")
    remark = _("{n} tệp.").format(n=len(usable))
    sensitive = sum(proof.sensitive for proof in found.proofs)
    if sensitive:
        remark += " " + _("{n} tệp nhạy cảm để ngoài hồ sơ, chỉ ghi tên.").format(n=sensitive)
    return _State(PaperState.READY, remark, "evidence")


def _other(paper: Paper, found: Gathered) -> _State:
    return _State(PaperState.MISSING, _("Chưa kèm. Hãy gắn tệp hoặc ghi giải trình."))


_JUDGES: dict[ComponentKind, Callable[[Paper, Gathered], _State]] = {
    ComponentKind.PROPOSAL: _proposal,
    ComponentKind.RESULT_REPORT: _results,
    ComponentKind.SELF_ASSESSMENT: _assessment,
    ComponentKind.MEETING_MINUTES: _residents,
    ComponentKind.OFFICER_APPRAISALS: _officer,
    ComponentKind.COUNCIL_MINUTES: _council,
    ComponentKind.PLAN: _plan,
    ComponentKind.EVIDENCE: _evidence,
}
