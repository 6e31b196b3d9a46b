"""Forms that save by themselves: what is emitted when, what is kept, what is said beside the field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.verdict import Verdict
from app.errors import InputError, StorageError
from app.ui.forms import DateEdit, Field, FormView, Kind, Option
from app.ui.forms import view as view_module
from app.ui.theme import Theme

LEADS = [Option(1, "Công chức địa chính"), Option(2, "Trạm y tế")]
FIELDS = [
    Field("title", "Tiêu đề", hint="Tên ghi trên văn bản", required=True),
    Field("part", "Số người tham gia", Kind.INTEGER),
    Field("whole", "trên tổng số", Kind.INTEGER, inline=True),
    Field("share", "Tỷ lệ", Kind.PERCENT, suffix="%"),
    Field("verdict", "Bản tự đánh giá", Kind.VERDICT),
    Field("note", "Giải trình", Kind.MULTILINE, rows=2),
    Field("due", "Trước ngày", Kind.DATE),
    Field("lead", "Chủ trì", Kind.CHOICE, options=LEADS),
    Field("basis", "Căn cứ", Kind.STATIC),
    Field("sensitive", "Tài liệu nhạy cảm", Kind.CHECK),
]
RECORD = {
    "title": "Kế hoạch 05",
    "part": 812,
    "whole": 963,
    "share": Decimal("84.32"),
    "verdict": None,
    "note": "",
    "due": date(2024, 7, 15),
    "lead": None,
    "basis": "QĐ 1897",
    "sensitive": False,
}

Saved = list[tuple[str, object]]


class Book:
    """Stands for the use cases behind a form: keeps what it is given, refuses what cannot be true."""

    def __init__(self) -> None:
        self.saved: Saved = []
        self.kept: dict[str, object] = {}
        self.disk_full = False

    def commit(self, name: str, value: object) -> None:
        if self.disk_full:
            raise StorageError("Ổ đĩa đã đầy.")
        after = {**self.kept, name: value}
        part, whole = after.get("part"), after.get("whole")
        if isinstance(part, int) and isinstance(whole, int) and part > whole:
            raise InputError("Lớn hơn tổng số.", field=name)
        self.kept = after
        self.saved.append((name, value))


@pytest.fixture
def book() -> Book:
    made = Book()
    made.kept = dict(RECORD)
    return made


@pytest.fixture
def form(qtbot: QtBot, book: Book, monkeypatch: pytest.MonkeyPatch) -> FormView:
    monkeypatch.setattr(view_module, "MILLISECONDS_OF_REST", 40)
    made = FormView(FIELDS, on_commit=book.commit)
    qtbot.addWidget(made)
    made.load(RECORD)
    made.resize(700, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def _line(form: FormView, name: str) -> QLineEdit:
    editor = form.editor(name)
    assert isinstance(editor, QLineEdit)
    return editor


def _type(qtbot: QtBot, form: FormView, name: str, text: str) -> None:
    """Replace what stands in a field, as an input method does it: NFC or not, any letter."""
    editor = form.editor(name)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    if text:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(editor, event)


def test_values_are_shown_as_officers_write_them(form: FormView) -> None:
    assert _line(form, "part").text() == "812"
    assert _line(form, "share").text() == "84,32"
    assert _line(form, "due").text() == "15/07/2024"
    assert form.values() == RECORD


def test_showing_a_record_saves_nothing(qtbot: QtBot, form: FormView, book: Book) -> None:
    form.load({**RECORD, "title": "Khác", "verdict": Verdict.MET, "sensitive": True, "lead": 2})
    form.set_values({"title": "Khác nữa", "verdict": Verdict.UNMET})
    form.editor("title").setFocus()
    form.editor("part").setFocus()
    qtbot.wait(80)
    assert book.saved == []


def test_a_number_is_saved_when_the_field_is_left(qtbot: QtBot, form: FormView, book: Book) -> None:
    _type(qtbot, form, "part", "0")
    _type(qtbot, form, "part", "800")
    qtbot.wait(80)
    assert book.saved == [], "a number half typed is not a number"
    qtbot.keyClick(form.editor("part"), Qt.Key.Key_Tab)
    assert book.saved == [("part", 800)]
    assert form.editor("whole").hasFocus()


def test_prose_is_saved_while_the_hand_rests(qtbot: QtBot, form: FormView, book: Book) -> None:
    _type(qtbot, form, "note", "Còn 57 hộ")
    qtbot.waitUntil(lambda: book.saved == [("note", "Còn 57 hộ")])
    assert form.editor("note").hasFocus()
    event = QInputMethodEvent()
    event.setCommitString(" ")
    QCoreApplication.sendEvent(form.editor("note"), event)
    qtbot.wait(80)
    editor = form.editor("note")
    assert isinstance(editor, QPlainTextEdit)
    assert editor.toPlainText() == "Còn 57 hộ ", "nothing is rewritten under the hand"
    assert len(book.saved) == 1


def test_text_is_normalised_when_the_field_is_left(qtbot: QtBot, form: FormView, book: Book) -> None:
    _type(qtbot, form, "title", " Ba\u0309n Tu\u0309m ")
    qtbot.keyClick(form.editor("title"), Qt.Key.Key_Return)
    assert book.saved == [("title", "Bản Tủm")]
    assert _line(form, "title").text() == "Bản Tủm"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("part", "nhiều", "không phải là số"),
        ("part", "8,5", "số nguyên"),
        ("share", "150", "100"),
        ("share", "11.42", "11,42"),
        ("due", "31/2/2024", "Không có ngày"),
        ("due", "15/7/24", "không phải là ngày"),
        ("title", "", "Cần điền"),
    ],
)
def test_wrong_text_stays_with_a_sentence_and_is_not_saved(
    qtbot: QtBot, form: FormView, book: Book, name: str, text: str, said: str
) -> None:
    _type(qtbot, form, name, text)
    qtbot.waitUntil(lambda: name in form.errors())  # while typing rests, before the field is left
    assert said in form.errors()[name]
    qtbot.keyClick(form.editor(name), Qt.Key.Key_Tab)
    assert book.saved == []
    assert _line(form, name).text() == text
    assert form.editor(name).accessibleDescription() == form.errors()[name]
    shown = [label for label in form.findChildren(QLabel) if label.isVisible()]
    assert any(label.text() == form.errors()[name] for label in shown)
    assert form.editor(name).property("wrong") is True


def test_the_sentence_goes_when_the_text_is_good_again(qtbot: QtBot, form: FormView) -> None:
    _type(qtbot, form, "part", "x")
    qtbot.waitUntil(lambda: "part" in form.errors())
    _type(qtbot, form, "part", "5")
    qtbot.waitUntil(lambda: form.errors() == {})
    assert form.editor("part").property("wrong") is False


def test_a_refusal_of_the_use_case_is_shown_and_tried_again(qtbot: QtBot, form: FormView, book: Book) -> None:
    _type(qtbot, form, "part", "970")
    qtbot.keyClick(form.editor("part"), Qt.Key.Key_Tab)
    assert form.errors() == {"part": "Lớn hơn tổng số."}
    assert _line(form, "part").text() == "970"
    _type(qtbot, form, "whole", "1.000")
    qtbot.keyClick(form.editor("whole"), Qt.Key.Key_Tab)
    assert book.saved == [("whole", 1000), ("part", 970)]
    assert form.errors() == {}


def test_other_errors_pass_and_the_text_waits_to_be_saved(qtbot: QtBot, form: FormView, book: Book) -> None:
    book.disk_full = True
    _type(qtbot, form, "title", "Mới")
    with qtbot.captureExceptions() as caught:
        qtbot.keyClick(form.editor("title"), Qt.Key.Key_Return)
    assert [kind for kind, _error, _trace in caught] == [StorageError]
    assert _line(form, "title").text() == "Mới"
    book.disk_full = False
    assert form.commit_pending()
    assert book.saved == [("title", "Mới")]


def test_commit_pending_saves_what_was_typed_last(qtbot: QtBot, form: FormView, book: Book) -> None:
    _type(qtbot, form, "part", "700")
    _type(qtbot, form, "note", "Ghi chú")
    assert form.commit_pending()
    assert dict(book.saved) == {"part": 700, "note": "Ghi chú"}
    _type(qtbot, form, "part", "abc")
    assert not form.commit_pending()


def test_a_refresh_does_not_touch_what_is_being_typed(qtbot: QtBot, form: FormView, book: Book) -> None:
    _type(qtbot, form, "title", "Đang gõ dở")
    form.set_values({**RECORD, "title": "Từ nơi khác", "whole": 990})
    assert _line(form, "title").text() == "Đang gõ dở"
    assert _line(form, "whole").text() == "990"
    qtbot.keyClick(form.editor("title"), Qt.Key.Key_Return)
    assert book.saved == [("title", "Đang gõ dở")]


def test_another_record_drops_what_was_not_good(qtbot: QtBot, form: FormView, book: Book) -> None:
    _type(qtbot, form, "part", "abc")
    qtbot.waitUntil(lambda: "part" in form.errors())
    form.load({**RECORD, "part": 1, "title": "Bản Tủm"})
    assert form.errors() == {}
    assert _line(form, "part").text() == "1"
    qtbot.keyClick(form.editor("part"), Qt.Key.Key_Tab)
    assert book.saved == []


def test_the_same_value_is_saved_once(qtbot: QtBot, form: FormView, book: Book) -> None:
    told: Saved = []
    form.committed.connect(lambda name, value: told.append((name, value)))
    _type(qtbot, form, "due", "15/7/2024")
    qtbot.keyClick(form.editor("due"), Qt.Key.Key_Return)
    assert (book.saved, told) == ([], [])
    assert _line(form, "due").text() == "15/07/2024", "put into its usual form"
    _type(qtbot, form, "due", "16.7.2024")
    qtbot.keyClick(form.editor("due"), Qt.Key.Key_Return)
    qtbot.keyClick(form.editor("due"), Qt.Key.Key_Tab)
    assert told == book.saved == [("due", date(2024, 7, 16))]


def test_a_field_can_be_emptied(qtbot: QtBot, form: FormView, book: Book) -> None:
    _type(qtbot, form, "due", "")
    qtbot.keyClick(form.editor("due"), Qt.Key.Key_Tab)
    _type(qtbot, form, "note", "x")
    _type(qtbot, form, "note", "")
    assert form.commit_pending()
    assert ("due", None) in book.saved
    assert form.values()["note"] == ""


def test_a_verdict_is_chosen_by_mouse_and_by_arrows(qtbot: QtBot, form: FormView, book: Book) -> None:
    met, unmet, _na = (b for b in form.findChildren(QRadioButton))
    met.click()
    met.setFocus()
    qtbot.keyClick(met, Qt.Key.Key_Right)
    assert book.saved == [("verdict", Verdict.MET), ("verdict", Verdict.UNMET)]
    assert unmet.isChecked()
    form.load(RECORD)
    assert not any(button.isChecked() for button in form.findChildren(QRadioButton))


def test_a_wheel_passing_over_a_choice_changes_nothing(qtbot: QtBot, form: FormView, book: Book) -> None:
    box = form.editor("lead")
    assert isinstance(box, QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert book.saved == [("lead", 1)]
    center = QPointF(box.rect().center())
    turn = QWheelEvent(
        center,
        box.mapToGlobal(center),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(box, turn)
    assert form.values()["lead"] == 1


def test_options_can_change_and_keep_the_choice(form: FormView, book: Book) -> None:
    form.set_values({"lead": 2})
    form.set_options("lead", [Option(3, "Văn phòng"), *LEADS])
    box = form.editor("lead")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Trạm y tế"
    assert book.saved == []


def test_a_date_can_be_picked(qtbot: QtBot, form: FormView, book: Book) -> None:
    edit = form.findChild(DateEdit)
    assert isinstance(edit, DateEdit)
    calendar = edit.open_calendar()
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.selectedDate().toPython() == date(2024, 7, 15)
    assert calendar.locale().monthName(7) == "tháng 7"
    qtbot.keyClick(calendar.findChild(QWidget, "qt_calendar_calendarview"), Qt.Key.Key_Right)
    qtbot.keyClick(calendar.findChild(QWidget, "qt_calendar_calendarview"), Qt.Key.Key_Return)
    assert book.saved == [("due", date(2024, 7, 16))]


def test_tab_follows_the_eye(qtbot: QtBot, form: FormView) -> None:
    form.focus_field()
    seen = []
    for _n in range(5):
        widget = form.focusWidget()
        seen.append(widget.accessibleName())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert seen == ["Tiêu đề", "Số người tham gia", "trên tổng số", "Tỷ lệ", "Bản tự đánh giá"]


def test_every_field_has_a_name_and_its_hint_is_spoken(form: FormView) -> None:
    for field in FIELDS:
        assert form.editor(field.name).accessibleName() == field.label or field.kind is Kind.VERDICT
    assert form.editor("title").accessibleDescription() == "Tên ghi trên văn bản"


def test_a_dialog_checks_what_was_never_touched(qtbot: QtBot) -> None:
    form = FormView(
        [
            Field("name", "Tên", required=True),
            Field("lead", "Chủ trì", Kind.CHOICE, options=LEADS, required=True),
        ]
    )
    qtbot.addWidget(form)
    form.show()
    assert not form.check()
    assert set(form.errors()) == {"name", "lead"}
    assert form.focusWidget() is form.editor("name")
    _type(qtbot, form, "name", "Lò Văn A")
    box = form.editor("lead")
    assert isinstance(box, QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert form.check()
    assert form.values() == {"name": "Lò Văn A", "lead": 1}


def test_a_parse_of_ones_own(qtbot: QtBot) -> None:
    def number(text: str) -> object:
        if "/" not in text:
            raise InputError("Số văn bản có dạng 05/KH-UBND.")
        return text.split("/")[0], text.split("/")[1]

    form = FormView([Field("no", "Số", parse=number, show=lambda pair: "/".join(pair))])  # type: ignore[arg-type]
    qtbot.addWidget(form)
    _type(qtbot, form, "no", "05")
    assert not form.commit_pending()
    _type(qtbot, form, "no", "05/KH-UBND")
    assert form.commit_pending()
    assert form.values() == {"no": ("05", "KH-UBND")}


def test_fields_can_be_hidden_and_renamed(form: FormView) -> None:
    form.set_visible("share", False)
    assert not form.editor("share").isVisible()
    form.set_label("part", "Số hộ")
    assert form.editor("part").accessibleName() == "Số hộ"
    form.set_enabled("title", False)
    form.focus_field()
    assert form.focusWidget() is form.editor("part")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_at_any_size(
    qtbot: QtBot, form: FormView, dress: Callable[[Theme], None], scale: float
) -> None:
    dress(Theme("light", scale))
    line = _line(form, "due")
    room = line.width() - 2 * line.textMargins().left()
    assert room > line.fontMetrics().horizontalAdvance("00/00/0000") * 1.1

    def cut() -> list[str]:
        labels = [label for label in form.findChildren(QLabel) if label.text() and label.isVisible()]
        needed = {label: label.fontMetrics().horizontalAdvance(label.text()) for label in labels}
        return [label.text() for label in labels if not label.wordWrap() and label.width() < needed[label]]

    qtbot.waitUntil(lambda: cut() == [])
