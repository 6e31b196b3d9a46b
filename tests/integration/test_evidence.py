"""Files into the book: good ones beside bad ones, the same twice, names as phones write them."""

import errno
import os
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from app.errors import Cancelled, InputError, StorageError
from app.services import assessments, evidence, evidence_intake, evidence_trash, history, places

HEIC = Path(__file__).parent.parent / "data" / "evidence" / "nha-van-hoa.heic"


class Steps:
    """Notes the steps; cancels at the one that is asked for."""

    def __init__(self, cancel_at: int | None = None) -> None:
        self.said: list[tuple[str, int, int]] = []
        self._cancel_at = cancel_at

    def step(self, text: str, done: int, total: int) -> None:
        self.said.append((text, done, total))
        if done == self._cancel_at:
            raise Cancelled


def photo(path: Path, colour: str = "green") -> Path:
    Image.new("RGB", (64, 48), colour).save(path, "JPEG")
    return path


@pytest.fixture
def place(book):
    """A hamlet and its indicator 13.2."""
    hamlet = book.read(places.find_hamlet, name="Bản Pút").uid
    review = book.read(assessments.rounds_of, hamlet_uid=hamlet)[0]
    rows = book.read(assessments.sheet, round_uid=review.uid).rows
    indicator = next(row.indicator.uid for row in rows if row.indicator.number == "13.2")
    return {"hamlet_uid": hamlet, "indicator_uid": indicator}


def test_a_damaged_file_does_not_keep_the_others_out(book, place, tmp_path):
    good = photo(tmp_path / "Cổng chào.jpg")
    torn = tmp_path / "Chụp dở.jpg"
    torn.write_bytes(photo(tmp_path / "ca.jpg", "red").read_bytes()[:-200])
    letter = tmp_path / "Công văn.doc"
    letter.write_bytes(b"\xd0\xcf\x11\xe0 Word of 1997")
    empty = tmp_path / "Trống.pdf"
    empty.touch()
    gone = tmp_path / "Đã xóa.jpg"
    steps = Steps()
    added = evidence_intake.add_files(book, [torn, letter, empty, gone, good, HEIC], steps, **place)
    assert (added.new, len(added.uids)) == (2, 2)
    assert [name for name, _sentence in added.failures] == [p.name for p in (torn, letter, empty, gone)]
    told = " ".join(sentence for _name, sentence in added.failures)
    for words in ("hỏng hoặc chép dở", "không phải PDF", "trống (0 byte)", "Không tìm thấy"):
        assert words in told
    assert {total for _text, _done, total in steps.said} == {6}
    rows = book.read(evidence.evidence_rows, **place)
    assert {row.title for row in rows} == {"Cổng chào", "nha-van-hoa"}
    for row in rows:
        assert row.path(book.evidence_folder).is_file()
    assert not list(book.evidence_folder.glob("dang-nhan-*"))


def test_the_same_file_twice_is_stored_once_and_linked(book, place, tmp_path):
    first = photo(tmp_path / "IMG_0001.jpg")
    again = tmp_path / "bản sao.jpg"
    again.write_bytes(first.read_bytes())
    alone = evidence_intake.add_files(book, [first], Steps())
    assert book.read(evidence.evidence_rows)[0].links == ()
    added = evidence_intake.add_files(book, [again, first], Steps(), **place)
    assert (added.new, added.uids) == (0, alone.uids)
    assert added.known == (
        evidence_intake.Known("bản sao.jpg", "IMG 0001"),
        evidence_intake.Known("IMG_0001.jpg", "IMG 0001"),
    )
    (row,) = book.read(evidence.evidence_rows)
    assert [(link.hamlet, link.indicator_number) for link in row.links] == [("Bản Pút", "13.2")]
    assert len(list(book.evidence_folder.rglob("*.jpg"))) == 1


def test_names_of_files_are_kept_in_one_normal_form(book, tmp_path):
    name = unicodedata.normalize("NFD", "Nhà văn hóa bản Tủm.jpg")
    added = evidence_intake.add_files(book, [photo(tmp_path / name)], Steps())
    (row,) = book.read(evidence.evidence_rows)
    assert (row.file_name, row.title) == ("Nhà văn hóa bản Tủm.jpg", "Nhà văn hóa bản Tủm")
    torn = tmp_path / unicodedata.normalize("NFD", "Hỏng.jpg")
    torn.write_bytes(b"\xff\xd8\xff\xe0")
    added = evidence_intake.add_files(book, [torn], Steps())
    assert added.failures[0][0] == "Hỏng.jpg"


def test_a_folder_brings_what_is_below_it(book, tmp_path):
    (tmp_path / "2024" / "tháng 4").mkdir(parents=True)
    photo(tmp_path / "2024" / "a.jpg", "red")
    photo(tmp_path / "2024" / "tháng 4" / "b.jpg", "blue")
    (tmp_path / "2024" / "Thumbs.db").write_bytes(b"x")
    (tmp_path / "2024" / ".DS_Store").write_bytes(b"x")
    added = evidence_intake.add_files(book, [tmp_path / "2024"], Steps())
    assert (added.new, added.failures) == (2, ())
    assert evidence_intake.add_files(book, [tmp_path / "none-such"], Steps()).new == 0


def test_cancelling_keeps_what_went_in_before(book, tmp_path):
    files = [photo(tmp_path / f"{colour}.jpg", colour) for colour in ("red", "green", "blue")]
    with pytest.raises(Cancelled):
        evidence_intake.add_files(book, files, Steps(cancel_at=2))
    assert {row.title for row in book.read(evidence.evidence_rows)} == {"red", "green"}
    assert not list(book.evidence_folder.glob("dang-nhan-*"))


def test_a_full_disk_stops_the_batch(book, tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.files.evidence_store.os.fsync", full)
    with pytest.raises(StorageError, match="Ổ đĩa đã đầy"):
        evidence_intake.add_files(book, [photo(tmp_path / "a.jpg")], Steps())
    monkeypatch.undo()
    assert book.read(evidence.evidence_rows) == []
    assert not list(book.evidence_folder.glob("dang-nhan-*"))


def test_a_removed_proof_comes_back_with_its_links(book, place, tmp_path):
    (uid,) = evidence_intake.add_files(book, [photo(tmp_path / "a.jpg")], Steps(), **place).uids
    (before,) = book.read(evidence.evidence_rows)
    book.write(evidence.set_where, link_uid=before.links[0].uid, where="trang 3,  mục II.2")
    (before,) = book.read(evidence.evidence_rows)
    assert before.links[0].where == "trang 3, mục II.2"
    book.write(evidence_trash.remove, evidence_uids=[uid], today=book.today())
    assert book.read(evidence.evidence_rows) == []
    assert history.undo(book).action == "evidence_trash.remove"
    assert book.read(evidence.evidence_rows) == [before]
    assert before.path(book.evidence_folder).is_file()


def test_rows_of_an_indicator_show_all_their_links(book, place, tmp_path):
    (uid,) = evidence_intake.add_files(book, [photo(tmp_path / "a.jpg")], Steps(), **place).uids
    evidence_intake.add_files(book, [photo(tmp_path / "b.jpg", "red")], Steps())
    other = book.read(places.find_hamlet, name="Bản Tủm").uid
    book.write(
        evidence.link,
        evidence_uid=uid,
        hamlet_uid=other,
        indicator_uid=place["indicator_uid"],
        where="trang 1",
    )
    (row,) = book.read(evidence.evidence_rows, **place)
    assert [link.hamlet for link in row.links] == ["Bản Pút", "Bản Tủm"]
    assert len(book.read(evidence.evidence_rows)) == 2
    book.write(evidence.unlink, link_uid=row.links[0].uid)
    assert book.read(evidence.evidence_rows, **place) == []


def test_a_proof_keeps_a_title(book, tmp_path):
    (uid,) = evidence_intake.add_files(book, [photo(tmp_path / "a.jpg")], Steps()).uids
    with pytest.raises(InputError, match="Hãy gõ tên minh chứng"):
        book.write(evidence.update, evidence_uid=uid, values={"title": ""})
    values = {
        "title": "Ảnh",
        "document_number": "12/BC",
        "issued_on": date(2024, 3, 5),
        "issuer": "",
        "sensitive": True,
    }
    with pytest.raises(InputError, match="lý do") as refused:
        book.write(evidence.update, evidence_uid=uid, values=values)
    assert refused.value.field == "sensitive_reason"
    values["sensitive_reason"] = "Có ảnh căn cước công dân"
    book.write(evidence.update, evidence_uid=uid, values=values)
    (row,) = book.read(evidence.evidence_rows)
    assert {field: getattr(row, field) for field in values} == values


def test_a_name_that_is_no_clean_line_is_told_and_kept_as_one(book, tmp_path):
    named = photo(tmp_path / "Cổng\nchào.jpg")
    blank = photo(tmp_path / "__.jpg", "red")
    assert not evidence_intake.add_files(book, [named, blank], Steps()).failures
    kept = {row.file_name: row.title for row in book.read(evidence.evidence_rows)}
    assert kept == {"Cổng chào.jpg": "Cổng chào", "__.jpg": "__.jpg"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_name_in_an_old_encoding_does_not_stop_the_batch(book, tmp_path):
    old = tmp_path / os.fsdecode(b"B\xe1o c\xe1o.jpg")
    torn = tmp_path / os.fsdecode(b"D\xe2y.pdf")
    photo(old)
    torn.write_bytes(b"no pdf")
    added = evidence_intake.add_files(book, [torn, old, photo(tmp_path / "sau.jpg", "red")], Steps())
    assert added.new == 2
    assert [name for name, _sentence in added.failures] == ["D?y.pdf"]
    assert {row.title for row in book.read(evidence.evidence_rows)} == {"B?o c?o", "sau"}


def test_a_store_that_is_no_folder_is_told_in_a_sentence(book, tmp_path):
    book.evidence_folder.rmdir()
    book.evidence_folder.write_bytes(b"")
    with pytest.raises(StorageError):
        evidence_intake.add_files(book, [photo(tmp_path / "a.jpg")], Steps())
