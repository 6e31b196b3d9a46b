"""Officers' appraisals: the work list, opinions with name and post, what goes back, what may be agreed at once."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.appraisal import Obstacle, WorkState
from app.domain.criteria import DutyKind
from app.domain.rights import AccountKind, Actor
from app.domain.verdict import Opinion
from app.errors import InputError, RefusedError
from app.models.account import Account
from app.services import (
    appraisals,
    assessments,
    criteria,
    history,
    people,
    places,
    responsibilities,
    rounds,
)
from app.services.people import Term
from app.services.responsibilities import DutyTarget

TODAY = date(2024, 4, 20)


@pytest.fixture
def review(book):
    put = book.read(places.find_hamlet, name="Bản Pút").uid
    return book.read(assessments.rounds_of, hamlet_uid=put)[0]


@pytest.fixture
def row(book, review):
    def find(number):
        sheet = book.read(assessments.sheet, round_uid=review.uid)
        return next(row for row in sheet.rows if row.indicator.number == number)

    return find


def appraise(book, row, opinion, note=""):
    return book.write(appraisals.appraise, assessment_uids=[row.uid], opinion=opinion, note=note, today=TODAY)


def work(book, code, place="Bản Pút"):
    found = book.read(appraisals.my_work, year=2024, role_code=code, today=TODAY)
    return {row.indicator.number: row for row in found if row.place == place}


def role(book, code):
    return next(found for found in book.read(criteria.roles) if found.code == code)


def prove(book, numbers, review):
    """Evidence rows straight into the book: files are another test's."""
    from app.models.evidence import Evidence, EvidenceLink

    def add(session):
        sheet = assessments.sheet(session, round_uid=review.uid)
        for place, number in enumerate(numbers):
            found = next(row for row in sheet.rows if row.indicator.number == number)
            proof = Evidence(
                sha256=f"{place:064d}",
                file_name="a.pdf",
                size=1,
                media_type="application/pdf",
                pages=1,
                title="Biên bản",
                sensitive=False,
                added_on=TODAY,
            )
            session.add(proof)
            session.flush()
            session.add(
                EvidenceLink(
                    evidence_uid=proof.uid,
                    hamlet_uid=review.hamlet_uid,
                    indicator_uid=found.indicator.uid,
                )
            )
        session.flush()

    book.write(add)


def test_the_work_of_a_role_is_what_it_appraises_in_every_place(book):
    found = book.read(appraisals.my_work, year=2024, role_code="YT", today=TODAY)
    assert {row.place for row in found} == {"Bản Pút", "Bản Tủm"}
    assert all("YT" in row.appraisers and row.state is WorkState.WAITING for row in found)
    every = book.read(appraisals.work_of_roles, year=2024, today=TODAY)
    assert sum(one.total for one in every) == 2 * 44
    assert all(one.waiting == one.total for one in every)


def test_an_appraiser_named_in_the_table_comes_before_the_lead(book, review, row):
    indicator = row("13.2").indicator
    assert book.read(appraisals.appraisers_of, indicator=indicator) == ("YT",)
    target = DutyTarget(indicator.criterion_uid, indicator.uid)
    book.write(
        responsibilities.give,
        set_uid=review.set_uid,
        targets=[target],
        role_uid=role(book, "TP").uid,
        duty=DutyKind.APPRAISE,
    )
    assert "13.2" in work(book, "TP")
    assert "13.2" not in work(book, "YT")


def test_an_opinion_bears_day_name_and_post_of_who_acts_in_the_role(book, row):
    book.write(people.hold, term=Term("", role(book, "YT").uid), new_person="Lò Thị Hoa")
    appraise(book, row("13.2"), Opinion.AGREE)
    found = row("13.2")
    assert (found.opinion, found.opinion_on) == (Opinion.AGREE, TODAY)
    assert (found.opinion_by, found.opinion_post) == ("Lò Thị Hoa", "Trạm y tế xã")
    appraise(book, found, None)
    found = row("13.2")
    assert (found.opinion, found.opinion_on, found.opinion_by) == (None, None, "")
    assert work(book, "YT")["13.2"].state is WorkState.WAITING


@pytest.mark.parametrize("opinion", [Opinion.DISAGREE, Opinion.ASK_MORE])
def test_sending_back_needs_a_note(book, row, opinion):
    with pytest.raises(InputError) as caught:
        appraise(book, row("13.2"), opinion, "  ")
    assert caught.value.field == "opinion_note"
    assert row("13.2").opinion is None


def test_what_is_sent_back_goes_to_the_hamlet_until_it_answers(book, review, row):
    appraise(book, row("2.1"), Opinion.ASK_MORE, "Thiếu biên bản nghiệm thu")
    assert row("2.1").verdict is None
    returned = {"year": 2024, "hamlet_uid": review.hamlet_uid, "today": TODAY}
    (found,) = book.read(appraisals.returned, **returned)
    assert (found.indicator.number, found.row.opinion_note) == ("2.1", "Thiếu biên bản nghiệm thu")
    book.write(appraisals.resubmit, assessment_uids=[row("2.1").uid])
    assert book.read(appraisals.returned, **returned) == []
    (state,) = {work(book, code)["2.1"].state for code in found.appraisers}
    assert state is WorkState.CHANGED
    assert row("2.1").opinion_note == "Thiếu biên bản nghiệm thu"


def test_a_change_of_the_answer_takes_the_agreement_off_and_undo_brings_it_back(book, row):
    appraise(book, row("13.2"), Opinion.AGREE)
    book.write(assessments.record, assessment_uid=row("13.2").uid, values={"explanation": "khám lại"})
    assert row("13.2").opinion is Opinion.AGREE
    counts = {"part": Decimal(812), "whole": Decimal(963)}
    book.write(assessments.record, assessment_uid=row("13.2").uid, values=counts)
    found = row("13.2")
    assert (found.opinion, found.opinion_on) == (None, TODAY)
    assert work(book, "YT")["13.2"].state is WorkState.CHANGED
    book.write(assessments.record, assessment_uid=found.uid, values=counts)
    history.undo(book)
    history.undo(book)
    assert row("13.2").opinion is Opinion.AGREE


def test_only_what_is_in_order_is_agreed_to_at_once(book, review, row):
    assert work(book, "YT")["13.1"].obstacles == (Obstacle.NO_EVIDENCE,)
    prove(book, ["13.1"], review)
    found = work(book, "YT")
    assert found["13.1"].in_order
    assert found["13.2"].obstacles == (Obstacle.CLAIMED_UNMET,)
    both = [found["13.1"].row.uid, found["13.2"].row.uid]
    with pytest.raises(RefusedError, match=r"Chỉ tiêu 13\.2 chưa đủ"):
        book.write(appraisals.agree_all, assessment_uids=both, today=TODAY)
    assert row("13.1").opinion is None
    book.write(appraisals.agree_all, assessment_uids=[found["13.1"].row.uid], today=TODAY)
    assert row("13.1").opinion is Opinion.AGREE
    assert not work(book, "YT")["13.1"].in_order


def test_an_officer_judges_his_own_and_signs_with_his_name(book, row):
    def account(session):
        session.add(Account(name="Hoa", kind=AccountKind.OFFICER, role_uid=role_uid, active=True))

    role_uid = role(book, "YT").uid
    book.write(account)
    book.actor = Actor("Hoa", AccountKind.OFFICER, role_code="YT")
    appraise(book, row("13.2"), Opinion.AGREE)
    assert (row("13.2").opinion_by, row("13.2").opinion_post) == ("Hoa", "Trạm y tế xã")
    book.actor = Actor("Bun", AccountKind.CADASTRAL)
    appraise(book, row("13.2"), Opinion.AGREE)
    assert (row("13.2").opinion_by, row("13.2").opinion_post) == ("Bun", "Công chức địa chính")
    book.actor = Actor("Hoa", AccountKind.OFFICER, role_code="YT")
    with pytest.raises(RefusedError, match="không thuộc phần việc của Hoa"):
        appraise(book, row("2.1"), Opinion.AGREE)
    with pytest.raises(RefusedError, match="không có quyền"):
        book.write(assessments.record, assessment_uid=row("13.2").uid, values={"explanation": "x"})


def test_a_hamlet_board_assesses_its_own_and_appraises_nothing(book, review, row):
    tum = book.read(places.find_hamlet, name="Bản Tủm").uid
    book.actor = Actor("BQL bản Tủm", AccountKind.HAMLET_BOARD, hamlet_uid=tum)
    with pytest.raises(RefusedError, match="chỉ được ghi cho bản của mình"):
        book.write(assessments.record, assessment_uid=row("13.2").uid, values={"explanation": "x"})
    with pytest.raises(RefusedError, match="không có quyền"):
        appraise(book, row("13.2"), Opinion.AGREE)
    with pytest.raises(RefusedError, match="không có quyền"):
        book.write(rounds.close_round, round_uid=review.uid, reason="", today=TODAY)


def test_nobody_appraises_what_nobody_assessed(book, review):
    new = book.write(
        assessments.start_round,
        hamlet_uid=book.write(places.add_hamlets, names=["Bản Mới"])[0],
        set_uid=review.set_uid,
        held_on=TODAY,
    )
    first = book.read(assessments.sheet, round_uid=new).rows[0]
    with pytest.raises(RefusedError, match="chưa tự đánh giá"):
        appraise(book, first, Opinion.AGREE)


def test_a_round_still_to_come_is_nobodys_work(book, review):
    later = date(2024, 6, 30)
    book.write(assessments.start_round, hamlet_uid=review.hamlet_uid, set_uid=review.set_uid, held_on=later)
    wanted = {"hamlet_uid": review.hamlet_uid, "set_uid": review.set_uid}
    assert book.read(assessments.latest_round, **wanted, today=TODAY).uid == review.uid
    assert book.read(assessments.latest_round, **wanted, today=later).uid != review.uid
    assert {row.round.uid for row in work(book, "YT").values()} == {review.uid}


def test_an_opinion_has_one_door(book, row):
    with pytest.raises(ValueError, match="opinion"):
        book.write(assessments.record, assessment_uid=row("13.2").uid, values={"opinion": Opinion.AGREE})
