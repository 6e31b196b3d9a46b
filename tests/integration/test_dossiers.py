"""How ready a dossier is, and its export from the book."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.domain.verdict import Verdict
from app.errors import Cancelled, EvidenceError, InputError
from app.services import assessments, criteria, evidence, evidence_intake, places, plans
from app.services.dossier_content import dossier_content
from app.services.dossier_readiness import PartState, Readiness, readiness
from app.services.dossiers import dossier_hamlets, export_dossier, proof_named
from app.services.workspace import DATABASE_FILE, EVIDENCE_FOLDER, Workspace


class Steps:
    """Takes every step; cancels at the given one."""

    def __init__(self, cancel_at: int | None = None) -> None:
        self.texts: list[str] = []
        self._cancel_at = cancel_at

    def step(self, text: str, done: int, total: int) -> None:
        if len(self.texts) == self._cancel_at:
            raise Cancelled
        self.texts.append(text)


def put(book: Workspace) -> str:
    return book.read(places.find_hamlet, name="ban put").uid


def indicator(book: Workspace, number: str) -> str:
    set_uid = book.read(plans.plan_of_year, year=2024).set_uid
    rows = book.read(criteria.indicators, set_uid=set_uid)
    return next(row.uid for row in rows if row.number == number)


def ready(book: Workspace) -> Readiness:
    found = book.read(
        readiness, hamlet_uid=put(book), year=2024, today=book.today(), evidence_folder=book.evidence_folder
    )
    assert found is not None
    return found


def part(found: Readiness, start: str):
    return next(part for part in found.parts if part.title.startswith(start))


def add_photo(book: Workspace, folder: Path, name: str, number: str) -> str:
    path = folder / name
    Image.effect_noise((300, 200), 40 + len(name)).convert("RGB").save(path, "JPEG")
    added = evidence_intake.add_files(
        book, [path], Steps(), hamlet_uid=put(book), indicator_uid=indicator(book, number)
    )
    assert added.failures == ()
    return added.uids[0]


def record(book: Workspace, number: str, **values: object) -> None:
    plan = book.read(plans.plan_of_year, year=2024)
    latest = book.read(assessments.latest_round, hamlet_uid=put(book), set_uid=plan.set_uid)
    assert latest is not None
    rows = book.read(assessments.sheet, round_uid=latest.uid).rows
    uid = next(row.uid for row in rows if row.indicator.number == number)
    book.write(assessments.record, assessment_uid=uid, values=values)


def test_the_sample_lacks_a_proof_for_each_met_indicator(book):
    found = ready(book)
    assert found.bare == 41
    assert (found.totals.criteria_met, found.totals.indicators_met) == (13, 41)
    assert len([part for part in found.parts if part.title.startswith("Tiêu chí ")]) == 16
    assert part(found, "Tiêu chí 14").remark == "Chưa có minh chứng: 14.1–14.12."
    fourth = part(found, "Tiêu chí 4")
    assert fourth.remark == "Chưa có minh chứng: 4.1, 4.2. Chưa đạt: 4.3."
    assert (fourth.state, fourth.page) == (PartState.MISSING, "assessment")
    assert fourth.indicator_uid == indicator(book, "4.1")


def test_a_proof_mends_its_criterion(book, tmp_path):
    add_photo(book, tmp_path, "một.jpg", "2.1")
    assert part(ready(book), "Tiêu chí 2").remark == "Chưa có minh chứng: 2.2."
    add_photo(book, tmp_path, "hai hai.jpg", "2.2")
    found = ready(book)
    second = part(found, "Tiêu chí 2")
    assert (second.state, second.remark, second.page) == (PartState.READY, "2 minh chứng.", "evidence")
    assert found.bare == 39
    assert part(found, "Danh mục minh chứng").remark == "2 tệp."


def test_a_sensitive_proof_does_not_count_for_the_dossier(book, tmp_path):
    uid = add_photo(book, tmp_path, "thẻ.jpg", "9.1")
    book.write(
        evidence.update, evidence_uid=uid, values={"sensitive": True, "sensitive_reason": "Có ảnh căn cước"}
    )
    found = ready(book)
    assert found.bare == 41
    ninth = part(found, "Tiêu chí 9")
    assert ninth.remark == "Chưa có minh chứng: 9.2. Chỉ có minh chứng nhạy cảm, không in: 9.1."
    assert part(found, "Danh mục").state is PartState.MISSING


def test_what_is_not_assessed_is_never_called_ready(book):
    record(book, "2.1", claimed=None)
    record(book, "2.2", claimed=None)
    found = ready(book)
    second = part(found, "Tiêu chí 2")
    assert (second.state, second.remark) == (PartState.WARNING, "Chưa đánh giá: 2.1, 2.2.")
    assert part(found, "Biểu tự đánh giá").remark == "Còn 2 chỉ tiêu chưa có kết luận."


def test_not_applicable_asks_for_a_reason_not_for_a_proof(book):
    for number in ("3.1", "3.2"):
        record(book, number, claimed=Verdict.NOT_APPLICABLE)
    third = part(ready(book), "Tiêu chí 3")
    assert (third.state, third.remark) == (
        PartState.WARNING,
        "Không áp dụng mà chưa ghi lý do: 3.1, 3.2.",
    )
    for number in ("3.1", "3.2"):
        record(book, number, explanation="Bản không có công trình thủy lợi")
    assert part(ready(book), "Tiêu chí 3").state is PartState.READY


def test_a_lost_file_is_named_and_leads_to_itself(book, tmp_path):
    uid = add_photo(book, tmp_path, "Ảnh cổng.jpg", "2.1")
    book.read(evidence.evidence_rows)[0].path(book.evidence_folder).unlink()
    lost = part(ready(book), "Ảnh cổng")
    assert (lost.state, lost.page, lost.evidence_uid) == (PartState.MISSING, "evidence", uid)
    assert "“Ảnh cổng.jpg”" in lost.remark
    with pytest.raises(EvidenceError) as caught:
        export_dossier(
            book, hamlet_uid=put(book), year=2024, target=tmp_path / "hs.pdf", progress=Steps(), draft=True
        )
    assert book.read(proof_named, hamlet_uid=put(book), name=caught.value.name) == uid
    assert not (tmp_path / "hs.pdf").exists()


def test_a_hamlet_without_a_round_has_no_readiness(book):
    uid = book.write(places.add_hamlets, names=["Bản Mới"])[0]
    query = {"hamlet_uid": uid, "year": 2024, "today": book.today(), "evidence_folder": book.evidence_folder}
    assert book.read(readiness, **query) is None


def test_dossiers_are_made_for_the_hamlets_of_the_plan(book):
    book.write(places.add_hamlets, names=["Bản Mới"])
    assert [row.name for row in book.read(dossier_hamlets, year=2024)] == ["Bản Pút", "Bản Tủm"]
    assert book.read(dossier_hamlets, year=2025) == []


def test_cancelling_the_export_leaves_no_file(book, tmp_path):
    out = tmp_path / "ra"
    out.mkdir()
    add_photo(book, tmp_path, "một.jpg", "2.1")
    with pytest.raises(Cancelled):
        export_dossier(
            book, hamlet_uid=put(book), year=2024, target=out / "hs.pdf", progress=Steps(2), draft=True
        )
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("inside", [DATABASE_FILE, f"{DATABASE_FILE}-wal", f"{EVIDENCE_FOLDER}/a.pdf", ""])
def test_a_dossier_never_overwrites_the_book(book: Workspace, inside: str) -> None:
    before = (book.folder / DATABASE_FILE).read_bytes()
    target = book.folder / inside if inside else Path("")
    with pytest.raises(InputError, match="Hãy chọn tên tệp khác"):
        export_dossier(book, hamlet_uid=put(book), year=2024, target=target, progress=Steps())
    assert (book.folder / DATABASE_FILE).read_bytes() == before
    inside_is_fine = book.folder / "Hồ sơ.pdf"
    assert not book.owns(inside_is_fine)


def test_proofs_of_one_indicator_stand_in_vietnamese_order(book: Workspace, tmp_path: Path) -> None:
    for colour, name in enumerate(("Ảnh 10.jpg", "Ảnh 2.jpg", "Biên bản.jpg")):
        path = tmp_path / name
        Image.new("RGB", (8, 8), (colour * 90, 0, 0)).save(path)
        evidence_intake.add_files(
            book, [path], Steps(), hamlet_uid=put(book), indicator_uid=indicator(book, "13.2")
        )
    content = book.read(
        dossier_content,
        hamlet_uid=put(book),
        year=2024,
        today=book.today(),
        evidence_folder=book.evidence_folder,
    )
    assert [item.title for item in content.evidence] == ["Ảnh 2", "Ảnh 10", "Biên bản"]
