"""Sign a PDF and see what its signatures are worth; the window and the command line call the same."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.progress import Progress
from app.domain.signatures import VIETNAM, SignaturePlace, SignatureReport
from app.domain.stamps import SIGNATURE_HEIGHT, SIGNATURE_WIDTH, Box, Corner, beside, centred, in_corner
from app.errors import InputError
from app.exchange.pdf_signatures import ROOTS_FOLDER, read_signatures
from app.exchange.signing_keys import KeySource, SigningKey, opened_key
from app.i18n import _
from app.reports.signature_stamp import StampLook


@dataclass(frozen=True, slots=True)
class Placing:
    """How the stamp finds its place. Unseen beats all; a corner is of `page`, by default the first; else the place
    is looked for above the name of the signer, on `page` or from the end."""

    visible: bool = True
    page: int | None = None
    corner: Corner | None = None
    name: str = ""  # or title, as it stands on the paper, where the certificate names the office


@dataclass(frozen=True, slots=True)
class SigningOrder:
    source: Path
    target: Path
    key: KeySource
    placing: Placing = Placing()
    signature_picture: Path | None = None
    seal_picture: Path | None = None
    reason: str = ""


def signatures_of(path: Path, *, book: Path | None = None) -> tuple[SignatureReport, ...]:
    """With the roots that lie in the folder of the book, if it has any."""
    return read_signatures(path, roots=book / ROOTS_FOLDER if book else None)


def sign_pdf(order: SigningOrder, *, now: datetime, progress: Progress) -> SignatureReport:
    """Sign `order.source` into `order.target`. `now` with time zone; it is written into the stamp and must lie in
    the certificate's time. Raises InputError whose field is one of passphrase, page, place, image, seal."""
    from app.exchange.pdf_signing import Stamp, add_signature

    with opened_key(order.key, now=now) as key, tempfile.TemporaryDirectory(prefix="bansang-") as folder:
        stamp: Stamp | None = None
        if order.placing.visible:
            drawing = Path(folder) / "dau.pdf"
            stamp = Stamp(_drawn(order, key, drawing, now), drawing)
        return add_signature(
            order.source, order.target, key=key, reason=order.reason.strip(), stamp=stamp, progress=progress
        )


def _drawn(order: SigningOrder, key: SigningKey, drawing: Path, now: datetime) -> SignaturePlace:
    from app.exchange.pdf_signing import claims_pdfa_1
    from app.reports import signature_stamp

    look = StampLook(stamp_words(key, now), order.signature_picture, order.seal_picture)
    page, area, sheet, over = _area(order, key, look)
    pieces = signature_stamp.arrange(look, area, signature_is_there=over)
    outer = signature_stamp.whole(pieces)
    placed = outer.inside(sheet)
    signature_stamp.draw(pieces, drawing, opaque=claims_pdfa_1(order.source))
    return SignaturePlace(page, placed.left, placed.bottom, placed.right, placed.top)


def stamp_words(key: SigningKey, now: datetime) -> tuple[str, ...]:
    """On paper, so always Vietnamese; the time with its zone after ISO 8601, as the decree wants it."""
    apart = key.organisation and key.organisation != key.name
    return (
        f"Ký bởi: {key.name}",
        *((f"Cơ quan: {key.organisation}",) if apart else ()),
        f"Thời gian ký: {now.astimezone(VIETNAM):%d.%m.%Y %H:%M:%S} +07:00",
    )


def _area(order: SigningOrder, key: SigningKey, look: StampLook) -> tuple[int, Box, Box, bool]:
    """Page, area, edges of the page, and whether a signature made before stands in the area."""
    from app.exchange import signature_place as places
    from app.reports import signature_stamp

    placing = order.placing
    if placing.corner is not None:
        page = placing.page or 1
        sheet = places.page_box(order.source, page)
        number = page if page > 0 else places.last_page(order.source) + 1 + page
        corner = in_corner(sheet, placing.corner, signature_stamp.size_of(look))
        return number, beside(corner, _seen_on(order, number), placing.corner), sheet, False
    seal_alone = look.seal is not None and look.signature is None
    earlier = _earlier(order) if seal_alone else None
    if earlier is not None:
        return earlier.page, _box(earlier), places.page_box(order.source, earlier.page), True
    found = places.find_place(order.source, placing.name or key.name, page=placing.page)
    if found is None:
        raise InputError(
            _(
                "Không thấy “{name}” đứng riêng một dòng trên văn bản: hãy gõ đúng tên in ở đó, hoặc chọn trang và góc."
            ).format(name=placing.name or key.name),
            field="place",
        )
    return found.page, found.area, found.sheet, False


def _earlier(order: SigningOrder) -> SignaturePlace | None:
    """The last signature that is seen, on the wanted page if there is one."""
    seen = [report.place for report in read_signatures(order.source) if report.place is not None]
    fitting = [place for place in seen if order.placing.page in (None, place.page)]
    return fitting[-1] if fitting else None


def _seen_on(order: SigningOrder, page: int) -> list[Box]:
    places = [report.place for report in read_signatures(order.source)]
    return [Box(one.left, one.bottom, one.right, one.top) for one in places if one and one.page == page]


def _box(place: SignaturePlace) -> Box:
    """Of a signature, not wider than one: a stamp of words may be."""
    box = Box(place.left, place.bottom, place.right, place.top)
    if box.width <= SIGNATURE_WIDTH:
        return box
    return centred(box.middle, SIGNATURE_WIDTH, min(box.height, SIGNATURE_HEIGHT))
