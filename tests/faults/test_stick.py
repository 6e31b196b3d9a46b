"""Sticks that fill, vanish, refuse, or lose their power in the middle: a finished folder, or none that looks so."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import InputError, StorageError
from app.exchange.bag_check import check_bag
from app.exchange.bag_checks import check_target
from app.exchange.bag_writer import GROWING, write_bag
from app.files.volumes import volume_of
from tests.exchange.bag_sample import Silent, sample_plan, source_file

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts and signals of Linux")

_WRITING = """
import sys
from pathlib import Path
from tests.faults.test_stick import big_plan
from tests.exchange.bag_sample import Silent
from app.exchange.bag_writer import write_bag
plan = big_plan(Path(sys.argv[1]))
print('begun', flush=True)
write_bag(plan, Path(sys.argv[2]), Silent())
print('done', flush=True)
"""


def big_plan(folder: Path):
    """Some hundred megabytes, the same in every process."""
    block = bytes(range(256)) * 4096
    more = [
        source_file(folder, f"data/minh-chung/Tệp {number}.bin", bytes([number]) + block * 12)
        for number in range(12)
    ]
    return sample_plan(folder, *more)


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A small drive of its own; the test is skipped where nobody may mount."""
    folder.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
    try:
        done = subprocess.run(line, capture_output=True)
    except OSError:
        pytest.skip("there is no mount")
    if done.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_stick_that_is_too_small_is_refused_before_the_first_byte(tmp_path: Path) -> None:
    with mounted(tmp_path / "usb", "size=8m") as usb:
        with pytest.raises(StorageError, match="còn .* hồ sơ cần"):
            check_target(big_plan(tmp_path / "so"), usb, volume_of(usb))
        assert list(usb.iterdir()) == []


def test_a_stick_that_fills_on_the_way_is_said_and_left_clean(tmp_path: Path) -> None:
    with mounted(tmp_path / "usb", "size=20m") as usb:
        with pytest.raises(StorageError, match="Ổ đĩa đã đầy"):
            write_bag(big_plan(tmp_path / "so"), usb, Silent())
        assert list(usb.iterdir()) == []


def test_a_write_protected_stick_is_said(tmp_path: Path) -> None:
    with mounted(tmp_path / "usb", "ro", "size=64m") as usb:
        volume = volume_of(usb)
        assert volume.read_only
        with pytest.raises(StorageError, match="chỉ cho đọc"):
            check_target(sample_plan(tmp_path / "so"), usb, volume)
        with pytest.raises(StorageError, match="chỉ cho đọc"):
            write_bag(sample_plan(tmp_path / "so"), usb, Silent())


def test_a_file_that_the_stick_does_not_take_is_said(tmp_path: Path) -> None:
    """As FAT32 refuses what is larger than four gigabytes, when the check before did not know the drive."""
    (tmp_path / "usb").mkdir()
    plan = big_plan(tmp_path / "so")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8 << 20, before[1]))
        with pytest.raises(StorageError, match="không nhận tệp lớn"):
            write_bag(plan, tmp_path / "usb", Silent())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_stick_pulled_out_of_the_machine_is_said(tmp_path: Path) -> None:
    """The drive is taken away under the writer: its folder is suddenly another, empty one."""
    pulled = []

    with mounted(tmp_path / "usb", "size=400m") as usb:

        class Pulling(Silent):
            def step(self, text: str, done: int, total: int) -> None:
                if done and not pulled:
                    pulled.append(subprocess.run(["umount", "-l", str(usb)]).returncode)

        with pytest.raises(StorageError, match="rút ra giữa chừng"):
            write_bag(big_plan(tmp_path / "so"), usb, Pulling())
        assert pulled == [0]
        assert [path.name for path in usb.iterdir()] == []
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(usb)], check=True)  # for the way out


def test_a_folder_that_takes_no_writing_is_said(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is closed to root")
    usb = tmp_path / "usb"
    usb.mkdir(mode=0o500)
    with pytest.raises(StorageError, match="Không có quyền"):
        write_bag(sample_plan(tmp_path / "so"), usb, Silent())


def test_a_path_too_deep_for_windows_is_refused_before_the_first_byte(tmp_path: Path) -> None:
    deep = tmp_path / ("thư mục rất sâu " * 8) / ("thư mục rất sâu " * 8)
    deep.mkdir(parents=True)
    with pytest.raises(InputError, match="quá dài"):
        check_target(sample_plan(tmp_path / "so"), deep, volume_of(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("moment", [0.02, 0.1, 0.25])
def test_killed_half_way_no_folder_looks_finished_and_the_next_try_goes_on(
    tmp_path: Path, moment: float
) -> None:
    so, usb = tmp_path / "so", tmp_path / "usb"
    usb.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-B", "-c", _WRITING, str(so), str(usb)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    if "done" in process.communicate(timeout=30)[0]:
        pytest.skip("too quick to be killed half way")
    assert all(path.name.endswith(GROWING) for path in usb.iterdir())
    plan = big_plan(so)
    there = {
        file.path: (usb / (plan.name + GROWING) / file.path).stat().st_mtime_ns
        for file in plan.files
        if file.source and _same(usb / (plan.name + GROWING) / file.path, file.source)
    }
    bag = write_bag(plan, usb, Silent())
    assert [path.name for path in usb.iterdir()] == [plan.name]
    assert check_bag(bag, Silent()).intact
    assert {path: (bag / path).stat().st_mtime_ns for path in there} == there
    shutil.rmtree(bag)


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() == other.read_bytes()
