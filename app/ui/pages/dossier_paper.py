"""What can be done with the paper that is chosen in the list of Hồ sơ.

Object names: "paperCard", "mendPaperButton", "attachPaperButton", "detachPaperButton", "explainPaperButton",
"numberPaperButton", "savePaperButton".
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QMenu, QPushButton, QVBoxLayout

from app.domain.procedure import ComponentKind
from app.domain.progress import Progress
from app.domain.rights import Right
from app.i18n import _
from app.paths import user_documents_folder
from app.services import dossier_papers, entry, paper_files, paper_writing
from app.services.dossier_papers import PaperRow, PaperState
from app.services.dossier_readiness import DossierPart
from app.ui.context import Context, Message
from app.ui.dialogs.form_dialog import FormDialog
from app.ui.forms import Field, Kind
from app.ui.icons import set_icon
from app.ui.pages.dossier_made import open_path
from app.ui.theme import gap
from app.ui.widgets import Heading, MutedLabel

_COLUMNS = 2


class PaperCard(QFrame):
    """Shows one paper; `mend` asks for the page where it is written."""

    mend = Signal(object)

    def __init__(self, context: Context, subject: Callable[[], dict[str, Any]]) -> None:
        """`subject`: hamlet and year as the use cases take them."""
        super().__init__()
        self.setObjectName("paperCard")
        self.setProperty("card", True)
        self._context, self._subject = context, subject
        self._part: DossierPart | None = None
        self._folder = user_documents_folder()
        self._title = Heading("", 3)
        self._title.setWordWrap(True)
        self._words = MutedLabel("")
        self.mend_button = _button("mendPaperButton", _("Tới chỗ sửa"), "link", self._mend)
        self.attach_button = _button("attachPaperButton", _("Gắn tệp…"), "add", self.ask_file)
        self.detach_button = _button("detachPaperButton", _("Gỡ tệp"), "close", self.detach)
        self.explain_button = _button("explainPaperButton", _("Giải trình…"), "comment", self.explain)
        self.number_button = _button("numberPaperButton", _("Số, ngày…"), "edit", self.number)
        self.save_button = _button("savePaperButton", _("Lưu ra…"), "save", lambda: None)
        self.save_menu = QMenu(self.save_button)
        self.save_button.setMenu(self.save_menu)
        self._buttons = (
            *(self.mend_button, self.attach_button, self.detach_button),
            *(self.explain_button, self.number_button, self.save_button),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setSpacing(gap(self, 0.3))
        layout = QVBoxLayout(self)
        pad = gap(self, 0.5)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.35))
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addLayout(self._grid)

    @property
    def row(self) -> PaperRow | None:
        return self._part.paper if self._part else None

    def first_button(self) -> QPushButton:
        """Where the keyboard goes when the paper is chosen."""
        return next((one for one in self._buttons if one.isVisible() and one.isEnabled()), self.save_button)

    def show_part(self, part: DossierPart | None) -> None:
        """Hidden for what is no paper."""
        self._part = part
        row = self.row
        self.setVisible(row is not None)
        if part is None or row is None:
            return
        self._title.setText(row.title)
        self._words.setText(_said(row))
        self._words.setVisible(bool(self._words.text()))
        shown = {
            self.mend_button: bool(row.page),
            self.attach_button: row.attachable,
            self.detach_button: bool(row.evidence_uid),
            self.explain_button: row.attachable
            and (row.state in (PaperState.MISSING, PaperState.EXPLAINED) or bool(row.explanation)),
            self.number_button: row.attachable,
            self.save_button: bool(row.endings),
        }
        allowed = self._may(row)
        for button, there in shown.items():
            button.setVisible(there)
        self._arrange()
        for button in (self.attach_button, self.detach_button, self.explain_button, self.number_button):
            button.setEnabled(allowed)
        self._fill_menu(row)

    def _arrange(self) -> None:
        """Those that are shown close up, two beside each other."""
        for button in self._buttons:
            self._grid.removeWidget(button)
        for at, button in enumerate(one for one in self._buttons if not one.isHidden()):
            self._grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)

    def _may(self, row: PaperRow) -> bool:
        hamlet = self._subject()["hamlet_uid"]
        if row.kind is ComponentKind.MEETING_MINUTES:
            return self._context.may(Right.ASSESS, hamlet_uid=hamlet)
        if row.kind is ComponentKind.OFFICER_APPRAISALS:
            return self._context.may(Right.APPRAISE, hamlet_uid=hamlet, appraisers=(row.part,))
        return self._context.may(Right.DOSSIER)

    def _fill_menu(self, row: PaperRow) -> None:
        self.save_menu.clear()
        for ending in row.endings:
            self.save_menu.addAction(_ending_words()[ending], partial(self.ask_save, ending))

    def _mend(self) -> None:
        if self._part is not None:
            self.mend.emit(self._part)

    # Files

    def ask_file(self) -> None:
        dialog = QFileDialog(self, _("Gắn tệp vào hồ sơ"), str(self._folder))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("PDF và ảnh (*.pdf *.jpg *.jpeg *.png *.heic)"), _("Mọi tệp (*)")])
        dialog.fileSelected.connect(lambda path: self.attach(Path(path)))
        dialog.open()

    def attach(self, path: Path) -> None:
        """Put a file in the place of the paper that is shown."""
        row = self.row
        if row is None or not row.attachable:
            return
        self._folder = path.parent
        subject = self._subject()

        def job(progress: Progress) -> str:
            paper_files.attach_file(self._context.workspace, path, progress, **subject, key=row.key)
            return path.name

        self._context.tasks.start(job, title=_("Đang gắn tệp"), on_done=self._attached)

    def _attached(self, name: str) -> None:
        self._context.say(_("Đã gắn “{name}” vào hồ sơ.").format(name=name))

    def detach(self) -> None:
        if self.row is not None:
            self._context.write(dossier_papers.detach_paper, **self._subject(), key=self.row.key)

    def ask_save(self, ending: str) -> None:
        row = self.row
        if row is None:
            return
        name = paper_writing.file_name(row, ending, hamlet=self._subject_name())
        dialog = QFileDialog(self, _("Lưu giấy tờ"), str(self._folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{_ending_words()[ending]} (*{ending})")
        dialog.setDefaultSuffix(ending[1:])
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self.save(row, Path(path)))
        dialog.open()

    def save(self, row: PaperRow, target: Path) -> None:
        self._folder = target.parent
        subject = self._subject()

        def job(_progress: Progress) -> Path:
            paper_writing.write_paper(self._context.workspace, **subject, key=row.key, target=target)
            return target

        self._context.tasks.start(job, title=_("Đang ghi giấy tờ"), on_done=self._saved)

    def _saved(self, path: Path) -> None:
        words = _("Đã ghi “{name}”. Sửa xong trong Word thì lưu thành PDF rồi gắn lại.")
        if path.suffix.casefold() != ".docx":
            words = _("Đã ghi “{name}”.")
        self._context.tell(Message(words.format(name=path.name), _("Mở tệp"), partial(open_path, path)))

    def _subject_name(self) -> str:
        from app.services.places import hamlets

        uid = self._subject()["hamlet_uid"]
        return next((row.name for row in self._context.read(hamlets) if row.uid == uid), "")

    # Words

    def explain(self) -> None:
        """Why the paper is missing, asked in a dialog."""
        row = self.row
        if row is None:
            return
        subject = self._subject()

        def write(values: dict[str, object]) -> None:
            words = str(values["explanation"] or "")
            self._context.write(dossier_papers.explain_missing, **subject, key=row.key, explanation=words)

        FormDialog(
            _("Giải trình giấy tờ thiếu"),
            [Field("explanation", _("Giải trình"), Kind.MULTILINE, parse=entry.paragraph, rows=4)],
            write,
            values={"explanation": row.explanation},
            sentence=_(
                "“{title}” không kèm theo hồ sơ thì lời này được in thay. Để trống là bỏ giải trình."
            ).format(title=row.title),
            parent=self,
        ).open()

    def number(self) -> None:
        """Number and date of the paper, asked in a dialog."""
        row = self.row
        if row is None:
            return
        subject = self._subject() | {"today": self._context.today()}

        def write(values: dict[str, object]) -> None:
            given: Any = {"number": str(values["number"] or ""), "dated": values["dated"]}
            self._context.write(dossier_papers.set_number, **subject, key=row.key, **given)

        FormDialog(
            _("Số và ngày của giấy tờ"),
            [
                Field("number", _("Số"), parse=entry.line, placeholder=_("ví dụ: 05/TTr-UBND")),
                Field("dated", _("Ngày"), Kind.DATE),
            ],
            write,
            values={"number": row.number, "dated": row.dated},
            sentence=_("Văn thư cho số nào thì ghi số đó; để trống thì giấy tờ chừa chỗ điền tay."),
            parent=self,
        ).open()


def _said(row: PaperRow) -> str:
    """Number and file; the list above has said the rest."""
    from app.domain.dates import format_date

    number = _("Số {number}").format(number=row.number) if row.number else ""
    dated = _("ngày {day}").format(day=format_date(row.dated)) if row.dated else ""
    return " · ".join(part for part in (" ".join((number, dated)).strip(), row.file_name) if part)


def _ending_words() -> dict[str, str]:
    return {".docx": _("Tệp Word"), ".pdf": _("Tệp PDF"), ".xlsx": _("Tệp Excel")}


def _button(name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    button.clicked.connect(lambda: run())
    return button
