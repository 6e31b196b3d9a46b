"""The life of a round: kinds, closing for good, opening again with a reason, two rounds held side by side."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.rounds import RoundEventKind, RoundKind
from app.domain.verdict import Opinion, Verdict
from app.errors import InputError, RefusedError
from app.models.assessment import ReviewRound
from app.models.criteria import CriteriaSet
from app.services import (
    appraisals,
    assessments,
    council_edit,
    councils,
    history,
    meetings,
    places,
    rounds,
)

TODAY = date(2024, 4, 20)


@pytest.fixture
def review(book):
    put = book.read(places.find_hamlet, name="Bản Pút").uid
    return book.read(assessments.rounds_of, hamlet_uid=put)[0]


@pytest.fixture
def row(book, review):
    def find(number, round_uid=review.uid):
        sheet = book.read(assessments.sheet, round_uid=round_uid)
        return next(row for row in sheet.rows if row.indicator.number == number)

    return find


def close(book, review):
    book.write(rounds.close_round, round_uid=review.uid, reason="Đã trình huyện", today=TODAY)


def test_the_first_round_is_the_baseline_and_later_ones_follow_up(book, review):
    assert review.kind is RoundKind.BASELINE
    start = {"hamlet_uid": review.hamlet_uid, "set_uid": review.set_uid}
    book.write(assessments.start_round, **start, held_on=date(2024, 3, 31))
    book.write(assessments.start_round, **start, held_on=TODAY, kind=RoundKind.FINAL)
    kinds = [one.kind for one in book.read(assessments.rounds_of, hamlet_uid=review.hamlet_uid)]
    assert kinds == [RoundKind.FINAL, RoundKind.FOLLOW_UP, RoundKind.BASELINE]


def test_a_closed_round_refuses_every_use_case(book, review, row):
    meeting = book.write(council_edit.open_council, round_uid=review.uid, today=TODAY)
    member = book.write(council_edit.add_member, meeting_uid=meeting, name="Lò Thị Hoa")
    criterion = book.read(councils.council, round_uid=review.uid).criteria[0].uid
    book.write(meetings.record_residents, round_uid=review.uid, values={"present": 5})
    uid = row("13.2").uid
    close(book, review)
    before = book.read(assessments.sheet, round_uid=review.uid)
    said = {"meeting_uid": meeting, "criterion_uid": criterion, "verdict": Verdict.MET}
    for use_case, values in (
        (assessments.record, {"assessment_uid": uid, "values": {"explanation": "x"}}),
        (
            appraisals.appraise,
            {"assessment_uids": [uid], "opinion": Opinion.AGREE, "note": "", "today": TODAY},
        ),
        (appraisals.resubmit, {"assessment_uids": [uid]}),
        (meetings.record_residents, {"round_uid": review.uid, "values": {"present": 6}}),
        (meetings.remove_residents, {"round_uid": review.uid}),
        (council_edit.change_council, {"meeting_uid": meeting, "values": {"remarks": "x"}}),
        (council_edit.change_member, {"member_uid": member, "values": {"present": False}}),
        (council_edit.remove_member, {"member_uid": member}),
        (council_edit.conclude, said),
        (council_edit.remove_council, {"meeting_uid": meeting}),
        (rounds.change_kind, {"round_uid": review.uid, "kind": RoundKind.FINAL}),
        (rounds.close_round, {"round_uid": review.uid, "reason": "", "today": TODAY}),
    ):
        with pytest.raises(RefusedError, match="khóa"):
            book.write(use_case, **values)
    assert book.read(assessments.sheet, round_uid=review.uid) == before


def test_the_lock_holds_below_the_use_cases_too(book, review):
    """A conclusion written past the use cases: the session itself refuses it."""
    from app.models.meeting import CouncilConclusion

    meeting = book.write(council_edit.open_council, round_uid=review.uid, today=TODAY)
    criterion = book.read(councils.council, round_uid=review.uid).criteria[0].uid
    close(book, review)

    def smuggle(session):
        session.add(CouncilConclusion(meeting_uid=meeting, criterion_uid=criterion, verdict=Verdict.MET))
        session.flush()

    def redate(session):
        session.get_one(ReviewRound, review.uid).held_on = TODAY
        session.flush()

    for write in (smuggle, redate):
        with pytest.raises(RefusedError, match="khóa"):
            book.write(write)


def test_ctrl_z_neither_opens_a_closed_round_nor_changes_what_is_in_it(book, review, row):
    book.write(assessments.record, assessment_uid=row("13.2").uid, values={"explanation": "trước khi khóa"})
    close(book, review)
    for _again in range(2):
        with pytest.raises(RefusedError, match="Mở lại đợt"):
            history.undo(book)
    assert row("13.2").explanation == "trước khi khóa"
    (found,) = book.read(assessments.rounds_of, hamlet_uid=review.hamlet_uid)
    assert found.closed_on == TODAY


def test_redo_does_not_reach_into_a_closed_round(book, review, row):
    book.write(assessments.record, assessment_uid=row("13.2").uid, values={"explanation": "một"})
    history.undo(book)
    close(book, review)
    assert history.redo(book) is None
    assert row("13.2").explanation != "một"


def test_opening_again_needs_a_reason_and_both_stay_told(book, review, row):
    close(book, review)
    with pytest.raises(InputError) as caught:
        book.write(rounds.reopen_round, round_uid=review.uid, reason=" ", today=TODAY)
    assert caught.value.field == "reason"
    book.write(rounds.reopen_round, round_uid=review.uid, reason="Huyện trả hồ sơ", today=TODAY)
    book.write(assessments.record, assessment_uid=row("13.2").uid, values={"explanation": "sửa"})
    events = book.read(rounds.round_events, round_uid=review.uid)
    assert [(one.kind, one.reason) for one in events] == [
        (RoundEventKind.CLOSED, "Đã trình huyện"),
        (RoundEventKind.REOPENED, "Huyện trả hồ sơ"),
    ]
    history.undo(book)
    with pytest.raises(RefusedError, match="Khóa đợt"):
        history.undo(book)


def test_two_rounds_are_held_side_by_side(book, review, row):
    later = book.write(
        assessments.start_round, hamlet_uid=review.hamlet_uid, set_uid=review.set_uid, held_on=TODAY
    )
    counts = {"part": Decimal(870), "whole": Decimal(963), "claimed": Verdict.MET}
    book.write(assessments.record, assessment_uid=row("13.2", later).uid, values=counts)
    found = book.read(rounds.compare_rounds, before_uid=review.uid, after_uid=later)
    assert (found.before_totals.indicators_met, found.after_totals.indicators_met) == (41, 42)
    assert (found.before.uid, found.after.uid, len(found.rows)) == (review.uid, later, 44)
    (pair,) = found.differences
    assert (pair.verdicts, pair.gained) == ((Verdict.UNMET, Verdict.MET), 1)
    assert pair.values[0] == ""
    assert pair.values[1].startswith("870 / 963")


def test_rounds_of_two_places_are_not_compared(book, review):
    tum = book.read(places.find_hamlet, name="Bản Tủm").uid
    other = book.read(assessments.rounds_of, hamlet_uid=tum)[0]
    with pytest.raises(InputError, match="cùng một bản"):
        book.read(rounds.compare_rounds, before_uid=review.uid, after_uid=other.uid)


def test_a_round_still_to_come_meets_no_prerequisite(book, review):
    """The board of a further set looks at what must be met before as of today."""
    from app.services import plan_sets

    later = date(2024, 12, 1)
    uid = book.write(
        assessments.start_round, hamlet_uid=review.hamlet_uid, set_uid=review.set_uid, held_on=later
    )
    for one in book.read(assessments.sheet, round_uid=uid).rows:
        book.write(assessments.record, assessment_uid=one.uid, values={"claimed": Verdict.MET})

    def ask(session, *, today):
        session.get_one(CriteriaSet, review.set_uid).prerequisite = "SL-BAN-NTM"
        session.flush()
        return plan_sets.prerequisite_state(
            session, place_uid=review.hamlet_uid, set_uid=review.set_uid, today=today
        ).met

    assert book.write(ask, today=later)
    assert not book.write(ask, today=TODAY)
