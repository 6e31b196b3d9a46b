"""A dossier with smaller photos: copies for it alone, the stored originals stay byte for byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.domain.progress import Progress
from app.files.shrinking import shrunk_copy
from app.i18n import _
from app.reports.content import DossierContent


def with_small_photos(content: DossierContent, folder: Path, progress: Progress) -> DossierContent:
    """The same content, its large photos replaced by copies in `folder`.

    Raises EvidenceError, StorageError, Cancelled.
    """
    items = []
    for number, item in enumerate(content.evidence):
        progress.step(_("Đang thu nhỏ {name}").format(name=item.file_name), number, len(content.evidence))
        items.append(replace(item, path=shrunk_copy(item.path, folder, file_name=item.file_name)))
    return replace(content, evidence=tuple(items))
