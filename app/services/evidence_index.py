"""Finding proofs by what is written in them and about them, and photos that look alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.progress import Progress
from app.domain.text import fold, sort_key
from app.errors import AppError, StorageError
from app.files.evidence_reading import PHOTOS, MediaType
from app.files.evidence_store import stored_path
from app.files.search_index import IndexLost, PageHit, SearchIndex
from app.i18n import _
from app.models.evidence import Evidence
from app.services.evidence import in_use
from app.services.evidence_near import NearPair, near_pairs
from app.services.evidence_preview import words_of
from app.services.workspace import Workspace

_SNIPPET = 140  # characters
_BEFORE = 40  # of them before the word that was found


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many files were read, and which new photos look like older ones, for the person to decide."""

    read: int
    near: tuple[NearPair, ...]


@dataclass(frozen=True, slots=True)
class EvidenceHit:
    """`page` is 0 and `snippet` "" when the title, number, abstract, origin or file name says it all."""

    uid: str
    title: str
    file_name: str
    page: int
    snippet: str


@dataclass(frozen=True, slots=True)
class _File:
    uid: str
    sha256: str
    media_type: str
    title: str
    file_name: str
    facts: str  # folded: everything that is known about it


def _files(session: Session) -> list[_File]:
    columns = (
        Evidence.uid,
        Evidence.sha256,
        Evidence.media_type,
        Evidence.title,
        Evidence.file_name,
        Evidence.document_number,
        Evidence.document_sign,
        Evidence.issuer,
        Evidence.signer,
        Evidence.abstract,
    )
    rows = session.execute(select(*columns).where(Evidence.uid.in_(in_use())))
    return [_File(*row[:5], facts=fold(" \n ".join(filter(None, row[3:])))) for row in rows]


def refresh(workspace: Workspace, progress: Progress) -> Refreshed:
    """Read what has not been read yet; long work, to be started after a batch and when a book is opened.

    A file that cannot be read counts as read: it is found by what is known about it. Raises StorageError, Cancelled;
    what was read before stays read.
    """
    index = SearchIndex(workspace.folder)
    files = workspace.read(_files)
    for _attempt in range(2):
        with suppress(IndexLost):
            known = index.known()
            missing = [file for file in files if file.sha256 not in known]
            _read_all(index, missing, workspace.evidence_folder, progress)
            keys = index.known()
            pairs = workspace.read(near_pairs, keys=keys, uids=[file.uid for file in missing])
            return Refreshed(len(missing), tuple(pairs))
    return Refreshed(0, ())


def _read_all(index: SearchIndex, files: Sequence[_File], folder: Path, progress: Progress) -> None:
    for number, file in enumerate(files):
        path = stored_path(folder, file.sha256, file.media_type)
        progress.step(_("Đang đọc {name}").format(name=file.file_name), number, len(files))
        if not path.is_file():  # it may come back: then it is read
            continue
        words: list[str] = []
        with suppress(AppError):
            for page in words_of(path, file.media_type, file_name=file.file_name):
                words.append(page)
                progress.step(_("Đang đọc {name}").format(name=file.file_name), number, len(files))
        index.put(file.sha256, words, _looks(path, MediaType(file.media_type)))


def _looks(path: Path, media_type: MediaType) -> str:
    if media_type not in PHOTOS:
        return ""
    from app.files.near_duplicates import looks_of

    return looks_of(path, media_type)


def alike(workspace: Workspace) -> list[NearPair]:
    """Every photo in use that looks like an older one, as far as files have been read."""
    try:
        keys = SearchIndex(workspace.folder).known()
    except (IndexLost, StorageError):
        return []
    return workspace.read(near_pairs, keys=keys)


def search_evidence(workspace: Workspace, text: str, *, most: int = 100) -> list[EvidenceHit]:
    """Proofs in use where every word is found, without marks: about the file, or else on one page of it.

    Words about the file and words on a page add up. Those whose title begins with the text come first, then those
    found by what is known about them, then those found by a page.
    """
    words = fold(text).split()
    if not words:
        return []
    files = workspace.read(_files)
    hits: list[tuple[_File, PageHit | None]] = []
    wanting: dict[tuple[str, ...], list[_File]] = {}
    for file in files:
        rest = tuple(word for word in words if word not in file.facts)
        if rest:
            wanting.setdefault(rest, []).append(file)
        else:
            hits.append((file, None))
    index = SearchIndex(workspace.folder)
    with suppress(IndexLost, StorageError):  # a search never fails for want of what can be made again
        hits += _on_pages(index.find, wanting)
        start = " ".join(words)
        hits.sort(key=lambda hit: _rank(hit[0], hit[1], start))
        pages = index.words_of(page for _file, page in hits[:most] if page is not None)
        return [_hit(file, page, pages.get(page, "") if page else "", words) for file, page in hits[:most]]
    return [_hit(file, None, "", words) for file, page in hits[:most] if page is None]


def _on_pages(
    find: Callable[[Sequence[str]], list[PageHit]], wanting: dict[tuple[str, ...], list[_File]]
) -> list[tuple[_File, PageHit | None]]:
    found: list[tuple[_File, PageHit | None]] = []
    for rest, files in wanting.items():
        pages = {hit.sha256: hit for hit in find(rest)}
        found += [(file, pages[file.sha256]) for file in files if file.sha256 in pages]
    return found


def _rank(file: _File, page: PageHit | None, start: str) -> tuple[object, ...]:
    first = not fold(file.title).startswith(start)
    return first, page is not None, sort_key(file.title)


def _hit(file: _File, page: PageHit | None, words: str, asked: Sequence[str]) -> EvidenceHit:
    snippet = snippet_of(words, asked) if page is not None else ""
    return EvidenceHit(file.uid, file.title, file.file_name, page.page if page else 0, snippet)


def snippet_of(page: str, words: Sequence[str]) -> str:
    """A piece of the page around the first of the folded words, with … where it is cut."""
    line = " ".join(page.split())
    text = fold.__wrapped__(line)  # letter for letter, since spaces are single already
    places = [place for word in words if (place := text.find(word)) >= 0]
    start = max(0, (min(places) if places else 0) - _BEFORE) if len(text) == len(line) else 0
    if start:
        start = line.find(" ", start) + 1 or start
    end = start + _SNIPPET
    cut = line[start:end] if end >= len(line) else line[start:end].rsplit(" ", 1)[0]
    return ("… " if start else "") + cut + (" …" if end < len(line) else "")
