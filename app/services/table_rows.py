"""What the typed rows of the province's tables share: a place in their order, texts cleaned, timing read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.problem import Problem, ProblemCode
from app.domain.text import nfc
from app.domain.timing import Timing, parse_timing
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.labels import problem_sentence
from app.models.tasks import Activity, AdvisoryTask, PrintedLineRow
from app.services import entry

TypedRow = AdvisoryTask | Activity | PrintedLineRow
Clean = Callable[[Any], Any]


def next_position(session: Session, table: type[TypedRow], plan_uid: str) -> int:
    last = session.scalar(select(func.max(table.position)).where(table.plan_uid == plan_uid))
    return (last or 0) + 1


def found_row(session: Session, table: type[TypedRow], uid: str) -> Any:
    """Raises NotFoundError."""
    row = session.get(table, uid)
    if row is None:
        raise NotFoundError(_("Dòng này không còn trong biểu. Hãy chọn lại trong bảng."))
    return row


def cleaned(values: Mapping[str, Any], clean: Mapping[str, Clean]) -> dict[str, Any]:
    """Raises InputError naming the field."""
    unknown = set(values) - set(clean)
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    found = {}
    for field, value in values.items():
        try:
            found[field] = clean[field](value)
        except InputError as error:
            raise InputError(error.sentence, field=field) from error
    return found


def optional_line(limit: int) -> Clean:
    return lambda value: entry.line(value or "", limit=limit) or None


def optional_text(value: str | None) -> str | None:
    return entry.paragraph(value or "") or None


def required_text(value: str | None) -> str:
    text = entry.paragraph(value or "")
    if not text:
        raise InputError(_("Cần điền ô này."))
    return text


def timing(value: str | None) -> str | None:
    """As the tables print it, None for nothing typed. Raises InputError."""
    typed = nfc(value or "").strip()
    return read_timing(typed).words if typed else None


def read_timing(typed: str) -> Timing:
    try:
        return parse_timing(typed)
    except Problem as problem:
        if problem.code is ProblemCode.DATE_UNREADABLE:
            raise InputError(
                _('Hãy ghi một ngày (01/12/2023), "trước ngày 01/12/2023" hoặc "Quý III, IV/2023".')
            ) from problem
        raise InputError(problem_sentence(problem)) from problem


def as_it_is(value: Any) -> Any:
    return value
