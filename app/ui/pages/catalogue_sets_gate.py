"""Between the form of an indicator and the book: a set in use is not changed in its meaning without a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.criteria import IndicatorDefinition
from app.domain.set_comparison import changed_meaning
from app.errors import InputError
from app.i18n import _
from app.services import catalogue
from app.services.catalogue import Effect
from app.services.catalogue_sheet import IndicatorEntry
from app.ui.context import Context
from app.ui.dialogs.set_change import FrozenChangeDialog
from app.ui.forms import FormView

Values = Mapping[str, Any]


class FrozenGate:
    """`revert` puts the form back to what the book has; `new_version` takes a change there and shows it.

    What the person fills in may be typed in pieces and put right as long as the indicator stays on the screen:
    until `forget` the book's first state counts as what was there.
    """

    def __init__(
        self,
        context: Context,
        form: FormView,
        revert: Callable[[], object],
        new_version: Callable[[IndicatorEntry, Values], object],
        parent: QWidget,
    ) -> None:
        self._context = context
        self._form = form
        self._revert = revert
        self._new_version = new_version
        self._parent = parent
        self._agreed: tuple[str, Values] | None = None
        self._visit: tuple[str, IndicatorDefinition, IndicatorDefinition] | None = None  # found, written
        self.dialog: FrozenChangeDialog | None = None

    def write(self, entry: IndicatorEntry, values: Values, field: str) -> None:
        """Write, or ask and raise InputError, which keeps the field as it was typed."""
        found = self._found(entry)
        effect = self._context.read(catalogue.effect_of, indicator_uid=entry.uid, values=values, found=found)
        if effect in (Effect.FREE, Effect.FILLS_IN):
            self._visit = (entry.uid, found, catalogue.changed(entry.definition, values))
            self._context.write(
                catalogue.change_indicator, indicator_uid=entry.uid, values=values, found=found
            )
        elif effect is Effect.WORDING and self._agreed == (entry.uid, values):
            self._context.write(
                catalogue.change_indicator, indicator_uid=entry.uid, values=values, same_meaning=True
            )
        elif self._form.at_rest:
            raise InputError(_("Bộ đang dùng: gõ xong, rời ô này để chọn cách lưu."), field=field)
        else:
            self._ask(entry, values, wording_only=effect is Effect.WORDING)
            raise InputError(_("Chưa lưu: hãy chọn cách lưu."), field=field)

    def forget(self) -> None:
        """The indicator is left: what stands in it now may be answered."""
        self._visit = None

    def _found(self, entry: IndicatorEntry) -> IndicatorDefinition:
        """As the indicator stood when the person came to it, unless something else has changed it since."""
        if self._visit is not None:
            uid, found, written = self._visit
            if uid == entry.uid and not changed_meaning(written, entry.definition):
                return found
        return entry.definition

    def _ask(self, entry: IndicatorEntry, values: Values, *, wording_only: bool) -> None:
        if self.dialog is not None:
            return
        dialog = FrozenChangeDialog(entry.definition.number, wording_only=wording_only, parent=self._parent)
        self.dialog = dialog
        dialog.finished.connect(lambda _result: self._close())
        dialog.same_meaning.connect(lambda: self._agree(entry.uid, values))
        dialog.new_version.connect(lambda: self._new_version(entry, values))
        dialog.rejected.connect(self._revert)
        dialog.open()

    def _close(self) -> None:
        self.dialog = None

    def _agree(self, uid: str, values: Values) -> None:
        self._agreed = (uid, values)
        self._form.commit_pending()
        self._agreed = None
