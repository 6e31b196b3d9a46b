"""Sensitive evidence in one archive with a passphrase: AES-256 after WinZip AE-2, which 7-Zip and WinRAR open.

Outside stand only neutral names ("01.pdf"); what each is stands in a list inside. The passphrase is kept nowhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.progress import Progress
from app.exchange.bag import BagFile
from app.files.copying import altered
from app.files.storage_errors import storage_error
from app.i18n import _

LIST_NAME = "danh-sach.txt"
_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class SealedItem:
    """`title` and `detail` go into the list inside; `name` is the file's name as the person knows it."""

    title: str
    detail: str
    name: str
    source: Path
    sha256: str
    size: int


def write_sealed(
    items: Sequence[SealedItem], target: Path, passphrase: str, *, dated: date, progress: Progress
) -> BagFile:
    """The archive as a payload file without its place. Raises EvidenceError for a source that is gone or altered,
    StorageError, Cancelled."""
    import pyzipper  # type: ignore[import-untyped]

    when = (max(dated.year, 1980), dated.month, dated.day, 0, 0, 0)
    total = max(sum(item.size for item in items), 1)
    done = 0
    try:
        with pyzipper.AESZipFile(target, "w", compression=pyzipper.ZIP_STORED, allowZip64=True) as archive:
            archive.setpassword(passphrase.encode("ascii"))
            archive.setencryption(pyzipper.WZ_AES, nbits=256, force_wz_aes_version=2)
            archive.writestr(_info(LIST_NAME, when), _list(items).encode("utf-8-sig"))
            for number, item in enumerate(items, start=1):
                digest = hashlib.sha256()
                with (
                    item.source.open("rb") as source,
                    archive.open(_info(_neutral(number, item), when), "w", force_zip64=True) as inside,
                ):
                    while chunk := source.read(_CHUNK):
                        progress.step(_("Đang mã hóa {name}").format(name=item.name), done, total)
                        digest.update(chunk)
                        inside.write(chunk)
                        done += len(chunk)
                if digest.hexdigest() != item.sha256:
                    raise altered(item.name)
        with target.open("rb") as file:
            return BagFile(
                target.name,
                hashlib.file_digest(file, "sha256").hexdigest(),
                target.stat().st_size,
                target.name,
                source=target,
            )
    except OSError as error:
        raise storage_error(error, Path(error.filename or target)) from error


def _info(name: str, when: tuple[int, int, int, int, int, int]) -> Any:
    import pyzipper

    return pyzipper.zipfile_aes.AESZipInfo(name, when)


def _neutral(number: int, item: SealedItem) -> str:
    ending = item.source.suffix.lower()
    return f"{number:02d}{ending if ending.isascii() else ''}"


def _list(items: Sequence[SealedItem]) -> str:
    """For Notepad: CRLF."""
    lines = ["Tài liệu nhạy cảm của hồ sơ. Không chép ra nơi người khác xem được.", ""]
    for number, item in enumerate(items, start=1):
        words = [_neutral(number, item), item.title, item.detail, item.name]
        lines.append(" – ".join(word for word in words if word))
    return "\r\n".join(lines) + "\r\n"
