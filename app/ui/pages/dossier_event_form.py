"""One event of a dossier as a dialog, with the file of its document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from app.domain.dates import format_date
from app.domain.dossier import EventKind
from app.domain.progress import Progress
from app.dossier_words import event_label
from app.i18n import _
from app.services import dossier_event_edit, entry
from app.services.dossier_events import EventRow
from app.services.dossier_versions import VersionRow
from app.services.evidence_intake import Added, add_files
from app.ui.context import Context
from app.ui.dialogs.form_dialog import FormDialog
from app.ui.forms import Field, Kind, Option
from app.ui.icons import set_icon
from app.ui.theme import gap
from app.ui.widgets import MutedLabel

_FIELDS = ("on_date", "document_number", "document_date", "issuer", "version_uid", "note")


class EventDialog(FormDialog):
    """A chosen file is put into the book when the event is written down, and named by it."""

    def __init__(
        self,
        context: Context,
        subject: dict[str, Any],
        versions: Sequence[VersionRow],
        *,
        row: EventRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._context, self._subject, self._row = context, subject, row
        self.file: Path | None = None
        newest = versions[0].uid if versions else None
        super().__init__(
            _("Việc của hồ sơ") if row is None else event_label(row.kind),
            _fields(versions, new=row is None),
            self._write,
            values=_values(row, newest, context),
            parent=parent,
        )
        self._file_words = MutedLabel(_file_words(row))
        self.file_button = QPushButton(_("Gắn văn bản…"))
        self.file_button.setObjectName("eventFileButton")
        set_icon(self.file_button, "add")
        self.file_button.clicked.connect(self._ask_file)
        line = QHBoxLayout()
        line.setSpacing(gap(self, 0.4))
        line.addWidget(self.file_button)
        line.addWidget(self._file_words, 1)
        layout = self.layout()
        assert layout is not None
        layout.removeWidget(self.buttons)
        layout.addItem(line)
        layout.addWidget(self.buttons)

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("Gắn văn bản"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("PDF và ảnh (*.pdf *.jpg *.jpeg *.png *.heic)"), _("Mọi tệp (*)")])
        dialog.fileSelected.connect(lambda path: self.choose_file(Path(path)))
        dialog.open()

    def choose_file(self, path: Path) -> None:
        self.file = path
        self._file_words.setText(_("Sẽ gắn “{name}”.").format(name=path.name))

    def _write(self, values: dict[str, object]) -> None:
        given = {name: values[name] for name in _FIELDS if name in values}
        today = self._context.today()
        if self._row is None:
            kind = EventKind(str(values["kind"]))
            uid = self._context.write(
                dossier_event_edit.add_event, **self._subject, kind=kind, values=given, today=today
            )
        else:
            uid = self._row.uid
            self._context.write(dossier_event_edit.change_event, event_uid=uid, values=given, today=today)
        if self.file is not None:
            _attach(self._context, uid, self.file)


def _attach(context: Context, event_uid: str, path: Path) -> None:
    """Into the book away from the screen's thread; the event names it then."""

    def job(progress: Progress) -> Added:
        return add_files(context.workspace, [path], progress)

    context.tasks.start(job, title=_("Đang gắn văn bản"), on_done=partial(_attached, context, event_uid))


def _attached(context: Context, event_uid: str, added: Added) -> None:
    if added.failures:
        context.say(added.failures[0][1])
        return
    values = {"evidence_uid": added.uids[0]}
    context.write(dossier_event_edit.change_event, event_uid=event_uid, values=values, today=context.today())


def _values(row: EventRow | None, newest: str | None, context: Context) -> dict[str, object]:
    if row is None:
        return {"kind": EventKind.SUBMITTED, "on_date": context.today(), "version_uid": newest}
    return {name: getattr(row, name) for name in _FIELDS}


def _fields(versions: Sequence[VersionRow], *, new: bool) -> list[Field]:
    kinds = [Option(kind, event_label(kind)) for kind in EventKind]
    made = [
        Option(None, _("(không gắn bản nào)")),
        *(Option(row.uid, _version_words(row)) for row in versions),
    ]
    return [
        *([Field("kind", _("Bước"), Kind.CHOICE, options=kinds, required=True)] if new else []),
        Field("on_date", _("Ngày"), Kind.DATE, required=True),
        Field(
            "document_number",
            _("Số văn bản"),
            parse=partial(entry.line, limit=60),
            placeholder=_("ví dụ: 05/TTr-UBND"),
        ),
        Field("document_date", _("Ngày văn bản"), Kind.DATE),
        Field("issuer", _("Cơ quan ban hành"), parse=partial(entry.line, limit=200)),
        Field("version_uid", _("Bản chính"), Kind.CHOICE, options=made),
        Field("note", _("Ghi chú"), Kind.MULTILINE, parse=entry.paragraph, rows=2),
    ]


def _version_words(row: VersionRow) -> str:
    day = format_date(row.made_at.astimezone().date())
    return _("Bản số {n}, lập ngày {day}").format(n=row.number, day=day)


def _file_words(row: EventRow | None) -> str:
    if row is not None and row.file_name:
        return _("Đã gắn “{name}”.").format(name=row.file_name)
    return _("Chưa gắn văn bản nào.")
