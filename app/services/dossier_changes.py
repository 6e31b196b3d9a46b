""" "Khác gì lần trước": what changed for a hamlet since a version of its dossier, read off the journal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.text import sort_key
from app.domain.verdict import Verdict
from app.i18n import _
from app.labels import verdict_label
from app.models.assessment import Assessment
from app.models.criteria import Criterion, Indicator
from app.models.evidence import EvidenceLink
from app.models.journal import JournalTransaction
from app.models.place import Place
from app.services import places, plans, rounds
from app.services.assessments import latest_round
from app.services.moments import Difference, Fate, compare
from app.services.rounds import RoundPair

# What is not in a dossier, or only speaks of one.
_NEVER = frozenset(
    {
        *("dossier_version", "dossier_event", "dossier_remark", "check_waiver", "account", "absence"),
        *("place_change", "place_succession", "round_event", "printed_result", "responsibility"),
    }
)
_WHOLE_COMMUNE = frozenset(
    {
        *("book", "role", "person", "tenure"),
        *("procedure_profile", "dossier_component", "procedure_step", "plan", "milestone"),
    }
)
_UNPRINTED = frozenset({("person", "phone"), ("person", "variants"), ("role", "variants")})
_SELF_EXPLAINING = frozenset({"assessment", "assignment"})


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that differs; `criterion` and `indicator` are "" for what belongs to the whole dossier."""

    number: int
    criterion: str
    indicator: str
    subject: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """What of the book the dossier of one hamlet speaks of."""

    hamlet_uid: str
    plan_uid: str
    set_rows: frozenset[str]  # uids of the set, its criteria and its indicators
    chain: frozenset[str]  # uids of the hamlet and the places above it
    answers: frozenset[str]  # assessments of the round that is shown
    proofs: dict[str, str]  # uid → number of the first indicator it serves
    new_round: bool


def changes_since(
    session: Session,
    *,
    hamlet_uid: str,
    year: int,
    since: str,
    round_uid: str,
    today: date,
    until: str | None = None,
    until_round_uid: str | None = None,
) -> tuple[ChangeRow, ...]:
    """By criterion, then indicator, what follows the transaction `since` up to `until` (uids; None: now).

    `round_uid` and `until_round_uid` are the rounds of the two sides (None: the latest now): where they differ, the
    rounds are compared instead of their single fields. Raises NotFoundError without a plan of the year.
    """
    plan = plans.plan_of_year(session, year=year)
    set_uid = plans.set_of_hamlet(session, plan=plan, hamlet_uid=hamlet_uid)
    latest = latest_round(session, hamlet_uid=hamlet_uid, set_uid=set_uid, today=today)
    shown = until_round_uid or (latest.uid if latest else round_uid)
    span = (_transaction(session, since), _transaction(session, until) if until is not None else _END)
    found = compare(session, since=span[0], until=span[1])
    scope = _scope(session, hamlet_uid, plan.uid, set_uid, shown, new_round=shown != round_uid)
    rows = [_row(one, scope) for one in found if _concerns(one, scope)]
    if scope.new_round:
        rows += _of_rounds(session, round_uid, shown)
    rows.sort(
        key=lambda row: (not row.criterion, _numbers(row.indicator or row.criterion), sort_key(row.subject))
    )
    return tuple(
        ChangeRow(at, row.criterion, row.indicator, row.subject, row.what, row.old, row.new)
        for at, row in enumerate(rows)
    )


_END = 2**62


def newest_transaction(session: Session) -> str:
    """The uid of the journal's last transaction, "" in an empty one."""
    statement = select(JournalTransaction.uid).order_by(JournalTransaction.id.desc()).limit(1)
    return session.scalars(statement).first() or ""


def _transaction(session: Session, uid: str) -> int:
    """Its place in the journal, 0 before the first."""
    statement = select(JournalTransaction.id).where(JournalTransaction.uid == uid)
    return session.scalars(statement).first() or 0


def _scope(
    session: Session,
    hamlet_uid: str,
    plan_uid: str,
    set_uid: str,
    round_uid: str,
    *,
    new_round: bool,
) -> _Scope:
    chain, place = [hamlet_uid], session.get(Place, hamlet_uid)
    while place is not None and place.parent_uid is not None:
        chain.append(place.parent_uid)
        place = session.get(Place, place.parent_uid)
    chain.append(places.commune_uid(session))
    rows = session.execute(
        select(Criterion.uid, Indicator.uid)
        .outerjoin(Indicator, Indicator.criterion_uid == Criterion.uid)
        .where(Criterion.set_uid == set_uid)
    ).all()
    answers = session.scalars(select(Assessment.uid).where(Assessment.round_uid == round_uid))
    return _Scope(
        hamlet_uid=hamlet_uid,
        plan_uid=plan_uid,
        set_rows=frozenset({set_uid, *(uid for pair in rows for uid in pair if uid)}),
        chain=frozenset(chain),
        answers=frozenset(answers),
        proofs=_proofs(session, hamlet_uid),
        new_round=new_round,
    )


def _proofs(session: Session, hamlet_uid: str) -> dict[str, str]:
    """Files that serve the hamlet, also those in the trash, with the first indicator they serve."""
    statement = (
        select(EvidenceLink.evidence_uid, Indicator.number)
        .join(Indicator, Indicator.uid == EvidenceLink.indicator_uid)
        .where(EvidenceLink.hamlet_uid == hamlet_uid)
    )
    proofs: dict[str, list[str]] = defaultdict(list)
    for uid, number in session.execute(statement):
        proofs[uid].append(number)
    return {uid: min(numbers, key=_numbers) for uid, numbers in proofs.items()}


def _concerns(one: Difference, scope: _Scope) -> bool:
    table = one.table
    if table in _NEVER or (table, one.column) in _UNPRINTED:
        return False
    if table in ("assessment", "review_round"):
        shown = table == "review_round" or one.row_uid in scope.answers
        return shown and not scope.new_round and one.place_uid == scope.hamlet_uid
    if table == "evidence":
        return one.row_uid in scope.proofs and one.fate is Fate.CHANGED
    if table in ("criteria_set", "criterion", "indicator"):
        return one.row_uid in scope.set_rows
    if table == "place":
        return one.row_uid in scope.chain
    if table == "plan":
        return one.row_uid == scope.plan_uid
    return one.place_uid == scope.hamlet_uid or (table in _WHOLE_COMMUNE and not one.place_uid)


def _row(one: Difference, scope: _Scope) -> ChangeRow:
    indicator = one.indicator or scope.proofs.get(one.row_uid, "")
    table, _colon, name = one.subject.partition(": ")
    subject = table if one.table in _SELF_EXPLAINING and indicator else one.subject
    old, new = one.old, one.new
    if one.table == "evidence_link":
        subject = _("Minh chứng: {title}").format(title=name.partition(" · ")[0])
        old, new = ("", "") if one.fate is not Fate.CHANGED else (old, new)
    what = {Fate.ADDED: _("thêm"), Fate.REMOVED: _("bỏ")}.get(one.fate, one.field)
    return ChangeRow(0, indicator.partition(".")[0], indicator, subject, what, old, new)


def _of_rounds(session: Session, before_uid: str, after_uid: str) -> Iterator[ChangeRow]:
    compared = rounds.compare_rounds(session, before_uid=before_uid, after_uid=after_uid)
    for pair in compared.differences:
        for what, old, new in _said(pair):
            if old != new:
                number = pair.indicator.number
                yield ChangeRow(0, pair.indicator.criterion_number, number, _("Đánh giá"), what, old, new)


def _said(pair: RoundPair) -> tuple[tuple[str, str, str], ...]:
    verdicts = [_verdict(verdict) for verdict in pair.verdicts]
    words = [row.explanation if row else "" for row in (pair.before, pair.after)]
    return (
        (_("Kết quả"), verdicts[0], verdicts[1]),
        (_("Số liệu"), *pair.values),
        (_("Khối lượng còn lại"), *pair.remaining),
        (_("Giải trình"), words[0], words[1]),
    )


def _verdict(verdict: Verdict | None) -> str:
    return verdict_label(verdict)


def _numbers(number: str) -> tuple[int, ...]:
    """ "4.2" before "4.10"."""
    return tuple(int(part) for part in re.findall(r"\d+", number))
