"""Files that are torn, huge, locked, alive or too many: one sentence each, nothing half stored, the rest goes in."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from app.errors import InputError
from app.services import evidence, evidence_intake
from tests.integration.test_evidence import Steps, photo
from tests.reports.dossier_sample import bomb

ROOT = Path(__file__).parent.parent.parent


def locked_pdf(path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    return path


def film(path):
    """Two gigabytes that take no room."""
    with path.open("wb") as file:
        file.write(b"\0\0\0\x18ftypisom" + bytes(1024))
        file.truncate(2 * 1024**3)
    return path


def stored(book):
    return [path for path in book.evidence_folder.rglob("*") if path.is_file()]


def test_every_bad_file_has_its_sentence_and_the_good_one_goes_in(book, tmp_path):
    whole = photo(tmp_path / "tốt.jpg").read_bytes()
    torn = tmp_path / "dở.jpg"
    torn.write_bytes(whole[:-3])
    zeros = tmp_path / "tải dở.jpg"
    zeros.write_bytes(whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2))
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.4 nothing more")
    (tmp_path / "hỏng.docx").write_bytes(b"PK\x03\x04 cut off")
    locked_pdf(tmp_path / "khóa.pdf")
    bomb(tmp_path / "lớn.png")
    film(tmp_path / "phim.mp4")
    film(tmp_path / "phim.jpg")
    added = evidence_intake.add_files(book, [tmp_path], Steps())
    told = dict(added.failures)
    told.pop("so.sqlite3", None)
    expected = {
        "dở.jpg": "chép dở",
        "tải dở.jpg": "chép dở",
        "hỏng.pdf": "chép dở",
        "hỏng.docx": "chép dở",
        "khóa.pdf": "mật khẩu",
        "lớn.png": "80 triệu điểm ảnh",
        "phim.mp4": "không phải PDF",
        "phim.jpg": "không phải PDF",
    }
    assert {name: words in told[name] for name, words in expected.items()} == dict.fromkeys(expected, True)
    assert [row.title for row in book.read(evidence.evidence_rows)] == ["tốt"]
    assert len(stored(book)) == 1


def test_a_file_that_grows_or_goes_while_it_is_copied(book, tmp_path):
    growing, going, good = (photo(tmp_path / f"{name}.jpg", name) for name in ("red", "green", "blue"))

    class Meanwhile(Steps):
        def step(self, text, done, total):
            super().step(text, done, total)
            if "red" in text:
                with growing.open("ab") as file:
                    file.write(b"more")
            if "green" in text:
                going.unlink(missing_ok=True)

    added = evidence_intake.add_files(book, [growing, going, good], Meanwhile())
    assert [name for name, _sentence in added.failures] == ["red.jpg", "green.jpg"]
    assert "thay đổi trong lúc chép" in added.failures[0][1]
    assert "Không tìm thấy" in added.failures[1][1]
    assert added.new == len(stored(book)) == 1


def test_too_many_files_are_refused_before_anything_is_read(book, tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_intake, "MOST", 20)
    folder = tmp_path / "ảnh"
    for number in range(3):
        (folder / str(number)).mkdir(parents=True)
        for name in range(7):
            (folder / str(number) / f"{name}.jpg").touch()
    with contextlib.suppress(OSError):
        (folder / "vòng").symlink_to(folder, target_is_directory=True)
    with pytest.raises(InputError, match="quá 20 tệp"):
        evidence_intake.count_files([folder])
    assert evidence_intake.count_files([folder / "0", folder / "1"]) == 14
    assert evidence_intake.many_sentence(500) == ""
    assert "501" in evidence_intake.many_sentence(501)


_FULL = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from app.errors import StorageError
from app.services import evidence_intake
from app.services.workspace import open_book
class Silent:
    def step(self, text, done, total): pass
book = open_book(Path(sys.argv[2]))
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    evidence_intake.add_files(book, [Path(name) for name in sys.argv[3:]], Silent())
except StorageError as error:
    print(error.sentence)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE")
def test_a_disk_that_fills_keeps_what_was_whole(book, tmp_path):
    small = photo(tmp_path / "a.jpg")
    large = tmp_path / "b.jpg"
    large.write_bytes(photo(tmp_path / "b0.jpg", "red").read_bytes() + os.urandom(3_000_000))
    after = photo(tmp_path / "c.jpg", "blue")
    command = [sys.executable, "-B", "-c", _FULL, ROOT, book.folder, small, large, after]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert "Ổ đĩa" in done.stdout
    assert [row.title for row in book.read(evidence.evidence_rows)] == ["a"]
    assert len(stored(book)) == 1
