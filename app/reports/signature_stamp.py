"""Draws what is seen of an electronic signature as a one-page PDF (NĐ 30/2020/NĐ-CP, phụ lục I).

Picture of the signature and seal are put onto the paper as they are; without pictures three lines of Tinos 10 say
who, which office, when. `opaque` is for papers that claim PDF/A-1: soft masks are forbidden there, so pictures are
laid onto white, and pure white is left out by its colour.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.stamps import (
    SEAL_SIDE,
    SIGNATURE_HEIGHT,
    SIGNATURE_WIDTH,
    WORDS_WIDTH,
    Box,
    centred,
    fitted,
    seal_over,
)
from app.errors import InputError
from app.files.evidence_reading import DefectFound, sniff
from app.i18n import _

if TYPE_CHECKING:
    from PIL import Image

_MOST_BYTES = 20_000_000
_MOST_PIXELS = 1_200  # of the longer side: 600 dpi over 50 mm
_SIZE, _LEADING, _PADDING = 10, 12, 3
_POINTS = 72
_LEAST_SEAL, _MOST_SEAL = SEAL_SIDE * 0.5, SEAL_SIDE * 1.4


@dataclass(frozen=True, slots=True)
class StampLook:
    """`words` are written only where there is no picture: the law wants the picture alone."""

    words: Sequence[str]
    signature: Path | None = None
    seal: Path | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture, or lines of words, and where it goes on the page."""

    box: Box
    picture: Path | None = None
    words: tuple[str, ...] = ()


def size_of(look: StampLook) -> tuple[float, float]:
    """Room a stamp needs where it stands free, in a corner."""
    if look.signature:
        return SIGNATURE_WIDTH, SIGNATURE_HEIGHT
    return _seal_size(look.seal) if look.seal else _words_size(look.words)


def arrange(look: StampLook, area: Box, *, signature_is_there: bool = False) -> tuple[Piece, ...]:
    """The pieces within and around `area`; `signature_is_there`: `area` is a signature made before, which a seal
    goes over. Raises InputError for a picture that cannot be used."""
    pieces = []
    signature = area
    if look.signature:
        signature = fitted(area, _shape(look.signature, "image"))
        pieces.append(Piece(signature, picture=look.signature))
    if look.seal:
        size = _seal_size(look.seal)
        over = bool(look.signature) or signature_is_there
        pieces.append(
            Piece(seal_over(signature, size) if over else centred(area.middle, *size), picture=look.seal)
        )
    if not pieces:
        words = tuple(_wrapped(look.words))
        pieces.append(Piece(centred(area.middle, *_words_size(look.words)), words=words))
    return tuple(pieces)


def whole(pieces: Sequence[Piece]) -> Box:
    box = pieces[0].box
    for piece in pieces[1:]:
        box = box.around(piece.box)
    return box


def draw(pieces: Sequence[Piece], target: Path, *, opaque: bool) -> None:
    """As one page of exactly the size of `whole(pieces)`."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    from app.reports.layout.fonts import REGULAR, register_fonts

    register_fonts()
    outer = whole(pieces)
    canvas = Canvas(str(target), pagesize=(outer.width, outer.height), invariant=1)
    for piece in pieces:
        box = piece.box.moved(-outer.left, -outer.bottom)
        if piece.picture:
            image = ImageReader(_laid_on_white(piece.picture) if opaque else _picture(piece.picture))
            mask = [255] * 6 if opaque else "auto"
            canvas.drawImage(image, box.left, box.bottom, box.width, box.height, mask=mask)
            continue
        canvas.setFont(REGULAR, _SIZE)
        for number, line in enumerate(piece.words, start=1):
            canvas.drawString(box.left + _PADDING, box.top - number * _LEADING, line)
    canvas.showPage()
    canvas.save()


def _wrapped(words: Sequence[str]) -> list[str]:
    from reportlab.lib.utils import simpleSplit

    from app.reports.layout.fonts import REGULAR, register_fonts

    register_fonts()
    room = WORDS_WIDTH - 2 * _PADDING
    return [line for text in words for line in simpleSplit(text, REGULAR, _SIZE, room)]


def _words_size(words: Sequence[str]) -> tuple[float, float]:
    """As wide as its longest line, so that it stands in the middle of its place."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from app.reports.layout.fonts import REGULAR

    lines = _wrapped(words)
    widest = max(stringWidth(line, REGULAR, _SIZE) for line in lines)
    return widest + 2 * _PADDING, len(lines) * _LEADING + 2 * _PADDING


def _seal_size(path: Path | None) -> tuple[float, float]:
    """Real size by the picture's own dots per inch where they give something like a seal, else that of a seal."""
    assert path is not None
    image = _opened(path, "seal")
    wide, high = image.size
    per_inch = image.info.get("dpi", (0, 0))[0]
    longer = max(wide, high) / float(per_inch) * _POINTS if per_inch else 0
    if not _LEAST_SEAL <= longer <= _MOST_SEAL:
        longer = SEAL_SIDE
    scale = longer / max(wide, high)
    return wide * scale, high * scale


def _shape(path: Path, field: str) -> tuple[float, float]:
    return _opened(path, field).size


def _opened(path: Path, field: str) -> Image.Image:
    """The whole picture with its transparency, made smaller where it has more dots than a printer."""
    from app.files.image_reading import opened

    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        kind = sniff(data[:1024])
        if kind is None or not kind.startswith("image/") or len(data) > _MOST_BYTES:
            raise InputError(_unusable(path), field=field)
        with opened(io.BytesIO(data), kind) as image:
            dpi = image.info.get("dpi")
            image.load()
            if max(image.size) > _MOST_PIXELS and dpi:
                scale = max(image.size) / _MOST_PIXELS
                dpi = (float(dpi[0]) / scale, float(dpi[1]) / scale)
            copy = image.convert("RGBA")
            copy.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
            copy.info = {"dpi": dpi} if dpi else {}
            return copy
    except (OSError, DefectFound) as error:
        raise InputError(_unusable(path), field=field) from error


def _unusable(path: Path) -> str:
    return _("Không dùng được ảnh “{name}”: hãy chọn ảnh .png nền trong suốt dưới 20 MB.").format(
        name=path.name
    )


def _picture(path: Path) -> Image.Image:
    return _opened(path, "image")


def _laid_on_white(path: Path) -> Image.Image:
    from app.files.image_reading import flattened

    return flattened(_picture(path))
