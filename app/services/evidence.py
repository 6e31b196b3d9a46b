"""Evidence of the book: what is known of each proof, which indicators it proves, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from app.domain.rights import Right
from app.domain.text import sort_key
from app.errors import InputError, NotFoundError, RefusedError
from app.files.evidence_store import stored_path
from app.i18n import _
from app.models.criteria import Indicator
from app.models.evidence import Evidence, EvidenceLink
from app.models.place import Place
from app.services import entry
from app.services.rights import require

_LINKS = (
    select(EvidenceLink, Place.name, Indicator.number)
    .join(Place, Place.uid == EvidenceLink.hamlet_uid)
    .join(Indicator, Indicator.uid == EvidenceLink.indicator_uid)
)
_TEXTS: dict[str, Callable[[str], str]] = {
    "title": lambda typed: entry.line(typed, limit=300),
    "document_number": lambda typed: entry.line(typed, limit=60),
    "document_sign": lambda typed: entry.line(typed, limit=60),
    "issuer": entry.line,
    "signer": lambda typed: entry.line(typed, limit=120),
    "abstract": entry.paragraph,
    "sensitive_reason": lambda typed: entry.line(typed, limit=300),
}
FIELDS = frozenset({*_TEXTS, "issued_on", "expires_on", "sensitive"})


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What one proof serves; `where` is "" when the whole document does, `paper` "" when it is no required one."""

    uid: str
    hamlet_uid: str
    hamlet: str
    indicator_uid: str
    indicator_number: str
    where: str
    paper: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """`pages` is 0 for a file that has none on paper (Word, Excel, text); texts are "" while unknown."""

    uid: str
    sha256: str
    file_name: str
    size: int  # bytes
    media_type: str
    pages: int
    title: str
    document_number: str
    issued_on: date | None
    issuer: str
    sensitive: bool
    added_on: date
    links: tuple[LinkRow, ...]
    document_sign: str = ""
    signer: str = ""
    abstract: str = ""
    expires_on: date | None = None  # the last day it is valid
    sensitive_reason: str = ""
    replaces_uid: str | None = None  # the revision before
    masked_from_uid: str | None = None
    removed_on: date | None = None  # in the trash since

    def path(self, folder: Path) -> Path:
        return stored_path(folder, self.sha256, self.media_type)

    def expired(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today


def evidence_rows(
    session: Session, *, hamlet_uid: str | None = None, indicator_uid: str | None = None
) -> list[EvidenceRow]:
    """All proofs in use, or those of a hamlet or of one of its indicators, with every link they have.

    Neither what is in the trash nor a revision that another took the place of.
    """
    if hamlet_uid is not None and indicator_uid is not None:
        return _read(session, *_OF_INDICATOR, {"hamlet_uid": hamlet_uid, "indicator_uid": indicator_uid})
    chosen = select(EvidenceLink.evidence_uid)
    if hamlet_uid is not None:
        chosen = chosen.where(EvidenceLink.hamlet_uid == hamlet_uid)
    if indicator_uid is not None:
        chosen = chosen.where(EvidenceLink.indicator_uid == indicator_uid)
    wanted = in_use()
    if hamlet_uid is not None or indicator_uid is not None:
        wanted = wanted.where(Evidence.uid.in_(chosen))
    return rows_of(session, wanted)


def in_use() -> Select[str]:
    """Uids of the proofs that are not in the trash; a replaced one counts only if it was linked again since."""
    newer = aliased(Evidence)
    replaced = exists().where(newer.replaces_uid == Evidence.uid, newer.removed_on.is_(None))
    linked = exists().where(EvidenceLink.evidence_uid == Evidence.uid)
    return select(Evidence.uid).where(Evidence.removed_on.is_(None), ~replaced | linked)


def evidence_row(session: Session, *, evidence_uid: str) -> EvidenceRow:
    """One proof, wherever it is: in use, replaced or in the trash. Raises NotFoundError."""
    rows = rows_of(session, select(Evidence.uid).where(Evidence.uid == evidence_uid))
    if not rows:
        raise _gone()
    return rows[0]


def rows_of(session: Session, uids: Select[str]) -> list[EvidenceRow]:
    """The proofs that the statement names, in Vietnamese order of their titles."""
    return _read(session, *_statements(uids), {})


def _statements(uids: Select[str]) -> tuple[Select[EvidenceLink, str, str], Select[Evidence]]:
    return (
        _LINKS.where(EvidenceLink.evidence_uid.in_(uids)),
        select(Evidence).where(Evidence.uid.in_(uids)),
    )


# Built once: they are asked with every indicator one moves to. What is linked is no replaced revision.
_OF_INDICATOR = _statements(
    select(EvidenceLink.evidence_uid)
    .join(Evidence, Evidence.uid == EvidenceLink.evidence_uid)
    .where(
        EvidenceLink.hamlet_uid == bindparam("hamlet_uid"),
        EvidenceLink.indicator_uid == bindparam("indicator_uid"),
        Evidence.removed_on.is_(None),
    )
)


def _read(
    session: Session,
    with_links: Select[EvidenceLink, str, str],
    proofs: Select[Evidence],
    values: Mapping[str, str],
) -> list[EvidenceRow]:
    links: dict[str, list[LinkRow]] = {}
    for row, hamlet, number in session.execute(with_links, values):
        found = LinkRow(
            row.uid, row.hamlet_uid, hamlet, row.indicator_uid, number, row.where or "", row.paper or ""
        )
        links.setdefault(row.evidence_uid, []).append(found)
    rows = [_evidence_row(row, links.get(row.uid, [])) for row in session.scalars(proofs, values)]
    return sorted(rows, key=lambda row: (sort_key(row.title), row.uid))


def _evidence_row(row: Evidence, links: list[LinkRow]) -> EvidenceRow:
    return EvidenceRow(
        uid=row.uid,
        sha256=row.sha256,
        file_name=row.file_name,
        size=row.size,
        media_type=row.media_type,
        pages=row.pages,
        title=row.title,
        document_number=row.document_number or "",
        issued_on=row.issued_on,
        issuer=row.issuer or "",
        sensitive=row.sensitive,
        added_on=row.added_on,
        links=tuple(
            sorted(links, key=lambda found: (sort_key(found.hamlet), sort_key(found.indicator_number)))
        ),
        document_sign=row.document_sign or "",
        signer=row.signer or "",
        abstract=row.abstract or "",
        expires_on=row.expires_on,
        sensitive_reason=row.sensitive_reason or "",
        replaces_uid=row.replaces_uid,
        masked_from_uid=row.masked_from_uid,
        removed_on=row.removed_on,
    )


def update(session: Session, *, evidence_uid: str, values: Mapping[str, Any]) -> None:
    """Write some of FIELDS. A sensitive proof needs its reason in the same call or from before.

    Raises InputError naming the field.
    """
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    row = find(session, evidence_uid)
    require_for(session, row)
    cleaned = {field: _clean(field, value) for field, value in values.items()}
    if cleaned.get("sensitive") is False:
        cleaned["sensitive_reason"] = None
    for field, value in cleaned.items():
        setattr(row, field, value)
    _check(row, set(values))
    session.flush()


def _clean(field: str, value: Any) -> Any:
    if field not in _TEXTS or value is None:
        return value
    return _TEXTS[field](value) or None


def _check(row: Evidence, written: set[str]) -> None:
    """Only what was written is judged: a book from before may hold a sensitive proof without a reason."""
    if not row.title:
        raise InputError(_("Hãy gõ tên minh chứng."), field="title")
    if row.sensitive and not row.sensitive_reason and written & {"sensitive", "sensitive_reason"}:
        raise InputError(_("Hãy ghi lý do vì sao tài liệu này nhạy cảm."), field="sensitive_reason")
    if row.issued_on and row.expires_on and row.expires_on < row.issued_on and "expires_on" in written:
        raise InputError(_("Ngày hết hạn phải sau ngày ban hành."), field="expires_on")


def link(session: Session, *, evidence_uid: str, hamlet_uid: str, indicator_uid: str, where: str = "") -> str:
    """Let a proof serve an indicator; a link that is there already keeps its place unless one is given.

    Raises NotFoundError.
    """
    require(session, Right.ASSESS, hamlet_uid=hamlet_uid)
    statement = select(EvidenceLink).where(
        EvidenceLink.evidence_uid == evidence_uid,
        EvidenceLink.hamlet_uid == hamlet_uid,
        EvidenceLink.indicator_uid == indicator_uid,
    )
    row = session.scalars(statement).first()
    if row is None:
        find(session, evidence_uid)
        row = EvidenceLink(
            evidence_uid=evidence_uid, hamlet_uid=hamlet_uid, indicator_uid=indicator_uid, where=None
        )
        session.add(row)
    if where:
        row.where = entry.line(where)
    session.flush()
    return row.uid


def set_where(session: Session, *, link_uid: str, where: str) -> None:
    """At which section and page the proof proves the indicator ("trang 3, mục II.2")."""
    row = find_link(session, link_uid)
    row.where = entry.line(where) or None
    session.flush()


def find_link(session: Session, link_uid: str) -> EvidenceLink:
    """For writing. Raises NotFoundError, RefusedError."""
    row = session.get(EvidenceLink, link_uid)
    if row is None:
        raise NotFoundError(_("Minh chứng này không còn gắn với chỉ tiêu. Hãy gắn lại."))
    require(session, Right.ASSESS, hamlet_uid=row.hamlet_uid)
    return row


def unlink(session: Session, *, link_uid: str) -> None:
    row = session.get(EvidenceLink, link_uid)
    if row is not None:
        require(session, Right.ASSESS, hamlet_uid=row.hamlet_uid)
        session.delete(row)
        session.flush()


def find(session: Session, uid: str) -> Evidence:
    """Raises NotFoundError."""
    row = session.get(Evidence, uid)
    if row is None:
        raise _gone()
    return row


def _gone() -> NotFoundError:
    return NotFoundError(_("Minh chứng này không còn trong sổ. Hãy xem lại danh sách."))


def require_for(session: Session, row: Evidence) -> None:
    """A hamlet board may change a proof that serves its own hamlet and no other. Raises RefusedError."""
    hamlets = session.scalars(
        select(EvidenceLink.hamlet_uid).where(EvidenceLink.evidence_uid == row.uid).distinct()
    ).all()
    if not hamlets:
        require(session, Right.ASSESS)
    for hamlet_uid in hamlets:
        require(session, Right.ASSESS, hamlet_uid=hamlet_uid)


def refuse_trashed(row: Evidence) -> None:
    if row.removed_on is not None:
        raise RefusedError(_("“{title}” đang ở thùng rác. Hãy khôi phục trước.").format(title=row.title))
