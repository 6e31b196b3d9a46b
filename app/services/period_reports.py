"""The commune's own reports: drafted from the figures, edited by paragraph, frozen when they are sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.periods import Period, periods_of_year
from app.domain.rights import Right
from app.errors import InputError, RefusedError
from app.i18n import _
from app.models.evidence import Evidence
from app.models.report import PeriodReport
from app.reports.period_report import (
    PARTS,
    HamletFigures,
    PeriodFigures,
    PeriodPaper,
    as_json,
    drafts,
    from_json,
)
from app.services import entry, plans, reminders
from app.services.period_figures import period_figures
from app.services.rights import require
from app.services.workspace import Workspace

_DOCUMENT = {"number": 60, "sent_to": 200}


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period in the list; `sent_on` None: not sent."""

    period: Period
    number: str
    sent_on: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is another one today than when the report was sent."""

    hamlet: str
    what: str
    sent: str
    today: str


@dataclass(frozen=True, slots=True)
class PeriodView:
    """`texts` as they would be printed; `edited` names those that somebody wrote in place of the draft.

    Of a report that was sent figures and texts are those of that day, and `changes` tells what is another today.
    `file_name` is that of the signed copy, "" without one.
    """

    period: Period
    figures: PeriodFigures
    texts: dict[str, str]
    edited: frozenset[str]
    number: str
    dated: date | None
    sent_on: date | None
    sent_to: str
    changes: tuple[Change, ...]
    evidence_uid: str = ""
    file_name: str = ""


def period_lines(session: Session, *, year: int, today: date) -> list[PeriodLine]:
    """Periods of the year that have begun by today, and those that were reported on all the same."""
    known = {row.period: row for row in session.scalars(select(PeriodReport))}
    found = []
    for period in periods_of_year(year):
        row = known.get(str(period))
        if row is not None or period.first_day <= today:
            found.append(PeriodLine(period, (row.number or "") if row else "", row.sent_on if row else None))
    return found


def period_view(session: Session, *, period: Period, today: date) -> PeriodView:
    """Raises NotFoundError without a plan of the year."""
    row = _find(session, period)
    figures = period_figures(session, period=period, today=today)
    sent = row.figures if row is not None else None
    written = dict(row.texts) if row is not None else {}
    changes: tuple[Change, ...] = ()
    if sent is not None:
        kept = from_json(sent["figures"])
        changes = tuple(_changes(kept, figures))
        figures = kept
        texts = {name: sent["texts"][name] for name in PARTS}
    else:
        texts = {**drafts(figures), **written}
    file = session.get(Evidence, row.evidence_uid) if row and row.evidence_uid else None
    return PeriodView(
        period,
        figures,
        texts,
        frozenset(written),
        (row.number or "") if row else "",
        row.dated if row else None,
        row.sent_on if row else None,
        (row.sent_to or "") if row else "",
        changes,
        file.uid if file else "",
        file.file_name if file else "",
    )


def write_text(session: Session, *, period: Period, part: str, text: str, today: date) -> None:
    """Write a paragraph in place of its draft; "" and the draft itself follow the figures again.

    Raises RefusedError after the report was sent.
    """
    require(session, Right.PLAN)
    row = _open(session, period)
    draft = drafts(period_figures(session, period=period, today=today))[part]
    words = entry.paragraph(text)
    texts = {name: kept for name, kept in row.texts.items() if name != part}
    row.texts = {**texts, part: words} if words and words != draft else texts
    session.flush()


def change_document(session: Session, *, period: Period, values: Mapping[str, Any]) -> None:
    """Some of number, dated, sent_to; also after sending, when the clerk's number comes late."""
    require(session, Right.PLAN)
    row = _find_or_make(session, period)
    for name, value in values.items():
        if name in _DOCUMENT:
            setattr(row, name, entry.line(value or "", limit=_DOCUMENT[name]) or None)
        elif name == "dated":
            row.dated = value
        else:
            raise KeyError(name)
    session.flush()


def attach_copy(session: Session, *, period: Period, evidence_uid: str | None) -> None:
    """The signed report as it was sent, an ordinary evidence without links; None takes it off again."""
    require(session, Right.PLAN)
    _find_or_make(session, period).evidence_uid = evidence_uid
    session.flush()


def send(session: Session, *, period: Period, sent_on: date, today: date) -> None:
    """Freeze figures and texts as they are; of a report that was sent only the day is corrected.

    Raises InputError for a day that cannot be.
    """
    require(session, Right.PLAN)
    row = _find_or_make(session, period)
    if sent_on > today:
        raise InputError(_("Ngày gửi chưa tới. Hãy gõ ngày đã gửi."), field="sent_on")
    if sent_on < period.first_day:
        raise InputError(_("Ngày gửi trước khi kỳ báo cáo bắt đầu. Hãy kiểm tra lại ngày."), field="sent_on")
    if row.dated is not None and sent_on < row.dated:
        raise InputError(_("Ngày gửi trước ngày ký báo cáo. Hãy sửa một trong hai ngày."), field="sent_on")
    if row.figures is None:
        figures = period_figures(session, period=period, today=today)
        row.figures = {"figures": as_json(figures), "texts": {**drafts(figures), **row.texts}}
    row.sent_on = sent_on
    session.flush()


def take_back(session: Session, *, period: Period) -> None:
    """It was not sent after all, or goes out again: the text is open, the figures are those of today."""
    require(session, Right.PLAN)
    row = _find(session, period)
    if row is not None:
        row.sent_on = row.figures = None
        session.flush()


def period_paper(session: Session, *, period: Period, today: date) -> PeriodPaper:
    view = period_view(session, period=period, today=today)
    plan = plans.plan_of_year(session, year=period.year)
    dated = view.dated or view.sent_on or today
    titles = reminders.signer_titles(plan)
    return PeriodPaper(
        letterhead=reminders.commune_letterhead(session, today=dated),
        period=period,
        figures=view.figures,
        texts=view.texts,
        number=view.number,
        dated=dated,
        sent_to=view.sent_to,
        plan_title=plan.facts.title,
        signer_titles=titles,
        signer_name=plan.facts.signer_name or "",
    )


def write_paper(workspace: Workspace, target: Path, *, period: Period) -> None:
    """As .pdf, .docx or .xlsx by the ending of `target`. Raises InputError, StorageError."""
    if workspace.owns(target):
        raise InputError(_("Không ghi vào phần dữ liệu của sổ. Hãy chọn tên tệp khác."))
    suffix = target.suffix.casefold()
    paper = workspace.read(period_paper, period=period, today=workspace.today())
    if suffix == ".xlsx":
        from app.reports.period_report_xlsx import write_period_xlsx

        write_period_xlsx(paper, target)
        return
    from app.reports.period_report import period_letter

    reminders.letter_writer(suffix)(period_letter(paper), target)


def _changes(kept: PeriodFigures, now: PeriodFigures) -> Iterator[Change]:
    fields = {
        "expected": _("báo cáo phải nộp"),
        "received": _("báo cáo đã nộp"),
        "on_time": _("báo cáo đúng hạn"),
        "criteria_met": _("tiêu chí đạt"),
        "indicators_met": _("chỉ tiêu đạt"),
    }
    then = {row.uid: row for row in kept.hamlets}
    today = {row.uid: row for row in now.hamlets}
    for uid in dict.fromkeys((*then, *today)):
        old, new = then.get(uid), today.get(uid)
        if old is None or new is None:
            yield _came_or_went(old, new)
            continue
        for name, what in fields.items():
            before, after = getattr(old, name), getattr(new, name)
            if before != after:
                yield Change(new.hamlet, what, str(before), str(after))


def _came_or_went(old: HamletFigures | None, new: HamletFigures | None) -> Change:
    row = old or new
    assert row is not None
    words = _("có"), _("không có")
    return Change(row.hamlet, _("trong kế hoạch"), words[old is None], words[new is None])


def _find(session: Session, period: Period) -> PeriodReport | None:
    return session.scalars(select(PeriodReport).where(PeriodReport.period == str(period))).first()


def _find_or_make(session: Session, period: Period) -> PeriodReport:
    row = _find(session, period)
    if row is None:
        plans.plan_of_year(session, year=period.year)
        row = PeriodReport(period=str(period), texts={})
        session.add(row)
    return row


def _open(session: Session, period: Period) -> PeriodReport:
    row = _find_or_make(session, period)
    if row.sent_on is not None:
        raise RefusedError(_("Báo cáo này đã gửi nên không sửa được. Hãy xóa ngày gửi trước."))
    return row
