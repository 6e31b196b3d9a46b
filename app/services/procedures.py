"""Procedure profiles of the book: which one is in force on a day, and whom the letters of that day address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.procedure import LAST_DAY_OF_DISTRICTS, ComponentKind
from app.errors import NotFoundError, RefusedError
from app.i18n import _
from app.models.plan import Plan
from app.models.procedure import DossierComponent, ProcedureProfile, ProcedureStep
from app.services import places
from app.services.places import BookInfo
from app.services.plans import PlanRow

PLACEHOLDERS = ("{xã}", "{huyện}", "{tỉnh}", "{bản}")
BODIES = ("received_by", "appraised_by", "decided_by", "announced_by")


@dataclass(frozen=True, slots=True)
class ComponentRow:
    uid: str
    kind: ComponentKind
    title: str
    signed_by: str | None
    required: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """`before_day` without a month: every month; the day itself is too late."""

    uid: str
    title: str
    before_day: int | None
    before_month: int | None
    within_days: int | None
    source: str | None


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """None: no source says it. Bodies may hold placeholders ("UBND {huyện}"); `worded` fills them in."""

    uid: str
    code: str
    title: str
    for_reference: bool
    valid_from: date | None
    valid_to: date | None
    letterhead_parent: str | None
    received_by: str | None
    appraised_by: str | None
    decided_by: str | None
    announced_by: str | None
    vote_share: Decimal | None
    notice_days: int | None
    source: str | None
    note: str | None
    components: tuple[ComponentRow, ...] = ()
    steps: tuple[StepRow, ...] = ()

    def in_force(self, on: date) -> bool:
        return not self.for_reference and (
            (self.valid_from is None or self.valid_from <= on)
            and (self.valid_to is None or on <= self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class Addressees:
    """Whom letters of one day name, as printed; "" where nobody has said it. `profile`: None in a gap."""

    profile: ProfileRow | None
    letterhead_parent: str
    received_by: str
    appraised_by: str
    decided_by: str
    announced_by: str


def profiles(session: Session) -> list[ProfileRow]:
    """In their order; those for reference come last."""
    order = (ProcedureProfile.for_reference, ProcedureProfile.position, ProcedureProfile.title)
    found = session.scalars(select(ProcedureProfile).order_by(*order)).all()
    components: dict[str, list[ComponentRow]] = {row.uid: [] for row in found}
    for part in session.scalars(select(DossierComponent).order_by(DossierComponent.position)):
        components[part.profile_uid].append(
            ComponentRow(part.uid, part.kind, part.title, part.signed_by, part.required)
        )
    steps: dict[str, list[StepRow]] = {row.uid: [] for row in found}
    for step in session.scalars(select(ProcedureStep).order_by(ProcedureStep.position)):
        steps[step.profile_uid].append(
            StepRow(step.uid, step.title, step.before_day, step.before_month, step.within_days, step.source)
        )
    return [_profile_row(row, components[row.uid], steps[row.uid]) for row in found]


def _profile_row(
    row: ProcedureProfile, components: Sequence[ComponentRow], steps: Sequence[StepRow]
) -> ProfileRow:
    return ProfileRow(
        uid=row.uid,
        code=row.code,
        title=row.title,
        for_reference=row.for_reference,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        letterhead_parent=row.letterhead_parent,
        received_by=row.received_by,
        appraised_by=row.appraised_by,
        decided_by=row.decided_by,
        announced_by=row.announced_by,
        vote_share=row.vote_share,
        notice_days=row.notice_days,
        source=row.source,
        note=row.note,
        components=tuple(components),
        steps=tuple(steps),
    )


def profile(session: Session, *, profile_uid: str) -> ProfileRow:
    """Raises NotFoundError."""
    found = next((row for row in profiles(session) if row.uid == profile_uid), None)
    if found is None:
        raise NotFoundError(_("Quy trình này không còn trong sổ. Hãy chọn quy trình khác."))
    return found


def profile_on(session: Session, *, on: date) -> ProfileRow:
    """The one in force on a day. Raises NotFoundError for a gap, RefusedError where several claim the day."""
    found = [row for row in profiles(session) if row.in_force(on)]
    if len(found) > 1:
        titles = ", ".join(f"“{row.title}”" for row in found)
        raise RefusedError(
            _(
                "Ngày {day} có nhiều quy trình cùng hiệu lực: {titles}. Hãy sửa ngày ở Danh mục › Quy trình."
            ).format(day=format_date(on), titles=titles)
        )
    if not found:
        raise NotFoundError(
            _("Ngày {day} chưa có quy trình nào hiệu lực. Hãy bổ sung ở Danh mục › Quy trình.").format(
                day=format_date(on)
            )
        )
    return found[0]


def find_profile(session: Session, *, on: date) -> ProfileRow | None:
    """The one in force on a day; None for a gap and where several claim the day."""
    found = [row for row in profiles(session) if row.in_force(on)]
    return found[0] if len(found) == 1 else None


def book_names(session: Session, *, on: date) -> BookInfo:
    """The names in force on a day, without the district once there are none."""
    info = places.book_info(session, on=on)
    return info if on <= LAST_DAY_OF_DISTRICTS else replace(info, district="")


def worded(pattern: str | None, info: BookInfo, *, hamlet: str = "") -> str:
    """ "UBND {huyện}" → "UBND huyện Yên Châu"; "" when it is not known or names a place that is not there."""
    text = pattern or ""
    names = (info.commune, info.district, info.province, hamlet)
    for placeholder, name in zip(PLACEHOLDERS, names, strict=True):
        if placeholder in text:
            if not name:
                return ""
            text = text.replace(placeholder, name)
    return text


def printed_bodies(session: Session, *, row: ProfileRow, today: date) -> dict[str, str]:
    """What letters under this profile print for each body that holds a placeholder, by the name of its column.

    The places are those of today, or of the profile's own time where today is outside it.
    """
    day = max(today, row.valid_from) if row.valid_from else today
    info = book_names(session, on=min(day, row.valid_to) if row.valid_to else day)
    patterns = {name: getattr(row, name) or "" for name in ("letterhead_parent", *BODIES)}
    return {name: worded(text, info) for name, text in patterns.items() if "{" in text}


def addressees(session: Session, *, plan: PlanRow, on: date) -> Addressees:
    """The profile in force on the letter's day decides.

    Words typed in the plan win while the plan's own day is under the same profile: a letter written after
    1/7/2025 does not go to the district that a plan of 2024 names.
    """
    found = find_profile(session, on=on)
    dated = session.scalars(select(Plan.dated).where(Plan.uid == plan.uid)).first()
    of_plan = find_profile(session, on=dated or date(plan.year, 12, 31))
    same = (found and found.uid) == (of_plan and of_plan.uid)
    info = book_names(session, on=on)

    def body(name: str, typed: str | None) -> str:
        return (typed if same else "") or worded(getattr(found, name, None), info)

    return Addressees(
        profile=found,
        letterhead_parent=worded(found.letterhead_parent if found else None, info),
        received_by=body("received_by", plan.facts.submitted_to),
        appraised_by=body("appraised_by", None),
        decided_by=body("decided_by", plan.facts.decided_by),
        announced_by=body("announced_by", None),
    )
