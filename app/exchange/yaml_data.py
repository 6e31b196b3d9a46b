"""Criteria sets, roles and plans from YAML data files into definitions.

The shipped files and files a commune brings pass the same door: safe loading, limits, NFC, every key checked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from app.domain.criteria import (
    CriterionDefinition,
    IndicatorDefinition,
    LegalBasis,
    PlanDefinition,
    PlannedHamlet,
    PlannedWork,
    RoleDefinition,
    RoleLevel,
    SetDefinition,
    SetLevel,
)
from app.domain.measure import IndicatorStatus, Measure
from app.domain.text import nfc
from app.errors import InputError
from app.i18n import _

LARGEST_FILE = 1_000_000  # bytes; the whole hamlet set is 14 kB
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class _Node:
    """A mapping of the file with its place in it, so that a wrong key is named in the sentence."""

    def __init__(self, raw: object, where: str) -> None:
        if not isinstance(raw, Mapping):
            raise InputError(_("{where}: phải là một nhóm có tên mục. Hãy sửa tệp.").format(where=where))
        self._raw: Mapping[Any, Any] = raw
        self.where = where

    def value(self, key: str, kind: type[T]) -> T:
        found = self._raw.get(key)
        if not isinstance(found, kind) or isinstance(found, bool):
            raise InputError(
                _("{where}: mục “{key}” thiếu hoặc sai kiểu. Hãy sửa tệp.").format(where=self.where, key=key)
            )
        return kind(nfc(found)) if isinstance(found, str) else found  # type: ignore[call-arg]

    def optional(self, key: str, kind: type[T]) -> T | None:
        return None if self._raw.get(key) is None else self.value(key, kind)

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.optional(key, list) or []
        if not all(isinstance(item, str) for item in found):
            raise InputError(
                _("{where}: mục “{key}” phải là các dòng chữ.").format(where=self.where, key=key)
            )
        return tuple(nfc(item) for item in found)

    def choice(self, key: str, kinds: type[E]) -> E | None:
        found = self.optional(key, str)
        try:
            return None if found is None else kinds(found)
        except ValueError:
            raise InputError(
                _("{where}: mục “{key}” không nhận “{found}”.").format(where=self.where, key=key, found=found)
            ) from None

    def node(self, key: str) -> _Node:
        return _Node(self._raw.get(key), f"{self.where} › {key}")

    def nodes(self, key: str) -> list[_Node]:
        found = self.value(key, list)
        return [_Node(item, f"{self.where} › {key}[{place}]") for place, item in enumerate(found, start=1)]


def _load(path: Path) -> _Node:
    import yaml

    if path.stat().st_size > LARGEST_FILE:
        raise InputError(_("Tệp “{name}” lớn quá mức. Hãy kiểm tra lại tệp.").format(name=path.name))
    try:
        text = path.read_text(encoding="utf-8")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise InputError(
                _("Tệp “{name}” dùng tham chiếu lồng nhau nên không nhận.").format(name=path.name)
            )
        raw = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            _("Tệp “{name}” không đọc được: {why}").format(name=path.name, why=_first_line(error))
        ) from error
    return _Node(raw, path.name)


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]


def read_set(path: Path) -> SetDefinition:
    """A criteria set. Raises InputError naming the place, also when printed totals and rows disagree."""
    node = _load(path)
    definition = SetDefinition(
        code=node.value("code", str),
        version=node.value("version", str),
        level=node.choice("level", SetLevel) or SetLevel.HAMLET,
        title=node.value("title", str),
        basis=_basis(node.node("legal_basis")),
        valid_from=node.optional("valid_from", date),
        valid_to=node.optional("valid_to", date),
        criteria_total=node.value("criteria_total", int),
        indicators_total=node.value("indicators_total", int),
        criteria=tuple(_criterion(item) for item in node.nodes("criteria")),
    )
    _check_totals(definition, node.where)
    return definition


def _check_totals(definition: SetDefinition, where: str) -> None:
    numbers = [indicator.number for criterion in definition.criteria for indicator in criterion.indicators]
    if len(set(numbers)) != len(numbers):
        raise InputError(_("{where}: có số chỉ tiêu bị trùng. Hãy sửa tệp.").format(where=where))
    if (len(definition.criteria), len(numbers)) != (definition.criteria_total, definition.indicators_total):
        raise InputError(
            _("{where}: ghi {criteria}/{indicators} nhưng có {rows}/{lines} dòng. Hãy sửa tệp.").format(
                where=where,
                criteria=definition.criteria_total,
                indicators=definition.indicators_total,
                rows=len(definition.criteria),
                lines=len(numbers),
            )
        )


def _basis(node: _Node) -> LegalBasis:
    return LegalBasis(node.value("number", str), node.value("date", date), node.value("issuer", str))


def _criterion(node: _Node) -> CriterionDefinition:
    return CriterionDefinition(
        number=node.value("number", str),
        name=node.value("name", str),
        indicators=tuple(_indicator(item) for item in node.nodes("indicators")),
    )


def _threshold(node: _Node, measure: Measure | None) -> str | None:
    """A percentage from 0 to 100 written like "90" or "67.5", or a step of the scale, or unknown."""
    found = node.optional("threshold", str)
    if found is None:
        return None
    if measure is Measure.PERCENT:
        fits = re.fullmatch(r"\d{1,3}(\.\d+)?", found) is not None and Decimal(found) <= 100
    else:
        fits = measure is not Measure.RATING or found in node.texts("scale")
    if not fits:
        raise InputError(
            _("{where}: ngưỡng “{found}” không dùng được. Hãy sửa tệp.").format(where=node.where, found=found)
        )
    return found


def _indicator(node: _Node) -> IndicatorDefinition:
    measure = node.choice("measure", Measure)
    return IndicatorDefinition(
        number=node.value("number", str),
        status=node.choice("status", IndicatorStatus) or IndicatorStatus.PLACEHOLDER,
        text=node.optional("text", str),
        measure=measure,
        threshold=_threshold(node, measure),
        scale=node.texts("scale"),
        leads=tuple(filter(None, [node.optional("lead", str)])),
        support=node.texts("support"),
        hint=node.optional("hint", str),
        source=node.optional("source", str),
    )


def read_roles(path: Path) -> list[RoleDefinition]:
    """Roles in the order of the file. Raises InputError."""
    return [
        RoleDefinition(
            code=node.value("code", str),
            name=node.value("name", str),
            variants=node.texts("variants"),
            source=node.optional("source", str),
            level=node.choice("level", RoleLevel) or RoleLevel.COMMUNE,
        )
        for node in _load(path).nodes("roles")
    ]


def read_plan(path: Path) -> PlanDefinition:
    """A commune's plan of one year. Raises InputError."""
    node = _load(path)
    plan, signer = node.node("plan"), node.node("plan").node("signer")
    recognition, report = node.node("recognition"), node.node("monthly_report")
    return PlanDefinition(
        province=node.value("province", str),
        district=node.value("district", str),
        commune=node.value("commune", str),
        year=node.value("year", int),
        title=plan.value("title", str),
        signer_titles=signer.value("title", str),
        signer_name=signer.value("name", str),
        set_code=node.node("criteria_set").value("code", str),
        set_version=node.node("criteria_set").value("version", str),
        baseline_date=node.value("baseline_date", date),
        report_before_day=report.value("due_before_day", int),
        report_to=report.value("to", str),
        evidence_due=node.value("evidence_due", date),
        appraisal_due=node.value("appraisal_due", date),
        submitted_to=recognition.value("submitted_to", str),
        decided_by=recognition.value("decided_by", str),
        guidance=recognition.value("guidance", str),
        hamlets=tuple(_hamlet(item) for item in node.nodes("hamlets")),
    )


def _hamlet(node: _Node) -> PlannedHamlet:
    return PlannedHamlet(node.value("name", str), tuple(_work(item) for item in node.nodes("unmet")))


def _work(node: _Node) -> PlannedWork:
    return PlannedWork(
        indicator=node.value("indicator", str),
        finding=node.value("finding", str),
        lead_code=node.value("lead_code", str),
        lead_wording=node.value("lead", str),
        support=node.value("support", str),
        due_before=node.optional("due_before", date),
    )
