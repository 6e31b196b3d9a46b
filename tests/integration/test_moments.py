"""Random work of many kinds: every step is taken back and done again whole, and any two moments compare truly."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.domain.deadlines import Month
from app.domain.rights import AccountKind
from app.domain.verdict import Opinion, Verdict
from app.errors import AppError
from app.models.base import Travels
from app.models.journal import encode
from app.models.tables import Base
from app.services import (
    accounts,
    appraisals,
    assessments,
    assignments,
    catalogue,
    criteria,
    history,
    meetings,
    moments,
    monthly_reports,
    people,
    place_changes,
    places,
    plans,
    procedure_edit,
    procedures,
    roles,
)
from app.services.monthly_reports import ReportValues
from app.services.people import Leave, Term
from app.services.place_changes import Decision
from app.services.place_facts import PlaceFacts
from app.services.workspace import Workspace, open_book

TODAY = date(2024, 4, 20)
STEPS = 40
State = dict[tuple[str, str], dict[str, Any]]


def dump(book: Workspace) -> State:
    def read(session: Any) -> State:
        found: State = {}
        for mapper in Base.registry.mappers:
            if issubclass(mapper.class_, Travels):
                for row in session.scalars(select(mapper.class_)):
                    values = {one.key: encode(getattr(row, one.key)) for one in mapper.column_attrs}
                    found[mapper.local_table.description, row.uid] = values
        return found

    return book.read(read)


class Worker:
    """Picks things at random; what the rules refuse is simply not done."""

    def __init__(self, book: Workspace, seed: int) -> None:
        self.book = book
        self.pick = random.Random(seed)
        self.put = book.read(places.find_hamlet, name="Bản Pút").uid
        self.plan = book.read(plans.plan_of_year, year=2024)

    def sheet(self) -> list[assessments.SheetRow]:
        newest = self.book.read(assessments.rounds_of, hamlet_uid=self.put)[0]
        return list(self.book.read(assessments.sheet, round_uid=newest.uid).rows)

    def word(self) -> str:
        return f"chữ {self.pick.randrange(10**6)}"

    def record(self) -> None:
        values = self.pick.choice(
            [
                {"claimed": self.pick.choice(list(Verdict)[:2])},
                {"explanation": self.word()},
                {"part": Decimal(7)},
            ]
        )
        self.book.write(assessments.record, assessment_uid=self.pick.choice(self.sheet()).uid, values=values)

    def appraise(self) -> None:
        uids = [row.uid for row in self.pick.sample(self.sheet(), 3)]
        self.book.write(
            appraisals.appraise,
            assessment_uids=uids,
            opinion=self.pick.choice(list(Opinion)),
            note=self.word(),
            today=TODAY,
        )

    def meet(self) -> None:
        round_uid = self.book.read(assessments.rounds_of, hamlet_uid=self.put)[0].uid
        self.book.write(meetings.record_residents, round_uid=round_uid, values={"chair": self.word()})

    def report(self) -> None:
        month = Month(2024, self.pick.randrange(1, 4))
        if self.pick.random() < 0.3:
            self.book.write(monthly_reports.remove_report, hamlet_uid=self.put, month=month)
        elif self.pick.random() < 0.3:
            self.book.write(
                monthly_reports.exempt, hamlet_uid=self.put, month=month, reason=self.word(), today=TODAY
            )
        else:
            values = ReportValues(received_on=date(2024, 4, 2), progress=self.word())
            self.book.write(
                monthly_reports.record_report,
                hamlet_uid=self.put,
                month=month,
                values=values,
                today=TODAY,
            )

    def assign(self) -> None:
        rows = self.book.read(assignments.overview, year=2024, today=TODAY).rows
        some = self.pick.sample(rows, 2)
        self.book.write(assignments.change, plan_uid=self.plan.uid, rows=some, values={"note": self.word()})

    def person(self) -> None:
        known = self.book.read(people.people)
        if known and self.pick.random() < 0.4:
            self.book.write(people.remove, person_uid=self.pick.choice(known).uid)
            return
        role = self.pick.choice([row for row in self.book.read(criteria.roles) if row.code != "BQL"])
        tenure = self.book.write(people.hold, term=Term("", role.uid), new_person=self.word())
        self.book.write(people.note_absence, tenure_uid=tenure, leave=Leave(TODAY))

    def role(self) -> None:
        known = [row for row in self.book.read(criteria.roles) if row.level is criteria.RoleLevel.COMMUNE]
        one, other = self.pick.sample(known, 2)
        deeds: list[Callable[[], object]] = [
            lambda: self.book.write(roles.add, name=self.word()),
            lambda: self.book.write(roles.join, role_uid=one.uid, into_uid=other.uid, on=TODAY),
            lambda: self.book.write(roles.remove, role_uid=one.uid),
            lambda: self.book.write(roles.move, role_uid=one.uid, step=1),
        ]
        self.pick.choice(deeds)()

    def place(self) -> None:
        known = self.book.read(places.hamlets)
        decision = Decision(TODAY + timedelta(days=1), self.word(), "")
        one = self.pick.choice(known)
        deeds: list[Callable[[], object]] = [
            lambda: self.book.write(places.add_hamlets, names=[f"Bản {self.word()}"]),
            lambda: self.book.write(
                place_changes.rename, place_uid=one.uid, name=f"Bản {self.word()}", decision=decision
            ),
            lambda: self.book.write(
                place_changes.split_hamlet,
                place_uid=one.uid,
                parts=[PlaceFacts(f"Bản {self.word()}"), PlaceFacts(f"Bản {self.word()}")],
                decision=decision,
            ),
        ]
        self.pick.choice(deeds)()

    def catalogue(self) -> None:
        row = self.pick.choice(self.book.read(criteria.indicators, set_uid=self.plan.set_uid))
        self.book.write(
            catalogue.change_indicator, indicator_uid=row.uid, values={"hint": self.word()}, same_meaning=True
        )

    def procedure(self) -> None:
        profile = self.pick.choice(self.book.read(procedures.profiles))
        self.book.write(procedure_edit.change_profile, profile_uid=profile.uid, values={"note": self.word()})

    def account(self) -> None:
        known = self.book.read(accounts.accounts)
        if len(known) > 1 and self.pick.random() < 0.4:
            self.book.write(accounts.remove, account_uid=known[-1].uid)
        else:
            kind = AccountKind.VIEWER if known else AccountKind.CADASTRAL
            self.book.write(accounts.add, name=self.word(), kind=kind)

    def step(self) -> str:
        kinds = (
            self.record,
            self.appraise,
            self.meet,
            self.report,
            self.assign,
            self.person,
            self.role,
            self.place,
            self.catalogue,
            self.procedure,
            self.account,
        )
        deed = self.pick.choice(kinds)
        try:
            deed()
        except AppError:
            return ""
        return deed.__name__


def test_random_work_is_taken_back_and_done_again_over_a_restart(book: Workspace) -> None:
    worker = Worker(book, seed=4)
    first = book.read(moments.newest_moment)
    states = {first: dump(book)}
    done = set()
    for _number in range(STEPS):
        done.add(worker.step())
        states[book.read(moments.newest_moment)] = dump(book)
    assert len(done - {""}) > 8, done
    end = dump(book)
    _compare_moments(book, states, worker.pick)
    folder = book.folder
    book.close()
    again = open_book(folder)
    taken_back = 0
    while history.undo(again) is not None:
        taken_back += 1
    assert taken_back >= len(states) - 1
    assert dump(again) == states[first]
    assert again.read(moments.net_changes, since=first, until=again.read(moments.newest_moment)) == {}
    while history.redo(again) is not None:
        pass
    assert dump(again) == end
    assert again.read(history.check_chain).broken_at is None
    again.close()


def _compare_moments(book: Workspace, states: dict[int, State], pick: random.Random) -> None:
    """What the journal says differs is what differs between the tables as they stood."""
    for _pair in range(12):
        since, until = sorted(pick.sample(sorted(states), 2))
        told = book.read(moments.net_changes, since=since, until=until)
        assert told == _real_changes(states[since], states[until])
        assert book.read(moments.compare, since=since, until=until) or not told


def _real_changes(before: State, after: State) -> dict[tuple[str, str], tuple[Any, Any]]:
    found: dict[tuple[str, str], tuple[Any, Any]] = {}
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is not None and new is not None:
            names = [name for name in old if old[name] != new[name]]
            if names:
                found[key] = {name: old[name] for name in names}, {name: new[name] for name in names}
        elif old != new:
            found[key] = old, new
    return found


def test_a_change_of_one_field_is_told_with_hamlet_and_indicator(book: Workspace) -> None:
    worker = Worker(book, seed=1)
    since = book.read(moments.newest_moment)
    row = next(row for row in worker.sheet() if row.indicator.number == "13.2")
    for verdict in (Verdict.MET, Verdict.UNMET, Verdict.MET):
        book.write(assessments.record, assessment_uid=row.uid, values={"claimed": verdict})
    book.write(assessments.record, assessment_uid=row.uid, values={"explanation": "thử"})
    book.write(assessments.record, assessment_uid=row.uid, values={"explanation": row.explanation})
    until = book.read(moments.newest_moment)
    found = {line.field: line for line in book.read(moments.compare, since=since, until=until)}
    assert "Giải trình" not in found
    told = found["Bản tự đánh giá"]
    assert (told.hamlet, told.indicator) == ("Bản Pút", "13.2")
    assert (told.old, told.new) == ("Chưa đạt", "Đạt")
    turned = {line.field: line for line in book.read(moments.compare, since=until, until=since)}
    assert (turned["Bản tự đánh giá"].old, turned["Bản tự đánh giá"].new) == ("Đạt", "Chưa đạt")
