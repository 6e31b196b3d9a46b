"""A book of the first schema, brought up, against one made today: nobody loses a duty or a threshold."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.criteria import RoleLevel
from app.models.database import SCHEMA_VERSION, read_marks
from app.services import criteria, set_entry
from app.services.samples import create_sample
from app.services.workspace import DATABASE_FILE, Workspace, open_book

FIRST = Path(__file__).parent.parent / "data" / "databases" / "v0001.sqlite3"


@pytest.fixture(scope="module")
def old_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("sổ cũ")
    shutil.copy(FIRST, folder / DATABASE_FILE)
    workspace = open_book(folder)
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def fresh_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = create_sample(tmp_path_factory.mktemp("sổ mới") / "so")
    yield workspace
    workspace.close()


def only_set(workspace: Workspace) -> str:
    (found,) = workspace.read(criteria.criteria_sets)
    return found.uid


def test_it_was_brought_up(old_book: Workspace) -> None:
    assert read_marks(FIRST)[1] == 1
    assert read_marks(old_book.folder / DATABASE_FILE)[1] == SCHEMA_VERSION


def test_responsibilities_are_those_of_a_fresh_book(old_book: Workspace, fresh_book: Workspace) -> None:
    duties = [
        {
            row.number: (row.lead_code, row.other_lead_codes, row.support_codes, row.appraiser_codes)
            for row in workspace.read(criteria.indicators, set_uid=only_set(workspace))
        }
        for workspace in (old_book, fresh_book)
    ]
    assert len(duties[0]) == 44
    assert duties[0] == duties[1]
    assert duties[0]["13.2"] == ("YT", (), ("LDTBXH",), ())


def test_roles_and_their_levels_are_those_of_a_fresh_book(old_book: Workspace, fresh_book: Workspace) -> None:
    roles = [workspace.read(criteria.roles) for workspace in (old_book, fresh_book)]
    assert roles[0] == roles[1]
    assert {role.code for role in roles[0] if role.level is RoleLevel.HAMLET} == {"BQL"}


def test_yardsticks_are_those_of_a_fresh_book(old_book: Workspace, fresh_book: Workspace) -> None:
    """Units are words that later books bring along; nothing is judged by them."""
    yardsticks = [
        {
            row.number: replace(row.yardstick, unit="")
            for row in workspace.read(criteria.indicators, set_uid=only_set(workspace))
        }
        for workspace in (old_book, fresh_book)
    ]
    assert yardsticks[0] == yardsticks[1]
    assert yardsticks[0]["15.1"].threshold == "Hoàn thành xuất sắc nhiệm vụ"


def test_the_set_reads_back_as_data(old_book: Workspace, fresh_book: Workspace) -> None:
    """What the upgrade could not know (a criterion's other names and source) is empty, the rest is equal."""
    old, new = (
        workspace.read(set_entry.set_definition, set_uid=only_set(workspace))
        for workspace in (old_book, fresh_book)
    )
    assert replace(old, criteria=()) == replace(new, criteria=())
    assert [(one.number, one.name) for one in old.criteria] == [
        (one.number, one.name) for one in new.criteria
    ]
    added = {"unit": None, "part_label": None, "whole_label": None}
    assert old.indicators == tuple(replace(one, **added) for one in new.indicators)
