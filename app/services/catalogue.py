"""The catalogue editor's use cases: what a commune changes in its criteria sets, and what a frozen set forbids.

A set is frozen once a round, a plan, an order or a proof uses it. Then whatever decides the meaning of an
answer stays, unless the change only says what nobody knew before; anything else asks for a new version
(app.services.set_versions).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.criteria import DutyKind, IndicatorDefinition, SetDefinition, SetLevel
from app.domain.measure import IndicatorStatus
from app.domain.rights import Right
from app.domain.set_check import SetFault, SetProblem, indicator_problems, set_problems
from app.domain.set_comparison import changed_meaning, only_fills_in
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.labels import set_problem_sentence
from app.models.criteria import CriteriaSet, Criterion, Indicator, Responsibility
from app.services import catalogue_visit, entry, set_entry, set_lineage
from app.services.catalogue_sheet import set_in_use
from app.services.rights import require

SET_FIELDS = frozenset(
    {
        "title",
        "level",
        "field",
        "basis_number",
        "basis_date",
        "basis_issuer",
        "valid_from",
        "valid_to",
        "criteria_total",
        "indicators_total",
        "prerequisite",
        "follows",
        "note",
    }
)
CRITERION_FIELDS = frozenset({"number", "name", "source", "leads", "support", "appraisers"})
_DUTY_FIELDS = {"leads": DutyKind.LEAD, "support": DutyKind.SUPPORT, "appraisers": DutyKind.APPRAISE}
INDICATOR_FIELDS = frozenset(IndicatorDefinition.__dataclass_fields__)
# What typing one row can break elsewhere in its set; the rest is said of the set as a whole while it is typed.
_OF_NUMBERS = frozenset(
    {SetFault.NUMBER_MISSING, SetFault.NUMBER_WRONG, SetFault.NUMBER_DOUBLE, SetFault.NAME_MISSING}
)
# The way of measuring is chosen before its scale or its papers can be typed.
_STILL_TYPED = frozenset({SetFault.SCALE_MISSING, SetFault.PAPERS_MISSING})


class Effect(StrEnum):
    """What a change of an indicator does to answers that were given."""

    FREE = "free"  # nothing: the set is not in use, or the change does not touch the meaning
    FILLS_IN = "fills_in"  # says what nobody knew
    WORDING = "wording"  # only the text: the person says whether the meaning stays
    MEANING = "meaning"  # needs a new version


def effect_of(
    session: Session,
    *,
    indicator_uid: str,
    values: Mapping[str, Any],
    found: IndicatorDefinition | None = None,
) -> Effect:
    """What `change_indicator` with these values would do; the screen asks it before it writes."""
    row, set_uid = indicator_row(session, indicator_uid)
    present = set_entry.indicator_definition(row, {})
    old, new = catalogue_visit.held_against(session, row, present, found), changed(present, values)
    if not changed_meaning(old, new) and new.number == old.number:
        return Effect.FREE
    if not set_in_use(session, set_uid=set_uid):
        return Effect.FREE
    if new.number != old.number:
        return Effect.MEANING
    if only_fills_in(old, new):
        return Effect.FILLS_IN
    return Effect.WORDING if changed_meaning(old, new) == ("text",) else Effect.MEANING


# Sets


def create_set(session: Session, *, code: str, version: str, level: SetLevel, title: str) -> str:
    """An empty set to type into; it can be used once it has indicators. Returns its uid. Raises InputError."""
    require(session, Right.CATALOGUE)
    code = entry.required_line(code, limit=40)
    version = entry.required_line(version, limit=20)
    check_new_key(session, code=code, version=version)
    row = CriteriaSet(
        uid=set_entry.identity(code, version),
        code=code,
        version=version,
        level=level,
        title=entry.required_line(title, limit=300),
        basis_number=None,
        basis_date=None,
        basis_issuer=None,
        valid_from=None,
        valid_to=None,
        criteria_total=None,
        indicators_total=None,
        field=None,
        prerequisite=None,
        follows_code=None,
        follows_version=None,
        note=None,
    )
    session.add(row)
    session.flush()
    return row.uid


def install_sets(session: Session, *, definitions: Sequence[SetDefinition]) -> list[str]:
    """Put sets that come with the program into the book, as one step. Returns their uids."""
    require(session, Right.CATALOGUE)
    return [set_entry.install_set(session, definition=definition) for definition in definitions]


def check_new_key(session: Session, *, code: str, version: str) -> None:
    """Raises InputError when the book has a set of that code and version."""
    statement = select(CriteriaSet.uid).where(
        func.lower(CriteriaSet.code) == code.lower(), CriteriaSet.version == version
    )
    taken = session.get(CriteriaSet, set_entry.identity(code, version))  # also "A/B" 1 beside "A" B/1
    if taken is not None or session.execute(statement).first() is not None:
        raise InputError(
            _("Sổ đã có bộ {code} phiên bản {version}. Hãy đặt phiên bản khác.").format(
                code=code, version=version
            ),
            field="version",
        )


def change_set(session: Session, *, set_uid: str, values: Mapping[str, Any]) -> None:
    """Write some of SET_FIELDS; the level of a set in use stays. Raises InputError, RefusedError."""
    require(session, Right.CATALOGUE)
    _require_fields(values, SET_FIELDS)
    row = session.get(CriteriaSet, set_uid)
    if row is None:
        raise NotFoundError(_("Sổ chưa có bộ tiêu chí này. Hãy thêm bộ tiêu chí trước."))
    if values.get("level", row.level) != row.level and set_in_use(session, set_uid=set_uid):
        raise frozen()
    if not values.get("title", row.title):
        raise InputError(_("Hãy ghi tên bộ tiêu chí."), field="title")
    columns = dict(values)
    if "follows" in columns:
        follows = columns.pop("follows")
        row.follows_code, row.follows_version = follows or (None, None)
        set_lineage.check_follows(session)
    for field, value in columns.items():
        setattr(row, field, None if value == "" else value)
    if row.valid_from is not None and row.valid_to is not None and row.valid_to < row.valid_from:
        raise InputError(_("Ngày hết hiệu lực trước ngày có hiệu lực. Hãy sửa lại."), field="valid_to")
    if values.get("prerequisite"):
        set_lineage.check_prerequisites(session)
    session.flush()


def remove_set(session: Session, *, set_uid: str) -> None:
    """Take a set that nobody uses out of the book, with its rows. Raises RefusedError for one in use."""
    require(session, Right.CATALOGUE)
    require_free(session, set_uid)
    for row in session.scalars(select(Criterion).where(Criterion.set_uid == set_uid)).all():
        _delete_criterion(session, row)
    session.delete(session.get_one(CriteriaSet, set_uid))
    session.flush()


# Criteria


def add_criterion(session: Session, *, set_uid: str, number: str, name: str) -> str:
    """At the end of the set. Returns its uid. Raises InputError naming the field, RefusedError when frozen."""
    require(session, Right.CATALOGUE)
    require_free(session, set_uid)
    last = session.scalar(select(func.max(Criterion.position)).where(Criterion.set_uid == set_uid)) or 0
    number = entry.required_line(number, limit=10)
    _check_number(session, set_uid, number, Criterion)
    row = Criterion(
        set_uid=set_uid,
        number=number,
        name=entry.required_line(name, limit=300),
        position=last + 1,
        name_variants=None,
        source=None,
    )
    session.add(row)
    _check_set(session, set_uid)
    return row.uid


def change_criterion(session: Session, *, criterion_uid: str, values: Mapping[str, Any]) -> None:
    """Write some of CRITERION_FIELDS; the number of a criterion in use stays."""
    require(session, Right.CATALOGUE)
    _require_fields(values, CRITERION_FIELDS)
    row = criterion_row(session, criterion_uid)
    if values.get("number", row.number) != row.number:
        require_free(session, row.set_uid)
        _check_number(session, row.set_uid, values["number"], Criterion)
    for field in values.keys() - _DUTY_FIELDS.keys():
        setattr(row, field, values[field] or (None if field == "source" else ""))
    _set_duties(session, values, criterion_uid=criterion_uid)
    _check_set(session, row.set_uid)


def remove_criterion(session: Session, *, criterion_uid: str) -> None:
    """With its indicators; refused in a frozen set."""
    require(session, Right.CATALOGUE)
    row = criterion_row(session, criterion_uid)
    require_free(session, row.set_uid)
    _delete_criterion(session, row)
    session.flush()


# Indicators


def add_indicator(session: Session, *, criterion_uid: str, number: str) -> str:
    """At the end of its criterion, nothing known but the number. Returns its uid."""
    require(session, Right.CATALOGUE)
    criterion = criterion_row(session, criterion_uid)
    require_free(session, criterion.set_uid)
    last = session.scalar(
        select(func.max(Indicator.position)).where(Indicator.criterion_uid == criterion_uid)
    )
    blank = IndicatorDefinition(entry.required_line(number, limit=10), IndicatorStatus.ENTERED)
    _check_number(session, criterion.set_uid, blank.number, Indicator)
    row = Indicator(
        criterion_uid=criterion_uid,
        number=blank.number,
        position=(last or 0) + 1,
        **set_entry.indicator_values(blank),
    )
    session.add(row)
    _check_set(session, criterion.set_uid)
    return row.uid


def change_indicator(
    session: Session,
    *,
    indicator_uid: str,
    values: Mapping[str, Any],
    same_meaning: bool = False,
    found: IndicatorDefinition | None = None,
) -> None:
    """Write some of INDICATOR_FIELDS, as IndicatorDefinition has them; empty text counts as unknown.

    `same_meaning`: the person says that a new wording asks for the same (a slip of the pen). `found`: how it
    stood before the person began to fill it in, which counts while nobody answers. A text typed where none was known
    makes it ENTERED. Raises InputError naming the field, RefusedError when the change needs a new version.
    """
    require(session, Right.CATALOGUE)
    _require_fields(values, INDICATOR_FIELDS)
    effect = effect_of(session, indicator_uid=indicator_uid, values=values, found=found)
    if effect is Effect.MEANING or (effect is Effect.WORDING and not same_meaning):
        raise frozen()
    row, set_uid = indicator_row(session, indicator_uid)
    old = set_entry.indicator_definition(row, {})
    new = _with_status(old, changed(old, values), values)
    check_indicator(new)
    if values.get("predecessors"):
        set_lineage.check_predecessors(session, set_uid=set_uid, numbers=new.predecessors or ())
    if new.number != old.number:
        _check_number(session, set_uid, new.number, Indicator)
    row.number = entry.required_line(new.number, limit=10)
    for column, value in set_entry.indicator_values(new).items():
        if getattr(row, column) != value:
            setattr(row, column, value)
    _set_duties(session, values, indicator_uid=indicator_uid)
    if new.number != old.number:
        _check_set(session, set_uid)
    session.flush()


def check_indicator(definition: IndicatorDefinition) -> None:
    """Raises InputError naming the field for what no indicator may be, also while it is being typed."""
    for problem in indicator_problems(definition):
        if problem.fault not in _STILL_TYPED:
            raise InputError(set_problem_sentence(problem), field=problem.field)


def remove_indicator(session: Session, *, indicator_uid: str) -> None:
    """Refused in a frozen set."""
    require(session, Right.CATALOGUE)
    row, set_uid = indicator_row(session, indicator_uid)
    require_free(session, set_uid)
    _delete_indicator(session, row)
    session.flush()


def _set_duties(session: Session, values: Mapping[str, Any], **owner: str) -> None:
    duties = {kind: values[field] for field, kind in _DUTY_FIELDS.items() if field in values}
    if duties:
        set_entry.set_duties(session, duties, **owner)


def changed(old: IndicatorDefinition, values: Mapping[str, Any]) -> IndicatorDefinition:
    """`old` with some of INDICATOR_FIELDS; empty text is unknown."""
    lists = {"scale", "required_papers", "group_thresholds", *_DUTY_FIELDS}
    cleaned: dict[str, Any] = {
        field: tuple(value or ()) if field in lists else (None if value == "" else value)
        for field, value in values.items()
    }
    return replace(old, **cleaned)


def _with_status(
    old: IndicatorDefinition, new: IndicatorDefinition, values: Mapping[str, Any]
) -> IndicatorDefinition:
    if "status" in values or new.text == old.text:
        return new
    if new.text:
        return replace(new, status=IndicatorStatus.ENTERED)
    return replace(new, status=IndicatorStatus.NUMBER_ONLY if new.source else IndicatorStatus.PLACEHOLDER)


# What all of them need


def _require_fields(values: Mapping[str, Any], known: frozenset[str]) -> None:
    if unknown := set(values) - known:
        raise ValueError(f"no such fields: {sorted(unknown)}")


def require_free(session: Session, set_uid: str) -> None:
    if set_in_use(session, set_uid=set_uid):
        raise frozen()


def frozen() -> RefusedError:
    return RefusedError(
        _("Bộ tiêu chí đang được dùng nên không đổi được nội dung đã có. Hãy tạo phiên bản mới rồi sửa ở đó.")
    )


def _check_set(session: Session, set_uid: str) -> None:
    """Numbers, names and what else can be said of a set that is still being typed."""
    session.flush()
    for problem in set_problems(set_entry.set_definition(session, set_uid=set_uid)):
        if problem.fault in _OF_NUMBERS:
            raise InputError(set_problem_sentence(problem), field=problem.field)


def _check_number(
    session: Session, set_uid: str, number: str, model: type[Criterion] | type[Indicator]
) -> None:
    """Before the row is written: two of one number are refused by the table, with no sentence."""
    statement = select(model.uid).where(Criterion.set_uid == set_uid, model.number == number)
    if model is Indicator:
        statement = statement.join(Criterion, Criterion.uid == Indicator.criterion_uid)
    if session.execute(statement).first() is not None:
        problem = SetProblem(SetFault.NUMBER_DOUBLE, field="number", given=number)
        raise InputError(set_problem_sentence(problem), field="number")


def criterion_row(session: Session, uid: str) -> Criterion:
    row = session.get(Criterion, uid)
    if row is None:
        raise NotFoundError(_("Không còn tiêu chí này. Hãy xem lại bộ tiêu chí."))
    return row


def indicator_row(session: Session, uid: str) -> tuple[Indicator, str]:
    found = session.execute(
        select(Indicator, Criterion.set_uid)
        .join(Criterion, Criterion.uid == Indicator.criterion_uid)
        .where(Indicator.uid == uid)
    ).first()
    if found is None:
        raise NotFoundError(_("Không còn chỉ tiêu này. Hãy xem lại bộ tiêu chí."))
    return found[0], found[1]


def _delete_criterion(session: Session, row: Criterion) -> None:
    for indicator in session.scalars(select(Indicator).where(Indicator.criterion_uid == row.uid)).all():
        _delete_indicator(session, indicator)
    _delete_duties(session, Responsibility.criterion_uid == row.uid)
    session.delete(row)


def _delete_indicator(session: Session, row: Indicator) -> None:
    _delete_duties(session, Responsibility.indicator_uid == row.uid)
    session.delete(row)


def _delete_duties(session: Session, condition: Any) -> None:
    for duty in session.scalars(select(Responsibility).where(condition)).all():
        session.delete(duty)
