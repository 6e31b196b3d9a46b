"""Finishes a volume: lays the foreign pages in, writes links and outline, and saves it behind its photos."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from app.files.evidence_reading import Defect, DefectFound, MediaType, naming
from app.reports.dossier.archival import Described, describe
from app.reports.dossier.laying import LaidVolume
from app.reports.dossier.part_file import MARK, PLACEHOLDERS, RestOfFile
from app.reports.dossier.reading import opened
from app.reports.dossier.scans import Placement
from app.reports.dossier.sheet import Source
from app.reports.layout.binding import NotedLine, NotedPlace

if TYPE_CHECKING:
    import pikepdf

_NAME = "/MinhChung"
_LARGE = 1 << 15  # bytes of an image


class Assembly:
    """One volume between its layout and its last byte; `close` lets go of all files."""

    def __init__(self, volume: LaidVolume, sources: Mapping[str, Source], told: Callable[[], None]) -> None:
        self._volume = volume
        self._sources = sources
        self._told = told
        self._files = ExitStack()
        self._placeholders: dict[str, Any] = {}
        self._open: tuple[str, pikepdf.Pdf] | None = None
        self._images: list[tuple[Source, tuple[int, int]]] = []
        self._pdf = self._files.enter_context(opened(volume.path))
        self._pages = [page.obj for page in self._pdf.pages]

    def close(self) -> None:
        self._files.close()

    def put_together(self, photos: Sequence[Source], described: Described, *, claim: bool) -> None:
        """Everything but the photos, which have a placeholder each."""
        import pikepdf

        pdf = self._pdf
        for source in photos:
            self._placeholders[source.key] = pdf.make_indirect(pikepdf.Dictionary(BanSang=source.key))
        if photos:
            pdf.Root[PLACEHOLDERS] = pikepdf.Array(list(self._placeholders.values()))
        by_file: dict[str, list[Placement]] = {}
        for placement in self._volume.placements:
            by_file.setdefault(placement.key, []).append(placement)
        for key, placements in by_file.items():
            self._told()
            if key in self._placeholders:
                self._lay_photo(self._sources[key], placements[0])
            else:
                self._lay_document(self._sources[key], placements)
        self._write_links()
        self._write_outline()
        describe(pdf, described, claim=claim)

    def save(self, part: RestOfFile) -> None:
        """Behind the photos; what goes wrong there `part` keeps."""
        import pikepdf

        self._pdf.save(
            cast(BinaryIO, part),
            static_id=True,
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )

    def _lay_photo(self, source: Source, placement: Placement) -> None:
        left, bottom, right, top = placement.box
        size = source.facts.page_sizes[0]
        scale_x, scale_y = (right - left) / size.width, (top - bottom) / size.height
        self._lay(
            placement, self._placeholders[source.key], f"{scale_x:.6f} 0 0 {scale_y:.6f} {left} {bottom}"
        )

    def _lay_document(self, source: Source, placements: Sequence[Placement]) -> None:
        """The file stays open: its streams are copied only when the whole is saved."""
        import pikepdf

        with naming(source.file_name):
            try:
                foreign = self._files.enter_context(opened(source.path))
                large = _large_images(foreign)
                if len(foreign.pages) != source.facts.pages:
                    raise DefectFound(Defect.ALTERED)
                if any("/Annots" in page.obj for page in foreign.pages):
                    # Seals and signatures on screen are annotations; laid in as drawing they stay visible.
                    foreign.flatten_annotations("print")
                self._put_off(foreign, source, large)
                pages = list(foreign.pages)
                for placement in placements:
                    self._told()
                    self._lay_page(pages[placement.index], placement)
            except pikepdf.PikepdfError as error:
                raise DefectFound(Defect.DAMAGED) from error

    def _put_off(self, foreign: pikepdf.Pdf, source: Source, large: Sequence[tuple[int, int]]) -> None:
        """Let dictionaries stand for the images: pikepdf would hold the bytes of all files until it saves."""
        import pikepdf

        for place in large:
            image = foreign.get_object(place)
            marked = pikepdf.Dictionary({key: value for key, value in image.items() if key != "/Length"})
            marked[MARK] = len(self._images)
            foreign._replace_object(place, marked)
            self._images.append((source, place))

    @property
    def images(self) -> int:
        return len(self._images)

    def image(self, index: int) -> bytes:
        """Bytes of an image that was put off; ask in their order. Raises EvidenceError."""
        import pikepdf

        source, place = self._images[index]
        with naming(source.file_name):
            try:
                if self._open is None or self._open[0] != source.key:
                    self._open = (source.key, self._files.enter_context(opened(source.path)))
                found = self._open[1].get_object(place)
                if not isinstance(found, pikepdf.Stream):
                    raise DefectFound(Defect.ALTERED)
                return found.read_raw_bytes()
            except pikepdf.PikepdfError as error:
                raise DefectFound(Defect.DAMAGED) from error

    def _lay_page(self, page: pikepdf.Page, placement: Placement) -> None:
        import pikepdf

        made = page.as_form_xobject()
        # A group marks the page as one that may be transparent; whether it is, its drawing says.
        if "/Group" in made:
            del made["/Group"]
        form = self._pdf.copy_foreign(made)
        inner = pikepdf.Matrix(form["/Matrix"]) if "/Matrix" in form else pikepdf.Matrix()
        shown = inner.transform(pikepdf.Rectangle(*(float(edge) for edge in form["/BBox"])))
        left, bottom, right, top = placement.box
        scale = min((right - left) / shown.width, (top - bottom) / shown.height)
        x = left + (right - left - shown.width * scale) / 2 - shown.llx * scale
        y = bottom + (top - bottom - shown.height * scale) / 2 - shown.lly * scale
        self._lay(placement, form, f"{scale:.6f} 0 0 {scale:.6f} {x:.3f} {y:.3f}")

    def _lay(self, placement: Placement, drawing: Any, matrix: str) -> None:
        """Under heading, numbers and watermark of the page."""
        import pikepdf

        page = self._pages[placement.page - 1]
        resources = page.Resources
        if "/XObject" not in resources:
            resources.XObject = pikepdf.Dictionary()
        resources.XObject[_NAME] = drawing
        placed = self._pdf.make_stream(f"q {matrix} cm {_NAME} Do Q\n".encode("ascii"))
        page.Contents = pikepdf.Array([placed, page.Contents])

    def _destination(self, place: NotedPlace) -> Any:
        import pikepdf

        page = self._pages[place.page - 1]
        return pikepdf.Array([page, pikepdf.Name.XYZ, 0, round(place.top, 2), 0])

    def _write_links(self) -> None:
        """Those that lead elsewhere in this volume; a link to another one is only its words."""
        import pikepdf

        found: dict[int, list[Any]] = {}
        for link in self._volume.links:
            place = self._volume.places.get(link.key)
            if place is None:
                continue
            annotation = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=pikepdf.Array(list(link.rectangle)),
                Border=pikepdf.Array([0, 0, 0]),
                F=4,
                Dest=self._destination(place),
            )
            found.setdefault(link.page, []).append(self._pdf.make_indirect(annotation))
        for page, notes in found.items():
            self._pages[page - 1].Annots = pikepdf.Array(notes)

    def _write_outline(self) -> None:
        import pikepdf

        root = self._pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines))
        chain: list[tuple[int, Any]] = [(-1, root)]
        for line, place in _led(self._volume.lines, self._volume.places):
            node = self._pdf.make_indirect(
                pikepdf.Dictionary(Title=line.title, Dest=self._destination(place))
            )
            while chain[-1][0] >= line.level:
                chain.pop()
            _hang(node, chain[-1][1])
            chain.append((line.level, node))
        if "/First" in root:
            _count(root)
            self._pdf.Root.Outlines = root


def _large_images(pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    """Numbers of the images worth putting off; none of a locked file, whose bytes are not as they lie there."""
    import pikepdf

    if pdf.is_encrypted:
        return []
    return [
        found.objgen
        for found in pdf.objects
        if isinstance(found, pikepdf.Stream)
        and found.get("/Subtype") == "/Image"
        and MARK not in found
        and int(found.get("/Length", 0)) >= _LARGE
    ]


def _led(lines: Sequence[NotedLine], places: Mapping[str, NotedPlace]) -> list[tuple[NotedLine, NotedPlace]]:
    """Lines with the places they lead to; one whose place lies in another volume leads to the first line below it
    that is here, and without any it is left out.
    """
    found: list[tuple[NotedLine, NotedPlace]] = []
    below: dict[int, NotedPlace] = {}  # level → place of the next line there
    for line in reversed(lines):
        deeper = [level for level in below if level > line.level]
        place = places.get(line.key) or (below[min(deeper)] if deeper else None)
        for level in deeper:
            del below[level]
        if place is not None:
            below[line.level] = place
            found.append((line, place))
    return found[::-1]


def _hang(node: Any, parent: Any) -> None:
    node.Parent = parent
    if "/Last" in parent:
        parent.Last.Next = node
        node.Prev = parent.Last
    else:
        parent.First = node
    parent.Last = node


def _count(root: Any) -> None:
    """Closed but for the parts: a negative number is that of the lines that would be seen if it were opened."""
    shown = 0
    node = root.get("/First")
    while node is not None:
        shown += 1
        if "/First" in node:
            node.Count = -_children(node)
        node = node.get("/Next")
    root.Count = shown


def _children(parent: Any) -> int:
    found = 0
    node = parent.get("/First")
    while node is not None:
        found += 1
        if "/First" in node:
            node.Count = -_children(node)
        node = node.get("/Next")
    return found


def documents_of(sources: Sequence[Source]) -> list[Source]:
    return [source for source in sources if source.facts.media_type is MediaType.PDF]


def photos_of(sources: Sequence[Source]) -> list[Source]:
    return [source for source in sources if source.facts.media_type is not MediaType.PDF]
