"""Which hamlets a plan names: taking some in, and taking out those on which nothing hangs yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import Right
from app.errors import RefusedError
from app.i18n import _
from app.models.dossier import Dossier
from app.models.plan import Assignment, Milestone, Plan, PlanHamlet, PlanSet, PrintedResult
from app.models.report import MonthlyReport
from app.services import places, plans
from app.services.rights import require


@dataclass(frozen=True, slots=True)
class HamletChoice:
    hamlet_uid: str
    name: str
    planned: bool


def choices(session: Session, *, year: int) -> list[HamletChoice]:
    """The hamlets of a year and whether its plan names them. Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    planned = {row.hamlet_uid: row.name for row in plans.planned_hamlets(session, plan_uid=plan.uid)}
    rows = [HamletChoice(row.uid, row.name, row.uid in planned) for row in places.hamlets(session, year=year)]
    listed = {row.hamlet_uid for row in rows}
    return rows + [HamletChoice(uid, name, True) for uid, name in planned.items() if uid not in listed]


def choose(session: Session, *, year: int, hamlet_uids: Collection[str]) -> None:
    """The plan names these hamlets and no others. Raises RefusedError for one that has work in the plan."""
    require(session, Right.PLAN)
    plan = plans.plan_of_year(session, year=year)
    for row in choices(session, year=year):
        wanted = row.hamlet_uid in hamlet_uids
        if wanted and not row.planned:
            plans.include_hamlet(session, plan_uid=plan.uid, hamlet_uid=row.hamlet_uid)
        elif row.planned and not wanted:
            _take_out(session, plan.uid, row)


def _take_out(session: Session, plan_uid: str, row: HamletChoice) -> None:
    plan = session.get_one(Plan, plan_uid)
    _refuse_work(session, plan, row)
    for statement in (
        select(Milestone).where(Milestone.plan_uid == plan_uid, Milestone.hamlet_uid == row.hamlet_uid),
        select(PlanSet).where(PlanSet.plan_uid == plan_uid, PlanSet.place_uid == row.hamlet_uid),
        select(PrintedResult).where(
            PrintedResult.plan_uid == plan_uid, PrintedResult.hamlet_uid == row.hamlet_uid
        ),
        select(PlanHamlet).where(PlanHamlet.plan_uid == plan_uid, PlanHamlet.hamlet_uid == row.hamlet_uid),
    ):
        for found in session.scalars(statement).all():
            session.delete(found)
    session.flush()


def _refuse_work(session: Session, plan: Plan, row: HamletChoice) -> None:
    orders = select(Assignment.uid).where(
        Assignment.plan_uid == plan.uid, Assignment.hamlet_uid == row.hamlet_uid
    )
    reports = select(MonthlyReport.uid).where(
        MonthlyReport.hamlet_uid == row.hamlet_uid, MonthlyReport.year == plan.year
    )
    dossiers = select(Dossier.uid).where(Dossier.plan_uid == plan.uid, Dossier.hamlet_uid == row.hamlet_uid)
    for statement, sentence in (
        (orders, _("{hamlet} đã được giao việc trong năm. Hãy bỏ giao các việc đó trước.")),
        (reports, _("{hamlet} đã có báo cáo tháng trong năm nên không đưa ra khỏi kế hoạch được.")),
        (dossiers, _("{hamlet} đã có hồ sơ trong năm nên không đưa ra khỏi kế hoạch được.")),
    ):
        if session.execute(statement.limit(1)).first() is not None:
            raise RefusedError(sentence.format(hamlet=row.name))
