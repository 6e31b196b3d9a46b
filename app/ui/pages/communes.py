"""Tổng hợp: in a commune's book the package of figures for the level above; in an area's book its communes.

Object names: "packageButton", "takeInButton", "communeTable" (TablePanel), "communeSummary".
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.paths import user_documents_folder
from app.services.places import is_area_book
from app.ui.context import Context, Message
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.communes_table import commune_columns, summary_words
from app.ui.tables import Empty, TablePanel
from app.ui.theme import gap, make_primary
from app.ui.widgets import EmptyState, Heading, MutedLabel

_SUFFIX = ".bansang"


class CommunesPage(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._working = False
        self.faces = QStackedWidget()
        self.faces.addWidget(self._own_face())
        self.faces.addWidget(self._area_face())
        layout = QVBoxLayout(self)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.addWidget(self.faces)

    # What the window asks

    def refresh(self) -> None:
        area = self.context.read(is_area_book)
        self.faces.setCurrentIndex(int(area))
        self.setFocusProxy(self.table.view if area else self.package.button)
        if not area:
            return
        from app.services.consolidation_overview import overview

        found = self.context.read(overview, year=self.context.year, today=self.context.today())
        self.table.set_rows(found.rows if found else ())
        self._summary.setText(summary_words(found) if found else "")

    def commands(self) -> list[Command]:
        if self.context.read(is_area_book):
            return [Command(_("Nhận gói của các xã…"), self.choose_packages, "import")]
        return [Command(_("Ghi gói số liệu của xã…"), self.save_package, "export")]

    # A commune: its package

    def save_package(self) -> None:
        from app.services.commune_package import export_package, package_name

        name = self.context.read(package_name, today=self.context.today())
        start = str(user_documents_folder() / name)
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Ghi gói số liệu của xã"), start, _("Gói số liệu (*{suffix})").format(suffix=_SUFFIX)
        )
        if not chosen:
            return
        target = Path(chosen) if chosen.casefold().endswith(_SUFFIX) else Path(chosen + _SUFFIX)
        self.context.tasks.start(
            lambda _progress: export_package(self.context.workspace, target),
            title=_("Ghi gói số liệu của xã"),
            on_done=lambda _counts: self.context.say(_("Đã ghi gói {path}").format(path=target)),
        )

    # A district or province: its communes

    def choose_packages(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(
            self,
            _("Chọn gói của các xã"),
            str(user_documents_folder()),
            _("Gói số liệu (*{suffix})").format(suffix=_SUFFIX),
        )
        if chosen:
            self.take_in([Path(path) for path in chosen])

    def take_in(self, paths: list[Path]) -> None:
        from app.services.consolidation import take_in

        self._set_working(True)
        self.context.tasks.start(
            lambda progress: take_in(self.context.workspace, paths, progress),
            title=_("Nhận gói của các xã"),
            on_done=self._taken,
            on_failed=self._failed,
            on_cancelled=lambda: self._set_working(False),
        )

    def _taken(self, outcome: object) -> None:
        from app.services.consolidation import Intake

        assert isinstance(outcome, Intake)
        self._set_working(False)
        hamlets = sum(one.hamlets for one in outcome.taken)
        if outcome.taken:
            words = _("Đã nhận gói của {communes} xã, {hamlets} bản.")
            self.context.say(words.format(communes=len(outcome.taken), hamlets=hamlets))
        if outcome.failures:
            sentences = "\n".join(sentence for _name, sentence in outcome.failures)
            self.context.tell(Message(sentences, wrong=True))

    def _failed(self, error: BaseException) -> None:
        self._set_working(False)
        raise error

    def _set_working(self, working: bool) -> None:
        self._working = working
        self.take_in_button.setEnabled(not working)

    # Building

    def _own_face(self) -> QWidget:
        words = _(
            "Ghi số liệu của xã thành một gói để nộp lên trên: kết quả từng bản, báo cáo tháng; "
            "không có tên người, không có tệp minh chứng."
        )
        self.package = EmptyState("export", words, _("Ghi gói số liệu của xã…"), self.save_package)
        self.package.button.setObjectName("packageButton")
        return self.package

    def _area_face(self) -> QWidget:
        self._summary = MutedLabel()
        self._summary.setObjectName("communeSummary")
        self.take_in_button = self._button("takeInButton", _("Nhận gói…"), "import", self.choose_packages)
        make_primary(self.take_in_button)
        set_icon(self.take_in_button, "import", "strong")
        empty = Empty(
            _("Chưa có xã nào. Hãy nhận gói số liệu mà các xã nộp lên."),
            _("Nhận gói…"),
            self.choose_packages,
            icon="import",
        )
        self.table = TablePanel(
            commune_columns(), key=lambda row: row.commune_uid, name=_("Các xã"), empty=empty
        )
        self.table.setObjectName("communeTable")
        head = QHBoxLayout()
        head.addWidget(Heading(_("Tổng hợp các xã")), 1)
        head.addWidget(self.take_in_button)
        face = QWidget()
        layout = QVBoxLayout(face)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.6))
        layout.addLayout(head)
        layout.addWidget(self._summary)
        layout.addWidget(self.table, 1)
        return face

    def _button(self, name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        set_icon(button, icon)
        button.clicked.connect(lambda: run())
        return button
