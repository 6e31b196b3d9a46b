"""Ctrl+Z and the journal name every deed in its own words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from app.action_words import action_label
from app.services.workspace import action_name

APP = Path(__file__).parents[2] / "app"


def _written(tree: ast.Module) -> Iterator[str]:
    """What this module gives to `write` and `write_as`, as the journal would name it."""
    names: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.services"):
            names.update({alias.asname or alias.name: (str(node.module), alias.name) for alias in node.names})
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            at = {"write": 0, "write_as": 2}.get(node.func.attr)
            if at is not None and len(node.args) > at:
                yield from _named(node.args[at], names)


def _named(given: ast.expr, names: dict[str, tuple[str, str]]) -> Iterator[str]:
    if isinstance(given, ast.Attribute) and isinstance(given.value, ast.Name) and given.value.id in names:
        package, module = names[given.value.id]
        yield action_name(getattr(import_module(f"{package}.{module}"), given.attr))
    elif isinstance(given, ast.Name) and given.id in names:
        module, function = names[given.id]
        yield action_name(getattr(import_module(module), function))
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
