"""Danh mục › Địa bàn: the commune and its hamlets, their figures of the year, what became of them.

Object names: "placeTable" (TablePanel; row keys are place uids), "addHamletButton", "pasteHamletsButton",
"xlsxButton" (a menu), "endedSwitch", "placePane".
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.services import place_changes, place_facts, place_years
from app.services.place_facts import PlaceRow
from app.ui.context import Context
from app.ui.dialogs.place_add import open_add_hamlet
from app.ui.dialogs.place_changes import (
    open_commune_merger,
    open_merge,
    open_rename,
    open_split,
    open_transfer,
)
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.catalogue_places_files import ask_export, ask_import, open_import
from app.ui.pages.catalogue_places_form import PlacePane
from app.ui.pages.catalogue_places_table import place_columns
from app.ui.pages.turning import SIDE_BY_SIDE, TurningSplitter
from app.ui.tables import Empty, TablePanel
from app.ui.theme import gap


class PlacesPanel(Page):
    """The list at the left, the chosen place at the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: list[PlaceRow] = []
        self._restoring = False
        self._columns_for = (False, False)  # former communes, hamlets of the past
        self.add_button = _button("addHamletButton", _("Thêm bản…"), "add")
        self.paste_button = _button("pasteHamletsButton", _("Dán từ Excel…"), "paste")
        self.xlsx_button = _button("xlsxButton", _("Tệp .xlsx"), "table")
        menu = QMenu(self.xlsx_button)
        for text, icon, slot in (
            (_("Nhập từ .xlsx…"), "import", self.import_file),
            (_("Xuất mẫu .xlsx…"), "export", self.export_file),
        ):
            action = menu.addAction(text)
            set_icon(action, icon)
            action.triggered.connect(slot)
        self.xlsx_button.setMenu(menu)
        self.ended = QCheckBox(_("Cả bản đã sáp nhập"))
        self.ended.setObjectName("endedSwitch")
        self.ended.setToolTip(_("Hiện cả các bản đã kết thúc vì sáp nhập, chia tách, chuyển xã"))
        self.table = self._make_table()
        self.pane = PlacePane(self._save_fact, self._save_year)
        self.pane.setObjectName("placePane")
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        self._rows = self.context.read(
            place_facts.place_rows, year=self.context.year, today=self.context.today()
        )
        self._filter()
        self._fit_columns()
        self.table.set_rows(self._rows)
        shown = self.pane.row
        known = {row.uid: row for row in self._rows}
        if shown is None or shown.uid not in known:
            self._select(self._rows[0].uid)
        else:
            self._show(known[shown.uid])

    def show_place(self, place: dict[str, Any]) -> None:
        uid = str(place.get("hamlet_uid") or place.get("place_uid") or "")
        row = next((row for row in self._rows if row.uid == uid), None)
        if row is not None:
            if not row.current:
                self.ended.setChecked(True)
            self._select(uid)

    def place(self) -> dict[str, Any]:
        return {"place_uid": self.pane.row.uid} if self.pane.row else {}

    def commit_pending(self) -> bool:
        return self.pane.commit_pending()

    def commands(self) -> list[Command]:
        return [
            Command(_("Thêm bản"), self.add_hamlet, "add"),
            Command(_("Dán danh sách bản từ Excel"), self.paste, "paste"),
            Command(_("Nhập danh sách bản từ .xlsx"), self.import_file, "import"),
            Command(_("Xuất mẫu danh sách bản .xlsx"), self.export_file, "export"),
            Command(_("Sáp nhập bản"), self.merge, "people"),
        ]

    # What the buttons do; each answers the dialog it opened, None while a wrong text keeps the person here

    def add_hamlet(self) -> QWidget | None:
        return open_add_hamlet(self.context, self, self._select) if self.commit_pending() else None

    def paste(self) -> QWidget | None:
        return open_import(self.context, self) if self.commit_pending() else None

    def merge(self) -> QWidget | None:
        if not self.commit_pending():
            return None
        open_rows = [row for row in self._hamlets() if row.facts.valid_to is None]
        chosen = [row.uid for row in self.table.selected_rows() if row in open_rows]
        return open_merge(self.context, self, open_rows, chosen)

    def split(self) -> QWidget | None:
        row = self._chosen()
        return open_split(self.context, self, row) if row else None

    def rename(self) -> QWidget | None:
        row = self._chosen()
        return open_rename(self.context, self, row) if row else None

    def transfer(self) -> QWidget | None:
        row = self._chosen()
        return open_transfer(self.context, self, row) if row else None

    def merge_commune(self) -> QWidget | None:
        row = self._chosen()
        return open_commune_merger(self.context, self, row) if row else None

    def import_file(self) -> None:
        if self.commit_pending():
            ask_import(self.context, self)

    def export_file(self) -> None:
        ask_export(self.context, self)

    # The list and the form

    def _hamlets(self) -> list[PlaceRow]:
        return [row for row in self._rows if not row.of_commune]

    def _chosen(self) -> PlaceRow | None:
        return self.pane.row if self.commit_pending() else None

    def _save_fact(self, uid: str, field: str, value: object) -> None:
        self.context.write(place_facts.update_place, place_uid=uid, values={field: value})

    def _save_year(self, uid: str, field: str, value: object) -> None:
        self.context.write(
            place_years.record_year, place_uid=uid, year=self.context.year, values={field: value}
        )

    def _select(self, uid: str) -> None:
        self.table.select_key(uid)
        row = next((row for row in self._rows if row.uid == uid), None)
        if row is not None and (self.pane.row is None or self.pane.row.uid != uid):
            self._show(row)

    def _current_changed(self, row: PlaceRow | None) -> None:
        """A field whose text is wrong keeps its place chosen: the text would be lost."""
        shown = self.pane.row
        if self._restoring or row is None or (shown is not None and row.uid == shown.uid):
            return
        if shown is not None and not self.pane.commit_pending():
            self._restoring = True
            self.table.select_key(shown.uid)
            self._restoring = False
            return
        fresh = next((one for one in self._rows if one.uid == row.uid), row)
        self._show(fresh)

    def _show(self, row: PlaceRow) -> None:
        year = self.context.year
        changes = self.context.read(place_changes.history, place_uid=row.uid)
        groups = self.context.read(place_years.groups_of, place_uid=row.uid, year=year)
        self.pane.show_place(row, year, changes, groups)

    def _filter(self) -> None:
        everything = self.ended.isChecked()
        self.table.set_predicate(None if everything else lambda row: row.current)

    def _show_ended(self) -> None:
        self._filter()
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Former communes and last days take room where there are any."""
        wanted = any(row.facts.former_commune for row in self._rows), self.ended.isChecked()
        if wanted != self._columns_for:
            self._columns_for = wanted
            self.table.set_columns(place_columns(former=wanted[0], ended=wanted[1]))

    def _make_table(self) -> TablePanel[PlaceRow]:
        table = TablePanel[PlaceRow](
            place_columns(),
            key=lambda row: row.uid,
            name=_("Danh sách bản"),
            empty=Empty(_("Sổ chưa có bản nào. Thêm bản hoặc dán danh sách từ Excel."), icon="list"),
        )
        table.setObjectName("placeTable")
        return table

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(gap(self, 0.5))
        for button in (self.add_button, self.paste_button, self.xlsx_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.ended)
        split = TurningSplitter(self.table, self.pane, wide=SIDE_BY_SIDE, shares=(38, 22), tall=(9, 13))
        split.setStretchFactor(1, 0)
        split.setHandleWidth(1)
        pad = gap(self, 0.8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.5))
        layout.addLayout(buttons)
        layout.addWidget(split, 1)
        self.setFocusProxy(self.table.view)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add_hamlet)
        self.paste_button.clicked.connect(self.paste)
        self.ended.toggled.connect(self._show_ended)
        self.table.filter_cleared.connect(lambda: self.ended.setChecked(True))
        self.table.current_changed.connect(self._current_changed)
        self.table.activated.connect(lambda _row: self.pane.year.focus_field())
        for button, slot in (
            (self.pane.merge, self.merge),
            (self.pane.split, self.split),
            (self.pane.rename, self.rename),
            (self.pane.transfer, self.transfer),
            (self.pane.commune, self.merge_commune),
        ):
            button.clicked.connect(slot)


def _button(name: str, text: str, icon: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    return button
