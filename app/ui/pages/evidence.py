"""Minh chứng: every proof of the book, what it is, what it proves, and a look at it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.i18n import _
from app.services import evidence, evidence_index, evidence_trash, plan_sets
from app.services.criteria import IndicatorRow
from app.services.evidence import EvidenceRow
from app.ui.context import Context
from app.ui.pages.base import Command, Page
from app.ui.pages.evidence_bar import EvidenceBar
from app.ui.pages.evidence_deeds import EvidenceDeeds
from app.ui.pages.evidence_detail import EvidenceDetail
from app.ui.pages.evidence_intake import EvidenceIntake, FileDoor, Target
from app.ui.pages.evidence_links import LinksEditor
from app.ui.pages.evidence_list import EvidenceTable, Shown
from app.ui.pages.evidence_papers import Papers
from app.ui.pages.evidence_preview import EvidencePreview
from app.ui.pages.evidence_trash import TrashPane
from app.ui.pages.evidence_versions import other_lines
from app.ui.pages.evidence_watch import WatchLine
from app.ui.pages.turning import TurningSplitter
from app.ui.theme import em, gap
from app.ui.widgets.paper_ticks import PaperTicks

_SIDE_BY_SIDE = 50  # narrower than so many lines of text the preview goes below the list


class EvidencePage(Page):
    """List and detail at the left, the picture at the right; `_shown` is the proof in the detail."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: dict[str, EvidenceRow] = {}
        self._shown: str | None = None
        self._view = Shown.ALL
        self._alike: dict[str, object] = {}
        self._filtered = ("", "")  # hamlet and indicator that the list was read for
        self._read_files = False
        self.intake = EvidenceIntake(context, self, self._target)
        self.deeds = EvidenceDeeds(context, self, self.shown_row)
        self.watch = WatchLine(context)
        self.bar = EvidenceBar(self.commands())
        self.hamlets, self.indicators = self.bar.hamlets, self.bar.indicators
        self.panel = EvidenceTable(context.today, self.intake.choose_files, context.evidence_folder())
        self.ticks = PaperTicks()
        self.papers = Papers(context, self.ticks, self.shown_row)
        links = LinksEditor(self.deeds.set_where, self.deeds.set_paper, self._indicators_of)
        self.detail = EvidenceDetail(self.deeds.update, links)
        self.trash = TrashPane(context)
        self.preview = EvidencePreview(context.evidence_folder())
        _lay_out(self)
        FileDoor(self, self.intake.take_mime, self.intake.paste)
        self._connect()

    def _connect(self) -> None:
        self.hamlets.chosen.connect(lambda _uid: self._filter_changed())
        self.indicators.chosen.connect(lambda _uid: self._filter_changed())
        self.panel.view_chosen.connect(lambda view: self._show_view(Shown(view)))
        self.panel.search_wanted.connect(self._search)
        self.panel.current_changed.connect(self._move_to)
        self.panel.selection_changed.connect(self._show_trash)
        self.panel.activated.connect(lambda _row: self.detail.form.focus_field("title"))
        self.panel.filter_cleared.connect(self._show_everything)
        self.papers.proof_wanted.connect(self._show_other)
        self.detail.remove_wanted.connect(self._remove)
        self.detail.replace_wanted.connect(self.deeds.choose_replacement)
        self.detail.other_wanted.connect(self._show_other)
        self.detail.links.add_wanted.connect(self._link)
        self.detail.links.remove_wanted.connect(self.deeds.unlink)
        self.detail.links.open_wanted.connect(self.deeds.open_sheet)
        self.preview.mask_wanted.connect(lambda: self.deeds.open_mask(self.preview.page))
        self.intake.added.connect(self._show_added)
        self.intake.reader.read.connect(self.panel.search_again)
        self.deeds.made.connect(lambda uid: self._show_added((uid,)))
        _add_zoom_keys(self)

    # What the window asks

    def refresh(self) -> None:
        hamlets = self.context.read(plan_sets.judged_places, year=self.context.year)
        self.hamlets.set_hamlets(hamlets)
        self.detail.links.set_hamlets(hamlets)
        self.papers.forget()
        self.watch.show_state()
        self._read()
        if not self._read_files and self._rows:
            self._read_files = True
            self.intake.reader.start(ask=False)

    def show_place(self, place: dict[str, Any]) -> None:
        """A proof alone is shown among all; with a hamlet and an indicator among theirs."""
        self._reset_view()
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
        return self._shown is None or self._view is Shown.TRASH or self.detail.commit_pending()

    def commands(self) -> list[Command]:
        return [
            Command(_("Thêm tệp minh chứng…"), self.intake.choose_files, "add"),
            Command(_("Thêm cả thư mục minh chứng…"), self.intake.choose_folder, "folder"),
            Command(_("Dán tệp hoặc ảnh (Ctrl+V)"), self.intake.paste, "paste"),
            Command(_("Theo dõi một thư mục…"), self.watch.choose, "eye"),
            Command(_("Xem các ảnh giống nhau…"), self.intake.reader.ask_all, "photo"),
            Command(_("Mở thùng rác"), lambda: self._show_view(Shown.TRASH), "delete"),
        ]

    # Reading

    def _read(self) -> None:
        self._fill_indicators()
        self._filtered = (self.hamlets.current_uid() or "", self.indicators.current_uid() or "")
        hamlet, indicator = self._filtered
        trash = self._view is Shown.TRASH
        if trash:
            rows = self.context.read(evidence_trash.trash_rows)
        else:
            rows = self.context.read(
                evidence.evidence_rows, hamlet_uid=hamlet or None, indicator_uid=indicator or None
            )
        self._rows = {row.uid: row for row in rows}
        if self._view is Shown.ALIKE:
            pairs = evidence_index.alike(self.context.workspace)
            self._alike = {uid: pair for pair in pairs for uid in (pair.old_uid, pair.new_uid)}
        self.panel.say_when_empty(trash)
        self.panel.show_counts(rows, self._view)
        self.panel.set_rows(rows)
        self.papers.show(hamlet, "" if trash else indicator)
        self._narrow()

    def _narrow(self) -> None:
        """After the rows, the view or the search changed."""
        self.panel.narrow(self._view, self._alike)
        shown = self.panel.shown_rows()
        if self._shown not in {row.uid for row in shown}:
            self._shown = None
            if shown:
                self.panel.select_key(shown[0].uid)
        self._show(self._shown)

    def _search(self, text: str) -> None:
        """What is being typed in the detail is saved first: another proof may take its place."""
        if not self.commit_pending():
            return
        words = text.strip()
        found = evidence_index.search_evidence(self.context.workspace, words) if words else None
        self.panel.show_hits(found)
        self._narrow()
        row = self.shown_row()
        if row is not None:
            self.preview.show_row(row, page=self._found_page(row))

    def _found_page(self, row: EvidenceRow) -> int | None:
        hit = self.panel.hit(row.uid)
        return hit.page - 1 if hit is not None and hit.page else None

    def shown_row(self) -> EvidenceRow | None:
        return self._rows.get(self._shown or "")

    def _show(self, uid: str | None) -> None:
        other = uid != self._shown
        self._shown = uid
        row, trash = self.shown_row(), self._view is Shown.TRASH
        self.trash.setVisible(trash)
        self.detail.setVisible(row is not None and not trash)
        self.preview.setVisible(bool(self._rows))
        if row is not None and not trash:
            papers = {link.indicator_uid: self.papers.of(link.indicator_uid) for link in row.links}
            self.detail.show_row(
                row,
                today=self.context.today(),
                papers=papers,
                others=other_lines(self.context, row, self._rows.values()),
            )
        self._show_trash()
        self.preview.show_row(row, page=self._found_page(row) if row is not None and other else None)
        self.preview.mask_button.setEnabled(not trash)

    def _show_trash(self) -> None:
        if self._view is Shown.TRASH:
            self.trash.show_rows(self.panel.selected_rows(), list(self._rows.values()))

    def _show_other(self, uid: str) -> None:
        """A proof of the list is shown as any; a version that is none only in the preview."""
        if self.panel.select_key(uid):
            return
        if uid in self._rows:
            self._show_everything()
            self.panel.select_key(uid)
            return
        row = self.context.read(evidence.evidence_row, evidence_uid=uid)
        note = _("Đang xem “{title}”, không phải bản đang dùng. Bấm vào danh sách để trở về.")
        self.preview.show_row(row, page=0, note=note.format(title=row.title))
        self.preview.mask_button.setEnabled(False)

    # Moving and filtering

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

    def _show_view(self, view: Shown) -> None:
        if self.commit_pending():
            self._view = view
        self._read()

    def _reset_view(self) -> None:
        self._view = Shown.ALL
        self.panel.clear_search()

    def _show_everything(self) -> None:
        self._reset_view()
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

    # Doing

    def _link(self, hamlet_uid: str, indicator_uid: str) -> None:
        self.detail.links.focus_line(self.deeds.link(hamlet_uid, indicator_uid))

    def _remove(self) -> None:
        """All that are chosen where the shown one is among them."""
        row = self.shown_row()
        chosen = self.panel.selected_rows()
        if row is not None:
            self._shown = None
            self.deeds.remove(chosen if row in chosen else [row])

    def _show_added(self, uids: tuple[str, ...]) -> None:
        self.preview.try_again()
        if self._view is Shown.TRASH or not self.panel.select_key(uids[0]):
            self._show_everything()
            self.panel.select_key(uids[0])


def _add_zoom_keys(page: EvidencePage) -> None:
    for key, steps in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)):
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(partial(page.preview.zoom, steps))


def _lay_out(page: EvidencePage) -> None:
    """Ticks, list and detail (or the trash) at the left, the preview at the right, the watched folder below."""
    # From the outside inwards: a full splitter that is put into another is dressed once more, 30 ms of them.
    layout = QVBoxLayout(page)
    side = gap(page, 0.8)
    layout.setContentsMargins(side, gap(page, 0.6), side, gap(page, 0.4))
    layout.setSpacing(gap(page, 0.6))
    left = QSplitter(Qt.Orientation.Vertical)
    split = TurningSplitter(left, page.preview, wide=_SIDE_BY_SIDE, shares=(35, 21))
    layout.addWidget(page.bar)
    layout.addWidget(split, 1)
    layout.addWidget(page.watch)
    for widget in (page.ticks, page.panel, page.detail, page.trash):
        left.addWidget(widget)
    left.setChildrenCollapsible(False)
    left.setStretchFactor(1, 1)
    left.setSizes([0, em(page) * 13, em(page) * 19, em(page) * 6])
    page.panel.setFocusProxy(page.panel.view)
    page.setFocusProxy(page.panel)
