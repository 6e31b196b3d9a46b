"""Which set follows which, and which indicators continue which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.lineage import find_cycle
from app.errors import InputError
from app.i18n import _
from app.models.criteria import CriteriaSet, Criterion, Indicator


def check_follows(session: Session) -> None:
    """Raises InputError when sets follow each other in a circle."""
    pairs = [
        (f"{row.follows_code} {row.follows_version}", f"{row.code} {row.version}")
        for row in session.scalars(select(CriteriaSet))
        if row.follows_code
    ]
    circle = _circle(pairs)
    if circle:
        raise InputError(follows_sentence(circle), field="follows")


def check_prerequisites(session: Session) -> None:
    """Raises InputError when sets wait for each other in a circle: none of them could ever be added to a year."""
    pairs = {(row.prerequisite, row.code) for row in session.scalars(select(CriteriaSet)) if row.prerequisite}
    circle = _circle(pairs)
    if circle:
        raise InputError(prerequisite_sentence(circle), field="prerequisite")


def circle_with(pairs: Iterable[tuple[str, str]], first: str, second: str) -> Sequence[str] | None:
    """The circle that a set, following or needing `first`, would close."""
    return _circle([*pairs, (first, second)])


def _circle(pairs: Collection[tuple[str, str]]) -> Sequence[str] | None:
    own = next((first for first, second in pairs if first == second), None)
    return [own] if own else find_cycle(pairs)


def follows_sentence(circle: Sequence[str]) -> str:
    return _("Các bộ nối tiếp nhau thành vòng tròn: {sets}. Hãy chọn bộ ra đời trước.").format(
        sets=" → ".join([*circle, circle[0]])
    )


def prerequisite_sentence(circle: Sequence[str]) -> str:
    return _("Các bộ chờ nhau thành vòng tròn: {sets}. Hãy chọn bộ cần đạt trước là bộ khác.").format(
        sets=" → ".join([*circle, circle[0]])
    )


def check_predecessors(session: Session, *, set_uid: str, numbers: Sequence[str]) -> None:
    """Raises InputError for a number that the set before does not have, where the book has that set."""
    own = session.get_one(CriteriaSet, set_uid)
    followed = session.scalars(
        select(CriteriaSet).where(
            CriteriaSet.code == own.follows_code, CriteriaSet.version == own.follows_version
        )
    ).first()
    if followed is None:
        return
    known = set(
        session.scalars(
            select(Indicator.number)
            .join(Criterion, Criterion.uid == Indicator.criterion_uid)
            .where(Criterion.set_uid == followed.uid)
        )
    )
    unknown = [number for number in numbers if number not in known]
    if unknown:
        raise InputError(
            _("Bộ {code} {version} không có chỉ tiêu {numbers}. Hãy kiểm tra số hiệu.").format(
                code=followed.code, version=followed.version, numbers=", ".join(unknown)
            ),
            field="predecessors",
        )
