"""Criteria sets out of the book as files, and files as sheets that can be previewed and imported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.domain.criteria import SetDefinition
from app.domain.text import safe_file_name
from app.errors import InputError
from app.exchange.catalogue_sheet import CatalogueSheet, CriterionLine, IndicatorLine
from app.i18n import _
from app.services import criteria, set_entry
from app.services.workspace import Workspace

if TYPE_CHECKING:
    from app.exchange.yaml_nodes import Node

WORKBOOKS = (".xlsx", ".xlsm", ".xls")
YAML = (".yaml", ".yml")
_KEYS = {
    "lead": ("leads",),
    "thresholds_by_group": ("group_kind", "group_thresholds"),
    "legal_basis": ("basis_number", "basis_date", "basis_issuer"),
}
_ROWS = frozenset({"criteria", "indicators", "criterion_met_when"})


def file_name(definition: SetDefinition, ending: str) -> str:
    """A name to propose for a set's file: "bo-tieu-chi sl-ban-ntm 2022-2025.xlsx"."""
    return safe_file_name(f"Bộ tiêu chí {definition.code} {definition.version}{ending}")


def export_set(workspace: Workspace, *, set_uid: str, target: Path) -> Path:
    """Write a set as .xlsx or .yaml, whichever the name ends in. Raises InputError, StorageError."""
    if not target.name or workspace.owns(target):
        raise InputError(
            _("Không ghi tệp vào “{path}”. Hãy chọn tên tệp khác, ngoài phần dữ liệu của sổ.").format(
                path=target
            )
        )
    ending = target.suffix.lower()
    if ending not in (".xlsx", *YAML):
        raise InputError(_("Tên tệp phải kết thúc bằng .xlsx hoặc .yaml."))
    workspace.read(export_xlsx if ending == ".xlsx" else export_yaml, set_uid=set_uid, target=target)
    return target


def export_xlsx(session: Session, *, set_uid: str, target: Path) -> None:
    """The workbook to fill in, filled with the set. Raises StorageError."""
    from app.exchange.catalogue_xlsx import write_catalogue

    definition = set_entry.set_definition(session, set_uid=set_uid)
    roles = {role.code: role.name for role in criteria.roles(session)}
    write_catalogue(target, definition, roles)


def export_yaml(session: Session, *, set_uid: str, target: Path) -> None:
    """Raises StorageError."""
    from app.exchange.set_yaml import write_set
    from app.files.atomic import write_atomically

    text = write_set(set_entry.set_definition(session, set_uid=set_uid))
    with write_atomically(target) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def read_sheets(path: Path) -> list[CatalogueSheet]:
    """The sets of a file, ready to be previewed; slow for big workbooks. Raises InputError, StorageError."""
    ending = path.suffix.lower()
    if ending in WORKBOOKS:
        from app.exchange.catalogue_xlsx import read_catalogue

        return [read_catalogue(path)]
    if ending in YAML:
        return _read_yaml(path)
    raise InputError(_("“{name}” không phải tệp .xlsx hay .yaml. Hãy chọn tệp khác.").format(name=path.name))


def _read_yaml(path: Path) -> list[CatalogueSheet]:
    from app.exchange.set_yaml import read_sets
    from app.exchange.yaml_nodes import load

    definitions = read_sets(path)
    top = load(path)
    nodes = top.nodes("sets") if top.has("sets") else [top]
    return [_yaml_sheet(one, node) for one, node in zip(definitions, nodes, strict=True)]


def _yaml_sheet(definition: SetDefinition, node: Node) -> CatalogueSheet:
    """An entry that the file does not have leaves its field as it is."""
    heads: list[CriterionLine] = []
    lines: list[IndicatorLine] = []
    for criterion, head in zip(definition.criteria, node.nodes("criteria"), strict=True):
        given = _given(head)
        heads.append(CriterionLine(head.line, criterion, _places(head, given), given - {"number"}))
        for indicator, entry in zip(criterion.indicators, head.nodes("indicators"), strict=True):
            known = _given(entry)
            fields = frozenset(type(indicator).__dataclass_fields__)
            cells = {**_places(entry, known), "criterion": _line(head.line)}
            lines.append(IndicatorLine(entry.line, criterion.number, indicator, cells, fields - known))
    facts = _given(node)
    return CatalogueSheet(
        definition,
        columns=frozenset(field for line in lines for field in type(line.indicator).__dataclass_fields__),
        facts=facts,
        criteria=tuple(heads),
        indicators=tuple(lines),
        fact_cells=_places(node, facts),
    )


def _given(node: Node) -> frozenset[str]:
    """The fields that a group of the file says anything about."""
    keys = set(node.names()) - _ROWS
    return frozenset(field for key in keys for field in _KEYS.get(key, (key,)))


def _places(node: Node, given: Iterable[str]) -> dict[str, str]:
    lines = {
        field: node.line_of(key) for key in node.names() for field in _KEYS.get(key, (key,)) if field in given
    }
    return {field: _line(line) for field, line in lines.items()}


def _line(number: int) -> str:
    return _("dòng {n}").format(n=number)
