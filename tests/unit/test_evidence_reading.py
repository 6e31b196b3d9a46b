import io

import pikepdf
import pytest
from PIL import Image

from app.errors import EvidenceError
from app.files.evidence_reading import MAX_PIXELS, MediaType, PageSize, inspect, sniff
from app.files.photos import pdf_page_png, thumbnail_png
from tests.reports.dossier_sample import HEIC, bomb, document, photo, truncated, turned_photo


def png(data):
    image = Image.open(io.BytesIO(data))
    assert image.format == "PNG"
    return image.convert("RGB")


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (640, 480)), (3, (640, 480)), (6, (480, 640)), (8, (480, 640))]
)
def test_size_is_that_of_the_upright_photo(tmp_path, orientation, size):
    facts = inspect(turned_photo(tmp_path / "a.jpg", orientation), "a.jpg")
    assert (facts.media_type, facts.pages, (facts.width, facts.height)) == (MediaType.JPEG, 1, size)


def test_heic_and_png_are_known_by_their_content(tmp_path):
    assert inspect(HEIC, "anh").media_type is MediaType.HEIC
    assert (inspect(HEIC, "anh").width, inspect(HEIC, "anh").height) == (480, 640)
    assert inspect(photo(tmp_path / "a.png", (30, 20), "a"), "a.jpg").media_type is MediaType.PNG


def test_every_page_of_a_pdf_has_its_own_size(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[1].rotate(90, relative=False)
        pdf.save(tmp_path / "a.pdf")
    facts = inspect(tmp_path / "a.pdf", "a.pdf")
    assert facts.media_type is MediaType.PDF
    assert facts.page_sizes == (PageSize(595, 842), PageSize(842, 595))
    assert [size.landscape for size in facts.page_sizes] == [False, True]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"\xff\xd8\xff\xe0", MediaType.JPEG),
        (b"\n\n%PDF-1.7", MediaType.PDF),
        (b"\x00\x00\x00\x18ftypmif1", MediaType.HEIC),
        (b"\x00\x00\x00\x18ftypisom", None),
        (b"GIF89a", None),
        (b"<html>", None),
    ],
)
def test_types_are_told_by_the_first_bytes(head, found):
    assert sniff(head) is found


def test_a_bomb_is_refused_before_it_unfolds(tmp_path):
    path = bomb(tmp_path / "a.png")
    assert path.stat().st_size < 100_000 < MAX_PIXELS
    with pytest.raises(EvidenceError, match="80 triệu điểm ảnh"):
        inspect(path, "a.png")


def test_too_many_pages_are_refused(tmp_path):
    with pikepdf.new() as pdf:
        for _ in range(5_001):
            pdf.add_blank_page(page_size=(10, 10))
        pdf.save(tmp_path / "a.pdf")
    with pytest.raises(EvidenceError, match="quá 5000 trang"):
        inspect(tmp_path / "a.pdf", "a.pdf")


def test_a_page_without_an_area_is_damage(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.pages[0].obj.MediaBox = [0, 0, 0, 0]
        pdf.save(tmp_path / "a.pdf")
    with pytest.raises(EvidenceError, match="hỏng"):
        inspect(tmp_path / "a.pdf", "a.pdf")


def test_thumbnail_is_upright_and_within_its_side(tmp_path):
    image = png(thumbnail_png(turned_photo(tmp_path / "a.jpg", 6), MediaType.JPEG, 120))
    assert image.size == (90, 120)
    red, _green, blue = image.getpixel((80, 10))
    assert red > 150 > blue, "the red corner of the stored photo comes to the right"


def test_thumbnails_of_heic_png_and_pdf(tmp_path):
    assert png(thumbnail_png(HEIC, MediaType.HEIC, 128)).size == (96, 128)
    assert png(
        thumbnail_png(photo(tmp_path / "a.png", (400, 100), "a", mode="RGBA"), MediaType.PNG, 100)
    ).size == (100, 25)
    wide, high = png(thumbnail_png(document(tmp_path / "a.pdf", 2, "A"), MediaType.PDF, 100)).size
    assert (wide, high) in {(71, 100), (71, 101), (72, 101)}


def test_pages_of_a_pdf_for_the_preview(tmp_path):
    path = document(tmp_path / "a.pdf", 3, "SỔ TAY")
    first, last = (png(pdf_page_png(path, index, 300)) for index in (0, 2))
    assert first.width in (300, 301)
    assert first.tobytes() != last.tobytes()


def test_a_pdf_that_cannot_be_shown_is_named(tmp_path):
    path = tmp_path / "hong.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(EvidenceError, match="“hong.pdf”"):
        pdf_page_png(path, 0, 100)


def test_a_cut_photo_has_no_thumbnail(tmp_path):
    path = truncated(photo(tmp_path / "hong.jpg", (800, 600), "a"))
    with pytest.raises(EvidenceError, match="“hong.jpg”"):
        thumbnail_png(path, MediaType.JPEG, 700)
