"""A dossier claims PDF/A-1b only where Debian's validator agrees, and says which proof prevents it."""

import glob
import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from app.errors import EvidenceError
from app.files.pdf_archival import Obstacle, obstacles
from app.files.pdf_outline import MOST_LINES, outline_of
from app.reports.dossier_pdf import VolumeLimits, write_dossier
from tests.reports.dossier_sample import ban_put, document, evidence, item, numbered, photo
from tests.reports.dossier_writing import Steps, write

JARS = glob.glob("/usr/share/java/preflight*.jar")
validated = pytest.mark.skipif(not JARS or not shutil.which("java"), reason="the validator is not installed")


def verdict(path):
    command = ["java", "-cp", "/usr/share/java/*", "org.apache.pdfbox.preflight.Validator_A1b", path]
    return subprocess.run(command, capture_output=True, text=True, timeout=110).stdout


@validated
def test_letters_photos_and_clean_scans_are_archival(put):
    assert put.result.archival
    assert put.result.not_archival == ()
    assert "is a valid PDF/A-1b file" in verdict(put.result.path)


@validated
@pytest.mark.slow
def test_text_alone_and_every_volume_are_archival(tmp_path):
    assert "is a valid PDF/A-1b file" in verdict(write(ban_put(), tmp_path / "chữ.pdf").result.path)
    (tmp_path / "mc").mkdir()
    content = ban_put(evidence(tmp_path / "mc"))
    found = write_dossier(content, tmp_path / "t.pdf", progress=Steps(), volumes=VolumeLimits(max_pages=24))
    assert all("is a valid PDF/A-1b file" in verdict(file.path) for file in found.files)


def spoilt(path, change):
    document(path.with_name("sach.pdf"), 1, "VĂN BẢN")
    with pikepdf.open(path.with_name("sach.pdf")) as pdf:
        change(pdf)
        pdf.save(path)
    return path


def transparent(pdf):
    state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=0.5)
    pdf.pages[0].Resources.ExtGState = pikepdf.Dictionary(G0=state)


def bare_font(pdf):
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.pages[0].Resources.Font["/F9"] = pdf.make_indirect(font)


def print_colours(pdf):
    pdf.pages[0].contents_add(b"0.1 0.2 0.3 0 k 10 10 20 20 re f\n")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (transparent, Obstacle.TRANSPARENCY),
        (bare_font, Obstacle.FONT_NOT_EMBEDDED),
        (print_colours, Obstacle.PRINT_COLOURS),
    ],
)
def test_what_an_archive_does_not_take_is_found(tmp_path, change, why):
    with pikepdf.open(spoilt(tmp_path / "a.pdf", change)) as pdf:
        assert why in obstacles(pdf)


def test_a_clean_document_has_no_obstacle(tmp_path):
    with pikepdf.open(document(tmp_path / "a.pdf", 2, "VĂN BẢN")) as pdf:
        assert obstacles(pdf) == ()


def test_the_dossier_names_the_proof_that_prevents_it_and_claims_nothing(tmp_path):
    proofs = numbered([item(spoilt(tmp_path / "a.pdf", transparent), "Sơ đồ", ("1.1", ""))])
    written = write(ban_put(proofs), tmp_path / "ra.pdf")
    assert not written.result.archival
    assert written.result.not_archival == (("MC01", "có hình trong suốt"),)
    words = " ".join(" ".join(written.texts).split())
    assert "Hồ sơ chưa đạt chuẩn lưu trữ PDF/A vì: - MC01 - Sơ đồ: có hình trong suốt" in words
    with pikepdf.open(tmp_path / "ra.pdf") as pdf:
        assert b"pdfaid" not in pdf.Root.Metadata.read_bytes()


def test_a_draft_claims_nothing(tmp_path):
    written = write(ban_put(), tmp_path / "ra.pdf", draft=True)
    assert not written.result.archival
    with pikepdf.open(tmp_path / "ra.pdf") as pdf:
        assert b"pdfaid" not in pdf.Root.Metadata.read_bytes()


def test_scripts_and_enclosed_files_stay_outside(tmp_path):
    def hostile(pdf):
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
        pdf.attachments["ẩn.exe"] = b"MZ" + bytes(100)
        pdf.pages[0].obj.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x"))

    proofs = numbered([item(spoilt(tmp_path / "a.pdf", hostile), "Văn bản", ("1.1", ""))])
    write(ban_put(proofs), tmp_path / "ra.pdf")
    data = (tmp_path / "ra.pdf").read_bytes()
    assert b"JavaScript" not in data
    assert b"EmbeddedFile" not in data
    with pikepdf.open(tmp_path / "ra.pdf") as pdf:
        assert not pdf.attachments


def with_outline(path, titles):
    document(path.with_name("o.pdf"), len(titles), "QUY CHẾ")
    with pikepdf.open(path.with_name("o.pdf")) as pdf:
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page) for page, title in enumerate(titles))
        pdf.save(path)
    return path


def test_the_outline_of_a_proof_stands_below_its_line(tmp_path):
    path = with_outline(tmp_path / "a.pdf", ["Chương I", "Chương II", "Chương III"])
    written = write(ban_put(numbered([item(path, "Quy chế", ("1.1", ""))])), tmp_path / "ra.pdf")
    pages = {}

    def walk(nodes):
        for node in nodes:
            if isinstance(node, list):
                walk(node)
            else:
                pages[node.title] = written.reader.get_destination_page_number(node)

    walk(written.reader.outline)
    for number, title in enumerate(["Chương I", "Chương II", "Chương III"], start=1):
        assert f"trang {number}/3" in written.texts[pages[title]]


def test_an_outline_that_bites_its_tail_or_never_ends_is_bounded(tmp_path):
    path = with_outline(tmp_path / "a.pdf", ["Một", "Hai"])
    with pikepdf.open(path) as pdf:
        first = pdf.Root.Outlines.First
        first.Next.Next = first
        first.Next.First = first
        assert [entry.title for entry in outline_of(pdf)] == ["Một", "Hai"]
        node = first.Next
        for _number in range(3 * MOST_LINES):
            following = pdf.make_indirect(pikepdf.Dictionary(Title="x", Dest=first.Dest))
            node.Next = following
            node = following
        assert len(outline_of(pdf)) == MOST_LINES
        first.Dest = pikepdf.Name("/khong-co")
        assert "Một" not in [entry.title for entry in outline_of(pdf)]


def test_an_altered_file_is_told_from_its_hash(tmp_path):
    path = photo(tmp_path / "a.jpg", (300, 200), "a")
    proof = replace(item(path, "Ảnh", ("1.1", "")), sha256="1" * 64)
    with pytest.raises(EvidenceError, match="“a.jpg” đã hỏng hoặc bị thay"):
        write(ban_put(numbered([proof])), tmp_path / "ra.pdf")
    assert not (tmp_path / "ra.pdf").exists()


@validated
def test_large_pictures_of_a_scan_go_in_byte_for_byte(tmp_path):
    """They are written after everything else, so that no more than one is in memory."""
    pages = [Image.effect_noise((800, 1100), 60 + number) for number in range(3)]
    pages[0].save(tmp_path / "a.pdf", save_all=True, append_images=pages[1:], resolution=100, quality=80)

    def pictures(path):
        with pikepdf.open(path) as pdf:
            return sorted(
                bytes(found.read_raw_bytes())
                for found in pdf.objects
                if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image"
            )

    assert all(len(one) > 100_000 for one in pictures(tmp_path / "a.pdf"))
    proofs = [
        item(tmp_path / "a.pdf", "Biên bản", ("1.1", "")),
        item(photo(tmp_path / "b.jpg", (300, 200), "b"), "Ảnh", ("1.2", "")),
    ]
    written = write(ban_put(numbered(proofs)), tmp_path / "ra.pdf")
    photo_bytes = (tmp_path / "b.jpg").read_bytes()
    assert pictures(tmp_path / "ra.pdf") == sorted([*pictures(tmp_path / "a.pdf"), photo_bytes])
    assert written.result.archival
    assert "is a valid PDF/A-1b file" in verdict(tmp_path / "ra.pdf")
    assert subprocess.run(["qpdf", "--check", tmp_path / "ra.pdf"], capture_output=True).returncode == 0
    shown = pypdfium2.PdfDocument(tmp_path / "ra.pdf")
    try:
        at = next(number for number, text in enumerate(written.texts) if "trang 2/3" in text)
        grey = shown[at].render(scale=1).to_pil().convert("L").crop((200, 300, 400, 600))
    finally:
        shown.close()
    assert grey.getextrema()[0] < 60
    assert grey.getextrema()[1] > 190
