"""Evidence of the book: stored once, linked to the indicators it proves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.progress import Progress
from app.domain.text import readable, sort_key
from app.errors import EvidenceError, InputError, NotFoundError
from app.files.evidence_store import StoredFile, store, stored_path
from app.i18n import _
from app.models.criteria import Indicator
from app.models.evidence import Evidence, EvidenceLink
from app.models.place import Place
from app.services import entry
from app.services.workspace import Workspace

_LINKS = (
    select(EvidenceLink, Place.name, Indicator.number)
    .join(Place, Place.uid == EvidenceLink.hamlet_uid)
    .join(Indicator, Indicator.uid == EvidenceLink.indicator_uid)
)
FIELDS = frozenset({"title", "document_number", "issued_on", "issuer", "sensitive"})


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What one proof serves; `where` is "" when the whole document does."""

    uid: str
    hamlet_uid: str
    hamlet: str
    indicator_uid: str
    indicator_number: str
    where: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    uid: str
    sha256: str
    file_name: str
    size: int  # bytes
    media_type: str
    pages: int
    title: str
    document_number: str
    issued_on: date | None
    issuer: str
    sensitive: bool
    added_on: date
    links: tuple[LinkRow, ...]

    def path(self, folder: Path) -> Path:
        return stored_path(folder, self.sha256, self.media_type)


@dataclass(frozen=True, slots=True)
class Known:
    """A file whose bytes the book had already, under `title`."""

    file_name: str
    title: str


@dataclass(frozen=True, slots=True)
class Added:
    """The outcome of a batch: what it is in the book, how many of it are new, each refused file's sentence."""

    uids: tuple[str, ...]
    new: int
    known: tuple[Known, ...]
    failures: tuple[tuple[str, str], ...]  # (file name, sentence)


def add_files(
    workspace: Workspace,
    files: Sequence[Path],
    progress: Progress,
    *,
    hamlet_uid: str | None = None,
    indicator_uid: str | None = None,
) -> Added:
    """Store files, and those below folders, and enter them; long work, off the UI thread.

    With a hamlet and an indicator they are linked to it. A file that cannot be shown in a dossier is refused
    with its sentence and the rest goes in; a full disk stops the batch. Raises StorageError, Cancelled; what
    was entered before stays.
    """
    uids: dict[str, None] = {}  # in the order given, each once
    new = 0
    known: list[Known] = []
    failures: list[tuple[str, str]] = []
    wanted = [path for given in files for path in files_below(given)]
    for number, path in enumerate(wanted):
        name = readable(path.name)
        progress.step(_("Đang nhận {name}").format(name=name), number, len(wanted))
        try:
            stored = store(path, workspace.evidence_folder, _Within(progress, name, number, len(wanted)))
        except EvidenceError as error:
            failures.append((name, error.sentence))
            continue
        title = workspace.read(title_of, sha256=stored.sha256)
        if title is None:
            new += 1
        else:
            known.append(Known(name, title))
        uid = workspace.write(
            enter,
            stored=stored,
            today=workspace.today(),
            hamlet_uid=hamlet_uid,
            indicator_uid=indicator_uid,
        )
        uids[uid] = None
    return Added(tuple(uids), new, tuple(known), tuple(failures))


class _Within:
    """Progress of one file in a batch: cancel is heard in the middle of a large one, the count stays the batch's."""

    def __init__(self, progress: Progress, name: str, number: int, total: int) -> None:
        self._progress = progress
        self._step = (_("Đang nhận {name}").format(name=name), number, total)

    def step(self, text: str, done: int, total: int) -> None:
        self._progress.step(*self._step)


def files_below(path: Path) -> list[Path]:
    """A file itself; of a folder every file in it, in Vietnamese order, without what systems leave behind."""
    if not path.is_dir():
        return [path]
    found = [file for file in path.rglob("*") if file.is_file() and not _left_behind(file)]
    return sorted(found, key=lambda file: sort_key(readable(str(file))))


def _left_behind(file: Path) -> bool:
    return file.name.startswith(".") or file.name.casefold() in {"thumbs.db", "desktop.ini"}


def title_of(session: Session, *, sha256: str) -> str | None:
    """The title under which the book holds these bytes."""
    return session.scalars(select(Evidence.title).where(Evidence.sha256 == sha256)).first()


def enter(
    session: Session,
    *,
    stored: StoredFile,
    today: date,
    hamlet_uid: str | None = None,
    indicator_uid: str | None = None,
) -> str:
    """Enter a stored file; the same bytes again only gain a link. Returns the uid."""
    row = session.scalars(select(Evidence).where(Evidence.sha256 == stored.sha256)).first()
    if row is None:
        row = Evidence(
            sha256=stored.sha256,
            file_name=entry.line(stored.name, limit=255),
            size=stored.size,
            media_type=stored.media_type,
            pages=stored.pages,
            title=_title(stored.name),
            document_number=None,
            issued_on=None,
            issuer=None,
            sensitive=False,
            added_on=today,
        )
        session.add(row)
        session.flush()
    if hamlet_uid is not None and indicator_uid is not None:
        link(session, evidence_uid=row.uid, hamlet_uid=hamlet_uid, indicator_uid=indicator_uid)
    return row.uid


def _title(name: str) -> str:
    """What a proof is called until somebody names it: its file's name in words, the whole name if that leaves none."""
    return entry.line(Path(name).stem.replace("_", " "), limit=255) or entry.line(name, limit=255)


def link(session: Session, *, evidence_uid: str, hamlet_uid: str, indicator_uid: str, where: str = "") -> str:
    """Let a proof serve an indicator; a link that is there already keeps its place unless one is given."""
    statement = select(EvidenceLink).where(
        EvidenceLink.evidence_uid == evidence_uid,
        EvidenceLink.hamlet_uid == hamlet_uid,
        EvidenceLink.indicator_uid == indicator_uid,
    )
    row = session.scalars(statement).first()
    if row is None:
        row = EvidenceLink(
            evidence_uid=evidence_uid, hamlet_uid=hamlet_uid, indicator_uid=indicator_uid, where=None
        )
        session.add(row)
    if where:
        row.where = entry.line(where)
    session.flush()
    return row.uid


def set_where(session: Session, *, link_uid: str, where: str) -> None:
    """At which section and page the proof proves the indicator ("trang 3, mục II.2")."""
    row = session.get(EvidenceLink, link_uid)
    if row is None:
        raise NotFoundError(_("Minh chứng này không còn gắn với chỉ tiêu. Hãy gắn lại."))
    row.where = entry.line(where) or None
    session.flush()


def unlink(session: Session, *, link_uid: str) -> None:
    row = session.get(EvidenceLink, link_uid)
    if row is not None:
        session.delete(row)
        session.flush()


def update(session: Session, *, evidence_uid: str, values: Mapping[str, Any]) -> None:
    """Write some of FIELDS. Raises InputError for an empty title."""
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    row = _get(session, evidence_uid)
    if "title" in values and not values["title"]:
        raise InputError(_("Hãy gõ tên minh chứng."), field="title")
    for field, value in values.items():
        setattr(row, field, None if value == "" else value)
    session.flush()


def remove(session: Session, *, evidence_uid: str) -> None:
    """Take a proof out of the book with its links; its file stays in the store, so undo brings all back."""
    row = _get(session, evidence_uid)
    for found in session.scalars(select(EvidenceLink).where(EvidenceLink.evidence_uid == evidence_uid)):
        session.delete(found)
    session.delete(row)
    session.flush()


def _get(session: Session, uid: str) -> Evidence:
    row = session.get(Evidence, uid)
    if row is None:
        raise NotFoundError(_("Minh chứng này không còn trong sổ. Hãy xem lại danh sách."))
    return row


def evidence_rows(
    session: Session, *, hamlet_uid: str | None = None, indicator_uid: str | None = None
) -> list[EvidenceRow]:
    """All proofs, or those of a hamlet or of one of its indicators, with every link they have."""
    wanted = select(EvidenceLink.evidence_uid)
    if hamlet_uid is not None:
        wanted = wanted.where(EvidenceLink.hamlet_uid == hamlet_uid)
    if indicator_uid is not None:
        wanted = wanted.where(EvidenceLink.indicator_uid == indicator_uid)
    proofs, links_of = select(Evidence), _LINKS
    if hamlet_uid is not None or indicator_uid is not None:
        proofs = proofs.where(Evidence.uid.in_(wanted))
        links_of = links_of.where(EvidenceLink.evidence_uid.in_(wanted))
    links: dict[str, list[LinkRow]] = {}
    for row, hamlet, number in session.execute(links_of):
        found = LinkRow(row.uid, row.hamlet_uid, hamlet, row.indicator_uid, number, row.where or "")
        links.setdefault(row.evidence_uid, []).append(found)
    rows = [_evidence_row(row, links.get(row.uid, [])) for row in session.scalars(proofs)]
    return sorted(rows, key=lambda row: (sort_key(row.title), row.uid))


def _evidence_row(row: Evidence, links: list[LinkRow]) -> EvidenceRow:
    return EvidenceRow(
        uid=row.uid,
        sha256=row.sha256,
        file_name=row.file_name,
        size=row.size,
        media_type=row.media_type,
        pages=row.pages,
        title=row.title,
        document_number=row.document_number or "",
        issued_on=row.issued_on,
        issuer=row.issuer or "",
        sensitive=row.sensitive,
        added_on=row.added_on,
        links=tuple(
            sorted(links, key=lambda found: (sort_key(found.hamlet), sort_key(found.indicator_number)))
        ),
    )
