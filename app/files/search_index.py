"""What is written in the evidence, and how photos look: derived from the files, made again when lost.

One SQLite file beside the book. It holds nothing that the files do not, keys everything by the hash of the bytes,
never travels, and is thrown away whenever it is not as it should be.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from app.domain.text import fold
from app.files.storage_errors import storage_error

INDEX_FILE = "tim-kiem.sqlite3"
_VERSION = 1
_PAGES = 10_000  # row ids are file × this + page, so that a hit needs no second look to know where it is
_SCHEMA = f"""
PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;
CREATE TABLE file (id INTEGER PRIMARY KEY, sha256 TEXT UNIQUE NOT NULL, looks TEXT NOT NULL);
CREATE TABLE page (id INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE VIRTUAL TABLE folded USING fts5 (words, content='', detail='full', prefix='2 3',
  tokenize="unicode61 remove_diacritics 0");
PRAGMA user_version={_VERSION};
"""
_FIND = f"SELECT min(rowid) FROM folded WHERE folded MATCH ? GROUP BY rowid / {_PAGES}"
# Pages are long and seen once: they would push every name out of the cache.
_fold_page = fold.__wrapped__


_ERRNO = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
}


class IndexLost(Exception):  # noqa: N818 - no error of the person's: it was thrown away and can be made again
    """The file was damaged."""


@dataclass(frozen=True, slots=True)
class PageHit:
    """`page` counts from 1."""

    sha256: str
    page: int


class SearchIndex:
    """Opened for a moment by whoever needs it; a search may run while another thread fills it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / INDEX_FILE

    def known(self) -> dict[str, str]:
        """What has been read, by hash: how it looks, "" for what is no photo."""
        with self._opened() as connection:
            return dict(connection.execute("SELECT sha256, looks FROM file"))

    def put(self, sha256: str, pages: Sequence[str], looks: str) -> None:
        """Pages in their order; one without words counts but is not kept. What was put before stays as it is."""
        with self._opened() as connection:
            statement = "INSERT OR IGNORE INTO file (sha256, looks) VALUES (?, ?)"
            made = connection.execute(statement, (sha256, looks))
            if not made.rowcount:  # two readings of the same files: the other was quicker
                return
            first = (made.lastrowid or 0) * _PAGES
            rows = [(first + number, words) for number, words in enumerate(pages[: _PAGES - 1], 1) if words]
            connection.executemany("INSERT INTO page VALUES (?, ?)", rows)
            folded = ((number, _fold_page(words)) for number, words in rows)
            connection.executemany("INSERT INTO folded (rowid, words) VALUES (?, ?)", folded)

    def forget(self, hashes: Iterable[str]) -> None:
        """Nothing of a file that was deleted for good stays behind."""
        if not self._path.exists():
            return
        with self._opened() as connection:
            connection.execute("PRAGMA secure_delete=ON")
            for sha256 in hashes:
                self._forget_one(connection, sha256)

    def _forget_one(self, connection: sqlite3.Connection, sha256: str) -> None:
        found = connection.execute("SELECT id FROM file WHERE sha256 = ?", (sha256,)).fetchone()
        if found is None:
            return
        within = (found[0] * _PAGES, (found[0] + 1) * _PAGES)
        rows = connection.execute("SELECT id, words FROM page WHERE id > ? AND id < ?", within).fetchall()
        folded = [(number, _fold_page(words)) for number, words in rows]
        connection.executemany("INSERT INTO folded (folded, rowid, words) VALUES ('delete', ?, ?)", folded)
        connection.execute("DELETE FROM page WHERE id > ? AND id < ?", within)
        connection.execute("DELETE FROM file WHERE id = ?", found)

    def find(self, words: Sequence[str]) -> list[PageHit]:
        """The first page of each file on which a word begins with each of the folded `words`."""
        if not self._path.exists():
            return []
        asked = " ".join('"' + word.replace('"', '""') + '" *' for word in words)
        with self._opened() as connection:
            rows = connection.execute(_FIND, (asked,)).fetchall()
            hashes = dict(connection.execute("SELECT id, sha256 FROM file"))
        return [PageHit(hashes[row // _PAGES], row % _PAGES) for (row,) in rows if row // _PAGES in hashes]

    def words_of(self, hits: Iterable[PageHit]) -> dict[PageHit, str]:
        with self._opened() as connection:
            found = {}
            for hit in hits:
                row = connection.execute(
                    "SELECT page.words FROM page JOIN file ON page.id = file.id * ? + ? WHERE file.sha256 = ?",
                    (_PAGES, hit.page, hit.sha256),
                ).fetchone()
                found[hit] = row[0] if row else ""
        return found

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """One transaction. A file that is no index, or an older one, is replaced by an empty one."""
        try:
            connection = self._connect()
            try:
                connection.execute("BEGIN")
                yield connection
                connection.execute("COMMIT")
            finally:
                connection.close()
        except sqlite3.OperationalError as error:
            code = _ERRNO.get(error.sqlite_errorcode & 0xFF, errno.EIO)
            raise storage_error(OSError(code, str(error)), self._path) from error
        except sqlite3.DatabaseError as error:
            self.discard()
            raise IndexLost from error

    def _connect(self) -> sqlite3.Connection:
        for _attempt in range(2):
            connection = sqlite3.connect(self._path, isolation_level=None, timeout=5)
            try:
                if connection.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
                    connection.execute("PRAGMA synchronous=OFF")
                    return connection
                if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    connection.executescript(_SCHEMA)
                    return connection
            except sqlite3.OperationalError:
                connection.close()
                raise
            except sqlite3.DatabaseError:
                pass
            connection.close()
            self.discard()
        raise IndexLost

    def discard(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self._path}{ending}").unlink(missing_ok=True)
