"""The layers of the program, one sentence a rule. A rule is changed on purpose or not at all.

__main__ · cli · bootstrap          may import everything
ui ──► services ──► models ──► domain
               ├──► reports, exchange ──► files ──► domain
errors · i18n · labels · action_words · arithmetic_words · paths      leaves that everyone above domain may use
"""

import subprocess
import sys

import pytest
from pytest_archon import archrule

import app

LEAVES = ("app.errors", "app.i18n", "app.labels", "app.action_words", "app.arithmetic_words", "app.paths")
DOMAIN = ("app.domain", "app.domain.*")
FILES = ("app.files", "app.files.*")
TOP = ("app.__main__", "app.cli", "app.cli.*", "app.bootstrap")
SQL = ("sqlalchemy", "sqlalchemy.*", "alembic", "alembic.*")
QT = ("PySide6", "PySide6.*", "shiboken6*")


def only_the_standard_library(module, direct_imports, all_imports):
    return all(
        name.split(".")[0] in sys.stdlib_module_names or name == "app" or name.startswith("app.domain")
        for name in direct_imports
    )


def test_the_domain_knows_nothing_but_itself_and_the_standard_library():
    (
        archrule("The domain is pure: rules that can be read and run without the program")
        .match(*DOMAIN)
        .should(only_the_standard_library)
        .check(app)
    )


def test_the_leaves_stand_on_the_domain_only():
    (
        archrule("Errors, texts, labels and paths are used by everyone, so they use no one")
        .match(*LEAVES)
        .may_import("app", *LEAVES, *DOMAIN)
        .should_not_import("app*", *SQL, *QT)
        .check(app)
    )


def test_models_stand_on_the_domain():
    (
        archrule("The tables know the domain; nobody who uses them")
        .match("app.models*")
        .may_import("app", "app.models", "app.models.*", *DOMAIN, *LEAVES)
        .should_not_import("app*", *QT)
        .check(app)
    )


def test_files_stand_on_the_domain():
    (
        archrule("Reading and writing files knows neither tables nor windows")
        .match(*FILES)
        .may_import("app", *FILES, *DOMAIN, *LEAVES)
        .should_not_import("app*", *SQL, *QT)
        .check(app)
    )


@pytest.mark.parametrize("layer", ["reports", "exchange"])
def test_documents_are_made_from_plain_values(layer):
    (
        archrule("Documents take frozen dataclasses and paths: no session, no window")
        .match(f"app.{layer}", f"app.{layer}.*")
        .may_import("app", f"app.{layer}", f"app.{layer}.*", *FILES, *DOMAIN, *LEAVES)
        .should_not_import("app*", *SQL, *QT)
        .check(app)
    )


def test_use_cases_know_no_window():
    (
        archrule("The screen, the command line and the tests call the same use cases")
        .match("app.services*")
        .should_not_import("app.ui*", *TOP, *QT)
        .check(app)
    )


def test_the_screen_knows_no_sql():
    (
        archrule("The screen asks use cases and gets rows; it sees no table and no session")
        .match("app.ui*")
        .should_not_import("app.models*", *SQL)
        .check(app, only_direct_imports=True)
    )


def test_nothing_imports_the_way_in():
    (
        archrule("Starting the program is nobody's business but its own")
        .match("app*")
        .exclude(*TOP)
        .should_not_import(*TOP)
        .check(app)
    )


HEAVY = (
    "reportlab",
    "openpyxl",
    "alembic",
    "pikepdf",
    "PIL",
    "pi_heif",
    "pypdfium2",
    "babel",
    "yaml",
    "numpy",
)


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("app.ui.application", HEAVY),
        # The command line must also work where Qt cannot even be loaded.
        ("app.cli", (*HEAVY, "PySide6")),
    ],
)
def test_what_starts_the_program_imports_nothing_heavy(module, unwanted):
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({unwanted!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert done.stdout.split() == []
