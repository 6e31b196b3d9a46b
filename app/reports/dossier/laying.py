"""Lays the dossier out until every number it prints is the number it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.platypus import Flowable

from app.domain.numbering import number_pages
from app.reports.content import DossierContent
from app.reports.dossier import sheet as keys
from app.reports.dossier.contents import contents
from app.reports.dossier.cover import cover
from app.reports.dossier.notes import Notes, notes
from app.reports.dossier.outline import evidence_tree, inner_lines
from app.reports.dossier.scans import Placement, draw_scan
from app.reports.dossier.sheet import Enclosure, Place, Proof, Sheet
from app.reports.dossier.units import Paper, Scan, Unit
from app.reports.dossier.volumes import split
from app.reports.dossier_pdf import VolumeLimits
from app.reports.layout.binding import (
    BindingCanvas,
    Margins,
    NotedLine,
    NotedLink,
    NotedPlace,
    bind,
    draw_margins,
    watermark,
)
from app.reports.layout.paper import CellParagraph, DocumentInfo, Record

_MOST_PASSES = 8
_MOST_SPLITS = 4  # after these the split stays as it is
_ROOM = "000"


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is to be laid out."""

    content: DossierContent
    proofs: tuple[Proof, ...]
    enclosures: Mapping[str, Enclosure]
    units: tuple[Unit, ...]
    notes: Notes
    info: DocumentInfo
    limits: VolumeLimits
    draft: bool

    @property
    def archival(self) -> bool:
        """A draft claims nothing."""
        files: tuple[Proof | Enclosure, ...] = (*self.proofs, *self.enclosures.values())
        return not self.draft and not any(file.obstacles for file in files)


@dataclass(frozen=True, slots=True)
class LaidVolume:
    """`path` holds the pages; links, outline and foreign pages are still to come."""

    path: Path
    units: tuple[Unit, ...]
    pages: int
    links: tuple[NotedLink, ...]
    lines: tuple[NotedLine, ...]
    places: Mapping[str, NotedPlace]
    placements: tuple[Placement, ...]

    @property
    def divisible(self) -> bool:
        return len(self.placements) > 1


@dataclass(slots=True)
class _Known:
    """What a pass found out; the next one prints it."""

    volumes: tuple[tuple[Unit, ...], ...]
    counts: dict[str, int] = field(
        default_factory=dict
    )  # pages of papers by bookmark; of front matter by volume
    totals: tuple[int, ...] = ()
    numbering: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    spans: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Laid:
    volumes: tuple[LaidVolume, ...]
    numbering: Mapping[str, tuple[str, ...]]


def lay_out(dossier: Dossier, folder: Path, told: Callable[[], None]) -> Laid:
    """Write the pages of each volume into `folder`; `told` is called on every page."""
    known = _Known((dossier.units,))
    cells: dict[tuple[str, str], CellParagraph] = {}
    for number in range(_MOST_PASSES):
        drawn = number > 0
        laid = [
            _Volume(_Pass(dossier, known, folder, told, cells, drawn), volume).lay()
            for volume in range(len(known.volumes))
        ]
        found = _known_from(dossier, known, laid, again=number < _MOST_SPLITS)
        if drawn and found == known:
            break
        known = found
    for volume in laid:
        volume.canvas.finish()
    return Laid(tuple(volume.result() for volume in laid), known.numbering)


def _known_from(dossier: Dossier, before: _Known, laid: Sequence[_Volume], *, again: bool) -> _Known:
    counts = {key: pages for volume in laid for key, pages in volume.counts.items()}
    front = max(sum(volume.fronts) for volume in laid)
    volumes = split(dossier.units, counts, dossier.limits, front) if again else before.volumes
    numbering = number_pages(_papers(dossier.units, counts), dossier.content.numbering)
    spans = {
        _bookmark(unit): numbering.get(_slips(unit), ())[: _pages(unit, counts)]
        for unit in dossier.units
        if _slips(unit)
    }
    places = {
        key: Place(number, place.page, _slip(numbering, *volume.slips.get(place.page, ("", 0))))
        for number, volume in enumerate(laid)
        for key, place in volume.canvas.places.items()
    }
    return _Known(volumes, counts, tuple(volume.pages for volume in laid), numbering, places, spans)


def _slip(numbering: Mapping[str, tuple[str, ...]], numbered_as: str, index: int) -> str:
    numbers = numbering.get(numbered_as, ())
    return numbers[index] if index < len(numbers) else ""


def _papers(units: Sequence[Unit], counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(_slips(unit), _pages(unit, counts)) for unit in units if _slips(unit)]


def _slips(unit: Unit) -> str:
    return unit.source.numbered_as if isinstance(unit, Scan) else unit.numbered_as


def _bookmark(unit: Unit) -> str:
    return unit.source.key if isinstance(unit, Scan) else unit.key


def _pages(unit: Unit, counts: Mapping[str, int]) -> int:
    return unit.source.facts.pages if isinstance(unit, Scan) else counts.get(unit.key, 0)


@dataclass(frozen=True, slots=True)
class _Pass:
    """`drawn` False: only pages are counted and places noted."""

    dossier: Dossier
    known: _Known
    folder: Path
    told: Callable[[], None]
    cells: dict[tuple[str, str], CellParagraph]
    drawn: bool


class _Volume:
    """One volume in one pass."""

    def __init__(self, given: _Pass, number: int) -> None:
        dossier, known = given.dossier, given.known
        self._dossier = dossier
        self._known = known
        self._number = number
        self._told = given.told
        self._drawn = given.drawn
        self._units = known.volumes[number]
        self._path = given.folder / f"tap-{number + 1}.pdf"
        self.canvas = BindingCanvas(self._path, dossier.info, counting=not given.drawn)
        self._sheet = Sheet(
            content=dossier.content,
            proofs=dossier.proofs,
            record=Record(),
            places=known.places,
            enclosures=dossier.enclosures,
            spans=known.spans,
            volume=number,
            volumes=len(known.volumes),
            cells=given.cells,
            notes=dossier.notes,
        )
        self.counts: dict[str, int] = {}
        self.fronts: list[int] = []
        self.slips: dict[int, tuple[str, int]] = {}  # page of the volume → paper, page of it from 0
        self._placements: list[Placement] = []

    def lay(self) -> _Volume:
        self._front()
        for unit in self._units:
            self._begin_evidence(unit)
            if isinstance(unit, Paper):
                self.counts[unit.key] = self._paper(unit.story, unit)
            else:
                self._scan(unit)
        return self

    @property
    def pages(self) -> int:
        return int(self.canvas.getPageNumber()) - 1

    def result(self) -> LaidVolume:
        canvas = self.canvas
        return LaidVolume(
            self._path,
            self._units,
            self.pages,
            tuple(canvas.noted_links),
            tuple(canvas.noted_lines),
            canvas.places,
            tuple(self._placements),
        )

    def _front(self) -> None:
        self.fronts.append(self._paper(cover, Paper(keys.COVER, cover, counted=False)))
        self.fronts.append(self._paper(contents, Paper(keys.CONTENTS, contents, counted=False)))
        if self._number == 0 and self._dossier.notes:
            self.fronts.append(self._paper(notes, Paper(keys.NOTES, notes, counted=False)))

    def _paper(self, story: Callable[[Sheet], list[Flowable]], paper: Paper) -> int:
        def stamp(_canvas: BindingCanvas, page: int) -> None:
            self._stamp(paper.numbered_as, page - 1, over=False, bare=paper.key == keys.COVER)

        return bind(self.canvas, story(self._sheet), stamp, lying=paper.lying, counted=paper.counted)

    def _stamp(self, numbered_as: str, index: int, *, over: bool, bare: bool = False) -> None:
        self._told()
        slip = (_slip(self._known.numbering, numbered_as, index) or _ROOM) if numbered_as else ""
        page = self.canvas.getPageNumber()
        self.slips[page] = (numbered_as, index)
        if self._dossier.draft:
            watermark(self.canvas, over=over)
        draw_margins(self.canvas, Margins(slip, "" if bare else self._foot(page)))

    def _foot(self, page: int) -> str:
        totals = self._known.totals
        total = str(totals[self._number]) if self._number < len(totals) else _ROOM
        if len(self._known.volumes) > 1:
            return f"Tập {self._number + 1} · trang {page}/{total}"
        return f"Trang {page}/{total}"

    def _scan(self, scan: Scan) -> None:
        if isinstance(scan.owner, Enclosure) and scan.first == 0:
            self._outline_of_enclosure(scan.owner)
        if self._drawn:
            self._placements += draw_scan(
                self.canvas, scan, lambda index: self._stamp(scan.source.numbered_as, index, over=True)
            )
            return
        first = self.canvas.getPageNumber()
        for index in range(scan.first, scan.last):
            page = first + index - scan.first
            self.canvas.places[keys.page_key(scan.source.key, index + 1)] = NotedPlace(page, 0)
            self.slips[page] = (scan.source.numbered_as, index)
        self.canvas.skip(scan.pages)

    def _outline_of_enclosure(self, found: Enclosure) -> None:
        self.canvas.addOutlineEntry(found.piece.title, found.key, 0, True)
        for line in inner_lines(found.key, found.outline, 0):
            self.canvas.addOutlineEntry(line.title, line.key, line.level, True)

    def _begin_evidence(self, unit: Unit) -> None:
        """The part of the outline that leads to the evidence of this volume, before its first page."""
        proof = isinstance(unit, Scan) and isinstance(unit.owner, Proof)
        separator = isinstance(unit, Paper) and not unit.numbered_as
        if keys.EVIDENCE in self.canvas.places or not (proof or separator):
            return
        self.canvas.bookmarkPage(keys.EVIDENCE)
        self.canvas.addOutlineEntry("Minh chứng", keys.EVIDENCE, 0, False)
        told: set[str] = set()
        for found in evidence_tree(self._sheet):
            self._tree_line(found.line.title, found.line.key, found.line.level)
            leaf = found.line.title.startswith(f"{found.proof.item.number} - ")
            if leaf and found.proof.key not in told:
                told.add(found.proof.key)
                for line in inner_lines(found.proof.key, found.proof.outline, found.line.level):
                    self._tree_line(line.title, line.key, line.level)

    def _tree_line(self, title: str, key: str, level: int) -> None:
        self.canvas.addOutlineEntry(title, key, level, True)
