"""Ctrl+Z far back: what is near is asked first, and says the same as the whole way back."""

from __future__ import annotations

from app.services import assessments, history, places
from app.services.workspace import Workspace

STEPS = 30  # more than are looked at first


def test_thirty_steps_back_and_forth_and_a_new_one_in_between(book: Workspace) -> None:
    hamlet = book.read(places.find_hamlet, name="Bản Pút")
    newest = book.read(assessments.rounds_of, hamlet_uid=hamlet.uid)[0]
    uid = book.read(assessments.sheet, round_uid=newest.uid).rows[0].uid

    def explanation() -> str:
        return book.read(assessments.sheet, round_uid=newest.uid).rows[0].explanation

    first = explanation()
    for number in range(STEPS):
        book.write(assessments.record, assessment_uid=uid, values={"explanation": f"lần {number}"})
    for number in reversed(range(STEPS)):
        assert explanation() == f"lần {number}"
        assert history.undo(book) is not None
    assert explanation() == first
    for number in range(STEPS - 1):
        assert history.redo(book) is not None
        assert explanation() == f"lần {number}"
    assert book.read(history.undo_state).redo is not None
    book.write(assessments.record, assessment_uid=uid, values={"explanation": "khác"})
    assert book.read(history.undo_state).redo is None
    assert history.redo(book) is None
    history.undo(book)
    assert explanation() == f"lần {STEPS - 2}"
    history.undo(book)
    assert explanation() == f"lần {STEPS - 3}"
