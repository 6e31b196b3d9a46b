"""Hamlets of a commune over the years: what they are called, their figures, mergers, splits, a merged commune."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import GroupKind
from app.domain.lineage import ChangeKind
from app.errors import InputError, NotFoundError, RefusedError
from app.models.place import PlaceChange, PlaceSuccession
from app.models.plan import PlanHamlet
from app.services import (
    assessments,
    commune_changes,
    history,
    place_changes,
    place_facts,
    place_names,
    place_years,
    places,
)
from app.services.place_changes import Decision
from app.services.place_names import PlaceFacts
from app.services.search import search
from app.services.workspace import Workspace

ON = date(2024, 7, 1)


def uid_of(book: Workspace, name: str) -> str:
    return book.read(places.find_hamlet, name=name).uid


def names(book: Workspace, **when: object) -> list[str]:
    return [row.name for row in book.read(places.hamlets, **when)]


def merge(book: Workspace, **changes: object) -> str:
    if "place_uids" not in changes:
        changes["place_uids"] = [uid_of(book, "put"), uid_of(book, "tum")]
    values: dict[str, object] = {
        "facts": PlaceFacts("Bản Pút Tủm"),
        "decision": Decision(ON, "NQ 12/NQ-HĐND"),
    }
    return book.write(place_changes.merge_hamlets, **(values | changes))


# Figures of a year


def test_figures_of_an_earlier_year_are_a_hint_and_groups_go_on(book: Workspace) -> None:
    put = uid_of(book, "put")
    book.write(
        place_years.record_year, place_uid=put, year=2023, values={"households": 120, "area_group": "III"}
    )
    view = book.read(place_years.year_view, place_uid=put, year=2024)
    assert view.facts.households is None
    assert view.earlier["households"] == place_years.Earlier(2023, 120)
    assert book.read(place_years.groups_of, place_uid=put, year=2024) == {GroupKind.AREA: "III"}
    assert book.read(place_years.groups_of, place_uid=put, year=2022) == {}


def test_the_commune_gives_its_groups_to_hamlets_without_one(book: Workspace) -> None:
    commune = book.read(places.commune_uid)
    values = {"area_group": "II", "commune_group": "1"}
    book.write(place_years.record_year, place_uid=commune, year=2023, values=values)
    put, tum = uid_of(book, "put"), uid_of(book, "tum")
    book.write(place_years.record_year, place_uid=put, year=2024, values={"area_group": "III"})
    found = book.read(place_years.groups_of_places, place_uids=[put, tum, commune], year=2024)
    assert found[put] == {GroupKind.AREA: "III", GroupKind.COMMUNE: "1"}
    assert found[tum] == found[commune] == {GroupKind.AREA: "II", GroupKind.COMMUNE: "1"}


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"households": 10, "people": 40, "poor_households": 11}, "poor_households", "11 hộ nghèo"),
        (
            {"households": 10, "people": 40, "poor_households": 6, "near_poor_households": 5},
            "poor_households",
            "6 hộ nghèo và 5 hộ cận nghèo",
        ),
        ({"households": 10, "people": 9}, "people", "9 người"),
        ({"people": 300, "ethnic_groups": {"Thái": 290, "Mông": 11}}, "ethnic_groups", "301 người"),
        ({"area_group": "IV"}, "area_group", "I, II, III"),
        ({"households": -1}, "households", "âm"),
    ],
)
def test_figures_that_cannot_be_are_refused_beside_their_field(
    book: Workspace, values: dict[str, object], field: str, words: str
) -> None:
    with pytest.raises(InputError, match=words) as refused:
        book.write(place_years.record_year, place_uid=uid_of(book, "put"), year=2024, values=values)
    assert refused.value.field == field


def test_ethnic_groups_are_typed_as_one_line() -> None:
    pairs = place_years.parse_ethnic_groups("mông: 45 người; Thái 1.312")
    assert pairs == (("Thái", 1312), ("Mông", 45))
    assert place_years.parse_ethnic_groups(place_years.ethnic_text(pairs)) == pairs
    for wrong, words in (("Thái", "Thái"), ("Thái 3; thái 4", "hai lần"), ("Thái 6.2", "6.2")):
        with pytest.raises(InputError, match=words):
            place_years.parse_ethnic_groups(wrong)


# Names


def test_two_hamlets_of_one_name_carry_their_former_commune(book: Workspace) -> None:
    with pytest.raises(InputError, match="đã có"):
        book.write(places.add_hamlets, names=["bản pút"])
    book.write(places.add_hamlets, names=["Bản Pút (xã Sặp Vạt cũ)"])
    put = book.read(places.hamlets)[0].uid
    book.write(place_facts.update_place, place_uid=put, values={"former_commune": "xã Chiềng Khoi cũ"})
    assert names(book) == ["Bản Pút (xã Chiềng Khoi cũ)", "Bản Pút (xã Sặp Vạt cũ)", "Bản Tủm"]
    with pytest.raises(NotFoundError, match="2 bản tên “put”.*xã Sặp Vạt"):
        book.read(places.find_hamlet, name="put")
    assert uid_of(book, "ban put (xa chieng khoi cu)") == put


def test_codes_and_names_are_unique_among_hamlets_of_one_time(book: Workspace) -> None:
    put, tum = uid_of(book, "put"), uid_of(book, "tum")
    book.write(place_facts.update_place, place_uid=put, values={"code": "B01"})
    for values, field in (({"code": "b01"}, "code"), ({"name": "Bản Pút"}, "name"), ({"name": ""}, "name")):
        with pytest.raises(InputError) as refused:
            book.write(place_facts.update_place, place_uid=tum, values=values)
        assert refused.value.field == field
    values = {"valid_from": date(2024, 1, 2), "valid_to": date(2024, 1, 1)}
    with pytest.raises(InputError, match="Ngày kết thúc"):
        book.write(place_facts.update_place, place_uid=tum, values=values)
    assert uid_of(book, "b01") == put


def test_a_new_name_leaves_the_old_one_to_the_past(book: Workspace) -> None:
    put = uid_of(book, "put")
    book.write(place_changes.rename, place_uid=put, name="bản Pút Mới", decision=Decision(ON))
    assert book.read(place_names.name_on, place_uid=put, on=date(2024, 6, 30)) == "Bản Pút"
    assert book.read(place_names.name_on, place_uid=put, on=ON) == "Bản Pút Mới"
    assert names(book, year=2023) == ["Bản Pút", "Bản Tủm"]
    assert names(book, year=2024) == ["Bản Pút Mới", "Bản Tủm"]
    with pytest.raises(InputError, match="đã có thay đổi"):
        book.write(place_changes.rename, place_uid=put, name="Bản Khác", decision=Decision(ON))
    decision = Decision(date(2024, 8, 1))
    with pytest.raises(InputError, match="đã có trong danh sách"):
        book.write(place_changes.rename, place_uid=put, name="bản tủm", decision=decision)


# Mergers, splits, transfers


def test_merged_hamlets_end_and_their_sum_goes_on(book: Workspace) -> None:
    put, tum = uid_of(book, "put"), uid_of(book, "tum")
    for uid, households, people in ((put, 100, 420), (tum, 50, None)):
        values = {
            "households": households,
            "people": people,
            "area_group": "III",
            "ethnic_groups": {"Thái": 200},
        }
        book.write(place_years.record_year, place_uid=uid, year=2024, values=values)
    rounds = book.read(assessments.rounds_of, hamlet_uid=put)
    new = merge(book, join_plan=True)
    assert names(book) == ["Bản Pút Tủm"]
    assert names(book, on=date(2024, 6, 30)) == ["Bản Pút", "Bản Tủm"]
    assert names(book, year=2024) == ["Bản Pút", "Bản Pút Tủm", "Bản Tủm"]
    facts = book.read(place_years.year_view, place_uid=new, year=2024).facts
    assert (facts.households, facts.people, facts.area_group) == (150, None, "III")
    assert facts.ethnic_groups == (("Thái", 400),)
    assert book.read(assessments.rounds_of, hamlet_uid=put) == rounds
    planned = book.read(lambda session: {row.hamlet_uid: row for row in session.scalars(select(PlanHamlet))})
    assert (planned[put].report_until, planned[new].report_from) == (6, 7)
    [change] = book.read(place_changes.history, place_uid=new)
    assert (change.kind, change.on, change.before) == (ChangeKind.MERGE, ON, ("Bản Pút", "Bản Tủm"))


def test_a_merger_is_taken_back_whole(book: Workspace) -> None:
    put = uid_of(book, "put")
    book.write(place_years.record_year, place_uid=put, year=2024, values={"households": 9})
    before = book.read(place_facts.place_rows, year=2024, today=ON)
    merge(book, join_plan=True)
    history.undo(book)
    assert book.read(place_facts.place_rows, year=2024, today=ON) == before
    assert book.read(place_changes.history, place_uid=put) == []
    history.redo(book)
    assert names(book) == ["Bản Pút Tủm"]


def test_mergers_that_cannot_be_are_refused_with_a_sentence(book: Workspace) -> None:
    put = uid_of(book, "put")
    with pytest.raises(InputError, match="ít nhất hai"):
        merge(book, place_uids=[put, put])
    with pytest.raises(InputError, match="đợt rà soát ngày 31/12/2023"):
        merge(book, decision=Decision(date(2023, 12, 31)))
    book.write(places.add_hamlets, names=["Bản Mé"])
    with pytest.raises(InputError, match="“Bản mé” đã có"):
        merge(book, facts=PlaceFacts("bản mé"))
    merge(book, facts=PlaceFacts("Bản Pút"))  # the old one of that name has ended
    assert names(book) == ["Bản Mé", "Bản Pút"]
    assert names(book, year=2024)[1:3] == ["Bản Pút (đến 30/06/2024)", "Bản Pút (từ 01/07/2024)"]
    again, later = [put, uid_of(book, "mé")], Decision(date(2024, 9, 1))
    with pytest.raises(InputError, match="Bản Pút đã kết thúc ngày 30/06/2024"):
        merge(book, place_uids=again, decision=later)
    with pytest.raises(InputError, match="sáp nhập"):
        book.write(place_facts.update_place, place_uid=put, values={"valid_to": None})


def test_a_circle_of_predecessors_is_refused(book: Workspace) -> None:
    put, tum = uid_of(book, "put"), uid_of(book, "tum")

    def circle(session: Session) -> None:
        """As a merged book could bring it."""
        change = PlaceChange(kind=ChangeKind.MERGE, on_date=date(2020, 1, 1))
        session.add(change)
        for before, after in ((put, tum), (tum, put)):
            session.add(
                PlaceSuccession(
                    change_uid=change.uid, predecessor_uid=before, successor_uid=after, predecessor_name="?"
                )
            )

    book.write(circle)
    with pytest.raises(RefusedError, match="vòng: Bản "):
        merge(book)


def test_a_hamlet_splits(book: Workspace) -> None:
    put = uid_of(book, "put")
    parts = [PlaceFacts("Bản Pút"), PlaceFacts("Bản Pút Trên")]
    book.write(place_changes.split_hamlet, place_uid=put, parts=parts, decision=Decision(ON))
    assert names(book) == ["Bản Pút", "Bản Pút Trên", "Bản Tủm"]
    assert uid_of(book, "Bản Pút") != put
    with pytest.raises(InputError, match="đã có"):
        book.write(
            place_changes.split_hamlet,
            place_uid=uid_of(book, "tum"),
            parts=[PlaceFacts("Bản A"), PlaceFacts("bản a")],
            decision=Decision(ON),
        )
    assert "Bản Tủm" in names(book)


def test_a_hamlet_goes_to_another_commune(book: Workspace) -> None:
    put = uid_of(book, "put")
    book.write(
        place_changes.transfer_hamlet, place_uid=put, commune="xã Sặp Vạt", decision=Decision(ON, "QĐ 5")
    )
    assert names(book) == ["Bản Tủm"]
    assert names(book, on=date(2024, 6, 30)) == ["Bản Pút", "Bản Tủm"]
    assert book.read(place_changes.history, place_uid=put)[0].kind is ChangeKind.TRANSFER


def test_a_commune_merges_and_its_letters_of_before_keep_their_names(book: Workspace) -> None:
    old = book.read(places.commune_uid)
    put = uid_of(book, "put")
    book.write(place_years.record_year, place_uid=old, year=2024, values={"commune_group": "1"})
    before = book.read(place_facts.place_rows, year=2025, today=date(2025, 8, 1))
    day = date(2025, 7, 1)
    new = book.write(
        commune_changes.merge_commune,
        name="xã Yên Châu",
        others=["thị trấn Yên Châu", "xã Sặp Vạt"],
        decision=Decision(day, "NQ 1681/NQ-UBTVQH15"),
    )
    book.write(place_years.record_year, place_uid=new, year=2025, values={"commune_group": "2"})
    info = book.read(places.book_info)
    assert (info.commune, info.district, info.title) == ("xã Yên Châu", "", "Xã Yên Châu")
    info = book.read(places.book_info, on=date(2025, 6, 30))
    assert (info.commune, info.district) == ("xã Chiềng Khoi", "huyện Yên Châu")
    book.write(places.add_hamlets, names=["Bản Pút (xã Sặp Vạt cũ)"])
    assert names(book)[:2] == ["Bản Pút (xã Chiềng Khoi cũ)", "Bản Pút (xã Sặp Vạt cũ)"]
    assert book.read(place_years.groups_of, place_uid=put, year=2024) == {GroupKind.COMMUNE: "1"}
    assert book.read(place_years.groups_of, place_uid=put, year=2025) == {GroupKind.COMMUNE: "2"}
    [change] = book.read(place_changes.history, place_uid=put)
    assert change.before == ("thị trấn Yên Châu", "xã Chiềng Khoi", "xã Sặp Vạt")
    for _step in range(3):
        history.undo(book)
    assert book.read(place_facts.place_rows, year=2025, today=date(2025, 8, 1)) == before


def test_search_finds_hamlets_in_force_and_those_that_begin_so_first(book: Workspace) -> None:
    names = ["Bản Chiềng Na", "Bản Na", "Bản Đông Na", "Bản Pút (xã Sặp Vạt cũ)"]
    book.write(places.add_hamlets, names=names)
    titles = [hit.title for hit in book.read(search, text="na", year=2023)]
    assert titles[:3] == ["Bản Na", "Bản Chiềng Na", "Bản Đông Na"]
    assert [hit.title for hit in book.read(search, text="sap vat", year=2023)] == ["Bản Pút (xã Sặp Vạt cũ)"]
    merge(book, place_uids=[uid_of(book, "Bản Na"), uid_of(book, "tum")], facts=PlaceFacts("Bản Mới"))
    assert "Bản Na" not in [hit.title for hit in book.read(search, text="na", year=2023)]
