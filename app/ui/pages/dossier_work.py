"""Lập hồ sơ: how ready the dossier of a hamlet is, its preview, and the export.

objectNames: "dossierHamlet", "dossierParts", "dossierSummary", "previewButton", "exportButton", "exportOptions",
"usbButton", "dossierPreview", "saveDraftButton", "openFileButton", "openFolderButton"; of the paper in hand see
dossier_paper.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.services import plans
from app.services.dossier_readiness import DossierPart, readiness
from app.services.dossiers import dossier_hamlets
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.pages.base import Command
from app.ui.pages.dossier_export import ExportOptionsButton
from app.ui.pages.dossier_made import MadeView
from app.ui.pages.dossier_making import DossierMaking
from app.ui.pages.dossier_paper import PaperCard
from app.ui.pages.dossier_parts import PartList
from app.ui.pages.dossier_wording import counts, summary
from app.ui.pages.plan_start import PlanStart
from app.ui.theme import em, gap, make_primary
from app.ui.widgets import EmptyState, Heading, MutedLabel
from app.ui.widgets.hamlet_chooser import HamletChooser


class DossierWork(DossierMaking):
    """Left the components, right the last dossier made of the chosen hamlet in the chosen year."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._build()
        context.saved.connect(self._outdate)

    # What the window asks

    def refresh(self) -> None:
        self.chooser.set_hamlets(self.context.read(dossier_hamlets, year=self.context.year))
        uid = self.chooser.current_uid()
        found = self.context.read(readiness, **self._of(uid)) if uid else None
        for widget in (self.options, self.preview_button, self.export_button):
            widget.setVisible(found is not None)
        self.usb_button.setVisible(found is not None)
        if uid is None:
            self._start.refresh(planned=self.context.year in self.context.read(plans.years))
        self._summary.setText(summary(found) if found else "")
        self._body.setCurrentWidget(self._split if found else self._no_round if uid else self._start)
        if found:
            self._counts.setText(counts(found))
            self.parts.set_parts(found.parts)
            self._show_paper()
            self._show_made()

    def show_place(self, place: dict[str, Any]) -> None:
        if self.chooser.select(str(place.get("hamlet_uid", ""))):
            self.refresh()

    def commands(self) -> list[Command]:
        if not self.export_button.isEnabled() or self._body.currentWidget() is not self._split:
            return []
        return [
            Command(_("Xem bản nháp hồ sơ"), self.make_preview, "eye"),
            Command(_("Lập bản chính hồ sơ…"), self.ask_target, "export"),
        ]

    # Building

    def _build(self) -> None:
        self._body = QStackedWidget()
        self._start = PlanStart(self.context)
        self._no_round = EmptyState(
            "assessment",
            _("Bản này chưa có đợt tự đánh giá. Hãy tự đánh giá trước, rồi mới lập hồ sơ."),
            _("Mở Tự đánh giá"),
            lambda: self.context.go("assessment", **self.place()),
        )
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(gap(self, 0.15))
        self._split.addWidget(self._left())
        self.made_view = MadeView()
        self.made_view.wanted.connect(self.make_preview)
        self.made_view.save_draft.connect(self.ask_draft_target)
        self.made_view.sign.connect(self._sign)
        self.made_view.lost.connect(self._forget_lost)
        self._split.addWidget(self.made_view)
        self._split.setSizes([em(self) * 25, em(self) * 36])
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        for widget in (self._split, self._no_round, self._start):
            self._body.addWidget(widget)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.7))
        layout.addLayout(self._top())
        layout.addWidget(self._summary)
        layout.addWidget(self._body, 1)

    def _top(self) -> QHBoxLayout:
        self.chooser = HamletChooser()
        self.chooser.setObjectName("dossierHamlet")
        self.chooser.chosen.connect(self.refresh)
        self._summary = MutedLabel()
        self._summary.setObjectName("dossierSummary")
        self.options = ExportOptionsButton()
        self.preview_button = self._button("previewButton", _("Bản nháp"), "eye", self.make_preview)
        self.export_button = self._button("exportButton", _("Bản chính…"), "", self.ask_target)
        self.usb_button = self._button("usbButton", _("Xuất ra USB…"), "usb", self._to_stick)
        make_primary(self.export_button)
        row = QHBoxLayout()
        row.setSpacing(gap(self, 0.7))
        row.addWidget(self.chooser)
        row.addStretch(1)
        for widget in (self.options, self.preview_button, self.usb_button, self.export_button):
            row.addWidget(widget)
        return row

    def _left(self) -> QWidget:
        self._counts = Heading("", 3)
        self._counts.setWordWrap(True)
        self.parts = PartList()
        self.parts.chosen.connect(self._choose)
        self.parts.files_dropped.connect(self._drop)
        self.parts.selectionModel().currentChanged.connect(lambda *_indexes: self._show_paper())
        self.paper = PaperCard(self.context, self._subject)
        self.paper.mend.connect(self._mend)
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, gap(self, 0.3), 0)
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(self._counts)
        layout.addWidget(self.parts, 1)
        layout.addWidget(self.paper)
        side.setMinimumWidth(em(self) * 15)
        return side

    def _button(self, name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        if icon:
            set_icon(button, icon)
        button.clicked.connect(lambda: run())
        return button

    def _show_paper(self) -> None:
        self.paper.show_part(self.parts.current_part())

    def _choose(self, part: DossierPart) -> None:
        """A paper opens what can be done with it below the list; the rest leads to where it is mended."""
        if part.paper is not None:
            self.paper.show_part(part)
            self.paper.first_button().setFocus()
        else:
            self._mend(part)

    def _drop(self, part: DossierPart, path: Path) -> None:
        self.paper.show_part(part)
        self.paper.attach(path)

    def _to_stick(self) -> None:
        self.context.go("exchange", **self.place())

    def _subject(self) -> dict[str, Any]:
        return {"hamlet_uid": self.chooser.current_uid() or "", "year": self.context.year}

    def _mend(self, part: DossierPart) -> None:
        """Go where the part is mended; what only has to be looked at is shown on the right."""
        if part.page:
            place = {
                "indicator_uid": part.indicator_uid,
                "evidence_uid": part.evidence_uid,
                "profile_uid": part.profile_uid,
                "panel": part.panel or ("procedures" if part.page == "catalogue" else ""),
            }
            self.context.go(part.page, **self.place(), **{key: uid for key, uid in place.items() if uid})
        elif self._in_view is None:
            self.make_preview()
        else:
            self.made_view.preview.view.setFocus()
