"""Procedure profiles from YAML data files into definitions."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.domain.procedure import ComponentDefinition, ComponentKind, ProfileDefinition, StepDefinition
from app.exchange.yaml_nodes import Node, load
from app.i18n import _

_PROFILE_KEYS = [item.name for item in fields(ProfileDefinition)]
_COMPONENT_KEYS = [item.name for item in fields(ComponentDefinition)]
_STEP_KEYS = [item.name for item in fields(StepDefinition)]


def read_profile(path: Path) -> ProfileDefinition:
    """A procedure profile; keys are named like the fields of ProfileDefinition, unknown ones null or left out.

    `vote_share: "90"` is percent; `before: {day: 15, month: null}` is a day of every month.
    Raises InputError naming the line.
    """
    node = load(path).checked(_PROFILE_KEYS)
    valid_from, valid_to = node.optional("valid_from", date), node.optional("valid_to", date)
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise node.fault(_("hết hiệu lực trước khi có hiệu lực."), node.line_of("valid_to"))
    return ProfileDefinition(
        code=node.value("code", str),
        title=node.value("title", str),
        for_reference=node.optional("for_reference", bool) or False,
        valid_from=valid_from,
        valid_to=valid_to,
        letterhead_parent=node.optional("letterhead_parent", str),
        received_by=node.optional("received_by", str),
        appraised_by=node.optional("appraised_by", str),
        decided_by=node.optional("decided_by", str),
        announced_by=node.optional("announced_by", str),
        vote_share=_share(node, "vote_share"),
        notice_days=_count(node, "notice_days"),
        source=node.optional("source", str),
        note=node.optional("note", str),
        components=tuple(_component(item) for item in node.nodes("components", keys=_COMPONENT_KEYS)),
        steps=tuple(_step(item) for item in node.nodes("steps", keys=_STEP_KEYS)),
    )


def _share(node: Node, key: str) -> Decimal | None:
    found = node.optional(key, str)
    if found is None:
        return None
    if not re.fullmatch(r"\d{1,3}(\.\d{1,6})?", found, re.ASCII) or Decimal(found) > 100:
        raise node.fault(
            _("“{found}” không phải là tỷ lệ từ 0 đến 100.").format(found=found), node.line_of(key)
        )
    return Decimal(found)


def _count(node: Node, key: str) -> int | None:
    found = node.optional(key, int)
    if found is not None and not 0 <= found <= 3660:
        raise node.fault(_("“{found}” không phải là số ngày.").format(found=found), node.line_of(key))
    return found


def _component(node: Node) -> ComponentDefinition:
    kind = node.choice("kind", ComponentKind)
    required = node.optional("required", bool)
    return ComponentDefinition(
        kind=ComponentKind.OTHER if kind is None else kind,
        title=node.value("title", str),
        signed_by=node.optional("signed_by", str),
        required=True if required is None else required,
    )


def _step(node: Node) -> StepDefinition:
    return StepDefinition(
        title=node.value("title", str),
        before=_last_day(node.node("before", keys=("day", "month"))) if node.has("before") else None,
        within_days=_count(node, "within_days"),
        source=node.optional("source", str),
    )


def _last_day(node: Node) -> tuple[int, int | None]:
    """Without a month it is a day of every month."""
    day, month = node.value("day", int), node.optional("month", int)
    try:
        date(2024, month or 1, day)  # a leap year: 29/2 is a day
    except ValueError:
        raise node.fault(_("không có ngày {day}/{month}.").format(day=day, month=month or 1)) from None
    return day, month
