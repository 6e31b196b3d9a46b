"""The papers of the dossier as letters: what each says in PDF and in Word, and that hard texts pass."""

from __future__ import annotations

import unicodedata
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from app.domain.procedure import ComponentKind
from app.domain.verdict import Opinion, Verdict
from app.reports.content import Piece
from app.reports.dossier.assessment_letter import assessment_letter
from app.reports.dossier.papers import letter_of
from app.reports.dossier.proposal import proposal
from app.reports.dossier.results import results
from app.reports.letterhead import Letterhead, Signer
from app.reports.letters.docx_writer import write_docx
from app.reports.letters.pdf_writer import write_pdf
from app.reports.officer_report.content import OfficerReport, OpinionGroup, OpinionLine
from app.reports.officer_report.letter import officer_report
from app.reports.plan_paper.content import HamletLine, MilestoneLine, OrderLine, PlanPaper
from app.reports.plan_paper.letter import plan_paper
from tests.reports.dossier_sample import ban_put

LETTERHEAD = Letterhead("UBND huyện Yên Châu", "UBND xã Chiềng Khoi", "Chiềng Khoi")
SET = "Bộ tiêu chí bản nông thôn mới"


def line(number: str, **more: object) -> OpinionLine:
    base = OpinionLine(number, f"Nội dung {number}", True, Verdict.MET, "", None, "", None)
    return replace(base, **more)


REPORT = OfficerReport(
    letterhead=LETTERHEAD,
    hamlet="bản Pút",
    set_title=SET,
    set_basis="Quyết định số 1897/QĐ-UBND",
    plan_title="Kế hoạch năm 2024",
    round_date=date(2023, 12, 31),
    dated=date(2024, 4, 20),
    role="Công chức Địa chính xã (kinh tế & hạ tầng)",
    name="Cầm Văn Bun",
    groups=(
        OpinionGroup(
            "2",
            "Giao thông",
            (
                line("2.1", opinion=Opinion.AGREE, on=date(2024, 4, 2)),
                line("2.2", opinion=Opinion.AGREE, on=date(2024, 4, 2), by="Lò Thị Hoa, Trạm y tế xã"),
            ),
        ),
        OpinionGroup(
            "4",
            "Điện",
            (
                line("4.1", opinion=Opinion.ASK_MORE, note="Bổ sung hợp đồng điện.", on=date(2024, 4, 3)),
                line("4.2", on=date(2024, 3, 1), changed=True),
                line("4.3", claimed=Verdict.UNMET, value="3 / 5 km = 60 %"),
            ),
        ),
    ),
)
PLAN = PlanPaper(
    letterhead=LETTERHEAD,
    signer=Signer(("KT. Trưởng ban", "Phó trưởng ban"), "Lò Thị Phương"),
    sign="KH-UBND",
    title="Kế hoạch thực hiện xây dựng bản nông thôn mới năm 2024",
    year=2024,
    number="",
    dated=None,
    bases=("Căn cứ Quyết định số 1897/QĐ-UBND",),
    hamlets=(
        HamletLine("Bản Pút", SET, date(2023, 12, 31), "13/16", "41/44", ("1.2", "4.3", "13.2")),
        HamletLine("Bản Mới", SET, None, "", "", ()),
    ),
    orders=(
        OrderLine("Bản Pút", "1.2", "Cổng chào", True, "Chưa có", "Địa chính", "BQL", date(2024, 7, 15)),
        OrderLine("Bản Tủm", "15.1", "Chi bộ", True, "", "Cấp ủy", "", None),
    ),
    report_before_day=15,
    report_to="Thường trực Ban chỉ đạo xã",
    evidence_due=date(2024, 10, 22),
    appraisal_due=None,
    submitted_to="UBND huyện Yên Châu",
    decided_by="",
)
ALL_MET: dict[str, Verdict | None] = {}


def piece(kind: ComponentKind, **more: object) -> Piece:
    return replace(Piece(kind, "Giấy tờ", (), True), **more)


def proposal_of(content, **more):
    return proposal(content, piece(ComponentKind.PROPOSAL, **more))


def results_of(content, **more):
    return results(content, piece(ComponentKind.RESULT_REPORT, **more))


LETTERS = {
    "proposal": proposal_of(ban_put()),
    "proposal of all met": proposal_of(ban_put(verdicts=ALL_MET)),
    "numbered": proposal_of(ban_put(), number="05/TTr-UBND", dated=date(2024, 11, 3)),
    "results": results_of(ban_put()),
    "results of all met": results_of(ban_put(verdicts=ALL_MET)),
    "assessment": assessment_letter(ban_put()),
    "officer": officer_report(REPORT),
    "plan": plan_paper(PLAN),
}


def pdf_text(letter, folder) -> str:
    write_pdf(letter, folder / "a.pdf")
    return "".join(page.extract_text() for page in PdfReader(folder / "a.pdf").pages)


def word_text(letter, folder) -> str:
    write_docx(letter, folder / "a.docx")
    document = docx.Document(str(folder / "a.docx"))
    return "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def bare(text: str) -> str:
    """Without spaces: formats break lines differently."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        (
            "proposal",
            (
                "/TTr-UBND",
                "Chiềng Khoi, ngày 05 tháng 02 năm 2024",
                "Về kết quả xây dựng bản nông thôn mới của bản Pút năm 2024",
                "bản Pút đạt 13/16 tiêu chí và 41/44 chỉ tiêu",
                "chưa đạt chỉ tiêu 1.2 -",
                "chưa đạt chỉ tiêu 4.3 -",
                "chưa đạt chỉ tiêu 13.2 - Tỷ lệ người dân tham gia bảo hiểm y tế",
                "Khối lượng còn lại: 55 người",
                "chưa đề nghị xét công nhận",
                "Lưu: VT.",
                "Lò Thị Phương",
            ),
        ),
        (
            "proposal of all met",
            (
                "đề nghị thẩm định, xét công nhận bản Pút đạt chuẩn nông thôn mới năm 2024",
                "trình Chủ tịch UBND huyện Yên Châu xem xét, quyết định công nhận",
            ),
        ),
        ("numbered", ("Số: 05/TTr-UBND", "Chiềng Khoi, ngày 03 tháng 11 năm 2024")),
        (
            "results",
            (
                "/BC-UBND",
                "I. Căn cứ và phạm vi đánh giá",
                "Chưa đạt: 13.2",
                "Trước ngày 15/7/2024",
                "12 báo cáo tháng: 01 đúng hạn; 01 trễ hạn; 10 chưa đến hạn.",
                "chưa đạt đủ các chỉ tiêu nên chưa đề nghị xét công nhận",
            ),
        ),
        ("results of all met", ("Không còn chỉ tiêu chưa đạt.", "đủ điều kiện đề nghị thẩm định")),
        (
            "assessment",
            (
                "BIỂU TỰ ĐÁNH GIÁ",
                "(Kèm theo Tờ trình số",
                "Tiêu chí số 13 - Y tế",
                "812/963 = 84,32 %",
                "Còn lại: 55 người",
                "Chỉ tiêu chưa đạt: 1.2, 4.3, 13.2.",
                "BAN QUẢN LÝ BẢN PÚT",
            ),
        ),
        (
            "officer",
            (
                "Kính gửi: UBND xã Chiềng Khoi.",
                "đồng ý 02 chỉ tiêu; đề nghị bổ sung 01 chỉ tiêu; chưa thẩm định 02 chỉ tiêu.",
                "Ngày 2/4/2024, Lò Thị Hoa, Trạm y tế xã",
                "Bản đã sửa sau khi thẩm định, chờ thẩm định lại",
                "Kết quả: 3 / 5 km = 60 %",
                "- Chỉ tiêu 4.1: Bổ sung hợp đồng điện.",
                "CÔNG CHỨC ĐỊA CHÍNH XÃ",
                "Cầm Văn Bun",
            ),
        ),
        (
            "plan",
            (
                "Chiềng Khoi, ngày …… tháng …… năm 2024",
                "phấn đấu 02 bản đạt chuẩn: bản Pút, bản Mới.",
                "Chưa rà soát",
                "Trước ngày 15 hằng tháng",
                "Trước ngày 22/10/2024",
                "PHÂN CÔNG HOÀN THÀNH CHỈ TIÊU CHƯA ĐẠT NĂM 2024",
                "Chưa giao thời hạn",
                "KT. TRƯỞNG BAN",
            ),
        ),
    ],
)
def test_both_formats_say_it(name, sentences, tmp_path):
    for text in (pdf_text(LETTERS[name], tmp_path), word_text(LETTERS[name], tmp_path)):
        for sentence in sentences:
            assert bare(sentence) in bare(text)


@pytest.mark.parametrize("name", ["proposal of all met", "results of all met"])
def test_a_hamlet_that_has_it_all_names_no_open_indicator(name, tmp_path):
    text = bare(word_text(LETTERS[name], tmp_path))
    assert bare("chưa đề nghị") not in text
    assert bare("Các chỉ tiêu chưa đạt") not in text


def test_the_proposal_lists_only_what_is_enclosed(tmp_path):
    text = word_text(LETTERS["proposal"], tmp_path)
    assert "Biểu tự đánh giá 16 tiêu chí, 44 chỉ tiêu" in text
    assert "Biên bản họp bản" not in text
    minutes = piece(ComponentKind.MEETING_MINUTES, title="Biên bản họp bản", body=LETTERS["officer"])
    with_minutes = replace(ban_put(), pieces=(*ban_put().pieces, minutes))
    assert "- Biên bản họp bản." in word_text(proposal_of(with_minutes), tmp_path)


def test_an_officer_without_a_word_says_so_and_invents_none(tmp_path):
    silent = replace(REPORT, name="", groups=(OpinionGroup("13", "Y tế", (line("13.1"), line("13.2"))),))
    text = bare(word_text(officer_report(silent), tmp_path))
    assert bare("Trong 02 chỉ tiêu được giao thẩm định: chưa thẩm định 02 chỉ tiêu.") in text
    assert bare("Đồng ý") not in text
    assert bare("3. Nội dung đề nghị") not in text


def test_milestones_stand_in_the_plan_in_the_place_of_its_two_dates(tmp_path):
    stones = (MilestoneLine("Họp bản", "Trước ngày 05/10/2024", "Bản Pút"),)
    text = bare(word_text(plan_paper(replace(PLAN, milestones=stones)), tmp_path))
    assert bare("Họp bản (bản Pút)Trước ngày 05/10/2024") in text
    assert bare("Trước ngày 22/10/2024") not in text


def test_a_plan_without_orders_has_no_annex(tmp_path):
    text = bare(word_text(plan_paper(replace(PLAN, orders=(), hamlets=())), tmp_path))
    assert bare("Phụ lục") not in text
    assert bare("Chưa phân công chỉ tiêu nào") in text


def test_the_annex_lies_and_the_letter_stands_in_both_formats(tmp_path):
    write_pdf(LETTERS["plan"], tmp_path / "a.pdf")
    pages = PdfReader(tmp_path / "a.pdf").pages
    lying = [page.mediabox.width > page.mediabox.height for page in pages]
    assert lying[0] is False
    assert lying[-1] is True
    write_docx(LETTERS["plan"], tmp_path / "a.docx")
    sections = docx.Document(str(tmp_path / "a.docx")).sections
    assert [round(one.page_width.mm) for one in sections] == [210, 297]
    write_docx(LETTERS["assessment"], tmp_path / "b.docx")
    (only,) = docx.Document(str(tmp_path / "b.docx")).sections
    assert round(only.page_width.mm) == 297


def test_a_table_begins_on_the_page_of_its_title(tmp_path):
    groups = tuple(
        OpinionGroup(str(n), f"Tiêu chí {n}", (line(f"{n}.1"), line(f"{n}.2"))) for n in range(1, 8)
    )
    write_pdf(officer_report(replace(REPORT, groups=groups)), tmp_path / "a.pdf")
    first, second, *_rest = (page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    assert "2. Ý kiến đối với từng chỉ tiêu" in first
    assert "Nội dung 1.1" in first
    assert "Nội dung 7.2" in second


def test_who_signs_for_another_signs_under_his_own_title_and_no_chairman_s_name(tmp_path):
    for_him = piece(ComponentKind.PROPOSAL, signed_by=("KT. Chủ tịch", "Phó Chủ tịch"))
    content = replace(ban_put(), pieces=(for_him,))
    text = word_text(proposal(content, for_him), tmp_path)
    assert "KT. CHỦ TỊCH" in text
    assert "PHÓ CHỦ TỊCH" in text
    assert "Lò Thị Phương" not in text


def test_sections_stand_in_the_outline_and_number_and_page_are_those_of_the_decree(tmp_path):
    write_pdf(LETTERS["results"], tmp_path / "a.pdf")
    reader = PdfReader(tmp_path / "a.pdf")
    assert [entry.title for entry in reader.outline][:2] == [
        "I. Căn cứ và phạm vi đánh giá",
        "II. Kết quả thực hiện bộ tiêu chí",
    ]
    first, second = (page.extract_text() for page in reader.pages[:2])
    assert not first.startswith("1\n")
    assert second.startswith("2\n")


@pytest.mark.parametrize("writer", [write_pdf, write_docx])
@pytest.mark.parametrize("name", LETTERS)
def test_the_same_letter_gives_the_same_bytes(writer, name, tmp_path):
    writer(LETTERS[name], tmp_path / "one")
    writer(LETTERS[name], tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


HARD = {
    "long": "Bản " + "Huổi Lướng " * 27,
    "nfd": unicodedata.normalize("NFD", "Bản Tủm & <b>Phiêng</b>"),
    "controls": "Bản\x07Pút\x00\uffff\ud800",
    "formula": "=1+1",
    "empty": "",
    "one word": "Ơ" * 300,
}


@pytest.mark.parametrize("name", HARD)
def test_hard_texts_pass_through_every_paper(name, tmp_path):
    hard = HARD[name]
    content = replace(ban_put(), hamlet=hard, plan_title=hard, submitted_to=hard, guidance=hard)
    content = replace(content, signer=Signer((hard,), hard))
    report = replace(
        REPORT, role=hard, name=hard, groups=(OpinionGroup("1", hard, (line("1.1", note=hard),)),)
    )
    order = replace(PLAN.orders[0], hamlet=hard, text=hard, work=hard, lead=hard, support=hard)
    plan = replace(PLAN, title=hard, orders=(order,), report_to=hard)
    letters = (
        proposal_of(content, number=hard),
        results_of(content),
        assessment_letter(content),
        officer_report(report),
        plan_paper(plan),
    )
    for letter in letters:
        assert pdf_text(letter, tmp_path)
        text = word_text(letter, tmp_path)
        assert unicodedata.is_normalized("NFC", text)
    assert zipfile.ZipFile(tmp_path / "a.docx").testzip() is None


def test_a_letter_given_to_the_dossier_wins_over_the_written_one():
    content = ban_put()
    own = piece(ComponentKind.PROPOSAL, body=LETTERS["officer"])
    assert letter_of(content, own) is LETTERS["officer"]
    assert letter_of(content, content.pieces[0]).title.startswith("Tờ trình")
    assert letter_of(content, piece(ComponentKind.SELF_ASSESSMENT)) is None
