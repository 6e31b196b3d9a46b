"""On the receiving side: whether a dossier from a stick is complete, intact, and signed by whom. Needs no book."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.bag_report import BagReport, CheckedFile, FileState
from app.domain.progress import Progress
from app.domain.signatures import SignatureReport
from app.errors import AppError, StorageError
from app.exchange.bag import FACTS_FILE, PAYLOAD
from app.exchange.bag_check import check_bag
from app.exchange.bag_writer import GROWING
from app.exchange.pdf_signatures import ROOTS_FOLDER
from app.i18n import _
from app.services.workspace import Workspace

_LARGEST_FACTS = 16 << 20  # bytes
_LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What the dossier says of itself; "" and 0 where it says nothing."""

    hamlet: str = ""
    commune: str = ""
    year: int = 0
    version: int = 0
    made_on: str = ""  # as it is written there
    left_out: tuple[str, ...] = ()
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class SignedFile:
    """`unreadable`: the file could not be looked at, the sentence says why; "" otherwise."""

    path: str
    signatures: tuple[SignatureReport, ...]
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class VerifiedDossier:
    folder: Path
    report: BagReport
    facts: DossierFacts
    signed: tuple[SignedFile, ...]

    @property
    def signatures_hold(self) -> bool:
        return all(one.intact for file in self.signed for one in file.signatures)


def verify_dossier(folder: Path, progress: Progress, *, roots: Path | None = None) -> VerifiedDossier:
    """Long work. `roots`: certificates of authorities that the commune relies on.

    Raises StorageError for what is no folder or cannot be read, and Cancelled.
    """
    if not folder.is_dir():
        raise StorageError(_("Không thấy thư mục “{folder}”: hãy chọn thư mục hồ sơ.").format(folder=folder))
    chosen = _bag_in(folder)
    report = check_bag(chosen, progress)
    return VerifiedDossier(chosen, report, _facts(chosen, report), _signed(chosen, report, progress, roots))


def roots_folder(workspace: Workspace) -> Path:
    """Where the book keeps the certificates of authorities that the commune relies on."""
    return workspace.folder / ROOTS_FOLDER


def _bag_in(folder: Path) -> Path:
    """A person often chooses the stick itself; one dossier on it is the one that is meant."""
    if (folder / "bagit.txt").exists() or folder.name.endswith(GROWING):
        return folder
    try:
        inside = [one for one in folder.iterdir() if (one / "bagit.txt").is_file() and not one.is_symlink()]
    except OSError:
        return folder
    return inside[0] if len(inside) == 1 else folder


def _facts(folder: Path, report: BagReport) -> DossierFacts:
    """Read even when something else is wrong, never from a file that is."""
    if not _sound(report, FACTS_FILE) or (folder / FACTS_FILE).stat().st_size > _LARGEST_FACTS:
        return DossierFacts()
    try:
        said = json.loads((folder / FACTS_FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return DossierFacts()
    if not isinstance(said, dict):
        return DossierFacts()
    left_out = said.get("nhay-cam-de-ngoai")
    return DossierFacts(
        hamlet=_text(said, "ban"),
        commune=_text(said, "xa"),
        year=_number(said, "nam"),
        version=_number(said, "ban-so"),
        made_on=_text(said, "ngay-lap"),
        left_out=tuple(str(one)[:_LONGEST_WORDS] for one in left_out) if isinstance(left_out, list) else (),
        sealed=isinstance(said.get("nhay-cam-ma-hoa"), dict),
    )


def _text(said: dict[str, Any], key: str) -> str:
    value = said.get(key)
    return " ".join(value.split())[:_LONGEST_WORDS] if isinstance(value, str) else ""


def _number(said: dict[str, Any], key: str) -> int:
    value = said.get(key)
    return value if isinstance(value, int) and 0 <= value < 10_000 else 0


def _sound(report: BagReport, path: str) -> bool:
    return any(file.path == path and file.state is FileState.SOUND for file in report.files)


def _signed(
    folder: Path, report: BagReport, progress: Progress, roots: Path | None
) -> tuple[SignedFile, ...]:
    """The PDFs of the dossier that carry signatures, and those that cannot be looked at."""
    from app.exchange.pdf_signatures import read_signatures

    files = [file for file in report.files if _is_paper(file)]
    found = []
    for done, file in enumerate(files):
        progress.step(_("Đang xem chữ ký trong {name}").format(name=file.path), done, len(files))
        try:
            signatures = read_signatures(folder / file.path, roots=roots)
        except AppError as error:
            found.append(SignedFile(file.path, (), error.sentence))
            continue
        if signatures:
            found.append(SignedFile(file.path, signatures))
    return tuple(found)


def _is_paper(file: CheckedFile) -> bool:
    looks_like_pdf = file.path.lower().endswith(".pdf") and file.path.startswith(f"{PAYLOAD}/")
    return looks_like_pdf and file.state is FileState.SOUND
