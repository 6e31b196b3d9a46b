"""A dossier with smaller photos: copies for it alone, the stored originals stay byte for byte."""

from __future__ import annotations

import os
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path

from app.domain.progress import Progress
from app.files.evidence_reading import MediaType
from app.files.shrinking import shrunk_copy
from app.i18n import _
from app.reports.content import DossierContent, EvidenceItem

_MOST_THREADS = 8  # each holds one decoded photo
_PATIENCE = 0.1  # seconds between two words about progress


def with_small_photos(content: DossierContent, folder: Path, progress: Progress) -> DossierContent:
    """The same content, its large photos replaced by copies in `folder`: sharp at 150 pixels to the inch of the page.

    All cores work; the result does not depend on which is first. Raises EvidenceError, StorageError, Cancelled.
    """

    def shrink(number: int, item: EvidenceItem) -> EvidenceItem:
        made = shrunk_copy(
            item.path, folder / f"anh-{number}.jpg", file_name=item.file_name, sha256=item.sha256
        )
        if made is None:
            return item
        return replace(
            item, path=made.path, sha256=made.sha256, size=made.size, media_type=str(MediaType.JPEG)
        )

    pool = ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1), thread_name_prefix="bansang-shrink")
    try:
        jobs = [pool.submit(shrink, number, item) for number, item in enumerate(content.evidence)]
        while wait(jobs, timeout=_PATIENCE, return_when=FIRST_EXCEPTION).not_done:
            done = [job for job in jobs if job.done()]
            name = content.evidence[min(len(done), len(jobs) - 1)].file_name
            progress.step(_("Đang thu nhỏ {name}").format(name=name), len(done), len(jobs))
            for job in done:
                job.result()
        return replace(content, evidence=tuple(job.result() for job in jobs))
    finally:
        pool.shutdown(cancel_futures=True)
