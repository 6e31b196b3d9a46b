"""Photos that look like ones the book has already: both side by side, and the person says which stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.dates import format_date
from app.i18n import _
from app.services.evidence import EvidenceRow
from app.services.evidence_near import NearPair
from app.ui.dialogs.scrolling import scrolling
from app.ui.pages.evidence_detail import size_text
from app.ui.pictures import Pictures, thumbnail
from app.ui.theme import characters, em, gap, make_primary
from app.ui.widgets import Card, MutedLabel

_SIDE = 8  # lines of text, the side of a picture


class PairCard(Card):
    """The old photo, the new one, and the two answers; keeping both is what happens unless said otherwise."""

    def __init__(self, pair: NearPair, old: EvidenceRow, new: EvidenceRow) -> None:
        super().__init__()
        self.pair = pair
        self.pictures = {pair.old_uid: QLabel(), pair.new_uid: QLabel()}
        self.keep_both = QRadioButton(_("Giữ cả hai"))
        self.drop_new = QRadioButton(_("Bỏ ảnh mới"))
        self.drop_new.setToolTip(_("Ảnh mới vào thùng rác; chỉ tiêu của nó do ảnh đã có chứng minh"))
        self.keep_both.setChecked(True)
        for button in (self.keep_both, self.drop_new):
            button.setAccessibleName(f"{button.text()}: {new.title}")
        grid = QGridLayout()
        grid.setHorizontalSpacing(gap(self, 1.0))
        for column, (said, row) in enumerate(((_("Đã có trong sổ"), old), (_("Ảnh mới"), new))):
            picture = self.pictures[row.uid]
            picture.setFixedSize(QSize(em(self) * _SIDE, em(self) * _SIDE))
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            picture.setAccessibleName(row.title)
            grid.addWidget(QLabel(said), 0, column)
            grid.addWidget(picture, 1, column)
            facts = f"{row.title}\n{format_date(row.added_on)}, {size_text(row.size)}"
            grid.addWidget(MutedLabel(facts), 2, column)
        grid.addWidget(self.keep_both, 3, 0)
        grid.addWidget(self.drop_new, 3, 1)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def missing(self) -> list[str]:
        """Uids of the photos whose pictures have not arrived."""
        return [uid for uid, label in self.pictures.items() if label.pixmap().isNull()]

    def show_picture(self, uid: str, picture: QPixmap, ratio: float) -> None:
        picture.setDevicePixelRatio(ratio)
        self.pictures[uid].setPixmap(picture)


class NearDialog(QDialog):
    """All pairs of a batch in one list; `decided` carries those whose new photo is to go."""

    decided = Signal(tuple)

    def __init__(
        self, pairs: Sequence[NearPair], rows: Mapping[str, EvidenceRow], folder: Path, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Ảnh giống nhau"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows = rows
        self._folder = folder
        self.pictures = Pictures(self)
        self.pictures.ready.connect(lambda _key: self._draw())
        self.cards = [PairCard(pair, rows[pair.old_uid], rows[pair.new_uid]) for pair in pairs]
        column = QVBoxLayout()
        column.setSpacing(gap(self, 0.6))
        for card in self.cards:
            column.addWidget(card)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        self.all_button = QPushButton(_("Bỏ mọi ảnh mới"))
        self.all_button.clicked.connect(self._drop_all)
        buttons.addButton(self.all_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.done_button = buttons.addButton(_("Xong"), QDialogButtonBox.ButtonRole.AcceptRole)
        make_primary(self.done_button)
        buttons.accepted.connect(self._decide)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        sentence = _("{n} ảnh mới trông giống ảnh đã có trong sổ. Ảnh nào thừa thì bỏ.")
        layout.addWidget(MutedLabel(sentence.format(n=len(self.cards))))
        layout.addWidget(scrolling(column), 1)
        layout.addWidget(buttons)
        wanted = QSize(characters(self, 62), em(self) * (6 + 17 * min(len(self.cards), 2)))
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        side = round(em(self) * _SIDE * ratio)
        for card in self.cards:
            for uid in card.missing():
                row = self._rows[uid]
                made = self.pictures.get(uid, thumbnail(row.path(self._folder), row.media_type, side))
                if made is not None:
                    card.show_picture(uid, made, ratio)

    def _drop_all(self) -> None:
        for card in self.cards:
            card.drop_new.setChecked(True)

    def _decide(self) -> None:
        self.decided.emit(tuple(card.pair for card in self.cards if card.drop_new.isChecked()))
        self.accept()
