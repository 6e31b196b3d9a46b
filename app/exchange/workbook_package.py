"""The zip around a workbook, opened without trusting it. Runs in the child process: standard library only."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import TypeVar
from xml.parsers import expat

MOST_INFLATED = 64 * 1024 * 1024  # bytes of all parts together
MOST_PARTS = 2_000
MOST_RATIO = 200  # inflated to compressed; XML of real sheets reaches 50
SMALL = 100 * 1024  # a part below this cannot hurt, whatever its ratio
_CHUNK = 4 * 1024 * 1024  # expat scans an unfinished token again with every chunk: few of them

Attributes = dict[str, str]
Start = Callable[[Attributes], None]
End = Callable[[], None]
H = TypeVar("H")


# Excel writes the first, "Strict Open XML" the second; relations have names of their own.
_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
)


class Refused(Exception):  # noqa: N818 - the outcome that the parent turns into a sentence
    """`code` and what its sentence names."""

    def __init__(self, code: str, **given: object) -> None:
        super().__init__(code)
        self.code = code
        self.given = given


class Package:
    """The parts of a workbook file; every byte that is inflated counts."""

    def __init__(self, path: str) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OverflowError) as error:
            raise Refused("damaged") from error
        self._left = MOST_INFLATED
        self._check()
        self._names = {info.filename.replace("\\", "/").lower(): info for info in self._zip.infolist()}

    def _check(self) -> None:
        """Everything the directory of the zip tells, before a single byte is inflated."""
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS:
            raise Refused("too_many_parts")
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("password")
        if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
            raise Refused("damaged")
        if sum(part.file_size for part in parts) > MOST_INFLATED:
            raise Refused("too_large")
        for part in parts:
            if part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1):
                raise Refused("bomb")

    def has(self, name: str) -> bool:
        return name.lower() in self._names

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(self._names[name.lower()]) as stream:
                while chunk := stream.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise Refused("too_large")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError) as error:
            raise Refused("damaged") from error

    def parse(
        self,
        name: str,
        starts: dict[str, Start],
        ends: dict[str, End],
        text: Callable[[str], None] | None = None,
        spaces: tuple[str, ...] = _SPACES,
    ) -> None:
        """Walk one part; handlers by local name, `text` for every run of characters. A DOCTYPE is refused."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = 64 * 1024
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.EntityDeclHandler = _refuse_doctype
        known_starts, known_ends = _by_name(starts, spaces), _by_name(ends, spaces)

        def start(tag: str, attributes: Attributes) -> None:
            handler = known_starts.get(tag)
            if handler is not None:
                handler(attributes)

        def end(tag: str) -> None:
            handler = known_ends.get(tag)
            if handler is not None:
                handler()

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            for chunk in self._chunks(name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Refused("damaged") from error


def _by_name(handlers: dict[str, H], spaces: tuple[str, ...]) -> dict[str, H]:
    return {f"{space} {name}": handler for space in spaces for name, handler in handlers.items()}


def _refuse_doctype(*_given: object) -> None:
    raise Refused("doctype")


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Kind (the last word of its type) and target by id; what lies outside the file is left out."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def relation(attributes: Attributes) -> None:
        if attributes.get("TargetMode", "Internal") == "Internal":
            target = attributes.get("Target", "").replace("\\", "/")
            whole = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, whole)

    if package.has(rels):
        package.parse(rels, {"Relationship": relation}, {})
    return found
