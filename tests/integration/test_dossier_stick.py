"""From the book to the stick and back: what lies there, what is left out, what a receiver can see."""

from __future__ import annotations

import json
import logging
import re
import subprocess
from pathlib import Path

import bagit
import pypdf
import pytest
from PIL import Image

from app.cli import main
from app.domain.bag_report import FileState
from app.errors import InputError, RefusedError, StorageError
from app.files.volumes import Volume
from app.services import dossier_stick, evidence, evidence_intake
from app.services.dossier_rows import set_archive_fields
from app.services.dossier_stick import StickOptions, export_to_stick
from app.services.dossier_verify import verify_dossier
from app.services.workspace import Workspace
from tests.integration.dossier_ready import YEAR, Silent, indicator, make_ready, put

PHRASE = "ngua o rung tre 19"


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def add(book: Workspace, path: Path, number: str) -> str:
    added = evidence_intake.add_files(
        book, [path], Silent(), hamlet_uid=put(book), indicator_uid=indicator(book, number)
    )
    assert added.failures == ()
    return next(
        row.uid
        for row in book.read(evidence.evidence_rows, hamlet_uid=put(book))
        if row.file_name == path.name
    )


def photo(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    Image.effect_noise((300, 200), 40 + len(name)).convert("RGB").save(path, "JPEG")
    return path


@pytest.fixture
def filled(book: Workspace, tmp_path: Path) -> Workspace:
    """Two proofs that are printed, a text that is not, and a sensitive one."""
    source = tmp_path / "ảnh"
    add(book, photo(source, "Thẻ BHYT 90%.jpg"), "13.2")
    add(book, photo(source, "Cổng chào.jpg"), "1.1")
    text = source / "ghi chép.txt"
    text.write_text("Họp bản ngày 3/4", "utf-8")
    add(book, text, "13.2")
    secret = add(book, photo(source, "Giấy khám sức khỏe.jpg"), "13.2")
    book.write(
        evidence.update,
        evidence_uid=secret,
        values={"sensitive": True, "sensitive_reason": "Dữ liệu sức khỏe"},
    )
    make_ready(book)
    return book


def export(book: Workspace, usb: Path, **options: object) -> dossier_stick.StickResult:
    return export_to_stick(
        book,
        hamlet_uid=put(book),
        year=YEAR,
        target_folder=usb,
        progress=Silent(),
        options=StickOptions(**options),  # type: ignore[arg-type]
    )


def valid(folder: Path) -> bool:
    logging.disable(logging.CRITICAL)
    try:
        return bool(bagit.Bag(str(folder)).validate())
    finally:
        logging.disable(logging.NOTSET)


def test_the_dossier_on_the_stick_is_a_valid_bag_with_readable_names(filled: Workspace, usb: Path) -> None:
    result = export(filled, usb)
    assert result.folder == usb / "Hồ sơ NTM Bản Pút 2024 - bản 1"
    assert valid(result.folder)
    names = {
        path.relative_to(result.folder).as_posix() for path in result.folder.rglob("*") if path.is_file()
    }
    assert names == {
        "MO-TRUOC.html",
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "data/ho-so.json",
        "data/Hồ sơ NTM Bản Pút 2024 - bản 1.pdf",
        "data/minh-chung/Tiêu chí 1/MC01 - Cổng chào.jpg",
        "data/minh-chung/Tiêu chí 13/MC02 - Thẻ BHYT 90 phần trăm.jpg",
        "data/minh-chung/Tiêu chí 13/ghi chép.txt",
    }
    assert result.files == 5
    assert result.version == 1


def test_originals_are_byte_identical(filled: Workspace, usb: Path, tmp_path: Path) -> None:
    folder = export(filled, usb).folder
    written = folder / "data/minh-chung/Tiêu chí 1/MC01 - Cổng chào.jpg"
    assert written.read_bytes() == (tmp_path / "ảnh" / "Cổng chào.jpg").read_bytes()


def test_sensitive_proofs_stay_out_and_are_listed(filled: Workspace, usb: Path) -> None:
    result = export(filled, usb)
    assert result.left_out == ("Giấy khám sức khỏe",)
    assert result.sealed == 0
    page = (result.folder / "MO-TRUOC.html").read_text("utf-8")
    assert "Tài liệu nhạy cảm không kèm theo" in page
    assert "Giấy khám sức khỏe" in page
    said = json.loads((result.folder / "data/ho-so.json").read_text("utf-8"))
    assert said["nhay-cam-de-ngoai"] == ["Giấy khám sức khỏe"]
    assert said["nhay-cam-ma-hoa"] is None


def test_with_a_passphrase_they_go_along_sealed(filled: Workspace, usb: Path, tmp_path: Path) -> None:
    result = export(filled, usb, passphrase=PHRASE)
    archive = result.folder / "data" / "tai-lieu-nhay-cam.zip"
    assert (result.sealed, result.left_out) == (1, ())
    assert valid(result.folder)
    out = tmp_path / "mở"
    done = subprocess.run(["7z", "x", f"-p{PHRASE}", f"-o{out}", str(archive)], capture_output=True)
    assert done.returncode == 0, done.stdout
    assert (out / "01.jpg").read_bytes() == (tmp_path / "ảnh" / "Giấy khám sức khỏe.jpg").read_bytes()
    assert "Giấy khám sức khỏe.jpg" in (out / "danh-sach.txt").read_text("utf-8-sig")
    for path in result.folder.rglob("*"):
        assert not path.is_file() or PHRASE.encode() not in path.read_bytes()
    assert "7-Zip" in (result.folder / "MO-TRUOC.html").read_text("utf-8")
    assert PHRASE not in repr(StickOptions(PHRASE))


@pytest.mark.parametrize("phrase", ["ngắn", "mật khẩu có dấu dài", "aaaaaaaaaaaaaaaa", "ngan qua", "x1" * 70])
def test_a_weak_passphrase_is_refused_before_anything_is_made(
    filled: Workspace, usb: Path, phrase: str
) -> None:
    with pytest.raises(InputError, match="Mật khẩu"):
        export(filled, usb, passphrase=phrase)
    assert list(usb.iterdir()) == []


def test_the_fields_of_an_electronic_file_are_in_bag_info(filled: Workspace, usb: Path) -> None:
    values = {
        "code": "H12.2024",
        "retention": "Vĩnh viễn",
        "access": "Công khai",
        "keywords": "nông thôn mới",
    }
    filled.write(set_archive_fields, hamlet_uid=put(filled), year=YEAR, values=values)
    info = bagit.Bag(str(export(filled, usb).folder)).info
    assert info["Ma-ho-so"] == "H12.2024"
    assert info["Thoi-han-luu-tru"] == "Vĩnh viễn"
    assert info["Muc-do-tiep-can"] == "Công khai"
    assert info["Ngon-ngu"] == "Tiếng Việt"
    assert info["Thoi-gian-ket-thuc"] == "20/04/2024"
    assert info["Tu-khoa"] == "nông thôn mới"
    assert int(info["So-trang"]) > 5
    assert info["So-to"] == "chưa ghi"
    assert info["Source-Organization"] == "UBND xã Chiềng Khoi"


def test_without_a_change_the_same_version_goes_out_again(filled: Workspace, usb: Path) -> None:
    first, second = export(filled, usb), export(filled, usb)
    assert (first.version, second.version) == (1, 1)
    assert second.folder.name.endswith("(2)")
    manifest = "manifest-sha256.txt"
    assert (first.folder / manifest).read_bytes() == (second.folder / manifest).read_bytes()


def test_a_dossier_that_may_not_be_final_does_not_go_out(book: Workspace, usb: Path) -> None:
    with pytest.raises(RefusedError):
        export(book, usb)
    assert list(usb.iterdir()) == []


def test_a_folder_in_the_book_is_no_target(filled: Workspace) -> None:
    with pytest.raises(InputError, match="nằm trong sổ"):
        export(filled, filled.folder)


def test_a_target_that_is_gone_is_said(filled: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="hãy cắm USB"):
        export(filled, tmp_path / "không có")


TOO_BAD = {
    "còn 1,0 MB, hồ sơ cần": {"free": 1 << 20},
    "chỉ cho đọc": {"read_only": True},
}


@pytest.mark.parametrize(("sentence", "change"), TOO_BAD.items())
def test_a_target_that_cannot_take_it_is_refused_before_the_first_byte(
    filled: Workspace, usb: Path, monkeypatch: pytest.MonkeyPatch, sentence: str, change: dict[str, object]
) -> None:
    facts = {"free": 1 << 40, "read_only": False} | change
    volume = Volume(path=usb, label="KINGSTON", file_system="exFAT", total=1 << 40, removable=True, **facts)  # type: ignore[arg-type]
    monkeypatch.setattr(dossier_stick, "volume_of", lambda folder: volume)
    with pytest.raises(StorageError, match=sentence):
        export(filled, usb)
    assert list(usb.iterdir()) == []


def test_the_receiver_sees_what_came(filled: Workspace, usb: Path) -> None:
    folder = export(filled, usb).folder
    found = verify_dossier(usb, Silent())  # the stick itself: one dossier lies on it
    assert found.folder == folder
    assert found.report.intact
    facts = found.facts
    assert (facts.hamlet, facts.commune, facts.year, facts.version) == ("Bản Pút", "xã Chiềng Khoi", 2024, 1)
    assert facts.left_out == ("Giấy khám sức khỏe",)
    assert found.signed == ()
    page = folder / "MO-TRUOC.html"
    page.write_text(page.read_text("utf-8").replace("16", "61"), "utf-8")
    again = verify_dossier(folder, Silent())
    assert not again.report.intact
    assert again.report.count(FileState.ALTERED) == 1


def test_the_index_leads_to_the_right_pages(filled: Workspace, usb: Path) -> None:
    folder = export(filled, usb).folder
    page = (folder / "MO-TRUOC.html").read_text("utf-8")
    assert "chỉ tiêu 13.2" in page
    pdf = pypdf.PdfReader(next((folder / "data").glob("*.pdf")))
    found = re.findall(r"<tr><td>(MC\d+)\. [^<]*.*?#page=(\d+)\">([^<]+)</a>", page)
    assert [number for number, _page, _leaf in found] == ["MC01", "MC02"]
    for number, at, leaf in found:
        text = pdf.pages[int(at) - 1].extract_text()
        assert number in text
        assert leaf in text
    listed = re.search(r"<td>Danh mục minh chứng và.*?#page=(\d+)\">", page)
    assert listed is not None
    assert "DANH MỤC MINH CHỨNG" in pdf.pages[int(listed.group(1)) - 1].extract_text()


def test_on_the_command_line(
    filled: Workspace, usb: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "mk.txt"
    secret.write_text(PHRASE + "\n")
    command = ["export-usb", str(filled.folder), "--hamlet", "put", "--to", str(usb), "--today", "20/04/2024"]
    assert main([*command, "--passphrase-file", str(secret), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["sealed"] == 1
    folder = Path(said["folder"])
    assert main(["verify", str(folder)]) == 0
    assert "Hồ sơ nguyên vẹn: 10 tệp đều đúng." in capsys.readouterr().out
    (folder / "data" / "ho-so.json").write_text("{}")
    assert main(["verify", str(folder), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["intact"], said["complete"], said["counts"]["altered"]) == (False, False, 1)
    assert main(["verify", str(tmp_path / "không")]) == 1
    assert "hãy chọn thư mục hồ sơ" in capsys.readouterr().err
