"""Bags are written whole or not at all; the bagit library of the Library of Congress agrees with ours."""

import hashlib
import logging
import os
import shutil
import unicodedata
from contextlib import suppress
from dataclasses import replace
from time import monotonic

import bagit
import pytest

from app.domain.bag_report import BagFault, FileState
from app.errors import Cancelled, EvidenceError, StorageError
from app.exchange.bag import INFO_FILE, MANIFEST_FILE, decoded_path, encoded_path
from app.exchange.bag_check import check_bag
from app.exchange.bag_reading import MAX_MANIFEST, escapes
from app.exchange.bag_writer import GROWING, MARK, write_bag
from app.files import copying
from tests.exchange.bag_sample import Silent, sample_bag, sample_plan, source_file


@pytest.fixture
def bag(tmp_path):
    return sample_bag(tmp_path)


def states(folder):
    report = check_bag(folder, Silent())
    return {file.path: file.state for file in report.files}, [one.fault for one in report.faults], report


def oracle(folder):
    """Whether the bagit library takes it."""
    logging.disable(logging.CRITICAL)
    try:
        bagit.Bag(str(folder)).validate()
    except (bagit.BagError, OSError):
        return False
    finally:
        logging.disable(logging.NOTSET)
    return True


# Writing


def test_a_written_bag_is_valid_for_the_library_and_for_us(bag):
    assert bag.name == "Hồ sơ NTM Bản Pút 2024"
    assert oracle(bag)
    report = check_bag(bag, Silent())
    assert report.intact
    assert report.complete
    assert report.algorithms == ("sha256",)
    assert {file.state for file in report.files} == {FileState.SOUND}
    info = bagit.Bag(str(bag)).info
    assert info["Source-Organization"] == "UBND xã Chiềng Khoi"
    assert info["Bagging-Date"] == "2024-10-22"
    assert "Gia-mao" not in info


def test_a_source_arrives_byte_identical_under_its_readable_name(bag, tmp_path):
    written = bag / "data/minh-chung/Tiêu chí 13/MC01 - Ảnh thẻ.jpg"
    assert written.read_bytes() == b"\xff\xd8" + b"x" * 70_000


def test_a_second_export_stands_beside_the_first(bag, tmp_path):
    again = write_bag(sample_plan(tmp_path / "so"), bag.parent, Silent())
    assert again.name == bag.name + " (2)"
    assert oracle(again)


def test_progress_counts_every_byte_twice_and_ends_full(tmp_path):
    (tmp_path / "usb").mkdir()
    watching = Silent()
    write_bag(sample_plan(tmp_path / "so"), tmp_path / "usb", watching)
    done = [step[1] / step[2] for step in watching.steps]
    assert done == sorted(done)
    assert done[-1] == 1


class Stopping(Silent):
    def __init__(self, after=1):
        super().__init__()
        self.after = after

    def step(self, text, done, total):
        super().step(text, done, total)
        if len(self.steps) > self.after:
            raise Cancelled


@pytest.mark.parametrize("after", [0, 1])
def test_cancel_leaves_nothing(tmp_path, after):
    (tmp_path / "usb").mkdir()
    big = source_file(tmp_path / "so", "data/lớn.bin", os.urandom(1 << 20) * 150)
    started = monotonic()
    with pytest.raises(Cancelled):
        write_bag(sample_plan(tmp_path / "so", big), tmp_path / "usb", Stopping(after))
    assert monotonic() - started < 5
    assert list((tmp_path / "usb").iterdir()) == []


def test_an_altered_source_is_named_and_no_folder_looks_finished(tmp_path):
    (tmp_path / "usb").mkdir()
    plan = sample_plan(tmp_path / "so")
    plan.files[1].source.write_bytes(b"\xff\xd8" + b"y" * 70_000)
    with pytest.raises(EvidenceError, match="MC01 - Ảnh thẻ.jpg"):
        write_bag(plan, tmp_path / "usb", Silent())
    assert [path.name for path in (tmp_path / "usb").iterdir()] == [plan.name + GROWING]


def test_a_source_that_is_gone_is_named(tmp_path):
    (tmp_path / "usb").mkdir()
    plan = sample_plan(tmp_path / "so")
    plan.files[2].source.unlink()
    with pytest.raises(EvidenceError, match="MC02 - trống.txt"):
        write_bag(plan, tmp_path / "usb", Silent())


def test_a_stick_that_keeps_other_bytes_is_found_by_reading_back(tmp_path, monkeypatch):
    """The medium takes the bytes and keeps others: the file is altered behind the program's back."""
    (tmp_path / "usb").mkdir()
    real = copying.forget_cached

    def spoil(file):
        real(file)
        file.seek(0)
        file.write(b"!")
        file.flush()

    monkeypatch.setattr(copying, "forget_cached", spoil)
    with pytest.raises(StorageError, match="đọc lại thấy khác"):
        write_bag(sample_plan(tmp_path / "so"), tmp_path / "usb", Silent())
    assert not (tmp_path / "usb" / "Hồ sơ NTM Bản Pút 2024").exists()


def half_written(tmp_path):
    """What a try that was cut off leaves: one file right, one of the right size with other bytes, one too many."""
    (tmp_path / "usb").mkdir()
    plan = sample_plan(tmp_path / "so")
    growing = tmp_path / "usb" / (plan.name + GROWING)
    for file in plan.files[:2]:
        target = growing / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.source.read_bytes())
    wrong = growing / plan.files[1].path
    wrong.write_bytes(b"\0" * plan.files[1].size)
    (growing / MARK).write_text("dở")
    (growing / "data" / "của bản trước.pdf").write_text("cũ")
    return plan, growing


def test_the_next_try_keeps_what_is_right_and_mends_the_rest(tmp_path):
    plan, growing = half_written(tmp_path)
    inode = (growing / plan.files[0].path).stat().st_ino
    before = (growing / plan.files[0].path).stat().st_mtime_ns
    bag = write_bag(plan, tmp_path / "usb", Silent())
    kept = (bag / plan.files[0].path).stat()
    assert (kept.st_ino, kept.st_mtime_ns) == (inode, before)
    assert oracle(bag)
    assert check_bag(bag, Silent()).intact
    assert [path.name for path in (tmp_path / "usb").iterdir()] == [plan.name]


def test_a_link_in_the_growing_folder_is_not_written_through(tmp_path):
    plan, growing = half_written(tmp_path)
    outside = tmp_path / "của tôi.txt"
    outside.write_text("giữ nguyên")
    target = growing / plan.files[2].path
    target.symlink_to(outside)
    bag = write_bag(plan, tmp_path / "usb", Silent())
    assert outside.read_text() == "giữ nguyên"
    assert not (bag / plan.files[2].path).is_symlink()


def test_a_folder_of_that_name_that_is_not_ours_is_left_alone(tmp_path):
    plan = sample_plan(tmp_path / "so")
    foreign = tmp_path / "usb" / (plan.name + GROWING)
    foreign.mkdir(parents=True)
    (foreign / "thư.txt").write_text("của người khác")
    bag = write_bag(plan, tmp_path / "usb", Silent())
    assert bag.name == plan.name + " (2)"
    assert (foreign / "thư.txt").exists()


def test_a_stick_that_is_gone_does_not_turn_into_a_folder(tmp_path):
    with pytest.raises(StorageError):
        write_bag(sample_plan(tmp_path / "so"), tmp_path / "rút rồi", Silent())
    assert not (tmp_path / "rút rồi").exists()


def test_a_stick_pulled_out_half_way_is_said_in_a_sentence(tmp_path):
    (tmp_path / "usb").mkdir()
    big = source_file(tmp_path / "so", "data/lớn.bin", os.urandom(1 << 20) * 60)

    class Pulled(Silent):
        def step(self, text, done, total):
            super().step(text, done, total)
            if done:
                with suppress(OSError):
                    shutil.rmtree(tmp_path / "usb")

    with pytest.raises(StorageError, match="rút ra giữa chừng"):
        write_bag(sample_plan(tmp_path / "so", big), tmp_path / "usb", Pulled())


# Checking


def spoil(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def test_one_flipped_bit_is_found_and_named(bag):
    spoil(bag / "data/Hồ sơ NTM Bản Pút 2024.pdf")
    found, faults, report = states(bag)
    assert found["data/Hồ sơ NTM Bản Pút 2024.pdf"] is FileState.ALTERED
    assert report.count(FileState.ALTERED) == 1
    assert (report.intact, report.complete, faults) == (False, True, [])
    assert not oracle(bag)


def test_a_missing_file_is_named(bag):
    (bag / "data/minh-chung/Tiêu chí 13/MC02 - trống.txt").unlink()
    found, faults, report = states(bag)
    assert found["data/minh-chung/Tiêu chí 13/MC02 - trống.txt"] is FileState.MISSING
    assert faults == [BagFault.WRONG_TOTALS]
    assert not report.complete
    assert not oracle(bag)


def test_an_extra_file_is_named(bag):
    (bag / "data" / "lạ.exe").write_bytes(b"MZ")
    found, _faults, report = states(bag)
    assert found["data/lạ.exe"] is FileState.EXTRA
    assert not report.intact
    assert not oracle(bag)


def test_a_file_beside_the_payload_is_told_and_allowed(bag):
    (bag / "Thumbs.db").write_bytes(b"x")
    found, _faults, report = states(bag)
    assert found["Thumbs.db"] is FileState.BESIDE
    assert report.intact
    assert oracle(bag)


@pytest.mark.parametrize("name", ["MO-TRUOC.html", INFO_FILE, MANIFEST_FILE, "bagit.txt"])
def test_tag_files_are_vouched_for_too(bag, name):
    path = bag / name
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    found, _faults, report = states(bag)
    assert found[name] is FileState.ALTERED
    assert not report.intact


def test_a_link_is_never_followed(bag, tmp_path):
    """Even to a file with the very bytes: it would be another tomorrow."""
    path = bag / "data/minh-chung/Tiêu chí 13/MC02 - trống.txt"
    outside = tmp_path / "ngoài.txt"
    path.rename(outside)
    path.symlink_to(outside)
    found, _faults, report = states(bag)
    assert found["data/minh-chung/Tiêu chí 13/MC02 - trống.txt"] is FileState.UNSAFE
    assert not report.intact


def test_a_folder_that_is_a_link_is_never_entered(bag, tmp_path):
    folder = bag / "data/minh-chung"
    folder.rename(tmp_path / "ngoài")
    folder.symlink_to(tmp_path / "ngoài", target_is_directory=True)
    found, _faults, report = states(bag)
    assert found["data/minh-chung"] is FileState.UNSAFE
    assert found["data/minh-chung/Tiêu chí 13/MC02 - trống.txt"] is FileState.MISSING
    assert not report.intact


def test_a_pipe_does_not_hang_the_check(bag):
    os.mkfifo(bag / "data" / "ống")
    assert states(bag)[0]["data/ống"] is FileState.UNSAFE


ESCAPES = (
    "../../etc/passwd",
    "/etc/passwd",
    "data/../../x",
    "C:\\Windows\\win.ini",
    "..\\x",
    "~/x",
    "data\\..\\..\\x",
)


@pytest.mark.parametrize("path", ESCAPES)
def test_a_path_that_leaves_the_folder_is_told_and_never_opened(bag, path):
    assert escapes(path)
    with (bag / MANIFEST_FILE).open("a", encoding="utf-8") as manifest:
        manifest.write(f"{'0' * 64}  {path}\n")
    found, _faults, report = states(bag)
    assert found[path] is FileState.UNSAFE
    assert not report.intact


GARBLED = {
    "no hash": b"data/x\n",
    "short hash": b"abcd  data/x\n",
    "no text": b"\xff\xfe\x00\x01" * 40,
    "two hashes for one": b"0" * 64 + b"  data/x\n" + b"1" * 64 + b"  data/x\n",
    "half a line": b"0" * 64,
}


@pytest.mark.parametrize("content", GARBLED.values(), ids=GARBLED.keys())
def test_a_garbled_manifest_is_a_fault_of_the_folder(bag, content):
    (bag / MANIFEST_FILE).write_bytes(content)
    _found, faults, report = states(bag)
    assert BagFault.BAD_MANIFEST in faults
    assert not report.intact


def test_a_huge_manifest_is_not_read(bag, monkeypatch):
    with (bag / MANIFEST_FILE).open("ab") as file:
        file.truncate(MAX_MANIFEST + 1)  # a hole: nothing is written
    assert BagFault.BAD_MANIFEST in states(bag)[1]


def test_a_folder_that_is_no_bag_says_so(tmp_path):
    (tmp_path / "x.txt").write_text("x")
    assert states(tmp_path)[1] == [BagFault.NO_BAG]


def test_a_growing_folder_is_not_taken_for_a_dossier(bag):
    growing = bag.rename(bag.with_name(bag.name + GROWING))
    assert states(growing)[1] == [BagFault.GROWING]


def test_a_bag_without_manifest_is_not_intact(bag):
    (bag / MANIFEST_FILE).unlink()
    _found, faults, report = states(bag)
    assert BagFault.NO_MANIFEST in faults
    assert not report.intact


@pytest.mark.parametrize("algorithms", [["md5"], ["sha512"], ["sha256", "sha512"]])
def test_bags_of_the_library_are_taken(tmp_path, algorithms):
    folder = tmp_path / "bag"
    folder.mkdir()
    (folder / "Tờ trình 100%.txt").write_text("nội dung", "utf-8")
    logging.disable(logging.CRITICAL)
    try:
        bagit.make_bag(str(folder), checksums=algorithms)
    finally:
        logging.disable(logging.NOTSET)
    report = check_bag(folder, Silent())
    assert report.intact
    assert sorted(report.algorithms) == algorithms
    spoil(folder / "data" / "Tờ trình 100%.txt")
    assert not check_bag(folder, Silent()).intact


def test_names_that_a_mac_has_decomposed_are_found(bag):
    for path in sorted(bag.rglob("*"), key=lambda path: -len(path.parts)):
        path.rename(path.with_name(unicodedata.normalize("NFD", path.name)))
    assert check_bag(bag, Silent()).intact


def test_an_unreadable_folder_is_a_sentence(tmp_path):
    with pytest.raises(StorageError):
        check_bag(tmp_path / "không có", Silent())


def test_checking_can_be_cancelled(bag):
    with pytest.raises(Cancelled):
        check_bag(bag, Stopping(0))


@pytest.mark.parametrize("path", ["data/100%.txt", "data/a\nb.txt", "data/a\r\nb%0A.txt"])
def test_paths_in_manifests_come_back_as_they_were(path):
    assert decoded_path(encoded_path(path)) == path
    assert "\n" not in encoded_path(path)


def test_the_plan_counts_what_it_writes(tmp_path):
    plan = sample_plan(tmp_path)
    assert plan.size == sum(file.size for file in plan.files) + len(b"<!DOCTYPE html>\n")
    assert replace(plan, files=()).size == len(b"<!DOCTYPE html>\n")
    assert hashlib.sha256(plan.files[3].content).hexdigest() == plan.files[3].sha256
