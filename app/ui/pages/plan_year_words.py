"""How the milestones of a year read: on the timeline, in the table and beside the fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.dates import format_date
from app.domain.milestones import MilestoneKind, MilestoneState, RuleKind, Standing, is_sunday, is_weekend
from app.i18n import _
from app.labels import milestone_label, milestone_state_label
from app.services.milestones import HamletYear, MilestoneRow, RuleSource, YearPlan
from app.ui.tables import Column
from app.ui.theme import ToneName
from app.ui.widgets.year_timeline import TimelineMark, TimelineRow

ALL = ""  # the row of all hamlets
_TONES: dict[MilestoneState, ToneName] = {
    MilestoneState.DONE: "met",
    MilestoneState.LATE: "late",
    MilestoneState.DUE: "due",
    MilestoneState.LATER: "muted",
    MilestoneState.UNDATED: "muted",
}
_WORST = (MilestoneState.LATE, MilestoneState.DUE, MilestoneState.LATER, MilestoneState.UNDATED)


@dataclass(frozen=True, slots=True)
class ShownMilestone:
    """A milestone of one hamlet, or of all with how each of them stands."""

    row: MilestoneRow
    of_hamlets: tuple[MilestoneRow, ...] = ()

    @property
    def state(self) -> MilestoneState:
        """Of all: the worst of the hamlets, done once each is."""
        if not self.of_hamlets:
            return self.row.standing.state
        states = {one.standing.state for one in self.of_hamlets}
        return next((state for state in _WORST if state in states), MilestoneState.DONE)

    @property
    def tone(self) -> ToneName:
        return _TONES[self.state]

    @property
    def done(self) -> int:
        return sum(one.standing.state is MilestoneState.DONE for one in self.of_hamlets)


def shown_milestones(year: YearPlan, hamlet_uid: str) -> tuple[ShownMilestone, ...]:
    """Of a hamlet, or of ALL."""
    if hamlet_uid != ALL:
        found = next((one for one in year.hamlets if one.hamlet_uid == hamlet_uid), None)
        return tuple(ShownMilestone(row) for row in found.milestones) if found else ()
    by_kind = [{row.kind: row for row in hamlet.milestones} for hamlet in year.hamlets]
    return tuple(ShownMilestone(row, tuple(rows[row.kind] for rows in by_kind)) for row in year.common)


def timeline_rows(year: YearPlan) -> list[TimelineRow]:
    scopes = [(ALL, _("Tất cả các bản")), *((one.hamlet_uid, hamlet_name(one)) for one in year.hamlets)]
    return [
        TimelineRow(
            uid,
            name,
            tuple(
                mark
                for shown in shown_milestones(year, uid)
                if (mark := _mark(shown, year.plan.year)) is not None
            ),
        )
        for uid, name in scopes
    ]


def hamlet_name(hamlet: HamletYear) -> str:
    """With the further sets it is judged under: what it strives for beyond the plan's own target."""
    return f"{hamlet.name} ({', '.join(hamlet.further)})" if hamlet.further else hamlet.name


def short_label(kind: MilestoneKind) -> str:
    return {
        MilestoneKind.REVIEW: _("Rà soát"),
        MilestoneKind.REMEDY: _("Khắc phục"),
        MilestoneKind.EVIDENCE: _("Minh chứng"),
        MilestoneKind.APPRAISAL: _("Thẩm định"),
        MilestoneKind.DOSSIER: _("Hồ sơ"),
        MilestoneKind.DECISION: _("Quyết định"),
        MilestoneKind.ANNOUNCEMENT: _("Công bố"),
    }[kind]


def _mark(shown: ShownMilestone, year: int) -> TimelineMark | None:
    """Where it was reached, else where it is due; None for one without a day."""
    row = shown.row
    day = row.done_on or row.last_day
    if day is None:
        return None
    words = short_label(row.kind)
    state = state_words(shown)
    if day.year != year:
        words += f" {format_date(day)}"
    if shown.state in (MilestoneState.DONE, MilestoneState.LATE):
        words += f": {state}"
    spoken = f"{milestone_label(row.kind)}, {format_date(day)}, {state}"
    shape = "later" if shown.state is MilestoneState.UNDATED else shown.state.value
    return TimelineMark(row.kind, day, words, spoken, shape, shown.tone)


def state_words(shown: ShownMilestone) -> str:
    if shown.of_hamlets and shown.state is not MilestoneState.DONE:
        return _of_all(shown)
    return standing_words(shown.row.standing if not shown.of_hamlets else Standing(MilestoneState.DONE))


def _of_all(shown: ShownMilestone) -> str:
    late = sum(one.standing.state is MilestoneState.LATE for one in shown.of_hamlets)
    parts = []
    if shown.done:
        parts.append(_("{done}/{all} bản xong").format(done=shown.done, all=len(shown.of_hamlets)))
    if late:
        parts.append(_("{n} bản quá hạn").format(n=late))
    return " · ".join(parts) or milestone_state_label(shown.state).lower()


def standing_words(standing: Standing) -> str:
    if standing.state is MilestoneState.DONE:
        return _("xong, trễ {n} ngày").format(n=standing.days) if standing.days else _("xong")
    if standing.state is MilestoneState.LATE:
        return _("quá {n} ngày").format(n=standing.days)
    if standing.state is MilestoneState.UNDATED:
        return _("chưa định hạn")
    return _("còn {n} ngày").format(n=standing.days) if standing.days else _("hôm nay là ngày cuối")


def rule_words(row: MilestoneRow) -> str:
    rule = row.rule
    if rule.kind is RuleKind.DATE:
        words = _("trước {day}").format(day=format_date(rule.before_on))
    elif rule.kind is RuleKind.DAY_MONTH:
        words = _("trước ngày {day}/{month}").format(day=rule.day, month=rule.month)
    elif rule.kind is RuleKind.AFTER and rule.after is not None:
        words = _("{n} ngày sau “{kind}”").format(n=rule.days, kind=milestone_label(rule.after))
    else:
        return ""
    if row.source is RuleSource.ORDERS:
        return _("{words} (hạn việc đã giao)").format(words=words)
    return (
        _("{words} (chung)").format(words=words)
        if row.hamlet_uid and row.source is RuleSource.COMMON
        else words
    )


def last_day_words(row: MilestoneRow) -> str:
    """The last day in time, and what is odd about it: a weekend, or before what comes earlier in the year."""
    if row.last_day is None:
        return ""
    day = format_date(row.last_day)
    parts = [_("Chậm nhất ngày {day}.").format(day=day)]
    if is_weekend(row.last_day):
        name = _("Chủ nhật") if is_sunday(row.last_day) else _("thứ Bảy")
        parts.append(_("Ngày đó là {weekday}, nên nhắc xong trước cuối tuần.").format(weekday=name))
    if row.before is not None:
        parts.append(_("Sớm hơn mốc “{kind}” đứng trước.").format(kind=milestone_label(row.before)))
    return " ".join(parts)


def milestone_columns() -> list[Column[ShownMilestone]]:
    order = {kind: place for place, kind in enumerate(MilestoneKind)}
    return [
        Column(
            "kind",
            _("Mốc"),
            lambda shown: milestone_label(shown.row.kind),
            sort=lambda shown: order[shown.row.kind],
            width=23,
        ),
        Column("rule", _("Hạn"), lambda shown: rule_words(shown.row), width=23),
        Column("last", _("Ngày cuối"), lambda shown: shown.row.last_day, tone=_weekend_tone, width=11),
        Column("state", _("Tình trạng"), state_words, tone=lambda shown: shown.tone, width=18),
        Column("done", _("Ngày xong"), lambda shown: shown.row.done_on, tooltip=_known_words, width=11),
        Column("note", _("Ghi chú"), lambda shown: shown.row.note, width=16, stretch=True),
    ]


def _weekend_tone(shown: ShownMilestone) -> ToneName | None:
    odd = shown.row.last_day is not None and (is_weekend(shown.row.last_day) or shown.row.before is not None)
    return "due" if odd and shown.state is not MilestoneState.DONE else None


def _known_words(shown: ShownMilestone) -> str:
    return _("Sổ tự biết, không ai gõ") if shown.row.known else ""


def summary_words(year: YearPlan) -> str:
    rows = [row for hamlet in year.hamlets for row in hamlet.milestones]
    counted = {state: sum(row.standing.state is state for row in rows) for state in MilestoneState}
    parts = [_("{n} bản").format(n=len(year.hamlets))]
    for state, words in (
        (MilestoneState.DONE, _("{n} mốc xong")),
        (MilestoneState.LATE, _("{n} mốc quá hạn")),
        (MilestoneState.DUE, _("{n} mốc trong 7 ngày tới")),
        (MilestoneState.UNDATED, _("{n} mốc chưa định hạn")),
    ):
        if counted[state]:
            parts.append(words.format(n=counted[state]))
    return " · ".join(parts)


def targets(hamlets: Sequence[HamletYear]) -> str:
    """The sets that the hamlets strive for, each once."""
    return "; ".join(dict.fromkeys(one.target for one in hamlets if one.target))
