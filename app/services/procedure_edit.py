"""A commune makes a procedure its own: facts, parts of the dossier, steps, copies with other dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.procedure import ComponentKind
from app.domain.rights import Right
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.labels import component_kind_label
from app.models.base import new_uid
from app.models.procedure import DossierComponent, ProcedureProfile, ProcedureStep
from app.services import dossier_notes, entry, procedures
from app.services.procedures import BODIES, PLACEHOLDERS, ProfileRow
from app.services.rights import require

MOST_DAYS = 365
_LIMITS = {"title": 200, "source": 300, "letterhead_parent": 200, **dict.fromkeys(BODIES, 200)}
_PART_TITLE = 300
_STEP_SOURCE = 200
_TITLES = {  # as printed, whatever the screen speaks
    ComponentKind.PROPOSAL: "Tờ trình của UBND xã",
    ComponentKind.RESULT_REPORT: "Báo cáo kết quả xây dựng nông thôn mới",
    ComponentKind.SELF_ASSESSMENT: "Biểu tự đánh giá",
    ComponentKind.MEETING_MINUTES: "Biên bản họp bản",
    ComponentKind.OFFICER_APPRAISALS: "Báo cáo thẩm định của từng công chức",
    ComponentKind.COUNCIL_MINUTES: "Biên bản họp hội đồng thẩm định",
    ComponentKind.PLAN: "Kế hoạch xây dựng bản nông thôn mới",
    ComponentKind.EVIDENCE: "Danh mục minh chứng và minh chứng theo tiêu chí, chỉ tiêu",
    ComponentKind.OTHER: "Giấy tờ khác",
}
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

PartModel = TypeVar("PartModel", DossierComponent, ProcedureStep)


# What a profile says


def change_profile(session: Session, *, profile_uid: str, values: Mapping[str, Any]) -> None:
    """Change columns of a profile by name; an empty text becomes "not known".

    Raises InputError naming the field: a wrong placeholder, a share over 100, dates that end before they begin
    or claim days of another profile in force.
    """
    require(session, Right.CATALOGUE)
    row = _profile(session, profile_uid)
    for name, value in values.items():
        setattr(row, name, _checked(name, value))
    blamed = next((name for name in ("valid_to", "valid_from", "for_reference") if name in values), None)
    if blamed is not None:
        _check_dates(session, row, field=blamed)
    session.flush()


def _checked(name: str, value: Any) -> Any:
    if name == "title":
        return entry.required_line(value, limit=_LIMITS[name])
    if name == "note":
        return entry.paragraph(value or "") or None
    if name in _LIMITS:
        return body(value or "", limit=_LIMITS[name]) or None
    if name == "vote_share":
        return _share(value)
    if name == "notice_days":
        return _days(value, field=name)
    if name in ("valid_from", "valid_to", "for_reference"):
        return value
    raise KeyError(name)


def body(typed: str, *, limit: int = 200, known: tuple[str, ...] = PLACEHOLDERS[:3]) -> str:
    """A body by name, with placeholders that are filled in on paper. Raises InputError for an unknown one."""
    text = entry.line(typed, limit=limit)
    unknown = [found for found in re.findall(r"\{[^{}]*\}", text) if found not in known]
    bare = re.sub(r"\{[^{}]*\}", "", text)
    if unknown or "{" in bare or "}" in bare:
        found = unknown[0] if unknown else "{"
        raise InputError(
            _("“{found}” không dùng được. Trong ngoặc nhọn chỉ ghi: {known}.").format(
                found=found, known=" ".join(known)
            )
        )
    return text


def _share(value: Decimal | None) -> Decimal | None:
    if value is not None and not 0 < value <= 100:
        raise InputError(_("Tỷ lệ phải lớn hơn 0 và không quá 100."), field="vote_share")
    return value


def _days(value: int | None, *, field: str) -> int | None:
    if value is not None and not 1 <= value <= MOST_DAYS:
        raise InputError(_("Số ngày phải từ 1 đến {most}.").format(most=MOST_DAYS), field=field)
    return value


def _check_dates(session: Session, row: ProcedureProfile, *, field: str) -> None:
    first, last = row.valid_from, row.valid_to
    if first is not None and last is not None and last < first:
        raise InputError(
            _("Hết hiệu lực {last} trước khi có hiệu lực {first}. Hãy sửa một trong hai ngày.").format(
                first=format_date(first), last=format_date(last)
            ),
            field=field,
        )
    if row.for_reference:
        return
    with session.no_autoflush:
        others = [one for one in procedures.profiles(session) if one.uid != row.uid]
    for other in _overlapping(others, first, last):
        raise InputError(
            _("Trùng thời gian với “{title}” ({period}). Hãy sửa ngày của một trong hai quy trình.").format(
                title=other.title, period=period(other.valid_from, other.valid_to)
            ),
            field=field,
        )


def _overlapping(others: Iterable[ProfileRow], first: date | None, last: date | None) -> list[ProfileRow]:
    return [
        other
        for other in others
        if not other.for_reference
        and (other.valid_from is None or last is None or other.valid_from <= last)
        and (other.valid_to is None or first is None or first <= other.valid_to)
    ]


def period(first: date | None, last: date | None) -> str:
    """ "từ 01/07/2025", "đến 30/06/2025", "từ … đến …", "không ghi ngày"."""
    if first is None and last is None:
        return _("không ghi ngày")
    if last is None:
        return _("từ {first}").format(first=format_date(first))
    if first is None:
        return _("đến {last}").format(last=format_date(last))
    return _("từ {first} đến {last}").format(first=format_date(first), last=format_date(last))


def copy_profile(
    session: Session,
    *,
    profile_uid: str,
    title: str,
    valid_from: date,
    valid_to: date | None = None,
    end_previous: bool = False,
) -> str:
    """A profile of one's own from any other, also one for reference; returns its uid.

    `end_previous`: the profile in force at `valid_from` ends the day before. Raises InputError when days of
    another profile would be claimed.
    """
    require(session, Right.CATALOGUE)
    model = procedures.profile(session, profile_uid=profile_uid)
    if end_previous:
        _end_the_one_before(session, valid_from)
    uid = new_uid()
    position = (session.scalar(select(func.max(ProcedureProfile.position))) or 0) + 1
    facts = {name: getattr(model, name) for name in ("letterhead_parent", *BODIES, "source")}
    origin = f"Chép từ “{model.title}”."
    row = ProcedureProfile(
        uid=uid,
        code=f"xa-{uid[:12]}",
        title=entry.required_line(title),
        for_reference=False,
        valid_from=valid_from,
        valid_to=valid_to,
        vote_share=model.vote_share,
        notice_days=model.notice_days,
        position=position,
        note=f"{origin}\n{model.note}"[: entry.TEXT_LIMIT] if model.note else origin,
        **facts,
    )
    _check_dates(session, row, field="valid_from")
    session.add(row)
    for place, component in enumerate(model.components, start=1):
        values = {name: getattr(component, name) for name in ("kind", "title", "signed_by", "required")}
        session.add(DossierComponent(profile_uid=uid, position=place, **values))
    for place, step in enumerate(model.steps, start=1):
        names = ("title", "before_day", "before_month", "within_days", "source")
        values = {name: getattr(step, name) for name in names}
        session.add(ProcedureStep(profile_uid=uid, position=place, **values))
    session.flush()
    return uid


def _end_the_one_before(session: Session, valid_from: date) -> None:
    running = procedures.find_profile(session, on=valid_from)
    if running is None:
        return
    if running.valid_from is not None and running.valid_from >= valid_from:
        raise InputError(
            _("“{title}” có hiệu lực từ chính ngày này. Hãy chọn ngày muộn hơn.").format(title=running.title),
            field="valid_from",
        )
    _profile(session, running.uid).valid_to = valid_from - timedelta(days=1)
    session.flush()


def remove_profile(session: Session, *, profile_uid: str) -> None:
    """With its parts and steps. Raises RefusedError while a dossier has papers under it."""
    require(session, Right.CATALOGUE)
    row = _profile(session, profile_uid)
    _refuse_used(session, profile_uid)
    for part in _siblings(session, DossierComponent, profile_uid):
        session.delete(part)
    for step in _siblings(session, ProcedureStep, profile_uid):
        session.delete(step)
    session.delete(row)
    session.flush()


# Parts of the dossier


def add_component(session: Session, *, profile_uid: str, component: ComponentKind, title: str = "") -> str:
    """At the end of the dossier; returns its uid. Raises InputError for a kind that is there already."""
    require(session, Right.CATALOGUE)
    _profile(session, profile_uid)
    there = _siblings(session, DossierComponent, profile_uid)
    if component is not ComponentKind.OTHER and any(part.kind is component for part in there):
        raise InputError(
            _("Hồ sơ đã có phần “{kind}”. Hãy chọn loại khác hoặc “{other}”.").format(
                kind=component_kind_label(component), other=component_kind_label(ComponentKind.OTHER)
            ),
            field="component",
        )
    made = DossierComponent(
        profile_uid=profile_uid,
        position=_next_position(there),
        kind=component,
        title=entry.line(title, limit=_PART_TITLE) or _TITLES[component],
        signed_by=None,
        required=True,
    )
    session.add(made)
    session.flush()
    return made.uid


def change_component(session: Session, *, component_uid: str, values: Mapping[str, Any]) -> None:
    """`title`, `signed_by` ("TM. Ủy ban nhân dân, Chủ tịch"; empty: as the program does), `required`."""
    require(session, Right.CATALOGUE)
    row = _part(session, DossierComponent, component_uid)
    if "title" in values:
        row.title = entry.required_line(values["title"], limit=_PART_TITLE)
    if "signed_by" in values:
        row.signed_by = body(values["signed_by"] or "", limit=300, known=PLACEHOLDERS) or None
    if "required" in values:
        row.required = bool(values["required"])
    session.flush()


def move_component(session: Session, *, component_uid: str, by: int) -> None:
    """One place towards the front (-1) or the end (1); at the edge nothing happens."""
    require(session, Right.CATALOGUE)
    _move(session, DossierComponent, component_uid, by)


def remove_component(session: Session, *, component_uid: str) -> None:
    """Raises RefusedError while a dossier has a paper under it."""
    require(session, Right.CATALOGUE)
    row = _part(session, DossierComponent, component_uid)
    _refuse_used(session, row.profile_uid, component_uid)
    session.delete(row)
    session.flush()


def _refuse_used(session: Session, profile_uid: str, component_uid: str = "") -> None:
    if dossier_notes.spoken_of(session, profile_uid=profile_uid, component_uid=component_uid):
        raise RefusedError(
            _("Đã có hồ sơ gắn tệp, giải trình hoặc ghi số cho thành phần này. Hãy gỡ ở trang Hồ sơ trước.")
        )


# Steps


def add_step(session: Session, *, profile_uid: str, title: str) -> str:
    require(session, Right.CATALOGUE)
    _profile(session, profile_uid)
    made = ProcedureStep(
        profile_uid=profile_uid,
        position=_next_position(_siblings(session, ProcedureStep, profile_uid)),
        title=entry.required_line(title, limit=_PART_TITLE),
        before_day=None,
        before_month=None,
        within_days=None,
        source=None,
    )
    session.add(made)
    session.flush()
    return made.uid


def change_step(session: Session, *, step_uid: str, values: Mapping[str, Any]) -> None:
    """`title`, `before` ((day, month or None) or None), `within_days`, `source`."""
    require(session, Right.CATALOGUE)
    row = _part(session, ProcedureStep, step_uid)
    if "title" in values:
        row.title = entry.required_line(values["title"], limit=_PART_TITLE)
    if "source" in values:
        row.source = entry.line(values["source"] or "", limit=_STEP_SOURCE) or None
    if "before" in values:
        row.before_day, row.before_month = values["before"] or (None, None)
    if "within_days" in values:
        row.within_days = _days(values["within_days"], field="within_days")
    session.flush()


def move_step(session: Session, *, step_uid: str, by: int) -> None:
    require(session, Right.CATALOGUE)
    _move(session, ProcedureStep, step_uid, by)


def remove_step(session: Session, *, step_uid: str) -> None:
    require(session, Right.CATALOGUE)
    session.delete(_part(session, ProcedureStep, step_uid))
    session.flush()


def day_and_month(typed: str) -> tuple[int, int | None]:
    """ "15/7" → (15, 7); "15" → (15, None), every month. Raises InputError."""
    text = entry.line(typed)
    found = re.fullmatch(r"(\d{1,2})(?:\s*[/.-]\s*(\d{1,2}))?", text)
    if found is None:
        raise InputError(
            _("“{typed}” không rõ ngày nào. Hãy gõ như 15/7, hoặc 15 nếu là hằng tháng.").format(typed=text)
        )
    day, month = int(found[1]), int(found[2]) if found[2] else None
    if month is not None and not 1 <= month <= 12:
        raise InputError(_("Không có tháng {month}. Hãy gõ như 15/7.").format(month=month))
    if not 1 <= day <= (28 if month is None else _LONGEST[month - 1]):
        raise InputError(_("Không có ngày {typed}. Hãy kiểm tra lại ngày và tháng.").format(typed=text))
    return day, month


# Rows


def _profile(session: Session, uid: str) -> ProcedureProfile:
    row = session.get(ProcedureProfile, uid)
    if row is None:
        raise NotFoundError(_("Quy trình này không còn trong sổ. Hãy chọn quy trình khác."))
    return row


def _part(session: Session, model: type[PartModel], uid: str) -> PartModel:
    row = session.get(model, uid)
    if row is None:
        raise NotFoundError(_("Dòng này không còn trong quy trình. Hãy chọn dòng khác."))
    return row


def _siblings(session: Session, model: type[PartModel], profile_uid: str) -> list[PartModel]:
    statement = select(model).where(model.profile_uid == profile_uid).order_by(model.position)
    return list(session.scalars(statement))


def _next_position(rows: list[PartModel]) -> int:
    return max((row.position for row in rows), default=0) + 1


def _move(session: Session, model: type[PartModel], uid: str, by: int) -> None:
    row = _part(session, model, uid)
    rows = _siblings(session, model, row.profile_uid)
    here = rows.index(row)
    there = here + by
    if 0 <= there < len(rows):
        other = rows[there]
        row.position, other.position = other.position, row.position
        session.flush()
