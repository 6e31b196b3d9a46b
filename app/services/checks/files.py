"""Reading every proof in the store and holding its bytes against its hash: long work, off the screen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.progress import Progress
from app.i18n import _
from app.services.checks import proofs
from app.services.workspace import Workspace

_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class FileCheck:
    """`damaged`: uids of proofs whose bytes are not those that were added, or cannot be read."""

    at: datetime
    read: int
    damaged: frozenset[str]


def check_files(workspace: Workspace, *, progress: Progress) -> FileCheck:
    """Files that are gone are not read: other rules tell of them. Raises Cancelled."""
    found = workspace.read(proofs.proofs)
    damaged, read = set(), 0
    for place, proof in enumerate(found):
        progress.step(_("Đang đọc lại {name}").format(name=proof.file_name), place, len(found))
        path = proofs.path_of(proof, workspace.evidence_folder)
        if path.is_file():
            read += 1
            if not _intact(path, proof.sha256):
                damaged.add(proof.uid)
    return FileCheck(workspace.now(), read, frozenset(damaged))


def _intact(path: Path, sha256: str) -> bool:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return False
    return digest.hexdigest() == sha256
