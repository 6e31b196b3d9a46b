"""A paper that claims PDF/A-1b stays one after signing, pictures and all; a large paper needs little memory."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageCms

from app.exchange.pdf_signatures import read_signatures
from app.exchange.pdf_signing import claims_pdfa_1
from app.exchange.signing_keys import KeyFile
from app.services.pdf_signing import Placing, SigningOrder, sign_pdf
from tests.exchange import signing_sample as sample
from tests.exchange.test_pdf_signing import Watched

JARS = [Path("/usr/share/java") / f"{name}.jar" for name in (
    "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "jakarta.activation", "jaxb-api",
    "bcprov", "bcmail", "bcpkix", "bcutil",
)]  # fmt: skip
needs_validator = pytest.mark.skipif(not JARS[0].is_file(), reason="PDFBox Preflight is not installed")
MEGABYTE = 1 << 20


def complaints(path):
    """What PDFBox says against PDF/A-1b; [] for a valid file."""
    command = [
        "java",
        "-cp",
        ":".join(map(str, JARS)),
        "org.apache.pdfbox.preflight.Validator_A1b",
        str(path),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=100)
    said = done.stdout + done.stderr
    if "is a valid PDF/A-1b file" in said:
        return []
    return [line for line in said.splitlines() if line.strip()] or ["nothing said"]


def archival(path):
    """A letter made into PDF/A-1b by hand."""
    sample.letter(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        colours = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
        colours[8:10] = b"\2\x10"  # PDF/A-1 knows profiles up to version 2
        profile = pdf.make_stream(bytes(colours), N=3)
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFA1, OutputConditionIdentifier="sRGB",
            DestOutputProfile=profile,
        )  # fmt: skip
        pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        xmp = (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
            'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>1</pdfaid:part>'
            "<pdfaid:conformance>B</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta>"
            '<?xpacket end="w"?>'
        )
        pdf.Root.Metadata = pdf.make_stream(
            xmp.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        pdf.save(path, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return path


def sign(source, target, key, **more):
    order = SigningOrder(source, target, KeyFile(key, sample.PASSPHRASE), **more)
    return sign_pdf(order, now=datetime.now(UTC), progress=Watched())


@needs_validator
def test_an_archival_paper_stays_one(tmp_path):
    paper, key = archival(tmp_path / "a.pdf"), sample.key_file(tmp_path / "a.p12")
    assert complaints(paper) == []
    assert claims_pdfa_1(paper)
    pictures = {
        "signature_picture": sample.signature_picture(tmp_path / "ký.png"),
        "seal_picture": sample.seal_picture(tmp_path / "dấu.png"),
    }
    sign(paper, tmp_path / "b.pdf", key, **pictures)
    sign(tmp_path / "b.pdf", tmp_path / "c.pdf", key, placing=Placing(page=1, corner="tren-phai"))
    assert complaints(tmp_path / "c.pdf") == []
    assert all(report.intact for report in read_signatures(tmp_path / "c.pdf"))


def test_pictures_keep_their_transparency_where_nothing_forbids_it(tmp_path):
    paper, key = sample.letter(tmp_path / "a.pdf"), sample.key_file(tmp_path / "a.p12")
    picture = sample.signature_picture(tmp_path / "ký.png")
    sign(paper, tmp_path / "b.pdf", key, signature_picture=picture)
    sign(archival(tmp_path / "c.pdf"), tmp_path / "d.pdf", key, signature_picture=picture)
    with pikepdf.open(tmp_path / "b.pdf") as plain, pikepdf.open(tmp_path / "d.pdf") as kept:
        assert any("/SMask" in one for one in streams(plain))
        assert not any("/SMask" in one for one in streams(kept))
        assert any("/Mask" in one for one in streams(kept))


def streams(pdf):
    return [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]


MEASURE = """
import re, sys
from datetime import UTC, datetime
from pathlib import Path
from app.exchange.signing_keys import KeyFile
from app.services.pdf_signing import Placing, SigningOrder, sign_pdf
class Quiet:
    def step(self, *_): pass
source, key, passphrase = sys.argv[1:]
order = SigningOrder(Path(source), Path(source + "x"), KeyFile(Path(key), passphrase), Placing(visible=False))
sign_pdf(order, now=datetime.now(UTC), progress=Quiet())
print(int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)
"""


def megabytes_to_sign(path, key):
    command = [sys.executable, "-c", MEASURE, path, key, sample.PASSPHRASE]
    return int(subprocess.run(command, check=True, capture_output=True).stdout)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak is read from /proc")
def test_a_large_paper_needs_no_more_memory_than_a_small_one(tmp_path):
    small, large = sample.letter(tmp_path / "nhỏ.pdf"), tmp_path / "lớn.pdf"
    filler = tmp_path / "filler"
    with filler.open("wb") as file:
        file.truncate(300 * MEGABYTE)
    with pikepdf.open(small) as pdf:
        pdf.Root.Filler = pdf.make_stream(b"\0" * MEGABYTE)
        for number in range(300):
            pdf.pages[0].obj[f"/X{number}"] = pdf.make_indirect(
                pikepdf.Stream(pdf, bytes([number % 256]) * MEGABYTE)
            )
        pdf.save(large, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert large.stat().st_size > 300 * MEGABYTE
    key = sample.key_file(tmp_path / "a.p12")
    peaks = [megabytes_to_sign(path, key) for path in (small, large)]
    assert peaks[1] - peaks[0] < 20, peaks
    (report,) = read_signatures(tmp_path / "lớn.pdfx")
    assert report.intact


FILL_THE_DISK = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from app.errors import StorageError
from app.exchange.signing_keys import KeyFile
from app.services.pdf_signing import Placing, SigningOrder, sign_pdf
class Quiet:
    def step(self, *_): pass
source, target, key, passphrase, room = sys.argv[1:]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), int(room)))
order = SigningOrder(Path(source), Path(target), KeyFile(Path(key), passphrase), Placing(visible=False))
try:
    sign_pdf(order, now=datetime.now(UTC), progress=Quiet())
except StorageError as error:
    print(error)
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="a full disk is played with a limit of Linux"
)
@pytest.mark.parametrize("more", [-1_000, 1_000], ids=["while copying", "while signing"])
def test_a_disk_that_fills_leaves_the_older_file(tmp_path, more):
    paper, key = sample.letter(tmp_path / "a.pdf"), sample.key_file(tmp_path / "a.p12")
    target = tmp_path / "b.pdf"
    target.write_bytes(b"older")
    room = str(paper.stat().st_size + more)
    command = [sys.executable, "-c", FILL_THE_DISK, paper, target, key, sample.PASSPHRASE, room]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "b.pdf" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert target.read_bytes() == b"older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.p12", "a.pdf", "b.pdf"]
