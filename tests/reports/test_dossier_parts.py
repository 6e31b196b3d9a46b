"""What the dossier says, part by part, read back from the finished PDF."""

import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domain.procedure import ComponentKind
from app.domain.verdict import Verdict
from app.reports.content import ReportCounts
from app.reports.letterhead import Signer
from tests.reports.dossier_sample import ban_put, document, item, numbered, photo
from tests.reports.dossier_writing import write


def flat(texts):
    """Line ends are the layout's affair; so are the blanks that leave room for a number."""
    return " ".join(" ".join(texts).split())


def test_every_part_stands_in_its_order(put):
    starts = [
        "HỒ SƠ",
        "MỤC LỤC",
        "TỜ TRÌNH",
        "BÁO CÁO",
        "BIỂU TỰ ĐÁNH GIÁ",
        "DANH MỤC MINH CHỨNG",
        "MINH CHỨNG MC01",
    ]
    pages = [next(i for i, text in enumerate(put.texts) if start in text) for start in starts]
    assert pages == sorted(set(pages))


def test_text_comes_out_as_nfc_vietnamese(put):
    whole = "".join(put.texts)
    assert unicodedata.is_normalized("NFC", whole)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Kính gửi: UBND huyện Yên Châu.",
    ):
        assert words in flat(put.texts)


def test_decomposed_text_is_composed_on_paper(tmp_path):
    decomposed = unicodedata.normalize("NFD", "Bản Pút Nưa")
    written = write(replace(ban_put(), hamlet=decomposed), tmp_path / "a.pdf")
    assert "BẢN PÚT NƯA" in flat(written.texts)
    assert unicodedata.is_normalized("NFC", "".join(written.texts))


def test_letters_carry_what_the_decree_asks_for(put):
    letter = next(text for text in put.texts if "TỜ TRÌNH" in text)
    words = flat([letter])
    assert "UBND HUYỆN YÊN CHÂU" in words
    assert "ỦY BAN NHÂN DÂN XÃ CHIỀNG KHOI" in words
    assert "Số: /TTr-UBND" in words
    assert "Chiềng Khoi, ngày 05 tháng 02 năm 2024" in words
    assert "Căn cứ Hướng dẫn số 4483/HD-SNN ngày 26/12/2022;" in words
    assert "đến ngày 31/12/2023." in words


def test_signature_and_recipients_close_both_letters(put):
    words = flat(put.texts)
    assert words.count("TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lò Thị Phương") >= 2
    assert words.count("Nơi nhận:") == 2
    assert "Lưu: VT." in words


def test_unmet_indicators_are_named_with_who_mends_them_until_when(put):
    words = flat(put.texts)
    assert "bản Pút đạt 13/16 tiêu chí và 41/44 chỉ tiêu" in words
    assert "còn 03 chỉ tiêu chưa đạt thuộc 03 tiêu chí" in words
    assert "Tiêu chí số 13 - Y tế: chưa đạt chỉ tiêu 13.2 - Tỷ lệ người dân tham gia bảo hiểm y tế." in words
    assert (
        "Chủ trì: Trạm y tế xã; phối hợp: BQL bản Pút, các ban ngành; thời hạn hoàn thành: trước ngày 15/7/2024."
        in words
    )


def test_a_hamlet_with_unmet_indicators_asks_for_no_recognition(put):
    words = flat(put.texts)
    assert "chưa đề nghị xét công nhận" in words
    assert "ĐỀ NGHỊ XÉT CÔNG NHẬN" not in words
    assert "quyết định công nhận" not in words


def test_a_hamlet_that_meets_all_asks_for_recognition(tmp_path):
    written = write(ban_put(verdicts={}), tmp_path / "a.pdf")
    words = flat(written.texts)
    assert "16/16 tiêu chí và 44/44 chỉ tiêu" in words
    assert "BẢN PÚT ĐẠT CHUẨN NÔNG THÔN MỚI" in words
    assert "trình Chủ tịch UBND huyện Yên Châu xem xét, quyết định công nhận bản Pút đạt chuẩn" in words
    assert "chưa đạt chỉ tiêu" not in words
    assert "Không còn chỉ tiêu chưa đạt." in words


def test_not_applicable_counts_as_met_and_says_so(tmp_path):
    written = write(ban_put(verdicts={"3.1": Verdict.NOT_APPLICABLE}), tmp_path / "a.pdf")
    words = flat(written.texts)
    assert "44/44 chỉ tiêu" in words
    assert "trong đó 01 chỉ tiêu không áp dụng" in words
    assert "Không áp dụng" in words
    assert "Trên địa bàn bản không có công trình thủy lợi" in words


def test_nothing_assessed_claims_nothing(tmp_path):
    numbers = [line.number for criterion in ban_put().criteria for line in criterion.indicators]
    written = write(ban_put(verdicts=dict.fromkeys(numbers)), tmp_path / "a.pdf")
    words = flat(written.texts)
    assert "chưa có chỉ tiêu nào được đánh giá" in words
    assert "Chưa đánh giá: 44 chỉ tiêu" in words
    assert "Không còn chỉ tiêu chưa đạt" not in words
    assert "quyết định công nhận" not in words


def test_the_unassigned_are_not_given_an_owner_or_a_date(tmp_path):
    content = replace(ban_put(), assignments=())
    lines = tuple(
        replace(one, indicators=tuple(replace(line, lead="") for line in one.indicators))
        for one in content.criteria
    )
    words = flat(write(replace(content, criteria=lines), tmp_path / "a.pdf").texts)
    assert "Chưa giao người chủ trì; thời hạn hoàn thành: chưa giao thời hạn." in words


def test_unknown_bodies_are_dots_and_unknown_bases_are_absent(tmp_path):
    content = replace(
        ban_put(verdicts={}),
        submitted_to="",
        decided_by="",
        guidance="",
        set_basis="",
        plan_title="",
        district="",
    )
    content = replace(
        content, letterhead=replace(content.letterhead, parent=""), signer=Signer(("Chủ tịch",), "")
    )
    words = flat(write(content, tmp_path / "a.pdf").texts)
    assert "Kính gửi: ……………" in words
    assert "Hướng dẫn số" not in words
    assert "huyện" not in words
    assert "1897/QĐ-UBND ngày" not in words


def test_the_table_gives_value_verdict_and_what_is_left(put):
    words = flat(put.texts)
    assert "812/963 = 84,32 %" in words
    assert "≥ 90 %" in words
    assert "Còn lại: 55 người" in words
    assert (
        "Tổng hợp: bản Pút đạt 13/16 tiêu chí và 41/44 chỉ tiêu. Chỉ tiêu chưa đạt: 1.2, 4.3, 13.2." in words
    )


def test_an_unknown_text_is_printed_as_it_was_given(put):
    assert "Chỉ tiêu 14.1 (chưa có nội dung; nhập theo QĐ 1897/QĐ-UBND)" in flat(put.texts)


def test_monthly_reports_add_up(tmp_path):
    figures = ReportCounts(expected=12, on_time=8, late=2, missing=1, not_yet_due=0, exempt=1)
    words = flat(write(replace(ban_put(), reports=figures), tmp_path / "a.pdf").texts)
    assert "phải gửi 12 báo cáo tháng: 08 đúng hạn; 02 trễ hạn; 01 quá hạn chưa gửi; 01 được miễn." in words


def test_the_list_names_what_was_left_out_as_sensitive(put):
    words = flat(put.texts)
    assert "Không đưa vào hồ sơ vì là tài liệu nhạy cảm: - Danh sách hộ có người khuyết tật" in words


def test_the_list_gives_number_date_and_issuer(put):
    page = next(text for text in put.texts if "DANH MỤC MINH CHỨNG" in text and "Ký hiệu" in text)
    assert "Số 02/NQ-BP, ngày 15/1/2024, Ban quản lý bản Pút" in flat([page])
    assert "14.12 (trang 4, mục III)" in flat([page])
    assert "Tổng số: 08 minh chứng, 14 trang." in flat([page])


def test_the_letter_lists_only_what_is_enclosed_in_the_order_of_the_procedure(tmp_path):
    whole = flat(write(ban_put(), tmp_path / "a.pdf").texts)
    listed = whole[whole.index("3. Hồ sơ kèm theo") : whole.index("4. Kiến nghị")]
    assert listed.split(" - ")[1:] == [
        "Báo cáo kết quả xây dựng nông thôn mới;",
        "Biểu tự đánh giá 16 tiêu chí, 44 chỉ tiêu;",
        "Danh mục minh chứng (chưa có minh chứng kèm theo). ",
    ]


def test_without_a_letter_no_annex_says_it_comes_with_one(tmp_path):
    content = replace(ban_put(), pieces=(ban_put().piece(ComponentKind.SELF_ASSESSMENT),))
    words = flat(write(content, tmp_path / "a.pdf").texts)
    assert "BIỂU TỰ ĐÁNH GIÁ" in words
    assert "Kèm theo Tờ trình" not in words


def test_the_procedure_says_who_signs_and_a_name_stays_under_its_title(tmp_path):
    deputy = ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")
    pieces = tuple(replace(one, signed_by=deputy) for one in ban_put().pieces[:1]) + (
        replace(ban_put().pieces[2], signed_by=("Ban phát triển bản Pút",)),
    )
    words = flat(write(replace(ban_put(), pieces=pieces), tmp_path / "a.pdf").texts)
    assert "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lò Thị Phương" not in words
    assert "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in words
    assert "BAN PHÁT TRIỂN BẢN PÚT" in words
    assert "BAN QUẢN LÝ BẢN PÚT" not in words


def test_share_and_notice_are_named_only_where_they_are_known(tmp_path, put):
    assert "Quy trình yêu cầu" not in flat(put.texts)
    content = replace(ban_put(), vote_share=Decimal("67.5"), notice_days=7)
    words = flat(write(content, tmp_path / "a.pdf").texts)
    asked = "Quy trình yêu cầu từ 67,5 % số người dự họp đồng ý trở lên và niêm yết công khai 07 ngày."
    assert asked in words


def test_no_evidence_is_said_in_words(tmp_path):
    written = write(ban_put(), tmp_path / "a.pdf")
    assert "Hồ sơ chưa có minh chứng." in flat(written.texts)
    assert written.result.evidence_pages == 0


def test_very_long_texts_neither_break_nor_vanish(tmp_path):
    long_text = "Hộ gia đình bản Pút đã tham gia đóng góp ngày công làm đường nội đồng " * 60
    content = ban_put((), {"1.2": Verdict.UNMET})
    first, *rest = content.criteria
    indicators = tuple(
        replace(line, text=long_text + "hết.", explanation=long_text + "xong.", lead=long_text)
        for line in first.indicators
    )
    content = replace(
        content, criteria=(replace(first, indicators=indicators), *rest), omitted_sensitive=(long_text,) * 3
    )
    words = flat(write(content, tmp_path / "a.pdf").texts)
    assert "hết." in words
    assert "xong." in words


def test_markup_in_a_text_is_printed_not_obeyed(tmp_path):
    proofs = numbered(
        [item(photo(tmp_path / "a.png", (300, 200), "a"), "Ảnh <b>cổng</b> & biển < 3 m", ("1.2", "<i>"))]
    )
    written = write(ban_put(proofs), tmp_path / "a.pdf")
    assert "Ảnh <b>cổng</b> & biển < 3 m" in flat(written.texts)


def test_a_tieu_khu_is_called_so(tmp_path):
    words = flat(
        write(replace(ban_put(), hamlet="Tiểu khu 2", dated=date(2024, 10, 20)), tmp_path / "a.pdf").texts
    )
    assert "Kết quả xây dựng tiểu khu nông thôn mới của tiểu khu 2 năm 2024" in words
    assert "ngày 20 tháng 10 năm 2024" in words


@pytest.mark.parametrize("draft", [True, False])
def test_only_a_draft_is_marked(tmp_path, draft):
    proofs = numbered([item(document(tmp_path / "a.pdf", 1, "A"), "A", ("1.1", ""))])
    written = write(ban_put(proofs), tmp_path / "ra.pdf", draft=draft)
    assert ["BẢN NHÁP" in text for text in written.texts] == [draft] * len(written.texts)
