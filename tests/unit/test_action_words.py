"""Ctrl+Z and the journal name every deed in its own words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from app.action_words import action_label

APP = Path(__file__).parents[2] / "app"


def _written(tree: ast.Module) -> Iterator[str]:
    """What this module gives to `write` and `write_as`, as the journal would name it."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.services"):
            module = (node.module or "").rpartition(".")[2]
            names.update({alias.asname or alias.name: f"{module}.{alias.name}" for alias in node.names})
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            at = {"write": 0, "write_as": 2}.get(node.func.attr)
            if at is not None and len(node.args) > at:
                yield from _named(node.args[at], names)


def _named(given: ast.expr, names: dict[str, str]) -> Iterator[str]:
    if isinstance(given, ast.Attribute) and isinstance(given.value, ast.Name):
        module = names.get(given.value.id, "").rpartition(".")[2]
        if module:
            yield f"{module}.{given.attr}"
    elif isinstance(given, ast.Name) and given.id in names:
        yield names[given.id]
    elif isinstance(given, ast.IfExp):
        yield from _named(given.body, names)
        yield from _named(given.orelse, names)


def test_every_use_case_the_screens_write_with_has_its_own_words() -> None:
    used = set()
    for path in APP.rglob("*.py"):
        used.update(_written(ast.parse(path.read_text(encoding="utf-8"))))
    assert len(used) > 50
    quiet = {"history.apply_inverse", "procedure_install.install_shipped_profiles"}  # kinds UNDO, REDO, BASE
    unnamed = action_label("no.such")
    assert sorted(name for name in used - quiet if action_label(name) == unnamed) == []
