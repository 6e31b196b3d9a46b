"""Values of the journal in words, as the forms show them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from app import labels
from app.account_words import account_kind_label
from app.domain.calendar import Shift
from app.domain.criteria import DutyKind, GroupKind, RoleLevel, SetLevel
from app.domain.deadlines import Channel
from app.domain.dossier import EventKind
from app.domain.lineage import ChangeKind
from app.domain.measure import Direction, IndicatorStatus, Measure
from app.domain.milestones import MilestoneKind
from app.domain.money import format_money
from app.domain.numbers import format_number
from app.domain.periods import parse_period
from app.domain.procedure import ComponentKind
from app.domain.rights import AccountKind
from app.domain.rounds import RoundKind
from app.domain.verdict import Opinion, Verdict
from app.domain.work import WorkProgress
from app.dossier_words import event_label
from app.i18n import _
from app.report_words import period_label, shift_label

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBERS = frozenset({"part", "whole", "amount", "share", "vote_share"})
_SECRET = frozenset({"pin"})


class ValueWords:
    """References are named by whoever knows the rows."""

    def __init__(self) -> None:
        self._choices = _choices()

    def words(self, table: str, field: str, raw: Any) -> str:
        """A JSON value of the journal as a form would show it."""
        if raw is None or raw in ("", [], {}):
            return ""
        if field in _SECRET:
            return "••••"
        if isinstance(raw, bool):
            return _("Có") if raw else _("Không")
        if isinstance(raw, list):
            return "; ".join(map(str, raw))
        if isinstance(raw, dict):
            return "; ".join(f"{key}: {value}" for key, value in raw.items())
        return self._text(table, field, raw) if isinstance(raw, str) else str(raw)

    def _text(self, table: str, field: str, raw: str) -> str:
        choice = self._choices.get((table, field)) or self._choices.get(("", field))
        try:
            if choice is not None:
                return choice(raw)
            if field in _NUMBERS or (table, field) == ("assessment", "reference"):
                return format_number(Decimal(raw))
        except (ValueError, KeyError, InvalidOperation):
            return raw  # a word that this version does not know any more
        return format_date_of(raw) if _ISO_DAY.fullmatch(raw) else raw


def format_date_of(raw: str) -> str:
    year, month, day = raw.split("-")
    return f"{day}/{month}/{year}"


def _choices() -> dict[tuple[str, str], Callable[[str], str]]:
    return {
        ("", "claimed"): lambda raw: labels.verdict_label(Verdict(raw)),
        ("", "concluded"): lambda raw: labels.verdict_label(Verdict(raw)),
        ("", "verdict"): lambda raw: labels.verdict_label(Verdict(raw)),
        ("", "opinion"): lambda raw: labels.opinion_label(Opinion(raw)),
        ("review_round", "kind"): lambda raw: labels.round_kind_label(RoundKind(raw)),
        ("round_event", "kind"): lambda raw: {"closed": _("Khóa"), "reopened": _("Mở lại")}[raw],
        ("responsibility", "kind"): lambda raw: labels.duty_kind_label(DutyKind(raw)),
        ("place_change", "kind"): lambda raw: labels.place_change_label(ChangeKind(raw)),
        ("dossier_component", "kind"): lambda raw: labels.component_kind_label(ComponentKind(raw)),
        ("dossier_event", "kind"): lambda raw: event_label(EventKind(raw)),
        ("account", "kind"): lambda raw: account_kind_label(AccountKind(raw)),
        ("assignment", "money_needed"): lambda raw: format_money(Decimal(raw)),
        ("milestone", "kind"): lambda raw: labels.milestone_label(MilestoneKind(raw)),
        ("", "after_kind"): lambda raw: labels.milestone_label(MilestoneKind(raw)),
        ("assignment", "progress"): lambda raw: labels.work_progress_label(WorkProgress(raw)),
        ("plan", "report_shift"): lambda raw: shift_label(Shift(raw)),
        ("period_report", "period"): lambda raw: period_label(parse_period(raw)),
        ("", "channel"): lambda raw: labels.channel_label(Channel(raw)),
        ("criteria_set", "level"): lambda raw: labels.set_level_label(SetLevel(raw)),
        ("role", "level"): lambda raw: labels.role_level_label(RoleLevel(raw)),
        ("place", "level"): place_level_words,
        ("", "status"): lambda raw: labels.indicator_status_label(IndicatorStatus(raw)),
        ("", "measure"): lambda raw: labels.measure_label(Measure(raw)),
        ("", "direction"): lambda raw: labels.direction_label(Direction(raw)),
        ("", "group_kind"): lambda raw: labels.group_kind_label(GroupKind(raw)),
    }


def place_level_words(raw: str) -> str:
    return {"hamlet": _("Bản"), "commune": _("Xã"), "district": _("Huyện"), "province": _("Tỉnh")}[raw]
