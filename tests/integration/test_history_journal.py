"""The journal in words: who did what when; filters, pages, and names of what is gone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.rights import AccountKind, Actor
from app.domain.verdict import Verdict
from app.history_words import TABLES, Subject, Words
from app.models.base import Travels
from app.models.tables import Base
from app.services import accounts, assessments, history, history_journal, people, places
from app.services.history_journal import (
    JournalFilter,
    JournalLine,
    journal_page,
    people_of_journal,
)
from app.services.workspace import Workspace
from tests.integration.conftest import NOW

DAY = NOW.astimezone().date()


def lines(book: Workspace, **wanted: object) -> tuple[JournalLine, ...]:
    return book.read(journal_page, wanted=JournalFilter(**wanted)).lines  # type: ignore[arg-type]


def test_every_table_and_field_has_a_name(book: Workspace) -> None:
    words = Words()
    nameless = []
    tables = []
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Travels):
            table = mapper.local_table.description
            tables.append(table)
            fields = [one.key for one in mapper.column_attrs if one.key != "uid"]
            nameless += [(table, field) for field in fields if words.field(table, field) == field]
            nameless += [(table, "")] if words.table(table) == table else []
    assert nameless == []
    assert sorted(tables) == sorted(name for names in TABLES.values() for name in names)


def test_a_line_says_who_did_what_from_what_to_what(book: Workspace) -> None:
    put = book.read(places.find_hamlet, name="put").uid
    newest = book.read(assessments.rounds_of, hamlet_uid=put)[0]
    row = next(
        row
        for row in book.read(assessments.sheet, round_uid=newest.uid).rows
        if row.indicator.number == "13.2"
    )
    book.actor = Actor("Hà Văn Long")
    book.write(assessments.record, assessment_uid=row.uid, values={"claimed": Verdict.MET})
    line = lines(book)[0]
    assert (line.who, line.deed, line.field) == ("Hà Văn Long", "ghi tự đánh giá", "Bản tự đánh giá")
    assert line.subject == "Đánh giá: Chỉ tiêu 13.2 · Bản Pút · 31/12/2023"
    assert (line.old, line.new) == ("Chưa đạt", "Đạt")
    history.undo(book)
    assert lines(book)[0].deed == "hoàn tác: ghi tự đánh giá"
    assert row_lines_of(book, row.uid) == ["Đạt → Chưa đạt", "Chưa đạt → Đạt"]


def row_lines_of(book: Workspace, uid: str) -> list[str]:
    return [f"{line.old} → {line.new}" for line in lines(book, row_uids=(uid,))[:2]]


def test_what_is_gone_keeps_its_name_and_a_pin_stays_hidden(book: Workspace) -> None:
    person = book.write(people.add, name="Quàng Thị Biên")
    book.write(people.remove, person_uid=person)
    assert [line.subject for line in lines(book)[:2]] == ["Cán bộ: Quàng Thị Biên"] * 2
    keeper = book.write(accounts.add, name="Long", kind=AccountKind.CADASTRAL)
    book.write(accounts.set_pin, account_uid=keeper, pin="2468")
    line = lines(book)[0]
    assert (line.field, line.old, line.new) == ("Mã PIN", "", "••••")


def test_filters(book: Workspace) -> None:
    book.actor = Actor("Hà Văn Long")
    book.write(people.add, name="Lò Thị Điểm")
    book.actor = Actor("Cầm Văn Bun")
    book.write(people.add, name="Quàng Văn Ún")
    assert len(lines(book, who="Hà Văn Long")) == 1
    assert len(lines(book, text="lo thi diem them nguoi")) == 1
    assert {line.subject.partition(":")[0] for line in lines(book, subject=Subject.REPORT)} <= {
        "Báo cáo tháng"
    }
    assert len(lines(book, subject=Subject.PEOPLE, from_on=DAY, who="Cầm Văn Bun")) == 1
    assert lines(book, from_on=DAY + timedelta(days=1)) == ()
    assert lines(book, until_on=date(2020, 1, 1)) == ()
    assert set(book.read(people_of_journal)) >= {"Hà Văn Long", "Cầm Văn Bun"}


def test_pages_together_are_the_whole_journal(book: Workspace) -> None:
    for text, entries in (("", book.read(history.check_chain).entries), ("ban tum", None)):
        whole = book.read(journal_page, wanted=JournalFilter(text=text), limit=100000)
        assert whole.before is None
        assert entries is None or len(whole.lines) == entries
        seen: list[int] = []
        before = None
        while True:
            page = book.read(journal_page, wanted=JournalFilter(text=text), before=before, limit=37)
            seen += [line.entry_id for line in page.lines]
            before = page.before
            if before is None:
                break
        assert seen == [line.entry_id for line in whole.lines]


def test_a_rare_word_is_looked_for_step_by_step(book: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_journal, "_SCANNED_AT_ONCE", 50)
    book.write(people.add, name="Lò Thị Điểm")
    page = book.read(journal_page, wanted=JournalFilter(text="phu yen"))
    assert page.before is not None
    steps = 0
    while page.before is not None:
        page = book.read(journal_page, wanted=JournalFilter(text="phu yen"), before=page.before)
        steps += 1
    assert steps > 1
