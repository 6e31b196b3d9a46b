"""What becomes of a dossier: an order that can be, remarks with answers, the state that follows, undo and rights."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.domain.dossier import EventKind, Impossible, Unusual, impossible, unusual
from app.domain.rights import AccountKind, Actor
from app.errors import InputError, RefusedError
from app.services import history, today
from app.services.dossier_event_edit import (
    add_event,
    add_remark,
    answer_remark,
    change_event,
    change_remark,
    remove_event,
    remove_remark,
)
from app.services.dossier_events import (
    DossierState,
    EventRow,
    current_state,
    event_rows,
    recognition_dates,
    returned_dossiers,
)
from app.services.today import TaskKind
from app.services.workspace import Workspace
from tests.integration.dossier_ready import YEAR, export, indicator, make_ready, put

K = EventKind


def add(book: Workspace, kind: EventKind, day: int, **values: object) -> str:
    given = {"on_date": date(2024, 4, day), **values}
    return book.write(add_event, hamlet_uid=put(book), year=YEAR, kind=kind, values=given, today=book.today())


def rows(book: Workspace) -> list[EventRow]:
    return book.read(event_rows, hamlet_uid=put(book), year=YEAR)


def state(book: Workspace) -> DossierState:
    return book.read(current_state, hamlet_uid=put(book), year=YEAR)


@pytest.mark.parametrize(
    ("before", "kind", "expected"),
    [
        ([], K.SUBMITTED, None),
        ([], K.RECEIVED, Impossible.NOT_SUBMITTED),
        ([], K.RECOGNISED, Impossible.NOT_SUBMITTED),
        ([K.SUBMITTED], K.RECOGNISED, None),
        ([K.SUBMITTED], K.ANNOUNCED, Impossible.NOT_RECOGNISED),
        ([K.SUBMITTED], K.WITHDRAWN, Impossible.NOT_RECOGNISED),
        ([K.SUBMITTED, K.RECOGNISED], K.ANNOUNCED, None),
        ([K.SUBMITTED, K.RECOGNISED], K.SUBMITTED, Impossible.RECOGNISED_ALREADY),
        ([K.SUBMITTED, K.RECOGNISED], K.RECOGNISED, Impossible.RECOGNISED_ALREADY),
        ([K.SUBMITTED, K.RECOGNISED, K.WITHDRAWN], K.SUBMITTED, None),
        ([K.SUBMITTED, K.RECOGNISED, K.WITHDRAWN], K.ANNOUNCED, Impossible.NOT_RECOGNISED),
    ],
)
def test_what_can_follow_what(before, kind, expected):
    assert impossible(before, kind) is expected


@pytest.mark.parametrize(
    ("before", "kind", "expected"),
    [
        ([], K.SUBMITTED, ()),
        ([K.SUBMITTED], K.SUBMITTED, (Unusual.SUBMITTED_AGAIN,)),
        ([K.SUBMITTED, K.RETURNED], K.SUBMITTED, ()),
        ([K.SUBMITTED], K.RETURNED, (Unusual.NOT_RECEIVED,)),
        ([K.SUBMITTED, K.RECEIVED], K.RETURNED, ()),
        ([K.SUBMITTED, K.RECEIVED, K.RETURNED, K.SUBMITTED], K.APPRAISED, (Unusual.NOT_RECEIVED,)),
        ([K.SUBMITTED], K.RECOGNISED, (Unusual.NOT_APPRAISED,)),
        ([K.SUBMITTED, K.RECOGNISED, K.ANNOUNCED], K.ANNOUNCED, (Unusual.ANNOUNCED_ALREADY,)),
    ],
)
def test_what_is_told_and_taken(before, kind, expected):
    assert unusual(before, kind) == expected


def test_the_state_is_that_of_the_last_event(book: Workspace) -> None:
    assert state(book).kind is None
    add(book, K.SUBMITTED, 2, document_number="05/TTr-UBND")
    add(book, K.RECEIVED, 3, issuer="UBND huyện Yên Châu")
    add(book, K.APPRAISED, 10)
    recognised = add(book, K.RECOGNISED, 15, document_number="120/QĐ-UBND")
    assert state(book).kind is K.RECOGNISED
    assert state(book).recognised_on == date(2024, 4, 15)
    assert book.read(recognition_dates, until=book.today()) == {put(book): date(2024, 4, 15)}
    add(book, K.WITHDRAWN, 20, document_number="9/QĐ-UBND")
    assert (state(book).kind, state(book).recognised_on) == (K.WITHDRAWN, None)
    assert book.read(recognition_dates, until=book.today()) == {}
    assert [row.unusual for row in rows(book)][0] == (Unusual.WITHOUT_VERSION,)
    with pytest.raises(RefusedError, match="Chưa ghi quyết định công nhận trước lần thu hồi"):
        book.write(remove_event, event_uid=recognised)
    assert len(rows(book)) == 5


def test_the_impossible_is_refused_whatever_way_it_comes(book: Workspace) -> None:
    with pytest.raises(RefusedError, match="Chưa ghi ngày nộp hồ sơ trước lần công nhận"):
        add(book, K.RECOGNISED, 5)
    submitted = add(book, K.SUBMITTED, 5)
    with pytest.raises(RefusedError, match="nộp"):
        add(book, K.RECEIVED, 4)
    add(book, K.RECEIVED, 5)
    with pytest.raises(RefusedError, match="nộp"):
        book.write(
            change_event, event_uid=submitted, values={"on_date": date(2024, 4, 6)}, today=book.today()
        )
    assert [row.on_date.day for row in rows(book)] == [5, 5]


def test_a_day_to_come_is_refused_beside_its_field(book: Workspace) -> None:
    with pytest.raises(InputError, match="21/4/2024 chưa đến|21/04/2024 chưa đến") as caught:
        add(book, K.SUBMITTED, 21)
    assert caught.value.field == "on_date"
    with pytest.raises(InputError) as caught:
        add(book, K.SUBMITTED, 2, document_date=date(2024, 5, 1))
    assert caught.value.field == "document_date"
    assert rows(book) == []


def test_a_submission_speaks_of_the_newest_version(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    add(book, K.SUBMITTED, 20, document_number="05/TTr-UBND")
    (row,) = rows(book)
    assert (row.version, row.unusual) == (1, ())
    book.write(change_event, event_uid=row.uid, values={"on_date": date(2024, 4, 19)}, today=book.today())
    assert rows(book)[0].unusual == (Unusual.VERSION_LATER,)


def test_remarks_are_answered_one_by_one(book: Workspace) -> None:
    submitted = add(book, K.SUBMITTED, 2)
    with pytest.raises(RefusedError, match="lần trả lại"):
        book.write(add_remark, event_uid=submitted, text="Thiếu")
    returned = add(book, K.RETURNED, 10, document_number="12/UBND", issuer="UBND huyện Yên Châu")
    first = book.write(add_remark, event_uid=returned, text="Ảnh mờ", indicator_uid=indicator(book, "2.1"))
    second = book.write(add_remark, event_uid=returned, text="Thiếu biên bản")
    assert [(one.indicator_number, one.text) for one in state(book).event.remarks] == [
        ("2.1", "Ảnh mờ"),
        ("", "Thiếu biên bản"),
    ]
    assert state(book).unanswered == 2
    book.write(answer_remark, remark_uid=first, answer="Đã chụp lại", today=book.today())
    assert state(book).unanswered == 1
    assert state(book).event.remarks[0].answered_on == book.today()
    with pytest.raises(InputError, match="từ ngày trả lại"):
        book.write(answer_remark, remark_uid=second, answer="Đã nộp", today=book.today(), on=date(2024, 4, 9))
    book.write(change_remark, remark_uid=second, values={"text": "Thiếu biên bản họp bản"})
    add(book, K.SUBMITTED, 20)
    assert rows(book)[-1].unusual == (Unusual.WITHOUT_VERSION, Unusual.UNANSWERED)
    assert state(book).unanswered == 0, "it is with them again"
    book.write(remove_remark, remark_uid=second)
    assert rows(book)[-1].unusual == (Unusual.WITHOUT_VERSION,)


def test_ctrl_z_takes_back_an_event_with_its_remarks(book: Workspace) -> None:
    add(book, K.SUBMITTED, 2)
    returned = add(book, K.RETURNED, 10)
    book.write(add_remark, event_uid=returned, text="Ảnh mờ")
    book.write(remove_event, event_uid=returned)
    assert state(book).kind is K.SUBMITTED
    history.undo(book)
    assert (state(book).kind, state(book).unanswered) == (K.RETURNED, 1)
    for _time in range(3):
        history.undo(book)
    assert state(book).kind is None
    history.redo(book)
    assert state(book).kind is K.SUBMITTED


def test_a_returned_dossier_waits_in_today(book: Workspace) -> None:
    add(book, K.SUBMITTED, 2)
    returned = add(book, K.RETURNED, 10)
    book.write(add_remark, event_uid=returned, text="Ảnh mờ")
    (found,) = book.read(returned_dossiers, year=YEAR, hamlet_uids=[put(book)])
    assert (found.hamlet_uid, found.returned_on, found.unanswered) == (put(book), date(2024, 4, 10), 1)
    listed = book.read(today.today_list, year=YEAR, today=book.today())
    assert listed is not None
    (task,) = [one for one in listed.tasks if one.kind is TaskKind.DOSSIER_RETURNED]
    assert (task.hamlet, task.count, task.days) == ("Bản Pút", 1, 10)
    add(book, K.SUBMITTED, 20)
    listed = book.read(today.today_list, year=YEAR, today=book.today())
    assert listed is not None
    assert not any(one.kind is TaskKind.DOSSIER_RETURNED for one in listed.tasks)


@pytest.mark.parametrize("kind", [AccountKind.VIEWER, AccountKind.OFFICER, AccountKind.HAMLET_BOARD])
def test_only_who_makes_dossiers_writes_what_becomes_of_them(book: Workspace, kind: AccountKind) -> None:
    add(book, K.SUBMITTED, 2)
    returned = add(book, K.RETURNED, 10)
    remark = book.write(add_remark, event_uid=returned, text="Ảnh mờ")
    book.actor = Actor("Ai đó", kind, role_code="YT", hamlet_uid=put(book))
    for use_case, given in (
        (change_event, {"event_uid": returned, "values": {"note": "x"}, "today": book.today()}),
        (remove_event, {"event_uid": returned}),
        (add_remark, {"event_uid": returned, "text": "x"}),
        (change_remark, {"remark_uid": remark, "values": {"text": "x"}}),
        (answer_remark, {"remark_uid": remark, "answer": "x", "today": book.today()}),
        (remove_remark, {"remark_uid": remark}),
    ):
        with pytest.raises(RefusedError):
            book.write(use_case, **given)
    with pytest.raises(RefusedError):
        add(book, K.RECEIVED, 11)
    assert state(book).unanswered == 1
