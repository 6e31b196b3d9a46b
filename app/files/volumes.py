"""The drives a dossier can be taken away on, and what speaks against one before the first byte is written.

Asked from the system itself: /proc and /sys on Linux, kernel32 on Windows.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

FAT_LARGEST_FILE = (1 << 32) - 1  # bytes
_FAT = frozenset({"vfat", "msdos", "fat", "fat16", "fat32", "fat12"})
# What is mounted from these is no place for files of a person.
_OF_THE_SYSTEM = frozenset(
    {
        "proc",
        "sysfs",
        "devtmpfs",
        "devpts",
        "cgroup",
        "cgroup2",
        "securityfs",
        "debugfs",
        "tracefs",
        "pstore",
        "bpf",
        "mqueue",
        "hugetlbfs",
        "configfs",
        "fusectl",
        "autofs",
        "squashfs",
        "overlay",
        "ramfs",
        "efivarfs",
        "binfmt_misc",
        "rpc_pipefs",
        "nsfs",
        "iso9660",
        "udf",
        "fuse.portal",
        "fuse.gvfsd-fuse",
        "fuse.lxcfs",
        "tmpfs",
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "9p",
        "fuse.sshfs",
    }
)
_REMOVABLE_PLACES = ("/media/", "/run/media/", "/mnt/")
_SYSTEM_PLACES = ("/boot", "/proc", "/sys", "/dev", "/run/user", "/etc", "/usr", "/var/lib", "/snap")


@dataclass(frozen=True, slots=True)
class Volume:
    """Sizes in bytes. `file_system` as the system calls it; `label` is "" where the drive has none."""

    path: Path
    label: str
    file_system: str
    total: int
    free: int
    read_only: bool
    removable: bool

    @property
    def is_fat(self) -> bool:
        return self.file_system.casefold() in _FAT

    @property
    def largest_file(self) -> int | None:
        return FAT_LARGEST_FILE if self.is_fat else None


@dataclass(frozen=True, slots=True)
class _Mount:
    path: Path
    kind: str
    device: str
    numbers: str  # "8:17"
    read_only: bool


def list_volumes() -> list[Volume]:
    """Removable ones first, then by path; an empty card reader is left out, and so is what lies on a network:
    asking that may stand still for minutes."""
    if sys.platform == "win32":
        from app.files.volumes_windows import windows_volumes

        found = windows_volumes()
    else:
        found = [volume for mount in _mounts() if _for_persons(mount) and (volume := _volume(mount))]
    return sorted(found, key=lambda volume: (not volume.removable, str(volume.path)))


def volume_of(folder: Path) -> Volume:
    """The drive on which `folder` lies. Raises OSError for a folder that is not there."""
    here = folder.resolve(strict=True)
    if sys.platform == "win32":
        from app.files.volumes_windows import windows_volume

        return windows_volume(here)
    above = [mount for mount in _mounts() if here.is_relative_to(mount.path)]
    # The last of those mounted at one place hides the others.
    nearest = max(enumerate(above), key=lambda pair: (len(pair[1].path.parts), pair[0]), default=None)
    volume = _volume(nearest[1]) if nearest else None
    return volume or _of_folder(here)


def _of_folder(folder: Path) -> Volume:
    """Where /proc tells nothing: what every system knows."""
    room = os.statvfs(folder)
    read_only = bool(room.f_flag & os.ST_RDONLY)
    size = room.f_frsize
    return Volume(folder, "", "", room.f_blocks * size, room.f_bavail * size, read_only, False)


def _mounts() -> list[_Mount]:
    """In the order of mounting (proc(5), mountinfo)."""
    try:
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []
    return [mount for line in lines if (mount := _mount(line))]


def _mount(line: str) -> _Mount | None:
    before, dash, after = line.partition(" - ")
    left, right = before.split(), after.split()
    if not dash or len(left) < 6 or len(right) < 2:
        return None
    options = set(left[5].split(",")) | set(right[2].split(",") if len(right) > 2 else ())
    return _Mount(Path(_unescaped(left[4])), right[0], _unescaped(right[1]), left[2], "ro" in options)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found.group(1), 8)), text)


def _for_persons(mount: _Mount) -> bool:
    place = str(mount.path)
    if mount.kind in _OF_THE_SYSTEM and not place.startswith(_REMOVABLE_PLACES):
        return False
    return not place.startswith(_SYSTEM_PLACES) and mount.path.is_dir()


def _volume(mount: _Mount) -> Volume | None:
    try:
        room = os.statvfs(mount.path)
    except OSError:
        return None
    if not room.f_blocks:
        return None
    size = room.f_frsize
    removable = str(mount.path).startswith(_REMOVABLE_PLACES) or _removable_device(mount.numbers)
    kind = "FAT32" if mount.kind == "vfat" else mount.kind
    read_only = mount.read_only or bool(room.f_flag & os.ST_RDONLY)
    label = _label(mount)
    return Volume(mount.path, label, kind, room.f_blocks * size, room.f_bavail * size, read_only, removable)


def _removable_device(numbers: str) -> bool:
    """The flag belongs to the disk, a partition asks the one above it."""
    device = Path("/sys/dev/block") / numbers
    for flag in (device / "removable", device / ".." / "removable"):
        try:
            return flag.read_text().strip() == "1"
        except OSError:
            continue
    return False


def _label(mount: _Mount) -> str:
    """As udev knows it, else the name under which the desktop has mounted it."""
    labels = Path("/dev/disk/by-label")
    try:
        device = Path(mount.device).resolve()
        for link in labels.iterdir():
            if link.resolve() == device:
                return re.sub(r"\\x([0-9a-f]{2})", lambda found: chr(int(found.group(1), 16)), link.name)
    except OSError:
        pass
    return mount.path.name if str(mount.path).startswith(_REMOVABLE_PLACES) else ""
