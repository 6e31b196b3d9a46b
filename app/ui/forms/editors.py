"""One editor for each kind of field: it shows a value, gives back what stands in it, tells when it changed.

Nothing here rewrites a text while it is typed: input methods for Vietnamese would lose letters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import fill

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.ui.forms.choices_edit import ChoicesEdit
from app.ui.forms.date_edit import DateEdit
from app.ui.forms.fields import Field, Kind, Option, verdict_options
from app.ui.forms.file_edit import FileEdit
from app.ui.theme import characters, em, gap

_LONGEST_CHOICE = 32
_LONGEST_LINE = 60  # characters beside a box to tick; a longer text goes on below


class Editor(QObject):
    """`typed`: the person changed something; `finished`: and is done with it. `write` tells neither."""

    typed = Signal()
    finished = Signal()

    def __init__(self, widget: QWidget, focus: QWidget | None = None) -> None:
        super().__init__(widget)
        self.widget = widget
        self.focus_widget = focus or widget

    def read(self) -> object:
        """The text of a typed field, the value of a chosen one."""
        raise NotImplementedError

    def write(self, shown: object) -> None:
        raise NotImplementedError

    def set_options(self, options: Sequence[Option]) -> None:
        raise TypeError("only fields to choose from have options")

    def enable_option(self, value: object, enabled: bool) -> None:
        raise TypeError("only answers that are all in sight can be closed one by one")

    def set_wrong(self, wrong: bool) -> None:
        self.focus_widget.setProperty("wrong", wrong)
        self.focus_widget.style().unpolish(self.focus_widget)
        self.focus_widget.style().polish(self.focus_widget)

    def measure(self) -> None:
        """Take sizes from the font again."""


class LineEditor(Editor):
    def __init__(self, field: Field, line: QLineEdit, widget: QWidget | None = None) -> None:
        super().__init__(widget or line, line)
        self._field = field
        self._line = line
        line.setReadOnly(field.read_only)
        if field.placeholder:
            line.setPlaceholderText(field.placeholder)
        if field.kind in (Kind.NUMBER, Kind.INTEGER, Kind.PERCENT):
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.textEdited.connect(self.typed)
        line.editingFinished.connect(self.finished)
        self.measure()

    def read(self) -> str:
        return self._line.text()

    def write(self, shown: object) -> None:
        text = str(shown)
        if self._line.text() != text:
            at = self._line.cursorPosition()
            self._line.setText(text)
            self._line.setCursorPosition(min(at, len(text)) if self._line.hasFocus() else 0)

    def measure(self) -> None:
        count = self._field.characters
        if count is not None:
            self._line.setFixedWidth(characters(self._line, count) + round(em(self._line) * 1.2))


class DateEditor(LineEditor):
    def __init__(self, field: Field) -> None:
        edit = DateEdit()
        super().__init__(field, edit.line, edit)
        edit.button.setVisible(not field.read_only)
        edit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        edit.picked.connect(self._picked)

    def _picked(self) -> None:
        self.typed.emit()
        self.finished.emit()


class FileEditor(LineEditor):
    def __init__(self, field: Field) -> None:
        edit = FileEdit(field.label, field.file_kinds)
        super().__init__(field, edit.line, edit)
        edit.picked.connect(self.typed)
        edit.picked.connect(self.finished)


class Paragraphs(QPlainTextEdit):
    """Plain text whose Tab moves on, and which says when the keyboard leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class MultilineEditor(Editor):
    def __init__(self, field: Field) -> None:
        self._text = Paragraphs()
        super().__init__(self._text)
        self._field = field
        self._writing = False
        self._text.setTabChangesFocus(True)
        self._text.setReadOnly(field.read_only)
        self._text.setPlaceholderText(field.placeholder)
        self._text.textChanged.connect(self._changed)
        self._text.left.connect(self.finished)
        self.measure()

    def read(self) -> str:
        return self._text.toPlainText()

    def write(self, shown: object) -> None:
        text = str(shown)
        if self._text.toPlainText() == text:
            return
        at = self._text.textCursor().position()
        self._writing = True
        self._text.setPlainText(text)
        self._writing = False
        if self._text.hasFocus():
            cursor = self._text.textCursor()
            cursor.setPosition(min(at, len(text)))
            self._text.setTextCursor(cursor)

    def measure(self) -> None:
        line = self._text.fontMetrics().lineSpacing()
        self._text.setFixedHeight(line * self._field.rows + round(em(self._text) * 0.95))

    def _changed(self) -> None:
        if not self._writing:
            self.typed.emit()


class ChoiceBox(QComboBox):
    """A wheel turned while passing over it must not change what was chosen."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


class ChoiceEditor(Editor):
    def __init__(self, field: Field) -> None:
        self._box = ChoiceBox()
        super().__init__(self._box)
        self._field = field
        self._options: list[Option] = []
        self._box.setPlaceholderText(field.placeholder or _("Chọn…"))
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setEnabled(not field.read_only)
        self.set_options(field.options)
        self._box.activated.connect(self._chosen)

    def read(self) -> object:
        at = self._box.currentIndex()
        return self._options[at].value if at >= 0 else None

    def write(self, shown: object) -> None:
        self._box.setCurrentIndex(_place(self._options, shown))

    def set_options(self, options: Sequence[Option]) -> None:
        present = self.read()
        self._options = list(options)
        self._box.clear()
        self._box.addItems([option.label for option in options])
        longest = max((len(option.label) for option in options), default=8)
        self._box.setMinimumContentsLength(self._field.width or min(longest + 1, _LONGEST_CHOICE))
        self.write(present)

    def _chosen(self) -> None:
        self.typed.emit()
        self.finished.emit()


class RadioEditor(Editor):
    """All answers in sight, side by side; none may be chosen yet."""

    def __init__(self, field: Field) -> None:
        frame = QWidget()
        super().__init__(frame)
        self._field = field
        self._options: list[Option] = []
        self._writing = False
        self._group = QButtonGroup(frame)
        self._layout = QHBoxLayout(frame)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap(frame, 0.8))
        self._layout.addStretch(1)
        self.set_options(verdict_options() if field.kind is Kind.VERDICT else field.options)
        self._group.idToggled.connect(self._toggled)

    def read(self) -> object:
        at = self._group.checkedId()
        return self._options[at].value if at >= 0 else None

    def write(self, shown: object) -> None:
        self._writing = True
        self._group.setExclusive(False)
        for at, option in enumerate(self._options):
            self._group.button(at).setChecked(option.value == shown)
        self._group.setExclusive(True)
        self._writing = False

    def set_options(self, options: Sequence[Option]) -> None:
        present = self.read()
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        self._options = list(options)
        for at, option in enumerate(options):
            button = QRadioButton(option.label.replace("&", "&&"))
            button.setEnabled(not self._field.read_only)
            self._group.addButton(button, at)
            self._layout.insertWidget(at, button)
        if options:
            self.focus_widget = self._group.button(0)
        self.write(present)

    def enable_option(self, value: object, enabled: bool) -> None:
        self._group.button(_place(self._options, value)).setEnabled(enabled)

    def _toggled(self, at: int, checked: bool) -> None:
        if checked and not self._writing:
            self.typed.emit()
            self.finished.emit()


class CheckEditor(Editor):
    def __init__(self, field: Field) -> None:
        self._box = QCheckBox(field.label.replace("&", "&&"))
        super().__init__(self._box)
        self._box.setEnabled(not field.read_only)
        self._box.clicked.connect(self._clicked)

    def read(self) -> object:
        return self._box.isChecked()

    def write(self, shown: object) -> None:
        self._box.setChecked(bool(shown))

    def _clicked(self) -> None:
        self.typed.emit()
        self.finished.emit()


class TicksEditor(Editor):
    """A list to tick off, one line each; the value is a tuple of the values that are ticked, in their order."""

    def __init__(self, field: Field) -> None:
        self._frame = QWidget()
        super().__init__(self._frame)
        self._options: list[Option] = []
        self._boxes: list[QCheckBox] = []
        self._layout = QVBoxLayout(self._frame)
        self._layout.setContentsMargins(0, gap(self._frame, 0.3), 0, 0)
        self._layout.setSpacing(gap(self._frame, 0.3))
        self.set_options(field.options)

    def read(self) -> object:
        pairs = zip(self._options, self._boxes, strict=True)
        return tuple(option.value for option, box in pairs if box.isChecked())

    def write(self, shown: object) -> None:
        ticked = shown if isinstance(shown, tuple) else ()
        for option, box in zip(self._options, self._boxes, strict=True):
            box.setChecked(option.value in ticked)

    def set_options(self, options: Sequence[Option]) -> None:
        present = self.read()
        for box in self._boxes:
            self._layout.removeWidget(box)
            box.deleteLater()
        self._options = list(options)
        self._boxes = []
        before: QWidget = self._frame
        for option in options:
            box = QCheckBox(fill(option.label, _LONGEST_LINE).replace("&", "&&"))
            box.clicked.connect(self._clicked)
            self._layout.addWidget(box)
            self._boxes.append(box)
            QWidget.setTabOrder(before, box)
            before = box
        self.focus_widget = self._boxes[0] if self._boxes else self._frame
        self.write(present)

    def _clicked(self) -> None:
        self.typed.emit()
        self.finished.emit()


class ChoicesEditor(Editor):
    """Its value is a tuple: several options in the order they were ticked."""

    def __init__(self, field: Field) -> None:
        self._edit = ChoicesEdit()
        super().__init__(self._edit, self._edit.button)
        self._edit.button.setEnabled(not field.read_only)
        self.set_options(field.options)
        self._edit.picked.connect(self._picked)

    def read(self) -> object:
        return self._edit.chosen()

    def write(self, shown: object) -> None:
        self._edit.set_chosen(shown if isinstance(shown, tuple) else ())

    def set_options(self, options: Sequence[Option]) -> None:
        self._edit.set_options(options)

    def _picked(self) -> None:
        self.typed.emit()
        self.finished.emit()


class StaticEditor(Editor):
    """Shown, never typed: a computed number, an official text."""

    def __init__(self, field: Field) -> None:
        self._label = QLabel()
        super().__init__(self._label)
        self._label.setWordWrap(True)
        self._label.setContentsMargins(0, gap(self._label, 0.3), 0, gap(self._label, 0.3))
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def read(self) -> object:
        return self._label.text()

    def write(self, shown: object) -> None:
        self._label.setText(str(shown))


def make_editor(field: Field) -> Editor:
    makers: dict[Kind, Callable[[Field], Editor]] = {
        Kind.MULTILINE: MultilineEditor,
        Kind.DATE: DateEditor,
        Kind.FILE: FileEditor,
        Kind.CHOICE: ChoiceEditor,
        Kind.CHOICES: ChoicesEditor,
        Kind.RADIO: RadioEditor,
        Kind.VERDICT: RadioEditor,
        Kind.CHECK: CheckEditor,
        Kind.TICKS: TicksEditor,
        Kind.STATIC: StaticEditor,
    }
    maker = makers.get(field.kind)
    return maker(field) if maker else LineEditor(field, QLineEdit())


def _place(options: Sequence[Option], value: object) -> int:
    return next((at for at, option in enumerate(options) if option.value == value), -1)
