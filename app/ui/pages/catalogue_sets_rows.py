"""Rows of a set that nobody uses yet: they are added, moved and taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from app.i18n import _
from app.services import catalogue, catalogue_order
from app.services.catalogue_sheet import IndicatorEntry
from app.ui.pages.catalogue_sets_list import SET_KEY

if TYPE_CHECKING:
    from app.ui.pages.catalogue_sets import SetsPanel


class RowDeeds:
    """The buttons below the list; each is one step of undo."""

    def __init__(self, panel: SetsPanel) -> None:
        self._panel = panel

    def add_criterion(self) -> None:
        panel = self._panel
        if panel.sheet is None or not panel.commit_pending():
            return
        number = catalogue_order.next_criterion_number(panel.sheet.definition)
        set_uid = panel.sheet.summary.row.uid
        uid = panel.context.write(
            catalogue.add_criterion, set_uid=set_uid, number=number, name=_("Tiêu chí mới")
        )
        self._begin(uid, "name")

    def add_indicator(self) -> None:
        panel = self._panel
        if panel.sheet is None or not panel.commit_pending():
            return
        group = panel.pane.criterion_of(panel.shown)
        if group is None:
            panel.context.say(_("Hãy thêm tiêu chí trước, rồi thêm chỉ tiêu vào đó."))
            return
        number = catalogue_order.next_indicator_number(panel.sheet.definition, group.definition.number)
        uid = panel.context.write(catalogue.add_indicator, criterion_uid=group.uid, number=number)
        self._begin(uid, "text")

    def _begin(self, key: str, field: str) -> None:
        """Go to a row that was just made, ready to be typed into."""
        form = self._panel.select(key).form
        form.focus_field(field)
        editor = form.editor(field)
        if isinstance(editor, QPlainTextEdit):
            editor.selectAll()

    def move(self, step: int) -> None:
        panel = self._panel
        entry = panel.entry(panel.shown)
        if entry is None or not panel.commit_pending():
            return
        if isinstance(entry, IndicatorEntry):
            panel.context.write(catalogue_order.move_indicator, indicator_uid=entry.uid, step=step)
        else:
            panel.context.write(catalogue_order.move_criterion, criterion_uid=entry.uid, step=step)

    def remove(self) -> None:
        """The row goes, the cursor to the one above; Ctrl+Z brings it back."""
        panel = self._panel
        entry = panel.entry(panel.shown)
        if entry is None:
            return
        keys = [line.key for line in panel.pane.list.rows.lines]
        above = keys[max(0, keys.index(entry.uid) - 1)] if entry.uid in keys else SET_KEY
        panel.show_entry(above)
        if isinstance(entry, IndicatorEntry):
            panel.context.write(catalogue.remove_indicator, indicator_uid=entry.uid)
            gone = _("Đã bỏ chỉ tiêu {number}. Bấm Ctrl+Z để lấy lại.")
        else:
            panel.context.write(catalogue.remove_criterion, criterion_uid=entry.uid)
            gone = _("Đã bỏ tiêu chí {number} cùng các chỉ tiêu của nó. Bấm Ctrl+Z để lấy lại.")
        panel.context.say(gone.format(number=entry.definition.number))
