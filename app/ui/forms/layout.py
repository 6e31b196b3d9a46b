"""Where the parts of a form go: labels beside or above, several fields on a line, messages below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.errors import InputError
from app.ui.forms.editors import make_editor
from app.ui.forms.fields import Field, Kind
from app.ui.icons import icon_side, pixmap
from app.ui.theme import characters, colours_of, gap

_WIDEST_LABEL = 24  # characters; longer labels wrap


class FieldMessage(QWidget):
    """Below a field: what is wrong with it (a sign and a sentence), else its hint, else nothing."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self._wrong = ""
        self._picture = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.3))
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        self._show()

    @property
    def spoken(self) -> str:
        return self._wrong or self._hint

    def set_wrong(self, sentence: str) -> None:
        self._wrong = sentence
        self._show()

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_text"):
            self._tint()

    def _show(self) -> None:
        self._text.setText(self.spoken)
        self._picture.setVisible(bool(self._wrong))
        self.setVisible(bool(self.spoken))
        self._tint()

    def _tint(self) -> None:
        tints = colours_of(self.palette())
        colour = tints.error.text if self._wrong else tints.text_muted
        self._picture.setPixmap(pixmap("error", icon_side(self), colour, self.devicePixelRatioF()))
        wanted = f"color: {colour}"
        if self._text.styleSheet() != wanted:
            self._text.setStyleSheet(wanted)


class Slot:
    """A field on screen: its parts, the last good value, and whether something newer is typed."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.editor = make_editor(field)
        self.label = QLabel(_escaped(field.label) if field.kind is not Kind.CHECK else "")
        self.label.setWordWrap(not field.inline)
        self.suffix = QLabel(field.suffix)
        self.message = FieldMessage(field.hint)
        self.value: object = field.value_when_new
        self.unsaved = False
        self.wrong = ""
        self.label.setBuddy(self.editor.focus_widget)
        self._name_editor(field.label)
        self.editor.focus_widget.setAccessibleDescription(field.hint)

    def read(self) -> object:
        """The value that stands in the editor. Raises InputError."""
        shown = self.editor.read()
        if self.field.typed:
            return self.field.value_of(str(shown))
        return self.value if self.field.kind is Kind.STATIC else self.field.chosen(shown)

    def write(self, value: object) -> None:
        as_text = self.field.typed or self.field.kind is Kind.STATIC
        self.editor.write(self.field.text_of(value) if as_text else value)

    def stands_for(self, value: object) -> bool:
        """Whether the editor shows `value` already, though perhaps spelled otherwise ("7" for "07")."""
        if self.field.kind is Kind.STATIC:
            return False
        try:
            return self.read() == value
        except InputError:
            return False

    def settle(self, value: object, *, tidy: bool) -> None:
        """`value` is saved; tidy: the person has left the field, so its text may take its usual form."""
        self.value = value
        self.unsaved = False
        self.say_wrong("")
        if tidy:
            self.write(value)

    def say_wrong(self, sentence: str) -> None:
        if sentence == self.wrong:
            return
        self.wrong = sentence
        self.editor.set_wrong(bool(sentence))
        self.message.set_wrong(sentence)
        self.editor.focus_widget.setAccessibleDescription(self.message.spoken)

    def set_hint(self, hint: str) -> None:
        self.message.set_hint(hint)
        self.editor.focus_widget.setAccessibleDescription(self.message.spoken)

    def set_label(self, text: str) -> None:
        self.label.setText(_escaped(text))
        self._name_editor(text)

    def set_suffix(self, text: str) -> None:
        self.suffix.setText(text)
        self.suffix.setVisible(bool(text) and not self.editor.widget.isHidden())

    def set_visible(self, visible: bool) -> None:
        self.label.setVisible(visible and bool(self.label.text()))
        self.editor.widget.setVisible(visible)
        self.suffix.setVisible(visible and bool(self.suffix.text()))
        self.message.setVisible(visible and bool(self.message.spoken))

    def takes_keyboard(self) -> bool:
        if self.field.kind is Kind.STATIC or self.field.read_only:
            return False
        return self.editor.focus_widget.isEnabled() and self.editor.widget.isVisibleTo(
            self.editor.widget.window()
        )

    def _name_editor(self, label: str) -> None:
        self.editor.widget.setAccessibleName(label)
        self.editor.focus_widget.setAccessibleName(label)


class Lines:
    """The laid-out form; `refresh` measures the labels again when the size of text has changed."""

    def __init__(self, form: QWidget, leaders: list[QLabel]) -> None:
        self._form = form
        self._leaders = leaders
        self.refresh()

    def refresh(self) -> None:
        widest = characters(self._form, _WIDEST_LABEL)
        metrics = self._form.fontMetrics()
        texts = [label.text() for label in self._leaders if not label.isHidden()]
        needed = max((metrics.horizontalAdvance(text) for text in texts), default=0) + 2
        for label in self._leaders:
            label.setFixedWidth(min(widest, needed))


class TurningRow(QBoxLayout):
    """Parts side by side, or one below the other where they have not the room."""

    def __init__(self) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(max(self._widths(), default=0), super().minimumSize().height())

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        widths = self._widths()
        beside = rect.width() >= sum(widths) + self.spacing() * max(len(widths) - 1, 0)
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if beside else directions.TopToBottom
        if wanted is not self.direction():
            self.setDirection(wanted)
        super().setGeometry(rect)

    def _widths(self) -> list[int]:
        items = (self.itemAt(at) for at in range(self.count()))
        return [item.minimumSize().width() for item in items if item is not None and not item.isEmpty()]


def lay_out(
    form: QWidget, slots: Sequence[Slot], labels: Literal["beside", "above"], *, turning: bool = False
) -> Lines:
    grid = QGridLayout(form)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(gap(form, 0.8))
    grid.setVerticalSpacing(gap(form, 0.4))
    grid.setColumnStretch(1, 1)
    leaders = []
    for slot in slots:  # parts without words get no place, but an owner
        for part in (slot.label, slot.suffix):
            part.setParent(form)
            part.setVisible(bool(part.text()))
    for line in _by_line(slots):
        first = line[0]
        row = grid.rowCount()
        if labels == "beside":
            first.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            first.label.setContentsMargins(0, gap(form, 0.3), 0, 0)
            if first.field.kind is not Kind.CHECK:
                leaders.append(first.label)
                grid.addWidget(first.label, row, 0, Qt.AlignmentFlag.AlignTop)
        elif first.label.text():
            grid.addWidget(first.label, row, 0, 1, 2)
            row += 1
        place = (row, 1, 1, 1) if labels == "beside" else (row, 0, 1, 2)
        grid.addLayout(_line_layout(form, line, turning=turning and len(line) > 1), *place)
        for below, slot in enumerate(line, start=1):
            grid.addWidget(slot.message, row + below, place[1], 1, place[3])
    _set_tab_order(slots)
    return Lines(form, leaders)


def _by_line(slots: Sequence[Slot]) -> list[list[Slot]]:
    lines: list[list[Slot]] = []
    for slot in slots:
        if slot.field.inline and lines:
            lines[-1].append(slot)
        else:
            lines.append([slot])
    return lines


def _line_layout(form: QWidget, line: Sequence[Slot], *, turning: bool) -> QBoxLayout:
    """`turning`: each field with its label and unit is a part that may stand on a line of its own."""
    layout = TurningRow() if turning else QHBoxLayout()
    layout.setSpacing(gap(form, 0.4))
    roomy = False
    for slot in line:
        part = layout
        if turning:
            part = QHBoxLayout()
            part.setSpacing(gap(form, 0.4))
        if slot is not line[0] and slot.label.text():
            part.addWidget(slot.label)
        takes_room = _takes_room(slot)
        roomy = roomy or takes_room
        part.addWidget(slot.editor.widget, 1 if takes_room else 0)
        part.addWidget(slot.suffix)
        if turning:
            if not takes_room:
                part.addStretch(1)
            layout.addLayout(part, 1 if takes_room else 0)
    if not roomy:
        layout.addStretch(1)
    return layout


def _takes_room(slot: Slot) -> bool:
    if slot.field.kind in (Kind.CHOICE, Kind.CHECK):
        slot.editor.widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return False
    return slot.field.characters is None


def _set_tab_order(slots: Sequence[Slot]) -> None:
    """The way of the eye, whatever the order in which the widgets were made."""
    for before, after in zip(slots, slots[1:], strict=False):
        QWidget.setTabOrder(before.editor.widget, after.editor.widget)


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
