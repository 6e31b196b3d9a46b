"""The dossier of a hamlet on a stick: a folder that is opened, checked and kept without this program."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from app.domain.passphrase import PassphraseFault, passphrase_fault
from app.domain.progress import Progress
from app.domain.rights import Right
from app.errors import InputError
from app.exchange.bag import BagFile
from app.exchange.bag_checks import check_target
from app.exchange.bag_writer import write_bag
from app.exchange.sealed_zip import SealedItem, write_sealed
from app.files.storage_errors import storage_error
from app.files.volumes import FAT_LARGEST_FILE, Volume, list_volumes, volume_of
from app.i18n import _
from app.reports.dossier_pdf import DossierResult, VolumeLimits
from app.services import evidence
from app.services.dossier_stick_plan import SEALED_NAME, StickContents, bag_plan, stick_contents
from app.services.dossier_versions import ExportOptions, newest_version
from app.services.dossiers import export_dossier
from app.services.rights import require
from app.services.workspace import Workspace

__all__ = [
    "StickOptions",
    "StickResult",
    "Volume",
    "check_passphrase",
    "export_to_stick",
    "list_volumes",
    "passphrase_sentence",
    "volume_of",
]

# Below FAT32's limit with some room, so that a volume never misses it by a page.
_FAT_VOLUME = FAT_LARGEST_FILE - (64 << 20)


@dataclass(frozen=True, slots=True)
class StickOptions:
    """`passphrase`: sensitive evidence goes along in an encrypted archive; "" leaves it out. It is kept nowhere.

    `small_photos` None: as in the version before.
    """

    passphrase: str = field(default="", repr=False)
    small_photos: bool | None = None


@dataclass(frozen=True, slots=True)
class StickResult:
    """`left_out`: titles of sensitive proofs that did not go along; `sealed`: how many went encrypted."""

    folder: Path
    files: int
    size: int  # bytes
    version: int  # 0: not known
    sealed: int
    left_out: tuple[str, ...]


def export_to_stick(
    workspace: Workspace,
    *,
    hamlet_uid: str,
    year: int,
    target_folder: Path,
    progress: Progress,
    options: StickOptions | None = None,
) -> StickResult:
    """Write the newest final dossier below `target_folder`; long work.

    A new version is made when the book has changed since the last. Raises what stands against a final dossier,
    InputError, StorageError and EvidenceError; after Cancelled nothing is left.
    """
    options = options or StickOptions()
    workspace.read(require, Right.DOSSIER)
    if options.passphrase:
        check_passphrase(options.passphrase)
    volume = _target_volume(workspace, target_folder)
    written = workspace.read(_options, hamlet_uid=hamlet_uid, year=year, volume=volume, asked=options)
    with TemporaryDirectory(prefix="bansang-") as made:
        result = export_dossier(
            workspace,
            hamlet_uid=hamlet_uid,
            year=year,
            target=Path(made) / "ho-so.pdf",
            progress=progress,
            small_photos=written.small_photos,
            volumes=VolumeLimits(written.max_bytes, written.max_pages),
            passing=True,
        )
        contents = workspace.read(
            stick_contents,
            hamlet_uid=hamlet_uid,
            year=year,
            today=workspace.today(),
            evidence_folder=workspace.evidence_folder,
        )
        return write_stick(contents, result, target_folder, volume, Path(made), options, progress)


def write_stick(
    contents: StickContents,
    result: DossierResult,
    target_folder: Path,
    volume: Volume,
    work_folder: Path,
    options: StickOptions,
    progress: Progress,
) -> StickResult:
    sealed = _sealed(contents, work_folder, options, progress)
    if sealed is not None:
        contents = replace(contents, left_out=())
    plan = bag_plan(contents, result, sealed)
    check_target(plan, target_folder, volume)
    folder = write_bag(plan, target_folder, progress)
    return StickResult(
        folder=folder,
        files=len(plan.files),
        size=plan.size,
        version=getattr(result, "version", 0),
        sealed=len(contents.sensitive) if sealed else 0,
        left_out=contents.left_out,
    )


def check_passphrase(typed: str) -> None:
    """Raises InputError."""
    sentence = passphrase_sentence(typed)
    if sentence:
        raise InputError(sentence, field="passphrase")


def passphrase_sentence(typed: str) -> str:
    """Why it will not do; "" for a good one."""
    sentences = {
        PassphraseFault.SHORT: _("Mật khẩu cần ít nhất 12 ký tự: hãy ghép vài từ không liên quan với nhau."),
        PassphraseFault.LONG: _("Mật khẩu dài quá 127 ký tự: hãy đặt ngắn hơn."),
        PassphraseFault.MONOTONOUS: _("Mật khẩu lặp lại quá ít ký tự: hãy dùng ít nhất 6 ký tự khác nhau."),
        PassphraseFault.FOREIGN: _(
            "Mật khẩu chỉ dùng chữ không dấu, số và dấu trên bàn phím, để máy nào cũng gõ lại được."
        ),
    }
    fault = passphrase_fault(typed)
    return sentences[fault] if fault else ""


def _target_volume(workspace: Workspace, folder: Path) -> Volume:
    """Before anything is made. Raises InputError and StorageError."""
    try:
        if folder.resolve().is_relative_to(workspace.folder.resolve()):
            raise InputError(
                _("Thư mục “{folder}” nằm trong sổ: hãy chọn USB hoặc thư mục khác, ngoài sổ.").format(
                    folder=folder.name
                )
            )
        if not folder.is_dir():
            raise InputError(
                _("Không thấy thư mục “{folder}”: hãy cắm USB rồi chọn lại.").format(folder=folder)
            )
        return volume_of(folder)
    except OSError as error:
        raise storage_error(error, folder) from error


def _options(
    session: Session, *, hamlet_uid: str, year: int, volume: Volume, asked: StickOptions
) -> ExportOptions:
    """As the version before was written, so that an unchanged dossier goes out as it is and not as a new version;
    split where the drive does not take so large a file."""
    before = newest_version(session, hamlet_uid=hamlet_uid, year=year)
    found = before.facts.options if before else ExportOptions()
    if asked.small_photos is not None:
        found = replace(found, small_photos=asked.small_photos)
    rows = evidence.evidence_rows(session, hamlet_uid=hamlet_uid)
    proofs = sum(row.size for row in rows if row.pages and not row.sensitive)
    largest = max([proofs, *(file.size for file in before.facts.files)] if before else [proofs])
    if volume.is_fat and largest > _FAT_VOLUME:
        found = replace(found, max_bytes=min(found.max_bytes or _FAT_VOLUME, _FAT_VOLUME))
    return found


def _sealed(
    contents: StickContents, work_folder: Path, options: StickOptions, progress: Progress
) -> BagFile | None:
    if not options.passphrase or not contents.sensitive:
        return None
    items = [
        SealedItem(one.title, one.detail, one.file_name, one.path, one.sha256, one.size)
        for one in contents.sensitive
    ]
    return write_sealed(
        items, work_folder / SEALED_NAME, options.passphrase, dated=contents.content.dated, progress=progress
    )
