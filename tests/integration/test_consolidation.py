"""Packages of communes in the book of a district: whole, again, refused, and all communes at a glance."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.calendar import Shift
from app.domain.deadlines import Channel, Month
from app.domain.verdict import Opinion, Verdict, counts_as_met, effective_verdict
from app.errors import InputError, RefusedError
from app.services import assessments, boards, history, monthly_reports, places, report_settings, status
from app.services.books import Founding, found_area_book, found_book, shipped_sets
from app.services.commune_package import TRAVELLING, export_package, package_name
from app.services.consolidation import take_in
from app.services.consolidation_overview import AreaOverview, overview
from app.services.monthly_reports import ReportValues
from app.services.places import is_area_book
from app.services.workspace import Workspace, open_book

TODAY = date(2024, 4, 20)
NOW = datetime(2024, 4, 21, 3, 0, tzinfo=UTC)


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        """Nobody watches."""


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Workspace]:
    workspace = found_area_book(
        tmp_path / "huyen", province="tỉnh Sơn La", district="huyện Yên Châu", now=lambda: NOW
    )
    yield workspace
    workspace.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    """A second commune with a hamlet of the same name as one of the sample."""
    sets = [one for one in shipped_sets() if one.definition.code == "SL-BAN-NTM"]
    founding = Founding(
        "tỉnh Sơn La",
        "huyện Yên Châu",
        "xã Chiềng Pằn",
        2024,
        sets[0].file,
        date(2023, 12, 31),
        ("Bản Pút", "Bản Chiềng Phú"),
    )
    workspace = found_book(tmp_path / "chieng-pan", founding=founding, now=lambda: NOW)
    yield workspace
    workspace.close()


def package(book: Workspace, folder: Path, name: str = "goi.bansang") -> Path:
    export_package(book, folder / name)
    return folder / name


def seen(district: Workspace, year: int = 2024) -> AreaOverview:
    found = district.read(overview, year=year, today=TODAY)
    assert found is not None
    return found


def test_the_district_sees_the_same_board_as_the_commune(
    book: Workspace, district: Workspace, tmp_path: Path
) -> None:
    outcome = take_in(district, [package(book, tmp_path)], Silent())
    assert outcome.failures == ()
    assert [(one.commune, one.hamlets, one.results) for one in outcome.taken] == [("xã Chiềng Khoi", 2, 88)]
    theirs, ours = (one.read(boards.board, year=2024, today=TODAY) for one in (book, district))
    assert [row.hamlet for row in ours.rows] == [f"{row.hamlet} (xã Chiềng Khoi)" for row in theirs.rows]
    assert replace(ours, rows=()) == replace(theirs, rows=())
    for there, here in zip(theirs.rows, ours.rows, strict=True):
        assert replace(here, hamlet=there.hamlet) == there
    assert [row.reports for row in book.read(status.hamlet_statuses, year=2024, today=TODAY)] == [
        row.reports for row in district.read(status.hamlet_statuses, year=2024, today=TODAY)
    ]
    assert book.read(monthly_reports.month_grid, year=2024, today=TODAY).counts == (
        district.read(monthly_reports.month_grid, year=2024, today=TODAY).counts
    )


def test_names_of_people_stay_in_the_commune(book: Workspace, tmp_path: Path) -> None:
    hamlet = book.read(places.find_hamlet, name="Bản Pút").uid
    values = ReportValues(None, date(2024, 4, 12), Channel.PAPER, "Lò Văn Kín", "Đã làm", "", "")
    book.write(
        monthly_reports.record_report, hamlet_uid=hamlet, month=Month(2024, 4), values=values, today=TODAY
    )
    bytes_of = package(book, tmp_path).read_bytes()
    assert "Đã làm".encode() in bytes_of
    for name in ("Lò Văn Kín", "Cầm Bình Hùng"):
        assert name.encode() not in bytes_of
    assert book.read(package_name, today=TODAY) == "Số liệu xã Chiềng Khoi 2024-04-20.bansang"


def test_two_communes_stand_side_by_side(
    book: Workspace, other: Workspace, district: Workspace, tmp_path: Path
) -> None:
    packages = [package(book, tmp_path, "a.bansang"), package(other, tmp_path, "b.bansang")]
    assert take_in(district, packages, Silent()).failures == ()
    found = seen(district)
    assert [(row.commune, row.hamlets, row.indicators_met) for row in found.rows] == [
        ("Xã Chiềng Khoi", 2, 82),
        ("Xã Chiềng Pằn", 2, 0),
    ]
    assert (found.total.commune, found.total.hamlets, found.total.criteria_met) == ("Huyện Yên Châu", 4, 26)
    names = [row.hamlet for row in district.read(boards.board, year=2024, today=TODAY).rows]
    assert "Bản Pút (xã Chiềng Khoi)" in names
    assert "Bản Pút (xã Chiềng Pằn)" in names
    assert dict(found.rows[0].unmet) == {"1.2": 1, "4.3": 2, "13.2": 2, "15.1": 1}


def test_the_next_package_replaces_the_one_before(
    book: Workspace, other: Workspace, district: Workspace, tmp_path: Path
) -> None:
    take_in(district, [package(book, tmp_path, "a.bansang"), package(other, tmp_path, "o.bansang")], Silent())
    hamlet = book.read(places.find_hamlet, name="Bản Pút").uid
    review = book.read(assessments.rounds_of, hamlet_uid=hamlet)[0].uid
    row = next(r for r in book.read(assessments.sheet, round_uid=review).rows if r.indicator.number == "1.2")
    book.write(assessments.record, assessment_uid=row.uid, values={"claimed": Verdict.MET})
    later = Workspace(book.folder, who="x", now=lambda: NOW + timedelta(days=1))
    take_in(district, [package(later, tmp_path, "b.bansang")], Silent())
    later.close()
    assert seen(district).rows[0].indicators_met == 83
    assert seen(district).total.hamlets == 4
    assert district.read(history.check_chain).broken_at is None


def test_lateness_is_judged_by_the_rule_of_the_commune(
    book: Workspace, district: Workspace, tmp_path: Path
) -> None:
    """14/4/2024 is a Sunday: where the commune goes on to Monday, a report of Monday is in time in the district too."""
    book.write(report_settings.change_rule, year=2024, values={"report_shift": Shift.NEXT})
    hamlet = book.read(places.find_hamlet, name="Bản Pút").uid
    values = ReportValues(None, date(2024, 4, 15), Channel.PAPER, "", "", "", "")
    book.write(
        monthly_reports.record_report, hamlet_uid=hamlet, month=Month(2024, 4), values=values, today=TODAY
    )
    take_in(district, [package(book, tmp_path)], Silent())
    assert seen(district).rows[0].reports.on_time == 1


def test_the_journal_keeps_which_package_it_was(book: Workspace, district: Workspace, tmp_path: Path) -> None:
    take_in(district, [package(book, tmp_path)], Silent())
    entries = district.read(
        lambda session: (
            session.execute(text("SELECT new FROM journal WHERE table_name = 'commune_intake'"))
            .scalars()
            .all()
        )
    )
    assert len(entries) == 1
    assert "goi.bansang" in entries[0]
    assert district.read(history.undo_state).undo is None


def test_a_package_in_a_group_is_refused_alone(
    book: Workspace, other: Workspace, district: Workspace, tmp_path: Path
) -> None:
    broken = tmp_path / "hong.bansang"
    broken.write_bytes(package(other, tmp_path, "o.bansang").read_bytes()[:5000])
    outcome = take_in(district, [package(book, tmp_path, "a.bansang"), broken], Silent())
    assert [one.commune for one in outcome.taken] == ["xã Chiềng Khoi"]
    assert [name for name, _sentence in outcome.failures] == ["hong.bansang"]
    assert "hong.bansang" in outcome.failures[0][1]
    assert district.read(history.check_chain).broken_at is None


def test_a_commune_takes_in_nobody(book: Workspace, other: Workspace, tmp_path: Path) -> None:
    assert not book.read(is_area_book)
    outcome = take_in(book, [package(other, tmp_path)], Silent())
    assert "sổ của một xã" in outcome.failures[0][1]


def test_an_older_package_or_one_of_another_book_is_refused(
    book: Workspace, district: Workspace, tmp_path: Path
) -> None:
    take_in(district, [package(book, tmp_path, "moi.bansang")], Silent())
    earlier = Workspace(book.folder, who="x", now=lambda: NOW - timedelta(days=9))
    old = package(earlier, tmp_path, "cu.bansang")
    earlier.close()
    assert "cũ hơn" in take_in(district, [old], Silent()).failures[0][1]
    with closing(sqlite3.connect(old)) as file:
        file.execute(
            "UPDATE head SET content = replace(content, (SELECT json_extract(content, '$.book_uid') FROM head), ?)",
            ("a" * 32,),
        )
        file.commit()
    assert "sổ khác" in take_in(district, [old], Silent()).failures[0][1]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE assessment SET claimed = 'tot'", "assessment.claimed"),
        ("UPDATE review_round SET held_on = '31/02/2024'", "review_round.held_on"),
        ("UPDATE place SET uid = '../../etc' WHERE level = 'hamlet'", "place.uid"),
        ("UPDATE assessment SET round_uid = '" + "f" * 32 + "'", "không khớp"),
        ("UPDATE assessment SET indicator_uid = '" + "f" * 32 + "'", "không khớp"),
        ("INSERT INTO assessment SELECT * FROM assessment", "không khớp"),
        ("UPDATE assessment SET part = '1e400'", "assessment.part"),
        ("UPDATE criterion SET name = zeroblob(900)", "criterion.name"),
        ("DROP TABLE assessment", "assessment"),
        (
            "DROP TABLE place;"
            "CREATE VIEW place AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n",
            "place",
        ),
        ("DELETE FROM place WHERE level = 'commune'", "không có tên xã"),
        ("UPDATE head SET content = '{}'", "hỏng"),
        ("DELETE FROM head", "hỏng"),
        ("PRAGMA application_id = 1", "không phải gói"),
        ("PRAGMA user_version = 99", "mới hơn"),
    ],
)
def test_a_hostile_package_changes_nothing(
    book: Workspace, district: Workspace, tmp_path: Path, damage: str, sentence: str
) -> None:
    path = package(book, tmp_path)
    with closing(sqlite3.connect(path)) as file:
        file.executescript(damage)
        file.commit()
    before = _dump(district)
    outcome = take_in(district, [path], Silent())
    assert outcome.taken == ()
    assert sentence in outcome.failures[0][1]
    assert _dump(district) == before


def test_no_package_writes_over_the_hamlets_of_another_commune(
    book: Workspace, other: Workspace, district: Workspace, tmp_path: Path
) -> None:
    take_in(district, [package(book, tmp_path, "a.bansang")], Silent())
    stolen = package(other, tmp_path, "b.bansang")
    mine = book.read(places.find_hamlet, name="Bản Pút").uid
    theirs = other.read(places.find_hamlet, name="Bản Pút").uid
    with closing(sqlite3.connect(stolen)) as file:
        for table in TRAVELLING:
            names = [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
            for column in {"uid", "hamlet_uid", "place_uid"} & set(names):
                file.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (mine, theirs))
        file.commit()
    before = _dump(district)
    assert "thuộc xã khác" in take_in(district, [stolen], Silent()).failures[0][1]
    assert _dump(district) == before


def test_what_is_plainly_met_is_met_whatever_the_rule() -> None:
    """The overview counts these in the database, without asking the rule row by row."""
    for opinion, concluded in product((None, Opinion.AGREE), (None, Verdict.MET)):
        assert counts_as_met(effective_verdict(Verdict.MET, opinion, concluded))


def test_the_overview_agrees_with_the_board_row_by_row(
    book: Workspace, district: Workspace, tmp_path: Path
) -> None:
    """Also for a round with rows missing, an officer who disagrees and a council that decided otherwise."""
    hamlet = book.read(places.find_hamlet, name="Bản Tủm").uid
    review = book.read(assessments.rounds_of, hamlet_uid=hamlet)[0].uid
    path = package(book, tmp_path)
    with closing(sqlite3.connect(path)) as file:
        rows = [
            uid for (uid,) in file.execute("SELECT uid FROM assessment WHERE claimed = 'met' ORDER BY uid")
        ]
        file.execute("UPDATE assessment SET opinion = 'disagree' WHERE uid = ?", (rows[0],))
        file.execute("UPDATE assessment SET opinion = 'ask_more' WHERE uid = ?", (rows[1],))
        file.execute("UPDATE assessment SET concluded = 'unmet' WHERE uid = ?", (rows[2],))
        file.execute("UPDATE assessment SET claimed = 'not_applicable' WHERE uid = ?", (rows[3],))
        file.execute(
            "DELETE FROM assessment WHERE uid IN (SELECT uid FROM assessment WHERE round_uid = ? LIMIT 3)",
            (review,),
        )
        file.commit()
    assert take_in(district, [path], Silent()).failures == ()
    rows_shown = district.read(boards.board, year=2024, today=TODAY).rows
    found = seen(district).total
    assert found.criteria_met == sum(row.totals.criteria_met for row in rows_shown)
    assert found.indicators_met == sum(row.totals.indicators_met for row in rows_shown)
    assert sum(count for _number, count in found.unmet) == sum(len(row.unmet) for row in rows_shown)


def test_a_place_inside_the_book_or_another_ending_is_refused(book: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="đuôi"):
        export_package(book, tmp_path / "goi.zip")
    with pytest.raises(InputError, match="dữ liệu của sổ"):
        export_package(book, book.folder / "minh-chung" / "goi.bansang")


def test_only_who_keeps_the_book_takes_packages_in(
    book: Workspace, district: Workspace, tmp_path: Path
) -> None:
    from app.domain.rights import AccountKind, Actor

    district.actor = Actor("Người xem", AccountKind.VIEWER)
    assert "không có quyền" in take_in(district, [package(book, tmp_path)], Silent()).failures[0][1]


def test_an_area_book_opens_again(district: Workspace) -> None:
    folder = district.folder
    district.close()
    again = open_book(folder, now=lambda: NOW)
    assert again.read(is_area_book)
    assert again.read(places.book_info).commune == "huyện Yên Châu"
    assert again.read(overview, year=2024, today=TODAY) is None
    again.close()


def test_a_package_of_a_province_is_none(district: Workspace, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="sổ tổng hợp"):
        export_package(district, tmp_path / "goi.bansang")


def _dump(book: Workspace) -> list[str]:
    with closing(sqlite3.connect(book.folder / "so.sqlite3")) as file:
        return list(file.iterdump())
