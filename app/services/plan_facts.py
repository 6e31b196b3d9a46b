"""What the paper of a plan says: title, number, day, who signs, to whom it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import Right
from app.errors import NotFoundError
from app.i18n import _
from app.models.plan import Plan
from app.services import entry
from app.services.rights import require

_LINES = {
    "title": 400,
    "number": 60,
    "signer_titles": 300,
    "signer_name": 120,
    "report_to": 200,
    "submitted_to": 200,
    "decided_by": 200,
    "guidance": 200,
}
FIELDS = frozenset({"dated", *_LINES})


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """ "" and None: nobody has said it yet."""

    uid: str
    year: int
    title: str
    number: str
    dated: date | None
    signer_titles: str
    signer_name: str
    report_to: str
    submitted_to: str
    decided_by: str
    guidance: str


def plan_paper(session: Session, *, year: int) -> PlanPaper:
    """Raises NotFoundError without a plan."""
    plan = session.scalars(select(Plan).where(Plan.year == year)).first()
    if plan is None:
        raise NotFoundError(_("Năm {year} chưa có kế hoạch. Hãy lập kế hoạch năm trước.").format(year=year))
    lines = {name: getattr(plan, name) or "" for name in _LINES}
    return PlanPaper(uid=plan.uid, year=plan.year, dated=plan.dated, **lines)


def change_paper(session: Session, *, plan_uid: str, values: Mapping[str, Any]) -> None:
    """Write some of FIELDS, lines as typed. Raises InputError for a plan without a title."""
    require(session, Right.PLAN)
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    plan = session.get_one(Plan, plan_uid)
    for name, value in values.items():
        if name == "title":
            plan.title = entry.required_line(value or "", limit=_LINES[name])
        elif name == "dated":
            plan.dated = value
        else:
            setattr(plan, name, entry.line(value or "", limit=_LINES[name]) or None)
    session.flush()
