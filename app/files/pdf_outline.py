"""The outline of a PDF from strangers: bounded in number and depth, whatever its nodes point at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

MOST_LINES = 500
_MOST_LEVELS = 6
_MOST_NAMES = 20_000
_LONGEST = 200  # letters of a title
_BROKEN = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RuntimeError)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """`page` counts from 0."""

    title: str
    level: int
    page: int


def outline_of(pdf: pikepdf.Pdf) -> tuple[OutlineEntry, ...]:
    """At most MOST_LINES; a line that leads nowhere is left out, those below it stay. Never raises."""
    found: list[OutlineEntry] = []
    try:
        outlines = pdf.Root.get("/Outlines")
        if outlines is not None:
            pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
            for entry in _lines(_Places(pdf, pages), outlines):
                found.append(entry)
                if len(found) >= MOST_LINES:
                    break
    except _BROKEN:
        pass  # what was found before the damage is worth having
    return tuple(found)


def _lines(places: _Places, outlines: Any) -> Iterator[OutlineEntry]:
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = [(outlines.get("/First"), 0)]
    while waiting:
        node, level = waiting.pop()
        if node is None or len(seen) > 20 * MOST_LINES:
            continue
        if node.objgen in seen or not node.is_indirect:
            continue
        seen.add(node.objgen)
        waiting.append((node.get("/Next"), level))
        page = places.page_of(node)
        title = " ".join(str(node.get("/Title", "")).split())[:_LONGEST]
        if page is not None and title:
            yield OutlineEntry(title, level, page)
        if level + 1 < _MOST_LEVELS:
            waiting.append((node.get("/First"), level + (page is not None and bool(title))))


class _Places:
    """Finds the page of a destination: written out, named, or inside a GoTo action."""

    def __init__(self, pdf: pikepdf.Pdf, pages: dict[tuple[int, int], int]) -> None:
        self._pdf = pdf
        self._pages = pages
        self._names: dict[str, Any] | None = None

    def page_of(self, node: Any) -> int | None:
        try:
            target = node.get("/Dest")
            action = node.get("/A")
            if target is None and action is not None and action.get("/S") == "/GoTo":
                target = action.get("/D")
            return self._resolved(target)
        except _BROKEN:
            return None

    def _resolved(self, target: Any) -> int | None:
        import pikepdf

        if isinstance(target, pikepdf.String | pikepdf.Name):
            target = self._named(str(target))
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/D")
        if not isinstance(target, pikepdf.Array) or not len(target):
            return None
        page = target[0]
        return self._pages.get(page.objgen) if isinstance(page, pikepdf.Object) else None

    def _named(self, name: str) -> Any:
        if self._names is None:
            self._names = {}
            with suppress(*_BROKEN):
                self._read_names(self._names)
        return self._names.get(name)

    def _read_names(self, names: dict[str, Any]) -> None:
        for key, value in (self._pdf.Root.get("/Dests") or {}).items():
            names[str(key)] = value
        seen: set[tuple[int, int]] = set()
        trees: Any = self._pdf.Root.get("/Names") or {}
        waiting = [trees.get("/Dests")]
        while waiting and len(names) < _MOST_NAMES and len(seen) < _MOST_NAMES:
            node = waiting.pop()
            if node is None or (node.is_indirect and node.objgen in seen):
                continue
            seen.add(node.objgen)
            pairs = list(node.get("/Names") or [])
            names.update((str(key), value) for key, value in zip(pairs[::2], pairs[1::2], strict=False))
            waiting += list(node.get("/Kids") or [])
