"""Minh chứng: every proof of the book, what it is, what it proves, and a look at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.i18n import _, pgettext
from app.services import evidence, evidence_trash, plan_sets
from app.services.criteria import IndicatorRow
from app.services.evidence import EvidenceRow, LinkRow
from app.ui.context import Context
from app.ui.icons import Tint, set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.evidence_detail import EvidenceDetail
from app.ui.pages.evidence_intake import EvidenceIntake, FileDoor, Target
from app.ui.pages.evidence_preview import EvidencePreview
from app.ui.pages.evidence_strip import type_icon
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import em, gap, make_primary
from app.ui.widgets.hamlet_chooser import HamletChooser
from app.ui.widgets.indicator_chooser import IndicatorChooser


class EvidencePage(Page):
    """List and detail at the left, the picture at the right; `_shown` is the proof in the detail."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: dict[str, EvidenceRow] = {}
        self._shown: str | None = None
        self._filtered = ("", "")  # hamlet and indicator that the list was read for
        self.intake = EvidenceIntake(context, self, self._target)
        self.hamlets = HamletChooser(all_text=_("Tất cả các bản"))
        self.indicators = IndicatorChooser(all_text=_("Tất cả chỉ tiêu"))
        self.add_button = _button(_("Thêm tệp…"), "add", self.intake.choose_files, "strong")
        self.folder_button = _button(_("Thêm thư mục…"), "folder", self.intake.choose_folder)
        make_primary(self.add_button)
        empty = Empty(
            _("Chưa có minh chứng nào. Thêm tệp PDF hoặc ảnh, hay kéo thả vào trang này."),
            _("Thêm tệp…"),
            self.intake.choose_files,
            icon="evidence",
        )
        self.panel: TablePanel[EvidenceRow] = TablePanel(
            _columns(), key=lambda row: row.uid, name=_("Danh sách minh chứng"), empty=empty
        )
        self.detail = EvidenceDetail(self._update, self._set_where, self._indicators_of)
        self.preview = EvidencePreview(context.evidence_folder())
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(gap(self, 0.5))
        for widget in (self.hamlets, self.indicators):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.add_button)
        bar.addWidget(self.folder_button)
        left = QSplitter(Qt.Orientation.Vertical)
        left.setChildrenCollapsible(False)
        left.addWidget(self.panel)
        left.addWidget(self.detail)
        left.setStretchFactor(0, 1)
        left.setSizes([em(self) * 13, em(self) * 19])
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([em(self) * 35, em(self) * 21])
        layout = QVBoxLayout(self)
        side = gap(self, 0.8)
        layout.setContentsMargins(side, gap(self, 0.6), side, gap(self, 0.4))
        layout.setSpacing(gap(self, 0.6))
        layout.addLayout(bar)
        layout.addWidget(split, 1)
        self.setFocusProxy(self.panel.view)
        FileDoor(self, self.intake.take_mime, self.intake.paste)

    def _connect(self) -> None:
        self.hamlets.chosen.connect(lambda _uid: self._filter_changed())
        self.indicators.chosen.connect(lambda _uid: self._filter_changed())
        self.panel.current_changed.connect(self._move_to)
        self.panel.activated.connect(lambda _row: self.detail.form.focus_field("title"))
        self.panel.filter_cleared.connect(self._show_everything)
        self.detail.remove_wanted.connect(self._remove)
        self.detail.links.add_wanted.connect(self._link)
        self.detail.links.remove_wanted.connect(lambda uid: self.context.write(evidence.unlink, link_uid=uid))
        self.detail.links.open_wanted.connect(self._open_sheet)
        self.intake.added.connect(self._show_added)

    # What the window asks

    def refresh(self) -> None:
        hamlets = self.context.read(plan_sets.judged_places, year=self.context.year)
        self.hamlets.set_hamlets(hamlets)
        self.detail.links.set_hamlets(hamlets)
        self._read()

    def show_place(self, place: dict[str, Any]) -> None:
        """A proof alone is shown among all; with a hamlet and an indicator among theirs."""
        self.hamlets.select(str(place.get("hamlet_uid") or ""))
        self._fill_indicators()
        self.indicators.select(str(place.get("indicator_uid") or ""))
        self._read()
        wanted = place.get("evidence_uid")
        if wanted and not self.panel.select_key(wanted):
            self._show_everything()
            self.panel.select_key(wanted)

    def place(self) -> dict[str, Any]:
        target = self._target()
        found = {
            "hamlet_uid": target.hamlet_uid or self.hamlets.current_uid(),
            "indicator_uid": target.indicator_uid,
            "evidence_uid": self._shown,
        }
        return {key: uid for key, uid in found.items() if uid}

    def commit_pending(self) -> bool:
        return self._shown is None or self.detail.commit_pending()

    def commands(self) -> list[Command]:
        return [
            Command(_("Thêm tệp minh chứng…"), self.intake.choose_files, "add"),
            Command(_("Thêm cả thư mục minh chứng…"), self.intake.choose_folder, "folder"),
        ]

    # Reading

    def _read(self) -> None:
        self._fill_indicators()
        self._filtered = (self.hamlets.current_uid() or "", self.indicators.current_uid() or "")
        hamlet, indicator = self._filtered
        rows = self.context.read(
            evidence.evidence_rows, hamlet_uid=hamlet or None, indicator_uid=indicator or None
        )
        self._rows = {row.uid: row for row in rows}
        self.panel.set_rows(rows)
        if self._shown not in self._rows:
            self._shown = None
        if self._shown is None and rows:
            self.panel.select_key(rows[0].uid)
        self._show(self._shown)

    def _show(self, uid: str | None) -> None:
        self._shown = uid
        row = self._rows.get(uid or "")
        self.detail.setVisible(row is not None)
        self.preview.setVisible(bool(self._rows))
        if row is not None:
            self.detail.show_row(row)
        self.preview.show_row(row)

    def _move_to(self, row: EvidenceRow | None) -> None:
        if row is None or row.uid == self._shown:
            return
        if self.commit_pending():
            self._show(row.uid)
        else:
            self.panel.select_key(self._shown)

    def _filter_changed(self) -> None:
        """The choosers show the new choice already; a wrong text takes it back."""
        if self.commit_pending():
            self._read()
            return
        hamlet, indicator = self._filtered
        self.hamlets.select(hamlet)
        self._fill_indicators()
        self.indicators.select(indicator)

    def _show_everything(self) -> None:
        self.hamlets.select("")
        self._read()

    def _fill_indicators(self) -> None:
        uid = self.hamlets.current_uid()
        self.indicators.set_indicators(self._indicators_of(uid) if uid else [])
        self.indicators.setVisible(bool(uid))

    def _indicators_of(self, hamlet_uid: str) -> list[IndicatorRow]:
        return self.context.read(plan_sets.indicators_of_place, year=self.context.year, place_uid=hamlet_uid)

    def _target(self) -> Target:
        hamlet, indicator = self.hamlets.current_uid(), self.indicators.current_uid()
        return Target(hamlet, indicator) if hamlet and indicator else Target()

    # Writing

    def _update(self, field: str, value: object) -> None:
        if self._shown is not None:
            self.context.write(evidence.update, evidence_uid=self._shown, values={field: value})

    def _set_where(self, link_uid: str, where: str) -> None:
        self.context.write(evidence.set_where, link_uid=link_uid, where=where)

    def _link(self, hamlet_uid: str, indicator_uid: str) -> None:
        if self._shown is None:
            return
        uid = self.context.write(
            evidence.link, evidence_uid=self._shown, hamlet_uid=hamlet_uid, indicator_uid=indicator_uid
        )
        self.detail.links.focus_line(uid)

    def _remove(self) -> None:
        row = self._rows.get(self._shown or "")
        if row is not None:
            self._shown = None
            self.context.write(
                evidence_trash.remove, evidence_uids=[row.uid], today=self.context.workspace.today()
            )
            self.context.say(_("Đã bỏ “{title}”. Ctrl+Z để lấy lại.").format(title=row.title))

    def _open_sheet(self, link: LinkRow) -> None:
        self.context.go("assessment", hamlet_uid=link.hamlet_uid, indicator_uid=link.indicator_uid)

    def _show_added(self, uids: tuple[str, ...]) -> None:
        self.preview.try_again()
        if not self.panel.select_key(uids[0]):
            self._show_everything()
            self.panel.select_key(uids[0])


def _columns() -> list[Column[EvidenceRow]]:
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
        Column("links", _("Chứng minh cho"), links_text, width=16),
        Column("document_number", _("Số, ký hiệu"), lambda row: row.document_number, width=11),
        Column("issued_on", _("Ngày"), lambda row: row.issued_on, width=10),
        Column("pages", pgettext("number", "Trang"), lambda row: row.pages, width=5),
        Column("issuer", _("Cơ quan ban hành"), lambda row: row.issuer, width=18, hidden=True),
        Column("sensitive", _("Nhạy cảm"), lambda row: row.sensitive, width=9, hidden=True),
        Column("added_on", _("Ngày thêm"), lambda row: row.added_on, width=10, hidden=True),
    ]


def links_text(row: EvidenceRow) -> str:
    """ "13.2 Bản Pút (trang 3, mục II.2); 4.3 Bản Tủm"."""
    return "; ".join(
        f"{link.indicator_number} {link.hamlet}" + (f" ({link.where})" if link.where else "")
        for link in row.links
    )


def _button(text: str, icon: str, run: Callable[[], object], tint: Tint = "text") -> QPushButton:
    button = QPushButton(text)
    set_icon(button, icon, tint)
    button.clicked.connect(lambda: run())
    return button
