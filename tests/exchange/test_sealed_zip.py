"""Sensitive proofs in one archive: a real 7-Zip opens it, nobody else; outside stand neutral names."""

import hashlib
import shutil
import subprocess
from datetime import date

import pytest

from app.errors import Cancelled, EvidenceError
from app.exchange.sealed_zip import SealedItem, write_sealed
from tests.exchange.bag_sample import Silent

PHRASE = "ngua o rung tre 19"
NAME = "Giấy khám sức khỏe.jpg"
SEVEN = shutil.which("7z")


@pytest.fixture
def items(tmp_path):
    found = []
    for number, content in enumerate((b"\xff\xd8" + b"anh" * 9_000, b"%PDF-1.4")):
        source = tmp_path / f"{number}{('.jpg', '.pdf')[number]}"
        source.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        found.append(SealedItem("Giấy khám", "chỉ tiêu 13.2", NAME, source, digest, len(content)))
    return found


def write(items, target, progress=None):
    return write_sealed(items, target, PHRASE, dated=date(2024, 4, 20), progress=progress or Silent())


def seven(*arguments):
    return subprocess.run([SEVEN, *map(str, arguments)], capture_output=True, stdin=subprocess.DEVNULL)


@pytest.mark.skipif(SEVEN is None, reason="7z is not in this system")
def test_7_zip_opens_it_with_the_passphrase_and_not_without(items, tmp_path):
    archive = tmp_path / "kín.zip"
    file = write(items, archive)
    assert (file.size, file.sha256) == (
        archive.stat().st_size,
        hashlib.sha256(archive.read_bytes()).hexdigest(),
    )
    out = tmp_path / "ra"
    assert seven("x", f"-p{PHRASE}", f"-o{out}", archive).returncode == 0
    assert (out / "01.jpg").read_bytes() == items[0].source.read_bytes()
    assert (out / "02.pdf").read_bytes() == items[1].source.read_bytes()
    assert NAME in (out / "danh-sach.txt").read_text("utf-8-sig")
    assert seven("t", "-psai mat khau", archive).returncode != 0
    listed = seven("l", "-slt", archive).stdout.decode("utf-8", "replace")
    assert listed.count("AES-256") == 3
    assert "Store" in listed


def test_names_and_contents_cannot_be_read_from_outside(items, tmp_path):
    archive = tmp_path / "kín.zip"
    write(items, archive)
    raw = archive.read_bytes()
    assert NAME.encode() not in raw
    assert b"kh\xc3\xa1m" not in raw
    assert b"anhanhanh" not in raw
    assert PHRASE.encode() not in raw


def test_no_checksum_of_the_contents_is_left_outside(items, tmp_path):
    """AE-2 keeps no CRC: with it one could tell whether a known file is inside."""
    import zipfile

    write(items, tmp_path / "kín.zip")
    with zipfile.ZipFile(tmp_path / "kín.zip") as archive:
        assert {info.CRC for info in archive.infolist()} == {0}
        assert {info.filename for info in archive.infolist()} == {"danh-sach.txt", "01.jpg", "02.pdf"}


def test_an_altered_source_is_named(items, tmp_path):
    items[0].source.write_bytes(b"khac")
    with pytest.raises(EvidenceError, match=NAME):
        write(items, tmp_path / "kín.zip")


def test_it_can_be_cancelled(items, tmp_path):
    class Cancelling(Silent):
        def step(self, text, done, total):
            raise Cancelled

    with pytest.raises(Cancelled):
        write(items, tmp_path / "kín.zip", Cancelling())
