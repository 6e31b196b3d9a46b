"""Keys, certificates and papers to sign, all made on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

CRL = "http://127.0.0.1:9/thu.crl"
PASSPHRASE = "Mật khẩu của ông Hặc"
TODAY = datetime.now(UTC).replace(microsecond=0)


@cache
def key(number: int) -> rsa.RSAPrivateKey:
    """The same number, the same key: making one takes longer than the tests that use it."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@dataclass(frozen=True)
class Authority:
    certificate: x509.Certificate

    def lay_into(self, folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        (folder / "Gốc.cer").write_bytes(self.certificate.public_bytes(serialization.Encoding.DER))
        return folder


def authority(common: str = "Cơ quan chứng thực thử", number: int = 0) -> Authority:
    name = _name(common, "Thử nghiệm")
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key(number).public_key())
        .serial_number(1000 + number)
        .not_valid_before(TODAY - timedelta(days=4000))
        .not_valid_after(TODAY + timedelta(days=4000))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(sign_certificates=True), critical=True)
        .sign(key(number), hashes.SHA256())
    )
    return Authority(made)


def _usage(*, sign_certificates: bool = False, sign: bool = True) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=sign,
        content_commitment=sign,
        key_encipherment=not sign,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def certificate(
    common: str = "Lò Văn Hặc",
    organisation: str = "UBND xã Chiềng Khoi",
    *,
    number: int = 1,
    starts: timedelta = timedelta(days=-100),
    ends: timedelta = timedelta(days=600),
    may_sign: bool = True,
) -> x509.Certificate:
    """Of key `number`, given out by `authority()`; also names places in the network that nobody may ask."""
    return (
        x509.CertificateBuilder()
        .subject_name(_name(common, organisation))
        .issuer_name(authority().certificate.subject)
        .public_key(key(number).public_key())
        .serial_number(5000 + number)
        .not_valid_before(TODAY + starts)
        .not_valid_after(TODAY + ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(sign=may_sign), critical=True)
        .add_extension(
            x509.CRLDistributionPoints(
                [x509.DistributionPoint([x509.UniformResourceIdentifier(CRL)], None, None, None)]
            ),
            critical=False,
        )
        .add_extension(
            x509.AuthorityInformationAccess(
                [
                    x509.AccessDescription(
                        x509.AuthorityInformationAccessOID.OCSP,
                        x509.UniformResourceIdentifier("http://127.0.0.1:9/ocsp"),
                    )
                ]
            ),
            critical=False,
        )
        .sign(key(0), hashes.SHA256())
    )


def key_file(
    path: Path, made: x509.Certificate | None = None, *, number: int = 1, passphrase: str = PASSPHRASE
) -> Path:
    made = made or certificate(number=number)
    lock = serialization.BestAvailableEncryption(passphrase.encode())
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            "khóa ký".encode(), key(number), made, [authority().certificate], lock
        )
    )
    return path


def letter(path: Path, *, name: str = "Lò Văn Hặc", title: str = "CHỦ TỊCH", pages: int = 1) -> Path:
    """A paper with the place of a signature at the lower right of its last page."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from app.paths import resource

    pdfmetrics.registerFont(TTFont("Thu", str(resource("fonts", "Tinos-Regular.ttf"))))
    canvas = Canvas(str(path), pagesize=(595, 842), initialFontName="Thu", invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("Thu", 14)
        canvas.drawString(85, 740, f"Ủy ban nhân dân xã Chiềng Khoi trình, trang {number}")
        if number == pages:
            canvas.drawCentredString(425, 330, title)
            canvas.drawCentredString(425, 240, name)
        canvas.showPage()
    canvas.save()
    return path


def pdfsig(path: Path) -> str:
    """What poppler says of the signatures; it is not the program that made them."""
    import subprocess

    done = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, encoding="utf-8")
    return done.stdout


def signature_picture(path: Path) -> Path:
    """A blue stroke on nothing."""
    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (600, 260), (0, 0, 0, 0))
    stroke = [(20, 200), (150, 40), (220, 220), (320, 60), (420, 210), (580, 90)]
    ImageDraw.Draw(image).line(stroke, fill=(20, 50, 180, 255), width=12)
    image.save(path)
    return path


def seal_picture(path: Path) -> Path:
    """Two red rings on nothing, 36 mm at 350 dpi."""
    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (496, 496), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse([6, 6, 490, 490], outline=(215, 20, 30, 255), width=12)
    draw.ellipse([90, 90, 406, 406], outline=(215, 20, 30, 255), width=6)
    image.save(path, dpi=(350, 350))
    return path
