"""The plan of a year gathered as a paper."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import short_document_date
from app.domain.verdict import Verdict
from app.i18n import as_printed
from app.labels import UNKNOWN_TEXT
from app.models.plan import Plan
from app.reports.letterhead import Letterhead, Signer
from app.reports.plan_paper.content import HamletLine, OrderLine, PlanPaper
from app.services import assessments, assignments, criteria, milestones, plan_schedule, procedures
from app.services.assignments import AssignmentRow
from app.services.criteria import SetRow
from app.services.plans import PlannedHamletRow, PlanRow, planned_hamlets

_STEERING = "Ban chỉ đạo"


def plan_paper(session: Session, *, plan: PlanRow, issuer: str, today: date) -> PlanPaper:
    """`issuer` as the procedure names it, "" for UBND xã; names are those of the plan's own day."""
    number, dated = session.execute(select(Plan.number, Plan.dated).where(Plan.uid == plan.uid)).one()
    facts, day = plan.facts, dated or today
    book = procedures.book_names(session, on=day)
    to = procedures.addressees(session, plan=plan, on=day)
    committee = f"UBND {book.commune}"
    locality = book.commune.partition(" ")[2] or book.commune
    year = milestones.year_plan(session, year=plan.year, today=today)
    titles = [title.strip() for title in (facts.signer_titles or "").split(",")]
    return PlanPaper(
        letterhead=Letterhead(committee, issuer, locality)
        if issuer and issuer != committee
        else Letterhead(to.letterhead_parent, committee, locality),
        signer=Signer(tuple(title for title in titles if title), facts.signer_name or ""),
        sign=_sign(issuer, committee),
        title=facts.title,
        year=plan.year,
        number=number or "",
        dated=dated,
        bases=_bases(session, plan),
        hamlets=tuple(
            _hamlet_line(session, row, plan.year, dated)
            for row in planned_hamlets(session, plan_uid=plan.uid)
        ),
        orders=_orders(session, plan, today),
        report_before_day=facts.report_before_day,
        report_to=facts.report_to or "",
        evidence_due=facts.evidence_due,
        appraisal_due=facts.appraisal_due,
        submitted_to=to.received_by,
        decided_by=to.decided_by,
        milestones=tuple(plan_schedule.milestone_lines(year)),
        schedule_titles=plan_schedule.schedule_titles(year),
        schedule=tuple(plan_schedule.schedule_lines(year)),
    )


def _sign(issuer: str, committee: str) -> str:
    """Nobody says how another body is abbreviated: then the number stays open to write it in."""
    if not issuer or issuer == committee:
        return "KH-UBND"
    return "KH-BCĐ" if issuer.startswith(_STEERING) else "KH"


def _bases(session: Session, plan: PlanRow) -> tuple[str, ...]:
    found = criteria.criteria_set(session, set_uid=plan.set_uid)
    lines = [set_basis(found), plan.facts.guidance or ""]
    law = f"{lines[0]} ban hành {found.title}" if lines[0] else found.title
    return tuple(f"Căn cứ {text}" for text in (law, lines[1]) if text)


def set_basis(row: SetRow) -> str:
    """As far as it is known: a decision without its number is not cited."""
    if not row.basis_number:
        return ""
    text = f"Quyết định số {row.basis_number}"
    if row.basis_date is not None:
        text += f" ngày {short_document_date(row.basis_date)}"
    return f"{text} của {row.basis_issuer}" if row.basis_issuer else text


def _hamlet_line(session: Session, row: PlannedHamletRow, year: int, dated: date | None) -> HamletLine:
    """The review that the plan rests on: the last one before it, else the first there is."""
    target = criteria.criteria_set(session, set_uid=row.set_uid).title
    day = dated or date(year, 1, 1) - timedelta(days=1)
    rounds = [
        found
        for found in assessments.rounds_of(session, hamlet_uid=row.hamlet_uid)
        if found.set_uid == row.set_uid
    ]
    chosen = next((found for found in rounds if found.held_on <= day), rounds[-1] if rounds else None)
    if chosen is None:
        return HamletLine(row.name, target, None, "", "", ())
    sheet = assessments.sheet(session, round_uid=chosen.uid)
    totals = sheet.totals
    return HamletLine(
        hamlet=row.name,
        target=target,
        reviewed_on=chosen.held_on,
        criteria=f"{totals.criteria_met}/{totals.criteria_total}",
        indicators=f"{totals.indicators_met}/{totals.indicators_total}",
        unmet=tuple(one.indicator.number for one in sheet.rows if one.verdict is Verdict.UNMET),
    )


def _orders(session: Session, plan: PlanRow, today: date) -> tuple[OrderLine, ...]:
    """The orders given, hamlet by hamlet; what is unmet without an order is no part of the plan."""
    with as_printed():
        rows = assignments.assignment_rows(session, year=plan.year, today=today)
    basis = criteria.criteria_set(session, set_uid=plan.set_uid).basis_number or ""
    given = [row for row in rows if row.assignment_uid is not None]
    order = {name: place for place, name in enumerate(dict.fromkeys(row.place_name for row in given))}
    given.sort(key=lambda row: order[row.place_name])
    return tuple(order_line(row, basis) for row in given)


def order_line(row: AssignmentRow, basis: str) -> OrderLine:
    """As the annex prints it; `basis` is the number of the set's decision."""
    indicator = row.indicator
    return OrderLine(
        hamlet=row.place_name,
        number=indicator.number,
        text=indicator.text or UNKNOWN_TEXT.format(number=indicator.number, basis=basis),
        known=bool(indicator.text),
        work=row.work,
        lead=row.lead,
        support=row.support,
        due_before=row.due_before,
        remaining=row.remaining,
        money=row.money_needed,
    )
