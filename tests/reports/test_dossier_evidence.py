"""How evidence looks in the dossier, and that nothing is left behind when it cannot be read."""

import resource as limits
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from app.errors import Cancelled, EvidenceError, StorageError
from app.reports.dossier_pdf import write_dossier
from tests.reports.dossier_sample import (
    HEIC,
    ban_put,
    bomb,
    document,
    item,
    numbered,
    photo,
    scanned_document,
    truncated,
    turned_photo,
)
from tests.reports.dossier_writing import Steps, write


def one(path, title="Ảnh"):
    return ban_put(numbered([item(path, title, ("1.1", ""))]))


def picture_of(path, index=-1):
    """The laid-in evidence of a page, cut out along its frame."""
    with pikepdf.open(path) as pdf:
        placed = pdf.pages[index]
        form = placed.Resources.XObject["/MinhChung"]
        matrix = next(
            [float(value) for value in call.operands]
            for call in pikepdf.parse_content_stream(placed)
            if str(call.operator) == "cm"
        )
        box = [float(value) for value in form.BBox]
        height = float(placed.mediabox[3])
        inner = pikepdf.Matrix(form["/Matrix"]) if "/Matrix" in form else pikepdf.Matrix()
    placed_at = (inner @ pikepdf.Matrix(*matrix)).transform(pikepdf.Rectangle(*box))
    left, bottom, right, top = placed_at.llx, placed_at.lly, placed_at.urx, placed_at.ury
    document_ = pypdfium2.PdfDocument(path)
    try:
        rendered = (
            document_[len(document_) + index if index < 0 else index].render(scale=1).to_pil().convert("RGB")
        )
    finally:
        document_.close()
    return rendered.crop(
        (round(left) + 2, round(height - top) + 2, round(right) - 2, round(height - bottom) - 2)
    )


def difference(first, second):
    """Mean difference of two pictures of the same scene, 0 to 255."""
    size = (48, 48)  # coarse: how fine dots are drawn is the viewer's affair
    first, second = (picture.convert("RGB").resize(size, Image.Resampling.BOX) for picture in (first, second))
    return sum(ImageStat.Stat(ImageChops.difference(first, second)).mean) / 3


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_stand_upright_whatever_the_phone_noted(tmp_path, orientation):
    path = turned_photo(tmp_path / "a.jpg", orientation)
    write(one(path), tmp_path / "ra.pdf")
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image)
    shown = picture_of(tmp_path / "ra.pdf")
    assert (shown.width > shown.height) == (upright.width > upright.height)
    assert difference(shown, upright) < 6
    assert difference(shown, upright.rotate(180)) > 12


def test_jpegs_go_in_byte_for_byte(tmp_path):
    path = turned_photo(tmp_path / "a.jpg", 6)
    write(one(path), tmp_path / "ra.pdf")
    with pikepdf.open(tmp_path / "ra.pdf") as pdf:
        stored = [
            found.read_raw_bytes()
            for found in pdf.objects
            if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image"
        ]
    assert stored == [path.read_bytes()]


@pytest.mark.parametrize(
    ("name", "mode", "save"),
    [
        ("a.png", "RGB", {}),
        ("a.png", "L", {}),
        ("a.png", "P", {}),
        ("a.png", "RGBA", {}),
        ("a.png", "1", {}),
        ("a.jpg", "L", {}),
        ("a.jpg", "CMYK", {}),
        ("a.jpg", "RGB", {"progressive": True}),
    ],
)
def test_every_kind_of_picture_keeps_its_look(tmp_path, name, mode, save):
    path = photo(tmp_path / name, (600, 400), "Nhà văn hóa", mode=mode, **save)
    write(one(path), tmp_path / "ra.pdf")
    with Image.open(path) as image:
        assert difference(picture_of(tmp_path / "ra.pdf"), image.convert("RGB")) < 12


def test_transparent_parts_are_white(tmp_path):
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(tmp_path / "a.png")
    write(one(tmp_path / "a.png"), tmp_path / "ra.pdf")
    assert picture_of(tmp_path / "ra.pdf").getextrema() == ((255, 255),) * 3


def test_a_phone_photo_in_heic(tmp_path):
    write(one(HEIC), tmp_path / "ra.pdf")
    shown = picture_of(tmp_path / "ra.pdf")
    assert shown.height > shown.width
    red, green, blue = shown.getpixel((shown.width // 2, shown.height // 10))
    assert blue > red, "the sky is blue"


def test_the_type_comes_from_the_content_not_the_ending(tmp_path):
    path = photo(tmp_path / "a.png", (300, 200), "a").rename(tmp_path / "a.jpg")
    assert write(one(path), tmp_path / "ra.pdf").result.evidence_pages == 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pdf_pages_stand_as_readers_show_them(tmp_path, turn):
    document(tmp_path / "a.pdf", 1, "BẢNG TỔNG HỢP")
    with pikepdf.open(tmp_path / "a.pdf", allow_overwriting_input=True) as pdf:
        pdf.pages[0].rotate(turn, relative=False)
        pdf.save(tmp_path / "a.pdf")
    written = write(one(tmp_path / "a.pdf"), tmp_path / "ra.pdf")
    source = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    try:
        seen = source[0].render(scale=1).to_pil()
    finally:
        source.close()
    shown = picture_of(tmp_path / "ra.pdf")
    assert abs(shown.width / shown.height - seen.width / seen.height) < 0.02
    assert difference(shown, seen) < 12
    box = written.reader.pages[-1].mediabox
    assert (box.width > box.height) == (turn in (90, 270))


def test_a_visible_seal_stays_visible(tmp_path):
    """An electronic seal is an annotation; evidence without it would look unsigned."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 400))
        seal = pdf.make_stream(b"1 0 0 rg 0 0 100 100 re f")
        seal.Type, seal.Subtype, seal.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 100, 100]
        page.Annots = pdf.make_indirect(
            [
                {
                    "/Type": pikepdf.Name.Annot,
                    "/Subtype": pikepdf.Name.Stamp,
                    "/Rect": [100, 100, 300, 300],
                    "/F": 4,
                    "/AP": {"/N": seal},
                }
            ]
        )
        pdf.save(tmp_path / "a.pdf")
    write(one(tmp_path / "a.pdf"), tmp_path / "ra.pdf")
    shown = picture_of(tmp_path / "ra.pdf")
    assert shown.getpixel((shown.width // 2, shown.height // 2)) == (255, 0, 0)


def test_a_small_photo_is_not_blown_up(tmp_path):
    write(one(photo(tmp_path / "a.png", (200, 100), "a")), tmp_path / "ra.pdf")
    assert picture_of(tmp_path / "ra.pdf").width < 160


def test_a_pdf_that_only_forbids_changes_is_taken(tmp_path):
    document(tmp_path / "a.pdf", 2, "QUYẾT ĐỊNH")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(user="", owner="chu"))
    assert write(one(tmp_path / "b.pdf"), tmp_path / "ra.pdf").result.evidence_pages == 2


def _locked(path):
    document(path.with_name("mo.pdf"), 1, "A")
    with pikepdf.open(path.with_name("mo.pdf")) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="x", owner="y"))


def _without_pages(path):
    with pikepdf.new() as pdf:
        pdf.save(path)


def _heic_cut(path):
    path.write_bytes(HEIC.read_bytes()[:2000])


BAD = {
    "nua-chung.jpg": (lambda path: truncated(photo(path, (800, 600), "a")), "chép dở"),
    "nua-chung.png": (lambda path: truncated(photo(path, (800, 600), "a")), "chép dở"),
    "nua-chung.pdf": (lambda path: truncated(scanned_document(path, 3)), "chép dở"),
    "nua-chung.heic": (_heic_cut, "chép dở"),
    "khong-trang.pdf": (_without_pages, "không có trang nào"),
    "mat-khau.pdf": (_locked, "có mật khẩu"),
    "trong.pdf": (lambda path: path.touch(), "trống"),
    "mat-tich.jpg": (lambda path: None, "Không tìm thấy"),
    "bang-tinh.xlsx": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(200)), "không phải PDF"),
    "bom.png": (bomb, "80 triệu điểm ảnh"),
    "chu.pdf": (lambda path: path.write_bytes(b"%PDF-1.4\nkhong phai pdf"), "chép dở"),
}


@pytest.mark.parametrize("name", BAD)
def test_evidence_that_cannot_be_read_stops_the_dossier(tmp_path, name):
    make, words = BAD[name]
    make(tmp_path / name)
    out = tmp_path / "ra"
    out.mkdir()
    good = item(photo(tmp_path / "tot.jpg", (300, 200), "a"), "Ảnh tốt", ("1.1", ""))
    content = ban_put(
        numbered([good, item(tmp_path / name, "Hỏng", ("1.2", ""), file_name=f"Tệp của tôi {name}")])
    )
    with pytest.raises(EvidenceError, match=words) as caught:
        write_dossier(content, out / "ra.pdf", progress=Steps())
    assert caught.value.name == f"Tệp của tôi {name}"
    assert f"“Tệp của tôi {name}”" in caught.value.sentence
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.97])
def test_a_pdf_that_lost_pages_is_not_taken_for_a_shorter_one(tmp_path, share):
    path = truncated(scanned_document(tmp_path / "a.pdf", 3), share)
    with pytest.raises(EvidenceError, match="chép dở"):
        write_dossier(one(path), tmp_path / "ra.pdf", progress=Steps())


def test_a_scan_with_a_wrong_cross_reference_table_is_repaired(tmp_path):
    path = scanned_document(tmp_path / "a.pdf", 3)
    path.write_bytes(path.read_bytes().replace(b"startxref\n", b"startxref\n9"))
    assert write(one(path), tmp_path / "ra.pdf").result.evidence_pages == 3


def test_a_failed_export_keeps_the_older_dossier(tmp_path):
    target = tmp_path / "ra.pdf"
    target.write_bytes(b"older")
    with pytest.raises(EvidenceError):
        write_dossier(one(tmp_path / "khong-co.jpg"), target, progress=Steps())
    assert target.read_bytes() == b"older"


class CancelAt:
    """Cancels at the n-th step."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self, text: str, done: int, total: int) -> None:
        if self.left == 0:
            raise Cancelled
        self.left -= 1


@pytest.mark.parametrize("at", range(7))
def test_cancelling_anywhere_leaves_nothing(tmp_path, at):
    proofs = numbered(
        [
            item(photo(tmp_path / "a.jpg", (300, 200), "a"), "Ảnh", ("1.1", "")),
            item(document(tmp_path / "b.pdf", 1, "B"), "Văn bản", ("1.2", "")),
        ]
    )
    out, work = tmp_path / "ra", tmp_path / "tam"
    out.mkdir()
    work.mkdir()
    with pytest.raises(Cancelled):
        write_dossier(ban_put(proofs), out / "ra.pdf", progress=CancelAt(at), work_folder=work)
    assert list(out.iterdir()) == list(work.iterdir()) == []


def test_progress_never_goes_back_and_ends_complete(tmp_path):
    steps = Steps()
    proofs = numbered(
        [item(photo(tmp_path / f"{n}.jpg", (300, 200), "a"), "Ảnh", ("1.1", "")) for n in range(3)]
    )
    write_dossier(ban_put(proofs), tmp_path / "ra.pdf", progress=steps)
    done = [done for _text, done, _total in steps.said]
    assert done == sorted(done)
    assert {total for _text, _done, total in steps.said} == {done[-1]}


def test_a_folder_that_is_gone_is_said_so(tmp_path):
    with pytest.raises(StorageError, match="Không tìm thấy “ra.pdf”"):
        write_dossier(ban_put(), tmp_path / "USB" / "ra.pdf", progress=Steps())


FULL_DISK = """
import resource, sys
from pathlib import Path
from app.errors import StorageError
from app.reports.dossier_pdf import write_dossier
from tests.reports.dossier_sample import ban_put, item, numbered, photo
from tests.reports.dossier_writing import Steps

folder, limit = Path(sys.argv[1]), int(sys.argv[2])
proofs = numbered([item(folder / "a.jpg", "Ảnh", ("1.1", ""))])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    write_dossier(ban_put(proofs), folder / "ra" / "ra.pdf", progress=Steps(), work_folder=folder / "tam")
except StorageError as error:
    print(error.sentence)
"""


@pytest.mark.skipif(not hasattr(limits, "RLIMIT_FSIZE"), reason="only POSIX can limit the size of files")
@pytest.mark.parametrize("room", [0, 10_000, 60_000, 150_000])
def test_a_disk_without_room_leaves_nothing(tmp_path, room):
    photo(tmp_path / "a.jpg", (1600, 1200), "Đường bản", quality=95)
    (tmp_path / "ra").mkdir()
    (tmp_path / "tam").mkdir()
    done = subprocess.run(
        [sys.executable, "-B", "-c", FULL_DISK, str(tmp_path), str(room)],
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
        timeout=60,
    )
    assert "Ổ đĩa không nhận tệp lớn như “ra.pdf”" in done.stdout, done.stderr
    assert list((tmp_path / "ra").iterdir()) == list((tmp_path / "tam").iterdir()) == []
