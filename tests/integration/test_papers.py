"""The papers of a dossier in a book: attached, explained, numbered, missing; written out and taken back."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.procedure import ComponentKind
from app.domain.rights import AccountKind, Actor
from app.domain.verdict import Opinion
from app.errors import EvidenceError, InputError, RefusedError
from app.models.procedure import ProcedureProfile
from app.reports.content import Attached
from app.reports.dossier.papers import letter_of
from app.reports.letters.document import Grid, Letter, Masthead, Signatures
from app.services import (
    appraisals,
    assessments,
    council_edit,
    criteria,
    dossier_papers,
    evidence,
    evidence_trash,
    history,
    meetings,
    people,
    places,
    procedure_edit,
    procedures,
)
from app.services.dossier_papers import PaperState
from app.services.people import Term
from app.services.workspace import Workspace
from tests.integration.paper_rows import (
    MINUTES,
    OFFICERS,
    PROPOSAL,
    TODAY,
    attach,
    body,
    content,
    review_uid,
    row,
    rows,
    signed,
    word,
)


@pytest.fixture
def put(book: Workspace) -> str:
    return book.read(places.find_hamlet, name="ban put").uid


@pytest.fixture
def at(put: str) -> dict[str, object]:
    return {"hamlet_uid": put, "year": 2024}


def test_the_sample_says_paper_by_paper_what_is_there_and_what_is_missing(book, at):
    found = rows(book, at)
    states = {one.kind: one.state for one in found if one.kind is not OFFICERS}
    assert states == {
        PROPOSAL: PaperState.WARNING,
        ComponentKind.RESULT_REPORT: PaperState.READY,
        ComponentKind.SELF_ASSESSMENT: PaperState.WARNING,
        MINUTES: PaperState.MISSING,
        ComponentKind.COUNCIL_MINUTES: PaperState.MISSING,
        ComponentKind.PLAN: PaperState.READY,
        ComponentKind.EVIDENCE: PaperState.MISSING,
    }
    assert row(book, at, MINUTES).page == "appraisal"
    assert row(book, at, MINUTES).panel == "residents"
    assert not row(book, at, MINUTES).blocks
    assert row(book, at, ComponentKind.COUNCIL_MINUTES).blocks
    assert len({one.key for one in found}) == len(found)


def test_each_officer_who_appraises_has_a_paper_and_each_indicator_is_in_one(book, at, put):
    officers = [one for one in rows(book, at) if one.kind is OFFICERS]
    assert len(officers) == 11
    assert all(one.state is PaperState.MISSING for one in officers)
    health = row(book, at, OFFICERS, "YT")
    sheet = book.read(assessments.sheet, round_uid=review_uid(book, put))
    judged = [one for one in sheet.rows if one.indicator.number == "13.1"]
    book.write(
        appraisals.appraise,
        assessment_uids=[judged[0].uid],
        opinion=Opinion.ASK_MORE,
        note="Bổ sung danh sách",
        today=TODAY,
    )
    now = row(book, at, OFFICERS, "YT")
    assert now.state is PaperState.WARNING
    assert "1/2 chỉ tiêu chưa có ý kiến" in now.remark
    letter = body(book, at, health.key)
    assert isinstance(letter, Letter)
    signatures = next(block for block in letter.blocks if isinstance(block, Signatures))
    assert signatures.right.titles == ("Trạm y tế xã",)
    assert signatures.right.name == ""  # the book knows nobody; who started the computer signs nothing
    health_role = next(one for one in book.read(criteria.roles) if one.code == "YT")
    term = Term(book.write(people.add, name="Lò Thị Hoa"), health_role.uid)
    book.write(people.hold, term=term)
    named = body(book, at, health.key)
    assert next(one for one in named.blocks if isinstance(one, Signatures)).right.name == "Lò Thị Hoa"
    grid = next(block for block in letter.blocks if isinstance(block, Grid))
    texts = [str(cell) for line in grid.rows for cell in line]
    assert any("Bổ sung danh sách" in text for text in texts)
    assert any("Chưa thẩm định" in text for text in texts)


def test_meetings_that_were_held_are_enclosed_as_letters(book, at, put):
    review = review_uid(book, put)
    book.write(
        meetings.record_residents,
        round_uid=review,
        values={"held_on": date(2024, 4, 1), "present": 90, "invited": 100, "agreed": 85},
    )
    book.write(council_edit.open_council, round_uid=review, today=TODAY)
    for kind, title in (
        (MINUTES, "Biên bản họp bản Pút"),
        (ComponentKind.COUNCIL_MINUTES, "Biên bản họp hội"),
    ):
        found = row(book, at, kind)
        assert found.state is PaperState.READY
        assert found.endings == (".docx", ".pdf")
        assert body(book, at, found.key).title.startswith(title)


def test_a_file_stands_in_the_place_of_a_paper_and_undo_takes_it_away(book, at, tmp_path):
    key = row(book, at, MINUTES).key
    uid = attach(book, at, key, signed(tmp_path))
    found = row(book, at, MINUTES)
    assert found.state is PaperState.ATTACHED
    assert found.file_name == "Biên bản đã ký.pdf"
    assert found.evidence_uid == uid
    attached = body(book, at, key)
    assert isinstance(attached, Attached)
    assert attached.pages == 2
    assert attached.path.read_bytes() == (tmp_path / "Biên bản đã ký.pdf").read_bytes()
    history.undo(book)
    assert row(book, at, MINUTES).state is PaperState.MISSING
    assert uid not in [one.uid for one in book.read(evidence.evidence_rows)]


def test_a_word_file_is_taken_and_told_that_it_cannot_be_printed(book, at, tmp_path):
    key = row(book, at, PROPOSAL).key
    attach(book, at, key, word(tmp_path))
    found = row(book, at, PROPOSAL)
    assert found.state is PaperState.MISSING
    assert found.remark == "Tệp “to-trinh.docx” không in được vào hồ sơ. Hãy lưu thành PDF rồi gắn lại."
    attach(book, at, key, signed(tmp_path, "to-trinh.pdf", 1))
    assert row(book, at, PROPOSAL).state is PaperState.ATTACHED


def test_an_attached_file_is_not_deleted_for_good_until_it_is_detached(book, at, tmp_path):
    key = row(book, at, MINUTES).key
    uid = attach(book, at, key, signed(tmp_path))
    book.write(evidence_trash.remove, evidence_uids=[uid], today=TODAY)
    assert evidence_trash.empty_trash(book).count == 0
    assert row(book, at, MINUTES).state is PaperState.ATTACHED
    assert body(book, at, key).path.is_file()
    book.write(dossier_papers.detach_paper, **at, key=key)
    assert row(book, at, MINUTES).state is PaperState.MISSING
    assert evidence_trash.empty_trash(book).count == 1


def test_a_sensitive_file_does_not_become_a_paper(book, at, tmp_path):
    key = row(book, at, MINUTES).key
    uid = attach(book, at, key, signed(tmp_path))
    book.write(dossier_papers.detach_paper, **at, key=key)
    book.write(evidence.update, evidence_uid=uid, values={"sensitive": True, "sensitive_reason": "CCCD"})
    with pytest.raises(RefusedError, match="nhạy cảm"):
        book.write(dossier_papers.attach_paper, **at, key=key, evidence_uid=uid)


def test_a_missing_paper_is_explained_and_the_explanation_goes_into_the_dossier(book, at):
    found = row(book, at, ComponentKind.COUNCIL_MINUTES)
    book.write(dossier_papers.explain_missing, **at, key=found.key, explanation=" Họp ngày\u00a010/5 ")
    now = row(book, at, ComponentKind.COUNCIL_MINUTES)
    assert now.state is PaperState.EXPLAINED
    assert not now.blocks
    piece = next(one for one in content(book, at).pieces if one.key == found.key)
    assert piece.explanation.startswith("Họp ngày")
    book.write(dossier_papers.explain_missing, **at, key=found.key, explanation="")
    assert row(book, at, ComponentKind.COUNCIL_MINUTES).state is PaperState.MISSING


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("5", "05/TTr-UBND"),
        ("5/TTr-UBND", "05/TTr-UBND"),
        ("12", "12/TTr-UBND"),
        ("007/TTr-UBND", "07/TTr-UBND"),
        ("TTr 5", "TTr 5"),
        ("", ""),
    ],
)
def test_the_number_is_printed_as_the_decree_writes_it(book, at, typed, printed):
    key = row(book, at, PROPOSAL).key
    day = date(2024, 4, 2)
    book.write(dossier_papers.set_number, **at, key=key, number=typed, dated=day, today=TODAY)
    piece = next(one for one in content(book, at).pieces if one.key == key)
    assert piece.number == printed
    letter = letter_of(content(book, at), piece)
    head = next(block for block in letter.blocks if isinstance(block, Masthead))
    assert head.place_line == "Chiềng Khoi, ngày 02 tháng 4 năm 2024"
    assert (f"Số: {printed}" == head.number_line) is bool(printed)


def test_a_day_to_come_is_no_date_of_a_paper(book, at):
    key = row(book, at, PROPOSAL).key
    with pytest.raises(InputError) as refused:
        book.write(dossier_papers.set_number, **at, key=key, number="5", dated=date(2024, 4, 21), today=TODAY)
    assert refused.value.field == "dated"


@pytest.mark.parametrize(
    ("actor", "kind", "part", "allowed"),
    [
        (AccountKind.CADASTRAL, PROPOSAL, "", True),
        (AccountKind.CHAIRMAN, PROPOSAL, "", True),
        (AccountKind.HAMLET_BOARD, MINUTES, "", True),
        (AccountKind.HAMLET_BOARD, PROPOSAL, "", False),
        (AccountKind.OFFICER, OFFICERS, "YT", True),
        (AccountKind.OFFICER, OFFICERS, "CA", False),
        (AccountKind.VIEWER, MINUTES, "", False),
    ],
)
def test_who_may_say_what_of_a_paper(book, at, put, actor, kind, part, allowed):
    key = row(book, at, kind, part).key
    book.actor = Actor(
        "Ai đó",
        actor,
        role_code="YT" if actor is AccountKind.OFFICER else None,
        hamlet_uid=put if actor is AccountKind.HAMLET_BOARD else None,
    )
    if allowed:
        book.write(dossier_papers.explain_missing, **at, key=key, explanation="Nộp sau")
        return
    with pytest.raises(RefusedError):
        book.write(dossier_papers.explain_missing, **at, key=key, explanation="Nộp sau")


def test_a_part_of_the_procedure_with_a_paper_stays(book, at):
    found = row(book, at, MINUTES)
    book.write(dossier_papers.explain_missing, **at, key=found.key, explanation="Nộp sau")
    with pytest.raises(RefusedError, match="gỡ ở trang Hồ sơ"):
        book.write(procedure_edit.remove_component, component_uid=found.component_uid)
    profile = book.read(procedures.profile_on, on=TODAY)
    with pytest.raises(RefusedError, match="gỡ ở trang Hồ sơ"):
        book.write(procedure_edit.remove_profile, profile_uid=profile.uid)
    book.write(dossier_papers.explain_missing, **at, key=found.key, explanation="")
    book.write(procedure_edit.remove_component, component_uid=found.component_uid)


def test_in_a_gap_between_procedures_the_four_usual_papers_keep_their_keys(book, at):
    def forget(session) -> None:
        for profile in session.query(ProcedureProfile):
            profile.valid_from = date(2030, 1, 1)
            profile.valid_to = None

    book.write(forget)
    found = rows(book, at)
    assert [one.key for one in found] == ["to-trinh", "bao-cao", "tu-danh-gia", "minh-chung"]
    assert not any(one.attachable for one in found)
    with pytest.raises(RefusedError, match="Danh mục › Quy trình"):
        book.write(dossier_papers.explain_missing, **at, key="to-trinh", explanation="x")


def test_the_same_file_for_two_papers_is_kept_once(book, at, tmp_path):
    path = signed(tmp_path)
    one = attach(book, at, row(book, at, MINUTES).key, path)
    two = attach(book, at, row(book, at, ComponentKind.COUNCIL_MINUTES).key, path)
    assert one == two


def test_a_file_that_is_none_leaves_nothing(book, at, tmp_path):
    bad = tmp_path / "hỏng.pdf"
    bad.write_bytes(b"%PDF-1.4 hong")
    before = sorted(book.evidence_folder.rglob("*"))
    with pytest.raises(EvidenceError):
        attach(book, at, row(book, at, MINUTES).key, bad)
    assert sorted(book.evidence_folder.rglob("*")) == before
