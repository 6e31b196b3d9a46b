"""The drives of Windows, asked from kernel32."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

from app.files.volumes import Volume

_REMOVABLE, _FIXED, _RAM = 2, 3, 6
_READ_ONLY_VOLUME = 0x00080000
_LONGEST = 261
_NO_DIALOGS = 0x0001  # SEM_FAILCRITICALERRORS: an empty card reader asks for a disk otherwise


def _kernel() -> Any:
    return ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]


def windows_volumes() -> list[Volume]:
    kernel = _kernel()
    before = kernel.SetErrorMode(_NO_DIALOGS)
    try:
        letters = kernel.GetLogicalDrives()
        roots = [f"{chr(65 + place)}:\\" for place in range(26) if letters >> place & 1]
        return [volume for root in roots if (volume := _volume(root))]
    finally:
        kernel.SetErrorMode(before)


def windows_volume(folder: Path) -> Volume:
    """The drive of an absolute path; a folder mounted from another drive is that drive. Raises OSError."""
    root = ctypes.create_unicode_buffer(_LONGEST)
    if not _kernel().GetVolumePathNameW(str(folder), root, _LONGEST):
        raise ctypes.WinError()  # type: ignore[attr-defined,unused-ignore]
    volume = _volume(root.value, any_kind=True)
    if volume is None:
        raise ctypes.WinError()  # type: ignore[attr-defined,unused-ignore]
    return volume


def _volume(root: str, *, any_kind: bool = False) -> Volume | None:
    kernel = _kernel()
    kind = kernel.GetDriveTypeW(root)
    if kind not in (_REMOVABLE, _FIXED, _RAM) and not any_kind:
        return None
    label, system = (ctypes.create_unicode_buffer(_LONGEST) for _name in range(2))
    flags = ctypes.c_ulong(0)
    free, total = ctypes.c_ulonglong(0), ctypes.c_ulonglong(0)
    if not kernel.GetVolumeInformationW(
        root, label, _LONGEST, None, None, ctypes.byref(flags), system, _LONGEST
    ):
        return None
    if not kernel.GetDiskFreeSpaceExW(root, ctypes.byref(free), ctypes.byref(total), None):
        return None
    return Volume(
        Path(root),
        label.value,
        system.value,
        total.value,
        free.value,
        bool(flags.value & _READ_ONLY_VOLUME),
        kind == _REMOVABLE,
    )
