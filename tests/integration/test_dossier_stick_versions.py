"""What travels as it is: signed papers, and a version that was written before, whatever the stick."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.procedure import ComponentKind
from app.errors import Cancelled
from app.exchange.signing_keys import KeyFile
from app.files.volumes import Volume
from app.services import dossier_stick
from app.services.dossier_papers import paper_rows
from app.services.dossier_stick import StickOptions, StickResult, export_to_stick
from app.services.dossier_verify import verify_dossier
from app.services.paper_files import attach_file
from app.services.pdf_signing import Placing, SigningOrder, sign_pdf
from app.services.workspace import Workspace
from tests.exchange import signing_sample
from tests.integration.dossier_ready import YEAR, Silent, export, make_ready, put


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def to_stick(book: Workspace, usb: Path, progress: object = None, **options: object) -> StickResult:
    return export_to_stick(
        book,
        hamlet_uid=put(book),
        year=YEAR,
        target_folder=usb,
        progress=progress or Silent(),  # type: ignore[arg-type]
        options=StickOptions(**options),  # type: ignore[arg-type]
    )


def test_a_signed_paper_travels_byte_identical_and_its_signer_is_told(
    book: Workspace, usb: Path, tmp_path: Path
) -> None:
    pytest.importorskip("pyhanko")
    make_ready(book)
    signed = tmp_path / "Biên bản đã ký.pdf"
    order = SigningOrder(
        signing_sample.letter(tmp_path / "biên bản.pdf"),
        signed,
        KeyFile(signing_sample.key_file(tmp_path / "hac.p12"), signing_sample.PASSPHRASE),
        Placing(visible=False),
    )
    sign_pdf(order, now=datetime.now(UTC), progress=Silent())
    rows = book.read(paper_rows, hamlet_uid=put(book), year=YEAR, today=book.today())
    minutes = next(row for row in rows if row.kind is ComponentKind.MEETING_MINUTES)
    attach_file(book, signed, Silent(), hamlet_uid=put(book), year=YEAR, key=minutes.key)
    folder = to_stick(book, usb).folder
    (paper,) = (folder / "data" / "giay-to").iterdir()
    assert paper.read_bytes() == signed.read_bytes()
    assert paper.name == f"{minutes.title}.pdf"
    found = verify_dossier(folder, Silent())
    assert found.report.intact
    assert found.signatures_hold
    (file,) = found.signed
    assert [one.signer for one in file.signatures] == ["Lò Văn Hặc"]
    data = bytearray(paper.read_bytes())
    at = data.index(b"/FontDescriptor")
    data[at + 1 : at + 5] = b"Xont"
    paper.write_bytes(bytes(data))
    assert not verify_dossier(folder, Silent()).report.intact


def test_an_unchanged_dossier_goes_out_as_it_was_written_before(
    book: Workspace, usb: Path, tmp_path: Path
) -> None:
    """Also when it had been written in another way than a stick asks for."""
    make_ready(book)
    made = export(book, tmp_path / "hồ sơ.pdf", small_photos=True)
    result = to_stick(book, usb)
    assert (made.version, result.version) == (1, 1)
    (pdf,) = (result.folder / "data").glob("*.pdf")
    assert pdf.read_bytes() == (tmp_path / "hồ sơ.pdf").read_bytes()


def test_a_small_dossier_is_no_new_version_for_a_fat_stick(
    book: Workspace, usb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ready(book)
    export(book, tmp_path / "hồ sơ.pdf")
    fat = Volume(usb, "KINGSTON", "FAT32", 1 << 34, 1 << 33, False, True)
    monkeypatch.setattr(dossier_stick, "volume_of", lambda folder: fat)
    assert to_stick(book, usb).version == 1


@pytest.mark.parametrize("word", ["Đang chép", "Đang trình bày"])
def test_cancel_leaves_neither_folder_nor_part(book: Workspace, usb: Path, word: str) -> None:
    make_ready(book)

    class Cancelling:
        def step(self, text: str, done: int, total: int) -> None:
            if text.startswith(word) or (word == "Đang chép" and text == ""):
                raise Cancelled

    with pytest.raises(Cancelled):
        to_stick(book, usb, Cancelling())
    assert list(usb.iterdir()) == []
