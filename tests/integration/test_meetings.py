"""The residents' meeting and the council: counts, votes, and what a conclusion means for its indicators."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.rights import AccountKind, Actor
from app.domain.verdict import Opinion, Verdict, criterion_verdict
from app.domain.votes import ShareState, shown_percent
from app.errors import InputError, NotFoundError, RefusedError
from app.models.procedure import ProcedureProfile
from app.services import (
    appraisals,
    assessments,
    council_edit,
    councils,
    criteria,
    history,
    meetings,
    minutes,
    people,
    places,
)
from app.services.councils import Votes
from app.services.people import Term

TODAY = date(2024, 4, 20)


@pytest.fixture
def review(book):
    put = book.read(places.find_hamlet, name="Bản Pút").uid
    return book.read(assessments.rounds_of, hamlet_uid=put)[0]


@pytest.fixture
def meeting(book, review):
    """Three members, all present."""
    uid = book.write(council_edit.open_council, round_uid=review.uid, today=TODAY)
    for name in ("Lò Thị Phương", "Cầm Văn Bun", "Lò Thị Hoa"):
        book.write(council_edit.add_member, meeting_uid=uid, name=name)
    return uid


@pytest.fixture
def criterion(book, review):
    def find(number):
        found = book.read(councils.council, round_uid=review.uid)
        return next(row for row in found.criteria if row.number == number)

    return find


def conclude(book, meeting, row, verdict, **more):
    book.write(council_edit.conclude, meeting_uid=meeting, criterion_uid=row.uid, verdict=verdict, **more)


def words(row):
    return {one.indicator.number: one.concluded for one in row.indicators}


def residents(book, review, **values):
    return book.write(meetings.record_residents, round_uid=review.uid, values=values)


def test_the_residents_meeting_begins_with_the_first_field(book, review):
    before = book.read(meetings.residents_meeting, round_uid=review.uid, today=TODAY)
    assert (before.uid, before.share.state) == (None, ShareState.UNCOUNTED)
    uid = residents(book, review, held_at="  Nhà  văn hóa ")
    assert residents(book, review, chair="Lò Văn Xôm") == uid
    after = book.read(meetings.residents_meeting, round_uid=review.uid, today=TODAY)
    assert (after.uid, after.held_at, after.chair) == (uid, "Nhà văn hóa", "Lò Văn Xôm")
    history.undo(book)
    history.undo(book)
    assert book.read(meetings.residents_meeting, round_uid=review.uid, today=TODAY) == before


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"agreed": 105}, "agreed", "Đồng ý 105 nhiều hơn có mặt 104"),
        ({"present": 121}, "present", "Có mặt 121 nhiều hơn được mời 120"),
        ({"invited": 90}, "invited", "Có mặt 104 nhiều hơn được mời 90"),
        ({"present": -1}, "present", "không thể âm"),
    ],
)
def test_counts_that_cannot_be_are_refused_beside_what_was_typed(book, review, values, field, sentence):
    residents(book, review, invited=120, present=104, agreed=95)
    with pytest.raises(InputError, match=sentence) as caught:
        residents(book, review, **values)
    assert caught.value.field == field


def test_the_share_is_held_against_the_procedure_of_the_day(book, review):
    residents(book, review, invited=120, present=104, agreed=93, held_on=date(2024, 2, 5))

    def share():
        return book.read(meetings.residents_meeting, round_uid=review.uid, today=TODAY).share

    assert share().state is ShareState.NO_MINIMUM

    def ask_for(session):
        for profile in session.query(ProcedureProfile):
            profile.vote_share = Decimal("89.43")

    book.write(ask_for)
    # 93/104 = 89,423… %: shown as 89,42, never as the 89,43 that is asked for.
    assert (share().state, shown_percent(share())) == (ShareState.NOT_REACHED, Decimal("89.42"))
    residents(book, review, agreed=94)
    assert share().state is ShareState.REACHED


def test_those_who_hold_the_communes_roles_are_proposed_once_each(book, review):
    roles = book.read(criteria.roles)
    hoa = book.write(people.hold, term=Term("", roles[0].uid), new_person="Lò Thị Hoa")
    person = next(row.person_uid for row in book.read(people.tenures) if row.uid == hoa)
    book.write(people.hold, term=Term(person, roles[1].uid))
    book.write(people.hold, term=Term("", roles[2].uid), new_person="Cầm Văn Bun")
    book.write(council_edit.open_council, round_uid=review.uid, today=TODAY)
    found = book.read(councils.council, round_uid=review.uid)
    assert [(one.name, one.post) for one in found.members] == [
        ("Lò Thị Hoa", roles[0].name),
        ("Cầm Văn Bun", roles[2].name),
    ]
    with pytest.raises(RefusedError, match="đã có cuộc họp"):
        book.write(council_edit.open_council, round_uid=review.uid, today=TODAY)


def test_met_makes_all_met_but_keeps_what_does_not_apply(book, meeting, criterion):
    first, second = criterion("13").indicators[:2]
    values = {"claimed": Verdict.NOT_APPLICABLE, "explanation": "bản không có"}
    book.write(assessments.record, assessment_uid=first.uid, values=values)
    assert criterion("13").proposed is Verdict.UNMET
    conclude(book, meeting, criterion("13"), Verdict.MET, votes=Votes(3, 0))
    said = words(criterion("13"))
    assert said[first.indicator.number] is Verdict.NOT_APPLICABLE
    assert said[second.indicator.number] is Verdict.MET
    assert criterion("13").verdict is Verdict.MET


def test_unmet_means_the_indicators_found_unmet(book, review, meeting, criterion):
    conclude(book, meeting, criterion("13"), Verdict.UNMET)
    said = words(criterion("13"))
    assert [number for number, verdict in said.items() if verdict is Verdict.UNMET] == ["13.2"]
    assert set(said.values()) == {Verdict.MET, Verdict.UNMET}
    conclude(book, meeting, criterion("13"), None)
    assert set(words(criterion("13")).values()) == {None}


def test_unmet_where_nothing_was_found_unmet_asks_which(book, meeting, criterion):
    with pytest.raises(InputError) as caught:
        conclude(book, meeting, criterion("2"), Verdict.UNMET)
    assert caught.value.field == "indicator_uids"
    assert criterion("2").verdict is None
    named = criterion("2").indicators[0].indicator
    conclude(book, meeting, criterion("2"), Verdict.UNMET, indicator_uids=[named.uid])
    said = words(criterion("2"))
    assert said.pop(named.number) is Verdict.UNMET
    assert set(said.values()) <= {Verdict.MET}


def test_the_officers_opinion_is_part_of_what_was_found(book, meeting, criterion):
    first = criterion("2").indicators[0]
    book.write(
        appraisals.appraise,
        assessment_uids=[first.uid],
        opinion=Opinion.DISAGREE,
        note="Đường xuống cấp",
        today=TODAY,
    )
    assert criterion("2").proposed is Verdict.UNMET
    conclude(book, meeting, criterion("2"), Verdict.UNMET)
    assert words(criterion("2"))[first.indicator.number] is Verdict.UNMET
    with pytest.raises(RefusedError, match="Hội đồng đã kết luận"):
        book.write(appraisals.appraise, assessment_uids=[first.uid], opinion=None, note="", today=TODAY)


def test_votes_never_outnumber_those_present(book, review, meeting, criterion):
    with pytest.raises(InputError, match="Tổng 4 phiếu, nhiều hơn 3 thành viên có mặt") as caught:
        conclude(book, meeting, criterion("2"), Verdict.MET, votes=Votes(3, 1))
    assert caught.value.field == "votes_for"
    conclude(book, meeting, criterion("2"), Verdict.MET, votes=Votes(2, 1))
    member = book.read(councils.council, round_uid=review.uid).members[0]
    for use_case, more in (
        (council_edit.change_member, {"values": {"present": False}}),
        (council_edit.remove_member, {}),
    ):
        with pytest.raises(RefusedError, match="nhiều hơn 2 người có mặt"):
            book.write(use_case, member_uid=member.uid, **more)
    assert book.read(councils.council, round_uid=review.uid).present == 3


def test_all_is_concluded_as_found_in_one_step(book, review, meeting):
    assert book.write(council_edit.conclude_as_proposed, meeting_uid=meeting) == 16
    found = book.read(councils.council, round_uid=review.uid)
    assert found.concluded == 16
    assert sum(row.verdict is Verdict.MET for row in found.criteria) == 13
    assert all((row.votes_for, row.votes_against) == (3, 0) for row in found.criteria)
    assert book.read(assessments.sheet, round_uid=review.uid).totals.indicators_met == 41
    history.undo(book)
    assert book.read(councils.council, round_uid=review.uid).concluded == 0


def test_a_meeting_entered_by_mistake_goes_with_its_conclusions(book, review, meeting, criterion):
    conclude(book, meeting, criterion("2"), Verdict.MET)
    book.write(council_edit.remove_council, meeting_uid=meeting)
    found = book.read(councils.council, round_uid=review.uid)
    assert (found.meeting, found.members, found.concluded) == (None, (), 0)
    assert set(words(criterion("2")).values()) == {None}
    history.undo(book)
    assert book.read(councils.council, round_uid=review.uid).concluded == 1


def test_members_stand_in_the_order_they_are_moved_to(book, review, meeting):
    def names():
        return [one.name for one in book.read(councils.council, round_uid=review.uid).members]

    last = book.read(councils.council, round_uid=review.uid).members[-1]
    book.write(council_edit.move_member, member_uid=last.uid, step=-1)
    assert names() == ["Lò Thị Phương", "Lò Thị Hoa", "Cầm Văn Bun"]
    book.write(council_edit.remove_member, member_uid=last.uid)
    assert names() == ["Lò Thị Phương", "Cầm Văn Bun"]


def test_only_who_may_conclude_does(book, meeting, criterion):
    row = criterion("2")
    for kind in (AccountKind.OFFICER, AccountKind.HAMLET_BOARD, AccountKind.VIEWER):
        book.actor = Actor("Ai đó", kind)
        with pytest.raises(RefusedError, match="không có quyền"):
            conclude(book, meeting, row, Verdict.MET)
    book.actor = Actor("Chủ tịch", AccountKind.CHAIRMAN)
    conclude(book, meeting, row, Verdict.MET)


def test_minutes_are_written_from_the_book_in_both_formats(book, review, meeting, tmp_path):
    council = {"round_uid": review.uid, "today": TODAY}
    with pytest.raises(NotFoundError, match="chưa ghi cuộc họp bản"):
        book.read(minutes.residents_minutes, **council)
    members = book.read(councils.council, round_uid=review.uid).members
    book.write(
        council_edit.change_member, member_uid=members[1].uid, values={"duty": "Phó Chủ tịch hội đồng"}
    )
    book.write(council_edit.change_member, member_uid=members[2].uid, values={"duty": "Chủ tịch hội đồng"})
    book.write(council_edit.conclude_as_proposed, meeting_uid=meeting)
    found = book.read(minutes.council_minutes, **council)
    assert (found.chair, found.secretary, found.concluded) == ("Lò Thị Hoa", "", 16)
    assert found.criteria[12].unmet == ("13.2",)
    assert found.occasion.letterhead.parent == "UBND xã Chiềng Khoi"
    assert minutes.file_name(found, ".pdf") == "Biên bản họp hội đồng thẩm định bản Pút 2024-04-20.pdf"
    for ending, begins in ((".pdf", b"%PDF"), (".docx", b"PK")):
        target = tmp_path / f"bb{ending}"
        minutes.write(book, found, target)
        assert target.read_bytes().startswith(begins)
    with pytest.raises(InputError, match=r"\.pdf hoặc \.docx"):
        minutes.write(book, found, tmp_path / "bb.txt")
    with pytest.raises(InputError, match="dữ liệu của sổ"):
        minutes.write(book, found, book.evidence_folder / "bb.pdf")


@pytest.mark.parametrize("verdict", [Verdict.MET, Verdict.UNMET])
def test_a_criterion_comes_to_what_the_council_said_whatever_was_claimed(book, meeting, criterion, verdict):
    met, unmet, none = Verdict.MET, Verdict.UNMET, Verdict.NOT_APPLICABLE
    rows = criterion("4").indicators
    assert len(rows) > 1
    for first, second in ((None, none), (none, none), (unmet, none), (met, unmet), (None, met)):
        for row, claim in zip(rows, (first, second), strict=False):
            values = {"claimed": claim, "explanation": "lý do"}
            book.write(assessments.record, assessment_uid=row.uid, values=values)
        named = [rows[0].indicator.uid] if Verdict.UNMET not in (first, second) else []
        conclude(book, meeting, criterion("4"), verdict, indicator_uids=named)
        found = [one.verdict for one in criterion("4").indicators]
        assert criterion_verdict(found) is verdict
        conclude(book, meeting, criterion("4"), None)
