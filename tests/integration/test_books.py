"""A commune's own book: what is refused with which sentence, and what a good answer makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.hamlets import hamlet_names
from app.errors import InputError, StorageError
from app.services import assessments, history, places, plans
from app.services.books import (
    Founding,
    found_book,
    founding_problems,
    shipped_sets,
    with_kind,
)
from app.services.workspace import open_book

TODAY = date(2026, 4, 20)


def now() -> datetime:
    return datetime(2026, 4, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def answers() -> Founding:
    return Founding(
        province="tỉnh Sơn La",
        district="",
        commune="xã Yên Châu",
        year=2026,
        set_file=shipped_sets()[0].file,
        held_on=date(2025, 12, 31),
        hamlets=("Bản Pút", "Bản Tủm", "Tiểu khu 3"),
    )


def test_the_book_is_ready_to_assess(answers, tmp_path):
    with_folder = tmp_path / "chưa có" / "Sổ xã Yên Châu"
    found_book(with_folder, founding=answers, now=now).close()
    book = open_book(with_folder, now=now)
    info = book.read(places.book_info)
    assert (info.commune, info.district, info.province) == ("xã Yên Châu", "", "tỉnh Sơn La")
    plan = book.read(plans.plan_of_year, year=2026)
    rows = book.read(plans.planned_hamlets, plan_uid=plan.uid)
    assert [row.name for row in rows] == ["Bản Pút", "Bản Tủm", "Tiểu khu 3"]
    for row in rows:
        first = book.read(assessments.latest_round, hamlet_uid=row.hamlet_uid, set_uid=plan.set_uid)
        assert first is not None
        assert first.held_on == date(2025, 12, 31)
        totals = book.read(assessments.sheet, round_uid=first.uid).totals
        assert (totals.indicators_total, totals.indicators_assessed) == (44, 0)
    assert book.read(history.undo_state).undo is None, "the founding is no step to take back"
    book.close()


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"commune": "  "}, "commune", "ví dụ “xã Chiềng Khoi”"),
        ({"commune": "xã"}, "commune", "sau chữ “xã”"),
        ({"commune": "Yên Châu"}, "commune", "cả loại đơn vị"),
        ({"commune": "xã " + "a" * 300}, "commune", "dài quá"),
        ({"province": "Sơn La"}, "province", "tỉnh Sơn La"),
        ({"district": "Yên Châu"}, "district", "huyện"),
        ({"year": 26}, "year", "2016"),
        ({"held_on": date(2026, 4, 21)}, "held_on", "21/04/2026 chưa tới"),
        ({"hamlets": ()}, "hamlets", "ít nhất một bản"),
        ({"hamlets": ("Bản Pút", "Bản Tủm", "bản  PÚT")}, "hamlets", "thứ 1 và thứ 3"),
    ],
)
def test_a_wrong_answer_is_named_and_makes_no_folder(answers, tmp_path, change, field, words):
    wrong = replace(answers, **change)
    assert list(founding_problems(wrong, today=TODAY)) == [field]
    with pytest.raises(InputError, match=words) as caught:
        found_book(tmp_path / "so", founding=wrong, now=now)
    assert caught.value.field == field
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_files_stays_as_it_is(answers, tmp_path):
    (tmp_path / "quan trong.docx").write_text("x")
    with pytest.raises(StorageError, match="đã có tệp"):
        found_book(tmp_path, founding=answers, now=now)
    assert [path.name for path in tmp_path.iterdir()] == ["quan trong.docx"]


@pytest.mark.parametrize("depth", ["so", "a/b/so"])
def test_a_place_that_takes_no_folder_is_said_so(answers, tmp_path, depth):
    (tmp_path / "tệp").write_text("x")
    with pytest.raises(StorageError):
        found_book(tmp_path / "tệp" / depth, founding=answers, now=now)
    assert [path.name for path in tmp_path.iterdir()] == ["tệp"]


@pytest.mark.parametrize("there_before", [False, True])
def test_a_try_that_fails_half_way_leaves_nothing(answers, tmp_path, there_before):
    folder = tmp_path / "a" / "so"
    if there_before:
        folder.mkdir(parents=True)
    asked: list[None] = []

    def stopping_clock() -> datetime:
        asked.append(None)
        if len(asked) > 1:  # the first write asks, when the files of the book are there already
            assert (folder / "so.sqlite3").exists()
            raise RuntimeError("power cut")
        return now()

    with pytest.raises(RuntimeError, match="power cut"):
        found_book(folder, founding=answers, now=stopping_clock)
    assert (tmp_path / "a").exists() is there_before
    if there_before:
        assert list(folder.iterdir()) == []


def test_names_come_as_typed_or_as_pasted_from_a_sheet():
    assert hamlet_names("Bản Pút\n\n  bản   Tủm \n") == ["Bản Pút", "Bản Tủm"]
    assert hamlet_names("STT\tTên bản\tSố hộ\n1\tBản Pút\t120\n2\tBản Tủm\t98\n") == ["Bản Pút", "Bản Tủm"]
    assert hamlet_names("1. Pút\n2) Tủm\n- Tiểu khu 3\r\n") == ["Pút", "Tủm", "Tiểu khu 3"]
    assert hamlet_names("Ba\u0309n Pu\u0301t") == ["Bản Pút"], "a paste from another system is composed"


@pytest.mark.parametrize(
    ("level", "typed", "name"),
    [
        ("commune", "Chiềng Khoi", "xã Chiềng Khoi"),
        ("commune", "phường Chiềng An", "phường Chiềng An"),
        ("commune", "Xã Mường Lựm", "Xã Mường Lựm"),
        ("province", "Sơn La", "tỉnh Sơn La"),
        ("district", "", ""),
    ],
)
def test_a_name_gets_its_kind(level, typed, name):
    assert with_kind(level, typed) == name


def test_no_permission_is_said_at_the_folder(answers):
    locked = Path("/sys/so-ban-sang")
    if not locked.parent.is_dir():
        pytest.skip("only Linux has a folder that nobody may write in")
    with pytest.raises(StorageError, match="hãy chọn"):
        found_book(locked, founding=answers, now=now)
