"""How much a page of a PDF grows when it is drawn: a few kilobytes can unfold into gigabytes and hours."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from typing import Any

from app.files.evidence_reading import Defect, DefectFound

LARGEST = (
    32 * 1024 * 1024
)  # bytes of drawing of one page, forms that are drawn again and again counted each time
_ODD_FILTERS = 8 * 1024 * 1024  # bytes
_DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class Expansion:
    """Of all pages of one document; each form is read once."""

    def __init__(self) -> None:
        self._forms: dict[tuple[int, int], int] = {}

    def check_page(self, page: Any) -> None:
        """Raises DefectFound for a page that unfolds into more than LARGEST."""
        import pikepdf

        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        drawn = b"\n".join(_content(one) for one in streams if isinstance(one, pikepdf.Stream))
        self._grown(drawn, page.obj.get("/Resources"))

    def _grown(self, drawn: bytes, resources: Any) -> int:
        found = (resources or {}).get("/XObject") or {}
        total = len(drawn)
        for name, times in Counter(_DRAWN.findall(drawn)).items():
            form = found.get("/" + _ESCAPED.sub(_letter, name).decode("utf-8", "replace"))
            if form is not None and form.get("/Subtype") == "/Form":
                total += times * self._form(form, resources)
            if total > LARGEST:
                raise DefectFound(Defect.TOO_LARGE)
        return total

    def _form(self, form: Any, around: Any) -> int:
        key = form.objgen
        if key not in self._forms:
            self._forms[key] = 0  # a form that draws itself is drawn no second time
            self._forms[key] = self._grown(_content(form), form.get("/Resources", around))
        return self._forms[key]


def _letter(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])


def _content(stream: Any) -> bytes:
    """Unpacked, never to more than LARGEST."""
    filters = _filters(stream)
    raw: bytes = stream.read_raw_bytes()
    if filters == ["/FlateDecode"]:
        raw = _inflated(raw)
    elif filters:
        if filters.count("/FlateDecode") > 1 or len(raw) > _ODD_FILTERS:
            raise DefectFound(Defect.TOO_LARGE)
        raw = stream.read_bytes()
    if len(raw) > LARGEST:
        raise DefectFound(Defect.TOO_LARGE)
    return raw


def _filters(stream: Any) -> list[str]:
    import pikepdf

    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(one) for one in found] if isinstance(found, pikepdf.Array) else [str(found)]


def _inflated(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, LARGEST + 1)
    except zlib.error:  # damaged: what parses the page says so
        return b""
