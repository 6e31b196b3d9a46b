"""What a proof serves: one line a link, with the place in the document and the required paper, and one to add."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.i18n import _
from app.services import entry
from app.services.criteria import IndicatorRow
from app.services.evidence import LinkRow
from app.services.places import HamletRow
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.forms.layout import TurningRow
from app.ui.icons import set_icon
from app.ui.theme import gap
from app.ui.widgets import Heading, MutedLabel
from app.ui.widgets.hamlet_chooser import HamletChooser
from app.ui.widgets.indicator_chooser import IndicatorChooser

_PAPER = 28  # characters; a paper's name can be a whole sentence


class LinkLine(QWidget):
    """ "Bản Pút · 13.2  ở [trang 3, mục II.2]  ×": the first part leads to the indicator's sheet.

    A second line says which of the indicator's required papers the proof is, where it asks for any.
    """

    def __init__(
        self,
        row: LinkRow,
        *,
        papers: Sequence[str],
        on_where: Callable[[str, str], object],
        on_paper: Callable[[str, str], object],
        on_open: Callable[[LinkRow], object],
        on_remove: Callable[[str], object],
    ) -> None:
        super().__init__()
        name = f"{row.hamlet} · {row.indicator_number}"
        self.papers = tuple(papers)
        self.open_button = QPushButton(name)
        self.open_button.setFlat(True)
        self.open_button.setToolTip(_("Mở phiếu tự đánh giá của chỉ tiêu này"))
        self.open_button.clicked.connect(lambda: on_open(row))
        self.form = FormView(
            [Field("where", _("ở"), parse=entry.line, placeholder=_("trang, mục (để trống: cả văn bản)"))],
            on_commit=lambda _name, value: on_where(row.uid, str(value)),
        )
        self.form.editor("where").setAccessibleName(_("Vị trí chứng minh {link}").format(link=name))
        self.form.editor("where").setAcceptDrops(False)  # a dropped file is new evidence, not a text
        self.remove_button = QToolButton()
        self.remove_button.setObjectName("unlinkProofButton")
        set_icon(self.remove_button, "close")
        self.remove_button.setToolTip(_("Gỡ khỏi chỉ tiêu này"))
        self.remove_button.setAccessibleName(_("Gỡ khỏi {link}").format(link=name))
        self.remove_button.clicked.connect(lambda: on_remove(row.uid))
        self.paper = FormView(
            [Field("paper", _("là giấy tờ"), Kind.CHOICE, options=_paper_options(papers), width=_PAPER)],
            on_commit=lambda _name, value: on_paper(row.uid, str(value)),
        )
        self.paper.editor("paper").setAccessibleName(_("Giấy tờ cần có của {link}").format(link=name))
        self.paper.setVisible(bool(papers))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(gap(self, 0.3))
        layout.setVerticalSpacing(gap(self, 0.1))
        layout.addWidget(self.open_button, 0, 0)
        layout.addWidget(self.form, 0, 1)
        layout.addWidget(self.remove_button, 0, 2)
        layout.addWidget(self.paper, 1, 1, 1, 2)
        layout.setColumnStretch(1, 1)
        self.show_row(row)

    def show_row(self, row: LinkRow) -> None:
        self.form.set_values({"where": row.where})
        self.paper.set_values({"paper": row.paper})


class LinksEditor(QWidget):
    """Lines are kept by link, so that saving one does not take the keyboard out of the next."""

    add_wanted = Signal(str, str)  # hamlet uid, indicator uid
    open_wanted = Signal(object)  # LinkRow
    remove_wanted = Signal(str)  # link uid

    def __init__(
        self,
        on_where: Callable[[str, str], object],
        on_paper: Callable[[str, str], object],
        indicators_of: Callable[[str], Sequence[IndicatorRow]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_where = on_where
        self._on_paper = on_paper
        self._indicators_of = indicators_of
        self.lines: dict[str, LinkLine] = {}
        self.hamlets = HamletChooser()
        self.hamlets.setAccessibleName(_("Bản cần gắn"))
        self.indicators = IndicatorChooser()
        self.indicators.setAccessibleName(_("Chỉ tiêu cần gắn"))
        self.add_button = QPushButton(_("Gắn"))
        self.add_button.setObjectName("linkProofButton")
        self.add_button.setToolTip(_("Gắn minh chứng với chỉ tiêu đã chọn"))
        self.hamlets.chosen.connect(lambda _uid: self._fill_indicators())
        self.indicators.chosen.connect(lambda _uid: self._enable())
        self.add_button.clicked.connect(self._add)
        self.nothing = MutedLabel(_("Chưa gắn với chỉ tiêu nào. Chọn bản và chỉ tiêu rồi bấm Gắn."))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(gap(self, 0.2))
        which = QHBoxLayout()
        which.setSpacing(gap(self, 0.3))
        which.addWidget(self.indicators, 1)
        which.addWidget(self.add_button)
        adding = TurningRow()
        adding.setSpacing(gap(self, 0.3))
        adding.addWidget(self.hamlets)
        adding.addLayout(which, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.3))
        layout.addWidget(Heading(_("Chứng minh cho"), 3))
        layout.addWidget(self.nothing)
        layout.addLayout(self._rows)
        layout.addLayout(adding)

    def set_hamlets(self, hamlets: Sequence[HamletRow]) -> None:
        self.hamlets.set_hamlets(hamlets)
        self._fill_indicators()

    def show_links(self, links: Sequence[LinkRow], papers: Mapping[str, Sequence[str]]) -> None:
        """`papers`: the required papers by indicator; one that is not named asks for none."""
        wanted = {row.uid: tuple(papers.get(row.indicator_uid, ())) for row in links}
        for uid in [uid for uid, line in self.lines.items() if wanted.get(uid) != line.papers]:
            line = self.lines.pop(uid)
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, row in enumerate(links):
            if row.uid in self.lines:
                self.lines[row.uid].show_row(row)
                continue
            line = LinkLine(
                row,
                papers=papers.get(row.indicator_uid, ()),
                on_where=self._on_where,
                on_paper=self._on_paper,
                on_open=self.open_wanted.emit,
                on_remove=self.remove_wanted.emit,
            )
            self.lines[row.uid] = line
            self._rows.insertWidget(place, line)
        self.nothing.setVisible(not links)

    def commit_pending(self) -> bool:
        good = True
        for line in list(self.lines.values()):
            good = line.form.commit_pending() and good
        return good

    def focus_line(self, link_uid: str) -> None:
        if link_uid in self.lines:
            self.lines[link_uid].form.focus_field("where")

    def _fill_indicators(self) -> None:
        uid = self.hamlets.current_uid()
        self.indicators.set_indicators(self._indicators_of(uid) if uid else [])
        self._enable()

    def _enable(self) -> None:
        self.add_button.setEnabled(bool(self.hamlets.current_uid() and self.indicators.current_uid()))

    def _add(self) -> None:
        hamlet, indicator = self.hamlets.current_uid(), self.indicators.current_uid()
        if hamlet and indicator:
            self.add_wanted.emit(hamlet, indicator)


def _paper_options(papers: Sequence[str]) -> list[Option]:
    return [Option("", _("không trong danh mục")), *(Option(paper, paper) for paper in papers)]
