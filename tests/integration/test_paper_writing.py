"""The papers of a dossier written out as files of their own."""

from __future__ import annotations

import io
from datetime import date

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from app.domain.procedure import ComponentKind
from app.errors import InputError, NotFoundError, RefusedError
from app.services import (
    dossier_papers,
    paper_writing,
    places,
)
from app.services.workspace import DATABASE_FILE, Workspace
from tests.integration.paper_rows import (
    MINUTES,
    PROPOSAL,
    TODAY,
    Steps,
    attach,
    row,
    rows,
    signed,
)


@pytest.fixture
def put(book: Workspace) -> str:
    return book.read(places.find_hamlet, name="ban put").uid


@pytest.fixture
def at(put: str) -> dict[str, object]:
    return {"hamlet_uid": put, "year": 2024}


def test_every_paper_is_written_by_its_ending(book, at, tmp_path):
    key = row(book, at, ComponentKind.SELF_ASSESSMENT).key
    for ending in (".docx", ".pdf", ".xlsx"):
        paper_writing.write_paper(book, **at, key=key, target=tmp_path / f"bieu{ending}")
    assert len(PdfReader(tmp_path / "bieu.pdf").pages) > 1
    assert docx.Document(str(tmp_path / "bieu.docx")).tables
    assert openpyxl.load_workbook(tmp_path / "bieu.xlsx").worksheets[0].max_row > 60


def test_what_is_attached_does_not_hinder_writing_the_paper_anew(book, at, tmp_path):
    key = row(book, at, PROPOSAL).key
    attach(book, at, key, signed(tmp_path))
    paper_writing.write_paper(book, **at, key=key, target=tmp_path / "to trinh.docx")
    said = " ".join(one.text for one in docx.Document(str(tmp_path / "to trinh.docx")).paragraphs)
    assert "TỜ TRÌNH" in said


@pytest.mark.parametrize(
    ("kind", "name", "error", "sentence"),
    [
        (PROPOSAL, "a.xlsx", InputError, "đuôi .docx hoặc .pdf"),
        (PROPOSAL, "a", InputError, "đuôi .docx hoặc .pdf"),
        (MINUTES, "a.docx", RefusedError, "Chưa ghi cuộc họp"),
        (ComponentKind.EVIDENCE, "a.pdf", RefusedError, "xuất hồ sơ"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_sentence(book, at, tmp_path, kind, name, error, sentence):
    with pytest.raises(error, match=sentence):
        paper_writing.write_paper(book, **at, key=row(book, at, kind).key, target=tmp_path / name)
    assert not list(tmp_path.glob("a*"))


def test_no_paper_is_written_over_a_file_of_the_book(book, at):
    key = row(book, at, PROPOSAL).key
    before = (book.folder / DATABASE_FILE).read_bytes()[:64]
    for target in (book.folder / DATABASE_FILE, book.evidence_folder / "a.docx"):
        with pytest.raises(InputError, match="phần dữ liệu của sổ"):
            paper_writing.write_paper(book, **at, key=key, target=target)
    assert (book.folder / DATABASE_FILE).read_bytes()[:64] == before
    with pytest.raises(NotFoundError):
        paper_writing.write_paper(book, **at, key="khong-co", target=book.folder.parent / "a.docx")


def test_all_papers_into_a_folder_numbered_in_their_order(book, at, tmp_path):
    (tmp_path / "ra").mkdir()
    written = paper_writing.write_papers(book, **at, folder=tmp_path / "ra", progress=Steps())
    assert [path.name for path in written] == [
        "01 Tờ trình của UBND xã.docx",
        "02 Báo cáo kết quả xây dựng nông thôn mới.docx",
        "03 Biểu tự đánh giá.docx",
        "03 Biểu tự đánh giá.xlsx",
        "17 Kế hoạch xây dựng bản nông thôn mới.docx",
    ]
    assert sorted(path.name for path in (tmp_path / "ra").iterdir()) == [path.name for path in written]
    with pytest.raises(InputError, match="Không thấy thư mục"):
        paper_writing.write_papers(book, **at, folder=tmp_path / "không có", progress=Steps())


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("to trinh", "Tờ trình của UBND xã"),
        ("BÁO CÁO KẾT QUẢ", "Báo cáo kết quả xây dựng nông thôn mới"),
        ("3", "Biểu tự đánh giá"),
        ("trạm y tế", "Báo cáo thẩm định của Trạm y tế xã"),
    ],
)
def test_a_paper_is_found_by_words_or_place(book, at, typed, title):
    assert paper_writing.find_paper(rows(book, at), name=typed).title == title


def test_a_name_of_many_papers_or_of_none_is_refused(book, at):
    with pytest.raises(RefusedError, match="gõ số thứ tự"):
        paper_writing.find_paper(rows(book, at), name="báo cáo thẩm định")
    with pytest.raises(NotFoundError, match="--list"):
        paper_writing.find_paper(rows(book, at), name="giấy khai sinh")


def test_the_dossier_prints_the_attached_number_in_the_annex_line(book, at, tmp_path):
    key = row(book, at, PROPOSAL).key
    book.write(dossier_papers.set_number, **at, key=key, number="9", dated=date(2024, 4, 2), today=TODAY)
    table = row(book, at, ComponentKind.SELF_ASSESSMENT).key
    paper_writing.write_paper(book, **at, key=table, target=tmp_path / "b.docx")
    said = docx.Document(io.BytesIO((tmp_path / "b.docx").read_bytes()))
    lines = [one.text for one in said.paragraphs]
    assert "(Kèm theo Tờ trình số 09/TTr-UBND ngày 02 tháng 4 năm 2024 của UBND xã Chiềng Khoi)" in lines
