"""Means of a plan: what is planned, raised and spent, from which source, for whom, and what proves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.funds import (
    BY_CODE,
    FundKind,
    FundSource,
    FundUnit,
    SourceLine,
    far_above_plan,
    source_lines,
)
from app.domain.money import MOST, MOST_OF_AREA, format_money
from app.domain.numbers import format_number
from app.domain.rights import Right
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.models.criteria import Indicator
from app.models.evidence import Evidence
from app.models.funds import FundEntry
from app.services import entry, place_names, plans
from app.services.places import is_area_book
from app.services.rights import require

FIELDS = frozenset(
    {"source", "kind", "hamlet_uid", "indicator_uid", "amount", "on_date", "document", "note", "evidence_uid"}
)


@dataclass(frozen=True, slots=True)
class FundRow:
    """`hamlet`, `indicator` and `receipt` (a file's title) are "" where there is none."""

    uid: str
    source: FundSource
    kind: FundKind
    amount: Decimal
    hamlet_uid: str | None
    hamlet: str
    indicator_uid: str | None
    indicator: str
    on_date: date | None
    document: str
    note: str
    evidence_uid: str | None
    receipt: str


def fund_rows(session: Session, *, year: int) -> list[FundRow]:
    """All entries of the year, in the order of the sources, then by date. Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    names = place_names.names_in_year(session, year=year)
    numbers = dict(session.execute(select(Indicator.uid, Indicator.number)).all())
    titles = dict(session.execute(select(Evidence.uid, Evidence.title)).all())
    order = {code: at for at, code in enumerate(BY_CODE)}
    found = [
        FundRow(
            uid=row.uid,
            source=BY_CODE.get(row.source, BY_CODE["KHAC"]),
            kind=row.kind,
            amount=row.amount,
            hamlet_uid=row.hamlet_uid,
            hamlet=names.get(row.hamlet_uid or "", ""),
            indicator_uid=row.indicator_uid,
            indicator=numbers.get(row.indicator_uid or "", ""),
            on_date=row.on_date,
            document=row.document or "",
            note=row.note or "",
            evidence_uid=row.evidence_uid,
            receipt=titles.get(row.evidence_uid or "", ""),
        )
        for row in session.scalars(select(FundEntry).where(FundEntry.plan_uid == plan.uid))
    ]
    return sorted(found, key=lambda row: (order[row.source.code], row.on_date or date.max, row.uid))


def fund_lines(session: Session, *, year: int, hamlet_uid: str | None = None) -> list[SourceLine]:
    """The sums by source, of the whole plan or of one hamlet. Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    statement = select(FundEntry.source, FundEntry.kind, FundEntry.amount).where(
        FundEntry.plan_uid == plan.uid
    )
    if hamlet_uid is not None:
        statement = statement.where(FundEntry.hamlet_uid == hamlet_uid)
    return source_lines((source, kind, amount) for source, kind, amount in session.execute(statement))


def add_entry(session: Session, *, year: int, values: Mapping[str, Any]) -> str:
    """Enter a sum; `amount` as typed or as Decimal in the unit of the source. Returns its uid.

    Raises InputError naming the field, NotFoundError without a plan.
    """
    require(session, Right.PLAN)
    plan = plans.plan_of_year(session, year=year)
    cleaned = _cleaned(session, plan.uid, values, None)
    for field in ("source", "kind", "amount"):
        if cleaned.get(field) is None:
            raise InputError(_("Cần điền ô này."), field=field)
    row = FundEntry(plan_uid=plan.uid, **cleaned)
    session.add(row)
    session.flush()
    return row.uid


def change_entry(session: Session, *, uid: str, values: Mapping[str, Any]) -> None:
    """Write some of FIELDS. Raises InputError naming the field, NotFoundError."""
    require(session, Right.PLAN)
    row = _find(session, uid)
    for field, value in _cleaned(session, row.plan_uid, values, row).items():
        setattr(row, field, value)
    session.flush()


def remove_entry(session: Session, *, uid: str) -> None:
    require(session, Right.PLAN)
    session.delete(_find(session, uid))
    session.flush()


def _find(session: Session, uid: str) -> FundEntry:
    row = session.get(FundEntry, uid)
    if row is None:
        raise NotFoundError(_("Khoản vốn này không còn trong sổ. Hãy chọn lại trong bảng."))
    return row


def _cleaned(
    session: Session, plan_uid: str, values: Mapping[str, Any], row: FundEntry | None
) -> dict[str, Any]:
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    found = dict(values)
    for field in ("hamlet_uid", "indicator_uid", "evidence_uid"):
        if field in found:
            found[field] = found[field] or None
    if "document" in found:
        found["document"] = entry.line(found["document"] or "") or None
    if "note" in found:
        found["note"] = entry.paragraph(found["note"] or "") or None
    code = found.get("source", row.source if row else None)
    if "source" in found and (code not in BY_CODE or BY_CODE[code].unit is None):
        raise InputError(_("Hãy chọn một nguồn cụ thể, không phải dòng cộng."), field="source")
    if "amount" in found and code in BY_CODE:
        most = MOST_OF_AREA if is_area_book(session) else MOST
        found["amount"] = _amount(found["amount"], BY_CODE[code], most)
    _check_against_plan(session, plan_uid, found, row)
    return found


def _amount(given: Any, source: FundSource, most: Decimal) -> Decimal:
    """In the unit of the source. Raises InputError beside the field."""
    if isinstance(given, str):
        try:
            given = entry.money(given, most=most) if source.unit is FundUnit.DONG else entry.number(given)
        except InputError as error:
            raise InputError(error.sentence, field="amount") from error
    if not isinstance(given, Decimal) or given <= 0:
        raise InputError(_("Số tiền, ngày công hay diện tích phải lớn hơn 0."), field="amount")
    return given


def _check_against_plan(
    session: Session, plan_uid: str, found: Mapping[str, Any], row: FundEntry | None
) -> None:
    """A sum a thousand times the plan of its source: a slip between đồng and triệu đồng."""
    code = found.get("source", row.source if row else None)
    kind = found.get("kind", row.kind if row else None)
    amount = found.get("amount", row.amount if row else None)
    if amount is None or kind is None or kind is FundKind.PLANNED or code not in BY_CODE:
        return
    statement = select(FundEntry.amount).where(
        FundEntry.plan_uid == plan_uid, FundEntry.source == code, FundEntry.kind == FundKind.PLANNED
    )
    planned = sum(session.scalars(statement), Decimal(0))
    if far_above_plan(amount, planned):
        raise InputError(
            _(
                "Gấp hơn 1.000 lần kế hoạch của nguồn này ({planned}). Hãy xem lại là đồng hay triệu đồng."
            ).format(planned=amount_words(planned, BY_CODE[code])),
            field="amount",
        )


def amount_words(amount: Decimal, source: FundSource) -> str:
    """ "15.000.000 đồng", "120 ngày công", "350,5 m²"."""
    if source.unit is FundUnit.WORKDAY:
        return f"{format_number(amount)} ngày công"
    if source.unit is FundUnit.SQUARE_METRE:
        return f"{format_number(amount)} m²"
    return format_money(amount)
