"""Minutes and the neutral letter behind them: what both file formats say, and how their pages are made."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from app.domain.verdict import Totals, Verdict
from app.domain.votes import vote_share
from app.reports.letterhead import Letterhead
from app.reports.letters.docx_writer import write_docx
from app.reports.letters.pdf_writer import write_pdf
from app.reports.minutes.content import (
    CouncilMinutes,
    CriterionLine,
    MemberLine,
    Occasion,
    ResidentsMinutes,
)
from app.reports.minutes.council import council_minutes
from app.reports.minutes.residents import residents_minutes

OCCASION = Occasion(
    letterhead=Letterhead("UBND xã Chiềng Khoi", "Bản Pút", "Chiềng Khoi"),
    hamlet="bản Pút",
    set_title="Bộ tiêu chí bản nông thôn mới",
    round_date=date(2023, 12, 31),
    held_on=date(2024, 2, 5),
    held_at="Nhà văn hóa bản",
    begins="14 giờ 00",
    ends="16 giờ 30",
)
CRITERIA = tuple(
    CriterionLine(str(n), f"Tiêu chí thứ {n}", Verdict.UNMET if n == 13 else Verdict.MET, 6, 1, "", ())
    for n in range(1, 17)
)
RESIDENTS = ResidentsMinutes(
    occasion=OCCASION,
    chair="Lò Văn Xôm",
    secretary="Lò Thị Hặc",
    guests="",
    counted="hộ",
    invited=120,
    present=104,
    agreed=95,
    share=vote_share(95, 104, Decimal(90)),
    criteria=CRITERIA,
    totals=Totals(13, 16, 41, 44, 44),
    opinions="Nhất trí & <b>không</b> ý kiến khác",
    conclusion="",
)
COUNCIL = CouncilMinutes(
    occasion=replace(OCCASION, letterhead=Letterhead("UBND xã Chiềng Khoi", "Hội đồng thẩm định", "")),
    decision="",
    chair="Lò Thị Phương",
    secretary="",
    members=(
        MemberLine("Lò Thị Phương", "Chủ tịch UBND xã", "Chủ tịch hội đồng", True),
        MemberLine("Cầm Văn Bun", "Công chức Địa chính xã", "Ủy viên", True),
        MemberLine("Vì Thị Hoa", "Kế toán", "Ủy viên", False),
    ),
    criteria=CRITERIA,
    concluded=16,
    totals=Totals(15, 16, 43, 44, 44),
    remarks="",
    conclusion="Đề nghị hoàn thiện hồ sơ.",
)
LETTERS = {"residents": residents_minutes(RESIDENTS), "council": council_minutes(COUNCIL)}


def pdf_text(letter, folder):
    write_pdf(letter, folder / "a.pdf")
    pages = PdfReader(folder / "a.pdf").pages
    return [" ".join(page.extract_text().split()) for page in pages]


def word(letter, folder):
    write_docx(letter, folder / "a.docx")
    return docx.Document(str(folder / "a.docx"))


def word_text(letter, folder):
    document = word(letter, folder)
    return " ".join("".join(node.text or "" for node in document.element.body.iter(qn("w:t"))).split())


def said(name, folder):
    """By format, without spaces: formats break lines differently."""
    letter = LETTERS[name]
    found = (" ".join(pdf_text(letter, folder)), word_text(letter, folder))
    return ["".join(text.split()) for text in found]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("residents", "BIÊN BẢN"),
        ("residents", "Thời gian bắt đầu: 14 giờ 00, ngày 05 tháng 02 năm 2024."),
        ("residents", "có mặt 104 hộ trên 120 hộ được mời"),
        ("residents", "Số đồng ý: 95/104 hộ có mặt, bằng 91,34 %; đủ tỷ lệ tối thiểu 90 % theo quy trình."),
        ("residents", "Nhất trí & <b>không</b> ý kiến khác"),
        ("residents", "Cuộc họp kết thúc vào 16 giờ 30, ngày 05 tháng 02 năm 2024./."),
        ("council", "HỘI ĐỒNG THẨM ĐỊNH"),
        ("council", "/BB-HĐTĐ"),
        ("council", "Hội đồng thành lập theo: ……………"),
        ("council", "02/03 thành viên"),
        ("council", "Vắng mặt: Vì Thị Hoa, Kế toán, Ủy viên."),
        ("council", "Hội đồng kết luận 16/16 tiêu chí. Bản Pút đạt 15/16 tiêu chí, 43/44 chỉ tiêu"),
    ],
)
def test_both_formats_say_the_same(name, sentence, tmp_path):
    for text in said(name, tmp_path):
        assert "".join(sentence.split()) in text


def test_what_nobody_said_is_dots_and_no_invented_word(tmp_path):
    occasion = replace(OCCASION, held_on=None, begins="", ends="", held_at="")
    bare = replace(
        RESIDENTS, occasion=occasion, invited=None, agreed=None, share=vote_share(None, None, None), chair=""
    )
    text = word_text(residents_minutes(bare), tmp_path)
    assert "Thời gian bắt đầu: ………… giờ …………, ngày ………… tháng ………… năm …………." in text
    assert "trên ………… hộ được mời" in text
    assert "tỷ lệ tối thiểu" not in text


def test_a_share_below_the_minimum_says_so(tmp_path):
    low = replace(RESIDENTS, agreed=90, share=vote_share(90, 104, Decimal(90)))
    assert "bằng 86,53 %; chưa đủ tỷ lệ tối thiểu 90 %" in word_text(
        residents_minutes(low), tmp_path
    ).replace("\u00a0", " ")


def test_pages_are_numbered_from_the_second_and_repeat_the_heading_of_the_table(tmp_path):
    many = tuple(replace(CRITERIA[0], number=str(n), name="Tiêu chí " * 9) for n in range(1, 31))
    first, second, *_rest = pdf_text(council_minutes(replace(COUNCIL, criteria=many)), tmp_path)
    assert not first.startswith("1 ")
    assert second.startswith("2 ")
    assert "Tên tiêu chí" in first
    assert "Tên tiêu chí" in second


def test_word_has_the_paper_the_font_and_the_page_number_of_the_decree(tmp_path):
    document = word(LETTERS["council"], tmp_path)
    page = document.sections[0]
    assert [round(side.mm) for side in (page.page_width, page.page_height)] == [210, 297]
    assert [round(side.mm) for side in (page.left_margin, page.right_margin)] == [30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml
    assert not "".join(one.text for one in page.first_page_header.paragraphs)
    heads = [table.rows[0]._tr.xml for table in document.tables[1:2]]
    assert all("w:tblHeader" in xml and "w:cantSplit" in xml for xml in heads)


@pytest.mark.parametrize("writer", [write_pdf, write_docx])
def test_the_same_content_gives_the_same_bytes(writer, tmp_path):
    writer(LETTERS["council"], tmp_path / "one")
    writer(LETTERS["council"], tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_word_takes_text_that_xml_cannot_hold(tmp_path):
    odd = replace(RESIDENTS, opinions="Một\x07hai\uffffba", conclusion="Ba\u0309n")
    text = word_text(residents_minutes(odd), tmp_path)
    assert "Một hai ba" in text
    assert "Bản" in text
    archive = zipfile.ZipFile(io.BytesIO((tmp_path / "a.docx").read_bytes()))
    assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
