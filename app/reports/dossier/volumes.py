"""Splits a dossier into volumes: never inside a page, inside one file only where it alone exceeds the limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from app.reports.dossier.units import Paper, Unit
from app.reports.dossier_pdf import VolumeLimits

_BYTES_OF_A_VOLUME = 320_000  # fonts, colour profile, outline
_BYTES_OF_A_PAGE = 6_000


def split(
    units: Sequence[Unit], counts: Mapping[str, int], limits: VolumeLimits, front: int
) -> tuple[tuple[Unit, ...], ...]:
    """`counts`: pages of papers by key; `front`: pages of cover, index and notes that each volume has besides."""
    most_pages = max(1, limits.max_pages - front) if limits.max_pages else None
    most_bytes = (
        max(1, limits.max_bytes - _BYTES_OF_A_VOLUME - front * _BYTES_OF_A_PAGE) if limits.max_bytes else None
    )
    load = _Load(counts, most_pages, most_bytes)
    found: list[list[Unit]] = [[]]
    for unit in units:
        for part in load.parts(unit):
            if found[-1] and not load.takes(part):
                found.append([])
                load.begin()
            load.put(part)
            found[-1].append(part)
    return tuple(tuple(volume) for volume in _without_lone_separators(found))


@dataclass(slots=True)
class _Load:
    counts: Mapping[str, int]
    most_pages: int | None
    most_bytes: int | None
    pages: int = 0
    bytes: int = 0

    def begin(self) -> None:
        self.pages = self.bytes = 0

    def takes(self, unit: Unit) -> bool:
        pages, size = self._weight(unit)
        fits = self.most_pages is None or self.pages + pages <= self.most_pages
        return fits and (self.most_bytes is None or self.bytes + size <= self.most_bytes)

    def put(self, unit: Unit) -> None:
        pages, size = self._weight(unit)
        self.pages += pages
        self.bytes += size

    def parts(self, unit: Unit) -> Iterator[Unit]:
        """The unit itself, or slices of a file that no volume has room for."""
        pages, size = self._weight(unit)
        if isinstance(unit, Paper) or unit.pages <= 1:
            yield unit
            return
        needed = max(
            ceil(pages / self.most_pages) if self.most_pages else 1,
            ceil(size / self.most_bytes) if self.most_bytes else 1,
        )
        step = max(1, unit.pages // needed) if needed > 1 else unit.pages
        for first in range(unit.first, unit.last, step):
            yield replace(unit, first=first, last=min(first + step, unit.last))

    def _weight(self, unit: Unit) -> tuple[int, int]:
        if isinstance(unit, Paper):
            pages = self.counts.get(unit.key, 1)
            return pages, pages * _BYTES_OF_A_PAGE
        share = unit.source.size * unit.pages // max(1, unit.source.facts.pages)
        return unit.pages, share + unit.pages * _BYTES_OF_A_PAGE


def _without_lone_separators(volumes: list[list[Unit]]) -> list[list[Unit]]:
    """A sheet without a running number at the end of a volume goes to the evidence it announces."""
    for volume, following in zip(volumes, volumes[1:], strict=False):
        last = volume[-1] if volume else None
        if len(volume) > 1 and isinstance(last, Paper) and not last.numbered_as:
            following.insert(0, volume.pop())
    return volumes
