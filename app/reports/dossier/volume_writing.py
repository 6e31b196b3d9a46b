"""Brings volumes to the disk, photos while the pages are still being laid out."""

from __future__ import annotations

from pathlib import Path

from app.errors import StorageError
from app.i18n import _
from app.reports.dossier.archival import Described
from app.reports.dossier.assembly import Assembly, documents_of, photos_of
from app.reports.dossier.laying import Dossier, Laid, LaidVolume, lay_out
from app.reports.dossier.meter import LAYING, WRITING, Meter
from app.reports.dossier.part_file import PartFile, PhotoStream, RestOfFile
from app.reports.dossier.sheet import Source, source_of
from app.reports.dossier.units import Scan

_OBJECTS_OF_A_PAGE = 14  # a page with its drawing, its form, its lines in the outline and its links
_OBJECTS = 3_000  # fonts, letters, and the links of the lists


class VolumeWriter:
    def __init__(self, dossier: Dossier, meter: Meter, folder: Path) -> None:
        self._dossier = dossier
        self._meter = meter
        self._folder = folder
        self._part: PartFile | None = None
        self._stream: PhotoStream | None = None
        self._most_objects = 0

    def lay_out(self, part: Path | None = None) -> Laid:
        """With `part`, the one file there will be, its photos are written meanwhile."""
        sources = [source_of(unit.owner) for unit in self._dossier.units if isinstance(unit, Scan)]
        if part is not None:
            self._begin(part, sources)
        text = _("Đang trình bày hồ sơ")
        pages = sum(source.facts.pages for source in sources)
        told = 0

        def tell() -> None:
            nonlocal told
            told += 1
            self._meter.tell(text, LAYING, told, 2 * pages + 200)

        tell()
        return lay_out(self._dossier, self._folder, tell)

    def write(self, volume: LaidVolume, part: Path) -> tuple[str, int]:
        """Hash and size of the finished file."""
        sources = {unit.source.key: unit.source for unit in volume.units if isinstance(unit, Scan)}
        if self._stream is None:
            self._begin(part, list(sources.values()))
        stream, file = self._stream, self._part
        assert stream is not None  # begun above
        assert file is not None
        text = _("Đang đưa minh chứng vào hồ sơ")

        def tell() -> None:
            self._meter.tell(text, WRITING, stream.done, stream.total + 1)

        assembly = Assembly(volume, sources, tell)
        try:
            photos = photos_of(list(sources.values()))
            described = Described(
                self._dossier.info.title,
                self._dossier.info.author,
                self._dossier.info.subject,
                self._dossier.content.dated,
            )
            assembly.put_together(photos, described, claim=self._dossier.archival)
            stored = stream.wait(tell)
            rest = RestOfFile(file, self._most_objects, tell)
            assembly.save(rest)
            rest.finish(stored, assembly.images, assembly.image)
        finally:
            assembly.close()
        found = file.sha256(), file.size
        self.close()
        _verify(part, volume.pages)
        return found

    def close(self) -> None:
        """Lets go of the file that is being written."""
        if self._stream is not None:
            self._stream.stop()
        if self._part is not None:
            self._part.close()
        self._stream = self._part = None

    def _begin(self, part: Path, sources: list[Source]) -> None:
        documents = documents_of(sources)
        pages = sum(source.facts.pages for source in sources)
        objects = sum(source.objects for source in documents)
        self._most_objects = _OBJECTS + _OBJECTS_OF_A_PAGE * pages + objects
        self._part = PartFile(part)
        self._stream = PhotoStream(self._part, photos_of(sources), documents, self._most_objects)


def _verify(path: Path, pages: int) -> None:
    """Read back what was written: a stick may take bytes and keep others."""
    import pikepdf

    try:
        with pikepdf.open(path, attempt_recovery=False, access_mode=pikepdf.AccessMode.stream) as pdf:
            sound = len(pdf.pages) == pages and not pdf.get_warnings()
    except pikepdf.PdfError as error:
        raise _unsound(path) from error
    if not sound:
        raise _unsound(path)


def _unsound(path: Path) -> StorageError:
    name = path.name.removesuffix(".part")
    return StorageError(_("Hồ sơ “{name}” ghi ra bị lỗi khi đọc lại: hãy ghi sang ổ khác.").format(name=name))
