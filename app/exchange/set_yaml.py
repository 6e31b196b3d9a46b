"""Criteria sets from YAML and back: keys are named like the fields of the definitions."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.criteria import (
    CriterionDefinition,
    GroupKind,
    IndicatorDefinition,
    LegalBasis,
    SetDefinition,
    SetLevel,
)
from app.domain.measure import Direction, IndicatorStatus, Measure
from app.domain.set_check import SetProblem, set_problems
from app.exchange.yaml_nodes import Node, load, load_text
from app.i18n import _
from app.labels import set_problem_sentence

_SET_KEYS = {item.name for item in fields(SetDefinition)} - {"basis"} | {"legal_basis", "criterion_met_when"}
_CRITERION_KEYS = {item.name for item in fields(CriterionDefinition)} | {"lead"}
_INDICATOR_KEYS = {item.name for item in fields(IndicatorDefinition)} - {"group_kind", "group_thresholds"} | {
    "lead",
    "thresholds_by_group",
}


@dataclass(slots=True)
class _Lines:
    """Where the rows of a set stand in the file."""

    top: Node
    criteria: dict[str, Node] = field(default_factory=dict)
    indicators: dict[str, Node] = field(default_factory=dict)

    def node(self, problem: SetProblem) -> Node:
        if problem.indicator:
            return self.indicators.get(problem.indicator, self.top)
        return self.criteria.get(problem.criterion, self.top)


def read_set(path: Path) -> SetDefinition:
    """The one set of a file. Raises InputError naming the line, also for a set that cannot be used."""
    return _set(load(path))


def read_set_text(text: str, *, name: str) -> SetDefinition:
    """As `read_set`; `name` stands for the file in the sentences."""
    return _set(load_text(text, name=name))


def read_sets(path: Path) -> list[SetDefinition]:
    """The sets of a file that holds `sets: [...]`, or its one set. Raises InputError as `read_set` does."""
    top = load(path)
    if not top.has("sets"):
        return [_set(top)]
    found = [_set(node) for node in top.nodes("sets")]
    keys = [(definition.code, definition.version) for definition in found]
    double = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
    if double is not None:
        raise top.fault(_("bộ {code} {version} có hai lần.").format(code=double[0], version=double[1]))
    return found


def _set(given: Node) -> SetDefinition:
    node = given.checked(_SET_KEYS)
    lines = _Lines(node)
    definition = SetDefinition(
        code=node.value("code", str),
        version=node.value("version", str),
        level=node.choice("level", SetLevel) or SetLevel.HAMLET,
        title=node.value("title", str),
        basis=_basis(node),
        valid_from=node.optional("valid_from", date),
        valid_to=node.optional("valid_to", date),
        criteria_total=node.optional("criteria_total", int),
        indicators_total=node.optional("indicators_total", int),
        criteria=tuple(_criterion(item, lines) for item in node.nodes("criteria", keys=_CRITERION_KEYS)),
        field=node.optional("field", str),
        prerequisite=node.optional("prerequisite", str),
        follows=_follows(node),
        note=node.optional("note", str),
    )
    problems = set_problems(definition)
    if problems:
        place = lines.node(problems[0])
        raise place.fault(set_problem_sentence(problems[0]), place.line_of(problems[0].field))
    return definition


def _basis(top: Node) -> LegalBasis:
    if not top.has("legal_basis"):
        return LegalBasis(None, None, None)
    node = top.node("legal_basis", keys=("number", "date", "issuer"))
    return LegalBasis(node.optional("number", str), node.optional("date", date), node.optional("issuer", str))


def _follows(top: Node) -> tuple[str, str] | None:
    if not top.has("follows"):
        return None
    node = top.node("follows", keys=("code", "version"))
    return node.value("code", str), node.value("version", str)


def _criterion(node: Node, lines: _Lines) -> CriterionDefinition:
    number = node.value("number", str)
    lines.criteria[number] = node
    return CriterionDefinition(
        number=number,
        name=node.value("name", str),
        indicators=tuple(_indicator(item, lines) for item in node.nodes("indicators", keys=_INDICATOR_KEYS)),
        name_variants=node.texts("name_variants"),
        source=node.optional("source", str),
        leads=_leads(node),
        support=node.texts("support"),
        appraisers=node.texts("appraisers"),
    )


def _leads(node: Node) -> tuple[str, ...]:
    """`lead: X` where there is one, `leads: [X, Y]` where there may be several."""
    if node.has("lead") and node.has("leads"):
        raise node.fault(_("chỉ ghi một trong hai mục “lead” và “leads”."), node.line_of("lead"))
    return (node.value("lead", str),) if node.has("lead") else node.texts("leads")


def _indicator(node: Node, lines: _Lines) -> IndicatorDefinition:
    number = node.value("number", str)
    lines.indicators[number] = node
    text = node.optional("text", str)
    group_kind, group_thresholds = _groups(node)
    applies = node.optional("may_not_apply", bool)
    return IndicatorDefinition(
        number=number,
        # Who writes a text into a file of his own has entered it; nothing else is known of it.
        status=node.choice("status", IndicatorStatus)
        or (IndicatorStatus.ENTERED if text else IndicatorStatus.PLACEHOLDER),
        text=text,
        measure=node.choice("measure", Measure),
        threshold=node.optional("threshold", str),
        scale=node.texts("scale"),
        leads=_leads(node),
        support=node.texts("support"),
        hint=node.optional("hint", str),
        source=node.optional("source", str),
        guidance=node.optional("guidance", str),
        computing=node.optional("computing", str),
        direction=node.choice("direction", Direction) or Direction.AT_LEAST,
        unit=node.optional("unit", str),
        part_label=node.optional("part_label", str),
        whole_label=node.optional("whole_label", str),
        reference=node.optional("reference", str),
        group_kind=group_kind,
        group_thresholds=group_thresholds,
        may_not_apply=True if applies is None else applies,
        required_papers=node.texts("required_papers"),
        appraisers=node.texts("appraisers"),
        predecessors=node.texts("predecessors") if node.has("predecessors") else None,
    )


def _groups(node: Node) -> tuple[GroupKind | None, tuple[tuple[str, str], ...]]:
    """`thresholds_by_group: {area: {I: "90", II: "80"}}`; `{commune: {}}` where only the kind is known."""
    if not node.has("thresholds_by_group"):
        return None, ()
    by_kind = node.node("thresholds_by_group", keys=list(GroupKind))
    kinds = [GroupKind(name) for name in by_kind.names()]
    if len(kinds) != 1:
        raise by_kind.fault(_("chỉ ghi một cách chia nhóm: area hoặc commune."))
    groups = by_kind.node(kinds[0])
    return kinds[0], tuple((group, groups.value(group, str)) for group in groups.names())


def write_set(definition: SetDefinition) -> str:
    """YAML that a person can read and edit; `read_set` gives the same set back. Only what is known is written."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Texts of several lines stand as they are read."""

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = "|" if "\n" in value else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    return yaml.dump(_set_entries(definition), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=110)


def _set_entries(definition: SetDefinition) -> dict[str, Any]:
    basis = definition.basis
    top = {
        "code": definition.code,
        "version": definition.version,
        "level": str(definition.level),
        "title": definition.title,
        "legal_basis": _known({"number": basis.number, "date": basis.dated, "issuer": basis.issuer}),
        "follows": dict(zip(("code", "version"), definition.follows, strict=True))
        if definition.follows
        else None,
    }
    names = ("valid_from", "valid_to", "criteria_total", "indicators_total", "field", "prerequisite", "note")
    top |= {name: getattr(definition, name) for name in names}
    criteria = [_criterion_entries(criterion) for criterion in definition.criteria]
    return _known(top) | {"criteria": criteria}


def _criterion_entries(criterion: CriterionDefinition) -> dict[str, Any]:
    names = ("name_variants", "source", "leads", "support", "appraisers")
    known = _known({name: _listed(getattr(criterion, name)) for name in names})
    indicators = [_indicator_entries(indicator) for indicator in criterion.indicators]
    return {"number": criterion.number, "name": criterion.name} | known | {"indicators": indicators}


def _indicator_entries(indicator: IndicatorDefinition) -> dict[str, Any]:
    special = {
        "number",
        "status",
        "direction",
        "group_kind",
        "group_thresholds",
        "may_not_apply",
        "predecessors",
    }
    entries: dict[str, Any] = {"number": indicator.number, "status": str(indicator.status)}
    for item in fields(IndicatorDefinition):
        if item.name not in special:
            entries[item.name] = _listed(getattr(indicator, item.name))
    if indicator.measure is not None:
        entries["measure"] = str(indicator.measure)
    if indicator.direction is not Direction.AT_LEAST:
        entries["direction"] = str(indicator.direction)
    known = _known(entries)
    if indicator.group_kind is not None:
        known["thresholds_by_group"] = {str(indicator.group_kind): dict(indicator.group_thresholds)}
    if not indicator.may_not_apply:
        known["may_not_apply"] = False
    if indicator.predecessors is not None:
        known["predecessors"] = list(indicator.predecessors)
    return known


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _known(entries: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if value not in (None, [], {})}
