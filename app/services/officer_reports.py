"""What each officer and unit says of the indicators he appraises, gathered as his report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import arithmetic_words
from app.i18n import as_printed
from app.labels import UNKNOWN_TEXT
from app.models.account import Account
from app.models.people import Person
from app.reports.letterhead import Letterhead
from app.reports.officer_report.content import OfficerReport, OpinionGroup, OpinionLine
from app.services import appraisals, criteria, people
from app.services.assessments import Sheet, SheetRow
from app.services.criteria import RoleRow, SetRow


@dataclass(frozen=True, slots=True)
class OfficerSheet:
    """A role with the rows of one round that it appraises; `holder` who acts in it, "" for nobody known.

    `people` are the names that the book knows: an opinion of a book without accounts may be signed with the name
    under which somebody started the computer, and that is printed nowhere.
    """

    role: RoleRow
    holder: str
    rows: tuple[SheetRow, ...]
    people: frozenset[str] = frozenset()

    @property
    def judged(self) -> int:
        return sum(row.opinion is not None for row in self.rows)

    @property
    def signer(self) -> str:
        """The one who gave all its opinions, else who acts in the role."""
        names = {row.opinion_by for row in self.rows if row.opinion is not None and self._own(row)}
        known = names & self.people
        return known.pop() if len(known) == len(names) == 1 else self.holder

    def judged_by(self, row: SheetRow) -> str:
        """Who judged a row that is not this role's alone; "" for its own officer."""
        name = row.opinion_by if row.opinion_by in self.people else ""
        if self._own(row) and name in ("", self.signer):
            return ""
        return ", ".join(part for part in (name, row.opinion_post) if part)

    def _own(self, row: SheetRow) -> bool:
        return row.opinion_post in ("", self.role.name)


def officer_sheets(session: Session, *, sheet: Sheet, on: date) -> list[OfficerSheet]:
    """The roles that appraise anything in the round, in their order."""
    judge = appraisals.judging_roles(session)
    posts = people.holders(session, on=on)
    known = frozenset([*session.scalars(select(Person.name)), *session.scalars(select(Account.name))])
    found: dict[str, list[SheetRow]] = {}
    for row in sheet.rows:
        for code in judge(row.indicator):
            found.setdefault(code, []).append(row)
    return [
        OfficerSheet(role, people.names_of(posts, role.uid), tuple(found[role.code]), known)
        for role in criteria.roles(session)
        if role.code in found
    ]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the reports of all officers on one round share, as printed."""

    letterhead: Letterhead
    hamlet: str
    criteria_set: SetRow
    set_basis: str
    plan_title: str
    round_date: date
    dated: date


def officer_report(
    found: OfficerSheet, occasion: Occasion, *, number: str = "", dated: date | None = None
) -> OfficerReport:
    with as_printed():
        groups = tuple(_groups(found, occasion.criteria_set))
    return OfficerReport(
        letterhead=occasion.letterhead,
        hamlet=occasion.hamlet,
        set_title=occasion.criteria_set.title,
        set_basis=occasion.set_basis,
        plan_title=occasion.plan_title,
        round_date=occasion.round_date,
        dated=dated or occasion.dated,
        role=found.role.name,
        name=found.signer,
        groups=groups,
        number=number,
    )


def _groups(found: OfficerSheet, criteria_set: SetRow) -> Sequence[OpinionGroup]:
    grouped = groupby(found.rows, key=lambda row: row.indicator.criterion_number)
    return [
        OpinionGroup(
            number, rows[0].indicator.criterion_name, tuple(_line(row, found, criteria_set) for row in rows)
        )
        for number, rows in ((number, list(group)) for number, group in grouped)
    ]


def _line(row: SheetRow, found: OfficerSheet, criteria_set: SetRow) -> OpinionLine:
    indicator = row.indicator
    return OpinionLine(
        number=indicator.number,
        text=indicator.text or UNKNOWN_TEXT.format(number=indicator.number, basis=criteria_set.basis_number),
        known=bool(indicator.text),
        claimed=row.claimed,
        value=arithmetic_words.answer_words(indicator.yardstick, row.answer, row.computed),
        opinion=row.opinion,
        note=row.opinion_note,
        on=row.opinion_on,
        by=found.judged_by(row) if row.opinion is not None else "",
        changed=row.changed_since_opinion,
    )
