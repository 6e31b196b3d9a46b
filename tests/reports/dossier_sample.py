"""Bản Pút of the 2024 plan as a dossier, with evidence files of every kind made on the spot."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from app.domain.procedure import ComponentKind
from app.domain.verdict import Verdict, criterion_verdict, totals
from app.errors import EvidenceError
from app.files.evidence_reading import inspect
from app.paths import resource
from app.reports.content import (
    AssignmentLine,
    CriterionLine,
    DossierContent,
    EvidenceItem,
    EvidencePointer,
    IndicatorLine,
    Piece,
    ReportCounts,
)
from app.reports.letterhead import Letterhead, Signer

HEIC = Path(__file__).parent.parent / "data" / "evidence" / "nha-van-hoa.heic"

_LAND = "Công chức Địa chính xã (phụ trách chung)"
_ROADS = "Công chức Địa chính xã (kinh tế & hạ tầng)"
_NATURE = "Công chức Địa chính xã (tài nguyên và môi trường)"
_CULTURE = "Công chức Văn hóa - Thể thao & Du lịch xã"
_CRITERIA = (
    ("Kế hoạch phát triển bản", 2, _LAND),
    ("Giao thông", 2, _ROADS),
    ("Thủy lợi và phòng chống thiên tai", 2, _LAND),
    ("Điện", 3, _ROADS),
    ("Trường học và giáo dục", 2, "Giáo dục"),
    ("Cơ sở vật chất văn hóa và văn hóa", 2, _CULTURE),
    ("Thông tin và truyền thông", 2, _CULTURE),
    ("Nhà ở dân cư và các công trình phụ trợ", 2, _ROADS),
    ("Thu nhập", 2, "Công chức Văn phòng phụ trách Thống kê xã"),
    ("Nghèo đa chiều", 2, "Công chức Lao động - Thương binh và xã hội"),
    ("Lao động", 2, _LAND),
    ("Mô hình phát triển kinh tế địa phương", 2, _LAND),
    ("Y tế", 2, "Trạm y tế xã"),
    ("Cảnh quan và chất lượng môi trường sống", 12, _NATURE),
    ("Hệ thống chính trị và tiếp cận pháp luật", 3, "Công chức Văn phòng HĐND-UBND xã"),
    ("An ninh trật tự xã hội", 2, "Công an xã"),
)
_TEXTS = {
    "1.2": "Có cổng chào hoặc biển chỉ dẫn vị trí địa lý tại đầu tuyến đường giao thông kết nối vào bản",
    "4.3": "Tỷ lệ các tuyến đường trục bản, đường ngõ xóm, khu dân cư tập trung được lắp đặt hệ thống chiếu sáng "
    "ban đêm",
    "13.2": "Tỷ lệ người dân tham gia bảo hiểm y tế",
    "14.12": "Mai táng, hỏa táng phù hợp với phong tục, tập quán và theo quy hoạch",
    "15.1": "Chi bộ bản được xếp loại chất lượng hoàn thành xuất sắc nhiệm vụ của năm xét đạt chuẩn (hoặc của năm "
    "trước liền kề nếu tại thời điểm xét chưa có kết quả đánh giá trong năm đó)",
    "15.2": "Bản được tiếp cận pháp luật theo quy định",
    "15.3": "Đảm bảo bình đẳng giới và phòng chống bạo lực gia đình; phòng chống bạo lực trên cơ sở giới; phòng "
    "chống xâm hại trẻ em; bảo vệ và hỗ trợ trẻ em có hoàn cảnh đặc biệt trên địa bàn (nếu có); bảo vệ và hỗ trợ "
    "những người dễ bị tổn thương trong gia đình và đời sống xã hội",
}
UNMET = ("1.2", "4.3", "13.2")
PIECES = (
    Piece(ComponentKind.PROPOSAL, "Tờ trình của UBND xã", (), True),
    Piece(ComponentKind.RESULT_REPORT, "Báo cáo kết quả xây dựng nông thôn mới", (), True),
    Piece(ComponentKind.SELF_ASSESSMENT, "Biểu tự đánh giá", (), True),
    Piece(ComponentKind.MEETING_MINUTES, "Biên bản họp bản", (), False),
    Piece(ComponentKind.COUNCIL_MINUTES, "Biên bản họp hội đồng thẩm định", (), True),
    Piece(ComponentKind.EVIDENCE, "Danh mục minh chứng và minh chứng theo tiêu chí", (), True),
)


def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource("fonts", "Tinos-Regular.ttf")), size)


def photo(path: Path, size: tuple[int, int], text: str, *, mode: str = "RGB", **save: object) -> Path:
    """A picture whose four corners differ, so that a wrong turn is seen."""
    image = Image.new("RGB", size, "#c8d8b0")
    draw = ImageDraw.Draw(image)
    side = min(size) // 5
    draw.rectangle((0, 0, side, side), fill="#d02020")
    draw.rectangle((size[0] - side, 0, size[0], side), fill="#2050d0")
    draw.rectangle((0, size[1] - side, side, size[1]), fill="#20a040")
    draw.text((size[0] // 8, size[1] // 2), text, fill="black", font=font(max(12, min(size) // 14)))
    image.convert(mode).save(path, **save)
    return path


def turned_photo(path: Path, orientation: int, size: tuple[int, int] = (640, 480)) -> Path:
    """A JPEG that has to be turned after its EXIF mark."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return photo(path, size, "Đường bản Pút", exif=exif, quality=85)


def noise_photo(path: Path, width: int = 4000, height: int = 3000, quality: int = 60) -> Path:
    """A photo of some megabytes."""
    image = Image.frombytes("L", (width // 4, height // 4), random.Random(7).randbytes(width * height // 16))
    image.resize((width, height), Image.Resampling.BILINEAR).convert("RGB").save(path, quality=quality)
    return path


def document(path: Path, pages: int, title: str, *, size: tuple[float, float] = (595.28, 841.89)) -> Path:
    """A PDF as an office prints it, with `pages` pages."""
    from reportlab.pdfgen.canvas import Canvas

    from app.reports.layout.fonts import BOLD, REGULAR, register_fonts

    register_fonts()
    canvas = Canvas(str(path), pagesize=size, invariant=1, initialFontName=REGULAR)
    for number in range(1, pages + 1):
        canvas.setFont(BOLD, 16)
        canvas.drawCentredString(size[0] / 2, size[1] - 90, title)
        canvas.setFont(REGULAR, 13)
        for line in range(18):
            canvas.drawString(
                80, size[1] - 130 - 22 * line, f"Trang {number}, dòng {line + 1}: hộ gia đình bản Pút"
            )
        canvas.showPage()
    canvas.save()
    return path


def scanned_document(path: Path, pages: int) -> Path:
    """Pages that are one picture each, as a scanner makes them."""
    images = []
    for number in range(1, pages + 1):
        image = Image.new("L", (827, 1169), 250)
        ImageDraw.Draw(image).text((90, 100), f"BIÊN BẢN HỌP BẢN\n\nTrang {number}", fill=20, font=font(34))
        images.append(image)
    images[0].save(path, save_all=True, append_images=images[1:], resolution=100)
    return path


def item(path: Path, title: str, *indicators: tuple[str, str], **more: object) -> EvidenceItem:
    try:
        pages = inspect(path, path.name).pages
    except EvidenceError:
        pages = 1  # a damaged file, which a test has made so
    base = EvidenceItem(
        "",
        title,
        "",
        None,
        "",
        path,
        path.name,
        tuple(EvidencePointer(*one) for one in indicators),
        pages=pages,
    )
    return replace(base, **more)


def numbered(items: Iterable[EvidenceItem]) -> tuple[EvidenceItem, ...]:
    return tuple(replace(one, number=f"MC{index:02d}") for index, one in enumerate(items, start=1))


def evidence(folder: Path) -> tuple[EvidenceItem, ...]:
    """Eight proofs of all kinds, one of them for six indicators, one wide document."""
    issuer = "UBND xã Chiềng Khoi"
    return numbered(
        [
            item(
                document(folder / "nghi-quyet-ban.pdf", 3, "NGHỊ QUYẾT HỌP BẢN"),
                "Nghị quyết họp bản Pút về kế hoạch phát triển bản năm 2024",
                ("1.1", "trang 1, mục 2"),
                document_number="02/NQ-BP",
                issued_on=date(2024, 1, 15),
                issuer="Ban quản lý bản Pút",
            ),
            item(turned_photo(folder / "duong-truc.jpg", 6), "Ảnh đường trục bản", ("2.1", ""), ("2.2", "")),
            item(
                photo(folder / "muong-noi-dong.jpg", (1600, 1200), "Mương nội đồng", quality=85),
                "Ảnh mương nội đồng sau nạo vét",
                ("3.1", ""),
            ),
            item(
                document(
                    folder / "bang-tong-hop.pdf", 2, "BẢNG TỔNG HỢP HỘ DÙNG ĐIỆN", size=(841.89, 595.28)
                ),
                "Bảng tổng hợp hộ sử dụng điện thường xuyên, an toàn",
                ("4.1", "trang 1"),
                ("4.2", "trang 2, cột 5"),
                document_number="15/BC-UBND",
                issued_on=date(2024, 3, 5),
                issuer=issuer,
            ),
            item(HEIC, "Ảnh nhà văn hóa bản", ("6.1", "")),
            item(
                photo(folder / "so-do.png", (900, 1300), "Sơ đồ bản Pút"),
                "Sơ đồ hệ thống loa truyền thanh của bản",
                ("7.1", ""),
            ),
            item(
                scanned_document(folder / "bien-ban.pdf", 4),
                "Biên bản kiểm tra vệ sinh môi trường các hộ gia đình trên địa bàn bản Pút",
                *((f"14.{number}", f"trang {number}") for number in (1, 2, 3)),
                ("14.4", "trang 4"),
                ("14.5", "trang 4"),
                ("14.12", "trang 4, mục III"),
                document_number="07/BB-BQL",
                issued_on=date(2024, 9, 20),
                issuer="Ban quản lý bản Pút",
            ),
            item(
                photo(folder / "bang-khen.jpg", (500, 350), "Giấy khen", quality=90),
                "Giấy khen Công an xã tặng bản không có tội phạm",
                ("16.1", ""),
                ("16.2", ""),
            ),
        ]
    )


def criteria(
    verdicts: dict[str, Verdict | None], proofs: tuple[EvidenceItem, ...]
) -> tuple[CriterionLine, ...]:
    """The sixteen criteria; an indicator not named in `verdicts` is met."""
    found = []
    for number, (name, size, lead) in enumerate(_CRITERIA, start=1):
        lines = tuple(_indicator(f"{number}.{n}", lead, verdicts, proofs) for n in range(1, size + 1))
        found.append(
            CriterionLine(str(number), name, criterion_verdict(line.verdict for line in lines), lines)
        )
    return tuple(found)


def _indicator(
    number: str, lead: str, verdicts: dict[str, Verdict | None], proofs: tuple[EvidenceItem, ...]
) -> IndicatorLine:
    verdict = verdicts.get(number, Verdict.MET)
    insured = number == "13.2"
    return IndicatorLine(
        number=number,
        text=_TEXTS.get(number, f"Chỉ tiêu {number} (chưa có nội dung; nhập theo QĐ 1897/QĐ-UBND)"),
        requirement="≥ 90 %" if insured else "",
        value="812/963 = 84,32 %" if insured else "",
        verdict=verdict,
        explanation="Trên địa bàn bản không có công trình thủy lợi"
        if verdict is Verdict.NOT_APPLICABLE
        else "",
        remaining="55 người" if insured and verdict is Verdict.UNMET else "",
        lead=lead,
        evidence_numbers=tuple(
            proof.number
            for proof in proofs
            if any(found.indicator_number == number for found in proof.pointers)
        ),
    )


def ban_put(
    proofs: tuple[EvidenceItem, ...] = (), verdicts: dict[str, Verdict | None] | None = None
) -> DossierContent:
    """The hamlet as the plan has it: 13/16 criteria, 41/44 indicators, unless `verdicts` says otherwise."""
    if verdicts is None:
        verdicts = dict.fromkeys(UNMET, Verdict.UNMET)
    lines = criteria(verdicts, proofs)
    return DossierContent(
        letterhead=Letterhead("UBND huyện Yên Châu", "UBND xã Chiềng Khoi", "Chiềng Khoi"),
        signer=Signer(("TM. Ủy ban nhân dân", "Chủ tịch"), "Lò Thị Phương"),
        hamlet="Bản Pút",
        commune="xã Chiềng Khoi",
        district="huyện Yên Châu",
        province="tỉnh Sơn La",
        year=2024,
        set_title="Bộ tiêu chí Bản, Tiểu khu nông thôn mới tỉnh Sơn La giai đoạn 2022-2025",
        set_basis="Quyết định số 1897/QĐ-UBND ngày 13/9/2022 của UBND tỉnh Sơn La",
        plan_title="Kế hoạch thực hiện xây dựng bản đạt chuẩn nông thôn mới trên địa bàn xã Chiềng Khoi năm 2024",
        guidance="Hướng dẫn số 4483/HD-SNN ngày 26/12/2022",
        submitted_to="UBND huyện Yên Châu",
        decided_by="Chủ tịch UBND huyện Yên Châu",
        round_date=date(2023, 12, 31),
        dated=date(2024, 2, 5),
        totals=totals({line.number: [one.verdict for one in line.indicators] for line in lines}),
        criteria=lines,
        assignments=_assignments(verdicts),
        reports=ReportCounts(expected=12, on_time=1, late=1, missing=0, not_yet_due=10, exempt=0),
        evidence=proofs,
        omitted_sensitive=("Danh sách hộ có người khuyết tật",),
        pieces=PIECES,
        vote_share=None,
        notice_days=None,
    )


def _assignments(verdicts: dict[str, Verdict | None]) -> tuple[AssignmentLine, ...]:
    everyone = "BQL bản Pút, các ban ngành, các đoàn thể xã"
    findings = {
        "1.2": ("Bản chưa có cổng chào đầu bản", "Công chức Địa chính xã", everyone),
        "13.2": (
            "Tỷ lệ người dân tham gia bảo hiểm y tế chưa đạt",
            "Trạm y tế xã",
            "BQL bản Pút, các ban ngành",
        ),
        "4.3": ("Tỷ lệ tuyến đường được lắp chiếu sáng ban đêm chưa đạt", "Công chức Địa chính xã", everyone),
    }
    return tuple(
        AssignmentLine(number, _TEXTS[number], *found, date(2024, 7, 15))
        for number, found in findings.items()
        if verdicts.get(number) is Verdict.UNMET
    )


def truncated(path: Path, share: float = 0.5) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def bomb(path: Path) -> Path:
    """A PNG of some kilobytes that unfolds to 100 million pixels."""
    buffer = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(buffer, format="PNG")
    path.write_bytes(buffer.getvalue())
    return path
