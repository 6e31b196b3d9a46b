"""Drives: read from the system itself, and what it says is taken apart without slips."""

import os
import sys
from pathlib import Path

import pytest

from app.domain.passphrase import PassphraseFault, passphrase_fault
from app.files import volumes
from app.files.volumes import Volume, list_volumes, volume_of

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc")

LINE = "36 35 8:17 / /media/xa/NTM\\0402024 ro,nosuid - vfat /dev/sdb1 rw,uid=1000"


@linux
def test_the_drive_of_a_folder_is_the_one_it_lies_on(tmp_path):
    found = volume_of(tmp_path)
    room = os.statvfs(tmp_path)
    assert tmp_path.is_relative_to(found.path)
    assert found.total == room.f_blocks * room.f_frsize
    assert 0 < found.free <= found.total
    assert found.file_system
    assert not found.read_only


@linux
def test_a_folder_that_is_not_there_has_no_drive(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        volume_of(tmp_path / "không có")


@linux
def test_listed_drives_are_places_where_files_can_be_put():
    for volume in list_volumes():
        assert volume.path.is_dir()
        assert volume.total > 0
        assert volume.file_system not in ("proc", "sysfs", "nfs", "cifs")


def test_a_line_of_mountinfo_with_a_space_in_its_name():
    mount = volumes._mount(LINE)
    assert mount is not None
    assert (mount.path, mount.kind, mount.device) == (Path("/media/xa/NTM 2024"), "vfat", "/dev/sdb1")
    assert mount.read_only


@pytest.mark.parametrize("line", ["", "36 35 8:17 /", "36 35 8:17 / /x rw -", "một hai ba - bốn"])
def test_a_line_that_is_none_is_passed_by(line):
    assert volumes._mount(line) is None


@pytest.mark.parametrize(
    ("kind", "limit"), [("FAT32", (1 << 32) - 1), ("vfat", (1 << 32) - 1), ("exFAT", None), ("NTFS", None)]
)
def test_only_fat_limits_a_file(kind, limit):
    volume = Volume(Path("/"), "", kind, 1, 1, False, True)
    assert volume.largest_file == limit


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("ngua o rung tre 19", None),
        ("Bản Pút năm 2024 nhé", PassphraseFault.FOREIGN),
        ("tab\tgiua hai tu day", PassphraseFault.FOREIGN),
        ("muoi mot chu"[:11], PassphraseFault.SHORT),
        ("ababababababab", PassphraseFault.MONOTONOUS),
        ("x" * 60 + "abcdefgh" * 10, PassphraseFault.LONG),
    ],
)
def test_passphrases(typed, fault):
    assert passphrase_fault(typed) is fault
