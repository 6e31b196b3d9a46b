"""Which procedure is in force, whom a letter of a day addresses, and how a commune makes a procedure its own."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.procedure import ComponentKind
from app.errors import InputError, NotFoundError
from app.reports.content import DossierContent
from app.services import history, places, plans, procedure_edit, procedures
from app.services.dossier_content import dossier_content
from app.services.dossier_readiness import DossierPart, PartState, readiness
from app.services.procedures import ProfileRow
from app.services.samples import create_sample
from app.services.workspace import DATABASE_FILE, Workspace, open_book

DATABASES = Path(__file__).parent.parent / "data" / "databases"
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def on(book: Workspace, day: date) -> ProfileRow:
    return book.read(procedures.profile_on, on=day)


def named(book: Workspace, start: str) -> ProfileRow:
    return next(row for row in book.read(procedures.profiles) if row.title.startswith(start))


def content(book: Workspace, today: date) -> DossierContent:
    return book.read(
        dossier_content,
        hamlet_uid=book.read(places.find_hamlet, name="ban put").uid,
        year=2024,
        today=today,
        evidence_folder=book.evidence_folder,
    )


def parts(book: Workspace, today: date) -> dict[str, DossierPart]:
    found = book.read(
        readiness,
        hamlet_uid=book.read(places.find_hamlet, name="ban put").uid,
        year=2024,
        today=today,
        evidence_folder=book.evidence_folder,
    )
    assert found is not None
    return {part.title.partition(":")[0]: part for part in found.parts}


def test_the_day_decides_which_shipped_profile_is_in_force(book):
    assert on(book, BEFORE).title == "Ba cấp (đến 30/6/2025)"
    assert on(book, AFTER).title == "Hai cấp (từ 1/7/2025)"
    assert [row.title for row in book.read(procedures.profiles)][-1] == "Thanh Hóa (tham khảo)"


def test_what_no_source_says_stays_unknown(book):
    new = on(book, AFTER)
    assert [getattr(new, name) for name in procedures.BODIES] == [None] * 4
    assert {(row.vote_share, row.notice_days) for row in book.read(procedures.profiles)} == {(None, None)}


def test_the_deadlines_of_the_plan_carry_their_place_in_it(book):
    dated = {(row.before_day, row.before_month): row.source for row in on(book, BEFORE).steps}
    assert {(15, None), (15, 7), (22, 10)} <= dated.keys()
    assert dated[15, None] == "KH 2024, mục III.12"


def test_a_letter_goes_to_whom_the_profile_of_its_day_names(book):
    old, new = content(book, BEFORE), content(book, AFTER)
    assert old.letterhead.parent == "UBND huyện Yên Châu"
    assert (old.submitted_to, old.decided_by) == ("UBND huyện Yên Châu", "Chủ tịch UBND huyện Yên Châu")
    assert (new.letterhead.parent, new.submitted_to, new.decided_by, new.district) == ("", "", "", "")


def test_the_plans_own_words_win_while_its_day_is_under_the_same_profile(book):
    uid = named(book, "Hai cấp").uid
    values = {"received_by": "Sở Nông nghiệp và Môi trường {tỉnh}"}
    book.write(procedure_edit.change_profile, profile_uid=uid, values=values)
    assert content(book, AFTER).submitted_to == "Sở Nông nghiệp và Môi trường tỉnh Sơn La"
    facts = plans.PlanFacts(title="Kế hoạch năm 2026", submitted_to="UBND xã Yên Châu")
    set_uid = book.read(plans.plan_of_year, year=2024).set_uid
    book.write(plans.create_plan, year=2026, set_uid=set_uid, facts=facts)
    plan = book.read(plans.plan_of_year, year=2026)
    under = book.read(procedures.addressees, plan=plan, on=date(2026, 3, 1))
    assert under.received_by == "UBND xã Yên Châu"


def test_the_page_says_that_bodies_are_blank_and_leads_to_them(book):
    blank = parts(book, AFTER)["Quy trình"]
    assert (blank.state, blank.page) == (PartState.WARNING, "catalogue")
    assert blank.remark.startswith("Chưa điền: nơi nhận hồ sơ, người quyết định công nhận.")
    assert blank.profile_uid == on(book, AFTER).uid
    assert parts(book, BEFORE)["Quy trình"].state is PartState.READY


def test_papers_the_program_does_not_write_are_missing_not_ready(book):
    found = parts(book, BEFORE)
    assert found["Biên bản họp hội đồng thẩm định"].state is PartState.MISSING
    assert found["Biên bản họp bản"].remark == (
        "Chưa ghi cuộc họp bản. Hãy ghi cuộc họp, hoặc gắn biên bản đã ký. Quy trình không bắt buộc."
    )
    written = {piece.kind for piece in content(book, BEFORE).pieces if piece.enclosed}
    assert ComponentKind.COUNCIL_MINUTES not in written
    assert ComponentKind.EVIDENCE in written


def test_a_dossier_in_a_gap_still_has_its_usual_parts(book):
    uid = named(book, "Hai cấp").uid
    book.write(procedure_edit.remove_profile, profile_uid=uid)
    with pytest.raises(NotFoundError, match="01/07/2025 chưa có quy trình"):
        on(book, AFTER)
    assert [piece.kind.value for piece in content(book, AFTER).pieces] == [
        "proposal",
        "result_report",
        "self_assessment",
        "evidence",
    ]
    assert content(book, AFTER).submitted_to == ""
    assert parts(book, AFTER)["Quy trình"].state is PartState.WARNING


def test_two_profiles_never_claim_the_same_day(book):
    uid = on(book, BEFORE).uid
    with pytest.raises(InputError, match="Trùng thời gian với “Hai cấp") as caught:
        book.write(procedure_edit.change_profile, profile_uid=uid, values={"valid_to": AFTER})
    assert caught.value.field == "valid_to"
    assert on(book, BEFORE).valid_to == BEFORE
    values = {"valid_to": date(2025, 6, 1)}
    with pytest.raises(InputError, match="trước khi có hiệu lực"):
        book.write(procedure_edit.change_profile, profile_uid=on(book, AFTER).uid, values=values)
    reference = named(book, "Thanh Hóa").uid
    with pytest.raises(InputError, match="Trùng thời gian"):
        book.write(procedure_edit.change_profile, profile_uid=reference, values={"for_reference": False})


def test_a_copy_takes_over_from_its_day_on(book):
    model, day = named(book, "Thanh Hóa"), date(2026, 3, 1)
    copy = {"profile_uid": model.uid, "title": "Quy trình của xã", "valid_from": day}
    with pytest.raises(InputError, match="Trùng thời gian"):
        book.write(procedure_edit.copy_profile, **copy)
    uid = book.write(procedure_edit.copy_profile, **copy, end_previous=True)
    made = on(book, day)
    assert (made.uid, made.for_reference) == (uid, False)
    assert [row.title for row in made.components] == [row.title for row in model.components]
    assert on(book, date(2026, 2, 28)).valid_to == date(2026, 2, 28)
    history.undo(book)
    assert on(book, day).title.startswith("Hai cấp")


def test_parts_are_added_ordered_and_taken_out(book):
    uid = on(book, BEFORE).uid
    made = book.write(
        procedure_edit.add_component, profile_uid=uid, component=ComponentKind.OTHER, title="Ảnh lễ công bố"
    )
    for _time in range(20):  # further than the front
        book.write(procedure_edit.move_component, component_uid=made, by=-1)
    assert content(book, BEFORE).pieces[0].title == "Ảnh lễ công bố"
    with pytest.raises(InputError, match="đã có phần"):
        book.write(procedure_edit.add_component, profile_uid=uid, component=ComponentKind.EVIDENCE)
    proofs = next(row for row in on(book, BEFORE).components if row.kind is ComponentKind.EVIDENCE)
    book.write(procedure_edit.remove_component, component_uid=proofs.uid)
    assert content(book, BEFORE).evidence == ()
    book.write(
        procedure_edit.change_component, component_uid=made, values={"signed_by": "TM. Ban quản lý, {bản}"}
    )
    assert content(book, BEFORE).pieces[0].signed_by == ("TM. Ban quản lý", "bản Pút")


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"received_by": "UBND {quận}"}, None, "{quận}"),
        ({"received_by": "UBND {huyện"}, None, "ngoặc nhọn"),
        ({"vote_share": Decimal(130)}, "vote_share", "không quá 100"),
        ({"notice_days": 0}, "notice_days", "từ 1"),
        ({"title": "  "}, None, "trống"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(book, values, field, words):
    uid = on(book, BEFORE).uid
    with pytest.raises(InputError, match=words) as caught:
        book.write(procedure_edit.change_profile, profile_uid=uid, values=values)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("typed", "read"), [("15/7", (15, 7)), (" 5 - 02 ", (5, 2)), ("15", (15, None)), ("29/2", (29, 2))]
)
def test_a_deadline_is_a_day_and_month_or_a_day_of_every_month(typed, read):
    assert procedure_edit.day_and_month(typed) == read


@pytest.mark.parametrize("typed", ["31/4", "0/7", "15/13", "29", "trước 15", "15/7/2024"])
def test_a_day_that_is_none_is_refused(typed):
    with pytest.raises(InputError):
        procedure_edit.day_and_month(typed)


def test_an_older_book_gets_the_shipped_profiles_once(tmp_path):
    shutil.copy(DATABASES / "v0001.sqlite3", tmp_path / DATABASE_FILE)
    book = open_book(tmp_path)
    assert len(book.read(procedures.profiles)) == 3
    assert book.read(history.undo_state).undo is None
    lines = book.read(history.check_chain).entries
    book.close()
    book = open_book(tmp_path)
    assert book.read(history.check_chain).entries == lines
    fresh = create_sample(tmp_path / "mới", now=lambda: datetime(2024, 4, 20, 3, tzinfo=UTC))
    uids = [[row.uid for row in one.read(procedures.profiles)] for one in (book, fresh)]
    assert uids[0] == uids[1]  # books that meet agree on them
    book.close()
    fresh.close()
