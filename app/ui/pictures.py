"""Pictures made away from the screen: thumbnails and pages of evidence, kept while they are likely wanted."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from app.errors import EvidenceError
from app.files.evidence_reading import MediaType

_KEPT = 160  # pictures; a page on screen is about 4 MB, a thumbnail 0.1


class Pictures(QObject):
    """One worker thread. `ready` names the key of a picture that can be had now, or was found unshowable."""

    ready = Signal(object)
    _made = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bansang-pictures")
        self._waiting: dict[Hashable, Future[None]] = {}
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._failed: set[Hashable] = set()
        self._closed = threading.Event()
        self._made.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        pool, closed = self._pool, self._closed
        self.destroyed.connect(lambda: _close(pool, closed))

    def get(self, key: Hashable, make: Callable[[], bytes]) -> QPixmap | None:
        """The picture, or None while `make` (PNG bytes, in the worker) has not run; `ready` follows then."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._failed and key not in self._waiting:
            self._waiting[key] = self._pool.submit(self._run, key, make)
        return None

    def failed(self, key: Hashable) -> bool:
        """Whether this picture was tried and cannot be made."""
        return key in self._failed

    def forget_failures(self) -> None:
        """A file may have come back since."""
        self._failed.clear()

    def drop_waiting(self) -> None:
        """The person has gone elsewhere: what is not begun need not be made."""
        for key, future in list(self._waiting.items()):
            if future.cancel():
                del self._waiting[key]

    def _run(self, key: Hashable, make: Callable[[], bytes]) -> None:
        try:
            outcome: QImage | Exception = QImage.fromData(make())
        except Exception as error:  # noqa: BLE001 - carried to the screen's thread whatever it is
            outcome = error
        if not self._closed.is_set():
            self._made.emit(key, outcome)

    def _keep(self, key: Hashable, outcome: QImage | Exception) -> None:
        self._waiting.pop(key, None)
        if isinstance(outcome, Exception):
            self._failed.add(key)
            if not isinstance(outcome, EvidenceError):
                sys.excepthook(type(outcome), outcome, outcome.__traceback__)
        else:
            self._kept[key] = QPixmap.fromImage(outcome)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self.ready.emit(key)


def _close(pool: ThreadPoolExecutor, closed: threading.Event) -> None:
    closed.set()
    pool.shutdown(wait=False, cancel_futures=True)


def thumbnail(path: Path, media_type: str, side: int) -> Callable[[], bytes]:
    """Work for `Pictures.get`: upright, at most `side` pixels, of a PDF its first page."""

    def make() -> bytes:
        from app.files.photos import thumbnail_png

        return thumbnail_png(path, MediaType(media_type), side)

    return make


def page_picture(path: Path, media_type: str, page: int, width: int) -> Callable[[], bytes]:
    """Work for `Pictures.get`: page `page` (from 0) of a PDF `width` pixels wide; a photo upright, its longer side."""

    def make() -> bytes:
        from app.files.photos import pdf_page_png, thumbnail_png

        kind = MediaType(media_type)
        if kind is MediaType.PDF:
            return pdf_page_png(path, page, width)
        return thumbnail_png(path, kind, width)

    return make
