"""What the paper of a plan prints of each hamlet: kept as printed, held against what the book computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import PrintedFigures
from app.domain.rights import Right
from app.errors import InputError
from app.i18n import _
from app.models.plan import Plan, PrintedResult
from app.services import entry, milestones
from app.services.rights import require

FIELDS = tuple(field.name for field in fields(PrintedFigures))
DUE_FIELDS = frozenset({"evidence_due", "appraisal_due"})
_MOST = 999


def printed_results(session: Session, *, plan_uid: str) -> dict[str, PrintedFigures]:
    """By place; absent where nobody has typed anything."""
    rows = session.scalars(select(PrintedResult).where(PrintedResult.plan_uid == plan_uid))
    return {row.hamlet_uid: _figures(row) for row in rows}


def _figures(row: PrintedResult) -> PrintedFigures:
    return PrintedFigures(
        row.criteria_met,
        row.criteria_total,
        row.indicators_met,
        row.indicators_total,
        row.unmet_fraction,
        tuple(row.met_criteria or ()),
    )


def record_printed(session: Session, *, plan_uid: str, hamlet_uid: str, values: Mapping[str, Any]) -> None:
    """Write some of FIELDS as printed, right or wrong; nothing left takes the row away. Raises InputError."""
    require(session, Right.PLAN, hamlet_uid=hamlet_uid)
    row = session.scalars(
        select(PrintedResult).where(
            PrintedResult.plan_uid == plan_uid, PrintedResult.hamlet_uid == hamlet_uid
        )
    ).first()
    before = _figures(row) if row is not None else PrintedFigures()
    figures = replace(before, **{name: _clean(name, values[name]) for name in values})
    if figures == PrintedFigures():
        if row is not None:
            session.delete(row)
    else:
        if row is None:
            row = PrintedResult(plan_uid=plan_uid, hamlet_uid=hamlet_uid)
            session.add(row)
        for name in FIELDS:
            value = getattr(figures, name)
            setattr(row, name, (list(value) or None) if name == "met_criteria" else value)
    session.flush()


def _clean(name: str, value: Any) -> Any:
    if name not in FIELDS:
        raise KeyError(name)
    if name == "met_criteria":
        return tuple(value or ())
    if name == "unmet_fraction":
        return entry.line(value or "", limit=20) or None
    if value is not None and not 0 <= value <= _MOST:
        raise InputError(_("Hãy gõ số từ 0 đến {most}.").format(most=_MOST), field=name)
    return value


def plan_day(session: Session, *, plan_uid: str) -> date | None:
    """The day on the paper."""
    return session.scalars(select(Plan.dated).where(Plan.uid == plan_uid)).first()


def set_due_dates(session: Session, *, plan_uid: str, values: Mapping[str, date | None]) -> None:
    """Some of DUE_FIELDS; each day itself is too late."""
    require(session, Right.PLAN)
    unknown = set(values) - DUE_FIELDS
    if unknown:
        raise KeyError(sorted(unknown)[0])
    plan = session.get_one(Plan, plan_uid)
    for name, value in values.items():
        setattr(plan, name, value)
        milestones.follow_plan_day(session, plan_uid=plan_uid, column=name)
    session.flush()
