"""A dossier in volumes, with running numbers of an earlier version, and with papers of the commune's own."""

import hashlib
import re
from dataclasses import replace

import pytest

from app.domain.procedure import ComponentKind
from app.errors import Cancelled, EvidenceError
from app.reports.content import Attached, Piece
from app.reports.dossier_pdf import VolumeLimits, write_dossier
from tests.reports.dossier_sample import ban_put, document, evidence, item, noise_photo, numbered, photo
from tests.reports.dossier_writing import Steps, read_back, write


def slips(texts):
    return [found[0] for text in texts if (found := re.findall(r"^BL (\S+)$", text, re.MULTILINE))]


@pytest.fixture(scope="module")
def volumes(tmp_path_factory):
    """Bản Pút, at most 24 pages a volume."""
    folder = tmp_path_factory.mktemp("tap")
    (folder / "mc").mkdir()
    content = ban_put(evidence(folder / "mc"))
    result = write_dossier(
        content, folder / "Hồ sơ.pdf", progress=Steps(), volumes=VolumeLimits(max_pages=24)
    )
    return result, [read_back(file.path) for file in result.files]


def test_volumes_stay_below_the_limit_and_hold_everything(volumes):
    result, read = volumes
    assert [file.path.name for file in result.files] == [
        f"Hồ sơ - Tập {n}.pdf" for n in range(1, len(read) + 1)
    ]
    assert len(read) > 1
    assert [file.pages for file in result.files] == [len(texts) for _reader, texts in read]
    assert max(file.pages for file in result.files) <= 24
    everything = [number for _reader, texts in read for number in slips(texts)]
    assert everything == [str(n) for n in range(1, len(everything) + 1)]
    for file in result.files:
        assert hashlib.sha256(file.path.read_bytes()).hexdigest() == file.sha256
        assert file.path.stat().st_size == file.size


def test_each_volume_has_its_cover_its_index_and_its_own_pages(volumes):
    _result, read = volumes
    for number, (_reader, texts) in enumerate(read, start=1):
        assert f"TẬP {number}/{len(read)}" in texts[0]
        assert "MỤC LỤC" in texts[1]
        feet = [re.findall(r"Tập (\d+) · trang (\d+)/(\d+)", text) for text in texts[1:]]
        assert feet == [[(str(number), str(page), str(len(texts)))] for page in range(2, len(texts) + 1)]


def test_the_first_index_names_the_volume_of_every_proof(volumes):
    _result, read = volumes
    whole = " ".join(" ".join(text.split()) for text in read[0][1][1:4])
    for proof in (f"MC{n:02d}" for n in range(1, 9)):
        volume, page = re.search(rf"{proof} - .*? Tập (\d+), tr\. (\d+)", whole).groups()
        assert f"MINH CHỨNG {proof}" in read[int(volume) - 1][1][int(page) - 1]


def test_links_lead_inside_their_volume_and_to_the_right_page(volumes):
    _result, read = volumes
    for reader, texts in read:
        pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
        for page in reader.pages:
            for reference in page.get("/Annots", []):
                assert reference.get_object()["/Dest"][0].idnum in pages
        titles = [line for node in reader.outline for line in (node if isinstance(node, list) else [node])]
        assert titles
        assert any("MINH CHỨNG" in text for text in texts) or "Minh chứng" not in str(titles)


def test_a_file_larger_than_a_volume_is_split_between_its_pages(tmp_path):
    proofs = numbered([item(document(tmp_path / "a.pdf", 40, "SỔ TAY"), "Sổ tay", ("15.2", "trang 33"))])
    result = write_dossier(
        ban_put(proofs), tmp_path / "ra.pdf", progress=Steps(), volumes=VolumeLimits(max_pages=20)
    )
    read = [read_back(file.path)[1] for file in result.files]
    found = [n for texts in read for text in texts for n in re.findall(r"trang (\d+)/40", text)]
    assert found == [str(n) for n in range(1, 41)]
    assert all(len(texts) <= 20 for texts in read)


def test_volumes_keep_to_a_limit_of_bytes(tmp_path):
    proofs = numbered(
        item(noise_photo(tmp_path / f"{n}.jpg", 1600, 1200, 60 + n), "Ảnh", ("1.1", "")) for n in range(6)
    )
    largest = max(proof.path.stat().st_size for proof in proofs)
    limit = 700_000 + 2 * largest
    result = write_dossier(
        ban_put(proofs), tmp_path / "ra.pdf", progress=Steps(), volumes=VolumeLimits(max_bytes=limit)
    )
    assert len(result.files) > 1
    assert all(file.path.stat().st_size <= limit for file in result.files)


def test_all_volumes_appear_or_none(tmp_path):
    out = tmp_path / "ra"
    out.mkdir()
    (tmp_path / "mc").mkdir()
    content = ban_put(evidence(tmp_path / "mc"))
    last = replace(content.evidence[-1], sha256="0" * 64)
    with pytest.raises(EvidenceError, match="bị thay sau khi đưa vào sổ"):
        write_dossier(
            replace(content, evidence=(*content.evidence[:-1], last)),
            out / "ra.pdf",
            progress=Steps(),
            volumes=VolumeLimits(max_pages=24),
        )
    assert list(out.iterdir()) == []


def test_a_later_version_keeps_the_numbers_and_squeezes_new_papers_in(tmp_path):
    old = [
        item(photo(tmp_path / f"{n}.jpg", (300, 200), "a"), f"Ảnh {n}", (f"{n}.1", ""), key=f"k{n}")
        for n in (1, 2)
    ]
    first = write(ban_put(numbered(old)), tmp_path / "một.pdf")
    new = item(document(tmp_path / "m.pdf", 2, "MỚI"), "Mới", ("1.2", "trang 2"), key="mới")
    content = replace(ban_put(numbered([old[0], new, old[1]])), numbering=first.result.numbering)
    second = write(content, tmp_path / "hai.pdf")
    (before,) = first.result.numbering["k1"]
    assert second.result.numbering["mới"] == (f"{before}a", f"{before}b")
    assert second.result.numbering["k2"] == first.result.numbering["k2"]
    assert [n for n in slips(second.texts) if n not in (f"{before}a", f"{before}b")] == slips(first.texts)
    words = " ".join(" ".join(second.texts).split())
    assert f"1.2 (trang 2) BL {before}b" in words


def attached(path, title, pages, kind=ComponentKind.COUNCIL_MINUTES):
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    media = "application/pdf" if path.suffix == ".pdf" else "image/jpeg"
    return Piece(kind, title, (), True, key=title, body=Attached(path, path.name, digest, media, pages))


def test_a_signed_paper_fills_its_pages_under_a_running_number(tmp_path):
    path = document(tmp_path / "ky.pdf", 2, "BIÊN BẢN ĐÃ KÝ", size=(841.89, 595.28))
    pieces = (*ban_put().pieces[:3], attached(path, "Biên bản hội đồng", 2), ban_put().pieces[5])
    written = write(replace(ban_put(), pieces=pieces), tmp_path / "ra.pdf")
    pages = [number for number, text in enumerate(written.texts) if "BIÊN BẢN ĐÃ KÝ" in text]
    assert len(pages) == 2
    assert written.result.numbering["Biên bản hội đồng"] == tuple(
        slips(written.texts[pages[0] : pages[1] + 1])
    )
    box = written.reader.pages[pages[0]].mediabox
    assert box.width > box.height
    assert "MINH CHỨNG" not in written.texts[pages[0]]
    titles = [node.title for node in written.reader.outline if not isinstance(node, list)]
    assert "Biên bản hội đồng" in titles


def test_what_is_missing_is_told_with_its_explanation(tmp_path):
    pieces = tuple(
        replace(one, explanation="Hội đồng họp ngày 20/02/2024")
        if one.kind is ComponentKind.COUNCIL_MINUTES
        else one
        for one in ban_put().pieces
    )
    proofs = numbered([item(photo(tmp_path / "a.jpg", (300, 200), "a"), "Ảnh", ("1.1", "trang 9"))])
    content = replace(ban_put(proofs), pieces=pieces, originals_only=("Danh sách hộ (Excel)",))
    written = write(content, tmp_path / "ra.pdf")
    page = " ".join(next(text for text in written.texts[2:] if "CÒN THIẾU" in text).split())
    assert "5. Biên bản họp hội đồng thẩm định: Hội đồng họp ngày 20/02/2024" in page
    assert "4. Biên bản họp bản (không bắt buộc): chưa có giải trình" in page
    assert "- Danh sách hộ có người khuyết tật" in page
    assert "- Danh sách hộ (Excel)" in page
    assert "MC01 - Ảnh: chỉ tiêu 1.1 ghi “trang 9”, minh chứng có 1 trang" in page


def test_cancelling_while_the_evidence_is_laid_in_leaves_nothing(tmp_path):
    class Late(Steps):
        def step(self, text, done, total):
            if "đưa minh chứng" in text:
                raise Cancelled

    out, work = tmp_path / "ra", tmp_path / "tam"
    out.mkdir()
    work.mkdir()
    proofs = numbered([item(photo(tmp_path / "a.jpg", (300, 200), "a"), "Ảnh", ("1.1", ""))])
    with pytest.raises(Cancelled):
        write_dossier(ban_put(proofs), out / "ra.pdf", progress=Late(), work_folder=work)
    assert list(out.iterdir()) == list(work.iterdir()) == []
