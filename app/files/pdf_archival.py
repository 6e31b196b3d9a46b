"""What in a PDF keeps a dossier that holds its pages from being PDF/A-1b (ISO 19005-1), found without a validator.

Careful on purpose: what is not known to conform counts against the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

_MOST_OBJECTS = 20_000
_ODD_FILTERS = frozenset({"/LZWDecode", "/JPXDecode", "/Crypt"})
_OPAQUE = frozenset({"/Normal", "/Compatible"})
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_ENCODINGS = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding"})
_SYMBOLIC = 4
_BROKEN = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RuntimeError)


class Obstacle(StrEnum):
    """Why the pages of a file cannot be claimed to be PDF/A."""

    TOO_COMPLEX = "too_complex"
    TRANSPARENCY = "transparency"
    FONT_NOT_EMBEDDED = "font_not_embedded"
    FONT_INCOMPLETE = "font_incomplete"
    PRINT_COLOURS = "print_colours"
    COMPRESSION = "compression"
    OPTIONAL_CONTENT = "optional_content"
    POSTSCRIPT = "postscript"
    IMAGE = "image"


def obstacles(pdf: pikepdf.Pdf) -> tuple[Obstacle, ...]:
    """In the order of their names, each once. Never raises for what a file says."""
    try:
        return tuple(sorted(set(_found(pdf))))
    except _BROKEN:
        return (Obstacle.TOO_COMPLEX,)


def _found(pdf: pikepdf.Pdf) -> Iterator[Obstacle]:
    import pikepdf

    if len(pdf.objects) > _MOST_OBJECTS:
        yield Obstacle.TOO_COMPLEX
        return
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):
            yield from _in_stream(one)
        if isinstance(one, pikepdf.Stream | pikepdf.Dictionary):
            yield from _in_dictionary(one, 0)
        elif isinstance(one, pikepdf.Array):
            yield from _in_array(one, 0)
    if any(page.obj.get("/Resources") is None for page in pdf.pages):
        yield Obstacle.TOO_COMPLEX


def _in_stream(stream: Any) -> Iterator[Obstacle]:
    import pikepdf

    filters = stream.get("/Filter")
    names = [filters] if isinstance(filters, pikepdf.Name) else list(filters or [])
    if any(str(name) in _ODD_FILTERS for name in names):
        yield Obstacle.COMPRESSION
    kind = stream.get("/Subtype")
    if kind == "/PS" or "/PS" in stream:
        yield Obstacle.POSTSCRIPT
    if kind == "/Image":
        if bool(stream.get("/Interpolate", False)) or "/Alternates" in stream:
            yield Obstacle.IMAGE
    elif kind == "/Form" and "/Group" in stream:
        yield Obstacle.TRANSPARENCY
    if any(key in stream for key in ("/F", "/Ref", "/OPI")):  # its data lies in another file
        yield Obstacle.TOO_COMPLEX
    if kind != "/Image" and stream.get("/Type") not in ("/XRef", "/ObjStm", "/Metadata"):
        yield from _in_content(stream)


_MOST_CONTENT = 4 << 20


def _in_content(stream: Any) -> Iterator[Obstacle]:
    """Print colours are also set by the operators k and K."""
    import re

    if stream.get("/Type") in ("/EmbeddedFile",) or "/Length1" in stream or "/FunctionType" in stream:
        return
    if int(stream.get("/Length", 0)) > _MOST_CONTENT:
        yield Obstacle.TOO_COMPLEX
        return
    drawn = stream.read_bytes()
    if re.search(rb"(?:[\d.]+\s+){4}[kK]\s|/DeviceCMYK\b|/CMYK\b", drawn):
        yield Obstacle.PRINT_COLOURS


def _in_dictionary(one: Any, depth: int) -> Iterator[Obstacle]:
    import pikepdf

    if depth > 20:
        yield Obstacle.TOO_COMPLEX
        return
    for check in _CHECKS:
        yield from check(one)
    for value in one.values() if isinstance(one, pikepdf.Dictionary) else dict(one.items()).values():
        yield from _in_value(value, depth)


def _in_array(one: Any, depth: int) -> Iterator[Obstacle]:
    if depth > 20:
        yield Obstacle.TOO_COMPLEX
        return
    for value in one:
        yield from _in_value(value, depth)


def _in_value(value: Any, depth: int) -> Iterator[Obstacle]:
    """What stands in a file of its own object is met there."""
    import pikepdf

    if isinstance(value, pikepdf.Name):
        if value == "/DeviceCMYK":
            yield Obstacle.PRINT_COLOURS
    elif isinstance(value, pikepdf.Object) and not value.is_indirect:
        if isinstance(value, pikepdf.Dictionary):
            yield from _in_dictionary(value, depth + 1)
        elif isinstance(value, pikepdf.Array):
            yield from _in_array(value, depth + 1)


def _state(one: Any) -> Iterator[Obstacle]:
    if one.get("/Type") not in (None, "/ExtGState", "/XObject"):
        return
    mask = one.get("/SMask")
    if mask is not None and mask != "/None":
        yield Obstacle.TRANSPARENCY
    if any(_number(one.get(key, 1)) != 1 for key in ("/ca", "/CA")):
        yield Obstacle.TRANSPARENCY
    mode = one.get("/BM")
    if mode is not None and str(mode) not in _OPAQUE:
        yield Obstacle.TRANSPARENCY
    if "/TR" in one or ("/TR2" in one and one["/TR2"] != "/Default"):
        yield Obstacle.TOO_COMPLEX


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 1.0


def _layers(one: Any) -> Iterator[Obstacle]:
    if one.get("/Type") in ("/OCG", "/OCMD") or "/OC" in one:
        yield Obstacle.OPTIONAL_CONTENT


def _font(one: Any) -> Iterator[Obstacle]:
    if one.get("/Type") != "/Font" or one.get("/Subtype") == "/Type3":
        return
    descendants = one.get("/DescendantFonts")
    if one.get("/Subtype") == "/Type0":
        if descendants is None or len(descendants) != 1:
            yield Obstacle.FONT_INCOMPLETE
        if str(one.get("/Encoding", "")) not in ("/Identity-H", "/Identity-V"):
            yield Obstacle.FONT_INCOMPLETE
        return  # its one descendant is met as a font of its own
    descriptor = one.get("/FontDescriptor")
    if descriptor is None or not any(key in descriptor for key in _FONT_FILES):
        yield Obstacle.FONT_NOT_EMBEDDED
        return
    if not _complete(one, descriptor):
        yield Obstacle.FONT_INCOMPLETE


def _complete(font: Any, descriptor: Any) -> bool:
    subset = str(font.get("/BaseFont", ""))[7:8] == "+"
    kind = font.get("/Subtype")
    if kind in ("/CIDFontType0", "/CIDFontType2"):
        mapped = kind == "/CIDFontType0" or "/CIDToGIDMap" in font
        return mapped and ("/CIDSet" in descriptor or not subset)
    if "/Widths" not in font or "/FirstChar" not in font or "/LastChar" not in font:
        return False
    if kind in ("/Type1", "/MMType1"):
        return "/CharSet" in descriptor or not subset
    encoding = font.get("/Encoding")
    if int(descriptor.get("/Flags", 0)) & _SYMBOLIC:
        return encoding is None
    return encoding is not None and str(encoding) in _ENCODINGS


_CHECKS: tuple[Callable[[Any], Iterator[Obstacle]], ...] = (_state, _layers, _font)
