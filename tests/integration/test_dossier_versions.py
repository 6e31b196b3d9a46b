"""Final exports: when they are refused, what is kept of them, and what changed since the last one."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import openpyxl
import pypdf
import pytest
from PIL import Image

from app.domain.rights import AccountKind, Actor
from app.domain.verdict import Verdict
from app.errors import InputError, NotFoundError, RefusedError
from app.files.kept_files import Kept
from app.models.journal import TransactionKind
from app.reports.dossier_pdf import VolumeLimits
from app.services import assessments, evidence_intake, history, plans
from app.services.dossier_changes import ChangeRow
from app.services.dossier_changes_paper import version_changes, write_changes
from app.services.dossier_obstacles import FinalBlocked
from app.services.dossier_rows import ArchiveFields, archive_fields, set_archive_fields
from app.services.dossier_versions import VersionRow, check_kept, version_rows
from app.services.dossiers import put_out
from app.services.workspace import Workspace
from tests.integration.dossier_ready import (
    YEAR,
    Silent,
    ask_for_no_papers,
    export,
    indicator,
    make_ready,
    put,
    record,
    waive_errors,
)


def versions(book: Workspace) -> list[VersionRow]:
    return book.read(version_rows, hamlet_uid=put(book), year=YEAR)


def changes(book: Workspace, number: int) -> list[tuple[str, ...]]:
    rows: tuple[ChangeRow, ...] = book.read(
        version_changes, hamlet_uid=put(book), year=YEAR, number=number, today=book.today()
    )
    return [(row.indicator, row.subject, row.what, row.old, row.new) for row in rows]


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_errors_and_missing_papers_stand_against_a_final_version(book: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FinalBlocked) as caught:
        export(book, tmp_path / "hs.pdf")
    assert caught.value.obstacles.errors == 42
    assert "còn 42 lỗi kiểm tra; thiếu “" in caught.value.sentence
    assert "ghi giải trình" in caught.value.sentence
    ask_for_no_papers(book)
    with pytest.raises(FinalBlocked) as caught:
        export(book, tmp_path / "hs.pdf")
    assert caught.value.obstacles.missing == ()
    assert "thiếu" not in caught.value.sentence
    assert list(tmp_path.glob("*.pdf")) == []
    assert versions(book) == []
    assert not book.dossier_folder.exists()


def test_a_draft_is_never_refused_and_never_recorded(book: Workspace, tmp_path: Path) -> None:
    result = export(book, tmp_path / "nháp.pdf", draft=True)
    assert (result.version, result.again) == (0, False)
    assert (tmp_path / "nháp.pdf").is_file()
    assert versions(book) == []
    assert not book.dossier_folder.exists()


def test_a_final_export_is_kept_with_number_and_hash(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    target = tmp_path / "Hồ sơ bản Pút.pdf"
    result = export(book, target)
    assert (result.version, result.again) == (1, False)
    (version,) = versions(book)
    (file,) = version.facts.files
    assert (version.number, version.made_at, version.facts.pages) == (1, book.now(), result.pages)
    assert file.name == target.name
    assert file.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert file.size == target.stat().st_size == version.size
    assert file.path(book.dossier_folder).read_bytes() == target.read_bytes()
    assert book.owns(file.path(book.dossier_folder))
    assert check_kept(book, version, Silent()) == {target.name: Kept.INTACT}
    with pytest.raises(InputError, match="Hãy chọn tên tệp khác"):
        export(book, book.dossier_folder / "khác.pdf")


def test_what_others_write_into_the_file_handed_out_leaves_the_kept_one(
    book: Workspace, tmp_path: Path
) -> None:
    make_ready(book)
    for target in (tmp_path / "một.pdf", tmp_path / "hai.pdf"):  # made anew, then put out again
        export(book, target)
        with target.open("r+b") as file:
            file.write(b"%PDF-9.9")
        (version,) = versions(book)
        assert set(check_kept(book, version, Silent()).values()) == {Kept.INTACT}


def test_without_a_change_the_kept_version_is_written_out_again(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    first = export(book, tmp_path / "một.pdf")
    again = export(book, tmp_path / "hai.pdf")
    assert (again.version, again.again, again.pages) == (1, True, first.pages)
    assert (tmp_path / "hai.pdf").read_bytes() == (tmp_path / "một.pdf").read_bytes()
    assert export(book, tmp_path / "hai.pdf").again, "over the file of last time"
    assert len(versions(book)) == 1
    assert sorted(path.name for path in tmp_path.glob("*.p*")) == ["hai.pdf", "một.pdf"]


def test_another_way_of_writing_it_out_is_another_version(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    assert export(book, tmp_path / "hai.pdf", small_photos=True).version == 2


def test_limits_that_the_one_file_keeps_need_no_other_version(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    first = export(book, tmp_path / "một.pdf")
    wide = VolumeLimits(max_bytes=4_000_000_000, max_pages=first.pages)
    assert export(book, tmp_path / "hai.pdf", volumes=wide).again
    narrow = export(book, tmp_path / "ba.pdf", volumes=VolumeLimits(max_pages=first.pages - 5))
    assert (narrow.version, narrow.again, len(narrow.files) > 1) == (2, False, True)
    again = export(book, tmp_path / "bốn.pdf", volumes=VolumeLimits(max_pages=first.pages - 5))
    assert again.again
    assert [one.path.name for one in again.files] == [
        f"bốn - Tập {number}.pdf" for number in range(1, len(narrow.files) + 1)
    ]
    assert [one.path.read_bytes() for one in again.files] == [one.path.read_bytes() for one in narrow.files]


def test_a_change_makes_the_next_version_which_tells_it(book: Workspace, tmp_path: Path) -> None:
    record(book, "13.2", part=812, whole=963)
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    record(book, "13.2", part=870, whole=963, claimed=Verdict.MET)
    waive_errors(book)
    result = export(book, tmp_path / "hai.pdf")
    assert (result.version, result.again) == (2, False)
    assert [row.number for row in versions(book)] == [2, 1]
    told = changes(book, 2)
    assert ("13.2", "Đánh giá", "Bản tự đánh giá", "Chưa đạt", "Đạt") in told
    assert ("13.2", "Đánh giá", "Số đạt", "812", "870") in told
    assert {row[0] for row in told} == {"13.2"}
    words = text_of(tmp_path / "hai.pdf")
    assert "so với bản số 1" in " ".join(words.split())
    assert "so với bản số" not in " ".join(text_of(tmp_path / "một.pdf").split())


def test_what_was_changed_back_is_no_change(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    record(book, "13.2", explanation="Đang vận động")
    assert changes(book, 2) != []
    history.undo(book)
    assert changes(book, 2) == []
    assert export(book, tmp_path / "hai.pdf").again


def test_work_on_another_hamlet_is_no_change(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    plan = book.read(plans.plan_of_year, year=YEAR)
    other = next(
        row.hamlet_uid
        for row in book.read(plans.planned_hamlets, plan_uid=plan.uid)
        if row.hamlet_uid != put(book)
    )
    latest = book.read(assessments.latest_round, hamlet_uid=other, set_uid=plan.set_uid)
    assert latest is not None
    row = book.read(assessments.sheet, round_uid=latest.uid).rows[0]
    book.write(assessments.record, assessment_uid=row.uid, values={"explanation": "Việc của bản khác"})
    assert changes(book, 2) == []


def test_a_paper_that_came_later_gets_12a_and_the_others_keep_their_numbers(
    book: Workspace, tmp_path: Path
) -> None:
    make_ready(book)
    proofs = {}
    for name, number in (("Ảnh hộ nghèo.jpg", "9.1"), ("Ảnh đường.jpg", "2.1")):
        path = tmp_path / name
        Image.effect_noise((300, 200), 40 + len(name)).convert("RGB").save(path, "JPEG")
        added = evidence_intake.add_files(
            book, [path], Silent(), hamlet_uid=put(book), indicator_uid=indicator(book, number)
        )
        proofs[number] = added.uids[0]
        export(book, tmp_path / f"{number}.pdf")
    after, before = (row.facts.numbering for row in versions(book))
    assert after[proofs["9.1"]] == before[proofs["9.1"]]
    (added_number,) = after[proofs["2.1"]]
    assert re.fullmatch(r"\d+[a-z]+", added_number)
    assert f"BL {added_number}" in text_of(tmp_path / "2.1.pdf")
    assert set(before) <= set(after)
    assert all(after[key][: len(numbers)] == numbers for key, numbers in before.items())


def test_proofs_that_came_are_named_under_their_indicator(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    path = tmp_path / "Ảnh cổng chào.jpg"
    Image.effect_noise((300, 200), 50).convert("RGB").save(path, "JPEG")
    evidence_intake.add_files(
        book, [path], Silent(), hamlet_uid=put(book), indicator_uid=indicator(book, "2.1")
    )
    assert changes(book, 2) == [("2.1", "Minh chứng: Ảnh cổng chào", "thêm", "", "")]


def test_archival_fields_are_part_of_the_dossier(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    values = {"code": "H26.01.2024", "retention": "Vĩnh viễn"}
    book.write(set_archive_fields, hamlet_uid=put(book), year=YEAR, values=values)
    found = book.read(archive_fields, hamlet_uid=put(book), year=YEAR)
    assert found == ArchiveFields("H26.01.2024", "Vĩnh viễn")
    assert [row[2:] for row in changes(book, 2)] == [
        ("Mã hồ sơ", "", "H26.01.2024"),
        ("Thời hạn lưu trữ", "", "Vĩnh viễn"),
    ]
    history.undo(book)
    assert book.read(archive_fields, hamlet_uid=put(book), year=YEAR) == ArchiveFields()


def test_ctrl_z_leaves_a_version_alone(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    record(book, "13.2", explanation="Đang vận động")
    export(book, tmp_path / "một.pdf")
    step = book.read(history.undo_state).undo
    assert step is not None
    assert step.action == "assessments.record"
    assert TransactionKind.BASE not in (TransactionKind.DO, TransactionKind.UNDO)
    history.undo(book)
    assert len(versions(book)) == 1


def test_a_new_round_is_compared_indicator_by_indicator(book: Workspace, tmp_path: Path) -> None:
    record(book, "13.2", part=812, whole=963)
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    plan = book.read(plans.plan_of_year, year=YEAR)
    before = book.read(assessments.latest_round, hamlet_uid=put(book), set_uid=plan.set_uid)
    assert before is not None
    carried = book.read(assessments.last_values, round_uid=before.uid)
    book.write(
        assessments.start_round,
        hamlet_uid=put(book),
        set_uid=plan.set_uid,
        held_on=book.today(),
        brought=carried,
        brought_on=before.held_on,
    )
    record(book, "13.2", part=870, whole=963, claimed=Verdict.MET)
    told = changes(book, 2)
    assert ("13.2", "Đánh giá", "Kết quả", "Chưa đạt", "Đạt") in told
    assert any("812" in row[3] and "870" in row[4] for row in told)
    assert {row[0] for row in told} == {"13.2"}


@pytest.mark.parametrize("fate", [Kept.ALTERED, Kept.MISSING])
def test_a_kept_file_that_is_not_as_it_was_is_told(book: Workspace, tmp_path: Path, fate: Kept) -> None:
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    (version,) = versions(book)
    kept = version.facts.files[0].path(book.dossier_folder)
    kept.unlink()
    if fate is Kept.ALTERED:
        kept.write_bytes(b"%PDF-1.7 other")
    assert check_kept(book, version, Silent()) == {"một.pdf": fate}
    result = export(book, tmp_path / "hai.pdf")
    assert (result.version, result.again) == (2, False), "what is lost is made anew and called so"


def test_a_version_is_put_out_under_another_name(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    record(book, "13.2", explanation="Đang vận động")
    export(book, tmp_path / "hai.pdf")
    first = versions(book)[1]
    out = put_out(book, first, tmp_path / "bản cũ.pdf", Silent())
    assert (out.version, out.path.read_bytes()) == (1, (tmp_path / "một.pdf").read_bytes())


def test_an_export_that_cannot_be_recorded_leaves_no_file(
    book: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    record(book, "13.2", explanation="Đang vận động")

    def refuse(*_given: object, **_named: object) -> int:
        raise RefusedError("không")

    monkeypatch.setattr("app.services.dossiers.record_version", refuse)
    with pytest.raises(RefusedError):
        export(book, tmp_path / "hai.pdf")
    assert not (tmp_path / "hai.pdf").exists()
    assert len(versions(book)) == 1


def test_running_numbers_of_the_last_version_reach_the_next(
    book: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the whole stack: what the engine gives back is stored and handed to it again."""
    from app.reports import dossier_pdf

    make_ready(book)
    seen = []
    real = dossier_pdf.write_dossier

    def watch(content, target, **options):
        seen.append(dict(content.numbering))
        return real(content, target, **options)

    monkeypatch.setattr(dossier_pdf, "write_dossier", watch)
    first = export(book, tmp_path / "một.pdf")
    record(book, "13.2", explanation="Đang vận động")
    export(book, tmp_path / "hai.pdf")
    export(book, tmp_path / "nháp.pdf", draft=True)
    assert seen[0] == {}
    assert seen[1] == dict(first.numbering)
    assert seen[2] == dict(versions(book)[0].facts.numbering)


def test_the_sheet_of_changes_as_excel_word_and_pdf(book: Workspace, tmp_path: Path) -> None:
    record(book, "13.2", part=812, whole=963)
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    record(book, "13.2", part=870, explanation="=1+1")
    for ending in ("pdf", "docx", "xlsx"):
        write_changes(book, hamlet_uid=put(book), year=YEAR, number=2, target=tmp_path / f"thay đổi.{ending}")
    page = openpyxl.load_workbook(tmp_path / "thay đổi.xlsx").active
    cells = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    assert ["13", "13.2", "Đánh giá", "Số đạt", "812", "870"] in cells
    assert any(row[5] == "=1+1" for row in cells)
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    assert "812" in text_of(tmp_path / "thay đổi.pdf")
    with pytest.raises(NotFoundError):
        write_changes(book, hamlet_uid=put(book), year=YEAR, number=1, target=tmp_path / "x.pdf")
    with pytest.raises(InputError, match="đuôi"):
        write_changes(book, hamlet_uid=put(book), year=YEAR, number=2, target=tmp_path / "x.txt")


def test_who_may_not_make_dossiers_makes_no_version(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    book.actor = Actor("BQL bản", AccountKind.HAMLET_BOARD, hamlet_uid=put(book))
    with pytest.raises(RefusedError):
        export(book, tmp_path / "hs.pdf")
    with pytest.raises(RefusedError):
        book.write(set_archive_fields, hamlet_uid=put(book), year=YEAR, values={"code": "1"})
