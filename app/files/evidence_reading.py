"""Reads an evidence file to its last byte before anything is built on it.

Viewers accept a photo that ends half-way and draw grey below; a dossier must not. The type comes from the
content: phones and chat programs put wrong endings on files.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.errors import EvidenceError
from app.i18n import _

MAX_PIXELS = 80_000_000
MAX_PDF_PAGES = 5_000
MAX_BYTES = 512 * 1024 * 1024
MAX_DOCUMENT_BYTES = 64 * 1024 * 1024

_HEAD = 1024  # readers accept "%PDF-" anywhere in the first KiB
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


class MediaType(StrEnum):
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    TEXT = "text/plain"


PHOTOS = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.HEIC})
PAGELESS = frozenset(
    {MediaType.DOCX, MediaType.XLSX, MediaType.TEXT}
)  # not laid out as pages: no dossier prints them


_ZIP = b"PK\x03\x04"
_MAIN_PARTS = {
    ".docx": ("word/document.xml", MediaType.DOCX),
    ".xlsx": ("xl/workbook.xml", MediaType.XLSX),
}


class Defect(StrEnum):
    """Why a file is refused as evidence."""

    ABSENT = "absent"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    UNPRINTABLE = "unprintable"
    DAMAGED = "damaged"
    LOCKED = "locked"
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LARGE = "too_large"
    CHANGING = "changing"
    ALTERED = "altered"


class DefectFound(Exception):  # noqa: N818 - carries a finding to `inspect`, which words it with the file's name
    def __init__(self, defect: Defect) -> None:
        super().__init__(defect)
        self.defect = defect


@dataclass(frozen=True, slots=True)
class PageSize:
    """Upright width and height: pixels of an image, points of a PDF page."""

    width: int
    height: int

    @property
    def landscape(self) -> bool:
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What a sound evidence file is; an image is one page, a document of PAGELESS has none."""

    media_type: MediaType
    page_sizes: tuple[PageSize, ...]

    @property
    def pages(self) -> int:
        return len(self.page_sizes)

    @property
    def width(self) -> int:
        return self.page_sizes[0].width

    @property
    def height(self) -> int:
        return self.page_sizes[0].height


def inspect(path: Path, file_name: str) -> EvidenceFacts:
    """Decode the whole file; EvidenceError, naming `file_name`, for anything a dossier could not show."""
    with naming(file_name):
        media_type = sniff(_head(path))
        if media_type is None:
            raise DefectFound(Defect.UNPRINTABLE)
        return EvidenceFacts(media_type, _reader(media_type)(path))


def look_through(path: Path, file_name: str) -> EvidenceFacts:
    """As `inspect`, but of a JPEG only the headers and that nothing is missing: fit for hundreds at once."""
    with naming(file_name):
        media_type = _media_type(path, file_name)
        if media_type is MediaType.JPEG:
            from app.files.image_reading import whole_jpeg

            return EvidenceFacts(media_type, (whole_jpeg(path),))
        return EvidenceFacts(media_type, _reader(media_type)(path))


def headers(path: Path, file_name: str) -> EvidenceFacts:
    """What the headers of a file tell that was decoded whole when it came into the book; its hash is for the caller.

    EvidenceError, naming `file_name`, where even they cannot be read.
    """
    with naming(file_name):
        media_type = sniff(_head(path))
        if media_type is None:
            raise DefectFound(Defect.UNPRINTABLE)
        if media_type is MediaType.PDF:
            from app.files.pdf_reading import told_page_sizes

            return EvidenceFacts(media_type, told_page_sizes(path))
        from app.files.image_reading import told_size

        return EvidenceFacts(media_type, (told_size(path, media_type),))


@contextmanager
def naming(file_name: str) -> Iterator[None]:
    """Turn a defect found inside into the EvidenceError that names the file as the person knows it."""
    try:
        yield
    except DefectFound as found:
        raise EvidenceError(_sentence(found.defect).format(name=file_name), name=file_name) from found


def _media_type(path: Path, file_name: str) -> MediaType:
    head = _head(path)
    return sniff(head) or _document_type(path, head, file_name)


def _head(path: Path) -> bytes:
    if not path.is_file():
        raise DefectFound(Defect.ABSENT)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise DefectFound(Defect.UNREADABLE) from error
    if not head:
        raise DefectFound(Defect.EMPTY)
    return head


def may_be_evidence(head: bytes, file_name: str) -> bool:
    """Whether the rest is worth reading, told from the first KiB: a film is refused before it is copied."""
    return sniff(head[:_HEAD]) is not None or is_document(head[:_HEAD], file_name)


def is_document(head: bytes, file_name: str) -> bool:
    """Word and Excel are zips like many other things, and text is anything: here the name decides with the bytes."""
    ending = Path(file_name).suffix.casefold()
    if ending == ".txt":
        return b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return ending in _MAIN_PARTS and head.startswith(_ZIP)


def _document_type(path: Path, head: bytes, file_name: str) -> MediaType:
    if not is_document(head, file_name):
        raise DefectFound(Defect.UNSUPPORTED)
    if path.stat().st_size > MAX_DOCUMENT_BYTES:
        raise DefectFound(Defect.TOO_LARGE)
    if not head.startswith(_ZIP):
        return MediaType.TEXT
    try:
        with zipfile.ZipFile(path) as package:
            parts = {name.replace("\\", "/").casefold() for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise DefectFound(Defect.DAMAGED) from error
    for part, media_type in _MAIN_PARTS.values():
        if part in parts:
            return media_type
    raise DefectFound(Defect.UNSUPPORTED)


def sniff(head: bytes) -> MediaType | None:
    """The type that the first bytes of a file tell; None when it is no kind of evidence."""
    if head.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return MediaType.HEIC
    if b"%PDF-" in head:
        return MediaType.PDF
    return None


def _reader(media_type: MediaType) -> Callable[[Path], tuple[PageSize, ...]]:
    if media_type in PAGELESS:
        return lambda _path: ()
    # Imported here: each brings a heavy library, and most runs of the program need neither.
    if media_type is MediaType.PDF:
        from app.files.pdf_reading import page_sizes

        return page_sizes
    from app.files.image_reading import decode

    return lambda path: (decode(path, media_type),)


def _sentence(defect: Defect) -> str:
    sentences = {
        Defect.ABSENT: _("Không tìm thấy tệp minh chứng “{name}”: hãy thêm lại tệp này."),
        Defect.UNREADABLE: _("Không mở được tệp minh chứng “{name}”: hãy kiểm tra quyền đọc rồi thử lại."),
        Defect.EMPTY: _("Tệp minh chứng “{name}” trống (0 byte): hãy chép lại từ máy gốc rồi thêm lại."),
        Defect.UNSUPPORTED: _(
            "Tệp “{name}” không phải PDF, ảnh (JPEG, PNG, HEIC), Word, Excel hay TXT: hãy lưu thành PDF rồi "
            "thêm lại."
        ),
        Defect.UNPRINTABLE: _(
            "Tệp “{name}” không phải PDF hay ảnh nên không in được vào hồ sơ: hãy lưu thành PDF rồi thay bằng bản "
            "mới."
        ),
        Defect.DAMAGED: _("Tệp minh chứng “{name}” hỏng hoặc chép dở: hãy chép lại từ máy gốc rồi thêm lại."),
        Defect.LOCKED: _("Tệp “{name}” có mật khẩu: hãy bỏ mật khẩu (lưu thành PDF thường) rồi thêm lại."),
        Defect.NO_PAGES: _("Tệp “{name}” không có trang nào: hãy quét hoặc lưu lại rồi thêm lại."),
        Defect.TOO_MANY_PAGES: _("Tệp “{name}” có quá {limit} trang: hãy tách thành nhiều tệp rồi thêm lại."),
        Defect.TOO_MANY_PIXELS: _(
            "Ảnh “{name}” lớn quá {limit} triệu điểm ảnh: hãy thu nhỏ hoặc chụp lại rồi thêm lại."
        ),
        Defect.TOO_LARGE: _("Tệp “{name}” quá lớn: hãy tách nhỏ hoặc lưu lại cho nhẹ hơn rồi thêm lại."),
        Defect.CHANGING: _("Tệp “{name}” thay đổi trong lúc chép: hãy đợi ghi xong rồi thêm lại."),
        Defect.ALTERED: _(
            "Tệp minh chứng “{name}” đã hỏng hoặc bị thay sau khi đưa vào sổ: hãy thêm lại từ tệp gốc."
        ),
    }
    limits = {Defect.TOO_MANY_PAGES: str(MAX_PDF_PAGES), Defect.TOO_MANY_PIXELS: str(MAX_PIXELS // 1_000_000)}
    return sentences[defect].replace("{limit}", limits.get(defect, ""))
