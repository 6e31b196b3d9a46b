"""Who may do what: each kind of account against real use cases, and no writing use case without a question."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.domain.deadlines import Channel, Month
from app.domain.rights import AccountKind, Actor
from app.domain.verdict import Opinion, Verdict
from app.errors import RefusedError
from app.services import (
    accounts,
    appraisals,
    assessments,
    assignments,
    meetings,
    monthly_reports,
    people,
    place_facts,
    places,
    plans,
    procedure_edit,
    procedures,
    roles,
    rounds,
)
from app.services.monthly_reports import ReportValues
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)
SERVICES = Path(__file__).parents[2] / "app/services"

LONG = "Địa chính"
HEALTH = "Trạm y tế"
OTHER_OFFICER = "Văn hóa"
PUT = "BQL bản Pút"
TUM = "BQL bản Tủm"
LEADER = "Chủ tịch"
VIEWER = "Người xem"
EVERYBODY = (LONG, HEALTH, OTHER_OFFICER, PUT, TUM, LEADER, VIEWER)


def _uid(book: Workspace, name: str) -> str:
    return book.read(places.find_hamlet, name=name).uid


def actor(book: Workspace, name: str) -> Actor:
    return {
        LONG: Actor(LONG),
        HEALTH: Actor(HEALTH, AccountKind.OFFICER, role_code="YT"),
        OTHER_OFFICER: Actor(OTHER_OFFICER, AccountKind.OFFICER, role_code="VHTT"),
        PUT: Actor(PUT, AccountKind.HAMLET_BOARD, hamlet_uid=_uid(book, "Bản Pút")),
        TUM: Actor(TUM, AccountKind.HAMLET_BOARD, hamlet_uid=_uid(book, "Bản Tủm")),
        LEADER: Actor(LEADER, AccountKind.CHAIRMAN),
        VIEWER: Actor(VIEWER, AccountKind.VIEWER),
    }[name]


def _round(book: Workspace) -> str:
    return book.read(assessments.rounds_of, hamlet_uid=_uid(book, "Bản Pút"))[0].uid


def _row(book: Workspace) -> assessments.SheetRow:
    rows = book.read(assessments.sheet, round_uid=_round(book)).rows
    return next(row for row in rows if row.indicator.number == "13.2")


def _record(book: Workspace) -> None:
    book.write(assessments.record, assessment_uid=_row(book).uid, values={"claimed": Verdict.MET})


def _appraise(book: Workspace) -> None:
    book.write(
        appraisals.appraise,
        assessment_uids=[_row(book).uid],
        opinion=Opinion.ASK_MORE,
        note="Bổ sung danh sách thẻ",
        today=TODAY,
    )


def _report(book: Workspace) -> None:
    values = ReportValues(received_on=date(2024, 4, 3), channel=Channel.PAPER, progress="Đã nộp")
    book.write(
        monthly_reports.record_report,
        hamlet_uid=_uid(book, "Bản Pút"),
        month=Month(2024, 3),
        values=values,
        today=TODAY,
    )


def _exempt(book: Workspace) -> None:
    book.write(
        monthly_reports.exempt,
        hamlet_uid=_uid(book, "Bản Pút"),
        month=Month(2024, 2),
        reason="Tết",
        today=TODAY,
    )


def _assign(book: Workspace) -> None:
    rows = book.read(assignments.overview, year=2024, today=TODAY).rows
    plan = book.read(plans.plan_of_year, year=2024)
    book.write(assignments.change, plan_uid=plan.uid, rows=rows[:1], values={"note": "gấp"})


def _close(book: Workspace) -> None:
    book.write(rounds.close_round, round_uid=_round(book), reason="", today=TODAY)


def _profile(book: Workspace) -> None:
    profile = book.read(procedures.profiles)[0]
    book.write(procedure_edit.change_profile, profile_uid=profile.uid, values={"title": "Tên mới"})


CASES: dict[str, tuple[Callable[[Workspace], object], tuple[str, ...]]] = {
    "self-assessment": (_record, (LONG, PUT)),
    "appraisal": (_appraise, (LONG, HEALTH, LEADER)),
    "monthly report": (_report, (LONG, PUT)),
    "residents' meeting": (
        lambda book: book.write(meetings.record_residents, round_uid=_round(book), values={"chair": "Lò A"}),
        (LONG, PUT),
    ),
    "exemption": (_exempt, (LONG,)),
    "assignment": (_assign, (LONG,)),
    "closing a round": (_close, (LONG, LEADER)),
    "hamlets": (lambda book: book.write(places.add_hamlets, names=["Bản Mé"]), (LONG,)),
    "facts of a hamlet": (
        lambda book: book.write(
            place_facts.update_place, place_uid=_uid(book, "Bản Pút"), values={"code": "1"}
        ),
        (LONG,),
    ),
    "people": (lambda book: book.write(people.add, name="Lò Văn A"), (LONG,)),
    "roles": (lambda book: book.write(roles.add, name="Thú y"), (LONG,)),
    "procedures": (_profile, (LONG,)),
    "accounts": (
        lambda book: book.write(accounts.add, name="Người mới", kind=AccountKind.CADASTRAL),
        (LONG,),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_account_may_do_its_own_work_and_no_other(book: Workspace, case: str) -> None:
    run, allowed = CASES[case]
    before = book.read(places.book_info)
    for name in sorted(EVERYBODY, key=lambda name: name in allowed):
        book.actor = actor(book, name)
        if name in allowed and name != allowed[0]:
            continue  # the table of rights is asked below; here one real write each
        if name in allowed:
            run(book)
        else:
            with pytest.raises(RefusedError):
                run(book)
    assert book.read(places.book_info) == before


@pytest.mark.parametrize("name", [HEALTH, PUT, LEADER])
def test_the_others_who_may_do_it_can(book: Workspace, name: str) -> None:
    """Each on a book of its own: a second write of the same would change nothing."""
    book.actor = actor(book, name)
    for run, allowed in CASES.values():
        if name in allowed:
            run(book)


def test_reading_is_for_all(book: Workspace) -> None:
    for name in EVERYBODY:
        book.actor = actor(book, name)
        assert len(book.read(assessments.sheet, round_uid=_round(book)).rows) == 44
        assert book.read(people.people) == []


# No use case writes without asking

_ASKED_ELSEWHERE = {
    "history.apply_inverse": "asks whose work it is",
    "accounts.change_own_pin": "asks whose PIN it is",
    # Parts of making a book, and of use cases that ask themselves.
    "set_entry.install_set": "",
    "set_entry.install_roles": "",
    "set_entry.set_duties": "",
    "set_entry.put_duties": "",
    "set_writing.write_definition": "",
    "procedure_install.install_profiles": "",
    "procedure_install.install_shipped_profiles": "",
    "place_changes.record_change": "",
    "place_facts.insert_hamlet": "",
    "place_years.store_year": "",
    "dossier_rows.own_dossier": "",
    "report_versions.keep_version": "",
    "report_versions.forget": "",
}


class _Function:
    def __init__(self, module: str, node: ast.FunctionDef, names: dict[str, str]) -> None:
        self.public = not node.name.startswith("_") and [a.arg for a in node.args.args][:1] == ["session"]
        self.calls: set[str] = set()
        self.writes = self.asks = False
        for call in (found for found in ast.walk(node) if isinstance(found, ast.Call)):
            self._look_at(module, call.func, names)

    def _look_at(self, module: str, called: ast.expr, names: dict[str, str]) -> None:
        if isinstance(called, ast.Name):
            self.asks |= called.id == "require"
            self.calls.add(names.get(called.id, f"{module}.{called.id}"))
        elif isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
            self.writes |= called.value.id == "session" and called.attr in ("add", "add_all", "delete")
            self.calls.add(f"{called.value.id}.{called.attr}")


def _functions() -> dict[str, _Function]:
    found = {}
    for path in SERVICES.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            alias.asname or alias.name: f"{(node.module or '').rpartition('.')[2]}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.services")
            for alias in node.names
        }
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                found[f"{path.stem}.{node.name}"] = _Function(path.stem, node, names)
    return found


def test_every_use_case_that_writes_asks_for_the_right_first() -> None:
    functions = _functions()

    def reaches(name: str, what: str, seen: set[str]) -> bool:
        if name in seen or name not in functions:
            return False
        seen.add(name)
        function = functions[name]
        return bool(getattr(function, what)) or any(reaches(call, what, seen) for call in function.calls)

    silent = [
        name
        for name, function in functions.items()
        if function.public and reaches(name, "writes", set()) and not reaches(name, "asks", set())
    ]
    assert sorted(silent) == sorted(name for name in silent if name in _ASKED_ELSEWHERE)
