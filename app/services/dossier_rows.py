"""The dossier of a hamlet in a year as a row of the book, made when something is first said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import Right
from app.models.dossier import Dossier
from app.models.plan import Plan
from app.services import entry, plans
from app.services.rights import require

_LIMITS = {"code": 60, "retention": 60, "access": 60, "keywords": 300}
ARCHIVE_FIELDS = frozenset(_LIMITS)


@dataclass(frozen=True, slots=True)
class ArchiveFields:
    """Fields of Thông tư 05/2025/TT-BNV that a person fills in; "" where nobody has."""

    code: str = ""
    retention: str = ""
    access: str = ""
    keywords: str = ""


def find_dossier(session: Session, *, hamlet_uid: str, year: int) -> Dossier | None:
    statement = (
        select(Dossier)
        .join(Plan, Plan.uid == Dossier.plan_uid)
        .where(Plan.year == year, Dossier.hamlet_uid == hamlet_uid)
    )
    return session.scalars(statement).first()


def own_dossier(session: Session, *, hamlet_uid: str, year: int) -> Dossier:
    """Makes the row where there is none yet. Raises NotFoundError without a plan."""
    found = find_dossier(session, hamlet_uid=hamlet_uid, year=year)
    if found is None:
        plan = plans.plan_of_year(session, year=year)
        found = Dossier(plan_uid=plan.uid, hamlet_uid=hamlet_uid)
        session.add(found)
        session.flush()
    return found


def open_dossier(session: Session, *, hamlet_uid: str, year: int) -> None:
    """The row alone, before its first version: what is said of it later is then a change."""
    require(session, Right.DOSSIER)
    own_dossier(session, hamlet_uid=hamlet_uid, year=year)


def archive_fields(session: Session, *, hamlet_uid: str, year: int) -> ArchiveFields:
    row = find_dossier(session, hamlet_uid=hamlet_uid, year=year)
    if row is None:
        return ArchiveFields()
    return ArchiveFields(row.code or "", row.retention or "", row.access or "", row.keywords or "")


def set_archive_fields(session: Session, *, hamlet_uid: str, year: int, values: Mapping[str, str]) -> None:
    """Write some of ARCHIVE_FIELDS."""
    require(session, Right.DOSSIER)
    unknown = set(values) - ARCHIVE_FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    row = own_dossier(session, hamlet_uid=hamlet_uid, year=year)
    for field, value in values.items():
        setattr(row, field, entry.line(value, limit=_LIMITS[field]) or None)
    session.flush()
