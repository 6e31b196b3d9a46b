"""The form on screen: builds the fields, saves what is typed, says beside a field what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from app.errors import InputError
from app.ui.forms.fields import Field, Option
from app.ui.forms.layout import Slot, lay_out
from app.ui.theme import theme_events

MILLISECONDS_OF_REST = 800


class FormView(QWidget):
    """Saves by itself: a field's value goes to `on_commit` when its text is good and the person is done with
    it, or rests while writing prose. A text that is not good stays, with a sentence, and goes nowhere.

    `turning`: fields of one line stand below each other where the letters leave no room for them side by side.

    `on_commit` may raise InputError (shown at its field) or any other error (which goes on, the field stays
    unsaved and is tried again). `committed` follows a commit that went through. `at_rest` is true inside
    `on_commit` while the hand only rests: the text may grow yet.
    """

    committed = Signal(str, object)
    edited = Signal(str)

    def __init__(
        self,
        fields: Sequence[Field],
        parent: QWidget | None = None,
        *,
        on_commit: Callable[[str, object], object] | None = None,
        labels: Literal["beside", "above"] = "beside",
        turning: bool = False,
    ) -> None:
        super().__init__(parent)
        self._on_commit = on_commit
        self.at_rest = False
        self._resting: set[str] = set()
        self._blamed: dict[str, str] = {}  # field whose value was refused: field that shows why
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(MILLISECONDS_OF_REST)
        self._rest.timeout.connect(self._rested)
        self._slots = {field.name: Slot(field) for field in fields}
        self._lines = lay_out(self, list(self._slots.values()), labels, turning=turning)
        theme_events().changed.connect(self._measure)
        for name, slot in self._slots.items():
            slot.editor.typed.connect(lambda name=name: self._typed(name))
            slot.editor.finished.connect(lambda name=name: self._finished(name))

    def load(self, values: Mapping[str, object]) -> None:
        """Show another record: unsaved text and errors of the one before are dropped (commit_pending first)."""
        self._rest.stop()
        self._resting.clear()
        self._blamed.clear()
        for slot in self._slots.values():
            slot.unsaved = False
            slot.say_wrong("")
        for name, slot in self._slots.items():
            slot.value = values.get(name)
            slot.write(slot.value)

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show the same record again: a field with unsaved text keeps it; fields not named stay."""
        for name, value in values.items():
            slot = self._slots[name]
            slot.value = value
            if not slot.unsaved and not slot.stands_for(value):
                slot.write(value)

    def values(self) -> dict[str, object]:
        """The last good value of every field."""
        return {name: slot.value for name, slot in self._slots.items()}

    def errors(self) -> dict[str, str]:
        return {name: slot.wrong for name, slot in self._slots.items() if slot.wrong}

    def show_error(self, name: str, sentence: str) -> None:
        self._slots[name].say_wrong(sentence)

    def clear_error(self, name: str) -> None:
        self._slots[name].say_wrong("")

    def check(self) -> bool:
        """For dialogs: look at every field, also those never touched; the keyboard goes to the first bad one."""
        good = self.commit_pending()
        for name, slot in self._slots.items():
            if not slot.unsaved:
                good = self._judge(name) and good
        bad = next(iter(self.errors()), None)
        if bad is not None:
            self.focus_field(bad)
        return good and bad is None

    def commit_pending(self) -> bool:
        """Save what is typed and not saved yet; False while some text is not good and would be lost.

        Then the keyboard goes to that field: the person was about to leave and must see what holds them back.
        """
        self._rest.stop()
        self._resting.clear()
        waiting = [name for name, slot in self._slots.items() if slot.unsaved]
        for name in waiting:
            if self._slots[name].unsaved:
                self._commit(name, done=True)
        good = not any(self._slots[name].unsaved for name in waiting)  # a later field may free an earlier one
        if not good:
            self.focus_field(next(iter(self.errors()), None))
        return good

    def set_enabled(self, name: str, enabled: bool) -> None:
        self._slots[name].editor.widget.setEnabled(enabled)

    def set_visible(self, name: str, visible: bool) -> None:
        self._slots[name].set_visible(visible)
        self._lines.refresh()

    def set_options(self, name: str, options: Sequence[Option]) -> None:
        """Keeps the choice where it is still there."""
        self._slots[name].editor.set_options(options)

    def set_label(self, name: str, text: str) -> None:
        self._slots[name].set_label(text)

    def set_suffix(self, name: str, text: str) -> None:
        """A unit that follows the record; for a field that was given a suffix."""
        self._slots[name].set_suffix(text)

    def enable_option(self, name: str, value: object, enabled: bool) -> None:
        """One of the answers that are all in sight may be closed."""
        self._slots[name].editor.enable_option(value, enabled)

    def set_hint(self, name: str, text: str) -> None:
        self._slots[name].set_hint(text)

    def editor(self, name: str) -> QWidget:
        """The widget that takes the keyboard."""
        return self._slots[name].editor.focus_widget

    def field_widget(self, name: str) -> QWidget:
        """The whole of a field, which is closed and opened."""
        return self._slots[name].editor.widget

    def focus_field(self, name: str | None = None) -> None:
        """The first field that can be typed in when none is named; what is typed next replaces a line."""
        if name is None:
            free = [n for n, s in self._slots.items() if s.takes_keyboard()]
            name = free[0] if free else None
        if name is not None:
            editor = self.editor(name)
            editor.setFocus()
            if isinstance(editor, QLineEdit):
                editor.selectAll()
            self._reveal(name)

    def _reveal(self, name: str) -> None:
        """Scroll to the field and the sentence below it; Qt does that for Tab alone."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(self._slots[name].message)
            around.ensureWidgetVisible(self.editor(name))

    def _measure(self) -> None:
        for slot in self._slots.values():
            slot.editor.measure()
        self._lines.refresh()

    def _typed(self, name: str) -> None:
        self._slots[name].unsaved = True
        self._resting.add(name)
        self._rest.start()
        self.edited.emit(name)

    def _rested(self) -> None:
        """Prose is saved; the rest is only judged, for "8" may become "812" yet."""
        names, self._resting = self._resting, set()
        self.at_rest = True
        try:
            for name in sorted(names):
                if self._slots[name].field.prose:
                    self._commit(name, done=False)
                else:
                    self._judge(name)
        finally:
            self.at_rest = False

    def _finished(self, name: str) -> None:
        if self._slots[name].unsaved:
            self._resting.discard(name)
            self._commit(name, done=True)

    def _judge(self, name: str) -> bool:
        try:
            self._slots[name].read()
        except InputError as error:
            self._slots[name].say_wrong(error.sentence)
            return False
        self._slots[name].say_wrong("")
        return True

    def _commit(self, name: str, *, done: bool) -> bool:
        slot = self._slots[name]
        before = slot.value  # a refresh inside on_commit may bring the new value already
        try:
            value = slot.read()
            if value != before and self._on_commit is not None:
                self._on_commit(name, value)
        except InputError as error:
            self._blamed[name] = error.field if error.field and self._in_sight(error.field) else name
            self._slots[self._blamed[name]].say_wrong(error.sentence)
            return False
        slot.settle(value, tidy=done)
        self._slots[self._blamed.pop(name, name)].say_wrong("")
        if value != before:
            self.committed.emit(name, value)
            self._try_refused_again()
        return True

    def _in_sight(self, name: str) -> bool:
        """A field that is hidden, or none of this form, can show no sentence."""
        return name in self._slots and not self._slots[name].editor.widget.isHidden()

    def _try_refused_again(self) -> None:
        """970 of 963 is refused, and good once the 963 has become 1,000."""
        for name in [name for name in self._blamed if self._slots[name].unsaved]:
            if name in self._blamed:
                self._commit(name, done=not self.editor(name).hasFocus())
