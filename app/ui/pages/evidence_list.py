"""The list of proofs: what of them is shown, the search over what they say, and the state of each in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy

from app.domain.text import fold
from app.i18n import _, pgettext
from app.services.evidence import EvidenceRow
from app.services.evidence_index import EvidenceHit
from app.ui.pages.evidence_grid import ProofGrid
from app.ui.pages.evidence_preview import tool_button
from app.ui.pages.evidence_strip import type_icon
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName, characters, theme_events
from app.ui.widgets import EmptyState

SOON = 30  # days before its last one a proof counts as about to expire
_MILLISECONDS_OF_REST = 150
_GIVE_WAY = ("links", "document_number")


class Shown(StrEnum):
    """Which proofs the list shows."""

    ALL = "all"
    UNLINKED = "unlinked"
    SENSITIVE = "sensitive"
    EXPIRED = "expired"
    ALIKE = "alike"
    TRASH = "trash"


def expiry(row: EvidenceRow, today: date) -> str:
    """ "expired", "soon" or ""."""
    if row.expired(today):
        return "expired"
    near = row.expires_on is not None and row.expires_on <= today + timedelta(days=SOON)
    return "soon" if near else ""


def links_text(row: EvidenceRow) -> str:
    """ "13.2 Bản Pút (trang 3, mục II.2); 4.3 Bản Tủm"."""
    return "; ".join(
        f"{link.indicator_number} {link.hamlet}" + (f" ({link.where})" if link.where else "")
        for link in row.links
    )


def number_text(row: EvidenceRow) -> str:
    """ "05/QĐ-UBND", with the slash where number and sign are apart."""
    number, sign = row.document_number, row.document_sign
    return f"{number}/{sign}" if number and sign and "/" not in number else number or sign


class EvidenceTable(TablePanel[EvidenceRow]):
    """`search_wanted` carries what stands in the search field once the hand rests; `view_chosen` a Shown."""

    search_wanted = Signal(str)
    view_chosen = Signal(str)

    def __init__(self, today: Callable[[], date], add: Callable[[], object], folder: Path) -> None:
        self._today = today
        self._hits: dict[str, EvidenceHit] | None = None
        self.grid: ProofGrid | None = None  # made when somebody asks for pictures
        self._folder = folder
        self._given_way: list[str] = []  # columns hidden while pieces of text are shown
        self._sentence = _(
            "Chưa có minh chứng nào. Thêm tệp PDF, ảnh, Word, Excel, hay kéo thả vào trang này."
        )
        empty = Empty(self._sentence, _("Thêm tệp…"), add, icon="evidence")
        super().__init__(
            self._columns(),
            key=lambda row: row.uid,
            name=_("Danh sách minh chứng"),
            empty=empty,
            filterable=False,
        )
        self.views = QComboBox()
        self.views.setAccessibleName(_("Chỉ hiện"))
        self.views.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.views.activated.connect(lambda at: self.view_chosen.emit(self.views.itemData(at)))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Tìm cả trong tệp (Ctrl+F)"))
        self.search.setAccessibleName(_("Tìm minh chứng theo tên, số, trích yếu và chữ trong tệp"))
        self.search.setClearButtonEnabled(False)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_MILLISECONDS_OF_REST)
        self._rest.timeout.connect(lambda: self.search_wanted.emit(self.search.text()))
        self.search.textChanged.connect(lambda: self._rest.start())
        self.search.returnPressed.connect(self._search_now)
        self.grid_button = tool_button("view-grid", _("Xem bằng ảnh nhỏ"))
        self.grid_button.setCheckable(True)
        self.grid_button.toggled.connect(self._show_grid)
        self.add_tool(self.grid_button)
        self.add_tool(self.views)
        self.add_tool(self.search)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tools.setStretchFactor(self.search, 9)
        self.show_counts([], Shown.ALL)
        theme_events().changed.connect(self._measure_search)
        self._measure_search()

    def show_counts(self, rows: Sequence[EvidenceRow], present: Shown) -> None:
        """The names of the views, with how many are in those that want attention."""
        today = self._today()
        counts = {
            Shown.UNLINKED: sum(not row.links for row in rows),
            Shown.SENSITIVE: sum(row.sensitive for row in rows),
            Shown.EXPIRED: sum(bool(expiry(row, today)) for row in rows),
        }
        self.views.clear()
        for view, text in _view_texts().items():
            count = counts.get(view, 0) if present is not Shown.TRASH else 0
            self.views.addItem(f"{text} ({count})" if count else text, view.value)
        self.views.setCurrentIndex(list(Shown).index(present))

    def show_hits(self, hits: Sequence[EvidenceHit] | None) -> None:
        """None: nothing is searched for."""
        self._hits = None if hits is None else {hit.uid: hit for hit in hits}
        snippets = any(hit.snippet for hit in hits or ())
        self.view.setColumnHidden(self.model.column_number("found"), not snippets)
        if snippets and not self._given_way:
            shown = [key for key in _GIVE_WAY if not self.view.isColumnHidden(self.model.column_number(key))]
            self._given_way = shown
        for key in self._given_way:
            self.view.setColumnHidden(self.model.column_number(key), snippets)
        if not snippets:
            self._given_way = []

    def _show_grid(self, wanted: bool) -> None:
        if wanted and self.grid is None:
            self.grid = ProofGrid(self._folder, self._words)
            self.grid.moved_to.connect(self.select_key)
            self.grid.opened.connect(lambda _item: self.activated.emit(self.current_row()))
            self.current_changed.connect(lambda _row: self._show_right_page())
            self._pages.addWidget(self.grid)
        self._show_right_page()
        shown = self.grid if wanted and self.grid is not None else self.view
        self.setFocusProxy(shown)
        shown.setFocus()

    def _show_right_page(self) -> None:
        super()._show_right_page()
        if self.grid is not None and self.grid_button.isChecked() and self.model.shown:
            present = self.current_row()
            self.grid.show_rows(self.shown_rows(), present.uid if present is not None else None)
            self._pages.setCurrentWidget(self.grid)

    def _words(self, row: EvidenceRow) -> str:
        return "\n".join(filter(None, (row.title, links_text(row), self._state(row))))

    def hit(self, uid: str) -> EvidenceHit | None:
        return (self._hits or {}).get(uid)

    def narrow(self, view: Shown, alike: Mapping[str, object]) -> None:
        """Show of the rows what the view and the search leave; `alike`: uids of photos that look like others."""
        hits, today = self._hits, self._today()
        tests: dict[Shown, Callable[[EvidenceRow], bool]] = {
            Shown.UNLINKED: lambda row: not row.links,
            Shown.SENSITIVE: lambda row: row.sensitive,
            Shown.EXPIRED: lambda row: bool(expiry(row, today)),
            Shown.ALIKE: lambda row: row.uid in alike,
        }
        test = tests.get(view)
        if view is Shown.TRASH:
            words = fold(self.search.text()).split()
            self.set_predicate(lambda row: all(word in fold(row.title) for word in words))
        elif hits is None:
            self.set_predicate(test)
        else:
            self.set_predicate(lambda row: row.uid in hits and (test is None or test(row)))

    def say_when_empty(self, trash: bool) -> None:
        state = self._pages.widget(1)
        assert isinstance(state, EmptyState)
        state.set_sentence(_("Thùng rác trống.") if trash else self._sentence)
        state.button.setVisible(not trash)

    def clear_search(self) -> None:
        """Quietly: who clears it reads the list again."""
        self.search.clear()
        self._rest.stop()
        self.show_hits(None)

    def search_again(self) -> None:
        """More can be found now; nobody who only types in the detail is disturbed."""
        if self.search.text().strip():
            self._search_now()

    def _search_now(self) -> None:
        self._rest.stop()
        self.search_wanted.emit(self.search.text())

    def _go_to_filter(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _measure_search(self) -> None:
        self.search.setMinimumWidth(characters(self, 18))

    # Columns

    def _columns(self) -> list[Column[EvidenceRow]]:
        return [
            Column(
                "title",
                _("Tên"),
                lambda row: row.title,
                icon=lambda row: "lock" if row.sensitive else type_icon(row.media_type),
                tooltip=lambda row: (
                    _("{title} (nhạy cảm)").format(title=row.title) if row.sensitive else row.title
                ),
                width=18,
                stretch=True,
            ),
            Column("found", _("Chỗ tìm thấy"), self._found, tooltip=self._found, width=36, hidden=True),
            Column("links", _("Chứng minh cho"), links_text, tooltip=links_text, width=16),
            Column(
                "state",
                _("Tình trạng"),
                self._state,
                icon=self._state_icon,
                tone=self._tone,
                tooltip=self._state,
                width=15,
            ),
            Column("document_number", _("Số, ký hiệu"), number_text, width=12),
            Column("issued_on", _("Ngày"), lambda row: row.issued_on, width=10, hidden=True),
            Column("expires_on", _("Hết hạn"), lambda row: row.expires_on, width=10, hidden=True),
            Column("pages", pgettext("number", "Trang"), lambda row: row.pages or None, width=5, hidden=True),
            Column("issuer", _("Cơ quan ban hành"), lambda row: row.issuer, width=18, hidden=True),
            Column("signer", _("Người ký"), lambda row: row.signer, width=16, hidden=True),
            Column("sensitive", _("Nhạy cảm"), lambda row: row.sensitive, width=9, hidden=True),
            Column("added_on", _("Ngày thêm"), lambda row: row.added_on, width=10, hidden=True),
        ]

    def _found(self, row: EvidenceRow) -> str:
        hit = self.hit(row.uid)
        if hit is None or not hit.snippet:
            return ""
        if row.pages > 1:
            return _("trang {n}: {snippet}").format(n=hit.page, snippet=hit.snippet)
        return hit.snippet

    def _state(self, row: EvidenceRow) -> str:
        if row.removed_on is not None:
            return _("bỏ {day}").format(day=f"{row.removed_on:%d/%m/%Y}")
        return {"expired": _("hết hạn"), "soon": _("sắp hết hạn")}.get(expiry(row, self._today())) or (
            _("bản che") if row.masked_from_uid else _("chưa gắn") if not row.links else ""
        )

    def _state_icon(self, row: EvidenceRow) -> str | None:
        if row.removed_on is not None:
            return "delete"
        return {"expired": "error", "soon": "clock"}.get(expiry(row, self._today()))

    def _tone(self, row: EvidenceRow) -> ToneName | None:
        tones: dict[str, ToneName] = {"expired": "error", "soon": "due"}
        return tones.get(expiry(row, self._today()))


def _view_texts() -> dict[Shown, str]:
    return {
        Shown.ALL: _("Tất cả"),
        Shown.UNLINKED: _("Chưa gắn chỉ tiêu"),
        Shown.SENSITIVE: _("Nhạy cảm"),
        Shown.EXPIRED: _("Hết hạn, sắp hết hạn"),
        Shown.ALIKE: _("Ảnh giống nhau"),
        Shown.TRASH: _("Thùng rác"),
    }
