"""A version that was signed: the book keeps the signed file, hands it out again and lays it on a stick."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import InputError, NotFoundError
from app.exchange.pdf_signatures import read_signatures
from app.exchange.signing_keys import KeyFile
from app.files.kept_files import Kept
from app.services import history
from app.services.dossier_signed import take_signed
from app.services.dossier_stick import export_to_stick
from app.services.dossier_verify import verify_dossier
from app.services.dossier_versions import check_kept, version_rows
from app.services.pdf_signing import Placing, SigningOrder, sign_pdf
from app.services.workspace import Workspace
from tests.exchange import signing_sample as sample
from tests.integration.dossier_ready import YEAR, Silent, export, make_ready, put


def sign(source: Path, target: Path) -> Path:
    key = KeyFile(sample.key_file(target.with_suffix(".p12")), sample.PASSPHRASE)
    order = SigningOrder(source, target, key, placing=Placing(visible=False))
    sign_pdf(order, now=datetime.now(UTC), progress=Silent())
    return target


def take(book: Workspace, path: Path) -> int:
    return take_signed(book, hamlet_uid=put(book), year=YEAR, signed=path, progress=Silent())


def test_the_signed_file_is_kept_handed_out_and_goes_to_the_stick(book: Workspace, tmp_path: Path) -> None:
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    once = sign(tmp_path / "một.pdf", tmp_path / "ký.pdf")
    assert take(book, once) == 1
    twice = sign(once, tmp_path / "ký hai.pdf")
    assert take(book, twice) == 1
    (version,) = book.read(version_rows, hamlet_uid=put(book), year=YEAR)
    assert set(check_kept(book, version, Silent()).values()) == {Kept.INTACT}
    again = export(book, tmp_path / "hai.pdf")
    assert (again.version, again.again) == (1, True)
    assert (tmp_path / "hai.pdf").read_bytes() == twice.read_bytes()
    (tmp_path / "usb").mkdir()
    stick = export_to_stick(
        book, hamlet_uid=put(book), year=YEAR, target_folder=tmp_path / "usb", progress=Silent()
    )
    seen = verify_dossier(stick.folder, Silent())
    assert [len(file.signatures) for file in seen.signed] == [2]
    assert seen.signatures_hold
    history.undo(book)
    export(book, tmp_path / "ba.pdf")
    assert len(read_signatures(tmp_path / "ba.pdf")) == 1


def test_what_is_no_signed_version_is_refused(book: Workspace, tmp_path: Path) -> None:
    other = sign(sample.letter(tmp_path / "thư.pdf"), tmp_path / "thư ký.pdf")
    with pytest.raises(NotFoundError):
        take(book, other)
    make_ready(book)
    export(book, tmp_path / "một.pdf")
    with pytest.raises(InputError, match="không phải một bản chính"):
        take(book, other)
    with pytest.raises(InputError, match="chưa có chữ ký số"):
        take(book, tmp_path / "một.pdf")
    signed = sign(tmp_path / "một.pdf", tmp_path / "ký.pdf")
    signed.write_bytes(signed.read_bytes().replace(b"/Type", b"/Typf", 1))
    with pytest.raises(InputError):
        take(book, signed)
