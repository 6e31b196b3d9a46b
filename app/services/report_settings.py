"""The rule of the monthly reports' day: cut-off, strictness, days off, lock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.calendar import is_fixed_holiday
from app.domain.dates import format_date
from app.domain.rights import Right
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.models.plan import Plan
from app.models.report import Holiday
from app.services import entry
from app.services.rights import require

FIELDS = frozenset({"report_before_day", "report_strict", "report_shift", "report_lock_day", "report_to"})


@dataclass(frozen=True, slots=True)
class HolidayRow:
    uid: str
    on_date: date
    name: str


def change_rule(session: Session, *, year: int, values: Mapping[str, Any]) -> None:
    """Write some of FIELDS. Raises InputError naming the field, NotFoundError without a plan."""
    require(session, Right.PLAN)
    unknown = set(values) - FIELDS
    if unknown:
        raise KeyError(sorted(unknown)[0])
    plan = session.scalars(select(Plan).where(Plan.year == year)).first()
    if plan is None:
        raise NotFoundError(_("Năm {year} chưa có kế hoạch. Hãy lập kế hoạch năm trước.").format(year=year))
    for name, value in values.items():
        setattr(plan, name, _checked(name, value))
    session.flush()


def _checked(name: str, value: Any) -> Any:
    if name == "report_before_day" and (value is None or not 2 <= value <= 28):
        raise InputError(_("Ngày nộp báo cáo phải từ 2 đến 28."), field=name)
    if name == "report_lock_day" and value is not None and not 1 <= value <= 28:
        raise InputError(_("Ngày khóa phải từ 1 đến 28; để trống nếu không khóa."), field=name)
    if name == "report_to":
        return entry.line(value or "") or None
    return value


def holidays(session: Session) -> list[HolidayRow]:
    """The typed ones, in order of time."""
    rows = session.scalars(select(Holiday).order_by(Holiday.on_date))
    return [HolidayRow(row.uid, row.on_date, row.name) for row in rows]


def add_holiday(session: Session, *, on_date: date, name: str) -> str:
    """Raises InputError for a day that is a day off already."""
    require(session, Right.PLAN)
    if is_fixed_holiday(on_date):
        raise InputError(
            _("Ngày {day} là ngày lễ có sẵn trong luật, không cần ghi thêm.").format(
                day=format_date(on_date)
            ),
            field="on_date",
        )
    if session.scalars(select(Holiday.uid).where(Holiday.on_date == on_date)).first() is not None:
        raise InputError(
            _("Ngày {day} đã có trong danh sách.").format(day=format_date(on_date)), field="on_date"
        )
    row = Holiday(on_date=on_date, name=entry.required_line(name, limit=120))
    session.add(row)
    session.flush()
    return row.uid


def remove_holiday(session: Session, *, holiday_uid: str) -> None:
    require(session, Right.PLAN)
    row = session.get(Holiday, holiday_uid)
    if row is not None:
        session.delete(row)
        session.flush()
