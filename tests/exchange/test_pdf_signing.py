"""Signing with a file: where the stamp stands, who may sign, and that nothing else changes."""

import socket
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from app.domain.dossier import COVER_TITLE
from app.domain.signatures import LaterChanges
from app.domain.stamps import MM, SEAL_SIDE, Box, Corner
from app.errors import Cancelled, EvidenceError, InputError, RefusedError, StorageError
from app.exchange.pdf_signatures import read_signatures
from app.exchange.signing_keys import KeyFile
from app.services.pdf_signing import Placing, SigningOrder, sign_pdf, signatures_of
from tests.exchange import signing_sample as sample

HAC, OFFICE = "Lò Văn Hặc", "UBND xã Chiềng Khoi"


class Watched:
    def __init__(self, cancel_at=None):
        self.steps = []
        self.cancel_at = cancel_at

    def step(self, text, done, total):
        self.steps.append((text, done, total))
        if done == self.cancel_at:
            raise Cancelled


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    class Refused(socket.socket):
        def connect(self, address):
            raise AssertionError(f"asked {address}")

    monkeypatch.setattr(socket, "socket", Refused)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: pytest.fail("asked for a name"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("Bàn ký")
    sample.key_file(folder / "hac.p12")
    sample.key_file(folder / "xa.p12", sample.certificate(OFFICE, number=2), number=2)
    sample.letter(folder / "tờ trình.pdf", pages=2)
    sample.signature_picture(folder / "chữ ký.png")
    sample.seal_picture(folder / "dấu.png")
    return folder


def sign(
    desk, source, target, *, key="hac.p12", passphrase=sample.PASSPHRASE, now=None, progress=None, **more
):
    order = SigningOrder(source, target, KeyFile(desk / key, passphrase), **more)
    return sign_pdf(order, now=now or datetime.now(UTC), progress=progress or Watched())


def test_the_signature_stands_between_title_and_name(desk, tmp_path):
    made = sign(
        desk,
        desk / "tờ trình.pdf",
        tmp_path / "a.pdf",
        signature_picture=desk / "chữ ký.png",
        reason="Phê duyệt",
    )
    assert (made.signer, made.organisation, made.reason) == (HAC, OFFICE, "Phê duyệt")
    assert made.place.page == 2
    assert made.place.bottom > 240
    assert made.place.top < 330
    assert (made.place.left + made.place.right) / 2 == pytest.approx(425, abs=3)
    assert made.intact
    assert made.covers_whole_file
    said = sample.pdfsig(tmp_path / "a.pdf")
    assert said.count("Signature is Valid") == 1
    assert "Total document signed" in said
    assert f"CN={HAC}" in said


def test_the_seal_covers_the_left_third_of_the_signature_and_the_first_signature_stays(desk, tmp_path):
    first = sign(desk, desk / "tờ trình.pdf", tmp_path / "a.pdf", signature_picture=desk / "chữ ký.png").place
    sign(desk, tmp_path / "a.pdf", tmp_path / "a.pdf", key="xa.p12", seal_picture=desk / "dấu.png")
    one, two = read_signatures(tmp_path / "a.pdf")
    assert (one.signer, one.intact, one.later) == (HAC, True, LaterChanges.ALLOWED)
    assert (two.signer, two.intact, two.later) == (OFFICE, True, LaterChanges.NONE)
    assert one.place == first
    third = first.left + (first.right - first.left) / 3
    assert two.place.right == pytest.approx(third, abs=1.5)
    assert two.place.right - two.place.left == pytest.approx(SEAL_SIDE, abs=1.5)
    assert (two.place.bottom + two.place.top) / 2 == pytest.approx((first.bottom + first.top) / 2, abs=1.5)
    assert sample.pdfsig(tmp_path / "a.pdf").count("Signature is Valid") == 2


def test_four_signers_in_order(desk, tmp_path):
    target = tmp_path / "a.pdf"
    target.write_bytes((desk / "tờ trình.pdf").read_bytes())
    for number, corner in enumerate(Corner):
        sign(desk, target, target, placing=Placing(page=1, corner=corner))
        before = target.read_bytes()
        assert len(read_signatures(target)) == number + 1
    assert all(report.intact for report in read_signatures(target))
    assert sample.pdfsig(target).count("Signature is Valid") == 4
    sign(desk, target, target, placing=Placing(visible=False))
    assert target.read_bytes().startswith(before)
    assert read_signatures(target)[-1].place is None


def test_signature_and_seal_of_one_key_stand_together(desk, tmp_path):
    pictures = {"signature_picture": desk / "chữ ký.png", "seal_picture": desk / "dấu.png"}
    place = sign(desk, desk / "tờ trình.pdf", tmp_path / "a.pdf", **pictures).place
    assert place.top - place.bottom == pytest.approx(SEAL_SIDE, abs=1.5)
    assert place.right - place.left > SEAL_SIDE


@pytest.mark.parametrize(
    ("corner", "left", "top"),
    [(Corner.TOP_RIGHT, False, True), (Corner.TOP_LEFT, True, True), (Corner.BOTTOM_RIGHT, False, False)],
)
def test_a_corner_of_a_page(desk, tmp_path, corner, left, top):
    place = sign(
        desk, desk / "tờ trình.pdf", tmp_path / "a.pdf", placing=Placing(page=-1, corner=corner)
    ).place
    assert place.page == 2
    assert (place.left == pytest.approx(12 * MM, abs=1)) is left
    assert (place.top == pytest.approx(842 - 12 * MM, abs=1)) is top


def test_words_say_who_which_office_and_when(desk, tmp_path):
    import pypdf

    now = datetime.now(UTC)
    sign(desk, desk / "tờ trình.pdf", tmp_path / "a.pdf", now=now)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        form = pdf.Root.AcroForm.Fields[0].AP.N.Resources.XObject
        (name,) = form.keys()
        drawn = form[name]
        fonts = [str(font.BaseFont) for font in drawn.Resources.Font.values()]
        blank = pdf.add_blank_page(page_size=(300, 100))
        blank.obj.Contents = pdf.make_stream(b"/X Do")
        blank.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=drawn))
        pdf.save(tmp_path / "b.pdf")
    assert len(fonts) == 1
    assert "Tinos" in fonts[0]
    text = pypdf.PdfReader(tmp_path / "b.pdf").pages[-1].extract_text()
    assert f"Ký bởi: {HAC}" in text
    assert f"Cơ quan: {OFFICE}" in text
    assert f"{now + timedelta(hours=7):%d.%m.%Y %H:%M:%S} +07:00" in text


def test_the_name_on_the_paper_may_differ_from_the_certificate(desk, tmp_path):
    with pytest.raises(
        InputError, match=f"Không thấy “{OFFICE}” đứng riêng một dòng.*chọn trang và góc"
    ) as refused:
        sign(desk, desk / "tờ trình.pdf", tmp_path / "a.pdf", key="xa.p12")
    assert refused.value.field == "place"
    assert sign(
        desk, desk / "tờ trình.pdf", tmp_path / "a.pdf", key="xa.p12", placing=Placing(name="LÒ VĂN HẶC")
    ).intact


def test_a_title_in_capitals_where_no_name_is_printed(desk, tmp_path):
    paper = sample.letter(tmp_path / "trống tên.pdf", name="", title="TRƯỞNG BẢN")
    place = sign(desk, paper, tmp_path / "a.pdf", placing=Placing(name="TRƯỞNG BẢN")).place
    assert place.top < 330
    assert place.bottom > 250
    assert (place.left + place.right) / 2 == pytest.approx(425, abs=3)


def test_a_degree_before_the_name_and_a_sentence_that_mentions_it(desk, tmp_path):
    paper = sample.letter(tmp_path / "bằng.pdf", name="ThS. Lò Văn Hặc")
    assert sign(desk, paper, tmp_path / "a.pdf").place.bottom > 240
    mentions = sample.letter(tmp_path / "nhắc.pdf", name="Ông Lò Văn Hặc")
    with pytest.raises(InputError, match="đứng riêng một dòng"):
        sign(desk, mentions, tmp_path / "b.pdf")


def test_stamps_in_one_corner_stand_below_each_other(desk, tmp_path):
    target = tmp_path / "a.pdf"
    target.write_bytes((desk / "tờ trình.pdf").read_bytes())
    for corner in (Corner.TOP_RIGHT, Corner.BOTTOM_LEFT) * 3:
        sign(desk, target, target, placing=Placing(page=1, corner=corner))
    boxes = [
        Box(one.left, one.bottom, one.right, one.top) for one in (r.place for r in read_signatures(target))
    ]
    assert not any(one.crosses(other) for one in boxes for other in boxes if one is not other)
    assert boxes[0].bottom > boxes[2].top > boxes[4].top
    assert boxes[1].top < boxes[3].bottom < boxes[5].bottom


def test_a_letter_of_the_program_has_room_for_a_signature(desk, tmp_path):
    """As the program lays letters out, not as these tests do."""
    from app.reports.letters.document import Letter, Signatory, Signatures, Text
    from app.reports.letters.pdf_writer import write_pdf

    signer = Signatory(("TM. ỦY BAN NHÂN DÂN", "Chủ tịch"), HAC)
    last = Signatures("Kính đề nghị xem xét.", signer, recipients=("Như trên", "Lưu: VT"))
    write_pdf(Letter("Tờ trình", OFFICE, "", (Text("Kính gửi Hội đồng."), last)), tmp_path / "thư.pdf")
    place = sign(desk, tmp_path / "thư.pdf", tmp_path / "a.pdf", signature_picture=desk / "chữ ký.png").place
    assert place.top - place.bottom > 45


def test_a_dossier_is_signed_on_its_first_paper_and_not_on_a_scan_behind(desk, tmp_path):
    """However many pages of proofs follow, and whoever signed those."""
    with pikepdf.new() as dossier, pikepdf.open(sample.letter(tmp_path / "một.pdf")) as letter:
        dossier.add_blank_page(page_size=(595, 842))
        for _number in range(70):
            dossier.pages.extend(letter.pages)
        with dossier.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"{COVER_TITLE} bản Pút", 0))
        dossier.save(tmp_path / "hồ sơ.pdf")
    assert sign(desk, tmp_path / "hồ sơ.pdf", tmp_path / "a.pdf").place.page == 2
    assert sign(desk, sample.letter(tmp_path / "hai.pdf", pages=2), tmp_path / "b.pdf").place.page == 2


def test_a_page_that_is_not_there_or_lies_turned(desk, tmp_path):
    with pytest.raises(InputError, match="chỉ có 2 trang"):
        sign(desk, desk / "tờ trình.pdf", tmp_path / "a.pdf", placing=Placing(page=3, corner=Corner.TOP_LEFT))
    with pikepdf.open(desk / "tờ trình.pdf") as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(tmp_path / "b.pdf")
    with pytest.raises(InputError, match="bị xoay"):
        sign(desk, tmp_path / "b.pdf", tmp_path / "a.pdf", placing=Placing(page=1, corner=Corner.TOP_LEFT))
    assert not (tmp_path / "a.pdf").exists()


def test_boxes_are_pushed_back_onto_the_page():
    page = Box(0, 0, 100, 100)
    assert Box(-10, 90, 20, 110).inside(page) == Box(0, 80, 30, 100)
    assert Box(90, -5, 120, 10).inside(page) == Box(70, 0, 100, 15)
    assert Box(10, 10, 20, 20).inside(page) == Box(10, 10, 20, 20)


def test_a_folder_that_is_not_there(desk, tmp_path):
    with pytest.raises(StorageError):
        sign(desk, desk / "tờ trình.pdf", tmp_path / "vắng" / "a.pdf")


# What is refused, each in one sentence and leaving nothing.


def refused(desk, tmp_path, sentence, *, kind=RefusedError, source=None, **more):
    with pytest.raises(kind, match=sentence) as found:
        sign(desk, source or desk / "tờ trình.pdf", tmp_path / "a.pdf", **more)
    assert not list(tmp_path.glob("a.pdf*"))
    return found.value


def test_a_wrong_passphrase(desk, tmp_path):
    error = refused(
        desk, tmp_path, "Mật khẩu của tệp chứng thư “hac.p12” không đúng", kind=InputError, passphrase="sai"
    )
    assert error.field == "passphrase"
    assert "sai" not in repr(KeyFile(desk / "hac.p12", "sai"))


@pytest.mark.parametrize(
    ("starts", "ends", "sentence"),
    [(-90, -1, "đã hết hạn ngày"), (2, 90, "mới có hiệu lực")],
)
def test_a_certificate_out_of_its_time(desk, tmp_path, starts, ends, sentence):
    made = sample.certificate(starts=timedelta(days=starts), ends=timedelta(days=ends))
    sample.key_file(desk / "cũ.p12", made)
    refused(desk, tmp_path, sentence, key="cũ.p12")


def test_a_certificate_for_other_uses(desk, tmp_path):
    sample.key_file(desk / "khác.p12", sample.certificate(may_sign=False))
    refused(desk, tmp_path, "không dùng để ký", key="khác.p12")


def test_half_a_key_file_or_none(desk, tmp_path):
    lock = serialization.BestAvailableEncryption(sample.PASSPHRASE.encode())
    certificate = sample.certificate()
    (desk / "không khóa.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(b"", None, certificate, None, lock)
    )
    refused(desk, tmp_path, "không có khóa bí mật", key="không khóa.p12")
    (desk / "không thư.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(b"", sample.key(1), None, None, lock)
    )
    refused(desk, tmp_path, "không có chứng thư đi kèm", key="không thư.p12")
    (desk / "ảnh.p12").write_bytes(b"\x89PNG" * 100)
    refused(desk, tmp_path, "không phải tệp chứng thư", key="ảnh.p12")
    (desk / "rỗng.p12").write_bytes(b"")
    refused(desk, tmp_path, "không phải tệp chứng thư", key="rỗng.p12")
    refused(desk, tmp_path, "Không tìm thấy “vắng.p12”", key="vắng.p12", kind=StorageError)


def test_locked_damaged_and_certified_papers(desk, tmp_path):
    with pikepdf.open(desk / "tờ trình.pdf") as pdf:
        pdf.save(tmp_path / "khóa.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
        pdf.save(tmp_path / "cấm sửa.pdf", encryption=pikepdf.Encryption(owner="a", user=""))
    (tmp_path / "hỏng.pdf").write_bytes((desk / "tờ trình.pdf").read_bytes()[:300])
    for name, sentence in [("khóa.pdf", "mật khẩu"), ("hỏng.pdf", "hỏng")]:
        refused(desk, tmp_path, f"“{name}” .*{sentence}", kind=EvidenceError, source=tmp_path / name)
    refused(desk, tmp_path, "“cấm sửa.pdf” có mật khẩu hoặc bị khóa sửa", source=tmp_path / "cấm sửa.pdf")
    refused(
        desk,
        tmp_path,
        "Không tìm thấy “vắng.pdf”",
        kind=StorageError,
        source=tmp_path / "vắng.pdf",
        placing=Placing(visible=False),
    )


def test_a_paper_whose_first_signer_forbade_all_changes(desk, tmp_path):
    from pyhanko.sign.fields import MDPPerm

    from tests.exchange.test_pdf_signatures import sign_plainly

    final = sign_plainly(desk / "tờ trình.pdf", tmp_path / "cuối.pdf", certify=MDPPerm.NO_CHANGES)
    refused(desk, tmp_path, "Người ký trước đã khóa “cuối.pdf”", source=final)
    forms = sign_plainly(desk / "tờ trình.pdf", tmp_path / "ô điền.pdf", certify=MDPPerm.FILL_FORMS)
    refused(
        desk,
        tmp_path,
        "làm hỏng chữ ký của Lò Văn Hặc trong “ô điền.pdf”: hãy ký không hiện hình",
        source=forms,
    )
    sign(desk, forms, tmp_path / "b.pdf", placing=Placing(visible=False))
    assert [report.intact for report in read_signatures(tmp_path / "b.pdf")] == [True, True]


@pytest.mark.parametrize("content", [b"", b"GIF89a not this", b"\x89PNG\r\n\x1a\n cut"])
def test_a_picture_that_is_none(desk, tmp_path, content):
    (desk / "xấu.png").write_bytes(content)
    error = refused(
        desk, tmp_path, "Không dùng được ảnh “xấu.png”", kind=InputError, signature_picture=desk / "xấu.png"
    )
    assert error.field == "image"


@pytest.mark.parametrize("at", [0, 1, 2])
def test_cancelled_leaves_the_paper_as_it_was(desk, tmp_path, at):
    (tmp_path / "a.pdf").write_bytes(b"older")
    with pytest.raises(Cancelled):
        sign(desk, desk / "tờ trình.pdf", tmp_path / "a.pdf", progress=Watched(at))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.pdf", b"older")]


def test_the_roots_of_a_book(desk, tmp_path):
    sign(desk, desk / "tờ trình.pdf", tmp_path / "a.pdf")
    book = tmp_path / "Sổ"
    book.mkdir()
    assert not signatures_of(tmp_path / "a.pdf", book=book)[0].trusted
    sample.authority().lay_into(book / "chung-thu-goc")
    assert signatures_of(tmp_path / "a.pdf", book=book)[0].trusted
