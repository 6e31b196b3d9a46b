"""A criteria set from a file: first what it would change, cell by cell, then all of it as one step.

The dry run and the import are one computation: `outcome` lays the file over the book's set and asks the same
validation as typing does. Nothing is ever taken out: what the file does not have stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import IndicatorDefinition, SetDefinition
from app.domain.measure import IndicatorStatus
from app.domain.rights import Right
from app.domain.set_check import SetFault, SetProblem, set_problems
from app.domain.set_comparison import changed_meaning, only_fills_in
from app.errors import InputError, RefusedError
from app.exchange.catalogue_sheet import CatalogueSheet, overlaid
from app.i18n import _
from app.labels import problem_sentence, set_problem_sentence
from app.models.criteria import CriteriaSet
from app.models.people import Role
from app.services import catalogue, set_entry
from app.services.catalogue_sheet import set_in_use
from app.services.rights import require
from app.services.set_import_rows import Fault, ImportKind, ImportRow, RowMaker, left_out
from app.services.set_lineage import circle_with, follows_sentence, prerequisite_sentence
from app.services.set_versions import find_set, new_version
from app.services.set_writing import too_long, write_definition

_OF_WHOLE = frozenset(
    {SetFault.TOTAL_CRITERIA, SetFault.TOTAL_INDICATORS, SetFault.EMPTY, SetFault.CRITERION_EMPTY}
)
_WITHOUT_TEXT = frozenset({IndicatorStatus.NUMBER_ONLY, IndicatorStatus.PLACEHOLDER})
_WRITTEN = frozenset({ImportKind.NEW, ImportKind.CHANGED, ImportKind.RENAMED})


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do to a set of the book. `set_uid` None: the book does not have it, it would be added.

    `current` is the set as it is, without rows where it is new. `follows`: which (set, its successor) the book
    knows. `needed`: (set to be met before, set) of the other sets, by code. `roles`: codes it knows.
    """

    sheet: CatalogueSheet
    set_uid: str | None
    current: SetDefinition
    in_use: bool
    follows: tuple[tuple[str, str], ...]
    needed: tuple[tuple[str, str], ...]
    roles: frozenset[str]
    rows: tuple[ImportRow, ...] = ()

    @property
    def untouched(self) -> frozenset[str]:
        """Keys of rows that are written only when somebody ticks them."""
        return frozenset(row.key for row in self.rows if row.kind is ImportKind.RENAMED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would come of it with some rows left out.

    `faults` refuse the import. `frozen`: what would change the meaning of answers in a set that is in use, and
    asks for a new version. `reworded`: numbers of indicators whose text alone would change there: a person says
    whether they still ask for the same.
    """

    definition: SetDefinition
    faults: tuple[str, ...]
    changes: int
    frozen: tuple[str, ...]
    reworded: tuple[str, ...]

    def needs_version(self, *, same_meaning: bool) -> bool:
        return bool(self.frozen) or (bool(self.reworded) and not same_meaning)


def preview(session: Session, *, sheet: CatalogueSheet, set_uid: str | None = None) -> Preview:
    """What the file would change. A file that names no set is for `set_uid`.

    Raises InputError where it is not clear which set is meant.
    """
    target = _target(session, sheet, set_uid)
    if target is None:
        current, in_use = replace(sheet.definition, criteria=()), False
    else:
        current = set_entry.set_definition(session, set_uid=target)
        in_use = set_in_use(session, set_uid=target)
    follows = tuple(
        (f"{row.follows_code} {row.follows_version}", f"{row.code} {row.version}")
        for row in session.scalars(select(CriteriaSet).where(CriteriaSet.follows_code.is_not(None)))
        if row.uid != target
    )
    roles = frozenset(session.scalars(select(Role.code)))
    needed = tuple(
        (str(row.prerequisite), row.code)
        for row in session.scalars(select(CriteriaSet).where(CriteriaSet.prerequisite.is_not(None)))
        if row.uid != target
    )
    found = Preview(sheet, target, current, in_use, follows, needed, roles)
    wanted = overlaid(current, sheet)
    maker = RowMaker(sheet, current, wanted, new_set=target is None, in_use=in_use, roles=roles)
    return replace(found, rows=tuple(maker.rows(list(_faults(found, wanted)))))


def _target(session: Session, sheet: CatalogueSheet, set_uid: str | None) -> str | None:
    """The set that the file means; None for one that the book does not have."""
    code, version = sheet.definition.code, sheet.definition.version
    if not code:
        if set_uid is None:
            raise InputError(_("Tệp không ghi mã bộ tiêu chí. Hãy chọn bộ cần nhập vào trước."))
        return set_uid
    if version:
        return find_set(session, code=code, version=version)
    found = session.scalars(select(CriteriaSet.uid).where(CriteriaSet.code == code)).all()
    if set_uid in found:
        return set_uid
    if len(found) != 1:
        raise InputError(_("Tệp ghi bộ “{code}” nhưng không ghi phiên bản.").format(code=code))
    return found[0]


def outcome(found: Preview, *, excluded: Collection[str]) -> Outcome:
    """What would come of it without the rows of these keys."""
    definition = _entered(found.current, overlaid(found.current, left_out(found.sheet, excluded)))
    unread = [row.sentence for row in found.rows if row.key.startswith("cell/") and row.key not in excluded]
    faults = [*unread, *(fault.sentence for fault in _faults(found, definition))]
    chosen = [row for row in found.rows if row.key not in excluded]
    frozen, reworded = _frozen(found, definition) if found.in_use else ((), ())
    return Outcome(
        definition,
        tuple(dict.fromkeys(faults)),
        sum(row.kind in _WRITTEN for row in chosen),
        frozen,
        reworded,
    )


def _entered(current: SetDefinition, wanted: SetDefinition) -> SetDefinition:
    """A text that comes in where no source gave one was entered by the commune, whatever its row still says."""
    before = {one.number: one for one in current.indicators}

    def entered(one: IndicatorDefinition) -> IndicatorDefinition:
        old = before.get(one.number)
        fits = one.status in _WITHOUT_TEXT and bool(one.text)
        return replace(one, status=IndicatorStatus.ENTERED) if fits and one != old else one

    criteria = tuple(
        replace(criterion, indicators=tuple(map(entered, criterion.indicators)))
        for criterion in wanted.criteria
    )
    return replace(wanted, criteria=criteria)


def _faults(found: Preview, wanted: SetDefinition) -> Iterator[Fault]:
    """What is wrong with the result and was not wrong before."""
    known = set(map(_mark, set_problems(found.current))) if found.set_uid else set()
    for problem in set_problems(wanted):
        if _mark(problem) not in known:
            sentence = set_problem_sentence(problem)
            yield Fault(sentence, problem.criterion, problem.indicator, problem.field)
    yield from _set_faults(found, wanted)
    before = {one.number: one for one in found.current.indicators}
    for criterion in wanted.criteria:
        for field, long in too_long(criterion):
            yield Fault(problem_sentence(long), criterion.number, field=field)
        for one in criterion.indicators:
            old = before.get(one.number)
            if one != old:
                yield from _row_faults(found, criterion.number, old, one)


def _mark(problem: SetProblem) -> tuple[str, ...]:
    """One fault in one place; the counts that a total is held against change while rows come in."""
    given = "" if problem.fault in _OF_WHOLE else problem.given
    return problem.fault, problem.criterion, problem.indicator, problem.field, given


def _set_faults(found: Preview, wanted: SetDefinition) -> Iterator[Fault]:
    if not wanted.title.strip():
        yield Fault(_("Hãy ghi tên bộ tiêu chí."), field="title")
    if not found.set_uid and not wanted.version:
        yield Fault(_("Tệp không ghi phiên bản của bộ. Hãy ghi phiên bản."), field="version")
    if wanted.follows is not None:
        own = f"{wanted.code} {wanted.version}"
        circle = circle_with(found.follows, " ".join(wanted.follows), own)
        if circle:
            yield Fault(follows_sentence(circle), field="follows")
    if wanted.prerequisite is not None:
        circle = circle_with(found.needed, wanted.prerequisite, wanted.code)
        if circle:
            yield Fault(prerequisite_sentence(circle), field="prerequisite")


def _row_faults(
    found: Preview, criterion: str, old: IndicatorDefinition | None, new: IndicatorDefinition
) -> Iterator[Fault]:
    for field, long in too_long(new):
        yield Fault(problem_sentence(long), criterion, new.number, field)
    if old is None:
        return  # roles that the book does not know are left out, as in a set that is installed
    for field in ("leads", "support", "appraisers"):
        for code in set(getattr(new, field)) - set(getattr(old, field)) - found.roles:
            sentence = _("Sổ chưa có vai trò “{code}”. Hãy thêm vai trò hoặc sửa mã.").format(code=code)
            yield Fault(sentence, criterion, new.number, field)


def _frozen(found: Preview, wanted: SetDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Places that ask for a new version, and numbers of indicators that only read otherwise."""
    before = {one.number: one for one in found.current.indicators}
    frozen = [] if wanted.level is found.current.level else [_("Cấp của bộ")]
    reworded = []
    for new in wanted.indicators:
        old = before.get(new.number)
        if old is None:
            frozen.append(new.number)
        elif old == new or not changed_meaning(old, new) or only_fills_in(old, new):
            continue
        elif only_fills_in(old, replace(new, text=old.text)):
            reworded.append(new.number)
        else:
            frozen.append(new.number)
    there = {criterion.number for criterion in found.current.criteria}
    frozen.extend(one.number for one in wanted.criteria if one.number not in there and not one.indicators)
    return tuple(frozen), tuple(reworded)


def apply(
    session: Session,
    *,
    found: Preview,
    excluded: Collection[str] | None = None,
    same_meaning: bool = False,
    version: str | None = None,
) -> str:
    """Write what the preview showed without the rows of `excluded` (None: without renamed ones); returns the set.

    `same_meaning`: new wordings of a set in use ask for the same. `version`: make a new version of the set and
    write there. Raises InputError for what is wrong, RefusedError where a new version is needed or the book is
    not what it was when the preview was made.
    """
    require(session, Right.CATALOGUE)
    excluded = found.untouched if excluded is None else excluded
    now = None if found.set_uid is None else set_entry.set_definition(session, set_uid=found.set_uid)
    code, named = found.current.code, found.current.version
    as_it_was = now == found.current if now else find_set(session, code=code, version=named) is None
    if not as_it_was:
        raise RefusedError(_("Bộ tiêu chí đã thay đổi sau khi xem thử. Hãy mở lại tệp để xem thử lần nữa."))
    in_use = now is not None and set_in_use(session, set_uid=found.set_uid or "")
    result = outcome(replace(found, in_use=in_use), excluded=excluded)
    if result.faults:
        raise InputError(result.faults[0])
    if version is not None and found.set_uid is not None:
        uid = new_version(session, set_uid=found.set_uid, version=version)
        copied = set_entry.set_definition(session, set_uid=uid)
        return write_definition(session, definition=_as_version(found.current, result.definition, copied))
    if result.needs_version(same_meaning=same_meaning):
        raise catalogue.frozen()
    return write_definition(session, definition=result.definition)


def _as_version(old: SetDefinition, wanted: SetDefinition, copied: SetDefinition) -> SetDefinition:
    """`wanted` under the copy's name; predecessors that were the old set's own speak of an earlier one."""
    before = {one.number: one for one in old.indicators}

    def following(one: IndicatorDefinition) -> IndicatorDefinition:
        same = one.number in before and one.predecessors == before[one.number].predecessors
        return replace(one, predecessors=None) if same else one

    criteria = tuple(
        replace(criterion, indicators=tuple(map(following, criterion.indicators)))
        for criterion in wanted.criteria
    )
    return replace(
        wanted, code=copied.code, version=copied.version, follows=copied.follows, criteria=criteria
    )
