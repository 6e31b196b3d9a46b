"""What speaks against a target before the first byte is written."""

from __future__ import annotations

from pathlib import Path

from app.domain.sizes import size_words
from app.errors import InputError, StorageError
from app.exchange.bag import BagPlan
from app.exchange.bag_names import units
from app.exchange.bag_writer import bag_places, bytes_there
from app.files.volumes import Volume
from app.i18n import _

_CLUSTER = 64 << 10  # bytes, of a large exFAT stick: every file and folder ends in a half-empty one
_SPARE = 1 << 20
_WINDOWS_LONGEST = 259


def check_target(plan: BagPlan, parent: Path, volume: Volume) -> None:
    """Raises StorageError or InputError with the sentence that says what to do."""
    if volume.read_only:
        raise StorageError(
            _("Ổ “{drive}” chỉ cho đọc: hãy gạt khóa ghi trên USB hoặc chọn ổ khác.").format(
                drive=drive_name(volume)
            )
        )
    _check_file_sizes(plan, volume)
    _check_room(plan, parent, volume)
    _check_paths(plan, parent)


def needed_room(plan: BagPlan) -> int:
    """Bytes, with what the file system takes for itself."""
    return plan.size + plan.size // 200 + (len(plan.files) + 30) * _CLUSTER // 2 + _SPARE


def drive_name(volume: Volume) -> str:
    return volume.label or str(volume.path)


def _check_file_sizes(plan: BagPlan, volume: Volume) -> None:
    limit = volume.largest_file
    if limit is None:
        return
    for file in plan.files:
        if file.size > limit:
            raise StorageError(
                _(
                    "Ổ “{drive}” dùng {kind}, không nhận tệp từ 4 GB như “{name}”: hãy chia hồ sơ thành nhiều tập"
                    " hoặc dùng USB định dạng exFAT."
                ).format(drive=drive_name(volume), kind=volume.file_system, name=file.name)
            )


def _check_room(plan: BagPlan, parent: Path, volume: Volume) -> None:
    _target, growing = bag_places(parent, plan.name)
    needed = needed_room(plan) - bytes_there(plan, growing)
    if needed > volume.free:
        raise StorageError(
            _("Ổ “{drive}” còn {free}, hồ sơ cần {needed}: hãy xóa bớt tệp trên ổ hoặc chọn ổ khác.").format(
                drive=drive_name(volume), free=size_words(volume.free), needed=size_words(needed)
            )
        )


def _check_paths(plan: BagPlan, parent: Path) -> None:
    """Within the folder they are short by themselves; the person may have chosen a deep one."""
    longest = max((units(file.path) for file in plan.files), default=0) + units(plan.name) + 12
    if units(str(parent.resolve())) + longest > _WINDOWS_LONGEST:
        raise InputError(
            _("Đường dẫn tới “{folder}” quá dài: hãy chọn thư mục ngay ở gốc của USB.").format(
                folder=parent.name
            )
        )
