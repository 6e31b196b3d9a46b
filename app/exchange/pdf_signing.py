"""Adds one signature to a PDF behind its last byte, so that everything before it, signatures too, stays as it was.

The picture of a stamp is a one-page PDF of its own. A transparent picture (soft mask) is not allowed in
PDF/A-1, so a file that claims it must get a stamp without one: ask `claims_pdfa_1` before drawing. PAdES B-B:
without a network there is no time stamp, the signing time is the machine's.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.progress import Progress
from app.domain.signatures import SignaturePlace, SignatureReport
from app.errors import EvidenceError, RefusedError
from app.exchange.pdf_signatures import quiet_libraries, read_signatures
from app.exchange.signing_keys import SigningKey
from app.files.atomic import write_atomically
from app.i18n import _

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.stamp import BaseStampStyle

_CHUNK = 4 << 20
FIELD_PREFIX = "ChuKy"


@dataclass(frozen=True, slots=True)
class Stamp:
    """`drawing` is a one-page PDF of exactly the size of `place`."""

    place: SignaturePlace
    drawing: Path


def claims_pdfa_1(path: Path) -> bool:
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            return str(pdf.open_metadata().pdfa_status).startswith("1")
    except (pikepdf.PikepdfError, OSError, ValueError):
        return False


def add_signature(
    source: Path,
    target: Path,
    *,
    key: SigningKey,
    reason: str,
    stamp: Stamp | None,
    progress: Progress,
) -> SignatureReport:
    """Sign `source` into `target`, which may be the same file; whole or not at all, read back before it counts.

    Returns the new signature as read back. Raises EvidenceError for a PDF that is locked or damaged, RefusedError
    where a signature would break another one or is forbidden, StorageError.
    """
    before = read_signatures(source)
    field = free_name({report.field for report in before})
    with write_atomically(target) as part:
        _copy(source, part, progress)
        progress.step(_("Đang ký {name}").format(name=source.name), 1, 3)
        _write(part, source.name, key=key, field=field, reason=reason, stamp=stamp)
        progress.step(_("Đang kiểm lại chữ ký"), 2, 3)
        made = _read_back(part, source.name, field, before)
    progress.step(_("Đã ký"), 3, 3)
    return made


def free_name(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"{FIELD_PREFIX}{number}" in taken:
        number += 1
    return f"{FIELD_PREFIX}{number}"


def _copy(source: Path, part: Path, progress: Progress) -> None:
    """A piece at a time: the file may have a gigabyte, and Cancel must be heard."""
    words = _("Đang chép {name}").format(name=source.name)
    with source.open("rb") as old, part.open("wb") as new:
        progress.step(words, 0, 3)
        while piece := old.read(_CHUNK):
            new.write(piece)
            progress.step(words, 0, 3)
    shutil.copymode(source, part)


def _write(part: Path, name: str, *, key: SigningKey, field: str, reason: str, stamp: Stamp | None) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError

    with part.open("r+b") as file, quiet_libraries():
        try:
            writer = IncrementalPdfFileWriter(file, strict=False)
            _check(writer, name)
            _sign_in_place(writer, key=key, field=field, reason=reason, stamp=stamp)
        except SigningError as error:
            raise RefusedError(
                _("Không thêm được chữ ký vào “{name}”: tệp không cho phép, hãy ký bản chưa ký.").format(
                    name=name
                )
            ) from error
        except (
            PdfError,
            ValueError,
            TypeError,
            KeyError,
            IndexError,
            AttributeError,
            RecursionError,
        ) as error:
            raise EvidenceError(
                _("“{name}” hỏng nên không ký được: hãy xuất hoặc quét lại tệp rồi ký.").format(name=name),
                name=name,
            ) from error


def _check(writer: IncrementalPdfFileWriter, name: str) -> None:
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation.pdf_embedded import read_certification_data

    if writer.prev.encrypted:
        raise RefusedError(
            _("“{name}” có mật khẩu hoặc bị khóa sửa nên không ký được: hãy dùng bản không khóa.").format(
                name=name
            )
        )
    certified = read_certification_data(writer.prev)
    if certified is not None and certified.permission is MDPPerm.NO_CHANGES:
        raise RefusedError(
            _("Người ký trước đã khóa “{name}”, không cho thêm gì nữa: hãy ký bản chưa khóa.").format(
                name=name
            )
        )


def _sign_in_place(
    writer: IncrementalPdfFileWriter, *, key: SigningKey, field: str, reason: str, stamp: Stamp | None
) -> None:
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.stamp import NoOpStampStyle

    meta = PdfSignatureMetadata(
        field_name=field,
        name=key.name,
        reason=reason or None,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    spec = SigFieldSpec(field, readable_field_name=_("Chữ ký của {who}").format(who=key.name))
    style: BaseStampStyle = NoOpStampStyle()
    if stamp is not None:
        place = stamp.place
        spec = SigFieldSpec(
            field,
            on_page=place.page - 1,
            box=(place.left, place.bottom, place.right, place.top),  # type: ignore[arg-type]
            readable_field_name=spec.readable_field_name,
        )
        style = _style(stamp.drawing)
    signer = PdfSigner(meta, key.signer, stamp_style=style, new_field_spec=spec)
    asyncio.run(signer.async_sign_pdf(writer, in_place=True, chunk_size=_CHUNK))


def _style(drawing: Path) -> BaseStampStyle:
    from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
    from pyhanko.stamp import StaticStampStyle

    edge_to_edge = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MIN,
        y_align=AxisAlignment.ALIGN_MIN,
        margins=Margins(0, 0, 0, 0),
        inner_content_scaling=InnerScaling.STRETCH_FILL,
    )
    return StaticStampStyle.from_pdf_file(str(drawing), border_width=0, background_layout=edge_to_edge)


def _read_back(part: Path, name: str, field: str, before: tuple[SignatureReport, ...]) -> SignatureReport:
    after = {report.field: report for report in read_signatures(part)}
    made = after.get(field)
    if made is None or not made.intact:
        raise EvidenceError(
            _(
                "“{name}” có cấu trúc lạ nên chữ ký không đứng vững: hãy xuất hoặc quét lại tệp rồi ký."
            ).format(name=name),
            name=name,
        )
    for old in before:
        if old.intact and not after[old.field].intact:
            raise RefusedError(
                _(
                    "Ký thêm làm hỏng chữ ký của {who} trong “{name}”: hãy ký không hiện hình, hoặc ký bản chưa ký."
                ).format(who=old.signer, name=name)
            )
    return made
