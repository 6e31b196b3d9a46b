"""What is easily lost or let through: found by looking for it, each with its proof."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from app.domain.rights import AccountKind, Actor
from app.domain.verdict import Opinion, Verdict
from app.errors import EvidenceError, NotFoundError, RefusedError
from app.files.evidence_reading import look_through
from app.files.evidence_store import Intake
from app.files.photos import pdf_page_png
from app.files.search_index import SearchIndex
from app.models.assessment import Assessment
from app.services import (
    accounts,
    appraisals,
    assessments,
    catalogue,
    criteria,
    evidence,
    evidence_intake,
    evidence_revisions,
    evidence_trash,
    history,
    history_journal,
    meetings,
    minutes,
    places,
    roles,
    set_entry,
)
from app.services.history_journal import JournalFilter
from tests.integration.test_evidence import Steps, photo, place  # noqa: F401 - a fixture
from tests.integration.test_rounds import close, review, row  # noqa: F401 - fixtures

TODAY = date(2024, 4, 20)


def add(book, *paths, **where):
    return evidence_intake.add_files(book, list(paths), Steps(), **where).uids


def test_bytes_that_ctrl_y_may_bring_back_outlive_an_emptied_trash(book, tmp_path):
    path = photo(tmp_path / "a.jpg")
    (uid,) = add(book, path)
    book.write(evidence_trash.remove, evidence_uids=[uid], today=TODAY)
    evidence_trash.empty_trash(book)
    (line, *_older) = book.read(history_journal.journal_page, wanted=JournalFilter()).lines
    assert line.deed == "xóa hẳn minh chứng", "it is told as what it was"
    add(book, path)
    history.undo(book)
    evidence_trash.empty_trash(book)
    history.redo(book)
    (found,) = (one for one in book.read(evidence.evidence_rows) if one.title == "a")
    assert found.path(book.evidence_folder).is_file()


def test_a_refused_batch_takes_no_file_away_that_the_book_holds(book, tmp_path):
    """Another batch entered the same bytes meanwhile, or their file had to be made good."""
    path = photo(tmp_path / "a.jpg")
    intake = Intake(book.evidence_folder)
    intake.store(path, Steps())
    add(book, path)
    with pytest.raises(RefusedError), evidence_intake.taken_back_on_refusal(book, intake):
        raise RefusedError("x")
    (found,) = (one for one in book.read(evidence.evidence_rows) if one.title == "a")
    assert found.path(book.evidence_folder).is_file()


def test_nothing_is_moved_out_of_a_closed_round(book, review, row):  # noqa: F811
    later = book.write(
        assessments.start_round, hamlet_uid=review.hamlet_uid, set_uid=review.set_uid, held_on=TODAY
    )
    uid, other = row("13.2").uid, row("13.2", later).uid
    close(book, review)

    def move(session):
        session.delete(session.get_one(Assessment, other))
        session.flush()
        session.get_one(Assessment, uid).round_uid = later
        session.flush()

    with pytest.raises(RefusedError, match="khóa"):
        book.write(move)


def test_an_answer_that_the_council_has_judged_stays_until_its_word_is_taken_back(book, review, row):  # noqa: F811
    uid = row("13.2").uid
    record = {"assessment_uid": uid}
    book.write(assessments.record, **record, values={"claimed": Verdict.MET})
    book.write(assessments.record, **record, values={"concluded": Verdict.MET})
    with pytest.raises(RefusedError, match="Hội đồng"):
        book.write(assessments.record, **record, values={"claimed": Verdict.UNMET})
    book.write(assessments.record, **record, values={"explanation": "Ghi thêm", "claimed": Verdict.MET})
    book.write(assessments.record, **record, values={"concluded": None, "claimed": Verdict.UNMET})
    assert row("13.2").verdict is Verdict.UNMET


def test_a_hamlet_board_takes_over_no_proof_of_another_hamlet(book, place, tmp_path):  # noqa: F811
    tum = book.read(places.find_hamlet, name="Bản Tủm").uid
    own, other = photo(tmp_path / "a.jpg", "red"), photo(tmp_path / "b.jpg", "blue")
    (mine,) = add(book, own, **place)
    add(book, other, hamlet_uid=tum, indicator_uid=place["indicator_uid"])
    book.actor = Actor("BQL", AccountKind.HAMLET_BOARD, hamlet_uid=place["hamlet_uid"])
    with pytest.raises(RefusedError):
        evidence_revisions.replace_file(book, other, Steps(), evidence_uid=mine)


def test_what_is_pasted_from_word_can_be_printed(book, review, tmp_path):  # noqa: F811
    values = {"opinions": "Một\x0bHai\x00\ud800", "chair": "Lò\x0bThị\x01 Hoa"}
    book.write(meetings.record_residents, round_uid=review.uid, values=values)
    found = book.read(minutes.residents_minutes, round_uid=review.uid, today=TODAY)
    assert (found.opinions, found.chair) == ("Một\nHai", "Lò Thị Hoa")
    minutes.write(book, found, tmp_path / "bb.docx")


def test_what_the_council_has_judged_is_not_sent_in_again(book, row):  # noqa: F811
    uid = row("13.2").uid
    send_back = {"opinion": Opinion.ASK_MORE, "note": "Bổ sung", "today": TODAY}
    book.write(appraisals.appraise, assessment_uids=[uid], **send_back)
    book.write(assessments.record, assessment_uid=uid, values={"concluded": Verdict.MET})
    with pytest.raises(RefusedError):
        book.write(appraisals.resubmit, assessment_uids=[uid])
    assert row("13.2").opinion is Opinion.ASK_MORE


def test_a_proof_that_is_gone_is_not_linked(book, place):  # noqa: F811
    with pytest.raises(NotFoundError):
        book.write(evidence.link, evidence_uid="0" * 32, **place)


def test_who_signs_in_for_a_joined_role_works_for_the_one_it_went_into(book):
    found = {one.code: one.uid for one in book.read(criteria.roles)}
    book.write(accounts.add, name="Lan", kind=AccountKind.CADASTRAL)
    book.write(accounts.add, name="Hoa", kind=AccountKind.OFFICER, role_uid=found["YT"])
    book.write(roles.join, role_uid=found["YT"], into_uid=found["VHTT"], on=TODAY)
    codes = {one.name: one.role_code for one in book.read(accounts.accounts)}
    assert codes["Hoa"] == "VHTT"
    history.undo(book)
    codes = {one.name: one.role_code for one in book.read(accounts.accounts)}
    assert codes["Hoa"] == "YT"


def test_ctrl_z_takes_back_the_work_of_others_only_for_the_one_who_keeps_the_book(book, row):  # noqa: F811
    book.actor = Actor("Lan")
    uid = row("13.2").uid
    book.write(assessments.record, assessment_uid=uid, values={"explanation": "của Lan"})
    for kind in (AccountKind.CHAIRMAN, AccountKind.OFFICER, AccountKind.HAMLET_BOARD, AccountKind.VIEWER):
        book.actor = Actor("Hoa", kind)
        with pytest.raises(RefusedError, match="Lan"):
            history.undo(book)
    book.actor = Actor("Lan")
    history.undo(book)
    book.actor = Actor("Hoa", AccountKind.CHAIRMAN)
    with pytest.raises(RefusedError):
        history.redo(book)
    assert row("13.2").explanation != "của Lan"


def test_what_was_answered_meanwhile_is_not_filled_in_any_further(book, review, row):  # noqa: F811
    """The screen says how the indicator stood when the person came to it; the book knows who answered since."""
    uid = next(one.uid for one in book.read(criteria.indicators, set_uid=review.set_uid) if one.text is None)
    number = next(
        one.number for one in book.read(criteria.indicators, set_uid=review.set_uid) if one.uid == uid
    )

    def definition(session):
        return set_entry.indicator_definition(catalogue.indicator_row(session, uid)[0], {})

    came = book.read(definition)
    write = {"indicator_uid": uid, "found": came}
    book.write(catalogue.change_indicator, **write, values={"text": "Có đường"})
    book.write(catalogue.change_indicator, **write, values={"text": "Có đường ô tô"})
    book.write(assessments.record, assessment_uid=row(number).uid, values={"claimed": Verdict.UNMET})
    for text in ("Có đường bê tông", "Có đường nhựa"):
        with pytest.raises(RefusedError):
            book.write(catalogue.change_indicator, **write, values={"text": text})
        book.write(catalogue.change_indicator, **write, values={"hint": text})


def test_two_readings_of_one_file_leave_the_index_whole(tmp_path):
    index = SearchIndex(tmp_path)
    for words in ("Một", "Hai"):
        index.put("a" * 64, [words], "")
    assert [len(index.find([word])) for word in ("mot", "hai")] == [1, 0]


def test_a_page_like_a_thread_does_not_fill_the_memory(tmp_path):
    import pikepdf

    with pikepdf.new() as made:
        made.add_blank_page(page_size=(3, 14_400))
        made.save(tmp_path / "a.pdf")
    wide, high = Image.open(BytesIO(pdf_page_png(tmp_path / "a.pdf", 0, 1_000))).size
    assert wide * high <= 41_000_000


def test_of_an_endless_text_only_the_beginning_is_read(tmp_path):
    from app.files.text_extraction import LONGEST_TEXT, text_file

    path = tmp_path / "a.txt"
    path.write_text("x" + "ế" * LONGEST_TEXT, "utf-8")
    words = text_file(path, "a.txt")
    assert len(words) <= LONGEST_TEXT
    assert set(words) == {"x", "ế"}


@pytest.mark.parametrize("kind", ["forms", "deflated"])
def test_a_pdf_that_unfolds_into_gigabytes_is_refused(tmp_path, kind):
    import pikepdf

    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        if kind == "deflated":
            content = b"0 0 m " * 6_000_000
        else:
            content, form = b"/X Do", made.make_stream(b"0 0 m", {"/Subtype": pikepdf.Name.Form})
            for _level in range(9):
                inside = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
                form = made.make_stream(b"/#58 Do " * 10, Subtype=pikepdf.Name.Form, Resources=inside)
            made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        made.pages[0].Contents = made.make_stream(content)
        made.save(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").stat().st_size < 100_000
    with pytest.raises(EvidenceError, match="quá lớn"):
        look_through(tmp_path / "a.pdf", "a.pdf")
