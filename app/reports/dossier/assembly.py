"""Lays the evidence into its slots and finishes the file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from app.domain.progress import Progress
from app.files.evidence_reading import Defect, DefectFound, MediaType, naming
from app.i18n import _
from app.reports.dossier.photo_update import PhotoUpdate, read_trailer
from app.reports.dossier.sheet import Proof
from app.reports.layout.paper import Record, SlotPlace

if TYPE_CHECKING:
    import pikepdf
    from _typeshed import ReadableBuffer

_NAME = "/MinhChung"


def assemble(
    base: Path,
    target: Path,
    proofs: Sequence[Proof],
    record: Record,
    *,
    dated: date,
    progress: Progress,
) -> None:
    """Write `base` with all evidence pages laid in to `target`; the same input gives the same bytes.

    `base` grows by the photos.
    """
    import pikepdf

    photos = _append_photos(base, proofs, progress)
    with ExitStack() as sources:
        # As a stream: mapped into memory, the photos would stay there.
        pdf = sources.enter_context(pikepdf.open(base, access_mode=pikepdf.AccessMode.stream))
        slots = iter(record.slots)
        for done, proof in enumerate(proofs):
            progress.step(_laying(proof), len(proofs) + done, 2 * len(proofs))
            if proof.key in photos:
                _lay(pdf, pdf.get_object(photos[proof.key], 0), next(slots))
            else:
                _lay_document(pdf, sources, proof, slots)
        _describe(pdf, dated)
        _save(pdf, target)


class _PatientFile(io.RawIOBase):
    """Takes every byte and keeps the first error: one raised inside qpdf's writing ends the whole process."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        view = memoryview(data)
        if self.error is None:
            try:
                self._file.write(view)
            except OSError as error:
                self.error = error
        return len(view)


def _save(pdf: pikepdf.Pdf, target: Path) -> None:
    with target.open("wb") as file:
        patient = _PatientFile(file)
        pdf.save(cast(BinaryIO, patient), deterministic_id=True)
        if patient.error is not None:
            raise patient.error


def _laying(proof: Proof) -> str:
    return _("Đang đưa minh chứng {number} vào hồ sơ").format(number=proof.item.number)


def _append_photos(base: Path, proofs: Sequence[Proof], progress: Progress) -> dict[str, int]:
    """Key of a proof that is a photo → its form object in `base`."""
    found: dict[str, int] = {}
    photos = [proof for proof in proofs if proof.facts.media_type is not MediaType.PDF]
    if not photos:
        return found
    trailer = read_trailer(base)
    with base.open("ab") as file:
        update = PhotoUpdate(file, trailer)
        for proof in photos:
            progress.step(_laying(proof), len(proofs), 2 * len(proofs))
            with naming(proof.item.file_name):
                found[proof.key] = update.add(proof.item.path, proof.facts.media_type)
        update.finish()
    return found


def _lay_document(pdf: pikepdf.Pdf, sources: ExitStack, proof: Proof, slots: Iterator[SlotPlace]) -> None:
    """Lay in all pages of a PDF; it joins `sources`, for its streams are copied only when `pdf` is saved."""
    import pikepdf

    with naming(proof.item.file_name):
        try:
            source = sources.enter_context(pikepdf.open(proof.item.path))
            # Seals and signatures on screen are annotations; laid in as drawing they stay visible.
            source.flatten_annotations("print")
            for page in source.pages:
                _lay(pdf, pdf.copy_foreign(page.as_form_xobject()), next(slots))
        except pikepdf.PikepdfError as error:
            raise DefectFound(Defect.DAMAGED) from error


def _lay(pdf: pikepdf.Pdf, drawing: pikepdf.Object, slot: SlotPlace) -> None:
    """Scaled and centred; Page.add_overlay would name the drawing at random and no two files would be equal."""
    import pikepdf

    page = pdf.pages[slot.page - 1]
    name = page.add_resource(drawing, pikepdf.Name.XObject, pikepdf.Name(_NAME))
    rectangle = pikepdf.Rectangle(slot.left, slot.bottom, slot.right, slot.top)
    page.contents_add(b"q\n", prepend=True)
    placement = page.calc_form_xobject_placement(
        drawing, name, rectangle, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    page.contents_add(b"Q\n" + placement)


def _describe(pdf: pikepdf.Pdf, dated: date) -> None:
    import pikepdf

    moment = f"D:{dated:%Y%m%d}000000+07'00'"
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = moment
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
