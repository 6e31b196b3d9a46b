"""Signing with a PKCS#11 token: SoftHSM2 is one in software."""

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from app.errors import InputError, RefusedError
from app.exchange.pdf_signatures import read_signatures
from app.exchange.signing_keys import KeyToken
from app.services.pdf_signing import Placing, SigningOrder, sign_pdf
from tests.exchange import signing_sample as sample
from tests.exchange.test_pdf_signing import Watched

PIN, LABEL = "246810", "Lò Văn Hặc"
MODULES = [
    Path(place)
    for place in (
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib64/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
    )
]
MODULE = next((path for path in MODULES if path.is_file()), None)
pytestmark = pytest.mark.skipif(
    MODULE is None or shutil.which("softhsm2-util") is None, reason="SoftHSM2 is not installed"
)


def util(*arguments):
    subprocess.run(["softhsm2-util", *map(str, arguments)], check=True, capture_output=True)


def new_token(label):
    util("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "13579111")


def put_key(folder, label, number):
    plain = sample.key(number).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "khóa.pem").write_bytes(plain)
    util(
        "--import", folder / "khóa.pem", "--token", label, "--pin", PIN, "--label", "ký", "--id", f"0{number}"
    )
    (folder / "khóa.pem").unlink()


def put_certificate(label, number, made):
    import pkcs11
    from pkcs11 import Attribute, CertificateType, ObjectClass

    library = pkcs11.lib(str(MODULE))
    library.reinitialize()
    der = made.public_bytes(serialization.Encoding.DER)
    with library.get_token(token_label=label).open(user_pin=PIN, rw=True) as session:
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.LABEL: "ký",
                Attribute.ID: bytes([number]),
                Attribute.SUBJECT: made.subject.public_bytes(),
                Attribute.VALUE: der,
            }
        )


@pytest.fixture(scope="module")
def tokens(tmp_path_factory):
    """Of several kinds, in a folder of its own; SoftHSM reads its settings when the module is initialised."""
    folder = tmp_path_factory.mktemp("Thiết bị ký")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    for label in (LABEL, "trống", "không thư"):
        new_token(label)
    put_key(folder, LABEL, 1)
    put_certificate(LABEL, 1, sample.certificate())
    put_certificate(LABEL, 9, sample.authority().certificate)
    put_key(folder, "không thư", 2)
    sample.letter(folder / "tờ trình.pdf")
    yield folder
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


def sign(tokens, target, *, module=MODULE, pin=PIN, label=LABEL, slot=None, **more):
    order = SigningOrder(tokens / "tờ trình.pdf", target, KeyToken(module, pin, label, slot), **more)
    return sign_pdf(order, now=datetime.now(UTC), progress=Watched())


def test_a_token_signs_and_poppler_agrees(tokens, tmp_path):
    made = sign(tokens, tmp_path / "a.pdf", signature_picture=sample.signature_picture(tmp_path / "a.png"))
    assert (made.signer, made.organisation, made.intact) == ("Lò Văn Hặc", "UBND xã Chiềng Khoi", True)
    assert sample.pdfsig(tmp_path / "a.pdf").count("Signature is Valid") == 1
    (report,) = read_signatures(tmp_path / "a.pdf", roots=sample.authority().lay_into(tmp_path / "gốc"))
    assert report.trusted


def test_token_and_file_sign_one_after_the_other(tokens, tmp_path):
    from app.exchange.signing_keys import KeyFile

    sign(tokens, tmp_path / "a.pdf")
    office = sample.key_file(
        tmp_path / "xa.p12", sample.certificate("UBND xã Chiềng Khoi", number=2), number=2
    )
    order = SigningOrder(
        tmp_path / "a.pdf",
        tmp_path / "a.pdf",
        KeyFile(office, sample.PASSPHRASE),
        placing=Placing(visible=False),
    )
    sign_pdf(order, now=datetime.now(UTC), progress=Watched())
    assert [report.intact for report in read_signatures(tmp_path / "a.pdf")] == [True, True]
    assert sample.pdfsig(tmp_path / "a.pdf").count("Signature is Valid") == 2


@pytest.mark.parametrize(
    ("more", "kind", "sentence"),
    [
        ({"pin": "000000"}, InputError, "Mã PIN không đúng: hãy gõ lại"),
        ({"pin": "1"}, InputError, "Mã PIN không đúng"),
        ({"label": "vắng"}, RefusedError, "Không thấy thiết bị ký “vắng”: hãy cắm"),
        ({"label": None}, RefusedError, "Có nhiều thiết bị ký đang cắm"),
        ({"label": "trống"}, RefusedError, "không có khóa bí mật"),
        ({"label": "không thư"}, RefusedError, "có khóa nhưng không có chứng thư"),
        ({"module": Path("/usr/lib/vắng.so")}, RefusedError, "Không thấy thư viện của thiết bị ký “vắng.so”"),
        ({"module": Path(__file__)}, RefusedError, "không phải thư viện PKCS#11"),
    ],
)
def test_what_a_token_refuses_is_one_sentence(tokens, tmp_path, more, kind, sentence):
    with pytest.raises(kind, match=sentence) as refused:
        sign(tokens, tmp_path / "a.pdf", **more)
    if kind is InputError:
        assert refused.value.field == "passphrase"
    assert list(tmp_path.iterdir()) == []


def test_a_locked_token_is_one_sentence():
    """SoftHSM never locks; what a token that does would raise is put in words by the same table."""
    from pkcs11 import exceptions

    from app.exchange.signing_keys import _token_refusal

    assert "đã bị khóa vì gõ sai PIN nhiều lần" in str(_token_refusal(exceptions.PinLocked()))
    assert "bị rút ra" in str(_token_refusal(exceptions.DeviceRemoved()))
    assert "báo lỗi GeneralError" in str(_token_refusal(exceptions.GeneralError()))
