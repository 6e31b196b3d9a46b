"""What is said of signatures, and that nobody outside is asked."""

import socket
from datetime import timedelta

import pikepdf
import pytest

from app.domain.signatures import Integrity, LaterChanges, SignatureLevel, SignaturePlace, Trust
from app.errors import EvidenceError, RefusedError, StorageError
from app.exchange import pdf_signatures
from app.exchange.pdf_signatures import read_roots, read_signatures
from app.signature_words import (
    integrity_words,
    level_words,
    signature_sentence,
    trust_words,
    verdict_words,
)
from tests.exchange import signing_sample as sample

BOX = (350, 255, 500, 315)


def sign_plainly(source, target, *, made=None, number=1, field="Ký 1", certify=None):
    """With pyHanko alone, as some other program would."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    key = sample.key_file(target.with_suffix(".p12"), made, number=number)
    signer = signers.SimpleSigner.load_pkcs12(str(key), passphrase=sample.PASSPHRASE.encode())
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        reason="Tôi phê duyệt",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=certify is not None,
        docmdp_permissions=certify or fields.MDPPerm.FILL_FORMS,
    )
    spec = fields.SigFieldSpec(field, box=BOX, on_page=-1)
    with source.open("rb") as file, target.open("w+b") as out:
        signers.PdfSigner(meta, signer, new_field_spec=spec).sign_pdf(
            IncrementalPdfFileWriter(file), output=out
        )
    return target


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Certificates of the samples name a CRL and an OCSP server: opening a socket to either fails the test."""

    class Refused(socket.socket):
        def connect(self, address):
            raise AssertionError(f"asked {address}")

        def connect_ex(self, address):
            raise AssertionError(f"asked {address}")

    monkeypatch.setattr(socket, "socket", Refused)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: pytest.fail("asked for a name"))


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ký")
    sample.letter(folder / "tờ trình.pdf", pages=2)
    sign_plainly(folder / "tờ trình.pdf", folder / "một.pdf")
    office = sample.certificate("UBND xã Chiềng Khoi", number=2)
    sign_plainly(folder / "một.pdf", folder / "hai.pdf", made=office, number=2, field="Ký 2")
    return folder


def test_a_paper_without_signatures_has_none(papers):
    assert read_signatures(papers / "tờ trình.pdf") == ()


def test_who_when_why_and_where(papers):
    (report,) = read_signatures(papers / "một.pdf")
    assert (report.field, report.signer, report.organisation) == ("Ký 1", "Lò Văn Hặc", "UBND xã Chiềng Khoi")
    assert (report.issuer, report.reason) == ("Cơ quan chứng thực thử", "Tôi phê duyệt")
    assert abs(report.signed_at - sample.TODAY) < timedelta(minutes=10)
    assert report.place == SignaturePlace(2, *BOX)
    assert report.level is SignatureLevel.PADES_B
    assert level_words(report.level) == "PAdES B-B, không có dấu thời gian (ngoại tuyến)"
    assert (report.integrity, report.later) == (Integrity.INTACT, LaterChanges.NONE)
    assert report.intact
    assert report.covers_whole_file


def test_without_roots_the_origin_is_said_to_be_unknown(papers):
    (report,) = read_signatures(papers / "một.pdf")
    assert report.trust is Trust.NO_ROOTS
    assert not report.trusted
    assert "Không kiểm được nguồn gốc" in trust_words(report)
    assert verdict_words(report) == "Nguyên vẹn, chưa rõ nguồn gốc"
    assert signature_sentence(report).startswith(
        "Nguyên vẹn, chưa rõ nguồn gốc: Lò Văn Hặc (UBND xã Chiềng Khoi), ký lúc"
    )


def test_a_root_of_the_commune_makes_it_trusted_and_another_does_not(papers, tmp_path):
    own = sample.authority().lay_into(tmp_path / "own")
    (own / "đọc tôi.txt").write_text("không phải chứng thư", "utf-8")
    (own / "hỏng.cer").write_bytes(b"0\x82nothing")
    assert len(read_roots(own)) == 1
    assert [report.trust for report in read_signatures(papers / "hai.pdf", roots=own)] == [Trust.TRUSTED] * 2
    other = sample.authority("Nơi khác", 9).lay_into(tmp_path / "other")
    assert [report.trust for report in read_signatures(papers / "hai.pdf", roots=other)] == [
        Trust.UNKNOWN_ROOT
    ] * 2
    assert read_roots(tmp_path / "không có") == ()


def test_a_certificate_that_was_over_when_it_signed_is_not_trusted(papers, tmp_path):
    made = sample.certificate(starts=timedelta(days=-50), ends=timedelta(days=-1))
    signed = sign_plainly(papers / "tờ trình.pdf", tmp_path / "a.pdf", made=made)
    (report,) = read_signatures(signed, roots=sample.authority().lay_into(tmp_path / "roots"))
    assert (report.integrity, report.trust) == (Integrity.INTACT, Trust.NOT_VALID)


def test_the_second_signature_leaves_the_first_whole(papers):
    first, second = read_signatures(papers / "hai.pdf")
    assert (first.signer, first.later, first.intact) == ("Lò Văn Hặc", LaterChanges.ALLOWED, True)
    assert (second.signer, second.later, second.intact) == ("UBND xã Chiềng Khoi", LaterChanges.NONE, True)


@pytest.mark.parametrize("where", [0.02, 0.3, 0.5])
def test_one_changed_byte_is_found(papers, tmp_path, where):
    data = bytearray((papers / "một.pdf").read_bytes())
    start = data.index(b"stream")
    data[start + int((len(data) - start) * where * 0.4) + 30] ^= 1
    (tmp_path / "a.pdf").write_bytes(data)
    (report,) = read_signatures(tmp_path / "a.pdf")
    assert report.integrity is Integrity.BROKEN
    assert verdict_words(report) == "KHÔNG hợp lệ"
    assert "bị sửa sau khi ký" in integrity_words(report)


@pytest.mark.parametrize("place", [0.1, 0.6])
def test_an_inserted_byte_is_no_valid_signature_and_says_why(papers, tmp_path, place):
    """Every address behind it is wrong: the file can be repaired, its signature cannot."""
    data = bytearray((papers / "một.pdf").read_bytes())
    at = round(len(data) * place)
    data[at:at] = b" "
    (tmp_path / "a.pdf").write_bytes(data)
    (report,) = read_signatures(tmp_path / "a.pdf")
    assert report.integrity in (Integrity.UNREADABLE, Integrity.BROKEN)
    assert not report.intact
    assert verdict_words(report).startswith("KHÔNG")
    assert "hãy xin lại bản gốc của người ký" in integrity_words(report)


def test_a_page_put_behind_the_signature_is_forbidden(papers, tmp_path):
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    (tmp_path / "a.pdf").write_bytes((papers / "một.pdf").read_bytes())
    with (tmp_path / "a.pdf").open("r+b") as file:
        writer = IncrementalPdfFileWriter(file)
        page = writer.find_page_for_modification(0)[0].get_object()
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 500 500 re f"))
        writer.update_container(page)
        writer.write_in_place()
    (report,) = read_signatures(tmp_path / "a.pdf")
    assert (report.integrity, report.later, report.intact) == (
        Integrity.INTACT,
        LaterChanges.FORBIDDEN,
        False,
    )
    assert verdict_words(report) == "KHÔNG hợp lệ"


def test_without_the_optional_part_the_claim_is_said_to_be_unchecked(papers, monkeypatch):
    monkeypatch.setattr(pdf_signatures, "find_spec", lambda _name: None)
    reports = read_signatures(papers / "hai.pdf")
    assert [report.field for report in reports] == ["Ký 1", "Ký 2"]
    assert {report.integrity for report in reports} == {Integrity.UNCHECKED}
    assert not any(report.intact for report in reports)
    assert verdict_words(reports[0]) == "Chưa kiểm được"
    with pytest.raises(RefusedError, match="bootstrap.py add kyso"):
        pdf_signatures.need_signing()


def test_locked_damaged_and_missing_files_are_one_sentence(papers, tmp_path):
    with pikepdf.open(papers / "tờ trình.pdf") as pdf:
        pdf.save(tmp_path / "khóa.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.7\nkh\xc3\xb4ng")
    with pytest.raises(EvidenceError, match="“khóa.pdf” có mật khẩu"):
        read_signatures(tmp_path / "khóa.pdf")
    with pytest.raises(EvidenceError, match="“hỏng.pdf” hỏng hoặc không phải PDF"):
        read_signatures(tmp_path / "hỏng.pdf")
    with pytest.raises(StorageError, match="vắng.pdf"):
        read_signatures(tmp_path / "vắng.pdf")


def test_a_form_that_bites_its_tail_ends(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="a"))
        field.Kids = [field, field]
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field, pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=1)])
        pdf.save(tmp_path / "a.pdf")
    assert read_signatures(tmp_path / "a.pdf") == ()


def test_a_signature_that_is_rubbish_is_not_intact(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        value = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig, ByteRange=[0, 5, 9, 3], Contents=b"\0" * 8, M="D:2026", Name="Ai"
            )
        )
        field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="a", V=value))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
        pdf.save(tmp_path / "a.pdf")
    (report,) = read_signatures(tmp_path / "a.pdf")
    assert (report.signer, report.intact) == ("Ai", False)
