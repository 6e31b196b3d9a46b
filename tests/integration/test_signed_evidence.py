"""A paper that is signed already goes through the book byte for byte, so its signatures stay what they are."""

import shutil
import unicodedata

from app.exchange.pdf_signatures import read_signatures
from app.services import evidence, evidence_intake
from tests.exchange import signing_sample as sample
from tests.exchange.test_pdf_signatures import sign_plainly
from tests.integration.test_evidence import Steps, place  # noqa: F401 - a fixture


def test_a_signed_paper_is_taken_in_and_leaves_as_it_came(book, place, tmp_path):  # noqa: F811
    paper = sample.letter(tmp_path / "quyết định.pdf", pages=3)
    signed = sign_plainly(paper, tmp_path / unicodedata.normalize("NFD", "Quyết định đã ký.pdf"))
    office = sample.certificate("UBND xã Chiềng Khoi", number=2)
    twice = sign_plainly(signed, tmp_path / "hai chữ ký.pdf", made=office, number=2, field="Ký 2")
    added = evidence_intake.add_files(book, [signed, twice], Steps(), **place)
    assert (added.new, added.failures) == (2, ())
    rows = {row.title: row for row in book.read(evidence.evidence_rows, **place)}
    for title, original, count in [("Quyết định đã ký", signed, 1), ("hai chữ ký", twice, 2)]:
        kept = rows[title].path(book.evidence_folder)
        assert kept.read_bytes() == original.read_bytes()
        out = shutil.copyfile(kept, tmp_path / "ra.pdf")
        reports = read_signatures(out)
        assert [report.intact for report in reports] == [True] * count
        assert sample.pdfsig(out).count("Signature is Valid") == count
