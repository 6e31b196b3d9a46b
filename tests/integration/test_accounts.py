"""Several people on one laptop: names, PINs, and that the book always has somebody who keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.domain.rights import AccountKind
from app.errors import InputError, RefusedError
from app.services import accounts, history, people, places
from app.services.sign_in import FREE_TRIES, SignIn
from app.services.workspace import Workspace, open_book
from tests.integration.conftest import NOW


class Clock:
    def __init__(self) -> None:
        self.at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shared(book: Workspace, clock: Clock) -> Iterator[Workspace]:
    """A book with a keeper who has a PIN and a viewer who has none."""
    folder = book.folder
    book.close()
    workspace = open_book(folder, now=clock)
    keeper = workspace.write(accounts.add, name="Hà Văn Long", kind=AccountKind.CADASTRAL)
    workspace.write(accounts.set_pin, account_uid=keeper, pin="2468")
    workspace.write(accounts.add, name="Khách", kind=AccountKind.VIEWER)
    yield workspace
    workspace.close()


def uid_of(book: Workspace, name: str) -> str:
    return next(row.uid for row in book.read(accounts.accounts) if row.name == name)


def test_the_first_account_is_cadastral_and_one_always_stays(book: Workspace) -> None:
    with pytest.raises(RefusedError, match="địa chính"):
        book.write(accounts.add, name="Khách", kind=AccountKind.VIEWER)
    keeper = book.write(accounts.add, name="Hà Văn Long", kind=AccountKind.CADASTRAL)
    for values in ({"active": False}, {"kind": AccountKind.CHAIRMAN}):
        with pytest.raises(RefusedError, match="địa chính"):
            book.write(accounts.change, account_uid=keeper, values=values)
    book.write(accounts.add, name="Khách", kind=AccountKind.VIEWER)
    with pytest.raises(RefusedError, match="địa chính"):
        book.write(accounts.remove, account_uid=keeper)
    assert len(book.read(accounts.accounts)) == 2


def test_undo_does_not_leave_a_book_without_its_keeper(book: Workspace) -> None:
    first = book.write(accounts.add, name="Hà Văn Long", kind=AccountKind.CADASTRAL)
    book.write(accounts.add, name="Lò Thị Hoa", kind=AccountKind.CADASTRAL)
    second = uid_of(book, "Lò Thị Hoa")
    book.write(accounts.change, account_uid=second, values={"active": False})
    history.undo(book)
    book.write(accounts.remove, account_uid=first)
    history.undo(book)
    history.redo(book)
    assert [row.name for row in book.read(accounts.accounts)] == ["Lò Thị Hoa"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " hà  văn LONG", "kind": AccountKind.VIEWER}, "name"),
        ({"name": "", "kind": AccountKind.VIEWER}, "name"),
        ({"name": "Y tế", "kind": AccountKind.OFFICER}, "role_uid"),
        ({"name": "Bản Pút", "kind": AccountKind.HAMLET_BOARD}, "hamlet_uid"),
    ],
)
def test_what_an_account_needs_is_asked_beside_its_field(
    shared: Workspace, values: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as caught:
        shared.write(accounts.add, **values)  # type: ignore[arg-type]
    assert caught.value.field == field


@pytest.mark.parametrize("pin", ["123", "12a4", "1" * 13, "１２３４"])
def test_a_pin_is_four_to_twelve_digits(shared: Workspace, pin: str) -> None:
    with pytest.raises(InputError, match="4 đến 12"):
        shared.write(accounts.set_pin, account_uid=uid_of(shared, "Khách"), pin=pin)


def test_the_pin_itself_is_nowhere_in_the_book(shared: Workspace) -> None:
    lines = shared.read(history.row_history, row_uid=uid_of(shared, "Hà Văn Long"))
    assert not any("2468" in str(line.new) for line in lines)


def test_nobody_signed_in_only_reads(shared: Workspace) -> None:
    SignIn(shared)
    assert shared.read(places.hamlets)
    with pytest.raises(RefusedError):
        shared.write(people.add, name="Lò Văn A")


def test_signing_in_gives_the_name_and_the_rights(shared: Workspace) -> None:
    door = SignIn(shared)
    door.sign_in(uid_of(shared, "Hà Văn Long"), "2468")
    person = shared.write(people.add, name="Lò Văn A")
    assert shared.read(history.row_history, row_uid=person)[0].who == "Hà Văn Long"
    door.sign_in(uid_of(shared, "Khách"))
    with pytest.raises(RefusedError, match="Khách không có quyền"):
        shared.write(people.remove, person_uid=person)
    with pytest.raises(RefusedError, match="Hà Văn Long"):
        history.undo(shared)


def test_wrong_pins_make_the_next_try_wait_longer_and_longer(shared: Workspace, clock: Clock) -> None:
    door = SignIn(shared)
    keeper = uid_of(shared, "Hà Văn Long")
    for _try in range(FREE_TRIES):
        with pytest.raises(InputError, match="chưa đúng"):
            door.sign_in(keeper, "1111")
    with pytest.raises(RefusedError, match="đợi 2 giây"):
        door.sign_in(keeper, "2468")
    clock.at += timedelta(seconds=2)
    with pytest.raises(InputError):
        door.sign_in(keeper, "1111")
    with pytest.raises(RefusedError, match="đợi 4 giây"):
        door.sign_in(keeper, "2468")
    clock.at += timedelta(seconds=4)
    assert door.sign_in(keeper, "2468").name == "Hà Văn Long"


def test_a_forgotten_pin_is_set_anew_by_the_keeper_alone(shared: Workspace) -> None:
    door = SignIn(shared)
    viewer = door.sign_in(uid_of(shared, "Khách"))
    shared.write(accounts.change_own_pin, account_uid=viewer.uid, old="", new="1357")
    with pytest.raises(InputError):
        shared.write(accounts.change_own_pin, account_uid=viewer.uid, old="9999", new="")
    with pytest.raises(RefusedError):
        shared.write(accounts.set_pin, account_uid=uid_of(shared, "Hà Văn Long"), pin="")
    with pytest.raises(RefusedError):
        shared.write(accounts.change_own_pin, account_uid=uid_of(shared, "Hà Văn Long"), old="", new="")
    door.sign_in(uid_of(shared, "Hà Văn Long"), "2468")
    shared.write(accounts.set_pin, account_uid=viewer.uid, pin="")
    assert door.sign_in(viewer.uid).name == "Khách"


def test_rights_follow_the_account_when_it_changes(shared: Workspace) -> None:
    door = SignIn(shared)
    door.sign_in(uid_of(shared, "Hà Văn Long"), "2468")
    shared.write(accounts.add, name="Lò Thị Hoa", kind=AccountKind.CADASTRAL)
    own = uid_of(shared, "Hà Văn Long")
    shared.write(accounts.change, account_uid=own, values={"kind": AccountKind.VIEWER})
    door.renew()
    with pytest.raises(RefusedError):
        shared.write(people.add, name="Lò Văn A")


def test_a_pin_closes_the_command_line_to_writing_and_none_leaves_it_open(
    shared: Workspace, tmp_path: Path
) -> None:
    from app.cli import main

    out = tmp_path / "hồ sơ.pdf"
    arguments = ["dossier", str(shared.folder), "--hamlet", "put", "--out", str(out)]
    assert main(arguments) == 1
    assert not out.exists()
    shared.write(accounts.set_pin, account_uid=uid_of(shared, "Hà Văn Long"), pin="")
    assert main(["check", str(shared.folder)]) == 0
    assert shared.read(accounts.opening_actor, who="máy").kind is AccountKind.CADASTRAL
