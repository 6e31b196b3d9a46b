"""The sizes and habits that keep the code livable, measured on the syntax tree."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_CLASS = 250
MOST_COMPLEX = 8
# A module is named for its subject; these name none.
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def place(path: Path, node: ast.stmt | ast.expr) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def lines_of(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(kind: type[ast.stmt] | tuple[type[ast.stmt], ...], limit: int) -> list[str]:
    return [
        f"{place(path, node)} has {lines_of(node)} lines"
        for path in sources("app", "installer")
        for node in ast.walk(tree_of(path))
        if isinstance(node, kind) and lines_of(node) > limit
    ]


def test_files_are_short():
    lengths = {path: path.read_text("utf-8").count("\n") for path in sources("app", "installer", "tests")}
    assert [f"{path}: {length}" for path, length in lengths.items() if length > LONGEST_FILE] == []


def test_functions_are_short():
    assert too_long((ast.FunctionDef, ast.AsyncFunctionDef), LONGEST_FUNCTION) == []


def test_classes_are_short():
    assert too_long(ast.ClassDef, LONGEST_CLASS) == []


def test_functions_are_simple():
    ruff = [sys.executable, "-m", "ruff", "check", "--quiet", "--isolated", "--ignore-noqa", "--select=C901"]
    limit = f"lint.mccabe.max-complexity={MOST_COMPLEX}"
    done = subprocess.run(
        [*ruff, "--output-format=concise", "--config", limit, "app", "installer"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_modules_are_named_for_their_subject():
    names = sources("app", "installer", "tests")
    assert [str(path) for path in names if {path.stem, path.parent.name} & EMPTY_NAMES] == []


def calls_at_import(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that run when the module is imported: those outside the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.Lambda):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from calls_at_import(child)


def test_no_text_is_translated_at_import():
    """The language is chosen later; a text translated at import stays in the wrong one."""
    early = [
        place(path, call)
        for path in sources("app")
        for call in calls_at_import(tree_of(path))
        if isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext", "pgettext"}
    ]
    assert early == []


def test_the_clock_is_a_parameter():
    clocks = {
        ("date", "today"),
        ("datetime", "now"),
        ("datetime", "today"),
        ("datetime", "utcnow"),
        ("time", "time"),
    }
    read = [
        place(path, node)
        for path in sources("app/domain", "app/reports")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in clocks
    ]
    assert read == []


def test_pages_leave_faults_to_the_one_place_that_shows_them():
    caught = [
        place(path, node)
        for path in sources("app/ui/pages")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Try)
    ]
    assert caught == []


def test_every_package_has_its_init():
    """Without it a folder is a namespace package: it imports here and is left out of the installers."""
    folders = {path.parent for path in sources("app")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []
