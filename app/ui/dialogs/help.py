"""Help: one short page for each screen, and the list of keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app.i18n import _
from app.paths import resource
from app.ui.pages_index import page_entries
from app.ui.theme import colours_of, em, gap, heading_font
from app.ui.widgets import Link, LinkList

KEYS = "keys"
SIGNING = "signing"  # a dialog with a page of its own


def help_file(page_key: str) -> Path:
    return resource("help", f"{page_key}.md")


def show_help(parent: QWidget, page_key: str) -> None:
    """Show the page of a screen beside the window; an unknown key shows the list of keys."""
    dialog = parent.findChild(HelpDialog)
    if dialog is None:
        dialog = HelpDialog(parent)
    dialog.show_page(page_key)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


class HelpDialog(QDialog):
    """Stays open while one works; left the subjects, right the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Trợ giúp"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.subjects = LinkList()
        self.subjects.setAccessibleName(_("Các mục trợ giúp"))
        self.subjects.setFixedWidth(em(self) * 10)
        self.subjects.set_links(
            [Link(entry.title, icon=entry.icon, payload=entry.key) for entry in page_entries()]
            + [
                Link(_("Ký số"), icon="certificate", payload=SIGNING),
                Link(_("Phím tắt"), icon="list", payload=KEYS),
            ]
        )
        self.subjects.chosen.connect(self.show_page)
        self.text = HelpText()
        self.text.sourceChanged.connect(self._mark_subject)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        body = QHBoxLayout()
        body.setSpacing(gap(self))
        body.addWidget(self.subjects)
        body.addWidget(self.text, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(body, 1)
        layout.addWidget(buttons)
        room = self.screen().availableSize() * 0.9
        self.resize(QSize(em(self) * 46, em(self) * 34).boundedTo(room))
        self.text.setFocus()

    def show_page(self, page_key: str) -> None:
        key = page_key if help_file(page_key).is_file() else KEYS
        self.text.setSource(QUrl.fromLocalFile(str(help_file(key))))

    @property
    def page_key(self) -> str:
        return Path(self.text.source().path()).stem

    def _mark_subject(self, source: QUrl) -> None:
        self.subjects.select_payload(Path(source.path()).stem)


class HelpText(QTextBrowser):
    """Markdown in the dress of the program: its spacing follows the size of text, links stay inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Nội dung trợ giúp"))
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(em(self) * 0.8)
        self.sourceChanged.connect(self._dress)

    def _dress(self) -> None:
        """Markdown comes without room between its blocks, with false bold letters and tables of double lines."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            place = QTextCursor(block)
            table = place.currentTable()
            place.setBlockFormat(self._spaced(block.blockFormat(), in_table=table is not None))
            self._set_letters(block)
            if table is not None and place.block() == table.cellAt(0, 0).firstCursorPosition().block():
                table.setFormat(self._ruled(table.format()))
            block = block.next()
        cursor.endEditBlock()

    def _spaced(self, shape: QTextBlockFormat, *, in_table: bool) -> QTextBlockFormat:
        shape.setTopMargin(gap(self, 0.5) if shape.headingLevel() > 1 else 0)
        shape.setBottomMargin(0 if in_table else gap(self, 0.4))
        shape.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return shape

    def _set_letters(self, block: QTextBlock) -> None:
        """The weight that is loaded instead of one that Qt would smear, headings in the sizes of the program."""
        level = block.blockFormat().headingLevel()
        ranges = [found.format.fontWeight() for found in block.textFormats()]
        starts = [(found.start, found.length) for found in block.textFormats()]
        for (start, length), weight in zip(starts, ranges, strict=True):
            letters = QTextCharFormat()
            if level:
                letters.setFont(heading_font(self.font(), level))
            elif weight > QFont.Weight.Medium:
                letters.setFontWeight(QFont.Weight.DemiBold)
            place = QTextCursor(block)
            place.setPosition(block.position() + start)
            place.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
            place.mergeCharFormat(letters)

    def _ruled(self, form: QTextTableFormat) -> QTextTableFormat:
        form.setCellPadding(gap(self, 0.25))
        form.setCellSpacing(0)
        form.setBorderCollapse(True)
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QBrush(QColor(colours_of(self.palette()).line)))
        return form

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self.source().isValid():
            self.reload()
            self._dress()
