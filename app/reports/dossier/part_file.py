"""A PDF written once, from front to back: photos first, as streams, while the rest is still being laid out.

Numbers of the photos are chosen beyond those that qpdf will give to the rest; qpdf then writes the rest behind them,
and the table of objects at the end, which it wrote, is replaced by one that names everything.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import Cancelled
from app.files.evidence_reading import Defect, DefectFound, naming
from app.reports.dossier.pictures import CHUNK, Picture, copy_checked, picture_of
from app.reports.dossier.sheet import Source

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PLACEHOLDERS = "/BanSangAnh"  # of the catalogue qpdf writes: the objects whose place the photos take
MARK = "/AABanSang"  # of a dictionary that waits for the bytes of its image; first in the order of keys
_MARKED = re.compile(rb"(\d+) 0 obj\n<< /AABanSang (\d+) ")
_HEAD_OF_OBJECT = 48  # bytes
_LONGEST_DICTIONARY = 1 << 16
_HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_SYNC_EVERY = 96 << 20  # bytes: the disk works while the rest is made
_PATIENCE = 0.1  # seconds between two words about progress
_PENDING = 8  # chunks that wait to be hashed


class PartFile:
    """The file that grows; hashed and brought to the disk by threads of its own."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w+b", buffering=0)
        self._digest = hashlib.sha256()
        self._hasher = ThreadPoolExecutor(1, thread_name_prefix="bansang-hash")
        self._syncer = ThreadPoolExecutor(1, thread_name_prefix="bansang-sync")
        self._hashing: deque[Future[None]] = deque()
        self._syncing: Future[None] | None = None
        self._synced = 0
        self.size = 0

    def write(self, data: bytes) -> None:
        self.store(data)
        self.hash(data)

    def store(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]
        self.size += len(data)
        if self.size - self._synced > _SYNC_EVERY and (self._syncing is None or self._syncing.done()):
            self._synced = self.size
            self._syncing = self._syncer.submit(os.fsync, self._file.fileno())

    def hash(self, data: bytes) -> None:
        while len(self._hashing) >= _PENDING:
            self._hashing.popleft().result()
        self._hashing.append(self._hasher.submit(self._digest.update, data))

    def read_at(self, start: int, size: int) -> bytes:
        """The file is then written on at its end."""
        self._file.seek(start)
        data = self._file.read(size)
        self._file.seek(0, os.SEEK_END)
        return data

    def cut(self, size: int) -> None:
        """Drop what lies behind; it must not have been hashed."""
        self._file.truncate(size)
        self._file.seek(size)
        self.size = size

    def sha256(self) -> str:
        while self._hashing:
            self._hashing.popleft().result()
        return self._digest.hexdigest()

    def close(self) -> None:
        self._hasher.shutdown(cancel_futures=True)
        self._syncer.shutdown(cancel_futures=True)
        self._file.close()


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    key: str
    picture: Picture
    number: int  # of the image object
    offset: int


class PhotoStream:
    """Writes photos in a thread; `done` bytes are behind."""

    def __init__(self, part: PartFile, photos: list[Source], documents: list[Source], first: int) -> None:
        self._part = part
        self._photos = photos
        self._documents = documents
        self._first = first
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="bansang-photos")
        self.done = 0
        self.total = sum(source.size for source in (*photos, *documents))
        part.write(_HEADER)
        self._writing = self._pool.submit(self._write)
        self._hashing = self._pool.submit(self._hash)

    def wait(self, told: Callable[[], None]) -> list[StoredPhoto]:
        """Raises EvidenceError, OSError; what `told` raises."""
        while not _settled(self._writing, self._hashing):
            told()
        for future in (self._hashing, self._writing):
            if future.done():
                future.result()
        return self._writing.result()

    def stop(self) -> None:
        """Lets go of the file; afterwards nothing is written any more."""
        self._stop.set()
        self._pool.shutdown(cancel_futures=True)

    def _told(self, size: int) -> None:
        self.done += size
        if self._stop.is_set():
            raise Cancelled

    def _write(self) -> list[StoredPhoto]:
        return [self._add(number, source) for number, source in enumerate(self._photos, start=self._first)]

    def _hash(self) -> None:
        """The documents: their pages are taken out of them, not their bytes."""
        for source in self._documents:
            with naming(source.file_name), _opened(source) as file:
                copy_checked(file, lambda _chunk: None, source, self._told)

    def _add(self, number: int, source: Source) -> StoredPhoto:
        with naming(source.file_name):
            picture = picture_of(source, self._told)
            offset = self._part.size
            length = source.path.stat().st_size if picture.data is None else len(picture.data)
            self._part.write(b"%d 0 obj\n%bstream\n" % (number, picture.dictionary(length)))
            if picture.data is not None:
                self._part.write(picture.data)
            else:
                with _opened(source) as file:
                    if copy_checked(file, self._part.write, source, self._told) != length:
                        raise DefectFound(Defect.ALTERED)
            self._part.write(b"\nendstream\nendobj\n")
        return StoredPhoto(source.key, picture, number, offset)


def _opened(source: Source) -> io.BufferedReader:
    try:
        return source.path.open("rb")
    except OSError as error:
        raise DefectFound(Defect.ABSENT) from error


def _settled(*futures: Future[Any]) -> bool:
    """After a tenth of a second at most; True at the first failure."""
    return not wait(futures, timeout=_PATIENCE, return_when=FIRST_EXCEPTION).not_done or any(
        future.done() and future.exception() for future in futures
    )


class RestOfFile(io.RawIOBase):
    """Takes what qpdf writes behind the photos and keeps the first error: one raised inside ends the process."""

    def __init__(self, part: PartFile, most_objects: int, told: Callable[[], None]) -> None:
        self._part = part
        self._told = told
        self._start = part.size
        self._waiting = bytearray()  # qpdf writes word by word
        self._first = True
        self._tail: deque[bytes] = deque()
        self._held = 0
        self._hold = 20 * most_objects + (1 << 16)  # the table is dropped: it must not be hashed
        self.placeholders: list[int] = []
        self.error: BaseException | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        size = len(memoryview(data))
        if self.error is None:
            self._waiting += data
            if len(self._waiting) >= CHUNK:
                self._take()
        return size

    def _take(self) -> None:
        try:
            self._told()
            self._store()
        except (OSError, Cancelled) as error:
            self.error = error

    def _store(self) -> None:
        if self._first and b"endobj" not in self._waiting:
            return
        chunk = bytes(self._waiting)
        self._waiting.clear()
        if self._first:
            # The catalogue is the first object; it names the placeholders, and the file need not.
            chunk, self._first = self._without_placeholders(chunk), False
        self._part.store(chunk)
        self._tail.append(chunk)
        self._held += len(chunk)
        while self._tail and self._held - len(self._tail[0]) >= self._hold:
            self._held -= len(self._tail[0])
            self._part.hash(self._tail.popleft())

    def _without_placeholders(self, head: bytes) -> bytes:
        found = re.search(PLACEHOLDERS.encode() + rb"\s*\[([^\]]*)\]", head)
        if found is None:
            return head
        self.placeholders = [int(number) for number in re.findall(rb"(\d+) 0 R", found[1])]
        return head[: found.start()] + b" " * len(found[0]) + head[found.end() :]

    def finish(self, photos: list[StoredPhoto], images: int, image: Callable[[int], bytes]) -> None:
        """Write the `images` that stand as marked dictionaries, each with the bytes that `image` gives for it, and
        replace the table of objects. Raises what went wrong while the rest was written.
        """
        if self.error is None:
            self._take()
        if self.error is not None:
            raise self.error
        tail = b"".join(self._tail)
        table = self._start + int(tail.rpartition(b"startxref")[2].split()[0])
        held_from = self._part.size - len(tail)
        self._part.cut(table)
        self._part.hash(tail[: table - held_from])
        offsets, trailer = _parsed(tail[table - held_from :])
        places = {number: offset + self._start for number, offset in offsets.items()}
        for photo, placeholder in zip(photos, self.placeholders, strict=True):
            places[placeholder] = self._part.size
            form = photo.picture.form(photo.number)
            self._part.write(b"%d 0 obj\n%b\nendobj\n" % (placeholder, form))
            places[photo.number] = photo.offset
        if images:
            self._write_images(places, offsets, image)
        self._write_table(places, trailer)

    def _write_images(
        self, places: dict[int, int], rest: dict[int, int], image: Callable[[int], bytes]
    ) -> None:
        found = []
        for number in rest:
            head = _MARKED.match(self._part.read_at(places[number], _HEAD_OF_OBJECT))
            if head is not None and int(head[1]) == number:
                found.append((int(head[2]), number, places[number] + head.end()))
        for index, number, start in sorted(found):
            self._told()
            data = image(index)
            dictionary = self._part.read_at(start, _LONGEST_DICTIONARY).partition(b">>\nendobj")[0]
            places[number] = self._part.size
            self._part.write(b"%d 0 obj\n<< %b /Length %d >>\nstream\n" % (number, dictionary, len(data)))
            self._part.write(data)
            self._part.write(b"\nendstream\nendobj\n")

    def _write_table(self, places: dict[int, int], trailer: bytes) -> None:
        size = max(places) + 1
        rows = [b"0000000000 65535 f \n"] * size
        for number, offset in places.items():
            rows[number] = b"%010d 00000 n \n" % offset
        start = self._part.size
        self._part.write(b"xref\n0 %d\n%b" % (size, b"".join(rows)))
        # Named after all that stands before it: the same bytes, the same name.
        name = self._part.sha256()[:32].upper().encode()
        ends = re.sub(rb"/Size\s+\d+", b"/Size %d" % size, re.sub(rb"/ID\s*\[[^\]]*\]", b"", trailer))
        ends = ends.rstrip().removesuffix(b">>") + b"/ID [<%b><%b>] >>" % (name, name)
        self._part.write(b"trailer %b\nstartxref\n%d\n%%%%EOF\n" % (ends.strip(), start))


def _parsed(table: bytes) -> tuple[dict[int, int], bytes]:
    """Offsets by object number and the dictionary of the trailer, of a table in one piece as qpdf writes it."""
    head, _word, rest = table.partition(b"trailer")
    lines = head.split(b"\n")
    first, count = (int(word) for word in lines[1].split())
    offsets = {
        first + place: int(line[:10])
        for place, line in enumerate(lines[2 : 2 + count])
        if line[17:18] == b"n"
    }
    return offsets, rest.partition(b"startxref")[0]
