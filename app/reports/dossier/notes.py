"""The sheet that says what is missing from the dossier and why, and what a reader has to know about its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from app.domain.page_pointer import pointed_pages
from app.files.pdf_archival import Obstacle
from app.reports.content import DossierContent
from app.reports.dossier import sheet as keys
from app.reports.dossier.sheet import Enclosure, Proof, Sheet
from app.reports.dossier.wording import criterion_name
from app.reports.layout import styles
from app.reports.layout.letter import Rule
from app.reports.layout.paper import Anchor, paragraph

Notes = tuple[tuple[str, tuple[str, ...]], ...]

TITLE = "Tài liệu còn thiếu và ghi chú"
_NO_EXPLANATION = "chưa có giải trình"
_OBSTACLES = {
    Obstacle.TOO_COMPLEX: "cấu trúc tệp phức tạp, chưa kiểm được",
    Obstacle.TRANSPARENCY: "có hình trong suốt",
    Obstacle.FONT_NOT_EMBEDDED: "phông chữ không nằm trong tệp",
    Obstacle.FONT_INCOMPLETE: "phông chữ nhúng không đủ thông tin",
    Obstacle.PRINT_COLOURS: "dùng hệ màu in CMYK",
    Obstacle.COMPRESSION: "dùng kiểu nén không được phép",
    Obstacle.OPTIONAL_CONTENT: "có lớp ẩn hiện",
    Obstacle.POSTSCRIPT: "có mã PostScript",
    Obstacle.IMAGE: "có ảnh thiết lập không được phép",
}


def notes_of(content: DossierContent, proofs: Sequence[Proof], enclosures: Mapping[str, Enclosure]) -> Notes:
    parts = (
        ("Tài liệu theo quy trình chưa có trong hồ sơ:", _missing_pieces(content)),
        ("Tiêu chí chưa có minh chứng trong hồ sơ:", _bare_criteria(content, proofs)),
        ("Không đưa vào hồ sơ vì là tài liệu nhạy cảm:", content.omitted_sensitive),
        (
            "Không in được thành trang, chỉ gửi kèm tệp gốc (Word, Excel, văn bản thô):",
            content.originals_only,
        ),
        ("Vị trí ghi trong sổ nhưng minh chứng không có trang đó:", _lost_pointers(proofs)),
        ("Hồ sơ chưa đạt chuẩn lưu trữ PDF/A vì:", _not_archival(proofs, enclosures)),
    )
    return tuple((heading, tuple(lines)) for heading, lines in parts if lines)


def _missing_pieces(content: DossierContent) -> list[str]:
    return [
        f"{place}. {piece.title}{'' if piece.required else ' (không bắt buộc)'}: "
        f"{piece.explanation.rstrip('. ') or _NO_EXPLANATION}"
        for place, piece in enumerate(content.pieces, start=1)
        if not piece.enclosed
    ]


def _bare_criteria(content: DossierContent, proofs: Sequence[Proof]) -> list[str]:
    if not proofs:
        return []  # the list of evidence says so once for all
    return [
        criterion_name(criterion)
        for criterion in content.criteria
        if not any(proof.serves({line.number for line in criterion.indicators}) for proof in proofs)
    ]


def _lost_pointers(proofs: Sequence[Proof]) -> list[str]:
    return [
        f"{proof.item.number} - {proof.item.title}: chỉ tiêu {pointer.indicator_number} ghi “{pointer.where}”, "
        f"minh chứng có {proof.facts.pages} trang"
        for proof in proofs
        for pointer in proof.item.pointers
        if (pages := pointed_pages(pointer.where)) is not None and pages[1] > proof.facts.pages
    ]


def reasons(found: Proof | Enclosure) -> str:
    """In words of the paper; "" where nothing stands against an archive."""
    return ", ".join(_OBSTACLES[one] for one in found.obstacles)


def _not_archival(proofs: Sequence[Proof], enclosures: Mapping[str, Enclosure]) -> list[str]:
    files = [(f"{one.item.number} - {one.item.title}", reasons(one)) for one in proofs]
    files += [(one.piece.title, reasons(one)) for one in enclosures.values()]
    return [f"{name}: {why}" for name, why in files if why]


def notes(sheet: Sheet) -> list[Flowable]:
    found: list[Flowable] = [
        Anchor(sheet.record, keys.NOTES, TITLE),
        paragraph(TITLE.upper(), styles.TYPE),
        Rule(30 * mm, before=3, after=12),
    ]
    for heading, lines in sheet.notes:
        title = paragraph(heading, styles.CELL_BOLD)
        title.keepWithNext = True
        found.append(title)
        found += [paragraph(f"- {line}", styles.CELL) for line in lines]
        found.append(Spacer(0, 10))
    return found
