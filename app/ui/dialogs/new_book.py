"""First start: three short groups of questions, and a book is made of the answers.

objectNames: "foundButton", "folderButton"; the fields are those of `app.services.books.Founding` and "folder".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.dates import format_date
from app.domain.hamlets import hamlet_names
from app.domain.text import nfc, safe_file_name
from app.errors import InputError, StorageError
from app.i18n import _
from app.paths import user_documents_folder
from app.services.books import (
    Founding,
    ShippedSet,
    found_book,
    founding_problems,
    founding_sets,
    with_kind,
)
from app.services.workspace import system_now
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.icons import set_icon
from app.ui.theme import em, gap, make_primary
from app.ui.widgets import Card, MutedLabel


class NewBookDialog(QDialog):
    """`folder` is where the book lies once it is made, None before and after a cancel."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = system_now,
        documents: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Lập sổ mới"))
        self.folder: Path | None = None
        self._now = now
        self._today = now().astimezone().date()
        self._documents = documents or user_documents_folder()
        self._sets = founding_sets()
        self._own_day = self._own_folder = False  # typed by the person: not offered anew
        self._build()
        self._load()

    # Building

    def _build(self) -> None:
        self.place = FormView(_place_fields())
        self.time = FormView(_time_fields(self._sets))
        self.hamlets = FormView(_hamlet_fields(), labels="above")
        self.store = FormView([Field("folder", _("Thư mục sổ"), required=True)])
        self._forms = [self.place, self.time, self.hamlets, self.store]
        self.place.edited.connect(lambda name: self._offer_folder())
        self.place.committed.connect(lambda name, value: self._offer_folder())
        self.time.committed.connect(self._time_changed)
        self.hamlets.edited.connect(lambda name: self._count())
        self.store.edited.connect(lambda name: setattr(self, "_own_folder", True))
        self._counted = MutedLabel()
        self._choose = QPushButton(_("Chọn nơi khác…"))
        self._choose.setObjectName("folderButton")
        set_icon(self._choose, "folder")
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self._ask_folder)
        page = self._page = QWidget()
        page.setObjectName("page")
        grid = QGridLayout(page)
        grid.setSpacing(gap(self, 0.8))
        grid.addWidget(_card(_("1. Xã"), self.place), 0, 0)
        grid.addWidget(_card(_("2. Năm và bộ tiêu chí"), self.time), 1, 0)
        grid.addWidget(_card(_("3. Các bản"), self.hamlets, self._counted), 0, 1, 2, 1)
        grid.addWidget(_card("", self._folder_line()), 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._lay_out(page)

    def _folder_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap(self))
        row.addWidget(self.store, 1)
        row.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _lay_out(self, page: QWidget) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        found = self._buttons.addButton(_("Lập sổ"), QDialogButtonBox.ButtonRole.AcceptRole)
        found.setObjectName("foundButton")
        found.setDefault(True)
        make_primary(found)
        self._buttons.accepted.connect(self.found)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._buttons)

    def _take_room(self) -> None:
        """Once the fields are filled: their hints wrap."""
        width = em(self) * 50
        page = self._page
        tall = max(page.sizeHint().height(), page.heightForWidth(width - em(self) * 3))
        wanted = QSize(width, tall + em(self) * 5)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.92))

    def _load(self) -> None:
        self.place.load({"province": "tỉnh Sơn La", "district": "", "commune": ""})
        self.time.load({"year": self._today.year, "set_file": self._sets[0].file, "held_on": None})
        self.hamlets.load({"hamlets": ""})
        self._offer_day()
        self._offer_folder()
        self._note_validity()
        self._count()
        self._take_room()
        self.place.focus_field("commune")

    # Offers that follow what is typed

    def _offer_folder(self) -> None:
        """A folder named for the commune, until the person names another."""
        if self._own_folder:
            return
        commune = _typed(self.place.editor("commune"))
        name = safe_file_name(_("Sổ {commune}").format(commune=commune) if commune else _("Sổ mới"))
        self.store.load({"folder": str(_free(self._documents / name))})

    def _time_changed(self, name: str, value: object) -> None:
        self._own_day = self._own_day or name == "held_on"
        self._offer_day()
        self._note_validity()

    def _offer_day(self) -> None:
        """By custom the last day of the year before; a plan made early starts from what is known today."""
        year = self.time.values()["year"]
        if not self._own_day and isinstance(year, int) and 1 < year <= date.max.year:
            self.time.set_values({"held_on": min(date(year - 1, 12, 31), self._today)})

    def _note_validity(self) -> None:
        values = self.time.values()
        chosen = next((one.definition for one in self._sets if one.file == values["set_file"]), None)
        year = values["year"]
        note = ""
        if chosen is not None and chosen.valid_to is not None and isinstance(year, int):
            note = _("{title}. Hiệu lực đến {day}.").format(
                title=chosen.title, day=format_date(chosen.valid_to)
            )
            if year > chosen.valid_to.year:
                note += " " + _("Chưa có bộ mới cho bản; sổ tạm theo bộ này.")
        self.time.set_hint("set_file", note)

    def _count(self) -> None:
        names = hamlet_names(_typed(self.hamlets.editor("hamlets")))
        words = _("{n} bản.").format(n=len(names)) if names else _("Dán được cả cột chép từ Excel.")
        self._counted.setText(words)

    def _ask_folder(self) -> None:
        """Choose where to put the book; its own folder is made inside."""
        dialog = QFileDialog(self, _("Chọn nơi đặt sổ"), str(self._documents))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._folder_chosen)
        dialog.open()

    def _folder_chosen(self, chosen: str) -> None:
        self._documents = Path(chosen)
        self._own_folder = False
        self._offer_folder()

    # Making the book

    def found(self) -> None:
        """Make the book and close; what is wrong is said beside its field and nothing is made."""
        judged = [form.check() for form in self._forms]  # each says what is wrong with its own fields
        if not all(judged):
            self._to_first_error()
            return
        founding, folder = self._answers()
        for field, sentence in founding_problems(founding, today=self._today).items():
            self._show_error(field, sentence)
        if self._to_first_error():
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            found_book(folder, founding=founding, now=self._now).close()
        except InputError as error:
            self._show_error(error.field or "hamlets", error.sentence)
        except StorageError as error:
            self._show_error("folder", error.sentence)
        else:
            self.folder = folder
            self.accept()
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._to_first_error()

    def _answers(self) -> tuple[Founding, Path]:
        values = {name: value for form in self._forms for name, value in form.values().items()}
        year, held_on, set_file = values["year"], values["held_on"], values["set_file"]
        assert isinstance(year, int)
        assert isinstance(held_on, date)
        assert isinstance(set_file, Path)
        founding = Founding(
            province=_one_line(values["province"]),
            district=_one_line(values["district"]),
            commune=_one_line(values["commune"]),
            year=year,
            set_file=set_file,
            held_on=held_on,
            hamlets=tuple(hamlet_names(str(values["hamlets"]))),
        )
        return founding, Path(str(values["folder"])).expanduser()

    def _show_error(self, name: str, sentence: str) -> None:
        form = next(form for form in self._forms if name in form.values())
        form.show_error(name, sentence)

    def _to_first_error(self) -> bool:
        for form in self._forms:
            for name in form.errors():
                form.focus_field(name)
                self._scroll.ensureWidgetVisible(form.editor(name))
                return True
        return False


def _place_fields() -> list[Field]:
    hints = {
        "district": _("Từ 01/07/2025 không còn cấp huyện: để trống."),
        "commune": _("Phường thì gõ cả chữ “phường”."),
    }
    names = {"province": _("Tỉnh"), "district": _("Huyện"), "commune": _("Xã")}
    return [
        Field(
            level,
            name,
            parse=partial(with_kind, level),
            required=level != "district",
            hint=hints.get(level, ""),
        )
        for level, name in names.items()
    ]


def _time_fields(sets: list[ShippedSet]) -> list[Field]:
    return [
        Field("year", _("Năm kế hoạch"), Kind.INTEGER, required=True, width=6, show=str),
        Field("held_on", _("Ngày rà soát đầu"), Kind.DATE, required=True),
        Field(
            "set_file", _("Bộ tiêu chí"), Kind.CHOICE, options=[_option(one) for one in sets], required=True
        ),
    ]


def _option(shipped: ShippedSet) -> Option:
    """Short enough for the box; the whole title stands below it."""
    definition = shipped.definition
    words = _("QĐ {number}, {years}").format(number=definition.basis.number, years=definition.version)
    return Option(shipped.file, words)


def _hamlet_fields() -> list[Field]:
    words = _("Các bản xây dựng nông thôn mới trong năm, mỗi bản một dòng")
    example = "Bản Pút\nBản Tủm\nTiểu khu 1"
    return [Field("hamlets", words, Kind.MULTILINE, rows=14, placeholder=example, required=True)]


def _card(title: str, *widgets: QWidget) -> Card:
    card = Card(title)
    for widget in widgets:
        card.body.addWidget(widget)
    card.body.addStretch(1)
    return card


def _typed(editor: QWidget) -> str:
    """What stands in an editor now, before the form has taken it."""
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return _one_line(editor.text()) if isinstance(editor, QLineEdit) else ""


def _one_line(value: object) -> str:
    return " ".join(nfc(str(value)).split())


def _free(folder: Path) -> Path:
    """A name that is not taken: "Sổ xã A", "Sổ xã A 2"…"""
    number, candidate = 1, folder
    while candidate.exists():
        number += 1
        candidate = folder.with_name(f"{folder.name} {number}")
    return candidate
