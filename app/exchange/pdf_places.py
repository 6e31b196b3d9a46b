"""Where the bookmarks of a PDF lead: the page index of a dossier that is already written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

_MOST = 20_000  # bookmarks


def bookmarked_pages(path: Path) -> dict[str, int]:
    """Page, from 1, by the bookmark's title; the first of several with one title. Empty for what cannot be read."""
    import pikepdf

    found: dict[str, int] = {}
    try:
        with pikepdf.open(path, access_mode=pikepdf.AccessMode.mmap) as pdf:
            numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
            names = _names(pdf)
            with pdf.open_outline(max_depth=8) as outline:
                _collect(outline.root, numbers, names, found)
    except (pikepdf.PdfError, OSError, ValueError, KeyError):
        return {}
    return found


def _collect(
    items: Iterable[pikepdf.OutlineItem],
    numbers: dict[Any, int],
    names: dict[str, Any],
    found: dict[str, int],
) -> None:
    for item in items:
        page = numbers.get(_page_of(item, names))
        if page is not None and len(found) < _MOST:
            found.setdefault(item.title, page)
        _collect(item.children, numbers, names, found)


def _page_of(item: pikepdf.OutlineItem, names: dict[str, Any]) -> Any:
    import pikepdf

    target: Any = item.destination
    if target is None and item.action is not None:
        target = item.action.get("/D")
    if isinstance(target, pikepdf.String | pikepdf.Name):
        target = names.get(str(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    if isinstance(target, pikepdf.Array) and len(target) and isinstance(target[0], pikepdf.Dictionary):
        return target[0].objgen
    return (0, 0)


def _names(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Named destinations, old form and name tree."""
    import pikepdf

    names: dict[str, Any] = {}
    if "/Dests" in pdf.Root:
        names |= {str(key): value for key, value in pdf.Root.Dests.items()}
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        names |= {str(key): value for key, value in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
    return names
