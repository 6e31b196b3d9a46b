"""What becomes of proofs: one step for a batch, trash, newer versions, required papers, photos that look alike."""

from datetime import date

import pytest
from PIL import Image

from app.domain.rights import AccountKind, Actor
from app.errors import InputError, RefusedError
from app.models.criteria import Indicator
from app.services import (
    evidence,
    evidence_index,
    evidence_intake,
    evidence_near,
    evidence_papers,
    evidence_revisions,
    evidence_trash,
    history,
    places,
)
from tests.integration.test_evidence import Steps, photo, place  # noqa: F401 - a fixture

TODAY = date(2024, 4, 20)


def add(book, *paths, **where):
    return evidence_intake.add_files(book, list(paths), Steps(), **where).uids


def rows(book):
    return {row.title: row for row in book.read(evidence.evidence_rows)}


def stored(book):
    return sorted(path.name for path in book.evidence_folder.rglob("*") if path.is_file())


def test_a_batch_is_one_step_for_ctrl_z(book, place, tmp_path):  # noqa: F811
    add(book, *(photo(tmp_path / f"{colour}.jpg", colour) for colour in ("red", "green", "blue")), **place)
    assert history.undo(book).action == "evidence_intake.enter_files"
    assert rows(book) == {}
    history.redo(book)
    assert {title: len(row.links) for title, row in rows(book).items()} == {"red": 1, "green": 1, "blue": 1}


def test_what_is_thrown_away_proves_nothing_until_it_comes_back(book, place, tmp_path):  # noqa: F811
    path = photo(tmp_path / "a.jpg")
    (uid,) = add(book, path, **place)
    book.write(evidence_trash.remove, evidence_uids=[uid], today=TODAY)
    assert book.read(evidence.evidence_rows, **place) == []
    (row,) = book.read(evidence_trash.trash_rows)
    assert (row.removed_on, len(row.links)) == (TODAY, 1)
    skipped = evidence_intake.add_files(book, [path], Steps(), skip_known=True)
    assert (skipped.uids, rows(book)) == ((), {})
    book.write(evidence_trash.restore, evidence_uids=[uid])
    assert [row.uid for row in book.read(evidence.evidence_rows, **place)] == [uid]
    book.write(evidence_trash.remove, evidence_uids=[uid], today=TODAY)
    assert add(book, path) == (uid,), "the same file again takes it out of the trash"
    assert list(rows(book)) == ["a"]


def test_emptying_deletes_old_trash_with_its_files_and_words(book, place, tmp_path):  # noqa: F811
    old, young, used = add(
        book, *(photo(tmp_path / f"{colour}.jpg", colour) for colour in ("red", "green", "blue")), **place
    )
    evidence_index.refresh(book, Steps())
    book.write(evidence_trash.remove, evidence_uids=[old], today=date(2024, 3, 1))
    book.write(evidence_trash.remove, evidence_uids=[young], today=TODAY)
    before = set(stored(book))
    gone = book.read(evidence.evidence_row, evidence_uid=old)
    emptied = evidence_trash.empty_trash(book, older_than_days=30)
    assert (emptied.count, emptied.size) == (1, gone.size)
    assert before - set(stored(book)) == {f"{gone.sha256}.jpg"}
    assert gone.sha256 not in evidence_index.SearchIndex(book.folder).known()
    assert evidence_trash.empty_trash(book, evidence_uids=[used]).count == 0, "what is in use stays"
    with pytest.raises(RefusedError):  # the last step threw `young` away, the one before `old`
        history.undo(book), history.undo(book)
    assert evidence_trash.empty_trash(book).count == 0
    assert len(stored(book)) == 2
    assert add(book, photo(tmp_path / "đỏ.jpg", "red")) != (old,), "the same bytes later are a new proof"


def test_a_newer_version_takes_the_links_and_leaves_a_history(book, place, tmp_path):  # noqa: F811
    (first,) = add(book, photo(tmp_path / "a.jpg", "red"), **place)
    book.write(evidence.update, evidence_uid=first, values={"title": "Quyết định", "document_number": "5"})
    (link,) = book.read(evidence.evidence_row, evidence_uid=first).links
    book.write(evidence.set_where, link_uid=link.uid, where="trang 2")
    newer = photo(tmp_path / "b.jpg", "blue")
    second = evidence_revisions.replace_file(book, newer, Steps(), evidence_uid=first)
    (row,) = book.read(evidence.evidence_rows, **place)
    assert (row.uid, row.title, row.document_number) == (second, "Quyết định", "")
    assert [link.where for link in row.links] == ["trang 2"]
    assert [row.uid for row in book.read(evidence_revisions.revisions, evidence_uid=second)] == [first]
    assert len(book.read(evidence.evidence_rows)) == 1, "the older one is history, not a proof"
    for same in (newer, tmp_path / "a.jpg"):
        with pytest.raises(RefusedError, match="giống hệt"):
            evidence_revisions.replace_file(book, same, Steps(), evidence_uid=second)
    assert len(stored(book)) == 2
    history.undo(book)
    assert [row.uid for row in book.read(evidence.evidence_rows, **place)] == [first]


def test_required_papers_are_ticked_by_proofs_in_use(book, place, tmp_path):  # noqa: F811
    def name_papers(session):
        session.get(Indicator, place["indicator_uid"]).required_papers = ["Danh sách hộ", "Biên bản"]
        session.flush()

    book.write(name_papers)
    (uid,) = add(book, photo(tmp_path / "a.jpg"), **place)
    (link,) = book.read(evidence.evidence_row, evidence_uid=uid).links
    book.write(evidence_papers.set_paper, link_uid=link.uid, paper="biên bản")
    ticks = book.read(evidence_papers.papers_state, **place)
    assert [(tick.paper, [proof.title for proof in tick.proofs]) for tick in ticks] == [
        ("Danh sách hộ", []),
        ("Biên bản", ["a"]),
    ]
    with pytest.raises(InputError, match="Giấy khen"):
        book.write(evidence_papers.set_paper, link_uid=link.uid, paper="Giấy khen")
    book.write(evidence_trash.remove, evidence_uids=[uid], today=TODAY)
    assert not any(tick.there for tick in book.read(evidence_papers.papers_state, **place))


def test_photos_that_look_alike_are_told_and_one_can_go(book, place, tmp_path):  # noqa: F811
    picture = Image.effect_noise((12, 9), 90).resize((800, 600)).convert("RGB")
    picture.save(tmp_path / "gốc.jpg", quality=90)
    picture.resize((400, 300)).save(tmp_path / "zalo.jpg", quality=50)
    Image.effect_noise((12, 9), 90).resize((800, 600)).convert("RGB").save(tmp_path / "khác.jpg")
    (old,) = add(book, tmp_path / "gốc.jpg")
    assert evidence_index.refresh(book, Steps()).near == ()
    new, _other = add(book, tmp_path / "zalo.jpg", tmp_path / "khác.jpg", **place)
    (pair,) = evidence_index.refresh(book, Steps()).near
    assert (pair.new_uid, pair.old_uid) == (new, old)
    assert evidence_index.refresh(book, Steps()) == evidence_index.Refreshed(0, ()), "asked about once"
    assert [(found.new_uid, found.old_uid) for found in evidence_index.alike(book)] in (
        [(new, old)],
        [(old, new)],
    )
    book.write(evidence_near.keep_old, new_uid=new, old_uid=old, today=TODAY)
    assert [link.hamlet for link in rows(book)["gốc"].links] == ["Bản Pút"]
    assert "zalo" not in rows(book)
    assert evidence_index.alike(book) == []


def test_a_hamlet_board_handles_its_own_proofs_only(book, place, tmp_path):  # noqa: F811
    other = book.read(places.find_hamlet, name="Bản Tủm").uid
    book.actor = Actor("Hà Văn Thà", AccountKind.HAMLET_BOARD, hamlet_uid=place["hamlet_uid"])
    (uid,) = add(book, photo(tmp_path / "a.jpg"), **place)
    book.write(evidence.update, evidence_uid=uid, values={"title": "Ảnh cổng chào"})
    elsewhere = {**place, "hamlet_uid": other}
    with pytest.raises(RefusedError, match="bản của mình"):
        add(book, photo(tmp_path / "b.jpg", "red"), **elsewhere)
    with pytest.raises(RefusedError, match="bản của mình"):
        book.write(evidence.link, evidence_uid=uid, **elsewhere)
    assert len(stored(book)) == 1
    book.actor = Actor("Địa chính")
    book.write(evidence.link, evidence_uid=uid, **elsewhere)
    book.actor = Actor("Xem", AccountKind.VIEWER)
    with pytest.raises(RefusedError):
        book.write(evidence_trash.remove, evidence_uids=[uid], today=TODAY)


def test_dates_and_reasons_are_checked(book, tmp_path):
    (uid,) = add(book, photo(tmp_path / "a.jpg"))
    values = {"issued_on": date(2024, 5, 1), "expires_on": date(2024, 4, 1)}
    with pytest.raises(InputError, match="sau ngày ban hành") as refused:
        book.write(evidence.update, evidence_uid=uid, values=values)
    assert refused.value.field == "expires_on"
    book.write(evidence.update, evidence_uid=uid, values={"expires_on": date(2024, 4, 20)})
    row = book.read(evidence.evidence_row, evidence_uid=uid)
    assert (row.expired(TODAY), row.expired(date(2024, 4, 21))) == (False, True)
    with pytest.raises(InputError):
        book.write(evidence.update, evidence_uid=uid, values={"sensitive": True, "sensitive_reason": " "})
    assert not book.read(evidence.evidence_row, evidence_uid=uid).sensitive, "a refusal leaves nothing behind"
