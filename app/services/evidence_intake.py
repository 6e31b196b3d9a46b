"""Files into the book: the one door for what is dropped, pasted, chosen, or appears in a watched folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.progress import Progress
from app.domain.rights import Right
from app.domain.text import readable, sort_key
from app.errors import AppError, Cancelled, EvidenceError, InputError, StorageError
from app.files.evidence_store import Intake, StoredFile, source_hash
from app.files.file_walk import walk_files
from app.i18n import _
from app.models.evidence import Evidence
from app.services import entry
from app.services.evidence import link
from app.services.rights import require
from app.services.workspace import Workspace

MANY = 500  # files: above this the screen asks first
MOST = 10_000


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


@dataclass(frozen=True, slots=True)
class Entered:
    """What one transaction made of stored files, in their order."""

    uids: tuple[str, ...]
    new: frozenset[str]


def count_files(files: Sequence[Path]) -> int:
    """How many files a batch would be, folders opened; quick, at most MOST are counted.

    Above MANY the screen asks first (`many_sentence`). Raises InputError above MOST.
    """
    return len(_wanted(files))


def many_sentence(count: int) -> str:
    """The question before a large batch; "" when nobody need be asked."""
    if count <= MANY:
        return ""
    return _("Có {n} tệp. Thêm tất cả vào sổ?").format(n=count)


def add_files(
    workspace: Workspace,
    files: Sequence[Path],
    progress: Progress,
    *,
    hamlet_uid: str | None = None,
    indicator_uid: str | None = None,
    skip_known: bool = False,
) -> Added:
    """Store files, and those below folders, and enter them as one step for Ctrl+Z; long work.

    With a hamlet and an indicator they are linked to it. A file that cannot be evidence is refused with its
    sentence and the rest goes in. `skip_known` leaves alone what the book has in whatever state: a watched folder
    must not bring back what somebody threw away. Raises InputError for more than MOST files, RefusedError,
    StorageError when the book's disk fails, Cancelled; in the last two cases what was stored before is entered.
    """
    wanted = _wanted(files)
    workspace.read(_may_add, hamlet_uid=hamlet_uid)
    batch = _Batch(workspace, skip_known=skip_known)
    try:
        for number, path in enumerate(wanted):
            batch.take(path, _Within(progress, readable(path.name), number, len(wanted)))
    except (Cancelled, StorageError):
        batch.enter(hamlet_uid, indicator_uid)
        raise
    entered = batch.enter(hamlet_uid, indicator_uid)
    return Added(entered.uids, len(entered.new), tuple(batch.known), tuple(batch.failures))


class _Batch:
    """Files on their way: stored one by one, made durable and entered together."""

    def __init__(self, workspace: Workspace, *, skip_known: bool) -> None:
        self._workspace = workspace
        self._skip_known = skip_known
        self._intake = Intake(workspace.evidence_folder)
        self._titles = workspace.read(titles_by_hash)
        self._stored: dict[str, StoredFile] = {}
        self.known: list[Known] = []
        self.failures: list[tuple[str, str]] = []

    def take(self, path: Path, progress: _Within) -> None:
        progress.begin()
        if self._skip_known and self._is_known(path):
            return
        try:
            stored = self._intake.store(path, progress)
        except EvidenceError as error:
            self.failures.append((readable(path.name), error.sentence))
            return
        title = self._titles.get(stored.sha256)
        if title is not None:
            self.known.append(Known(stored.name, title))
        self._titles.setdefault(stored.sha256, title_for(stored.name))
        self._stored.setdefault(stored.sha256, stored)

    def _is_known(self, path: Path) -> bool:
        """Without copying it: at every start a watched folder is full of what was taken long ago."""
        return source_hash(path) in self._titles

    def enter(self, hamlet_uid: str | None, indicator_uid: str | None) -> Entered:
        if not self._stored:
            return Entered((), frozenset())
        with taken_back_on_refusal(self._workspace, self._intake):
            return self._workspace.write(
                enter_files,
                stored=tuple(self._stored.values()),
                today=self._workspace.today(),
                hamlet_uid=hamlet_uid,
                indicator_uid=indicator_uid,
            )


@contextmanager
def taken_back_on_refusal(workspace: Workspace, intake: Intake) -> Iterator[None]:
    """Inside, the book takes what the intake stored; when it refuses, no file of it stays in the store but what
    the book holds: another batch may have entered the same bytes, or a rotten file was made good.
    """
    try:
        intake.make_durable()
        yield
    except AppError:
        with suppress(AppError):  # where the book cannot say what it holds, all stays
            intake.take_back(workspace.read(titles_by_hash))
        raise


class _Within:
    """Progress of one file in a batch: cancel is heard in the middle of a large one, the count stays the batch's."""

    def __init__(self, progress: Progress, name: str, number: int, total: int) -> None:
        self._progress = progress
        self._step = (_("Đang nhận {name}").format(name=name), number, total)

    def begin(self) -> None:
        self._progress.step(*self._step)

    def step(self, text: str, done: int, total: int) -> None:
        self._progress.step(*self._step)


def _wanted(files: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for given in files:
        found += files_below(given, room=MOST + 1 - len(found))
        if len(found) > MOST:
            raise InputError(
                _("Có quá {n} tệp. Hãy chọn thư mục nhỏ hơn, ví dụ từng bản một.").format(n=entry_count(MOST))
            )
    return found


def entry_count(count: int) -> str:
    """ "10.000", as it is written here."""
    return f"{count:,}".replace(",", ".")


def files_below(path: Path, *, room: int = MOST + 1) -> list[Path]:
    """A file itself; of a folder every file in it, in Vietnamese order, without what systems leave behind.

    Looks no further than `room` files, so that a whole disk dropped by mistake costs a moment.
    """
    if not path.is_dir():
        return [path]
    return sorted(walk_files(path, most=room), key=lambda file: sort_key(readable(str(file))))


def titles_by_hash(session: Session) -> dict[str, str]:
    """Under which title the book holds which bytes."""
    return {row.sha256: row.title for row in session.execute(select(Evidence.sha256, Evidence.title))}


def _may_add(session: Session, *, hamlet_uid: str | None) -> None:
    require(session, Right.ASSESS, hamlet_uid=hamlet_uid)


def enter_files(
    session: Session,
    *,
    stored: Sequence[StoredFile],
    today: date,
    hamlet_uid: str | None = None,
    indicator_uid: str | None = None,
) -> Entered:
    """Enter stored files; the same bytes again only gain a link, and come back from the trash."""
    require(session, Right.ASSESS, hamlet_uid=hamlet_uid)
    hashes = [file.sha256 for file in stored]
    there = {row.sha256: row for row in session.scalars(select(Evidence).where(Evidence.sha256.in_(hashes)))}
    new: set[str] = set()
    for file in stored:
        row = there.get(file.sha256)
        if row is None:
            row = there[file.sha256] = new_row(file, today)
            session.add(row)
            new.add(row.uid)
        row.removed_on = None
    session.flush()
    uids = tuple(dict.fromkeys(there[sha256].uid for sha256 in hashes))
    if hamlet_uid is not None and indicator_uid is not None:
        for uid in uids:
            link(session, evidence_uid=uid, hamlet_uid=hamlet_uid, indicator_uid=indicator_uid)
    return Entered(uids, frozenset(new))


def new_row(file: StoredFile, today: date) -> Evidence:
    """A proof of which nothing but its file is known."""
    return Evidence(
        sha256=file.sha256,
        file_name=entry.line(file.name, limit=255),
        size=file.size,
        media_type=file.media_type,
        pages=file.pages,
        title=title_for(file.name),
        sensitive=False,
        added_on=today,
    )


def title_for(name: str) -> str:
    """What a proof is called until somebody names it: its file's name in words, the whole name if that leaves none."""
    return entry.line(Path(name).stem.replace("_", " "), limit=255) or entry.line(name, limit=255)
