"""Pages, links, outline, fonts: how the dossier hangs together."""

import re
import subprocess
from dataclasses import replace

import pytest

from app.domain.procedure import ComponentKind
from tests.reports.dossier_sample import ban_put, document, evidence, item, numbered, photo
from tests.reports.dossier_writing import write

MM = 72 / 25.4


def outline_lines(reader, nodes=None, level=0):
    """(level, title, page from 1) of every line, in order."""
    for node in reader.outline if nodes is None else nodes:
        if isinstance(node, list):
            yield from outline_lines(reader, node, level + 1)
        else:
            yield level, node.title, reader.get_destination_page_number(node) + 1


def link_targets(reader, page):
    """Destination pages (from 1) of the links of one page, in order; every link keeps the reader's zoom."""
    numbers = {found.indirect_reference.idnum: number for number, found in enumerate(reader.pages, start=1)}
    for reference in page.get("/Annots", []):
        annotation = reference.get_object()
        target, fit, _left, _top, zoom = (
            annotation["/Dest"] if "/Dest" in annotation else annotation["/A"]["/D"]
        )
        assert (fit, zoom) == ("/XYZ", 0)
        yield numbers[target.get_object().indirect_reference.idnum]


def test_every_page_but_the_cover_tells_its_place_in_the_foot(put):
    total = len(put.texts)
    found = [re.findall(r"^Trang (\d+)/(\d+)$", text, re.MULTILINE) for text in put.texts]
    assert found == [[], *([(str(number), str(total))] for number in range(2, total + 1))]


def test_each_letter_counts_its_own_pages_from_the_second_on(put):
    """NĐ 30/2020: in the top margin, none on the first page; in the dossier it is the letter that counts."""
    letter = [text for text in put.texts if slip(text) in ("1", "2")]
    assert [re.findall(r"^(\d+)$", text, re.MULTILINE) for text in letter] == [[], ["2"]]


def slip(text):
    found = re.findall(r"^BL (\S+)$", text, re.MULTILINE)
    assert len(found) <= 1
    return found[0] if found else ""


def test_papers_and_evidence_have_one_row_of_running_numbers(put):
    slips = [slip(text) for text in put.texts]
    assert [one for one in slips if one] == [str(n) for n in range(1, sum(map(bool, slips)) + 1)]
    bare = [text for text, number in zip(put.texts, slips, strict=True) if not number]
    assert all(
        "HỒ SƠ" in text or "MỤC LỤC" in text or "CÒN THIẾU" in text or "TIÊU CHÍ SỐ" in text for text in bare
    )
    assert sum("TIÊU CHÍ SỐ" in text for text in bare) == 8
    numbering = put.result.numbering
    assert [n for pages in numbering.values() for n in pages] == [one for one in slips if one]


def test_only_tables_and_wide_documents_lie(put):
    for page, text in zip(put.reader.pages, put.texts, strict=True):
        lying = page.mediabox.width > page.mediabox.height
        table = "DANH MỤC" in text and "Ký hiệu" in text
        table = table or "Khối lượng còn lại" in text or "BAN QUẢN LÝ BẢN PÚT" in text
        assert lying == (table or "MINH CHỨNG MC04" in text), text[:80]
        assert sorted((round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM))) == [
            210,
            297,
        ]


def contents_lines(put):
    """Every line of the mục lục with the page it prints."""
    words = "\n".join(line.strip() for line in put.texts[1].splitlines())
    found = re.findall(r"^(\S.*)\n([\d–-]+)\n(\d+)$", words, re.MULTILINE)
    return {title.strip(): int(page) for title, _slip, page in found}


def test_contents_print_and_link_the_right_pages(put):
    contents = put.reader.pages[1]
    printed = list(contents_lines(put).values())
    linked = list(link_targets(put.reader, contents))
    assert linked[::3] == linked[1::3] == linked[2::3] == printed
    first_words = {
        "1. Tờ trình": "TỜ TRÌNH",
        "2. Báo cáo": "BÁO CÁO",
        "3. Biểu": "BIỂU TỰ ĐÁNH GIÁ",
        "6. Danh mục": "DANH MỤC MINH CHỨNG",
        "Minh chứng từ MC01 đến MC08": "MINH CHỨNG MC01",
    }
    for start, words in first_words.items():
        page = next(page for title, page in contents_lines(put).items() if title.startswith(start))
        assert words in put.texts[page - 1]


def test_contents_name_what_is_not_enclosed_without_a_page(put):
    words = " ".join(put.texts[1].split())
    assert "4. Biên bản họp bản (chưa kèm) –" in words
    assert "5. Biên bản họp hội đồng thẩm định (chưa kèm) –" in words
    assert words.count("chưa kèm") == 2


def test_the_parts_follow_the_procedure(tmp_path):
    proofs = numbered([item(photo(tmp_path / "a.jpg", (300, 200), "a"), "Ảnh", ("1.1", ""))])
    kinds = (ComponentKind.EVIDENCE, ComponentKind.SELF_ASSESSMENT, ComponentKind.PROPOSAL)
    pieces = tuple(ban_put().piece(kind) for kind in kinds)
    written = write(replace(ban_put(proofs), pieces=pieces), tmp_path / "ra.pdf")
    parts = [title for level, title, _page in outline_lines(written.reader) if level == 0]
    assert parts[3:] == ["Danh mục minh chứng", "Minh chứng", "Biểu tự đánh giá", "Tờ trình của UBND xã"]
    assert "BÁO CÁO" not in "".join(written.texts)
    for title, page in contents_lines(written).items():
        if title.startswith("3. Tờ trình"):
            assert "TỜ TRÌNH" in written.texts[page - 1]


def test_contents_name_every_criterion_on_its_page(put):
    for criterion in put.content.criteria:
        name = f"Tiêu chí số {criterion.number} - {criterion.name}"
        assert name in put.texts[contents_lines(put)[name] - 1]


def test_outline_leads_from_part_to_criterion_to_evidence(put):
    lines = list(outline_lines(put.reader))
    parts = [title for level, title, _page in lines if level == 0]
    assert parts == [
        "Bìa hồ sơ bản Pút",
        "Mục lục",
        "Tài liệu còn thiếu và ghi chú",
        "Tờ trình của UBND xã",
        "Báo cáo kết quả xây dựng nông thôn mới",
        "Biểu tự đánh giá",
        "Danh mục minh chứng",
        "Minh chứng",
    ]
    at = lines.index(next(line for line in lines if line[1].startswith("Tiêu chí 14") and line[0] == 1))
    assert lines[at + 1][:2] == (2, "MC07 - " + put.content.evidence[6].title)
    for level, title, page in lines:
        if level >= 2 and title.startswith("MC"):
            assert f"MINH CHỨNG {title[:4]}" in put.texts[page - 1]
            assert "trang 1/" in put.texts[page - 1]
        if level == 1 and title.startswith("Tiêu chí") and "Khối lượng còn lại" in put.texts[page - 1]:
            assert title.split(" - ")[1] in " ".join(put.texts[page - 1].split())


def test_a_proof_stands_under_each_of_its_six_indicators(put):
    lines = list(outline_lines(put.reader))
    evidence_part = lines[next(i for i, line in enumerate(lines) if line[1] == "Minh chứng") :]
    indicators = [title for level, title, _page in evidence_part if level == 2]
    assert [title for title in indicators if title.startswith("Chỉ tiêu 14.")] == [
        f"Chỉ tiêu 14.{number}" for number in (1, 2, 3, 4, 5, 12)
    ]
    leaves = [
        (title, page) for level, title, page in evidence_part if level == 3 and title.startswith("MC07")
    ]
    assert len(leaves) == 6
    assert len(set(leaves)) == 1


def test_evidence_comes_in_order_with_its_own_count(put):
    found = [re.search(r"MINH CHỨNG (MC\d+)\s+trang (\d+)/(\d+)", text) for text in put.texts]
    pages = [(hit[1], int(hit[2]), int(hit[3])) for hit in found if hit]
    sizes = [3, 1, 1, 2, 1, 1, 4, 1]
    assert pages == [
        (f"MC{index:02d}", page, size)
        for index, size in enumerate(sizes, start=1)
        for page in range(1, size + 1)
    ]
    assert put.result.evidence_pages == sum(sizes)
    assert put.result.pages == len(put.reader.pages)


def test_the_pages_of_a_pdf_proof_are_the_proofs_pages(put):
    shown = [text for text in put.texts if "MINH CHỨNG MC01" in text]
    assert [f"Trang {n}, dòng 1: hộ gia đình bản Pút" in text for n, text in enumerate(shown, 1)] == [
        True
    ] * 3


def test_table_links_evidence_to_its_first_page(put):
    first_pages = {}
    for number, text in enumerate(put.texts, start=1):
        hit = re.search(r"MINH CHỨNG (MC\d+)\s+trang 1/", text)
        if hit:
            first_pages[hit[1]] = number
    linked = set()
    for page, text in zip(put.reader.pages, put.texts, strict=True):
        if "Khối lượng còn lại" in text:
            linked |= set(link_targets(put.reader, page))
    assert linked == set(first_pages.values())


def test_list_prints_the_page_each_proof_begins_on(put):
    at = next(i for i, text in enumerate(put.texts) if "DANH MỤC MINH CHỨNG" in text and "Ký hiệu" in text)
    targets = list(link_targets(put.reader, put.reader.pages[at]))
    first_pages = [
        i + 1 for i, text in enumerate(put.texts) if re.search(r"MINH CHỨNG MC\d+\s+trang 1/", text)
    ]
    assert set(first_pages) <= set(targets)
    for page in first_pages:
        assert re.search(rf"(?<!\d){page}(?!\d)", put.texts[at])


def test_document_says_what_it_is(put):
    info = put.reader.metadata
    assert info.title == "Hồ sơ kết quả xây dựng bản nông thôn mới của bản Pút năm 2024"
    assert info.author == "UBND xã Chiềng Khoi"
    assert info["/CreationDate"].startswith("D:20240205")
    root = put.reader.trailer["/Root"]
    assert root["/Lang"] == "vi-VN"
    assert root["/PageMode"] == "/UseOutlines"


def test_only_tinos_embedded_and_subset(put):
    done = subprocess.run(["pdffonts", put.result.path], capture_output=True, text=True, check=True)
    rows = done.stdout.splitlines()[2:]
    assert rows
    for row in rows:
        name, flags = row.split()[0], re.search(r"(yes|no) (yes|no) (yes|no) +\d+ +\d+$", row)
        assert re.fullmatch(r"[A-Z]{6}\+Tinos-\w+", name), row
        assert flags[1] == flags[2] == "yes", row


def test_poppler_reads_the_same_words(put):
    done = subprocess.run(
        ["pdftotext", "-layout", put.result.path, "-"], capture_output=True, text=True, check=True
    )
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in done.stdout
    assert "Tiêu chí số 14 - Cảnh quan và chất lượng môi trường sống" in done.stdout


def test_file_passes_qpdf(put):
    done = subprocess.run(["qpdf", "--check", put.result.path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_input_gives_the_same_bytes(put, tmp_path):
    again = write(ban_put(evidence(tmp_path)), tmp_path / "again.pdf")
    assert again.result.path.read_bytes() == put.result.path.read_bytes()


@pytest.mark.parametrize("pages", [1, 30])
def test_a_long_proof_keeps_all_its_pages(tmp_path, pages):
    proofs = numbered([item(document(tmp_path / "a.pdf", pages, "SỔ TAY"), "Sổ tay", ("15.2", ""))])
    written = write(ban_put(proofs), tmp_path / "ra.pdf")
    assert written.result.evidence_pages == pages
    assert f"trang {pages}/{pages}" in written.texts[-1]
    assert f"Trang {pages}, dòng 18" in written.texts[-1]


def test_a_proof_of_no_indicator_is_still_there(tmp_path):
    proofs = numbered([item(photo(tmp_path / "a.jpg", (300, 200), "a"), "Ảnh chung")])
    written = write(ban_put(proofs), tmp_path / "ra.pdf")
    titles = [title for _level, title, _page in outline_lines(written.reader)]
    assert titles[-2:] == ["Minh chứng chung", "MC01 - Ảnh chung"]


def test_a_heading_that_would_fill_the_page_is_cut_and_leaves_the_scan_its_room(tmp_path):
    proof = item(photo(tmp_path / "a.jpg", (300, 200), "a"), "Ảnh", ("1.1", "mục rất dài " * 400))
    written = write(ban_put(numbered([proof])), tmp_path / "ra.pdf")
    assert written.result.evidence_pages == 1
    assert (
        len(written.reader.pages[-1].images) == 1
        or "/MinhChung" in written.reader.pages[-1]["/Resources"]["/XObject"]
    )


def test_a_stranger_in_the_numbers_links_nowhere(tmp_path):
    content = ban_put(numbered([item(photo(tmp_path / "a.jpg", (300, 200), "a"), "Ảnh", ("1.1", ""))]))
    first, *rest = content.criteria
    lines = tuple(replace(line, evidence_numbers=("MC01", "MC99")) for line in first.indicators)
    written = write(replace(content, criteria=(replace(first, indicators=lines), *rest)), tmp_path / "ra.pdf")
    assert "MC99" not in "".join(written.texts)
