"""Proofs found by what is written in them, shown inside the program, and blacked out in copies."""

import sqlite3
import threading
import zipfile

import openpyxl
import pikepdf
import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from PIL import Image
from reportlab.pdfgen import canvas

from app.errors import InputError
from app.files.evidence_reading import MediaType
from app.files.masking import Box
from app.files.search_index import INDEX_FILE
from app.files.text_extraction import pdf_words
from app.files.watched_folder import WatchedFolder
from app.reports.layout.fonts import register_fonts
from app.services import (
    dossier_readiness,
    dossiers,
    evidence,
    evidence_index,
    evidence_intake,
    evidence_masking,
    evidence_preview,
    evidence_trash,
)
from app.services.evidence_preview import PreviewKind
from tests.integration.test_evidence import Steps, photo, place  # noqa: F401 - a fixture


def letter(path, *pages):
    """A PDF with real Vietnamese text."""
    register_fonts()
    paper = canvas.Canvas(str(path), pagesize=(300, 400))
    for words in pages:
        paper.setFont("Tinos", 12)
        paper.drawString(20, 300, words)
        paper.showPage()
    paper.save()
    return path


def word_file(path, *pages):
    document = Document()
    for number, words in enumerate(pages):
        paragraph = document.add_paragraph(words)
        if number + 1 < len(pages):
            paragraph.add_run().add_break(WD_BREAK.PAGE)
    document.save(path)
    return path


def workbook(path):
    book = openpyxl.Workbook()
    book.active.title = "Hộ nghèo"
    book.active.append(["Họ và tên", "Số khẩu"])
    book.active.append(["Lò Văn Pánh", 1234.5])
    book.save(path)
    return path


@pytest.fixture
def files(book, tmp_path):
    folder = tmp_path / "tệp"
    folder.mkdir()
    letter(folder / "cong-van.pdf", "Trang đầu", "Nghiệm thu đường điện bản Pút")
    word_file(folder / "bien-ban.docx", "Biên bản họp", "Tỷ lệ thuỷ lợi đạt chín mươi phần trăm")
    workbook(folder / "danh-sach.xlsx")
    (folder / "ghi-chu.txt").write_bytes("Hòa giải ở cơ sở".encode("utf-16"))
    uids = evidence_intake.add_files(book, [folder], Steps()).uids
    rows = {row.file_name: row for row in book.read(evidence.evidence_rows)}
    assert len(uids) == 4
    return rows


def found(book, text):
    return [(hit.file_name, hit.page, hit.snippet) for hit in evidence_index.search_evidence(book, text)]


def test_words_in_every_kind_of_file_are_found_without_marks(book, files):
    assert found(book, "duong dien") == []
    assert evidence_index.refresh(book, Steps()).read == 4
    assert found(book, "duong dien") == [("cong-van.pdf", 2, "Nghiệm thu đường điện bản Pút")]
    assert found(book, "THỦY lợi") == [("bien-ban.docx", 2, "Tỷ lệ thuỷ lợi đạt chín mươi phần trăm")]
    assert found(book, "pánh 1.234")[0][:2] == ("danh-sach.xlsx", 1)
    assert found(book, "hoa giai")[0][0] == "ghi-chu.txt"
    assert found(book, "cong van dien")[0][:2] == ("cong-van.pdf", 2), "name and page add up"
    assert found(book, "điện thuỷ") == []
    assert found(book, "  ") == found(book, '"*') == []


def test_what_is_known_about_a_proof_is_found_at_once(book, files):
    uid = files["cong-van.pdf"].uid
    values = {"document_number": "12/BC-UBND", "abstract": "Về việc lắp điện", "signer": "Hoàng Văn Ế"}
    book.write(evidence.update, evidence_uid=uid, values=values)
    for text in ("12/bc", "lap dien", "hoang van e"):
        assert found(book, text) == [("cong-van.pdf", 0, "")]
    book.write(evidence_trash.remove, evidence_uids=[uid], today=book.today())
    assert found(book, "12/bc") == []


def test_an_index_that_is_lost_or_damaged_is_made_again(book, files):
    evidence_index.refresh(book, Steps())
    path = book.folder / INDEX_FILE
    path.write_bytes(b"no database" * 400)
    assert found(book, "duong dien") == []
    assert found(book, "cong van")[0][0] == "cong-van.pdf", "what is known is found all the same"
    assert evidence_index.refresh(book, Steps()).read == 4
    assert found(book, "duong dien") != []
    with sqlite3.connect(path) as older:
        older.execute("PRAGMA user_version=99")
    assert evidence_index.refresh(book, Steps()).read == 4


def test_previews_show_what_is_inside(book, files):
    def shown(name):
        row = files[name]
        path = row.path(book.evidence_folder)
        return evidence_preview.preview(path, row.media_type, file_name=name, pages=row.pages)

    assert (shown("cong-van.pdf").kind, shown("cong-van.pdf").pages) == (PreviewKind.PAGES, 2)
    assert shown("ghi-chu.txt").lines == ("Hòa giải ở cơ sở",)
    assert "Biên bản họp" in shown("bien-ban.docx").lines
    (table,) = shown("danh-sach.xlsx").tables
    assert (table.name, table.rows[1]) == ("Hộ nghèo", ("Lò Văn Pánh", "1.234,5"))


def test_a_hostile_document_is_refused_by_the_preview_and_still_indexed_as_read(book, tmp_path):
    path = tmp_path / "bom.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<w>" + b" " * 30_000_000)
    (uid,) = evidence_intake.add_files(book, [path], Steps()).uids
    row = book.read(evidence.evidence_row, evidence_uid=uid)
    with pytest.raises(InputError, match=r"“bom.docx” nén bất thường"):
        evidence_preview.preview(row.path(book.evidence_folder), row.media_type, file_name="bom.docx")
    assert evidence_index.refresh(book, Steps()).read == 1
    assert evidence_index.refresh(book, Steps()).read == 0


def test_a_masked_photo_holds_neither_the_face_nor_the_headers(book, place, tmp_path):  # noqa: F811
    exif = Image.Exif()
    exif[0x0112] = 6  # turned: stored lying, shown upright
    exif[0x010F] = "điện thoại của Pánh"
    Image.new("RGB", (80, 40), "white").save(tmp_path / "a.jpg", exif=exif, comment=b"secret")
    (uid,) = evidence_intake.add_files(book, [tmp_path / "a.jpg"], Steps(), **place).uids
    values = {"sensitive": True, "sensitive_reason": "Ảnh căn cước"}
    book.write(evidence.update, evidence_uid=uid, values=values)
    copy = evidence_masking.mask(book, Steps(), evidence_uid=uid, boxes=[Box(0, 0, 10_000, 5_000)])
    row = book.read(evidence.evidence_row, evidence_uid=copy)
    assert (row.masked_from_uid, row.sensitive, len(row.links)) == (uid, False, 1)
    image = Image.open(row.path(book.evidence_folder))
    assert image.size == (40, 80), "upright"
    assert max(image.getpixel((20, 20))) < 16
    assert min(image.getpixel((20, 60))) > 240
    assert not image.getexif()
    assert b"secret" not in row.path(book.evidence_folder).read_bytes()
    with pytest.raises(InputError, match="ô che"):
        evidence_masking.mask(book, Steps(), evidence_uid=uid, boxes=[])


def test_a_masked_pdf_has_no_words_left(book, tmp_path):
    path = letter(tmp_path / "a.pdf", "Số căn cước 012345", "Trang hai")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Author"] = "Lò Văn Pánh"
        pdf.save(path)
    (uid,) = evidence_intake.add_files(book, [path], Steps()).uids
    copy = evidence_masking.mask(book, Steps(), evidence_uid=uid, boxes=[Box(0, 2_000, 10_000, 3_000)])
    row = book.read(evidence.evidence_row, evidence_uid=copy)
    masked = row.path(book.evidence_folder)
    assert (row.media_type, row.pages) == (MediaType.PDF, 2)
    assert list(pdf_words(masked)) == ["", ""]
    with pikepdf.open(masked) as pdf:
        assert "/Author" not in pdf.docinfo
        assert [tuple(float(edge) for edge in page.mediabox) for page in pdf.pages] == [(0, 0, 300, 400)] * 2


def test_a_watched_folder_hands_over_what_grows_no_more(tmp_path):
    folder = tmp_path / "điện thoại"
    watched = WatchedFolder(folder, lambda _files: None)
    assert (watched.there, watched.poll()) == (False, ())
    folder.mkdir()
    path = photo(folder / "a.jpg")
    (folder / "b.jpg.part").write_bytes(b"on its way")
    assert watched.poll() == ()
    with path.open("ab") as file:
        file.write(b"still coming")
    assert watched.poll() == ()
    assert watched.poll() == (path,)
    assert watched.poll() == ()


def test_watching_runs_beside_and_stops(tmp_path):
    path = photo(tmp_path / "a.jpg")
    came = threading.Event()
    taken = []

    def ready(files):
        taken.extend(files)
        came.set()

    watched = WatchedFolder(tmp_path, ready, seconds=0.01)
    watched.start()
    assert came.wait(10)
    watched.stop()
    assert taken == [path]


def test_a_dossier_may_take_smaller_photos_and_leaves_the_originals(book, place, tmp_path):  # noqa: F811
    Image.effect_noise((3_000, 2_200), 60).convert("RGB").save(tmp_path / "a.jpg", quality=90)
    evidence_intake.add_files(book, [tmp_path / "a.jpg"], Steps(), **place)
    sizes = {}
    for small in (False, True):
        out = tmp_path / f"{small}.pdf"
        wanted = {"hamlet_uid": place["hamlet_uid"], "year": 2024, "target": out, "progress": Steps()}
        dossiers.export_dossier(book, **wanted, draft=True, small_photos=small)
        sizes[small] = out.stat().st_size
    (row,) = book.read(evidence.evidence_rows)
    assert row.path(book.evidence_folder).read_bytes() == (tmp_path / "a.jpg").read_bytes()
    assert sizes[True] < sizes[False] - row.size / 3


def test_a_proof_without_pages_stays_out_of_the_dossier_and_is_named(book, place, tmp_path):  # noqa: F811
    path = word_file(tmp_path / "Biên bản.docx", "Họp bản")
    evidence_intake.add_files(book, [path], Steps(), **place)
    wanted = {"hamlet_uid": place["hamlet_uid"], "year": 2024, "today": book.today()}
    found = book.read(dossier_readiness.readiness, **wanted, evidence_folder=book.evidence_folder)
    assert any("Không in được “Biên bản.docx”" in part.remark for part in found.parts)
    export = {"hamlet_uid": place["hamlet_uid"], "year": 2024, "target": tmp_path / "a.pdf"}
    assert dossiers.export_dossier(book, **export, progress=Steps(), draft=True) is not None
