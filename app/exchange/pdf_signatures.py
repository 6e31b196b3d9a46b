"""Reads and checks the signatures of a PDF. Never asks a network: no OCSP, no CRL, no time server.

pyHanko is the optional part "kyso"; without it a report still says who claims to have signed where, and that
nothing could be checked. Whether a certificate was revoked is beyond what a machine without network can know.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.signatures import (
    Integrity,
    LaterChanges,
    SignatureLevel,
    SignaturePlace,
    SignatureReport,
    Trust,
)
from app.errors import EvidenceError, RefusedError
from app.files.storage_errors import storage_error
from app.i18n import _

if TYPE_CHECKING:
    import pikepdf
    from asn1crypto import x509  # type: ignore[import-untyped]
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

__all__ = ["SignatureReport", "can_check", "need_signing", "read_roots", "read_signatures"]

MAX_FIELDS = 2_000
ROOTS_FOLDER = "chung-thu-goc"  # inside a book: the certificates of the authorities the commune relies on
_ROOT_ENDINGS = (".cer", ".crt", ".pem", ".der")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|Z)?")

# A hostile file breaks parsers in ways nobody lists; what it can break is this one report.
_BROKEN = (Exception,)


def can_check() -> bool:
    """Whether the optional part that checks and makes signatures is installed."""
    return find_spec("pyhanko") is not None


def need_signing() -> None:
    """Raises RefusedError where the optional part is missing."""
    if not can_check():
        raise RefusedError(
            _(
                "Máy này chưa cài phần ký số: hãy chạy lệnh “python3 installer/bootstrap.py add kyso” rồi làm lại."
            )
        )


def read_signatures(path: Path, *, roots: Path | None = None) -> tuple[SignatureReport, ...]:
    """All signatures of the PDF at `path`, in the order they were made; () where there is none.

    `roots` is a folder of certificates of authorities (PEM or DER). Raises EvidenceError for a file that is
    damaged, locked or no PDF, StorageError for one that cannot be read.
    """
    claimed = _claims(path)
    if not claimed or not can_check():
        return tuple(claimed.values())
    checked = _checked(path, claimed, read_roots(roots) if roots else ())
    unreadable = {key: replace(claim, integrity=Integrity.UNREADABLE) for key, claim in claimed.items()}
    return tuple((unreadable | checked).values())


def read_roots(folder: Path) -> tuple[x509.Certificate, ...]:
    """The certificates lying in `folder`; a file that holds none is passed by, a folder that is not there is
    an empty one."""
    from asn1crypto import pem, x509

    found: list[x509.Certificate] = []
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in files:
        if path.suffix.lower() not in _ROOT_ENDINGS or not path.is_file() or path.stat().st_size > 1_000_000:
            continue
        data = path.read_bytes()
        try:
            ders = (
                [der for _kind, _headers, der in pem.unarmor(data, multiple=True)]
                if pem.detect(data)
                else [data]
            )
            for der in ders:
                certificate = x509.Certificate.load(der, strict=True)
                certificate.subject.native  # noqa: B018 - parsing is lazy, this is where rubbish fails
                found.append(certificate)
        except (ValueError, TypeError):
            continue
    return tuple(found)


# What the file claims, read with qpdf: names no check and needs no optional part.


def _claims(path: Path) -> dict[tuple[int, ...], SignatureReport]:
    """By byte range, which no two signatures share; in the order of signing."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            found = {}
            for name, field in _signed_fields(pdf):
                value = field.V
                key = tuple(int(number) for number in value.get("/ByteRange", ()))
                found[key] = _claim(name, field, value, _place(pdf, field))
            return dict(sorted(found.items(), key=lambda item: sum(item[0][2:4])))
    except pikepdf.PasswordError as error:
        raise EvidenceError(
            _("“{name}” có mật khẩu nên không đọc được chữ ký: hãy dùng bản không khóa.").format(
                name=path.name
            ),
            name=path.name,
        ) from error
    except OSError as error:
        raise storage_error(error, path) from error
    except (
        pikepdf.PikepdfError,
        ValueError,
        TypeError,
        AttributeError,
        RuntimeError,
        ArithmeticError,
    ) as error:
        raise EvidenceError(
            _("“{name}” hỏng hoặc không phải PDF nên không đọc được chữ ký.").format(name=path.name),
            name=path.name,
        ) from error


def _signed_fields(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Filled signature fields with their full names, at most MAX_FIELDS looked at; rings are cut."""
    import pikepdf

    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    waiting = [("", "", field) for field in form.get("/Fields", ())]
    seen = 0
    while waiting and seen < MAX_FIELDS:
        parent, kind, field = waiting.pop(0)
        seen += 1
        if not isinstance(field, pikepdf.Dictionary):
            continue
        own = str(field.get("/T", ""))
        name = ".".join(part for part in (parent, own) if part)
        kind = str(field.get("/FT", kind))
        kids = [kid for kid in field.get("/Kids", ()) if isinstance(kid, pikepdf.Dictionary)]
        if kind == "/Sig" and isinstance(field.get("/V"), pikepdf.Dictionary):
            if str(field.V.get("/Type", "/Sig")) == "/Sig":
                yield name, field
        else:
            waiting.extend((name, kind, kid) for kid in kids)


def _claim(
    name: str, field: pikepdf.Object, value: pikepdf.Object, place: SignaturePlace | None
) -> SignatureReport:
    return SignatureReport(
        field=name,
        signer=str(value.get("/Name", "")).strip(),
        organisation="",
        issuer="",
        signed_at=_time(str(value.get("/M", ""))),
        reason=str(value.get("/Reason", "")).strip(),
        place=place,
        level=SignatureLevel.UNKNOWN,
        integrity=Integrity.UNCHECKED,
        trust=Trust.UNCHECKED,
        later=LaterChanges.UNCHECKED,
    )


def _time(written: str) -> datetime | None:
    match = _DATE.match(written)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) if part else None for part in match.groups()[:6])
    offset = timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0))
    zone = timezone(-offset if match[7] == "-" else offset)
    try:
        return datetime(year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=zone)
    except ValueError:
        return None


def _place(pdf: pikepdf.Pdf, field: pikepdf.Object) -> SignaturePlace | None:
    """Of the field's widget; None where it has no area or lies on no page."""
    kids = field.get("/Kids")
    widget = kids[0] if kids is not None and len(kids) else field
    numbers = sorted_box([float(edge) for edge in widget.get("/Rect", ())])
    if numbers is None:
        return None
    for number, page in enumerate(pdf.pages, start=1):
        if any(note.objgen == widget.objgen for note in page.obj.get("/Annots", ())):
            return SignaturePlace(number, *numbers)
    return None


def sorted_box(edges: list[float]) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top; None for what encloses no area."""
    if len(edges) != 4:
        return None
    left, right = sorted((edges[0], edges[2]))
    bottom, top = sorted((edges[1], edges[3]))
    return (left, bottom, right, top) if right - left > 1 and top - bottom > 1 else None


# What can be proven, with pyHanko.


def _checked(
    path: Path, claimed: Mapping[tuple[int, ...], SignatureReport], roots: tuple[x509.Certificate, ...]
) -> dict[tuple[int, ...], SignatureReport]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    found = {}
    with path.open("rb") as file, quiet_libraries():
        try:
            embedded = PdfFileReader(file, strict=False).embedded_regular_signatures
        except _BROKEN:
            return {}
        for signature in embedded:
            key = tuple(int(number) for number in signature.byte_range)
            claim = claimed.get(key)
            if claim is None:
                continue
            try:
                found[key] = _proven(signature, claim, roots)
            except _BROKEN:
                found[key] = replace(claim, integrity=Integrity.UNREADABLE)
    return found


def _proven(
    signature: EmbeddedPdfSignature, claim: SignatureReport, roots: tuple[x509.Certificate, ...]
) -> SignatureReport:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    certificate = signature.signer_cert
    signed_at = signature.self_reported_timestamp or claim.signed_at
    named = replace(
        claim,
        signer=_part(certificate.subject, "common_name") or claim.signer,
        organisation=_part(certificate.subject, "organization_name"),
        issuer=_part(certificate.issuer, "common_name") or _part(certificate.issuer, "organization_name"),
        signed_at=signed_at,
        valid_until=certificate.not_valid_after,
    )
    context = ValidationContext(
        trust_roots=list(roots), allow_fetching=False, moment=_moment(signed_at), revocation_mode="soft-fail"
    )
    status = validate_pdf_signature(signature, context)
    return replace(
        named,
        level=_level(signature, status),
        integrity=Integrity.INTACT if status.intact and status.valid else Integrity.BROKEN,
        trust=_trust(status, roots),
        later=_later(status),
    )


def _moment(signed_at: datetime | None) -> datetime | None:
    """Certificates are judged for the time of signing; a time in the future convinces nobody."""
    if signed_at is None:
        return None
    aware = signed_at if signed_at.tzinfo else signed_at.replace(tzinfo=UTC)
    return min(aware, datetime.now(UTC))


def _part(name: x509.Name, part: str) -> str:
    value = name.native.get(part, "")
    return str(value[0] if isinstance(value, list) else value).strip()


def _level(signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> SignatureLevel:
    if str(signature.sig_object.get("/SubFilter", "")) != "/ETSI.CAdES.detached":
        return SignatureLevel.CMS
    return SignatureLevel.PADES_T if status.timestamp_validity is not None else SignatureLevel.PADES_B


def _trust(status: PdfSignatureStatus, roots: tuple[x509.Certificate, ...]) -> Trust:
    from pyhanko.sign.ades.report import AdESIndeterminate

    if not roots:
        return Trust.NO_ROOTS
    if status.trusted:
        return Trust.TRUSTED
    no_chain = status.trust_problem_indic is AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND
    return Trust.UNKNOWN_ROOT if no_chain else Trust.NOT_VALID


def _later(status: PdfSignatureStatus) -> LaterChanges:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return LaterChanges.NONE
    return LaterChanges.ALLOWED if status.docmdp_ok else LaterChanges.FORBIDDEN


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """pyHanko logs whole tracebacks for what is only a finding; the finding is in the report."""
    names = ("pyhanko", "pyhanko_certvalidator")
    levels = [(logging.getLogger(name), logging.getLogger(name).level) for name in names]
    for logger, _level_before in levels:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, before in levels:
            logger.setLevel(before)
