"""Means in a real book: typed, corrected, refused, summed, undone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from app.domain.funds import FundKind
from app.domain.rights import AccountKind, Actor
from app.errors import InputError, NotFoundError, RefusedError
from app.services import evidence_intake, evidence_trash, funds, history, places
from app.services.workspace import Workspace


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        """Nobody watches."""


def add(book: Workspace, source: str, kind: FundKind, amount: object, **more: object) -> str:
    values = {"source": source, "kind": kind, "amount": amount, **more}
    return book.write(funds.add_entry, year=2024, values=values)


def line(book: Workspace, code: str, **given: object):
    return next(one for one in book.read(funds.fund_lines, year=2024, **given) if one.source.code == code)


def test_typed_sums_are_read_exactly(book: Workspace) -> None:
    add(book, "TW-CT-DT", FundKind.PLANNED, "1.649,788 triệu")
    add(book, "TW-CT-DT", FundKind.RAISED, "0,5 tỷ")
    add(book, "ND-CONG", FundKind.RAISED, "120,5")
    assert line(book, "TW").planned == Decimal(1_649_788_000)
    assert line(book, "TW").raised == 500_000_000
    assert line(book, "ND-CONG").raised == Decimal("120.5")
    with closing(sqlite3.connect(book.folder / "so.sqlite3")) as file:
        assert ("500000000",) in file.execute("SELECT amount FROM fund_entry").fetchall()


def test_each_hamlet_has_its_own_sums(book: Workspace) -> None:
    put = book.read(places.find_hamlet, name="put").uid
    add(book, "ND-TIEN", FundKind.RAISED, "5 triệu", hamlet_uid=put)
    add(book, "ND-TIEN", FundKind.RAISED, "7 triệu")
    assert line(book, "ND", hamlet_uid=put).raised == 5_000_000
    assert line(book, "ND").raised == 12_000_000
    rows = book.read(funds.fund_rows, year=2024)
    assert sorted((row.hamlet, row.amount) for row in rows) == [("", 7_000_000), ("Bản Pút", 5_000_000)]


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"amount": "-5 triệu"}, "amount", ""),
        ({"amount": "0"}, "amount", "lớn hơn 0"),
        ({"amount": "1500"}, "amount", "triệu"),
        ({"amount": "15.000.000 triệu"}, "amount", ""),
        ({"amount": "rất nhiều"}, "amount", ""),
        ({"source": "NS"}, "source", "không phải dòng cộng"),
        ({"source": "XYZ"}, "source", "nguồn"),
        ({"amount": None}, "amount", "lớn hơn 0"),
    ],
)
def test_bad_input_is_said_beside_its_field(
    book: Workspace, values: dict[str, object], field: str, sentence: str
) -> None:
    given = {"source": "TD", "kind": FundKind.PLANNED, "amount": "5 triệu", **values}
    with pytest.raises(InputError) as told:
        book.write(funds.add_entry, year=2024, values=given)
    assert told.value.field == field
    assert sentence in told.value.sentence
    assert book.read(funds.fund_rows, year=2024) == []


def test_a_thousand_times_the_plan_is_asked(book: Workspace) -> None:
    add(book, "DN", FundKind.PLANNED, "50 triệu")
    with pytest.raises(InputError, match=r"1\.000 lần"):
        add(book, "DN", FundKind.RAISED, "50.000.000.000 đồng")
    uid = add(book, "DN", FundKind.RAISED, "60 triệu")
    with pytest.raises(InputError, match=r"1\.000 lần"):
        book.write(funds.change_entry, uid=uid, values={"amount": "60 tỷ"})


def test_a_change_and_its_undo(book: Workspace) -> None:
    uid = add(book, "DN", FundKind.RAISED, "60 triệu")
    book.write(funds.change_entry, uid=uid, values={"amount": "65 triệu", "document": "BB 03"})
    assert book.read(funds.fund_rows, year=2024)[0].document == "BB 03"
    history.undo(book)
    assert book.read(funds.fund_rows, year=2024)[0].amount == 60_000_000
    book.write(funds.remove_entry, uid=uid)
    with pytest.raises(NotFoundError):
        book.write(funds.remove_entry, uid=uid)
    history.undo(book)
    assert len(book.read(funds.fund_rows, year=2024)) == 1


def test_a_receipt_stays_when_the_trash_is_emptied(book: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "phiếu thu.png"
    Image.new("RGB", (80, 60), "white").save(file)
    (uid,) = evidence_intake.add_files(book, [file], Silent()).uids
    add(book, "ND-TIEN", FundKind.RAISED, "5 triệu", evidence_uid=uid)
    assert book.read(funds.fund_rows, year=2024)[0].receipt == "phiếu thu"
    book.write(evidence_trash.remove, evidence_uids=[uid], today=book.today())
    assert evidence_trash.empty_trash(book).count == 0
    assert book.read(funds.fund_rows, year=2024)[0].receipt == "phiếu thu"


def test_only_who_plans_enters_means(book: Workspace) -> None:
    book.actor = Actor("Trạm y tế", AccountKind.OFFICER, role_code="YT")
    with pytest.raises(RefusedError):
        add(book, "DN", FundKind.RAISED, "60 triệu")
