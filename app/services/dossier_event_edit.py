"""Writing down what became of a dossier, with the remarks of a body that returned it and the commune's answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.dossier import EventKind, impossible
from app.domain.rights import Right
from app.dossier_words import impossible_sentence
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.models.criteria import Indicator
from app.models.dossier import DossierEvent, DossierRemark, DossierVersion
from app.services import entry
from app.services.dossier_events import last_position, rows_of_dossier
from app.services.dossier_rows import own_dossier
from app.services.evidence import find as find_evidence
from app.services.meetings import cleaned_values
from app.services.rights import require

_LINES = {"document_number": 60, "issuer": 200}
_TEXTS = frozenset({"note"})
EVENT_FIELDS = frozenset({"on_date", "document_date", "version_uid", "evidence_uid", *_LINES, *_TEXTS})


def add_event(
    session: Session, *, hamlet_uid: str, year: int, kind: EventKind, values: Mapping[str, Any], today: date
) -> str:
    """Write down an event with some of EVENT_FIELDS, `on_date` among them; returns its uid.

    A submission that names no version speaks of the newest made by that day. Raises InputError for a day to come,
    RefusedError for what cannot be: recognised before it was submitted.
    """
    require(session, Right.DOSSIER)
    dossier = own_dossier(session, hamlet_uid=hamlet_uid, year=year)
    cleaned = _cleaned(values, today)
    if cleaned.get("on_date") is None:
        raise InputError(_("Hãy ghi ngày."), field="on_date")
    row = DossierEvent(
        dossier_uid=dossier.uid, kind=kind, position=last_position(session, dossier.uid) + 1, **cleaned
    )
    session.add(row)
    session.flush()
    if kind is EventKind.SUBMITTED and row.version_uid is None:
        row.version_uid = _newest_version(session, dossier.uid, row.on_date)
    _check(session, row, cleaned)
    session.flush()
    return row.uid


def change_event(session: Session, *, event_uid: str, values: Mapping[str, Any], today: date) -> None:
    """Write some of EVENT_FIELDS; refuses as `add_event` does."""
    require(session, Right.DOSSIER)
    row = _event(session, event_uid)
    cleaned = _cleaned(values, today)
    if "on_date" in cleaned and cleaned["on_date"] is None:
        raise InputError(_("Hãy ghi ngày."), field="on_date")
    for field, value in cleaned.items():
        setattr(row, field, value)
    session.flush()
    _check(session, row, cleaned)


def remove_event(session: Session, *, event_uid: str) -> None:
    """Take out an event entered by mistake, with its remarks; its file stays in the book.

    Raises RefusedError where a later event needs it.
    """
    require(session, Right.DOSSIER)
    row = _event(session, event_uid)
    for remark in session.scalars(select(DossierRemark).where(DossierRemark.event_uid == row.uid)):
        session.delete(remark)
    session.flush()
    dossier_uid = row.dossier_uid
    session.delete(row)
    session.flush()
    _refuse_impossible(session, dossier_uid)


def add_remark(session: Session, *, event_uid: str, text: str, indicator_uid: str | None = None) -> str:
    """What the body that returned the dossier says of an indicator, or of the whole; returns the uid."""
    require(session, Right.DOSSIER)
    event = _event(session, event_uid)
    if event.kind is not EventKind.RETURNED:
        raise RefusedError(_("Chỉ lần trả lại hồ sơ mới có ý kiến từng chỉ tiêu. Hãy chọn lần trả lại."))
    last = session.scalar(
        select(func.max(DossierRemark.position)).where(DossierRemark.event_uid == event.uid)
    )
    row = DossierRemark(
        event_uid=event.uid,
        indicator_uid=_indicator(session, indicator_uid),
        position=(last or 0) + 1,
        text=_required_text(text),
    )
    session.add(row)
    session.flush()
    return row.uid


def change_remark(session: Session, *, remark_uid: str, values: Mapping[str, Any]) -> None:
    """Write `text` or `indicator_uid`."""
    require(session, Right.DOSSIER)
    row = _remark(session, remark_uid)
    if "text" in values:
        row.text = _required_text(values["text"])
    if "indicator_uid" in values:
        row.indicator_uid = _indicator(session, values["indicator_uid"])
    session.flush()


def remove_remark(session: Session, *, remark_uid: str) -> None:
    require(session, Right.DOSSIER)
    session.delete(_remark(session, remark_uid))
    session.flush()


def answer_remark(
    session: Session, *, remark_uid: str, answer: str, today: date, on: date | None = None
) -> None:
    """How the commune mended it and when, today unless said otherwise; "" opens the remark again."""
    require(session, Right.DOSSIER)
    row = _remark(session, remark_uid)
    row.answer = entry.paragraph(answer) or None
    day = (on or today) if row.answer else None
    returned_on = _event(session, row.event_uid).on_date
    if day is not None and not returned_on <= day <= today:
        raise InputError(
            _("Ngày xử lý phải từ ngày trả lại {returned} đến hôm nay. Hãy xem lại ngày.").format(
                returned=format_date(returned_on)
            ),
            field="answered_on",
        )
    row.answered_on = day
    session.flush()


def _cleaned(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    unknown = set(values) - EVENT_FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    cleaned = cleaned_values(values, lines=_LINES, texts=_TEXTS)
    for field in ("on_date", "document_date"):
        day = cleaned.get(field)
        if day is not None and day > today:
            raise InputError(
                _("Ngày {day} chưa đến. Hãy xem lại ngày.").format(day=format_date(day)), field=field
            )
    return cleaned


def _check(session: Session, row: DossierEvent, written: Mapping[str, Any]) -> None:
    """References that are there, and an order that can be."""
    if written.get("version_uid") and _version_of(session, row) is None:
        raise NotFoundError(_("Không còn bản chính này. Hãy chọn bản khác."))
    if written.get("evidence_uid"):
        find_evidence(session, written["evidence_uid"])
    _refuse_impossible(session, row.dossier_uid)


def _refuse_impossible(session: Session, dossier_uid: str) -> None:
    rows = rows_of_dossier(session, dossier_uid)
    for at, row in enumerate(rows):
        why = impossible([earlier.kind for earlier in rows[:at]], row.kind)
        if why is not None:
            raise RefusedError(impossible_sentence(why, row.kind))


def _version_of(session: Session, row: DossierEvent) -> DossierVersion | None:
    found = session.get(DossierVersion, row.version_uid)
    return found if found is not None and found.dossier_uid == row.dossier_uid else None


def _newest_version(session: Session, dossier_uid: str, by: date) -> str | None:
    statement = (
        select(DossierVersion.uid, DossierVersion.made_at)
        .where(DossierVersion.dossier_uid == dossier_uid)
        .order_by(DossierVersion.number.desc())
    )
    made = session.execute(statement).all()
    return next((uid for uid, at in made if at.astimezone().date() <= by), None)


def _event(session: Session, uid: str) -> DossierEvent:
    row = session.get(DossierEvent, uid)
    if row is None:
        raise NotFoundError(_("Không còn mục này của hồ sơ. Hãy chọn mục khác."))
    return row


def _remark(session: Session, uid: str) -> DossierRemark:
    row = session.get(DossierRemark, uid)
    if row is None:
        raise NotFoundError(_("Không còn ý kiến này. Hãy chọn ý kiến khác."))
    return row


def _indicator(session: Session, uid: str | None) -> str | None:
    if uid and session.get(Indicator, uid) is None:
        raise NotFoundError(_("Không còn chỉ tiêu này. Hãy chọn chỉ tiêu khác."))
    return uid or None


def _required_text(typed: str) -> str:
    text = entry.paragraph(typed)
    if not text:
        raise InputError(_("Hãy ghi ý kiến."), field="text")
    return text
